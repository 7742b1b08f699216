//! `cargo xtask public-api`: what the libraries offer is what the files of `public-api` say, so that no change of it is an
//! accident.
//!
//! It is read from what rustdoc writes as JSON, which only nightly's does.

use std::fs;
use std::path::Path;

use similar::TextDiff;

use crate::failure::{Failure, Result};
use crate::published::{self, Package};
use crate::{process, workspace};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Writes the files, in place of comparing them
    #[arg(long)]
    write: bool,
}

/// Compares what each library offers with its file.
pub(crate) fn run(options: &Options) -> Result<()> {
    let nightly = workspace::toolchain("nightly").ok_or_else(|| {
        Failure::new("nightly is not installed, whose rustdoc tells what is public: `rustup toolchain install nightly`")
    })?;
    compare(&nightly, options.write)
}

/// The same, where nightly is installed.
pub(crate) fn check() -> Result<()> {
    match workspace::toolchain("nightly") {
        Some(nightly) => compare(&nightly, false),
        None => {
            eprintln!("public-api: not compared, since nightly is not installed (`rustup toolchain install nightly`)");
            Ok(())
        }
    }
}

fn compare(nightly: &str, write: bool) -> Result<()> {
    let libraries = published::packages(&workspace::metadata(&["--no-deps"])?)?;
    let mut differing = Vec::new();
    for library in libraries.iter().filter(|package| package.is_library()) {
        let offered = offered(library, nightly)?;
        let file = workspace::root().join("public-api").join(format!("{}.txt", library.name));
        if write {
            fs::write(&file, offered)
                .map_err(|error| Failure::new(format!("cannot write {}: {error}", file.display())))?;
            continue;
        }
        // Where there is none yet, all is new.
        let known = fs::read_to_string(&file).unwrap_or_default();
        if known != offered {
            let diff = TextDiff::from_lines(&known, &offered);
            eprint!("{}", diff.unified_diff().context_radius(0).header(&shown(&file), "what it offers now"));
            differing.push(library.name.as_str());
        }
    }
    if differing.is_empty() {
        return Ok(());
    }
    let message = format!(
        "what is public has changed: {}; where that is meant, run `cargo xtask public-api --write`",
        differing.join(", ")
    );
    Err(Failure::new(message))
}

/// A line for each public item.
fn offered(library: &Package, nightly: &str) -> Result<String> {
    // Apart from what another compiler has made.
    let target = workspace::target()?.join("public-api");
    let mut document = workspace::cargo_of(nightly);
    document.args(["rustdoc", "--quiet", "--locked", "--lib", "--all-features", "--package", &library.name]);
    document.args(["--", "-Z", "unstable-options", "--output-format", "json"]);
    // Documenting links nothing, so no client library need be there.
    process::run(document.env("CARGO_TARGET_DIR", &target).env("MYSQLCLIENT_LIB_DIR", &target))?;
    let json = target.join("doc").join(format!("{}.json", library.name.replace('-', "_")));
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .map_err(|error| Failure::new(format!("{}: what rustdoc writes can't be read: {error}", library.name)))?;
    Ok(api.items().map(|item| format!("{item}\n")).collect())
}

fn shown(file: &Path) -> String {
    file.strip_prefix(workspace::root()).unwrap_or(file).display().to_string()
}
