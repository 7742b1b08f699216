//! No index does what another one does already.

use schema_catalog::{Catalog, ColumnId, ConstraintKind, Index, Place, Table};

use super::Design;
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-index",
    level: Severity::Warning,
    summary: "An index whose columns begin another index or key.",
    reason: "Whatever it finds, the other one finds as well. It takes space, and time for every row that is written.",
    fix: "Drop it.",
    manual: &["https://www.postgresql.org/docs/current/indexes-multicolumn.html"],
};

/// An index or the key of a constraint: columns in order, whether they are unique, and what messages call it.
struct Key<'a> {
    columns: Vec<ColumnId>,
    unique: bool,
    name: String,
    place: Place,
    /// The index, where it is no constraint.
    index: Option<&'a Index>,
}

pub(super) fn look(design: &Design<'_>, found: &mut Vec<Finding>) {
    let catalog = design.catalog;
    for table in design.tables().filter(|table| !table.is_partition()) {
        let keys = keys(catalog, table);
        for (at, key) in keys.iter().enumerate() {
            let Some(index) = key.index else { continue };
            let Some((_, other)) = keys.iter().enumerate().find(|(other, known)| serves(known, *other, key, at)) else {
                continue;
            };
            let message =
                format!("index `{}` of `{}` does nothing that {} does not do", index.name, table.name, other.name);
            let what =
                catalog.error(key.place, message).note_in(catalog, other.place, format!("{} is declared", other.name));
            let quote = |name| catalog.dialect().quote(name);
            // MySQL knows an index by its table alone: https://dev.mysql.com/doc/refman/8.4/en/drop-index.html
            let of_table =
                if catalog.dialect().is_mysql() { format!(" ON {}", quote(&table.name)) } else { String::new() };
            let what = what.help(format!("DROP INDEX {}{of_table};", quote(&index.name)));
            found.push(Finding::new(&RULE, what).table(catalog.full_name(table)));
        }
    }
}

fn keys<'a>(catalog: &'a Catalog, table: &'a Table) -> Vec<Key<'a>> {
    let constraints = table.constraints.iter().filter_map(|constraint| {
        let (columns, name) = match &constraint.kind {
            ConstraintKind::PrimaryKey { columns } => (columns, "the primary key".to_owned()),
            ConstraintKind::Unique { columns, .. } => (columns, format!("the unique constraint `{}`", constraint.name)),
            _ => return None,
        };
        Some(Key { columns: columns.clone(), unique: true, name, place: constraint.declared, index: None })
    });
    let indexes = catalog.own_indexes(table).filter(|index| index.is_plain()).map(|index| Key {
        columns: index.columns.iter().copied().flatten().collect(),
        unique: index.unique,
        name: format!("index `{}`", index.name),
        place: index.created,
        index: Some(index),
    });
    constraints.chain(indexes).collect()
}

/// Whether the one at `known_at` does all that the one at `at` does. Of two that are the same, it is the later one that is
/// too many.
fn serves(known: &Key<'_>, known_at: usize, key: &Key<'_>, at: usize) -> bool {
    if known_at == at || !known.columns.starts_with(&key.columns) {
        return false;
    }
    let same_columns = known.columns.len() == key.columns.len();
    match (key.unique, same_columns) {
        (true, true) => known.unique && known_at < at,
        (true, false) => false,
        (false, true) => known.unique || known_at < at,
        (false, false) => true,
    }
}
