//! The oldest versions of dependencies that the published packages say will do really do.
//!
//! Only nightly's cargo can choose them (`-Z direct-minimal-versions`); what they are compiled with is the same as ever.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::published::{self, Package};
use crate::{process, workspace};

pub(super) fn run() -> Result<()> {
    let Some(nightly) = workspace::toolchain("nightly") else {
        eprintln!("minimal-versions: not tried, since nightly is not installed (`rustup toolchain install nightly`)");
        return Ok(());
    };
    let published = published::packages(&workspace::metadata(&["--no-deps"])?)?;
    let folder = workspace::target()?.join("minimal-versions");
    let copy = folder.join("workspace");
    restore(workspace::root(), &copy, &published)
        .map_err(|error| Failure::new(format!("cannot copy the workspace to {}: {error}", copy.display())))?;

    let mut choose = workspace::cargo_of(&nightly);
    process::run(choose.args(["update", "--quiet", "-Z", "direct-minimal-versions"]).current_dir(&copy))?;
    let mut check = workspace::cargo();
    check.args(["check", "--locked"]).args(published::chosen(&published));
    process::run(check.current_dir(&copy).env("CARGO_TARGET_DIR", folder.join("target")))
}

/// Makes the copy a workspace of these packages alone, without what only their tests need, with the versions that are
/// chosen now.
fn restore(from: &Path, to: &Path, packages: &[Package]) -> io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    let names: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let manifest = fs::read_to_string(from.join("Cargo.toml"))?;
    fs::write(to.join("Cargo.toml"), with_members(&manifest, &names))?;
    fs::copy(from.join("Cargo.lock"), to.join("Cargo.lock"))?;
    for name in names {
        let (from, to) = (from.join(name), to.join(name));
        fs::create_dir(&to)?;
        fs::write(to.join("Cargo.toml"), without_tests(&fs::read_to_string(from.join("Cargo.toml"))?))?;
        for entry in ["src", "README.md"] {
            symlink(from.join(entry), to.join(entry))?;
        }
    }
    Ok(())
}

/// A workspace's manifest that names these members alone.
fn with_members(manifest: &str, names: &[&str]) -> String {
    let Some((before, rest)) = manifest.split_once("members = [") else { return manifest.to_owned() };
    let after = rest.split_once(']').map_or("", |(_, after)| after);
    format!("{before}members = {names:?}{after}")
}

/// A manifest without the tables that only tests need.
fn without_tests(manifest: &str) -> String {
    let mut is_kept = true;
    let lines = manifest.lines().filter(|line| {
        if line.starts_with('[') {
            is_kept = !line.contains("dev-dependencies") && !line.starts_with("[[test]]");
        }
        is_kept
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::{with_members, without_tests};

    #[test]
    fn the_members_may_stand_on_several_lines() {
        let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\n    \"a\",\n    \"b\",\n]\nexclude = [\"c\"]\n";
        let wanted = "[workspace]\nresolver = \"3\"\nmembers = [\"b\"]\nexclude = [\"c\"]\n";
        assert_eq!(with_members(manifest, &["b"]), wanted);
    }

    #[test]
    fn what_only_tests_need_is_left_out() {
        let manifest = "[package]\nname = \"a\"\n[dev-dependencies]\nb = \"1\"\n[dependencies]\nc = \"1\"\n\
                        [target.'cfg(unix)'.dev-dependencies]\nd = \"1\"\n[[test]]\nname = \"t\"\n";
        assert_eq!(without_tests(manifest), "[package]\nname = \"a\"\n[dependencies]\nc = \"1\"\n");
    }
}
