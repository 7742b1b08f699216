//! `app record-saving`: one payment, with all that follows from it.

use chrono::{NaiveDate, Utc};
use clap::Args;

use super::{Context, Outcome, Result};
use crate::decimal::Money;
use crate::ledger::{self, Saving, Way};

/// Who pays what.
#[derive(Debug, Args)]
pub struct Record {
    /// The group, by its code (`RW-GAS-001`)
    group: String,
    /// The member, by number in the group (`004`)
    member: String,
    /// The kind of saving: `compulsory`, `voluntary` or `social_fund`
    saving_type: String,
    /// How much: `1250.50`
    amount: Money,
    /// The member takes it out
    #[arg(long)]
    withdraw: bool,
    /// On what day; today, if it is left out
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
}

/// Records it.
///
/// # Errors
///
/// If it can't be; then nothing was recorded.
pub fn run(options: &Record, context: &mut Context<'_>) -> Result {
    let mut database = context.database()?;
    let saving = Saving {
        group: &options.group,
        member: &options.member,
        saving_type: &options.saving_type,
        way: if options.withdraw { Way::Withdrawal } else { Way::Deposit },
        amount: options.amount,
        day: options.date.unwrap_or_else(|| Utc::now().date_naive()),
    };
    let receipt = ledger::record(&mut database, &saving)?;
    if context.json {
        context.write_json(&receipt)?;
    } else {
        writeln!(context.out, "recorded: the account has {}, the cash box {}", receipt.balance, receipt.cash)?;
    }
    Ok(Outcome::Success)
}
