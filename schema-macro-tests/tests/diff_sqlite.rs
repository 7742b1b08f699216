//! `cargo schema diff --sql` for SQLite: what it writes is run, and makes the one schema of the other.

use schema_macro_tests::diffs;
use schema_macro_tests::server::sqlite::SqliteDatabase;

/// The texts of indexes, views and triggers, and what of a table stands in its text alone.
const DETAILS: &str = "
    SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master WHERE type <> 'table'
    UNION ALL SELECT 'table ' || lower(l.name) || ' ' || l.strict || l.wr || (m.sql LIKE '%AUTOINCREMENT%')
        || (m.sql LIKE '%COLLATE NOCASE%') || (m.sql LIKE '%ON CONFLICT%') FROM pragma_table_list l
        JOIN sqlite_master m ON m.name = l.name AND m.type = 'table' WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite%'
    ORDER BY 1";

/// Pairs that SQLite refuses loudly: with a table into which it takes no row, be it a copy of one, since a column is computed
/// from itself; and with foreign keys to what is no key, which it can't check.
const LOUD: &[&str] = &[
    "add_a_column_that_needs_itself_in_a_strict_table",
    "add_a_column_that_needs_itself_untyped_with_a_check",
    "generated_stored_columns_in_a_circle",
    "drop_deletes_children_of_nothing",
    "drop_deletes_children_with_a_key_to_no_key",
    "drop_unique_column",
];

/// The texts that the engine keeps as they were written, without what does not matter in them.
fn details(session: &mut SqliteDatabase) -> Vec<String> {
    let squeezed = |line: &String| {
        let text: String = line.chars().filter(|c| !(c.is_whitespace() || matches!(c, '"' | ';'))).collect();
        text.to_lowercase().replace("ifnotexists", "")
    };
    session.lines(DETAILS).iter().map(squeezed).collect()
}

fn command(arguments: &[String], err: &mut Vec<u8>) -> u8 {
    cargo_schema::run(arguments, &mut Vec::new(), err)
}

#[test]
fn every_kind_of_difference_is_written() {
    diffs::run_pairs("sqlite", details, command);
}

#[test]
fn cases_lead_to_the_next() {
    diffs::run_cases("sqlite", details, command, LOUD, 125);
}

#[test]
fn each_version_of_the_application_leads_to_the_next() {
    diffs::run_versions("sqlite", details, command);
}
