//! One connection, to a PostgreSQL server or to an embedded SQLite database.
#![expect(missing_docs, reason = "what the derive adds says nothing of itself")]

mod error;
mod location;
mod scratch;

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::deserialize::{self, FromSql};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Numeric;
use diesel::{Connection, MultiConnection, PgConnection, SqliteConnection};
use schema_drift::{Engine, Introspect, Schema};

use crate::decimal::{Decimal, Exact, Units};

pub use error::DatabaseError;
pub(crate) use error::indented;
pub use location::{DATA_FOLDER, DATABASE_URL, Location};
pub use scratch::Scratch;

/// How long to wait for another writer to end.
pub(crate) const BUSY_SECONDS: u32 = 5;

/// A connection to a database of either engine.
#[derive(MultiConnection)]
pub enum Database {
    /// To a PostgreSQL server.
    Postgres(PgConnection),
    /// To a file, or to memory.
    Sqlite(SqliteConnection),
}

impl Database {
    /// Connects to a database that is there.
    ///
    /// # Errors
    ///
    /// If it isn't, or can't be used.
    pub fn connect(location: &Location) -> Result<Self, DatabaseError> {
        match location {
            Location::Postgres(_) => Self::establish_at(location),
            Location::Sqlite(path) if path.is_file() => Self::establish_at(location),
            Location::Sqlite(path) => Err(DatabaseError::NoFile(path.clone())),
        }
    }

    /// Connects, and makes SQLite's file and its folder where there are none.
    ///
    /// # Errors
    ///
    /// If that can't be, or the database can't be used.
    pub fn connect_or_create(location: &Location) -> Result<Self, DatabaseError> {
        if let Location::Sqlite(path) = location
            && let Some(folder) = path.parent()
        {
            let failed = |reason| DatabaseError::Folder { path: folder.to_owned(), reason };
            fs::create_dir_all(folder).map_err(failed)?;
        }
        Self::establish_at(location)
    }

    /// A database in memory, which ends with the connection.
    ///
    /// # Errors
    ///
    /// If there is no memory.
    pub fn in_memory() -> Result<Self, DatabaseError> {
        sqlite(Path::new(":memory:")).map(Self::Sqlite)
    }

    fn establish_at(location: &Location) -> Result<Self, DatabaseError> {
        match location {
            Location::Postgres(url) => {
                let failed = |error: &dyn std::fmt::Display| DatabaseError::connecting(location, error);
                let mut connection = PgConnection::establish(url).map_err(|error| failed(&error))?;
                // What CURRENT_TIMESTAMP is without a time zone; SQLite's is always UTC.
                connection.batch_execute("SET TIME ZONE 'UTC'").map_err(|error| failed(&error))?;
                Ok(Self::Postgres(connection))
            }
            Location::Sqlite(path) => sqlite(path).map(Self::Sqlite),
        }
    }

    /// The engine that it is of.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self {
            Self::Postgres(_) => Engine::Postgres,
            Self::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// Does work in a transaction that may read before it writes.
    ///
    /// SQLite is asked for its one lock at once: of two who have read and then would write, one would be refused. See
    /// <https://sqlite.org/lang_transaction.html#deferred_immediate_and_exclusive_transactions>. And SQLite has no queue
    /// for that lock, but tries again and again: within a program there is one.
    ///
    /// # Errors
    ///
    /// Those of the work, which is undone, and of the transaction.
    pub fn write<T, E: From<diesel::result::Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        type Manager = <Database as Connection>::TransactionManager;
        static ONE_WRITER: Mutex<()> = Mutex::new(());
        let depth = Manager::transaction_manager_status_mut(self).transaction_depth()?;
        let _turn = (self.engine() == Engine::Sqlite && depth.is_none())
            .then(|| ONE_WRITER.lock().unwrap_or_else(PoisonError::into_inner));
        match self {
            // Within another one, whose lock it has.
            _ if depth.is_some() => Manager::begin_transaction(self)?,
            Self::Postgres(connection) => AnsiTransactionManager::begin_transaction(connection)?,
            Self::Sqlite(connection) => AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")?,
        }
        match work(self) {
            Ok(value) => {
                Manager::commit_transaction(self)?;
                Ok(value)
            }
            Err(error) => {
                Manager::rollback_transaction(self)?;
                Err(error)
            }
        }
    }

    /// What the database holds.
    ///
    /// # Errors
    ///
    /// If it can't be read.
    pub fn introspect(&mut self) -> Result<Schema, schema_drift::Error> {
        match self {
            Self::Postgres(connection) => connection.introspect(),
            Self::Sqlite(connection) => connection.introspect(),
        }
    }
}

/// Foreign keys are enforced only where that is asked for. With a write-ahead log readers don't wait for a writer:
/// <https://sqlite.org/wal.html>.
fn sqlite(path: &Path) -> Result<SqliteConnection, DatabaseError> {
    let location = Location::Sqlite(path.to_owned());
    let failed = |error: &dyn std::fmt::Display| DatabaseError::connecting(&location, error);
    let mut connection = SqliteConnection::establish(&path.to_string_lossy()).map_err(|error| failed(&error))?;
    let pragmas = format!(
        "PRAGMA busy_timeout = {};
         PRAGMA foreign_keys = ON;
         PRAGMA journal_mode = WAL;",
        BUSY_SECONDS * 1000
    );
    connection.batch_execute(&pragmas).map_err(|error| failed(&error))?;
    Ok(connection)
}

/// The tables are declared as PostgreSQL has them, with `Numeric`; each engine reads it as its own type of [`Exact`].
impl<const PRECISION: u32, const SCALE: u32> FromSql<Numeric, MultiBackend> for Decimal<PRECISION, SCALE> {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Exact>()
    }
}

impl<const PRECISION: u32, const SCALE: u32> ToSql<Numeric, MultiBackend> for Decimal<PRECISION, SCALE> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Exact, self));
        Ok(IsNull::No)
    }
}

impl ToSql<Numeric, MultiBackend> for Units {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Exact, self));
        Ok(IsNull::No)
    }
}
