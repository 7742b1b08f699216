//! Indexes are made while others can write.

use schema_catalog::{Change, Index, TableKind};

use super::Statement;
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "index-blocks-writes",
    level: Severity::Warning,
    summary: "An index on a table that is in use, made without CONCURRENTLY.",
    reason: "Until it is built, a SHARE lock keeps everybody from writing to the table.",
    fix: "CREATE INDEX CONCURRENTLY, in a migration without a transaction (for Diesel: a metadata.toml beside up.sql that says \
          `run_in_transaction = false`).",
    manual: &["https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY"],
};

pub(super) fn look(statement: &Statement<'_>, found: &mut Vec<Finding>) {
    for index in new_indexes(statement).filter(|index| !index.concurrently) {
        let Some(table) = statement.step.catalog.find_table(index.table) else { continue };
        // Those of constraints have a rule of their own, and those of partitions come with their table's.
        if table.is_partition() || table.constraints.iter().any(|known| known.name == index.name) {
            continue;
        }
        let message = format!("while index `{}` is built, nobody can write to `{}`", index.name, table.name);
        let help = match table.kind {
            TableKind::Partitioned => {
                "CREATE INDEX … ON ONLY …, then CONCURRENTLY on each partition, and ATTACH PARTITION"
            }
            _ => "CREATE INDEX CONCURRENTLY, in a migration without a transaction",
        };
        found.push(statement.finding(&RULE, index.created, table, message, help.to_owned()));
    }
}

/// The indexes that a statement makes on tables that were there before its migration.
pub(super) fn new_indexes<'a>(statement: &Statement<'a>) -> impl Iterator<Item = &'a Index> {
    let known = statement.before;
    statement.step.indexes().filter_map(move |change| match change {
        Change::Created(index) if known.find_table(index.table).is_some() => Some(index),
        _ => None,
    })
}
