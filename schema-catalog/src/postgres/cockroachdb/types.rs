//! Types: which there are, what their names mean, and which go together.

use crate::catalog::{Builtin, ColumnDefault, ColumnId, TableId, builtin, cockroach_builtin};
use crate::fault::Fault;
use crate::postgres::cockroachdb::missing;
use crate::postgres::cockroachdb::settings::Serial;
use crate::postgres::ddl::TypeRef;
use crate::postgres::replay::{Postgres, normal_modifiers};

/// Names of types that mean something else than to PostgreSQL, or nothing, and what they are in `pg_type`.
///
/// <https://www.cockroachlabs.com/docs/v26.2/int#names-and-aliases>, <https://www.cockroachlabs.com/docs/v26.2/string>,
/// <https://www.cockroachlabs.com/docs/v26.2/bytes#aliases>, <https://www.cockroachlabs.com/docs/v26.2/jsonb#alias>
const SPELLINGS: &[(&str, &str)] = &[
    ("int", "int8"),
    ("integer", "int8"),
    ("int64", "int8"),
    ("string", "text"),
    ("bytes", "bytea"),
    ("blob", "bytea"),
    ("json", "jsonb"),
];

/// Those of PostgreSQL's types that are there: <https://www.cockroachlabs.com/docs/v26.2/data-types#supported-types>.
const TYPES: &[&str] = &[
    "bit",
    "bool",
    "bpchar",
    "bytea",
    "char",
    "date",
    "float4",
    "float8",
    "inet",
    "int2",
    "int2vector",
    "int4",
    "int8",
    "interval",
    "jsonb",
    "jsonpath",
    "name",
    "numeric",
    "oid",
    "oidvector",
    "pg_lsn",
    "refcursor",
    "regclass",
    "regnamespace",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "text",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "tsquery",
    "tsvector",
    "uuid",
    "varbit",
    "varchar",
];

/// Types of one kind, whatever their width, whose values a foreign key can compare.
///
/// <https://www.cockroachlabs.com/docs/v26.2/foreign-key#rules-for-creating-foreign-keys>
pub(super) const COMPARED: &[&[&str]] = &[
    &["int2", "int4", "int8"],
    &["float4", "float8"],
    &["text", "varchar", "bpchar", "char", "name"],
    &["bit", "varbit"],
];

/// Types that only an inverted or a vector index holds, or none.
///
/// <https://www.cockroachlabs.com/docs/v26.2/inverted-indexes>, <https://www.cockroachlabs.com/docs/v26.2/vector-indexes>
pub(super) const UNORDERED: &[&str] = &[
    "box2d",
    "geography",
    "geometry",
    "int2vector",
    "jsonpath",
    "oidvector",
    "refcursor",
    "tsquery",
    "tsvector",
    "vector",
];

/// Types that an inverted index can hold in its last column; of arrays all.
///
/// <https://www.cockroachlabs.com/docs/v26.2/inverted-indexes>, <https://www.cockroachlabs.com/docs/v26.2/trigram-indexes>
pub(super) const INVERTED: &[&str] = &["bpchar", "geography", "geometry", "jsonb", "text", "tsvector", "varchar"];

/// The type that is built in under this name, or the fault that PostgreSQL's type of this name is not there.
pub(super) fn built_in(replay: &Postgres, wanted: &TypeRef) -> Result<Option<&'static Builtin>, Fault> {
    let renamed = SPELLINGS.iter().find(|(spelling, _)| *spelling == wanted.name);
    let found = match renamed {
        Some(("int" | "integer", _)) => builtin(replay.settings.int, false),
        Some((_, name)) => builtin(name, false),
        None => cockroach_builtin(&wanted.name).or_else(|| builtin(&wanted.name, wanted.keyword)),
    };
    match found {
        Some(found) if !TYPES.contains(&found.name) && cockroach_builtin(found.name).is_none() => {
            Err(missing(wanted.place, &format!("type `{}`", wanted.name)))
        }
        found => Ok(found),
    }
}

/// What stands in parentheses behind a type: `STRING(n)` has a length as `VARCHAR(n)` has, `VECTOR(n)` a number of
/// dimensions, `GEOMETRY(POINT, 4326)` a shape and a reference system.
///
/// <https://www.cockroachlabs.com/docs/v26.2/string#length>, <https://www.cockroachlabs.com/docs/v26.2/vector#syntax>
pub(super) fn modifiers(name: &str, wanted: &TypeRef) -> Result<Vec<String>, Fault> {
    match name {
        "text" if wanted.name == "string" => normal_modifiers("varchar", wanted),
        "vector" => normal_modifiers("varchar", wanted),
        "geometry" | "geography" if wanted.modifiers.len() <= 2 => Ok(wanted.modifiers.clone()),
        _ => normal_modifiers(name, wanted),
    }
}

/// The type of a column that is written as a kind of `SERIAL`.
///
/// <https://www.cockroachlabs.com/docs/v26.2/serial#modes-of-operation>
pub(super) fn serial_type(replay: &Postgres, wanted: &TypeRef) -> Option<&'static str> {
    let by_word = wanted.serial()?;
    Some(match replay.settings.serial {
        Serial::RowId | Serial::UnorderedRowId | Serial::VirtualSequence => "int8",
        Serial::Sequence if wanted.name == "serial" => replay.settings.int,
        Serial::Sequence => by_word,
    })
}

/// The default of such a column.
pub(super) fn serial_default(replay: &mut Postgres, table: TableId, column: ColumnId, name: &str) -> ColumnDefault {
    let call = match replay.settings.serial {
        Serial::RowId => "unique_rowid()",
        Serial::UnorderedRowId => "unordered_unique_rowid()",
        Serial::VirtualSequence | Serial::Sequence => return replay.column_sequence(table, column, name),
    };
    ColumnDefault { expression: call.to_owned(), sequence: None, functions: Vec::new() }
}
