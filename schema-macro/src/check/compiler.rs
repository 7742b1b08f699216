//! What only the compiler can decide: whether Diesel's traits hold for a type that is not known by its name.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use schema_catalog::Column;
use schema_catalog::diesel::{self, DieselType};
use syn::ext::IdentExt as _;
use syn::visit_mut::VisitMut;
use syn::{Generics, Lifetime, Type};

use super::Model;
use crate::ask::{self, Question, holder};
use crate::backend;
use crate::bind::Binding;
use crate::engines::type_in_other;
use crate::report::{self, Direction, Mismatch};
use crate::sql_path::{self, RustPath};

/// Types that the compiler has to decide.
#[derive(Default)]
pub(super) struct Checks {
    checks: Vec<Check>,
}

/// A type with the bounds that it must have.
struct Check {
    /// The field that it is of, if it is a field's.
    field: Option<usize>,
    question: Question,
}

impl Checks {
    /// Checks that a field's type can be loaded from its column.
    pub(super) fn loads(&mut self, model: &Model<'_>, at: usize, column: &Column) {
        let mut sql_type = diesel_type(model, column);
        // A row that is right for the primary engine takes what may be NULL there.
        sql_type.nullable |= model.binding.primary_column(column).is_some_and(|(_, declared)| declared.nullable);
        let (Some(path), Some(backend)) = (path(model, &sql_type), backend(model)) else { return };
        let bound = format!("::diesel::deserialize::FromSqlRow<{path}, {backend}>");
        let value = model.binding.fields[at].loaded();
        self.field(model, (at, column), value, bound, (Direction::Loaded, &sql_type));
    }

    /// Checks that a value of this type can be stored in the column of a field.
    pub(super) fn stores(&mut self, model: &Model<'_>, at: usize, column: &Column, value: &Type) {
        let sql_type = diesel_type(model, column);
        let Some(path) = path(model, &sql_type) else { return };
        let bound = match backend(model) {
            // What is stored for the primary engine is an expression; only the engine's own traits are left.
            None if model.binding.primary.is_some() => return,
            Some(backend) => format!(
                "::diesel::expression::AsExpression<\
                    {path}, Expression: ::diesel::query_builder::QueryFragment<{backend}>>"
            ),
            None => format!("::diesel::expression::AsExpression<{path}>"),
        };
        self.field(model, (at, column), value, bound, (Direction::Stored, &sql_type));
    }

    fn field(
        &mut self,
        model: &Model<'_>,
        (at, column): (usize, &Column),
        value: &Type,
        bound: String,
        (direction, sql_type): (Direction, &DieselType),
    ) {
        let Some(checked) = standing_alone(value, model.generics) else { return };
        let text = |checked: &Type| checked.to_token_stream().to_string();
        let same = |check: &&mut Check| check.field == Some(at) && text(&check.question.checked) == text(&checked);
        if let Some(Check { question, .. }) = self.checks.iter_mut().find(same) {
            if !question.bounds.contains(&bound) {
                question.bounds.push(bound);
            }
            return;
        }
        let field = &model.binding.fields[at];
        // A name of its own, since rustc points out other traits of the same name; and none that the program would use,
        // as `PaymentStatus` for `Payment::status`, which it would hide.
        let engine = model.binding.primary.map_or("", |_| model.binding.catalog.dialect().name());
        let holder = holder(&format!("Holds{}", model.binding.model.unraw()), &[&field.column_name, engine]);
        let mut mismatch = Mismatch::new(&model.binding, field, column, direction);
        mismatch.notes.extend(report::expected_for_other_engine(&model.binding, column, direction, sql_type));
        let question = Question { holder, checked, other: None, bounds: vec![bound], mismatch, items: String::new() };
        self.checks.push(Check { field: Some(at), question });
    }

    /// Asks what is not about a field.
    pub(super) fn other(&mut self, question: Question) {
        self.checks.push(Check { field: None, question });
    }

    /// The checks as items, each with this note, but for those of fields of which something is said already.
    pub(super) fn into_tokens(self, blamed: &BTreeSet<usize>, note: Option<&str>) -> TokenStream {
        let open = |check: &Check| check.field.is_none_or(|field| !blamed.contains(&field));
        let questions = self.checks.into_iter().filter(open).map(|mut check| {
            check.question.mismatch.notes.extend(note.map(str::to_owned));
            check.question
        });
        ask::all(questions)
    }
}

/// Diesel's type by which a column is loaded and stored.
fn diesel_type(model: &Model<'_>, column: &Column) -> DieselType {
    let Binding { catalog, table, primary, .. } = model.binding;
    match primary.zip(model.binding.primary_column(column)) {
        Some(((primary, declared_table), (_, declared))) => {
            type_in_other((primary, declared_table, declared), (catalog, table, column))
        }
        None => diesel::diesel_type(catalog, table, column),
    }
}

/// The path of such a type; `None` for one whose name can be none in Rust.
fn path(model: &Model<'_>, sql_type: &DieselType) -> Option<RustPath> {
    let (catalog, table) = model.binding.primary.unwrap_or((model.binding.catalog, model.binding.table));
    sql_path::of_diesel_type(catalog, table, sql_type, model.schema)
}

fn backend(model: &Model<'_>) -> Option<&'static str> {
    backend::of(model.binding.catalog.dialect())
}

/// The type as it can stand outside of the struct, with `'static` for every lifetime; `None` for one that depends on the
/// struct's own type parameters, which only the place that names them can decide.
pub(super) fn standing_alone(written: &Type, parameters: &Generics) -> Option<Type> {
    let mut alone = written.clone();
    let mut rewrite = Lifetimes { parameters, depends: false };
    rewrite.visit_type_mut(&mut alone);
    (!rewrite.depends).then_some(alone)
}

/// Makes the lifetimes of a type `'static`, and finds out whether it depends on a type parameter.
struct Lifetimes<'a> {
    parameters: &'a Generics,
    depends: bool,
}

impl VisitMut for Lifetimes<'_> {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        *lifetime = Lifetime::new("'static", lifetime.span());
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        let first = path.segments.first().map(|segment| &segment.ident);
        let parameter = |parameter: &syn::TypeParam| Some(&parameter.ident) == first;
        let constant = |parameter: &syn::ConstParam| Some(&parameter.ident) == first;
        self.depends |= self.parameters.type_params().any(parameter) || self.parameters.const_params().any(constant);
        syn::visit_mut::visit_path_mut(self, path);
    }

    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        if reference.lifetime.is_none() {
            reference.lifetime = Some(Lifetime::new("'static", reference.and_token.span));
        }
        syn::visit_mut::visit_type_reference_mut(self, reference);
    }
}
