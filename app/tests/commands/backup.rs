//! `backup` and `restore`: what is restored is what was saved.

use std::fs;

use app::contents::Contents;

use crate::Program;
use crate::seed::seeded;

fn contents(program: &Program) -> Contents {
    Contents::load(&mut program.connect()).expect("the database can be read")
}

#[test]
fn what_is_restored_is_what_was_saved() {
    for (program, other) in Program::on_both().into_iter().zip(Program::on_both()) {
        drop(seeded(&program));
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
