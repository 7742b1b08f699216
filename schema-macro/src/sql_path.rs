//! Where Diesel's declarations stand: of tables, of SQL types.

use proc_macro2::TokenStream;
use schema_catalog::diesel::{diesel_type, rust_name, upper_camel_case};
use schema_catalog::{Catalog, Column, Table, Type};

/// The path of the module with the tables of a schema: that of the default one, or one of its own below that.
pub(crate) fn of_schema(catalog: &Catalog, declarations: &str, schema: &str) -> String {
    if schema == catalog.dialect().default_schema() {
        declarations.to_owned()
    } else {
        format!("{declarations}::{}", rust_name(schema, None))
    }
}

/// The path of a table's module below the module with the declarations.
pub(crate) fn of_table(catalog: &Catalog, declarations: &str, table: &Table) -> Option<TokenStream> {
    let module = of_schema(catalog, declarations, &table.schema);
    format!("{module}::{}", rust_name(&table.name, None)).parse().ok()
}

/// The path of a type that the migrations create: in the module of its own schema if a table there has a column of it,
/// else in that of the first schema with such a table. `None` if no table has one, so that none declares it.
pub(crate) fn of_type(catalog: &Catalog, declarations: &str, found: &Type) -> Option<String> {
    let default = catalog.dialect().default_schema();
    let custom = Some((Some(found.schema.clone()).filter(|schema| schema != default), found.name.clone()));
    let uses = |table: &&Table| table.columns.iter().any(|column| diesel_type(catalog, table, column).custom == custom);
    let users = || catalog.tables().filter(uses).map(|table| table.schema.as_str());
    let preferred = |schema: &&str| **schema == *found.schema;
    let schema =
        users().find(preferred).or_else(|| users().find(|schema| *schema == default)).or_else(|| users().next())?;
    Some(format!("{}::sql_types::{}", of_schema(catalog, declarations, schema), upper_camel_case(&found.name)))
}

/// The path of a column's type.
pub(crate) fn of_column(catalog: &Catalog, table: &Table, column: &Column, declarations: &str) -> String {
    diesel_type(catalog, table, column).path(&of_schema(catalog, declarations, &table.schema))
}

/// The path of the type of a column's values, NULL aside.
pub(crate) fn of_value(catalog: &Catalog, table: &Table, column: &Column, declarations: &str) -> String {
    let mut found = diesel_type(catalog, table, column);
    found.nullable = false;
    found.path(&of_schema(catalog, declarations, &table.schema))
}
