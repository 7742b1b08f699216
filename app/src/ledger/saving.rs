//! Savings that members pay in and take out.

use diesel::dsl::max;
use diesel::prelude::*;
use diesel::result::DatabaseErrorKind::CheckViolation;
use diesel::result::Error::DatabaseError as Refused;
use serde::Serialize;

use super::{Entry, LedgerError, Occasion, enter, in_group, positive};
use crate::database::Database;
use crate::decimal::Money;
use crate::schema::{group_members, member_savings, saving_transactions, saving_types, savings_groups};
use crate::summary;

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
    /// The account, by the id of its row in `member_savings`.
    pub account_id: i32,
    /// Which way the money goes.
    pub way: Way,
    /// How much.
    pub amount: Money,
    /// When.
    pub occasion: Occasion,
    /// In cash, or how else.
    pub payment_method: &'a str,
    /// What the receipt says.
    pub reference_number: Option<&'a str>,
    /// What else is to be known.
    pub notes: Option<&'a str>,
}

impl Saving<'_> {
    /// A payment in cash.
    #[must_use]
    pub fn in_cash(account_id: i32, way: Way, amount: Money, occasion: Occasion) -> Self {
        Self { account_id, way, amount, occasion, payment_method: "cash", reference_number: None, notes: None }
    }
}

/// What there is afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The row in `saving_transactions`.
    #[serde(skip)]
    pub transaction_id: i32,
    /// What the member has in this kind of saving.
    pub balance: Money,
    /// What is in the cash box.
    pub cash: Money,
}

/// Records a saving with all that follows from it: the balances, the cashbook, the totals of group, member and meeting.
///
/// # Errors
///
/// If it can't be; then nothing was recorded.
pub fn record(database: &mut Database, saving: &Saving<'_>) -> Result<Receipt, LedgerError> {
    positive(saving.amount)?;
    let (group_id, member_id): (i32, i32) = member_savings::table
        .inner_join(group_members::table)
        .filter(member_savings::id.eq(saving.account_id))
        .select((group_members::group_id, group_members::id))
        .first(database)?;
    in_group(database, group_id, |database| {
        let (transaction_id, balance) = transfer(database, saving)?;
        let is_received = saving.way == Way::Deposit;
        let description = if is_received { "Savings of a member" } else { "Savings paid out to a member" };
        let (amount, occasion) = (saving.amount, saving.occasion);
        let entry = Entry { group_id, member_id, entry_type: "saving", is_received, amount, description, occasion };
        let cash = enter(database, &entry)?;

        let group = savings_groups::table.find(group_id);
        let saved: Money = group.select(savings_groups::savings_balance).get_result(database)?;
        let saved = saved.checked_add(if is_received { amount } else { -amount }).ok_or(LedgerError::TooGreat)?;
        diesel::update(group).set(savings_groups::savings_balance.eq(saved)).execute(database)?;
        if is_received {
            let member = group_members::table.find(member_id);
            let paid: Money = member.select(group_members::total_contributions).get_result(database)?;
            let paid = paid.checked_add(amount).ok_or(LedgerError::TooGreat)?;
            diesel::update(member).set(group_members::total_contributions.eq(paid)).execute(database)?;
        }
        Ok(Receipt { transaction_id, balance, cash })
    })
}

/// A member's account for a kind of saving, by the group's code, the member's number and the kind's code.
///
/// # Errors
///
/// If there is none.
pub fn find_account(database: &mut Database, group: &str, member: &str, saving_type: &str) -> Result<i32, LedgerError> {
    let group_id = summary::find_group(database, group)?.id;
    let member = summary::find_member(database, group, member)?;
    let accounts: Vec<(i32, String)> = member_savings::table
        .inner_join(group_members::table)
        .inner_join(saving_types::table)
        .filter(group_members::group_id.eq(group_id).and(group_members::id.eq(member.id)))
        .order(saving_types::id)
        .select((member_savings::id, saving_types::code))
        .load(database)?;
    let found = accounts.iter().find(|(_, code)| code == saving_type);
    found.map(|(account, _)| *account).ok_or_else(|| LedgerError::NoAccount {
        member: member.member_number,
        saving_type: saving_type.to_owned(),
        known: accounts.iter().map(|(_, code)| code.clone()).collect(),
    })
}

/// The trigger keeps the balance, and a check that it is never below nothing. Gives the transaction and the balance.
fn transfer(database: &mut Database, saving: &Saving<'_>) -> Result<(i32, Money), LedgerError> {
    let account = member_savings::table.find(saving.account_id);
    let (before, status): (Money, String) =
        account.select((member_savings::current_balance, member_savings::status)).get_result(database)?;
    let is_received = saving.way == Way::Deposit;
    if status == "closed" || (status == "locked" && !is_received) {
        let action = if is_received { "paid into" } else { "paid out" };
        return Err(LedgerError::Status { thing: "account", status, action });
    }
    if is_received && before.checked_add(saving.amount).is_none() {
        return Err(LedgerError::TooGreat);
    }
    let transaction = (
        saving_transactions::member_saving_id.eq(saving.account_id),
        saving_transactions::meeting_id.eq(saving.occasion.meeting_id),
        saving_transactions::transaction_type.eq(if is_received { "deposit" } else { "withdrawal" }),
        saving_transactions::amount.eq(saving.amount),
        saving_transactions::transaction_date.eq(saving.occasion.day),
        saving_transactions::payment_method.eq(saving.payment_method),
        saving_transactions::reference_number.eq(saving.reference_number),
        saving_transactions::notes.eq(saving.notes),
        saving_transactions::recorded_by.eq(saving.occasion.recorded_by),
    );
    match diesel::insert_into(saving_transactions::table).values(transaction).execute(database) {
        Err(Refused(CheckViolation, _)) => {
            Err(LedgerError::Insufficient { amount: saving.amount, available: before, place: "on the account" })
        }
        Err(error) => Err(error.into()),
        Ok(_) => {
            // Nobody else writes in the group meanwhile.
            let own = saving_transactions::table.filter(saving_transactions::member_saving_id.eq(saving.account_id));
            let id: Option<i32> = own.select(max(saving_transactions::id)).get_result(database)?;
            let balance = account.select(member_savings::current_balance).get_result(database)?;
            Ok((id.unwrap_or_default(), balance))
        }
    }
}
