//! `app record-saving`: one payment, with all that follows from it.

use chrono::{NaiveDate, Utc};
use clap::Args;

use super::{Context, Outcome, Result};
use crate::decimal::Money;
use crate::ledger::{self, Occasion, Saving, Way};

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
    let mut database = context.migrated_database()?;
    let account_id = ledger::find_account(&mut database, &options.group, &options.member, &options.saving_type)?;
    let way = if options.withdraw { Way::Withdrawal } else { Way::Deposit };
    let day = options.date.unwrap_or_else(|| Utc::now().date_naive());
    let saving = Saving::in_cash(account_id, way, options.amount, Occasion::on(day));
    let receipt = ledger::record(&mut database, &saving)?;
    if context.json {
        context.write_json(&receipt)?;
    } else {
        writeln!(context.out, "recorded: the account has {}, the cash box {}", receipt.balance, receipt.cash)?;
    }
    Ok(Outcome::Success)
}
