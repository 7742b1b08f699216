//! A member's statement: what was paid in and out, loans and fines.

use axum::extract::{Path, State};
use chrono::NaiveDate;
use diesel::prelude::*;
use maud::{Markup, html};

use super::figures::{currency, day, money, percent};
use super::groups::seen;
use super::layout::{figures, page, table};
use super::{Shown, Visitor, load, number};
use crate::database::Database;
use crate::decimal::Money;
use crate::models::loans::GroupLoan;
use crate::models::savings::{GroupMember, MemberFine, SavingsGroup};
use crate::schema::{
    group_loans, group_members, member_fines, member_savings, saving_transactions, saving_types, savings_groups,
};
use crate::server::problem::Problem;
use crate::server::state::App;
use crate::summary::{self, MemberSummary};

/// All that is shown of a member.
struct Statement {
    member: GroupMember,
    group: SavingsGroup,
    summary: MemberSummary,
    payments: Vec<Payment>,
    loans: Vec<GroupLoan>,
    fines: Vec<MemberFine>,
}

/// A day, the kind of saving, what it is, and how much.
type Payment = (NaiveDate, String, String, Money);

pub(super) async fn of_member(state: State<App>, Visitor(caller): Visitor, Path(id): Path<String>) -> Shown {
    let id = number(&id)?;
    let condition = seen(&caller, "group_members")?;
    let statement = load(state, move |database| {
        let (member, group) = group_members::table
            .inner_join(savings_groups::table.on(savings_groups::id.eq(group_members::group_id)))
            .filter(group_members::id.eq(id))
            .filter(condition)
            .select((GroupMember::as_select(), SavingsGroup::as_select()))
            .first(database)?;
        Statement::load(database, member, group)
    })
    .await?;
    let name = statement.summary.name.clone();
    Ok(page(&name, Some(&caller), &statement.show()))
}

impl Statement {
    fn load(database: &mut Database, member: GroupMember, group: SavingsGroup) -> Result<Self, Problem> {
        let payments = saving_transactions::table
            .inner_join(member_savings::table.inner_join(saving_types::table))
            .filter(member_savings::member_id.eq(member.id))
            .order((saving_transactions::transaction_date, saving_transactions::id))
            .select((
                saving_transactions::transaction_date,
                saving_types::name,
                saving_transactions::transaction_type,
                saving_transactions::amount,
            ))
            .load(database)?;
        let loans = group_loans::table
            .filter(group_loans::member_id.eq(member.id))
            .order((group_loans::application_date, group_loans::id))
            .select(GroupLoan::as_select())
            .load(database)?;
        let fines = member_fines::table
            .filter(member_fines::member_id.eq(member.id))
            .order((member_fines::issued_date, member_fines::id))
            .select(MemberFine::as_select())
            .load(database)?;
        Ok(Self { summary: summary::member(database, member.id)?, member, group, payments, loans, fines })
    }

    fn show(&self) -> Markup {
        let Self { member, group, summary, .. } = self;
        html! {
            h1 { (summary.name) }
            p class="lead" {
                "Member " (member.member_number) " of " a href={ "/groups/" (group.id) } { (group.name) } " · "
                (member.member_role.replace('_', " ")) " · since " (day(member.joined_date))
                " · amounts in " (currency(&group.country))
            }
            (figures(&[
                ("Savings", money(summary.sums.savings)),
                ("Shares", money(summary.sums.share_value)),
                ("Loans to pay back", money(summary.sums.owed)),
                ("Fines to pay", money(summary.sums.fines_owed)),
                ("Attendance", percent(summary.sums.attendance_percentage)),
            ]))
            section aria-labelledby="savings" {
                h2 id="savings" { "Savings" }
                (table("Payments into and out of savings", &["Date", "Kind", "What", " In", " Out", " Balance"], &self.payment_rows()))
            }
            section aria-labelledby="loans" {
                h2 id="loans" { "Loans" }
                (table("Loans", &["Number", "Asked for", "Purpose", " Lent", " To pay back", " Paid back", " Left", "Status"], &self.loan_rows()))
            }
            section aria-labelledby="fines" {
                h2 id="fines" { "Fines" }
                (table("Fines", &["Date", "Reason", " Fine", " Paid", "Status"], &self.fine_rows()))
            }
        }
    }

    /// With what there is in all after each.
    fn payment_rows(&self) -> Vec<Vec<Markup>> {
        let mut balance = Money::ZERO;
        let row = |(on, saving_type, kind, amount): &Payment| {
            let is_in = ["deposit", "interest"].contains(&kind.as_str());
            balance = balance.checked_add(if is_in { *amount } else { -*amount }).unwrap_or(balance);
            let [received, paid] = [is_in, !is_in].map(|shown| html! { @if shown { (money(*amount)) } });
            let balance = html! { (money(balance)) };
            vec![html! { (day(*on)) }, html! { (saving_type) }, html! { (kind) }, received, paid, balance]
        };
        self.payments.iter().map(row).collect()
    }

    fn loan_rows(&self) -> Vec<Vec<Markup>> {
        let row = |loan: &GroupLoan| {
            vec![
                html! { (loan.loan_number) },
                html! { (day(loan.application_date)) },
                html! { (loan.purpose.as_deref().unwrap_or("–")) },
                html! { (money(loan.principal_amount)) },
                html! { (money(loan.total_due)) },
                html! { (money(loan.amount_paid)) },
                html! { (loan.outstanding_balance.map(money).unwrap_or_default()) },
                html! { (loan.status) },
            ]
        };
        self.loans.iter().map(row).collect()
    }

    fn fine_rows(&self) -> Vec<Vec<Markup>> {
        let row = |fine: &MemberFine| {
            vec![
                html! { (day(fine.issued_date)) },
                html! { (fine.reason.as_deref().unwrap_or("–")) },
                html! { (money(fine.amount)) },
                html! { (money(fine.paid_amount)) },
                html! { (fine.status.replace('_', " ")) },
            ]
        };
        self.fines.iter().map(row).collect()
    }
}
