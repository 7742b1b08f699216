//! `cargo schema check --watch`, while files change.

#[path = "../../schema-macro-tests/tests/freshness/memory.rs"]
mod memory;

use std::fs;
use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

/// The program in a project of its own. Killed when dropped.
struct Watching {
    project: TempDir,
    program: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Watching {
    /// Watches a project for SQLite with two migrations.
    fn start() -> Self {
        let project = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in [
            ("Cargo.toml", "[package]"),
            ("schema.toml", "[migrations]\nsqlite = \"migrations\"\n"),
            ("migrations/001_first/up.sql", "CREATE TABLE users (id integer PRIMARY KEY, email text);"),
            ("migrations/002_second/up.sql", "CREATE TABLE posts (id integer PRIMARY KEY);"),
        ] {
            write(&project, path, text);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-schema"));
        command.args(["check", "--watch"]).current_dir(project.path()).stdout(Stdio::piped());
        for variable in ["SCHEMA_TOML", "DIESEL_CONFIG_FILE"] {
            command.env_remove(variable);
        }
        let mut program = command.spawn().expect("the program runs");
        let lines = BufReader::new(program.stdout.take().expect("it is piped")).lines();
        Self { project, program, lines }
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.project, path, text);
    }

    /// Reads on, up to a line that says this.
    #[track_caller]
    fn says(&mut self, wanted: &str) {
        let said = self.lines.by_ref().map(|line| line.expect("readable")).any(|line| line.contains(wanted));
        assert!(said, "it never says `{wanted}`");
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn write(project: &TempDir, path: &str, text: &str) {
    let file = project.path().join(path);
    fs::create_dir_all(file.parent().expect("below the folder")).expect("writable");
    fs::write(file, text).expect("writable");
}

#[test]
fn a_change_is_checked_at_once() {
    let mut watching = Watching::start();
    watching.says("2 migrations, 2 tables: nothing is wrong");
    watching.write("migrations/002_second/up.sql", "CREATE TABLE posts (id integer);");
    watching.says("warning[no-primary-key]: table `posts` has no primary key");
    watching.says("2 migrations, 2 tables: 1 warning");
    watching.write("migrations/003_third/up.sql", "DROP TABLE none;");
    watching.says("there is no table `none`");
}

#[test]
fn models_that_are_kept_are_watched_as_well() {
    let mut watching = Watching::start();
    watching.says("nothing is wrong");
    watching.write("schema.toml", "[migrations]\nsqlite = \"migrations\"\n[models]\noutput = \"src/models.rs\"\n");
    watching.says("error[stale-models]: there is no such file of models");
    watching.says("2 migrations, 2 tables: 1 error");
    watching.write("src/models.rs", "pub struct User;\n");
    watching.says("error[stale-models]: this file was not written by `cargo schema models`");
}

#[test]
fn changes_are_checked_for_days() {
    let mut watching = Watching::start();
    watching.says("nothing is wrong");
    let programs = [("`cargo schema check --watch`", watching.program.id())];
    let held = memory::held(&programs, 3, 6, |at| {
        // Each of another length, so that no clock is too coarse to tell them apart.
        let (text, said) = match at % 3 {
            0 => ("CREATE TABLE posts (id integer);", "1 warning"),
            1 => ("CREATE TABLE posts (id", "1 error"),
            _ => ("CREATE TABLE posts (id integer PRIMARY KEY);", "nothing is wrong"),
        };
        watching.write("migrations/002_second/up.sql", text);
        watching.says(said);
    });
    for program in held {
        assert!(program.grown() < 1024, "{program}");
    }
}
