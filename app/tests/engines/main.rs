//! The two folders of migrations make the same tables and take the same rows with them, step by step up, down and up
//! again: on a PostgreSQL server and on SQLite, whose foreign keys are enforced all the while.

mod contents;
mod rows;
mod shape;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use schema_macro_tests::server::ScratchDatabase;

use crate::rows::ROWS;

/// What is said of each table, a line for each part.
type Tables = BTreeMap<String, Vec<String>>;

/// One line about one table.
#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    line: String,
}

fn by_table(lines: Vec<Line>) -> Tables {
    let mut tables = Tables::new();
    for Line { table_name, line } in lines {
        tables.entry(table_name).or_default().push(line);
    }
    tables
}

/// Whether columns have to stand in the same order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Same,
    /// A column that a down.sql gives back stands at the end in PostgreSQL, and at its place in SQLite.
    Any,
}

fn folder(engine: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(engine)
}

fn migrations(engine: &str) -> FileBasedMigrations {
    FileBasedMigrations::from_path(folder(engine)).unwrap_or_else(|error| panic!("{engine}: {error}"))
}

struct Engines {
    _database: ScratchDatabase,
    postgres: PgConnection,
    sqlite: SqliteConnection,
    names: Vec<String>,
}

impl Engines {
    fn empty() -> Self {
        let database = ScratchDatabase::create();
        let mut postgres = database.connect();
        postgres.batch_execute("SET TIME ZONE 'UTC'").expect("PostgreSQL knows UTC");
        let mut sqlite = SqliteConnection::establish(":memory:").expect("SQLite has memory");
        sqlite.batch_execute("PRAGMA foreign_keys = ON").expect("SQLite knows its pragma");
        let mut names = |engine: &str| -> Vec<String> {
            let found = match engine {
                "postgres" => postgres.pending_migrations(migrations(engine)).map(|found| names_of(&found)),
                _ => sqlite.pending_migrations(migrations(engine)).map(|found| names_of(&found)),
            };
            found.unwrap_or_else(|error| panic!("{engine}: {error}"))
        };
        let (of_postgres, of_sqlite) = (names("postgres"), names("sqlite"));
        assert_eq!(of_postgres, of_sqlite, "both folders have the same migrations");
        Self { _database: database, postgres, sqlite, names: of_postgres }
    }

    fn up(&mut self, name: &str) {
        self.postgres
            .run_next_migration(migrations("postgres"))
            .unwrap_or_else(|error| panic!("{name} on PostgreSQL: {error}"));
        self.sqlite
            .run_next_migration(migrations("sqlite"))
            .unwrap_or_else(|error| panic!("{name} on SQLite: {error}"));
    }

    fn down(&mut self, name: &str) {
        self.postgres
            .revert_last_migration(migrations("postgres"))
            .unwrap_or_else(|error| panic!("down.sql of {name} on PostgreSQL: {error}"));
        self.sqlite
            .revert_last_migration(migrations("sqlite"))
            .unwrap_or_else(|error| panic!("down.sql of {name} on SQLite: {error}"));
    }

    fn insert(&mut self, rows: &str) {
        let postgres = rows::for_postgres(rows);
        self.postgres.batch_execute(&postgres).unwrap_or_else(|error| panic!("{error} in PostgreSQL:\n{postgres}"));
        let sqlite = rows::for_sqlite(rows);
        self.sqlite.batch_execute(&sqlite).unwrap_or_else(|error| panic!("{error} in SQLite:\n{sqlite}"));
    }

    fn assert_equal(&mut self, order: Order, after: &str) {
        let mut postgres = shape::of_postgres(&mut self.postgres);
        let mut sqlite = shape::of_sqlite(&mut self.sqlite);
        if order == Order::Any {
            for lines in postgres.values_mut().chain(sqlite.values_mut()) {
                lines.sort();
            }
        }
        assert_same(&postgres, &sqlite, after);

        let columns = contents::columns(&mut self.postgres);
        let postgres = contents::of_postgres(&mut self.postgres, &columns);
        let sqlite = contents::of_sqlite(&mut self.sqlite, &columns);
        assert_same(&postgres, &sqlite, after);

        let broken: Vec<Line> = diesel::sql_query(
            r#"SELECT "table" AS table_name, 'row ' || rowid || ' has no ' || parent AS line FROM pragma_foreign_key_check"#,
        )
        .load(&mut self.sqlite)
        .expect("SQLite checks its foreign keys");
        assert_eq!(by_table(broken), Tables::new(), "foreign keys of SQLite after {after}");
    }
}

fn names_of<DB: diesel::backend::Backend>(migrations: &[Box<dyn diesel::migration::Migration<DB>>]) -> Vec<String> {
    migrations.iter().map(|migration| migration.name().to_string()).collect()
}

fn assert_same(postgres: &Tables, sqlite: &Tables, after: &str) {
    let tables = |of: &Tables| of.keys().cloned().collect::<Vec<_>>();
    assert_eq!(tables(postgres), tables(sqlite), "tables of PostgreSQL and SQLite after {after}");
    for (table, expected) in postgres {
        let found = &sqlite[table];
        let only = |these: &[String], those: &[String]| -> String {
            these.iter().filter(|line| !those.contains(line)).map(|line| format!("  {line}\n")).collect()
        };
        assert!(
            expected == found,
            "after {after}, `{table}` has only in PostgreSQL\n{}and only in SQLite\n{}",
            only(expected, found),
            only(found, expected)
        );
    }
}

/// The tables' shapes, and the rows that later `up.sql`s found and `down.sql`s gave back.
#[test]
fn both_folders_make_the_same_tables_and_keep_the_same_rows() {
    let mut engines = Engines::empty();
    let names = engines.names.clone();
    assert_eq!(names.len(), ROWS.len(), "there are rows for each migration");
    for (name, rows) in names.iter().zip(ROWS) {
        engines.up(name);
        engines.assert_equal(Order::Same, name);
        engines.insert(rows);
        engines.assert_equal(Order::Same, &format!("the rows of {name}"));
    }
    for name in names.iter().rev() {
        engines.down(name);
        engines.assert_equal(Order::Any, &format!("the down.sql of {name}"));
    }
    for name in &names {
        engines.up(name);
        engines.assert_equal(Order::Any, &format!("{name}, once more"));
    }
}

/// Going back by one migration and forth again gives the rows of later tables as well.
#[test]
fn the_last_migration_can_be_redone_with_rows() {
    let mut engines = Engines::empty();
    let names = engines.names.clone();
    for (name, rows) in names.iter().zip(ROWS) {
        engines.up(name);
        engines.insert(rows);
    }
    for name in names.iter().rev().take(1) {
        engines.down(name);
        engines.assert_equal(Order::Any, &format!("the down.sql of {name}"));
        engines.up(name);
        engines.assert_equal(Order::Same, &format!("{name}, once more"));
    }
}

/// Ids are never given twice, though the tables have been made anew since.
#[test]
fn an_id_of_a_row_that_has_gone_is_not_given_again() {
    let mut engines = Engines::empty();
    for name in engines.names.clone().iter().take(7) {
        engines.up(name);
    }
    let user = |name: &str, columns: &str, values: &str| {
        format!(
            "INSERT INTO users (username, email, password_hash, {columns}) VALUES ('{name}', '{name}', '', {values});"
        )
    };
    let gone = user("first", "full_name", "'A'") + &user("gone", "full_name", "'B'");
    engines.insert(&format!("{gone} DELETE FROM users WHERE username = 'gone';"));
    let last = engines.names[7].clone();
    engines.up(&last);
    engines.insert(&user("next", "first_name, last_name", "'C', ''"));
    engines.assert_equal(Order::Same, &last);
    let ids: Vec<Line> =
        diesel::sql_query("SELECT 'users' AS table_name, CAST(id AS TEXT) AS line FROM users ORDER BY id")
            .load::<Line>(&mut engines.sqlite)
            .expect("there are users");
    assert_eq!(by_table(ids)["users"], ["1", "3"]);
}
