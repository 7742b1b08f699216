//! Declarations as Rust: one printer for `schema!` and for what `diesel print-schema` writes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::declarations::{Declarations, key};
use super::layout::Lines;
use super::names::rust_name;
use super::options::{Docs, Options, Reader, SameQuery};
use super::sqlite;
use super::types::{CustomType, DieselType, diesel_type, max_length, own_type_name, printed_type};
use crate::catalog::{Catalog, Column, Table};
use crate::dialect::Dialect;
use crate::harmless::{harmless, is_harmful};

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

/// A table with its columns in the order in which they are printed.
struct Typed<'a> {
    table: &'a Table,
    columns: Vec<TypedColumn<'a>>,
}

/// A column as it is printed: with its type, and without a definition where it is SQLite's row id.
struct TypedColumn<'a> {
    name: &'a str,
    column: Option<&'a Column>,
    found: DieselType,
}

impl<'a> Printer<'a> {
    fn module(&mut self) {
        let tables: Vec<Typed<'a>> = self.declarations.tables().iter().map(|table| self.typed(table)).collect();
        let Some(schema) = self.options.schema else { return self.items(&tables) };
        let name = rust_name(schema, None);
        self.lines.blank();
        // diesel_cli says nothing of a schema.
        if self.options.docs == Docs::Places {
            self.doc(&format!("The tables of the schema `{schema}`."));
        }
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
        let implicit = self.implicit_key(table).map(|name| {
            let name_of_type = if self.options.rowid_is_bigint { "BigInt" } else { "Integer" };
            let found = DieselType {
                name: name_of_type.to_owned(),
                array: false,
                nullable: false,
                unsigned: false,
                custom: None,
            };
            TypedColumn { name, column: None, found }
        });
        let own = table.columns.iter().map(|column| TypedColumn {
            name: &column.name,
            column: Some(column),
            found: self.column_type(table, column),
        });
        let mut columns: Vec<_> = implicit.into_iter().chain(own).collect();
        if self.options.sort_columns && self.catalog.dialect().is_mysql() {
            // MySQL sorts names without regard to case.
            columns.sort_by_cached_key(|column| column.name.to_uppercase());
        } else if self.options.sort_columns {
            columns.sort_by_key(|column| column.name);
        }
        Typed { table, columns }
    }

    fn column_type(&self, table: &Table, column: &Column) -> DieselType {
        let mut found = match self.options.reader {
            Reader::File => printed_type(self.catalog, column, &self.options.domains_as_types),
            Reader::Compiler => diesel_type(self.catalog, table, column),
        };
        found.custom = found.custom.filter(|_| (self.options.define_types)(&found.name));
        if found.custom.is_some() && self.catalog.dialect().is_mysql() && self.options.reader == Reader::File {
            found.name = own_type_name(table, column, &found.name);
        }
        let rowid = |found: &DieselType| found.name == "Integer" && sqlite::holds_rowid(self.catalog, table, column);
        if self.options.rowid_is_bigint && rowid(&found) {
            "BigInt".clone_into(&mut found.name);
        }
        found
    }

    /// The name of the row id, where that is the primary key and no column.
    fn implicit_key(&self, table: &'a Table) -> Option<&'a str> {
        let sqlite = self.catalog.dialect() == Dialect::Sqlite;
        if sqlite && !table.kind.is_view() { sqlite::implicit_key(table) } else { None }
    }

    fn custom_types(&mut self, tables: &[Typed<'_>]) {
        let mut types = Vec::new();
        for Typed { table, columns } in tables {
            for TypedColumn { column, found, .. } in columns {
                if let (Some(definition), Some(column)) = (&found.custom, column) {
                    types.push((found.name.as_str(), definition, column_path(table, column)));
                }
            }
        }
        types.sort_by_key(|(name, ..)| *name);
        if !self.catalog.dialect().is_mysql() {
            types.dedup_by_key(|(name, ..)| *name);
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
        for (name, custom, path) in types {
            match self.defined_in(custom) {
                Some(module) => self.lines.line(&format!("pub use super::{module}::sql_types::{name};")),
                None => self.custom_type(name, custom, &path),
            }
        }
        self.lines.close("}");
    }

    /// The path, from this module on, of another that defines a type for it as well.
    fn defined_in(&self, custom: &CustomType) -> Option<String> {
        let owner = self.options.type_owners.get(custom).filter(|owner| **owner != self.declarations.schema())?;
        let module =
            if *owner == self.catalog.dialect().default_schema() { String::new() } else { format!("::{owner}") };
        Some(format!("super{module}"))
    }

    fn custom_type(&mut self, name: &str, (schema, sql_name): &CustomType, (table, column): &(String, String)) {
        let mysql = self.catalog.dialect().is_mysql();
        let schema = schema.as_deref();
        let full = schema.map_or(sql_name.clone(), |schema| format!("{schema}.{sql_name}"));
        self.lines.blank();
        match self.options.docs {
            Docs::CommentsOrNames if mysql => self.generated_docs(&format!(
                "The `{sql_name}` SQL type for the\n[`{table}::{column}`](super::{table}::{column})) column"
            )),
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
        if mysql {
            // The client library's name of it, as diesel_cli makes it.
            let name = sql_name.chars().next().into_iter().flat_map(char::to_uppercase).chain(sql_name.chars().skip(1));
            let arguments = [format!("name = {}", literal(&name.collect::<String>()))];
            self.lines.nested_attribute("diesel", "mysql_type", &arguments);
        } else {
            let mut arguments = vec![format!("name = {}", literal(sql_name))];
            arguments.extend(schema.map(|schema| format!("schema = {}", literal(schema))));
            self.lines.nested_attribute("diesel", "postgres_type", &arguments);
        }
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
            // diesel_cli says the schema here as well, which makes it a part of the table's own name.
            let sql_name = if self.options.reader == Reader::File { &full } else { &table.name };
            self.lines.line(&format!("#[sql_name = {}]", literal(sql_name)));
        }
        let key = key(self.catalog, table).into_iter().map(|column| rust_name(column, Some(&name)));
        let key = key.collect::<Vec<_>>().join(", ");
        let module = self.outer_schema().map(|schema| format!("{}.", rust_name(schema, None))).unwrap_or_default();
        self.lines.open(&format!("{module}{name} ({key}) {{"));
        for column in columns {
            self.column(&name, &full, column);
        }
        self.lines.close("}");
        self.lines.close("}");
    }

    fn imports(&mut self, columns: &[TypedColumn<'_>]) {
        let mut any = false;
        for import in self.options.import_types {
            self.lines.line(&format!("use {import};"));
            any = true;
        }
        let mut seen = BTreeSet::new();
        for TypedColumn { found, .. } in columns {
            if found.custom.is_some() && seen.insert(&found.name) {
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
                let comment = comment.as_deref().map_or_else(name, one_line);
                self.doc(&format!("{comment}\n\nDeclared at `{}`.", self.catalog.location(table.history.declared())));
            }
        }
    }

    fn column(&mut self, table: &str, full: &str, typed: &TypedColumn<'_>) {
        self.column_docs(full, typed);
        let TypedColumn { name: sql_name, column, found } = typed;
        let name = rust_name(sql_name, Some(table));
        if name != *sql_name {
            self.lines.line(&format!("#[sql_name = {}]", literal(sql_name)));
        }
        if let Some(length) = column.and_then(|column| max_length(self.catalog, column)) {
            self.lines.line(&format!("#[max_length = {length}]"));
        }
        self.lines.line(&format!("{name} -> {},", found.expression()));
    }

    fn column_docs(&mut self, full: &str, typed: &TypedColumn<'_>) {
        let TypedColumn { name, column, found } = typed;
        let comment = column.and_then(|column| column.comment.as_ref());
        match (self.options.docs, comment) {
            (Docs::None, _) | (Docs::Comments, None) => {}
            (Docs::Comments | Docs::CommentsOrNames, Some(comment)) => self.comment(comment),
            (Docs::CommentsOrNames, None) => {
                let what = format!("The `{name}` column of the `{full}` table.");
                self.generated_docs(&format!("{what}\n\nIts SQL type is `{}`.", found.expression()));
            }
            (Docs::Places, comment) => {
                let Some(column) = column else { return self.doc("The row id.") };
                let mut text = String::new();
                if let Some(comment) = comment {
                    let _ = write!(text, "{}\n\n", one_line(comment));
                }
                let _ = writeln!(text, "`{}`", one_line(&column.definition(self.catalog)));
                for (place, what) in column.history.events() {
                    let _ = write!(text, "\n- {} at `{}`", one_line(what), self.catalog.location(place));
                }
                self.doc(&text);
            }
        }
    }

    fn joins(&mut self) {
        let mut joins = self.declarations.joins();
        if self.options.reader == Reader::Compiler {
            joins.retain(|(child, parent, column)| self.can_join(child, parent, column));
        }
        for (at, (child, parent, column)) in joins.into_iter().enumerate() {
            if at == 0 {
                self.lines.blank();
            }
            let (child, parent) = (rust_name(&child.name, None), rust_name(&parent.name, None));
            let column = rust_name(&column.name, Some(&child));
            self.lines.line(&format!("{}::joinable!({child} -> {parent} ({column}));", self.diesel()));
        }
    }

    /// Whether Diesel can compare the column with the parent's key. SQLite lets any type refer to any other, and what
    /// diesel_cli prints for that does not compile.
    fn can_join(&self, child: &Table, parent: &Table, column: &Column) -> bool {
        let [key] = parent.primary_key() else { return true };
        let of_child = diesel_type(self.catalog, child, column);
        let of_parent = diesel_type(self.catalog, parent, parent.column_by_id(*key));
        of_child.name == of_parent.name
            || of_child.value_type().is_some_and(|value| of_parent.value_type() == Some(value))
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
            self.lines.line(&format!("///{space}{}", harmless(line)));
        }
    }

    fn generated_docs(&mut self, text: &str) {
        self.comment(text);
        self.comment("\n(Automatically generated by Diesel.)");
    }

    /// Docs as an attribute, not a comment: whatever is in the text stays in the string. One for all lines, since each costs
    /// the compiler time, and raw where it can be, since Diesel's macro reads any other character by character.
    fn doc(&mut self, text: &str) {
        let raw = text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~') && byte != b'"');
        self.lines.line(&if raw { format!("#[doc = r\"{text}\"]") } else { format!("#[doc = {text:?}]") });
    }
}

/// The names in Rust of a table and a column of it.
fn column_path(table: &Table, column: &Column) -> (String, String) {
    let table = rust_name(&table.name, None);
    let column = rust_name(&column.name, Some(&table));
    (table, column)
}

/// A string literal: a raw one where there are quotes in it, as diesel_cli writes it.
///
/// What needs escapes gets them. diesel_cli leaves it as it is, which is another string or none at all.
fn literal(text: &str) -> String {
    if text.contains(|c: char| c.is_control() || is_harmful(c)) || (text.contains('\\') && !text.contains('"')) {
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
    if text.contains(|c: char| c.is_control() || is_harmful(c)) {
        let parts: Vec<&str> = text.split(char::is_control).filter(|part| !part.is_empty()).collect();
        harmless(&parts.join(" ")).into_owned().into()
    } else {
        text.into()
    }
}
