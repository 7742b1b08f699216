//! A database saved into a file, and brought back from it.
//!
//! SQLite writes a copy of a database that is in use (<https://sqlite.org/lang_vacuum.html#vacuuminto>); for PostgreSQL its
//! own programs do, `pg_dump`, `pg_restore` and `psql`.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use schema_drift::{Engine, TableKind, without_password};
use thiserror::Error;

use crate::contents::Contents;
use crate::database::{Database, DatabaseError, Location, indented};
use crate::migrations::{MigrateError, State, embedded, position};

/// Where Diesel notes which migrations are applied.
const MIGRATIONS: &str = "__diesel_schema_migrations";

/// Why nothing was saved, or nothing brought back.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The database can't be read.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// What was saved is not as migrations make it.
    #[error("{} can't be used by this program, and nothing was changed\n  {}", path.display(), indented(&reason.to_string()))]
    Unfit {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: MigrateError,
    },
    /// What was saved is of another program.
    #[error("{} is no backup of this program's, and nothing was changed", .0.display())]
    Foreign(PathBuf),
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
        "the database holds data already: {} {}\n\
         help: nothing was changed; `--replace` puts the backup in its place, and what is there now is lost",
        .0, if *.0 == 1 { "row" } else { "rows" }
    )]
    NotEmpty(i64),
    /// There are tables of someone else, or of a migration that was applied by half.
    #[error(
        "the database holds tables already that are not as migrations make them: {}\n\
         help: nothing was changed; name an empty database; or `--replace` puts the backup in the place of all that is \
         there now, which is lost",
        .0.join(", ")
    )]
    Tables(Vec<String>),
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
    /// A file can't be read.
    #[error("{} can't be read, and nothing was changed\n  {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// A file can't be written.
    #[error("{} can't be written, and nothing of it is left\n  {}", path.display(), indented(reason))]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says, or SQLite.
        reason: String,
    },
}

impl From<diesel::result::Error> for BackupError {
    fn from(error: diesel::result::Error) -> Self {
        DatabaseError::from(error).into()
    }
}

/// Why this file was not written.
fn unwritable<E: ToString>(path: &Path) -> impl Fn(E) -> BackupError {
    move |reason| BackupError::Unwritable { path: path.to_owned(), reason: reason.to_string() }
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
        fs::remove_file(&part).map_err(unwritable(&part))?;
    }
    whole_or_nothing(copy(location, &part, file), &part, file)
}

/// Writes into the file `to`, which is to become `file`.
fn copy(location: &Location, to: &Path, file: &Path) -> Result<(), BackupError> {
    let mut database = Database::connect(location)?;
    match location {
        Location::Sqlite(_) => copy_sqlite(&mut database, to, file),
        Location::Postgres(url) => {
            let arguments = ["--format=custom", "--no-owner", "--no-privileges", "--file"].map(OsStr::new);
            run("pg_dump", url, arguments.into_iter().chain([to.as_os_str()]), None).map(drop)
        }
    }
}

/// Gives a finished file its name, when the disk has all of it; what is left of one that could not be finished is of no
/// use to anyone.
fn whole_or_nothing(written: Result<(), BackupError>, part: &Path, file: &Path) -> Result<(), BackupError> {
    let named = || File::open(part)?.sync_all().and_then(|()| fs::rename(part, file));
    let done = written.and_then(|()| named().map_err(unwritable(file)));
    if done.is_err() {
        let _ = fs::remove_file(part);
    }
    done
}

fn copy_sqlite(database: &mut Database, to: &Path, file: &Path) -> Result<(), BackupError> {
    let Database::Sqlite(connection) = database else { return Ok(()) };
    let copied = diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(to.to_string_lossy()).execute(connection);
    match copied.map_err(DatabaseError::from) {
        Err(DatabaseError::Query(error)) => Err(unwritable(file)(error)),
        result => Ok(result.map(drop)?),
    }
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
        check_empty(location)?;
    }
    match location {
        Location::Sqlite(path) => restore_sqlite(path, file),
        Location::Postgres(url) => restore_postgres(url, file),
    }
}

/// Whether nothing would be lost: however far it is migrated, the database has no rows but those of the migrations.
fn check_empty(location: &Location) -> Result<(), BackupError> {
    if matches!(location, Location::Sqlite(path) if !path.exists()) {
        return Ok(());
    }
    let mut database = Database::connect(location)?;
    let state = State::of(&mut database)?;
    let tables = state.live.tables.iter().filter(|table| table.kind == TableKind::Table && table.schema.is_none());
    let names: Vec<&str> = tables.map(|table| table.name.as_ref()).filter(|name| *name != MIGRATIONS).collect();
    let mut rows = 0;
    for name in names.iter().filter(|name| !Contents::FILLED.contains(name)) {
        rows += row_count(&mut database, name)?;
    }
    if rows > 0 {
        return Err(BackupError::NotEmpty(rows));
    }
    match state.check() {
        Err(_) if !names.is_empty() => Err(BackupError::Tables(names.into_iter().map(str::to_owned).collect())),
        _ => Ok(()),
    }
}

/// How many rows a table has, whosever it is.
fn row_count(database: &mut Database, table: &str) -> QueryResult<i64> {
    #[derive(QueryableByName)]
    struct Rows {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    let query = format!("SELECT count(*) AS count FROM \"{}\"", table.replace('"', "\"\""));
    diesel::sql_query(query).get_result::<Rows>(database).map(|rows| rows.count)
}

/// All is looked at in a copy beside the database, which then takes its place.
fn restore_sqlite(path: &Path, file: &Path) -> Result<(), BackupError> {
    let part = unfinished(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(unwritable(folder))?;
    }
    let mut saved = File::open(file).map_err(|reason| BackupError::Unreadable { path: file.to_owned(), reason })?;
    let copied = File::create(&part).and_then(|mut part| io::copy(&mut saved, &mut part));
    let copied = copied.map(drop).map_err(unwritable(path));
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
    let unfit = |reason| BackupError::Unfit { path: file.to_owned(), reason };
    State::of(&mut copy).and_then(|state| state.check()).map_err(unfit)
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
    check_versions(&script, file)?;
    let mut whole = b"DROP SCHEMA public CASCADE;\n".to_vec();
    // Some dumps make the schema themselves, before anything else.
    let first = script.split(|byte| *byte == b'\n').find(|line| line.starts_with(b"CREATE "));
    if first != Some(b"CREATE SCHEMA public;") {
        whole.extend(b"CREATE SCHEMA public;\n");
    }
    whole.extend(script);
    let arguments = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"];
    run("psql", url, arguments.map(OsStr::new).into_iter(), Some(&whole)).map(drop)
}

/// Whether what was saved has migrations that this program knows, or no table at all.
fn check_versions(script: &[u8], file: &Path) -> Result<(), BackupError> {
    let has_tables = script.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"CREATE TABLE "));
    if !has_tables {
        return Ok(());
    }
    let table = format!("--table={MIGRATIONS}");
    let arguments = ["--data-only", "--schema=public", &table, "--file=-"].map(OsStr::new);
    let noted = run("pg_restore", "", arguments.into_iter().chain([file.as_os_str()]), None)?;
    let noted = String::from_utf8_lossy(&noted);
    let rows = noted.lines().skip_while(|line| !line.starts_with("COPY ")).skip(1).take_while(|line| *line != "\\.");
    let versions: Vec<String> = rows.filter_map(|row| row.split('\t').next()).map(str::to_owned).collect();
    if versions.is_empty() {
        return Err(BackupError::Foreign(file.to_owned()));
    }
    let unfit = |reason| BackupError::Unfit { path: file.to_owned(), reason };
    position(&embedded(Engine::Postgres), &versions).map(drop).map_err(unfit)
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

/// The URL without its password, which is before the host or a parameter, and the password as it is typed.
fn split_password(url: &str) -> (String, Option<String>) {
    if let Some((server, parameters)) = url.split_once('?')
        && let (passwords, others) = parameters.split('&').partition::<Vec<_>, _>(|it| it.starts_with(PARAMETER))
        && let Some(password) = passwords.last().and_then(|it| it.strip_prefix(PARAMETER))
    {
        return (format!("{server}?{}", others.join("&")), Some(unescaped(password)));
    }
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

/// The parameter of a URL with a password.
const PARAMETER: &str = "password=";

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
            ("postgres://me@db/groups?password=s3%3Fret", "postgres://me@db/groups?", Some("s3?ret")),
            ("postgres://db?user=me&password=s3cret&port=1", "postgres://db?user=me&port=1", Some("s3cret")),
            ("postgres:///groups?host=/tmp", "postgres:///groups?host=/tmp", None),
        ] {
            assert_eq!(split_password(url), (expected.to_owned(), password.map(str::to_owned)));
        }
    }
}
