//! The client libraries of PostgreSQL and of MySQL, which programs are linked with.

use std::process::Command;

use super::packages;
use crate::failure::{Failure, Result};
use crate::process;

/// Installs what is missing, where that can be done.
pub(super) fn install() -> Result<()> {
    if (has_postgres() && has_mysql()) || !packages::can_install() {
        return Ok(());
    }
    packages::install(&["pkg-config", "libpq-dev", "libmariadb-dev"])
}

pub(super) fn has_postgres() -> bool {
    is_installed("libpq")
}

/// MariaDB's is MySQL's, too.
fn has_mysql() -> bool {
    is_installed("mysqlclient") || is_installed("libmariadb")
}

/// Fails unless MySQL's is there, or can be installed.
pub(crate) fn mysql() -> Result<()> {
    install()?;
    if has_mysql() {
        return Ok(());
    }
    let way_out = "install it (Debian, Ubuntu: `apt-get install pkg-config libmariadb-dev`)";
    Err(Failure::new(format!("MySQL's client library is not installed: {way_out}")))
}

fn is_installed(name: &str) -> bool {
    process::output(Command::new("pkg-config").args(["--exists", name])).is_ok()
}
