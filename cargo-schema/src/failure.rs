//! Why a command did not succeed.

use std::fmt;
use std::io;

/// Why a command did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The migrations or the configuration can't be understood, and it is known where.
    Located(schema_catalog::Error),
    /// The arguments can't be understood, or a database can't be read.
    Usage(String),
    /// The output can't be written.
    Output(io::ErrorKind, String),
}

pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub(crate) fn output(error: &io::Error) -> Self {
        Self::Output(error.kind(), format!("the output can't be written: {error}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Located(error) => error.fmt(f),
            Self::Usage(message) | Self::Output(_, message) => f.write_str(message),
        }
    }
}

impl From<schema_catalog::Error> for Failure {
    fn from(error: schema_catalog::Error) -> Self {
        Self::Located(error)
    }
}
