//! The claim of `Identifiable`: the primary key is the SQL's, and has its fields.

use schema_catalog::Table;
use syn::ext::IdentExt as _;

use super::{Findings, Model, claimed};
use crate::bind::BoundField;
use crate::claims::derived_at;
use crate::report;

fn same_key(one: &Table, another: &Table) -> bool {
    let names =
        |table: &Table| table.column_names(table.primary_key()).into_iter().map(str::to_lowercase).collect::<Vec<_>>();
    names(one) == names(another)
}

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let binding = &model.binding;
    if let Some((_, primary)) = binding.primary {
        if binding.claims.key && !same_key(binding.table, primary) {
            findings.error(model.options.name.span(), report::key::of_other_engine(binding, primary));
        }
        return;
    }
    let key = binding.table.primary_key();
    if key.is_empty() && binding.claims.key && !binding.table.kind.is_view() {
        // Diesel declares the row id of SQLite, for which a struct can have no field.
        let at = derived_at(model.attributes, "Identifiable").unwrap_or_else(|| model.options.name.span());
        return findings.error(at, report::key::row_id(binding));
    }
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
