//! Installs Debian packages.

use std::process::{Command, Stdio};

use rustix::process::geteuid;

use crate::failure::Result;
use crate::process;

/// Whether this is a machine with apt-get on which we may use it without a password.
pub(crate) fn can_install() -> bool {
    succeeds(Command::new("apt-get").arg("--version"))
        && (geteuid().is_root() || succeeds(Command::new("sudo").args(["-n", "true"])))
}

/// Installs packages, after bringing the lists of packages up to date.
pub(crate) fn install(names: &[&str]) -> Result<()> {
    process::run(apt_get().args(["update", "--quiet"]))?;
    process::run(apt_get().args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(names))
}

fn apt_get() -> Command {
    let mut command = if geteuid().is_root() {
        Command::new("env")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "env"]);
        sudo
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
