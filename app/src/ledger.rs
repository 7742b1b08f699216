//! Money that moves: whole, in order, and never below nothing.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::result::DatabaseErrorKind::CheckViolation;
use diesel::result::Error::DatabaseError as Refused;
use serde::Serialize;
use thiserror::Error;

use crate::database::{Database, DatabaseError};
use crate::decimal::Money;
use crate::schema::{group_cashbook, group_members, member_savings, saving_transactions, saving_types, savings_groups};
use crate::summary::{self, SummaryError};

/// Which way money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the group.
    Deposit,
    /// From the group.
    Withdrawal,
}

/// A saving that a member pays in or takes out.
#[derive(Debug, Clone)]
pub struct Saving<'a> {
    /// The group, by its code.
    pub group: &'a str,
    /// The member, by number in the group.
    pub member: &'a str,
    /// The kind of saving, by its code.
    pub saving_type: &'a str,
    /// Which way the money goes.
    pub way: Way,
    /// How much.
    pub amount: Money,
    /// On what day.
    pub day: NaiveDate,
}

/// What there is afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// What the member has in this kind of saving.
    pub balance: Money,
    /// What is in the cash box.
    pub cash: Money,
}

/// Why nothing was recorded.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// There is no such group or member.
    #[error(transparent)]
    Unknown(#[from] SummaryError),
    /// The member has no account for this kind of saving.
    #[error("member {member} has no account for {saving_type}\nhelp: {}", if known.is_empty() { "there is none at all".to_owned() } else { format!("known: {}", known.join(", ")) })]
    NoAccount {
        /// The member's number.
        member: String,
        /// What was asked for.
        saving_type: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Nothing, or less than nothing.
    #[error("{0} can't be paid: an amount is more than nothing")]
    NotPositive(Money),
    /// More than there is.
    #[error("{amount} can't be paid out: there is {available} {place}")]
    Insufficient {
        /// What was asked for.
        amount: Money,
        /// What there is.
        available: Money,
        /// Where.
        place: &'static str,
    },
    /// The cashbook has gone on since.
    #[error(
        "the cashbook has entries of {last}, so nothing can be recorded for {day}\nhelp: record it for {last} or later"
    )]
    Backdated {
        /// What was asked for.
        day: NaiveDate,
        /// The day of the last entry.
        last: NaiveDate,
    },
    /// An amount that does not fit.
    #[error("a total would have more digits than its column holds")]
    TooGreat,
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<diesel::result::Error> for LedgerError {
    fn from(error: diesel::result::Error) -> Self {
        DatabaseError::from(error).into()
    }
}

/// Records a saving with all that follows from it: the balances, the cashbook, the totals of group and member.
///
/// # Errors
///
/// If it can't be; then nothing was recorded.
pub fn record(database: &mut Database, saving: &Saving<'_>) -> Result<Receipt, LedgerError> {
    if saving.amount <= Money::ZERO {
        return Err(LedgerError::NotPositive(saving.amount));
    }
    let group_id = summary::find_group(database, saving.group)?.id;
    let (member_id, account_id) = find_account(database, group_id, saving)?;
    database.transaction(|database| {
        // The first statement writes. So PostgreSQL locks the group's row, and SQLite takes its one lock while it can
        // still wait for it: of two who have read first, one would be refused.
        let now = chrono::Utc::now().naive_utc();
        let group = savings_groups::table.find(group_id);
        diesel::update(group).set(savings_groups::updated_date.eq(now)).execute(database)?;

        let balance = move_saving(database, saving, account_id)?;
        let cash = enter_in_cashbook(database, saving, group_id, member_id)?;

        let signed = if saving.way == Way::Deposit { saving.amount } else { -saving.amount };
        let saved: Money = group.select(savings_groups::savings_balance).get_result(database)?;
        let saved = saved.checked_add(signed).ok_or(LedgerError::TooGreat)?;
        let totals = (savings_groups::savings_balance.eq(saved), savings_groups::loan_fund_balance.eq(Some(cash)));
        diesel::update(group).set(totals).execute(database)?;
        if saving.way == Way::Deposit {
            let member = group_members::table.find(member_id);
            let paid: Money = member.select(group_members::total_contributions).get_result(database)?;
            let paid = paid.checked_add(saving.amount).ok_or(LedgerError::TooGreat)?;
            diesel::update(member).set(group_members::total_contributions.eq(paid)).execute(database)?;
        }
        Ok(Receipt { balance, cash })
    })
}

/// The member and the account.
fn find_account(database: &mut Database, group_id: i32, saving: &Saving<'_>) -> Result<(i32, i32), LedgerError> {
    let members = summary::members(database, saving.group, Some(saving.member))?;
    let number = members.first().map_or(saving.member, |member| &member.member_number);
    let accounts: Vec<(i32, i32, String)> = member_savings::table
        .inner_join(group_members::table)
        .inner_join(saving_types::table)
        .filter(group_members::group_id.eq(group_id).and(group_members::member_number.eq(number)))
        .order(saving_types::id)
        .select((group_members::id, member_savings::id, saving_types::code))
        .load(database)?;
    let found = accounts.iter().find(|(.., code)| code == saving.saving_type);
    found.map(|(member, account, _)| (*member, *account)).ok_or_else(|| LedgerError::NoAccount {
        member: saving.member.to_owned(),
        saving_type: saving.saving_type.to_owned(),
        known: accounts.iter().map(|(.., code)| code.clone()).collect(),
    })
}

/// The trigger keeps the balance, and a check that it is never below nothing.
fn move_saving(database: &mut Database, saving: &Saving<'_>, account_id: i32) -> Result<Money, LedgerError> {
    let balance = member_savings::table.find(account_id).select(member_savings::current_balance);
    let before: Money = balance.get_result(database)?;
    let transaction = (
        saving_transactions::member_saving_id.eq(account_id),
        saving_transactions::transaction_type.eq(if saving.way == Way::Deposit { "deposit" } else { "withdrawal" }),
        saving_transactions::amount.eq(saving.amount),
        saving_transactions::transaction_date.eq(saving.day),
    );
    match diesel::insert_into(saving_transactions::table).values(transaction).execute(database) {
        Err(Refused(CheckViolation, _)) => {
            Err(LedgerError::Insufficient { amount: saving.amount, available: before, place: "on the account" })
        }
        Err(error) => Err(error.into()),
        Ok(_) => Ok(balance.get_result(database)?),
    }
}

/// The next entry, with what is in the cash box after it.
fn enter_in_cashbook(
    database: &mut Database,
    saving: &Saving<'_>,
    group_id: i32,
    member_id: i32,
) -> Result<Money, LedgerError> {
    let last: Option<(NaiveDate, Option<Money>)> = group_cashbook::table
        .filter(group_cashbook::group_id.eq(group_id))
        .order((group_cashbook::entry_date.desc(), group_cashbook::id.desc()))
        .select((group_cashbook::entry_date, group_cashbook::running_balance))
        .first(database)
        .optional()?;
    if let Some((last, _)) = last.filter(|(last, _)| *last > saving.day) {
        return Err(LedgerError::Backdated { day: saving.day, last });
    }
    let before = last.and_then(|(_, balance)| balance).unwrap_or_default();
    let (direction, signed, description) = match saving.way {
        Way::Deposit => ("in", saving.amount, "Savings of a member"),
        Way::Withdrawal => ("out", -saving.amount, "Savings paid out to a member"),
    };
    let after = before.checked_add(signed).ok_or(LedgerError::TooGreat)?;
    if after < Money::ZERO {
        let (amount, place) = (saving.amount, "in the cash box");
        return Err(LedgerError::Insufficient { amount, available: before, place });
    }
    let entry = (
        group_cashbook::group_id.eq(group_id),
        group_cashbook::member_id.eq(member_id),
        group_cashbook::entry_date.eq(saving.day),
        group_cashbook::entry_type.eq("saving"),
        group_cashbook::direction.eq(direction),
        group_cashbook::amount.eq(saving.amount),
        group_cashbook::running_balance.eq(Some(after)),
        group_cashbook::description.eq(description),
    );
    diesel::insert_into(group_cashbook::table).values(entry).execute(database)?;
    Ok(after)
}
