//! What is done to a row besides changing it, and payments: all that moves money goes through the ledger.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use chrono::Utc;
use diesel::prelude::*;

use super::access::Caller;
use super::handlers::{Key, changeable_by_action, find, may, object, with_key};
use super::input::{Given, check_references, group_of_row};
use super::problem::{FieldError, Problem};
use super::resources::{Operation, Resource, Row, id};
use super::state::App;
use super::tables::{Column, Table};
use super::value::Value;
use crate::database::Database;
use crate::decimal::Money;
use crate::ledger::{self, Deal, Occasion, Outcome, Saving, ShareDeal, Way};
use crate::schema::{group_loans, group_members, member_fines, member_shares, mobile_money_accounts};

/// Something that officers do to a row.
pub(crate) struct Action {
    /// Where it is, below the row.
    pub(crate) path: &'static str,
    /// The path of the resource.
    pub(crate) of: &'static str,
    /// What it does.
    pub(crate) summary: &'static str,
    /// The table that says what each field can be.
    pub(crate) table: &'static str,
    /// The fields, and whether they must be given.
    pub(crate) fields: &'static [(&'static str, bool)],
    run: fn(&mut Database, &Caller, i32, &Fields) -> Result<(), Problem>,
}

/// What was given.
struct Fields(Vec<(&'static str, Value)>);

const PAYMENT: &[(&str, bool)] = &[("amount", true), ("entry_date", true), ("meeting_id", false)];

/// All of them.
pub(crate) static ACTIONS: &[Action] = &[
    Action {
        path: "approval",
        of: "loans",
        summary: "Approve a loan that was applied for",
        table: "group_loans",
        fields: &[],
        run: |database, caller, id, _| approve(database, caller, id),
    },
    Action {
        path: "disbursement",
        of: "loans",
        summary: "Pay out a loan that is approved, and draw up its schedule",
        table: "group_cashbook",
        fields: &[("entry_date", true), ("meeting_id", false)],
        run: |database, caller, id, fields| Ok(ledger::disburse(database, id, fields.occasion(caller))?),
    },
    Action {
        path: "repayments",
        of: "loans",
        summary: "Record what is paid back of a loan",
        table: "group_cashbook",
        fields: PAYMENT,
        run: |database, caller, id, fields| Ok(ledger::repay(database, id, fields.amount(), fields.occasion(caller))?),
    },
    Action {
        path: "payments",
        of: "fines",
        summary: "Record what is paid of a fine",
        table: "group_cashbook",
        fields: PAYMENT,
        run: |database, caller, id, fields| {
            Ok(ledger::pay_fine(database, id, fields.amount(), fields.occasion(caller))?)
        },
    },
    Action {
        path: "success",
        of: "mobile-money-transactions",
        summary: "Record that the provider has moved the money",
        table: "mobile_money_transactions",
        fields: &[("provider_response", false)],
        run: |database, _, id, fields| settle(database, id, Outcome::Succeeded, fields),
    },
    Action {
        path: "failure",
        of: "mobile-money-transactions",
        summary: "Record that the provider has not moved the money",
        table: "mobile_money_transactions",
        fields: &[("failure_reason", true), ("provider_response", false)],
        run: |database, _, id, fields| {
            settle(database, id, Outcome::Failed(fields.text("failure_reason").unwrap_or_default()), fields)
        },
    },
    Action {
        path: "reversal",
        of: "mobile-money-transactions",
        summary: "Record that the provider has moved the money back",
        table: "mobile_money_transactions",
        fields: &[("provider_response", false)],
        run: |database, _, id, fields| settle(database, id, Outcome::Reversed, fields),
    },
    Action {
        path: "waiver",
        of: "fines",
        summary: "Waive a fine of which nothing is paid",
        table: "member_fines",
        fields: &[("waiver_reason", true)],
        run: waive,
    },
];

impl Action {
    /// Whether a column is a field, and must be given.
    fn field(&self, column: &Column) -> Option<bool> {
        self.fields.iter().find(|(name, _)| *name == column.name).map(|(_, is_required)| *is_required)
    }
}

pub(super) async fn act(
    (resource, action): (&'static Resource, &'static Action),
    State(app): State<App>,
    caller: Caller,
    Path(key): Key,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    may(&caller, resource, Operation::Change)?;
    let body = if action.fields.is_empty() && body.is_empty() { Row::new() } else { object(&headers, &body)? };
    let row = app.run(move |database| {
        database.write(|database| {
            let key = with_key(resource, &key)?;
            let before = changeable_by_action(database, &caller, resource, &key)?;
            let group = group_of_row(database, resource, &before)?;
            let fields = read(database, &caller, action, &body, group)?;
            let id = id(&before, "id").ok_or_else(Problem::not_found)?;
            (action.run)(database, &caller, id, &fields)?;
            find(database, resource, key)
        })
    });
    Ok(Json(row.await?).into_response())
}

fn read(
    database: &mut Database,
    caller: &Caller,
    action: &Action,
    body: &Row,
    group: Option<i32>,
) -> Result<Fields, Problem> {
    let accepts = |column: &Column| action.field(column).map(drop).ok_or("there is no such field");
    let requires = |column: &Column| action.field(column) == Some(true);
    let mut given = Given::read(Table::named(action.table), body, None, accepts, requires);
    for (name, is_required) in action.fields {
        if *is_required && given.value(name) == Some(&Value::Null) {
            given.refuse(name, "must not be null");
        }
    }
    check_references(database, caller, None, Some(group.as_slice()), &mut given)?;
    given.finish().map(Fields)
}

impl Fields {
    fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(field, _)| *field == name).map(|(_, value)| value)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_text)
    }

    /// What is paid. That it was given and is money has been found out.
    fn amount(&self) -> Money {
        self.get("amount").and_then(Value::as_money).unwrap_or_default()
    }

    fn number(&self, name: &str) -> Option<i32> {
        match self.get(name) {
            Some(Value::Integer32(number)) => Some(*number),
            _ => None,
        }
    }

    fn occasion(&self, caller: &Caller) -> Occasion {
        self.occasion_of("entry_date", caller)
    }

    fn occasion_of(&self, day: &str, caller: &Caller) -> Occasion {
        let day = match self.get(day) {
            Some(Value::Date(day)) => *day,
            _ => Utc::now().date_naive(),
        };
        Occasion { day, meeting_id: self.number("meeting_id"), recorded_by: Some(caller.user_id) }
    }
}

/// Makes a payment into or out of savings of the columns of `saving_transactions`.
pub(super) fn record_saving(
    database: &mut Database,
    caller: &Caller,
    values: &[(&'static str, Value)],
) -> Result<i32, Problem> {
    let fields = Fields(values.to_vec());
    let way = match fields.text("transaction_type") {
        Some("deposit") => Way::Deposit,
        Some("withdrawal") => Way::Withdrawal,
        _ => {
            let error = FieldError::new("transaction_type", "must be one of deposit, withdrawal");
            return Err(Problem::invalid(vec![error]));
        }
    };
    let Some(account_id) = fields.number("member_saving_id") else {
        return Err(Problem::internal(&"a payment without an account was found to be right"));
    };
    let occasion = fields.occasion_of("transaction_date", caller);
    let saving = Saving {
        payment_method: fields.text("payment_method").unwrap_or("cash"),
        reference_number: fields.text("reference_number"),
        notes: fields.text("notes"),
        ..Saving::in_cash(account_id, way, fields.amount(), occasion)
    };
    Ok(ledger::record(database, &saving)?.transaction_id)
}

/// Records shares that change hands, by the columns of `share_transactions`.
pub(super) fn trade_shares(
    database: &mut Database,
    caller: &Caller,
    values: &[(&'static str, Value)],
) -> Result<i32, Problem> {
    let fields = Fields(values.to_vec());
    let to_member = fields.number("to_member_id");
    let deal = match (fields.text("transaction_type"), to_member) {
        (Some("purchase"), None) => Deal::Purchase,
        (Some("redemption"), None) => Deal::Redemption,
        (Some("transfer"), Some(to_member_id)) => Deal::Transfer { to_member_id },
        (Some("transfer"), None) => {
            return Err(Problem::invalid(vec![FieldError::new("to_member_id", "is required of a transfer")]));
        }
        _ => return Err(Problem::invalid(vec![FieldError::new("to_member_id", "is for a transfer only")])),
    };
    let (Some(member_share_id), Some(shares)) = (fields.number("member_share_id"), fields.number("shares")) else {
        return Err(Problem::internal(&"shares without a holder or a number were found to be right"));
    };
    let holder: i32 =
        member_shares::table.find(member_share_id).select(member_shares::member_id).get_result(database)?;
    if to_member == Some(holder) {
        return Err(Problem::invalid(vec![FieldError::new("to_member_id", "must be another member")]));
    }
    let occasion = fields.occasion_of("transaction_date", caller);
    let trade = ShareDeal { member_share_id, deal, shares, occasion, notes: fields.text("notes") };
    Ok(ledger::trade(database, &trade)?)
}

/// An account of mobile money takes new payments while it is active; of those that are under way the provider decides.
pub(super) fn need_active_account(database: &mut Database, values: &[(&'static str, Value)]) -> Result<(), Problem> {
    let Some(account_id) = Fields(values.to_vec()).number("account_id") else {
        return Err(Problem::internal(&"a payment without an account was found to be right"));
    };
    let account = mobile_money_accounts::table.find(account_id);
    let status: String = account.select(mobile_money_accounts::status).get_result(database)?;
    if status == "active" {
        return Ok(());
    }
    let detail = format!("must be an active account, and this one is {status}");
    Err(Problem::invalid(vec![FieldError::new("account_id", detail)]))
}

fn settle(database: &mut Database, payment: i32, outcome: Outcome<'_>, fields: &Fields) -> Result<(), Problem> {
    Ok(ledger::settle(database, payment, outcome, fields.text("provider_response"))?)
}

/// What is good for a member is not decided by that member.
fn refuse_own(database: &mut Database, caller: &Caller, member: i32, reason: &str) -> Result<(), Problem> {
    let user: Option<i32> = group_members::table.find(member).select(group_members::user_id).get_result(database)?;
    if user == Some(caller.user_id) { Err(Problem::forbidden(reason)) } else { Ok(()) }
}

fn approve(database: &mut Database, caller: &Caller, loan: i32) -> Result<(), Problem> {
    let member: i32 = group_loans::table.find(loan).select(group_loans::member_id).get_result(database)?;
    refuse_own(database, caller, member, "nobody approves his or her own loan")?;
    let changes = (
        group_loans::status.eq("approved"),
        group_loans::approved_by.eq(Some(caller.user_id)),
        group_loans::updated_date.eq(Utc::now().naive_utc()),
    );
    let applied = group_loans::table.filter(group_loans::id.eq(loan).and(group_loans::status.eq("applied")));
    match diesel::update(applied).set(changes).execute(database)? {
        0 => Err(Problem::conflict("the loan has been approved already")),
        _ => Ok(()),
    }
}

fn waive(database: &mut Database, caller: &Caller, fine: i32, fields: &Fields) -> Result<(), Problem> {
    let member: i32 = member_fines::table.find(fine).select(member_fines::member_id).get_result(database)?;
    refuse_own(database, caller, member, "nobody waives his or her own fine")?;
    let reason = fields.text("waiver_reason");
    let changes = (
        member_fines::status.eq("waived"),
        member_fines::waived_by.eq(Some(caller.user_id)),
        member_fines::waiver_reason.eq(reason),
        member_fines::updated_date.eq(Utc::now().naive_utc()),
    );
    let unpaid = member_fines::table.filter(member_fines::id.eq(fine).and(member_fines::status.eq("unpaid")));
    match diesel::update(unpaid).set(changes).execute(database)? {
        0 => Err(Problem::conflict("the fine has been paid in part, or waived")),
        _ => Ok(()),
    }
}
