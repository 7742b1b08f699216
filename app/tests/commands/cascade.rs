//! `test-cascade-operations`: every foreign key, and what is told of one that does something else.

use std::collections::BTreeMap;

use app::cascade::check;
use app::seed::{Extent, Seeding, seed};
use diesel::connection::SimpleConnection;

use crate::Program;

#[test]
fn every_foreign_key_does_what_the_sql_says() {
    for program in Program::on_both() {
        program.succeed("migrate up");
        let report = program.json("test-cascade-operations --json");
        let keys = report["foreign_keys"].as_array().expect("a list");
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        for key in keys {
            *rules.entry(key["on_delete"].as_str().expect("a text")).or_default() += 1;
            assert!(key["problem"].is_null(), "{key}");
            assert!(key["referring_before"].as_u64() > Some(0), "{key}");
        }
        assert_eq!(rules, BTreeMap::from([("CASCADE", 49), ("NO ACTION", 1), ("RESTRICT", 5), ("SET NULL", 55)]));
        assert_eq!(report["triggers"].as_array().map(Vec::len), Some(4));
        let said = program.succeed("test-cascade-operations --quiet");
        assert!(said.ends_with("triggers too: each does on delete what the SQL says\n"), "{said}");
        let none = program.json("aggregate-group-data --json");
        assert_eq!(none.as_array().map(Vec::len), Some(0), "the database itself has been seeded");
    }
}

/// A rule that was changed behind the catalog's back, by a trigger, and one that is enforced no more.
#[test]
fn a_foreign_key_that_does_something_else_is_noticed() {
    let [postgres, sqlite] = Program::on_both();
    for (program, change) in [
        (
            postgres,
            "CREATE FUNCTION keep() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
             CREATE TRIGGER keep BEFORE DELETE ON member_fines FOR EACH ROW EXECUTE FUNCTION keep();",
        ),
        (sqlite, "CREATE TRIGGER keep BEFORE DELETE ON member_fines BEGIN SELECT RAISE(IGNORE); END;"),
    ] {
        program.succeed("migrate up");
        let mut database = program.connect();
        let seeding = Seeding { password_hash: "none", replace: false, extent: Extent::OneGroup };
        seed(&mut database, &seeding, &|_, _| {}).expect("the database is empty");
        assert!(check(&mut database, &|_, _| {}).expect("it can be tried").is_clean());
        database.batch_execute(change).expect("the trigger can be made");
        let report = check(&mut database, &|_, _| {}).expect("it can be tried");
        let wrong: Vec<_> = report.foreign_keys.iter().filter(|check| check.problem.is_some()).collect();
        assert!(
            wrong.iter().any(|check| check.foreign_key == "member_fines (member_id) -> group_members"),
            "{wrong:?}"
        );
        assert!(wrong.iter().all(|check| !check.foreign_key.starts_with("user_sessions")), "{wrong:?}");
    }
}
