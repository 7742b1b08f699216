//! Live databases, by their URLs.

use std::path::Path;

use diesel::{Connection, PgConnection, SqliteConnection};
use schema_catalog::Dialect;
use schema_drift::{Introspect, Schema, without_password};

use crate::failure::{Failure, Result};

/// A kind of database, by its URL.
pub(crate) enum Database<'a> {
    Postgres,
    /// The file.
    Sqlite(&'a str),
    #[cfg(feature = "mysql")]
    Mysql,
}

impl<'a> Database<'a> {
    /// The kind of database that a URL names.
    pub(crate) fn of(url: &'a str) -> Result<Self> {
        match url.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres),
            #[cfg(feature = "mysql")]
            Some(("mysql", _)) => Ok(Self::Mysql),
            #[cfg(not(feature = "mysql"))]
            Some(("mysql", _)) => Err(Failure::Usage(
                "this build of cargo-schema can't connect to MySQL or MariaDB\n\
                 help: install their client library, then cargo-schema with `--features mysql`"
                    .to_owned(),
            )),
            Some(("sqlite", path)) => Self::sqlite(path),
            Some((scheme, _)) => Err(Failure::Usage(format!(
                "no database has a URL that begins with `{scheme}://`\n\
                 help: known: `postgres://`, `mysql://`, `sqlite://`"
            ))),
            None => Self::sqlite(url.strip_prefix("sqlite:").unwrap_or(url)),
        }
    }

    /// A file that is not there would be made by SQLite.
    fn sqlite(path: &'a str) -> Result<Self> {
        if Path::new(path).is_file() {
            return Ok(Self::Sqlite(path));
        }
        Err(Failure::Usage(format!(
            "{path}: there is no such SQLite file\nhelp: a URL begins with `postgres://` or `mysql://`"
        )))
    }

    /// Whose SQL it understands.
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Postgres => Dialect::Postgres,
            Self::Sqlite(_) => Dialect::Sqlite,
            #[cfg(feature = "mysql")]
            Self::Mysql => Dialect::Mariadb,
        }
    }

    /// What it holds.
    pub(crate) fn introspect(&self, url: &str) -> Result<Schema> {
        match self {
            Self::Postgres => read(PgConnection::establish(url), url),
            Self::Sqlite(path) => read(SqliteConnection::establish(path), url),
            #[cfg(feature = "mysql")]
            Self::Mysql => read(diesel::MysqlConnection::establish(url), url),
        }
    }
}

fn read<C: Introspect>(connection: diesel::ConnectionResult<C>, url: &str) -> Result<Schema> {
    let failure = |what: &str, error: &dyn std::fmt::Display| {
        let reason = without_password(error.to_string().trim(), url).replace('\n', "\n  ");
        Failure::Usage(format!("{what}\n  {reason}"))
    };
    let mut connection = connection.map_err(|error| failure("cannot connect to the database", &error))?;
    connection.introspect().map_err(|error| failure("the database cannot be compared", &error))
}
