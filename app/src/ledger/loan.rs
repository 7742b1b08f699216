//! Loans that a group pays out, and what is paid back of them.

use chrono::{Months, NaiveDate, Utc};
use diesel::dsl::sum;
use diesel::prelude::*;

use super::{Entry, LedgerError, Occasion, enter, in_group, positive};
use crate::database::Database;
use crate::decimal::Money;
use crate::models::loans::{GroupLoan, LoanInstallment};
use crate::schema::{group_loans, loan_repayment_schedule, savings_groups};

/// Pays out a loan that is approved, and draws up its schedule: principal and interest in equal parts, month by month.
///
/// # Errors
///
/// If it can't be; then nothing was recorded.
pub fn disburse(database: &mut Database, loan_id: i32, occasion: Occasion) -> Result<(), LedgerError> {
    let group_id = group_of(database, loan_id)?;
    in_group(database, group_id, |database| {
        let loan = find(database, loan_id)?;
        if loan.status != "approved" {
            return Err(LedgerError::Status { thing: "loan", status: loan.status, action: "paid out" });
        }
        let interest = loan.total_due.checked_sub(loan.principal_amount).ok_or(LedgerError::TooGreat)?;
        for number in 1..=loan.term_months {
            let installment = (
                loan_repayment_schedule::loan_id.eq(loan_id),
                loan_repayment_schedule::installment_number.eq(number),
                loan_repayment_schedule::due_date.eq(months_later(occasion.day, number)?),
                loan_repayment_schedule::principal_due.eq(share(loan.principal_amount, loan.term_months, number)),
                loan_repayment_schedule::interest_due.eq(share(interest, loan.term_months, number)),
            );
            diesel::insert_into(loan_repayment_schedule::table).values(installment).execute(database)?;
        }
        let changes = (
            group_loans::status.eq("disbursed"),
            group_loans::disbursement_date.eq(Some(occasion.day)),
            group_loans::due_date.eq(Some(months_later(occasion.day, loan.term_months)?)),
            group_loans::updated_date.eq(Utc::now().naive_utc()),
        );
        diesel::update(group_loans::table.find(loan_id)).set(changes).execute(database)?;
        let entry = Entry {
            group_id,
            member_id: loan.member_id,
            entry_type: "loan",
            is_received: false,
            amount: loan.principal_amount,
            description: &format!("Loan {}", loan.loan_number),
            occasion,
        };
        enter(database, &entry)?;
        refresh_loan_balance(database, group_id)
    })
}

/// Records what is paid back of a loan: of the installment that is due first, then of the next.
///
/// # Errors
///
/// If it can't be; then nothing was recorded.
pub fn repay(database: &mut Database, loan_id: i32, amount: Money, occasion: Occasion) -> Result<(), LedgerError> {
    positive(amount)?;
    let group_id = group_of(database, loan_id)?;
    in_group(database, group_id, |database| {
        let loan = find(database, loan_id)?;
        if !["disbursed", "defaulted"].contains(&loan.status.as_str()) {
            return Err(LedgerError::Status { thing: "loan", status: loan.status, action: "paid back" });
        }
        let owed = loan.total_due.checked_sub(loan.amount_paid).ok_or(LedgerError::TooGreat)?;
        if amount > owed {
            return Err(LedgerError::TooMuch { amount, owed });
        }
        let installments: Vec<LoanInstallment> = loan_repayment_schedule::table
            .filter(loan_repayment_schedule::loan_id.eq(loan_id))
            .order(loan_repayment_schedule::installment_number)
            .select(LoanInstallment::as_select())
            .load(database)?;
        let mut left = amount;
        for installment in &installments {
            left = pay_installment(database, installment, left, occasion)?;
        }
        let paid = loan.amount_paid.checked_add(amount).ok_or(LedgerError::TooGreat)?;
        let changes = (
            group_loans::amount_paid.eq(paid),
            group_loans::status.eq(if amount == owed { "repaid" } else { &loan.status }),
            group_loans::updated_date.eq(Utc::now().naive_utc()),
        );
        diesel::update(group_loans::table.find(loan_id)).set(changes).execute(database)?;
        let entry = Entry {
            group_id,
            member_id: loan.member_id,
            entry_type: "repayment",
            is_received: true,
            amount,
            description: "Installment of a loan",
            occasion,
        };
        enter(database, &entry)?;
        refresh_loan_balance(database, group_id)
    })
}

/// Pays as much of an installment as there is, and gives what is left.
fn pay_installment(
    database: &mut Database,
    installment: &LoanInstallment,
    left: Money,
    occasion: Occasion,
) -> Result<Money, LedgerError> {
    let parts = [installment.principal_due, installment.interest_due, installment.penalty_amount];
    let due = Money::checked_sum(parts).and_then(|due| due.checked_sub(installment.amount_paid));
    let due = due.ok_or(LedgerError::TooGreat)?;
    let paid = left.min(due);
    if paid <= Money::ZERO {
        return Ok(left);
    }
    let changes = (
        loan_repayment_schedule::amount_paid
            .eq(installment.amount_paid.checked_add(paid).ok_or(LedgerError::TooGreat)?),
        loan_repayment_schedule::status.eq(if paid == due { "paid" } else { "partly_paid" }),
        loan_repayment_schedule::paid_date.eq(Some(occasion.day)),
        loan_repayment_schedule::meeting_id.eq(occasion.meeting_id),
        loan_repayment_schedule::received_by.eq(occasion.recorded_by),
        loan_repayment_schedule::updated_date.eq(Utc::now().naive_utc()),
    );
    diesel::update(loan_repayment_schedule::table.find(installment.id)).set(changes).execute(database)?;
    left.checked_sub(paid).ok_or(LedgerError::TooGreat)
}

/// What all members of a group owe.
fn refresh_loan_balance(database: &mut Database, group_id: i32) -> Result<(), LedgerError> {
    let owed: Option<Money> = group_loans::table
        .filter(group_loans::group_id.eq(group_id).and(group_loans::status.eq_any(["disbursed", "defaulted"])))
        .select(sum(group_loans::outstanding_balance))
        .get_result(database)?;
    let balance = savings_groups::loan_balance.eq(Some(owed.unwrap_or_default()));
    diesel::update(savings_groups::table.find(group_id)).set(balance).execute(database)?;
    Ok(())
}

fn group_of(database: &mut Database, loan_id: i32) -> QueryResult<i32> {
    group_loans::table.find(loan_id).select(group_loans::group_id).get_result(database)
}

fn find(database: &mut Database, loan_id: i32) -> QueryResult<GroupLoan> {
    group_loans::table.find(loan_id).select(GroupLoan::as_select()).get_result(database)
}

fn months_later(day: NaiveDate, months: i16) -> Result<NaiveDate, LedgerError> {
    day.checked_add_months(Months::new(months.unsigned_abs().into())).ok_or(LedgerError::TooGreat)
}

/// The part that falls on an installment; the last one has what is left.
pub(crate) fn share(amount: Money, term: i16, number: i16) -> Money {
    let each = amount.units() / i64::from(term.max(1));
    let units = if number < term { each } else { amount.units() - each * i64::from(term - 1) };
    Money::from_units(units).unwrap_or(amount)
}
