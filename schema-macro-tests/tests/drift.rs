//! What `schema-drift` reports of PostgreSQL and SQLite: nothing of a database as it should be, and each change by hand.

use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use schema_catalog::{Catalog, Dialect, find_migrations};
use schema_drift::{Introspect, Options, Schema, Table};
use schema_macro_tests::drift;
use schema_macro_tests::server::ScratchDatabase;

/// What Diesel notes of the migrations that it has applied.
const MIGRATIONS: &str = "
    CREATE TABLE __diesel_schema_migrations (
        version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
    );
    INSERT INTO __diesel_schema_migrations (version) VALUES ('001'), ('002');";

fn expected(dialect: Dialect, sql: &str, live: &mut impl Introspect) -> Schema {
    let catalog = Catalog::from_sql(dialect, "base.sql", sql).unwrap_or_else(|error| panic!("{error}"));
    let mut expected = Schema::from_catalog(&catalog, Some(vec!["001".to_owned(), "002".to_owned()]));
    // The catalog does not tell the triggers.
    let found = live.introspect().expect("the database can be read");
    let triggers = |table: &Table| found.table(&table.name).and_then(|found| found.triggers.clone());
    for table in expected.tables.to_mut() {
        table.triggers = triggers(table);
    }
    expected
}

/// The report after a change, which is undone again.
fn report<C: Introspect + Connection>(live: &mut C, expected: &Schema, change: &str) -> String {
    let mut report = String::new();
    live.test_transaction(|live| {
        // PostgreSQL takes an empty query for an error of its own kind.
        if !change.is_empty() {
            live.batch_execute(change).unwrap_or_else(|error| panic!("{change}\n{error}"));
        }
        report = schema_drift::check(live, expected).unwrap_or_else(|error| panic!("{error}")).to_string();
        Ok::<_, diesel::result::Error>(())
    });
    report
}

#[test]
fn changes_by_hand_of_postgresql() {
    let database = ScratchDatabase::create();
    let mut live = database.connect();
    let mut schema = None;
    drift::run("postgres.sql", |base, change| {
        let expected = schema.get_or_insert_with(|| {
            live.batch_execute(&format!("{base}{MIGRATIONS}")).unwrap_or_else(|error| panic!("{error}"));
            expected(Dialect::Postgres, base, &mut live)
        });
        report(&mut live, expected, change)
    });
}

#[test]
fn changes_by_hand_of_sqlite() {
    let mut live = SqliteConnection::establish(":memory:").expect("there is always memory");
    let mut schema = None;
    drift::run("sqlite.sql", |base, change| {
        let expected = schema.get_or_insert_with(|| {
            live.batch_execute(&format!("{base}{MIGRATIONS}")).unwrap_or_else(|error| panic!("{error}"));
            live.introspect().expect("the database can be read")
        });
        report(&mut live, expected, change)
    });
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/postgres")
}

#[test]
fn the_applications_migrations_on_postgresql_are_as_expected() {
    let folder = folder();
    let database = ScratchDatabase::create();
    let mut live = database.connect();
    let source = FileBasedMigrations::from_path(&folder).expect("Diesel finds the migrations");
    let versions = find_migrations(Dialect::Postgres, &folder).expect("the migrations are found");
    let versions: Vec<String> = versions.into_iter().map(|migration| migration.version).collect();
    let catalog = Catalog::load(Dialect::Postgres, &folder, None).unwrap_or_else(|error| panic!("{error}"));
    let expected = Schema::from_catalog(&catalog, Some(versions.clone()));

    let before = schema_drift::check(&mut live, &expected).expect("the database can be read");
    assert!(before.pending_migrations().eq(versions.iter().map(String::as_str)), "{before}");
    live.run_pending_migrations(source).unwrap_or_else(|error| panic!("{error}"));
    let after = schema_drift::check(&mut live, &expected).expect("the database can be read");
    assert_eq!(after.to_string(), "the database is as expected");
    // What is read is the same as itself, too, where every text counts.
    let found = live.introspect().expect("the database can be read");
    assert!(schema_drift::check(&mut live, &found).expect("the database can be read").is_clean());
}

#[test]
fn reading_leaves_the_session_as_it_is() {
    let database = ScratchDatabase::create();
    let mut live = database.connect();
    let search_path = |live: &mut PgConnection| {
        diesel::select(sql::<Text>("current_setting('search_path')"))
            .get_result::<String>(live)
            .expect("it is a setting")
    };
    live.batch_execute("CREATE SCHEMA billing; SET search_path = billing").expect("it can be set");
    live.introspect().expect("the database can be read");
    assert_eq!(search_path(&mut live), "billing");
    live.test_transaction(|live| {
        live.batch_execute("SET LOCAL search_path = public, billing")?;
        live.introspect().expect("the database can be read");
        assert_eq!(search_path(live), "public, billing");
        Ok::<_, diesel::result::Error>(())
    });
}

#[test]
fn options_leave_out_what_is_nobodys_business() {
    let mut live = SqliteConnection::establish(":memory:").expect("there is always memory");
    live.batch_execute("CREATE TABLE members (id INTEGER PRIMARY KEY, a, b)").expect("it is SQL");
    let expected = live.introspect().expect("the database can be read");
    live.batch_execute(
        "DROP TABLE members; CREATE TABLE members (id INTEGER PRIMARY KEY, b, a); CREATE TABLE legacy_a (b);
         CREATE TABLE other (b); CREATE TABLE _sqlx_migrations (version);",
    )
    .expect("it is SQL");
    let mut lines = |options: Options| -> Vec<String> {
        let report = options.check(&mut live, &expected).expect("the database can be read");
        report.differences.iter().map(ToString::to_string).collect()
    };
    let order = "members: expected the columns in the order id, a, b, found the columns in the order id, b, a";
    let (legacy, other) = ("legacy_a: expected none, found a table", "other: expected none, found a table");
    assert_eq!(lines(Options::new()), [legacy, order, other]);
    assert_eq!(lines(Options::new().ignore("legacy_*")), [order, other]);
    assert_eq!(lines(Options::new().ignore("members")), [legacy, other]);
    assert_eq!(lines(Options::new().column_order(false)), [legacy, other]);
    assert_eq!(lines(Options::new().extra_tables(false)), [order]);
}

#[test]
fn a_schema_for_another_engine_is_an_error() {
    let mut live = SqliteConnection::establish(":memory:").expect("there is always memory");
    let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", "").expect("nothing can be wrong");
    let error = schema_drift::check(&mut live, &Schema::from_catalog(&catalog, None)).expect_err("they differ");
    assert_eq!(error.to_string(), "the expected schema is for PostgreSQL, and the database is of SQLite");
}

/// The exit code of `cargo schema validate`, what goes to standard output, what goes to standard error.
fn validate(url: &str, arguments: &[&str]) -> (u8, String, String) {
    let folder = folder().display().to_string();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let named = ["cargo-schema", "schema", "validate", "--migrations", &folder, "--database-url", url];
    let code = cargo_schema::run(named.iter().chain(arguments), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    (code, text(out), text(err))
}

#[test]
fn the_command_tells_by_its_exit_code() {
    let database = ScratchDatabase::create();
    let mut live = database.connect();
    let source = FileBasedMigrations::from_path(folder()).expect("Diesel finds the migrations");
    live.run_pending_migrations(source).unwrap_or_else(|error| panic!("{error}"));
    let (code, out, err) = validate(&database.url(), &[]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "the database is as expected\n", ""));

    live.batch_execute("ALTER TABLE users ADD COLUMN nickname text; CREATE TABLE legacy_a (b text)")
        .expect("it is SQL");
    let (code, out, _) = validate(&database.url(), &[]);
    assert_eq!(code, 1);
    assert!(out.contains("\n  users.nickname: expected none, found a column text\n"), "{out}");
    let (code, out, _) = validate(&database.url(), &["--format", "json", "--ignore", "legacy_*"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let difference = serde_json::json!({
        "kind": "column", "table": "users", "name": "nickname", "expected": null, "found": "a column text"
    });
    assert_eq!((code, report), (1, serde_json::json!({ "differences": [difference] })));
}

#[test]
fn the_command_tells_why_it_could_not_run() {
    for (url, message) in [
        ("postgres://me:s3cret@127.0.0.1:1/none", "error: cannot connect to the database\n  "),
        ("postgres://me:s3/cret@127.0.0.1/none", "error: cannot connect to the database\n  "),
        ("no/such.db", "error: no/such.db: there is no such SQLite file\n"),
        ("oracle://me:s3cret@db/", "error: no database has a URL that begins with `oracle://`\n"),
    ] {
        let (code, out, err) = validate(url, &[]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.starts_with(message), "{err}");
        assert!(!err.contains("s3cret") && !err.contains("s3/") && !err.contains("\"s3\""), "{err}");
    }
    let missing = ScratchDatabase::create().url();
    let (code, _, err) = validate(&missing, &[]);
    assert_eq!(code, 2);
    assert!(err.contains("does not exist"), "{err}");
}
