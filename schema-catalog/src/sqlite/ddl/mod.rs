//! What a statement says, before anything is looked up: <https://www.sqlite.org/lang.html>.

mod alter;
mod expression;
mod object;
mod parser;
mod query;
mod statement;
mod table;
mod words;

pub(crate) use alter::{AlterAction, AlterTable};
pub(crate) use expression::{Expr, ExprKind, Function};
pub(crate) use object::{CreateIndex, CreateTrigger, CreateView, CreateVirtual, Event, Step, Timing};
pub(crate) use query::{Core, FromItem, ResultColumn, Select, Source};
pub(crate) use statement::{Ddl, DropKind, Pragma, Transaction, statement};
pub(crate) use table::{
    ColumnConstraint, ColumnDef, Conflict, CreateTable, References, TableBody, TableConstraint, TableConstraintKind,
};
pub(crate) use words::is_reserved;
