//! The claim of `Associations`: each `belongs_to` has its foreign key in the SQL, to the primary key of that parent.
//!
//! <https://docs.diesel.rs/2.3.x/diesel/associations/index.html>

use std::fmt::Write as _;

use quote::{ToTokens as _, format_ident};
use schema_catalog::diesel::diesel_type;
use schema_catalog::{Column, Table};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Ident, Type, parse_quote_spanned};

use super::compiler::standing_alone;
use super::{Findings, Model};
use crate::ask::{Question, holder};
use crate::attr::BelongsTo;
use crate::bind::Binding;
use crate::report;
use crate::sql_path::{self, RustPath};

/// What a foreign key lets a column refer to.
struct Reference<'a> {
    parent: &'a Table,
    column: &'a Column,
}

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for (at, belongs) in model.said.belongs_to.iter().enumerate() {
        let parent = belongs.parent.to_token_stream().to_string();
        let before = &model.said.belongs_to[..at];
        if before.iter().any(|other| other.parent.to_token_stream().to_string() == parent) {
            findings
                .push(syn::Error::new_spanned(&belongs.parent, report::association::twice(&model.binding, belongs)));
            continue;
        }
        one(model, belongs, findings);
    }
}

fn one(model: &Model<'_>, belongs: &BelongsTo, findings: &mut Findings) {
    let binding = &model.binding;
    let key = foreign_key(belongs);
    let at = key.span();
    let key = key.unraw().to_string();
    let Some(field) = binding.fields.iter().find(|field| field.column_name == key) else {
        let guessed = belongs.foreign_key.is_none();
        return findings.error(at, report::association::no_field(binding, belongs, &key, guessed));
    };
    let Some(column) = field.column else {
        if !(field.claims.row || field.claims.insert || field.claims.update) {
            let (message, _) = report::row::field_without_column(binding, field);
            findings.error(field.name_span, message);
        }
        return;
    };
    let references = references(model, column);
    let Some(first) = references.first() else {
        return findings.error(at, report::association::no_foreign_key(binding, belongs, column));
    };
    let to_primary_key: Vec<&Reference<'_>> =
        references.iter().filter(|reference| reference.parent.primary_key() == [reference.column.id()]).collect();
    if to_primary_key.is_empty() {
        return findings.error(at, report::association::not_primary_key(binding, column, first.parent, first.column));
    }
    let mut fitting: Vec<&Table> =
        to_primary_key.iter().filter(|to| same_type(model, column, to)).map(|to| to.parent).collect();
    // Two foreign keys may say the same.
    fitting.sort_by_key(|parent| parent.id());
    fitting.dedup_by_key(|parent| parent.id());
    if fitting.is_empty() {
        let Reference { parent, column: parent_column } = to_primary_key[0];
        return findings.error(at, report::association::types_differ(binding, column, parent, parent_column));
    }
    to_parent(model, belongs, column, &fitting, findings);
}

/// The column that Diesel takes for the foreign key: the one that is named, else `user_id` for `User`.
fn foreign_key(belongs: &BelongsTo) -> Ident {
    if let Some(key) = &belongs.foreign_key {
        return key.clone();
    }
    let last = belongs.parent.path.segments.last().map(|segment| &segment.ident);
    let mut name = String::new();
    for (at, c) in last.map(ToString::to_string).unwrap_or_default().chars().enumerate() {
        if at > 0 && c.is_uppercase() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    let span = last.map_or_else(proc_macro2::Span::call_site, Ident::span);
    format_ident!("{name}_id", span = span)
}

/// Every column that a foreign key lets this one refer to.
fn references<'a>(model: &Model<'a>, column: &Column) -> Vec<Reference<'a>> {
    let (catalog, table) = (model.binding.catalog, model.binding.table);
    let of_key = table.foreign_keys().flat_map(|(_, key)| {
        let pairs = key.columns.iter().zip(&key.parent_columns);
        pairs.filter(|&(&child, _)| child == column.id()).map(|(_, &parent)| (key.parent, parent))
    });
    of_key
        .map(|(parent, column)| {
            let parent = catalog.table_by_id(parent);
            Reference { parent, column: parent.column_by_id(column) }
        })
        .collect()
}

fn same_type(model: &Model<'_>, child: &Column, to: &Reference<'_>) -> bool {
    let Binding { catalog, table, .. } = &model.binding;
    let (child, parent) = (diesel_type(catalog, table, child), diesel_type(catalog, to.parent, to.column));
    (child.name, child.array, child.custom) == (parent.name, parent.array, parent.custom)
}

/// Has the compiler decide whether the parent is a struct of one of these tables, and its key of the field's type.
fn to_parent(model: &Model<'_>, belongs: &BelongsTo, column: &Column, tables: &[&Table], findings: &mut Findings) {
    let binding = &model.binding;
    let parent = Type::Path(belongs.parent.clone());
    let paths: Vec<RustPath> =
        tables.iter().filter_map(|table| sql_path::of_table(model.binding.catalog, model.schema, table)).collect();
    let Some(parent) = standing_alone(&parent, model.generics).filter(|_| paths.len() == tables.len()) else { return };
    let suffix = holder(&binding.model.unraw().to_string(), &[&column.name]);
    let of_table = format!("TableOfParent{suffix}");
    let mut items = format!("trait {of_table} {{}}");
    for path in paths {
        let _ = write!(items, " impl {of_table} for {path}::table {{}}");
    }
    findings.compiler.other(Question {
        holder: format!("Parent{suffix}"),
        checked: parent.clone(),
        other: None,
        bounds: vec![format!("::diesel::associations::HasTable<Table: {of_table}>")],
        mismatch: report::association::other_parent(binding, belongs, column, tables),
        items,
    });
    let (name, (_, ty_generics, _)) = (binding.model, model.generics.split_for_impl());
    let child: Type = parse_quote_spanned! { belongs.parent.span() => #name #ty_generics };
    let Some(child) = standing_alone(&child, model.generics) else { return };
    findings.compiler.other(Question {
        holder: format!("BelongsTo{suffix}"),
        checked: child,
        other: Some(parent),
        bounds: vec!["::diesel::associations::BelongsTo<Other>".to_owned()],
        mismatch: report::association::other_type(binding, belongs, column),
        items: String::new(),
    });
}
