//! SQL of each engine, replayed: the same every time, and a statement that is refused changes nothing.

use std::fs;
use std::path::Path;

use schema_catalog::diesel::Declarations;
use schema_catalog::{Catalog, Dialect, Migrator, StatementIndex, split_statements};
use schema_drift::{Options, Schema};

use super::text;
use crate::seeds::{Seed, files};

pub(super) fn postgres_seeds() -> Vec<Seed> {
    ["schema-macro-tests/cases/postgres", "schema-macro-tests/cases/print_schema", "migrations/postgres"]
        .into_iter()
        .flat_map(|folder| files(folder, ".sql"))
        .collect()
}

pub(super) fn cockroachdb_seeds() -> Vec<Seed> {
    files("schema-macro-tests/cases/cockroachdb", ".sql")
}

pub(super) fn sqlite_seeds() -> Vec<Seed> {
    ["schema-macro-tests/cases/sqlite", "migrations/sqlite"]
        .into_iter()
        .flat_map(|folder| files(folder, ".sql"))
        .collect()
}

pub(super) fn mysql_seeds() -> Vec<Seed> {
    files("schema-macro-tests/cases/mariadb", ".sql")
}

pub(super) fn postgres(input: &[u8]) {
    replay(Dialect::Postgres, input);
}

pub(super) fn cockroachdb(input: &[u8]) {
    replay(Dialect::Cockroachdb, input);
}

pub(super) fn sqlite(input: &[u8]) {
    replay(Dialect::Sqlite, input);
}

pub(super) fn mysql(input: &[u8]) {
    replay(Dialect::Mysql, input);
    replay(Dialect::Mariadb, input);
}

fn replay(dialect: Dialect, input: &[u8]) {
    let Some(sql) = text(input) else { return };
    let replayed = || Catalog::from_sql(dialect, "up.sql", sql);
    match (replayed(), replayed()) {
        (Ok(catalog), Ok(again)) => {
            same(&catalog, &again);
            makes_sense(&catalog);
        }
        (Err(error), Err(again)) => assert_eq!(error, again),
        (Ok(_), Err(error)) | (Err(error), Ok(_)) => panic!("not every time: {error}"),
    }
    one_by_one(dialect, sql);
}

/// Replays each statement by itself, as a migration of its own. One that is refused changes nothing, and those after it are
/// tried all the same.
fn one_by_one(dialect: Dialect, sql: &str) {
    let Ok(statements) = split_statements(dialect, "up.sql", sql) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut migrator = migrator(dialect, folder.path());
    let migration = migrator.migrations()[0].clone();
    for statement in statements {
        fs::write(&migration.up, &sql[statement]).expect("the temporary folder is writable");
        let before = migrator.catalog().clone();
        let mut applied = false;
        // What is refused only where the migration ends was applied.
        if migrator.up_in_steps(&migration, &mut |_| applied = true).is_err() && !applied {
            same(&before, migrator.catalog());
        }
    }
    makes_sense(migrator.catalog());
}

/// What replays one file in this folder, and has replayed nothing so far.
pub(super) fn migrator(dialect: Dialect, folder: &Path) -> Migrator {
    let file = folder.join("up.sql");
    fs::write(&file, "").expect("the temporary folder is writable");
    Migrator::new(dialect, &file, None).expect("it is one file")
}

fn same(one: &Catalog, other: &Catalog) {
    let differences: Vec<String> = one.differences(other).iter().map(ToString::to_string).collect();
    assert_eq!(differences, [""; 0]);
}

/// Whatever can be asked of a catalog has an answer, and what is declared of it to Diesel is Rust.
fn makes_sense(catalog: &Catalog) {
    let statements = StatementIndex::new(catalog);
    for table in catalog.tables() {
        catalog.view_definition(table);
        catalog.table_definition(table);
        for index in catalog.indexes(table) {
            catalog.index_definition(table, index);
        }
        for constraint in &table.constraints {
            catalog.exclusion_definition(table, constraint);
        }
        for history in table.columns.iter().map(|column| &column.history).chain([&table.history]) {
            for (place, _) in history.events() {
                catalog.location(place);
                assert_eq!(statements.statement(place), catalog.statement(place));
            }
        }
    }
    for declarations in Declarations::of_macro(catalog, &|_| true) {
        let rust = declarations.to_rust();
        if let Err(error) = syn::parse_file(&rust) {
            panic!("{error}:\n{rust}");
        }
    }
    let schema = Schema::from_catalog(catalog, None);
    let report = Options::new().compare(&schema, &schema);
    assert!(report.is_clean(), "{report}");
}
