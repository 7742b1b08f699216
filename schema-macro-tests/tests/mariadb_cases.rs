//! The cases of `cases/mariadb`, for MariaDB 10.11 or newer: see [`schema_macro_tests::cases`] for their marks.
//!
//! `other_database` in a case is a second database, of the test's own. `cargo test --test mariadb_cases NAME` runs the
//! cases whose names contain NAME.

use std::process::ExitCode;

use schema_macro_tests::cases;
use schema_macro_tests::server::mysql::MariadbDatabase;

fn main() -> ExitCode {
    cases::run::<MariadbDatabase>("mariadb")
}
