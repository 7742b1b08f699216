//! Foreign keys and checks are added without reading their table under a lock.

use schema_catalog::{Constraint, ConstraintKind, Table, quote_identifier};

use super::{Statement, added};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "constraint-validated-at-once",
    level: Severity::Warning,
    summary: "A foreign key or a check that is added and validated in one migration.",
    reason: "All rows are read to see whether they keep it, under a lock that nobody writes against: a check takes ACCESS \
             EXCLUSIVE, a foreign key SHARE ROW EXCLUSIVE on both of its tables. Added NOT VALID, it counts for new rows at \
             once, and VALIDATE CONSTRAINT in a transaction of its own lets others read and write meanwhile.",
    fix: "Add it NOT VALID, and in the next migration: ALTER TABLE … VALIDATE CONSTRAINT …;",
    manual: &["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
};

pub(super) fn look(statement: &Statement<'_>, found: &mut Vec<Finding>) {
    for (before, after) in statement.altered() {
        let known = statement.before.find_table(after.id());
        for constraint in after.constraints.iter().filter(|constraint| is_new(constraint, known)) {
            let valid_before = before.constraints.iter().any(|old| old.name == constraint.name && old.is_validated());
            let (kind, locked) = match constraint.kind {
                ConstraintKind::ForeignKey(_) => ("the foreign key", "write to it"),
                ConstraintKind::Check(_) => ("the check", "read or write it"),
                _ => continue,
            };
            if valid_before || !constraint.is_validated() || is_of_new_column(before, after, constraint) {
                continue;
            }
            let (table, name) = (&after.name, &constraint.name);
            let message = format!("adding {kind} `{name}` reads all of `{table}` while nobody can {locked}");
            let (table, name) = (quote_identifier(table), quote_identifier(name));
            let help =
                format!("add it NOT VALID, and in the next migration: ALTER TABLE {table} VALIDATE CONSTRAINT {name};");
            found.push(statement.finding(&RULE, constraint.declared, after, message, help));
        }
    }
}

/// Whether a constraint was not there before the migration.
fn is_new(constraint: &Constraint, known: Option<&Table>) -> bool {
    known.is_none_or(|table| table.constraints.iter().all(|old| old.name != constraint.name))
}

/// Whether it is a foreign key of columns that the same statement adds without a value: there is nothing to look up.
fn is_of_new_column(before: &Table, after: &Table, constraint: &Constraint) -> bool {
    let ConstraintKind::ForeignKey(key) = &constraint.kind else { return false };
    let is_empty = |column: &schema_catalog::Column| !column.has_default() && key.columns.contains(&column.id());
    added(before, after).any(is_empty)
}
