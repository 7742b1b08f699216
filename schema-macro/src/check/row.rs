//! The claim of a row: every column has a field, every field a column, of its type and nullability, and in its place
//! where values come by position.

use schema_catalog::Column;

use super::{Findings, Model, claimed, embed};
use crate::bind::BoundField;
use crate::report::{self, Direction, Mismatch};
use crate::rust_type::{Verdict, compare_loaded};

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let binding = &model.binding;
    for (at, field, column) in claimed(model, findings, |field| field.claims.row) {
        match compare_loaded(binding, column, field.loaded()) {
            Verdict::Holds => {}
            Verdict::Differs => {
                let mismatch = Mismatch::new(binding, field, column, Direction::Loaded);
                findings.blame(at, mismatch.into_error(field.loaded()));
            }
            Verdict::Open => findings.compiler.loads(model, at, column),
        }
    }
    if model.is_partial() {
        return;
    }
    // What is selected in a column's place is its field still.
    let missing = findings.missing(model, |field| field.claims.row || field.attributes.select_expression);
    if !missing.is_empty() {
        findings.explained.extend(missing.iter().map(|column| column.id()));
        if embed::any(model, |claims| claims.row) {
            embed::row(model, &missing, findings);
        } else {
            findings.error(binding.model.span(), report::row::columns_without_field(binding, &missing));
        }
    } else if binding.primary.is_none()
        && binding.claims.by_position
        && findings.explained.is_empty()
        && binding.embedded.is_empty()
    {
        order(model, findings);
    }
}

/// Errs at the first field that stands in another column's place.
fn order(model: &Model<'_>, findings: &mut Findings) {
    let binding = &model.binding;
    let in_place = |(field, column): &(&BoundField<'_>, &Column)| field.is_for(column.id());
    let mut places = binding.fields.iter().zip(&binding.table.columns);
    if let Some((field, column)) = places.find(|place| !in_place(place)) {
        findings.error(field.name_span, report::row::out_of_place(binding, field, column));
    }
}
