//! Small pieces of SQL, each applied to a database and to the catalog, which must agree on the result and on what is an
//! error.
//!
//! A case is a file. Comment lines in it that stand alone say what is special:
//!
//! - `-- error`: the statement after it, the file's last, must be refused by both. All before it must be accepted.
//! - `-- refused`: the statement after it is one that the database accepts and the catalog can't judge: it must say so.
//! - `-- client`: the file needs the engine's own client (`psql`: `COPY … FROM stdin`, backslash lines, statements that no
//!   transaction may hold; `mariadb`: `DELIMITER` lines); others are sent to the server at once, as Diesel sends a
//!   migration.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};
use schema_catalog::{Catalog, Dialect};

use crate::snapshot::{Snapshot, catalog};
use crate::summary;

/// A database of a case's own.
pub trait Database {
    /// The engine whose SQL it understands.
    const DIALECT: Dialect;

    /// An empty database.
    ///
    /// # Panics
    ///
    /// If there is none to be had: a test that needs a database must never pass without one.
    fn create() -> Self;

    /// The engine and its version.
    ///
    /// # Errors
    ///
    /// If the database can't be asked.
    fn version(&self) -> Result<String, String>;

    /// The text of a case for this database alone: what several databases share must have other names in each.
    fn own(&self, sql: &str) -> String {
        sql.to_owned()
    }

    /// Runs SQL as Diesel runs a migration.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    fn run(&self, sql: &str) -> Result<(), String>;

    /// Runs SQL by the engine's own client, statement by statement, up to the first error.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    fn run_by_client(&self, sql: &str) -> Result<(), String>;

    /// What there is now.
    ///
    /// # Errors
    ///
    /// If the database can't be read.
    fn snapshot(&self) -> Result<Snapshot, String>;
}

/// Runs all cases of a folder below `cases`, or those whose names the arguments tell.
#[must_use]
pub fn run<D: Database + 'static>(folder: &str) -> ExitCode {
    let arguments = Arguments::from_args();
    let trials: Vec<Trial> = paths(folder).into_iter().map(trial::<D>).collect();
    let version = if arguments.list { String::new() } else { D::create().version().unwrap_or_else(|error| error) };
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !arguments.list {
        let (agree, count) = (conclusion.num_passed, conclusion.num_passed + conclusion.num_failed);
        summary::tell(&format!("{version}: {agree} of {count} cases agree"));
    }
    conclusion.exit_code()
}

/// The files of a folder below `cases`.
///
/// # Panics
///
/// If there are none.
#[must_use]
pub fn paths(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(folder);
    let entries = fs::read_dir(&folder).expect("the folder of cases can be read");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    paths.sort();
    assert!(!paths.is_empty(), "there are cases in {}", folder.display());
    paths
}

fn trial<D: Database + 'static>(path: PathBuf) -> Trial {
    let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    Trial::test(name, move || Case::read(&path)?.run::<D>())
}

struct Case {
    file: String,
    sql: String,
    client: bool,
    refused: Option<Refused>,
}

/// The statement that must be refused.
#[derive(Clone, Copy)]
pub(crate) struct Refused {
    /// The byte at which it begins.
    pub(crate) start: usize,
    /// The line before it, counted from 1.
    pub(crate) line: u32,
    /// Whether the database must refuse it, too.
    by_database: bool,
}

impl Case {
    fn read(path: &Path) -> Result<Self, Failed> {
        let sql = fs::read_to_string(path)?;
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let client = sql.lines().any(|line| line == "-- client");
        Ok(Self { file, client, refused: refused(&sql), sql })
    }

    fn run<D: Database>(&self) -> Result<(), Failed> {
        let database = D::create();
        let sql = database.own(&self.sql);
        let accepted = refused(&sql).map_or(sql.as_str(), |refused| &sql[..refused.start]);
        self.apply(&database, accepted).map_err(|error| format!("the database refuses it: {error}"))?;
        let expected = database.snapshot()?;
        let found = self.replay::<D>(accepted).map_err(|error| format!("the catalog refuses it: {error}"))?;
        if let Some(differences) = found.differences(&expected) {
            return Err(Failed::from(format!("the catalog differs from the database:\n{differences}")));
        }
        drop(database);
        self.refused.map_or(Ok(()), |refused| self.run_to_refusal::<D>(refused))
    }

    /// The catalog must refuse the whole, and say so at the marked statement.
    fn run_to_refusal<D: Database>(&self, refused: Refused) -> Result<(), Failed> {
        let database = D::create();
        let sql = database.own(&self.sql);
        match self.apply(&database, &sql) {
            Ok(()) if refused.by_database => {
                return Err(Failed::from("the database accepts what is marked as an error"));
            }
            Err(error) if !refused.by_database => {
                return Err(Failed::from(format!("the database refuses what it should accept: {error}")));
            }
            _ => {}
        }
        match self.replay::<D>(&sql) {
            Ok(_) => Err(Failed::from("the catalog accepts what it must refuse")),
            Err(error) if error.location().is_some_and(|location| location.line >= refused.line) => Ok(()),
            Err(error) => Err(Failed::from(format!("the error is not at the marked statement: {error}"))),
        }
    }

    fn replay<D: Database>(&self, sql: &str) -> Result<Snapshot, schema_catalog::Error> {
        Ok(catalog::snapshot(&Catalog::from_sql(D::DIALECT, self.file.as_str(), sql)?))
    }

    fn apply(&self, database: &impl Database, sql: &str) -> Result<(), String> {
        // An engine may take an empty query for an error of its own kind.
        if sql.lines().all(|line| line.is_empty() || line.starts_with("--")) {
            return Ok(());
        }
        if self.client { database.run_by_client(sql) } else { database.run(sql) }
    }
}

/// What of a case's text is accepted.
#[must_use]
pub fn accepted(sql: &str) -> String {
    refused(sql).map_or(sql, |refused| &sql[..refused.start]).to_owned()
}

pub(crate) fn refused(sql: &str) -> Option<Refused> {
    let line_of = |mark: &str| sql.lines().position(|line| line == mark);
    let (error, refused) = (line_of("-- error"), line_of("-- refused"));
    error.or(refused).map(|line| Refused {
        start: sql.split_inclusive('\n').take(line).map(str::len).sum(),
        line: u32::try_from(line).expect("cases are short") + 1,
        by_database: error.is_some(),
    })
}

/// Feeds SQL to a client program, which must stop at the first error.
///
/// # Errors
///
/// What the client prints when it fails.
pub fn feed(client: &mut Command, sql: &str) -> Result<(), String> {
    use std::io::Write as _;

    let name = client.get_program().to_string_lossy().into_owned();
    let mut child = client
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("this case needs the client `{name}`: {error}"))?;
    // A client that stops at an error reads no further: what it printed tells more than the broken pipe.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(sql.as_bytes()));
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
