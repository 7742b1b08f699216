//! Attributes to plain values: the options of `#[table]`, and what Diesel's attributes say of a struct and its fields.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, LitBool, LitStr, Path, Token, Type, TypePath};

use crate::report::attribute as report;

/// `#[table("name", …)]`.
#[derive(Clone)]
pub(crate) struct TableOptions {
    pub(crate) name: LitStr,
    /// A row with some of the columns.
    pub(crate) partial: bool,
    /// A part of other structs, for rows and inserts alike.
    pub(crate) embedded: bool,
    /// The module with the declarations.
    pub(crate) schema: Option<Path>,
    /// The table is declared beside the struct.
    pub(crate) declare: bool,
    /// Columns that a trigger fills.
    pub(crate) filled: Vec<LitStr>,
}

impl Parse for TableOptions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Err(syn::Error::new(Span::call_site(), report::NO_TABLE_NAMED));
        }
        if !input.peek(LitStr) {
            return Err(input.error(report::TABLE_NAME_IS_A_STRING));
        }
        let mut options = Self {
            name: input.parse()?,
            partial: false,
            embedded: false,
            schema: None,
            declare: false,
            filled: Vec::new(),
        };
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
                "embedded" if !options.embedded => options.embedded = true,
                "schema" if options.declare => {
                    return Err(syn::Error::new(option.span(), report::SCHEMA_AND_DECLARE));
                }
                "declare" if options.schema.is_some() => {
                    return Err(syn::Error::new(option.span(), report::SCHEMA_AND_DECLARE));
                }
                "schema" if options.schema.is_none() => options.schema = Some(module(input, &option)?),
                "declare" if !options.declare => options.declare = true,
                "filled" if options.filled.is_empty() => {
                    options.filled = texts(input, &option, report::columns_are_a_list)?;
                }
                "partial" | "embedded" | "schema" | "declare" | "filled" => {
                    return Err(syn::Error::new(option.span(), report::option_twice(&option)));
                }
                other => return Err(syn::Error::new(option.span(), report::unknown_option(other))),
            }
        }
        Ok(options)
    }
}

/// The comma behind an option, or the end.
pub(crate) fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

/// `= "…"` behind an option.
pub(crate) fn text(input: ParseStream<'_>, option: &Ident) -> syn::Result<LitStr> {
    let equals: Option<Token![=]> = input.parse()?;
    if equals.is_none() || !input.peek(LitStr) {
        return Err(syn::Error::new(option.span(), report::option_is_text(option)));
    }
    input.parse()
}

/// `= ["…", …]` behind an option; `wrong` says what it must be.
pub(crate) fn texts(input: ParseStream<'_>, option: &Ident, wrong: fn(&Ident) -> String) -> syn::Result<Vec<LitStr>> {
    let wrong = |span| syn::Error::new(span, wrong(option));
    if input.parse::<Option<Token![=]>>()?.is_none() {
        return Err(wrong(option.span()));
    }
    if !input.peek(syn::token::Bracket) {
        return Err(wrong(input.span()));
    }
    let list;
    syn::bracketed!(list in input);
    let list = Punctuated::<LitStr, Token![,]>::parse_terminated(&list).map_err(|error| wrong(error.span()))?;
    Ok(list.into_iter().collect())
}

/// `= path::of::module` behind an option.
pub(crate) fn module(input: ParseStream<'_>, option: &Ident) -> syn::Result<Path> {
    let equals: Option<Token![=]> = input.parse()?;
    if equals.is_none() || input.peek(LitStr) {
        let at = if equals.is_none() { option.span() } else { input.span() };
        return Err(syn::Error::new(at, report::option_is_module(option)));
    }
    input.call(Path::parse_mod_style)
}

/// `belongs_to(Parent, foreign_key = column)`.
pub(crate) struct BelongsTo {
    pub(crate) parent: TypePath,
    pub(crate) foreign_key: Option<Ident>,
}

impl Parse for BelongsTo {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut found = Self { parent: input.parse()?, foreign_key: None };
        if input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            input.call(Ident::parse_any)?;
            input.parse::<Token![=]>()?;
            found.foreign_key = Some(input.call(Ident::parse_any)?);
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(found)
    }
}

/// What `#[diesel(…)]` says of a struct, as far as it matters here.
#[derive(Default)]
pub(crate) struct StructAttributes {
    pub(crate) table_name: Option<Path>,
    pub(crate) primary_key: Option<Vec<Ident>>,
    pub(crate) treat_none_as_default_value: Option<bool>,
    pub(crate) treat_none_as_null: Option<bool>,
    pub(crate) belongs_to: Vec<BelongsTo>,
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
                "treat_none_as_default_value" => found.treat_none_as_default_value = Some(boolean(input)?),
                "treat_none_as_null" => found.treat_none_as_null = Some(boolean(input)?),
                "belongs_to" => {
                    let parent;
                    syn::parenthesized!(parent in input);
                    found.belongs_to.push(parent.parse()?);
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
    pub(crate) serialize_as: Option<Type>,
    pub(crate) skip_insertion: bool,
    pub(crate) skip_update: bool,
    pub(crate) treat_none_as_default_value: Option<bool>,
    pub(crate) treat_none_as_null: Option<bool>,
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
                "skip_insertion" => found.skip_insertion = true,
                "skip_update" => found.skip_update = true,
                "treat_none_as_default_value" => found.treat_none_as_default_value = Some(boolean(input)?),
                "treat_none_as_null" => found.treat_none_as_null = Some(boolean(input)?),
                // The commas of a type are none between options.
                "select_expression_type" => {
                    input.parse::<Token![=]>()?;
                    input.parse::<Type>()?;
                }
                "serialize_as" => {
                    input.parse::<Token![=]>()?;
                    found.serialize_as = Some(input.parse()?);
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

fn boolean(input: ParseStream<'_>) -> syn::Result<bool> {
    input.parse::<Token![=]>()?;
    Ok(input.parse::<LitBool>()?.value)
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
