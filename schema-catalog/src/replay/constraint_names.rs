//! Which names the constraints of a schema have, for the names that the engine chooses.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Store, Table, TableId};

/// The names of all constraints, brought up to date from the tables that changed when a name is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConstraintNames {
    /// How many constraints have a name, by schema and name.
    counts: BTreeMap<(String, String), u32>,
    /// What of that comes from which table.
    of_table: BTreeMap<TableId, Vec<(String, String)>>,
    changed: BTreeSet<TableId>,
}

impl ConstraintNames {
    /// A table was changed, created, dropped or put back.
    pub(crate) fn changed(&mut self, table: TableId) {
        self.changed.insert(table);
    }

    /// Whether a constraint of this schema has this name.
    pub(crate) fn contains(&mut self, tables: &Store<TableId, Table>, key: &(String, String)) -> bool {
        for id in std::mem::take(&mut self.changed) {
            self.refresh(id, tables.get(&id));
        }
        self.counts.contains_key(key)
    }

    fn refresh(&mut self, id: TableId, table: Option<&Table>) {
        for key in self.of_table.remove(&id).unwrap_or_default() {
            if let Some(count) = self.counts.get_mut(&key) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(&key);
                }
            }
        }
        let Some(table) = table.filter(|table| !table.constraints.is_empty()) else { return };
        let key = |name: &String| (table.schema.clone(), name.clone());
        let keys: Vec<_> = table.constraints.iter().map(|constraint| key(&constraint.name)).collect();
        for key in &keys {
            *self.counts.entry(key.clone()).or_default() += 1;
        }
        self.of_table.insert(id, keys);
    }
}
