//! What is wrong with a row: fields without columns, columns without fields, fields out of place.

use std::fmt::Write as _;

use proc_macro2::Ident;
use quote::ToTokens as _;
use schema_catalog::diesel::rust_name;
use schema_catalog::{Column, DeniedName, Table, nearest};
use syn::Type;

use super::{field_to_paste, notes};
use crate::bind::{Binding, BoundField};

/// A field that no column is for; with the column that is meant, if that can be told.
pub(crate) fn field_without_column<'a>(binding: &Binding<'a>, field: &BoundField<'_>) -> (String, Option<&'a Column>) {
    let Binding { catalog, table, model, .. } = binding;
    let (name, wanted) = (&field.name, &field.column_name);
    let mut message = if field.attributes.column_name.is_some() {
        format!("`{model}::{name}` is for column `{wanted}`, and table `{}` has no such column", table.name)
    } else {
        format!("`{model}::{name}` has no column in table `{}`", table.name)
    };
    let free = binding.columns_without_field(|_| true);
    // `type` in SQL is `type_` in Diesel's declarations, and `a-b` is `a_b`.
    if let Some(column) = table.columns.iter().find(|column| column.name == *wanted) {
        let rust = binding.rust_name(column);
        let _ = write!(
            message,
            "\nnote: column `{wanted}` is `{rust}` in Diesel's declarations, since {}",
            why_other_name(table, wanted)
        );
        let _ = write!(message, "\nhelp: name the field `{rust}`, or add #[diesel(column_name = {rust})]");
        return (message, Some(column));
    }
    let mut meant: Option<&Column> = None;
    if let Some((what, place)) = table.former_column(wanted) {
        let _ = write!(message, "\nnote: column `{wanted}` was {what} at {}", catalog.location(place));
        meant = successor(binding, wanted).filter(|column| free.iter().any(|other| other.id() == column.id()));
    }
    let nearest_free = || {
        let near = nearest(wanted, free.iter().map(|column| column.name.as_str()))?;
        free.iter().copied().find(|column| column.name == near)
    };
    let meant = meant.or_else(nearest_free);
    match meant {
        Some(column) => {
            let rust = binding.rust_name(column);
            let place = catalog.location(column.history.declared());
            let definition = column.definition(catalog);
            let _ = write!(message, "\nhelp: did you mean `{rust}`? It is `{definition}`, declared at {place}");
        }
        None => {
            let place = catalog.location(table.history.declared());
            let _ = write!(message, "\nnote: table `{}` is declared at {place}", table.name);
            let _ = write!(message, "\nhelp: remove the field, or add the column in a migration");
        }
    }
    (message, meant)
}

/// Why a column can't be called in Diesel's declarations what it is called in SQL.
fn why_other_name(table: &Table, name: &str) -> String {
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        "its names are of ASCII letters, digits and `_`".to_owned()
    } else if rust_name(&table.name, None) == name {
        format!("`{name}` is the name of the table there")
    } else if name.starts_with("__") {
        "names that begin with `__` end with `_` there".to_owned()
    } else {
        format!("`{name}` is a word of Rust's or Diesel's")
    }
}

/// The column that one of this former name has become, through as many renames as there were.
fn successor<'a>(binding: &Binding<'a>, former: &str) -> Option<&'a Column> {
    let renamed_from = format!("renamed from `{former}`");
    binding.table.columns.iter().find(|column| column.history.events().any(|(_, what)| what == renamed_from))
}

/// Columns that no field is for, with the fields to paste.
pub(crate) fn columns_without_field(binding: &Binding<'_>, columns: &[&Column]) -> String {
    let Binding { table, model, .. } = binding;
    let count = match columns.len() {
        1 => "1 column".to_owned(),
        more => format!("{more} columns"),
    };
    let mut message =
        format!("`{model}` has no field for {count} of table `{}`\nhelp: add what is missing", table.name);
    for column in columns {
        message.push_str(&field_to_paste(binding, column));
    }
    let _ = write!(message, "\nhelp: or claim some of the columns only: #[table({:?}, partial)]", table.name);
    message
}

/// A field that gets another column's value, since `Queryable` alone loads by position.
pub(crate) fn out_of_place(binding: &Binding<'_>, field: &BoundField<'_>, column: &Column) -> String {
    let Binding { catalog, table, model, .. } = binding;
    let place = catalog.location(column.history.declared());
    format!(
        "`{model}::{}` stands where column `{}.{}` is loaded: `Queryable` alone loads by position\n\
         note: `{}` is declared at {place}\n\
         help: put the fields in the order of the columns, or derive Selectable as well and load by `{model}::as_select()`",
        field.name, table.name, column.name, column.name
    )
}

pub(crate) fn column_bound_twice(binding: &Binding<'_>, field: &BoundField<'_>, first: &BoundField<'_>) -> String {
    let column = field.column.map_or("", |column| column.name.as_str());
    format!(
        "`{}::{}` is for column `{}.{column}`, and so is `{}`\nhelp: remove one of the two fields",
        binding.model, field.name, binding.table.name, first.name
    )
}

/// A field of a tuple struct, which has no name of its own.
pub(crate) fn no_column_named(model: &Ident) -> String {
    format!(
        "this field of `{model}` has no name, so it is not known which column it is for\nhelp: add #[diesel(column_name = …)]"
    )
}

/// An embedded struct that tells no columns.
pub(crate) fn embedded_unchecked(binding: &Binding<'_>, part: &Type) -> String {
    let (model, table) = (binding.model, &binding.table.name);
    let part = part.to_token_stream().to_string().replace(' ', "");
    format!(
        "`{model}` embeds `{part}`, whose columns are not known\n\
         help: put #[table({table:?}, embedded)] on `{part}`, so that its columns count and are checked"
    )
}

/// A column whose name the project denies.
pub(crate) fn denied_name(binding: &Binding<'_>, column: &Column, denied: &DeniedName) -> String {
    let Binding { catalog, table, .. } = binding;
    let mut message = denied.message(table, column);
    message.push_str(&notes(catalog, column));
    let _ = write!(message, "\nnote: that is said at {}", denied.place);
    if let Some(help) = denied.help(table, column) {
        let _ = write!(message, "\nhelp: {help}");
    }
    message
}
