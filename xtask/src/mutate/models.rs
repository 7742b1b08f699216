//! The application's models, and the ways to make their fields wrong.

use std::fs;
use std::path::Path;

use quote::{ToTokens, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, File, GenericArgument, Item, ItemStruct, LitStr, Meta, PathArguments, Token, Type};

use super::copy::Copy;
use crate::failure::{Failure, Result};

/// A struct that claims to be a row of a table.
pub(crate) struct Model {
    pub(crate) name: String,
    pub(crate) table: String,
    pub(crate) fields: Vec<Field>,
}

/// A field of a model, and the column that it stands for.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) column: String,
}

/// A way to make a field wrong.
#[derive(Clone, Copy)]
pub(crate) enum FieldMutation {
    /// Another name.
    Rename,
    /// Another type, which a type alias may hide from the macro.
    Type { alias: bool },
    /// `Option` where there was none, none where there was.
    Nullability { alias: bool },
}

/// The name of a field after [`FieldMutation::Rename`].
pub(crate) fn renamed(field: &str) -> String {
    format!("other_{field}")
}

/// Every model of the copy.
pub(crate) fn read(copy: &Copy) -> Result<Vec<Model>> {
    let mut models = Vec::new();
    for path in copy.models()? {
        for item in parse(&path)?.items {
            let Item::Struct(item) = item else { continue };
            let Some(table) = table_of(&item) else { continue };
            let fields = item.fields.iter().filter_map(|field| {
                let name = plain(field.ident.as_ref()?);
                let column = field.attrs.iter().find_map(column_name).unwrap_or_else(|| name.clone());
                Some(Field { name, column })
            });
            models.push(Model { name: plain(&item.ident), table, fields: fields.collect() });
        }
    }
    Ok(models)
}

/// Makes every field of every model wrong.
pub(crate) fn mutate(copy: &Copy, mutation: FieldMutation) -> Result<()> {
    for path in copy.models()? {
        let mut file = parse(&path)?;
        let mut aliases = Vec::new();
        for item in &mut file.items {
            if let Item::Struct(item) = item
                && table_of(item).is_some()
            {
                mutate_fields(item, mutation, &mut aliases);
            }
        }
        let text = quote!(#file #(#aliases)*).to_string();
        fs::write(&path, text).map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))?;
    }
    Ok(())
}

fn mutate_fields(model: &mut ItemStruct, mutation: FieldMutation, aliases: &mut Vec<proc_macro2::TokenStream>) {
    let Fields::Named(fields) = &mut model.fields else { return };
    for field in &mut fields.named {
        let Some(name) = field.ident.as_ref().map(plain) else { continue };
        let (changed, alias) = match mutation {
            FieldMutation::Rename => {
                field.ident = Some(format_ident!("{}", renamed(&name)));
                field.attrs.retain(|attribute| column_name(attribute).is_none());
                continue;
            }
            FieldMutation::Type { alias } => (with_other_type(&field.ty), alias),
            FieldMutation::Nullability { alias } => (with_other_nullability(&field.ty), alias),
        };
        field.ty = changed;
        if alias {
            let changed = &field.ty;
            let alias = format_ident!("Changed{}", aliases.len());
            aliases.push(quote!(pub type #alias = #changed;));
            field.ty = syn::parse_quote!(#alias);
        }
    }
}

/// A type whose values are clearly others, as nullable as this one.
fn with_other_type(ty: &Type) -> Type {
    if let Some(inner) = within(ty, "Option") {
        let other = with_other_type(inner);
        return syn::parse_quote!(::std::option::Option<#other>);
    }
    match last_word(ty).as_str() {
        "i32" => syn::parse_quote!(i64),
        "i64" | "i16" => syn::parse_quote!(i32),
        "f64" => syn::parse_quote!(f32),
        "BigDecimal" => syn::parse_quote!(f64),
        "NaiveDate" => syn::parse_quote!(::chrono::NaiveDateTime),
        "NaiveDateTime" => syn::parse_quote!(::chrono::NaiveDate),
        "NaiveTime" => syn::parse_quote!(::chrono::NaiveDateTime),
        "DateTime" => syn::parse_quote!(::chrono::NaiveTime),
        "String" => syn::parse_quote!(::std::vec::Vec<u8>),
        _ => syn::parse_quote!(::std::string::String),
    }
}

fn with_other_nullability(ty: &Type) -> Type {
    match within(ty, "Option") {
        Some(inner) => inner.clone(),
        None => syn::parse_quote!(::std::option::Option<#ty>),
    }
}

/// `T` of `Wrapper<T>`.
fn within<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|segment| segment.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn last_word(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
        other => other.to_token_stream().to_string(),
    }
}

/// The table of a struct under `#[table("…")]` that is a row.
fn table_of(item: &ItemStruct) -> Option<String> {
    let is_row = item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive")).any(|attribute| {
        let derives = attribute.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated);
        derives.is_ok_and(|derives| {
            derives.iter().any(|derive| derive.segments.last().is_some_and(|last| last.ident == "Queryable"))
        })
    });
    let table = item
        .attrs
        .iter()
        .find(|attribute| attribute.path().segments.last().is_some_and(|last| last.ident == "table"))?;
    let Meta::List(list) = &table.meta else { return None };
    let arguments = list.parse_args_with(|input: syn::parse::ParseStream<'_>| {
        let name: LitStr = input.parse()?;
        let _options: proc_macro2::TokenStream = input.parse()?;
        Ok(name.value())
    });
    arguments.ok().filter(|_| is_row)
}

/// `name` of `#[diesel(column_name = name)]`.
fn column_name(attribute: &Attribute) -> Option<String> {
    let mut found = None;
    if attribute.path().is_ident("diesel") {
        // Other arguments may end this early, which is no concern of ours.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("column_name") {
                let value = meta.value()?;
                found = Some(match value.parse::<LitStr>() {
                    Ok(text) => text.value(),
                    Err(_) => plain(&value.parse()?),
                });
            }
            Ok(())
        });
    }
    found
}

/// A name without the `r#` of raw identifiers.
fn plain(name: &syn::Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

fn parse(path: &Path) -> Result<File> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string());
    text.and_then(|text| syn::parse_file(&text).map_err(|error| error.to_string()))
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))
}
