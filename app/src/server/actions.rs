//! What is done to a loan or a fine besides changing its row, and payments: all that moves money goes through the ledger.

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
use crate::ledger::{self, Occasion, Saving, Way};
use crate::schema::{group_loans, member_fines};

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

    /// What is paid. That it was given and is money has been found out.
    fn amount(&self) -> Money {
        self.get("amount").and_then(Value::as_money).unwrap_or_default()
    }

    fn occasion(&self, caller: &Caller) -> Occasion {
        let day = match self.get("entry_date") {
            Some(Value::Date(day)) => *day,
            _ => Utc::now().date_naive(),
        };
        let meeting_id = match self.get("meeting_id") {
            Some(Value::Integer32(id)) => Some(*id),
            _ => None,
        };
        Occasion { day, meeting_id, recorded_by: Some(caller.user_id) }
    }
}

/// Makes a payment into or out of savings of the columns of `saving_transactions`.
pub(super) fn record_saving(
    database: &mut Database,
    caller: &Caller,
    values: &[(&'static str, Value)],
) -> Result<i32, Problem> {
    let of = |name: &str| values.iter().find(|(column, _)| *column == name).map(|(_, value)| value);
    let way = match of("transaction_type").and_then(Value::as_text) {
        Some("deposit") => Way::Deposit,
        Some("withdrawal") => Way::Withdrawal,
        _ => {
            let error = FieldError::new("transaction_type", "must be one of deposit, withdrawal");
            return Err(Problem::invalid(vec![error]));
        }
    };
    let (Some(Value::Integer32(account_id)), Some(Value::Date(day))) = (of("member_saving_id"), of("transaction_date"))
    else {
        return Err(Problem::internal(&"a payment without an account or a date was found to be right"));
    };
    let meeting_id = match of("meeting_id") {
        Some(Value::Integer32(id)) => Some(*id),
        _ => None,
    };
    let amount = of("amount").and_then(Value::as_money).unwrap_or_default();
    let text = |name: &str| of(name).and_then(Value::as_text);
    let occasion = Occasion { day: *day, meeting_id, recorded_by: Some(caller.user_id) };
    let saving = Saving {
        payment_method: text("payment_method").unwrap_or("cash"),
        reference_number: text("reference_number"),
        notes: text("notes"),
        ..Saving::in_cash(*account_id, way, amount, occasion)
    };
    Ok(ledger::record(database, &saving)?.transaction_id)
}

fn approve(database: &mut Database, caller: &Caller, loan: i32) -> Result<(), Problem> {
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
    let reason = fields.get("waiver_reason").and_then(Value::as_text);
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
