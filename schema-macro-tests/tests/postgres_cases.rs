//! The cases of `cases/postgres`, for PostgreSQL 15 or newer: see [`schema_macro_tests::cases`] for their marks.
//!
//! `cargo test --test postgres_cases NAME` runs the cases whose names contain NAME.

use std::process::ExitCode;

use schema_macro_tests::cases;
use schema_macro_tests::server::ScratchDatabase;

fn main() -> ExitCode {
    cases::run::<ScratchDatabase>("postgres")
}
