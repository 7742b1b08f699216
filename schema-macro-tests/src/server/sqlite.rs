//! SQLite, as it is built with Diesel: it needs no server.

use std::cell::RefCell;
use std::fmt;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, RunQueryDsl, SqliteConnection};
use schema_catalog::Dialect;

use super::text;
use crate::cases::Database;
use crate::histories::Session;
use crate::snapshot::{Snapshot, sqlite};

/// An empty SQLite database in memory.
pub struct SqliteDatabase(RefCell<SqliteConnection>);

impl fmt::Debug for SqliteDatabase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SqliteDatabase")
    }
}

impl SqliteDatabase {
    /// Writes what is in the database to a file, which any program can open.
    ///
    /// # Errors
    ///
    /// If the file can't be written.
    pub fn save(&self, file: &Path) -> std::io::Result<()> {
        let database = self.0.borrow_mut().serialize_database_to_buffer();
        std::fs::write(file, &database[..])
    }
}

impl SqliteDatabase {
    /// The lines of text that a query gives.
    ///
    /// # Panics
    ///
    /// If the database can't be read.
    pub fn lines(&mut self, query: &str) -> Vec<String> {
        #[derive(diesel::QueryableByName)]
        struct Line {
            #[diesel(sql_type = Text)]
            line: String,
        }
        let lines: Vec<Line> = diesel::sql_query(query).load(self.0.get_mut()).expect("the database can be read");
        lines.into_iter().map(|line| line.line).collect()
    }
}

impl Database for SqliteDatabase {
    const DIALECT: Dialect = Dialect::Sqlite;

    fn create() -> Self {
        Self(RefCell::new(SqliteConnection::establish(":memory:").expect("a database in memory can be had")))
    }

    fn version(&self) -> Result<String, String> {
        let version = diesel::select(diesel::dsl::sql::<Text>("sqlite_version()"));
        let version: Result<String, _> = version.get_result(&mut *self.0.borrow_mut());
        version.map(|version| format!("SQLite {version}")).map_err(text)
    }

    fn run(&self, sql: &str) -> Result<(), String> {
        self.0.borrow_mut().batch_execute(sql).map_err(text)
    }

    fn run_by_client(&self, sql: &str) -> Result<(), String> {
        self.run(sql)
    }

    fn snapshot(&self) -> Result<Snapshot, String> {
        sqlite::snapshot(&mut self.0.borrow_mut()).map_err(text)
    }
}

impl Session for SqliteDatabase {
    const DIALECT: Dialect = Dialect::Sqlite;

    fn open() -> Self {
        Self::create()
    }

    fn version(&mut self) -> Result<String, String> {
        Database::version(self)
    }

    fn restart(&mut self) {
        *self = Self::create();
    }

    fn run(&mut self, sql: &str) -> Result<(), String> {
        Database::run(self, sql)
    }

    /// Of several statements those before the error stay; and within a transaction, what an `ALTER TABLE` has changed before
    /// it is refused.
    fn may_stay_in_part(sql: &str) -> bool {
        sql.contains("; ") || sql.starts_with("ALTER TABLE")
    }

    fn snapshot(&mut self) -> Result<Snapshot, String> {
        Database::snapshot(self)
    }
}
