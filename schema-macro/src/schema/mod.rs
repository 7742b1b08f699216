//! `schema!`: Diesel's declarations for the tables of the migrations.

mod choice;
mod completeness;
mod options;
mod same_query;
mod verify;

use std::path::Path;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::quote;
use schema_catalog::diesel::Declarations;
use schema_catalog::{Catalog, Table, path_from};

use crate::backend;
use crate::migrations::{self, Migrations};
use crate::report;
use choice::Choice;
pub(crate) use completeness::MODEL_TRAIT;
use options::SchemaOptions;

pub(crate) fn expand(options: TokenStream) -> TokenStream {
    let written =
        options.clone().into_iter().find(|token| matches!(token, TokenTree::Punct(_))).map(|punct| punct.span());
    let expanded = syn::parse2(options).and_then(|options: SchemaOptions| {
        let source = options.source()?;
        match &migrations::load_from(&source).migrations {
            Ok(migrations) => declarations(migrations, &options, written),
            // An error in this module keeps rustc from naming every path that leads into it.
            Err(unreadable) => Err(syn::Error::new(Span::call_site(), unreadable.message())),
        }
    });
    expanded.unwrap_or_else(|error| report::compile_error(&error))
}

fn declarations(migrations: &Migrations, options: &SchemaOptions, written: Option<Span>) -> syn::Result<TokenStream> {
    let catalog = &migrations.catalog;
    let choice = Choice::new(catalog, options)?;
    let chosen = |table: &Table| choice.takes(table);
    let schemas = Declarations::of_macro(catalog, &chosen);
    let tables = || schemas.iter().flat_map(|schema| schema.tables().iter().copied());
    let conflicts = conflicts(migrations, tables(), Span::call_site());
    let models = completeness::expand(catalog, tables(), options);
    let files = include(migrations)?;
    if let Some(module) = &options.verify {
        // What diesel_cli prints is one schema.
        let default = catalog.dialect().default_schema();
        let tables = tables().filter(|table| options.only.is_some() || table.schema == default);
        let checks = verify::expand(catalog, &tables.collect::<Vec<_>>(), module);
        // Models are looked for in the module with the declarations.
        let models = module.is_ident("self").then_some(models);
        return Ok(quote! { #conflicts #checks #models #files });
    }
    let names = tables().filter(|table| !table.kind.is_view()).map(|table| catalog.full_name(table));
    let code = declared(catalog, &schemas, Span::call_site())?;
    let code = match written {
        Some(span) => columns_at(Span::call_site().located_at(span), code),
        None => code,
    };
    let engines = [catalog].into_iter().chain(&migrations.others);
    let postgres =
        engines.filter_map(|catalog| backend::of(catalog.dialect())).any(|backend| backend == backend::POSTGRES);
    let same_query = same_query::expand(catalog, &schemas, options.same_query()?, postgres)?;
    Ok(quote! {
        #conflicts
        #code
        #same_query

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
    let schemas = Declarations::of_macro(&migrations.catalog, &chosen);
    let (code, files) = (declared(&migrations.catalog, &schemas, span)?, include(migrations)?);
    Ok(quote! { #conflicts #code #files })
}

/// The declarations, if they can be Rust.
fn declared(catalog: &Catalog, schemas: &[Declarations<'_>], span: Span) -> syn::Result<TokenStream> {
    match report::schema::not_in_rust(catalog, schemas) {
        Some(message) => Err(syn::Error::new(span, message)),
        None => code(&schemas.iter().map(Declarations::to_rust).collect::<String>()),
    }
}

fn code(text: &str) -> syn::Result<TokenStream> {
    crate::code::tokens(text)
        .map_err(|error| syn::Error::new(Span::call_site(), format!("the declarations are no valid Rust: {error}")))
}

/// Places the names of columns at a token that somebody wrote: a sign of the options, which means nothing in an editor. Those of
/// tables stay at the call, where Diesel says what is wrong with a table.
///
/// What `table!` makes of a column has the place of its name. If that is the call of a macro, rustc keeps every such place
/// in a table of its own, which takes a fortieth of a whole check.
fn columns_at(span: Span, code: TokenStream) -> TokenStream {
    let is_arrow = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '-');
    let mut tokens = code.into_iter().peekable();
    let mut placed = Vec::new();
    while let Some(mut token) = tokens.next() {
        match &mut token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let mut block = Group::new(Delimiter::Brace, columns_at(span, group.stream()));
                block.set_span(group.span());
                token = block.into();
            }
            TokenTree::Ident(name) if tokens.peek().is_some_and(is_arrow) => name.set_span(span),
            _ => {}
        }
        placed.push(token);
    }
    placed.into_iter().collect()
}

/// An error for each column that no Rust type can hold for every engine.
fn conflicts<'a>(migrations: &Migrations, tables: impl Iterator<Item = &'a Table>, span: Span) -> TokenStream {
    let conflicts = report::schema::types_of_engines(&migrations.catalog, &migrations.others, tables);
    conflicts.into_iter().map(|message| report::compile_error(&syn::Error::new(span, message))).collect()
}

/// The files of the migrations as files that are included: a change of one compiles the crate anew, and so does one of the
/// variable that names the configuration.
fn include(migrations: &Migrations) -> syn::Result<TokenStream> {
    let package = migrations::package();
    let files = migrations.files.iter().map(|file| below_package(file, &package));
    let files: Vec<String> = files
        .collect::<Result<_, _>>()
        .map_err(|file| syn::Error::new(Span::call_site(), report::schema::name_no_text(file)))?;
    Ok(quote! {
        const _: &[&[::core::primitive::u8]] =
            &[#(::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #files))),*];
        const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!("SCHEMA_TOML");
    })
}

/// A file's path from the crate's folder on, so that the expansion is the same on every machine; the file itself if that is
/// no text.
fn below_package<'a>(file: &'a Path, package: &Path) -> Result<String, &'a Path> {
    if file.to_str().is_none() {
        return Err(file);
    }
    // `..` leads from where a link leads to.
    let real = package.canonicalize().ok().filter(|real| real != package);
    let real = real.zip(file.parent().and_then(|folder| folder.canonicalize().ok())).zip(file.file_name());
    Ok(match real {
        Some(((package, folder), name)) => path_from(&folder.join(name), &package),
        None => path_from(file, package),
    })
}
