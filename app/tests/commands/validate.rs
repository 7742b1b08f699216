//! `validate-schema`: each kind of difference, made by hand in a live database, and exactly it reported.

use std::fs;

use app::database::Database;
use app::migrations::validate;
use diesel::connection::SimpleConnection;

use crate::seed::seeded;
use crate::{Program, Scratch};

/// What is done to PostgreSQL, and every difference that is reported then.
const POSTGRES: &[(&str, &[&str])] = &[
    ("DROP TABLE leaderboard", &["leaderboard: expected a table, found none"]),
    ("CREATE TABLE notes (id INTEGER)", &["notes: expected none, found a table"]),
    ("ALTER TABLE meetings DROP COLUMN minutes", &["meetings.minutes: expected a column text, found none"]),
    (
        "ALTER TABLE meetings ADD chairperson_id INTEGER",
        &["meetings.chairperson_id: expected none, found a column integer"],
    ),
    (
        "ALTER TABLE member_fines ALTER reason TYPE TEXT",
        &["member_fines.reason: expected character varying(255), found text"],
    ),
    (
        "ALTER TABLE savings_groups ALTER district DROP NOT NULL",
        &["savings_groups.district: expected NOT NULL, found NULL allowed"],
    ),
    (
        "ALTER TABLE users ALTER role SET DEFAULT 'admin'",
        &["users.role: expected DEFAULT 'agent', found DEFAULT 'admin'::character varying"],
    ),
    (
        "ALTER TABLE meeting_attendance DROP CONSTRAINT meeting_attendance_pkey",
        &["meeting_attendance.meeting_attendance_pkey: expected PRIMARY KEY (meeting_id, member_id), found none"],
    ),
    (
        "ALTER TABLE group_members DROP CONSTRAINT group_members_group_id_fkey,
         ADD CONSTRAINT group_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES savings_groups (id)",
        &["group_members.group_members_group_id_fkey: \
           expected FOREIGN KEY (group_id) REFERENCES savings_groups (id) ON DELETE CASCADE, \
           found FOREIGN KEY (group_id) REFERENCES savings_groups (id)"],
    ),
    (
        "ALTER TABLE users DROP CONSTRAINT users_username_key",
        &["users.users_username_key: expected UNIQUE (username), found none"],
    ),
    (
        "ALTER TABLE group_members DROP CONSTRAINT group_members_check",
        &["group_members.group_members_check: expected CHECK (left_date >= joined_date), found none"],
    ),
    (
        "DROP TRIGGER group_members_count ON group_members",
        &["group_members.group_members_count: expected the trigger, found none"],
    ),
    (
        "DELETE FROM __diesel_schema_migrations WHERE version = '007'",
        &["migration 007: expected it applied, found it not applied"],
    ),
];

/// The same of SQLite. `table: this => that` changes the table's SQL in place.
const SQLITE: &[(&str, &[&str])] = &[
    ("DROP TABLE leaderboard", &["leaderboard: expected a table, found none"]),
    ("CREATE TABLE notes (id INTEGER)", &["notes: expected none, found a table"]),
    ("ALTER TABLE meetings DROP COLUMN minutes", &["meetings.minutes: expected a column TEXT, found none"]),
    (
        "ALTER TABLE meetings ADD chairperson_id INTEGER",
        &["meetings.chairperson_id: expected none, found a column INTEGER"],
    ),
    ("member_fines: reason VARCHAR(255) => reason TEXT", &["member_fines.reason: expected VARCHAR(255), found TEXT"]),
    (
        "savings_groups: district VARCHAR(100) NOT NULL => district VARCHAR(100)",
        &["savings_groups.district: expected NOT NULL, found NULL allowed"],
    ),
    ("users: DEFAULT 'agent' => DEFAULT 'admin'", &["users.role: expected DEFAULT 'agent', found DEFAULT 'admin'"]),
    (
        "meeting_attendance: PRIMARY KEY (meeting_id, member_id) => UNIQUE (meeting_id, member_id)",
        &[
            "meeting_attendance: expected PRIMARY KEY (meeting_id, member_id), found none",
            "meeting_attendance: expected none, found UNIQUE (meeting_id, member_id)",
        ],
    ),
    (
        "group_members: REFERENCES \"savings_groups\" (id) ON DELETE CASCADE => REFERENCES \"savings_groups\" (id)",
        &["group_members: expected FOREIGN KEY (group_id) REFERENCES savings_groups (id) ON DELETE CASCADE, \
           found FOREIGN KEY (group_id) REFERENCES savings_groups (id)"],
    ),
    (
        "CREATE UNIQUE INDEX one_name ON users (last_name)",
        &["users.one_name: expected none, found UNIQUE INDEX (last_name)"],
    ),
    (
        "group_members: CHECK (left_date >= joined_date) => CHECK (TRUE)",
        &[
            "group_members: expected CHECK (left_date >= joined_date), found none",
            "group_members: expected none, found CHECK (TRUE)",
        ],
    ),
    (
        "DROP TRIGGER group_members_count_delete",
        &["group_members.group_members_count_delete: expected the trigger, found none"],
    ),
    (
        "DELETE FROM __diesel_schema_migrations WHERE version = '007'",
        &["migration 007: expected it applied, found it not applied"],
    ),
];

fn differences(database: &mut Database) -> Vec<String> {
    let report = validate(database, &[]).expect("the database can be read");
    report.differences.iter().map(ToString::to_string).collect()
}

#[test]
fn each_kind_of_difference_on_postgres() {
    let program = Program::on_postgres();
    program.succeed("migrate up");
    let mut database = program.connect();
    for (change, expected) in POSTGRES {
        database.batch_execute(&format!("BEGIN; {change}")).unwrap_or_else(|error| panic!("{error} in {change}"));
        assert_eq!(differences(&mut database), *expected, "{change}");
        database.batch_execute("ROLLBACK").expect("it was begun");
    }
    assert_eq!(differences(&mut database), [""; 0]);
}

#[test]
fn each_kind_of_difference_on_sqlite() {
    let program = Program::on_sqlite();
    program.succeed("migrate up");
    let Scratch::Sqlite { folder } = &program.scratch else { unreachable!("it is on SQLite") };
    let whole = folder.path().join("whole.sqlite");
    let path = folder.path().join("of/groups.sqlite");
    fs::copy(&path, &whole).expect("nobody has the file open");
    for (change, expected) in SQLITE {
        fs::copy(&whole, &path).expect("nobody has the file open");
        program.execute(&in_place(change).unwrap_or_else(|| (*change).to_owned()));
        assert_eq!(differences(&mut program.connect()), *expected, "{change}");
    }
}

/// What changes a table's SQL in place: <https://sqlite.org/pragma.html#pragma_writable_schema>.
fn in_place(change: &str) -> Option<String> {
    let (table, change) = change.split_once(": ")?;
    let (this, that) = change.split_once(" => ")?;
    let [this, that] = [this, that].map(|text| text.replace('\'', "''"));
    Some(format!(
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, '{this}', '{that}') WHERE name = '{table}';
         PRAGMA writable_schema = RESET;"
    ))
}

/// Whoever can write in the database may have chosen names: what is shown of them is text, and on its line.
#[test]
fn names_that_would_command_a_terminal_are_spelled_out() {
    const NAME: &str = "a\u{1b}[2J\u{202e}b\u{9b}\nhelp: all is well";
    const SHOWN: &str = "a\\u{1b}[2J\\u{202e}b\\u{9b}\\nhelp: all is well";
    for program in Program::on_both() {
        drop(seeded(&program));
        program.execute(&format!("UPDATE group_members SET first_name = '{NAME}' WHERE id = 4"));
        program.execute(&format!("UPDATE savings_groups SET group_code = '{NAME}' WHERE id = 3"));
        let by_text = [program.succeed("aggregate-member-data RW-GAS-001"), program.succeed("aggregate-group-data")];
        for shown in &by_text {
            assert!(shown.contains(SHOWN), "{shown}");
        }
        let by_json = program.succeed("aggregate-member-data RW-GAS-001 004 --json");
        let member: serde_json::Value = serde_json::from_str(&by_json).expect("it is JSON");
        assert!(member[0]["name"].as_str().is_some_and(|name| name.starts_with(NAME)), "{by_json}");
        let unknown = program.fail("aggregate-group-data X");

        program.execute(&format!("CREATE TABLE \"{NAME}\" (id INTEGER)"));
        program.execute(&format!("INSERT INTO __diesel_schema_migrations (version) VALUES ('{NAME}')"));
        let report = program.run("validate-schema").out;
        assert!(report.contains(&format!("\n  migration {SHOWN}: expected none, found it applied\n")), "{report}");
        assert!(report.contains(&format!("\n  {SHOWN}: expected none, found a table\n")), "{report}");
        let status = program.run("migrate status");
        assert!(status.out.contains(&format!("\nunknown  {SHOWN}\n")), "{status:?}");
        let all = [
            &by_json,
            &unknown,
            &report,
            &status.out,
            &status.err,
            &program.run("validate-schema --json").out,
            &program.fail("serve --listen 127.0.0.1:0"),
        ];
        for shown in all.into_iter().chain(&by_text) {
            assert!(!shown.contains(schema_catalog::is_harmful), "{shown:?}");
        }
    }
}

#[test]
fn the_exit_code_and_the_data_say_whether_there_is_one() {
    for program in Program::on_both() {
        program.succeed("migrate up");
        assert_eq!(program.succeed("validate-schema"), "the database is as expected\n");
        program.execute("CREATE TABLE notes (id INTEGER)");
        let ended = program.run("validate-schema --json");
        assert_eq!(ended.code, Some(1), "{ended:?}");
        let report: serde_json::Value = serde_json::from_str(&ended.out).expect("it is JSON");
        assert_eq!(report["differences"][0]["table"], "notes");
        assert_eq!(program.succeed("validate-schema --ignore no*s"), "the database is as expected\n");
    }
}
