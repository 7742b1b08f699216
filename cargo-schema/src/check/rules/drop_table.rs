//! A migration drops no table that a running program may use.

use schema_catalog::Catalog;

use super::{is_stored, last};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "drop-table",
    level: Severity::Warning,
    summary: "A migration that drops a table with all that is in it.",
    reason: "The rows are gone, and undoing the migration does not bring them back. Programs of the version before, which \
             still run while the new one is rolled out, fail at every query of it.",
    fix: "First release a version that does not use the table. Drop it in a later migration, with a backup, and allow that \
          one: { rule = \"drop-table\", table = \"…\" }.",
    manual: &["https://www.postgresql.org/docs/current/sql-droptable.html"],
};

/// A table that another took the name of was made anew, as SQLite's manual has it: what is missing of its columns counts.
pub(super) fn look(before: &Catalog, after: &Catalog, found: &mut Vec<Finding>) {
    for table in before.changed_tables(after).filter_map(|(table, now)| now.is_none().then_some(table)) {
        let name = before.full_name(table);
        if !is_stored(table) || table.is_partition() || after.table(&name).is_some() {
            continue;
        }
        let place = after.former_table(&name).map_or(last(&table.history), |(_, place)| place);
        let message = format!("table `{}` is dropped with all that is in it", table.name);
        let what = after.error(place, message).note_in(after, table.history.declared(), "it was declared");
        found.push(Finding::new(&RULE, what).table(name));
    }
}
