//! Cases for an engine that can't be asked: each has a file `.expected` beside it, with what the catalog must be by the
//! engine's manual.
//!
//! A case says at its head, in a comment, the address of the manual's page. The marks `-- error` and `-- refused` are those
//! of [`crate::cases`]: what is expected then ends with the error. `SCHEMA_TEST_OVERWRITE=1` writes the files; read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use schema_catalog::{Catalog, Dialect};
use similar::TextDiff;

use crate::cases::{paths, refused};
use crate::snapshot::catalog;
use crate::summary;

/// Runs all cases of a folder below `cases`, or those whose names the arguments tell.
#[must_use]
pub fn run(dialect: Dialect, folder: &str, manual: &'static str) -> ExitCode {
    let trial = |path: PathBuf| {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        Trial::test(name, move || check(dialect, &path, manual))
    };
    let arguments = Arguments::from_args();
    let conclusion = libtest_mimic::run(&arguments, paths(folder).into_iter().map(trial).collect());
    if !arguments.list {
        let (agree, count) = (conclusion.num_passed, conclusion.num_passed + conclusion.num_failed);
        summary::tell(&format!("{dialect} by its manual ({manual}): {agree} of {count} cases are as expected"));
    }
    conclusion.exit_code()
}

fn check(dialect: Dialect, path: &Path, manual: &str) -> Result<(), Failed> {
    let sql = fs::read_to_string(path)?;
    let cites = |line: &str| line.starts_with("--") && line.contains(manual);
    if !sql.lines().take_while(|line| line.starts_with("--")).any(cites) {
        return Err(Failed::from(format!("the case does not begin with the page of the manual: -- {manual}…")));
    }
    let found = result(dialect, path, &sql)?;
    let beside = path.with_extension("expected");
    if std::env::var_os("SCHEMA_TEST_OVERWRITE").is_some() {
        return Ok(fs::write(beside, found)?);
    }
    let expected = fs::read_to_string(&beside).map_err(|error| format!("{}: {error}", beside.display()))?;
    if found == expected {
        return Ok(());
    }
    let diff = TextDiff::from_lines(&expected, &found);
    Err(Failed::from(diff.unified_diff().context_radius(4).header("expected", "found").to_string()))
}

/// The catalog after all that is accepted, and the error of the statement that is marked.
fn result(dialect: Dialect, path: &Path, sql: &str) -> Result<String, Failed> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let load = |sql: &str| Catalog::from_sql(dialect, file.as_str(), sql);
    let Some(refused) = refused(sql) else { return Ok(catalog::snapshot(&load(sql)?).to_string()) };
    let before = catalog::snapshot(&load(&sql[..refused.start])?);
    match load(sql) {
        Ok(_) => Err(Failed::from("the catalog accepts what it must refuse")),
        Err(error) if error.location().is_some_and(|location| location.line >= refused.line) => {
            Ok(format!("{before}error: {error}\n"))
        }
        Err(error) => Err(Failed::from(format!("the error is not at the marked statement: {error}"))),
    }
}
