//! Servers for tests, and databases of the tests' own on them.

use std::env;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, RunQueryDsl};
use schema_catalog::Dialect;

use crate::cases::{Database, feed};
use crate::histories::Session;
use crate::snapshot::{Snapshot, postgres};

pub mod mysql;
pub mod sqlite;

/// The environment variable with the URL of a PostgreSQL server.
pub const POSTGRES_VARIABLE: &str = "SCHEMA_TEST_POSTGRES_URL";

/// The URL of the PostgreSQL server for tests.
///
/// # Panics
///
/// If there is none: a test that needs a server must never pass without one.
pub fn postgres_server() -> String {
    match env::var(POSTGRES_VARIABLE) {
        Ok(url) if !url.is_empty() => url,
        _ => panic!(
            "this test needs a PostgreSQL server: run `cargo xtask test`, which provides one, or set \
             {POSTGRES_VARIABLE} to the URL of one (postgres://user:password@host:5432/database, as a user who may \
             create databases)"
        ),
    }
}

/// An empty PostgreSQL database for one test. Dropped with this value.
#[derive(Debug)]
pub struct ScratchDatabase {
    server: String,
    name: String,
}

impl ScratchDatabase {
    /// Creates an empty database, with a name that no other test has.
    ///
    /// # Panics
    ///
    /// If there is no server, or the database can't be created.
    #[must_use]
    pub fn create() -> Self {
        let server = postgres_server();
        let name = scratch_name();
        // `template0` is the one database that nobody has added anything to.
        execute(
            &server,
            &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"),
        )
        .unwrap_or_else(|error| panic!("cannot create a database on the server of {POSTGRES_VARIABLE}: {error}"));
        Self { server, name }
    }

    /// Creates another one with all that is in this one, to which nobody may be connected.
    ///
    /// # Panics
    ///
    /// If it can't be created.
    #[must_use]
    pub fn copy(&self) -> Self {
        let (server, name) = (self.server.clone(), scratch_name());
        execute(&server, &format!("CREATE DATABASE {name} TEMPLATE {}", self.name))
            .unwrap_or_else(|error| panic!("cannot copy the database {}: {error}", self.name));
        Self { server, name }
    }

    /// The database's URL.
    #[must_use]
    pub fn url(&self) -> String {
        with_database(&self.server, &self.name)
    }

    /// A new connection to the database.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    #[must_use]
    pub fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url()).unwrap_or_else(|error| panic!("cannot connect to {}: {error}", self.name))
    }
}

impl Drop for ScratchDatabase {
    fn drop(&mut self) {
        if let Err(error) = execute(&self.server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)) {
            eprintln!("the database {} is left behind: {error}", self.name);
        }
    }
}

impl Database for ScratchDatabase {
    const DIALECT: Dialect = Dialect::Postgres;

    fn create() -> Self {
        Self::create()
    }

    fn version(&self) -> Result<String, String> {
        let version = diesel::select(diesel::dsl::sql::<Text>("current_setting('server_version')"));
        version.get_result(&mut self.connect()).map(|version: String| format!("PostgreSQL {version}")).map_err(text)
    }

    fn run(&self, sql: &str) -> Result<(), String> {
        self.connect().batch_execute(sql).map_err(text)
    }

    fn run_by_client(&self, sql: &str) -> Result<(), String> {
        let options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", &self.url()];
        feed(Command::new("psql").args(options), sql)
    }

    fn snapshot(&self) -> Result<Snapshot, String> {
        postgres::snapshot(&mut self.connect()).map_err(text)
    }
}

/// A session in a PostgreSQL database of its own.
pub struct PostgresSession {
    session: PgConnection,
    /// What is there is read by another session, whose `search_path` is its own.
    reader: PgConnection,
    database: ScratchDatabase,
}

impl PostgresSession {
    /// The lines of text that a query gives.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    pub fn lines(&mut self, query: &str) -> Vec<String> {
        #[derive(diesel::QueryableByName)]
        struct Line {
            #[diesel(sql_type = Text)]
            line: String,
        }
        let lines: Vec<Line> = diesel::sql_query(query).load(&mut self.reader).expect("the server answers");
        lines.into_iter().map(|line| line.line).collect()
    }
}

/// Drops everything in the database.
const EMPTY: &str = r"
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', name);
        END LOOP;
        CREATE SCHEMA public;
    END $$";

impl Session for PostgresSession {
    const DIALECT: Dialect = Dialect::Postgres;

    fn open() -> Self {
        let database = ScratchDatabase::create();
        Self { session: database.connect(), reader: database.connect(), database }
    }

    fn version(&mut self) -> Result<String, String> {
        self.database.version()
    }

    fn restart(&mut self) {
        for sql in ["DISCARD ALL", "SET synchronous_commit = off", "SET client_min_messages = warning", EMPTY] {
            self.session.batch_execute(sql).expect("the database of a history can be emptied");
        }
    }

    fn run(&mut self, sql: &str) -> Result<(), String> {
        self.session.batch_execute(sql).map_err(|error| {
            // An error within a transaction leaves it open.
            self.session.batch_execute("ROLLBACK").expect("a transaction can be ended");
            text(error)
        })
    }

    fn may_stay_in_part(_sql: &str) -> bool {
        false
    }

    fn snapshot(&mut self) -> Result<Snapshot, String> {
        postgres::snapshot(&mut self.reader).map_err(text)
    }
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// A name that no other database of a test has.
fn scratch_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let time = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
    format!("schema_test_{}_{time}_{count}", std::process::id())
}

fn execute(url: &str, sql: &str) -> Result<(), String> {
    let mut connection = PgConnection::establish(url).map_err(|error| error.to_string())?;
    connection.batch_execute(sql).map_err(|error| error.to_string())
}

/// The same server's URL, for another of its databases.
fn with_database(url: &str, database: &str) -> String {
    let (before, query) = match url.split_once('?') {
        Some((before, query)) => (before, format!("?{query}")),
        None => (url, String::new()),
    };
    let authority = before.find("://").map_or(0, |scheme| scheme + 3);
    let end = before[authority..].find('/').map_or(before.len(), |slash| authority + slash);
    format!("{}/{database}{query}", &before[..end])
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_is_replaced_and_all_else_kept() {
        assert_eq!(
            with_database("postgres://me@db:1/test?sslmode=disable", "x"),
            "postgres://me@db:1/x?sslmode=disable"
        );
        assert_eq!(with_database("postgres://me@db", "x"), "postgres://me@db/x");
        assert_eq!(with_database("postgres:///test?host=/run/pg", "x"), "postgres:///x?host=/run/pg");
    }
}
