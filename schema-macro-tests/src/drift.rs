//! The form of the cases that show what `schema-drift` reports of a changed database.
//!
//! A file of `cases/drift` begins with the SQL of the expected database. Then come the changes that someone makes by hand,
//! each below a line `-- case: …`, with the whole report in lines that begin with `-->`.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use similar::TextDiff;

/// The environment variable that has the reports written instead of compared. Read them before they are committed.
const OVERWRITE: &str = "SCHEMA_TEST_OVERWRITE";

/// Runs the cases of a file in `cases/drift`: `report` is given the SQL of the expected database and that of the change,
/// and returns the report.
///
/// # Panics
///
/// If a report is not the one in the file.
pub fn run(file: &str, mut report: impl FnMut(&str, &str) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/drift").join(file);
    let committed = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut parts = committed.split("\n-- case: ");
    let base = parts.next().unwrap_or_default();
    let mut out = base.to_owned();
    for case in parts {
        let (name, rest) = case.split_once('\n').unwrap_or((case, ""));
        let change: String =
            rest.lines().filter(|line| !line.starts_with("-->")).fold(String::new(), |sql, line| sql + line + "\n");
        let change = change.trim();
        let _ = write!(out, "\n-- case: {name}\n{change}\n");
        for line in report(base, change).lines() {
            let _ = writeln!(out, "--> {line}");
        }
    }
    if env::var_os(OVERWRITE).is_some() {
        fs::write(&path, &out).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    } else if out != committed {
        let diff = TextDiff::from_lines(&committed, &out);
        let diff = diff.unified_diff().context_radius(6).header("the file", "the reports").to_string();
        panic!("{file}: the reports are not those of the file; {OVERWRITE}=1 writes them:\n{diff}");
    }
}
