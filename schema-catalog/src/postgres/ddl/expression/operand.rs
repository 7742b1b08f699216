//! What stands between operators: names, constants, calls, and what begins with a keyword.

use super::super::query::{query_in_parentheses, sort_keys};
use super::super::types::type_ref;
use super::operators::operand;
use super::{Call, Expr, SubqueryKind, begins_query, expression, expressions};
use crate::cursor::{Cursor, Name, QualifiedName};
use crate::fault::Fault;

/// Reads what operators stand between.
pub(crate) fn primary(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    if cursor.is(&["("]) {
        return parenthesised(cursor);
    }
    if cursor.is_string() {
        let bits = matches!(cursor.peek(0).as_bytes().first(), Some(b'b' | b'B' | b'x' | b'X'));
        cursor.string()?;
        if cursor.eat(&["UESCAPE"]) {
            cursor.string()?;
        }
        return Ok(if bits { Expr::Literal("bit") } else { Expr::Text });
    }
    if cursor.is_number() {
        let number = number_type(cursor.peek(0));
        cursor.advance();
        return Ok(Expr::Literal(number));
    }
    if cursor.is_parameter() {
        cursor.advance();
        return Ok(Expr::Unknowable);
    }
    if !cursor.is_name() {
        return Err(cursor.unexpected("an expression"));
    }
    if cursor.is_quoted() {
        return named(cursor);
    }
    match keyword(cursor)? {
        Some(found) => Ok(found),
        None => named(cursor),
    }
}

/// The type of a number as it is written.
fn number_type(text: &str) -> &'static str {
    let plain = text.replace('_', "");
    let whole = match plain.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => i64::from_str_radix(&plain[2..], 16).ok(),
        Some("0o") => i64::from_str_radix(&plain[2..], 8).ok(),
        Some("0b") => i64::from_str_radix(&plain[2..], 2).ok(),
        _ => plain.parse::<i64>().ok(),
    };
    match whole {
        Some(value) if i32::try_from(value).is_ok() => "int4",
        Some(_) => "int8",
        None => "numeric",
    }
}

fn parenthesised(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    if begins_query(cursor) {
        let query = Box::new(query_in_parentheses(cursor)?);
        return Ok(Expr::Subquery { query, kind: SubqueryKind::Scalar });
    }
    cursor.expect(&["("])?;
    let first = expression(cursor)?;
    if cursor.eat(&[","]) {
        let mut parts = vec![first];
        parts.extend(expressions(cursor)?);
        cursor.expect(&[")"])?;
        return Ok(Expr::Row(parts));
    }
    cursor.expect(&[")"])?;
    Ok(first)
}

/// Functions that are called without parentheses, with the types of their values.
///
/// <https://www.postgresql.org/docs/current/functions-info.html>,
/// <https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT>
const VALUES: &[(&str, &str)] = &[
    ("current_catalog", "name"),
    ("current_date", "date"),
    ("current_role", "name"),
    ("current_schema", "name"),
    ("current_time", "timetz"),
    ("current_timestamp", "timestamptz"),
    ("current_user", "name"),
    ("localtime", "time"),
    ("localtimestamp", "timestamp"),
    ("session_user", "name"),
    ("user", "name"),
];

/// Reads what begins with a word of the grammar's own.
fn keyword(cursor: &mut Cursor<'_>) -> Result<Option<Expr>, Fault> {
    let word = cursor.peek(0).to_ascii_lowercase();
    let called = cursor.peek(1) == "(";
    if let Some(&(name, sql_type)) = VALUES.iter().find(|(name, _)| *name == word) {
        // A column of another table may have such a name behind its dot only; `current_schema()` is a function.
        if called && word == "current_schema" {
            return Ok(None);
        }
        cursor.advance();
        if called {
            cursor.skip_balanced();
        }
        return Ok(Some(Expr::Value { name, sql_type }));
    }
    Ok(Some(match word.as_str() {
        "null" => {
            cursor.advance();
            Expr::Null
        }
        "true" | "false" => {
            cursor.advance();
            Expr::Literal("bool")
        }
        "default" => {
            cursor.advance();
            Expr::Unknowable
        }
        "case" => case(cursor)?,
        "cast" | "treat" if called => cast(cursor)?,
        "array" if called => {
            cursor.advance();
            Expr::Subquery { query: Box::new(query_in_parentheses(cursor)?), kind: SubqueryKind::Array }
        }
        "array" if cursor.peek(1) == "[" => {
            cursor.advance();
            array(cursor)?
        }
        "exists" if called => {
            cursor.advance();
            Expr::Subquery { query: Box::new(query_in_parentheses(cursor)?), kind: SubqueryKind::Exists }
        }
        "row" if called => {
            cursor.advance();
            Expr::Row(arguments(cursor)?)
        }
        "coalesce" if called => one_of(cursor, "coalesce")?,
        "greatest" if called => one_of(cursor, "greatest")?,
        "least" if called => one_of(cursor, "least")?,
        "nullif" if called => {
            cursor.advance();
            Expr::NullIf(arguments(cursor)?)
        }
        "extract" | "overlay" | "position" | "substring" | "trim" | "normalize" | "collation" | "grouping"
            if called || cursor.is(&["COLLATION", "FOR", "("]) =>
        {
            return special_call(cursor, &word).map(Some);
        }
        word if word.starts_with("xml") && called && XML.iter().any(|(name, _)| *name == word) => {
            cursor.advance();
            cursor.skip_balanced();
            let found = XML.iter().find(|(name, _)| *name == word);
            found.map_or(Expr::Unknowable, |&(name, sql_type)| Expr::Value { name, sql_type })
        }
        word if word.starts_with("json") && called && JSON.contains(&word) => {
            // Clauses of SQL/JSON decide the type.
            cursor.advance();
            cursor.skip_balanced();
            Expr::Unknowable
        }
        _ => return Ok(None),
    }))
}

/// <https://www.postgresql.org/docs/current/functions-xml.html>
const XML: &[(&str, &str)] = &[
    ("xmlconcat", "xml"),
    ("xmlelement", "xml"),
    ("xmlexists", "bool"),
    ("xmlforest", "xml"),
    ("xmlparse", "xml"),
    ("xmlpi", "xml"),
    ("xmlroot", "xml"),
];

/// <https://www.postgresql.org/docs/current/functions-json.html>, since PostgreSQL 16 and 17.
const JSON: &[&str] = &[
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_value",
];

fn case(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    cursor.expect(&["CASE"])?;
    let (mut conditions, mut results) = (Vec::new(), Vec::new());
    if !cursor.is(&["WHEN"]) {
        conditions.push(expression(cursor)?);
    }
    while cursor.eat(&["WHEN"]) {
        conditions.push(expression(cursor)?);
        cursor.expect(&["THEN"])?;
        results.push(expression(cursor)?);
    }
    let otherwise = cursor.eat(&["ELSE"]);
    if otherwise {
        results.push(expression(cursor)?);
    }
    cursor.expect(&["END"])?;
    Ok(Expr::Case { conditions, results, otherwise })
}

fn cast(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    cursor.advance();
    cursor.expect(&["("])?;
    let of = Box::new(expression(cursor)?);
    cursor.expect(&["AS"])?;
    let types = vec![type_ref(cursor)?];
    cursor.expect(&[")"])?;
    Ok(Expr::Cast { of, types })
}

/// Reads `[…]`, in which further arrays may stand without the word.
fn array(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    cursor.nested(|cursor| {
        cursor.expect(&["["])?;
        let mut parts = Vec::new();
        while !cursor.is(&["]"]) {
            parts.push(if cursor.is(&["["]) { array(cursor)? } else { expression(cursor)? });
            if !cursor.eat(&[","]) {
                break;
            }
        }
        cursor.expect(&["]"])?;
        Ok(Expr::Array(parts))
    })
}

fn arguments(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Fault> {
    cursor.expect(&["("])?;
    let all = if cursor.is(&[")"]) { Vec::new() } else { expressions(cursor)? };
    cursor.expect(&[")"])?;
    Ok(all)
}

fn one_of(cursor: &mut Cursor<'_>, name: &'static str) -> Result<Expr, Fault> {
    cursor.advance();
    Ok(Expr::OneOf { name, of: arguments(cursor)? })
}

/// Reads the functions whose arguments are parted by words: they are functions as any other, under these names.
fn special_call(cursor: &mut Cursor<'_>, word: &str) -> Result<Expr, Fault> {
    let place = cursor.place();
    cursor.advance();
    cursor.eat(&["FOR"]);
    cursor.expect(&["("])?;
    let mut name = match word {
        "trim" => "btrim",
        "collation" => "pg_collation_for",
        other => other,
    };
    match cursor.eat_any(&["BOTH", "LEADING", "TRAILING"]) {
        Some("LEADING") => name = "ltrim",
        Some("TRAILING") => name = "rtrim",
        _ => {}
    }
    let mut arguments = Vec::new();
    if word == "extract" {
        cursor.advance();
        arguments.push(Expr::Text);
    }
    let parts = ["FROM", "FOR", "IN", "PLACING", "SIMILAR", "ESCAPE", "USING", ","];
    while !cursor.is(&[")"]) {
        if cursor.eat_any(&parts).is_none() && !arguments.is_empty() {
            break;
        }
        if name == "normalize" && arguments.len() == 1 {
            // The form is a word, and stands for a text.
            cursor.advance();
            arguments.push(Expr::Text);
        } else {
            // `IN` parts the arguments of `position`, and is no operator in them.
            arguments.push(if word == "position" { operand(cursor)? } else { expression(cursor)? });
        }
    }
    cursor.expect(&[")"])?;
    if word == "grouping" {
        return Ok(Expr::Value { name: "grouping", sql_type: "int4" });
    }
    let name = QualifiedName { schema: None, name: Name { value: name.to_owned(), place } };
    Ok(Expr::Call(Box::new(Call { name, arguments, within_group: Vec::new(), more: Vec::new(), named: false })))
}

/// Reads a column, a call, or a type with a text behind it.
fn named(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    if let Some(found) = typed_text(cursor) {
        return Ok(found);
    }
    let place = cursor.place();
    let mut path = vec![if cursor.peek(1) == "(" { cursor.function_name()? } else { cursor.name("an expression")? }];
    while cursor.eat(&["."]) {
        if cursor.eat(&["*"]) {
            return Ok(Expr::AllOf(path));
        }
        path.push(cursor.label("a column or function")?);
    }
    if !cursor.is(&["("]) {
        return Ok(Expr::Column(path));
    }
    let Some(name) = path.pop() else { return Err(Fault::new(place, "expected the name of a function")) };
    call(cursor, QualifiedName { schema: path.pop(), name })
}

/// Reads `date '2020-01-01'`, `interval '1' day` and their like.
fn typed_text(cursor: &mut Cursor<'_>) -> Option<Expr> {
    let mut ahead = cursor.clone();
    let mut sql_type = type_ref(&mut ahead).ok()?;
    if !ahead.is_string() || sql_type.array {
        return None;
    }
    ahead.string().ok()?;
    if sql_type.name == "interval" {
        sql_type.interval_fields = super::super::types::interval_fields(&mut ahead).or(sql_type.interval_fields);
    }
    *cursor = ahead;
    Some(Expr::TypedText(sql_type))
}

fn call(cursor: &mut Cursor<'_>, name: QualifiedName) -> Result<Expr, Fault> {
    cursor.expect(&["("])?;
    let mut call = Call { name, arguments: Vec::new(), within_group: Vec::new(), more: Vec::new(), named: false };
    cursor.eat_any(&["DISTINCT", "ALL"]);
    if !cursor.eat(&["*"]) {
        while !cursor.is(&[")"]) && !cursor.is(&["ORDER"]) {
            if cursor.eat(&["VARIADIC"]) || (cursor.is_name() && matches!(cursor.peek(1), ":=" | "=>")) {
                call.named = true;
                if matches!(cursor.peek(1), ":=" | "=>") {
                    cursor.advance();
                    cursor.advance();
                }
            }
            call.arguments.push(expression(cursor)?);
            if !cursor.eat(&[","]) {
                break;
            }
        }
    }
    if cursor.eat(&["ORDER", "BY"]) {
        call.more.extend(sort_keys(cursor)?);
    }
    cursor.expect(&[")"])?;
    if cursor.eat(&["WITHIN", "GROUP"]) {
        cursor.expect(&["(", "ORDER", "BY"])?;
        call.within_group = sort_keys(cursor)?;
        cursor.expect(&[")"])?;
    }
    if cursor.eat(&["FILTER"]) {
        cursor.expect(&["(", "WHERE"])?;
        call.more.push(expression(cursor)?);
        cursor.expect(&[")"])?;
    }
    if cursor.eat_any(&["RESPECT", "IGNORE"]).is_some() {
        cursor.expect(&["NULLS"])?;
    }
    if cursor.eat(&["OVER"]) {
        if cursor.is(&["("]) {
            call.more.extend(window(cursor)?);
        } else {
            cursor.name("a window")?;
        }
    }
    Ok(Expr::Call(Box::new(call)))
}

/// Reads `(PARTITION BY … ORDER BY … ROWS …)`, and gives the expressions in it.
pub(crate) fn window(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Fault> {
    cursor.expect(&["("])?;
    let mut parts = Vec::new();
    if cursor.is_name() && !cursor.is_any(&["PARTITION", "ORDER", "ROWS", "RANGE", "GROUPS"]) {
        cursor.name("a window")?;
    }
    if cursor.eat(&["PARTITION", "BY"]) {
        parts.extend(expressions(cursor)?);
    }
    if cursor.eat(&["ORDER", "BY"]) {
        parts.extend(sort_keys(cursor)?);
    }
    if cursor.eat_any(&["ROWS", "RANGE", "GROUPS"]).is_some() {
        cursor.skip_until(|_| false);
    }
    cursor.expect(&[")"])?;
    Ok(parts)
}
