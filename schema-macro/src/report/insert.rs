//! What is wrong with an insert: columns without a value, values that the database computes.

use std::fmt::Write as _;

use schema_catalog::{Column, Identity, nearest};

use super::{field_to_paste, notes, plain_type};
use crate::bind::{Binding, BoundField};

/// Columns that need a value and have none, with the fields to paste.
pub(crate) fn columns_without_value(binding: &Binding<'_>, columns: &[&Column]) -> String {
    let Binding { table, model, .. } = binding;
    let skipped = |column: &&&Column| binding.fields.iter().any(|field| field.is_for(column.id()));
    let (skipped, lacking): (Vec<&Column>, Vec<&Column>) = columns.iter().partition(skipped);
    let count = match columns.len() {
        1 => "a column of table".to_owned(),
        more => format!("{more} columns of table"),
    };
    let need = if columns.len() == 1 { "needs" } else { "need" };
    let mut message = format!(
        "`{model}` can't be inserted: {count} `{}` {need} a value, being NOT NULL without a default",
        table.name
    );
    if !lacking.is_empty() {
        message.push_str("\nhelp: add what is missing");
    }
    for column in lacking {
        message.push_str(&field_to_paste(binding, column));
    }
    for column in skipped {
        let (name, definition) = (&column.name, column.definition(binding.catalog));
        let place = binding.catalog.location(column.history.declared());
        let _ = write!(
            message,
            "\nnote: `{name}` has a field, which `skip_insertion` leaves out: it is `{definition}`, {place}"
        );
    }
    let names: Vec<String> = columns.iter().map(|column| format!("{:?}", column.name)).collect();
    let (full, names) = (binding.catalog.full_name(table), names.join(", "));
    let _ = write!(message, "\nhelp: where a trigger gives the value, say so: #[table({full:?}, filled = [{names}])]");
    message
}

/// A column that is said to be filled by a trigger, and is not there or needs no value.
pub(crate) fn needs_no_filling(binding: &Binding<'_>, name: &str, column: Option<&Column>) -> String {
    let Binding { catalog, table, .. } = binding;
    let Some(column) = column else {
        let mut message = format!("`filled` names `{name}`, and table `{}` has no such column", table.name);
        if let Some(near) = nearest(name, table.columns.iter().map(|column| column.name.as_str())) {
            let _ = write!(message, "\nhelp: did you mean `{near}`?");
        }
        return message;
    };
    let mut message = format!("an insert may leave out column `{}.{name}` anyway", table.name);
    let without = if column.nullable { "NULL is allowed" } else { "it has a default" };
    let _ = write!(message, "\ncolumn is `{}`, and {without}", column.definition(catalog));
    message.push_str(&notes(catalog, column));
    message.push_str("\nhelp: leave it out of `filled`");
    message
}

/// A field whose column gets its value from the database.
pub(crate) fn computed(binding: &Binding<'_>, field: &BoundField<'_>, column: &Column) -> Option<String> {
    let what = computed_by_database(column)?;
    let Binding { table, model, .. } = binding;
    let mut message = format!(
        "`{model}::{}` is inserted, and column `{}.{}` {what}, so the database takes no value for it",
        field.name, table.name, column.name
    );
    message.push_str(&notes(binding.catalog, column));
    message.push_str("\nhelp: remove the field, or add #[diesel(skip_insertion)]");
    Some(message)
}

/// How the database itself gives a column its value, if it takes no other.
pub(super) fn computed_by_database(column: &Column) -> Option<&'static str> {
    if column.generated.is_some() {
        Some("is computed (GENERATED ALWAYS AS …)")
    } else if column.identity == Some(Identity::Always) {
        Some("counts by itself (GENERATED ALWAYS AS IDENTITY)")
    } else {
        None
    }
}

/// What an insert does where a value is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoneIs {
    /// It leaves the column to its default.
    Default,
    /// It inserts NULL.
    Null,
    /// It inserts NULL where the value within is `None`.
    NullWithin,
}

/// A value that may be `None`, in a column that takes neither NULL nor nothing.
pub(crate) fn none(binding: &Binding<'_>, field: &BoundField<'_>, column: &Column, none: NoneIs) -> String {
    let Binding { catalog, table, model, .. } = binding;
    let (name, definition) = (&column.name, column.definition(catalog));
    let what = match none {
        NoneIs::Default => "no value where it is `None`",
        NoneIs::Null => "NULL where it is `None`",
        NoneIs::NullWithin => "NULL where it is `Some(None)`",
    };
    let mut message =
        format!("`{model}::{}` inserts {what}, which column `{}.{name}` does not take", field.name, table.name);
    let without = if column.has_default() { "" } else { " without a default" };
    let _ = write!(message, "\ncolumn is `{definition}`{without}; expected {}", plain_type(catalog, table, column));
    if none == NoneIs::NullWithin && column.has_default() {
        message.push_str(", or `Option` of that, whose `None` is the column's default");
    }
    message.push_str(&notes(catalog, column));
    if none == NoneIs::Null && column.has_default() {
        message.push_str("\nhelp: with #[diesel(treat_none_as_default_value = true)], `None` is the column's default");
    }
    message
}
