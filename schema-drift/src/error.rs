//! Why a comparison was not made.

use std::fmt;

use crate::schema::Engine;

/// Why a database could not be compared.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The database can't be read.
    Query(diesel::result::Error),
    /// The database is not of the engine that the expected schema is for.
    Engine {
        /// The engine that the expected schema is for.
        expected: Engine,
        /// The engine of the database.
        found: Engine,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Query(error) => write!(f, "the schema of the database can't be read: {error}"),
            Self::Engine { expected, found } => {
                write!(f, "the expected schema is for {expected}, and the database is of {found}")
            }
        }
    }
}

impl std::error::Error for Error {}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        Self::Query(error)
    }
}
