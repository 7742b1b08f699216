//! `demo`: all of it, from nothing.

use crate::Program;

#[test]
fn the_demonstration_shows_everything_and_leaves_nothing() {
    for program in Program::on_both() {
        let shown = program.succeed("demo");
        for part in [
            "8 migrations applied: 47 tables in 9 phases",
            "the database is as expected",
            "3 groups and 53 members seeded",
            "110 foreign keys tried",
            "Kwagalana (UG-KLA-001), 18 members",
            "2025-06",
        ] {
            assert!(shown.contains(part), "`{part}` is not in\n{shown}");
        }
    }
}
