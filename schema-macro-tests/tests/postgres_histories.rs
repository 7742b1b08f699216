//! Random histories for PostgreSQL: see [`schema_macro_tests::histories`].

use schema_macro_tests::histories::Histories;
use schema_macro_tests::history::postgres::statement;
use schema_macro_tests::server::PostgresSession;

const HISTORIES: Histories = Histories { folder: "postgres", first: &[], next: statement, full: 2_000, short: 60 };

#[test]
fn histories_that_once_differed_agree() {
    HISTORIES.run_kept::<PostgresSession>();
}

#[test]
fn random_histories_agree() {
    HISTORIES.run_random::<PostgresSession>();
}
