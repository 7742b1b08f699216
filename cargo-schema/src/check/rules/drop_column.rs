//! A migration drops no column that a running program may use.

use schema_catalog::{Catalog, Column, Table};

use super::{is_stored, last};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "drop-column",
    level: Severity::Warning,
    summary: "A migration that drops a column with all that is in it.",
    reason: "The values are gone, and undoing the migration does not bring them back. Diesel names every column when it loads \
             a row, so programs of the version before, which still run while the new one is rolled out, fail.",
    fix: "First release a version that does not use the column, with a default or NULL allowed. Drop it in a later \
          migration, and allow that one: { rule = \"drop-column\", table = \"…\", column = \"…\" }.",
    manual: &["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN"],
};

pub(super) fn look(before: &Catalog, after: &Catalog, found: &mut Vec<Finding>) {
    let changed = before.changed_tables(after);
    for (table, same) in changed.filter(|(table, _)| is_stored(table) && !table.is_partition()) {
        let name = before.full_name(table);
        // A table that was made anew has its name, and other ids.
        let Some(now) = same.or_else(|| after.table(&name)) else { continue };
        let is_there = |column: &Column| match same {
            Some(now) => now.columns.iter().any(|known| known.id() == column.id()),
            None => now.column(&column.name).is_some(),
        };
        for column in table.columns.iter().filter(|column| !is_there(column)) {
            let place = dropped_at(now, column).unwrap_or_else(|| last(&now.history));
            let message = format!("column `{}.{}` is dropped with all that is in it", table.name, column.name);
            let what = after.error(place, message).note_in(after, column.history.declared(), "it was declared");
            found.push(Finding::new(&RULE, what).table(&name).column(&column.name));
        }
    }
}

fn dropped_at(now: &Table, column: &Column) -> Option<schema_catalog::Place> {
    now.former_column(&column.name).map(|(_, place)| place)
}
