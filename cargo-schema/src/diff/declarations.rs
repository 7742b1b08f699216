//! Diesel's declarations, read from a schema.rs: tables, columns, types and keys, which is all that they say.

use std::collections::BTreeMap;

use schema_catalog::Catalog;
use schema_catalog::diesel::Declarations;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, GenericArgument, Ident, Item, PathArguments, Token, Type, braced, parenthesized};

/// Tables by their names in SQL, with the schema unless that is the default one.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared(pub(super) BTreeMap<String, Table>);

/// A table as it is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// Each column with its type.
    pub(super) columns: Vec<(String, String)>,
    pub(super) key: Vec<String>,
    /// Whether it is known to be a view.
    pub(super) is_view: bool,
}

impl Declared {
    /// Reads a file of Rust. Each `table!` counts, in whatever module it stands.
    pub(super) fn read(rust: &str) -> syn::Result<Self> {
        let mut declared = Self::default();
        declared.items(&syn::parse_file(rust)?.items)?;
        Ok(declared)
    }

    /// What would be declared for the tables and views of a catalog.
    pub(super) fn of(catalog: &Catalog) -> syn::Result<Self> {
        let mut declared = Self::default();
        for of_schema in Declarations::of_macro(catalog, &|_| true) {
            declared.items(&syn::parse_file(&of_schema.to_rust())?.items)?;
        }
        for table in catalog.tables().filter(|table| table.kind.is_view()) {
            if let Some(declared) = declared.0.get_mut(&catalog.full_name(table)) {
                declared.is_view = true;
            }
        }
        Ok(declared)
    }

    fn items(&mut self, items: &[Item]) -> syn::Result<()> {
        for item in items {
            match item {
                Item::Macro(found) if found.mac.path.segments.last().is_some_and(|last| last.ident == "table") => {
                    let (name, table) = table.parse2(found.mac.tokens.clone())?;
                    self.0.insert(name, table);
                }
                Item::Mod(module) => self.items(module.content.as_ref().map_or(&[], |(_, items)| items))?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// What stands in `table!`: <https://docs.diesel.rs/2.3.x/diesel/macro.table.html>.
fn table(input: ParseStream<'_>) -> syn::Result<(String, Table)> {
    while input.peek(Token![use]) {
        input.parse::<syn::ItemUse>()?;
    }
    let attributes = input.call(Attribute::parse_outer)?;
    let first = input.call(Ident::parse_any)?;
    let (schema, ident) = if input.peek(Token![.]) {
        input.parse::<Token![.]>()?;
        (Some(first), input.call(Ident::parse_any)?)
    } else {
        (None, first)
    };
    let key = if input.peek(syn::token::Paren) {
        let list;
        parenthesized!(list in input);
        let names = Punctuated::<Ident, Token![,]>::parse_terminated_with(&list, Ident::parse_any)?;
        names.iter().map(|name| name.unraw().to_string()).collect()
    } else {
        vec!["id".to_owned()]
    };
    let body;
    braced!(body in input);
    let mut columns = Vec::new();
    let mut key_names: BTreeMap<String, String> = BTreeMap::new();
    while !body.is_empty() {
        let attributes = body.call(Attribute::parse_outer)?;
        let column = body.call(Ident::parse_any)?;
        body.parse::<Token![->]>()?;
        let sql_type: Type = body.parse()?;
        if !body.is_empty() {
            body.parse::<Token![,]>()?;
        }
        let name = name(&attributes, &column);
        key_names.insert(column.unraw().to_string(), name.clone());
        columns.push((name, type_name(&sql_type)));
    }
    let key = key.into_iter().map(|name: String| key_names.get(&name).cloned().unwrap_or(name)).collect();
    let name = name(&attributes, &ident);
    let name = schema.map_or(name.clone(), |schema| format!("{}.{name}", schema.unraw()));
    Ok((name, Table { columns, key, is_view: false }))
}

/// What `#[sql_name = "…"]` says, else the identifier.
fn name(attributes: &[Attribute], ident: &Ident) -> String {
    let said = attributes.iter().filter(|attribute| attribute.path().is_ident("sql_name")).find_map(|attribute| {
        match &attribute.meta {
            syn::Meta::NameValue(syn::MetaNameValue {
                value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(name), .. }),
                ..
            }) => Some(name.value()),
            _ => None,
        }
    });
    said.unwrap_or_else(|| ident.unraw().to_string())
}

/// A SQL type of Diesel's without its path, by the one of its names that diesel_cli prints.
fn type_name(sql_type: &Type) -> String {
    let Type::Path(path) = sql_type else { return "?".to_owned() };
    let Some(last) = path.path.segments.last() else { return "?".to_owned() };
    let name = last.ident.to_string();
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name.as_str(), |(_, name)| name);
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return name.to_owned() };
    let of = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(of) => Some(type_name(of)),
        _ => None,
    });
    format!("{name}<{}>", of.collect::<Vec<_>>().join(", "))
}

/// Names that are one type: <https://docs.diesel.rs/2.3.x/diesel/sql_types/index.html>.
const ALIASES: &[(&str, &str)] = &[
    ("Tinyint", "TinyInt"),
    ("SmallInt", "Int2"),
    ("Smallint", "Int2"),
    ("SmallSerial", "Int2"),
    ("Integer", "Int4"),
    ("Serial", "Int4"),
    ("BigInt", "Int8"),
    ("Bigint", "Int8"),
    ("BigSerial", "Int8"),
    ("Float", "Float4"),
    ("Double", "Float8"),
    ("Decimal", "Numeric"),
    ("VarChar", "Text"),
    ("Varchar", "Text"),
    ("Char", "Text"),
    ("Bpchar", "Text"),
    ("Tinytext", "Text"),
    ("Mediumtext", "Text"),
    ("Longtext", "Text"),
    ("Tinyblob", "Binary"),
    ("Blob", "Binary"),
    ("Mediumblob", "Binary"),
    ("Longblob", "Binary"),
    ("Varbinary", "Binary"),
    ("Bit", "Binary"),
    ("Bytea", "Binary"),
    ("Macaddr", "MacAddr"),
    ("Macaddr8", "MacAddr8"),
    ("TimestamptzSqlite", "Timestamptz"),
];

#[cfg(test)]
mod tests {
    use super::Declared;

    #[test]
    fn what_diesel_takes_is_read() {
        let rust = r#"
            pub mod sql_types { pub struct Mood; }
            diesel::table! {
                use diesel::sql_types::*;
                use crate::sql_types::Mood;

                /// People.
                #[sql_name = "Users"]
                users (r#type, id) {
                    id -> Integer,
                    #[max_length = 20]
                    #[sql_name = "type"]
                    r#type -> Nullable<diesel::sql_types::VarChar>,
                    moods -> Array<Nullable<Mood>>
                }
            }
            pub mod billing {
                diesel::table! { billing.bills { id -> Int8, } }
            }
            diesel::joinable!(a -> b (c));
        "#;
        let declared = Declared::read(rust).expect("valid declarations").0;
        let names: Vec<&String> = declared.keys().collect();
        assert_eq!(names, ["Users", "billing.bills"]);
        let users = &declared["Users"];
        assert_eq!(users.key, ["type", "id"]);
        let columns: Vec<String> = users.columns.iter().map(|(name, of)| format!("{name} {of}")).collect();
        assert_eq!(columns, ["id Int4", "type Nullable<Text>", "moods Array<Nullable<Mood>>"]);
        assert_eq!(declared["billing.bills"].key, ["id"]);
        assert!(Declared::read("diesel::table! { a { b Int4 } }").is_err());
    }
}
