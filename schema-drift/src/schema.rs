//! What a database is expected to hold, or is found to hold: plain data, constant or owned.

mod display;

use std::borrow::Cow;

/// A text that is either part of the program or made at run time.
pub type Text = Cow<'static, str>;

/// A list that is either part of the program or made at run time.
pub type List<T> = Cow<'static, [T]>;

/// What stands for an expression that is there and not known: it is the same as any other.
pub const UNKNOWN: &str = "…";

/// An engine, as Diesel tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// PostgreSQL, and what speaks its protocol.
    Postgres,
    /// SQLite.
    Sqlite,
    /// MySQL and MariaDB.
    Mysql,
}

/// Who wrote the expressions of defaults and checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wording {
    /// Whoever wrote the SQL.
    AsWritten,
    /// The engine: they are as its system catalogs print them.
    AsPrinted,
}

/// Everything of a database that a program can depend on.
///
/// All of it can be a constant:
///
/// ```
/// use std::borrow::Cow::Borrowed;
///
/// use schema_drift::{Column, Engine, PrimaryKey, Schema, Table, TableKind, Wording};
///
/// const SCHEMA: Schema = Schema {
///     engine: Engine::Sqlite,
///     wording: Wording::AsWritten,
///     tables: Borrowed(&[Table {
///         schema: None,
///         name: Borrowed("users"),
///         kind: TableKind::Table,
///         partition: false,
///         columns: Some(Borrowed(&[Column {
///             name: Borrowed("id"),
///             sql_type: Borrowed("INTEGER"),
///             nullable: false,
///             default: None,
///             generated: None,
///         }])),
///         primary_key: Some(PrimaryKey { name: None, columns: Borrowed(&[Borrowed("id")]) }),
///         foreign_keys: Borrowed(&[]),
///         uniques: Borrowed(&[]),
///         checks: Borrowed(&[]),
///         exclusions: Borrowed(&[]),
///         triggers: None,
///     }]),
///     enums: Borrowed(&[]),
///     migrations: Some(Borrowed(&[Borrowed("20260101000000")])),
/// };
/// assert_eq!(SCHEMA.table("users").map(|table| table.foreign_keys.len()), Some(0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The engine that it is for.
    pub engine: Engine,
    /// Who wrote its expressions.
    pub wording: Wording,
    /// Its tables and views.
    pub tables: List<Table>,
    /// Its enum types. PostgreSQL only: the labels of MySQL's `ENUM` stand in the column's type.
    pub enums: List<Enum>,
    /// The versions of the migrations, as Diesel keeps them in `__diesel_schema_migrations`, which are expected to have
    /// been applied, or are found to be. `None` where that is not known: then they are not compared.
    pub migrations: Option<List<Text>>,
}

impl Schema {
    /// The table of this name in the default schema.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.schema.is_none() && table.name == name)
    }
}

/// What kind of relation a [`Table`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// An ordinary table, or a partition of one.
    Table,
    /// A partitioned table of PostgreSQL's.
    Partitioned,
    /// A foreign table of PostgreSQL's.
    Foreign,
    /// A virtual table of SQLite's.
    Virtual,
    /// A view.
    View,
    /// A materialized view.
    MaterializedView,
}

/// A table, view or foreign table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The schema it is in; `None` for the default one: `public` of PostgreSQL, the file that SQLite has opened, the
    /// database that a connection to MySQL is for.
    pub schema: Option<Text>,
    /// Its name, as the database stores it.
    pub name: Text,
    /// What kind of relation it is.
    pub kind: TableKind,
    /// Whether it is a partition. One that nobody expects is no difference: programs make them as time goes by.
    pub partition: bool,
    /// Its columns, in their order. `None` where they are not known: then nothing but the kind is compared.
    pub columns: Option<List<Column>>,
    /// Its primary key.
    pub primary_key: Option<PrimaryKey>,
    /// Its foreign keys.
    pub foreign_keys: List<ForeignKey>,
    /// What else must be unique: constraints and indexes.
    pub uniques: List<Unique>,
    /// Its checks.
    pub checks: List<Check>,
    /// The names of its exclusion constraints (`EXCLUDE`), which are compared by name only.
    pub exclusions: List<Text>,
    /// The names of its triggers, which are compared by name only. `None` where they are not known.
    pub triggers: Option<List<Text>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, as the database stores it.
    pub name: Text,
    /// Its type, as the engine prints it: by `format_type` of PostgreSQL, `character varying(20)`; by `COLUMN_TYPE` of
    /// MySQL, `int(11) unsigned`; of SQLite as it is declared.
    pub sql_type: Text,
    /// Whether it may hold NULL, all told.
    pub nullable: bool,
    /// The expression of its default.
    pub default: Option<Text>,
    /// Where its values come from, if not from the one who inserts.
    pub generated: Option<Generated>,
}

/// Where a column's values come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Generated {
    /// `GENERATED ALWAYS AS IDENTITY`.
    IdentityAlways,
    /// A number that the engine chooses where none is given: `GENERATED BY DEFAULT AS IDENTITY`, MySQL's
    /// `AUTO_INCREMENT`, SQLite's `INTEGER PRIMARY KEY`.
    IdentityByDefault,
    /// Computed from other columns when a row is written.
    Stored,
    /// Computed from other columns when a row is read.
    Virtual,
}

/// A primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrimaryKey {
    /// Its name; `None` where it has none, or none that is known.
    pub name: Option<Text>,
    /// Its columns, in its order.
    pub columns: List<Text>,
}

/// What happens to a row when the row it refers to is deleted, or its key updated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rule {
    /// `NO ACTION`.
    #[default]
    NoAction,
    /// `RESTRICT`. For MySQL it is the same as `NO ACTION`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name; `None` where it has none, or none that is known.
    pub name: Option<Text>,
    /// The referencing columns.
    pub columns: List<Text>,
    /// The schema of the table referred to; `None` for the default one.
    pub parent_schema: Option<Text>,
    /// The table referred to.
    pub parent: Text,
    /// The columns referred to, one for each of `columns`.
    pub parent_columns: List<Text>,
    /// What a delete of the parent's row does.
    pub on_delete: Rule,
    /// What an update of the parent's key does.
    pub on_update: Rule,
    /// Whether NULL is treated by `MATCH FULL`.
    pub match_full: bool,
}

/// A unique constraint or unique index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unique {
    /// Its name; `None` where it has none, or none that is known.
    pub name: Option<Text>,
    /// Whether it is an index that is no constraint. MySQL makes no difference between them: there, none is.
    pub index: bool,
    /// What is unique, in order; `None` for an expression.
    pub columns: List<Option<Text>>,
    /// The predicate of a partial index.
    pub predicate: Option<Text>,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name; `None` where it has none, or none that is known.
    pub name: Option<Text>,
    /// Its expression, without the parentheses around it.
    pub expression: Text,
}

/// An enum type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// The schema it is in; `None` for the default one.
    pub schema: Option<Text>,
    /// Its name, as the database stores it.
    pub name: Text,
    /// Its labels, in their order.
    pub labels: List<Text>,
}
