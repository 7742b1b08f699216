//! `#[sql_enum]`: an enum whose variants are the labels of an enum in SQL, with what Diesel needs to load and store it.

mod attr;
mod labels;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use schema_catalog::diesel::Case;
use schema_catalog::{Catalog, Dialect};
use syn::ext::IdentExt as _;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Variant};

use attr::EnumOptions;
pub(crate) use labels::Labels;

use crate::backend;
use crate::migrations;
use crate::report::{compile_error, sql_enum as report};

/// A variant and the label that it stands for.
pub(crate) struct Labelled<'a> {
    pub(crate) variant: &'a Variant,
    pub(crate) label: String,
}

/// Expands `#[sql_enum(…)]`: the enum, errors, and the traits of Diesel.
pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    let mut parsed = match syn::parse2::<DeriveInput>(item.clone()) {
        Ok(parsed) if matches!(parsed.data, Data::Enum(_)) => parsed,
        _ => {
            let error = compile_error(&syn::Error::new_spanned(item, report::NOT_AN_ENUM));
            return quote! { #error #item };
        }
    };
    // The enum is there all the same, without what only this macro knows.
    let renames = attr::take_renames(&mut parsed);
    match renames.and_then(|renames| expanded(options, &parsed, &renames)) {
        Ok(expansion) => expansion,
        Err(error) => {
            let error = compile_error(&error);
            quote! { #error #parsed }
        }
    }
}

fn expanded(options: TokenStream, item: &DeriveInput, renames: &[Option<LitStr>]) -> syn::Result<TokenStream> {
    let options: EnumOptions = syn::parse2(options)?;
    no_derives(&item.attrs)?;
    let project = migrations::load();
    let migrations = project.migrations.as_ref().map_err(|unreadable| {
        let message = crate::report::attribute::not_checked(&item.ident, &unreadable.message());
        syn::Error::new(item.ident.span(), message)
    })?;
    let catalog = &migrations.catalog;
    let schema = match &options.schema {
        Some(path) => path.to_token_stream().to_string().replace(' ', ""),
        None => project.schema.clone(),
    };
    let labels = labels::find(catalog, &options.of, &schema)?;
    let variants = labelled(item, renames, options.rename_all.unwrap_or(Case::Snake))?;
    let mut errors = check(catalog, item, &variants, &labels);
    if errors.is_empty() {
        errors.extend(
            migrations.others.iter().filter_map(|other| labels::differ_in(&options.of, catalog, &labels, other)),
        );
    }
    let errors = errors.iter().map(compile_error);
    // A type of the primary engine's own is a text to another.
    let (sql_type, text) = (&labels.sql_type.to_token_stream(), quote! { ::diesel::sql_types::Text });
    let in_others = if labels.is_own_type { &text } else { sql_type };
    let (mut implementations, mut backends) = (TokenStream::new(), BTreeSet::new());
    for dialect in std::iter::once(catalog.dialect()).chain(migrations.others.iter().map(Catalog::dialect)) {
        let sql_type = if backends.is_empty() { sql_type } else { in_others };
        if backends.insert(backend::name(dialect)) {
            implementations.extend(self::implementations(dialect, &item.ident, &variants, &labels, sql_type));
        }
    }
    let as_text = (labels.is_own_type && backends.len() > 1).then(|| quote! { #[diesel(sql_type = #text)] });
    let (attributes, rest) = (&item.attrs, without_attributes(item));
    Ok(quote! {
        #(#errors)*
        #(#attributes)*
        #[derive(::diesel::expression::AsExpression, ::diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = #sql_type)]
        #as_text
        #rest
        #implementations
    })
}

fn without_attributes(item: &DeriveInput) -> DeriveInput {
    DeriveInput { attrs: Vec::new(), ..item.clone() }
}

/// Errs at a derive of what this macro derives.
fn no_derives(attributes: &[Attribute]) -> syn::Result<()> {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let mut twice = None;
        let _ = attribute.parse_nested_meta(|meta| {
            let last = meta.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            if ["AsExpression", "FromSqlRow"].contains(&last.as_str()) {
                twice = Some(syn::Error::new_spanned(&meta.path, report::derived_twice(&last)));
            }
            Ok(())
        });
        if let Some(twice) = twice {
            return Err(twice);
        }
    }
    Ok(())
}

fn labelled<'a>(item: &'a DeriveInput, renames: &[Option<LitStr>], case: Case) -> syn::Result<Vec<Labelled<'a>>> {
    let Data::Enum(data) = &item.data else { return Ok(Vec::new()) };
    let mut errors: Option<syn::Error> = None;
    let mut found = Vec::new();
    for (variant, rename) in data.variants.iter().zip(renames) {
        if !matches!(variant.fields, Fields::Unit) {
            let error = syn::Error::new_spanned(&variant.fields, report::fields(&item.ident, &variant.ident));
            match &mut errors {
                Some(errors) => errors.combine(error),
                None => errors = Some(error),
            }
        }
        let name = variant.ident.unraw().to_string();
        let label = rename.as_ref().map_or_else(|| case.label(&name), LitStr::value);
        found.push(Labelled { variant, label });
    }
    errors.map_or(Ok(found), Err)
}

/// Compares the variants with the labels: every mismatch, each once.
fn check(catalog: &Catalog, item: &DeriveInput, variants: &[Labelled<'_>], labels: &Labels) -> Vec<syn::Error> {
    let known = |label: &str| labels.labels.iter().any(|(known, _)| known == label);
    let fits = |case: Case| {
        let of = |labelled: &Labelled<'_>| case.label(&labelled.variant.ident.unraw().to_string());
        !labels.labels.is_empty() && variants.iter().all(|labelled| known(&of(labelled)))
    };
    if variants.len() > 1
        && !variants.iter().any(|labelled| known(&labelled.label))
        && let Some((_, name)) = Case::ALL.iter().find(|(case, _)| fits(*case))
    {
        return vec![syn::Error::new(
            item.ident.span(),
            report::other_case(catalog, &item.ident, variants, labels, name),
        )];
    }
    let mut errors = Vec::new();
    let unclaimed = |label: &str| !variants.iter().any(|other| other.label == label);
    let mut suggested: Vec<&str> = Vec::new();
    for (at, labelled) in variants.iter().enumerate() {
        let (span, name) = (labelled.variant.ident.span(), &labelled.variant.ident);
        if let Some(first) = variants[..at].iter().find(|other| other.label == labelled.label) {
            let message = report::label_twice(&item.ident, name, &first.variant.ident, &labelled.label);
            errors.push(syn::Error::new(span, message));
        } else if !known(&labelled.label) {
            let free = labels.labels.iter().map(|(label, _)| label.as_str());
            let free: Vec<&str> = free.filter(|label| unclaimed(label) && !suggested.contains(label)).collect();
            let (message, meant) = report::unknown_label(catalog, &item.ident, labelled, labels, &free);
            suggested.extend(meant);
            errors.push(syn::Error::new(span, message));
        }
    }
    let missing = labels.labels.iter().filter(|(label, _)| unclaimed(label) && !suggested.contains(&label.as_str()));
    let missing: Vec<_> = missing.collect();
    if !missing.is_empty() {
        let message = report::labels_without_variant(catalog, &item.ident, &missing, labels);
        errors.push(syn::Error::new(item.ident.span(), message));
    }
    errors
}

/// Diesel's traits for each backend that the program is known to have.
fn implementations(
    dialect: Dialect,
    name: &Ident,
    variants: &[Labelled<'_>],
    labels: &Labels,
    sql_type: &TokenStream,
) -> Option<TokenStream> {
    let backend: TokenStream = backend::of(dialect)?.parse().ok()?;
    let text = quote! { ::diesel::sql_types::Text };
    // Conditions of a variant hold for all that is made of it.
    let cfgs: Vec<Vec<&Attribute>> = variants.iter().map(|labelled| conditions(labelled.variant)).collect();
    let idents = || variants.iter().map(|labelled| &labelled.variant.ident);
    let texts = || variants.iter().map(|labelled| labelled.label.as_str());
    let (to, from) = (idents().zip(texts()).zip(&cfgs), idents().zip(texts()).zip(&cfgs));
    let to = to.map(|((variant, label), cfgs)| quote! { #(#cfgs)* Self::#variant => #label, });
    let from =
        from.map(|((variant, label), cfgs)| quote! { #(#cfgs)* #label => ::core::result::Result::Ok(Self::#variant), });
    let unknown = report::unknown_at_run_time(name, labels);
    // A type of its own is sent as text is, and says by its metadata what it is.
    Some(quote! {
        impl ::diesel::serialize::ToSql<#sql_type, #backend> for #name {
            fn to_sql<'b>(
                &'b self,
                out: &mut ::diesel::serialize::Output<'b, '_, #backend>,
            ) -> ::diesel::serialize::Result {
                let label: &'static ::core::primitive::str = match *self { #(#to)* };
                <::core::primitive::str as ::diesel::serialize::ToSql<#text, #backend>>::to_sql(label, out)
            }
        }

        impl ::diesel::deserialize::FromSql<#sql_type, #backend> for #name {
            fn from_sql(
                value: <#backend as ::diesel::backend::Backend>::RawValue<'_>,
            ) -> ::diesel::deserialize::Result<Self> {
                let label = <::std::string::String as ::diesel::deserialize::FromSql<#text, #backend>>::from_sql(value)?;
                match label.as_str() {
                    #(#from)*
                    other => ::core::result::Result::Err(::std::format!(#unknown, other).into()),
                }
            }
        }
    })
}

fn conditions(variant: &Variant) -> Vec<&Attribute> {
    variant.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}
