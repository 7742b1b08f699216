//! The naming standard of `schema.toml`: no column of the table has a name that it denies.

use super::{Findings, Model};
use crate::report;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let binding = &model.binding;
    for column in &binding.table.columns {
        let Some(denied) = model.denied_names.iter().find(|denied| denied.denies(binding.table, column)) else {
            continue;
        };
        let field = binding.fields.iter().position(|field| field.is_for(column.id()));
        let message = report::row::denied_name(binding, column, denied);
        match field {
            Some(at) => findings.blame(at, syn::Error::new(binding.fields[at].name_span, message)),
            // Another struct has the column.
            None if model.is_partial() || !binding.claims.row => {}
            None => findings.error(model.options.name.span(), message),
        }
    }
}
