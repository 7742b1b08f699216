//! Replays SQL migrations into an exact [`Catalog`] of tables, columns, keys and types, without a database.
//!
//! The catalog is what the engine itself would report after running the same files: renames, dropped columns, types
//! changed later, names that the engine chooses. Each table and column keeps its [history](History): every place that
//! created or changed it. A statement that is not understood is an [`Error`] with file, line, column and a way out;
//! nothing is skipped in silence.
//!
//! ```
//! use schema_catalog::{Catalog, Dialect};
//!
//! let catalog = Catalog::from_files(Dialect::Postgres, [
//!     ("000_create/up.sql", "CREATE TABLE members (id serial PRIMARY KEY, phone varchar(20));"),
//!     ("001_rename/up.sql", "ALTER TABLE members RENAME COLUMN phone TO phone_number;"),
//! ])?;
//! let column = catalog.table("members").and_then(|table| table.column("phone_number")).expect("renamed to this");
//! assert_eq!(column.sql_type.display(&catalog), "VARCHAR(20)");
//! let history: Vec<String> =
//!     column.history.events().map(|(place, what)| format!("{what} at {}", catalog.location(place))).collect();
//! assert_eq!(history, ["declared at 000_create/up.sql:1:46", "renamed from `phone` at 001_rename/up.sql:1:21"]);
//! # Ok::<(), schema_catalog::Error>(())
//! ```
//!
//! The stages, one module each: files ([`find_migrations`]), statements, DDL, replay, catalog.

/// The examples that a registry shows.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod catalog;
mod compare;
mod config;
mod cursor;
mod definition;
mod dialect;
pub mod diesel;
mod error;
mod fault;
mod harmless;
mod insert;
mod keywords;
mod labels;
mod lexer;
mod migrations;
mod mysql;
mod overrides;
mod postgres;
mod replay;
mod respell;
mod source;
mod sqlite;
mod statements;
mod step;
mod suggest;

pub use catalog::{
    Builtin, Catalog, Check, Column, ColumnDefault, ColumnId, Constraint, ConstraintKind, DanglingKey, ForeignKey,
    Generation, History, Identity, Index, List, MatchType, PartitionKey, PartitionStrategy, ReferentialAction, Schema,
    Sequence, SqlType, Table, TableId, TableKind, Type, TypeId, TypeKind, TypeName, Unknown, WrittenReference,
    quote_identifier,
};
pub use compare::{Difference, Fact, Object, ObjectKind};
pub use config::{Config, DeniedName, Engine, LabelEnums, ModelForms, Models};
pub use dialect::Dialect;
pub use error::{Error, Note, Result};
pub use harmless::{harmless, harmless_json, harmless_line, is_harmful, toml_string};
pub use labels::Labels;
pub use migrations::{Layout, Migration, Migrator, Undone, find_migrations, path_from, project_root, shown_path};
pub use mysql::{ShownCheck, ShownColumn, ShownForeignKey, ShownKey, ShownTable};
pub use overrides::{Action, Override};
pub use source::{Excerpt, Location, Place, Source, Sources};
pub use statements::split_statements;
pub use step::{Change, StatementIndex, Step};
pub use suggest::nearest;
