//! `#[table]`: what it puts above the struct, and the check behind it.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens as _, TokenStreamExt as _, quote};
use schema_catalog::diesel::{LeftOut, rust_name};
use schema_catalog::{Catalog, Table};
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DataStruct, DeriveInput, Field, Fields, FieldsNamed, FieldsUnnamed, Ident, LitStr, Token};

use crate::attr::{FieldAttributes, StructAttributes, TableOptions};
use crate::bind::{Binding, column_name};
use crate::check::{self, Checked, Model};
use crate::claims::Claims;
use crate::migrations::{self, Project};
use crate::report;
use crate::schema;

/// Expands `#[table(…)]`: the struct as it is, with what tells Diesel its table, and the checks of its claims.
pub(crate) fn table(options: &TokenStream, item: &TokenStream) -> TokenStream {
    match expand(options, item) {
        Ok(expansion) => expansion,
        // The struct is there all the same.
        Err(error) => {
            let error = report::compile_error(&error);
            quote! { #error #item }
        }
    }
}

fn expand(options_tokens: &TokenStream, item: &TokenStream) -> syn::Result<TokenStream> {
    let parsed = syn::parse2(item.clone());
    let input: DeriveInput = parsed.map_err(|_| syn::Error::new_spanned(item, report::attribute::NOT_A_STRUCT))?;
    let options: TableOptions = syn::parse2(options_tokens.clone())?;
    let fields = fields(&input)?;
    if let Some(second) = input.attrs.iter().find(|attribute| is_table(attribute)) {
        return Err(syn::Error::new_spanned(second.path(), report::attribute::TABLE_TWICE));
    }
    let said = StructAttributes::of(&input.attrs);
    let claims = Claims::of(&input.attrs);
    let project = migrations::load();
    let catalog = project.migrations.as_ref().ok().map(|migrations| &migrations.catalog);
    let table = catalog.and_then(|catalog| Some((catalog, catalog.table(&options.name.value())?)));
    let primary_key = match &said.primary_key {
        None => primary_key(&options, table.map(|(_, table)| key_columns(table)), claims, fields),
        Some(_) => None,
    };
    let declaration = declaration(&project, &options)?;
    if depends_on_cfg(&input) {
        // A derive is handed the struct after that is decided.
        let table_name = table_name(&project, &options, &said, table, true)?;
        return Ok(quote! {
            #declaration
            #[derive(::schema_macro::__Table)]
            #[__table(#options_tokens)]
            #table_name
            #primary_key
            #item
        });
    }
    let (checks, holds) = match checked(&project, &input, &options, &said, claims) {
        Ok(checked) => (checked.tokens, checked.holds),
        Err(error) if claims.is_empty() => return Err(error),
        Err(error) => (report::compile_error(&error), true),
    };
    let table_name = table_name(&project, &options, &said, table, holds)?;
    // Below the derives, since they are what makes it known.
    let (attributes, rest) = below_attributes(item);
    Ok(quote! { #declaration #checks #attributes #table_name #primary_key #rest })
}

/// The table's declaration, where it stands beside the struct.
fn declaration(project: &Project, options: &TableOptions) -> syn::Result<Option<TokenStream>> {
    let Ok(migrations) = &project.migrations else { return Ok(None) };
    // What is wrong with the table is said by the check.
    let table = find_table(&migrations.catalog, options).ok().filter(|_| options.declare);
    table.map(|table| schema::of_table(migrations, table, options.name.span())).transpose()
}

/// An item's attributes, and the rest of it.
fn below_attributes(item: &TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = item.clone().into_iter().peekable();
    let mut attributes = TokenStream::new();
    while let Some(TokenTree::Punct(hash)) = tokens.next_if(|token| matches!(token, TokenTree::Punct(_))) {
        attributes.append(hash);
        attributes.extend(tokens.next());
    }
    (attributes, tokens.collect())
}

fn fields(input: &DeriveInput) -> syn::Result<&Punctuated<Field, Token![,]>> {
    match &input.data {
        Data::Struct(DataStruct { fields: Fields::Named(FieldsNamed { named, .. }), .. }) => Ok(named),
        Data::Struct(DataStruct { fields: Fields::Unnamed(FieldsUnnamed { unnamed, .. }), .. }) => Ok(unnamed),
        Data::Struct(_) => Err(syn::Error::new(input.ident.span(), report::attribute::UNIT_STRUCT)),
        Data::Enum(_) | Data::Union(_) => Err(syn::Error::new(input.ident.span(), report::attribute::NOT_A_STRUCT)),
    }
}

/// Whether there is `cfg` or `cfg_attr` in the struct.
fn depends_on_cfg(input: &DeriveInput) -> bool {
    let conditional = |attribute: &Attribute| attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr");
    let Data::Struct(data) = &input.data else { return false };
    let in_fields = data.fields.iter().any(|field| field.attrs.iter().any(conditional));
    in_fields || input.attrs.iter().any(conditional)
}

/// `#[diesel(table_name = …)]`, where the struct does not say it itself.
///
/// Of a struct that does not hold what it claims, this is a path that leads nowhere: rustc says nothing of paths that it
/// can't resolve in a module with an error of a macro, nor of types that are made of them. So there are none of the errors
/// by which Diesel would say the same once more.
fn table_name(
    project: &Project,
    options: &TableOptions,
    said: &StructAttributes,
    table: Option<(&Catalog, &Table)>,
    holds: bool,
) -> syn::Result<Option<TokenStream>> {
    let name = options.name.value();
    let bare = || name.rsplit_once('.').map_or(name.as_str(), |(_, table)| table);
    let name = rust_name(table.map_or_else(bare, |(_, table)| &table.name), None);
    if let Some(path) = &said.table_name {
        let last = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if last != name {
            return Err(syn::Error::new_spanned(path, report::attribute::other_table_name(&last, &name)));
        }
        return Ok(None);
    }
    let mut schema = declarations(project, options)?;
    if let Some((_, table)) = table.filter(|(catalog, table)| table.schema != catalog.dialect().default_schema()) {
        let module = rust_name(&table.schema, None);
        schema.segments.push(Ident::new(&module, of_macro(options.name.span())).into());
    }
    let name = if holds { name } else { format!("{name}_is_not_like_this_struct") };
    let name = Ident::new(&name, of_macro(options.name.span()));
    Ok(Some(quote! { #[diesel(table_name = #schema::#name)] }))
}

/// The path of the module with the declarations.
fn declarations(project: &Project, options: &TableOptions) -> syn::Result<syn::Path> {
    let mut schema = match &options.schema {
        Some(path) => path.clone(),
        None if options.declare => Ident::new("self", options.name.span()).into(),
        None => LitStr::new(&project.schema, options.name.span()).parse_with(syn::Path::parse_mod_style)?,
    };
    for segment in &mut schema.segments {
        segment.ident.set_span(of_macro(segment.ident.span()));
    }
    Ok(schema)
}

/// What can't be found below a path is an error at the path, or at the table's name; to lints it is the macro's.
fn of_macro(span: Span) -> Span {
    Span::call_site().located_at(span)
}

fn is_table(attribute: &Attribute) -> bool {
    let path = attribute.path();
    path.is_ident("table")
        || (path.segments.len() == 2 && path.segments[0].ident == "schema_macro" && path.segments[1].ident == "table")
}

/// The columns of a table's primary key, by their names in Rust.
fn key_columns(table: &Table) -> Vec<String> {
    table.primary_key().iter().map(|&column| column_name(table, table.column_by_id(column))).collect()
}

/// `#[diesel(primary_key(…))]`, where it is not `id` alone, which Diesel takes without being told.
///
/// Where the table is not known, or no field is for a column of its key, it is the first field for `Identifiable`: the
/// check says what is wrong, and Diesel's own derive need not say it again.
fn primary_key(
    options: &TableOptions,
    key: Option<Vec<String>>,
    claims: Claims,
    fields: &Punctuated<Field, Token![,]>,
) -> Option<TokenStream> {
    let has_field = |column: &String| {
        fields.iter().any(|field| {
            let asked = FieldAttributes::of(&field.attrs).column_name.or_else(|| field.ident.clone());
            asked.is_some_and(|asked| asked.unraw() == column.as_str())
        })
    };
    let key = match key {
        Some(key) if !claims.key || (!key.is_empty() && key.iter().all(has_field)) => key,
        // A set of changes would have one change less.
        _ if claims.update || !claims.key => return None,
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

fn schema_path(project: &Project, options: &TableOptions) -> String {
    match &options.schema {
        Some(path) => path.to_token_stream().to_string().replace(' ', ""),
        None if options.declare => "self".to_owned(),
        None => project.schema.clone(),
    }
}

/// Expands the hidden derive: the checks of a struct in which there was `cfg`.
pub(crate) fn check(item: TokenStream) -> TokenStream {
    checked_derive(item).unwrap_or_else(|error| report::compile_error(&error))
}

fn checked_derive(item: TokenStream) -> syn::Result<TokenStream> {
    let input: DeriveInput = syn::parse2(item)?;
    let Some(options) = input.attrs.iter().find(|attribute| attribute.path().is_ident("__table")) else {
        return Ok(TokenStream::new());
    };
    let (said, claims) = (StructAttributes::of(&input.attrs), Claims::of(&input.attrs));
    Ok(checked(&migrations::load(), &input, &options.parse_args()?, &said, claims)?.tokens)
}

/// Checks the claims of a struct.
fn checked(
    project: &Project,
    input: &DeriveInput,
    options: &TableOptions,
    said: &StructAttributes,
    claims: Claims,
) -> syn::Result<Checked> {
    if claims.is_empty() {
        return Err(syn::Error::new(options.name.span(), report::attribute::NO_DERIVES_BELOW));
    }
    let migrations = match &project.migrations {
        Ok(migrations) => migrations,
        Err(unreadable) => {
            let unsaid = unreadable.unsaid().map(|message| report::attribute::not_checked(&input.ident, &message));
            let error = |message| report::compile_error(&syn::Error::new(options.name.span(), message));
            let tokens = unsaid.map(error);
            return Ok(Checked { tokens: tokens.unwrap_or_default(), holds: true });
        }
    };
    let catalog = &migrations.catalog;
    let table = find_table(catalog, options)?;
    let (schema, declarations, fields) =
        (schema_path(project, options), declarations(project, options)?, fields(input)?);
    let check = |of, primary| {
        check::check(&Model {
            binding: Binding::new(of, primary, &input.ident, claims, fields),
            options,
            denied_names: &migrations.denied_names,
            attributes: &input.attrs,
            said,
            schema: &schema,
            declarations: &declarations,
            generics: &input.generics,
        })
    };
    let mut checked = check((catalog, table), None);
    // What is wrong for the primary engine is likely to be wrong for each other one, in the same way.
    if checked.holds {
        for other in &migrations.others {
            let Some(found) = other.table(&options.name.value()) else {
                let message = report::table::missing_in(catalog, table, other);
                checked.add(Err(syn::Error::new(options.name.span(), message)));
                continue;
            };
            checked.add(Ok(check((other, found), Some((catalog, table)))));
        }
    }
    Ok(checked)
}

fn find_table<'a>(catalog: &'a Catalog, options: &TableOptions) -> syn::Result<&'a Table> {
    let name = options.name.value();
    let error = |message| Err(syn::Error::new(options.name.span(), message));
    let Some(table) = catalog.table(&name) else { return error(report::table::unknown(catalog, &name)) };
    match LeftOut::of(catalog, table) {
        Some(why) => error(report::table::left_out(catalog, table, why)),
        None if rust_name(&table.schema, None) != table.schema
            && table.schema != catalog.dialect().default_schema() =>
        {
            error(report::table::unnameable_schema(catalog, table))
        }
        None => Ok(table),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    /// The same tokens, whatever was expanded before, and nothing in them that only this machine has.
    #[test]
    fn a_struct_is_expanded_to_the_same_wherever_and_whenever() {
        let (options, declared) = (quote! { "savings_groups", partial }, quote! { "savings_groups", declare, partial });
        let right = quote! { #[derive(Queryable, Selectable)] struct Right { id: i32, name: MyName } };
        let wrong = quote! { #[derive(Queryable, Insertable)] struct Wrong { id: String, no_such_column: MyName } };
        let structs = [(&options, &right), (&declared, &right), (&options, &wrong), (&declared, &wrong)];
        let expand = |(options, item): &(&_, &_)| super::table(options, item).to_string();
        let first: Vec<String> = structs.iter().map(expand).collect();
        let mut second: Vec<String> = structs.iter().rev().map(expand).collect();
        second.reverse();
        assert_eq!(first, second);
        let repository = concat!(env!("CARGO_MANIFEST_DIR"), "/..").parse::<std::path::PathBuf>();
        let repository = repository.expect("a path").canonicalize().expect("it is there");
        for text in &first {
            assert!(text.contains("migrations/postgres/"), "it tells places: {text}");
            assert!(!text.contains(repository.to_str().expect("UTF-8")), "{text}");
        }
    }

    /// The memory that this process holds, in bytes.
    #[cfg(target_os = "linux")]
    fn resident() -> usize {
        let pages = std::fs::read_to_string("/proc/self/statm").expect("Linux tells");
        let pages: usize = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("a number of pages");
        pages * 4096
    }

    /// An editor keeps the process in which macros run for days.
    #[cfg(target_os = "linux")]
    #[test]
    fn memory_does_not_grow_with_expansions() {
        let options = quote! { "savings_groups", partial };
        let item = quote! {
            #[derive(Queryable, Selectable, Insertable)]
            struct SavingsGroup { id: i64, district: Option<String>, no_such_column: String, created_date: MyTime }
        };
        let expand = |times: usize| {
            for _ in 0..times {
                let expansion = super::table(&options, &item).to_string();
                assert!(expansion.contains("no_such_column"), "{expansion}");
            }
        };
        expand(200);
        let before = resident();
        expand(if std::env::var_os("SCHEMA_TEST_FULL").is_some() { 100_000 } else { 1_000 });
        let grown = resident().saturating_sub(before);
        assert!(grown < 2 << 20, "{grown} bytes more");
    }
}
