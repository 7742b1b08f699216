//! Embedded structs, whose columns this struct has as well: each tells its own in a constant, which is compared here.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use schema_catalog::{Column, Table};
use syn::spanned::Spanned as _;

use super::compiler::standing_alone;
use super::{Findings, Model};
use crate::ask::{as_format, same_text};
use crate::bind::BoundField;
use crate::claims::Claims;
use crate::report;
use crate::rust_type::option_argument;

/// Whether a struct is embedded for a claim.
pub(super) fn any(model: &Model<'_>, claimed: impl Fn(Claims) -> bool) -> bool {
    model.binding.embedded.iter().any(|embedded| claimed(embedded.claims))
}

/// Tells the columns of a struct that others may embed: its table, those that it loads, those that it inserts.
pub(super) fn publish(model: &Model<'_>, findings: &mut Findings) {
    if !model.is_partial() {
        return;
    }
    let name = model.binding.model;
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    let table = full_name(model.binding.table);
    let loads = columns(model, |field| field.claims.row);
    let inserts = columns(model, |field| field.claims.insert);
    findings.items.extend(quote! {
        impl #impl_generics #name #ty_generics #where_clause {
            #[doc(hidden)]
            #[allow(dead_code, unreachable_pub)]
            pub const __TABLE_PART: ::core::option::Option<(
                &'static ::core::primitive::str,
                &'static [&'static ::core::primitive::str],
                &'static [&'static ::core::primitive::str],
            )> = ::core::option::Option::Some((#table, &[#(#loads),*], &[#(#inserts),*]));
        }
    });
}

fn columns<'m>(model: &'m Model<'_>, claimed: impl Fn(&BoundField<'_>) -> bool) -> Vec<&'m str> {
    let fields = model.binding.fields.iter().filter(|field| claimed(field));
    fields.filter_map(|field| Some(field.column?.name.as_str())).collect()
}

fn full_name(table: &Table) -> String {
    format!("{}.{}", table.schema, table.name)
}

/// Checks that the columns of a row for which there is no field are those of embedded structs.
pub(super) fn row(model: &Model<'_>, missing: &[&Column], findings: &mut Findings) {
    let message = |column: &&Column| report::row::columns_without_field(&model.binding, &[column]);
    let missing: Vec<_> = missing.iter().map(|column| (column.name.as_str(), message(column))).collect();
    covered(model, &missing, &quote! { loads }, |claims| claims.row, findings);
}

/// Checks that the columns that need a value and have no field are those of embedded structs.
pub(super) fn insert(model: &Model<'_>, missing: &[&Column], findings: &mut Findings) {
    let message = |column: &&Column| report::insert::columns_without_value(&model.binding, &[column]);
    let missing: Vec<_> = missing.iter().map(|column| (column.name.as_str(), message(column))).collect();
    covered(model, &missing, &quote! { inserts }, |claims| claims.insert, findings);
}

fn covered(
    model: &Model<'_>,
    missing: &[(&str, String)],
    which: &TokenStream,
    claimed: impl Fn(Claims) -> bool,
    findings: &mut Findings,
) {
    let embedded = model.binding.embedded.iter().filter(|embedded| claimed(embedded.claims));
    let types = embedded.map(|embedded| {
        let written = option_argument(embedded.written).unwrap_or(embedded.written);
        standing_alone(written, model.generics)
    });
    // What depends on the struct's own type parameters is left to the place that names them.
    let Some(types) = types.collect::<Option<Vec<_>>>() else { return };
    let unchecked = types.iter().map(|part| {
        let message = report::row::embedded_unchecked(&model.binding, part);
        let message = as_format(&message);
        quote_spanned! { part.span() => const _: () = ::core::assert!(<#part>::__TABLE_PART.is_some(), #message); }
    });
    let table = full_name(model.binding.primary.map_or(model.binding.table, |(_, table)| table));
    let lacking = missing.iter().map(|(column, message)| {
        let message = as_format(message);
        quote_spanned! { model.binding.model.span() => const _: () = ::core::assert!(covers(#column), #message); }
    });
    let same_text = same_text();
    findings.items.extend(quote! {
        const _: () = {
            // No struct has such names, which here would hide it.
            type __Text = &'static ::core::primitive::str;
            type __Part = ::core::option::Option<(__Text, &'static [__Text], &'static [__Text])>;
            // The struct's own constant counts before this one.
            trait __Unchecked {
                const __TABLE_PART: __Part = ::core::option::Option::None;
            }
            impl<T: ?::core::marker::Sized> __Unchecked for T {}
            #same_text
            const fn covers(column: __Text) -> ::core::primitive::bool {
                let parts: &[__Part] = &[#(<#types>::__TABLE_PART),*];
                let mut at = 0;
                while at < parts.len() {
                    // A struct without columns of its own is reported by itself.
                    let ::core::option::Option::Some((table, loads, inserts)) = parts[at] else { return true };
                    let _ = (loads, inserts);
                    let mut of_part = 0;
                    while same(table, #table) && of_part < #which.len() {
                        if same(#which[of_part], column) {
                            return true;
                        }
                        of_part += 1;
                    }
                    at += 1;
                }
                false
            }
            #(#unchecked)*
            #(#lacking)*
        };
    });
}
