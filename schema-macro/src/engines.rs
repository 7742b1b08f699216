//! Several engines: what the columns of one hold is held by those of another, through one Rust type.

use schema_catalog::diesel::{DieselType, diesel_type};
use schema_catalog::{Catalog, Column, Dialect, Table};

use crate::bind::column_name;

/// What a value is to a program, whatever the engine calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bool,
    Integer,
    Float,
    Text,
    Bytes,
    /// What has no type among Rust's own, so that a type of the program may stand for it however it is stored.
    Other,
}

fn kind(sql: &DieselType) -> Kind {
    if sql.array || sql.custom.is_some() {
        return Kind::Other;
    }
    match sql.name.as_str() {
        "Bool" => Kind::Bool,
        "BigInt" | "Bigint" | "Int2" | "Int4" | "Int8" | "Integer" | "SmallInt" | "Smallint" | "TinyInt"
        | "Tinyint" => Kind::Integer,
        "Double" | "Float" | "Float4" | "Float8" => Kind::Float,
        "Bpchar" | "Char" | "Citext" | "Longtext" | "Mediumtext" | "Text" | "Tinytext" | "VarChar" | "Varchar" => {
            Kind::Text
        }
        "Binary" | "Blob" | "Bytea" | "Longblob" | "Mediumblob" | "Tinyblob" | "Varbinary" => Kind::Bytes,
        _ => Kind::Other,
    }
}

/// How SQLite keeps the values of one of Diesel's types: <https://docs.diesel.rs/2.3.x/diesel/sqlite/types/index.html>.
fn kept_by_sqlite(sql: &DieselType) -> Option<Kind> {
    match (kind(sql), sql.name.as_str()) {
        (Kind::Bool, _) => Some(Kind::Integer),
        (Kind::Other, "Date" | "Time" | "Timestamp" | "TimestamptzSqlite" | "Json") => Some(Kind::Text),
        (Kind::Other, "Numeric" | "Decimal") => Some(Kind::Float),
        (Kind::Other, "Jsonb") => Some(Kind::Bytes),
        (Kind::Other, _) => None,
        (kind, _) => Some(kind),
    }
}

/// Whether an engine keeps what Diesel sends as the declared type in a column of its own as that column's other values.
fn kept_alike(dialect: Dialect, declared: &DieselType, own: &DieselType) -> bool {
    match dialect {
        Dialect::Sqlite => kept_by_sqlite(declared).is_some_and(|kept| kept_by_sqlite(own) == Some(kept)),
        Dialect::Mysql | Dialect::Mariadb => match kind(declared) {
            Kind::Other => declared.name == "Timestamp" && own.name == "Datetime",
            declared => declared == kind(own),
        },
        // A value comes as the bytes of its own type, so that numbers are of one width or can't be read.
        _ => kind(declared) == Kind::Text && kind(own) == Kind::Text,
    }
}

/// The SQL type for which a Rust type must have Diesel's traits, to be that of a column of another engine: the one that
/// Diesel's declarations say, which are the primary engine's, where the other one keeps it alike, as SQLite a time in a
/// text; else the column's own.
///
/// A program that has both engines behind one connection says for each of its own types as what it is sent to which
/// engine. By the column's own type it can say so of one that Diesel's declarations would not lead to: of money that is
/// `NUMERIC` for PostgreSQL, and a number of cents for SQLite.
pub(crate) fn type_in_other(
    (catalog, table, column): (&Catalog, &Table, &Column),
    (other, other_table, other_column): (&Catalog, &Table, &Column),
) -> DieselType {
    let nullable = other_column.nullable;
    let declared = DieselType { nullable, ..diesel_type(catalog, table, column) };
    let mut own = diesel_type(other, other_table, other_column);
    if other.dialect().is_mysql() && other_column.sql_type.labels().next().is_some() {
        (own.name, own.custom) = ("Text".to_owned(), None);
    }
    // Of types that the migrations make, only the primary engine's are declared.
    if own == declared || own.custom.is_some() || kept_alike(other.dialect(), &declared, &own) { declared } else { own }
}

/// Whether one Rust type can be loaded from both columns: that of the primary engine, which Diesel knows, and another's.
pub(crate) fn hold_the_same(
    (catalog, table, column): (&Catalog, &Table, &Column),
    (other, other_table, other_column): (&Catalog, &Table, &Column),
) -> bool {
    let declared = diesel_type(catalog, table, column);
    let dialect = other.dialect();
    let own = diesel_type(other, other_table, other_column);
    let is_postgres = matches!(dialect, Dialect::Postgres | Dialect::Cockroachdb);
    // PostgreSQL compares a type that migrations make with none but itself.
    if declared.array && !is_postgres || own.custom.is_some() && declared.custom.is_none() && is_postgres {
        return false;
    }
    match (kind(&declared), kind(&own)) {
        (Kind::Other, _) => true,
        // Enums and the like are texts to a program, unless it is told otherwise.
        (one, Kind::Other) => one == Kind::Text,
        // A bool is the number 0 or 1.
        (Kind::Bool, Kind::Integer) => true,
        (Kind::Integer, Kind::Bool) => dialect == Dialect::Sqlite,
        (one, another) => one == another,
    }
}

/// The column of another engine's table that is for one of the primary's. Where names have no case, neither has this.
pub(crate) fn counterpart<'a>(
    (table, column): (&Table, &Column),
    (other, other_table): (&Catalog, &'a Table),
) -> Option<&'a Column> {
    let name = column_name(table, column);
    other_table.columns.iter().find(|found| same_name(other.dialect(), &column_name(other_table, found), &name))
}

/// Whether two names of columns are one to the engine.
pub(crate) fn same_name(dialect: Dialect, one: &str, another: &str) -> bool {
    match dialect {
        Dialect::Postgres | Dialect::Cockroachdb => one == another,
        _ => one.to_lowercase() == another.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use schema_catalog::{Catalog, Dialect};

    use super::{hold_the_same, type_in_other};

    fn catalog(dialect: Dialect, sql_type: &str) -> Catalog {
        let mood = if dialect == Dialect::Postgres { "CREATE TYPE mood AS ENUM ('good');" } else { "" };
        Catalog::from_sql(dialect, "up.sql", &format!("{mood} CREATE TABLE t (c {sql_type})")).expect("valid SQL")
    }

    #[test]
    fn a_type_is_asked_by_what_the_engine_keeps() {
        use Dialect::{Mysql, Postgres, Sqlite};
        for (of_primary, of_other, asked) in [
            ((Postgres, "NUMERIC(12,2)"), (Sqlite, "BIGINT"), "Nullable<BigInt>"),
            ((Postgres, "NUMERIC(12,2)"), (Sqlite, "DECIMAL(12,2)"), "Nullable<Numeric>"),
            ((Postgres, "NUMERIC(12,2)"), (Sqlite, "TEXT"), "Nullable<Text>"),
            ((Postgres, "TIMESTAMP"), (Sqlite, "TEXT NOT NULL"), "Timestamp"),
            ((Postgres, "TIMESTAMP NOT NULL"), (Sqlite, "TIMESTAMP"), "Nullable<Timestamp>"),
            ((Postgres, "TIMESTAMP"), (Sqlite, "INTEGER"), "Nullable<Integer>"),
            ((Postgres, "SMALLINT"), (Sqlite, "INTEGER"), "Nullable<Int2>"),
            ((Postgres, "BOOLEAN"), (Sqlite, "INTEGER"), "Nullable<Bool>"),
            ((Postgres, "UUID"), (Sqlite, "BLOB"), "Nullable<Binary>"),
            ((Postgres, "JSON"), (Sqlite, "TEXT"), "Nullable<Json>"),
            ((Postgres, "JSONB"), (Sqlite, "TEXT"), "Nullable<Text>"),
            ((Postgres, "JSONB"), (Sqlite, "BLOB"), "Nullable<Jsonb>"),
            ((Postgres, "mood"), (Sqlite, "TEXT"), "Nullable<Text>"),
            ((Postgres, "mood"), (Mysql, "ENUM('good')"), "Nullable<Text>"),
            ((Postgres, "TIMESTAMP"), (Mysql, "DATETIME"), "Nullable<Timestamp>"),
            ((Postgres, "SMALLINT"), (Mysql, "INT"), "Nullable<Int2>"),
            ((Sqlite, "SMALLINT"), (Postgres, "INTEGER"), "Nullable<Int4>"),
            ((Sqlite, "TEXT"), (Postgres, "VARCHAR(3)"), "Nullable<Text>"),
            ((Sqlite, "TEXT"), (Postgres, "UUID"), "Nullable<Uuid>"),
        ] {
            let (primary, other) = (catalog(of_primary.0, of_primary.1), catalog(of_other.0, of_other.1));
            let [table, other_table] = [&primary, &other].map(|catalog| catalog.table("t").expect("was just created"));
            let declared = (&primary, table, &table.columns[0]);
            let found = type_in_other(declared, (&other, other_table, &other_table.columns[0])).expression();
            assert_eq!(found, asked, "{of_primary:?} and {of_other:?}");
        }
    }

    #[test]
    fn an_enum_of_postgres_is_no_text() {
        let (primary, other) = (catalog(Dialect::Sqlite, "TEXT"), catalog(Dialect::Postgres, "mood"));
        let [table, other_table] = [&primary, &other].map(|catalog| catalog.table("t").expect("was just created"));
        let held = hold_the_same((&primary, table, &table.columns[0]), (&other, other_table, &other_table.columns[0]));
        assert!(!held, "a text can't be stored in it");
    }
}
