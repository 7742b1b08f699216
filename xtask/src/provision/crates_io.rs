//! Programs that are built from crates.io, once, into a folder of their own below the target folder.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Result;
use crate::{process, workspace};

/// A program, and the package that it comes from.
pub(super) struct Program<'a> {
    pub(super) package: &'a str,
    /// The first numbers of its version.
    pub(super) version: &'a str,
    pub(super) name: &'a str,
    /// What `cargo install` is given besides.
    pub(super) arguments: &'a [&'a str],
}

impl Program<'_> {
    /// The one on the path, else the one that was built before, if there is one that will do.
    pub(super) fn find(&self, will_do: impl Fn(&Path) -> Result<()>) -> Result<Option<PathBuf>> {
        let found = [PathBuf::from(self.name), self.built()?].into_iter().find(|program| will_do(program).is_ok());
        if let Some(program) = &found {
            eprintln!("{}: using `{}`", self.package, program.display());
        }
        Ok(found)
    }

    /// Builds it, unoptimised, since what counts is what it says.
    pub(super) fn build(&self) -> Result<PathBuf> {
        let Self { package, version, arguments, .. } = self;
        eprintln!("{package}: not installed in version {version}; building it, once, which takes some minutes");
        let mut install = workspace::cargo();
        install.args(["install", package, "--debug", "--locked", "--version", &format!("~{version}")]);
        install.args(*arguments).arg("--root").arg(tools()?);
        process::run(&mut install)?;
        self.built()
    }

    fn built(&self) -> Result<PathBuf> {
        Ok(tools()?.join("bin").join(format!("{}{}", self.name, env::consts::EXE_SUFFIX)))
    }
}

fn tools() -> Result<PathBuf> {
    Ok(workspace::target()?.join("tools"))
}
