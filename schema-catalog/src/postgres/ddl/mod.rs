//! Statements to DDL: what a statement says, before anything is looked up.
//!
//! The grammar is our own, by the engine's manual (<https://www.postgresql.org/docs/current/sql-commands.html>). What
//! cannot change the shape of a table is told by its leading words and read no further. A clause that has no effect on
//! the catalog is stepped over by balanced tokens.

mod alter;
mod call;
mod create;
mod expression;
mod object;
mod partition;
pub(crate) mod plpgsql;
mod query;
mod statement;
mod table;
mod types;

pub(crate) use alter::{AlterColumn, AlterTable, AlterTableAction, AlterType, NoEffect, action, rename_or_move};
pub(crate) use call::{RoutineCall, calls, parameters, performed};
pub(crate) use create::{CreateIndex, CreateTable, CreateType, CreateTypeKind, CreateView, TableSource, create_type};
pub(crate) use expression::{AT_TIME_ZONE, Call, Expr, Expression, SubqueryKind};
pub(crate) use object::{Comment, ObjectKind};
pub(crate) use partition::{Bound, BoundKind, PartitionBy};
pub(crate) use plpgsql::{Code, Condition, Handler};
pub(crate) use query::{Body, From, Item, On, Query, Select, Source, SourceKind, ViewQuery, With, view_query};
pub(crate) use statement::{Ddl, OwnedBy, Routine, parse};
pub(crate) use table::{
    ColumnConstraint, ColumnConstraintKind, ColumnDef, DefaultValue, Element, Like, References, TableConstraint,
    TableConstraintKind, column_constraint, is_table_constraint, table_constraint,
};
pub(crate) use types::{TypeRef, type_ref};
