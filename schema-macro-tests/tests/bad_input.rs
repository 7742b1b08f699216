//! Migrations and configurations that can't be read: what is said of them.
//!
//! A case is a folder in `bad_input`: a `schema.toml`, the migrations that it names, and in `expected.txt` the error.
//! `BAD_INPUT=overwrite cargo test --test bad_input` writes the `expected.txt` files anew, to be read before they are
//! committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use schema_catalog::{Catalog, Config};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input");
    let entries = fs::read_dir(&folder).expect("tests/bad_input can be read");
    let mut cases: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    cases.retain(|case| case.is_dir());
    cases.sort();
    assert!(!cases.is_empty(), "there are cases");
    let mut trials: Vec<Trial> = cases.into_iter().map(trial).collect();
    #[cfg(target_os = "linux")]
    trials.push(Trial::test("unreadable_file", unreadable_file));
    trials.push(Trial::test("missing_schema_toml", missing_schema_toml));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(case: PathBuf) -> Trial {
    let name = case.file_name().expect("a folder has a name").to_string_lossy().into_owned();
    Trial::test(name, move || {
        let error = load(&case.join("schema.toml"))?;
        let file = case.join("expected.txt");
        if std::env::var("BAD_INPUT").is_ok_and(|value| value == "overwrite") {
            return Ok(fs::write(file, error)?);
        }
        let expected = fs::read_to_string(file).unwrap_or_default();
        if error == expected { Ok(()) } else { Err(Failed::from(format!("expected:\n{expected}\nfound:\n{error}"))) }
    })
}

/// The error that the migrations of a `schema.toml` give.
fn load(schema_toml: &Path) -> Result<String, Failed> {
    let catalog = Config::read(schema_toml).and_then(|config| config.load(config.primary()));
    match catalog {
        Ok(_) => Err(Failed::from("there is no error")),
        Err(error) => Ok(format!("{error}\n")),
    }
}

/// A file whose every read fails, for root as well, whom permissions do not stop.
#[cfg(target_os = "linux")]
fn unreadable_file() -> Result<(), Failed> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unreadable_file");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("01_create"))?;
    std::os::unix::fs::symlink("/proc/self/mem", folder.join("01_create/up.sql"))?;
    let error = Catalog::load(Default::default(), &folder, Some(&folder)).expect_err("the file can't be read");
    let error = error.to_string();
    if error.starts_with("01_create/up.sql: can't be read: ") { Ok(()) } else { Err(Failed::from(error)) }
}

fn missing_schema_toml() -> Result<(), Failed> {
    let error = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input/schema.toml"))?;
    let start = "schema-macro-tests/tests/bad_input/schema.toml: can't be read: ";
    if error.starts_with(start) { Ok(()) } else { Err(Failed::from(error)) }
}
