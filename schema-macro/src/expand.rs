//! `#[table]`: what it puts above the struct, and the check behind it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use schema_catalog::{Catalog, Table, diesel::rust_name};
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DataStruct, DeriveInput, Field, Fields, Ident, LitStr, Token};

use crate::attr::{FieldAttributes, StructAttributes, TableOptions, derives};
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
    if let Some(second) = input.attrs.iter().find(|attribute| is_table(attribute)) {
        return Err(syn::Error::new_spanned(second.path(), report::TABLE_TWICE));
    }
    let said = StructAttributes::of(&input.attrs);
    let migrations = migrations::load();
    let table = migrations.as_ref().ok().and_then(|migrations| migrations.catalog.table(&options.name.value()));
    let table_name = table_name(&options, &said)?;
    let key = table.map(key_columns);
    let (error, primary_key) = match (&said.primary_key, &key) {
        (None, _) => (None, primary_key(&options, key, fields)),
        (Some(said), Some(key)) => (other_key(&input.ident, &options, said, key), None),
        (Some(_), None) => (None, None),
    };
    let error = error.map(|error| error.to_compile_error());
    Ok(quote! {
        #error
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
            return Err(syn::Error::new_spanned(path, report::other_table_name(&last, &name)));
        }
        return Ok(None);
    }
    // What can't be found below the path is an error at the path, or at the table's name; to lints it is the macro's.
    let at = |span: Span| Span::call_site().located_at(span);
    let mut schema = match &options.schema {
        Some(path) => path.clone(),
        None => LitStr::new(&migrations::schema_path(), options.name.span()).parse_with(syn::Path::parse_mod_style)?,
    };
    for segment in &mut schema.segments {
        segment.ident.set_span(at(segment.ident.span()));
    }
    let name = Ident::new(&name, at(options.name.span()));
    Ok(Some(quote! { #[diesel(table_name = #schema::#name)] }))
}

fn is_table(attribute: &Attribute) -> bool {
    let path = attribute.path();
    path.is_ident("table")
        || (path.segments.len() == 2 && path.segments[0].ident == "schema_macro" && path.segments[1].ident == "table")
}

/// The columns of a table's primary key, by their names in Rust.
fn key_columns(table: &Table) -> Vec<String> {
    let name = rust_name(&table.name, None);
    let columns = table.column_names(table.primary_key()).into_iter();
    columns.map(|column| rust_name(column, Some(&name))).collect()
}

/// The error where the struct says another primary key than the SQL.
fn other_key(model: &Ident, options: &TableOptions, said: &[Ident], key: &[String]) -> Option<syn::Error> {
    let same = said.len() == key.len() && said.iter().zip(key).all(|(said, column)| said.unraw() == column.as_str());
    let first = said.first().filter(|_| !same)?;
    Some(syn::Error::new(first.span(), report::other_primary_key(model, &options.name.value(), said, key)))
}

/// `#[diesel(primary_key(…))]`, where it is not `id` alone, which Diesel takes without being told.
///
/// Where the table is not known, or no field is for a column of its key, it is the first field: the check says what is
/// wrong, and Diesel's own derives need not say it again.
fn primary_key(
    options: &TableOptions,
    key: Option<Vec<String>>,
    fields: &Punctuated<Field, Token![,]>,
) -> Option<TokenStream> {
    let has_field = |column: &String| {
        fields.iter().any(|field| {
            let asked = FieldAttributes::of(&field.attrs).column_name.or_else(|| field.ident.clone());
            asked.is_some_and(|asked| asked.unraw() == column.as_str())
        })
    };
    let key = match key {
        Some(key) if key.iter().all(has_field) => key,
        _ => fields.first().and_then(|field| field.ident.as_ref()).map(ToString::to_string).into_iter().collect(),
    };
    if key.is_empty() || key == ["id"] {
        return None;
    }
    let key = key.iter().map(|column| {
        Ident::parse_any.parse_str(column).map(|mut column| {
            column.set_span(options.name.span());
            column
        })
    });
    let key: Vec<Ident> = key.collect::<syn::Result<_>>().ok()?;
    Some(quote! { #[diesel(primary_key(#(#key),*))] })
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
    let derives = derives(&input.attrs);
    let derives_any = |names: &[&str]| derives.iter().any(|derive| names.contains(&derive.as_str()));
    let claim = check::Row {
        partial: options.partial,
        by_position: derives_any(&["Queryable"]) && !derives_any(&["Selectable", "HasQuery"]),
        schema: &schema_path(&options),
        generics: &input.generics,
    };
    check::row(&binding, &claim, &mut findings);
    if options.partial && derives_any(&["Identifiable"]) {
        check::key(&binding, &mut findings);
    }
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
