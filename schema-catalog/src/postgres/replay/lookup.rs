//! Which tables have a constraint of a name, a column of a type, a default from a sequence, and which types are made of
//! others: found without looking at all.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Constraint, List, SequenceId, Store, Table, TableId, Type, TypeId, TypeName};

/// Tables and types by what is in them.
#[derive(Clone, Debug)]
pub(crate) struct Lookup {
    /// Tables by schema and name of their constraints, for the names that the engine chooses.
    pub(crate) constraint_names: ConstraintNames,
    /// The numbers in names that were chosen last.
    pub(crate) chosen: Chosen,
    /// Tables by the types of their columns that the migrations create, and those that they are typed tables of.
    pub(crate) tables_of_types: LookedUpBy<TypeId, TableId, Table>,
    /// Tables by the tables whose rows their columns hold.
    pub(crate) tables_of_rows: LookedUpBy<TableId, TableId, Table>,
    /// Tables by the sequences that their defaults take values from.
    pub(crate) sequences: LookedUpBy<SequenceId, TableId, Table>,
    /// Types by the types that they are made of.
    pub(crate) users_of_types: LookedUpBy<TypeId, TypeId, Type>,
    /// Types by the tables whose rows they are made of.
    pub(crate) users_of_rows: LookedUpBy<TableId, TypeId, Type>,
}

impl Lookup {
    /// A table was changed, created, dropped or put back.
    pub(crate) fn table_changed(&mut self, table: TableId) {
        self.constraint_names.changed.insert(table);
        self.tables_of_types.changed.insert(table);
        self.tables_of_rows.changed.insert(table);
        self.sequences.changed.insert(table);
    }

    /// What a type is made of was changed, or it was created, dropped or put back.
    pub(crate) fn type_changed(&mut self, id: TypeId) {
        self.users_of_types.changed.insert(id);
        self.users_of_rows.changed.insert(id);
    }
}

impl Default for Lookup {
    fn default() -> Self {
        Self {
            constraint_names: ConstraintNames::default(),
            chosen: Chosen::default(),
            tables_of_types: LookedUpBy::new(|table| {
                let types = table.columns.iter().filter_map(|column| match column.sql_type.name {
                    TypeName::User(id) => Some(id),
                    _ => None,
                });
                types.chain(table.of_type).collect()
            }),
            tables_of_rows: LookedUpBy::new(|table| {
                table.columns.iter().filter_map(|column| column.sql_type.name.row()).collect()
            }),
            sequences: LookedUpBy::new(|table| {
                let defaults = table.columns.iter().filter_map(|column| column.default.as_ref());
                defaults.filter_map(|default| default.sequence).collect()
            }),
            users_of_types: LookedUpBy::new(|found| found.kind.parts().into_iter().collect()),
            users_of_rows: LookedUpBy::new(|found| found.kind.made_of().iter().filter_map(TypeName::row).collect()),
        }
    }
}

/// The names of constraints. A table may have thousands, so only those are looked at that changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConstraintNames {
    /// How many constraints of tables in a schema have a name.
    found: BTreeMap<(String, String), usize>,
    /// The tables as they were looked at last: their schemas and their constraints.
    seen: BTreeMap<TableId, (String, List<Constraint>)>,
    changed: BTreeSet<TableId>,
    /// How often a name became free.
    freed: usize,
}

impl ConstraintNames {
    /// Whether a table of this schema has a constraint of this name.
    pub(crate) fn contains(&mut self, tables: &Store<TableId, Table>, key: &(String, String)) -> bool {
        self.bring_up_to_date(tables);
        self.found.contains_key(key)
    }

    /// How often a name became free.
    pub(crate) fn freed(&mut self, tables: &Store<TableId, Table>) -> usize {
        self.bring_up_to_date(tables);
        self.freed
    }

    fn bring_up_to_date(&mut self, tables: &Store<TableId, Table>) {
        for id in std::mem::take(&mut self.changed) {
            let now = tables.get(&id).map(|table| (table.schema.clone(), table.constraints.clone()));
            let before = self.seen.remove(&id);
            let same = match (&before, &now) {
                (Some(before), Some(now)) if before.0 == now.0 => before.1.shared_with(&now.1),
                _ => 0,
            };
            if let Some((schema, constraints)) = &now {
                for constraint in constraints.behind(same) {
                    let key = (schema.clone(), constraint.name.clone());
                    *self.found.entry(key).or_default() += 1;
                }
            }
            if let Some((schema, constraints)) = before {
                for constraint in constraints.behind(same) {
                    self.remove(&(schema.clone(), constraint.name.clone()));
                }
            }
            self.seen.extend(now.map(|now| (id, now)));
        }
    }

    fn remove(&mut self, key: &(String, String)) {
        let Some(count) = self.found.get_mut(key) else { return };
        *count -= 1;
        if *count == 0 {
            self.found.remove(key);
            self.freed += 1;
        }
    }
}

/// The numbers in names that were chosen last, by what the names are made of: schema, table, addition and label. As long as
/// no name became free, none below is free, and to try them all again would take longer with each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    numbers: BTreeMap<[String; 4], u32>,
    freed: usize,
}

impl Chosen {
    /// The first number that may be free, given how often names became free until now.
    pub(crate) fn first(&mut self, made_of: &[String; 4], freed: usize) -> u32 {
        if self.freed != freed {
            self.numbers.clear();
            self.freed = freed;
        }
        self.numbers.get(made_of).copied().unwrap_or(0)
    }

    pub(crate) fn choose(&mut self, made_of: [String; 4], number: u32) {
        self.numbers.insert(made_of, number);
    }
}

/// Objects by one thing that is in them, brought up to date from those that changed when it is asked for.
#[derive(Clone, Debug)]
pub(crate) struct LookedUpBy<Key, Id, Object> {
    /// What is in an object.
    keys: fn(&Object) -> BTreeSet<Key>,
    found: BTreeMap<Key, BTreeSet<Id>>,
    keys_of: BTreeMap<Id, BTreeSet<Key>>,
    changed: BTreeSet<Id>,
}

impl<Key: Ord + Clone, Id: Ord + Copy, Object: Clone> LookedUpBy<Key, Id, Object> {
    fn new(keys: fn(&Object) -> BTreeSet<Key>) -> Self {
        Self { keys, found: BTreeMap::new(), keys_of: BTreeMap::new(), changed: BTreeSet::new() }
    }

    /// The objects with this in them.
    pub(crate) fn get(&mut self, objects: &Store<Id, Object>, key: &Key) -> Vec<Id> {
        self.bring_up_to_date(objects);
        self.found.get(key).into_iter().flatten().copied().collect()
    }

    fn bring_up_to_date(&mut self, objects: &Store<Id, Object>) {
        for id in std::mem::take(&mut self.changed) {
            self.refresh(id, objects.get(&id));
        }
    }

    fn refresh(&mut self, id: Id, object: Option<&Object>) {
        let keys = object.map(self.keys).unwrap_or_default();
        let before = self.keys_of.remove(&id).unwrap_or_default();
        for key in before.difference(&keys) {
            if let Some(ids) = self.found.get_mut(key) {
                ids.remove(&id);
                if ids.is_empty() {
                    self.found.remove(key);
                }
            }
        }
        for key in keys.difference(&before) {
            self.found.entry(key.clone()).or_default().insert(id);
        }
        if !keys.is_empty() {
            self.keys_of.insert(id, keys);
        }
    }
}
