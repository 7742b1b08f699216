//! What is declared for the tables of a catalog: which tables, which joins, which tables together.

use std::collections::{BTreeMap, BTreeSet};

use super::names::rust_name;
use super::options::{Options, Reader};
use super::types::diesel_type;
use super::{print, sqlite};
use crate::catalog::{Catalog, Column, Table, TableId, TableKind, Unknown};
use crate::dialect::Dialect;

/// Diesel's declarations for the tables of one schema.
///
/// ```
/// use schema_catalog::diesel::{Declarations, Options};
/// use schema_catalog::{Catalog, Dialect};
///
/// let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", "CREATE TABLE users (id serial PRIMARY KEY, email text)")?;
/// let declarations = Declarations::with_options(&catalog, Options::default());
/// assert_eq!(declarations.to_rust(), "\
/// // @generated automatically by Diesel CLI.
///
/// diesel::table! {
///     users (id) {
///         id -> Int4,
///         email -> Nullable<Text>,
///     }
/// }
/// ");
/// # Ok::<(), schema_catalog::Error>(())
/// ```
#[derive(Debug)]
pub struct Declarations<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) options: Options<'a>,
    tables: Vec<&'a Table>,
    left_out: Vec<&'a Table>,
}

impl<'a> Declarations<'a> {
    /// The declarations that the macro `schema!` makes of these tables: those of the default schema, then those of each
    /// other one, in a module of its name. Views are among them, with all of their columns as the key. That tables may appear
    /// together in a query is not among the declarations: `schema!` says it in fewer words than Diesel's macro does.
    ///
    /// A schema is left out whose name is no identifier, for Diesel takes it from the identifier.
    pub fn of_macro(catalog: &'a Catalog, chosen: &'a dyn Fn(&Table) -> bool) -> Vec<Self> {
        let default = catalog.dialect().default_schema();
        let others = catalog.schemas().map(|schema| schema.name.as_str()).filter(|name| *name != default);
        let schemas = [default].into_iter().chain(others.filter(|name| rust_name(name, None) == *name));
        let mut type_owners = BTreeMap::new();
        let mut found = Vec::new();
        for schema in schemas {
            let mut declarations = Self::with_options(
                catalog,
                Options {
                    schema: Some(schema).filter(|schema| *schema != default),
                    tables: Box::new(move |name| catalog.table_in(schema, name).is_some_and(chosen)),
                    ..Options::of_macro()
                },
            );
            for table in declarations.tables() {
                let types = table.columns.iter().filter_map(|column| diesel_type(catalog, table, column).custom);
                types.for_each(|custom| {
                    type_owners.entry(custom).or_insert(schema);
                });
            }
            declarations.options.type_owners.clone_from(&type_owners);
            if schema == default || !declarations.tables.is_empty() {
                found.push(declarations);
            }
        }
        found
    }

    /// The declarations that `diesel print-schema` makes.
    pub fn with_options(catalog: &'a Catalog, options: Options<'a>) -> Self {
        let schema = options.schema.unwrap_or(catalog.dialect().default_schema());
        let chosen = |table: &&Table| {
            table.schema == schema
                && (matches!(table.kind, TableKind::Table | TableKind::Partitioned | TableKind::Virtual)
                    || options.reader == Reader::Compiler)
                && (options.reader == Reader::Compiler
                    || !(is_passed_over(catalog, &table.name) || table.system_versioned))
                && (options.tables)(&table.name)
        };
        let declared = |table: &&Table| LeftOut::of(catalog, table).is_none();
        let (tables, left_out) = catalog.tables().filter(chosen).partition(declared);
        Self { catalog, options, tables, left_out }
    }

    /// The tables declared, sorted by name.
    pub fn tables(&self) -> &[&'a Table] {
        &self.tables
    }

    /// The tables that Diesel can't hold, and why.
    pub fn left_out(&self) -> impl Iterator<Item = (&'a Table, LeftOut<'a>)> {
        self.left_out.iter().filter_map(|table| Some((*table, LeftOut::of(self.catalog, table)?)))
    }

    /// The names of the columns of a table's key, as it is declared: where there can be no primary key, as with a view,
    /// all columns; where SQLite's has none, the name of the row id.
    pub fn key(catalog: &Catalog, table: &'a Table) -> Vec<&'a str> {
        key(catalog, table)
    }

    /// The declarations as Rust.
    pub fn to_rust(&self) -> String {
        print::print(self)
    }

    /// The schema of all tables declared.
    pub fn schema(&self) -> &str {
        self.options.schema.unwrap_or(self.catalog.dialect().default_schema())
    }

    /// The foreign keys by which Diesel can join, as diesel_cli decides it: child, parent and column, sorted by the
    /// names of the tables.
    ///
    /// Left out are self references, keys of several columns, keys to something else than a primary key of one column,
    /// and pairs of tables with more than one foreign key between them, in either direction.
    pub(super) fn joins(&self) -> Vec<(&'a Table, &'a Table, &'a Column)> {
        if self.catalog.dialect() == Dialect::Sqlite {
            return sqlite::joins(self.catalog, &self.tables);
        }
        let mut joins = self.references();
        let mut between: BTreeMap<(TableId, TableId), usize> = BTreeMap::new();
        let pair = |a: &Table, b: &Table| (a.id().min(b.id()), a.id().max(b.id()));
        for (child, parent, _) in &joins {
            *between.entry(pair(child, parent)).or_default() += 1;
        }
        let declared: BTreeSet<TableId> = self.tables.iter().map(|table| table.id()).collect();
        joins.retain(|(child, parent, column)| {
            child.id() != parent.id()
                && declared.contains(&child.id())
                && declared.contains(&parent.id())
                && column.is_some()
                && between[&pair(child, parent)] == 1
        });
        joins.sort_by_key(|(child, parent, _)| (&child.name, &parent.name));
        joins.into_iter().filter_map(|(child, parent, column)| Some((child, parent, column?))).collect()
    }

    /// Every foreign key within the schema: child, parent, and the column, where it is one to the parent's primary key.
    ///
    /// PostgreSQL keeps a key to a partitioned table once more for each partition below that table. (Where the child is
    /// partitioned as well, its own partitions have the key to the partitioned table alone.)
    fn references(&self) -> Vec<(&'a Table, &'a Table, Option<&'a Column>)> {
        let mut found = Vec::new();
        let mut partitions: BTreeMap<TableId, Vec<&'a Table>> = BTreeMap::new();
        for table in self.catalog.tables() {
            if let Some(whole) = table.partition_of {
                partitions.entry(whole).or_default().push(table);
            }
        }
        for child in self.catalog.tables().filter(|table| table.schema == self.schema()) {
            for (constraint, key) in child.foreign_keys() {
                let parent = self.catalog.table_by_id(key.parent);
                let to_primary_key = key.columns.len() == 1 && parent.primary_key() == key.parent_columns;
                let column = to_primary_key.then(|| child.column_by_id(key.columns[0]));
                let mut parents = vec![parent];
                while let Some(parent) = parents.pop() {
                    if parent.schema == child.schema {
                        found.push((child, parent, column));
                    }
                    if constraint.inherited == 0 {
                        parents.extend(partitions.get(&parent.id()).into_iter().flatten());
                    }
                }
            }
        }
        found
    }

    /// The tables that joins connect, each group sorted by name, the groups by their first names.
    pub fn related(&self) -> Vec<Vec<&'a Table>> {
        let joins = self.joins();
        let mut neighbours: BTreeMap<TableId, Vec<&'a Table>> = BTreeMap::new();
        for &(child, parent, _) in &joins {
            neighbours.entry(child.id()).or_default().push(parent);
            neighbours.entry(parent.id()).or_default().push(child);
        }
        let mut seen = BTreeSet::new();
        let mut groups = Vec::new();
        for &table in &self.tables {
            if !seen.insert(table.id()) {
                continue;
            }
            let (mut group, mut pending) = (Vec::new(), vec![table]);
            while let Some(table) = pending.pop() {
                group.push(table);
                let near = neighbours.get(&table.id()).into_iter().flatten();
                pending.extend(near.filter(|near| seen.insert(near.id())));
            }
            group.sort_by_key(|table| &table.name);
            groups.push(group);
        }
        groups
    }
}

/// Why Diesel can't hold a table.
#[derive(Clone, Copy, Debug)]
pub enum LeftOut<'a> {
    /// Its columns are not known.
    Unknown(&'a Unknown),
    /// It has no primary key.
    NoPrimaryKey,
    /// Diesel has no type for what is declared as this column's.
    NoType(&'a Column),
}

impl<'a> LeftOut<'a> {
    /// Why Diesel can't hold this table, if it can't.
    pub fn of(catalog: &Catalog, table: &'a Table) -> Option<Self> {
        if let Some(unknown) = &table.unknown {
            return Some(Self::Unknown(unknown));
        }
        if has_key(table.kind) && key(catalog, table).is_empty() {
            return Some(Self::NoPrimaryKey);
        }
        if catalog.dialect() == Dialect::Sqlite { sqlite::unsupported(table).map(Self::NoType) } else { None }
    }
}

/// Whether it is of a kind that has a primary key. Where it can have none, the whole row is what tells it from others.
fn has_key(kind: TableKind) -> bool {
    !kind.is_view() && kind != TableKind::Foreign
}

/// The names of the columns of a table's key, as it is declared.
pub(super) fn key<'a>(catalog: &Catalog, table: &'a Table) -> Vec<&'a str> {
    match catalog.dialect() {
        _ if !has_key(table.kind) => table.columns.iter().map(|column| column.name.as_str()).collect(),
        Dialect::Sqlite => sqlite::primary_key(table),
        _ => table.column_names(table.primary_key()),
    }
}

/// Names that diesel_cli takes for its own, or for the engine's.
fn is_passed_over(catalog: &Catalog, name: &str) -> bool {
    let engines = || name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("sqlite"));
    name.starts_with("__") || catalog.dialect() == Dialect::Sqlite && engines()
}

impl Column {
    /// The column's definition in brief, as messages show it: `VARCHAR(100) NOT NULL`.
    pub fn definition(&self, catalog: &Catalog) -> String {
        format!("{}{}", self.sql_type.display(catalog), if self.nullable { "" } else { " NOT NULL" })
    }
}
