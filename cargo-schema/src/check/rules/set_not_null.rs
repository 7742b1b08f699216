//! A column is made NOT NULL without reading its table under a lock.

use schema_catalog::{Catalog, Column, ConstraintKind, Table, quote_identifier};

use super::{Statement, kept, last};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "set-not-null",
    level: Severity::Warning,
    summary: "A column that is made NOT NULL where no check shows that it holds no NULL.",
    reason: "The whole table is read under an ACCESS EXCLUSIVE lock: nobody reads or writes it until that is done. And it fails \
             where a row has NULL.",
    fix: "Add a check first, ALTER TABLE … ADD CONSTRAINT … CHECK (… IS NOT NULL) NOT VALID; validate it in a migration of its \
          own, which lets others read and write; then SET NOT NULL reads nothing, and the check can be dropped.",
    manual: &["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL"],
};

pub(super) fn look(statement: &Statement<'_>, found: &mut Vec<Finding>) {
    let catalog = statement.step.catalog;
    for (before, after) in statement.altered() {
        let made = kept(before, after).filter(|(old, new)| old.nullable && !new.nullable);
        for (_, column) in made.filter(|(old, _)| !is_shown(catalog, before, old)) {
            let (table, name) = (&after.name, &column.name);
            let message = format!("making `{table}.{name}` NOT NULL reads the whole table under a lock");
            let (table, name) = (quote_identifier(table), quote_identifier(name));
            let help =
                format!("first: ALTER TABLE {table} ADD CHECK ({name} IS NOT NULL) NOT VALID; then validate that");
            found.push(statement.finding(&RULE, last(&column.history), after, message, help).column(&column.name));
        }
    }
}

/// Whether a check that all rows are known to keep says that a column is not NULL.
fn is_shown(catalog: &Catalog, table: &Table, column: &Column) -> bool {
    let text = format!("{} IS NOT NULL", column.name);
    table.constraints.iter().filter(|constraint| constraint.is_validated()).any(|constraint| match &constraint.kind {
        ConstraintKind::Check(check) => catalog.is_same_expression(&check.expression, &text),
        _ => false,
    })
}
