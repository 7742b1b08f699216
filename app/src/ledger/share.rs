//! Shares that members buy, give back, and hand on.

use chrono::Utc;
use diesel::dsl::{max, sum};
use diesel::prelude::*;

use super::{Entry, LedgerError, Occasion, enter, in_group, positive};
use crate::database::Database;
use crate::decimal::Money;
use crate::models::savings::MemberShare;
use crate::schema::{group_members, member_shares, share_transactions};

/// What is done with shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deal {
    /// The member pays for them.
    Purchase,
    /// The group pays the member for them.
    Redemption,
    /// Another member of the group has them from now on, and nobody pays.
    Transfer {
        /// By the id of the row in `group_members`.
        to_member_id: i32,
    },
}

impl Deal {
    fn name(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Redemption => "redemption",
            Self::Transfer { .. } => "transfer",
        }
    }
}

/// Shares that change hands.
#[derive(Debug, Clone)]
pub struct ShareDeal<'a> {
    /// Whose shares, and of which cycle, by the id of the row in `member_shares`.
    pub member_share_id: i32,
    /// What is done with them.
    pub deal: Deal,
    /// How many.
    pub shares: i32,
    /// When.
    pub occasion: Occasion,
    /// What else is to be known.
    pub notes: Option<&'a str>,
}

/// Records what is done with shares, at what one of them is worth in their cycle, with all that follows from it. Gives the
/// row in `share_transactions`.
///
/// # Errors
///
/// If it can't be; then nothing was recorded.
pub fn trade(database: &mut Database, trade: &ShareDeal<'_>) -> Result<i32, LedgerError> {
    let group_id: i32 = member_shares::table
        .inner_join(group_members::table)
        .filter(member_shares::id.eq(trade.member_share_id))
        .select(group_members::group_id)
        .first(database)?;
    in_group(database, group_id, |database| {
        let held = member_shares::table.find(trade.member_share_id).select(MemberShare::as_select());
        let held = active(held.get_result(database)?)?;
        let value = held.share_value.checked_mul(trade.shares.into()).ok_or(LedgerError::TooGreat)?;
        positive(value)?;
        let is_bought = trade.deal == Deal::Purchase;
        change_hands(database, &held, if is_bought { trade.shares } else { -trade.shares })?;
        if let Deal::Transfer { to_member_id } = trade.deal {
            let received = active(shares_of(database, to_member_id, &held)?)?;
            change_hands(database, &received, trade.shares)?;
        }
        let id = enter_transaction(database, trade, held.share_value)?;
        if is_bought {
            let member = group_members::table.find(held.member_id);
            let paid: Money = member.select(group_members::total_contributions).get_result(database)?;
            let paid = paid.checked_add(value).ok_or(LedgerError::TooGreat)?;
            diesel::update(member).set(group_members::total_contributions.eq(paid)).execute(database)?;
            let bought = member_shares::last_purchase_date.eq(Some(trade.occasion.day));
            diesel::update(member_shares::table.find(held.id)).set(bought).execute(database)?;
        }
        if !matches!(trade.deal, Deal::Transfer { .. }) {
            let description = if is_bought { "Shares bought" } else { "Shares given back" };
            let (member_id, amount, occasion) = (held.member_id, value, trade.occasion);
            let entry = Entry {
                group_id,
                member_id,
                entry_type: "share",
                is_received: is_bought,
                amount,
                description,
                occasion,
            };
            enter(database, &entry)?;
        }
        Ok(id)
    })
}

fn active(held: MemberShare) -> Result<MemberShare, LedgerError> {
    match held.status.as_str() {
        "active" => Ok(held),
        _ => Err(LedgerError::Status { thing: "share", status: held.status, action: "bought or given away" }),
    }
}

/// Adds to the shares that a member holds, and to what they are worth together.
fn change_hands(database: &mut Database, held: &MemberShare, change: i32) -> Result<(), LedgerError> {
    let owned = held.shares_owned.checked_add(change).ok_or(LedgerError::TooGreat)?;
    if owned < 0 {
        return Err(LedgerError::TooFewShares { shares: -change, owned: held.shares_owned });
    }
    held.share_value.checked_mul(owned.into()).ok_or(LedgerError::TooGreat)?;
    let changes = (member_shares::shares_owned.eq(owned), member_shares::updated_date.eq(Utc::now().naive_utc()));
    diesel::update(member_shares::table.find(held.id)).set(changes).execute(database)?;
    let worth: Option<Money> = member_shares::table
        .filter(member_shares::member_id.eq(held.member_id))
        .select(sum(member_shares::total_value))
        .get_result(database)?;
    let balance = group_members::share_balance.eq(worth.unwrap_or_default());
    diesel::update(group_members::table.find(held.member_id)).set(balance).execute(database)?;
    Ok(())
}

/// The shares that a member holds in the cycle of others, of which there are none at first.
fn shares_of(database: &mut Database, member_id: i32, others: &MemberShare) -> Result<MemberShare, LedgerError> {
    let held = member_shares::table
        .filter(member_shares::member_id.eq(member_id).and(member_shares::cycle_number.eq(others.cycle_number)))
        .select(MemberShare::as_select());
    if let Some(found) = held.first(database).optional()? {
        return Ok(found);
    }
    let none = (
        member_shares::member_id.eq(member_id),
        member_shares::cycle_number.eq(others.cycle_number),
        member_shares::share_value.eq(others.share_value),
    );
    diesel::insert_into(member_shares::table).values(none).execute(database)?;
    Ok(held.first(database)?)
}

fn enter_transaction(database: &mut Database, trade: &ShareDeal<'_>, price: Money) -> QueryResult<i32> {
    let to_member_id = match trade.deal {
        Deal::Transfer { to_member_id } => Some(to_member_id),
        Deal::Purchase | Deal::Redemption => None,
    };
    let transaction = (
        share_transactions::member_share_id.eq(trade.member_share_id),
        share_transactions::meeting_id.eq(trade.occasion.meeting_id),
        share_transactions::to_member_id.eq(to_member_id),
        share_transactions::transaction_type.eq(trade.deal.name()),
        share_transactions::shares.eq(trade.shares),
        share_transactions::unit_price.eq(price),
        share_transactions::transaction_date.eq(trade.occasion.day),
        share_transactions::recorded_by.eq(trade.occasion.recorded_by),
        share_transactions::notes.eq(trade.notes),
    );
    diesel::insert_into(share_transactions::table).values(transaction).execute(database)?;
    // Nobody else writes in the group meanwhile.
    let own = share_transactions::table.filter(share_transactions::member_share_id.eq(trade.member_share_id));
    let id: Option<i32> = own.select(max(share_transactions::id)).get_result(database)?;
    Ok(id.unwrap_or_default())
}
