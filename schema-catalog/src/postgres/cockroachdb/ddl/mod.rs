//! What its statements say, where they say it otherwise than PostgreSQL's.

mod alter;
mod index;
mod statement;
mod table;

pub(super) use alter::{Action, AlterTable};
pub(super) use index::{Index, IndexKind, IndexName};
pub(crate) use statement::CockroachDdl;
pub(super) use statement::statement;
pub(super) use table::{Column, CreateTable, Element, ExpiresAfter, RegionalByRow, Source};
