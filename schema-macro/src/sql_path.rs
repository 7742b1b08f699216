//! Where Diesel's declarations stand: of tables, of SQL types.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens as _, TokenStreamExt as _};
use schema_catalog::diesel::{DieselType, diesel_type, rust_name, upper_camel_case};
use schema_catalog::{Catalog, Column, Table, Type};

/// The path of the module with the tables of a schema: that of the default one, or one of its own below that.
pub(crate) fn of_schema(catalog: &Catalog, declarations: &str, schema: &str) -> String {
    if schema == catalog.dialect().default_schema() {
        declarations.to_owned()
    } else {
        format!("{declarations}::{}", rust_name(schema, None))
    }
}

/// The path of a table's module below the module with the declarations.
pub(crate) fn of_table(catalog: &Catalog, declarations: &str, table: &Table) -> Option<TokenStream> {
    let module = of_schema(catalog, declarations, &table.schema);
    tokens(&format!("{module}::{}", rust_name(&table.name, None)))
}

/// The path of a type that the migrations create: in the module of its own schema if a table there has a column of it,
/// else in that of the first schema with such a table. `None` if no table has one, so that none declares it.
pub(crate) fn of_type(catalog: &Catalog, declarations: &str, found: &Type) -> Option<TokenStream> {
    let default = catalog.dialect().default_schema();
    let custom = Some((Some(found.schema.clone()).filter(|schema| schema != default), found.name.clone()));
    let uses = |table: &&Table| table.columns.iter().any(|column| diesel_type(catalog, table, column).custom == custom);
    let users = || catalog.tables().filter(uses).map(|table| table.schema.as_str());
    let preferred = |schema: &&str| **schema == *found.schema;
    let schema =
        users().find(preferred).or_else(|| users().find(|schema| *schema == default)).or_else(|| users().next())?;
    tokens(&format!("{}::sql_types::{}", of_schema(catalog, declarations, schema), upper_camel_case(&found.name)))
}

/// The path of a type of Diesel's, or of one that is declared with this table; `None` for one whose name can be none in
/// Rust.
pub(crate) fn of_diesel_type(
    catalog: &Catalog,
    table: &Table,
    sql_type: &DieselType,
    declarations: &str,
) -> Option<TokenStream> {
    tokens(&sql_type.path(&of_schema(catalog, declarations, &table.schema)))
}

/// The path of the type of a column's values, NULL aside.
pub(crate) fn of_value(catalog: &Catalog, table: &Table, column: &Column, declarations: &str) -> Option<TokenStream> {
    let mut found = diesel_type(catalog, table, column);
    found.nullable = false;
    of_diesel_type(catalog, table, &found, declarations)
}

/// The tokens of a path. There is one for almost every field, and to have it parsed would take longer than all else.
fn tokens(path: &str) -> Option<TokenStream> {
    let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !path.chars().all(|c| of_name(c) || matches!(c, ':' | '<' | '>')) {
        return syn::parse_str(path).ok().map(syn::Type::into_token_stream);
    }
    let (mut tokens, mut rest) = (TokenStream::new(), path);
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|c| !of_name(c)).unwrap_or(rest.len());
        match length {
            0 if rest.starts_with("::") => tokens.append(Punct::new(first, Spacing::Joint)),
            0 => tokens.append(Punct::new(first, Spacing::Alone)),
            _ if first.is_ascii_digit() => return None,
            _ => tokens.append(Ident::new(&rest[..length], Span::call_site())),
        }
        rest = &rest[length.max(1)..];
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::tokens;

    #[test]
    fn a_path_is_the_same_tokens_as_if_it_were_parsed() {
        for path in ["::diesel::sql_types::Nullable<::diesel::sql_types::Text>", "crate::schema::größe", "self::r#type"]
        {
            let parsed: syn::Type = syn::parse_str(path).expect("a type");
            let found: syn::Type = syn::parse2(tokens(path).expect("a path")).expect("a type");
            assert_eq!(found.into_token_stream().to_string(), parsed.into_token_stream().to_string());
        }
        assert!(tokens("crate::sql_types::2d").is_none());
    }
}
