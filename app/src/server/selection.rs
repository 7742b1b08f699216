//! Which rows a list asks for: filters, order, and the part of them, by the query string.

use super::problem::{FieldError, Problem};
use super::resources::Resource;
use super::sql::{Condition, Order, Place};
use super::tables::Kind;
use super::value::Value;

/// How many rows a list has if nothing is said, and at most.
pub(super) const LIMIT: (i64, i64) = (50, 500);

/// What a list asks for.
pub(super) struct Asked {
    pub(super) condition: Condition,
    pub(super) order: Order,
    pub(super) limit: i64,
    pub(super) offset: i64,
}

/// What can stand after a column's name, and the operator that it means.
pub(super) const COMPARISONS: [(&str, &str); 3] = [("", " = "), (".min", " >= "), (".max", " <= ")];

impl Asked {
    /// Reads it: `limit`, `offset`, `sort`, and for each column `column`, `column.min` and `column.max`.
    ///
    /// # Errors
    ///
    /// One for each parameter that can't be taken.
    pub(super) fn read(resource: &Resource, parameters: &[(String, String)]) -> Result<Self, Problem> {
        let mut errors = Vec::new();
        let mut conditions = Vec::new();
        let (mut limit, mut offset, mut sort) = (LIMIT.0, 0, resource.order);
        for (name, text) in parameters {
            let result = match name.as_str() {
                "limit" => number(text, 1, LIMIT.1).map(|number| limit = number),
                "offset" => number(text, 0, i64::MAX).map(|number| offset = number),
                "sort" => order_by(resource, text).map(|by| sort = by),
                _ => filter(resource, name, text).map(|condition| conditions.push(condition)),
            };
            errors.extend(result.err().map(|detail| FieldError::new(name, detail)));
        }
        if !errors.is_empty() {
            return Err(Problem::invalid(errors));
        }
        let table = resource.table();
        let mut places = vec![(Place { table: table.name, column: sort.0 }, sort.1)];
        // So that no two rows are in an order of chance.
        places.extend(table.key.iter().map(|column| (Place { table: table.name, column }, sort.1)));
        Ok(Self { condition: Condition::All(conditions), order: Order(places), limit, offset })
    }
}

fn number(text: &str, least: i64, most: i64) -> Result<i64, String> {
    let number = text.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("must be a whole number from {least} to {most}"))
}

fn order_by(resource: &Resource, text: &str) -> Result<(&'static str, bool), String> {
    let (name, descends) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
    match resource.shown(name) {
        Some(column) => Ok((column.name, descends)),
        None => Err("must be a column's name, with `-` before it to descend".to_owned()),
    }
}

/// The condition that a parameter means.
fn filter(resource: &Resource, name: &str, text: &str) -> Result<Condition, String> {
    let table = resource.table();
    let (name, suffix) = name.split_once('.').map_or((name, String::new()), |(name, rest)| (name, format!(".{rest}")));
    let column = resource.shown(name).filter(|column| is_filter(column.kind));
    let comparison = COMPARISONS.iter().find(|(known, _)| *known == suffix);
    let (Some(column), Some((suffix, operator))) = (column, comparison) else {
        return Err("there is no such parameter".to_owned());
    };
    let place = Place { table: table.name, column: column.name };
    if suffix.is_empty() && text == "null" && column.is_nullable {
        return Ok(Condition::Compare(place, operator, Value::Null));
    }
    // What no row can hold is a mistake, but a text of another length is only not there.
    let kind = match column.kind {
        Kind::Text { .. } => Kind::Text { length: None, is_fixed: false },
        kind => kind,
    };
    Ok(Condition::Compare(place, operator, Value::from_text(kind, text)?))
}

/// Whether rows can be chosen by what a column of this kind holds.
pub(super) fn is_filter(kind: Kind) -> bool {
    !matches!(kind, Kind::Bytes | Kind::Double)
}
