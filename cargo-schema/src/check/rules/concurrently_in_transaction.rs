//! What can't run within a transaction does not.

use schema_catalog::{Change, Layout, Migration};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Statement;
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "concurrently-in-transaction",
    level: Severity::Error,
    summary: "CREATE INDEX CONCURRENTLY in a migration that Diesel runs within a transaction.",
    reason: "The engine refuses it there: \"CREATE INDEX CONCURRENTLY cannot run inside a transaction block\".",
    fix: "Put a metadata.toml beside up.sql that says `run_in_transaction = false`, and nothing else into that migration: what \
          fails half-way is not undone.",
    manual: &[
        "https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
        "https://docs.rs/diesel_migrations/latest/diesel_migrations/struct.TomlMetadata.html",
    ],
};

pub(super) fn look(statement: &Statement<'_>, found: &mut Vec<Finding>) {
    if statement.migration.layout != Layout::Diesel || !runs_in_transaction(statement.migration) {
        return;
    }
    let catalog = statement.step.catalog;
    for change in statement.step.indexes() {
        let Change::Created(index) = change else { continue };
        let Some(table) = catalog.find_table(index.table).filter(|_| index.concurrently) else { continue };
        let message = format!("index `{}` can't be built CONCURRENTLY within a transaction", index.name);
        let help = "write `run_in_transaction = false` into a metadata.toml beside up.sql".to_owned();
        found.push(statement.finding(&RULE, index.created, table, message, help));
    }
}

/// What `metadata.toml` says; Diesel's default is that it does.
fn runs_in_transaction(migration: &Migration) -> bool {
    let text = std::fs::read_to_string(migration.up.with_file_name("metadata.toml")).unwrap_or_default();
    let Ok(table) = DeTable::parse(&text) else { return true };
    !matches!(table.get_ref().get("run_in_transaction").map(Spanned::get_ref), Some(DeValue::Boolean(false)))
}
