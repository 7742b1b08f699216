//! `cargo xtask release --dry-run`: all that must be right before the packages are published.

mod changelog;
mod manifests;
mod order;
mod readme;

use std::fs;

use crate::failure::{Failure, Result};
use crate::published::{self, Package};
use crate::{process, workspace};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Publishes nothing: that is done by hand, with `cargo publish` in the order that this prints
    #[arg(long, required = true)]
    dry_run: bool,
}

/// Checks versions, manifests and the changelog, and builds each package from the files that would be published.
pub(crate) fn run() -> Result<()> {
    let published = packages()?;
    let file = workspace::root().join("CHANGELOG.md");
    let text =
        fs::read_to_string(&file).map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))?;
    let mut faults = [manifests::faults(&published), readme::faults(&published)].concat();
    faults.extend(manifests::without_repository(&published));
    faults.extend(published.first().map(|package| changelog::faults(&text, &package.version)).unwrap_or_default());
    fail(&faults)?;
    let order = order::of(&published)?;
    pack(&order, &[])?;
    let names: Vec<&str> = order.iter().map(|package| package.name.as_str()).collect();
    eprintln!("version {} can be published, in this order: {}", order[0].version, names.join(", "));
    Ok(())
}

/// What must hold at any time: manifests that are right, and packages that can be made. They are built for a release only.
pub(crate) fn package() -> Result<()> {
    let published = packages()?;
    fail(&[manifests::faults(&published), readme::faults(&published)].concat())?;
    pack(&order::of(&published)?, &["--allow-dirty", "--no-verify"])
}

fn packages() -> Result<Vec<Package>> {
    published::packages(&workspace::metadata(&["--no-deps"])?)
}

fn fail(faults: &[String]) -> Result<()> {
    if faults.is_empty() { Ok(()) } else { Err(Failure::new(faults.join("\n       "))) }
}

/// Makes the packages, and builds each from the files in it unless the arguments say otherwise.
fn pack(packages: &[&Package], arguments: &[&str]) -> Result<()> {
    let mut package = workspace::cargo();
    package.args(["package", "--locked"]).args(arguments);
    package.args(packages.iter().flat_map(|package| ["--package", &package.name]));
    // Else each would have a target folder of its own, and share nothing that is built.
    process::run(package.env("CARGO_TARGET_DIR", workspace::target()?))
}
