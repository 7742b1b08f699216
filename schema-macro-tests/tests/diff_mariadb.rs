//! `cargo schema diff --sql` for MariaDB: what it writes is run, and makes the one schema of the other.

use schema_macro_tests::diffs;
use schema_macro_tests::server::mysql::MariadbSession;

/// The tables and views, each with its kind.
const TABLES: &str = "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = database()";

/// Triggers and routines. The order of triggers is part of what they do.
const PROGRAMS: &str = "SELECT 'trigger', trigger_name, action_timing, event_manipulation, event_object_table, action_order,
        action_statement FROM information_schema.triggers WHERE trigger_schema = database()
    UNION ALL SELECT 'routine', routine_type, routine_name, data_type, is_deterministic, sql_data_access,
        concat_ws(' ', security_type, routine_definition) FROM information_schema.routines WHERE routine_schema = database()
    UNION ALL SELECT 'parameter', specific_name, ordinal_position, parameter_mode, parameter_name, dtd_identifier, ''
        FROM information_schema.parameters WHERE specific_schema = database()";

/// Pairs that MariaDB refuses loudly: a default takes its values from a sequence that is gone.
const LOUD: &[&str] = &["sequences"];

/// `SHOW CREATE` of each table and view, line by line, since the order of columns and keys is nothing that SQL compares;
/// without the next number of a column that counts, and the letters of names in foreign keys, which stay as they were
/// written where that was not checked.
fn details(session: &mut MariadbSession) -> Vec<String> {
    let mut all = session.lines(PROGRAMS);
    for table in session.lines(TABLES) {
        let (name, _) = table.split_once('\t').unwrap_or((&table, ""));
        let shown = session.lines(&format!("SHOW CREATE TABLE `{}`", name.replace('`', "``")));
        let lines = shown.iter().flat_map(|shown| shown.lines());
        let plain = |line: &str| {
            let words = line.trim().trim_end_matches(',').split(' ');
            let line = words.filter(|word| !word.starts_with("AUTO_INCREMENT=")).collect::<Vec<_>>().join(" ");
            if line.contains(" FOREIGN KEY (") { line.to_lowercase() } else { line }
        };
        all.extend(lines.map(|line| format!("{name}: {}", plain(line))));
    }
    all
}

fn command(arguments: &[String], err: &mut Vec<u8>) -> u8 {
    cargo_schema::run(arguments, &mut Vec::new(), err)
}

#[test]
fn every_kind_of_difference_is_written() {
    diffs::run_pairs("mariadb", details, command);
}

#[test]
fn cases_lead_to_the_next() {
    diffs::run_cases("mariadb", details, command, LOUD, 240);
}
