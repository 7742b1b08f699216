//! Faults of the system: a full disk, paths as long as they can be.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-schema"));
    for variable in ["DATABASE_URL", "SCHEMA_TOML", "DIESEL_CONFIG_FILE", "GIT_DIR", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    command
}

/// What is written to standard error, with the exit code.
fn said(output: &Output) -> (String, Option<i32>) {
    (String::from_utf8(output.stderr.clone()).expect("what is printed is UTF-8"), output.status.code())
}

/// A project on a disk of its own that is full to the last byte; a command is run there, and what files there are before
/// and after it is told.
const ON_FULL_DISK: &str = r#"
mount -t tmpfs -o size=64k none "$1"
cd "$1"
mkdir migrations made
echo '[package]' > Cargo.toml
echo 'CREATE TABLE a (id integer PRIMARY KEY);' > migrations/1_a.sql
echo 'CREATE TABLE b (id integer PRIMARY KEY);' > other.sql
echo 'as it was' > kept.html
head -c 1000000 /dev/zero > filler 2>/dev/null || true
find . | sort > /dev/shm/"$3".before
shift
"$@" || code=$?
find . | sort | diff /dev/shm/"$2".before - >&2 || true
rm /dev/shm/"$2".before
cat kept.html
exit "${code:-0}"
"#;

#[test]
fn on_a_full_disk_nothing_is_half_written() {
    let full = "can't be written: No space left on device (os error 28)\n";
    for (command, file) in [
        ("report --output schema.html", "schema.html"),
        ("report --output kept.html", "kept.html"),
        ("models --output models.rs", "models.rs"),
        ("diff migrations other.sql --sql --output made --version 2 --name b", "made/2_b"),
        ("init --dialect postgres --migrations migrations", "schema.toml"),
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut unshare = Command::new("unshare");
        unshare.args(["--user", "--map-root-user", "--mount", "sh", "-ec", ON_FULL_DISK, "sh"]).arg(folder.path());
        unshare.args([program().get_program()]).args(command.split(' '));
        for (name, value) in program().get_envs() {
            assert!(value.is_none());
            unshare.env_remove(name);
        }
        let output = unshare.output().expect("unshare runs");
        let (error, code) = said(&output);
        if error.starts_with("unshare: ") || error.starts_with("mount: ") {
            eprintln!("a disk of one's own is not permitted here, so a full one was not tried: {error}");
            return;
        }
        assert_eq!((error.as_str(), code), (format!("error: {file}: {full}").as_str(), Some(2)), "{command}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "as it was\n", "{command}");
    }
}

#[test]
fn output_that_has_no_room_is_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("up.sql"), "CREATE TABLE a (id integer PRIMARY KEY);").expect("writable");
    for command in ["print", "print --format json", "graph", "status", "models", "explain a", "report"] {
        let full = fs::File::options().write(true).open("/dev/full").expect("Linux has it");
        let output = program()
            .args(command.split(' '))
            .args(["--migrations", "up.sql"])
            .current_dir(folder.path())
            .stdout(full)
            .output()
            .expect("the program runs");
        let (error, code) = said(&output);
        let last = error.lines().last().unwrap_or_default();
        assert_eq!(last, "error: the output can't be written: No space left on device (os error 28)", "{command}");
        assert_eq!(code, Some(2), "{command}");
    }
}

/// A folder below this one, whose path has so many bytes.
fn deep(folder: &Path, length: usize) -> PathBuf {
    let mut path = folder.to_owned();
    while path.as_os_str().len() < length {
        let left = length - path.as_os_str().len() - 1;
        // What is left must have room for a separator and a name.
        path.push("x".repeat(if left > 200 { 100 } else { left }));
    }
    assert_eq!(path.as_os_str().len(), length);
    path
}

#[test]
fn paths_may_be_as_long_as_the_system_lets_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let long = deep(folder.path(), 4_000);
    fs::create_dir_all(long.join("migrations")).expect("writable");
    fs::write(long.join("migrations/1_a.sql"), "CREATE TABLE a (id integer PRIMARY KEY);").expect("writable");
    let named = long.join("migrations");
    let named = named.to_str().expect("UTF-8");
    for (command, folder) in [
        (vec!["print", "--migrations", named], folder.path()),
        (vec!["report", "--output", "schema.html"], &*long),
        (vec!["models", "--output", "models.rs"], &*long),
        (vec!["check", "--migrations", named], folder.path()),
        (vec!["diff", named, named], folder.path()),
        (vec!["explain", "a"], &*long),
        (vec!["status"], &*long),
    ] {
        let output = program().args(&command).current_dir(folder).output().expect("the program runs");
        assert_eq!((said(&output).1, command[0]), (Some(0), command[0]), "{}", said(&output).0);
    }
    assert!(long.join("schema.html").is_file() && long.join("models.rs").is_file());

    fs::write(long.join("migrations/2_b.sql"), "DROP TABLE b;").expect("writable");
    let output = program().args(["print", "--migrations", named]).output().expect("the program runs");
    let wrong = "2_b.sql:1:12: there is no table `b`\nhelp: did you mean `a`?\n";
    assert_eq!(said(&output).0, format!("error: {named}/{wrong}"));
    let output = program().arg("print").current_dir(&long).output().expect("the program runs");
    assert_eq!(said(&output).0, format!("error: migrations/{wrong}"));

    // Longer than any path can be.
    let longer = format!("{named}/{}", "y/".repeat(100));
    for command in [vec!["print", "--migrations", &longer], vec!["status", "--migrations", &longer]] {
        let output = program().args(&command).output().expect("the program runs");
        let (error, code) = said(&output);
        assert!(
            error.contains(": the folder of migrations can't be read: File name too long (os error 36)"),
            "{error}"
        );
        assert_eq!(code, Some(2));
    }
}
