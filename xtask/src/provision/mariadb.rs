//! MariaDB servers.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::address::Address;
use super::private::{Folder, PrivateServer, free_port};
use super::{Engine, Installation};
use crate::failure::{Failure, Result};
use crate::{interrupt, process};

/// MariaDB.
pub(crate) struct Mariadb;

/// How long a server may take to start.
const LIMIT: Duration = Duration::from_secs(60);

/// <https://mariadb.com/kb/en/stopping-mariadb/>
const STOP: &[Signal] = &[Signal::TERM, Signal::KILL];

/// Settings that trade the safety of the data, which nobody needs, for speed; and those that Debian's own servers have
/// and others need not.
const SETTINGS: &[&str] = &[
    "--bind-address=127.0.0.1",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_general_ci",
    "--explicit-defaults-for-timestamp=ON",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-doublewrite=OFF",
    "--innodb-stats-persistent=OFF",
    "--skip-log-bin",
    "--sync-frm=OFF",
    "--max-connections=200",
];

impl Engine for Mariadb {
    fn name(&self) -> &'static str {
        "MariaDB"
    }

    fn variable(&self) -> &'static str {
        "SCHEMA_TEST_MYSQL_URL"
    }

    fn example_url(&self) -> &'static str {
        "mysql://user:password@host:3306/, as a user who may create databases"
    }

    fn package(&self) -> &'static str {
        "mariadb-server"
    }

    /// Waits for the greeting with which any server of MySQL's kind begins:
    /// <https://mariadb.com/kb/en/connection/#initial-handshake-packet>.
    fn check(&self, url: &str) -> Result<()> {
        let address = Address::of(url, &["mysql", "mariadb"], 3306)?;
        match greeting(&address) {
            Err(error) => Err(Failure::new(format!("no MariaDB server answers at {address}: {error}"))),
            Ok(true) => Ok(()),
            Ok(false) => Err(Failure::new(format!("what answers at {address} is no MariaDB server"))),
        }
    }

    fn installation(&self) -> Option<Installation> {
        candidates().into_iter().find_map(|programs| {
            let version = version(&programs)?;
            Some(Installation { programs, version })
        })
    }

    fn start(&self, installation: &Installation) -> Result<PrivateServer> {
        let mut result = attempt(installation);
        // Another program may have taken the port between our looking for a free one and the server's start.
        for _ in 0..2 {
            match &result {
                Err(Failure::Message(message)) if message.contains("Bind on TCP/IP port") => {
                    result = attempt(installation);
                }
                _ => break,
            }
        }
        result
    }
}

/// Whether what listens there greets as a server of MySQL's kind does.
fn greeting(address: &Address) -> std::io::Result<bool> {
    // The length of the packet, its number, and the version of the protocol.
    let mut answer = [0; 5];
    address.connect()?.read_exact(&mut answer)?;
    Ok(answer[3] == 0 && answer[4] == 10)
}

/// Folders that may hold the server's programs, the most likely first.
fn candidates() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut found: Vec<PathBuf> = env::split_paths(&path).collect();
    // `sbin` is on the path of root alone.
    found.extend(
        ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/opt/mariadb/bin", "/usr/local/opt/mariadb/bin"]
            .map(PathBuf::from),
    );
    found
}

/// The version of the server whose program is in this folder, if it is.
fn version(programs: &Path) -> Option<String> {
    if !programs.join("mariadbd").is_file() {
        return None;
    }
    // mariadbd  Ver 10.11.14-MariaDB-0+deb12u2 for debian-linux-gnu on x86_64 (Debian 12)
    let printed = process::output(Command::new(programs.join("mariadbd")).arg("--version")).ok()?;
    printed.split_whitespace().nth(2).map(str::to_owned)
}

/// The program that makes an empty data folder, beside the server or where programs for all users are.
fn install_program(installation: &Installation) -> PathBuf {
    let beside = [installation.programs.clone(), "/usr/bin".into(), "/usr/local/bin".into()];
    let found = beside.into_iter().map(|folder| folder.join("mariadb-install-db")).find(|program| program.is_file());
    found.unwrap_or_else(|| "mariadb-install-db".into())
}

fn attempt(installation: &Installation) -> Result<PrivateServer> {
    let folder = Folder::new("schema-test-mariadb-", &["mysql", "nobody"])?;
    let data = format!("--datadir={}", folder.join("data").display());
    let mut install = folder.command(&install_program(installation));
    install.args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"]);
    process::output(install.arg(&data))?;

    let port = free_port()?;
    let log =
        File::create(folder.join("log")).map_err(|error| Failure::new(format!("cannot create a log: {error}")))?;
    let errors = log.try_clone().map_err(|error| Failure::new(format!("cannot share the log: {error}")))?;
    let mut server = folder.command(&installation.programs.join("mariadbd"));
    server.arg("--no-defaults").arg(&data).arg(format!("--port={port}")).args(SETTINGS);
    server.arg(format!("--socket={}", folder.join("socket").display()));
    server.arg(format!("--pid-file={}", folder.join("pid").display()));
    let child = process::spawn(server.stdout(log).stderr(errors))?;

    let url = format!("mysql://root@127.0.0.1:{port}/");
    let mut server = PrivateServer::new(child, STOP, url, port, folder);
    wait_until_ready(&mut server)?;
    Ok(server)
}

fn wait_until_ready(server: &mut PrivateServer) -> Result<()> {
    let start = Instant::now();
    let address = Address::of(server.url(), &["mysql"], 3306)?;
    while start.elapsed() < LIMIT {
        interrupt::check()?;
        if let Some(status) = process::try_wait(server.child())? {
            return Err(Failure::new(format!("it ended ({status})\n{}", server.folder().last_lines_of("log"))));
        }
        // The log says that it is ready before it greets; another server on the port would not have written it.
        let ready =
            fs::read_to_string(server.folder().join("log")).is_ok_and(|log| log.contains("ready for connections"));
        if ready && greeting(&address).is_ok_and(|greets| greets) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(20));
    }
    let log = server.folder().last_lines_of("log");
    Err(Failure::new(format!("it was not ready after {} s\n{log}", LIMIT.as_secs())))
}
