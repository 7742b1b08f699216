//! `backup` and `restore`: what is restored is what was saved.

use std::fs;
use std::process::Command;

use app::contents::Contents;
use app::migrations::State;

use crate::seed::seeded;
use crate::{Program, Scratch};

fn contents(program: &Program) -> Contents {
    Contents::load(&mut program.connect()).expect("the database can be read")
}

#[test]
fn what_is_restored_is_what_was_saved() {
    for (program, other) in Program::on_both().into_iter().zip(Program::on_both()) {
        drop(seeded(&program));
        program.execute("UPDATE meetings SET minutes = 'We learned: CREATE SCHEMA public; and DROP.' WHERE id = 1");
        let saved = contents(&program);
        let folder = tempfile::tempdir().expect("there is a folder for what is temporary");
        let file = folder.path().join("groups.backup");
        let file = file.display();
        program.succeed(&format!("backup {file}"));
        assert!(program.fail(&format!("backup {file}")).contains("is there already\nhelp: choose another name"));

        // Into a database that is not there, or empty.
        other.succeed(&format!("restore {file}"));
        other.succeed("validate-schema");
        assert!(contents(&other) == saved, "what is restored is something else");

        // In the place of what has changed since, and has been taken further back.
        program.execute("DELETE FROM savings_groups WHERE id = 1; INSERT INTO fine_types (group_id, name, default_amount) VALUES (2, 'x', 1)");
        assert!(program.fail(&format!("restore {file}")).contains("help: nothing was changed; `--replace`"));
        assert!(contents(&program) != saved);
        program.succeed("migrate down");
        program.succeed(&format!("restore {file} --replace"));
        program.succeed("validate-schema");
        assert!(contents(&program) == saved, "what is restored is something else");
        // New rows get new ids.
        program.execute("INSERT INTO fine_types (group_id, name, default_amount) VALUES (2, 'x', 1)");
    }
}

/// The way back from a migration: the database of before, with what has come since being lost.
#[test]
fn a_backup_from_before_a_migration_brings_back_what_was() {
    for program in Program::on_both() {
        program.succeed("migrate up --to 006");
        program.execute("INSERT INTO badges (name) VALUES ('First')");
        let folder = tempfile::tempdir().expect("there is a folder for what is temporary");
        let file = folder.path().join("before-007.backup");
        let file = file.display();
        program.succeed(&format!("backup {file}"));
        program.succeed("migrate up");
        program.execute("DELETE FROM badges");
        program.succeed(&format!("restore {file}"));
        let state = State::of(&mut program.connect()).expect("the database can be read");
        state.check().expect("the tables are those of before");
        assert_eq!(state.applied.last().map(String::as_str), Some("006"));
        // However far it has come, what is there is seen.
        let told = program.fail(&format!("restore {file}"));
        assert!(told.starts_with("error: the database holds data already: 1 row\nhelp: nothing was changed"), "{told}");
        program.succeed("migrate up");
        assert_eq!(
            Contents::live_counts(&mut program.connect()).expect("it can be read").iter().map(|it| it.1).sum::<i64>(),
            1
        );
    }
}

#[test]
fn what_is_someone_elses_is_neither_replaced_nor_restored() {
    for (program, other) in Program::on_both().into_iter().zip(Program::on_both()) {
        program.succeed("migrate up");
        other.succeed("migrate up --to 000");
        other.succeed("migrate down");
        other.execute("DROP TABLE __diesel_schema_migrations; CREATE TABLE notes (id INTEGER)");
        let folder = tempfile::tempdir().expect("there is a folder for what is temporary");
        let [ours, theirs, newer] =
            ["ours", "theirs", "newer"].map(|name| folder.path().join(name).display().to_string());
        program.succeed(&format!("backup {ours}"));
        other.succeed(&format!("backup {theirs}"));
        let told = other.fail(&format!("restore {ours}"));
        assert!(told.contains("holds tables already that are not as migrations make them: notes\nhelp: "), "{told}");
        other.execute("INSERT INTO notes VALUES (1)");
        assert!(other.fail(&format!("restore {ours}")).contains("the database holds data already: 1 row\n"));

        program.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('008')");
        program.succeed(&format!("backup {newer}"));
        program.execute("DELETE FROM __diesel_schema_migrations WHERE version = '008'");
        let told = program.fail(&format!("restore {newer} --replace"));
        assert!(
            told.starts_with(&format!(
                "error: {newer} can't be used by this program, and nothing was changed\n  the database is newer"
            )),
            "{told}"
        );
        let told = program.fail(&format!("restore {theirs} --replace"));
        assert!(told.contains("this program") && told.contains("nothing was changed"), "{told}");
        program.succeed("validate-schema");
        other.succeed(&format!("restore {ours} --replace"));
        other.succeed("validate-schema");
    }
}

/// On a disk of its own that is full, a command is run; what files there are afterwards is told.
#[cfg(target_os = "linux")]
const ON_FULL_DISK: &str = r#"
mount -t tmpfs -o size=64k none "$1"
cd "$1"
shift
echo 'as it was' > kept
head -c 1000000 /dev/zero > filler 2>/dev/null || true
code=0
"$@" || code=$?
ls -A
exit "$code"
"#;

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_there_is_no_backup_and_it_is_told() {
    for program in Program::on_both() {
        program.succeed("migrate up");
        let before = contents(&program);
        let folder = tempfile::tempdir().expect("there is a folder for what is temporary");
        let mut unshare = Command::new("unshare");
        unshare.args(["--user", "--map-root-user", "--mount", "sh", "-ec", ON_FULL_DISK, "sh"]).arg(folder.path());
        unshare.args([env!("CARGO_BIN_EXE_app"), "backup", "groups.backup"]).env("DATABASE_URL", &program.url);
        let output = unshare.output().expect("unshare runs");
        let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        if err.starts_with("unshare: ") || err.starts_with("mount: ") {
            eprintln!("a disk of one's own is not permitted here, so a full one was not tried: {err}");
            return;
        }
        assert_eq!((output.status.code(), out.as_str()), (Some(2), "filler\nkept\n"), "{err}");
        let told = match &program.scratch {
            Scratch::Postgres { .. } => {
                "error: pg_dump failed, and nothing was changed\n  \
                 pg_dump: error: could not write to output file: No space left on device\n"
            }
            Scratch::Sqlite { .. } => {
                "error: groups.backup can't be written, and nothing of it is left\n  database or disk is full\n"
            }
        };
        assert_eq!(err, told);
        assert!(contents(&program) == before);
    }
}

#[test]
fn a_damaged_backup_changes_nothing() {
    for program in Program::on_both() {
        program.succeed("migrate up");
        let before = contents(&program);
        let folder = tempfile::tempdir().expect("there is a folder for what is temporary");
        let file = folder.path().join("groups.backup");
        program.succeed(&format!("backup {}", file.display()));
        let mut bytes = fs::read(&file).expect("the backup is there");
        bytes.truncate(bytes.len() / 2);
        fs::write(&file, bytes).expect("the folder is ours");
        let told = program.fail(&format!("restore {} --replace", file.display()));
        assert!(told.contains("nothing was changed"), "{told}");
        assert!(contents(&program) == before);
        assert!(program.fail("restore /not/there --replace").starts_with("error: there is no backup at /not/there"));
    }
}

#[test]
fn a_file_in_use_is_not_replaced() {
    let program = Program::on_sqlite();
    program.succeed("migrate up");
    let folder = tempfile::tempdir().expect("there is a folder for what is temporary");
    let file = folder.path().join("groups.backup");
    program.succeed(&format!("backup {}", file.display()));
    let mut reader = program.connect();
    Contents::load(&mut reader).expect("the database can be read");
    let told = program.fail(&format!("restore {} --replace", file.display()));
    assert!(told.contains("another program has "), "{told}");
    drop(reader);
    program.succeed(&format!("restore {} --replace", file.display()));
}

#[test]
fn without_the_programs_of_postgresql_it_says_so() {
    let program = Program::on_postgres();
    program.succeed("migrate up");
    let output = program.command("backup /tmp/never").env("PATH", "/not/there").output().expect("the program runs");
    let told = String::from_utf8(output.stderr).expect("only text is written");
    assert_eq!(output.status.code(), Some(2));
    assert!(told.starts_with("error: pg_dump is not installed, or not found\nhelp: "), "{told}");
}
