//! What tests need besides the compiler. Database servers: the one that the environment names, else a private one from
//! the installed programs, else one that is installed first. diesel_cli, cargo-deny, cargo-fuzz and a browser: likewise.

mod address;
mod browser;
mod cargo_deny;
mod cargo_fuzz;
mod client_libraries;
mod crates_io;
mod diesel_cli;
mod mariadb;
mod packages;
mod postgres;
mod private;

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) use browser::browser;
pub(crate) use cargo_deny::cargo_deny;
pub(crate) use cargo_fuzz::{cargo_fuzz, has_nightly, nightly};
pub(crate) use client_libraries::mysql as mysql_client;
pub(crate) use diesel_cli::{DieselCli, diesel_cli};
pub(crate) use mariadb::Mariadb;
pub(crate) use postgres::Postgres;
use private::PrivateServer;

use crate::failure::{Failure, Result};

/// What differs from one database engine to the next.
pub(crate) trait Engine {
    /// Its name in messages.
    fn name(&self) -> &'static str;

    /// The environment variable with a server's URL: read here, and set for the tests.
    fn variable(&self) -> &'static str;

    /// What such a URL looks like.
    fn example_url(&self) -> &'static str;

    /// Debian's package with the server.
    fn package(&self) -> &'static str;

    /// Fails unless a server of this kind answers at the URL.
    fn check(&self, url: &str) -> Result<()>;

    /// The server's programs, where they are installed.
    fn installation(&self) -> Option<Installation>;

    /// Starts a server for ourselves alone.
    fn start(&self, installation: &Installation) -> Result<PrivateServer>;
}

/// Where a server's programs are.
pub(crate) struct Installation {
    /// The folder with all of them.
    pub(crate) programs: PathBuf,
    /// The version that they report.
    pub(crate) version: String,
}

/// A server that the tests can use for as long as this value lives.
pub(crate) struct Server {
    variable: &'static str,
    url: String,
    programs: Option<PathBuf>,
    _private: Option<PrivateServer>,
}

impl Server {
    /// The URL of a database of this name on it.
    pub(crate) fn database_url(&self, name: &str) -> Result<String> {
        let (address, query) = match self.url.split_once('?') {
            Some((address, query)) => (address, format!("?{query}")),
            None => (self.url.as_str(), String::new()),
        };
        let authority = address.split_once("://").map(|(scheme, rest)| {
            let host = rest.split_once('/').map_or(rest, |(host, _)| host);
            format!("{scheme}://{host}")
        });
        let authority = authority.ok_or_else(|| Failure::new(format!("`{}` is no URL", self.url)))?;
        Ok(format!("{authority}/{name}{query}"))
    }

    /// Tells a program where the server is, and where its client programs are.
    pub(crate) fn describe_to(&self, command: &mut Command) {
        command.env(self.variable, &self.url);
        if let Some(programs) = &self.programs {
            let path = path_with(command, programs);
            command.env("PATH", path);
        }
    }
}

/// The path that the command has so far, and a folder behind it.
fn path_with(command: &Command, programs: &Path) -> std::ffi::OsString {
    let own = command.get_envs().find(|(name, _)| *name == "PATH").and_then(|(_, path)| path).map(ToOwned::to_owned);
    let path = own.or_else(|| env::var_os("PATH")).unwrap_or_default();
    let folders = env::split_paths(&path).chain([programs.to_owned()]);
    // Joining fails for a folder with a colon in its name; then the tests have to do with the path as it is.
    env::join_paths(folders).unwrap_or(path)
}

/// A server of this kind.
pub(crate) fn server(engine: &dyn Engine) -> Result<Server> {
    let (name, variable) = (engine.name(), engine.variable());
    if let Some(url) = env::var(variable).ok().filter(|url| !url.is_empty()) {
        engine.check(&url).map_err(|failure| failure.within(&format!("{variable} is set, but cannot be used")))?;
        eprintln!("{name}: using the server that {variable} names");
        return Ok(Server { variable, url, programs: None, _private: None });
    }

    let installation = match engine.installation() {
        Some(installation) => installation,
        None => install(engine)?,
    };
    let private =
        engine.start(&installation).map_err(|failure| failure.within(&format!("{name}: cannot start a server")))?;
    eprintln!("{name}: started {} on port {}, for these tests alone", installation.version, private.port());
    Ok(Server {
        variable,
        url: private.url().to_owned(),
        programs: Some(installation.programs),
        _private: Some(private),
    })
}

fn install(engine: &dyn Engine) -> Result<Installation> {
    let (name, package) = (engine.name(), engine.package());
    let way_out = format!(
        "install the {name} server (Debian, Ubuntu: `apt-get install {package}`; macOS: `brew install {package}`), \
         or set {} to the URL of one ({})",
        engine.variable(),
        engine.example_url(),
    );
    if !packages::can_install() {
        return Err(Failure::new(format!("{name} is not installed: {way_out}")));
    }
    eprintln!("{name}: not installed; installing the package `{package}` with apt-get");
    packages::install(&[package]).map_err(|failure| failure.within(&format!("{name}: {way_out}")))?;
    engine.installation().ok_or_else(|| {
        Failure::new(format!("{name}: the package `{package}` is installed, but its programs are not found: {way_out}"))
    })
}
