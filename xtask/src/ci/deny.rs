//! Where dependencies come from, under which licences, and in how many versions: `deny.toml`, by cargo-deny.
//!
//! Known vulnerabilities are not among it: their list is fetched, and grows without a change here.

use std::path::Path;
use std::process::Command;

use crate::failure::Result;
use crate::{process, provision, published, workspace};

pub(super) fn run() -> Result<()> {
    let program = provision::cargo_deny()?;
    process::run(cargo_deny(&program).args(["check", "--hide-inclusion-graph", "licenses", "sources"]))?;

    let (_, others) = published::members(&workspace::metadata(&["--no-deps"])?)?;
    let mut of_users = cargo_deny(&program);
    of_users.arg("--exclude-dev").args(others.iter().flat_map(|package| ["--exclude", &package.name]));
    process::run(of_users.args(["check", "--hide-inclusion-graph", "bans"]))
}

fn cargo_deny(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["--all-features", "--locked"]).current_dir(workspace::root());
    command
}
