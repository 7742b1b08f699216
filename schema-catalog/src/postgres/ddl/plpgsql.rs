//! Reads the body of a routine in PL/pgSQL, as far as it tells which statements run and on what conditions.
//!
//! <https://www.postgresql.org/docs/current/plpgsql-control-structures.html>

use std::collections::BTreeMap;

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
    /// `EXECUTE` of a string; with `INTO`, or where its rows are gone through, that is a query, since the engine errs on others.
    Execute { expression: Statement<'a>, query: bool, place: Place },
    /// `RAISE EXCEPTION`.
    Raise { place: Place },
    /// `RETURN`.
    Return,
    /// A statement of SQL.
    Sql(Statement<'a>),
    /// A query or an expression, of which only what it calls matters: `PERFORM`, assignments and the like.
    Query(Statement<'a>),
    /// A query that is there for what it does.
    Perform(Statement<'a>),
    /// What can't change a table: `NULL`, `FETCH` and the like.
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
        let mut body = Vec::new();
        while !cursor.at_end() && !cursor.is(&["BEGIN"]) {
            let declaration = statement(cursor);
            // What a cursor is for is read when that is opened.
            let gives_value =
                !declaration.at_end() && (0..4).all(|ahead| !declaration.peek(ahead).eq_ignore_ascii_case("CURSOR"));
            body.extend(gives_value.then(|| Code::Query(declaration.rest())));
        }
        // Handlers of the block catch nothing that its declarations raise.
        cursor.expect(&["BEGIN"])?;
        body.push(block(cursor, place)?);
        return Ok(Code::Block { body, handlers: Vec::new(), place });
    }
    if cursor.eat(&["BEGIN"]) {
        return block(cursor, place);
    }
    if cursor.eat(&["IF"]) {
        return conditional(cursor, place);
    }
    if cursor.eat(&["CASE"]) {
        let mut all = Vec::new();
        if !cursor.is(&["WHEN"]) {
            all.push(Code::Query(cursor.take_until(|cursor| cursor.is(&["WHEN"])).rest()));
        }
        while cursor.eat(&["WHEN"]) {
            all.push(Code::Query(cursor.take_until(|cursor| cursor.is(&["THEN"])).rest()));
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
        let mut head =
            if cursor.is(&["LOOP"]) { cursor.nothing() } else { cursor.take_until(|cursor| cursor.is(&["LOOP"])) };
        cursor.expect(&["LOOP"])?;
        head.skip_until(|head| head.is(&["EXECUTE"]));
        let mut all = vec![dynamic(&mut head, place)];
        all.extend(until(cursor, &["END"])?);
        cursor.expect(&["END", "LOOP"])?;
        end(cursor)?;
        return Ok(Code::Uncertain { body: all, place });
    }
    if cursor.eat(&["EXECUTE"]) {
        let mut behind = statement(cursor);
        let expression = behind.rest();
        behind.skip_until(|behind| behind.is(&["INTO"]));
        return Ok(Code::Execute { expression, query: behind.is(&["INTO"]), place });
    }
    if cursor.eat(&["PERFORM"]) {
        return Ok(Code::Perform(statement(cursor).rest()));
    }
    if cursor.eat(&["RAISE"]) {
        let quiet = cursor.is_any(&["DEBUG", "LOG", "INFO", "NOTICE", "WARNING"]);
        let raised = statement(cursor).rest();
        return Ok(if quiet { Code::Query(raised) } else { Code::Raise { place } });
    }
    if cursor.eat(&["RETURN"]) {
        let more = cursor.is_any(&["NEXT", "QUERY"]);
        let mut value = statement(cursor);
        if value.eat(&["QUERY"]) && value.is(&["EXECUTE"]) {
            return Ok(dynamic(&mut value, place));
        }
        let query = Code::Query(value.rest());
        return Ok(if more {
            query
        } else {
            Code::Block { body: vec![query, Code::Return], handlers: Vec::new(), place }
        });
    }
    if cursor.is(&["OPEN"]) {
        let mut opened = statement(cursor);
        opened.skip_until(|opened| opened.is(&["EXECUTE"]));
        return Ok(dynamic(&mut opened, place));
    }
    if cursor.is_any(&["NULL", "GET", "FETCH", "MOVE", "CLOSE"]) {
        statement(cursor);
        return Ok(Code::Nothing);
    }
    let assignment = [":=", "=", ".", "["].contains(&cursor.peek(1));
    if assignment || cursor.is_any(&["ASSERT", "EXIT", "CONTINUE"]) {
        return Ok(Code::Query(statement(cursor).rest()));
    }
    // `SELECT … INTO` gives values to variables here, and makes no table.
    let select = cursor.is_any(&["SELECT", "WITH", "INSERT", "UPDATE", "DELETE"]);
    let sql = statement(cursor).rest();
    let into =
        sql.tokens.iter().any(|token| sql.text[token.start as usize..token.end as usize].eq_ignore_ascii_case("into"));
    Ok(if select && into { Code::Query(sql) } else { Code::Sql(sql) })
}

/// A query, or `EXECUTE` of a string that is one.
fn dynamic<'a>(cursor: &mut Cursor<'a>, place: Place) -> Code<'a> {
    if cursor.eat(&["EXECUTE"]) {
        return Code::Execute { expression: cursor.rest(), query: true, place };
    }
    cursor.go_back(0);
    Code::Query(cursor.rest())
}

/// Whether a body may set a parameter or a variable, or declares one of this name.
///
/// By its tokens: where one might be meant, it is.
pub(crate) fn may_set(body: &Statement<'_>, name: &str) -> bool {
    let cursor = &mut Cursor::new(body);
    let mut into = false;
    let mut declares = false;
    let mut begins = true;
    while !cursor.at_end() {
        into = (into || cursor.is(&["INTO"])) && !cursor.is(&[";"]);
        declares = (declares || cursor.is(&["DECLARE"])) && !cursor.is(&["BEGIN"]);
        if cursor.peek(0).trim_matches('"').eq_ignore_ascii_case(name) {
            let assigned = [":=", "["].contains(&cursor.peek(1)) || begins && cursor.peek(1) == "=";
            if into || assigned || (declares && begins) {
                return true;
            }
        }
        begins =
            cursor.is_any(&[";", "BEGIN", "THEN", "ELSE", "LOOP", "DECLARE"]) || cursor.is_any(&["FOR", "FOREACH"]);
        cursor.advance();
    }
    false
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
pub(crate) fn condition(statement: &Statement<'_>, known: &Known) -> Option<Condition> {
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
        let exists = exists(cursor, wanted, known)?;
        cursor.expect(&[")"]).ok()?;
        exists
    } else if cursor.eat(&["to_regclass", "("]) {
        let name = constant(cursor, known)?;
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
fn exists(cursor: &mut Cursor<'_>, wanted: bool, known: &Known) -> Option<Condition> {
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
            constant(cursor, known)?
        };
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

/// The parameters of the routine that is being run whose values are known, by name and by position (`$1`).
pub(crate) type Known = BTreeMap<String, String>;

/// Reads a string, or a parameter that is one.
fn constant(cursor: &mut Cursor<'_>, known: &Known) -> Option<String> {
    let value = if cursor.is_string() {
        cursor.string().ok()?
    } else if matches!(cursor.peek(1), "." | "(" | "[") {
        let quote = cursor.is(&["quote_ident"]);
        if !(cursor.eat(&["quote_ident", "("]) || cursor.eat(&["quote_literal", "("])) {
            return None;
        }
        let value = constant(cursor, known)?;
        cursor.expect(&[")"]).ok()?;
        quoted(&value, if quote { '"' } else { '\'' })
    } else {
        let name = cursor.peek(0);
        let found = known.get(name.trim_matches('"')).or_else(|| known.get(&name.to_ascii_lowercase()))?;
        cursor.advance();
        found.clone()
    };
    if cursor.eat(&["::"]) {
        cursor.name("a type").ok()?;
    }
    Some(value)
}

fn quoted(value: &str, quote: char) -> String {
    format!("{quote}{}{quote}", value.replace(quote, &format!("{quote}{quote}")))
}

/// Reads the expression that `EXECUTE` runs: strings joined by `||`, and `format('…', …)` with strings for arguments.
pub(crate) fn text(statement: &Statement<'_>, known: &Known) -> Text {
    let cursor = &mut Cursor::new(statement);
    let mut out = String::new();
    let open = cursor.eat(&["("]);
    loop {
        if cursor.eat(&["format", "("]) {
            match formatted(cursor, known) {
                Text::Whole(text) => out.push_str(&text),
                Text::Begins(text) => return Text::Begins(out + &text),
            }
        } else if let Some(text) = constant(cursor, known) {
            out.push_str(&text);
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
fn formatted(cursor: &mut Cursor<'_>, known: &Known) -> Text {
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
        let value = if cursor.eat(&[","]) { constant(cursor, known) } else { None };
        let Some(value) = value else { return Text::Begins(out) };
        match kind {
            Some('I') => out.push_str(&quoted(&value, '"')),
            Some('L') => out.push_str(&quoted(&value, '\'')),
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
