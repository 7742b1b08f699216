//! Diesel's SQL types for a column's.

use super::names::upper_camel_case;
use crate::catalog::{Catalog, Column, SqlType, TypeKind, TypeName};

/// The types that Diesel itself has for PostgreSQL, by the names that diesel_cli writes.
const PROVIDED: &[&str] = &[
    "BigInt",
    "Bigint",
    "Binary",
    "Bit",
    "Bool",
    "Bpchar",
    "Bytea",
    "Char",
    "Cidr",
    "Citext",
    "Date",
    "Datemultirange",
    "Daterange",
    "Decimal",
    "Double",
    "Float",
    "Float4",
    "Float8",
    "Inet",
    "Int2",
    "Int4",
    "Int4multirange",
    "Int4range",
    "Int8",
    "Int8multirange",
    "Int8range",
    "Integer",
    "Interval",
    "Json",
    "Jsonb",
    "MacAddr",
    "MacAddr8",
    "Macaddr",
    "Macaddr8",
    "Money",
    "Numeric",
    "Nummultirange",
    "Numrange",
    "Oid",
    "PgLsn",
    "Record",
    "SmallInt",
    "Smallint",
    "Text",
    "Time",
    "Timestamp",
    "Timestamptz",
    "Tsmultirange",
    "Tsrange",
    "Tstzmultirange",
    "Tstzrange",
    "Uuid",
    "VarChar",
    "Varchar",
];

/// Diesel's SQL type of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DieselType {
    /// The type's own name in Rust, `Varchar`, or that of an array's elements.
    pub name: String,
    /// Whether it is an array.
    pub array: bool,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// The SQL type behind it, where Diesel has none of that name: its schema, unless the default one, and its name.
    pub custom: Option<(Option<String>, String)>,
}

impl DieselType {
    /// The type as `table!` takes it, with `custom` types and all others by their bare names: `Nullable<Varchar>`.
    pub fn expression(&self) -> String {
        let mut out = self.name.clone();
        if self.array {
            out = format!("Array<Nullable<{out}>>");
        }
        if self.nullable { format!("Nullable<{out}>") } else { out }
    }

    /// The type by its full path, custom types below `schema`: `diesel::sql_types::Nullable<…>`.
    pub fn path(&self, schema: &str) -> String {
        let module =
            if self.custom.is_some() { format!("{schema}::sql_types") } else { "::diesel::sql_types".to_owned() };
        let mut out = format!("{module}::{}", self.name);
        if self.array {
            out = format!("::diesel::sql_types::Array<::diesel::sql_types::Nullable<{out}>>");
        }
        if self.nullable { format!("::diesel::sql_types::Nullable<{out}>") } else { out }
    }
}

/// Diesel's SQL type of a column, as diesel_cli infers it: a domain is its base type.
pub fn diesel_type(catalog: &Catalog, column: &Column) -> DieselType {
    let base = base_type(catalog, &column.sql_type);
    let sql_name = base.type_name(catalog).to_owned();
    let name = upper_camel_case(&sql_name);
    let provided = PROVIDED.contains(&name.as_str());
    let custom = (!provided).then(|| {
        let schema = match base.name {
            TypeName::Builtin(_) => Some("pg_catalog".to_owned()),
            TypeName::User(id) => Some(catalog.type_by_id(id).schema.clone()),
            TypeName::Row(id) => Some(catalog.table_by_id(id).schema.clone()),
        };
        (schema.filter(|schema| schema != catalog.dialect().default_schema()), sql_name)
    });
    DieselType { name, array: base.array, nullable: column.nullable, custom }
}

/// The type below all domains.
fn base_type<'a>(catalog: &'a Catalog, sql_type: &'a SqlType) -> &'a SqlType {
    let mut found = sql_type;
    while let TypeName::User(id) = found.name
        && !found.array
        && let TypeKind::Domain { base, .. } = &catalog.type_by_id(id).kind
    {
        found = base;
    }
    found
}
