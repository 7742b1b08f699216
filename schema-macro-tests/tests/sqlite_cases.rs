//! The cases of `cases/sqlite`, for the SQLite that is built with Diesel: see [`schema_macro_tests::cases`] for their marks.
//!
//! `cargo test --test sqlite_cases NAME` runs the cases whose names contain NAME.

use std::process::ExitCode;

use schema_macro_tests::cases;
use schema_macro_tests::server::sqlite::SqliteDatabase;

fn main() -> ExitCode {
    cases::run::<SqliteDatabase>("sqlite")
}
