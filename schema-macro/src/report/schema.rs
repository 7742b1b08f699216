//! What is wrong with `schema!`: its options, and tables without a model.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use proc_macro2::Ident;
use schema_catalog::diesel::{Declarations, DieselType, diesel_type, rust_name};
use schema_catalog::{Catalog, Column, Table, nearest};

use super::{Mismatch, field_of, name_of_type};
use crate::bind::column_name;
use crate::engines::{counterpart, hold_the_same};

pub(crate) const ONLY_AND_EXCEPT: &str = "`only` and `except` exclude each other
help: name either the tables to declare or those to leave out";
pub(crate) const REQUIRE_MODELS_ELSEWHERE: &str = "models are looked for in the module with the declarations
help: let this stand there: schema_macro::schema!(verify = self, require_models);";

/// What is said of tables that may not appear together in a query: a message, in which `{Self}` is a table, and a note.
pub(crate) struct InSameQuery {
    /// Of a table among others, with none of which it may.
    pub(crate) other: (&'static str, &'static str),
    /// Of a table that is there twice.
    pub(crate) twice: (&'static str, &'static str),
}

pub(crate) const IN_SAME_QUERY: InSameQuery = InSameQuery {
    other: (
        "`{Self}` may not appear in one query with the other table",
        "let the two appear in one query: diesel::allow_tables_to_appear_in_same_query!(one, other);",
    ),
    twice: (
        "a table may not appear twice in one query",
        "give it a second name: let others = diesel::alias!(table as others);",
    ),
};

const OPTIONS: [&str; 7] = ["migrations", "dialect", "only", "except", "same_query", "require_models", "verify"];

pub(crate) fn unknown_option(option: &str) -> String {
    let help = match nearest(option, OPTIONS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "the options are `migrations = \"…\"`, `dialect = \"…\"`, `only = [\"…\"]`, `except = [\"…\"]`, \
                 `same_query = \"…\"`, `require_models` and `verify = path`"
            .to_owned(),
    };
    format!("`schema!` has no option `{option}`\nhelp: {help}")
}

pub(crate) fn tables_are_an_array(option: &Ident) -> String {
    format!("`{option}` is a list of tables, by their names in SQL\nhelp: {option} = [\"group_members\", \"fines\"]")
}

/// A way that there is not to say which tables may appear together in a query.
pub(crate) fn unknown_same_query(said: &str, names: [&str; 3]) -> String {
    let help = match nearest(said, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it is one of `{}`", names.join("`, `")),
    };
    format!("`same_query` says which tables may appear together in a query, and `{said}` says nothing\nhelp: {help}")
}

/// A schema that there is not, in `only` or `except`.
pub(crate) fn unknown_schema(catalog: &Catalog, schema: &str) -> String {
    let names: Vec<&str> = catalog.schemas().map(|schema| schema.name.as_str()).collect();
    let help = match nearest(schema, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}.*`?"),
        None => format!("the schemas are `{}`", names.join("`, `")),
    };
    format!("there is no schema `{schema}` in the migrations\nhelp: {help}")
}

/// What keeps declarations from being Rust: two names that are one there, or one that is none.
pub(crate) fn not_in_rust(catalog: &Catalog, schemas: &[Declarations<'_>]) -> Option<String> {
    let of_schema = |schema: &Declarations<'_>| {
        two_tables(catalog, schema.tables())
            .or_else(|| schema.tables().iter().find_map(|table| two_columns(catalog, table)))
            .or_else(|| types(catalog, schema.tables()))
    };
    schema_and_table(schemas).or_else(|| schemas.iter().find_map(of_schema))
}

/// A schema and a table whose modules would have one name.
fn schema_and_table(schemas: &[Declarations<'_>]) -> Option<String> {
    let (default, others) = schemas.split_first()?;
    let clash = |schema: &&Declarations<'_>| {
        default.tables().iter().any(|table| rust_name(&table.name, None) == schema.schema())
    };
    let schema = others.iter().find(clash)?.schema();
    Some(format!(
        "schema `{schema}` and table `{schema}` would be one module\n\
         help: leave one out, and declare it in a module of its own: except = [\"{schema}.*\"]"
    ))
}

/// The first two of these that have one name, and that.
fn of_one_name<T: Copy>(named: impl Iterator<Item = (String, T)>) -> Option<(T, T, String)> {
    let mut seen = BTreeMap::new();
    for (name, found) in named {
        if let Some(first) = seen.insert(name.clone(), found) {
            return Some((first, found, name));
        }
    }
    None
}

/// Two tables of one schema whose modules would have one name.
fn two_tables(catalog: &Catalog, tables: &[&Table]) -> Option<String> {
    let (first, second, name) = of_one_name(tables.iter().map(|table| (rust_name(&table.name, None), *table)))?;
    let declared =
        |table: &Table| format!("note: `{}` is declared at {}", table.name, catalog.location(table.history.declared()));
    Some(format!(
        "tables `{}` and `{}` would be one module, `{name}`\n{}\n{}\n\
         help: leave one out, and declare it in a module of its own: except = [{:?}]",
        first.name,
        second.name,
        declared(first),
        declared(second),
        catalog.full_name(second)
    ))
}

/// Two columns of a table that would have one name.
fn two_columns(catalog: &Catalog, table: &Table) -> Option<String> {
    let named = table.columns.iter().map(|column| (column_name(table, column), column));
    let (first, second, name) = of_one_name(named)?;
    let declared = |column: &Column| {
        format!("note: `{}` is declared at {}", column.name, catalog.location(column.history.declared()))
    };
    Some(format!(
        "columns `{}` and `{}` of table `{}` would be one in Rust, `{name}`\n{}\n{}\n\
         help: rename one in a migration, or leave the table out: except = [{:?}]",
        first.name,
        second.name,
        table.name,
        declared(first),
        declared(second),
        catalog.full_name(table)
    ))
}

/// A type of a column that can have no name in Rust, or that of another one.
fn types(catalog: &Catalog, tables: &[&Table]) -> Option<String> {
    let mut seen = BTreeMap::new();
    for table in tables {
        for column in &table.columns {
            let DieselType { name, custom: Some(custom), .. } = diesel_type(catalog, table, column) else { continue };
            let what = if syn::parse_str::<Ident>(&name).is_err() {
                "whose name can be none in Rust".to_owned()
            } else {
                match seen.insert(name.clone(), custom.clone()) {
                    Some(other) if other != custom => {
                        format!("which would be one with `{}` in Rust, `{name}`", other.1)
                    }
                    _ => continue,
                }
            };
            return Some(format!(
                "column `{}.{}` is of type `{}`, {what}\nnote: declared at {}\n\
                 help: rename the type in a migration, or leave the table out: except = [{:?}]",
                table.name,
                column.name,
                custom.1,
                catalog.location(column.history.declared()),
                catalog.full_name(table)
            ));
        }
    }
    None
}

/// A file that can't be named in Rust, and so not included.
pub(crate) fn name_no_text(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    format!("the path of `{name}` is not UTF-8, so the crate can't be compiled anew where it changes\nhelp: rename it")
}

/// Columns that no Rust type can hold for one engine and for another.
pub(crate) fn types_of_engines<'a>(
    catalog: &Catalog,
    others: &[Catalog],
    tables: impl Iterator<Item = &'a Table>,
) -> Vec<String> {
    let shown = |catalog: &Catalog, column: &Column| {
        let place = catalog.location(column.history.declared());
        format!("for {} it is `{}`, declared at {place}", catalog.dialect(), column.sql_type.display(catalog))
    };
    let mut messages = Vec::new();
    for table in tables {
        for other in others {
            let Some(other_table) = other.table(&catalog.full_name(table)) else { continue };
            for column in &table.columns {
                let Some(found) = counterpart((table, column), (other, other_table)) else { continue };
                if !hold_the_same((catalog, table, column), (other, other_table, found)) {
                    messages.push(format!(
                        "no Rust type can hold column `{}.{}` for both engines\nnote: {}\nnote: {}\n\
                         help: give it types of one kind in the migrations",
                        table.name,
                        column.name,
                        shown(catalog, column),
                        shown(other, found),
                    ));
                }
            }
        }
    }
    messages
}

/// A table for which no struct has every column.
pub(crate) fn no_model(catalog: &Catalog, table: &Table) -> Mismatch {
    let full = catalog.full_name(table);
    let mut model = format!(
        "write one:\n    #[table({full:?})]\n    #[derive(Queryable, Selectable, Identifiable)]\n    pub struct {} {{",
        struct_name(&table.name)
    );
    for column in &table.columns {
        let _ = write!(model, "\n        pub {}", field_of(catalog, table, column));
    }
    model.push_str("\n    }");
    Mismatch {
        message: format!("table `{full}` has no model"),
        label: "no struct with all of its columns says #[table] for it".to_owned(),
        notes: vec![format!("declared at {}", catalog.location(table.history.declared())), model],
    }
}

/// What a struct for one row of a table is called: `GroupMember` for `group_members`.
fn struct_name(table: &str) -> String {
    let words = name_of_type("Row", table);
    let ends = |ending: &str| words.strip_suffix(ending);
    if let Some(stem) = ends("ies") {
        return format!("{stem}y");
    }
    let double = ["sses", "xes", "ches", "shes", "uses"].iter().any(|ending| words.ends_with(ending));
    let plural = !["ss", "us", "is"].iter().any(|ending| words.ends_with(ending));
    let stem = if double { ends("es") } else { ends("s").filter(|_| plural) };
    stem.map_or_else(|| words.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::struct_name;

    #[test]
    fn a_row_is_named_in_the_singular() {
        for (table, name) in [
            ("group_members", "GroupMember"),
            ("share_categories", "ShareCategory"),
            ("addresses", "Address"),
            ("boxes", "Box"),
            ("loan_statuses", "LoanStatus"),
            ("analysis", "Analysis"),
            ("meeting_attendance", "MeetingAttendance"),
        ] {
            assert_eq!(struct_name(table), name);
        }
    }
}
