//! The claim of a set of changes: no column that the database computes is among them, and each can be stored.
//!
//! <https://docs.diesel.rs/2.3.x/diesel/prelude/derive.AsChangeset.html>: the fields of the primary key are no changes, and
//! `None` leaves a column as it is, unless `treat_none_as_null = true` makes it NULL.

use super::{Findings, Model, claimed};
use crate::report;
use crate::rust_type::option_argument;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let binding = &model.binding;
    let key = binding.table.primary_key();
    let none_is_null = model.said.treat_none_as_null.unwrap_or(false);
    let changes = claimed(model, findings, |field| field.claims.update && !key.iter().any(|&key| field.is_for(key)));
    for (at, field, column) in changes {
        if let Some(message) = report::update::computed(binding, field, column) {
            findings.blame(at, syn::Error::new(field.name_span, message));
            continue;
        }
        let none_is_null = field.attributes.treat_none_as_null.unwrap_or(none_is_null);
        // Whether there is a change at all, Diesel tells by the field's own type, whatever it is stored as.
        let leaves = !none_is_null && option_argument(field.written).is_some();
        let value = option_argument(field.stored()).filter(|_| leaves).unwrap_or(field.stored());
        if option_argument(value).is_some() && !column.nullable {
            let message = report::update::null(binding, field, column, none_is_null);
            findings.blame(at, syn::Error::new_spanned(field.stored(), message));
        } else {
            findings.store(model, at, column, value);
        }
    }
}
