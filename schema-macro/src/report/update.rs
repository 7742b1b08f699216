//! What is wrong with a set of changes.

use std::fmt::Write as _;

use schema_catalog::Column;

use super::insert::computed_by_database;
use super::{notes, plain_type};
use crate::bind::{Binding, BoundField};

/// A field whose column gets its value from the database.
pub(crate) fn computed(binding: &Binding<'_>, field: &BoundField<'_>, column: &Column) -> Option<String> {
    let what = computed_by_database(column)?;
    let Binding { table, model, .. } = binding;
    let mut message = format!(
        "`{model}::{}` is a change, and column `{}.{}` {what}, so the database takes no value for it",
        field.name, table.name, column.name
    );
    message.push_str(&notes(binding.catalog, column));
    message.push_str("\nhelp: remove the field, or add #[diesel(skip_update)]");
    Some(message)
}

/// A change to NULL of a column that can't be NULL.
pub(crate) fn null(binding: &Binding<'_>, field: &BoundField<'_>, column: &Column, none_is_null: bool) -> String {
    let Binding { catalog, table, model, .. } = binding;
    let (name, definition) = (&column.name, column.definition(catalog));
    let when = if none_is_null { "`None`, by `treat_none_as_null`" } else { "`Some(None)`" };
    let mut message = format!(
        "`{model}::{}` sets column `{}.{name}` to NULL where it is {when}, which the column does not take",
        field.name, table.name
    );
    let expected = plain_type(catalog, table, column);
    let _ = write!(message, "\ncolumn is `{definition}`; expected {expected}");
    if !none_is_null {
        message.push_str(", or `Option` of that, whose `None` leaves the column as it is");
    }
    message.push_str(&notes(catalog, column));
    message
}
