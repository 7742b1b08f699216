//! Attributes to plain values: the options of `#[table]`, and what Diesel's attributes say of a struct and its fields.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, LitStr, Path, Token, Type};

use crate::report;

/// `#[table("name", …)]`.
#[derive(Clone)]
pub(crate) struct TableOptions {
    pub(crate) name: LitStr,
    pub(crate) partial: bool,
    pub(crate) schema: Option<Path>,
}

impl Parse for TableOptions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Err(syn::Error::new(Span::call_site(), report::NO_TABLE_NAMED));
        }
        if !input.peek(LitStr) {
            return Err(input.error(report::TABLE_NAME_IS_A_STRING));
        }
        let mut options = Self { name: input.parse()?, partial: false, schema: None };
        if options.name.value().is_empty() {
            return Err(syn::Error::new(options.name.span(), report::NO_TABLE_NAMED));
        }
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let option: Ident = input.call(Ident::parse_any)?;
            match option.to_string().as_str() {
                "partial" if !options.partial => options.partial = true,
                "schema" if options.schema.is_none() => {
                    let equals: Option<Token![=]> = input.parse()?;
                    if equals.is_none() || input.peek(LitStr) {
                        let at = if equals.is_none() { option.span() } else { input.span() };
                        return Err(syn::Error::new(at, report::SCHEMA_IS_A_PATH));
                    }
                    options.schema = Some(input.call(Path::parse_mod_style)?);
                }
                "partial" | "schema" => return Err(syn::Error::new(option.span(), report::option_twice(&option))),
                other => return Err(syn::Error::new(option.span(), report::unknown_option(other))),
            }
        }
        Ok(options)
    }
}

/// The names of the derives that stand below `#[table]`.
pub(crate) fn derives(attributes: &[Attribute]) -> Vec<String> {
    let mut names = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let paths = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        // What does not parse is for rustc to say.
        for path in paths.into_iter().flatten() {
            names.extend(path.segments.last().map(|segment| segment.ident.to_string()));
        }
    }
    names
}

/// What `#[diesel(…)]` says of a struct, as far as it matters here.
#[derive(Default)]
pub(crate) struct StructAttributes {
    pub(crate) table_name: Option<Path>,
    pub(crate) primary_key: Option<Vec<Ident>>,
}

impl StructAttributes {
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let mut found = Self::default();
        each_diesel_option(attributes, |option, input| {
            match option.to_string().as_str() {
                "table_name" => {
                    input.parse::<Token![=]>()?;
                    found.table_name = Some(input.call(Path::parse_mod_style)?);
                }
                "primary_key" => {
                    let columns;
                    syn::parenthesized!(columns in input);
                    let columns = Punctuated::<Ident, Token![,]>::parse_terminated(&columns)?;
                    found.primary_key = Some(columns.into_iter().collect());
                }
                _ => {}
            }
            Ok(())
        });
        found
    }
}

/// What `#[diesel(…)]` says of a field.
#[derive(Default)]
pub(crate) struct FieldAttributes {
    pub(crate) column_name: Option<Ident>,
    pub(crate) embed: Option<Span>,
    pub(crate) select_expression: bool,
    pub(crate) deserialize_as: Option<Type>,
}

impl FieldAttributes {
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let mut found = Self::default();
        each_diesel_option(attributes, |option, input| {
            match option.to_string().as_str() {
                "column_name" => {
                    input.parse::<Token![=]>()?;
                    found.column_name = Some(column_name(input)?);
                }
                "embed" => found.embed = Some(option.span()),
                "select_expression" => found.select_expression = true,
                // The commas of a type are none between options.
                "serialize_as" | "select_expression_type" => {
                    input.parse::<Token![=]>()?;
                    input.parse::<Type>()?;
                }
                "deserialize_as" => {
                    input.parse::<Token![=]>()?;
                    found.deserialize_as = Some(input.parse()?);
                }
                _ => {}
            }
            Ok(())
        });
        found
    }
}

/// A column's name, as an identifier or as a string, both of which Diesel takes.
fn column_name(input: ParseStream<'_>) -> syn::Result<Ident> {
    if input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        let mut ident = Ident::parse_any.parse_str(&name.value())?;
        ident.set_span(name.span());
        return Ok(ident);
    }
    input.call(Ident::parse_any)
}

/// Hands each `option` of `#[diesel(option …, …)]` to `read`; what is not read of it is stepped over. Diesel itself
/// says what is wrong with its own attributes.
fn each_diesel_option(attributes: &[Attribute], mut read: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("diesel")) {
        let _ = attribute.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                let option: Ident = input.call(Ident::parse_any)?;
                read(&option, input)?;
                while !input.is_empty() && !input.peek(Token![,]) {
                    input.parse::<proc_macro2::TokenTree>()?;
                }
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        });
    }
}
