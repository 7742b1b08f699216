//! `cargo schema diff --sql` for PostgreSQL: what it writes is run, and makes the one schema of the other.

use schema_macro_tests::diffs;
use schema_macro_tests::server::PostgresSession;

/// What the engine itself says of indexes, constraints, defaults, views, triggers, routines and sequences.
///
/// Without what it keeps of how they came about: casts, which tell for what type a constant was first written, `ONLY`, which
/// tells that a key was there before its partitions, the keys of partitions that come with those of their table, and how an
/// index is stored.
const DETAILS: &str = r"
    WITH own AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
    kept AS (SELECT objid FROM pg_depend WHERE deptype = 'e')
    SELECT 'index ' || replace(regexp_replace(pg_get_indexdef(i.indexrelid), ' WITH \(fill[^)]*\)', ''), ' ONLY ', ' ') AS line FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace IN (SELECT oid FROM own) AND c.oid NOT IN (SELECT objid FROM kept)
    UNION ALL SELECT 'constraint ' || coalesce(nullif(conrelid, 0)::regclass::text, contypid::regtype::text) || ' '
        || conname || ' ' || CASE contype WHEN 'c'
        THEN translate(regexp_replace(pg_get_constraintdef(oid), '::[a-z ]+', '', 'g'), '() ', '')
        ELSE pg_get_constraintdef(oid) END FROM pg_constraint WHERE connamespace IN (SELECT oid FROM own)
        AND contype <> 't' AND conparentid = 0
    UNION ALL SELECT 'default ' || adrelid::regclass || '.' || attname || ' ' || regexp_replace(pg_get_expr(adbin, adrelid), '::(text|character varying)', '', 'g')
        FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
        JOIN pg_class c ON c.oid = adrelid WHERE c.relnamespace IN (SELECT oid FROM own)
    UNION ALL SELECT 'view ' || c.oid::regclass || ' ' || pg_get_viewdef(c.oid) FROM pg_class c
        WHERE c.relkind IN ('v', 'm') AND c.relnamespace IN (SELECT oid FROM own) AND c.oid NOT IN (SELECT objid FROM kept)
    UNION ALL SELECT 'trigger ' || pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT tgisinternal
    UNION ALL SELECT 'routine ' || pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.prokind IN ('f', 'p')
        AND p.pronamespace IN (SELECT oid FROM own) AND p.oid NOT IN (SELECT objid FROM kept)
    UNION ALL SELECT 'sequence ' || c.oid::regclass FROM pg_class c WHERE relkind = 'S'
        AND c.relnamespace IN (SELECT oid FROM own)
    ORDER BY 1";

/// Pairs that PostgreSQL refuses for what only it can tell, loudly: a default of a new column is computed at once, and this
/// one is too large.
const LOUD: &[&str] = &["default_set_to_wrong_type"];

fn details(session: &mut PostgresSession) -> Vec<String> {
    session.lines(DETAILS)
}

fn command(arguments: &[String], err: &mut Vec<u8>) -> u8 {
    cargo_schema::run(arguments, &mut Vec::new(), err)
}

#[test]
fn every_kind_of_difference_is_written() {
    diffs::run_pairs("postgres", details, command);
}

#[test]
fn cases_lead_to_the_next() {
    diffs::run_cases("postgres", details, command, LOUD, 350);
}

#[test]
fn each_version_of_the_application_leads_to_the_next() {
    diffs::run_versions("postgres", details, command);
}
