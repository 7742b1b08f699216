//! Names of tables, columns, types, labels, constraints, files and migrations that would be more than names: in no output
//! does one end its line or its string, begin a command, or do anything to a terminal.
#![cfg(unix)]

use std::fs;
use std::path::Path;

use cargo_schema::{Style, run_in_style};
use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use schema_catalog::is_harmful;
use serde_json::Value;
use tempfile::TempDir;

/// A bit of everything, in the 63 bytes that a name may have.
const NAME: &str = "n\n::error::y\r\u{1b}[31m\u{202e}\u{9b}\u{2028}\"'`<b>{}%\\*/-- ";

/// A name for a file has no slash.
fn file_name() -> String {
    NAME.replace('/', "")
}

/// Another such name.
fn name_with(first: char) -> String {
    NAME.replacen('n', &first.to_string(), 1)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn string(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A project in a folder of such a name: tables, then one more, then what is wrong.
struct Project {
    folder: TempDir,
}

impl Project {
    fn new() -> Self {
        assert!(NAME.len() <= 63);
        let (name, text) = (quoted(NAME), string(NAME));
        let [of_type, other, third] = ['t', 'o', 'p'].map(|first| quoted(&name_with(first)));
        let project = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        project.write(
            "good",
            &format!(
                "CREATE TYPE {of_type} AS ENUM ({text}, 'b');\n\
                 CREATE TABLE {name} (id integer PRIMARY KEY, {name} {of_type}, b text DEFAULT {text});\n\
                 CREATE TABLE {other} (id integer CONSTRAINT {name} REFERENCES {name} (id), {name} integer);\n\
                 COMMENT ON TABLE {name} IS {text};\nCOMMENT ON COLUMN {name}.{name} IS {text};",
            ),
        );
        let before = project.sql("good");
        project.write("more", &format!("{before}\nCREATE TABLE {third} ({name} text PRIMARY KEY);"));
        project.write("bad", &format!("{before}\nALTER TABLE {name} DROP COLUMN {third};"));
        project
    }

    fn path(&self, of: &str) -> String {
        format!("{}/{of} {}", self.folder.path().display(), file_name())
    }

    fn file(&self, of: &str) -> String {
        format!("{}/1_{}/up.sql", self.path(of), file_name())
    }

    fn write(&self, of: &str, sql: &str) {
        let file = self.file(of);
        fs::create_dir_all(Path::new(&file).parent().expect("a folder")).expect("writable");
        fs::write(file, sql).expect("writable");
    }

    fn sql(&self, of: &str) -> String {
        fs::read_to_string(self.file(of)).expect("readable")
    }
}

/// What a command prints to standard output and to standard error.
fn printed(arguments: &[&str], style: Style) -> [String; 2] {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    run_in_style(["cargo-schema"].iter().chain(arguments), &mut out, &mut err, style);
    [out, err].map(|text| String::from_utf8(text).expect("what is printed is UTF-8"))
}

const STYLES: [Style; 2] = [Style::Plain, Style::Drawn { colours: false, width: 100 }];

#[track_caller]
fn assert_harmless(text: &str, command: &[&str]) {
    let harmful: String = text.chars().filter(|c| is_harmful(*c)).collect();
    assert!(harmful.is_empty(), "{harmful:?} of {command:?}: {text:?}");
}

#[test]
fn no_output_does_anything_to_a_terminal() {
    let project = Project::new();
    let [good, more, bad] = ["good", "more", "bad"].map(|of| project.path(of));
    let column = format!("{NAME}.{NAME}");
    let mut commands = vec![
        vec!["print"],
        vec!["print", "--format", "json"],
        vec!["models"],
        vec!["explain", NAME],
        vec!["explain", &column],
        vec!["explain", "none"],
        vec!["explain", "none\u{202e}"],
        vec!["print", "--schema", "none\u{202e}"],
        vec!["status"],
        vec!["report"],
        vec!["graph", NAME],
        vec!["graph", "--format", "mermaid"],
        vec!["graph", "--format", "dot"],
    ];
    for format in ["human", "short", "json", "sarif", "github"] {
        commands.push(vec!["check", "--format", format]);
    }
    for migrations in [&good, &more, &bad] {
        for command in &commands {
            let command: Vec<&str> = command.iter().copied().chain(["--migrations", migrations]).collect();
            for style in STYLES {
                let [out, err] = printed(&command, style);
                // What is said of a name that there is not is an error everywhere.
                let is_error = *migrations == bad && command[0] != "check"
                    || command.iter().any(|argument| argument.starts_with("none"));
                assert_eq!(out.is_empty(), is_error, "{command:?}: {err}");
                for text in [out, err] {
                    assert_harmless(&text, &command);
                    // Where a name would begin a line, it would be a line of another kind. In HTML it would not.
                    assert!(command[0] == "report" || !text.contains("\n::error::y"), "{command:?}: {text}");
                }
            }
        }
    }
    for command in
        [vec!["diff", &good, &more], vec!["diff", &good, &more, "--format", "json"], vec!["diff", &good, &bad]]
    {
        for style in STYLES {
            for text in printed(&command, style) {
                assert_harmless(&text, &command);
                assert!(!text.contains("\n::error::y"), "{command:?}: {text}");
            }
        }
    }
}

#[test]
fn each_form_says_the_same_name() {
    let project = Project::new();
    let more = project.path("more");
    let out = |arguments: &[&str]| printed(&[arguments, &["--migrations", &more]].concat(), Style::Plain)[0].clone();
    let json = |arguments: &[&str]| serde_json::from_str::<Value>(&out(arguments)).expect("JSON");
    let catalog = json(&["print", "--format", "json"]);
    assert!(catalog.to_string().contains(&serde_json::to_string(NAME).expect("a string")), "{catalog}");

    let findings = json(&["check", "--format", "json"]);
    let findings = findings["findings"].as_array().expect("a list");
    assert!(findings.iter().any(|finding| finding["table"] == name_with('o')), "{findings:?}");
    assert!(findings.iter().all(|finding| finding["place"]["file"] == project.file("more")), "{findings:?}");
    // A line for each, and each of them a command of its own.
    for (format, start) in [("short", ""), ("github", "::")] {
        let text = out(&["check", "--format", format]);
        assert_eq!(text.lines().count(), findings.len(), "{text}");
        assert!(text.lines().all(|line| line.starts_with(start)), "{text}");
    }
    let sarif = json(&["check", "--format", "sarif"]);
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    assert_eq!(results.len(), findings.len());
    for result in results {
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("a text");
        assert!(uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
    }

    // What is printed as Rust is Rust, and has the name.
    for command in ["print", "models"] {
        let text = out(&[command]);
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
        assert!(!file.items.is_empty());
        assert!(text.contains(&format!("{NAME:?}")), "{text}");
    }
}

#[test]
fn a_migration_between_schemas_is_no_more_than_its_statements() {
    let project = Project::new();
    let [good, more] = ["good", "more"].map(|of| project.path(of));
    let [text, error] = printed(&["diff", &good, &more, "--sql"], Style::Plain);
    assert_eq!(error, "");
    let [up, down] = {
        let (up, down) = text.split_once("-- ==== down.sql ====\n").expect("both ways");
        [up, down]
    };
    let replayed = |of: &str, sql: &str| {
        project.write(of, sql);
        printed(&["print", "--format", "json", "--migrations", &project.path(of)], Style::Plain)
    };
    let names = |of: &str, sql: &str| {
        let [text, error] = replayed(of, sql);
        assert_eq!(error, "");
        let catalog: Value = serde_json::from_str(&text).expect("JSON");
        let tables = catalog["tables"].as_array().expect("a list").clone();
        tables.into_iter().map(|table| table["name"].clone()).collect::<Vec<_>>()
    };
    let before = names("before", &project.sql("good"));
    assert_eq!(names("after", &format!("{}\n{up}", project.sql("good"))), names("wanted", &project.sql("more")));
    assert_eq!(names("back", &format!("{}\n{up}\n{down}", project.sql("good"))), before);
    // Comments end where their lines do, for every engine.
    for line in text.split(['\n', '\r', '\u{2028}']).filter(|line| line.starts_with("--")) {
        assert_harmless(line, &["diff", "--sql"]);
    }
}

#[test]
fn differences_of_a_database_are_told_as_harmlessly() {
    let project = Project::new();
    let file = project.folder.path().join("app.db");
    let mut connection = SqliteConnection::establish(&file.to_string_lossy()).expect("a new file");
    let (name, other) = (quoted(NAME), quoted(&name_with('o')));
    let expected = format!("CREATE TABLE {name} (id integer PRIMARY KEY, {name} text);");
    project.write("sqlite", &expected);
    connection
        .batch_execute(&format!("CREATE TABLE {name} (id integer PRIMARY KEY, {other} text);"))
        .expect("valid SQL");
    let (migrations, url) = (project.path("sqlite"), file.display().to_string());
    for format in ["human", "short", "json", "sarif", "github"] {
        let command = ["validate", "--database-url", &url, "--migrations", &migrations, "--format", format];
        for style in STYLES {
            let [out, err] = printed(&command, style);
            assert_eq!(err, "");
            assert!(out.len() > 100, "{out}");
            assert_harmless(&out, &command);
        }
    }
    let command = ["status", "--database-url", &url, "--migrations", &migrations];
    assert_harmless(&printed(&command, Style::Plain)[0], &command);
}

#[test]
fn what_is_to_be_pasted_says_the_name() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("migrations")).expect("writable");
    let sql = format!("CREATE TABLE {} (id integer);", quoted("a\"b.*\\ {}"));
    fs::write(folder.path().join("migrations/1_a.sql"), sql).expect("writable");
    let folder = folder.path().join("migrations").display().to_string();
    let [_, error] = printed(&["print", "--migrations", &folder], Style::Plain);
    let pattern = r#"except_tables = ["^a\"b\\.\\*\\\\ \\{\\}$"]"#;
    assert!(error.contains(pattern), "{error}");
}
