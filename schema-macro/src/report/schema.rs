//! What is wrong with `schema!`: its options, and tables without a model.

use std::fmt::Write as _;

use proc_macro2::Ident;
use schema_catalog::diesel::{Declarations, rust_name, upper_camel_case};
use schema_catalog::{Catalog, Column, Table, nearest};

use super::{Mismatch, field_of};
use crate::engines::{counterpart, hold_the_same};

pub(crate) const ONLY_AND_EXCEPT: &str = "`only` and `except` exclude each other
help: name either the tables to declare or those to leave out";
pub(crate) const REQUIRE_MODELS_ELSEWHERE: &str = "models are looked for in the module with the declarations
help: let this stand there: schema_macro::schema!(verify = self, require_models);";

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

/// A schema and a table whose modules would have one name.
pub(crate) fn one_name_for_two(schemas: &[Declarations<'_>]) -> Option<String> {
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
        "write one:\n    #[table(\"{full}\")]\n    #[derive(Queryable, Selectable, Identifiable)]\n    pub struct {} {{",
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
    let words = upper_camel_case(table);
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
