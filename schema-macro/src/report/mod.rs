//! Every message of the macros, in one voice: what is wrong, where in the SQL, what to type.

pub(crate) mod association;
pub(crate) mod attribute;
pub(crate) mod insert;
pub(crate) mod key;
pub(crate) mod row;
pub(crate) mod schema;
pub(crate) mod sql_enum;
pub(crate) mod table;
pub(crate) mod update;
pub(crate) mod verify;

use std::fmt::Write as _;

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use schema_catalog::diesel::{DieselType, RustType, diesel_type, rust_name, rust_type, upper_camel_case};
use schema_catalog::{Catalog, Column, History, SqlType, Table, TypeKind, TypeName, harmless, harmless_line};

use crate::backend;
use crate::bind::{Binding, BoundField, column_name};
use crate::rust_type::option_argument;

/// The places of a history, as notes: `declared at …`, `made NOT NULL at …`.
pub(crate) fn history(catalog: &Catalog, history: &History) -> Vec<String> {
    history.events().map(|(place, what)| format!("{what} at {}", catalog.location(place))).collect()
}

/// What is said below each error of a struct that another engine disagrees with.
pub(crate) fn other_engine(binding: &Binding<'_>) -> Option<String> {
    let (primary, _) = binding.primary?;
    let (this, primary) = (binding.catalog.dialect(), primary.dialect());
    Some(format!("so it is for {this}; for {primary} the struct is right: let the migrations of both make the same"))
}

/// An error for the compiler to show, at all the places that it is at.
pub(crate) fn compile_error(error: &syn::Error) -> TokenStream {
    with_note(error, None)
}

/// The same with a note below it.
///
/// What is harmful in the text is spelled out, since rustc does so only in part, and for editors not at all.
pub(crate) fn with_note(error: &syn::Error, note: Option<&str>) -> TokenStream {
    let note = note.map(|note| format!("\nnote: {note}")).unwrap_or_default();
    let text = |error: &syn::Error| Literal::string(&harmless(&format!("{error}{note}")));
    error.clone().into_iter().flat_map(|error| replace_text(error.to_compile_error(), &text(&error))).collect()
}

/// The tokens with another text for the one that is in them.
fn replace_text(tokens: TokenStream, text: &Literal) -> TokenStream {
    let replaced = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut replaced = Group::new(group.delimiter(), replace_text(group.stream(), text));
            replaced.set_span(group.span());
            TokenTree::Group(replaced)
        }
        TokenTree::Literal(literal) => {
            let mut text = text.clone();
            text.set_span(literal.span());
            TokenTree::Literal(text)
        }
        token => token,
    });
    replaced.collect()
}

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the database into the struct.
    Loaded,
    /// From the struct into the database.
    Stored,
}

/// A mismatch of type or nullability, in the parts that rustc shows.
pub(crate) struct Mismatch {
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) notes: Vec<String>,
}

impl Mismatch {
    pub(crate) fn new(binding: &Binding<'_>, field: &BoundField<'_>, column: &Column, direction: Direction) -> Self {
        let Binding { catalog, table, model, .. } = binding;
        let message = format!("`{model}::{}` does not match column `{}.{}`", field.name, table.name, column.name);
        let may_be_null = if column.nullable { ", which may be NULL" } else { "" };
        let definition = column.definition(catalog);
        let expected = match binding.primary_column(column) {
            Some((primary, of_primary)) => {
                format!("for {} it is `{}`", primary.dialect(), of_primary.definition(primary))
            }
            None => format!("expected {}", expected_type(catalog, table, column, direction)),
        };
        let label = format!("column is `{definition}`{may_be_null}; {expected}");
        let mut notes = history(catalog, &column.history);
        notes.extend(about_type(catalog, &column.sql_type));
        if table.kind.is_view() && column.nullable && option_argument(field.loaded()).is_none() {
            notes.push(format!(
                "of the columns of a view none is known to be NOT NULL; where you know better, say so: \
                 #[diesel(select_expression = {}::{}.assume_not_null())]",
                rust_name(&table.name, None),
                binding.rust_name(column)
            ));
        }
        Self { message, label, notes }
    }

    /// The mismatch as one text, for an error that has no parts.
    pub(crate) fn into_error(self, at: &syn::Type) -> syn::Error {
        let mut text = format!("{}\n{}", self.message, self.label);
        for note in self.notes {
            let _ = write!(text, "\nnote: {note}");
        }
        syn::Error::new_spanned(at, text)
    }
}

/// The places of a column as lines of a message.
fn notes(catalog: &Catalog, column: &Column) -> String {
    history(catalog, &column.history).iter().map(|note| format!("\nnote: {note}")).collect()
}

/// The type of a value of the column, NULL or not.
fn plain_type(catalog: &Catalog, table: &Table, column: &Column) -> String {
    let mut column = column.clone();
    column.nullable = false;
    expected_type(catalog, table, &column, Direction::Stored)
}

fn expected_type(catalog: &Catalog, table: &Table, column: &Column, direction: Direction) -> String {
    match rust_type(catalog, table, column) {
        Some(RustType { rust, feature: None }) => format!("`{rust}`"),
        Some(RustType { rust, feature: Some(feature) }) => format!("`{rust}` (Diesel's feature `{feature}`)"),
        None => {
            let wrapped = match (column.nullable, column.sql_type.array) {
                (false, false) => "",
                (true, false) => "`Option` of ",
                (false, true) => "`Vec` of `Option` of ",
                (true, true) => "`Option` of `Vec` of `Option` of ",
            };
            let traits = traits(catalog, &diesel_type(catalog, table, column), direction);
            match column.sql_type.name {
                TypeName::User(id) if matches!(catalog.type_by_id(id).kind, TypeKind::Enum(_)) => {
                    format!("{wrapped}an enum of yours with #[sql_enum({:?})]", catalog.type_by_id(id).name)
                }
                TypeName::Builtin(builtin) if builtin.name == "enum" => {
                    let name = format!("{}.{}", table.name, column.name);
                    format!("{wrapped}an enum of yours with #[sql_enum(column = {name:?})]")
                }
                _ => format!("{wrapped}a type of yours with Diesel's {traits}"),
            }
        }
    }
}

/// The traits of Diesel that a type must have for an engine.
fn traits(catalog: &Catalog, sql_type: &DieselType, direction: Direction) -> String {
    let (sql_type, backend) = (&sql_type.name, backend::name(catalog.dialect()));
    match direction {
        Direction::Loaded => format!("`FromSqlRow` and `FromSql<sql_types::{sql_type}, {backend}>`"),
        Direction::Stored => format!("`AsExpression` and `ToSql<sql_types::{sql_type}, {backend}>`"),
    }
}

/// What a type must be for another engine than the primary, where it is not NULL that they differ in.
pub(crate) fn expected_for_other_engine(
    binding: &Binding<'_>,
    column: &Column,
    direction: Direction,
    sql_type: &DieselType,
) -> Option<String> {
    let (_, declared) = binding.primary_column(column).filter(|(_, declared)| declared.nullable == column.nullable)?;
    let or_option = if declared.nullable { ", or an `Option` of one" } else { "" };
    let (engine, traits) = (binding.catalog.dialect(), traits(binding.catalog, sql_type, direction));
    Some(format!("for {engine} it must be a type with Diesel's {traits}{or_option}"))
}

/// What a type's name alone does not tell.
fn about_type(catalog: &Catalog, sql_type: &SqlType) -> Option<String> {
    if sql_type.array {
        return Some("the elements of an array may be NULL, whatever the column may".to_owned());
    }
    let TypeName::User(id) = sql_type.name else { return None };
    let user = catalog.type_by_id(id);
    let place = catalog.location(user.history.declared());
    match &user.kind {
        TypeKind::Enum(labels) => {
            let labels: Vec<String> = labels.iter().map(|(label, _)| format!("'{label}'")).collect();
            Some(format!("`{}` is an enum of {}, declared at {place}", user.name, labels.join(", ")))
        }
        TypeKind::Domain { base, .. } => {
            Some(format!("`{}` is a domain over `{}`, declared at {place}", user.name, base.display(catalog)))
        }
        _ => None,
    }
}

/// The type to write for a column: as it is expected, or where the program has to have one of its own.
fn type_to_paste(catalog: &Catalog, table: &Table, column: &Column) -> String {
    if let Some(expected) = rust_type(catalog, table, column) {
        return expected.rust;
    }
    let sql_type = diesel_type(catalog, table, column);
    let sql_name = harmless_line(column.sql_type.type_name(catalog)).replace("*/", "* /");
    let mut rust = format!("/* your type for {sql_name} */");
    if sql_type.array {
        rust = format!("Vec<Option<{rust}>>");
    }
    if sql_type.nullable { format!("Option<{rust}>") } else { rust }
}

/// A name for a struct or a variant, behind this word where the name in SQL makes none in Rust.
fn name_of_type(word: &str, sql: &str) -> String {
    let name = upper_camel_case(sql);
    if syn::parse_str::<Ident>(&name).is_ok() {
        name
    } else {
        format!("{word}{}", upper_camel_case(&rust_name(sql, None)))
    }
}

/// A line with the field for a column, its SQL and its place.
fn field_to_paste(binding: &Binding<'_>, column: &Column) -> String {
    let definition = column.definition(binding.catalog);
    let place = binding.catalog.location(column.history.declared());
    let field = field_of(binding.catalog, binding.table, column);
    format!("\n    {}{field} // {}, {place}", binding.visibility, harmless_line(&definition))
}

/// The field for a column, with a comma.
fn field_of(catalog: &Catalog, table: &Table, column: &Column) -> String {
    format!("{}: {},", column_name(table, column), type_to_paste(catalog, table, column))
}
