//! `cargo schema print` beside diesel_cli, which asks a database on which the migrations have been run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::history::History;
use super::{median, time};
use crate::failure::{Failure, Result};
use crate::provision::{self, DieselCli, Postgres, Server};
use crate::{process, workspace};

/// What the generated history is made of.
const TABLES: usize = 500;
const FILES: usize = 400;
/// The changes in each file, besides its new tables.
const CHANGES: usize = 4;

/// How many times as fast it is to be.
const GOAL: f64 = 50.0;

/// Prints how long both take on the application's migrations and on a long history.
pub(super) fn compare(runs: u32) -> Result<()> {
    let server = provision::server(&Postgres)?;
    let diesel_cli = provision::diesel_cli()?;
    process::run(workspace::cargo().args(["build", "--quiet", "--release", "--package", "cargo-schema"]))?;
    let cargo_schema = workspace::target()?.join("release").join("cargo-schema");

    let folder = Folder::new()?;
    let generated = folder.path.join("migrations");
    generate(&generated, History::new(), TABLES)?;
    let database = Database::new(&server, &diesel_cli, &folder)?;

    print_header("", "cargo schema", "diesel_cli");
    let application = workspace::root().join("migrations/postgres");
    for (name, migrations) in [
        ("the application's migrations".to_owned(), &application),
        (format!("{TABLES} tables in {FILES} files"), &generated),
    ] {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let mut printed = None;
        for _ in 0..runs {
            let mut print = folder.command(&cargo_schema);
            print.arg("print").arg("--migrations").arg(migrations);
            let mut own = String::new();
            ours.push(time(|| process::output(&mut print).map(|text| own = text))?);
            let (elapsed, text) = database.migrate_and_print(migrations)?;
            theirs.push(elapsed);
            printed = Some((own, text));
        }
        if printed.is_some_and(|(own, text)| own != text) {
            return Err(Failure::new(format!("{name}: both do not print the same")));
        }
        let (ours, theirs) = (median(ours), median(theirs));
        let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
        let goal = if ratio < GOAL { format!("  (less than {GOAL}×)") } else { String::new() };
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        println!("{name:<44}{:>9.1} ms{:>13.1} ms{ratio:>7.0}×{goal}", milliseconds(ours), milliseconds(theirs));
    }
    Ok(())
}

/// The words above the columns of a table with two sides.
pub(super) fn print_header(what: &str, ours: &str, theirs: &str) {
    println!("{what:<44}{ours:>12}{theirs:>16}");
}

/// Writes a history of this many tables, as Diesel lays migrations out.
pub(super) fn generate(folder: &Path, mut history: History, tables: usize) -> Result<()> {
    let files = FILES.min(tables);
    for file in 0..files {
        let tables = (file + 1) * tables / files - file * tables / files;
        let created: Vec<String> = (0..tables).map(|_| history.create_table()).collect();
        let changed: Vec<String> = (0..CHANGES).map(|_| history.change()).collect();
        let folder = folder.join(format!("{file:05}_generated"));
        let text = [created, changed].concat().join("\n");
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(folder.join("up.sql"), text))
            .map_err(|error| Failure::new(format!("cannot write {}: {error}", folder.display())))?;
    }
    Ok(())
}

/// A temporary folder to run programs in, without any configuration.
struct Folder {
    path: PathBuf,
    _folder: TempDir,
}

impl Folder {
    fn new() -> Result<Self> {
        let failure = |error| Failure::new(format!("cannot create a temporary folder: {error}"));
        let folder = tempfile::Builder::new().prefix("schema-bench-").tempdir().map_err(failure)?;
        let path = folder.path().to_owned();
        fs::write(path.join("diesel.toml"), "").and_then(|()| fs::create_dir(path.join("none"))).map_err(failure)?;
        Ok(Self { path, _folder: folder })
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.path).env_remove("DIESEL_CONFIG_FILE").env_remove("SCHEMA_TOML");
        command
    }
}

/// A database of the measurement's own. Dropped with this value.
struct Database<'a> {
    url: String,
    diesel_cli: &'a DieselCli,
    folder: &'a Folder,
}

impl<'a> Database<'a> {
    fn new(server: &Server, diesel_cli: &'a DieselCli, folder: &'a Folder) -> Result<Self> {
        let url = server.database_url(&format!("schema_bench_{}", std::process::id()))?;
        Ok(Self { url, diesel_cli, folder })
    }

    fn diesel(&self, arguments: &[&str]) -> Result<String> {
        let mut command = self.folder.command(self.diesel_cli.program());
        process::output(command.args(arguments).args(["--database-url", &self.url]))
    }

    /// How long it takes to run migrations and to print what they made, on an empty database; and what is printed.
    fn migrate_and_print(&self, migrations: &Path) -> Result<(Duration, String)> {
        self.diesel(&["database", "reset", "--migration-dir", "none"])?;
        let migrations = migrations.to_string_lossy();
        let mut printed = String::new();
        let elapsed = time(|| {
            self.diesel(&["migration", "run", "--migration-dir", &migrations])?;
            printed = self.diesel(&["print-schema"])?;
            Ok(())
        })?;
        Ok((elapsed, printed))
    }
}

impl Drop for Database<'_> {
    fn drop(&mut self) {
        if let Err(failure) = self.diesel(&["database", "drop"]) {
            eprintln!("warning: {failure}");
        }
    }
}
