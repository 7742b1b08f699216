//! The workspace that this program was built in, and its cargo.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::process;

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// `cargo`, the same that runs us, in the workspace's folder.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// What `cargo metadata` prints, given these arguments as well.
pub(crate) fn metadata(arguments: &[&str]) -> Result<Value> {
    let printed = process::output(cargo().args(["metadata", "--format-version", "1"]).args(arguments))?;
    serde_json::from_str(&printed)
        .map_err(|error| Failure::new(format!("cannot read the output of `cargo metadata`: {error}")))
}

/// The folder that cargo builds into.
pub(crate) fn target() -> Result<PathBuf> {
    let metadata = metadata(&["--no-deps"])?;
    let folder = metadata["target_directory"].as_str();
    folder.map(PathBuf::from).ok_or_else(|| Failure::new("`cargo metadata` names no target directory"))
}

/// The toolchain of rustup's for a version or a channel, where it is installed: `1.88` may be `1.88.0-x86_64-…`.
pub(crate) fn toolchain(wanted: &str) -> Option<String> {
    let installed = process::output(Command::new("rustup").args(["toolchain", "list"])).ok()?;
    let mut names = installed.lines().filter_map(|line| line.split_whitespace().next());
    let is_wanted =
        |name: &&str| name.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']));
    names.find(is_wanted).map(str::to_owned)
}

/// `cargo` of another toolchain, in the workspace's folder.
pub(crate) fn cargo_of(toolchain: &str) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", toolchain, "cargo"]).current_dir(root());
    // What the cargo that runs us has said of its own toolchain.
    command.env_remove("CARGO").env_remove("RUSTC").env_remove("RUSTUP_TOOLCHAIN");
    command
}
