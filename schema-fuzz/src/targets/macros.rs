//! The macros, on what rustc would hand them: what they make is Rust, and the same every time.

use std::sync::Once;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Attribute, Item, Meta};

use super::text;
use crate::seeds::{Seed, files, repository};
use crate::{expand, migrations, schema, sql_enum};

pub(super) fn seeds() -> Vec<Seed> {
    ["schema-macro-tests/tests", "app/src/models"].into_iter().flat_map(|folder| files(folder, ".rs")).collect()
}

pub(super) fn run(input: &[u8]) {
    migrations_are_known();
    let Some(rust) = text(input) else { return };
    let Ok(file) = syn::parse_file(rust) else { return };
    items(file.items);
}

/// Without migrations nothing would be looked at.
fn migrations_are_known() {
    static CHECK: Once = Once::new();
    CHECK.call_once(|| {
        if let Err(unreadable) = &migrations::load().migrations {
            let package = repository().join("schema-fuzz");
            panic!("set CARGO_MANIFEST_DIR={}: {}", package.display(), unreadable.message());
        }
    });
}

fn items(all: Vec<Item>) {
    for item in all {
        match item {
            Item::Mod(module) => items(module.content.map_or_else(Vec::new, |(_, items)| items)),
            Item::Macro(call) if call.mac.path.segments.last().is_some_and(|last| last.ident == "schema") => {
                expands(|| schema::expand(call.mac.tokens.clone()));
            }
            other => attribute(other),
        }
    }
}

/// Expands the first of our attributes, as rustc does.
fn attribute(mut item: Item) {
    let Some(attributes) = attributes(&mut item) else { return };
    let name = |attribute: &Attribute| attribute.path().segments.last().map(|last| last.ident.to_string());
    let ours = |attribute: &Attribute| matches!(name(attribute).as_deref(), Some("table" | "sql_enum"));
    let Some(at) = attributes.iter().position(ours) else { return };
    let attribute = attributes.remove(at);
    let options = match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        Meta::Path(_) | Meta::NameValue(_) => TokenStream::new(),
    };
    let item = item.to_token_stream();
    if name(&attribute).as_deref() == Some("sql_enum") {
        expands(|| sql_enum::expand(options.clone(), &item));
    } else {
        expands(|| expand::table(&options, &item));
        expands(|| expand::check(quote! { #[__table(#options)] #item }));
    }
}

fn attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Enum(item) => Some(&mut item.attrs),
        Item::Fn(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Type(item) => Some(&mut item.attrs),
        Item::Union(item) => Some(&mut item.attrs),
        _ => None,
    }
}

fn expands(expand: impl Fn() -> TokenStream) {
    let expansion = expand().to_string();
    assert_eq!(expansion, expand().to_string());
    if let Err(error) = syn::parse_file(&expansion) {
        panic!("{error}:\n{expansion}");
    }
}
