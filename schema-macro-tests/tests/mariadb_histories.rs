//! Random histories for MariaDB: see [`schema_macro_tests::histories`].

use schema_macro_tests::histories::Histories;
use schema_macro_tests::history::mariadb::statement;
use schema_macro_tests::server::mysql::MariadbSession;

const HISTORIES: Histories = Histories { folder: "mariadb", first: &[], next: statement, full: 1_000, short: 25 };

#[test]
fn histories_that_once_differed_agree() {
    HISTORIES.run_kept::<MariadbSession>();
}

#[test]
fn random_histories_agree() {
    HISTORIES.run_random::<MariadbSession>();
}
