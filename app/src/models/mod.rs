//! One struct a table, as the migrations define it; one module a phase.
//!
//! Each struct is a whole row, with its fields in the order of the columns. `#[table]` compares
//! it with the migrations in every build, so none of them can fall behind.

#![allow(missing_docs, reason = "a field is its column, which the migrations name and describe")]

pub mod achievements;
pub mod advanced;
pub mod analytics;
pub mod core;
pub mod documents;
pub mod iga;
pub mod loans;
pub mod meetings;
pub mod savings;
