//! The project's own migrations: after each of them, up and down, the catalog is what PostgreSQL has.

use std::fs;
use std::path::{Path, PathBuf};

use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use schema_catalog::{Catalog, Dialect, Migrator};
use schema_macro_tests::cases;
use schema_macro_tests::server::ScratchDatabase;
use schema_macro_tests::snapshot::{Snapshot, catalog, postgres};
use schema_macro_tests::summary;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/postgres")
}

/// The folders of the migrations, in their order.
fn migrations() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("migrations/postgres can be read");
    let mut found: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    assert!(!found.is_empty(), "there are migrations");
    found
}

/// A file's name, from the migrations' folder on, and its text.
fn file(migration: &Path, name: &str) -> (String, String) {
    let path = migration.join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (format!("{}/{name}", name_of(migration)), text)
}

fn name_of(migration: &Path) -> String {
    migration.file_name().expect("a migration has a name").to_string_lossy().into_owned()
}

fn replayed(files: &[(String, String)]) -> Snapshot {
    let catalog = Catalog::from_files(Dialect::Postgres, files.to_vec());
    catalog::snapshot(&catalog.unwrap_or_else(|error| panic!("the migrations cannot be replayed:\n{error}")))
}

fn assert_equal(catalog: &Snapshot, database: &Snapshot, after: &str) {
    if let Some(differences) = catalog.differences(database) {
        panic!("after {after} the catalog differs from the database:\n{differences}");
    }
}

#[test]
fn each_migration_leaves_the_catalog_equal_to_the_database() {
    let database = ScratchDatabase::create();
    let mut connection = database.connect();
    let source = FileBasedMigrations::from_path(folder()).expect("Diesel finds the migrations");
    let migrations = migrations();
    let mut snapshot = move |step: &dyn Fn(&mut diesel::PgConnection)| {
        step(&mut connection);
        postgres::snapshot(&mut connection).expect("the database can be read")
    };
    let empty = snapshot(&|_| ());

    let mut files = Vec::new();
    for migration in &migrations {
        let after = snapshot(&|connection| {
            connection.run_next_migration(source.clone()).map(drop).unwrap_or_else(|error| panic!("{error}"));
        });
        files.push(file(migration, "up.sql"));
        assert_equal(&replayed(&files), &after, &name_of(migration));
    }
    for migration in migrations.iter().rev() {
        let after = snapshot(&|connection| {
            connection.revert_last_migration(source.clone()).map(drop).unwrap_or_else(|error| panic!("{error}"));
        });
        files.push(file(migration, "down.sql"));
        assert_equal(&replayed(&files), &after, &format!("the down.sql of {}", name_of(migration)));
    }
    assert_equal(&replayed(&files), &empty, "all of them and back");
    let version = cases::Database::version(&database).expect("the server tells its version");
    summary::tell(&format!("{version}: {} migrations of the application agree, up and down", migrations.len()));
}

#[test]
fn each_down_gives_back_the_catalog_before_its_up() {
    let mut migrator = Migrator::new(Dialect::Postgres, &folder(), None).unwrap_or_else(|error| panic!("{error}"));
    for migration in migrator.migrations().to_vec() {
        let undone = migrator.up_and_undone(&migration).unwrap_or_else(|error| panic!("{error}"));
        let undone = undone.unwrap_or_else(|| panic!("{} has a down.sql", migration.name));
        assert!(undone.is_complete(), "{} is not undone by its down.sql: {undone:#?}", migration.name);
    }
}

#[test]
fn a_folder_is_loaded_as_its_files_in_their_order() {
    let loaded = Catalog::load(Dialect::Postgres, &folder(), None).unwrap_or_else(|error| panic!("{error}"));
    let files: Vec<_> = migrations().iter().map(|migration| file(migration, "up.sql")).collect();
    assert_eq!(catalog::snapshot(&loaded).to_string(), replayed(&files).to_string());
}
