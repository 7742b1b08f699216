//! Money that moves: whole, in order, and never below nothing. And the totals that follow from it.

mod fine;
mod loan;
mod mobile_money;
mod saving;
mod share;
mod totals;

use chrono::NaiveDate;
use diesel::prelude::*;
use thiserror::Error;

use crate::database::{Database, DatabaseError};
use crate::decimal::Money;
use crate::schema::{group_cashbook, savings_groups};
use crate::summary::SummaryError;

pub use fine::pay as pay_fine;
pub use loan::{disburse, repay};
pub use mobile_money::{Outcome, settle};
pub use saving::{Receipt, Saving, Way, find_account, record};
pub use share::{Deal, ShareDeal, trade};
pub use totals::{attendance as refresh_attendance, meeting as refresh_meeting};

/// When something is paid, at which meeting, and who writes it down.
#[derive(Debug, Clone, Copy)]
pub struct Occasion {
    /// On what day.
    pub day: NaiveDate,
    /// At which meeting of the group.
    pub meeting_id: Option<i32>,
    /// By which user.
    pub recorded_by: Option<i32>,
}

impl Occasion {
    /// A day, with nothing known but that.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        Self { day, meeting_id: None, recorded_by: None }
    }
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
    /// More shares than there are.
    #[error("{shares} shares can't be given away: the member has {owned}")]
    TooFewShares {
        /// How many were to be.
        shares: i32,
        /// How many there are.
        owned: i32,
    },
    /// More than is owed.
    #[error("{amount} can't be paid: {owed} is owed")]
    TooMuch {
        /// What was to be paid.
        amount: Money,
        /// What is owed.
        owed: Money,
    },
    /// What was asked for goes with another state.
    #[error("the {thing} is {status}, so it can't be {action}")]
    Status {
        /// A loan, a fine, an account.
        thing: &'static str,
        /// What it is.
        status: String,
        /// What was to be done with it.
        action: &'static str,
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

/// Does work on a group's money, in a transaction and one after the other.
fn in_group<T>(
    database: &mut Database,
    group_id: i32,
    work: impl FnOnce(&mut Database) -> Result<T, LedgerError>,
) -> Result<T, LedgerError> {
    database.write(|database| {
        lock_group(database, group_id)?;
        work(database)
    })
}

/// Lets nobody else write in a group until the transaction ends.
///
/// # Errors
///
/// If the database can't be written.
pub fn lock_group(database: &mut Database, group_id: i32) -> QueryResult<()> {
    let now = chrono::Utc::now().naive_utc();
    let group = savings_groups::table.find(group_id);
    diesel::update(group).set(savings_groups::updated_date.eq(now)).execute(database).map(drop)
}

/// What is entered in a cashbook.
struct Entry<'a> {
    group_id: i32,
    member_id: i32,
    entry_type: &'a str,
    is_received: bool,
    amount: Money,
    description: &'a str,
    occasion: Occasion,
}

/// Enters what was paid, and brings the totals of group and meeting up to date. Gives what is in the cash box after it.
fn enter(database: &mut Database, entry: &Entry<'_>) -> Result<Money, LedgerError> {
    let Entry { group_id, member_id, amount, occasion, .. } = *entry;
    let last: Option<(NaiveDate, Option<Money>)> = group_cashbook::table
        .filter(group_cashbook::group_id.eq(group_id))
        .order((group_cashbook::entry_date.desc(), group_cashbook::id.desc()))
        .select((group_cashbook::entry_date, group_cashbook::running_balance))
        .first(database)
        .optional()?;
    if let Some((last, _)) = last.filter(|(last, _)| *last > occasion.day) {
        return Err(LedgerError::Backdated { day: occasion.day, last });
    }
    let before = last.and_then(|(_, balance)| balance).unwrap_or_default();
    let signed = if entry.is_received { amount } else { -amount };
    let after = before.checked_add(signed).ok_or(LedgerError::TooGreat)?;
    if after < Money::ZERO {
        return Err(LedgerError::Insufficient { amount, available: before, place: "in the cash box" });
    }
    let row = (
        group_cashbook::group_id.eq(group_id),
        group_cashbook::meeting_id.eq(occasion.meeting_id),
        group_cashbook::member_id.eq(member_id),
        group_cashbook::entry_date.eq(occasion.day),
        group_cashbook::entry_type.eq(entry.entry_type),
        group_cashbook::direction.eq(if entry.is_received { "in" } else { "out" }),
        group_cashbook::amount.eq(amount),
        group_cashbook::running_balance.eq(Some(after)),
        group_cashbook::description.eq(entry.description),
        group_cashbook::recorded_by.eq(occasion.recorded_by),
    );
    diesel::insert_into(group_cashbook::table).values(row).execute(database)?;
    let group = savings_groups::table.find(group_id);
    diesel::update(group).set(savings_groups::loan_fund_balance.eq(Some(after))).execute(database)?;
    if let Some(meeting_id) = occasion.meeting_id {
        totals::meeting(database, meeting_id)?;
    }
    Ok(after)
}

fn positive(amount: Money) -> Result<(), LedgerError> {
    if amount > Money::ZERO { Ok(()) } else { Err(LedgerError::NotPositive(amount)) }
}
