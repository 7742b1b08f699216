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

/// Whether one Rust type can be loaded from both columns: that of the primary engine, which Diesel knows, and another's.
pub(crate) fn hold_the_same(
    (catalog, table, column): (&Catalog, &Table, &Column),
    (other, other_table, other_column): (&Catalog, &Table, &Column),
) -> bool {
    let declared = diesel_type(catalog, table, column);
    let dialect = other.dialect();
    if declared.array && !matches!(dialect, Dialect::Postgres | Dialect::Cockroachdb) {
        return false;
    }
    match (kind(&declared), kind(&diesel_type(other, other_table, other_column))) {
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
