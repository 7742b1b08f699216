//! Totals of meetings and attendance, by sums of the engine. What they are made of is said in [`crate::totals`].

use diesel::dsl::sum;
use diesel::prelude::*;

use crate::database::Database;
use crate::decimal::Money;
use crate::schema::{group_cashbook, group_members, meeting_attendance, meetings, saving_transactions};
use crate::totals::percentage;

/// Those who were there, be it late.
const THERE: [&str; 2] = ["present", "late"];

/// Brings up to date what a meeting's row says of attendance and money.
///
/// # Errors
///
/// If the database can't be written. Run it in the transaction of what it follows from.
pub fn meeting(database: &mut Database, meeting_id: i32) -> QueryResult<()> {
    let calls = || meeting_attendance::table.filter(meeting_attendance::meeting_id.eq(meeting_id));
    let called: i64 = calls().count().get_result(database)?;
    let came: i64 = calls().filter(meeting_attendance::attendance_status.eq_any(THERE)).count().get_result(database)?;
    let [members, present] = [called, came].map(|count| i32::try_from(count).unwrap_or(i32::MAX));
    let saved: Option<Money> = saving_transactions::table
        .filter(saving_transactions::meeting_id.eq(meeting_id))
        .filter(saving_transactions::transaction_type.eq("deposit"))
        .select(sum(saving_transactions::amount))
        .get_result(database)?;
    let mut received = |entry_type: &str| -> QueryResult<Money> {
        let entries = group_cashbook::table
            .filter(group_cashbook::meeting_id.eq(meeting_id))
            .filter(group_cashbook::entry_type.eq(entry_type).and(group_cashbook::direction.eq("in")))
            .select(sum(group_cashbook::amount));
        Ok(entries.get_result::<Option<Money>>(database)?.unwrap_or_default())
    };
    let (fines, repayments) = (received("fine")?, received("repayment")?);
    let is_held = meetings::table.find(meeting_id).filter(meetings::status.eq("held"));
    let is_held = is_held.count().get_result::<i64>(database)? > 0;
    let changes = (
        meetings::total_members.eq(members),
        meetings::members_present.eq(present),
        // Two of three make a quorum.
        meetings::quorum_met.eq(is_held.then_some(present * 3 >= members * 2)),
        meetings::total_savings_collected.eq(saved.unwrap_or_default()),
        meetings::total_fines_collected.eq(fines),
        meetings::total_loan_repayments.eq(repayments),
    );
    diesel::update(meetings::table.find(meeting_id)).set(changes).execute(database).map(drop)
}

/// Brings up to date how often a member came, and what the meeting's row says of it.
///
/// # Errors
///
/// As [`meeting`].
pub fn attendance(database: &mut Database, meeting_id: i32, member_id: i32) -> QueryResult<()> {
    meeting(database, meeting_id)?;
    let calls = || meeting_attendance::table.filter(meeting_attendance::member_id.eq(member_id));
    let called: i64 = calls().count().get_result(database)?;
    let came: i64 = calls().filter(meeting_attendance::attendance_status.eq_any(THERE)).count().get_result(database)?;
    let kept = group_members::attendance_percentage.eq(percentage(came, called));
    diesel::update(group_members::table.find(member_id)).set(kept).execute(database).map(drop)
}
