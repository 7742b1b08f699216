//! One model a table: a struct with every column implements a trait for the table's type, which a second one can't.
//!
//! `schema!` makes the trait, visible in its own crate only, since elsewhere it could not be implemented for the table.
//! Where there is none, the one here counts, which hides nothing.

use quote::{quote, quote_spanned};

use super::{Findings, Model};
use crate::schema::MODEL_TRAIT;
use crate::sql_path;

/// Says that the struct is the model of its table, if it is.
pub(super) fn publish(model: &Model<'_>, findings: &mut Findings) {
    let binding = &model.binding;
    if !binding.claims.query || model.is_partial() {
        return;
    }
    let Some(table) = sql_path::of_table(binding.catalog, model.schema, binding.table) else { return };
    let (schema, model_trait) = (model.declarations, proc_macro2::Ident::new(MODEL_TRAIT, binding.model.span()));
    let implementation = quote_spanned! { binding.model.span() => impl #model_trait for #table::table {} };
    findings.items.extend(quote! {
        const _: () = {
            #[allow(dead_code)]
            trait #model_trait {}
            const _: () = {
                #[allow(unused_imports)]
                use #schema::*;
                #implementation
            };
        };
    });
}
