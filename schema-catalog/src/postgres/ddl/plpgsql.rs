//! Reads the body of a routine in PL/pgSQL, as far as it tells which statements run and on what conditions.
//!
//! <https://www.postgresql.org/docs/current/plpgsql-control-structures.html>

use crate::cursor::Cursor;
use crate::fault::{Fault, SqlState};
use crate::source::Place;
use crate::statements::Statement;

/// A statement of PL/pgSQL.
#[derive(Clone, Debug)]
pub(crate) enum Code<'a> {
    /// `BEGIN … EXCEPTION WHEN … END`.
    Block { body: Vec<Code<'a>>, handlers: Vec<Handler<'a>>, place: Place },
    /// `IF … THEN … ELSIF … ELSE … END IF`: the first branch whose condition holds.
    If { branches: Vec<Branch<'a>>, place: Place },
    /// What runs any number of times, or one of which runs: loops and `CASE`.
    Uncertain { body: Vec<Code<'a>>, place: Place },
    /// `EXECUTE` of a string.
    Execute { expression: Statement<'a>, place: Place },
    /// `RAISE EXCEPTION`.
    Raise { place: Place },
    /// `RETURN`.
    Return,
    /// A statement of SQL.
    Sql(Statement<'a>),
    /// What can't change a table: assignments, `RAISE NOTICE`, `NULL` and the like.
    Nothing,
}

/// `WHEN condition OR condition THEN …`.
#[derive(Clone, Debug)]
pub(crate) struct Handler<'a> {
    /// The conditions, in lower case: `duplicate_object`, `others`, or a code such as `42710`.
    pub(crate) conditions: Vec<String>,
    pub(crate) body: Vec<Code<'a>>,
}

/// A branch of `IF`, with its condition; none for `ELSE`.
#[derive(Clone, Debug)]
pub(crate) struct Branch<'a> {
    pub(crate) condition: Option<Statement<'a>>,
    pub(crate) body: Vec<Code<'a>>,
}

/// A condition that the catalog itself can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// `EXISTS (SELECT … FROM view WHERE column = 'value' AND …)`, of one of the engine's views of its own catalog.
    Exists { view: String, equal: Vec<(String, String)>, wanted: bool },
    /// `to_regclass('name') IS NULL`, or `IS NOT NULL`.
    Relation { name: String, exists: bool },
}

/// Reads a whole body: a block, with or without declarations.
pub(crate) fn body<'a>(cursor: &mut Cursor<'a>) -> Result<Vec<Code<'a>>, Fault> {
    let mut all = Vec::new();
    while !cursor.at_end() {
        all.push(code(cursor).map_err(|fault| fault.state(SqlState::Refused))?);
    }
    Ok(all)
}

/// Reads statements up to one of these words.
fn until<'a>(cursor: &mut Cursor<'a>, stop: &[&str]) -> Result<Vec<Code<'a>>, Fault> {
    let mut all = Vec::new();
    while !cursor.is_any(stop) {
        if cursor.at_end() {
            return Err(cursor.unexpected(&format!("`{}`", stop[0])));
        }
        all.push(cursor.nested(code)?);
    }
    Ok(all)
}

/// Steps over the end of a statement, and the label that may stand before it.
fn end(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    if cursor.is_name() && cursor.peek(1) == ";" {
        cursor.advance();
    }
    // The semicolon behind the last `END` may be left out.
    if cursor.at_end() { Ok(()) } else { cursor.expect(&[";"]) }
}

fn code<'a>(cursor: &mut Cursor<'a>) -> Result<Code<'a>, Fault> {
    if cursor.eat(&["<<"]) {
        cursor.name("a label")?;
        cursor.expect(&[">>"])?;
    }
    if cursor.eat(&["#"]) {
        // An option and its value, such as `#variable_conflict use_column`.
        cursor.advance();
        cursor.advance();
        return Ok(Code::Nothing);
    }
    let place = cursor.place();
    if cursor.eat(&["DECLARE"]) {
        while !cursor.at_end() && !cursor.is(&["BEGIN"]) {
            statement(cursor);
        }
    }
    if cursor.eat(&["BEGIN"]) {
        return block(cursor, place);
    }
    if cursor.eat(&["IF"]) {
        return conditional(cursor, place);
    }
    if cursor.eat(&["CASE"]) {
        cursor.skip_until(|cursor| cursor.is(&["WHEN"]));
        let mut all = Vec::new();
        while cursor.eat(&["WHEN"]) {
            cursor.skip_until(|cursor| cursor.is(&["THEN"]));
            cursor.expect(&["THEN"])?;
            all.extend(until(cursor, &["WHEN", "ELSE", "END"])?);
        }
        if cursor.eat(&["ELSE"]) {
            all.extend(until(cursor, &["END"])?);
        }
        cursor.expect(&["END", "CASE"])?;
        end(cursor)?;
        return Ok(Code::Uncertain { body: all, place });
    }
    if cursor.is_any(&["LOOP", "WHILE", "FOR", "FOREACH"]) {
        cursor.skip_until(|cursor| cursor.is(&["LOOP"]));
        cursor.expect(&["LOOP"])?;
        let all = until(cursor, &["END"])?;
        cursor.expect(&["END", "LOOP"])?;
        end(cursor)?;
        return Ok(Code::Uncertain { body: all, place });
    }
    if cursor.eat(&["EXECUTE"]) {
        return Ok(Code::Execute { expression: statement(cursor).rest(), place });
    }
    if cursor.eat(&["PERFORM"]) {
        // A query whose result is thrown away; only what it calls matters.
        let mut query = statement(cursor);
        query.go_back(0);
        return Ok(Code::Sql(query.rest()));
    }
    if cursor.eat(&["RAISE"]) {
        let quiet = cursor.is_any(&["DEBUG", "LOG", "INFO", "NOTICE", "WARNING"]);
        statement(cursor);
        return Ok(if quiet { Code::Nothing } else { Code::Raise { place } });
    }
    if cursor.eat(&["RETURN"]) {
        let more = cursor.is_any(&["NEXT", "QUERY"]);
        statement(cursor);
        return Ok(if more { Code::Nothing } else { Code::Return });
    }
    let own = ["NULL", "GET", "ASSERT", "EXIT", "CONTINUE", "OPEN", "FETCH", "MOVE", "CLOSE"];
    let assignment = [":=", "="].contains(&cursor.peek(1)) || [".", "["].contains(&cursor.peek(1));
    if cursor.is_any(&own) || assignment {
        statement(cursor);
        return Ok(Code::Nothing);
    }
    // `SELECT … INTO` gives values to variables here, and makes no table.
    let select = cursor.is_any(&["SELECT", "WITH", "INSERT", "UPDATE", "DELETE"]);
    let sql = statement(cursor).rest();
    let into =
        sql.tokens.iter().any(|token| sql.text[token.start as usize..token.end as usize].eq_ignore_ascii_case("into"));
    Ok(if select && into { Code::Nothing } else { Code::Sql(sql) })
}

/// Takes a statement up to its semicolon.
fn statement<'a>(cursor: &mut Cursor<'a>) -> Cursor<'a> {
    if cursor.eat(&[";"]) {
        return cursor.nothing();
    }
    let taken = cursor.take_until(|cursor| cursor.is(&[";"]));
    cursor.eat(&[";"]);
    taken
}

fn block<'a>(cursor: &mut Cursor<'a>, place: Place) -> Result<Code<'a>, Fault> {
    let body = until(cursor, &["EXCEPTION", "END"])?;
    let mut handlers = Vec::new();
    if cursor.eat(&["EXCEPTION"]) {
        while cursor.eat(&["WHEN"]) {
            let mut conditions = Vec::new();
            loop {
                let code = cursor.eat(&["SQLSTATE"]);
                conditions.push(if code { cursor.string()? } else { cursor.name("a condition")?.value });
                if !cursor.eat(&["OR"]) {
                    break;
                }
            }
            cursor.expect(&["THEN"])?;
            handlers.push(Handler { conditions, body: until(cursor, &["WHEN", "END"])? });
        }
    }
    cursor.expect(&["END"])?;
    end(cursor)?;
    Ok(Code::Block { body, handlers, place })
}

fn conditional<'a>(cursor: &mut Cursor<'a>, place: Place) -> Result<Code<'a>, Fault> {
    let mut branches = Vec::new();
    loop {
        let condition = cursor.take_until(|cursor| cursor.is(&["THEN"]));
        cursor.expect(&["THEN"])?;
        let body = until(cursor, &["ELSIF", "ELSEIF", "ELSE", "END"])?;
        branches.push(Branch { condition: Some(condition.rest()), body });
        if cursor.eat_any(&["ELSIF", "ELSEIF"]).is_none() {
            break;
        }
    }
    if cursor.eat(&["ELSE"]) {
        branches.push(Branch { condition: None, body: until(cursor, &["END"])? });
    }
    cursor.expect(&["END", "IF"])?;
    end(cursor)?;
    Ok(Code::If { branches, place })
}

/// Reads a condition, if it is one that the catalog can answer.
pub(crate) fn condition(statement: &Statement<'_>) -> Option<Condition> {
    let cursor = &mut Cursor::new(statement);
    let mut wanted = true;
    let mut parentheses = 0;
    loop {
        if cursor.eat(&["("]) {
            parentheses += 1;
        } else if cursor.eat(&["NOT"]) {
            wanted = !wanted;
        } else {
            break;
        }
    }
    let found = if cursor.eat(&["EXISTS", "("]) {
        let exists = exists(cursor, wanted)?;
        cursor.expect(&[")"]).ok()?;
        exists
    } else if cursor.eat(&["to_regclass", "("]) {
        let name = cursor.string().ok()?;
        if cursor.eat(&["::"]) {
            cursor.name("a type").ok()?;
        }
        cursor.expect(&[")", "IS"]).ok()?;
        let exists = cursor.eat(&["NOT"]) == wanted;
        cursor.expect(&["NULL"]).ok()?;
        Condition::Relation { name, exists }
    } else {
        return None;
    };
    for _ in 0..parentheses {
        cursor.expect(&[")"]).ok()?;
    }
    cursor.at_end().then_some(found)
}

/// Reads `SELECT … FROM view [alias] WHERE column = 'value' AND …`.
fn exists(cursor: &mut Cursor<'_>, wanted: bool) -> Option<Condition> {
    cursor.expect(&["SELECT"]).ok()?;
    cursor.skip_until(|cursor| cursor.is(&["FROM"]));
    cursor.expect(&["FROM"]).ok()?;
    let view = cursor.qualified_name("a view").ok()?;
    let schema = view.schema.map(|schema| format!("{}.", schema.value)).unwrap_or_default();
    let view = format!("{}{}", schema.trim_start_matches("pg_catalog."), view.name.value);
    cursor.eat(&["AS"]);
    if !cursor.is(&["WHERE"]) {
        cursor.name("an alias").ok()?;
    }
    cursor.expect(&["WHERE"]).ok()?;
    let mut equal = Vec::new();
    loop {
        let open = cursor.eat(&["("]);
        let column = cursor.qualified_name("a column").ok()?.name.value;
        cursor.expect(&["="]).ok()?;
        let value = if cursor.is(&["current_schema"]) || cursor.is(&["CURRENT_SCHEMA"]) {
            cursor.advance();
            cursor.eat(&["(", ")"]);
            CURRENT_SCHEMA.to_owned()
        } else {
            cursor.string().ok()?
        };
        if cursor.eat(&["::"]) {
            cursor.name("a type").ok()?;
        }
        if open {
            cursor.expect(&[")"]).ok()?;
        }
        equal.push((column, value));
        if !cursor.eat(&["AND"]) {
            break;
        }
    }
    if cursor.eat(&["LIMIT"]) {
        cursor.advance();
    }
    Some(Condition::Exists { view, equal, wanted })
}

/// Stands for the value of `current_schema()`.
pub(crate) const CURRENT_SCHEMA: &str = "current_schema()";

/// What a string expression says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    /// All of it.
    Whole(String),
    /// Its constant beginning.
    Begins(String),
}

/// Reads the expression that `EXECUTE` runs: strings joined by `||`, and `format('…', …)` with strings for arguments.
pub(crate) fn text(statement: &Statement<'_>) -> Text {
    let cursor = &mut Cursor::new(statement);
    let mut out = String::new();
    let open = cursor.eat(&["("]);
    loop {
        if cursor.is_string() {
            out.push_str(&cursor.string().unwrap_or_default());
        } else if cursor.eat(&["format", "("]) {
            match formatted(cursor) {
                Text::Whole(text) => out.push_str(&text),
                Text::Begins(text) => return Text::Begins(out + &text),
            }
        } else {
            return Text::Begins(out);
        }
        if !cursor.eat(&["||"]) {
            break;
        }
    }
    if open {
        cursor.eat(&[")"]);
    }
    // `INTO` and `USING` behind it tell nothing of the statement itself.
    if cursor.at_end() || cursor.is_any(&["INTO", "USING"]) { Text::Whole(out) } else { Text::Begins(out) }
}

/// Reads the arguments of `format`, behind the parenthesis.
fn formatted(cursor: &mut Cursor<'_>) -> Text {
    if !cursor.is_string() {
        return Text::Begins(String::new());
    }
    let pattern = cursor.string().unwrap_or_default();
    let mut out = String::new();
    let mut rest = pattern.as_str();
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let kind = rest[at + 1..].chars().next();
        rest = rest.get(at + 2..).unwrap_or_default();
        if kind == Some('%') {
            out.push('%');
            continue;
        }
        if !(cursor.eat(&[","]) && cursor.is_string()) {
            return Text::Begins(out);
        }
        let value = cursor.string().unwrap_or_default();
        match kind {
            Some('I') => out.push_str(&format!("\"{}\"", value.replace('"', "\"\""))),
            Some('L') => out.push_str(&format!("'{}'", value.replace('\'', "''"))),
            Some('s') => out.push_str(&value),
            _ => return Text::Begins(out),
        }
        if !(cursor.is(&[","]) || cursor.is(&[")"])) {
            return Text::Begins(out);
        }
    }
    out.push_str(rest);
    if cursor.eat(&[")"]) { Text::Whole(out) } else { Text::Begins(out) }
}
