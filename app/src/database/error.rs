//! Why there is no connection, or why it does not do what it should.

use std::fmt;
use std::io;
use std::path::PathBuf;

use schema_drift::without_password;
use thiserror::Error;

use super::Location;

/// Why a database can't be used. Displayed, it says what to do about it.
#[derive(Debug, Error)]
pub enum DatabaseError {
    /// A URL of no known kind.
    #[error(
        "`{0}` names no database\n\
         help: write `sqlite://path/to/file`, or `postgres://user:password@host/database`"
    )]
    UnknownUrl(String),
    /// Neither a URL nor a folder for data.
    #[error("there is no folder for data\nhelp: set DATABASE_URL, or APP_DATA_FOLDER to a folder")]
    NoDataFolder,
    /// The file is not there.
    #[error("there is no database at {}\nhelp: `app migrate up` makes it, `app demo` shows one with data", .0.display())]
    NoFile(PathBuf),
    /// The folder for the file can't be made.
    #[error("cannot make the folder {}\n  {reason}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// The file is of another kind.
    #[error("{} is no SQLite database\nhelp: DATABASE_URL names another file, or a backup is to be restored", .0.display())]
    NotADatabase(PathBuf),
    /// Someone else writes, and did not end in time.
    #[error(
        "the database is locked: another program has been writing for longer than {} s\n\
         help: end that program, or wait for it, and try again",
        super::BUSY_SECONDS
    )]
    Locked,
    /// No connection.
    #[error("cannot connect to {location}\n  {}{}", indented(reason), help(reason))]
    CannotConnect {
        /// Where to.
        location: Location,
        /// What the engine says, without the password.
        reason: String,
    },
    /// A statement failed.
    #[error("the database refused\n  {}", indented(&.0.to_string()))]
    Query(diesel::result::Error),
}

impl DatabaseError {
    /// Whether the engine says that another one writes: SQLite's own words for `SQLITE_BUSY`
    /// (<https://sqlite.org/rescode.html#busy>), for which Diesel has no kind.
    pub(crate) fn is_lock(reason: &str) -> bool {
        reason.contains("database is locked") || reason.contains("database table is locked")
    }

    /// Why there is no connection to this place.
    pub(super) fn connecting(location: &Location, error: &dyn fmt::Display) -> Self {
        let reason = without_password(&error.to_string(), &location.url());
        match location {
            Location::Sqlite(path) if reason.contains("not a database") => Self::NotADatabase(path.clone()),
            _ if Self::is_lock(&reason) => Self::Locked,
            _ => Self::CannotConnect { location: location.clone(), reason },
        }
    }
}

impl From<diesel::result::Error> for DatabaseError {
    fn from(error: diesel::result::Error) -> Self {
        if Self::is_lock(&error.to_string()) { Self::Locked } else { Self::Query(error) }
    }
}

/// A message of an engine, whose further lines begin with a tab, below one of ours.
pub(crate) fn indented(reason: &str) -> String {
    reason.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n  ")
}

/// What to do, where the reason is a common one. libpq gives no code for it, and in other languages than English there
/// is no help.
fn help(reason: &str) -> String {
    let known = [
        ("password authentication failed", "the password or the user in DATABASE_URL is wrong"),
        ("no password supplied", "write the password in DATABASE_URL: `postgres://user:password@host/database`"),
        ("does not exist", "make it with `createdb`, or correct the name in DATABASE_URL"),
        ("Connection refused", "no server listens there: start it, or correct host and port in DATABASE_URL"),
        ("could not translate host name", "correct the host in DATABASE_URL"),
        ("unable to open database file", "the file or its folder can't be opened by this user"),
    ];
    known.iter().find(|(part, _)| reason.contains(part)).map(|(_, help)| format!("\nhelp: {help}")).unwrap_or_default()
}
