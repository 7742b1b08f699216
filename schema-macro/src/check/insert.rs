//! The claim of an insert: every column that needs a value has a field, no column that the database computes has one,
//! and each field can be stored.
//!
//! <https://docs.diesel.rs/2.3.x/diesel/prelude/derive.Insertable.html>: `None` is the column's default, unless
//! `treat_none_as_default_value = false` makes it NULL.

use schema_catalog::Column;

use super::{Findings, Model, claimed, embed};
use crate::report::{self, insert::NoneIs};
use crate::rust_type::option_argument;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let binding = &model.binding;
    let none_is_default = model.said.treat_none_as_default_value.unwrap_or(true);
    // What one engine's trigger fills may have a default in another.
    let filled = model.options.filled.iter().filter(|_| binding.primary.is_none());
    for filled in filled {
        let column = binding.table.column(&filled.value());
        if column.is_none_or(|column| !binding.catalog.needs_value(column)) {
            findings.error(filled.span(), report::insert::needs_no_filling(binding, &filled.value(), column));
        }
    }
    for (at, field, column) in claimed(model, findings, |field| field.claims.insert) {
        if let Some(message) = report::insert::computed(binding, field, column) {
            findings.blame(at, syn::Error::new(field.name_span, message));
            continue;
        }
        let none_is_default = field.attributes.treat_none_as_default_value.unwrap_or(none_is_default);
        let optional = option_argument(field.stored());
        let value = optional.filter(|_| none_is_default).unwrap_or(field.stored());
        let none = if optional.is_some() && none_is_default && must_be_given(model, column) {
            Some(NoneIs::Default)
        } else if option_argument(value).is_some() && !column.nullable {
            Some(if none_is_default { NoneIs::NullWithin } else { NoneIs::Null })
        } else {
            None
        };
        if let Some(none) = none {
            let message = report::insert::none(binding, field, column, none);
            findings.blame(at, syn::Error::new_spanned(field.stored(), message));
        } else {
            findings.store(model, at, column, value);
        }
    }
    if model.options.embedded {
        return;
    }
    let mut missing = findings.missing(model, |field| field.claims.insert);
    missing.retain(|column| must_be_given(model, column));
    if missing.is_empty() {
        return;
    }
    if embed::any(model, |claims| claims.insert) {
        embed::insert(model, &missing, findings);
    } else {
        findings.error(binding.model.span(), report::insert::columns_without_value(binding, &missing));
    }
}

/// Whether an `INSERT` must have a value for the column.
fn must_be_given(model: &Model<'_>, column: &Column) -> bool {
    let filled = &model.options.filled;
    model.binding.catalog.needs_value(column) && !filled.iter().any(|filled| filled.value() == column.name)
}
