//! What the engine keeps of a table besides its columns. The catalog's constraints and indexes are made from it.
//!
//! The engine knows foreign keys and the tables of views by their names, which may be of nothing. Here they are kept so,
//! too.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{ColumnId, ReferentialAction, Table};
use crate::mysql::charset::Collation;
use crate::mysql::ddl::KeyKind;
use crate::source::Place;

/// The name of a table: its database and its own name.
pub(crate) type TableName = (String, String);

/// What the engine keeps of a table besides its columns.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    /// What a text column has that says nothing else.
    pub(crate) collation: Collation,
    /// The storage engine, in lower case.
    pub(crate) engine: String,
    /// Further options, by their first words in upper case, as they are written.
    pub(crate) options: BTreeMap<String, String>,
    /// The collations of text columns.
    pub(crate) collations: BTreeMap<ColumnId, Collation>,
    /// The columns with `ON UPDATE CURRENT_TIMESTAMP`.
    pub(crate) on_update: BTreeSet<ColumnId>,
    /// Further attributes of columns, as they are written.
    pub(crate) attributes: BTreeMap<ColumnId, Vec<String>>,
    /// The columns that a generated one reads as they are, with the blanks that `CHAR` may have behind its values.
    pub(crate) padded: BTreeMap<ColumnId, Vec<ColumnId>>,
    /// Long texts and bytes whose default was set to NULL by `ALTER`: to the engine that is an expression like others.
    pub(crate) null_defaults: BTreeSet<ColumnId>,
    /// Columns that count, whose default was dropped: they have none, and show it to views alone.
    pub(crate) dropped_defaults: BTreeSet<ColumnId>,
    pub(crate) keys: Vec<Key>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) checks: Vec<Check>,
    /// How the table is partitioned, if it is.
    pub(crate) partitioned_by: Option<Partitioning>,
    /// What was said of it that shapes nothing and is not kept.
    pub(crate) not_kept: Vec<String>,
    /// The results of the query that makes a view; `None` for a table.
    pub(crate) view: Option<View>,
}

/// How a table is partitioned.
#[derive(Clone, Debug)]
pub(crate) struct Partitioning {
    /// The columns that it reads.
    pub(crate) columns: Vec<ColumnId>,
    /// `PARTITION BY …`, as it is written.
    pub(crate) clause: String,
}

/// A key or index.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) kind: KeyKind,
    /// Empty as long as the engine has not chosen it.
    pub(crate) name: String,
    pub(crate) parts: Vec<Part>,
    /// What is said besides, as it is written.
    pub(crate) options: Vec<String>,
    /// Made by the engine for a foreign key: it goes when another key serves as well.
    pub(crate) generated: bool,
    /// Of what is too long for a key, MariaDB keeps a hash, by which nothing can be looked up.
    pub(crate) hashed: bool,
    pub(crate) declared: Place,
}

/// A part of a key.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// `None` for an expression.
    pub(crate) column: Option<ColumnId>,
    /// How many characters of it are indexed, where that is not all.
    pub(crate) length: Option<u64>,
    /// The expression, if it is one.
    pub(crate) expression: Option<String>,
    pub(crate) descending: bool,
}

impl Part {
    /// Whether both are as much of the same column.
    pub(crate) fn is_same_column(&self, other: &Self) -> bool {
        self.column == other.column && self.length == other.length
    }
}

/// A foreign key.
#[derive(Clone, Debug)]
pub(crate) struct ForeignKey {
    /// Empty as long as the engine has not chosen it.
    pub(crate) name: String,
    pub(crate) columns: Vec<ColumnId>,
    pub(crate) parent: TableName,
    pub(crate) parent_columns: Vec<String>,
    pub(crate) on_delete: ReferentialAction,
    pub(crate) on_update: ReferentialAction,
    pub(crate) declared: Place,
}

/// A check.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub(crate) name: String,
    pub(crate) expression: String,
    /// The column whose definition it belongs to, under whose name it goes.
    pub(crate) of_column: Option<ColumnId>,
    pub(crate) columns: Vec<ColumnId>,
    /// Not `NOT ENFORCED`.
    pub(crate) enforced: bool,
    pub(crate) declared: Place,
}

/// What a view reads.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub(crate) reads: Vec<TableName>,
    pub(crate) results: Vec<super::view::QueryResult>,
    /// Why the results are not told, if they are not.
    pub(crate) unknown: Option<(&'static str, Place)>,
}

/// A table on its way from one state to the next.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) table: Table,
    pub(crate) definition: Definition,
    pub(crate) temporary: bool,
}

impl Definition {
    pub(crate) fn new(collation: Collation, engine: &str) -> Self {
        Self {
            collation,
            engine: engine.to_ascii_lowercase(),
            options: BTreeMap::new(),
            collations: BTreeMap::new(),
            on_update: BTreeSet::new(),
            attributes: BTreeMap::new(),
            padded: BTreeMap::new(),
            null_defaults: BTreeSet::new(),
            dropped_defaults: BTreeSet::new(),
            keys: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            partitioned_by: None,
            not_kept: Vec::new(),
            view: None,
        }
    }

    /// The tables that are named by its foreign keys or read by its view.
    pub(crate) fn names_tables(&self) -> impl Iterator<Item = &TableName> {
        let read = self.view.iter().flat_map(|view| &view.reads);
        self.foreign_keys.iter().map(|key| &key.parent).chain(read)
    }
}

/// Whether two names of columns, keys or constraints are one to the engine.
pub(crate) fn same(a: &str, b: &str) -> bool {
    a == b || a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}
