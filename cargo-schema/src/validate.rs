//! `cargo schema validate`.

use std::env;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use diesel::{Connection, PgConnection, SqliteConnection};
use schema_catalog::{Dialect, Layout, find_migrations};
use schema_drift::{Introspect, Options, Report, Schema, without_password};

use crate::arguments::{ReportFormat, Validate};
use crate::failure::{Failure, Result};
use crate::migrations;

/// The exit code: 0 if the database is as expected, 1 if it differs.
pub(crate) fn run(options: &Validate, out: &mut dyn Write) -> Result<u8> {
    let report = report(options)?;
    let text = match options.format {
        ReportFormat::Human => Ok(report.to_string()),
        ReportFormat::Json => serde_json::to_string_pretty(&report).map_err(io::Error::from),
    };
    match text.and_then(|text| writeln!(out, "{text}")) {
        // Whoever reads the output may have read enough, and the exit code still tells.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(Failure::output(&error)),
        _ => {}
    }
    Ok(u8::from(!report.is_clean()))
}

fn report(options: &Validate) -> Result<Report> {
    let here = env::current_dir().map_err(|error| Failure::Usage(format!("there is no current folder: {error}")))?;
    let url = options.database_url.clone().or_else(|| env::var("DATABASE_URL").ok()).filter(|url| !url.is_empty());
    let url = url.ok_or_else(|| {
        let help = "help: name it by --database-url, or by the environment variable DATABASE_URL";
        Failure::Usage(format!("no database is named\n{help}"))
    })?;
    let database = Database::of(&url)?;
    let (catalog, folder) = migrations::replayed(options.migrations.as_deref(), Some(database.dialect()), &here)?;
    let expected = Schema::from_catalog(&catalog, versions(database.dialect(), &folder)?);
    let compared = options.ignore.iter().fold(Options::new(), Options::ignore);
    match database {
        Database::Postgres => check(PgConnection::establish(&url), &url, &compared, &expected),
        Database::Sqlite(path) => check(SqliteConnection::establish(path), &url, &compared, &expected),
        #[cfg(feature = "mysql")]
        Database::Mysql => check(diesel::MysqlConnection::establish(&url), &url, &compared, &expected),
    }
}

/// The versions that Diesel notes when it applies the migrations, if they are laid out for it.
fn versions(dialect: Dialect, folder: &Path) -> Result<Option<Vec<String>>> {
    let found = find_migrations(dialect, folder)?;
    let is_diesels = found.iter().all(|migration| migration.layout == Layout::Diesel);
    Ok(is_diesels.then(|| found.into_iter().map(|migration| migration.version).collect()))
}

/// A kind of database, by its URL.
enum Database<'a> {
    Postgres,
    /// The file.
    Sqlite(&'a str),
    #[cfg(feature = "mysql")]
    Mysql,
}

impl<'a> Database<'a> {
    fn of(url: &'a str) -> Result<Self> {
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

    fn dialect(&self) -> Dialect {
        match self {
            Self::Postgres => Dialect::Postgres,
            Self::Sqlite(_) => Dialect::Sqlite,
            #[cfg(feature = "mysql")]
            Self::Mysql => Dialect::Mariadb,
        }
    }
}

fn check<C: Introspect>(
    connection: diesel::ConnectionResult<C>,
    url: &str,
    options: &Options,
    expected: &Schema,
) -> Result<Report> {
    let failure = |what: &str, error: &dyn std::fmt::Display| {
        let reason = without_password(error.to_string().trim(), url).replace('\n', "\n  ");
        Failure::Usage(format!("{what}\n  {reason}"))
    };
    let mut connection = connection.map_err(|error| failure("cannot connect to the database", &error))?;
    options.check(&mut connection, expected).map_err(|error| failure("the database cannot be compared", &error))
}
