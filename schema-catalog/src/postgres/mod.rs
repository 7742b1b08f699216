//! PostgreSQL, and CockroachDB, which speaks its SQL: what their statements say, and what they do.

mod cockroachdb;
mod ddl;
mod replay;
mod rules;

pub(crate) use replay::Postgres;
