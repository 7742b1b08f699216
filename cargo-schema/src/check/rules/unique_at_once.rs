//! Keys are added without building their index under a lock.

use schema_catalog::{Change, ConstraintKind};

use super::{Statement, added};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unique-at-once",
    level: Severity::Warning,
    summary: "A primary key, unique or exclusion constraint that is added without an index that is there.",
    reason: "Its index is built under an ACCESS EXCLUSIVE lock: nobody reads or writes the table until that is done.",
    fix: "Build the index first, CREATE UNIQUE INDEX CONCURRENTLY …, in a migration without a transaction; then ALTER TABLE … \
          ADD CONSTRAINT … UNIQUE USING INDEX …, which takes a moment. For an exclusion constraint there is no such way.",
    manual: &[
        "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX",
    ],
};

pub(super) fn look(statement: &Statement<'_>, found: &mut Vec<Finding>) {
    for (before, after) in statement.altered() {
        for constraint in &after.constraints {
            let (columns, kind) = match &constraint.kind {
                ConstraintKind::PrimaryKey { columns } => (columns, "the primary key"),
                ConstraintKind::Unique { columns, .. } => (columns, "the unique constraint"),
                ConstraintKind::Exclude { columns, .. } => (columns, "the exclusion constraint"),
                _ => continue,
            };
            let is_old = before.constraints.iter().any(|old| old.kind == constraint.kind);
            // The index that was there becomes the constraint's.
            let takes_index = statement.step.indexes().any(|change| match change {
                Change::Dropped(index) => {
                    index.table == after.id()
                        && index.unique
                        && columns.iter().all(|id| index.columns.contains(&Some(*id)))
                }
                _ => false,
            });
            if is_old || takes_index {
                continue;
            }
            let (table, name) = (&after.name, &constraint.name);
            // A column that is added with it is written by the same statement.
            let with_column = added(before, after).any(|column| columns.contains(&column.id()));
            let why = if with_column { "builds its index" } else { "reads the table and builds its index" };
            let message = format!("adding {kind} `{name}` {why} while nobody can read or write `{table}`");
            let help = "first CREATE UNIQUE INDEX CONCURRENTLY, then add the constraint USING INDEX".to_owned();
            found.push(statement.finding(&RULE, constraint.declared, after, message, help));
        }
    }
}
