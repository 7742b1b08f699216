//! A crate is compiled anew where its migrations change, and only there: cargo itself is run, on a workspace of two crates
//! with migrations of their own, in a folder whose name has spaces and letters of another script.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::{env, fs};

/// Stands for Diesel, of which `schema!` needs the macros: the real one would take minutes to build.
const DIESEL: &str = "
#[macro_export] macro_rules! table { ($($token:tt)*) => {}; }
#[macro_export] macro_rules! joinable { ($($token:tt)*) => {}; }
#[macro_export] macro_rules! allow_tables_to_appear_in_same_query { ($($token:tt)*) => {}; }
";

const PROGRAM: &str = "
mod schema { schema_macro::schema!(); }
fn main() { println!(\"{}\", schema::TABLES.join(\" \")); }
";

struct Workspace(PathBuf);

impl Workspace {
    fn new() -> Self {
        // Not below the repository, whose schema.toml would count.
        let root = env::temp_dir().join(format!("свежий workspace {}", process::id()));
        let repository =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository is there");
        let workspace = Self(root);
        workspace.write("Cargo.toml", "[workspace]\nmembers = [\"first\", \"second\", \"diesel\"]\nresolver = \"3\"\n");
        workspace.write("diesel/Cargo.toml", "[package]\nname = \"diesel\"\nversion = \"2.3.0\"\nedition = \"2024\"\n");
        workspace.write("diesel/src/lib.rs", DIESEL);
        for name in ["first", "second"] {
            let manifest = format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ndiesel.path = \
                 \"../diesel\"\nschema-macro.path = {:?}\n",
                repository.join("schema-macro")
            );
            workspace.write(&format!("{name}/Cargo.toml"), &manifest);
            workspace.write(&format!("{name}/src/main.rs"), PROGRAM);
            let build = "fn main() { println!(\"cargo::rerun-if-changed=migrations\"); }";
            workspace.write(&format!("{name}/build.rs"), build);
        }
        fs::copy(repository.join("Cargo.lock"), workspace.0.join("Cargo.lock")).expect("the versions are the same");
        workspace
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("below the workspace")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    /// Builds both crates and tells which of them were compiled.
    fn build(&self) -> BTreeSet<&'static str> {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--workspace", "--message-format=json", "--manifest-path"])
            .arg(self.0.join("Cargo.toml"))
            .current_dir("/")
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("freshness"))
            .env_remove("SCHEMA_TOML")
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages = String::from_utf8(output.stdout).expect("JSON is UTF-8");
        let compiled = |name: &&str| {
            let of_crate = |line: &&str| line.contains(&format!("\"name\":\"{name}\"")) && line.contains("\"bin\"");
            messages.lines().filter(of_crate).any(|line| line.contains("\"fresh\":false"))
        };
        ["first", "second"].into_iter().filter(compiled).collect()
    }

    /// The tables that a crate was compiled with.
    fn tables(&self, name: &str) -> String {
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("freshness/debug").join(name);
        let output = Command::new(program).output().expect("the program runs");
        String::from_utf8(output.stdout).expect("names are UTF-8").trim().to_owned()
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_changes_is_compiled_anew_and_nothing_else() {
    let workspace = Workspace::new();
    workspace.write("first/migrations/1_a/up.sql", "CREATE TABLE a (id int PRIMARY KEY);");
    workspace.write("first/diesel.toml", "[migrations_directory]\ndir = \"migrations\"\n");
    workspace.write("second/migrations/1_x/up.sql", "CREATE TABLE x (id int PRIMARY KEY);");
    workspace.write("second/other/1_y/up.sql", "CREATE TABLE y (id int PRIMARY KEY);");
    workspace.write("second/schema.toml", "[migrations]\npostgres = \"migrations\"\n");
    let (first, second) = (BTreeSet::from(["first"]), BTreeSet::from(["second"]));
    let neither = BTreeSet::new();
    workspace.build();
    assert_eq!((workspace.tables("first").as_str(), workspace.tables("second").as_str()), ("a", "x"));
    assert_eq!(workspace.build(), neither, "nothing changed");

    workspace.write(
        "first/migrations/1_a/up.sql",
        "CREATE TABLE a (id int PRIMARY KEY);CREATE TABLE b (id int PRIMARY KEY);",
    );
    assert_eq!(workspace.build(), first, "a migration was edited");
    assert_eq!(workspace.tables("first"), "a b");

    workspace.write("first/migrations/2_c/up.sql", "CREATE TABLE c (id int PRIMARY KEY);");
    assert_eq!(workspace.build(), first, "a migration was added");
    assert_eq!(workspace.tables("first"), "a b c");

    let migrations = workspace.0.join("first/migrations");
    fs::rename(migrations.join("2_c"), migrations.join("3_c")).expect("renamed");
    assert_eq!(workspace.build(), first, "a migration was renamed");

    fs::remove_dir_all(migrations.join("3_c")).expect("removed");
    assert_eq!(workspace.build(), first, "a migration was removed");
    assert_eq!(workspace.tables("first"), "a b");
    assert_eq!(workspace.build(), neither, "nothing changed");

    workspace.write("second/schema.toml", "[migrations]\npostgres = \"other\"\n");
    assert_eq!(workspace.build(), second, "schema.toml names other migrations");
    assert_eq!(workspace.tables("second"), "y");

    workspace.write("first/older/1_o/up.sql", "CREATE TABLE o (id int PRIMARY KEY);");
    workspace.write("first/diesel.toml", "[migrations_directory]\ndir = \"older\"\n");
    assert_eq!(workspace.build(), first, "diesel.toml names other migrations");
    assert_eq!(workspace.tables("first"), "o");
    assert_eq!(workspace.build(), neither, "nothing changed");
}
