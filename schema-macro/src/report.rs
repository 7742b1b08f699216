//! Every message of the macros, in one voice: what is wrong, where in the SQL, what to type.

use std::fmt::Write as _;

use proc_macro2::Ident;
use schema_catalog::diesel::diesel_type;
use schema_catalog::{Catalog, Column, History, SqlType, Table, TypeKind, TypeName, nearest};

use crate::bind::{Binding, BoundField};
use crate::rust_type::{Expected, expected};

pub(crate) const NO_TABLE_NAMED: &str = "`#[table]` needs the name of a table\nhelp: #[table(\"group_members\")]";
pub(crate) const TABLE_NAME_IS_A_STRING: &str =
    "the name of the table is a string\nhelp: write it in quotes: #[table(\"group_members\")]";
pub(crate) const SCHEMA_IS_A_PATH: &str = "`schema` is the path of the module with the declarations
help: write it without quotes: schema = crate::schema";
pub(crate) const NO_DERIVES_BELOW: &str =
    "`#[table]` finds no derive of Diesel below it, so it knows of no claim to check
help: `#[table]` stands above the derives, and one of them is Queryable, Selectable, QueryableByName or HasQuery";
pub(crate) const NOT_A_STRUCT: &str = "`#[table]` checks the fields of a struct, and this is none
help: put it on the struct that Diesel loads from the table";
pub(crate) const TUPLE_STRUCT: &str = "`#[table]` needs a struct with named fields
help: name the fields after the columns";
pub(crate) const EMBEDDED: &str = "`#[table]` does not see the columns of an embedded struct
help: put #[table(…, partial)] on both structs, so that each is checked for the columns it has";

pub(crate) const TABLE_TWICE: &str = "`#[table]` is there twice\nhelp: a struct is for one table; leave one out";

const OPTIONS: [&str; 2] = ["partial", "schema"];

pub(crate) fn unknown_option(option: &str) -> String {
    let help = match nearest(option, OPTIONS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "the options are `partial` and `schema = path`".to_owned(),
    };
    format!("`#[table]` has no option `{option}`\nhelp: {help}")
}

/// Said at one struct where the migrations can't be read, in case no `schema!` says it.
pub(crate) fn not_checked(model: &Ident, error: &str) -> String {
    format!("`{model}` is not checked, nor is any other struct, since the migrations can't be read\n{error}")
}

pub(crate) fn option_twice(option: &Ident) -> String {
    format!("the option `{option}` is there twice\nhelp: leave one out")
}

pub(crate) fn claims_not_checked(derive: &str) -> String {
    format!(
        "`#[table]` checks rows, and nothing here claims to be one: `{derive}` alone is not checked\n\
         help: derive Queryable or Selectable below `#[table]`, or leave `#[table]` out"
    )
}

pub(crate) fn other_table_name(said: &str, table: &str) -> String {
    format!(
        "`#[diesel(table_name)]` says `{said}`, and `#[table]` says `{table}`\nhelp: leave `table_name` out: `#[table]` adds it"
    )
}

pub(crate) fn unknown_table(catalog: &Catalog, name: &str) -> String {
    let mut message = format!("there is no table `{name}` in the migrations");
    if let Some((what, place)) = catalog.former_table(name) {
        let _ = write!(message, "\nnote: it was {what} at {}", catalog.location(place));
    }
    let renamed_from = format!("renamed from `{name}`");
    let renamed = catalog.tables().find(|table| table.history.events().any(|(_, what)| what == renamed_from));
    let elsewhere = || catalog.tables().find(|table| table.name == name);
    let near = || {
        let near = nearest(name, catalog.tables().map(|table| table.name.as_str()))?;
        catalog.tables().find(|table| table.name == near)
    };
    let help = match renamed.or_else(elsewhere).or_else(near) {
        Some(meant) if meant.schema == catalog.dialect().default_schema() => format!("did you mean `{}`?", meant.name),
        Some(meant) => format!("did you mean `{}.{}`?", meant.schema, meant.name),
        None => "name a table that the migrations make, or make this one in a migration".to_owned(),
    };
    let _ = write!(message, "\nhelp: {help}");
    message
}

pub(crate) fn columns_unknown(catalog: &Catalog, table: &Table) -> Option<String> {
    let unknown = table.unknown.as_ref()?;
    let place = catalog.location(unknown.place);
    let (noun, name) = (table.kind.noun(), &table.name);
    Some(format!(
        "the columns of {noun} `{name}` are not known, so `#[table]` can't check them\nnote: {}\nnote: see {place}\n\
         help: leave `#[table]` out here",
        unknown.reason
    ))
}

pub(crate) fn no_primary_key(catalog: &Catalog, table: &Table) -> String {
    let (noun, name) = (table.kind.noun(), &table.name);
    let place = catalog.location(table.history.declared());
    let help = if table.kind.is_view() {
        "leave `#[table]` out here".to_owned()
    } else {
        format!("add one in a migration: ALTER TABLE {name} ADD PRIMARY KEY (…);")
    };
    format!("{noun} `{name}` has no primary key, so Diesel can't declare it\nnote: declared at {place}\nhelp: {help}")
}

/// The places of a history, as notes: `declared at …`, `made NOT NULL at …`.
pub(crate) fn history(catalog: &Catalog, history: &History) -> Vec<String> {
    history.events().map(|(place, what)| format!("{what} at {}", catalog.location(place))).collect()
}

/// A mismatch of type or nullability, in the parts that rustc shows.
pub(crate) struct Mismatch {
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) notes: Vec<String>,
}

impl Mismatch {
    pub(crate) fn new(binding: &Binding<'_>, field: &BoundField<'_>, column: &Column) -> Self {
        let Binding { catalog, table, model, .. } = binding;
        let message = format!("`{model}::{}` does not match column `{}.{}`", field.name, table.name, column.name);
        let may_be_null = if column.nullable { ", which may be NULL" } else { "" };
        let definition = column.definition(catalog);
        let label = format!("column is `{definition}`{may_be_null}; expected {}", expected_type(catalog, column));
        let mut notes = history(catalog, &column.history);
        notes.extend(about_type(catalog, &column.sql_type));
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

fn expected_type(catalog: &Catalog, column: &Column) -> String {
    match expected(catalog, column) {
        Some(Expected { rust, feature: None }) => format!("`{rust}`"),
        Some(Expected { rust, feature: Some(feature) }) => format!("`{rust}` (Diesel's feature `{feature}`)"),
        None => {
            let what = match column.sql_type.name {
                TypeName::User(id) if matches!(catalog.type_by_id(id).kind, TypeKind::Enum(_)) => "an enum",
                _ => "a type",
            };
            let wrapped = match (column.nullable, column.sql_type.array) {
                (false, false) => "",
                (true, false) => "`Option` of ",
                (false, true) => "`Vec` of `Option` of ",
                (true, true) => "`Option` of `Vec` of `Option` of ",
            };
            let sql_type = diesel_type(catalog, column).name;
            format!("{wrapped}{what} of yours with Diesel's `FromSqlRow` and `FromSql<sql_types::{sql_type}, Pg>`")
        }
    }
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
fn type_to_paste(catalog: &Catalog, column: &Column) -> String {
    if let Some(expected) = expected(catalog, column) {
        return expected.rust;
    }
    let sql_type = diesel_type(catalog, column);
    let mut rust = format!("/* your type for {} */", column.sql_type.type_name(catalog));
    if sql_type.array {
        rust = format!("Vec<Option<{rust}>>");
    }
    if sql_type.nullable { format!("Option<{rust}>") } else { rust }
}

/// A field that no column is for; with the column that is meant, if that can be told.
pub(crate) fn field_without_column<'a>(binding: &Binding<'a>, field: &BoundField<'_>) -> (String, Option<&'a Column>) {
    let Binding { catalog, table, model, .. } = binding;
    let (name, wanted) = (&field.name, &field.column_name);
    let mut message = if field.renamed {
        format!("`{model}::{name}` is for column `{wanted}`, and table `{}` has no such column", table.name)
    } else {
        format!("`{model}::{name}` has no column in table `{}`", table.name)
    };
    let free = binding.columns_without_field();
    // `type` in SQL is `type_` in Diesel's declarations.
    if let Some(column) = table.columns.iter().find(|column| column.name == *wanted) {
        let rust = binding.rust_name(column);
        let _ = write!(
            message,
            "\nnote: column `{wanted}` is `{rust}` in Diesel's declarations, since `{wanted}` is a word of Rust's or Diesel's"
        );
        let _ = write!(message, "\nhelp: name the field `{rust}`, or add #[diesel(column_name = {rust})]");
        return (message, Some(column));
    }
    let mut meant: Option<&Column> = None;
    if let Some((_, what, place)) = table.former_columns.iter().rev().find(|(former, ..)| former == wanted) {
        let _ = write!(message, "\nnote: column `{wanted}` was {what} at {}", catalog.location(*place));
        meant = successor(binding, wanted).filter(|column| free.iter().any(|other| other.id() == column.id()));
    }
    let nearest_free = || {
        let near = nearest(wanted, free.iter().map(|column| column.name.as_str()))?;
        free.iter().copied().find(|column| column.name == near)
    };
    let meant = meant.or_else(nearest_free);
    match meant {
        Some(column) => {
            let rust = binding.rust_name(column);
            let place = catalog.location(column.history.declared());
            let definition = column.definition(catalog);
            let _ = write!(message, "\nhelp: did you mean `{rust}`? It is `{definition}`, declared at {place}");
        }
        None => {
            let place = catalog.location(table.history.declared());
            let _ = write!(message, "\nnote: table `{}` is declared at {place}", table.name);
            let _ = write!(message, "\nhelp: remove the field, or add the column in a migration");
        }
    }
    (message, meant)
}

/// The column that one of this former name has become, through as many renames as there were.
fn successor<'a>(binding: &Binding<'a>, former: &str) -> Option<&'a Column> {
    let renamed_from = format!("renamed from `{former}`");
    binding.table.columns.iter().find(|column| column.history.events().any(|(_, what)| what == renamed_from))
}

/// Columns that no field is for, with the fields to paste.
pub(crate) fn columns_without_field(binding: &Binding<'_>, columns: &[&Column]) -> String {
    let Binding { table, model, .. } = binding;
    let count = match columns.len() {
        1 => "1 column".to_owned(),
        more => format!("{more} columns"),
    };
    let mut message =
        format!("`{model}` has no field for {count} of table `{}`\nhelp: add what is missing", table.name);
    for column in columns {
        message.push_str(&field_to_paste(binding, column));
    }
    let _ = write!(message, "\nhelp: or claim some of the columns only: #[table(\"{}\", partial)]", table.name);
    message
}

/// A line with the field for a column, its SQL and its place.
fn field_to_paste(binding: &Binding<'_>, column: &Column) -> String {
    let (visibility, name) = (&binding.visibility, binding.rust_name(column));
    let rust = type_to_paste(binding.catalog, column);
    let definition = column.definition(binding.catalog);
    let place = binding.catalog.location(column.history.declared());
    format!("\n    {visibility}{name}: {rust}, // {definition}, {place}")
}

/// A field that gets another column's value, since `Queryable` alone loads by position.
pub(crate) fn out_of_place(binding: &Binding<'_>, field: &BoundField<'_>, column: &Column) -> String {
    let Binding { catalog, table, model, .. } = binding;
    let place = catalog.location(column.history.declared());
    format!(
        "`{model}::{}` stands where column `{}.{}` is loaded: `Queryable` alone loads by position\n\
         note: `{}` is declared at {place}\n\
         help: put the fields in the order of the columns, or derive Selectable as well and load by `{model}::as_select()`",
        field.name, table.name, column.name, column.name
    )
}

/// A primary key that the struct says otherwise than the SQL.
pub(crate) fn other_primary_key(model: &Ident, table: &str, said: &[Ident], key: &[String]) -> String {
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    format!(
        "`{model}` says that its primary key is ({}), and table `{table}` has ({})\n\
         help: leave `primary_key` out: `#[table]` adds it",
        said.join(", "),
        key.join(", ")
    )
}

/// A key that `Identifiable` needs, and that no field is for.
pub(crate) fn key_without_field(binding: &Binding<'_>, columns: &[&Column]) -> String {
    let mut message = format!(
        "`{}` derives Identifiable, and has no field for the primary key of table `{}`\nhelp: add what is missing",
        binding.model, binding.table.name
    );
    for column in columns {
        message.push_str(&field_to_paste(binding, column));
    }
    message
}

pub(crate) fn column_bound_twice(binding: &Binding<'_>, field: &BoundField<'_>, first: &BoundField<'_>) -> String {
    let column = field.column.map_or("", |column| column.name.as_str());
    format!(
        "`{}::{}` is for column `{}.{column}`, and so is `{}`\nhelp: remove one of the two fields",
        binding.model, field.name, binding.table.name, first.name
    )
}
