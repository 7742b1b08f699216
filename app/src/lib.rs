//! The savings-group application.
//!
//! The tables are what `migrations/postgres` says. [`schema`] declares them to Diesel and
//! [`models`] has a struct for each; neither can disagree with the migrations and compile.

pub mod commands;
pub mod models;
pub mod phases;
pub mod schema;
