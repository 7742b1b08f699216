//! What `cargo schema` writes of a schema: it says the same as the schema, in each of its forms.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use schema_catalog::diesel::Declarations;
use schema_catalog::{Catalog, Dialect};

use super::{replay, text};
use crate::seeds::Seed;

/// One case of eight: each is told in many ways, which takes its time.
pub(super) fn seeds() -> Vec<Seed> {
    let all = [replay::postgres_seeds(), replay::sqlite_seeds(), replay::mysql_seeds()].concat();
    all.into_iter().step_by(8).collect()
}

pub(super) fn run(input: &[u8]) {
    let Some(sql) = text(input) else { return };
    for dialect in Dialect::ALL {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("wanted.sql");
        fs::write(&file, sql).expect("the temporary folder is writable");
        // What is refused is for the targets that replay. A file may have a line that begins what goes back.
        let Ok(catalog) = Catalog::load(dialect, &file, None) else { continue };
        told(dialect, &file);
        declarations_are_read_back(&catalog, &file);
        migration_makes_the_same(&catalog, &file);
    }
}

/// What a command printed, and its exit code.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) code: u8,
    pub(super) out: String,
    pub(super) err: String,
}

/// Runs `cargo schema` with these arguments.
pub(super) fn cargo_schema<'a>(arguments: impl IntoIterator<Item = &'a OsStr>) -> Printed {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = [OsStr::new("cargo-schema")].into_iter().chain(arguments);
    let code = cargo_schema::run(arguments, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    let printed = Printed { code, out: text(out), err: text(err) };
    assert!(code <= 2 && (code != 2 || printed.err.contains("error: ")), "{printed:?}");
    printed
}

fn of_file(command: &str, dialect: Dialect, file: &Path, others: &[&str]) -> Printed {
    let named = [command, "--dialect", dialect.name(), "--migrations"].map(OsStr::new);
    cargo_schema(named.into_iter().chain([file.as_os_str()]).chain(others.iter().map(OsStr::new)))
}

/// Whatever is told of the schema is told the same every time.
fn told(dialect: Dialect, file: &Path) {
    for (command, options) in [
        ("print", ["--format", "json"].as_slice()),
        ("check", &["--format", "json"]),
        ("check", &["--format", "sarif"]),
        ("check", &["--format", "human"]),
        ("graph", &["--format", "svg"]),
        ("graph", &["--format", "mermaid"]),
        ("report", &[]),
    ] {
        let printed = of_file(command, dialect, file, options);
        assert_eq!(printed, of_file(command, dialect, file, options), "{command}");
        if options.iter().any(|option| matches!(*option, "json" | "sarif")) && printed.code < 2 {
            let parsed = serde_json::from_str::<serde_json::Value>(&printed.out);
            assert!(parsed.is_ok(), "{command}: {parsed:?}\n{}", printed.out);
        }
    }
}

/// The declarations that the macro makes are those of the same tables.
fn declarations_are_read_back(catalog: &Catalog, file: &Path) {
    let made = Declarations::of_macro(catalog, &|_| true);
    let rust: String = made.iter().map(Declarations::to_rust).collect();
    if !rust.contains("table!") {
        return;
    }
    let declarations = file.with_extension("rs");
    fs::write(&declarations, &rust).expect("the temporary folder is writable");
    let named = ["diff", "--dialect", catalog.dialect().name()].map(OsStr::new);
    let printed = cargo_schema(named.into_iter().chain([file.as_os_str(), declarations.as_os_str()]));
    assert_eq!(printed.code, 0, "{}{}\n{rust}", printed.out, printed.err);
}

/// The migration that is written from nothing makes the same catalog, and that which goes back leaves nothing.
fn migration_makes_the_same(wanted: &Catalog, file: &Path) {
    let dialect = wanted.dialect();
    let nothing = file.with_file_name("nothing.sql");
    let folder = file.with_file_name("written");
    fs::write(&nothing, "").expect("the temporary folder is writable");
    let options = ["diff", "--dialect", dialect.name(), "--sql", "--version", "1", "--output"].map(OsStr::new);
    let sides = [folder.as_os_str(), nothing.as_os_str(), file.as_os_str()];
    if cargo_schema(options.into_iter().chain(sides)).code != 1 {
        return;
    }
    let written = |name: &str| fs::read_to_string(folder.join("1_diff").join(name)).expect("both files are written");
    let mut migrator = replay::migrator(dialect, &folder);
    let nothing = migrator.catalog().clone();
    for (name, expected) in [("up.sql", wanted), ("down.sql", &nothing)] {
        let sql = written(name);
        migrator.text(name, &sql).unwrap_or_else(|error| panic!("{error}\n{sql}"));
        let left: Vec<String> = migrator
            .catalog()
            .differences(expected)
            .iter()
            .filter(|difference| !difference.is_order)
            .map(ToString::to_string)
            .collect();
        assert_eq!(left, [""; 0], "{sql}");
    }
}
