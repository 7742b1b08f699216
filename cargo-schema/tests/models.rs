//! What `cargo schema models` writes: for each SQL file of `models`, whose name is that of its engine, the Rust file beside
//! it. `SCHEMA_TEST_OVERWRITE=1` writes those anew; read them. That they compile is shown in `schema-macro-tests`.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The exit code, what goes to standard output, what goes to standard error.
fn models(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cargo_schema::run(["cargo-schema", "models"].iter().chain(arguments), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("what is written is UTF-8");
    (code, text(out), text(err))
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models")
}

/// An empty folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("models").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests is writable");
    folder
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn models_are_as_expected() {
    for engine in ["postgres", "sqlite", "mariadb"] {
        let sql = data().join(format!("{engine}.sql"));
        let (code, out, err) = models(&["--migrations", &sql.to_string_lossy(), "--dialect", engine]);
        assert_eq!(code, 0, "{err}");
        // What is said of them is read with them.
        let said: String =
            err.replace(&*data().to_string_lossy(), "").lines().map(|line| format!("// {line}\n")).collect();
        let (found, beside) = (format!("{said}{out}"), sql.with_extension("rs"));
        if env::var_os("SCHEMA_TEST_OVERWRITE").is_some() {
            fs::write(&beside, &found).expect("writable");
        }
        assert_eq!(read(&beside), found, "SCHEMA_TEST_OVERWRITE=1 writes {} anew", beside.display());
    }
}

#[test]
fn only_what_is_asked_for_is_written() {
    let folder = folder("asked");
    let sql = folder.join("up.sql");
    fs::write(
        &sql,
        "CREATE TABLE a (id int PRIMARY KEY, x int); CREATE TABLE b (id int PRIMARY KEY, x text CHECK (x IN ('y')))",
    )
    .expect("writable");
    let migrations = ["--migrations", &*sql.to_string_lossy()].map(str::to_owned);
    let ask = |arguments: &[&str]| {
        let arguments: Vec<&str> = migrations.iter().map(String::as_str).chain(arguments.iter().copied()).collect();
        models(&arguments)
    };
    let (_, out, _) = ask(&["a", "--update"]);
    let structs = |out: &str| {
        let names = out.lines().filter_map(|line| line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum ")));
        names.map(|name| name.trim_end_matches(" {").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(structs(&out), ["AChanges"]);
    assert_eq!(structs(&ask(&["--except", "a", "--row"]).1), ["BX", "B"]);
    assert_eq!(structs(&ask(&["--except", "a", "--row", "--enums", "types"]).1), ["B"]);
    let (_, out, _) = ask(&["a", "--row", "--derive", "serde::Serialize,Eq", "--schema-module", "crate::db"]);
    assert!(out.contains("#[derive(Debug, Clone, PartialEq, serde::Serialize, Eq, Queryable"), "{out}");
    assert!(out.contains("#[table(\"a\", schema = crate::db)]"), "{out}");
    let (code, _, err) = ask(&["aa"]);
    assert_eq!((code, err.as_str()), (2, "error: the migrations make no table `aa`\nhelp: did you mean `a`?\n"));
    let (code, _, err) = ask(&["--derive", "not a path"]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn a_file_keeps_what_is_written_by_hand() {
    let folder = folder("kept");
    let (sql, file) = (folder.join("up.sql"), folder.join("models.rs"));
    fs::write(&sql, "CREATE TABLE users (id int PRIMARY KEY)").expect("writable");
    let write = |further: &[&str]| {
        let (sql, file) = (sql.to_string_lossy(), file.to_string_lossy());
        let all = ["--migrations", &sql, "--output", &file, "--row"];
        models(&[&all, further].concat())
    };
    let (code, out, _) = write(&["--check"]);
    assert_eq!(code, 1);
    assert!(out.contains("\n+pub struct User {\n"), "{out}");
    assert_eq!(write(&[]), (0, String::new(), String::new()));
    assert_eq!(write(&["--check"]), (0, String::new(), String::new()));

    let by_hand = "\n// hand-written: begin\nimpl User {\n    pub fn is_first(&self) -> bool {\n        self.id == 1\n    }\n}\n// hand-written: end\n";
    fs::write(&file, read(&file) + by_hand).expect("writable");
    assert_eq!(write(&["--check"]).0, 0, "it is as it would be written");
    fs::write(&sql, "CREATE TABLE users (id int PRIMARY KEY, email text); CREATE TABLE words (id int PRIMARY KEY)")
        .expect("writable");
    let (code, diff, _) = write(&["--check"]);
    assert_eq!(code, 1);
    assert!(diff.contains("+    pub email: Option<String>,") && !diff.contains("-impl"), "{diff}");
    assert_eq!(write(&[]).0, 0);
    let written = read(&file);
    assert!(
        written.contains(&format!("    pub email: Option<String>,\n}}\n{by_hand}\n/// A row of the table `words`.")),
        "{written}"
    );

    fs::write(&file, written.replace("email: Option<String>", "email: Option<Email>")).expect("writable");
    let (code, _, err) = write(&[]);
    assert_eq!(code, 2);
    assert!(err.contains("something was changed by hand in this file"), "{err}");
    assert!(read(&file).contains("Option<Email>"), "it is left as it is");
    assert_eq!(write(&["--overwrite"]).0, 0);
    assert_eq!(read(&file), written);

    fs::write(&file, "pub struct Mine;\n").expect("writable");
    assert!(write(&["--overwrite"]).2.contains("was not written by `cargo schema models`"));
    assert_eq!(read(&file), "pub struct Mine;\n");
    let names = fs::read_dir(&folder).expect("readable").map(|entry| entry.expect("readable").file_name());
    assert_eq!(names.count(), 2, "no temporary file is left");
}

#[test]
fn a_folder_has_a_file_for_each_table() {
    let folder = folder("folder");
    let (sql, models_folder) = (data().join("postgres.sql"), folder.join("models/"));
    let (code, _, err) =
        models(&["--migrations", &sql.to_string_lossy(), "--output", &models_folder.to_string_lossy()]);
    assert_eq!(code, 0, "{err}");
    let of_person = read(&models_folder.join("person.rs"));
    assert!(of_person.contains("use super::{Level, SavingsGroup};"), "{of_person}");
    let all = read(&models_folder.join("mod.rs"));
    assert!(all.contains("mod savings_group;\n") && all.contains("pub use savings_group::*;\n"), "{all}");

    let old = models_folder.join("old.rs");
    fs::write(&old, of_person).expect("writable");
    let arguments = ["--migrations", &*sql.to_string_lossy(), "--output", &*models_folder.to_string_lossy()];
    let (code, _, err) = models(&arguments);
    assert!(code == 0 && err.contains("old.rs: no table is for this file any more: "), "{err}");
    assert!(old.exists(), "whoever has something of his own in it takes it out first");
    let (code, diff, _) = models(&[&arguments[..], &["--check"]].concat());
    assert!(code == 1 && diff.contains("old.rs\n+++ "), "{diff}");
}

#[test]
fn names_and_types_are_configured() {
    let folder = folder("configured");
    let sql = "CREATE TABLE people_data (id int PRIMARY KEY, pay numeric(12,2) NOT NULL, rate numeric, state text CHECK (state IN ('a')), p point)";
    fs::create_dir_all(folder.join("db/1_first")).expect("writable");
    fs::write(folder.join("db/1_first/up.sql"), sql).expect("writable");
    let models_table = "[models]\nnames = { people_data = \"Person\", \"people_data.state\" = \"State\" }\n\
         types = { \"NUMERIC(12,2)\" = \"crate::Money\", numeric = \"Rate\", \"people_data.p\" = \"crate::Point\" }\n";
    let config = |text: &str| {
        fs::write(folder.join("schema.toml"), format!("[migrations]\npostgres = \"db\"\n{text}")).expect("writable");
    };
    let program = Path::new(env!("CARGO_BIN_EXE_cargo-schema"));
    let run = || {
        let output = std::process::Command::new(program)
            .args(["models", "--row"])
            .current_dir(&folder)
            .output()
            .expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (text(output.stdout), text(output.stderr))
    };
    config(models_table);
    let (out, err) = run();
    assert_eq!(err, "");
    for line in [
        "use crate::{Money, Point};",
        "pub enum State {",
        "pub struct Person {",
        "pub pay: Money,",
        "pub rate: Option<Rate>,",
        "pub p: Option<Point>,",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    config("[models]\nname = {}\n");
    assert!(run().1.contains("schema.toml:4:1: `name` is not understood here"), "{}", run().1);
    config("[models]\nnames = 1\n");
    assert!(run().1.contains("schema.toml:4:9: this must be a table of strings"), "{}", run().1);
}
