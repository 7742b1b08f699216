//! `table!`, `joinable!` and `allow_tables_to_appear_in_same_query!` for the tables of a catalog.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::names::rust_name;
use super::types::{DieselType, diesel_type};
use crate::catalog::{Catalog, Column, SqlType, Table, TypeName};

/// Diesel's declarations for the tables of the default schema.
#[derive(Clone, Debug)]
pub struct Declarations<'a> {
    catalog: &'a Catalog,
    tables: Vec<&'a Table>,
}

impl<'a> Declarations<'a> {
    /// The declarations for the tables that Diesel can hold: those whose columns are known and that have a primary key.
    pub fn new(catalog: &'a Catalog) -> Self {
        let declared = |table: &&Table| {
            table.schema == catalog.dialect().default_schema()
                && table.unknown.is_none()
                && !table.primary_key().is_empty()
        };
        Self { catalog, tables: catalog.tables().filter(declared).collect() }
    }

    /// The tables declared, sorted by name.
    pub fn tables(&self) -> &[&'a Table] {
        &self.tables
    }

    /// The declarations as Rust, with doc comments that tell each column's SQL type and place.
    pub fn to_rust(&self) -> String {
        let mut out = String::new();
        self.custom_types(&mut out);
        for table in &self.tables {
            self.table(&mut out, table);
        }
        for (child, parent, column) in joinable(self.catalog, &self.tables) {
            let _ = writeln!(out, "::diesel::joinable!({child} -> {parent} ({column}));");
        }
        let names: Vec<String> = self.tables.iter().map(|table| rust_name(&table.name, None)).collect();
        if names.len() > 1 {
            let _ = writeln!(out, "::diesel::allow_tables_to_appear_in_same_query!({},);", names.join(", "));
        }
        out
    }

    fn custom_types(&self, out: &mut String) {
        let columns = self.tables.iter().flat_map(|table| &table.columns);
        let types: BTreeMap<String, (Option<String>, String)> = columns
            .map(|column| diesel_type(self.catalog, column))
            .filter_map(|found| found.custom.map(|custom| (found.name, custom)))
            .collect();
        if types.is_empty() {
            return;
        }
        out.push_str("/// SQL types that Diesel does not have of itself.\npub mod sql_types {\n");
        for (name, (schema, sql_name)) in types {
            let schema = schema.map(|schema| format!(", schema = {schema:?}")).unwrap_or_default();
            let _ = writeln!(out, "/// The SQL type `{}`.", one_line(&sql_name));
            let _ = writeln!(out, "#[derive(::diesel::query_builder::QueryId, ::diesel::sql_types::SqlType)]");
            let _ = writeln!(out, "#[diesel(postgres_type(name = {sql_name:?}{schema}))]\npub struct {name};");
        }
        out.push_str("}\n");
    }

    fn table(&self, out: &mut String, table: &Table) {
        let name = rust_name(&table.name, None);
        out.push_str("::diesel::table! {\n");
        let types: Vec<DieselType> = table.columns.iter().map(|column| diesel_type(self.catalog, column)).collect();
        let mut custom: Vec<&str> =
            types.iter().filter(|found| found.custom.is_some()).map(|found| found.name.as_str()).collect();
        custom.sort_unstable();
        custom.dedup();
        if !custom.is_empty() {
            out.push_str("use ::diesel::sql_types::*;\n");
            for name in custom {
                let _ = writeln!(out, "use super::sql_types::{name};");
            }
        }
        self.table_docs(out, table);
        if name != table.name {
            let _ = writeln!(out, "#[sql_name = {:?}]", table.name);
        }
        let key: Vec<String> =
            table.column_names(table.primary_key()).into_iter().map(|column| rust_name(column, Some(&name))).collect();
        let _ = writeln!(out, "{name} ({}) {{", key.join(", "));
        for (column, found) in table.columns.iter().zip(&types) {
            self.column(out, &name, column, found);
        }
        out.push_str("}\n}\n");
    }

    fn table_docs(&self, out: &mut String, table: &Table) {
        let comment = table.comment.as_deref().map_or_else(
            || format!("The table `{}`.", one_line(&table.name)),
            |comment| one_line(comment).into_owned(),
        );
        doc(out, &comment);
        doc(out, "");
        let declared = self.catalog.location(table.history.declared());
        doc(out, &format!("Declared at `{declared}`."));
    }

    fn column(&self, out: &mut String, table: &str, column: &Column, found: &DieselType) {
        if let Some(comment) = &column.comment {
            doc(out, &one_line(comment));
            doc(out, "");
        }
        doc(out, &format!("`{}`", one_line(&column.definition(self.catalog))));
        doc(out, "");
        for (place, what) in column.history.events() {
            doc(out, &format!("- {} at `{}`", one_line(what), self.catalog.location(place)));
        }
        let name = rust_name(&column.name, Some(table));
        if name != column.name {
            let _ = writeln!(out, "#[sql_name = {:?}]", column.name);
        }
        if let Some(length) = max_length(&column.sql_type) {
            let _ = writeln!(out, "#[max_length = {length}]");
        }
        let _ = writeln!(out, "{name} -> {},", found.expression());
    }
}

impl Column {
    /// The column's definition in brief, as messages show it: `VARCHAR(100) NOT NULL`.
    pub fn definition(&self, catalog: &Catalog) -> String {
        format!("{}{}", self.sql_type.display(catalog), if self.nullable { "" } else { " NOT NULL" })
    }
}

/// The length that `information_schema.columns.character_maximum_length` tells.
fn max_length(sql_type: &SqlType) -> Option<&str> {
    let TypeName::Builtin(builtin) = sql_type.name else { return None };
    let counted = matches!(builtin.name, "varchar" | "bpchar" | "bit" | "varbit");
    sql_type.modifiers.first().filter(|_| counted && !sql_type.array).map(String::as_str)
}

/// The text as one line, for a doc comment.
fn one_line(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(char::is_control) {
        text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ").into()
    } else {
        text.into()
    }
}

fn doc(out: &mut String, line: &str) {
    // An attribute, not a comment: whatever is in the text stays in the string.
    let _ = writeln!(out, "#[doc = {:?}]", format!(" {line}"));
}

/// The foreign keys by which Diesel can join, as diesel_cli decides it: child, parent and column, by their names in Rust.
///
/// Left out are self references, keys of several columns, keys to something else than a primary key of one column, and
/// pairs of tables with more than one foreign key between them, in either direction.
pub fn joinable(catalog: &Catalog, tables: &[&Table]) -> Vec<(String, String, String)> {
    let mut keys = Vec::new();
    for table in catalog.tables().filter(|table| table.schema == catalog.dialect().default_schema()) {
        for (_, key) in table.foreign_keys() {
            let parent = catalog.table_by_id(key.parent);
            if parent.schema == table.schema {
                keys.push((table, parent, key));
            }
        }
    }
    let pair = |a: &Table, b: &Table| (a.name.clone().min(b.name.clone()), a.name.clone().max(b.name.clone()));
    let mut between: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (child, parent, _) in &keys {
        *between.entry(pair(child, parent)).or_default() += 1;
    }
    let declared = |table: &Table| tables.iter().any(|known| known.id() == table.id());
    let mut found: Vec<(String, String, String)> = keys
        .into_iter()
        .filter(|(child, parent, key)| {
            child.id() != parent.id()
                && declared(child)
                && declared(parent)
                && key.columns.len() == 1
                && parent.primary_key() == key.parent_columns
                && between[&pair(child, parent)] == 1
        })
        .map(|(child, parent, key)| {
            let table = rust_name(&child.name, None);
            let column = rust_name(&child.column_by_id(key.columns[0]).name, Some(&table));
            (table, rust_name(&parent.name, None), column)
        })
        .collect();
    found.sort();
    found
}
