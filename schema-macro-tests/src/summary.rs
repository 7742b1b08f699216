//! What the tests say of how much they tried, and on what.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::{env, io};

/// Says so many of this were tried on that: on standard output, where no test harness withholds it, and in the file that
/// the environment variable `SCHEMA_TEST_SUMMARY` names, which `cargo xtask test` shows at its end.
///
/// # Panics
///
/// If the file can't be written.
pub fn tell(line: &str) {
    // Who closed our output does not want to read it.
    let _ = writeln!(io::stdout(), "{line}");
    if let Some(file) = env::var_os("SCHEMA_TEST_SUMMARY") {
        let opened = OpenOptions::new().append(true).create(true).open(&file);
        let written = opened.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
        written.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}
