//! Compares a bound struct with its table, and collects every mismatch: one claim a module.

mod association;
mod compiler;
mod completeness;
mod embed;
mod insert;
mod key;
mod names;
mod naming;
mod row;
mod update;
mod view;

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use schema_catalog::{Column, ColumnId, DeniedName};
use syn::{Attribute, Generics, Type};

use crate::attr::{StructAttributes, TableOptions};
use crate::bind::{Binding, BoundField};
use crate::report::{self, Direction, Mismatch};
use crate::rust_type::{Verdict, compare_stored};

/// A struct that is bound to its table, and all that its claims depend on.
pub(crate) struct Model<'a> {
    pub(crate) binding: Binding<'a>,
    /// The options of `#[table]`.
    pub(crate) options: &'a TableOptions,
    /// The names that columns must not have.
    pub(crate) denied_names: &'a [DeniedName],
    /// The struct's attributes.
    pub(crate) attributes: &'a [Attribute],
    /// What it says to Diesel by them.
    pub(crate) said: &'a StructAttributes,
    /// The path of the module with the declarations.
    pub(crate) schema: &'a str,
    /// The same, for the compiler to show.
    pub(crate) declarations: &'a syn::Path,
    /// The struct's own parameters.
    pub(crate) generics: &'a Generics,
}

impl Model<'_> {
    /// Whether a row may lack columns.
    fn is_partial(&self) -> bool {
        self.options.partial || self.options.embedded
    }
}

/// A struct that has been checked.
pub(crate) struct Checked {
    /// The errors, and the checks that are left for the compiler.
    pub(crate) tokens: TokenStream,
    /// Whether there is no error.
    pub(crate) holds: bool,
}

impl Checked {
    /// Adds what another engine makes of the struct.
    pub(crate) fn add(&mut self, other: syn::Result<Self>) {
        match other {
            Ok(other) => {
                self.holds &= other.holds;
                self.tokens.extend(other.tokens);
            }
            Err(error) => {
                self.holds = false;
                self.tokens.extend(report::compile_error(&error));
            }
        }
    }
}

/// Checks every claim of a struct.
pub(crate) fn check(model: &Model<'_>) -> Checked {
    let mut findings = Findings::default();
    let claims = model.binding.claims;
    let is_primary = model.binding.primary.is_none();
    findings.note = (!is_primary).then(|| report::other_engine(&model.binding)).flatten();
    names::check(model, &mut findings);
    if is_primary {
        naming::check(model, &mut findings);
    }
    if claims.row {
        row::check(model, &mut findings);
    }
    view::check(model, &mut findings);
    if claims.insert {
        insert::check(model, &mut findings);
    }
    if claims.update {
        update::check(model, &mut findings);
    }
    key::check(model, &mut findings);
    if is_primary {
        if claims.associations {
            association::check(model, &mut findings);
        }
        embed::publish(model, &mut findings);
        completeness::publish(model, &mut findings);
    }
    Checked { holds: findings.errors.is_empty(), tokens: findings.into_tokens() }
}

/// What comes out of a check: errors, and what is left for the compiler to decide.
#[derive(Default)]
struct Findings {
    /// What is wrong, with the position of the field that it is of, if it is of one.
    errors: Vec<(Option<usize>, syn::Error)>,
    /// The fields of which something is said already, by their position among those that are bound.
    blamed: BTreeSet<usize>,
    /// The columns that are suggested for a field, or shown as lacking: one mistake needs one error.
    explained: BTreeSet<ColumnId>,
    compiler: compiler::Checks,
    items: TokenStream,
    /// What is said below each error.
    note: Option<String>,
}

impl Findings {
    fn error(&mut self, at: Span, message: String) {
        self.push(syn::Error::new(at, message));
    }

    fn push(&mut self, error: syn::Error) {
        self.errors.push((None, error));
    }

    /// An error of a field, unless there is one already.
    fn blame(&mut self, field: usize, error: syn::Error) {
        if self.blamed.insert(field) {
            self.errors.push((Some(field), error));
        }
    }

    /// Checks that a value of this type can be stored in the column of a field.
    fn store(&mut self, model: &Model<'_>, at: usize, column: &Column, value: &Type) {
        let (binding, field) = (&model.binding, &model.binding.fields[at]);
        match compare_stored(binding, column, value) {
            Verdict::Holds => {}
            Verdict::Differs => {
                let mismatch = Mismatch::new(binding, field, column, Direction::Stored);
                self.blame(at, mismatch.into_error(field.stored()));
            }
            Verdict::Open => self.compiler.stores(model, at, column, value),
        }
    }

    /// The columns for which no field is in a claim, and of which nothing is said yet.
    fn missing<'a>(&self, model: &Model<'a>, claimed: impl Fn(&BoundField<'_>) -> bool) -> Vec<&'a Column> {
        let mut missing = model.binding.columns_without_field(claimed);
        missing.retain(|column| !self.explained.contains(&column.id()));
        missing
    }

    fn into_tokens(mut self) -> TokenStream {
        // As they stand in the source, and what is of the struct as a whole behind them.
        self.errors.sort_by_key(|(field, _)| field.unwrap_or(usize::MAX));
        let note = self.note.as_deref();
        let errors = self.errors.iter().map(|(_, error)| report::with_note(error, note));
        let (checks, items) = (self.compiler.into_tokens(&self.blamed, note), self.items);
        quote! { #(#errors)* #checks #items }
    }
}

/// The fields of a claim that have a column and of which nothing is said yet, with their positions.
fn claimed<'m, 'a>(
    model: &'m Model<'a>,
    findings: &Findings,
    claimed: impl Fn(&BoundField<'_>) -> bool,
) -> Vec<(usize, &'m BoundField<'a>, &'a Column)> {
    let fields = model.binding.fields.iter().enumerate();
    let fields = fields.filter(|(at, field)| !findings.blamed.contains(at) && claimed(field));
    fields.filter_map(|(at, field)| Some((at, field, field.column?))).collect()
}
