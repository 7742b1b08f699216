//! Rows can be inserted one after the other: no cycle of foreign keys forbids it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use schema_catalog::{Constraint, Table, TableId};

use super::Design;
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "foreign-key-cycle",
    level: Severity::Error,
    summary: "Tables that refer to each other in a circle, by foreign keys that are neither nullable nor deferrable.",
    reason: "The first row of each needs one of the next to be there, so no row can ever be inserted with plain statements, \
             and a dump can't be restored table by table.",
    fix: "Let one column of the circle be NULL, and set it once the other row is there; or make one of the foreign keys \
          DEFERRABLE INITIALLY DEFERRED, so that it is checked at the end of the transaction.",
    manual: &[
        "https://www.postgresql.org/docs/current/sql-set-constraints.html",
        "https://www.sqlite.org/foreignkeys.html#fk_deferred",
    ],
};

/// The foreign keys that stand in the way of an insert, by the tables that have them and those they refer to.
type Edges<'a> = BTreeMap<TableId, BTreeMap<TableId, &'a Constraint>>;

pub(super) fn look(design: &Design<'_>, found: &mut Vec<Finding>) {
    let catalog = design.catalog;
    let edges: Edges<'_> = design.tables().map(|table| (table.id(), strict_parents(table))).collect();
    let mut told = BTreeSet::new();
    for start in edges.keys() {
        if told.contains(start) {
            continue;
        }
        let Some(circle) = shortest_circle(&edges, *start) else { continue };
        told.extend(circle.iter().copied());
        let name = |id: &TableId| catalog.table_by_id(*id).name.clone();
        let names: Vec<String> = circle.iter().chain([start]).map(name).collect();
        let message = format!("no first row can be inserted into these tables: {}", names.join(" → "));
        let next = circle.iter().skip(1).chain([start]);
        let keys: Vec<&Constraint> = circle.iter().zip(next).map(|(from, to)| edges[from][to]).collect();
        let first = catalog.table_by_id(*start);
        let mut what = catalog.error(keys[0].declared, message);
        for (constraint, (from, to)) in keys.iter().zip(names.iter().zip(&names[1..])).skip(1) {
            what = what.note_in(catalog, constraint.declared, format!("`{from}` needs a row of `{to}`"));
        }
        let what = what.help("make one of the columns nullable, or one of the keys DEFERRABLE INITIALLY DEFERRED");
        found.push(Finding::new(&RULE, what).table(catalog.full_name(first)));
    }
}

/// The tables of which there must be a row before one of this table, but for itself: a row may refer to itself.
fn strict_parents(table: &Table) -> BTreeMap<TableId, &Constraint> {
    let strict = table.foreign_keys().filter(|(constraint, key)| {
        let nullable = |id: &_| table.column_by_id(*id).nullable;
        key.parent != table.id() && !constraint.is_deferrable() && !key.columns.iter().any(nullable)
    });
    strict.map(|(constraint, key)| (key.parent, constraint)).collect()
}

/// The tables of the shortest way from a table back to itself, itself first.
fn shortest_circle(edges: &Edges<'_>, start: TableId) -> Option<Vec<TableId>> {
    let mut came_from: BTreeMap<TableId, TableId> = BTreeMap::new();
    let mut left = VecDeque::from([start]);
    while let Some(table) = left.pop_front() {
        for parent in edges.get(&table).into_iter().flat_map(BTreeMap::keys) {
            if *parent == start {
                let mut way: Vec<TableId> =
                    std::iter::successors(Some(table), |at| came_from.get(at).copied()).collect();
                way.reverse();
                return Some(way);
            }
            if !came_from.contains_key(parent) {
                came_from.insert(*parent, table);
                left.push_back(*parent);
            }
        }
    }
    None
}
