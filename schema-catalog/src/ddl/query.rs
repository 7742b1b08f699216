//! Reads a query as far as its results' names and types can be told without knowing functions and operators.
//!
//! <https://www.postgresql.org/docs/current/sql-select.html>

use super::cursor::{Cursor, Fragment, Name, QualifiedName};
use super::types::{TypeRef, type_ref};
use crate::source::Place;

/// A query: its results and where they come from, or why these can't be told.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) place: Place,
    /// All names in it, for what reads tables but can't be told.
    pub(crate) fragment: Fragment,
    pub(crate) select: Result<Select, NotTold>,
}

/// What can't be told of a query, and where.
#[derive(Clone, Debug)]
pub(crate) struct NotTold {
    pub(crate) what: &'static str,
    pub(crate) place: Place,
}

/// `SELECT … FROM …`.
#[derive(Clone, Debug)]
pub(crate) struct Select {
    pub(crate) items: Vec<Item>,
    pub(crate) from: Vec<From>,
    /// Every column that is named anywhere in it, with the table or alias before it.
    pub(crate) columns: Vec<(Option<String>, String)>,
}

/// One item of a query's results.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// `*`, or `table.*`.
    All(Option<String>),
    /// A column, under its own name or another.
    Column { table: Option<String>, column: Name, alias: Option<String> },
    /// A cast to a type.
    Cast { sql_type: TypeRef, name: String },
}

/// One table that a query reads.
#[derive(Clone, Debug)]
pub(crate) struct From {
    pub(crate) table: QualifiedName,
    pub(crate) alias: Option<String>,
    /// The columns of `USING (…)`, by which it is joined.
    pub(crate) using: Vec<Name>,
}

/// Reads a query up to the end of the statement.
pub(crate) fn query(cursor: &mut Cursor<'_>) -> Query {
    let place = cursor.place();
    let start = cursor.position();
    let select = select(cursor);
    cursor.go_back(start);
    cursor.skip_to_end();
    Query { place, fragment: cursor.fragment_since(start), select }
}

const ENDS_ITEM: &[&str] = &[
    ",",
    "FROM",
    "WHERE",
    "GROUP",
    "HAVING",
    "WINDOW",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "FETCH",
    "FOR",
    "UNION",
    "INTERSECT",
    "EXCEPT",
    ";",
];
const ENDS_FROM: &[&str] = &["WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR"];

fn not_told<T>(cursor: &Cursor<'_>, what: &'static str) -> Result<T, NotTold> {
    Err(NotTold { what, place: cursor.place() })
}

fn select(cursor: &mut Cursor<'_>) -> Result<Select, NotTold> {
    if !cursor.eat(&["SELECT"]) {
        return not_told(cursor, "this query is no plain SELECT");
    }
    if cursor.is(&["DISTINCT", "ON"]) {
        return not_told(cursor, "DISTINCT ON is not read");
    }
    cursor.eat_any(&["DISTINCT", "ALL"]);
    let mut select = Select { items: Vec::new(), from: Vec::new(), columns: Vec::new() };
    loop {
        select.items.push(item(cursor)?);
        if !cursor.eat(&[","]) {
            break;
        }
    }
    if cursor.eat(&["FROM"]) {
        from(cursor, &mut select)?;
    }
    let start = cursor.position();
    cursor.skip_until(|cursor| cursor.is_any(&["UNION", "INTERSECT", "EXCEPT", "SELECT"]));
    if !cursor.at_end() {
        return not_told(cursor, "several queries are put together here");
    }
    // A query within a condition may read more tables; what it reads is told by the names in it.
    select.columns.extend(cursor.column_names_since(start));
    for item in &select.items {
        if let Item::Column { table, column, .. } = item {
            select.columns.push((table.clone(), column.value.clone()));
        }
    }
    Ok(select)
}

fn item(cursor: &mut Cursor<'_>) -> Result<Item, NotTold> {
    if cursor.eat(&["*"]) {
        return Ok(Item::All(None));
    }
    let place = cursor.place();
    let result = "the type of this result is not known";
    let unknown = || NotTold { what: result, place };
    if cursor.eat(&["CAST", "("]) {
        let start = cursor.position();
        cursor.skip_until(|cursor| cursor.is(&["AS"]));
        let inner = cursor.fragment_since(start);
        cursor.eat(&["AS"]);
        let sql_type = type_ref(cursor).map_err(|_| unknown())?;
        cursor.expect(&[")"]).map_err(|_| unknown())?;
        let named = inner.names.first().filter(|_| inner.names.len() == 1).cloned();
        return cast(cursor, sql_type, named).ok_or_else(unknown);
    }
    let named = if cursor.is_string() || cursor.is_number() {
        cursor.advance();
        None
    } else if cursor.is_name() && cursor.peek(1) != "(" {
        let mut parts = vec![cursor.name("a column").map_err(|_| unknown())?];
        while cursor.eat(&["."]) {
            if cursor.eat(&["*"]) {
                return Ok(Item::All(parts.pop().map(|table| table.value)));
            }
            parts.push(cursor.name("a column").map_err(|_| unknown())?);
        }
        let column = parts.pop().ok_or_else(unknown)?;
        let table = parts.pop().map(|table| table.value);
        if !cursor.is(&["::"]) {
            let alias = alias(cursor);
            if !(cursor.at_end() || cursor.is_any(ENDS_ITEM)) {
                return Err(unknown());
            }
            return Ok(Item::Column { table, column, alias });
        }
        Some(column.value)
    } else {
        return Err(unknown());
    };
    if !cursor.eat(&["::"]) {
        return Err(unknown());
    }
    let mut sql_type = type_ref(cursor).map_err(|_| unknown())?;
    while cursor.eat(&["::"]) {
        sql_type = type_ref(cursor).map_err(|_| unknown())?;
    }
    cast(cursor, sql_type, named).ok_or_else(unknown)
}

/// A cast has its alias for a name, else that of the column that is cast, else the type's.
fn cast(cursor: &mut Cursor<'_>, sql_type: TypeRef, named: Option<String>) -> Option<Item> {
    let name = alias(cursor).or(named).unwrap_or_else(|| sql_type.name.clone());
    (cursor.at_end() || cursor.is_any(ENDS_ITEM)).then_some(Item::Cast { sql_type, name })
}

/// The name that the engine gives an expression in the name of an index: the column or function that it is, whatever
/// casts and parentheses are around it, the type of a cast of anything else, and `expr` for the rest.
///
/// PostgreSQL, `src/backend/parser/parse_target.c`, `FigureIndexColname`.
pub(crate) fn result_name(cursor: &mut Cursor<'_>) -> String {
    // Nobody writes more parentheses than this, but who means harm.
    let name = operand_name(cursor, 50);
    // An operator makes an expression of it; the class and order of an index's part do not.
    let ends = cursor.at_end() || cursor.is_any(&[",", ")"]) || cursor.is_name();
    name.filter(|_| ends).unwrap_or_else(|| "expr".to_owned())
}

/// The name of what stands in parentheses.
fn inner_name(cursor: &mut Cursor<'_>, depth: u32) -> Option<String> {
    let name = operand_name(cursor, depth.checked_sub(1)?);
    name.filter(|_| cursor.is_any(&[")", "AS", "COLLATE"]))
}

fn operand_name(cursor: &mut Cursor<'_>, depth: u32) -> Option<String> {
    let mut name = if cursor.eat(&["CASE"]) {
        cursor.skip_until(|cursor| cursor.is(&["END"]));
        cursor.eat(&["END"]);
        Some("case".to_owned())
    } else if cursor.is(&["("]) {
        let mut inner = cursor.clone();
        inner.advance();
        cursor.skip_balanced();
        inner_name(&mut inner, depth)
    } else if cursor.is(&["CAST", "("]) {
        let mut inner = cursor.clone();
        inner.eat(&["CAST", "("]);
        cursor.advance();
        cursor.skip_balanced();
        inner_name(&mut inner, depth)
    } else if cursor.is_name() {
        let name = cursor.qualified_name("a column or function").ok()?.name.value;
        if cursor.is(&["("]) {
            cursor.skip_balanced();
        }
        Some(name)
    } else {
        cursor.skip_balanced();
        None
    };
    while cursor.is(&["["]) {
        cursor.skip_balanced();
    }
    while cursor.eat(&["::"]) {
        let sql_type = type_ref(cursor).ok()?;
        name = name.or_else(|| {
            let builtin = crate::catalog::builtin(&sql_type.name, true);
            Some(builtin.map_or(sql_type.name, |builtin| builtin.name.to_owned()))
        });
    }
    name
}

fn alias(cursor: &mut Cursor<'_>) -> Option<String> {
    if cursor.eat(&["AS"]) || (cursor.is_name() && (cursor.is_quoted() || !cursor.is_any(ENDS_ITEM))) {
        return cursor.name("an alias").ok().map(|name| name.value);
    }
    None
}

fn from(cursor: &mut Cursor<'_>, select: &mut Select) -> Result<(), NotTold> {
    loop {
        if cursor.is_any(&["LATERAL", "ROWS", "(", "NATURAL"]) {
            return not_told(cursor, "this is no plain table");
        }
        cursor.eat(&["ONLY"]);
        let Ok(table) = cursor.qualified_name("a table") else { return not_told(cursor, "this is no plain table") };
        if cursor.is(&["("]) {
            return not_told(cursor, "the results of this function are not known");
        }
        cursor.eat(&["*"]);
        let joins = ["JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", "ON", "USING", "TABLESAMPLE", ","];
        let ends = |cursor: &Cursor<'_>| cursor.is_any(&joins) || cursor.is_any(ENDS_FROM) || cursor.is_any(ENDS_ITEM);
        let alias = if cursor.eat(&["AS"]) || (cursor.is_name() && (cursor.is_quoted() || !ends(cursor))) {
            cursor.name("an alias").ok().map(|name| name.value)
        } else {
            None
        };
        if cursor.is(&["("]) {
            return not_told(cursor, "columns under other names are not read");
        }
        let mut using = Vec::new();
        if cursor.eat(&["USING"]) {
            using = cursor.name_list().unwrap_or_default();
        } else if cursor.eat(&["ON"]) {
            let start = cursor.position();
            let stop =
                [",", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", "UNION", "INTERSECT", "EXCEPT"];
            cursor.skip_until(|cursor| cursor.is_any(&stop) || cursor.is_any(ENDS_FROM));
            select.columns.extend(cursor.column_names_since(start));
        }
        select.from.push(From { table, alias, using });
        if cursor.eat(&[","]) {
            continue;
        }
        cursor.eat_any(&["CROSS", "INNER", "LEFT", "RIGHT", "FULL"]);
        cursor.eat(&["OUTER"]);
        if !cursor.eat(&["JOIN"]) {
            if cursor.is(&["NATURAL"]) {
                return not_told(cursor, "NATURAL JOIN is not read");
            }
            return Ok(());
        }
    }
}
