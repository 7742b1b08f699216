//! Compares a live database with the schema that a program expects, and reports every difference.
//!
//! PostgreSQL, SQLite, MariaDB and MySQL, through Diesel: each connection has a feature of its own, `postgres`, `sqlite`
//! and `mysql`. The expected schema is a [`Schema`], plain data that can be a constant of the program. With the feature
//! `catalog` it can also be made from migrations.
//!
//! ```
//! # #[cfg(feature = "sqlite")] {
//! use diesel::connection::SimpleConnection;
//! use diesel::{Connection, SqliteConnection};
//! use schema_drift::Introspect;
//!
//! // What is expected: here it is read from a database that is as it should be.
//! let mut good = SqliteConnection::establish(":memory:")?;
//! good.batch_execute("CREATE TABLE members (id INTEGER PRIMARY KEY, phone TEXT NOT NULL UNIQUE)")?;
//! let expected = good.introspect()?;
//!
//! let mut live = SqliteConnection::establish(":memory:")?;
//! live.batch_execute("CREATE TABLE members (id INTEGER PRIMARY KEY, phone TEXT)")?;
//! let report = schema_drift::check(&mut live, &expected)?;
//! assert_eq!(
//!     report.to_string(),
//!     "the database differs from what is expected in 2 places:\n  \
//!        members.phone: expected NOT NULL, found NULL allowed\n  \
//!        members: expected UNIQUE (phone), found none\n\
//!      help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; \
//!      undo the change, or write a migration that makes it so"
//! );
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A connection that may be one of several is compared with the schema for the one that it is:
//!
//! ```
//! # #[cfg(all(feature = "postgres", feature = "sqlite"))] mod example {
//! # use schema_drift::{Error, Report, Schema};
//! #[derive(diesel::MultiConnection)]
//! pub enum AnyConnection {
//!     Postgres(diesel::PgConnection),
//!     Sqlite(diesel::SqliteConnection),
//! }
//!
//! pub fn check(live: &mut AnyConnection, postgres: &Schema, sqlite: &Schema) -> Result<Report, Error> {
//!     match live {
//!         AnyConnection::Postgres(live) => schema_drift::check(live, postgres),
//!         AnyConnection::Sqlite(live) => schema_drift::check(live, sqlite),
//!     }
//! }
//! # }
//! ```
//!
//! # What is compared
//!
//! Tables and views and their kind; columns with type, nullability, default, identity or generation, and their order;
//! primary keys, foreign keys with their rules, unique constraints and unique indexes, checks, exclusion constraints;
//! enums with their labels; the migrations that Diesel has noted as applied; and triggers by name, where the expected
//! schema knows them.
//!
//! An engine rewrites expressions. Of defaults, checks and predicates a difference is reported where it is certain:
//! constants, calls without arguments, and comparisons joined by `AND` are understood; of others only that they are there.
//! Where both sides are as the same engine keeps them (two introspected databases, and SQLite always), every other text is
//! a difference.
//!
//! Not compared: indexes that are not unique, sequences, domains and composite types, comments, collations, privileges,
//! the queries of views and the bodies of triggers and routines.

#[cfg(feature = "catalog")]
mod catalog;
mod compare;
mod error;
mod expression;
mod harmless;
mod introspect;
mod options;
mod password;
mod report;
mod schema;

pub use error::Error;
pub use introspect::Introspect;
pub use options::Options;
pub use password::without_password;
pub use report::{Difference, Kind, Report};
pub use schema::{
    Check, Column, Engine, Enum, ForeignKey, Generated, List, PrimaryKey, Rule, Schema, Table, TableKind, Text,
    UNKNOWN, Unique, Wording,
};

/// Every difference of a live database from what is expected, by the default [`Options`].
///
/// # Errors
///
/// If the database can't be read, or is not of the engine that the schema is for.
pub fn check(connection: &mut impl Introspect, expected: &Schema) -> Result<Report, Error> {
    Options::new().check(connection, expected)
}

impl Options {
    /// Every difference of a live database from what is expected.
    ///
    /// # Errors
    ///
    /// If the database can't be read, or is not of the engine that the schema is for.
    pub fn check(&self, connection: &mut impl Introspect, expected: &Schema) -> Result<Report, Error> {
        let found = connection.introspect()?;
        if found.engine != expected.engine {
            return Err(Error::Engine { expected: expected.engine, found: found.engine });
        }
        Ok(self.compare(expected, &found))
    }
}
