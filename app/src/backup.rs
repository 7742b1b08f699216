//! A database saved into a file, and brought back from it.
//!
//! SQLite writes a copy of a database that is in use (<https://sqlite.org/lang_vacuum.html#vacuuminto>); for PostgreSQL its
//! own programs do, `pg_dump`, `pg_restore` and `psql`.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use schema_drift::without_password;
use thiserror::Error;

use crate::contents::Contents;
use crate::database::{Database, DatabaseError, Location, indented};
use crate::migrations::{MigrateError, State};

/// Why nothing was saved, or nothing brought back.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The database, or the file, is not as migrations make it.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// There is a file already.
    #[error("{} is there already\nhelp: choose another name; a backup is never overwritten", .0.display())]
    Exists(PathBuf),
    /// There is no such file.
    #[error("there is no backup at {}", .0.display())]
    NoFile(PathBuf),
    /// The file is damaged.
    #[error("{} is damaged, and nothing was changed\n  {}", path.display(), indented(reason))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// There is a database that would be lost.
    #[error(
        "the database holds data already: {0} rows\n\
         help: nothing was changed; `--replace` puts the backup in its place, and what is there now is lost"
    )]
    NotEmpty(usize),
    /// Another program has the file open.
    #[error("another program has {} open\nhelp: end it first; a file that is in use is not replaced", .0.display())]
    InUse(PathBuf),
    /// A program of PostgreSQL's is not there.
    #[error(
        "{0} is not installed, or not found\nhelp: it comes with PostgreSQL's client programs (Debian: `apt install postgresql-client`)"
    )]
    NoProgram(&'static str),
    /// A program of PostgreSQL's failed.
    #[error("{program} failed, and nothing was changed\n  {}", indented(reason))]
    Failed {
        /// The program.
        program: &'static str,
        /// What it says, without the password.
        reason: String,
    },
    /// A file can't be written or read.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

impl From<diesel::result::Error> for BackupError {
    fn from(error: diesel::result::Error) -> Self {
        DatabaseError::from(error).into()
    }
}

/// What a failed operation on this file is.
fn of_file(path: &Path) -> impl Fn(io::Error) -> BackupError {
    move |reason| BackupError::File { path: path.to_owned(), reason }
}

/// The file until it is whole.
fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    path.with_file_name(name)
}

/// Saves a database, which may be in use, into a new file. The file is there only when it is whole.
///
/// # Errors
///
/// If there is a file already, or it can't be written.
pub fn save(location: &Location, file: &Path) -> Result<(), BackupError> {
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let part = unfinished(file);
    if part.exists() {
        fs::remove_file(&part).map_err(of_file(&part))?;
    }
    whole_or_nothing(copy(location, &part), &part, file)
}

fn copy(location: &Location, to: &Path) -> Result<(), BackupError> {
    let mut database = Database::connect(location)?;
    match location {
        Location::Sqlite(_) => Ok(copy_sqlite(&mut database, to)?),
        Location::Postgres(url) => {
            let arguments = ["--format=custom", "--no-owner", "--no-privileges", "--file"].map(OsStr::new);
            run("pg_dump", url, arguments.into_iter().chain([to.as_os_str()]), None).map(drop)
        }
    }
}

/// Gives a finished file its name; what is left of one that could not be finished is of no use to anyone.
fn whole_or_nothing(written: Result<(), BackupError>, part: &Path, file: &Path) -> Result<(), BackupError> {
    let done = written.and_then(|()| fs::rename(part, file).map_err(of_file(file)));
    if done.is_err() {
        let _ = fs::remove_file(part);
    }
    done
}

fn copy_sqlite(database: &mut Database, to: &Path) -> QueryResult<()> {
    let Database::Sqlite(connection) = database else { return Ok(()) };
    diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(to.to_string_lossy()).execute(connection).map(drop)
}

/// Brings a database back from a file, all of it or nothing.
///
/// # Errors
///
/// If the file is damaged or of another program, or there is a database with data that is not to be replaced.
pub fn restore(location: &Location, file: &Path, replace: bool) -> Result<(), BackupError> {
    if !file.is_file() {
        return Err(BackupError::NoFile(file.to_owned()));
    }
    if !replace {
        let rows = row_count(location)?;
        if rows > 0 {
            return Err(BackupError::NotEmpty(rows));
        }
    }
    match location {
        Location::Sqlite(path) => restore_sqlite(path, file),
        Location::Postgres(url) => restore_postgres(url, file),
    }
}

/// How many rows would be lost.
fn row_count(location: &Location) -> Result<usize, BackupError> {
    if matches!(location, Location::Sqlite(path) if !path.exists()) {
        return Ok(0);
    }
    let mut database = Database::connect(location)?;
    if State::of(&mut database)?.applied.is_empty() {
        return Ok(0);
    }
    let counts = Contents::live_counts(&mut database)?;
    Ok(counts.iter().filter_map(|(_, count)| usize::try_from(*count).ok()).sum())
}

/// All is looked at in a copy beside the database, which then takes its place.
fn restore_sqlite(path: &Path, file: &Path) -> Result<(), BackupError> {
    let part = unfinished(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(of_file(folder))?;
    }
    let copied = fs::copy(file, &part).map(drop).map_err(of_file(&part));
    let checked = copied
        .and_then(|()| check_copy(&part, file))
        .and_then(|()| if path.exists() { close_log(path) } else { Ok(()) });
    whole_or_nothing(checked, &part, path)
}

/// Whether a copy of a backup is whole, and as migrations make it.
fn check_copy(part: &Path, file: &Path) -> Result<(), BackupError> {
    let damaged = |error: DatabaseError| BackupError::Damaged { path: file.to_owned(), reason: error.to_string() };
    let mut copy = Database::connect(&Location::Sqlite(part.to_owned())).map_err(damaged)?;
    check_integrity(&mut copy, file)?;
    Ok(State::of(&mut copy)?.check()?)
}

/// See <https://sqlite.org/pragma.html#pragma_integrity_check>.
fn check_integrity(database: &mut Database, file: &Path) -> Result<(), BackupError> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let Database::Sqlite(connection) = database else { return Ok(()) };
    let query = "SELECT integrity_check AS line FROM pragma_integrity_check
                 UNION ALL SELECT 'a row of ' || \"table\" || ' refers to nothing' FROM pragma_foreign_key_check";
    let damaged = |reason: String| BackupError::Damaged { path: file.to_owned(), reason };
    let lines = diesel::sql_query(query).load::<Line>(connection).map_err(|error| damaged(error.to_string()))?;
    let wrong: Vec<String> = lines.into_iter().map(|row| row.line).filter(|line| line != "ok").collect();
    if wrong.is_empty() { Ok(()) } else { Err(damaged(wrong.join("\n"))) }
}

/// Brings everything from the log into the file and removes the log, which only its last user can.
fn close_log(path: &Path) -> Result<(), BackupError> {
    let mut live = Database::connect(&Location::Sqlite(path.to_owned()))?;
    match live.batch_execute("PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT") {
        Err(error) if DatabaseError::is_lock(&error.to_string()) => Err(BackupError::InUse(path.to_owned())),
        result => Ok(result?),
    }
}

/// In one transaction, the schema with all that is in it is dropped and made anew.
fn restore_postgres(url: &str, file: &Path) -> Result<(), BackupError> {
    let script = run(
        "pg_restore",
        "",
        ["--no-owner", "--no-privileges", "--file=-"].map(OsStr::new).into_iter().chain([file.as_os_str()]),
        None,
    )?;
    let mut whole = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n".to_vec();
    // Dumps of newer servers make the schema themselves.
    whole.extend(String::from_utf8_lossy(&script).replace("CREATE SCHEMA public;", "").into_bytes());
    let arguments = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"];
    run("psql", url, arguments.map(OsStr::new).into_iter(), Some(&whole)).map(drop)
}

/// Runs a program of PostgreSQL's. The password goes by its environment, where other users can't see it.
fn run<'a>(
    program: &'static str,
    url: &str,
    arguments: impl Iterator<Item = &'a OsStr>,
    input: Option<&[u8]>,
) -> Result<Vec<u8>, BackupError> {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    if !url.is_empty() {
        let (url, password) = split_password(url);
        command.arg("--dbname").arg(url);
        if let Some(password) = password {
            command.env("PGPASSWORD", password);
        }
    }
    let failed = |reason: &dyn std::fmt::Display| BackupError::Failed {
        program,
        reason: without_password(&reason.to_string(), url),
    };
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => BackupError::NoProgram(program),
        _ => failed(&error),
    })?;
    // It reads all before it says much, so that neither waits for the other.
    let written = match (child.stdin.take(), input) {
        (Some(mut stdin), Some(input)) => stdin.write_all(input),
        _ => Ok(()),
    };
    let output = child.wait_with_output().map_err(|error| failed(&error))?;
    if !output.status.success() {
        return Err(failed(&String::from_utf8_lossy(&output.stderr)));
    }
    written.map_err(|error| failed(&error))?;
    Ok(output.stdout)
}

/// The URL without its password, and the password as it is typed.
fn split_password(url: &str) -> (String, Option<String>) {
    let parts = || {
        let (scheme, rest) = url.split_once("://")?;
        let (user_info, rest) = rest.rsplit_once('@')?;
        let (user, password) = user_info.split_once(':')?;
        Some((format!("{scheme}://{user}@{rest}"), password))
    };
    match parts() {
        Some((url, password)) => (url, Some(unescaped(password))),
        None => (url.to_owned(), None),
    }
}

/// `%2F` as `/`: <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let escaped = after.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        (rest, _) = match escaped.filter(|_| *byte == b'%') {
            Some(escaped) => (&after[2..], bytes.push(escaped)),
            None => (after, bytes.push(*byte)),
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::split_password;

    #[test]
    fn the_password_is_taken_out_of_the_url() {
        for (url, expected, password) in [
            ("postgres://me:s3cret@db/groups", "postgres://me@db/groups", Some("s3cret")),
            ("postgres://me:p%40ss%2Fword%@db", "postgres://me@db", Some("p@ss/word%")),
            ("postgres://me@db/groups", "postgres://me@db/groups", None),
            ("postgres:///groups?host=/tmp", "postgres:///groups?host=/tmp", None),
        ] {
            assert_eq!(split_password(url), (expected.to_owned(), password.map(str::to_owned)));
        }
    }
}
