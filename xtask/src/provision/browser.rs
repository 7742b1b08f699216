//! Chromium without a window, and the program that drives it, for the application's page and that of `cargo schema report`.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use super::packages;
use crate::failure::{Failure, Result};
use crate::process;

/// The environment variable with chromedriver's path: read here, and set for the tests.
const VARIABLE: &str = "SCHEMA_TEST_CHROMEDRIVER";

/// Debian's packages; the second one needs the first of the same version.
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// Names of browsers that chromedriver finds on its own.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A browser that the tests can drive.
pub(crate) struct Browser {
    driver: PathBuf,
}

impl Browser {
    /// Tells a program where the driver is.
    pub(crate) fn describe_to(&self, command: &mut Command) {
        command.env(VARIABLE, &self.driver);
    }
}

/// The driver that the environment names, else the one on the path with a browser beside it, else both installed.
pub(crate) fn browser() -> Result<Browser> {
    if let Some(named) = env::var_os(VARIABLE).filter(|name| !name.is_empty()) {
        version(&named).map_err(|failure| failure.within(&format!("{VARIABLE} is set, but cannot be used")))?;
        eprintln!("Chromium: using the driver that {VARIABLE} names");
        return Ok(Browser { driver: named.into() });
    }
    if let Ok(browser) = installed() {
        return Ok(browser);
    }
    let way_out = format!(
        "install Chromium with chromedriver (Debian: `apt-get install {}`; macOS: `brew install chromium chromedriver`), \
         or set {VARIABLE} to the path of chromedriver",
        PACKAGES.join(" ")
    );
    if !packages::can_install() {
        return Err(Failure::new(format!("Chromium is not installed: {way_out}")));
    }
    eprintln!("Chromium: not installed; installing the packages {} with apt-get", PACKAGES.join(" and "));
    packages::install(&PACKAGES)
        .and_then(|()| installed())
        .map_err(|failure| failure.within(&format!("Chromium: {way_out}")))
}

/// Those on the path.
fn installed() -> Result<Browser> {
    let driver = version(OsStr::new("chromedriver"))?;
    let browser = BROWSERS.iter().find_map(|name| version(OsStr::new(name)).ok());
    let browser = browser.ok_or_else(|| Failure::new("chromedriver is installed, but no browser is"))?;
    eprintln!("Chromium: using {browser}, with {driver}");
    Ok(Browser { driver: "chromedriver".into() })
}

/// What a program says of itself: `Chromium 140.0.7339.80 built on Debian 12.11`.
fn version(program: &OsStr) -> Result<String> {
    let said = process::output(Command::new(program).arg("--version"))?;
    Ok(said.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}
