//! PostgreSQL servers.

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

/// PostgreSQL.
pub(crate) struct Postgres;

/// How long a server may take to start.
const LIMIT: Duration = Duration::from_secs(60);

/// "Fast" shutdown, then "immediate":
/// <https://www.postgresql.org/docs/current/server-shutdown.html>
const STOP: &[Signal] = &[Signal::INT, Signal::QUIT];

/// Settings that trade the safety of the data, which nobody needs, for speed.
const SETTINGS: &[&str] = &[
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=200",
];

impl Engine for Postgres {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn variable(&self) -> &'static str {
        "SCHEMA_TEST_POSTGRES_URL"
    }

    fn example_url(&self) -> &'static str {
        "postgres://user:password@host:5432/database, as a user who may create databases"
    }

    fn package(&self) -> &'static str {
        "postgresql"
    }

    /// Asks for encryption, which any PostgreSQL server answers with one letter before anyone has logged in:
    /// <https://www.postgresql.org/docs/current/protocol-message-formats.html> (SSLRequest).
    fn check(&self, url: &str) -> Result<()> {
        let address = Address::of(url, &["postgres", "postgresql"], 5432)?;
        let mut answer = [0];
        let asked = address.connect().and_then(|mut connection| {
            connection.write_all(&[0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])?;
            connection.read_exact(&mut answer)
        });
        match asked {
            Err(error) => Err(Failure::new(format!("no PostgreSQL server answers at {address}: {error}"))),
            Ok(()) if matches!(&answer, b"S" | b"N" | b"E") => Ok(()),
            Ok(()) => Err(Failure::new(format!("what answers at {address} is no PostgreSQL server"))),
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
                Err(Failure::Message(message)) if message.contains("could not bind") => result = attempt(installation),
                _ => break,
            }
        }
        result
    }
}

/// Folders that may hold the server's programs, the most likely first.
fn candidates() -> Vec<PathBuf> {
    let mut found = Vec::new();
    if let Ok(folder) = process::output(Command::new("pg_config").arg("--bindir")) {
        found.push(PathBuf::from(folder.trim()));
    }
    let path = env::var_os("PATH").unwrap_or_default();
    for folder in env::split_paths(&path) {
        // Links lead to the folder with all the programs, which need each other.
        if let Ok(initdb) = fs::canonicalize(folder.join("initdb")) {
            found.extend(initdb.parent().map(Path::to_owned));
        }
    }
    for (folder, prefix) in [
        ("/usr/lib/postgresql", ""),
        ("/usr", "pgsql-"),
        ("/opt/homebrew/opt", "postgresql"),
        ("/usr/local/opt", "postgresql"),
        ("/Applications/Postgres.app/Contents/Versions", ""),
    ] {
        found.extend(newest_first(Path::new(folder), prefix).into_iter().map(|folder| folder.join("bin")));
    }
    found
}

/// The folders in this one whose names are the prefix and a version, the newest version first.
fn newest_first(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let version = name.strip_prefix(prefix)?.trim_start_matches('@');
            // Homebrew's `postgresql` without a version is the current one.
            let version: u32 = if version.is_empty() { u32::MAX } else { version.parse().ok()? };
            Some((version, entry.path()))
        })
        .collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, path)| path).collect()
}

/// The version of the server whose programs are in this folder, if they are.
fn version(programs: &Path) -> Option<String> {
    if !programs.join("initdb").is_file() {
        return None;
    }
    // postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)
    let printed = process::output(Command::new(programs.join("postgres")).arg("--version")).ok()?;
    printed.split_whitespace().nth(2).map(str::to_owned)
}

fn attempt(installation: &Installation) -> Result<PrivateServer> {
    let folder = Folder::new("schema-test-postgres-", &["postgres", "nobody"])?;
    let data = folder.join("data");

    // The C locale is the one that every system has; names are folded and sorted alike everywhere.
    let mut initdb = folder.command(&installation.programs.join("initdb"));
    initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync"]);
    process::output(initdb.arg("--pgdata").arg(&data))?;

    let port = free_port()?;
    let log =
        File::create(folder.join("log")).map_err(|error| Failure::new(format!("cannot create a log: {error}")))?;
    let errors = log.try_clone().map_err(|error| Failure::new(format!("cannot share the log: {error}")))?;
    let mut postgres = folder.command(&installation.programs.join("postgres"));
    postgres.arg("-D").arg(&data).args(["-p", &port.to_string()]);
    postgres.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
    postgres.arg("-k").arg(folder.path());
    let child = process::spawn(postgres.stdout(log).stderr(errors))?;

    let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
    let mut server = PrivateServer::new(child, STOP, url, port, folder);
    wait_until_ready(&mut server)?;
    Ok(server)
}

fn wait_until_ready(server: &mut PrivateServer) -> Result<()> {
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        interrupt::check()?;
        if let Some(status) = process::try_wait(server.child())? {
            return Err(Failure::new(format!("it ended ({status})\n{}", server.folder().last_lines_of("log"))));
        }
        if is_ready(server.folder()) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(20));
    }
    let log = server.folder().last_lines_of("log");
    Err(Failure::new(format!("it was not ready after {} s\n{log}", LIMIT.as_secs())))
}

/// The last line of `postmaster.pid` is the server's state, as `pg_ctl` reads it.
fn is_ready(folder: &Folder) -> bool {
    fs::read_to_string(folder.join("data/postmaster.pid"))
        .is_ok_and(|lines| lines.lines().nth(7).is_some_and(|state| state.trim() == "ready"))
}
