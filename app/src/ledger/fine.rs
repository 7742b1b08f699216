//! Fines that members pay.

use diesel::prelude::*;

use super::{Entry, LedgerError, Occasion, enter, in_group, positive};
use crate::database::Database;
use crate::decimal::Money;
use crate::models::savings::MemberFine;
use crate::schema::{group_members, member_fines};

/// Records what is paid of a fine, with all that follows from it.
///
/// # Errors
///
/// If it can't be; then nothing was recorded.
pub fn pay(database: &mut Database, fine_id: i32, amount: Money, occasion: Occasion) -> Result<(), LedgerError> {
    positive(amount)?;
    let group_id: i32 = member_fines::table
        .inner_join(group_members::table)
        .filter(member_fines::id.eq(fine_id))
        .select(group_members::group_id)
        .first(database)?;
    in_group(database, group_id, |database| {
        let fine: MemberFine =
            member_fines::table.find(fine_id).select(MemberFine::as_select()).get_result(database)?;
        let paid = fine.paid_amount.checked_add(amount).ok_or(LedgerError::TooGreat)?;
        let owed = fine.amount.checked_sub(fine.paid_amount).ok_or(LedgerError::TooGreat)?;
        if fine.status == "waived" || owed <= Money::ZERO {
            return Err(LedgerError::Status { thing: "fine", status: fine.status, action: "paid" });
        }
        if amount > owed {
            return Err(LedgerError::TooMuch { amount, owed });
        }
        let is_paid = paid == fine.amount;
        let changes = (
            member_fines::paid_amount.eq(paid),
            member_fines::status.eq(if is_paid { "paid" } else { "partly_paid" }),
            member_fines::paid_date.eq(is_paid.then_some(occasion.day)),
            member_fines::updated_date.eq(chrono::Utc::now().naive_utc()),
        );
        diesel::update(member_fines::table.find(fine_id)).set(changes).execute(database)?;
        let (member_id, description) = (fine.member_id, "A fine");
        let entry = Entry { group_id, member_id, entry_type: "fine", is_received: true, amount, description, occasion };
        enter(database, &entry).map(drop)
    })
}
