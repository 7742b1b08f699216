//! cargo-deny, which holds the dependencies against `deny.toml`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::crates_io::Program;
use crate::failure::{Failure, Result};
use crate::process;

const PROGRAM: Program<'_> =
    Program { package: "cargo-deny", version: "0.20", name: "cargo-deny", arguments: &["--no-default-features"] };

/// The program on the path, else the one built before, else one that is built.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    if let Some(program) = PROGRAM.find(check)? {
        return Ok(program);
    }
    let built = PROGRAM.build().map_err(|failure| {
        failure.within("cargo-deny cannot be built; install it (`cargo install cargo-deny --locked --version ~0.20`)")
    })?;
    check(&built)?;
    Ok(built)
}

/// Fails unless this is a cargo-deny of the version that reads `deny.toml` as it is written.
fn check(program: &Path) -> Result<()> {
    let said = process::output(Command::new(program).arg("--version"))?;
    let version = said.trim().strip_prefix("cargo-deny ").unwrap_or_default();
    if version.starts_with(&format!("{}.", PROGRAM.version)) {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` is no cargo-deny {}; it says: {}", program.display(), PROGRAM.version, said.trim())))
}
