//! What a request wants to be written, held against the schema: one error for each field that can't be taken.

use diesel::prelude::*;
use serde_json::Value as Json;

use super::access::{Caller, Role, along, parent_of, place};
use super::problem::{FieldError, Problem};
use super::resources::{Owner, Resource, Row};
use super::rules::Rule;
use super::sql::{Condition, Count, Numbers};
use super::tables::{Column, Table};
use super::value::Value;
use crate::database::Database;

/// The columns of a row to be: what is given now, and what was there before.
pub(crate) struct Given<'a> {
    table: &'static Table,
    pub(crate) values: Vec<(&'static str, Value)>,
    before: Option<&'a Row>,
    former: Vec<(&'static str, Value)>,
    errors: Vec<FieldError>,
}

impl<'a> Given<'a> {
    /// What a new row is to be, or what is to change of one.
    ///
    /// A column is taken if `accepts` says nothing against it; it must be there if `requires` says so and there is no row
    /// before.
    pub(super) fn read(
        table: &'static Table,
        body: &Row,
        before: Option<&'a Row>,
        accepts: impl Fn(&Column) -> Result<(), &'static str>,
        requires: impl Fn(&Column) -> bool,
    ) -> Self {
        let mut given = Self { table, values: Vec::new(), before, former: Vec::new(), errors: Vec::new() };
        for name in body.keys().filter(|name| table.column(name).is_none()) {
            given.errors.push(FieldError::new(name, "there is no such field"));
        }
        for column in &table.columns {
            match body.get(column.name) {
                Some(json) => match accepts(column).map_err(str::to_owned).and_then(|()| read(column, json)) {
                    Ok(value) => given.values.push((column.name, value)),
                    Err(detail) => given.errors.push(FieldError::new(column.name, detail)),
                },
                None if before.is_none() && requires(column) => {
                    given.errors.push(FieldError::new(column.name, "is required"));
                }
                None => {
                    let json = before.and_then(|before| before.get(column.name)).unwrap_or(&Json::Null);
                    let value = Value::from_json(column.kind, json).unwrap_or(Value::Null);
                    given.former.push((column.name, value));
                }
            }
        }
        let broken: Vec<_> = table.rules.iter().filter_map(|rule| given.breaks(rule)).collect();
        given.errors.extend(broken);
        given
    }

    /// What a column will be.
    pub(crate) fn value(&self, column: &str) -> Option<&Value> {
        let all = self.values.iter().chain(&self.former);
        all.into_iter().find(|(name, _)| *name == column).map(|(_, value)| value)
    }

    /// What a column is newly to be, and not NULL.
    pub(crate) fn new_value(&self, column: &str) -> Option<&Value> {
        let found = self.values.iter().find(|(name, _)| *name == column).map(|(_, value)| value);
        found.filter(|value| **value != Value::Null)
    }

    pub(crate) fn refuse(&mut self, field: &str, detail: impl Into<String>) {
        if !self.is_refused(field) {
            self.errors.push(FieldError::new(field, detail));
        }
    }

    /// The values, if nothing is wrong with any.
    pub(super) fn finish(mut self) -> Result<Vec<(&'static str, Value)>, Problem> {
        let position = |error: &FieldError| self.table.columns.iter().position(|column| column.name == error.field);
        self.errors.sort_by_key(|error| position(error).unwrap_or(usize::MAX));
        if self.errors.is_empty() { Ok(self.values) } else { Err(Problem::invalid(self.errors)) }
    }

    fn is_refused(&self, field: &str) -> bool {
        self.errors.iter().any(|error| error.field == field)
    }

    pub(crate) fn is_given(&self, column: &str) -> bool {
        self.values.iter().any(|(name, _)| *name == column)
    }

    /// The error of a rule about something that is given.
    fn breaks(&self, rule: &'static Rule) -> Option<FieldError> {
        let field = rule.columns().find(|column| self.is_given(column))?;
        let detail = rule.broken(|column| self.value(column).filter(|value| **value != Value::Null))?;
        // Said of the left side, it must be turned round for the right one.
        let is_left = rule.columns().next() == Some(field);
        let detail = if is_left { detail } else { format!("`{}` {detail}", rule.columns().next()?) };
        Some(FieldError::new(field, detail))
    }
}

fn read(column: &Column, json: &Json) -> Result<Value, String> {
    match Value::from_json(column.kind, json)? {
        Value::Null if !column.is_nullable => Err("must not be null".to_owned()),
        value => Ok(value),
    }
}

/// What is to be written into a resource, if all of it can be.
///
/// # Errors
///
/// One for each field, also of what it refers to and of what is there already.
pub(super) fn validate(
    database: &mut Database,
    caller: &Caller,
    resource: &'static Resource,
    body: &Row,
    before: Option<&Row>,
) -> Result<Vec<(&'static str, Value)>, Problem> {
    let table = resource.table();
    let is_administrator = caller.role == Role::Administrator;
    let accepts = |column: &Column| {
        if !resource.can_be_given(column.name) {
            Err("is set by the server")
        } else if before.is_some() && resource.is_fixed(column.name) {
            Err("can't be changed any more")
        } else if resource.restricted.contains(&column.name) && !is_administrator {
            Err("is set by administrators")
        } else {
            Ok(())
        }
    };
    let requires = |column: &Column| {
        let is_needed = !column.is_nullable && !column.has_default && resource.can_be_given(column.name);
        is_needed || resource.required.contains(&column.name)
    };
    let mut given = Given::read(table, body, before, accepts, requires);
    let group = find_owner(database, caller, resource, &mut given)?;
    // What is of no group may refer to any.
    let groups = matches!(resource.owner, Owner::Group { .. }).then(|| Vec::from_iter(group));
    let owner = resource.owner_column();
    // Without an owner it can't be said what it may refer to.
    if owner.is_none_or(|owner| !given.is_refused(owner)) {
        check_references(database, caller, owner, groups.as_deref(), &mut given)?;
    }
    check_uniques(database, &mut given)?;
    (resource.refuse)(caller, &mut given);
    let derived = (resource.derive)(&given);
    given.values.extend(derived);
    given.finish()
}

impl Resource {
    /// The column that leads to the group.
    fn owner_column(&self) -> Option<&'static str> {
        match &self.owner {
            Owner::Group { group, .. } => group.first().copied(),
            Owner::User(column) => Some(column),
            Owner::Everybody => None,
        }
    }
}

/// The group that a row is of. Where it is new, it must be one in which this caller may write.
fn find_owner(
    database: &mut Database,
    caller: &Caller,
    resource: &Resource,
    given: &mut Given<'_>,
) -> Result<Option<i32>, Problem> {
    let Owner::Group { group, .. } = &resource.owner else { return Ok(None) };
    let Some(column) = group.first() else {
        return Ok(given.before.and_then(|before| super::resources::id(before, "id")));
    };
    let Some(Value::Integer32(id)) = given.value(column).cloned() else { return Ok(None) };
    let (parent, key) = parent_of(given.table, column);
    let is_there = Count { table: parent.name, condition: Condition::equal(parent.name, key, id) };
    let is_there = is_there.get_result::<i64>(database)? > 0;
    let found = if is_there { group_of(database, given.table, group, id)? } else { None };
    let may_be_any = given.before.is_some() || caller.role == Role::Administrator;
    if found.is_none_or(|found| !may_be_any && !caller.leads().contains(&found)) {
        given.refuse(column, "there is no such row, or none that you may write for");
        return Ok(None);
    }
    Ok(found)
}

/// The group to which columns lead, from one table to the next, given what the first of them holds.
pub(super) fn group_of(
    database: &mut Database,
    table: &'static Table,
    path: &[&str],
    value: i32,
) -> QueryResult<Option<i32>> {
    let [column, rest @ ..] = path else { return Ok(Some(value)) };
    let Some(next) = rest.first() else { return Ok(Some(value)) };
    let (parent, key) = parent_of(table, column);
    let numbers = Numbers { of: place(parent, next), condition: Condition::equal(parent.name, key, value) };
    match numbers.get_results::<Option<i32>>(database)?.into_iter().flatten().next() {
        Some(value) => group_of(database, parent, rest, value),
        None => Ok(None),
    }
}

/// The group that a row is of.
pub(super) fn group_of_row(database: &mut Database, resource: &Resource, row: &Row) -> QueryResult<Option<i32>> {
    let Owner::Group { group, .. } = &resource.owner else { return Ok(None) };
    match super::resources::id(row, group.first().copied().unwrap_or("id")) {
        Some(value) => group_of(database, resource.table(), group, value),
        None => Ok(None),
    }
}

/// What is newly referred to must be there, and be of these groups, or of none.
pub(super) fn check_references(
    database: &mut Database,
    caller: &Caller,
    owner: Option<&str>,
    groups: Option<&[i32]>,
    given: &mut Given<'_>,
) -> Result<(), Problem> {
    for reference in &given.table.references {
        let Some(field) = reference.columns.iter().find(|column| given.new_value(column).is_some()) else { continue };
        let is_owner = owner.is_some_and(|owner| reference.columns == [owner]);
        let values: Option<Vec<&Value>> = reference.columns.iter().map(|column| given.value(column)).collect();
        let Some(values) = values.filter(|_| !is_owner || reference.parent == "users") else { continue };
        let keys = reference.parent_columns.iter().zip(values);
        let mut conditions: Vec<_> =
            keys.map(|(column, value)| Condition::equal(reference.parent, column, value.clone())).collect();
        if reference.parent == "users" {
            if caller.role != Role::Administrator {
                conditions.push(Condition::equal("users", "id", caller.user_id));
            }
        } else if let Some(Resource { owner: Owner::Group { group: path, .. }, .. }) =
            Resource::of_table(reference.parent)
            && let Some(groups) = groups
        {
            conditions.push(along(Table::named(reference.parent), path, groups.to_vec()));
        }
        let count = Count { table: reference.parent, condition: Condition::All(conditions) };
        if count.get_result::<i64>(database)? == 0 {
            given.refuse(field, "there is no such row to refer to");
        }
    }
    Ok(())
}

/// What must be unique must not be there already.
fn check_uniques(database: &mut Database, given: &mut Given<'_>) -> Result<(), Problem> {
    let table = given.table;
    for unique in table.uniques.iter().chain([&table.key]) {
        let Some(field) = unique.iter().rev().find(|column| given.new_value(column).is_some()) else { continue };
        let values: Option<Vec<&Value>> =
            unique.iter().map(|column| given.value(column).filter(|value| **value != Value::Null)).collect();
        let Some(values) = values.filter(|_| !unique.iter().any(|column| given.is_refused(column))) else { continue };
        let columns = unique.iter().zip(values);
        let mut conditions: Vec<_> =
            columns.map(|(column, value)| Condition::equal(table.name, column, value.clone())).collect();
        if given.before.is_some() {
            let key = table
                .key
                .iter()
                .filter_map(|column| Some(Condition::equal(table.name, column, given.value(column)?.clone())));
            conditions.push(Condition::Not(Box::new(Condition::All(key.collect()))));
        }
        let count = Count { table: table.name, condition: Condition::All(conditions) };
        if count.get_result::<i64>(database)? > 0 {
            let others: Vec<_> =
                unique.iter().filter(|column| *column != field).map(|name| format!("`{name}`")).collect();
            let with = if others.is_empty() { String::new() } else { format!(" together with {}", others.join(", ")) };
            given.refuse(field, format!("is taken already{with}"));
        }
    }
    Ok(())
}
