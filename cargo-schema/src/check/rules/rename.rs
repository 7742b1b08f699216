//! A migration renames nothing that a running program may use.

use schema_catalog::Catalog;

use super::{is_stored, kept, last};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "rename",
    level: Severity::Warning,
    summary: "A migration that renames a table or a column.",
    reason: "Programs of the version before, which still run while the new one is rolled out, look for the old name, and those \
             of the new version for the new one: whichever comes first, one of them fails.",
    fix: "Add the new column, write both, copy what is there, and drop the old one in a later release. For a table, leave a \
          view of the old name. Where the program is stopped for the migration, allow it.",
    manual: &["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME"],
};

pub(super) fn look(before: &Catalog, after: &Catalog, found: &mut Vec<Finding>) {
    let changed = before.changed_tables(after);
    for (table, now) in changed.filter(|(table, _)| is_stored(table) && !table.is_partition()) {
        let Some(now) = now else { continue };
        let (old, new) = (before.full_name(table), after.full_name(now));
        // What took the old name stands in for it: a view, or the table that SQLite's manual has one make anew.
        if old != new && after.table(&old).is_none() {
            let message = format!("table `{old}` is renamed to `{new}`");
            found.push(Finding::new(&RULE, after.error(last(&now.history), message)).table(&new));
        }
        for (column, renamed) in kept(table, now).filter(|(column, renamed)| column.name != renamed.name) {
            let message = format!("column `{}.{}` is renamed to `{}`", table.name, column.name, renamed.name);
            let what = after.error(last(&renamed.history), message);
            found.push(Finding::new(&RULE, what).table(&new).column(&renamed.name));
        }
    }
}
