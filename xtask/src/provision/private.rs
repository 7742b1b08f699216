//! A server for these tests alone: in a temporary folder, on a free port, gone at the end.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use rustix::process::{Signal, geteuid};
use tempfile::TempDir;

use crate::failure::{Failure, Result};
use crate::process;

/// A running server. Stopped and removed when dropped.
pub(crate) struct PrivateServer {
    child: Child,
    /// The signals that end it, the gentlest first.
    stop: &'static [Signal],
    url: String,
    port: u16,
    /// Declared last: the folder goes after the server has ended.
    folder: Folder,
}

impl PrivateServer {
    pub(crate) fn new(child: Child, stop: &'static [Signal], url: String, port: u16, folder: Folder) -> Self {
        Self { child, stop, url, port, folder }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The server's process, to see whether it is still there.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        process::end(&mut self.child, self.stop);
    }
}

/// A temporary folder for a server, owned by the user that the server runs as.
pub(crate) struct Folder {
    folder: TempDir,
    owner: Option<User>,
}

/// A user who is not root.
#[derive(Clone, Copy)]
struct User {
    uid: u32,
    gid: u32,
}

impl Folder {
    /// A new folder. Its owner is we ourselves, or one of these users (the first that exists) where we are root:
    /// database servers refuse to run as root.
    pub(crate) fn new(prefix: &str, users: &[&str]) -> Result<Self> {
        let owner = if geteuid().is_root() { Some(first_user(users)?) } else { None };
        let folder = tempfile::Builder::new()
            .prefix(prefix)
            .tempdir()
            .map_err(|error| Failure::new(format!("cannot create a temporary folder: {error}")))?;
        if let Some(User { uid, gid }) = owner {
            chown(folder.path(), Some(uid), Some(gid)).map_err(|error| {
                Failure::new(format!("cannot give {} to the user {uid}: {error}", folder.path().display()))
            })?;
        }
        Ok(Self { folder, owner })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// A command that runs in the folder, as its owner.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path());
        if let Some(User { uid, gid }) = self.owner {
            command.uid(uid).gid(gid);
        }
        command
    }

    /// The end of a file in the folder, for messages.
    pub(crate) fn last_lines_of(&self, name: &str) -> String {
        let text = fs::read_to_string(self.join(name)).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(15)..].join("\n")
    }
}

fn first_user(names: &[&str]) -> Result<User> {
    names.iter().find_map(|name| Some(User { uid: id("-u", name)?, gid: id("-g", name)? })).ok_or_else(|| {
        Failure::new(format!("the server does not run as root, and there is none of these users: {}", names.join(", ")))
    })
}

fn id(option: &str, name: &str) -> Option<u32> {
    let printed = process::output(Command::new("id").args([option, name])).ok()?;
    printed.trim().parse().ok().filter(|&id| id != 0)
}

/// A TCP port that nothing listens on just now.
pub(crate) fn free_port() -> Result<u16> {
    let port = || -> io::Result<u16> { Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port()) };
    port().map_err(|error| Failure::new(format!("cannot find a free port: {error}")))
}
