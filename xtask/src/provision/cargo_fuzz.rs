//! Nightly Rust and cargo-fuzz, by which programs are linked with libFuzzer.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::{process, workspace};

use super::crates_io::Program;
use super::packages;

const PROGRAM: Program<'_> = Program { package: "cargo-fuzz", version: "0.13", name: "cargo-fuzz", arguments: &[] };

/// A program that finds nightly Rust where it looks for any.
pub(crate) fn nightly(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly"]).arg(program).current_dir(workspace::root());
    command
}

/// Whether nightly Rust is installed.
pub(crate) fn has_nightly() -> bool {
    process::output(nightly("rustc").arg("--version")).is_ok()
}

/// cargo-fuzz: the program on the path, else the one built before, else one that is built.
pub(crate) fn cargo_fuzz() -> Result<PathBuf> {
    if !has_nightly() {
        return Err(Failure::new("fuzzing needs nightly Rust: `rustup toolchain install nightly --profile minimal`"));
    }
    compiler()?;
    let answers = |program: &Path| process::output(Command::new(program).args(["fuzz", "--version"])).map(drop);
    match PROGRAM.find(answers)? {
        Some(program) => Ok(program),
        None => PROGRAM.build().map_err(|failure| {
            failure.within("cargo-fuzz cannot be built; install it (`cargo install cargo-fuzz --locked`)")
        }),
    }
}

/// libFuzzer is written in C++.
fn compiler() -> Result<()> {
    let name = env::var_os("CXX").unwrap_or_else(|| "c++".into());
    if process::output(Command::new(name).arg("--version")).is_ok() {
        return Ok(());
    }
    let way_out = "install a C++ compiler (Debian, Ubuntu: `apt-get install g++`), or set CXX to the name of one";
    if !packages::can_install() {
        return Err(Failure::new(format!("libFuzzer needs a C++ compiler: {way_out}")));
    }
    eprintln!("g++: not installed; installing the package `g++` with apt-get");
    packages::install(&["g++"]).map_err(|failure| failure.within(way_out))
}
