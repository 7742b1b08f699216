//! Small pieces of SQL, each applied to PostgreSQL and to the catalog, which must agree on the result and on what is an
//! error.
//!
//! A case is a file in `cases/postgres`, for PostgreSQL 15 or newer. Comment lines in it that stand alone say what is special:
//!
//! - `-- error`: the statement after it, the file's last, must be refused by both. All before it must be accepted.
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
    /// Where the statement begins that must be refused: byte and line.
    error: Option<(usize, u32)>,
}

impl Case {
    fn read(path: &Path) -> Result<Self, Failed> {
        let sql = fs::read_to_string(path)?;
        let marks = |mark: &str| sql.lines().position(|line| line == mark);
        let error = marks("-- error").map(|line| {
            let byte = sql.split_inclusive('\n').take(line).map(str::len).sum();
            (byte, u32::try_from(line).expect("cases are short") + 1)
        });
        let file = format!("cases/postgres/{}", path.file_name().unwrap_or_default().to_string_lossy());
        Ok(Self { file, psql: marks("-- psql").is_some(), error, sql })
    }

    fn run(&self) -> Result<(), Failed> {
        let database = ScratchDatabase::create();
        let accepted = self.error.map_or(self.sql.as_str(), |(byte, _)| &self.sql[..byte]);
        self.apply(&database, accepted).map_err(|error| format!("the database refuses it: {error}"))?;
        let expected = postgres::snapshot(&mut database.connect())?;
        let found = self.replay(accepted).map_err(|error| format!("the catalog refuses it: {error}"))?;
        if let Some(differences) = found.differences(&expected) {
            return Err(Failed::from(format!("the catalog differs from the database:\n{differences}")));
        }
        drop(database);
        self.error.map_or(Ok(()), |(_, line)| self.run_to_error(line))
    }

    /// Both must refuse the whole, and the catalog must say so at the marked statement.
    fn run_to_error(&self, line: u32) -> Result<(), Failed> {
        let database = ScratchDatabase::create();
        if self.apply(&database, &self.sql).is_ok() {
            return Err(Failed::from("the database accepts what is marked as an error"));
        }
        match self.replay(&self.sql) {
            Ok(_) => Err(Failed::from("the catalog accepts what is an error")),
            Err(error) if error.location().is_some_and(|location| location.line >= line) => Ok(()),
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
