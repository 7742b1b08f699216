//! The claim of `Identifiable`: the primary key is the SQL's, and has its fields.

use syn::ext::IdentExt as _;

use super::{Findings, Model, claimed};
use crate::bind::BoundField;
use crate::report;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let binding = &model.binding;
    let key = binding.table.primary_key();
    let of_key = |field: &BoundField<'_>| key.iter().any(|&key| field.is_for(key));
    if binding.claims.key {
        let mut missing = binding.columns_without_field(|_| true);
        missing.retain(|column| key.contains(&column.id()));
        if !missing.is_empty() {
            missing.retain(|column| !findings.explained.contains(&column.id()));
            if !missing.is_empty() {
                findings.error(binding.model.span(), report::key::without_field(binding, &missing));
            }
            return;
        }
        // What is neither loaded nor inserted is still what a row is found by.
        let alone = claimed(model, findings, |field| !field.claims.row && !field.claims.insert && of_key(field));
        for (at, field, column) in alone {
            findings.store(model, at, column, field.stored());
        }
    }
    let Some(said) = &model.said.primary_key else { return };
    let columns = key.iter().map(|&column| binding.rust_name(binding.table.column_by_id(column)));
    let columns: Vec<String> = columns.collect();
    let same = said.len() == columns.len() && said.iter().zip(&columns).all(|(said, column)| said.unraw() == column);
    if let Some(first) = said.first().filter(|_| !same) {
        findings.error(first.span(), report::key::other(binding, said, &columns));
    }
}
