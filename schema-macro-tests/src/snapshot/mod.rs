//! What a database and a catalog are compared by: everything of a schema that a program can depend on, as plain data
//! with a readable text form.
//!
//! [`postgres`], [`mariadb`] and [`sqlite`] read a snapshot from a database, [`catalog`] from replayed migrations.

pub mod catalog;
pub mod mariadb;
pub mod postgres;
pub mod sqlite;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use similar::TextDiff;

/// A database's schemas, tables and types, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The schemas.
    pub schemas: BTreeSet<String>,
    /// The tables and views, by `schema.name`.
    pub tables: BTreeMap<String, Table>,
    /// The types, by `schema.name`: each as one line of text.
    pub types: BTreeMap<String, String>,
}

/// A table, view or foreign table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// `table`, `view`, …
    pub kind: String,
    /// What `COMMENT ON` says of it.
    pub comment: Option<String>,
    /// Its columns, in their order; `None` where the catalog says that it can't know them.
    pub columns: Option<Vec<Column>>,
    /// Its constraints, by name: each as one line of text.
    pub constraints: BTreeMap<String, String>,
    /// Its unique indexes that are no constraints, by name, and in MariaDB all others: each as one line of text.
    pub indexes: BTreeMap<String, String>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, as the engine itself prints it.
    pub sql_type: String,
    /// Whether it may hold NULL.
    pub nullable: bool,
    /// Whether it has a default of its own.
    pub default: bool,
    /// `identity always` and the like: where its values come from, if not from the one who inserts.
    pub generated: Option<String>,
    /// What `COMMENT ON` says of it.
    pub comment: Option<String>,
}

impl Snapshot {
    /// The differences from what is expected to what is there, as a text to read; `None` where there are none.
    ///
    /// The columns of a table that either side does not know are not compared, nor what is on them.
    #[must_use]
    pub fn differences(&self, expected: &Self) -> Option<String> {
        let unknown: BTreeSet<_> = [self, expected].into_iter().flat_map(Self::unknown).collect();
        let (expected, found) = (expected.without_columns(&unknown), self.without_columns(&unknown));
        if expected == found {
            return None;
        }
        let (expected, found) = (expected.to_string(), found.to_string());
        let diff = TextDiff::from_lines(&expected, &found);
        Some(diff.unified_diff().context_radius(4).header("the database", "the catalog").to_string())
    }

    fn unknown(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().filter(|(_, table)| table.columns.is_none()).map(|(name, _)| name.as_str())
    }

    fn without_columns(&self, tables: &BTreeSet<&str>) -> Self {
        let mut copy = self.clone();
        for (_, table) in copy.tables.iter_mut().filter(|(name, _)| tables.contains(name.as_str())) {
            // Nor are its constraints and indexes, which are on columns.
            *table = Table { kind: table.kind.clone(), comment: table.comment.clone(), ..Table::default() };
        }
        copy
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for schema in &self.schemas {
            writeln!(f, "schema {schema}")?;
        }
        for (name, text) in &self.types {
            writeln!(f, "type {name} {text}")?;
        }
        for (name, table) in &self.tables {
            writeln!(f, "{} {name}{}", table.kind, Comment(&table.comment))?;
            match &table.columns {
                Some(columns) => columns.iter().try_for_each(|column| writeln!(f, "  {column}"))?,
                None => writeln!(f, "  (columns not known)")?,
            }
            for (name, text) in &table.constraints {
                writeln!(f, "  constraint {name}: {text}")?;
            }
            for (name, text) in &table.indexes {
                writeln!(f, "  index {name}: {text}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let null = if self.nullable { "null" } else { "not null" };
        let default = if self.default { ", default" } else { "" };
        write!(f, "{}: {}, {null}{default}", self.name, self.sql_type)?;
        if let Some(generated) = &self.generated {
            write!(f, ", {generated}")?;
        }
        write!(f, "{}", Comment(&self.comment))
    }
}

struct Comment<'a>(&'a Option<String>);

impl fmt::Display for Comment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |comment| write!(f, " -- {comment:?}"))
    }
}

/// The lines of text for constraints, indexes and types: both sides write them here, so that they are alike where what
/// they say is.
mod line {
    pub(super) fn key(kind: &str, columns: &[impl AsRef<str>], nulls_not_distinct: bool) -> String {
        let nulls = if nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
        format!("{kind}{nulls} ({})", list(columns))
    }

    /// A foreign key's columns, the table and columns it refers to, and its rules.
    pub(super) struct ForeignKey<'a, C> {
        pub(super) columns: &'a [C],
        pub(super) parent: &'a str,
        pub(super) parent_columns: &'a [C],
        pub(super) on_delete: &'a str,
        pub(super) on_update: &'a str,
        pub(super) full: bool,
    }

    pub(super) fn foreign_key(key: &ForeignKey<'_, impl AsRef<str>>) -> String {
        let ForeignKey { columns, parent, parent_columns, on_delete, on_update, full } = key;
        let full = if *full { " MATCH FULL" } else { "" };
        let (columns, parent_columns) = (list(columns), list(parent_columns));
        format!(
            "FOREIGN KEY ({columns}) REFERENCES {parent} ({parent_columns}){full} ON DELETE {on_delete} ON UPDATE {on_update}"
        )
    }

    /// Constraints that have no names: by their order, or by what they say where an engine keeps no order.
    pub(super) fn numbered(kind: &str, mut lines: Vec<String>) -> Vec<(String, String)> {
        if kind == "unique" {
            lines.sort();
        }
        lines.into_iter().enumerate().map(|(at, line)| (format!("{kind} {at}"), line)).collect()
    }

    pub(super) fn check(no_inherit: bool) -> String {
        if no_inherit { "CHECK NO INHERIT".to_owned() } else { "CHECK".to_owned() }
    }

    /// A unique index: `None` stands for an expression.
    pub(super) fn index(columns: &[Option<impl AsRef<str>>], nulls_not_distinct: bool, partial: bool) -> String {
        let columns: Vec<_> =
            columns.iter().map(|column| column.as_ref().map_or("(expression)", |name| name.as_ref())).collect();
        key("UNIQUE", &columns, nulls_not_distinct) + if partial { " WHERE" } else { "" }
    }

    /// An index that is not unique: `None` stands for an expression.
    pub(super) fn plain_index(columns: &[Option<impl AsRef<str>>]) -> String {
        index(columns, false, false).replacen("UNIQUE", "KEY", 1)
    }

    pub(super) fn enumeration(labels: &[impl AsRef<str>]) -> String {
        let labels: Vec<_> = labels.iter().map(|label| format!("{:?}", label.as_ref())).collect();
        format!("ENUM ({})", labels.join(", "))
    }

    pub(super) fn domain(base: &str, not_null: bool, default: bool, checks: &[impl AsRef<str>]) -> String {
        let null = if not_null { " NOT NULL" } else { "" };
        let default = if default { " DEFAULT" } else { "" };
        let mut checks: Vec<_> = checks.iter().map(AsRef::as_ref).collect();
        checks.sort_unstable();
        let checks: String = checks.iter().map(|check| format!(" CHECK {check}")).collect();
        format!("DOMAIN {base}{null}{default}{checks}")
    }

    pub(super) fn composite(attributes: &[(impl AsRef<str>, impl AsRef<str>)]) -> String {
        let attributes: Vec<_> =
            attributes.iter().map(|(name, sql_type)| format!("{} {}", name.as_ref(), sql_type.as_ref())).collect();
        format!("COMPOSITE ({})", attributes.join(", "))
    }

    pub(super) fn range(subtype: &str) -> String {
        format!("RANGE OF {subtype}")
    }

    fn list(names: &[impl AsRef<str>]) -> String {
        names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
    }
}
