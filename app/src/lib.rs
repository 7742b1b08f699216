//! The savings-group application.
//!
//! The tables are what `migrations/postgres` says. [`schema`] declares them to Diesel and [`models`] has a struct for
//! each; neither can disagree with the migrations and compile. `migrations/sqlite` makes the same tables for an embedded
//! database, for which each struct must be right as well; what has no type of its own there is kept as [`decimal`] says.

pub mod backup;
pub mod cascade;
pub mod commands;
pub mod contents;
pub mod database;
pub mod decimal;
pub mod ledger;
pub mod migrations;
pub mod models;
pub mod password;
pub mod phases;
pub mod schema;
pub mod seed;
pub mod server;
pub mod summary;
pub mod totals;
