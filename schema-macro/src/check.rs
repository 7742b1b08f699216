//! Compares a bound struct with its table, and collects every mismatch.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use schema_catalog::diesel::{diesel_type, upper_camel_case};
use syn::spanned::Spanned as _;
use syn::visit_mut::VisitMut;
use syn::{Generics, Lifetime, Type};

use crate::bind::{Binding, BoundField};
use crate::report::{self, Mismatch};
use crate::rust_type::{Verdict, compare};

/// What comes out of a check: errors, and what is left for the compiler to decide.
#[derive(Default)]
pub(crate) struct Findings {
    errors: Option<syn::Error>,
    compiler_checks: TokenStream,
}

impl Findings {
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    pub(crate) fn into_tokens(self) -> TokenStream {
        let errors = self.errors.map(|errors| errors.to_compile_error());
        let checks = self.compiler_checks;
        quote! { #errors #checks }
    }
}

/// What a row claims, and what it takes to check that.
pub(crate) struct Row<'a> {
    /// Whether columns may lack.
    pub(crate) partial: bool,
    /// Whether values come by their position alone, as with `Queryable` and nothing else.
    pub(crate) by_position: bool,
    /// The path of the module with the declarations.
    pub(crate) schema: &'a str,
    /// The struct's own parameters.
    pub(crate) generics: &'a Generics,
}

/// Checks the claim of a row: every column has a field, every field a column, of its type and nullability, and in its
/// place where values come by position.
pub(crate) fn row(binding: &Binding<'_>, claim: &Row<'_>, findings: &mut Findings) {
    let mut suggested = Vec::new();
    for (at, field) in binding.fields.iter().enumerate() {
        let Some(column) = field.column else {
            let (message, meant) = report::field_without_column(binding, field);
            suggested.extend(meant.map(schema_catalog::Column::id));
            findings.push(syn::Error::new(field.name_span, message));
            continue;
        };
        let same = |other: &&BoundField<'_>| other.column.is_some_and(|other| other.id() == column.id());
        if let Some(first) = binding.fields[..at].iter().find(same) {
            findings.push(syn::Error::new(field.name_span, report::column_bound_twice(binding, field, first)));
            continue;
        }
        match compare(binding.catalog, column, &field.loaded) {
            Verdict::Holds => {}
            Verdict::Differs => {
                findings.push(Mismatch::new(binding, field, column).into_error(&field.loaded));
            }
            Verdict::Open => {
                let sql_type = diesel_type(binding.catalog, column).path(claim.schema);
                if let Some(check) = compiler_check(binding, field, column, &sql_type, claim.generics) {
                    findings.compiler_checks.extend(check);
                }
            }
        }
    }
    if claim.partial {
        return;
    }
    if let Some(span) = binding.embedded.first() {
        findings.push(syn::Error::new(*span, report::EMBEDDED));
        return;
    }
    let mut missing = binding.columns_without_field();
    missing.retain(|column| !suggested.contains(&column.id()));
    if !missing.is_empty() {
        let message = report::columns_without_field(binding, &missing);
        findings.push(syn::Error::new(binding.model.span(), message));
    } else if claim.by_position && suggested.is_empty() {
        order(binding, findings);
    }
}

/// Errs at the first field that stands in another column's place.
fn order(binding: &Binding<'_>, findings: &mut Findings) {
    let in_place = |(field, column): &(&BoundField<'_>, &schema_catalog::Column)| {
        field.column.is_some_and(|bound| bound.id() == column.id())
    };
    let places = binding.fields.iter().zip(&binding.table.columns);
    if let Some((field, column)) = places.into_iter().find(|place| !in_place(place)) {
        findings.push(syn::Error::new(field.name_span, report::out_of_place(binding, field, column)));
    }
}

/// Checks the claim of `Identifiable` where columns may lack: those of the primary key must have their fields.
pub(crate) fn key(binding: &Binding<'_>, findings: &mut Findings) {
    let mut missing = binding.columns_without_field();
    missing.retain(|column| binding.table.primary_key().contains(&column.id()));
    if !missing.is_empty() {
        findings.push(syn::Error::new(binding.model.span(), report::key_without_field(binding, &missing)));
    }
}

/// Has the compiler decide whether a type can be loaded from a column; `None` for a type that depends on the struct's
/// own type parameters, which only the place that names them can decide.
fn compiler_check(
    binding: &Binding<'_>,
    field: &BoundField<'_>,
    column: &schema_catalog::Column,
    sql_type: &str,
    generics: &Generics,
) -> Option<TokenStream> {
    if !cfg!(feature = "postgres") {
        return None;
    }
    let mut loaded = field.loaded.clone();
    let mut rewrite = Lifetimes { parameters: generics, depends: false };
    rewrite.visit_type_mut(&mut loaded);
    if rewrite.depends {
        return None;
    }
    let Mismatch { message, label, notes } = Mismatch::new(binding, field, column);
    let (message, label) = (braces(&message), braces(&label));
    let notes = notes.iter().map(|note| braces(note));
    let sql_type: Type = syn::parse_str(sql_type).ok()?;
    let span = field.loaded.span();
    // A name of its own, since rustc points out other traits of the same name; and none that the program would use, as
    // `PaymentStatus` for `Payment::status`, which it would hide.
    let holds = format_ident!("Holds{}{}", binding.model, upper_camel_case(&field.column_name));
    let check = quote_spanned! { span => <#loaded as #holds>::HOLDS };
    Some(quote! {
        const _: () = {
            #[diagnostic::on_unimplemented(message = #message, label = #label #(, note = #notes)*)]
            trait #holds {
                const HOLDS: () = ();
            }
            #[diagnostic::do_not_recommend]
            impl<T> #holds for T where T: ::diesel::deserialize::FromSqlRow<#sql_type, ::diesel::pg::Pg> {}
            const _: () = #check;
        };
    })
}

/// The attribute takes braces for parameters of its own.
fn braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
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
            reference.lifetime = Some(Lifetime::new("'static", reference.and_token.span()));
        }
        syn::visit_mut::visit_type_reference_mut(self, reference);
    }
}
