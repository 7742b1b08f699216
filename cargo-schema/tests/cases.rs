//! What the program prints and returns, for the projects in `cases`.
//!
//! Each `.txt` there has a line `$ cargo schema …` for each command, then the files of a project, each below a line
//! `==> path`. Beside it, `.out` has what every command prints. `SCHEMA_TEST_OVERWRITE=1 cargo test --test cases` writes
//! those; read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A project and what is run in it.
struct Case {
    commands: Vec<String>,
    files: Vec<(String, String)>,
}

impl Case {
    fn read(text: &str) -> Self {
        let mut case = Self { commands: Vec::new(), files: Vec::new() };
        for line in text.split_inclusive('\n') {
            if let Some(path) = line.strip_prefix("==> ") {
                case.files.push((path.trim().to_owned(), String::new()));
            } else if let Some((_, text)) = case.files.last_mut() {
                text.push_str(line);
            } else if let Some(command) = line.strip_prefix("$ cargo schema ") {
                case.commands.push(command.trim().to_owned());
            }
        }
        case
    }

    /// Every command with what it prints and returns.
    fn run(&self) -> String {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in &self.files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().expect("below the folder")).expect("writable");
            // What no editor shows is spelled out in the case.
            fs::write(file, text.replace("{ESC}", "\u{1b}").replace("{RLO}", "\u{202e}")).expect("writable");
        }
        self.commands.iter().map(|command| run(command, folder.path())).collect()
    }
}

fn run(command: &str, folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-schema"))
        .arg("schema")
        .args(command.split(' '))
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .env_remove("SCHEMA_TOML")
        .env_remove("DIESEL_CONFIG_FILE")
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("what is printed is UTF-8");
    let code = output.status.code().expect("it was not killed");
    let said = text(&output.stderr);
    let said = if said.is_empty() { said } else { format!("--- standard error\n{said}") };
    format!("$ cargo schema {command}\n{}{said}--- exit code {code}\n\n", text(&output.stdout))
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let files = fs::read_dir(folder).expect("the folder of cases").map(|entry| entry.expect("readable").path());
    let mut cases: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end == "txt")).collect();
    cases.sort();
    cases
}

#[test]
fn every_case_prints_what_is_kept_beside_it() {
    let mut wrong = Vec::new();
    for file in cases() {
        let printed = Case::read(&fs::read_to_string(&file).expect("readable")).run();
        let kept = file.with_extension("out");
        if std::env::var_os("SCHEMA_TEST_OVERWRITE").is_some() {
            fs::write(&kept, printed).expect("writable");
        } else if fs::read_to_string(&kept).unwrap_or_default() != printed {
            wrong.push(format!("{}:\n{printed}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "these print something else than what is kept:\n\n{}", wrong.join("\n"));
}
