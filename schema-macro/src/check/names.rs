//! Names: every field that a claim speaks of has a column, and no two have the same.

use super::{Findings, Model};
use crate::bind::BoundField;
use crate::report;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let binding = &model.binding;
    for field in &binding.unnamed {
        findings.push(syn::Error::new_spanned(field, report::row::no_column_named(binding.model)));
    }
    for (at, field) in binding.fields.iter().enumerate() {
        let claims = field.claims;
        if !(claims.row || claims.insert || claims.update) {
            continue;
        }
        let Some(column) = field.column else {
            let (message, meant) = report::row::field_without_column(binding, field);
            findings.explained.extend(meant.map(schema_catalog::Column::id));
            findings.blame(at, syn::Error::new(field.name_span, message));
            continue;
        };
        let first = binding.fields[..at].iter().find(|other| other.is_for(column.id()) && share_a_claim(other, field));
        if let Some(first) = first {
            let message = report::row::column_bound_twice(binding, field, first);
            findings.blame(at, syn::Error::new(field.name_span, message));
        }
    }
}

fn share_a_claim(a: &BoundField<'_>, b: &BoundField<'_>) -> bool {
    let (a, b) = (a.claims, b.claims);
    (a.row && b.row) || (a.insert && b.insert) || (a.update && b.update)
}
