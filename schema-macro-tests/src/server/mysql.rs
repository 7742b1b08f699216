//! MariaDB and MySQL servers for tests.

use std::env;
use std::process::Command;

use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder, Row, Value, from_value};
use schema_catalog::Dialect;

use super::{scratch_name, text};
use crate::cases::{Database, feed};
use crate::histories::Session;
use crate::snapshot::{Snapshot, mariadb};

/// The environment variable with the URL of a MariaDB server.
pub const MYSQL_VARIABLE: &str = "SCHEMA_TEST_MYSQL_URL";

/// What stands in the cases for a second database, which has another name in each test.
const OTHER: &str = "other_database";

/// The URL of the MariaDB server for tests.
///
/// # Panics
///
/// If there is none: a test that needs a server must never pass without one.
#[must_use]
pub fn mysql_server() -> String {
    match env::var(MYSQL_VARIABLE) {
        Ok(url) if !url.is_empty() => url,
        _ => panic!(
            "this test needs a MariaDB server: run `cargo xtask test`, which provides one, or set {MYSQL_VARIABLE} to the \
             URL of one (mysql://user:password@host:3306/, as a user who may create databases)"
        ),
    }
}

/// An empty MariaDB database for one test. Dropped with this value, with the second one if the test made it.
#[derive(Debug)]
pub struct MariadbDatabase {
    server: Opts,
    name: String,
}

impl MariadbDatabase {
    /// Creates an empty database, with a name that no other test has.
    ///
    /// # Panics
    ///
    /// If there is no server, or the database can't be created.
    #[must_use]
    pub fn create() -> Self {
        let server = Opts::from_url(&mysql_server()).unwrap_or_else(|error| panic!("{MYSQL_VARIABLE}: {error}"));
        let name = scratch_name();
        let created = execute(&server, &format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"));
        created.unwrap_or_else(|error| panic!("cannot create a database on the server of {MYSQL_VARIABLE}: {error}"));
        Self { server, name }
    }

    /// The database's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The database's URL, for diesel_cli.
    #[must_use]
    pub fn url(&self) -> String {
        let (user, password) = (self.server.get_user().unwrap_or("root"), self.server.get_pass());
        let password = password.filter(|password| !password.is_empty()).map(|password| format!(":{password}"));
        let host = self.server.get_ip_or_hostname();
        format!("mysql://{user}{}@{host}:{}/{}", password.unwrap_or_default(), self.server.get_tcp_port(), self.name)
    }

    /// A new connection to the database.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    #[must_use]
    pub fn connect(&self) -> Conn {
        let options = OptsBuilder::from_opts(self.server.clone()).db_name(Some(&self.name));
        Conn::new(options).unwrap_or_else(|error| panic!("cannot connect to {}: {error}", self.name))
    }
}

impl Drop for MariadbDatabase {
    fn drop(&mut self) {
        for name in [format!("{}_other", self.name), self.name.clone()] {
            // Foreign keys may lead from one to the other.
            let drop = format!("SET foreign_key_checks = 0; DROP DATABASE IF EXISTS {name}");
            if let Err(error) = execute(&self.server, &drop) {
                eprintln!("the database {name} is left behind: {error}");
            }
        }
    }
}

impl Database for MariadbDatabase {
    const DIALECT: Dialect = Dialect::Mariadb;

    fn create() -> Self {
        Self::create()
    }

    fn version(&self) -> Result<String, String> {
        let version: Option<String> = self.connect().query_first("SELECT version()").map_err(text)?;
        Ok(version.unwrap_or_default())
    }

    fn own(&self, sql: &str) -> String {
        sql.replace(OTHER, &format!("{}_other", self.name))
    }

    fn run(&self, sql: &str) -> Result<(), String> {
        run(&mut self.connect(), sql)
    }

    fn run_by_client(&self, sql: &str) -> Result<(), String> {
        let mut client = Command::new("mariadb");
        client.arg("--no-defaults").arg(format!("--host={}", self.server.get_ip_or_hostname()));
        client.arg(format!("--port={}", self.server.get_tcp_port()));
        client.arg(format!("--user={}", self.server.get_user().unwrap_or("root")));
        if let Some(password) = self.server.get_pass() {
            client.env("MYSQL_PWD", password);
        }
        feed(client.arg(&self.name), sql)
    }

    fn snapshot(&self) -> Result<Snapshot, String> {
        mariadb::snapshot(&mut self.connect(), &self.name).map_err(text)
    }
}

/// A session in a MariaDB database of its own.
#[derive(Debug)]
pub struct MariadbSession {
    session: Conn,
    database: MariadbDatabase,
}

impl MariadbSession {
    /// The rows of a query, with tabs between their columns and without the database's own name.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    pub fn lines(&mut self, query: &str) -> Vec<String> {
        let rows: Vec<Row> = self.session.query(query).expect("the server answers");
        let text = |value: Value| match value {
            Value::NULL => "NULL".to_owned(),
            value => from_value::<String>(value),
        };
        let own = format!("`{}`.", self.database.name());
        let line = |row: Row| row.unwrap().into_iter().map(text).collect::<Vec<_>>().join("\t").replace(&own, "");
        rows.into_iter().map(line).collect()
    }
}

impl Session for MariadbSession {
    const DIALECT: Dialect = Dialect::Mariadb;

    fn open() -> Self {
        let database = MariadbDatabase::create();
        Self { session: database.connect(), database }
    }

    fn version(&mut self) -> Result<String, String> {
        self.database.version()
    }

    fn restart(&mut self) {
        let name = self.database.name();
        self.session.reset().expect("what a session set can be forgotten");
        for sql in [
            format!("DROP DATABASE {name}"),
            format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"),
            format!("USE {name}"),
        ] {
            self.session.query_drop(sql).expect("the database of a history can be emptied");
        }
    }

    fn run(&mut self, sql: &str) -> Result<(), String> {
        // A server that holds a table open which a query called by an alias may look for the columns of its checks under
        // that, when one of them is renamed: `Unknown column 'a' in 'CHECK'`.
        if sql.contains("RENAME COLUMN") || sql.contains("CHANGE COLUMN") {
            run(&mut self.session, "FLUSH TABLES")?;
        }
        run(&mut self.session, sql)
    }

    /// Of several statements those before the error stay; of several tables those that are dropped; and a table is dropped
    /// before another takes its place.
    fn may_stay_in_part(sql: &str) -> bool {
        sql.contains("; ") || sql.starts_with("DROP TABLE") || sql.starts_with("CREATE OR REPLACE TABLE")
    }

    fn snapshot(&mut self) -> Result<Snapshot, String> {
        mariadb::snapshot(&mut self.session, self.database.name()).map_err(text)
    }
}

/// Runs several statements, up to the first error.
///
/// # Errors
///
/// What the server refuses.
pub fn run(connection: &mut Conn, sql: &str) -> Result<(), String> {
    let mut results = connection.query_iter(sql).map_err(text)?;
    while let Some(result) = results.iter() {
        // An error of a later statement comes where its first row would be.
        result.into_iter().try_for_each(|row| row.map(drop)).map_err(text)?;
    }
    drop(results);
    Ok(())
}

fn execute(server: &Opts, sql: &str) -> Result<(), String> {
    Conn::new(OptsBuilder::from_opts(server.clone())).and_then(|mut server| server.query_drop(sql)).map_err(text)
}
