//! Random histories for SQLite: see [`schema_macro_tests::histories`].

use schema_macro_tests::histories::Histories;
use schema_macro_tests::history::sqlite::{FIRST, statement};
use schema_macro_tests::server::sqlite::SqliteDatabase;

const HISTORIES: Histories = Histories { folder: "sqlite", first: &[FIRST], next: statement, full: 1_000, short: 100 };

#[test]
fn histories_that_once_differed_agree() {
    HISTORIES.run_kept::<SqliteDatabase>();
}

#[test]
fn random_histories_agree() {
    HISTORIES.run_random::<SqliteDatabase>();
}
