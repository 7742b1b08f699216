//! Queries: their results, and what they read.
//!
//! <https://www.postgresql.org/docs/current/sql-select.html>

use super::expression::{Expr, begins_query, expression, expressions, primary, window};
use super::types::{TypeRef, type_ref};
use crate::cursor::{Cursor, Fragment, Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

/// The query of a view or a new table, or why it can't be told what it says.
#[derive(Clone, Debug)]
pub(crate) struct ViewQuery {
    pub(crate) place: Place,
    /// All names in it, for what reads tables but can't be told.
    pub(crate) fragment: Fragment,
    pub(crate) query: Result<Query, Fault>,
}

/// A query: `WITH … SELECT … UNION … ORDER BY …`.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) recursive: bool,
    pub(crate) with: Vec<With>,
    /// Its first part.
    pub(crate) first: Body,
    /// What is put together with it by `UNION` and its like.
    pub(crate) more: Vec<Body>,
    /// `ORDER BY`, `LIMIT` and `OFFSET`.
    pub(crate) order: Vec<Expr>,
}

/// `name (columns) AS (query)`.
#[derive(Clone, Debug)]
pub(crate) struct With {
    pub(crate) name: Name,
    pub(crate) columns: Vec<Name>,
    pub(crate) query: Query,
    /// Whether `SEARCH` or `CYCLE` adds columns.
    pub(crate) adds_columns: bool,
}

/// What a query is made of.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Select(Box<Select>),
    Values(Vec<Vec<Expr>>),
    Nested(Box<Query>),
    /// `TABLE name`.
    Table(QualifiedName),
}

/// `SELECT … FROM … WHERE …`.
#[derive(Clone, Debug)]
pub(crate) struct Select {
    pub(crate) items: Vec<Item>,
    pub(crate) from: Vec<From>,
    /// `WHERE`, `HAVING` and windows.
    pub(crate) conditions: Vec<Expr>,
    /// `GROUP BY` and `DISTINCT ON`, which may name results.
    pub(crate) groups: Vec<Expr>,
}

/// One of a query's results.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) expr: Expr,
    pub(crate) alias: Option<Name>,
    pub(crate) place: Place,
}

/// One of the sources in `FROM`, with what is joined to it.
#[derive(Clone, Debug)]
pub(crate) struct From {
    pub(crate) source: Source,
    pub(crate) joins: Vec<Join>,
}

#[derive(Clone, Debug)]
pub(crate) struct Join {
    pub(crate) source: Source,
    pub(crate) on: On,
}

#[derive(Clone, Debug)]
pub(crate) enum On {
    Nothing,
    Condition(Expr),
    Using { columns: Vec<Name>, alias: Option<Name> },
    Natural,
}

/// What rows are read from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) kind: SourceKind,
    pub(crate) alias: Option<Name>,
    pub(crate) columns: Vec<Name>,
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
pub(crate) enum SourceKind {
    Table(QualifiedName),
    Query(Box<Query>),
    /// Functions, their columns where these are declared, and whether rows are numbered.
    Functions {
        calls: Vec<Expr>,
        declared: Vec<(Name, TypeRef)>,
        ordinality: bool,
    },
    /// `(a JOIN b …)`.
    Joined(Box<From>),
}

impl ViewQuery {
    /// The query of a recursive view: `WITH RECURSIVE view (columns) AS (query) SELECT columns FROM view`.
    pub(crate) fn reading_itself(self, name: &Name, columns: &[Name]) -> Self {
        let query = self.query.map(|query| Query {
            recursive: true,
            with: vec![With { name: name.clone(), columns: columns.to_vec(), query, adds_columns: false }],
            first: Body::Table(QualifiedName { schema: None, name: name.clone() }),
            more: Vec::new(),
            order: Vec::new(),
        });
        Self { query, ..self }
    }
}

impl Query {
    /// The name of its first result, as a scalar query has it.
    pub(crate) fn first_result_name(&self) -> Option<String> {
        match &self.first {
            Body::Select(select) => {
                let item = select.items.first()?;
                item.alias.as_ref().map(|alias| alias.value.clone()).or_else(|| item.expr.result_name())
            }
            Body::Values(_) => Some("column1".to_owned()),
            Body::Nested(query) => query.first_result_name(),
            Body::Table(_) => None,
        }
    }
}

/// Reads a query up to the end of the statement.
pub(crate) fn view_query(cursor: &mut Cursor<'_>) -> ViewQuery {
    let place = cursor.place();
    let start = cursor.position();
    let query = whole(cursor);
    cursor.go_back(start);
    cursor.skip_to_end();
    ViewQuery { place, fragment: cursor.fragment_since(start), query }
}

/// What may stand behind the query of a view or table.
fn whole(cursor: &mut Cursor<'_>) -> Result<Query, Fault> {
    if cursor.is(&["EXECUTE"]) {
        return Err(cursor.unexpected("a query"));
    }
    let found = query(cursor)?;
    if cursor.eat(&["WITH"]) {
        cursor.eat_any(&["NO", "CASCADED", "LOCAL"]);
        if cursor.eat(&["CHECK"]) {
            cursor.expect(&["OPTION"])?;
        } else {
            cursor.expect(&["DATA"])?;
        }
    }
    if cursor.at_end() { Ok(found) } else { Err(cursor.unexpected("the end of the query")) }
}

/// Reads a query with the parentheses around it.
pub(crate) fn query_in_parentheses(cursor: &mut Cursor<'_>) -> Result<Query, Fault> {
    cursor.expect(&["("])?;
    let found = query(cursor)?;
    cursor.expect(&[")"])?;
    Ok(found)
}

/// Reads a query.
pub(crate) fn query(cursor: &mut Cursor<'_>) -> Result<Query, Fault> {
    cursor.nested(|cursor| {
        let (recursive, with) = with(cursor)?;
        let first = body(cursor)?;
        let mut more = Vec::new();
        while cursor.eat_any(&["UNION", "INTERSECT", "EXCEPT"]).is_some() {
            cursor.eat_any(&["ALL", "DISTINCT"]);
            more.push(body(cursor)?);
        }
        let order = order(cursor)?;
        Ok(Query { recursive, with, first, more, order })
    })
}

fn with(cursor: &mut Cursor<'_>) -> Result<(bool, Vec<With>), Fault> {
    let mut all = Vec::new();
    if !cursor.eat(&["WITH"]) {
        return Ok((false, all));
    }
    let recursive = cursor.eat(&["RECURSIVE"]);
    loop {
        let name = cursor.name("the name of a query")?;
        let columns = if cursor.is(&["("]) { cursor.name_list()? } else { Vec::new() };
        cursor.expect(&["AS"])?;
        cursor.eat(&["NOT"]);
        cursor.eat(&["MATERIALIZED"]);
        let query = query_in_parentheses(cursor)?;
        let mut adds_columns = false;
        while cursor.is_any(&["SEARCH", "CYCLE"]) {
            adds_columns = true;
            cursor.advance();
            cursor.skip_until(|cursor| {
                cursor.is_any(&[",", "SEARCH", "CYCLE", "SELECT", "WITH", "VALUES", "TABLE"]) || cursor.is(&["("])
            });
            // The columns that are searched by are a list of their own.
            while cursor.eat(&[","]) {
                cursor.skip_until(|cursor| cursor.is_any(&[",", "SEARCH", "CYCLE", "SELECT", "VALUES", "TABLE"]));
            }
        }
        all.push(With { name, columns, query, adds_columns });
        if !cursor.eat(&[","]) {
            return Ok((recursive, all));
        }
    }
}

fn body(cursor: &mut Cursor<'_>) -> Result<Body, Fault> {
    if cursor.is(&["("]) {
        return Ok(Body::Nested(Box::new(query_in_parentheses(cursor)?)));
    }
    if cursor.eat(&["VALUES"]) {
        let mut rows = Vec::new();
        loop {
            cursor.expect(&["("])?;
            rows.push(expressions(cursor)?);
            cursor.expect(&[")"])?;
            if !cursor.eat(&[","]) {
                return Ok(Body::Values(rows));
            }
        }
    }
    if cursor.eat(&["TABLE"]) {
        cursor.eat(&["ONLY"]);
        let name = cursor.qualified_name("a table")?;
        cursor.eat(&["*"]);
        return Ok(Body::Table(name));
    }
    select(cursor).map(|select| Body::Select(Box::new(select)))
}

const ENDS_ITEMS: &[&str] =
    &["FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "OFFSET"];

fn select(cursor: &mut Cursor<'_>) -> Result<Select, Fault> {
    cursor.expect(&["SELECT"])?;
    let mut found = Select { items: Vec::new(), from: Vec::new(), conditions: Vec::new(), groups: Vec::new() };
    if cursor.eat(&["DISTINCT", "ON", "("]) {
        found.groups = expressions(cursor)?;
        cursor.expect(&[")"])?;
    } else {
        cursor.eat_any(&["DISTINCT", "ALL"]);
    }
    let empty = cursor.at_end() || cursor.is_any(ENDS_ITEMS) || cursor.is_any(&[")", "FOR", "FETCH"]);
    if !empty {
        found.items.push(item(cursor)?);
        while cursor.eat(&[","]) {
            found.items.push(item(cursor)?);
        }
    }
    if cursor.eat(&["FROM"]) {
        loop {
            found.from.push(from(cursor)?);
            if !cursor.eat(&[","]) {
                break;
            }
        }
    }
    if cursor.eat(&["WHERE"]) {
        found.conditions.push(expression(cursor)?);
    }
    if cursor.eat(&["GROUP", "BY"]) {
        cursor.eat_any(&["ALL", "DISTINCT"]);
        found.groups.extend(groups(cursor)?);
    }
    if cursor.eat(&["HAVING"]) {
        found.conditions.push(expression(cursor)?);
    }
    if cursor.eat(&["WINDOW"]) {
        loop {
            cursor.name("a window")?;
            cursor.expect(&["AS"])?;
            found.conditions.extend(window(cursor)?);
            if !cursor.eat(&[","]) {
                break;
            }
        }
    }
    Ok(found)
}

fn item(cursor: &mut Cursor<'_>) -> Result<Item, Fault> {
    let place = cursor.place();
    if cursor.eat(&["*"]) {
        return Ok(Item { expr: Expr::AllOf(Vec::new()), alias: None, place });
    }
    let expr = expression(cursor)?;
    let ends = !cursor.is_quoted() && (cursor.is_any(ENDS_ITEMS) || cursor.is_any(ENDS_QUERY));
    let named = cursor.eat(&["AS"]) || (cursor.is_name() && !ends);
    let alias = if named { Some(cursor.label("an alias")?) } else { None };
    Ok(Item { expr, alias, place })
}

/// Reads what is grouped by, with `ROLLUP`, `CUBE` and `GROUPING SETS`.
fn groups(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Fault> {
    let mut all = Vec::new();
    loop {
        if cursor.eat(&["GROUPING", "SETS"]) {
            all.extend(cursor.nested(|cursor| {
                cursor.expect(&["("])?;
                let inner = groups(cursor)?;
                cursor.expect(&[")"])?;
                Ok(inner)
            })?);
        } else if !cursor.eat(&["(", ")"]) {
            all.push(expression(cursor)?);
        }
        if !cursor.eat(&[","]) {
            return Ok(all);
        }
    }
}

const ENDS_QUERY: &[&str] = &["FETCH", "FOR", "WITH", "RETURNING", "ON", "WHEN"];

fn order(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Fault> {
    let mut all = Vec::new();
    if cursor.eat(&["ORDER", "BY"]) {
        all = sort_keys(cursor)?;
    }
    loop {
        if cursor.eat(&["LIMIT"]) {
            if !cursor.eat(&["ALL"]) {
                all.push(expression(cursor)?);
            }
        } else if cursor.eat(&["OFFSET"]) {
            all.push(expression(cursor)?);
            cursor.eat_any(&["ROW", "ROWS"]);
        } else if cursor.eat(&["FETCH"]) {
            cursor.eat_any(&["FIRST", "NEXT"]);
            if !cursor.is_any(&["ROW", "ROWS"]) {
                all.push(expression(cursor)?);
            }
            cursor.eat_any(&["ROW", "ROWS"]);
            if !cursor.eat(&["ONLY"]) {
                cursor.expect(&["WITH", "TIES"])?;
            }
        } else if cursor.eat(&["FOR"]) {
            cursor.eat(&["NO", "KEY"]);
            cursor.eat(&["KEY"]);
            if cursor.eat_any(&["UPDATE", "SHARE"]).is_none() {
                return Err(cursor.unexpected("`UPDATE` or `SHARE`"));
            }
            if cursor.eat(&["OF"]) {
                cursor.qualified_name("a table")?;
                while cursor.eat(&[","]) {
                    cursor.qualified_name("a table")?;
                }
            }
            cursor.eat(&["NOWAIT"]);
            cursor.eat(&["SKIP", "LOCKED"]);
        } else {
            return Ok(all);
        }
    }
}

/// Reads what is sorted by.
pub(crate) fn sort_keys(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Fault> {
    let mut all = Vec::new();
    loop {
        all.push(expression(cursor)?);
        if cursor.eat(&["USING"]) {
            cursor.advance();
        }
        cursor.eat_any(&["ASC", "DESC"]);
        if cursor.eat(&["NULLS"]) {
            cursor.eat_any(&["FIRST", "LAST"]);
        }
        if !cursor.eat(&[","]) {
            return Ok(all);
        }
    }
}

fn from(cursor: &mut Cursor<'_>) -> Result<From, Fault> {
    cursor.nested(|cursor| {
        let source = source(cursor)?;
        let mut joins = Vec::new();
        while let Some(join) = join(cursor)? {
            joins.push(join);
        }
        Ok(From { source, joins })
    })
}

const JOINS: &[&str] = &["JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL"];

fn join(cursor: &mut Cursor<'_>) -> Result<Option<Join>, Fault> {
    if !cursor.is_any(JOINS) {
        return Ok(None);
    }
    let natural = cursor.eat(&["NATURAL"]);
    let cross = cursor.eat(&["CROSS"]);
    cursor.eat_any(&["INNER", "LEFT", "RIGHT", "FULL"]);
    cursor.eat(&["OUTER"]);
    cursor.expect(&["JOIN"])?;
    let mut joined = source(cursor)?;
    if natural || cross {
        return Ok(Some(Join { source: joined, on: if natural { On::Natural } else { On::Nothing } }));
    }
    if cursor.is_any(JOINS) {
        // `a JOIN b JOIN c ON … ON …` joins `b` with `c` first.
        let (place, mut joins) = (joined.place, Vec::new());
        cursor.nested(|cursor| {
            while let Some(join) = join(cursor)? {
                joins.push(join);
            }
            Ok(())
        })?;
        let kind = SourceKind::Joined(Box::new(From { source: joined, joins }));
        joined = Source { kind, alias: None, columns: Vec::new(), place };
    }
    let on = if cursor.eat(&["USING"]) {
        let columns = cursor.name_list()?;
        On::Using { columns, alias: if cursor.eat(&["AS"]) { Some(cursor.name("an alias")?) } else { None } }
    } else {
        cursor.expect(&["ON"])?;
        On::Condition(expression(cursor)?)
    };
    Ok(Some(Join { source: joined, on }))
}

const ENDS_SOURCE: &[&str] = &[
    "JOIN",
    "INNER",
    "LEFT",
    "RIGHT",
    "FULL",
    "CROSS",
    "NATURAL",
    "ON",
    "USING",
    "TABLESAMPLE",
    "WHERE",
    "GROUP",
    "HAVING",
    "WINDOW",
    "UNION",
    "INTERSECT",
    "EXCEPT",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "FETCH",
    "FOR",
    "WITH",
    "SET",
    "RETURNING",
    "WHEN",
];

fn source(cursor: &mut Cursor<'_>) -> Result<Source, Fault> {
    let place = cursor.place();
    let lateral = cursor.eat(&["LATERAL"]);
    let kind = if cursor.eat(&["ROWS", "FROM"]) {
        cursor.expect(&["("])?;
        let mut calls = Vec::new();
        loop {
            calls.push(expression(cursor)?);
            if cursor.is(&["AS"]) {
                return Err(cursor.unexpected("functions whose columns are known"));
            }
            if !cursor.eat(&[","]) {
                break;
            }
        }
        cursor.expect(&[")"])?;
        SourceKind::Functions { calls, declared: Vec::new(), ordinality: false }
    } else if cursor.is(&["("]) {
        if begins_query(cursor) {
            SourceKind::Query(Box::new(query_in_parentheses(cursor)?))
        } else {
            joined_in_parentheses(cursor)?
        }
    } else {
        table_or_function(cursor, lateral)?
    };
    let mut found = Source { kind, alias: None, columns: Vec::new(), place };
    if let SourceKind::Functions { ordinality, .. } = &mut found.kind {
        *ordinality = cursor.eat(&["WITH", "ORDINALITY"]);
    }
    alias(cursor, &mut found)?;
    if cursor.eat(&["TABLESAMPLE"]) {
        cursor.qualified_name("a method")?;
        cursor.skip_balanced();
        if cursor.eat(&["REPEATABLE"]) {
            cursor.skip_balanced();
        }
    }
    Ok(found)
}

fn joined_in_parentheses(cursor: &mut Cursor<'_>) -> Result<SourceKind, Fault> {
    cursor.expect(&["("])?;
    let found = from(cursor)?;
    cursor.expect(&[")"])?;
    Ok(SourceKind::Joined(Box::new(found)))
}

fn table_or_function(cursor: &mut Cursor<'_>, lateral: bool) -> Result<SourceKind, Fault> {
    let only = cursor.eat(&["ONLY"]);
    let in_parentheses = only && cursor.eat(&["("]);
    let start = cursor.position();
    let mut ahead = cursor.clone();
    ahead.advance();
    while ahead.eat(&["."]) {
        ahead.advance();
    }
    if !only && (lateral || ahead.is(&["("]) || cursor.is_any(&["CURRENT_DATE", "CURRENT_USER"])) {
        cursor.go_back(start);
        let call = primary(cursor)?;
        return Ok(SourceKind::Functions { calls: vec![call], declared: Vec::new(), ordinality: false });
    }
    let name = cursor.qualified_name("a table")?;
    if in_parentheses {
        cursor.expect(&[")"])?;
    }
    cursor.eat(&["*"]);
    Ok(SourceKind::Table(name))
}

fn alias(cursor: &mut Cursor<'_>, source: &mut Source) -> Result<(), Fault> {
    let said = cursor.eat(&["AS"]);
    if cursor.is_name() && (said || cursor.is_quoted() || !cursor.is_any(ENDS_SOURCE)) {
        source.alias = Some(cursor.name("an alias")?);
    }
    if !cursor.is(&["("]) {
        return Ok(());
    }
    // `(name type, …)` declares the columns of a function that gives records, `(name, …)` renames columns.
    let types = cursor.peek(2) != "," && cursor.peek(2) != ")";
    match &mut source.kind {
        SourceKind::Functions { declared, .. } if types => {
            cursor.expect(&["("])?;
            loop {
                let name = cursor.name("a column")?;
                declared.push((name, type_ref(cursor)?));
                if cursor.eat(&["COLLATE"]) {
                    cursor.any_name("a collation")?;
                }
                if !cursor.eat(&[","]) {
                    break;
                }
            }
            cursor.expect(&[")"])
        }
        _ => {
            source.columns = cursor.name_list()?;
            Ok(())
        }
    }
}
