//! What is wrong with an association.

use quote::ToTokens as _;
use schema_catalog::diesel::{rust_name, upper_camel_case};
use schema_catalog::{Column, Table};

use super::{Mismatch, history, notes};
use crate::attr::BelongsTo;
use crate::bind::Binding;

fn parent_name(belongs: &BelongsTo) -> String {
    belongs.parent.to_token_stream().to_string().replace(' ', "")
}

/// A parent that is there twice.
pub(crate) fn twice(binding: &Binding<'_>, belongs: &BelongsTo) -> String {
    let (model, parent) = (binding.model, parent_name(belongs));
    format!(
        "`{model}` belongs to `{parent}` twice, and Diesel takes one `belongs_to` for each parent\n\
         help: keep the key that queries follow most, and use the other in a filter"
    )
}

/// A foreign key for which there is no field.
pub(crate) fn no_field(binding: &Binding<'_>, belongs: &BelongsTo, key: &str, guessed: bool) -> String {
    let (model, parent) = (binding.model, parent_name(belongs));
    let wanted = if guessed { " (the key is not named, so Diesel takes this one)" } else { "" };
    let mut message = format!("`{model}` belongs to `{parent}` by `{key}`, and has no such field{wanted}");
    message.push_str(&keys(binding, belongs, key));
    message
}

/// A column that refers to nothing.
pub(crate) fn no_foreign_key(binding: &Binding<'_>, belongs: &BelongsTo, column: &Column) -> String {
    let (table, name) = (&binding.table.name, &column.name);
    let mut message = format!("column `{table}.{name}` has no foreign key in the migrations");
    message.push_str(&notes(binding.catalog, column));
    message.push_str(&keys(binding, belongs, &rust_name(name, None)));
    message
}

/// The foreign keys that there are, and what to do about one that is not the one that is meant.
fn keys(binding: &Binding<'_>, belongs: &BelongsTo, wanted: &str) -> String {
    let Binding { catalog, table, .. } = binding;
    let mut message = String::new();
    // By which columns an association can go, and whether the parent's name fits that of the table.
    let mut usable: Vec<(String, bool)> = Vec::new();
    let model = belongs.parent.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    for (constraint, key) in table.foreign_keys() {
        let columns = table.column_names(&key.columns);
        let parent = catalog.table_by_id(key.parent);
        let parent_columns = parent.column_names(&key.parent_columns).join(", ");
        let place = catalog.location(constraint.declared);
        message.push_str(&format!(
            "\nnote: ({}) refers to `{}` ({parent_columns}), declared at {place}",
            columns.join(", "),
            parent.name
        ));
        if let ([column], true) = (columns.as_slice(), parent.primary_key() == key.parent_columns) {
            usable.push((rust_name(column, None), upper_camel_case(&parent.name).starts_with(&model)));
        }
    }
    if message.is_empty() {
        message.push_str(&format!("\nnote: table `{}` has no foreign key at all", table.name));
    }
    let is_there = usable.iter().any(|(name, _)| name == wanted);
    let fits = usable.iter().any(|(name, fits)| *fits && name != wanted);
    let others = usable.iter().filter(|(name, of_parent)| name != wanted && *of_parent == fits);
    let names: Vec<String> = others.map(|(name, _)| format!("`foreign_key = {name}`")).collect();
    let mut ways = Vec::new();
    if is_there {
        ways.push(format!("add the field `{wanted}`"));
    }
    if !names.is_empty() {
        ways.push(format!("name the column by {}", names.join(" or ")));
    }
    if !is_there {
        ways.push(format!("add the key in a migration: ALTER TABLE {} ADD FOREIGN KEY (…) REFERENCES …;", table.name));
    }
    message.push_str(&format!("\nhelp: {}", ways.join(", or ")));
    message
}

/// A key to something else than a primary key of one column.
pub(crate) fn not_primary_key(
    binding: &Binding<'_>,
    column: &Column,
    parent: &Table,
    parent_column: &Column,
) -> String {
    let (table, name) = (&binding.table.name, &column.name);
    let key = parent.column_names(parent.primary_key()).join(", ");
    let place = binding.catalog.location(parent_column.history.declared());
    format!(
        "column `{table}.{name}` refers to `{}.{}`, and `belongs_to` compares it with the primary key, ({key})\n\
         note: `{}` is declared at {place}\n\
         help: leave this `belongs_to` out, and join with `on`",
        parent.name, parent_column.name, parent_column.name
    )
}

/// A key of another type than what it refers to.
pub(crate) fn types_differ(binding: &Binding<'_>, column: &Column, parent: &Table, parent_column: &Column) -> String {
    let Binding { catalog, table, .. } = binding;
    let place = |column: &Column| catalog.location(column.history.declared());
    format!(
        "column `{}.{}` is `{}` and refers to `{}.{}`, which is `{}`: `belongs_to` needs one type for both\n\
         note: `{}` is declared at {}\n\
         note: `{}` is declared at {}\n\
         help: give both the same type in a migration, or leave this `belongs_to` out, and join with `on`",
        table.name,
        column.name,
        column.sql_type.display(catalog),
        parent.name,
        parent_column.name,
        parent_column.sql_type.display(catalog),
        column.name,
        place(column),
        parent_column.name,
        place(parent_column),
    )
}

/// A parent that is a struct of another table than the key refers to.
pub(crate) fn other_parent(binding: &Binding<'_>, belongs: &BelongsTo, column: &Column, tables: &[&Table]) -> Mismatch {
    let Binding { catalog, table, model, .. } = binding;
    let parent = parent_name(belongs);
    let names: Vec<String> = tables.iter().map(|table| format!("`{}`", table.name)).collect();
    let names = names.join(" or ");
    let mut notes = history(catalog, &column.history);
    for (constraint, key) in table.foreign_keys().filter(|(_, key)| key.columns.contains(&column.id())) {
        let place = catalog.location(constraint.declared);
        notes.push(format!("the key to `{}` is declared at {place}", catalog.table_by_id(key.parent).name));
    }
    Mismatch {
        message: format!(
            "`{model}` does not belong to `{parent}` by `{}`: column `{}.{}` refers to table {names}",
            column.name, table.name, column.name
        ),
        label: format!("expected a struct of table {names} that derives Identifiable"),
        notes,
    }
}

/// A key whose type in Rust is another than that of the parent's key.
pub(crate) fn other_type(binding: &Binding<'_>, belongs: &BelongsTo, column: &Column) -> Mismatch {
    let (model, parent) = (binding.model, parent_name(belongs));
    let key = binding.rust_name(column);
    Mismatch {
        message: format!("`{model}::{key}` can't be compared with the primary key of `{parent}`"),
        label: format!("expected `{key}` to be of the type of `{parent}`'s key, or `Option` of that"),
        notes: history(binding.catalog, &column.history),
    }
}
