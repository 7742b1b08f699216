//! A struct bound to its table: which field is for which column.

use proc_macro2::Span;
use quote::ToTokens as _;
use schema_catalog::{Catalog, Column, Table, diesel::rust_name};
use syn::spanned::Spanned as _;
use syn::{Field, Ident, Type};

use crate::attr::FieldAttributes;

/// A field that is for a column, by its own name or by `#[diesel(column_name = …)]`.
pub(crate) struct BoundField<'a> {
    /// The field's name as it is written, or its position in a tuple struct.
    pub(crate) name: String,
    /// The name by which it asks for a column: Diesel's, in Rust.
    pub(crate) column_name: String,
    /// Where the name stands.
    pub(crate) name_span: Span,
    /// The type that is loaded.
    pub(crate) loaded: Type,
    /// The column, if there is one of this name.
    pub(crate) column: Option<&'a Column>,
    /// Whether the field has the column's name of itself.
    pub(crate) renamed: bool,
}

/// A struct and its table.
pub(crate) struct Binding<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) table: &'a Table,
    /// The struct's name.
    pub(crate) model: &'a Ident,
    pub(crate) fields: Vec<BoundField<'a>>,
    /// The spans of `embed`, whose columns are another struct's.
    pub(crate) embedded: Vec<Span>,
    /// The visibility of the first field, with a space behind it, to show the declarations of those that lack.
    pub(crate) visibility: String,
}

impl<'a> Binding<'a> {
    /// Binds the fields of a struct with named fields to the columns of a table.
    pub(crate) fn new(
        catalog: &'a Catalog,
        table: &'a Table,
        model: &'a Ident,
        fields: impl IntoIterator<Item = &'a Field>,
    ) -> Self {
        let table_name = rust_name(&table.name, None);
        let visibility = "pub ".to_owned();
        let mut binding = Self { catalog, table, model, fields: Vec::new(), embedded: Vec::new(), visibility };
        for (position, field) in fields.into_iter().enumerate() {
            if position == 0 {
                binding.visibility = visibility_of(field);
            }
            let attributes = FieldAttributes::of(&field.attrs);
            if let Some(span) = attributes.embed {
                binding.embedded.push(span);
                continue;
            }
            if attributes.select_expression {
                continue;
            }
            let name = field.ident.as_ref().map_or_else(|| position.to_string(), Ident::to_string);
            let asked = attributes.column_name.as_ref().or(field.ident.as_ref());
            let column_name = asked.map_or_else(|| name.clone(), unraw);
            let column = table.columns.iter().find(|column| rust_name(&column.name, Some(&table_name)) == column_name);
            let name_span = asked.map_or_else(|| field.span(), Ident::span);
            let loaded = attributes.deserialize_as.unwrap_or_else(|| field.ty.clone());
            let renamed = attributes.column_name.is_some();
            binding.fields.push(BoundField { name, column_name, name_span, loaded, column, renamed });
        }
        binding
    }

    /// The name in Rust of a column of the table.
    pub(crate) fn rust_name(&self, column: &Column) -> String {
        rust_name(&column.name, Some(&rust_name(&self.table.name, None)))
    }

    /// The columns that no field is for.
    pub(crate) fn columns_without_field(&self) -> Vec<&'a Column> {
        let bound = |column: &Column| {
            self.fields.iter().any(|field| field.column.is_some_and(|bound| bound.id() == column.id()))
        };
        self.table.columns.iter().filter(|column| !bound(column)).collect()
    }
}

/// A field's visibility as it is written, with a space behind it if there is any.
fn visibility_of(field: &Field) -> String {
    let written = field.vis.to_token_stream().to_string().replace(" (", "(").replace("( ", "(").replace(" )", ")");
    if written.is_empty() { written } else { written + " " }
}

/// An identifier without `r#`.
fn unraw(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or_else(|| text.clone(), str::to_owned)
}
