//! What is done to any resource: list, read, create, change, delete.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use diesel::prelude::*;
use serde::Serialize;

use super::access::Caller;
use super::input::{group_of, group_of_row, validate};
use super::problem::Problem;
use super::resources::{Operation, Owner, Resource, Row, Selection};
use super::selection::Asked;
use super::sql::{Condition, Count, Delete, Insert, Order, Place, Update};
use super::state::App;
use super::tables::Kind;
use super::value::Value;
use crate::database::Database;
use crate::ledger::lock_group;

/// A part of a list.
#[derive(Serialize)]
struct Page {
    items: Vec<Row>,
    /// How many there are in all.
    total: i64,
    limit: i64,
    offset: i64,
}

/// The key in the path of a request.
pub(super) type Key = Path<Vec<String>>;

pub(super) async fn list(
    resource: &'static Resource,
    State(app): State<App>,
    caller: Caller,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let asked = Asked::read(resource, &parameters)?;
    let page = app.run(move |database| {
        let condition = asked.condition.and(caller.may_see(resource));
        let count = Count { table: resource.table().name, condition: condition.clone() };
        let total = count.get_result(database)?;
        let (order, limit, offset) = (asked.order, asked.limit, asked.offset);
        let items = resource.load(database, Selection { condition, order, limit, offset })?;
        Ok(Page { items, total, limit, offset })
    });
    Ok(Json(page.await?).into_response())
}

pub(super) async fn read(
    resource: &'static Resource,
    State(app): State<App>,
    caller: Caller,
    Path(key): Key,
) -> Result<Response, Problem> {
    let row =
        app.run(move |database| find(database, resource, with_key(resource, &key)?.and(caller.may_see(resource))));
    Ok(Json(row.await?).into_response())
}

pub(super) async fn create(
    resource: &'static Resource,
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    may(&caller, resource, Operation::Create)?;
    let body = object(&headers, &body)?;
    let row = app.run(move |database| {
        database.write(|database| {
            let values = validate(database, &caller, resource, &body, None)?;
            insert(database, &caller, resource, values)
        })
    });
    Ok(created(resource, &row.await?))
}

pub(super) async fn change(
    resource: &'static Resource,
    State(app): State<App>,
    caller: Caller,
    Path(key): Key,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    may(&caller, resource, Operation::Change)?;
    let body = object(&headers, &body)?;
    let row = app.run(move |database| {
        database.write(|database| {
            let key = with_key(resource, &key)?;
            let before = changeable(database, &caller, resource, &key)?;
            let mut values = validate(database, &caller, resource, &body, Some(&before))?;
            values.push(("updated_date", Value::Moment(chrono::Utc::now().naive_utc())));
            let table = resource.table().name;
            Update { table, values: &values, condition: key.clone() }.execute(database)?;
            (resource.after)(database, &before)?;
            find(database, resource, key)
        })
    });
    Ok(Json(row.await?).into_response())
}

pub(super) async fn delete(
    resource: &'static Resource,
    State(app): State<App>,
    caller: Caller,
    Path(key): Key,
) -> Result<Response, Problem> {
    may(&caller, resource, Operation::Delete)?;
    let deleted = app.run(move |database| {
        database.write(|database| {
            let key = with_key(resource, &key)?;
            let before = changeable(database, &caller, resource, &key)?;
            refuse_if_used(database, resource, &before)?;
            Delete { table: resource.table().name, condition: key }.execute(database)?;
            (resource.after)(database, &before)?;
            Ok(())
        })
    });
    deleted.await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What is answered with a new row.
pub(super) fn created(resource: &Resource, row: &Row) -> Response {
    let key: Vec<String> = resource.table().key.iter().map(|column| plain(&row[*column])).collect();
    let location = format!("{}/{}/{}", super::api::PREFIX, resource.path, key.join("/"));
    (StatusCode::CREATED, [(header::LOCATION, location)], Json(row)).into_response()
}

/// Whether this caller can do this to anything at all.
pub(super) fn may(caller: &Caller, resource: &Resource, operation: Operation) -> Result<(), Problem> {
    let needs_administrator = resource.by_administrators.contains(&operation);
    let is_administrator = caller.role == super::access::Role::Administrator;
    if (needs_administrator && !is_administrator) || !caller.may_change_some(resource) {
        return Err(Problem::forbidden("your role does not allow this"));
    }
    Ok(())
}

/// The row with a key, if this caller may change it and it can still be changed.
fn changeable(
    database: &mut Database,
    caller: &Caller,
    resource: &'static Resource,
    key: &Condition,
) -> Result<Row, Problem> {
    let row = changeable_by_action(database, caller, resource, key)?;
    (resource.guard)(&row).map_or(Ok(row), |reason| Err(Problem::conflict(reason)))
}

/// The row with a key, if this caller may change it; others in its group wait until that is done.
pub(super) fn changeable_by_action(
    database: &mut Database,
    caller: &Caller,
    resource: &'static Resource,
    key: &Condition,
) -> Result<Row, Problem> {
    let seen = find(database, resource, key.clone().and(caller.may_see(resource)))?;
    let count = Count { table: resource.table().name, condition: key.clone().and(caller.may_change(resource)) };
    if count.get_result::<i64>(database)? == 0 {
        return Err(Problem::forbidden("you may see this, but not change it"));
    }
    lock_owner(database, resource, &seen)?;
    // It may be another one by now.
    find(database, resource, key.clone())
}

/// Inserts what was found to be right, and gives the row.
fn insert(
    database: &mut Database,
    caller: &Caller,
    resource: &'static Resource,
    mut values: Vec<(&'static str, Value)>,
) -> Result<Row, Problem> {
    let table = resource.table();
    if let Some(make) = resource.make {
        let id = make(database, caller, &values)?;
        return find(database, resource, Condition::equal(table.name, "id", id));
    }
    if let Some(author) = resource.author {
        values.push((author, Value::Integer32(caller.user_id)));
    }
    let given = |name: &str| values.iter().find(|(column, _)| *column == name).map(|(_, value)| value.clone());
    if let Owner::Group { group, .. } = &resource.owner
        && let Some(Value::Integer32(first)) = group.first().and_then(|column| given(column))
        && let Some(group) = group_of(database, table, group, first)?
    {
        lock_group(database, group)?;
    }
    (resource.admit)(database, &values)?;
    let has_id = table.key == ["id"];
    let statement = Insert { table: table.name, values: &values, gives_id: has_id };
    let key = if has_id {
        let id: i32 = statement.get_result(database)?;
        Condition::equal(table.name, "id", id)
    } else {
        statement.execute(database)?;
        let columns = table.key.iter().filter_map(|column| Some(Condition::equal(table.name, column, given(column)?)));
        Condition::All(columns.collect())
    };
    let row = find(database, resource, key.clone())?;
    (resource.after)(database, &row)?;
    find(database, resource, key)
}

/// What others refer to stays, so that nothing vanishes with it and no total becomes wrong.
fn refuse_if_used(database: &mut Database, resource: &Resource, row: &Row) -> Result<(), Problem> {
    let mut users = Vec::new();
    for (other, reference) in &resource.table().referred_by {
        let columns = reference.columns.iter().zip(&reference.parent_columns);
        let conditions = columns.filter_map(|(column, parent)| {
            let id = i32::try_from(row.get(*parent)?.as_i64()?).ok()?;
            Some(Condition::equal(other, column, id))
        });
        let count = Count { table: other, condition: Condition::All(conditions.collect()) };
        if count.get_result::<i64>(database)? > 0 && !users.contains(other) {
            users.push(*other);
        }
    }
    if users.is_empty() {
        return Ok(());
    }
    Err(Problem::conflict(format!("rows of {} refer to it", users.join(", "))))
}

/// Lets nobody else write in the group of a row.
fn lock_owner(database: &mut Database, resource: &Resource, row: &Row) -> Result<(), Problem> {
    let group = group_of_row(database, resource, row)?;
    Ok(group.map_or(Ok(()), |group| lock_group(database, group))?)
}

/// The one row of which this holds.
pub(super) fn find(database: &mut Database, resource: &Resource, condition: Condition) -> Result<Row, Problem> {
    let table = resource.table();
    let order = table.key.iter().map(|column| (Place { table: table.name, column }, false)).collect();
    let selection = Selection { condition, order: Order(order), limit: 1, offset: 0 };
    resource.load(database, selection)?.pop().ok_or_else(Problem::not_found)
}

/// The condition of a row with this key. What is no key at all is not found.
pub(super) fn with_key(resource: &Resource, key: &[String]) -> Result<Condition, Problem> {
    let table = resource.table();
    if key.len() != table.key.len() {
        return Err(Problem::not_found());
    }
    let columns = table.key.iter().zip(key).map(|(column, text)| {
        let value = Value::from_text(Kind::Integer { bytes: 4 }, text).map_err(|_| Problem::not_found())?;
        Ok(Condition::equal(table.name, column, value))
    });
    columns.collect::<Result<_, _>>().map(Condition::All)
}

/// The object of JSON in a body.
pub(super) fn object(headers: &HeaderMap, body: &[u8]) -> Result<Row, Problem> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !media_type.split(';').next().is_some_and(|name| name.trim().eq_ignore_ascii_case("application/json")) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body must be application/json"));
    }
    serde_json::from_slice(body)
        .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, format!("the body must be an object of JSON: {error}")))
}

/// A key's value as it stands in a path.
fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
