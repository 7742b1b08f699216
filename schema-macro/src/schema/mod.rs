//! `schema!`: Diesel's declarations for the tables of the migrations.

mod choice;
mod completeness;
mod options;
mod verify;

use std::path::Path;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use schema_catalog::Table;
use schema_catalog::diesel::{Declarations, SameQuery};

use crate::migrations::{self, Migrations};
use crate::report;
use choice::Choice;
pub(crate) use completeness::MODEL_TRAIT;
use options::SchemaOptions;

pub(crate) fn expand(options: TokenStream) -> TokenStream {
    let expanded = syn::parse2(options).and_then(|options: SchemaOptions| {
        let source = options.source()?;
        match &migrations::load_from(&source).migrations {
            Ok(migrations) => declarations(migrations, &options),
            // An error in this module keeps rustc from naming every path that leads into it.
            Err(unreadable) => Err(syn::Error::new(Span::call_site(), unreadable.message())),
        }
    });
    expanded.unwrap_or_else(|error| error.to_compile_error())
}

fn declarations(migrations: &Migrations, options: &SchemaOptions) -> syn::Result<TokenStream> {
    let catalog = &migrations.catalog;
    let choice = Choice::new(catalog, options)?;
    let chosen = |table: &Table| choice.takes(table);
    let schemas = Declarations::of_macro(catalog, &chosen, options.same_query()?);
    let tables = || schemas.iter().flat_map(|schema| schema.tables().iter().copied());
    let conflicts = conflicts(migrations, tables(), Span::call_site());
    let models = completeness::expand(catalog, tables(), options);
    let files = include(migrations);
    if let Some(module) = &options.verify {
        // What diesel_cli prints is one schema.
        let default = catalog.dialect().default_schema();
        let tables = tables().filter(|table| options.only.is_some() || table.schema == default);
        let checks = verify::expand(catalog, &tables.collect::<Vec<_>>(), module);
        // Models are looked for in the module with the declarations.
        let models = module.is_ident("self").then_some(models);
        return Ok(quote! { #conflicts #checks #models #files });
    }
    if let Some(message) = report::schema::one_name_for_two(&schemas) {
        return Err(syn::Error::new(Span::call_site(), message));
    }
    let names = tables().filter(|table| !table.kind.is_view()).map(|table| catalog.full_name(table));
    let code = code(&schemas)?;
    Ok(quote! {
        #conflicts
        #code

        /// The tables declared here, by their names in SQL, sorted by schema and name.
        pub const TABLES: &[&::core::primitive::str] = &[#(#names),*];

        #models
        #files
    })
}

/// The declaration of one table, for `#[table("name", declare)]`, with what makes an edit of its migrations compile it anew.
pub(crate) fn of_table(migrations: &Migrations, table: &Table, span: Span) -> syn::Result<TokenStream> {
    let conflicts = conflicts(migrations, std::iter::once(table), span);
    let chosen = |other: &Table| other.schema == table.schema && other.name == table.name;
    let schemas = Declarations::of_macro(&migrations.catalog, &chosen, SameQuery::None);
    let (code, files) = (code(&schemas)?, include(migrations));
    Ok(quote! { #conflicts #code #files })
}

fn code(schemas: &[Declarations<'_>]) -> syn::Result<TokenStream> {
    let code = schemas.iter().map(Declarations::to_rust).collect::<String>().parse();
    code.map_err(|error| syn::Error::new(Span::call_site(), format!("the declarations are no valid Rust: {error}")))
}

/// An error for each column that no Rust type can hold for every engine.
fn conflicts<'a>(migrations: &Migrations, tables: impl Iterator<Item = &'a Table>, span: Span) -> TokenStream {
    let conflicts = report::schema::types_of_engines(&migrations.catalog, &migrations.others, tables);
    conflicts.into_iter().map(|message| syn::Error::new(span, message).to_compile_error()).collect()
}

/// The files of the migrations as files that are included: a change of one compiles the crate anew.
fn include(migrations: &Migrations) -> TokenStream {
    let package = migrations::package();
    let files = migrations.files.iter().map(|file| relative(file, &package));
    quote! {
        const _: &[&[::core::primitive::u8]] =
            &[#(::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #files))),*];
    }
}

/// A file's path from the crate's folder on, so that the expansion is the same on every machine.
fn relative(file: &Path, package: &Path) -> String {
    let (mut from, mut up) = (package, String::new());
    loop {
        if let Ok(rest) = file.strip_prefix(from) {
            let rest: Vec<_> = rest.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            return format!("{up}{}", rest.join("/"));
        }
        match from.parent() {
            Some(parent) => {
                from = parent;
                up.push_str("../");
            }
            None => return file.to_string_lossy().into_owned(),
        }
    }
}
