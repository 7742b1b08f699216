//! Texts cut into statements: no byte is lost, and each statement is one by itself.

use schema_catalog::{Dialect, split_statements};

use super::text;
use crate::seeds::{Seed, files};

pub(super) fn seeds() -> Vec<Seed> {
    ["schema-macro-tests/cases", "migrations"].into_iter().flat_map(|folder| files(folder, ".sql")).collect()
}

pub(super) fn run(input: &[u8]) {
    let Some(sql) = text(input) else { return };
    for dialect in Dialect::ALL {
        let Ok(statements) = split_statements(dialect, "up.sql", sql) else { continue };
        let (mut between, mut end) = (Vec::new(), 0);
        for at in &statements {
            assert!(end <= at.start && at.start < at.end, "{dialect}: {at:?} begins before {end}");
            between.push(&sql[end..at.start]);
            end = at.end;
        }
        between.push(&sql[end..]);
        let statements: Vec<&str> = statements.into_iter().map(|at| &sql[at]).collect();
        if needs_all(dialect, sql) || statements.iter().any(|statement| holds_data(statement)) {
            continue;
        }
        for text in between {
            assert_eq!(split(dialect, text), [""; 0], "{dialect}");
        }
        // Before what MySQL takes for white space, two hyphens are a comment, and so they are where the text ends.
        if dialect.is_mysql() && statements.last().is_some_and(|last| last.ends_with("--")) {
            continue;
        }
        // A byte-order mark is one only where the text begins.
        assert_eq!(split(dialect, &format!("\n{}", statements.join(";\n"))), statements, "{dialect}");
    }
}

fn split(dialect: Dialect, sql: &str) -> Vec<&str> {
    let statements =
        split_statements(dialect, "up.sql", sql).unwrap_or_else(|error| panic!("{dialect}: {error}\n{sql}"));
    statements.into_iter().map(|at| &sql[at]).collect()
}

/// Whether a part of the text may say something else than it does in the whole: what ends statements may be changed by a
/// line before, and a comment that MySQL reads may hold a part of one.
fn needs_all(dialect: Dialect, sql: &str) -> bool {
    let sql = sql.to_ascii_lowercase();
    dialect.is_mysql() && ["delimiter", "/*!", "/*m!"].iter().any(|mark| sql.contains(mark))
}

/// Whether only the first words of a statement count, or lines of data follow it.
fn holds_data(statement: &str) -> bool {
    let word = statement.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    ["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "COPY"].iter().any(|verb| word.eq_ignore_ascii_case(verb))
}
