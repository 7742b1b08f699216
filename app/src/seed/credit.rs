//! Loans: asked for, judged, paid out, paid back or not. And the share-out, which ends a cycle.

use chrono::{Datelike, Months};

use super::book::{Book, END, cents, date, later, next_id, part, written};
use super::office::MANAGER;
use super::people::PURPOSES;
use super::year::{CYCLE, Sitting, Year};
use crate::decimal::{Money, Percentage};
use crate::models::loans::{GroupLoan, LoanAssessment, LoanInstallment};
use crate::models::savings::{ShareOut, ShareOutPayment};

/// Interest, in percent of the principal.
const INTEREST: i64 = 10;

/// What an installment that is late costs, in percent of its principal.
const PENALTY: i64 = 5;

impl Book {
    /// Once a month two of those who are there ask for a loan, unless they have one.
    pub(super) fn lend(&mut self, year: &mut Year, sitting: &Sitting) {
        if sitting.day.month() < 2 {
            return;
        }
        let mut applicants = sitting.present.clone();
        self.rng.shuffle(&mut applicants);
        applicants.retain(|member_id| {
            let mut loans = self.contents.group_loans.iter();
            !loans.any(|loan| loan.member_id == *member_id && loan.status != "repaid")
        });
        for member_id in applicants.into_iter().take(2) {
            let term = self.rng.i16(3..=6);
            let principal = cents(year.group.base * i64::from(term) * self.rng.i64(2..=5));
            let assessment_id = self.assess(year, sitting, member_id, principal);
            if principal.units() * 2 <= year.cash.units() {
                self.grant(year, sitting, member_id, assessment_id, (term, principal));
            }
        }
    }

    /// More than half of the cash box goes to nobody.
    fn assess(&mut self, year: &Year, sitting: &Sitting, member_id: i32, requested: Money) -> i32 {
        let is_affordable = requested.units() * 2 <= year.cash.units();
        let id = next_id(&self.contents.loan_assessments);
        let mut score = || Percentage::from_units(self.rng.i64(5_000..=10_000));
        self.contents.loan_assessments.push(LoanAssessment {
            id,
            member_id,
            assessed_by: Some(MANAGER),
            assessment_date: sitting.day,
            requested_amount: requested,
            recommended_amount: is_affordable.then_some(requested),
            purpose: PURPOSES[usize::try_from(id).unwrap_or_default() % PURPOSES.len()].to_owned(),
            savings_score: score(),
            attendance_score: score(),
            repayment_score: score(),
            risk_level: if is_affordable { "low" } else { "high" }.to_owned(),
            decision: if is_affordable { "recommended" } else { "rejected" }.to_owned(),
            comments: None,
            created_date: written(sitting.day),
            updated_date: written(sitting.day),
        });
        id
    }

    /// In December loans are only promised: the money is paid out in the next cycle.
    fn grant(
        &mut self,
        year: &mut Year,
        sitting: &Sitting,
        member_id: i32,
        assessment_id: i32,
        (term, principal): (i16, Money),
    ) {
        let is_paid_out = sitting.day.month() < 12;
        let loan_id = next_id(&self.contents.group_loans);
        let number = self.contents.group_loans.iter().filter(|loan| loan.group_id == year.group_id).count() + 1;
        let guarantor = sitting.present.iter().copied().find(|other| *other != member_id);
        let due_date = sitting.day.checked_add_months(Months::new(term.unsigned_abs().into()));
        let interest = part(principal, INTEREST);
        self.contents.group_loans.push(GroupLoan {
            id: loan_id,
            group_id: year.group_id,
            member_id,
            assessment_id: Some(assessment_id),
            guarantor_member_id: guarantor,
            loan_number: format!("L-{number:03}"),
            purpose: self.contents.loan_assessments.last().map(|it| it.purpose.clone()),
            principal_amount: principal,
            interest_rate: Percentage::from_units(INTEREST * 100).unwrap_or_default(),
            total_due: cents(principal.units() + interest.units()),
            amount_paid: Money::ZERO,
            term_months: term,
            application_date: sitting.day,
            disbursement_date: is_paid_out.then_some(sitting.day),
            due_date: is_paid_out.then_some(due_date).flatten(),
            status: if is_paid_out { "disbursed" } else { "approved" }.to_owned(),
            approved_by: Some(year.users[0]),
            created_date: written(sitting.day),
            updated_date: written(sitting.day),
            outstanding_balance: None,
        });
        if !is_paid_out {
            return;
        }
        self.enter(year, sitting, Some(member_id), ("loan", "out"), principal, &format!("Loan L-{number:03}"));
        for installment_number in 1..=term {
            let months = Months::new(installment_number.unsigned_abs().into());
            self.contents.loan_repayment_schedule.push(LoanInstallment {
                id: next_id(&self.contents.loan_repayment_schedule),
                loan_id,
                meeting_id: None,
                installment_number,
                due_date: sitting.day.checked_add_months(months).unwrap_or(END),
                principal_due: share(principal, term, installment_number),
                interest_due: share(interest, term, installment_number),
                penalty_amount: Money::ZERO,
                amount_paid: Money::ZERO,
                paid_date: None,
                status: "pending".to_owned(),
                received_by: None,
                created_date: written(sitting.day),
                updated_date: written(sitting.day),
            });
        }
    }

    /// Those who are there pay what is due, most of them in full; what is late costs more.
    pub(super) fn collect_repayments(&mut self, year: &mut Year, sitting: &Sitting) {
        for position in 0..self.contents.loan_repayment_schedule.len() {
            let installment = &self.contents.loan_repayment_schedule[position];
            let loan_id = installment.loan_id;
            let mut loans = self.contents.group_loans.iter();
            let Some(borrower) = loans.find(|loan| loan.id == loan_id).map(|loan| loan.member_id) else { continue };
            let is_owed = installment.status != "paid" && installment.due_date <= sitting.day;
            // Every seventh borrower does not pay what is due from autumn on.
            let is_away = loan_id % 7 == 3 && sitting.day.month() > 8;
            if !is_owed || is_away || !sitting.present.contains(&borrower) {
                continue;
            }
            let roll = self.rng.u32(0..100);
            if roll >= 93 {
                continue;
            }
            let installment = &mut self.contents.loan_repayment_schedule[position];
            if later(installment.due_date, year.group.every + 7) < sitting.day
                && installment.penalty_amount == Money::ZERO
            {
                installment.penalty_amount = part(installment.principal_due, PENALTY);
            }
            let due = [
                installment.principal_due,
                installment.interest_due,
                installment.penalty_amount,
                -installment.amount_paid,
            ];
            let due = cents(due.iter().map(|amount| amount.units()).sum());
            let paid = if roll < 5 { part(due, 50) } else { due };
            installment.amount_paid = cents(installment.amount_paid.units() + paid.units());
            installment.status = if paid == due { "paid" } else { "partly_paid" }.to_owned();
            installment.paid_date = Some(sitting.day);
            installment.meeting_id = Some(sitting.id);
            installment.received_by = Some(year.treasurer());
            installment.updated_date = written(sitting.day);
            self.take_part(year, sitting, sitting.loans, borrower, paid);
            self.enter(year, sitting, Some(borrower), ("repayment", "in"), paid, "Installment of a loan");
            let installments = &self.contents.loan_repayment_schedule;
            if installments.iter().all(|it| it.loan_id != loan_id || it.status == "paid") {
                self.set_loan_status(loan_id, "repaid");
            }
        }
    }

    /// What is late at the end of the year is overdue, and a loan that is so for two months is not expected back.
    pub(super) fn judge_loans(&mut self, year: &Year) {
        let own: Vec<i32> =
            self.contents.group_loans.iter().filter(|it| it.group_id == year.group_id).map(|it| it.id).collect();
        let mut lost = Vec::new();
        for installment in self.contents.loan_repayment_schedule.iter_mut().filter(|it| own.contains(&it.loan_id)) {
            if installment.status == "pending" && installment.due_date < END {
                installment.status = "overdue".to_owned();
                if later(installment.due_date, 60) < END {
                    lost.push(installment.loan_id);
                }
            }
        }
        for loan_id in lost {
            self.set_loan_status(loan_id, "defaulted");
        }
    }

    fn set_loan_status(&mut self, loan_id: i32, status: &str) {
        for loan in self.contents.group_loans.iter_mut().filter(|loan| loan.id == loan_id) {
            loan.status = status.to_owned();
            loan.updated_date = written(END);
        }
    }

    /// The fund of the last cycle is divided, and what is left in the box opens the new one.
    pub(super) fn share_out_last_cycle(&mut self, year: &mut Year, sitting: &Sitting) {
        let price = cents(year.group.base);
        let value = part(price, 120);
        let shares: Vec<(i32, i32)> = year.members.iter().map(|member| (*member, self.rng.i32(3..=8))).collect();
        let total: i64 = shares.iter().map(|(_, count)| i64::from(*count)).sum();
        // What can't be divided stays in the box.
        let fund = cents(value.units() * total + total / 2);
        self.enter(
            year,
            sitting,
            None,
            ("opening", "in"),
            cents(fund.units() * 2),
            "Counted at the start of the cycle",
        );
        let share_out_id = next_id(&self.contents.share_outs);
        self.contents.share_outs.push(ShareOut {
            id: share_out_id,
            group_id: year.group_id,
            meeting_id: Some(sitting.id),
            cycle_number: CYCLE - 1,
            share_out_date: sitting.day,
            total_fund: fund,
            total_shares: total,
            value_per_share: value,
            status: "paid".to_owned(),
            approved_by: Some(MANAGER),
            approved_at: Some(written(sitting.day)),
            notes: None,
            created_date: written(date(2024, 12, 20)),
            updated_date: written(sitting.day),
        });
        let mut paid_out = 0;
        for (nth, (member_id, count)) in shares.into_iter().enumerate() {
            let share_id = self.shares_of(member_id, CYCLE - 1, price);
            self.move_shares(year, sitting, share_id, "purchase", count, None);
            self.move_shares(year, sitting, share_id, "redemption", count, None);
            let gross = cents(value.units() * i64::from(count));
            let fine = if nth % 6 == 1 { part(price, 10) } else { Money::ZERO };
            let net = cents(gross.units() - fine.units());
            paid_out += net.units();
            self.contents.share_out_payments.push(ShareOutPayment {
                id: next_id(&self.contents.share_out_payments),
                share_out_id,
                member_id,
                shares: count,
                gross_amount: gross,
                loan_deduction: Money::ZERO,
                fine_deduction: fine,
                net_amount: net,
                payment_method: "cash".to_owned(),
                paid_date: Some(sitting.day),
                paid_by: Some(year.treasurer()),
                created_date: written(sitting.day),
                updated_date: written(sitting.day),
            });
        }
        self.enter(year, sitting, None, ("share_out", "out"), cents(paid_out), "Share-out of the last cycle");
    }
}

/// The part that falls on an installment; the last one has what is left.
fn share(amount: Money, term: i16, number: i16) -> Money {
    let each = amount.units() / i64::from(term);
    if number < term { cents(each) } else { cents(amount.units() - each * i64::from(term - 1)) }
}
