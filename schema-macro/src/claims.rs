//! What a struct claims of its table, by its derives.

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Attribute, Path, Token};

/// What a struct claims of its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Claims {
    /// It is loaded from rows.
    pub(crate) row: bool,
    /// Queries load it: it may be the model of its table.
    pub(crate) query: bool,
    /// Its values come by their position alone, as with `Queryable` and nothing else.
    pub(crate) by_position: bool,
    /// It is inserted.
    pub(crate) insert: bool,
    /// It is a set of changes.
    pub(crate) update: bool,
    /// It has the table's primary key.
    pub(crate) key: bool,
    /// It belongs to other structs.
    pub(crate) associations: bool,
}

impl Claims {
    /// The claims of the derives among these attributes.
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let (mut claims, mut by_name) = (Self::default(), false);
        for derive in derives(attributes) {
            match derive.as_str() {
                "Queryable" => (claims.row, claims.query, claims.by_position) = (true, true, true),
                "Selectable" | "HasQuery" => (claims.row, claims.query, by_name) = (true, true, true),
                "QueryableByName" => claims.row = true,
                "Insertable" => claims.insert = true,
                "AsChangeset" => claims.update = true,
                "Identifiable" => claims.key = true,
                "Associations" => claims.associations = true,
                _ => {}
            }
        }
        claims.by_position &= !by_name;
        claims
    }

    /// Whether there is nothing to check.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where a trait is derived.
pub(crate) fn derived_at(attributes: &[Attribute], derive: &str) -> Option<Span> {
    let found =
        paths(attributes).into_iter().find(|path| path.segments.last().is_some_and(|last| last.ident == derive));
    found.map(|path| path.span())
}

/// The names of the derives.
fn derives(attributes: &[Attribute]) -> Vec<String> {
    let paths = paths(attributes).into_iter();
    paths.filter_map(|path| path.segments.last().map(|segment| segment.ident.to_string())).collect()
}

fn paths(attributes: &[Attribute]) -> Vec<Path> {
    let mut found = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let paths = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        // What does not parse is for rustc to say.
        found.extend(paths.into_iter().flatten());
    }
    found
}
