//! Statements that are nested without end: a clear answer, and no stack overflow, also on a thread with a small stack.

use schema_catalog::{Catalog, Dialect};

const LEVELS: usize = 100_000;

/// Replays on a thread with the stack that Rust gives threads by default.
fn replay(sql: String) -> Result<Catalog, String> {
    std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(move || Catalog::from_sql(Dialect::Postgres, "up.sql", &sql).map_err(|error| error.to_string()))
        .expect("a thread can be started")
        .join()
        .expect("nothing panics")
}

fn nested(before: &str, open: &str, within: &str, close: &str, after: &str) -> String {
    format!("{before}{}{within}{}{after}", open.repeat(LEVELS), close.repeat(LEVELS))
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    for sql in [
        nested("CREATE TABLE t (a int, CHECK ", "(", "a > 1", ")", ")"),
        nested("CREATE TABLE t (a int CHECK (", "NOT ", "a > 1", "", "))"),
        nested("CREATE TABLE t (a int DEFAULT ", "abs(", "1", ")", ")"),
        nested("CREATE TABLE t (a int DEFAULT ", "- ", "1", "", ")"),
        nested("CREATE TABLE t (a int[] DEFAULT ARRAY", "[", "1", "]", ")"),
        nested("CREATE TABLE t (a int CHECK (", "CASE WHEN true THEN ", "true", " END", "))"),
        nested("CREATE TABLE t (a int); CREATE INDEX ON t (", "(", "a + 1", ")", ")"),
        nested("DO $$ ", "BEGIN ", "CREATE TABLE t (a int);", " END;", " $$"),
        nested("DO $$ BEGIN ", "IF true THEN ", "CREATE TABLE t (a int);", " END IF;", " END $$"),
        nested("DO $$ BEGIN ", "LOOP ", "CREATE TABLE t (a int);", " END LOOP;", " END $$"),
    ] {
        let told = replay(sql).expect_err("this is too deep");
        assert!(told.contains("nested too deep"), "{}", told.chars().take(200).collect::<String>());
    }
}

#[test]
fn a_view_that_is_nested_too_deep_has_no_known_columns() {
    for query in [
        nested("", "(", "SELECT 1", ")", ""),
        nested("SELECT ", "(", "1", ")", ""),
        nested("", "SELECT * FROM (", "SELECT 1", ") AS s", ""),
        nested("SELECT 1 FROM ", "(", "t", " CROSS JOIN t)", ""),
        nested("", "WITH w AS (", "SELECT 1", ") SELECT * FROM w", ""),
        nested("SELECT * FROM t ", "JOIN t ", "", "ON true ", ""),
        nested("SELECT 1 GROUP BY ", "GROUPING SETS (", "()", ")", ""),
    ] {
        let catalog = replay(format!("CREATE TABLE t (a int); CREATE VIEW v AS {query}")).expect("views are kept");
        assert!(catalog.table("v").expect("is there").unknown.is_some());
    }
}

#[test]
fn what_is_long_and_not_deep_is_read() {
    for operator in [" AND ", " OR "] {
        let checks = vec!["a + 1 > 1"; 20_000].join(operator);
        replay(format!("CREATE TABLE t (a int, CHECK ({checks}))")).expect("a chain is not deep");
    }
    let casts = "::int".repeat(20_000);
    replay(format!("CREATE TABLE t (a int DEFAULT 1{casts})")).expect("casts of casts are not deep");
    let unions = vec!["SELECT 1 AS one"; 10_000].join(" UNION ALL ");
    let catalog = replay(format!("CREATE VIEW v AS {unions}")).expect("a union of many is not deep");
    assert_eq!(catalog.table("v").map(|view| view.columns.len()), Some(1));
    let dimensions = "[]".repeat(LEVELS);
    replay(format!("CREATE TABLE t (a int{dimensions})")).expect("an array is not deep");
}

#[test]
fn blocks_within_blocks_that_are_run_are_refused_when_too_deep() {
    let mut sql = "CREATE TABLE t (a int)".to_owned();
    for level in 0..500 {
        sql = format!("DO $d{level}$ BEGIN EXECUTE $e{level}${sql}$e{level}$; END $d{level}$");
    }
    assert!(replay(sql).expect_err("this is too deep").contains("runs too much within itself"));
}
