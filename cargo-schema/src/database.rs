//! Live databases, by their URLs.

use std::fmt::Display;
use std::path::Path;

use diesel::{Connection, PgConnection, RunQueryDsl as _, SqliteConnection, select};
use schema_catalog::Dialect;
use schema_drift::{Introspect, Schema, without_password};

use crate::failure::{Failure, Result};

/// A connection to a database.
pub(crate) struct Database<'a> {
    url: &'a str,
    connection: Connected,
}

enum Connected {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
    #[cfg(feature = "mysql")]
    Mysql(diesel::MysqlConnection),
}

impl<'a> Database<'a> {
    /// Connects to the database that a URL names.
    pub(crate) fn connect(url: &'a str) -> Result<Self> {
        let connection = match url.split_once("://") {
            Some(("postgres" | "postgresql", _)) => PgConnection::establish(url).map(Connected::Postgres),
            #[cfg(feature = "mysql")]
            Some(("mysql", _)) => diesel::MysqlConnection::establish(url).map(Connected::Mysql),
            #[cfg(not(feature = "mysql"))]
            Some(("mysql", _)) => {
                return Err(Failure::Usage(
                    "this build of cargo-schema can't connect to MySQL or MariaDB\n\
                     help: install their client library, then cargo-schema with `--features mysql`"
                        .to_owned(),
                ));
            }
            Some(("sqlite", path)) => sqlite(path)?,
            Some((scheme, _)) => {
                return Err(Failure::Usage(format!(
                    "no database has a URL that begins with `{scheme}://`\n\
                     help: known: `postgres://`, `mysql://`, `sqlite://`"
                )));
            }
            None => sqlite(url.strip_prefix("sqlite:").unwrap_or(url))?,
        };
        let connection = connection.map_err(|error| failure("cannot connect to the database", &error, url))?;
        Ok(Self { url, connection })
    }

    /// Whose SQL it understands, by what it says of itself.
    pub(crate) fn dialect(&mut self) -> Result<Dialect> {
        let said = match &mut self.connection {
            Connected::Postgres(connection) => {
                select(version()).get_result(connection).map(|said: String| postgres(&said))
            }
            Connected::Sqlite(_) => Ok(Dialect::Sqlite),
            #[cfg(feature = "mysql")]
            Connected::Mysql(connection) => select(version()).get_result(connection).map(|said: String| mysql(&said)),
        };
        said.map_err(|error| failure("the database does not say what it is", &error, self.url))
    }

    /// What it holds.
    pub(crate) fn introspect(&mut self) -> Result<Schema> {
        let held = match &mut self.connection {
            Connected::Postgres(connection) => connection.introspect(),
            Connected::Sqlite(connection) => connection.introspect(),
            #[cfg(feature = "mysql")]
            Connected::Mysql(connection) => connection.introspect(),
        };
        held.map_err(|error| failure("the database cannot be compared", &error, self.url))
    }
}

/// A file that is not there would be made by SQLite.
fn sqlite(path: &str) -> Result<diesel::ConnectionResult<Connected>> {
    if Path::new(path).is_file() {
        return Ok(SqliteConnection::establish(path).map(Connected::Sqlite));
    }
    Err(Failure::Usage(format!(
        "{path}: there is no such SQLite file\nhelp: a URL begins with `postgres://` or `mysql://`"
    )))
}

fn failure(what: &str, error: &dyn Display, url: &str) -> Failure {
    let reason = without_password(error.to_string().trim(), url).replace('\n', "\n  ");
    Failure::Usage(format!("{what}\n  {reason}"))
}

diesel::define_sql_function! {
    /// What a server says that it is.
    fn version() -> Text;
}

/// The engine behind PostgreSQL's protocol: `PostgreSQL 15.13 on x86_64…`, `CockroachDB CCL v26.2.0 (x86_64…`.
///
/// <https://www.cockroachlabs.com/docs/stable/functions-and-operators#system-info-functions>
fn postgres(version: &str) -> Dialect {
    if version.starts_with("CockroachDB") { Dialect::Cockroachdb } else { Dialect::Postgres }
}

/// The engine behind MySQL's protocol: `8.4.2`, `10.11.14-MariaDB-0+deb12u2`.
///
/// <https://mariadb.com/kb/en/version/>
#[cfg(any(feature = "mysql", test))]
fn mysql(version: &str) -> Dialect {
    if version.contains("MariaDB") { Dialect::Mariadb } else { Dialect::Mysql }
}

#[cfg(test)]
mod tests {
    use schema_catalog::Dialect;

    use super::{mysql, postgres};

    #[test]
    fn a_server_says_what_it_is() {
        assert_eq!(postgres("PostgreSQL 15.13 (Debian 15.13-0+deb12u1) on x86_64-pc-linux-gnu"), Dialect::Postgres);
        assert_eq!(postgres("CockroachDB CCL v26.2.0 (x86_64-pc-linux-gnu, built 2026/05/04)"), Dialect::Cockroachdb);
        assert_eq!(mysql("10.11.14-MariaDB-0+deb12u2"), Dialect::Mariadb);
        assert_eq!(mysql("8.4.2"), Dialect::Mysql);
    }
}
