//! Calls of routines in queries and expressions: which, and with which constants.

use crate::cursor::{Cursor, QualifiedName};
use crate::statements::Statement;

/// A call of a routine.
#[derive(Clone, Debug)]
pub(crate) struct RoutineCall {
    pub(crate) name: QualifiedName,
    /// Its arguments, in their order: the name, where it is given by that, and the value, where it is a constant.
    pub(crate) arguments: Vec<(Option<String>, Option<String>)>,
    /// Whether a query may be there only to call it: it stands first in the query, or behind `FROM`.
    pub(crate) leads: bool,
}

/// The routines that an expression, or a query that writes rows, calls for what they return.
pub(crate) fn calls(statement: &Statement<'_>) -> Vec<RoutineCall> {
    let mut all = performed(statement);
    all.iter_mut().for_each(|call| call.leads = false);
    all
}

/// The routines that the query calls that stands behind `PERFORM`.
pub(crate) fn performed(statement: &Statement<'_>) -> Vec<RoutineCall> {
    let cursor = &mut Cursor::new(statement);
    let mut all = Vec::new();
    let mut leads = true;
    while !cursor.at_end() {
        match call(cursor) {
            Some(call) => all.push(RoutineCall { leads, ..call }),
            None => {
                leads = leads_on(cursor, leads);
                cursor.advance();
            }
        }
    }
    all
}

/// Whether what stands behind the next token leads a query, where that token does or does not.
pub(crate) fn leads_on(cursor: &Cursor<'_>, leads: bool) -> bool {
    let begins = cursor.is_any(&["SELECT", "FROM", "ALL", "DISTINCT"]) && !cursor.is_quoted();
    begins || (leads && (cursor.is(&["."]) || cursor.peek(1) == "."))
}

/// Reads the name of a routine that is called, and steps over that only: an argument may be a call as well.
pub(crate) fn call(cursor: &mut Cursor<'_>) -> Option<RoutineCall> {
    if !(cursor.is_name() && cursor.peek(1) == "(") {
        return None;
    }
    let name = QualifiedName { schema: None, name: cursor.function_name().ok()? };
    let behind = cursor.position();
    let arguments = arguments(cursor);
    cursor.go_back(behind);
    Some(RoutineCall { name, arguments, leads: false })
}

fn arguments(cursor: &mut Cursor<'_>) -> Vec<(Option<String>, Option<String>)> {
    let mut all = Vec::new();
    if !cursor.eat(&["("]) || cursor.is(&[")"]) {
        return all;
    }
    loop {
        if cursor.at_end() || cursor.is_any(&[",", ")"]) {
            return all;
        }
        let argument = &mut cursor.take_until(|cursor| cursor.is(&[","]));
        let named =
            argument.is_name() && (argument.peek(1) == ":=" || (argument.peek(1), argument.peek(2)) == ("=", ">"));
        let named = named || argument.is_name() && argument.peek(1) == "=>";
        let name = if named { argument.name("a parameter").ok().map(|name| name.value) } else { None };
        while argument.eat_any(&[":=", "=>", "=", ">"]).is_some() {}
        all.push((name, constant(argument)));
        if !cursor.eat(&[","]) {
            return all;
        }
    }
}

/// The value of an expression that is a constant and nothing more.
fn constant(cursor: &mut Cursor<'_>) -> Option<String> {
    let value = if cursor.is_string() {
        cursor.string().ok()?
    } else if cursor.is_number() {
        let value = cursor.peek(0).to_owned();
        cursor.advance();
        value
    } else {
        return None;
    };
    skip_cast(cursor);
    cursor.at_end().then_some(value)
}

/// Steps over a cast to a type of text.
pub(crate) fn skip_cast(cursor: &mut Cursor<'_>) {
    const OF_TEXT: [&str; 4] = ["text", "varchar", "name", "regclass"];
    if cursor.is(&["::"]) && OF_TEXT.iter().any(|name| cursor.peek(1).eq_ignore_ascii_case(name)) {
        cursor.advance();
        cursor.advance();
    }
}

/// The parameters of a routine whose values can be told from a call: their names, and those values.
///
/// A parameter is known by its position as well: `$1`.
pub(crate) fn parameters(declared: &Statement<'_>, call: &RoutineCall) -> Vec<(String, String)> {
    const PLAIN: [&str; 9] =
        ["text", "varchar", "character", "name", "integer", "int", "bigint", "smallint", "regclass"];
    let cursor = &mut Cursor::new(declared);
    let mut known = Vec::new();
    let mut position = 0;
    if !cursor.eat(&["("]) {
        return known;
    }
    while !cursor.at_end() && !cursor.is_any(&[",", ")"]) {
        let parameter = &mut cursor.take_until(|cursor| cursor.is(&[","]));
        cursor.eat(&[","]);
        if parameter.eat_any(&["OUT", "VARIADIC"]).is_some() {
            continue;
        }
        parameter.eat_any(&["IN", "INOUT"]);
        let has_name = parameter.is_name() && !matches!(parameter.peek(1), "" | "(" | "[" | "=" | "." | "default");
        let name = if has_name { parameter.name("a parameter").ok().map(|name| name.value) } else { None };
        let sql_type = parameter.peek(0).to_ascii_lowercase();
        let is_array = (0..8).any(|ahead| parameter.peek(ahead) == "[");
        let by_name = call.arguments.iter().find(|(given, _)| given.is_some() && *given == name);
        let by_position = call.arguments.get(position).filter(|(given, _)| given.is_none());
        position += 1;
        let value = by_position.or(by_name).and_then(|(_, value)| value.clone());
        let plain_name = |value: &str| value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        match value {
            Some(value)
                if PLAIN.contains(&sql_type.as_str())
                    && !is_array
                    && (sql_type != "regclass" || plain_name(&value)) =>
            {
                known.push((format!("${position}"), value.clone()));
                known.extend(name.map(|name| (name, value)));
            }
            _ => {}
        }
    }
    known
}
