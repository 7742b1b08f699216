//! Where Diesel's declarations stand: of tables, of SQL types.

use proc_macro2::TokenStream;
use schema_catalog::diesel::{diesel_type, rust_name, upper_camel_case};
use schema_catalog::{Catalog, Column, Table};

/// The path of a table's module below the module with the declarations.
pub(crate) fn of_table(schema: &str, table: &Table) -> Option<TokenStream> {
    format!("{schema}::{}", rust_name(&table.name, None)).parse().ok()
}

/// The path of a type that the migrations create.
pub(crate) fn of_type(schema: &str, name: &str) -> String {
    format!("{schema}::sql_types::{}", upper_camel_case(name))
}

/// The path of the type of a column's values, NULL aside.
pub(crate) fn of_value(catalog: &Catalog, column: &Column, schema: &str) -> String {
    let mut found = diesel_type(catalog, column);
    found.nullable = false;
    found.path(schema)
}
