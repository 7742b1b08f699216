//! A struct bound to its table: which field is for which column, in which of the struct's claims.

use proc_macro2::Span;
use quote::ToTokens as _;
use schema_catalog::{Catalog, Column, ColumnId, Table, diesel::rust_name};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Field, Ident, Type};

use crate::attr::FieldAttributes;
use crate::claims::Claims;
use crate::engines::same_name;

/// A field that is for a column, by its own name or by `#[diesel(column_name = …)]`.
pub(crate) struct BoundField<'a> {
    /// The field's name as it is written, or its position in a tuple struct.
    pub(crate) name: String,
    /// The name by which it asks for a column: Diesel's, in Rust.
    pub(crate) column_name: String,
    /// Where the name stands.
    pub(crate) name_span: Span,
    /// Its type as it is written.
    pub(crate) written: &'a Type,
    /// What `#[diesel(…)]` says of it.
    pub(crate) attributes: FieldAttributes,
    /// The column, if there is one of this name.
    pub(crate) column: Option<&'a Column>,
    /// The claims that it is part of.
    pub(crate) claims: Claims,
}

impl BoundField<'_> {
    /// The type that is loaded.
    pub(crate) fn loaded(&self) -> &Type {
        self.attributes.deserialize_as.as_ref().unwrap_or(self.written)
    }

    /// The type that is stored.
    pub(crate) fn stored(&self) -> &Type {
        self.attributes.serialize_as.as_ref().unwrap_or(self.written)
    }

    /// Whether it is for this column.
    pub(crate) fn is_for(&self, column: ColumnId) -> bool {
        self.column.is_some_and(|bound| bound.id() == column)
    }
}

/// A field that stands for the fields of another struct.
pub(crate) struct Embedded<'a> {
    /// Its type as it is written.
    pub(crate) written: &'a Type,
    /// The claims that it is part of.
    pub(crate) claims: Claims,
}

/// A struct and its table.
pub(crate) struct Binding<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) table: &'a Table,
    /// The table as the primary engine has it, where this is another engine's: Diesel's declarations are of that one.
    pub(crate) primary: Option<(&'a Catalog, &'a Table)>,
    /// The struct's name.
    pub(crate) model: &'a Ident,
    pub(crate) claims: Claims,
    pub(crate) fields: Vec<BoundField<'a>>,
    pub(crate) embedded: Vec<Embedded<'a>>,
    /// Fields of a tuple struct that no column is named for.
    pub(crate) unnamed: Vec<&'a Field>,
    /// The visibility of the first field, with a space behind it, to show the declarations of those that lack.
    pub(crate) visibility: String,
    /// The names in Rust of the table's columns, in their order.
    column_names: Vec<String>,
}

impl<'a> Binding<'a> {
    /// Binds the fields of a struct to the columns of a table.
    pub(crate) fn new(
        (catalog, table): (&'a Catalog, &'a Table),
        primary: Option<(&'a Catalog, &'a Table)>,
        model: &'a Ident,
        claims: Claims,
        fields: impl IntoIterator<Item = &'a Field>,
    ) -> Self {
        let mut binding = Self {
            catalog,
            table,
            primary,
            model,
            claims,
            fields: Vec::new(),
            embedded: Vec::new(),
            unnamed: Vec::new(),
            visibility: "pub ".to_owned(),
            column_names: column_names(table),
        };
        for (position, field) in fields.into_iter().enumerate() {
            if position == 0 {
                binding.visibility = visibility_of(field);
            }
            binding.bind(position, field);
        }
        binding
    }

    fn bind(&mut self, position: usize, field: &'a Field) {
        let attributes = FieldAttributes::of(&field.attrs);
        let mut claims = self.claims;
        claims.row &= !attributes.select_expression;
        claims.insert &= !attributes.skip_insertion;
        claims.update &= !attributes.skip_update;
        if attributes.embed.is_some() {
            self.embedded.push(Embedded { written: &field.ty, claims });
            return;
        }
        let asked = attributes.column_name.as_ref().or(field.ident.as_ref());
        let column_name = match asked {
            Some(asked) => asked.unraw().to_string(),
            // By position, Diesel asks for no names.
            None if self.claims.by_position && !(self.claims.insert || self.claims.update) => {
                let column = self.table.columns.get(position);
                column.map_or_else(|| position.to_string(), |column| self.rust_name(column))
            }
            None => {
                self.unnamed.push(field);
                return;
            }
        };
        let name = field.ident.as_ref().map_or_else(|| position.to_string(), Ident::to_string);
        let dialect = self.catalog.dialect();
        let is_named = |name: &String| match self.primary {
            None => *name == column_name,
            Some(_) => same_name(dialect, name, &column_name),
        };
        let column = self.column_names.iter().position(is_named).map(|at| &self.table.columns[at]);
        let name_span = asked.map_or_else(|| field.span(), Ident::span);
        self.fields.push(BoundField { name, column_name, name_span, written: &field.ty, attributes, column, claims });
    }

    /// The name in Rust of a column of the table.
    pub(crate) fn rust_name(&self, column: &Column) -> String {
        column_name(self.table, column)
    }

    /// The column of the primary engine that another engine's is for.
    pub(crate) fn primary_column(&self, column: &Column) -> Option<(&'a Catalog, &'a Column)> {
        let (catalog, table) = self.primary?;
        let name = self.rust_name(column);
        let same = |found: &&Column| same_name(self.catalog.dialect(), &column_name(table, found), &name);
        Some((catalog, table.columns.iter().find(same)?))
    }

    /// The columns for which there is no such field.
    pub(crate) fn columns_without_field(&self, such: impl Fn(&BoundField<'_>) -> bool) -> Vec<&'a Column> {
        let bound = |column: &Column| self.fields.iter().any(|field| field.is_for(column.id()) && such(field));
        self.table.columns.iter().filter(|column| !bound(column)).collect()
    }
}

/// The names in Rust of a table's columns, in their order.
fn column_names(table: &Table) -> Vec<String> {
    let of_table = rust_name(&table.name, None);
    table.columns.iter().map(|column| rust_name(&column.name, Some(&of_table))).collect()
}

/// The name in Rust of a column of a table.
pub(crate) fn column_name(table: &Table, column: &Column) -> String {
    rust_name(&column.name, Some(&rust_name(&table.name, None)))
}

/// A field's visibility as it is written, with a space behind it if there is any.
fn visibility_of(field: &Field) -> String {
    let written = field.vis.to_token_stream().to_string().replace(" (", "(").replace("( ", "(").replace(" )", ")");
    if written.is_empty() { written } else { written + " " }
}
