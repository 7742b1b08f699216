//! Mobile money: what becomes of a payment, and the balances that follow from it.

use chrono::Utc;
use diesel::prelude::*;

use super::{LedgerError, in_group};
use crate::database::Database;
use crate::decimal::Money;
use crate::models::documents::{MobileMoneyReconciliation, MobileMoneyTransaction};
use crate::schema::{mobile_money_accounts, mobile_money_reconciliations, mobile_money_transactions};

/// What becomes of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// The provider has moved the money.
    Succeeded,
    /// It has not, for this reason.
    Failed(&'a str),
    /// It has moved it back.
    Reversed,
}

/// Records what has become of a payment, and what the provider has said of it, with the balances that follow.
///
/// # Errors
///
/// If it can't be; then nothing was recorded.
pub fn settle(
    database: &mut Database,
    transaction_id: i32,
    outcome: Outcome<'_>,
    response: Option<&str>,
) -> Result<(), LedgerError> {
    let payment = mobile_money_transactions::table.find(transaction_id);
    let (group_id, account_id): (i32, i32) = payment
        .inner_join(mobile_money_accounts::table)
        .select((mobile_money_accounts::group_id, mobile_money_accounts::id))
        .first(database)?;
    in_group(database, group_id, |database| {
        let status: String = payment.select(mobile_money_transactions::status).get_result(database)?;
        let (expected, becomes, action) = match outcome {
            Outcome::Succeeded => ("pending", "succeeded", "confirmed"),
            Outcome::Failed(_) => ("pending", "failed", "given up"),
            Outcome::Reversed => ("succeeded", "reversed", "reversed"),
        };
        if status != expected {
            return Err(LedgerError::Status { thing: "payment", status, action });
        }
        let now = Utc::now().naive_utc();
        let changes = (
            mobile_money_transactions::status.eq(becomes),
            mobile_money_transactions::completed_at.eq(Some(now)),
            mobile_money_transactions::updated_date.eq(now),
        );
        diesel::update(payment).set(changes).execute(database)?;
        if let Outcome::Failed(reason) = outcome {
            let reason = mobile_money_transactions::failure_reason.eq(Some(reason));
            diesel::update(payment).set(reason).execute(database)?;
        }
        if let Some(response) = response {
            let response = mobile_money_transactions::provider_response.eq(Some(response));
            diesel::update(payment).set(response).execute(database)?;
        }
        refresh(database, account_id)
    })
}

/// Brings the balance of an account up to date, and what is compared with the provider's statements.
fn refresh(database: &mut Database, account_id: i32) -> Result<(), LedgerError> {
    let payments: Vec<MobileMoneyTransaction> = mobile_money_transactions::table
        .filter(mobile_money_transactions::account_id.eq(account_id))
        .filter(mobile_money_transactions::status.eq("succeeded"))
        .select(MobileMoneyTransaction::as_select())
        .load(database)?;
    let moved = |of: &dyn Fn(&MobileMoneyTransaction) -> bool| {
        let payments = payments.iter().filter(|payment| of(payment));
        Money::checked_sum(payments.flat_map(|payment| [payment.signed_amount(), -payment.fee]))
            .ok_or(LedgerError::TooGreat)
    };
    let account = mobile_money_accounts::table.find(account_id);
    let balance: Option<Money> = account.select(mobile_money_accounts::balance).get_result(database)?;
    if balance.is_some() {
        let balance = mobile_money_accounts::balance.eq(Some(moved(&|_| true)?));
        diesel::update(account).set(balance).execute(database)?;
    }
    let reconciliations: Vec<MobileMoneyReconciliation> = mobile_money_reconciliations::table
        .filter(mobile_money_reconciliations::account_id.eq(account_id))
        .select(MobileMoneyReconciliation::as_select())
        .load(database)?;
    for reconciliation in reconciliations {
        let until = moved(&|payment| payment.initiated_at.date() <= reconciliation.period_end)?;
        let row = mobile_money_reconciliations::table.find(reconciliation.id);
        diesel::update(row).set(mobile_money_reconciliations::ledger_balance.eq(until)).execute(database)?;
    }
    Ok(())
}
