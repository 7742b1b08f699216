//! Small pieces of SQL, each applied to PostgreSQL and to the catalog, which must agree on the result and on what is an
//! error.
//!
//! A case is a file in `cases/postgres`, for PostgreSQL 15 or newer. Comment lines in it that stand alone say what is special:
//!
//! - `-- error`: the statement after it, the file's last, must be refused by both. All before it must be accepted.
//! - `-- refused`: the statement after it is one that the database accepts and the catalog can't judge: it must say so.
//! - `-- psql`: the file needs psql (`COPY … FROM stdin`, backslash lines, statements that no transaction may hold);
//!   others are sent to the server at once, as Diesel sends a migration.
//!
//! `cargo test --test postgres_cases NAME` runs the cases whose names contain NAME.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use libtest_mimic::{Arguments, Failed, Trial};
use schema_catalog::{Catalog, Dialect};
use schema_macro_tests::server::{ScratchDatabase, postgres_server};
use schema_macro_tests::snapshot::{Snapshot, catalog, postgres};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if !arguments.list {
        postgres_server();
    }
    libtest_mimic::run(&arguments, trials()).exit_code()
}

fn trials() -> Vec<Trial> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/postgres");
    let entries = fs::read_dir(&folder).expect("cases/postgres can be read");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    paths.sort();
    assert!(!paths.is_empty(), "there are cases");
    paths.into_iter().map(trial).collect()
}

fn trial(path: PathBuf) -> Trial {
    let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    Trial::test(name, move || Case::read(&path)?.run())
}

struct Case {
    file: String,
    sql: String,
    psql: bool,
    refused: Option<Refused>,
}

/// The statement that must be refused.
#[derive(Clone, Copy)]
struct Refused {
    /// The byte at which it begins.
    start: usize,
    /// The line before it, counted from 1.
    line: u32,
    /// Whether the database must refuse it, too.
    by_database: bool,
}

impl Case {
    fn read(path: &Path) -> Result<Self, Failed> {
        let sql = fs::read_to_string(path)?;
        let line_of = |mark: &str| sql.lines().position(|line| line == mark);
        let (error, refused) = (line_of("-- error"), line_of("-- refused"));
        let refused = error.or(refused).map(|line| Refused {
            start: sql.split_inclusive('\n').take(line).map(str::len).sum(),
            line: u32::try_from(line).expect("cases are short") + 1,
            by_database: error.is_some(),
        });
        let file = format!("cases/postgres/{}", path.file_name().unwrap_or_default().to_string_lossy());
        Ok(Self { file, psql: line_of("-- psql").is_some(), refused, sql })
    }

    fn run(&self) -> Result<(), Failed> {
        let database = ScratchDatabase::create();
        let accepted = self.refused.map_or(self.sql.as_str(), |refused| &self.sql[..refused.start]);
        self.apply(&database, accepted).map_err(|error| format!("the database refuses it: {error}"))?;
        let expected = postgres::snapshot(&mut database.connect())?;
        let found = self.replay(accepted).map_err(|error| format!("the catalog refuses it: {error}"))?;
        if let Some(differences) = found.differences(&expected) {
            return Err(Failed::from(format!("the catalog differs from the database:\n{differences}")));
        }
        drop(database);
        self.refused.map_or(Ok(()), |refused| self.run_to_refusal(refused))
    }

    /// The catalog must refuse the whole, and say so at the marked statement.
    fn run_to_refusal(&self, refused: Refused) -> Result<(), Failed> {
        match self.apply(&ScratchDatabase::create(), &self.sql) {
            Ok(()) if refused.by_database => {
                return Err(Failed::from("the database accepts what is marked as an error"));
            }
            Err(error) if !refused.by_database => {
                return Err(Failed::from(format!("the database refuses what it should accept: {error}")));
            }
            _ => {}
        }
        match self.replay(&self.sql) {
            Ok(_) => Err(Failed::from("the catalog accepts what it must refuse")),
            Err(error) if error.location().is_some_and(|location| location.line >= refused.line) => Ok(()),
            Err(error) => Err(Failed::from(format!("the error is not at the marked statement: {error}"))),
        }
    }

    fn replay(&self, sql: &str) -> Result<Snapshot, schema_catalog::Error> {
        Ok(catalog::snapshot(&Catalog::from_sql(Dialect::Postgres, self.file.as_str(), sql)?))
    }

    fn apply(&self, database: &ScratchDatabase, sql: &str) -> Result<(), String> {
        if self.psql {
            return run_psql(database, sql);
        }
        // PostgreSQL takes an empty query for an error of its own kind.
        if sql.lines().all(|line| line.is_empty() || line.starts_with("--")) {
            return Ok(());
        }
        let mut connection: PgConnection = database.connect();
        connection.batch_execute(sql).map_err(|error| error.to_string())
    }
}

/// Runs SQL by psql, statement by statement, up to the first error.
fn run_psql(database: &ScratchDatabase, sql: &str) -> Result<(), String> {
    use std::io::Write as _;

    let mut psql = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", &database.url()])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("this case needs psql, PostgreSQL's client: {error}"))?;
    // A psql that stops at an error reads no further: what it printed tells more than the broken pipe.
    let _ = psql.stdin.take().map(|mut stdin| stdin.write_all(sql.as_bytes()));
    let output = psql.wait_with_output().map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
