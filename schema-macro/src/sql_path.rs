//! Where Diesel's declarations stand: of tables, of SQL types.

use std::fmt;

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_catalog::diesel::{DieselType, diesel_type, rust_name, upper_camel_case};
use schema_catalog::{Catalog, Column, Table, Type};

use crate::code;

/// The path of the module with the tables of a schema: that of the default one, or one of its own below that.
pub(crate) fn of_schema(catalog: &Catalog, declarations: &str, schema: &str) -> String {
    if schema == catalog.dialect().default_schema() {
        declarations.to_owned()
    } else {
        format!("{declarations}::{}", rust_name(schema, None))
    }
}

/// The path of a table's module below the module with the declarations.
pub(crate) fn of_table(catalog: &Catalog, declarations: &str, table: &Table) -> Option<RustPath> {
    let module = of_schema(catalog, declarations, &table.schema);
    RustPath::new(format!("{module}::{}", rust_name(&table.name, None)))
}

/// The path of a type that the migrations create: in the module of its own schema if a table there has a column of it,
/// else in that of the first schema with such a table. `None` if no table has one, so that none declares it.
pub(crate) fn of_type(catalog: &Catalog, declarations: &str, found: &Type) -> Option<RustPath> {
    let default = catalog.dialect().default_schema();
    let custom = Some((Some(found.schema.clone()).filter(|schema| schema != default), found.name.clone()));
    let uses = |table: &&Table| table.columns.iter().any(|column| diesel_type(catalog, table, column).custom == custom);
    let users = || catalog.tables().filter(uses).map(|table| table.schema.as_str());
    let preferred = |schema: &&str| **schema == *found.schema;
    let schema =
        users().find(preferred).or_else(|| users().find(|schema| *schema == default)).or_else(|| users().next())?;
    RustPath::new(format!("{}::sql_types::{}", of_schema(catalog, declarations, schema), upper_camel_case(&found.name)))
}

/// The path of a type of Diesel's, or of one that is declared with this table; `None` for one whose name can be none in
/// Rust.
pub(crate) fn of_diesel_type(
    catalog: &Catalog,
    table: &Table,
    sql_type: &DieselType,
    declarations: &str,
) -> Option<RustPath> {
    RustPath::new(sql_type.path(&of_schema(catalog, declarations, &table.schema)))
}

/// The path of the type of a column's values, NULL aside.
pub(crate) fn of_value(catalog: &Catalog, table: &Table, column: &Column, declarations: &str) -> Option<RustPath> {
    let mut found = diesel_type(catalog, table, column);
    found.nullable = false;
    of_diesel_type(catalog, table, &found, declarations)
}

/// A path in Rust, with what may stand between `<` and `>`.
pub(crate) struct RustPath(String);

impl RustPath {
    fn new(path: String) -> Option<Self> {
        let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let is_valid = if path.chars().all(|c| of_name(c) || matches!(c, ':' | '<' | '>')) {
            // There is one for almost every field, and to have it parsed would take longer than all else.
            path.split([':', '<', '>']).all(|name| !name.starts_with(|c: char| c.is_ascii_digit()))
        } else {
            syn::parse_str::<syn::Type>(&path).is_ok()
        };
        is_valid.then_some(Self(path))
    }
}

impl fmt::Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for RustPath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(code::tokens(&self.0).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::RustPath;

    #[test]
    fn a_path_is_one_that_can_be_parsed() {
        let path = |path: &str| RustPath::new(path.to_owned());
        for valid in
            ["::diesel::sql_types::Nullable<::diesel::sql_types::Text>", "crate::schema::größe", "self::r#type"]
        {
            assert_eq!(path(valid).expect("a path").to_string(), valid);
        }
        for invalid in ["crate::sql_types::2d", "crate::sql_types::a b"] {
            assert!(path(invalid).is_none(), "{invalid}");
        }
    }
}
