//! PostgreSQL: what its statements say, and what they do.

mod cockroachdb;
mod ddl;
mod replay;

pub(crate) use replay::Postgres;
