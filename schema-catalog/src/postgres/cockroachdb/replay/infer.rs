//! What literals, functions and operators give, as far as it is known for certain; of all others nothing is claimed.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/functions-and-operators>, <https://www.cockroachlabs.com/docs/v26.2/sql-constants>

use crate::catalog::SqlType;
use crate::postgres::replay::{Inferred, Postgres};

const INTEGERS: &[&str] = &["int2", "int4", "int8"];
const TEXTS: &[&str] = &["bpchar", "text", "varchar"];

/// Functions that give one type, whatever they are given.
const FUNCTIONS: &[(&str, &str)] = &[
    ("array_length", "int8"),
    ("ascii", "int8"),
    ("bool_and", "bool"),
    ("bool_or", "bool"),
    ("char_length", "int8"),
    ("character_length", "int8"),
    ("clock_timestamp", "timestamptz"),
    ("concat", "text"),
    ("count", "int8"),
    ("count_rows", "int8"),
    ("date_part", "float8"),
    ("dense_rank", "int8"),
    ("every", "bool"),
    ("extract", "float8"),
    ("gen_random_ulid", "uuid"),
    ("gen_random_uuid", "uuid"),
    ("initcap", "text"),
    ("json_agg", "jsonb"),
    ("json_build_array", "jsonb"),
    ("json_build_object", "jsonb"),
    ("jsonb_agg", "jsonb"),
    ("jsonb_array_length", "int8"),
    ("jsonb_build_array", "jsonb"),
    ("jsonb_build_object", "jsonb"),
    ("length", "int8"),
    ("lower", "text"),
    ("md5", "text"),
    ("nextval", "int8"),
    ("now", "timestamptz"),
    ("octet_length", "int8"),
    ("random", "float8"),
    ("rank", "int8"),
    ("replace", "text"),
    ("row_number", "int8"),
    ("statement_timestamp", "timestamptz"),
    ("strpos", "int8"),
    ("to_json", "jsonb"),
    ("to_jsonb", "jsonb"),
    ("transaction_timestamp", "timestamptz"),
    ("unique_rowid", "int8"),
    ("unordered_unique_rowid", "int8"),
    ("upper", "text"),
    ("uuid_generate_v4", "uuid"),
];

/// The type of a literal, or of a value like `current_timestamp`, by the one that PostgreSQL gives it.
///
/// Integers have 64 bits: <https://www.cockroachlabs.com/docs/v26.2/sql-constants#numeric-literals>.
pub(in super::super) fn literal(by_postgres: &'static str) -> Option<&'static str> {
    match by_postgres {
        "int4" | "int8" => Some("int8"),
        "numeric" | "bool" | "date" | "time" | "timetz" | "timestamp" | "timestamptz" => Some(by_postgres),
        // `b'…'` is bytes here, `B'…'` bits; users and schemas have names of more than one type.
        _ => None,
    }
}

/// The built-in type of an operand that is known.
fn known(replay: &Postgres, operand: &Inferred) -> Option<&'static str> {
    match operand {
        Inferred::Known(found) => replay.engines_own(found),
        _ => None,
    }
}

pub(in super::super) fn function(replay: &Postgres, name: &str, arguments: &[Inferred], _: bool) -> Option<SqlType> {
    if let Some((_, result)) = FUNCTIONS.iter().find(|(known, _)| *known == name) {
        return Some(SqlType::of(result));
    }
    let first = arguments.first().and_then(|first| known(replay, first));
    let text =
        matches!(arguments.first(), Some(Inferred::Literal)) || first.is_some_and(|first| TEXTS.contains(&first));
    let found = match (name, first) {
        ("sum" | "avg", Some(first)) if INTEGERS.contains(&first) => "numeric",
        ("sum" | "avg", Some(first @ ("numeric" | "float8" | "interval"))) => first,
        // A type without a width is the same for all of them.
        (
            "min" | "max",
            Some(first @ ("int8" | "text" | "uuid" | "date" | "timestamp" | "timestamptz" | "float8" | "numeric")),
        ) => first,
        ("abs", Some(first @ ("int8" | "float8" | "numeric"))) => first,
        (
            "btrim" | "ltrim" | "rtrim" | "substring" | "substr" | "left" | "right" | "lpad" | "rpad" | "split_part"
            | "string_agg",
            _,
        ) if text => "text",
        ("date_trunc", _) => match arguments.get(1).and_then(|second| known(replay, second)) {
            Some(second @ ("timestamp" | "timestamptz")) => second,
            _ => return None,
        },
        _ => return None,
    };
    Some(SqlType::of(found))
}

pub(in super::super) fn operator(
    replay: &Postgres,
    sign: &str,
    left: Option<&Inferred>,
    right: &Inferred,
) -> Option<(SqlType, SqlType)> {
    let (one, other) = (left.and_then(|left| known(replay, left)), known(replay, right));
    let literal = |operand: Option<&Inferred>| operand == Some(&Inferred::Literal);
    // A text that is not known which becomes what stands on the other side.
    let (one, other) = match (one, other) {
        (Some(one), None) if literal(Some(right)) => (Some(one), one),
        (None, Some(other)) if left.is_none() => (None, other),
        (None, Some(other)) if literal(left) => (Some(other), other),
        (Some(one), Some(other)) => (Some(one), other),
        _ => return None,
    };
    let integer = |name: &str| INTEGERS.contains(&name);
    let Some(one) = one else {
        let result = match (sign, other) {
            ("-" | "+", other) if integer(other) => "int8",
            ("-" | "+", "numeric" | "float8" | "interval") => other,
            _ => return None,
        };
        return Some((SqlType::of(result), SqlType::of(result)));
    };
    let text = |name: &str| TEXTS.contains(&name);
    let result = match (sign, one, other) {
        ("=" | "<>" | "!=" | "<" | ">" | "<=" | ">=", one, other) if one == other => "bool",
        ("+" | "-" | "*" | "%" | "//" | "&" | "|" | "#", one, other) if integer(one) && integer(other) => "int8",
        // <https://www.cockroachlabs.com/docs/v26.2/postgresql-compatibility#integer-division>
        ("/", one, other) if integer(one) && integer(other) => "numeric",
        ("+" | "-" | "*" | "/" | "%" | "//", "numeric", other) if integer(other) || other == "numeric" => "numeric",
        ("+" | "-" | "*" | "/" | "%" | "//", one, "numeric") if integer(one) => "numeric",
        ("+" | "-" | "*" | "/", "float8", "float8") => "float8",
        ("||", one, other) if text(one) && text(other) => "text",
        ("||" | "->", "jsonb", "jsonb") => "jsonb",
        ("->", "jsonb", other) if integer(other) || text(other) => "jsonb",
        ("->>", "jsonb", _) => "text",
        ("+" | "-", "date", other) if integer(other) => "date",
        ("-", "date", "date") => "int8",
        ("-", "timestamptz", "timestamptz") | ("-", "timestamp", "timestamp") => "interval",
        ("+" | "-", "timestamptz" | "timestamp" | "interval", "interval") => one,
        _ => return None,
    };
    Some((SqlType::of(one), SqlType::of(result)))
}
