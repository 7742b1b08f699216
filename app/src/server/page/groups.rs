//! All groups, and a group's year.

use axum::extract::{Path, Query, State};
use chrono::Datelike;
use diesel::prelude::*;
use maud::{Markup, html};

use super::chart::{Series, bars};
use super::figures::{currency, money, percent};
use super::layout::{figures, page, table};
use super::{Shown, Visitor, load, number};
use crate::decimal::{Decimal, Money};
use crate::models::savings::{GroupMember, SavingsGroup};
use crate::schema::{group_members, savings_groups};
use crate::server::access::Caller;
use crate::server::problem::Problem;
use crate::server::resources::Resource;
use crate::server::sql::Condition;
use crate::server::state::App;
use crate::summary::{self, GroupSummary, Month};

/// What the caller may see of a table.
pub(super) fn seen(caller: &Caller, table: &str) -> Result<Condition, Problem> {
    Resource::of_table(table).map(|resource| caller.may_see(resource)).ok_or_else(Problem::not_found)
}

pub(super) async fn all(state: State<App>, Visitor(caller): Visitor) -> Shown {
    let condition = seen(&caller, "savings_groups")?;
    let own: Vec<i32> = caller.memberships.iter().map(|it| it.member_id).collect();
    let groups: Vec<SavingsGroup> = load(state, move |database| {
        let groups = savings_groups::table.filter(condition).order(savings_groups::name);
        Ok(groups.select(SavingsGroup::as_select()).load(database)?)
    })
    .await?;
    let rows: Vec<Vec<Markup>> = groups
        .iter()
        .map(|group| {
            vec![
                html! { a href={ "/groups/" (group.id) } { (group.name) } },
                html! { (group.village) ", " (group.district) },
                html! { (group.members_count) },
                html! { (money(group.savings_balance)) },
                html! { (group.loan_balance.map(money).unwrap_or_default()) },
                html! { (group.status) },
            ]
        })
        .collect();
    let body = html! {
        h1 { "Groups" }
        @for id in &own { p { a href={ "/members/" (id) } { "My statement" } } }
        (table("Groups that you can see", &["Name", "Place", " Members", " Savings", " Lent out", "Status"], &rows))
    };
    Ok(page("Groups", Some(&caller), &body))
}

pub(super) async fn year(
    state: State<App>,
    Visitor(caller): Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Shown {
    let id = number(&id)?;
    let (groups, members) = (seen(&caller, "savings_groups")?, seen(&caller, "group_members")?);
    let (group, summary, members): (SavingsGroup, GroupSummary, Vec<GroupMember>) = load(state, move |database| {
        let group = savings_groups::table
            .filter(savings_groups::id.eq(id))
            .filter(groups)
            .select(SavingsGroup::as_select())
            .first(database)?;
        let members = group_members::table
            .filter(group_members::group_id.eq(id))
            .filter(members)
            .order(group_members::member_number)
            .select(GroupMember::as_select())
            .load(database)?;
        Ok((group, summary::group_by_id(database, id)?, members))
    })
    .await?;
    let mut years: Vec<i32> = summary.months.iter().map(|month| month.month.year()).collect();
    years.dedup();
    let wanted = asked.iter().find(|(name, _)| name == "year").and_then(|(_, year)| year.parse().ok());
    let year: i32 = wanted.or(years.last().copied()).unwrap_or_default();
    let months: Vec<&Month> = summary.months.iter().filter(|month| month.month.year() == year).collect();
    let body = html! {
        h1 { (group.name) }
        p class="lead" {
            (group.group_code) " · " (group.village) ", " (group.parish) ", " (group.district) " · meets "
            (group.meeting_frequency) " · amounts in " (currency(&group.country))
        }
        (figures(&[
            ("Members", summary.members.to_string()),
            ("Savings", money(summary.sums.savings)),
            ("In the cash box", money(summary.cash)),
            ("Lent and not paid back", money(summary.sums.owed)),
            ("Attendance", percent(summary.sums.attendance_percentage)),
        ]))
        @if years.iter().any(|other| *other != year) {
            nav aria-label="Years" class="years" {
                @for other in &years {
                    a href={ "/groups/" (id) "?year=" (other) } aria-current=[(*other == year).then_some("page")] { (other) }
                }
            }
        }
        @if years.is_empty() { p { "Nothing is recorded yet." } }
        @else if months.is_empty() { p { "Nothing is recorded in " (year) "." } }
        @else { (charts(year, &months)) }
        section aria-labelledby="members" {
            h2 id="members" { "Members" }
            (table("Members that you can see", &["Number", "Name", "Role", " Paid in", " Shares", " Attendance"], &member_rows(&members)))
        }
    };
    Ok(page(&group.name, Some(&caller), &body))
}

fn charts(year: i32, months: &[&Month]) -> Markup {
    let labels: Vec<String> = months.iter().map(|month| month.month.format("%b").to_string()).collect();
    let amounts = |of: fn(&Month) -> Money| months.iter().map(|month| Some(hundredths(of(month)))).collect();
    let saved = [Series { name: "Paid in", values: amounts(|month| month.savings) }];
    let lent = [
        Series { name: "Lent", values: amounts(|month| month.lent) },
        Series { name: "Paid back", values: amounts(|month| month.repaid) },
    ];
    let came = months.iter().map(|month| month.attendance_percentage.map(hundredths)).collect();
    let came = [Series { name: "Attendance", values: came }];
    let rows = |cells: &dyn Fn(&Month) -> Vec<Markup>| -> Vec<Vec<Markup>> {
        let row = |month: &&Month| [vec![html! { (month.month.format("%B")) }], cells(month)].concat();
        months.iter().map(row).collect()
    };
    let amount = |amount: Money| html! { (money(amount)) };
    html! {
        (chart("savings", &format!("Savings in {year}"), &bars("Savings paid in, by month", &labels, &saved, None),
            &table("Savings by month", &["Month", " Paid in", " Fines paid", " In the cash box"],
                &rows(&|month| vec![amount(month.savings), amount(month.fines), amount(month.cash)]))))
        (chart("loans", &format!("Loans in {year}"), &bars("Loans paid out and paid back, by month", &labels, &lent, None),
            &table("Loans by month", &["Month", " Lent", " Paid back"],
                &rows(&|month| vec![amount(month.lent), amount(month.repaid)]))))
        (chart("attendance", &format!("Attendance in {year}"), &bars("Attendance in percent, by month", &labels, &came, Some(10_000)),
            &table("Attendance by month", &["Month", " Meetings", " Attendance"],
                &rows(&|month| vec![html! { (month.meetings) }, html! { (percent(month.attendance_percentage)) }]))))
    }
}

/// A chart with its numbers below.
fn chart(id: &str, title: &str, drawing: &Markup, numbers: &Markup) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (title) }
            figure { (drawing) }
            details open { summary { "The numbers" } (numbers) }
        }
    }
}

fn member_rows(members: &[GroupMember]) -> Vec<Vec<Markup>> {
    let row = |member: &GroupMember| {
        vec![
            html! { (member.member_number) },
            html! { a href={ "/members/" (member.id) } { (member.first_name) " " (member.last_name) } },
            html! { (member.member_role.replace('_', " ")) },
            html! { (money(member.total_contributions)) },
            html! { (money(member.share_balance)) },
            html! { (percent(member.attendance_percentage)) },
        ]
    };
    members.iter().map(row).collect()
}

/// In parts of a hundred, as a chart takes it.
fn hundredths<const PRECISION: u32>(value: Decimal<PRECISION, 2>) -> i64 {
    value.units()
}
