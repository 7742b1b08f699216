//! Commands that need more than the files of a project: a database or a repository of git.

use std::fs;
use std::path::Path;
use std::process::Command;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use serde_json::Value;
use tempfile::TempDir;

const FIRST: &str = "CREATE TABLE users (id integer PRIMARY KEY, email text);";
const SECOND: &str = "CREATE TABLE posts (id integer PRIMARY KEY);";

/// A project for SQLite with two migrations.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in [
        ("Cargo.toml", "[package]"),
        ("schema.toml", "[migrations]\nsqlite = \"migrations\"\n"),
        ("migrations/001_first/up.sql", FIRST),
        ("migrations/002_second/up.sql", SECOND),
    ] {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("below the folder")).expect("writable");
        fs::write(file, text).expect("writable");
    }
    folder
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-schema"));
    command.args(arguments).current_dir(folder);
    for variable in ["DATABASE_URL", "SCHEMA_TOML", "DIESEL_CONFIG_FILE", "GIT_DIR", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    command
}

/// What a command prints, and its exit code.
fn printed(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let output = program(folder, arguments).output().expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("what is printed is UTF-8");
    (text, output.status.code().expect("it was not killed"))
}

/// Makes a database, as Diesel leaves it after these migrations.
fn database(folder: &Path, sql: &str, versions: &[&str]) {
    let file = folder.join("app.db");
    let mut connection = SqliteConnection::establish(&file.to_string_lossy()).expect("a new file");
    let noted = versions
        .iter()
        .map(|version| format!("INSERT INTO __diesel_schema_migrations (version) VALUES ('{version}');"));
    let noted: String = noted.collect();
    let table = "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP \
                 NOT NULL DEFAULT CURRENT_TIMESTAMP);";
    connection.batch_execute(&format!("{sql}{table}{noted}")).expect("valid SQL");
}

#[test]
fn status_tells_what_of_the_migrations_a_database_has() {
    let (behind, level, changed) = (project(), project(), project());
    database(behind.path(), FIRST, &["001"]);
    database(level.path(), &format!("{FIRST}{SECOND}"), &["001", "002"]);
    database(changed.path(), &format!("{FIRST}{SECOND}ALTER TABLE users ADD x int;"), &["001", "002"]);
    let status = |folder: &TempDir| printed(folder.path(), &["status", "--database-url", "app.db"]);
    let (text, code) = status(&behind);
    assert!(text.contains("\n  applied        1  of 2\n  pending: 002_second\n"), "{text}");
    assert!(text.ends_with("  the schema differs in 1 place:\n    posts: expected a table, found none\n"), "{text}");
    assert_eq!(code, 1);
    let (text, code) = status(&level);
    assert!(text.ends_with("\n  applied        2  of 2\n  the schema is what the migrations make\n"), "{text}");
    assert_eq!(code, 0);
    let (text, code) = status(&changed);
    assert!(
        text.ends_with("  the schema differs in 1 place:\n    users.x: expected none, found a column INT\n"),
        "{text}"
    );
    assert_eq!(code, 1);
}

#[test]
fn differences_of_a_database_are_told_at_the_sql_that_they_are_about() {
    let project = project();
    database(project.path(), "CREATE TABLE users (id integer PRIMARY KEY, email int);", &["001"]);
    let validate = |format| printed(project.path(), &["validate", "--database-url", "app.db", "--format", format]);
    let (text, code) = validate("short");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "migrations/001_first/up.sql:1:45: error[database-differs]: users.email: expected TEXT, found INT",
            "migrations/002_second/up.sql: error[database-differs]: migration 002: expected it applied, found it not applied",
            "migrations/002_second/up.sql:1:14: error[database-differs]: posts: expected a table, found none",
        ]
    );
    assert_eq!(code, 1);
    let (text, _) = validate("github");
    assert!(
        text.starts_with("::error file=migrations/001_first/up.sql,line=1,endLine=1,col=45,endColumn=50,"),
        "{text}"
    );
    let (text, _) = validate("sarif");
    let sarif: Value = serde_json::from_str(&text).expect("SARIF is JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(3));
    let (text, _) = validate("json");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["differences"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_database_is_a_side_like_others() {
    let project = project();
    database(project.path(), "CREATE TABLE users (id integer PRIMARY KEY, email int);", &["001"]);
    fs::write(project.path().join("schema.rs"), "diesel::table! { users (id) { id -> Integer, } }").expect("writable");
    let diff = |before, after| printed(project.path(), &["diff", before, after]);
    let (text, code) = diff("app.db", "migrations");
    let told = "\
+ posts: table  migrations/002_second/up.sql:1:14

users
  ~ type email
      - INT
      + TEXT  migrations/001_first/up.sql:1:45

2 differences
not compared: indexes that are not unique, ";
    assert!(text.starts_with(told), "{text}");
    assert_eq!(code, 1);
    let (text, _) = diff("schema.rs", "sqlite://app.db");
    assert!(text.starts_with("users\n  + column email: Nullable<Int4>\n\n1 difference\n"), "{text}");
    let (text, code) = diff("app.db", "app.db");
    assert!(text.starts_with("nothing differs\n") && code == 0, "{text}");
}

#[test]
fn rows_outlive_a_table_that_is_made_anew() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let before = "CREATE TABLE groups (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE members (id INTEGER PRIMARY KEY, group_id INT REFERENCES groups ON DELETE CASCADE);";
    let after = before.replace("name TEXT", "name VARCHAR(20), code TEXT DEFAULT 'none'");
    fs::write(folder.path().join("sqlite.sql"), before).expect("writable");
    fs::write(folder.path().join("wanted.sql"), after).expect("writable");
    let arguments = ["diff", "sqlite.sql", "wanted.sql", "--sql", "--output", "migrations", "--version", "002"];
    let (text, code) = printed(folder.path(), &arguments);
    assert_eq!((text.as_str(), code), ("wrote migrations/002_diff\n", 1));
    let read = |file: &str| fs::read_to_string(folder.path().join("migrations/002_diff").join(file)).expect("readable");
    assert_eq!(read("metadata.toml"), "run_in_transaction = false\n");
    let mut live = SqliteConnection::establish(":memory:").expect("there is always memory");
    let rows = "INSERT INTO groups VALUES (1, 'a'), (2, 'b'); INSERT INTO members VALUES (1, 1), (2, 2), (3, 2);";
    live.batch_execute(&format!("PRAGMA foreign_keys = ON; {before} {rows}")).expect("valid SQL");
    for file in ["up.sql", "down.sql"] {
        live.batch_execute(&read(file)).expect("valid SQL");
        let count =
            diesel::sql_query("DELETE FROM members WHERE group_id NOT IN (SELECT id FROM groups WHERE name <> '')");
        assert_eq!(diesel::RunQueryDsl::execute(count, &mut live).expect("valid SQL"), 0, "{file}");
        let all = diesel::sql_query("UPDATE members SET group_id = group_id");
        assert_eq!(diesel::RunQueryDsl::execute(all, &mut live).expect("valid SQL"), 3, "{file}");
    }
}

#[test]
fn triggers_and_views_follow_what_they_name() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let before = "CREATE TABLE logs (id INTEGER PRIMARY KEY NOT NULL, what TEXT);
        CREATE TABLE \"people\" (id INTEGER PRIMARY KEY NOT NULL, nick TEXT);
        CREATE TRIGGER told AFTER UPDATE OF nick ON people WHEN new.nick <> old.\"nick\" BEGIN
            INSERT INTO logs (what) SELECT new.nick || count(logs.what) FROM logs;
            UPDATE logs SET what = (SELECT p.nick FROM people AS p WHERE p.id = old.id) WHERE logs.what IS NULL;
        END;
        CREATE VIEW told_of AS SELECT what FROM logs;
        ALTER TABLE logs RENAME TO events;
        ALTER TABLE events RENAME COLUMN what TO \"what happened\";
        ALTER TABLE people RENAME COLUMN nick TO name;
        ALTER TABLE people RENAME TO persons;";
    fs::write(folder.path().join("sqlite.sql"), before).expect("writable");
    fs::write(folder.path().join("wanted.sql"), before.replace("nick TEXT", "nick VARCHAR(20)")).expect("writable");
    let made = "CREATE TRIGGER told AFTER UPDATE OF name ON persons WHEN new.name <> old.name BEGIN
            INSERT INTO events (\"what happened\") SELECT new.name || count(events.\"what happened\") FROM events;
            UPDATE events SET \"what happened\" = (SELECT p.name FROM persons AS p WHERE p.id = old.id) WHERE events.\"what happened\" IS NULL;
        END";
    let diff = |more: &[&str]| printed(folder.path(), &[&["diff", "sqlite.sql", "wanted.sql", "--sql"], more].concat());
    let (text, _) = diff(&[]);
    assert_eq!(text.matches(made).count(), 2, "{text}");
    let view = "CREATE VIEW told_of AS SELECT \"what happened\" FROM events;";
    assert_eq!(text.matches(view).count(), 2, "{text}");
    diff(&["--output", "migrations", "--version", "002"]);
    let read = |file: &str| fs::read_to_string(folder.path().join("migrations/002_diff").join(file)).expect("readable");
    let mut live = SqliteConnection::establish(":memory:").expect("there is always memory");
    let row = "INSERT INTO persons VALUES (1, 'a');";
    live.batch_execute(&format!("{before} {row}")).expect("valid SQL");
    for (file, runs) in [("up.sql", 1), ("down.sql", 2)] {
        live.batch_execute(&read(file)).expect("valid SQL");
        live.batch_execute("UPDATE persons SET name = name || 'b'").expect("what the trigger names is there");
        let all = diesel::sql_query("UPDATE events SET \"what happened\" = \"what happened\"");
        assert_eq!(diesel::RunQueryDsl::execute(all, &mut live).expect("valid SQL"), runs, "{file}");
    }
}

#[test]
fn a_hook_is_written_once_and_is_a_program() {
    let project = project();
    let made = Command::new("git").args(["init", "--quiet"]).current_dir(project.path()).status().expect("git runs");
    assert!(made.success());
    let (text, code) = printed(project.path(), &["init", "--hook"]);
    assert!(text.contains("wrote .git/hooks/pre-commit: "), "{text}");
    assert_eq!(code, 0);
    let hook = project.path().join(".git/hooks/pre-commit");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&hook).expect("it is there").permissions().mode() & 0o111, 0o111);
    }
    fs::write(&hook, "#!/bin/sh\nmake test\n").expect("writable");
    let (text, _) = printed(project.path(), &["init", "--hook"]);
    assert!(text.contains("kept .git/hooks/pre-commit as it is. Add to it:\n    cargo schema check\n"), "{text}");
    assert_eq!(fs::read_to_string(&hook).expect("readable"), "#!/bin/sh\nmake test\n");
}

#[test]
fn every_command_has_a_page_and_every_shell_completes_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (help, _) = printed(folder.path(), &["--help"]);
    let commands = help.split("Commands:\n").nth(1).expect("a list").lines().take_while(|line| !line.is_empty());
    let commands: Vec<&str> =
        commands.filter_map(|line| line.split_whitespace().next()).filter(|command| *command != "help").collect();
    assert!(commands.contains(&"check"), "{commands:?}");
    for command in &commands {
        let (page, code) = printed(folder.path(), &["man", command]);
        assert!(page.contains(&format!("cargo schema {command}")) && code == 0, "{page}");
    }
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (script, code) = printed(folder.path(), &["completions", shell]);
        assert!(commands.iter().all(|command| script.contains(command)) && code == 0, "{shell}");
    }
}
