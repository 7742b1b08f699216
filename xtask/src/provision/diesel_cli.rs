//! diesel_cli, which `cargo schema print` is compared with.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::process;

use super::client_libraries;
use super::crates_io::Program;

/// The environment variable with the program's path: read here, and set for the tests.
const VARIABLE: &str = "DIESEL_CLI";

/// The version whose output is compared.
const VERSION: &str = "2.3";

const PROGRAM: Program<'_> = Program { package: "diesel_cli", version: VERSION, name: "diesel", arguments: &[] };

/// A diesel_cli that the tests can use.
pub(crate) struct DieselCli {
    program: PathBuf,
}

impl DieselCli {
    /// Where it is, or its name if it is on the path.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// Tells a program where it is.
    pub(crate) fn describe_to(&self, command: &mut Command) {
        command.env(VARIABLE, &self.program);
    }
}

/// The program that the environment names, else the one on the path, else the one built before, else one that is built.
pub(crate) fn diesel_cli() -> Result<DieselCli> {
    if let Some(named) = env::var_os(VARIABLE).filter(|name| !name.is_empty()) {
        let program = absolute(PathBuf::from(named));
        check(&program).map_err(|failure| failure.within(&format!("{VARIABLE} is set, but cannot be used")))?;
        eprintln!("diesel_cli: using the program that {VARIABLE} names");
        return Ok(DieselCli { program });
    }
    if let Some(program) = PROGRAM.find(check)? {
        return Ok(DieselCli { program });
    }
    let program = build().map_err(|failure| {
        failure.within(&format!(
            "diesel_cli cannot be built; install it (`cargo install diesel_cli --version ~{VERSION} \
             --no-default-features --features postgres,mysql,sqlite`), or set {VARIABLE} to the program"
        ))
    })?;
    check(&program)?;
    Ok(DieselCli { program })
}

/// A path that means the same in every folder; a name without one is looked for on the path anyway.
fn absolute(program: PathBuf) -> PathBuf {
    if program.components().count() < 2 { program } else { std::path::absolute(&program).unwrap_or(program) }
}

/// Builds it with the client libraries that are installed or can be. PostgreSQL's takes a minute to build, so it is only
/// where there is no other way; MySQL's takes CMake, a C++ compiler and many minutes, so it never is, and MariaDB's will do.
fn build() -> Result<PathBuf> {
    client_libraries::install()?;
    let postgres = if client_libraries::has_postgres() { "postgres" } else { "postgres-bundled" };
    let features = format!("{postgres},mysql,sqlite-bundled");
    Program { arguments: &["--no-default-features", "--features", &features], ..PROGRAM }.build()
}

/// Fails unless this is a diesel_cli of the version that knows all three engines.
fn check(program: &Path) -> Result<()> {
    let said = process::output(Command::new(program).arg("--version"))?;
    if understands(&said) {
        return Ok(());
    }
    let (program, said) = (program.display(), said.trim());
    Err(Failure::new(format!(
        "`{program}` is no diesel_cli {VERSION} that knows PostgreSQL, MySQL and SQLite; it says: {said}"
    )))
}

fn understands(said: &str) -> bool {
    let value = |name: &str| said.lines().find_map(|line| line.trim().strip_prefix(name));
    value("Version:").is_some_and(|version| version.trim().starts_with(&format!("{VERSION}.")))
        && value("Supported Backends:").is_some_and(|engines| {
            ["postgres", "mysql", "sqlite"].iter().all(|needed| engines.split_whitespace().any(|name| name == *needed))
        })
}

#[cfg(test)]
mod tests {
    use super::understands;

    #[test]
    fn the_version_and_the_engine_count() {
        assert!(understands("diesel \n Version: 2.3.14\n Supported Backends: postgres sqlite mysql\n"));
        assert!(!understands("diesel \n Version: 2.2.9\n Supported Backends: postgres\n"));
        assert!(!understands("diesel \n Version: 2.3.14\n Supported Backends: postgres mysql\n"));
        assert!(!understands("diesel 2.30.1"));
    }
}
