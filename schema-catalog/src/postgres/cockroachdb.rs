//! What CockroachDB, which speaks PostgreSQL's SQL, takes otherwise.
//!
//! It is not among the engines that the tests ask, so each rule names the page of the manual that it is from. What the
//! manual says is not there is an error. What is there besides and not known here is refused.

use crate::catalog::{Builtin, TableKind, builtin};
use crate::fault::Fault;
use crate::lexer::TokenKind;
use crate::postgres::ddl::{
    AlterTableAction, ColumnConstraintKind, CreateTable, CreateTypeKind, Ddl, Element, TableConstraint,
    TableConstraintKind, TableSource, TypeRef,
};
use crate::source::Place;
use crate::statements::Statement;

/// Names of types that mean something else than to PostgreSQL, or nothing, and what they are in `pg_type`.
///
/// `INT` has 64 bits: <https://www.cockroachlabs.com/docs/stable/int>. `JSON` is `JSONB`:
/// <https://www.cockroachlabs.com/docs/stable/jsonb>. The others: <https://www.cockroachlabs.com/docs/stable/string>,
/// <https://www.cockroachlabs.com/docs/stable/bytes>.
const SPELLINGS: &[(&str, &str)] = &[
    ("int", "int8"),
    ("integer", "int8"),
    ("int64", "int8"),
    ("string", "text"),
    ("bytes", "bytea"),
    ("blob", "bytea"),
    ("json", "jsonb"),
];

/// Those of PostgreSQL's types that are there: <https://www.cockroachlabs.com/docs/stable/data-types>.
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
    "int4",
    "int8",
    "interval",
    "jsonb",
    "name",
    "numeric",
    "oid",
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

/// The type that is built in under this name, or the fault that PostgreSQL's type of this name is not there.
pub(crate) fn built_in(wanted: &TypeRef) -> Result<Option<&'static Builtin>, Fault> {
    let renamed = SPELLINGS.iter().find(|(spelling, _)| *spelling == wanted.name);
    let found = match renamed {
        Some((_, name)) => builtin(name, false),
        None => builtin(&wanted.name, wanted.keyword),
    };
    match found {
        Some(found) if !TYPES.contains(&found.name) => {
            Err(Fault::new(wanted.place, format!("CockroachDB has no type `{}`", wanted.name)))
        }
        found => Ok(found),
    }
}

/// Whether a type is `STRING(n)`: to `pg_type` it is `text`, whatever length is said.
pub(crate) fn is_string(wanted: &TypeRef) -> bool {
    wanted.name == "string"
}

/// The default of a `SERIAL` column, which has no sequence, and the type that it has by whatever word.
///
/// <https://www.cockroachlabs.com/docs/stable/serial>
pub(crate) const SERIAL: (&str, &str) = ("int8", "unique_rowid()");

/// Errs where a statement sets how `INT` or `SERIAL` are taken from then on.
///
/// <https://www.cockroachlabs.com/docs/stable/set-vars>
pub(crate) fn sets_types(statement: &Statement<'_>) -> Result<(), Fault> {
    let word = |at: usize| {
        let token = statement.tokens.get(at).filter(|token| token.kind == TokenKind::Word);
        token.map_or("", |token| &statement.text[token.start as usize..token.end as usize])
    };
    if !["SET", "ALTER", "RESET"].iter().any(|verb| word(0).eq_ignore_ascii_case(verb)) {
        return Ok(());
    }
    const SETTINGS: [&str; 3] = ["default_int_size", "serial_normalization", "experimental_serial_normalization"];
    let found = (1..statement.tokens.len()).find(|&at| SETTINGS.iter().any(|name| word(at).eq_ignore_ascii_case(name)));
    match found {
        None => Ok(()),
        Some(at) => {
            let place = Place { file: statement.file, offset: statement.tokens[at].start };
            let place = statement.within.unwrap_or(place);
            let message = "what this says of `INT` and `SERIAL` is not followed";
            Err(Fault::refused(place, message).help("write the types that are meant: INT4, INT8"))
        }
    }
}

/// Errs where a statement needs what PostgreSQL has and CockroachDB does not.
///
/// <https://www.cockroachlabs.com/docs/stable/postgresql-compatibility>,
/// <https://www.cockroachlabs.com/docs/stable/create-table>, <https://www.cockroachlabs.com/docs/stable/create-type>
pub(crate) fn has_it(ddl: &Ddl, place: Place) -> Result<(), Fault> {
    let missing = match ddl {
        Ddl::CreateTable(create) => match (&create.source, create.kind) {
            (TableSource::Inherits(_), _) => Some("inheritance"),
            (TableSource::PartitionOf(..), _) | (_, TableKind::Partitioned) => Some("partitions that are tables"),
            (TableSource::OfType(_), _) => Some("typed tables"),
            (_, TableKind::Foreign) => Some("foreign tables"),
            _ if create.elements.iter().any(is_exclusion) => Some("exclusion constraints"),
            _ => None,
        },
        Ddl::CreateType(create) => match create.kind {
            CreateTypeKind::Domain { .. } => Some("domains"),
            CreateTypeKind::Range { .. } => Some("range types"),
            CreateTypeKind::Base => Some("base types of one's own"),
            CreateTypeKind::Enum(_) | CreateTypeKind::Composite(_) => None,
        },
        Ddl::AlterTable(alter) => alter.actions.iter().find_map(|(action, _)| match action {
            AlterTableAction::Inherit(_) | AlterTableAction::NoInherit(_) => Some("inheritance"),
            AlterTableAction::AddConstraint(constraint) if excludes(constraint) => Some("exclusion constraints"),
            _ => None,
        }),
        _ => None,
    };
    match (missing, ddl) {
        (Some(missing), _) => Err(Fault::new(place, format!("CockroachDB has no {missing}"))),
        (None, Ddl::CreateTable(create)) => has_key(create),
        (None, Ddl::SelectInto { name, .. }) => Err(hidden_key(name.place())),
        (None, _) => Ok(()),
    }
}

/// Refuses a table without a primary key: it gets a hidden column `rowid` for one.
///
/// <https://www.cockroachlabs.com/docs/stable/create-table#create-a-table>
fn has_key(create: &CreateTable) -> Result<(), Fault> {
    let is_key = |element: &Element| match element {
        Element::Column(column) => {
            column.constraints.iter().any(|constraint| matches!(constraint.kind, ColumnConstraintKind::PrimaryKey))
        }
        Element::Constraint(constraint) => matches!(constraint.kind, TableConstraintKind::PrimaryKey { .. }),
        Element::Like(_) => false,
    };
    if create.temporary || create.elements.iter().any(is_key) { Ok(()) } else { Err(hidden_key(create.name.place())) }
}

fn hidden_key(place: Place) -> Fault {
    let message = "CockroachDB gives a table without a primary key a hidden one, which is not followed";
    Fault::refused(place, message).help("say what its PRIMARY KEY is")
}

fn is_exclusion(element: &Element) -> bool {
    matches!(element, Element::Constraint(constraint) if excludes(constraint))
}

fn excludes(constraint: &TableConstraint) -> bool {
    matches!(constraint.kind, TableConstraintKind::Exclude { .. })
}

#[cfg(test)]
mod tests {
    use crate::{Catalog, Dialect};

    fn load(sql: &str) -> crate::Result<Catalog> {
        Catalog::from_sql(Dialect::Cockroachdb, "up.sql", sql)
    }

    #[test]
    fn types_are_what_its_manual_says() {
        for (written, found) in [
            ("INT", "BIGINT"),
            ("INTEGER", "BIGINT"),
            ("INT64", "BIGINT"),
            ("INT8", "BIGINT"),
            ("INT4", "INTEGER"),
            ("INT2", "SMALLINT"),
            ("SMALLINT", "SMALLINT"),
            ("BIGINT", "BIGINT"),
            ("INT[]", "BIGINT[]"),
            ("STRING", "TEXT"),
            ("STRING(40)", "TEXT"),
            ("STRING[]", "TEXT[]"),
            ("TEXT", "TEXT"),
            ("VARCHAR(40)", "VARCHAR(40)"),
            ("CHAR(2)", "CHAR(2)"),
            ("BYTES", "BYTEA"),
            ("BLOB", "BYTEA"),
            ("BYTEA", "BYTEA"),
            ("FLOAT", "DOUBLE PRECISION"),
            ("REAL", "REAL"),
            ("DECIMAL(10, 2)", "NUMERIC(10,2)"),
            ("JSON", "JSONB"),
            ("JSONB", "JSONB"),
            ("BOOL", "BOOLEAN"),
            ("UUID", "UUID"),
            ("INET", "INET"),
            ("TIMESTAMPTZ", "TIMESTAMPTZ"),
            ("INTERVAL", "INTERVAL"),
            ("VARBIT(8)", "VARBIT(8)"),
            ("mood", "mood"),
        ] {
            let sql = format!("CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE t (id UUID PRIMARY KEY, a {written});");
            let catalog = load(&sql).unwrap_or_else(|error| panic!("{written}: {error}"));
            let column = catalog.table("t").and_then(|table| table.column("a")).expect("declared");
            assert_eq!(column.sql_type.display(&catalog), found, "{written}");
        }
    }

    #[test]
    fn serial_columns_have_64_bits_and_no_sequence() {
        for written in ["SERIAL", "SERIAL2", "SERIAL4", "SERIAL8", "SMALLSERIAL", "BIGSERIAL"] {
            let sql = format!("CREATE TABLE t (a {written} PRIMARY KEY); CREATE SEQUENCE t_a_seq;");
            let catalog = load(&sql).unwrap_or_else(|error| panic!("{written}: {error}"));
            let column = catalog.table("t").and_then(|table| table.column("a")).expect("declared");
            let default = column.default.as_ref().map(|default| default.expression.as_str());
            let found = (column.sql_type.display(&catalog), column.nullable, default);
            assert_eq!(found, ("BIGINT".to_owned(), false, Some("unique_rowid()")), "{written}");
        }
    }

    #[test]
    fn what_it_does_not_have_is_an_error() {
        for (sql, missing) in [
            ("CREATE DOMAIN d AS INT", "up.sql:1:1: CockroachDB has no domains"),
            (
                "CREATE TABLE p (a INT PRIMARY KEY); CREATE TABLE t () INHERITS (p)",
                "up.sql:1:37: CockroachDB has no inheritance",
            ),
            (
                "CREATE TABLE t (a INT, EXCLUDE USING gist (a WITH =))",
                "up.sql:1:1: CockroachDB has no exclusion constraints",
            ),
            ("CREATE TYPE r AS RANGE (subtype = float8)", "up.sql:1:1: CockroachDB has no range types"),
            ("CREATE TYPE c AS (a INT); CREATE TABLE t OF c", "up.sql:1:27: CockroachDB has no typed tables"),
            ("CREATE TABLE t (a MONEY PRIMARY KEY)", "up.sql:1:19: CockroachDB has no type `money`"),
            ("CREATE TABLE t (a POINT PRIMARY KEY)", "up.sql:1:19: CockroachDB has no type `point`"),
            ("CREATE TABLE t (a XML PRIMARY KEY)", "up.sql:1:19: CockroachDB has no type `xml`"),
        ] {
            let error = load(sql).expect_err(sql).to_string();
            assert_eq!(error, missing);
        }
    }

    #[test]
    fn a_table_without_a_primary_key_is_refused() {
        for sql in ["CREATE TABLE t (a INT)", "CREATE TABLE t AS SELECT 1 AS a", "SELECT 1 AS a INTO t"] {
            let error = load(sql).expect_err(sql).to_string();
            assert!(error.contains(": CockroachDB gives a table without a primary key a hidden one"), "{error}");
        }
        assert!(load("CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b))").is_ok());
    }

    #[test]
    fn what_changes_the_meaning_of_types_is_refused() {
        for sql in [
            "SET default_int_size = 4",
            "SET SESSION serial_normalization = 'sql_sequence'",
            "SET CLUSTER SETTING sql.defaults.default_int_size = 4",
            "ALTER ROLE r SET default_int_size = 4",
        ] {
            let error = load(sql).expect_err(sql).to_string();
            assert!(error.contains(": what this says of `INT` and `SERIAL` is not followed\nhelp: "), "{error}");
        }
        assert!(load("SET application_name = 'x'; SHOW default_int_size;").is_ok());
    }
}
