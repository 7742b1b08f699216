//! Reads a query as far as its results are plain columns.
//!
//! <https://dev.mysql.com/doc/refman/8.4/en/select.html>

use crate::cursor::{Cursor, Name, QualifiedName};
use crate::source::Place;

/// A query: its results and where they come from.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) place: Place,
    /// The results, or what can't be told of them and where.
    pub(crate) items: Result<Vec<Item>, (&'static str, Place)>,
    pub(crate) from: Vec<From>,
}

/// One item of a query's results.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// `*`, or `table.*`.
    All(Option<Name>),
    /// A column, under its own name or another.
    Column { table: Option<Name>, column: Name, alias: Option<Name> },
}

/// One table that a query reads.
#[derive(Clone, Debug)]
pub(crate) struct From {
    pub(crate) table: QualifiedName,
    pub(crate) alias: Option<Name>,
    /// Whether an outer join gives rows without one of this table.
    pub(crate) optional: bool,
}

const ENDS_ITEM: &[&str] =
    &[",", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "INTERSECT", "EXCEPT", "FOR", "INTO", "WITH"];
const ENDS_FROM: &[&str] =
    &["WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "PROCEDURE", "INTO", "FOR", "LOCK", "WITH"];
const JOINS: &[&str] = &[
    "JOIN",
    "INNER",
    "LEFT",
    "RIGHT",
    "CROSS",
    "NATURAL",
    "STRAIGHT_JOIN",
    "ON",
    "USING",
    ",",
    "PARTITION",
    "USE",
    "FORCE",
    "IGNORE",
];

/// Reads a query up to the end of the statement.
pub(crate) fn query(cursor: &mut Cursor<'_>) -> Query {
    let place = cursor.place();
    let mut from = Vec::new();
    let items = select(cursor, &mut from);
    cursor.skip_to_end();
    Query { place, items, from }
}

fn select(cursor: &mut Cursor<'_>, sources: &mut Vec<From>) -> Result<Vec<Item>, (&'static str, Place)> {
    if !cursor.eat(&["SELECT"]) {
        return Err(("this query is no plain SELECT", cursor.place()));
    }
    while cursor
        .eat_any(&["ALL", "DISTINCT", "DISTINCTROW", "HIGH_PRIORITY", "STRAIGHT_JOIN", "SQL_NO_CACHE"])
        .is_some()
    {}
    let mut items = Vec::new();
    let mut told = Ok(());
    loop {
        match item(cursor) {
            Some(item) => items.push(item),
            None => {
                told = told.and(Err(("the type of this result is not known", cursor.place())));
                cursor.skip_until(|cursor| cursor.is_any(&[",", "FROM", "UNION", "INTERSECT", "EXCEPT"]));
            }
        }
        if !cursor.eat(&[","]) {
            break;
        }
    }
    if cursor.eat(&["FROM"]) {
        from(cursor, sources)?;
    }
    cursor.skip_until(|cursor| cursor.is_any(&["UNION", "INTERSECT", "EXCEPT"]));
    if !cursor.at_end() && !cursor.is(&["WITH"]) {
        return Err(("several queries are put together here", cursor.place()));
    }
    told.map(|()| items)
}

/// Reads a plain column or a star; goes nowhere where it is something else.
fn item(cursor: &mut Cursor<'_>) -> Option<Item> {
    if cursor.eat(&["*"]) {
        return Some(Item::All(None));
    }
    let start = cursor.position();
    let found = column(cursor);
    if found.is_none() {
        cursor.go_back(start);
    }
    found
}

fn column(cursor: &mut Cursor<'_>) -> Option<Item> {
    if !cursor.is_name() || cursor.peek(1) == "(" || cursor.is_any(&["NULL", "TRUE", "FALSE", "CASE", "NOT"]) {
        return None;
    }
    let mut parts = vec![cursor.name("a column").ok()?];
    while cursor.eat(&["."]) {
        if cursor.eat(&["*"]) {
            return Some(Item::All(parts.pop()));
        }
        parts.push(cursor.name("a column").ok()?);
    }
    let column = parts.pop()?;
    let table = parts.pop();
    let mut alias = None;
    if cursor.eat(&["AS"])
        || (cursor.is_name() && (cursor.is_quoted() || !cursor.is_any(ENDS_ITEM)))
        || cursor.is_string()
    {
        let place = cursor.place();
        alias = if cursor.is_string() {
            cursor.string().ok().map(|value| Name { value, place })
        } else {
            cursor.name("an alias").ok()
        };
        alias.as_ref()?;
    }
    (cursor.at_end() || cursor.is_any(ENDS_ITEM) || cursor.is(&[")"])).then_some(Item::Column { table, column, alias })
}

fn from(cursor: &mut Cursor<'_>, sources: &mut Vec<From>) -> Result<(), (&'static str, Place)> {
    // A comma joins last: what stands before it takes no part in the joins behind it.
    let mut joined = sources.len();
    let mut optional = false;
    loop {
        let mut source = source(cursor)?;
        source.optional = optional;
        sources.push(source);
        let on = cursor.eat(&["ON"]);
        if on {
            let stop = ["JOIN", "INNER", "LEFT", "RIGHT", "CROSS", "NATURAL", "STRAIGHT_JOIN", ",", "UNION"];
            cursor.skip_until(|cursor| cursor.is_any(&stop) && cursor.peek(1) != "(" || cursor.is_any(ENDS_FROM));
        }
        if optional && !on || cursor.is_any(&["NATURAL", "USING"]) {
            return Err(("the results of this join are not told", cursor.place()));
        }
        let side = cursor.eat_any(&["LEFT", "RIGHT"]);
        cursor.eat(&["OUTER"]);
        optional = side == Some("LEFT");
        if side == Some("RIGHT") {
            sources[joined..].iter_mut().for_each(|source| source.optional = true);
        }
        cursor.eat_any(&["CROSS", "INNER"]);
        if cursor.eat(&[","]) {
            joined = sources.len();
        } else if cursor.eat_any(&["JOIN", "STRAIGHT_JOIN"]).is_none() {
            return Ok(());
        }
    }
}

/// Reads a table with its alias, and steps over what says how to read it.
fn source(cursor: &mut Cursor<'_>) -> Result<From, (&'static str, Place)> {
    let not_plain = ("this is no plain table", cursor.place());
    if cursor.is_any(&["(", "LATERAL", "JSON_TABLE"]) {
        return Err(not_plain);
    }
    let table = cursor.qualified_name("a table").map_err(|_| not_plain)?;
    let ends = |cursor: &Cursor<'_>| {
        cursor.is_any(JOINS) || cursor.is_any(ENDS_FROM) || cursor.is_any(&["UNION", "INTERSECT", "EXCEPT"])
    };
    let alias = if cursor.eat(&["AS"]) || (cursor.is_name() && (cursor.is_quoted() || !ends(cursor))) {
        cursor.name("an alias").ok()
    } else {
        None
    };
    if cursor.is_any(&["PARTITION", "USE", "FORCE", "IGNORE"]) {
        cursor.skip_until(|cursor| {
            cursor.is_any(&["JOIN", "INNER", "LEFT", "RIGHT", "CROSS", "NATURAL", "ON", "USING", ","])
                || cursor.is_any(ENDS_FROM)
        });
    }
    Ok(From { table, alias, optional: false })
}
