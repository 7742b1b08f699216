//! A model for every table: the trait that a table's model implements, and what is asked of it by `require_models`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use schema_catalog::{Catalog, Table, TableKind};

use super::options::SchemaOptions;
use crate::ask::{self, Question, holder};
use crate::report;
use crate::sql_path;

/// The trait that a table implements which has a model; rustc shows its name where a table has two.
pub(crate) const MODEL_TRAIT: &str = "OneModelPerTable";

/// The trait, and a question for each table that must have a model.
pub(super) fn expand<'a>(
    catalog: &Catalog,
    tables: impl Iterator<Item = &'a Table>,
    options: &SchemaOptions,
) -> TokenStream {
    let model_trait = Ident::new(MODEL_TRAIT, Span::call_site());
    let required = options.require_models.map(|span| {
        let tables = tables.filter(|table| has_own_rows(table));
        ask::all(tables.map(|table| question(catalog, table, span)))
    });
    quote! {
        #[doc(hidden)]
        #[allow(dead_code)]
        pub(crate) trait #model_trait {}
        #required
    }
}

/// Whether rows are the table's own: those of a partition are its parent's.
fn has_own_rows(table: &Table) -> bool {
    matches!(table.kind, TableKind::Table | TableKind::Partitioned) && !table.is_partition()
}

fn question(catalog: &Catalog, table: &Table, span: Span) -> Question {
    let module = sql_path::of_table(catalog, "self", table);
    Question {
        holder: holder("ModelOf", &[&catalog.full_name(table)]),
        checked: ask::type_at(span, quote! { #module::table }),
        other: None,
        bounds: vec![MODEL_TRAIT.to_owned()],
        mismatch: report::schema::no_model(catalog, table),
        items: String::new(),
    }
}
