//! Every table has a primary key.

use schema_catalog::{Dialect, Table};

use super::Design;
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "no-primary-key",
    level: Severity::Warning,
    summary: "A table without a primary key.",
    reason: "Its rows can't be told apart: none can be updated or deleted by itself, logical replication can't follow \
             updates, and Diesel has no `table!` for it.",
    fix: "Give it a primary key: the columns that tell its rows apart, or an identity column.",
    manual: &[
        "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS",
        "https://www.postgresql.org/docs/current/logical-replication-publication.html",
    ],
};

pub(super) fn look(design: &Design<'_>, found: &mut Vec<Finding>) {
    let catalog = design.catalog;
    for table in design.tables().filter(|table| has_no_key(table)) {
        let message = format!("table `{}` has no primary key", table.name);
        let help = match catalog.dialect() {
            // It adds none to a table: https://sqlite.org/lang_altertable.html#otheralter
            Dialect::Sqlite => "make the table anew, with PRIMARY KEY (…)".to_owned(),
            dialect => format!("ALTER TABLE {} ADD PRIMARY KEY (…);", dialect.quote(&table.name)),
        };
        let what = catalog.error(table.history.declared(), message).help(help);
        found.push(Finding::new(&RULE, what).table(catalog.full_name(table)));
    }
}

/// Of partitions and tables whose columns are not known, nothing is asked.
fn has_no_key(table: &Table) -> bool {
    table.primary_key().is_empty() && !table.is_partition() && table.unknown.is_none()
}
