//! Statements to DDL: what a statement says, before anything is looked up.
//!
//! The grammar is our own, by the manuals of both engines: <https://dev.mysql.com/doc/refman/8.4/en/sql-statements.html>
//! and <https://mariadb.com/kb/en/sql-statements/>. What can't change the shape of a table is told by its leading words
//! and read no further.

mod alter;
mod options;
mod query;
mod statement;
mod table;
mod types;

pub(crate) use alter::{Action, AlterTable, Position};
pub(crate) use options::{TableOptions, once_said};
pub(crate) use query::{From, Item, Query};
pub(crate) use statement::{CreateTable, CreateView, Ddl, ObjectKind, Routine, TableSource, parse};
pub(crate) use table::{CheckDef, ColumnDef, Default, Element, ForeignKeyDef, KeyDef, KeyKind, PartDef, References};
pub(crate) use types::TypeRef;
