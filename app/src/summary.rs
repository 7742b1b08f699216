//! What a member or a group has come to: summed up by the database from single payments, not read from kept totals.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use diesel::dsl::sum;
use diesel::prelude::*;
use diesel::query_dsl::methods::LoadQuery;
use serde::Serialize;
use thiserror::Error;

use crate::database::{Database, DatabaseError};
use crate::decimal::{Money, Percentage};
use crate::models::savings::{GroupMember, SavingsGroup};
use crate::schema::{
    group_cashbook, group_loans, group_members, meeting_attendance, meetings, member_fines, member_savings,
    member_shares, saving_transactions, savings_groups,
};
use crate::totals::percentage;

/// Why there is no summary.
#[derive(Debug, Error)]
pub enum SummaryError {
    /// No group has this code.
    #[error("there is no group {code}\nhelp: {}", listed("known", known))]
    NoGroup {
        /// The code.
        code: String,
        /// All there are.
        known: Vec<String>,
    },
    /// No member of the group has this number.
    #[error("group {code} has no member {number}\nhelp: {}", listed("known", known))]
    NoMember {
        /// The group's code.
        code: String,
        /// The number.
        number: String,
        /// All there are.
        known: Vec<String>,
    },
    /// The database can't be read.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<diesel::result::Error> for SummaryError {
    fn from(error: diesel::result::Error) -> Self {
        DatabaseError::from(error).into()
    }
}

fn listed(what: &str, names: &[String]) -> String {
    if names.is_empty() {
        "there are none yet: `app seed-demo-data` makes some".to_owned()
    } else {
        format!("{what}: {}", names.join(", "))
    }
}

/// The sums over one member or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sums {
    /// What is saved: paid in and earned, less what was paid out.
    pub savings: Money,
    /// What was paid in.
    pub deposits: Money,
    /// What was paid out.
    pub withdrawals: Money,
    /// Shares in the running cycle and the last ones, as far as they are not paid back.
    pub shares: i64,
    /// What those cost.
    pub share_value: Money,
    /// How many loans were paid out.
    pub loans: i64,
    /// What was lent.
    pub borrowed: Money,
    /// What is to be paid back, with interest and penalties.
    pub owed: Money,
    /// What was fined and not waived.
    pub fines: Money,
    /// What is not paid of it.
    pub fines_owed: Money,
    /// To how many meetings someone was called.
    pub called: i64,
    /// And came.
    pub attended: i64,
    /// In hundredths.
    pub attendance_percentage: Option<Percentage>,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberSummary {
    /// The group's code.
    pub group_code: String,
    /// The number in the group.
    pub member_number: String,
    /// First and last name.
    pub name: String,
    /// What it comes to.
    #[serde(flatten)]
    pub sums: Sums,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupSummary {
    /// The code.
    pub group_code: String,
    /// The name.
    pub name: String,
    /// How many members it has.
    pub members: i64,
    /// What is in the cash box.
    pub cash: Money,
    /// What it comes to.
    #[serde(flatten)]
    pub sums: Sums,
    /// Month by month.
    pub months: Vec<Month>,
}

/// A month of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Month {
    /// Its first day.
    pub month: NaiveDate,
    /// How often the group met.
    pub meetings: i64,
    /// How many of those who were called came, in hundredths.
    pub attendance_percentage: Option<Percentage>,
    /// What was paid in at meetings.
    pub savings: Money,
    /// What was paid of fines.
    pub fines: Money,
    /// What was lent.
    pub lent: Money,
    /// What was paid back.
    pub repaid: Money,
    /// What was in the cash box at the end.
    pub cash: Money,
}

/// A group by its code.
///
/// # Errors
///
/// If there is none, or the database can't be read.
pub fn find_group(database: &mut Database, code: &str) -> Result<SavingsGroup, SummaryError> {
    let group = savings_groups::table.filter(savings_groups::group_code.eq(code)).select(SavingsGroup::as_select());
    if let Some(group) = group.first(database).optional()? {
        return Ok(group);
    }
    let known = savings_groups::table.order(savings_groups::group_code).select(savings_groups::group_code);
    Err(SummaryError::NoGroup { code: code.to_owned(), known: known.load(database)? })
}

/// The codes of all groups.
///
/// # Errors
///
/// If the database can't be read.
pub fn group_codes(database: &mut Database) -> Result<Vec<String>, SummaryError> {
    Ok(savings_groups::table.order(savings_groups::group_code).select(savings_groups::group_code).load(database)?)
}

/// A member, by the group's code and the number in the group.
///
/// # Errors
///
/// If there is no such group or member, or the database can't be read.
pub fn find_member(database: &mut Database, group_code: &str, number: &str) -> Result<GroupMember, SummaryError> {
    let group = find_group(database, group_code)?;
    let of_group = group_members::table.filter(group_members::group_id.eq(group.id));
    let found = of_group.filter(group_members::member_number.eq(number)).select(GroupMember::as_select());
    if let Some(member) = found.first(database).optional()? {
        return Ok(member);
    }
    let known = of_group.order(group_members::member_number).select(group_members::member_number);
    Err(SummaryError::NoMember { code: group.group_code, number: number.to_owned(), known: known.load(database)? })
}

/// The members of a group, or the one with this number.
///
/// # Errors
///
/// If there is no such group or member, or the database can't be read.
pub fn members(
    database: &mut Database,
    group_code: &str,
    number: Option<&str>,
) -> Result<Vec<MemberSummary>, SummaryError> {
    let group = find_group(database, group_code)?;
    let found = match number {
        Some(number) => vec![find_member(database, group_code, number)?],
        None => group_members::table
            .filter(group_members::group_id.eq(group.id))
            .order(group_members::member_number)
            .select(GroupMember::as_select())
            .load(database)?,
    };
    found.into_iter().map(|member| member_of(database, &group, member)).collect()
}

/// The summary of one member, by id.
///
/// # Errors
///
/// If there is no such member, or the database can't be read.
pub fn member(database: &mut Database, id: i32) -> Result<MemberSummary, SummaryError> {
    let (member, group) = group_members::table
        .inner_join(savings_groups::table.on(savings_groups::id.eq(group_members::group_id)))
        .filter(group_members::id.eq(id))
        .select((GroupMember::as_select(), SavingsGroup::as_select()))
        .first(database)?;
    member_of(database, &group, member)
}

fn member_of(
    database: &mut Database,
    group: &SavingsGroup,
    member: GroupMember,
) -> Result<MemberSummary, SummaryError> {
    Ok(MemberSummary {
        group_code: group.group_code.clone(),
        name: format!("{} {}", member.first_name, member.last_name).trim().to_owned(),
        sums: Sums::of(database, &[member.id])?,
        member_number: member.member_number,
    })
}

/// A group and its months.
///
/// # Errors
///
/// If there is no such group, or the database can't be read.
pub fn group(database: &mut Database, code: &str) -> Result<GroupSummary, SummaryError> {
    let group = find_group(database, code)?;
    group_of(database, group)
}

/// A group and its months, by id.
///
/// # Errors
///
/// If there is no such group, or the database can't be read.
pub fn group_by_id(database: &mut Database, id: i32) -> Result<GroupSummary, SummaryError> {
    let group = savings_groups::table.find(id).select(SavingsGroup::as_select()).first(database)?;
    group_of(database, group)
}

fn group_of(database: &mut Database, group: SavingsGroup) -> Result<GroupSummary, SummaryError> {
    let of_group = group_members::table.filter(group_members::group_id.eq(group.id)).select(group_members::id);
    let members: Vec<i32> = of_group.load(database)?;
    let sums = Sums::of(database, &members)?;
    let months = months(database, group.id)?;
    let cash = months.last().map_or(Money::ZERO, |month| month.cash);
    Ok(GroupSummary {
        group_code: group.group_code,
        name: group.name,
        members: i64::try_from(members.len()).unwrap_or(i64::MAX),
        cash,
        sums,
        months,
    })
}

/// A sum that the database makes; nothing where there is nothing to add.
fn total<'query, T: Default>(
    database: &mut Database,
    query: impl LoadQuery<'query, Database, Option<T>>,
) -> QueryResult<T> {
    Ok(query.get_result::<Option<T>>(database)?.unwrap_or_default())
}

impl Sums {
    /// Over these members.
    fn of(database: &mut Database, members: &[i32]) -> Result<Self, SummaryError> {
        let mut moved = |kind: &str| {
            let transactions = saving_transactions::table
                .inner_join(member_savings::table)
                .filter(member_savings::member_id.eq_any(members).and(saving_transactions::transaction_type.eq(kind)));
            total::<Money>(database, transactions.select(sum(saving_transactions::amount)))
        };
        let [deposits, interest] = [moved("deposit")?, moved("interest")?];
        let withdrawals = plus(moved("withdrawal")?, moved("fee")?)?;

        let held = || member_shares::table.filter(member_shares::member_id.eq_any(members));
        let loans = || {
            let lent = group_loans::disbursement_date.is_not_null();
            group_loans::table.filter(group_loans::member_id.eq_any(members).and(lent))
        };
        let fines = || {
            let stands = member_fines::status.ne("waived");
            member_fines::table.filter(member_fines::member_id.eq_any(members).and(stands))
        };
        let calls = || meeting_attendance::table.filter(meeting_attendance::member_id.eq_any(members));
        let came = calls().filter(meeting_attendance::attendance_status.eq_any(["present", "late"]));
        let fined = total::<Money>(database, fines().select(sum(member_fines::amount)))?;
        let fines_paid = total::<Money>(database, fines().select(sum(member_fines::paid_amount)))?;
        let (called, attended) = (calls().count().get_result(database)?, came.count().get_result(database)?);
        Ok(Self {
            savings: plus(plus(deposits, interest)?, -withdrawals)?,
            deposits,
            withdrawals,
            shares: total(database, held().select(sum(member_shares::shares_owned)))?,
            share_value: total(database, held().select(sum(member_shares::total_value)))?,
            loans: loans().count().get_result(database)?,
            borrowed: total(database, loans().select(sum(group_loans::principal_amount)))?,
            owed: total(database, loans().select(sum(group_loans::outstanding_balance)))?,
            fines: fined,
            fines_owed: plus(fined, -fines_paid)?,
            called,
            attended,
            attendance_percentage: percentage(attended, called),
        })
    }
}

/// A sum that fits.
fn plus(one: Money, other: Money) -> QueryResult<Money> {
    one.checked_add(other).ok_or_else(|| {
        diesel::result::Error::DeserializationError("a sum has more digits than an amount of money can have".into())
    })
}

/// By the meetings and the cashbook.
fn months(database: &mut Database, group_id: i32) -> Result<Vec<Month>, SummaryError> {
    let held: Vec<(NaiveDate, i32, i32)> = meetings::table
        .filter(meetings::group_id.eq(group_id).and(meetings::status.eq("held")))
        .order(meetings::meeting_date)
        .select((meetings::meeting_date, meetings::members_present, meetings::total_members))
        .load(database)?;
    let entries: Vec<(NaiveDate, String, String, Money)> = group_cashbook::table
        .filter(group_cashbook::group_id.eq(group_id))
        .order((group_cashbook::entry_date, group_cashbook::id))
        .select((
            group_cashbook::entry_date,
            group_cashbook::entry_type,
            group_cashbook::direction,
            group_cashbook::amount,
        ))
        .load(database)?;
    let mut months: BTreeMap<NaiveDate, (Month, i64, i64)> = BTreeMap::new();
    let mut cash = Money::ZERO;
    for (day, present, called) in held {
        let (month, came, all) =
            months.entry(first_of_month(day)).or_insert_with_key(|first| (Month::empty(*first), 0, 0));
        month.meetings += 1;
        *came += i64::from(present);
        *all += i64::from(called);
    }
    for (day, entry_type, direction, amount) in entries {
        let (month, ..) = months.entry(first_of_month(day)).or_insert_with_key(|first| (Month::empty(*first), 0, 0));
        cash = plus(cash, if direction == "in" { amount } else { -amount })?;
        month.cash = cash;
        let column = match (entry_type.as_str(), direction.as_str()) {
            ("saving", "in") => &mut month.savings,
            ("fine", "in") => &mut month.fines,
            ("loan", "out") => &mut month.lent,
            ("repayment", "in") => &mut month.repaid,
            _ => continue,
        };
        *column = plus(*column, amount)?;
    }
    let month = |(month, came, all)| Month { attendance_percentage: percentage(came, all), ..month };
    Ok(months.into_values().map(month).collect())
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

impl Month {
    fn empty(month: NaiveDate) -> Self {
        let none = Money::ZERO;
        Self {
            month,
            meetings: 0,
            attendance_percentage: None,
            savings: none,
            fines: none,
            lent: none,
            repaid: none,
            cash: none,
        }
    }
}
