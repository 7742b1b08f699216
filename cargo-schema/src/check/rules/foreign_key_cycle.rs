//! Rows can be inserted one after the other: no cycle of foreign keys forbids it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use schema_catalog::{Catalog, Constraint, ForeignKey, Table, TableId};

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

/// Which tables need a row of which.
type Needs = BTreeMap<TableId, BTreeSet<TableId>>;

pub(super) fn look(design: &Design<'_>, found: &mut Vec<Finding>) {
    let catalog = design.catalog;
    let needs: Needs =
        design.tables().map(|table| (table.id(), strict_keys(table).map(|(_, key)| key.parent).collect())).collect();
    // What is left either way lies on a circle, or between two.
    let needs = reversed(&without_ends(reversed(&without_ends(needs))));
    let mut told = BTreeSet::new();
    for start in needs.keys() {
        if told.contains(start) {
            continue;
        }
        let Some(circle) = shortest_circle(&needs, *start) else { continue };
        told.extend(circle.iter().copied());
        found.push(finding(catalog, &circle));
    }
}

/// What is found of a circle of tables, each of which needs a row of the next.
fn finding(catalog: &Catalog, circle: &[TableId]) -> Finding {
    let tables: Vec<&Table> = circle.iter().chain(&circle[..1]).map(|id| catalog.table_by_id(*id)).collect();
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let message = format!("no first row can be inserted into these tables: {}", names.join(" → "));
    let declared = |pair: &[&Table]| {
        let key = strict_keys(pair[0]).find(|(_, key)| key.parent == pair[1].id());
        key.map_or(pair[0].history.declared(), |(constraint, _)| constraint.declared)
    };
    let mut what = catalog.error(declared(&tables[..2]), message);
    for pair in tables.windows(2).skip(1) {
        let note = format!("`{}` needs a row of `{}`", pair[0].name, pair[1].name);
        what = what.note_in(catalog, declared(pair), note);
    }
    let what = what.help("make one of the columns nullable, or one of the keys DEFERRABLE INITIALLY DEFERRED");
    Finding::new(&RULE, what).table(catalog.full_name(tables[0]))
}

/// The foreign keys for which there must be a row before one of this table, but for those to itself: a row may refer to
/// itself.
fn strict_keys(table: &Table) -> impl Iterator<Item = (&Constraint, &ForeignKey)> {
    table.foreign_keys().filter(|(constraint, key)| {
        let nullable = |id: &_| table.column_by_id(*id).nullable;
        key.parent != table.id() && !constraint.is_deferrable() && !key.columns.iter().any(nullable)
    })
}

/// Takes away the tables that need nothing, those that need nothing then, and so on.
fn without_ends(mut needs: Needs) -> Needs {
    let needed_by = reversed(&needs);
    let mut ends: Vec<TableId> = needs.iter().filter(|(_, needed)| needed.is_empty()).map(|(id, _)| *id).collect();
    while let Some(end) = ends.pop() {
        needs.remove(&end);
        for table in needed_by.get(&end).into_iter().flatten() {
            let Some(needed) = needs.get_mut(table) else { continue };
            needed.remove(&end);
            if needed.is_empty() {
                ends.push(*table);
            }
        }
    }
    needs
}

/// Which tables are needed by which.
fn reversed(needs: &Needs) -> Needs {
    let mut reversed: Needs = needs.keys().map(|id| (*id, BTreeSet::new())).collect();
    for (table, needed) in needs {
        needed.iter().for_each(|id| {
            reversed.entry(*id).or_default().insert(*table);
        });
    }
    reversed
}

/// The tables of the shortest way from a table back to itself, itself first.
fn shortest_circle(needs: &Needs, start: TableId) -> Option<Vec<TableId>> {
    let mut came_from: BTreeMap<TableId, TableId> = BTreeMap::new();
    let mut left = VecDeque::from([start]);
    while let Some(table) = left.pop_front() {
        for parent in needs.get(&table).into_iter().flatten() {
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
