//! `migrate`: each way, and what stops it.

use app::migrations::{Step, embedded, take_all};
use schema_drift::Schema;

use crate::Program;

impl Program {
    fn schema(&self) -> Schema {
        self.connect().introspect().expect("the database can be read")
    }
}

#[test]
fn up_down_redo_and_status() {
    for program in Program::on_both() {
        let applied = program.succeed("migrate up --to 003");
        assert_eq!(applied.lines().last(), Some("4 migrations applied"));
        let before = program.schema();
        let ended = program.run("migrate status");
        assert_eq!(ended.code, Some(1), "four are pending: {ended:?}");
        assert!(ended.out.contains("\napplied  003_add_iga_activities\npending  004_"), "{}", ended.out);

        program.succeed("migrate up");
        assert_eq!(program.succeed("migrate up"), "nothing to do\n");
        let status = program.json("migrate status --json");
        let migrations = status["migrations"].as_array().expect("a list").len();
        let phases = status["phases"].as_array().expect("a list");
        let tables: usize = phases.iter().map(|phase| phase["tables"].as_array().expect("a list").len()).sum();
        assert_eq!((migrations, phases.len(), tables), (8, 9, 47));
        assert!(program.succeed("migrate status").trim_end().ends_with("47 of 47 tables"));

        assert_eq!(
            program.succeed("migrate redo"),
            "undone  007_complete_schema_alignment\n\
             applied 007_complete_schema_alignment\n\
             1 migration undone, 1 migration applied\n"
        );
        let down = program.json("migrate down --to 003 --json");
        assert_eq!(down["undone"].as_array().map(Vec::len), Some(4));
        let after = program.schema();
        assert_eq!(after.migrations, before.migrations);
        assert_eq!(after.tables.len(), before.tables.len());

        assert_eq!(
            program.fail("migrate up --to 001"),
            "error: the database is at 003_add_iga_activities, and 001 lies before\n\
             help: say `app migrate down --to 001`\n"
        );
        assert!(program.fail("migrate down --to 9").starts_with("error: there is no migration 9\nhelp: known: 000_"));
        assert_eq!(program.succeed("migrate down"), "undone  003_add_iga_activities\n1 migration undone\n");
        program.succeed("migrate down --all");
        assert_eq!(program.schema().tables.iter().filter(|table| !table.name.starts_with("__")).count(), 0);
        program.succeed("migrate up");
        program.succeed("validate-schema");
    }
}

/// The last migration drops a column that a view needs, after many statements that went well.
#[test]
fn a_migration_that_fails_leaves_the_database_as_it_was() {
    for program in Program::on_both() {
        program.succeed("migrate up --to 006");
        program.execute("CREATE VIEW names AS SELECT full_name FROM users");
        let before = program.schema();
        let told = program.fail("migrate up --unchecked");
        assert!(
            told.starts_with("error: 007_complete_schema_alignment/up.sql failed, and nothing of it is left\n"),
            "{told}"
        );
        assert_eq!(program.schema(), before);
        program.execute("DROP VIEW names");
        program.succeed("migrate up");
    }
}

/// `redo` is one transaction: what does not come up again has not gone down.
#[test]
fn steps_in_one_transaction_are_all_taken_or_none() {
    for program in Program::on_both() {
        program.succeed("migrate up");
        let mut database = program.connect();
        let before = program.schema();
        let known = embedded(database.engine());
        // The second can't be, since later tables need those of the first migration.
        let failed = take_all(&mut database, &[Step::Down(known[7]), Step::Down(known[0])]);
        assert!(failed.is_err_and(|error| error.to_string().starts_with("000_")));
        assert_eq!(program.schema(), before);
    }
}

/// As where a program is started on several machines: whoever comes second finds it done.
#[test]
fn two_who_migrate_at_once_do_it_once() {
    for program in Program::on_both() {
        program.succeed("migrate up --to 000");
        let both = [(); 2].map(|()| program.command("migrate up --unchecked").spawn().expect("the program runs"));
        for mut one in both {
            assert!(one.wait().expect("it ends").success(), "on {}", program.url);
        }
        program.succeed("validate-schema");
    }
}

#[test]
fn a_database_that_is_newer_is_left_alone() {
    for program in Program::on_both() {
        program.succeed("migrate up");
        program.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('008')");
        let newer = "error: the database is newer than this program: it has 008, and this program ends with \
                     007_complete_schema_alignment\n\
                     help: run the program that goes with the database, or restore a backup from before\n";
        for command in ["migrate up", "migrate down", "migrate redo", "migrate status"] {
            assert_eq!(program.fail(command), newer, "{command}");
        }
        let ended = program.run("validate-schema");
        assert_eq!(ended.code, Some(1));
        assert!(ended.out.contains("migration 008: expected none, found it applied\n"), "{}", ended.out);
    }
}

#[test]
fn a_half_applied_migration_is_told() {
    for program in Program::on_both() {
        program.succeed("migrate up --to 004");
        // The first table of 005, as if someone had run a part of it by hand.
        program.execute("CREATE TABLE achievements (id INTEGER PRIMARY KEY)");
        let told = program.fail("migrate up");
        assert!(told.contains("\n  achievements: expected none, found a table\n"), "{told}");
        assert!(told.contains("expected with 000, 001, 002, 003, 004 applied"), "{told}");
        program.execute("DROP TABLE achievements");

        program.execute("DELETE FROM __diesel_schema_migrations WHERE version = '002'");
        let told = program.fail("migrate up");
        assert!(
            told.starts_with(
                "error: the database is half-migrated: 002_add_group_loans is not applied, and 003_add_iga_activities, \
                 004_add_documents_and_mobile_money after it have been\n"
            ),
            "{told}"
        );
        program.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('002')");
        program.succeed("migrate up");
    }
}
