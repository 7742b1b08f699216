//! The reader of Diesel's declarations, by `cargo schema diff`.

use std::ffi::OsStr;
use std::fs;

use schema_catalog::diesel::Declarations;
use schema_catalog::{Catalog, Dialect};

use super::commands::cargo_schema;
use super::{replay, text};
use crate::seeds::{Seed, files};

/// Declarations that are made of the cases of SQL, and those that were written by hand.
pub(super) fn seeds() -> Vec<Seed> {
    let made = replay::postgres_seeds().into_iter().filter_map(|Seed { name, input }| {
        let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", text(&input)?).ok()?;
        let declarations = Declarations::of_macro(&catalog, &|_| true);
        Some(Seed { name, input: declarations.iter().map(Declarations::to_rust).collect::<String>().into() })
    });
    let by_hand = files("schema-macro-tests/tests/ui", ".rs").into_iter();
    made.chain(by_hand.filter(|seed| text(&seed.input).is_some_and(|rust| rust.contains("table!")))).collect()
}

/// What the declarations are compared with.
const SQL: &str = "\
CREATE TABLE users (id serial PRIMARY KEY, \"type\" varchar(20), \"a-b\" integer[] NOT NULL);
CREATE SCHEMA billing;
CREATE TABLE billing.bills (id bigint, day date, amount numeric(12,2), PRIMARY KEY (id, day));
";

pub(super) fn run(input: &[u8]) {
    let Some(rust) = text(input) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (sql, declarations) = (folder.path().join("up.sql"), folder.path().join("schema.rs"));
    fs::write(&sql, SQL).expect("the temporary folder is writable");
    fs::write(&declarations, rust).expect("the temporary folder is writable");
    let compare = || {
        let sides = [sql.as_os_str(), declarations.as_os_str()];
        cargo_schema(["diff", "--dialect", "postgres"].map(OsStr::new).into_iter().chain(sides))
    };
    assert_eq!(compare(), compare());
}
