//! `schema!`: Diesel's declarations for the tables of the migrations.

use std::path::Path;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use schema_catalog::diesel::Declarations;

use crate::migrations::{self, Migrations};

pub(crate) fn expand(options: TokenStream) -> TokenStream {
    if let Some(token) = options.into_iter().next() {
        let message = "`schema!` takes no options here\nhelp: say in schema.toml which migrations there are";
        return syn::Error::new(token.span(), message).to_compile_error();
    }
    match migrations::load() {
        Ok(migrations) => declarations(&migrations).unwrap_or_else(|error| error.to_compile_error()),
        // An error in this module keeps rustc from naming every path that leads into it.
        Err(unreadable) => syn::Error::new(Span::call_site(), unreadable.message()).to_compile_error(),
    }
}

fn declarations(migrations: &Migrations) -> syn::Result<TokenStream> {
    let declarations = Declarations::new(&migrations.catalog);
    let names = declarations.tables().iter().map(|table| table.name.as_str());
    let code: TokenStream = declarations
        .to_rust()
        .parse()
        .map_err(|error| syn::Error::new(Span::call_site(), format!("the declarations are no valid Rust: {error}")))?;
    let package = migrations::package();
    let files = migrations.files.iter().map(|file| relative(file, &package));
    Ok(quote! {
        #code

        /// The tables declared here, by their names in SQL, sorted.
        pub const TABLES: &[&str] = &[#(#names),*];

        // A file that is included is one whose change compiles the crate anew.
        const _: &[&[u8]] = &[#(::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #files))),*];
    })
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
