//! `PARTITION BY`, and what a partition holds.
//!
//! <https://www.postgresql.org/docs/current/sql-createtable.html>

use super::expression::Expression;
use crate::catalog::PartitionStrategy;
use crate::cursor::Cursor;
use crate::fault::Fault;
use crate::source::Place;

/// How a table is parted, and by what: columns, or expressions.
#[derive(Clone, Debug)]
pub(crate) struct PartitionBy {
    pub(crate) strategy: PartitionStrategy,
    pub(crate) parts: Vec<Expression>,
    pub(crate) place: Place,
}

/// What a partition holds. The values are the engine's business, save for how many there are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    pub(crate) kind: BoundKind,
    pub(crate) place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BoundKind {
    /// What no other partition holds.
    Default,
    List,
    /// How many values there are on either side.
    Range(usize, usize),
    Hash,
}

/// Reads what follows `PARTITION BY`.
pub(crate) fn partition_by(cursor: &mut Cursor<'_>) -> Result<PartitionBy, Fault> {
    let place = cursor.place();
    let strategy = match cursor.name("`RANGE`, `LIST` or `HASH`")?.value.as_str() {
        "hash" => PartitionStrategy::Hash,
        "list" => PartitionStrategy::List,
        "range" => PartitionStrategy::Range,
        other => return Err(Fault::new(place, format!("tables are not parted by `{other}`"))),
    };
    cursor.expect(&["("])?;
    let mut parts = Vec::new();
    loop {
        parts.push(Expression::read_part(cursor)?);
        cursor.skip_until(|cursor| cursor.is(&[","]));
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(PartitionBy { strategy, parts, place })
}

/// Reads `DEFAULT` or `FOR VALUES …`.
pub(crate) fn bound(cursor: &mut Cursor<'_>) -> Result<Bound, Fault> {
    let place = cursor.place();
    if cursor.eat(&["DEFAULT"]) {
        return Ok(Bound { kind: BoundKind::Default, place });
    }
    cursor.expect(&["FOR", "VALUES"])?;
    let kind = if cursor.eat(&["IN"]) {
        values(cursor)?;
        BoundKind::List
    } else if cursor.eat(&["FROM"]) {
        let from = values(cursor)?;
        cursor.expect(&["TO"])?;
        BoundKind::Range(from, values(cursor)?)
    } else if cursor.eat(&["WITH"]) {
        values(cursor)?;
        BoundKind::Hash
    } else {
        return Err(cursor.unexpected("`IN`, `FROM` or `WITH`"));
    };
    Ok(Bound { kind, place })
}

/// Reads values in parentheses, and tells how many there are.
fn values(cursor: &mut Cursor<'_>) -> Result<usize, Fault> {
    cursor.expect(&["("])?;
    let mut count = 1;
    cursor.skip_until(|cursor| cursor.is(&[","]));
    while cursor.eat(&[","]) {
        count += 1;
        cursor.skip_until(|cursor| cursor.is(&[","]));
    }
    cursor.expect(&[")"])?;
    Ok(count)
}
