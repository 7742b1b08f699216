//! A workspace of two crates with migrations of their own, and cargo run on it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;
use std::{env, fs};

use serde_json::Value;

/// Stands for Diesel, of which `schema!` needs the macros: the real one would take minutes to build.
const DIESEL: &str = "
#[macro_export] macro_rules! table { ($($token:tt)*) => {}; }
#[macro_export] macro_rules! joinable { ($($token:tt)*) => {}; }
";

/// A library, since only those are kept by sccache, and a program that tells what it was compiled with.
const LIBRARY: &str = "pub mod schema { schema_macro::schema!(same_query = \"none\"); }";

/// Runs where migrations are added or removed.
const BUILD: &str = "fn main() { println!(\"cargo::rerun-if-changed=migrations\"); }";

/// A folder with a workspace in it. Removed with this value.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    /// Which variables cargo is given besides ours.
    pub(crate) environment: Vec<(&'static str, String)>,
}

/// What cargo did.
pub(crate) struct Built {
    /// Which of the crates were compiled.
    pub(crate) compiled: BTreeSet<&'static str>,
    /// The library with the macros.
    pub(crate) macros: PathBuf,
}

impl Workspace {
    /// A workspace with the crates `first` and `second`, which have no migrations yet.
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        // Not below the repository, whose schema.toml would count.
        let name = format!("свежий workspace {} {}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let workspace = Self { root: env::temp_dir().join(name), environment: Vec::new() };
        workspace.write("Cargo.toml", "[workspace]\nmembers = [\"first\", \"second\", \"diesel\"]\nresolver = \"3\"\n");
        workspace.write("diesel/Cargo.toml", "[package]\nname = \"diesel\"\nversion = \"2.3.0\"\nedition = \"2024\"\n");
        workspace.write("diesel/src/lib.rs", DIESEL);
        for name in ["first", "second"] {
            workspace.member(name, &workspace.paths());
        }
        fs::copy(repository().join("Cargo.lock"), workspace.root.join("Cargo.lock"))
            .expect("the versions are the same");
        workspace
    }

    /// The dependencies on the macros and on what stands for Diesel.
    pub(crate) fn paths(&self) -> String {
        let (diesel, macros) = (self.root.join("diesel"), repository().join("schema-macro"));
        format!("diesel.path = {diesel:?}\nschema-macro.path = {macros:?}\n")
    }

    /// Writes a member with these dependencies.
    pub(crate) fn member(&self, name: &str, dependencies: &str) {
        self.package(name, name, dependencies);
        let main = format!("fn main() {{ println!(\"{{}}\", {name}::schema::TABLES.join(\" \")); }}");
        self.write(&format!("{name}/src/main.rs"), &main);
    }

    /// Writes a library into a folder.
    pub(crate) fn package(&self, folder: &str, name: &str, dependencies: &str) {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n{dependencies}\n"
        );
        self.write(&format!("{folder}/Cargo.toml"), &manifest);
        self.write(&format!("{folder}/src/lib.rs"), LIBRARY);
        self.write(&format!("{folder}/build.rs"), BUILD);
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().expect("below the workspace")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    /// What builds both crates from this folder.
    pub(crate) fn building(&self, folder: &Path) -> Command {
        let mut cargo = self.cargo(&["build", "--offline", "--workspace", "--message-format=json", "--manifest-path"]);
        cargo.arg(self.root.join("Cargo.toml")).current_dir(folder);
        cargo
    }

    /// Builds both crates from this folder.
    pub(crate) fn build_in(&self, folder: &Path) -> Built {
        let output = self.building(folder).output().expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages = String::from_utf8(output.stdout).expect("JSON is UTF-8");
        let messages: Vec<Value> = messages.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let of_target = |name: &str| {
            let is_named = |message: &&Value| message["target"]["name"] == name && message["filenames"].is_array();
            messages.iter().filter(is_named).collect::<Vec<_>>()
        };
        let compiled = |name: &&str| of_target(name).iter().any(|message| message["fresh"] == false);
        let macros = of_target("schema_macro")[0]["filenames"][0].as_str().expect("a file").into();
        Built { compiled: ["first", "second"].into_iter().filter(compiled).collect(), macros }
    }

    /// Builds both crates and tells which of them were compiled.
    pub(crate) fn build(&self) -> BTreeSet<&'static str> {
        self.build_in(Path::new("/")).compiled
    }

    /// cargo with what is the same for all of its commands.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(arguments)
            .env("CARGO_TARGET_DIR", target())
            .env_remove("SCHEMA_TOML")
            .envs(self.environment.clone());
        cargo
    }

    /// The tables that a crate was compiled with.
    pub(crate) fn tables(&self, name: &str) -> String {
        let output = Command::new(target().join("debug").join(name)).output().expect("the program runs");
        String::from_utf8(output.stdout).expect("names are UTF-8").trim().to_owned()
    }

    /// Every file and folder, and when it was written.
    pub(crate) fn written(&self) -> BTreeSet<(PathBuf, SystemTime)> {
        let (mut found, mut unread) = (BTreeSet::new(), vec![self.root.clone()]);
        while let Some(path) = unread.pop() {
            if path.is_dir() {
                unread.extend(fs::read_dir(&path).expect("readable").map(|entry| entry.expect("readable").path()));
            }
            let modified = path.metadata().and_then(|metadata| metadata.modified()).expect("known");
            found.insert((path, modified));
        }
        found
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// The folder of this repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository is there")
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("freshness")
}
