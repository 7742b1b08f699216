//! `#[table]`: what it puts above the struct, and the check behind it.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use schema_catalog::{Catalog, Table, diesel::rust_name};
use syn::{Attribute, Data, DataStruct, DeriveInput, Fields, Ident};

use crate::attr::{StructAttributes, TableOptions, derives, path_span};
use crate::bind::Binding;
use crate::check::{self, Findings};
use crate::migrations;
use crate::report;

/// The derives of Diesel that claim a row.
const ROW: [&str; 4] = ["Queryable", "Selectable", "QueryableByName", "HasQuery"];
/// Further derives of Diesel that speak of a table.
const OTHER: [&str; 4] = ["Insertable", "AsChangeset", "Identifiable", "Associations"];

/// Expands `#[table(…)]`: the struct as it is, below what tells Diesel its table, and the derive that checks it.
pub(crate) fn table(options: TokenStream, item: &TokenStream) -> TokenStream {
    match above(options, item) {
        Ok(above) => quote! { #above #item },
        // The struct is there all the same.
        Err(error) => {
            let error = error.to_compile_error();
            quote! { #error #item }
        }
    }
}

fn above(options: TokenStream, item: &TokenStream) -> syn::Result<TokenStream> {
    let parsed = syn::parse2(item.clone());
    let input: DeriveInput = parsed.map_err(|_| syn::Error::new_spanned(item, report::NOT_A_STRUCT))?;
    let options_tokens = options.clone();
    let options: TableOptions = syn::parse2(options)?;
    let fields = match &input.data {
        Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) => &fields.named,
        Data::Struct(_) => return Err(syn::Error::new(input.ident.span(), report::TUPLE_STRUCT)),
        Data::Enum(_) | Data::Union(_) => return Err(syn::Error::new(input.ident.span(), report::NOT_A_STRUCT)),
    };
    let said = StructAttributes::of(&input.attrs);
    let migrations = migrations::load();
    let table = migrations.as_ref().ok().and_then(|migrations| migrations.catalog.table(&options.name.value()));
    let table_name = table_name(&options, &said)?;
    let first_field = fields.first().and_then(|field| field.ident.clone());
    let primary_key = if said.primary_key { None } else { primary_key(&options, table, first_field) };
    Ok(quote! {
        #[derive(::schema_macro::__Table)]
        #[__table(#options_tokens)]
        #table_name
        #primary_key
    })
}

/// `#[diesel(table_name = …)]`, where the struct does not say it itself.
fn table_name(options: &TableOptions, said: &StructAttributes) -> syn::Result<Option<TokenStream>> {
    let name = options.name.value();
    let name = rust_name(name.rsplit_once('.').map_or(name.as_str(), |(_, table)| table), None);
    if let Some(path) = &said.table_name {
        let last = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if last != name {
            return Err(syn::Error::new(path_span(path), report::other_table_name(&last, &name)));
        }
        return Ok(None);
    }
    let path: syn::Path = syn::parse_str(&format!("{}::{name}", schema_path(options)))?;
    Ok(Some(quote! { #[diesel(table_name = #path)] }))
}

/// `#[diesel(primary_key(…))]`, where it is not `id` alone, which Diesel takes without being told.
///
/// Of a table that is not known, it is the first field, which keeps Diesel's own derives from adding to what is said of
/// the table.
fn primary_key(options: &TableOptions, table: Option<&Table>, first_field: Option<Ident>) -> Option<TokenStream> {
    let key: Vec<Ident> = match table {
        Some(table) => {
            let name = rust_name(&table.name, None);
            let columns = table.column_names(table.primary_key()).into_iter();
            columns.map(|column| Ident::new(&rust_name(column, Some(&name)), options.name.span())).collect()
        }
        None => first_field.into_iter().collect(),
    };
    let told = key.is_empty() || matches!(key.as_slice(), [only] if only == "id");
    (!told).then(|| quote! { #[diesel(primary_key(#(#key),*))] })
}

fn schema_path(options: &TableOptions) -> String {
    match &options.schema {
        Some(path) => path.to_token_stream().to_string().replace(' ', ""),
        None => migrations::schema_path(),
    }
}

/// Expands the hidden derive: errors, and checks for the compiler.
pub(crate) fn check(item: TokenStream) -> TokenStream {
    match checked(item) {
        Ok(findings) => findings.into_tokens(),
        Err(error) => error.to_compile_error(),
    }
}

fn checked(item: TokenStream) -> syn::Result<Findings> {
    let input: DeriveInput = syn::parse2(item)?;
    let mut findings = Findings::default();
    let Some(options) = input.attrs.iter().find(|attribute| attribute.path().is_ident("__table")) else {
        return Ok(findings);
    };
    let options: TableOptions = options.parse_args()?;
    let Data::Struct(data) = &input.data else { return Ok(findings) };
    if let Some(error) = claim(&options, &input.attrs) {
        findings.push(error);
        return Ok(findings);
    }
    let migrations = match migrations::load() {
        Ok(migrations) => migrations,
        Err(unreadable) => {
            if let Some(message) = unreadable.unsaid() {
                findings.push(syn::Error::new(options.name.span(), report::not_checked(&input.ident, &message)));
            }
            return Ok(findings);
        }
    };
    let table = match find_table(&migrations.catalog, &options) {
        Ok(table) => table,
        Err(error) => {
            findings.push(error);
            return Ok(findings);
        }
    };
    let binding = Binding::new(&migrations.catalog, table, &input.ident, &data.fields);
    let schema = schema_path(&options);
    check::row(&binding, &input.generics, options.partial, &schema, &mut findings);
    Ok(findings)
}

/// The error where the derives claim nothing that is checked.
fn claim(options: &TableOptions, attributes: &[Attribute]) -> Option<syn::Error> {
    let derives = derives(attributes);
    if derives.iter().any(|derive| ROW.contains(&derive.as_str())) {
        return None;
    }
    let message = match derives.iter().find(|derive| OTHER.contains(&derive.as_str())) {
        Some(derive) => report::claims_not_checked(derive),
        None => report::NO_DERIVES_BELOW.to_owned(),
    };
    Some(syn::Error::new(options.name.span(), message))
}

fn find_table<'a>(catalog: &'a Catalog, options: &TableOptions) -> syn::Result<&'a Table> {
    let name = options.name.value();
    let error = |message| Err(syn::Error::new(options.name.span(), message));
    let Some(table) = catalog.table(&name) else { return error(report::unknown_table(catalog, &name)) };
    if let Some(message) = report::columns_unknown(catalog, table) {
        return error(message);
    }
    if table.primary_key().is_empty() {
        return error(report::no_primary_key(catalog, table));
    }
    Ok(table)
}
