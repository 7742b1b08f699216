//! `#[sql_enum(…)]` to plain values: of an enum, and of its variants.

use proc_macro2::{Ident, Span};
use schema_catalog::diesel::Case;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Data, DeriveInput, LitStr, Path, Variant};

use crate::attr::{comma, module, text};
use crate::report::attribute;
use crate::report::sql_enum as report;

/// Where the labels of an enum stand.
pub(crate) enum Of {
    /// In a type: `#[sql_enum("loan_status")]`.
    Type(LitStr),
    /// In the type or in a check of a column: `#[sql_enum(column = "meetings.meeting_type")]`.
    Column(LitStr),
}

/// `#[sql_enum(…)]` above an enum.
pub(crate) struct EnumOptions {
    pub(crate) of: Of,
    pub(crate) rename_all: Option<Case>,
    pub(crate) schema: Option<Path>,
}

impl Parse for EnumOptions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (mut of, mut rename_all, mut schema) = (None, None, None);
        if input.peek(LitStr) {
            of = Some(Of::Type(input.parse()?));
            comma(input)?;
        }
        while !input.is_empty() {
            let option: Ident = input.call(Ident::parse_any)?;
            let twice = || Err(syn::Error::new(option.span(), attribute::option_twice(&option)));
            match option.to_string().as_str() {
                "column" if of.is_none() => of = Some(Of::Column(text(input, &option)?)),
                "rename_all" if rename_all.is_none() => {
                    let way = text(input, &option)?;
                    let case = Case::named(&way.value());
                    rename_all =
                        Some(case.ok_or_else(|| syn::Error::new(way.span(), report::unknown_case(&way.value())))?);
                }
                "schema" if schema.is_none() => {
                    schema = Some(module(input, &option)?);
                }
                "column" if matches!(of, Some(Of::Type(_))) => {
                    return Err(syn::Error::new(option.span(), report::TYPE_AND_COLUMN));
                }
                "column" | "rename_all" | "schema" => return twice(),
                other => return Err(syn::Error::new(option.span(), report::unknown_option(other))),
            }
            comma(input)?;
        }
        let of = of.ok_or_else(|| syn::Error::new(Span::call_site(), report::NOTHING_NAMED))?;
        Ok(Self { of, rename_all, schema })
    }
}

/// Takes `#[sql_enum(rename = "…")]` off the variants, where no other macro knows of it, and tells it of each.
pub(crate) fn take_renames(item: &mut DeriveInput) -> syn::Result<Vec<Option<LitStr>>> {
    let Data::Enum(data) = &mut item.data else { return Ok(Vec::new()) };
    data.variants.iter_mut().map(take_rename).collect()
}

fn take_rename(variant: &mut Variant) -> syn::Result<Option<LitStr>> {
    let (own, others): (Vec<Attribute>, Vec<Attribute>) =
        std::mem::take(&mut variant.attrs).into_iter().partition(|attribute| attribute.path().is_ident("sql_enum"));
    variant.attrs = others;
    let mut rename = None;
    for attribute in own {
        let found = attribute.parse_args_with(|input: ParseStream<'_>| {
            let option: Ident = input.call(Ident::parse_any)?;
            if option != "rename" {
                return Err(syn::Error::new(option.span(), report::unknown_option_of_variant(&option.to_string())));
            }
            text(input, &option)
        })?;
        if rename.replace(found).is_some() {
            return Err(syn::Error::new_spanned(attribute, report::RENAMED_TWICE));
        }
    }
    Ok(rename)
}
