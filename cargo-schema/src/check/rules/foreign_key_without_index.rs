//! Foreign keys have indexes.

use schema_catalog::{Catalog, ColumnId, ConstraintKind, Index, Table};

use super::Design;
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "foreign-key-without-index",
    level: Severity::Warning,
    summary: "A foreign key whose columns begin no index.",
    reason: "To delete a row of the parent, or to change its key, the engine looks for the rows that refer to it. Without an \
             index it reads the whole table each time, and so do joins in that direction. The engine makes an index for the \
             columns referred to, but none for those that refer.",
    fix: "Create an index that begins with the foreign key's columns.",
    manual: &[
        "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
        "https://www.sqlite.org/foreignkeys.html#fk_indexes",
    ],
};

pub(super) fn look(design: &Design<'_>, found: &mut Vec<Finding>) {
    let catalog = design.catalog;
    // InnoDB makes one for each foreign key: https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
    if catalog.dialect().is_mysql() {
        return;
    }
    for table in design.tables().filter(|table| !table.is_partition()) {
        for (constraint, key) in table.foreign_keys().filter(|(_, key)| !is_indexed(catalog, table, &key.columns)) {
            let columns = table.column_names(&key.columns);
            let (name, parent) = (&table.name, &catalog.table_by_id(key.parent).name);
            let message = format!("the foreign key `{name} ({})` to `{parent}` has no index", columns.join(", "));
            let quote = |name: &str| catalog.dialect().quote(name);
            let index = quote(&format!("{name}_{}_idx", columns.join("_")));
            let list: Vec<String> = columns.iter().map(|column| quote(column)).collect();
            let mut on = quote(name);
            if table.schema != catalog.dialect().default_schema() {
                on = format!("{}.{on}", quote(&table.schema));
            }
            let help = format!("CREATE INDEX {index} ON {on} ({});", list.join(", "));
            let what = catalog.error(constraint.declared, message).help(help);
            let finding = Finding::new(&RULE, what).table(catalog.full_name(table));
            found.push(match columns.as_slice() {
                [column] => finding.column(*column),
                _ => finding,
            });
        }
    }
}

/// Whether an index or a key begins with these columns, in any order.
fn is_indexed(catalog: &Catalog, table: &Table, columns: &[ColumnId]) -> bool {
    let begins = |parts: &[Option<ColumnId>]| {
        let first = parts.get(..columns.len());
        first.is_some_and(|first| columns.iter().all(|column| first.contains(&Some(*column))))
    };
    let by_constraint = table.constraints.iter().any(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => {
            begins(&columns.iter().copied().map(Some).collect::<Vec<_>>())
        }
        _ => false,
    });
    let has_all_rows =
        |index: &Index| index.predicate.as_deref().is_none_or(|text| leaves_out_null(text, table, columns));
    by_constraint || catalog.own_indexes(table).any(|index| begins(&index.columns) && has_all_rows(index))
}

/// Whether a predicate leaves out only rows in which the columns are NULL, as those that refer to nothing.
fn leaves_out_null(predicate: &str, table: &Table, columns: &[ColumnId]) -> bool {
    let words: Vec<&str> = predicate.split_whitespace().collect();
    let [column, is, not, null] = words.as_slice() else { return false };
    let keywords =
        is.eq_ignore_ascii_case("IS") && not.eq_ignore_ascii_case("NOT") && null.eq_ignore_ascii_case("NULL");
    keywords && table.column_names(columns).iter().any(|name| name.eq_ignore_ascii_case(column.trim_matches('"')))
}
