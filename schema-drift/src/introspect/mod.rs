//! What a live database holds, read from the engine's system catalogs: one module for each engine.

#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

use crate::error::Error;
use crate::schema::Schema;

/// A connection to a database whose schema can be read.
pub trait Introspect {
    /// Everything in the database that is not the engine's own or an extension's.
    ///
    /// The database and the connection's session stay as they are.
    ///
    /// # Errors
    ///
    /// If the database can't be read.
    fn introspect(&mut self) -> Result<Schema, Error>;
}
