//! Declarations as Rust: one printer for `schema!` and for what `diesel print-schema` writes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::declarations::Declarations;
use super::layout::Lines;
use super::names::rust_name;
use super::options::{Docs, Options, Reader, SameQuery};
use super::types::{DieselType, diesel_type, max_length, printed_type};
use crate::catalog::{Catalog, Column, Table};

/// What diesel_cli always derives for a type that it defines.
const SQL_TYPE: &str = "diesel::sql_types::SqlType";

/// What the types that `schema!` defines derive.
const OF_MACRO: &[&str] = &["::diesel::query_builder::QueryId", "::diesel::sql_types::SqlType"];

pub(super) fn print(declarations: &Declarations<'_>) -> String {
    let (catalog, options) = (declarations.catalog, &declarations.options);
    let mut printer = Printer { declarations, catalog, options, lines: Lines::default() };
    if options.reader == Reader::File {
        printer.lines.line("// @generated automatically by Diesel CLI.");
    }
    printer.module();
    printer.lines.finish()
}

struct Printer<'a> {
    declarations: &'a Declarations<'a>,
    catalog: &'a Catalog,
    options: &'a Options<'a>,
    lines: Lines,
}

/// A table with its columns in the order in which they are printed, each with its type.
struct Typed<'a> {
    table: &'a Table,
    columns: Vec<(&'a Column, DieselType)>,
}

impl<'a> Printer<'a> {
    fn module(&mut self) {
        let tables: Vec<Typed<'a>> = self.declarations.tables().iter().map(|table| self.typed(table)).collect();
        let Some(schema) = self.options.schema else { return self.items(&tables) };
        let name = rust_name(schema, None);
        self.lines.blank();
        if tables.is_empty() {
            return self.lines.line(&format!("pub mod {name} {{}}"));
        }
        self.lines.open(&format!("pub mod {name} {{"));
        self.items(&tables);
        self.lines.close("}");
    }

    fn items(&mut self, tables: &[Typed<'a>]) {
        self.custom_types(tables);
        for table in tables {
            self.lines.blank();
            self.table(table);
        }
        self.joins();
        self.same_query();
    }

    fn typed(&self, table: &'a Table) -> Typed<'a> {
        let mut columns: Vec<_> = table.columns.iter().map(|column| (column, self.column_type(column))).collect();
        if self.options.sort_columns {
            columns.sort_by_key(|(column, _)| &column.name);
        }
        Typed { table, columns }
    }

    fn column_type(&self, column: &Column) -> DieselType {
        match self.options.reader {
            Reader::File => printed_type(self.catalog, column, &self.options.domains_as_types),
            Reader::Compiler => diesel_type(self.catalog, column),
        }
    }

    /// The definition of a type that `sql_types` must hold: its schema, unless the default one, and its name.
    fn defined<'t>(&self, found: &'t DieselType) -> Option<&'t (Option<String>, String)> {
        found.custom.as_ref().filter(|_| (self.options.define_types)(&found.name))
    }

    fn custom_types(&mut self, tables: &[Typed<'_>]) {
        let mut types = BTreeMap::new();
        for (_, found) in tables.iter().flat_map(|table| &table.columns) {
            if let Some(definition) = self.defined(found) {
                types.entry(found.name.as_str()).or_insert(definition);
            }
        }
        if types.is_empty() {
            return;
        }
        self.lines.blank();
        match self.options.docs {
            Docs::CommentsOrNames => self.generated_docs("A module containing custom SQL type definitions"),
            Docs::Places => self.doc("SQL types that Diesel does not have of itself."),
            Docs::None | Docs::Comments => {}
        }
        self.lines.open("pub mod sql_types {");
        for (name, (schema, sql_name)) in types {
            self.custom_type(name, schema.as_deref(), sql_name);
        }
        self.lines.close("}");
    }

    fn custom_type(&mut self, name: &str, schema: Option<&str>, sql_name: &str) {
        let full = schema.map_or(sql_name.to_owned(), |schema| format!("{schema}.{sql_name}"));
        self.lines.blank();
        match self.options.docs {
            Docs::CommentsOrNames => self.generated_docs(&format!("The `{}` SQL type", full.replace('\n', "\\n"))),
            Docs::Places => self.doc(&format!("The SQL type `{}`.", one_line(sql_name))),
            Docs::None | Docs::Comments => {}
        }
        let mut derives: Vec<&str> = self.options.derives.iter().map(String::as_str).collect();
        match self.options.reader {
            Reader::Compiler => derives.extend(OF_MACRO),
            Reader::File if derives.contains(&SQL_TYPE) => {}
            Reader::File => derives.push(SQL_TYPE),
        }
        self.lines.derive(&derives);
        let mut arguments = vec![format!("name = {}", literal(sql_name))];
        arguments.extend(schema.map(|schema| format!("schema = {}", literal(schema))));
        self.lines.nested_attribute("diesel", "postgres_type", &arguments);
        self.lines.line(&format!("pub struct {name};"));
    }

    fn table(&mut self, Typed { table, columns }: &Typed<'_>) {
        let name = rust_name(&table.name, None);
        let full = match self.outer_schema() {
            Some(schema) => format!("{schema}.{}", table.name),
            None => table.name.clone(),
        };
        self.lines.open(&format!("{}::table! {{", self.diesel()));
        self.imports(columns);
        self.table_docs(table, &full);
        if name != table.name {
            self.lines.line(&format!("#[sql_name = {}]", literal(&full)));
        }
        let key = table.column_names(table.primary_key()).into_iter().map(|column| rust_name(column, Some(&name)));
        let key = key.collect::<Vec<_>>().join(", ");
        let module = self.outer_schema().map(|schema| format!("{}.", rust_name(schema, None))).unwrap_or_default();
        self.lines.open(&format!("{module}{name} ({key}) {{"));
        for (column, found) in columns {
            self.column(&name, &full, column, found);
        }
        self.lines.close("}");
        self.lines.close("}");
    }

    fn imports(&mut self, columns: &[(&Column, DieselType)]) {
        let mut any = false;
        for import in self.options.import_types {
            self.lines.line(&format!("use {import};"));
            any = true;
        }
        let mut seen = BTreeSet::new();
        for (_, found) in columns {
            if self.defined(found).is_some() && seen.insert(&found.name) {
                if !any {
                    self.lines.line(&format!("use {}::sql_types::*;", self.diesel()));
                }
                self.lines.line(&format!("use super::sql_types::{};", found.name));
                any = true;
            }
        }
        if any {
            self.lines.blank();
        }
    }

    fn table_docs(&mut self, table: &Table, full: &str) {
        match (self.options.docs, &table.comment) {
            (Docs::None, _) | (Docs::Comments, None) => {}
            (Docs::Comments | Docs::CommentsOrNames, Some(comment)) => self.comment(comment),
            (Docs::CommentsOrNames, None) => self.generated_docs(&format!("Representation of the `{full}` table.")),
            (Docs::Places, comment) => {
                let name = || format!("The table `{}`.", one_line(&table.name)).into();
                self.doc(&comment.as_deref().map_or_else(name, one_line));
                self.doc("");
                self.doc(&format!("Declared at `{}`.", self.catalog.location(table.history.declared())));
            }
        }
    }

    fn column(&mut self, table: &str, full: &str, column: &Column, found: &DieselType) {
        self.column_docs(full, column, found);
        let name = rust_name(&column.name, Some(table));
        if name != column.name {
            self.lines.line(&format!("#[sql_name = {}]", literal(&column.name)));
        }
        if let Some(length) = max_length(self.catalog, column) {
            self.lines.line(&format!("#[max_length = {length}]"));
        }
        self.lines.line(&format!("{name} -> {},", found.expression()));
    }

    fn column_docs(&mut self, full: &str, column: &Column, found: &DieselType) {
        match (self.options.docs, &column.comment) {
            (Docs::None, _) | (Docs::Comments, None) => {}
            (Docs::Comments | Docs::CommentsOrNames, Some(comment)) => self.comment(comment),
            (Docs::CommentsOrNames, None) => {
                let what = format!("The `{}` column of the `{full}` table.", column.name);
                self.generated_docs(&format!("{what}\n\nIts SQL type is `{}`.", found.expression()));
            }
            (Docs::Places, comment) => {
                if let Some(comment) = comment {
                    self.doc(&one_line(comment));
                    self.doc("");
                }
                self.doc(&format!("`{}`", one_line(&column.definition(self.catalog))));
                self.doc("");
                for (place, what) in column.history.events() {
                    self.doc(&format!("- {} at `{}`", one_line(what), self.catalog.location(place)));
                }
            }
        }
    }

    fn joins(&mut self) {
        for (at, (child, parent, column)) in self.declarations.joins().into_iter().enumerate() {
            if at == 0 {
                self.lines.blank();
            }
            let (child, parent) = (rust_name(&child.name, None), rust_name(&parent.name, None));
            let column = rust_name(&column.name, Some(&child));
            self.lines.line(&format!("{}::joinable!({child} -> {parent} ({column}));", self.diesel()));
        }
    }

    fn same_query(&mut self) {
        let groups = match self.options.same_query {
            SameQuery::None => Vec::new(),
            SameQuery::AllTables => vec![self.declarations.tables().to_vec()],
            SameQuery::ForeignKeyRelated => self.declarations.related(),
        };
        for (at, group) in groups.iter().filter(|group| group.len() > 1).enumerate() {
            if at == 0 {
                self.lines.blank();
            }
            let names: Vec<String> = group.iter().map(|table| rust_name(&table.name, None)).collect();
            self.lines.call(&format!("{}::allow_tables_to_appear_in_same_query", self.diesel()), &names);
        }
    }

    /// The schema that stands before the names of tables: any but the default one.
    fn outer_schema(&self) -> Option<&'a str> {
        self.options.schema.filter(|schema| *schema != self.catalog.dialect().default_schema())
    }

    /// The path of the crate `diesel`.
    fn diesel(&self) -> &'static str {
        match self.options.reader {
            Reader::File => "diesel",
            Reader::Compiler => "::diesel",
        }
    }

    /// A comment of the database's, line by line.
    fn comment(&mut self, text: &str) {
        for line in text.lines().map(str::trim) {
            let space = if line.is_empty() { "" } else { " " };
            self.lines.line(&format!("///{space}{line}"));
        }
    }

    fn generated_docs(&mut self, text: &str) {
        self.comment(text);
        self.comment("\n(Automatically generated by Diesel.)");
    }

    /// A line of docs as an attribute, not a comment: whatever is in the text stays in the string.
    fn doc(&mut self, text: &str) {
        self.lines.line(&format!("#[doc = {:?}]", format!(" {text}")));
    }
}

/// A string literal: a raw one where there are quotes in it, as diesel_cli writes it.
///
/// What needs escapes gets them. diesel_cli leaves it as it is, which is another string or none at all.
fn literal(text: &str) -> String {
    if text.contains(|c: char| c.is_control()) || (text.contains('\\') && !text.contains('"')) {
        format!("{text:?}")
    } else if text.contains('"') {
        let hashes = "#".repeat(text.matches('#').count() + 1);
        format!("r{hashes}\"{text}\"{hashes}")
    } else {
        format!("\"{text}\"")
    }
}

/// The text as one line, for a doc comment.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ").into()
    } else {
        text.into()
    }
}
