//! `app aggregate-member-data` and `app aggregate-group-data`.

use clap::Args;
use schema_catalog::harmless_line;

use super::table::{or_dash, table};
use super::{Context, Outcome, Result};
use crate::summary::{self, GroupSummary, MemberSummary};

/// Which members.
#[derive(Debug, Args)]
pub struct Members {
    /// The group, by its code (`RW-GAS-001`)
    group: String,
    /// The member, by number in the group (`004`); all members, if it is left out
    member: Option<String>,
}

/// Which groups.
#[derive(Debug, Args)]
pub struct Groups {
    /// The group, by its code (`RW-GAS-001`); all groups, if it is left out
    group: Option<String>,
}

/// Sums up members.
///
/// # Errors
///
/// If there is no such group or member, or the database can't be read.
pub fn members(options: &Members, context: &mut Context<'_>) -> Result {
    let mut database = context.migrated_database()?;
    let members = summary::members(&mut database, &options.group, options.member.as_deref())?;
    if context.json {
        context.write_json(&members)?;
    } else {
        write_members(&members, context)?;
    }
    Ok(Outcome::Success)
}

/// Sums up groups.
///
/// # Errors
///
/// If there is no such group, or the database can't be read.
pub fn groups(options: &Groups, context: &mut Context<'_>) -> Result {
    let mut database = context.migrated_database()?;
    let codes = match &options.group {
        Some(code) => vec![code.clone()],
        None => summary::group_codes(&mut database)?,
    };
    let mut groups = Vec::new();
    for code in codes {
        groups.push(summary::group(&mut database, &code)?);
    }
    if context.json {
        context.write_json(&groups)?;
    } else {
        groups.iter().try_for_each(|group| write_group(group, context))?;
    }
    Ok(Outcome::Success)
}

fn write_members(members: &[MemberSummary], context: &mut Context<'_>) -> Result<()> {
    let mut rows = table(&[
        "Number",
        "Name",
        " Savings",
        " Paid in",
        " Paid out",
        " Shares",
        " Loans",
        " Borrowed",
        " Owed",
        " Fines",
        " Fines owed",
        " Attendance %",
    ]);
    for MemberSummary { member_number, name, sums, .. } in members {
        rows.add_row([
            harmless_line(member_number).into_owned(),
            harmless_line(name).into_owned(),
            sums.savings.to_string(),
            sums.deposits.to_string(),
            sums.withdrawals.to_string(),
            sums.shares.to_string(),
            sums.loans.to_string(),
            sums.borrowed.to_string(),
            sums.owed.to_string(),
            sums.fines.to_string(),
            sums.fines_owed.to_string(),
            or_dash(sums.attendance_percentage),
        ]);
    }
    Ok(writeln!(context.out, "{rows}")?)
}

/// A group's year, month by month, and what it comes to.
pub(super) fn write_group(group: &GroupSummary, context: &mut Context<'_>) -> Result<()> {
    let GroupSummary { group_code, name, members, cash, sums, months } = group;
    writeln!(context.out, "{} ({}), {members} members", harmless_line(name), harmless_line(group_code))?;
    let mut rows =
        table(&["Month", " Meetings", " Attendance %", " Savings", " Fines", " Lent", " Repaid", " Cash box"]);
    for month in months {
        rows.add_row([
            month.month.format("%Y-%m").to_string(),
            month.meetings.to_string(),
            or_dash(month.attendance_percentage),
            month.savings.to_string(),
            month.fines.to_string(),
            month.lent.to_string(),
            month.repaid.to_string(),
            month.cash.to_string(),
        ]);
    }
    writeln!(context.out, "{rows}")?;
    writeln!(
        context.out,
        "saved {}, shares {} for {}, lent {} in {} loans, owed {}, fines owed {}, cash {cash}, attendance {} %\n",
        sums.savings,
        sums.shares,
        sums.share_value,
        sums.borrowed,
        sums.loans,
        sums.owed,
        sums.fines_owed,
        or_dash(sums.attendance_percentage),
    )?;
    Ok(())
}
