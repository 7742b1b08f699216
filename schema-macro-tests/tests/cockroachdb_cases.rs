//! The cases of `cases/cockroachdb`: see [`schema_macro_tests::expected`].
//!
//! `cargo test --test cockroachdb_cases NAME` runs the cases whose names contain NAME.

use std::process::ExitCode;

use schema_catalog::Dialect;
use schema_macro_tests::expected;

fn main() -> ExitCode {
    expected::run(Dialect::Cockroachdb, "cockroachdb", "https://www.cockroachlabs.com/docs/v26.2/")
}
