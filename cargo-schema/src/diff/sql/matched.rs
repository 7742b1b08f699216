//! The tables of two schemas, matched by name, and views in the order in which they can be made.

use std::collections::BTreeSet;

use schema_catalog::{Catalog, Table, TableId};

/// Whether it is a table, of whatever kind, and no view.
pub(super) fn is_table(table: &&Table) -> bool {
    !table.kind.is_view()
}

/// The tables of both, by name: no views.
pub(super) fn pairs<'a>(from: &'a Catalog, to: &'a Catalog) -> Vec<(&'a Table, &'a Table)> {
    let same = |table: &'a Table| Some((table, to.table_in(&table.schema, &table.name)?));
    let pairs = from.tables().filter(is_table).filter_map(same);
    pairs.filter(|(a, b)| is_table(b) && a.kind.noun() == b.kind.noun()).collect()
}

/// The tables of one side that the other has not.
pub(super) fn only<'a>(one: &'a Catalog, other: &Catalog) -> Vec<&'a Table> {
    let there = |table: &Table| {
        let same = other.table_in(&table.schema, &table.name);
        same.is_some_and(|same| is_table(&same) && same.kind.noun() == table.kind.noun())
    };
    one.tables().filter(is_table).filter(|table| !there(table)).collect()
}

/// The views of a schema of which something is so, and those that read them, be it by another one.
pub(super) fn with_readers(catalog: &Catalog, is_so: impl Fn(&Table) -> bool) -> BTreeSet<TableId> {
    let mut found: BTreeSet<TableId> = BTreeSet::new();
    loop {
        let views = catalog.tables().filter(|table| table.kind.is_view() && !found.contains(&table.id()));
        let more: Vec<TableId> = views
            .filter(|view| view.reads().iter().any(|id| found.contains(id)) || is_so(view))
            .map(Table::id)
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// Views, each behind those that it reads.
pub(super) fn read_order<'a>(views: &[&'a Table]) -> Vec<&'a Table> {
    let mut order: Vec<&Table> = Vec::new();
    while order.len() < views.len() {
        let is_done = |id: TableId| order.iter().any(|view| view.id() == id);
        let is_free = |view: &&&'a Table| {
            let waits = |id: &TableId| !is_done(*id) && views.iter().any(|other| other.id() == *id);
            !is_done(view.id()) && !view.reads().iter().any(waits)
        };
        match views.iter().find(is_free) {
            Some(view) => order.push(view),
            None => break,
        }
    }
    order
}
