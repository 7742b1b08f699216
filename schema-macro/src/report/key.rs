//! What is wrong with a primary key.

use proc_macro2::Ident;
use schema_catalog::{Column, Table};

use super::field_to_paste;
use crate::bind::Binding;

/// A primary key that the struct says otherwise than the SQL.
pub(crate) fn other(binding: &Binding<'_>, said: &[Ident], key: &[String]) -> String {
    let (model, table) = (binding.model, &binding.table.name);
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    format!(
        "`{model}` says that its primary key is ({}), and table `{table}` has ({})\n\
         help: leave `primary_key` out: `#[table]` adds it",
        said.join(", "),
        key.join(", ")
    )
}

/// A table whose rows SQLite tells by their row id alone.
pub(crate) fn row_id(binding: &Binding<'_>) -> String {
    let Binding { catalog, table, model, .. } = binding;
    let (name, place) = (&table.name, catalog.location(table.history.declared()));
    format!(
        "`{model}` derives Identifiable, and table `{name}` has no primary key but its row id, which is no column\n\
         note: declared at {place}\nhelp: leave the derive out, or give the table a primary key in a migration"
    )
}

/// Another engine's primary key, that is not the primary engine's.
pub(crate) fn of_other_engine(binding: &Binding<'_>, primary: &Table) -> String {
    let key = |table: &Table| table.column_names(table.primary_key()).join(", ");
    format!(
        "the primary key of table `{}` is ({}), and Diesel declares ({})\nhelp: give both the same key in a migration",
        binding.table.name,
        key(binding.table),
        key(primary)
    )
}

/// A key that `Identifiable` needs, and that no field is for.
pub(crate) fn without_field(binding: &Binding<'_>, columns: &[&Column]) -> String {
    let mut message = format!(
        "`{}` derives Identifiable, and has no field for the primary key of table `{}`\nhelp: add what is missing",
        binding.model, binding.table.name
    );
    for column in columns {
        message.push_str(&field_to_paste(binding, column));
    }
    message
}
