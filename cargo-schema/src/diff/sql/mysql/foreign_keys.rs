//! Foreign keys: dropped before the tables change and added when all are there, where they go, come, differ, or are in
//! the way.

use schema_catalog::{ShownForeignKey, ShownKey, Table};

use super::alteration::Alteration;
use super::{Writer, full_name, matched, quoted, shown};

impl Writer<'_> {
    pub(super) fn drop_foreign_keys(&mut self) {
        let mut dropped: Vec<(&Table, String)> = Vec::new();
        for alteration in &self.alterations {
            let gone = alteration.old.foreign_keys.iter().filter(|key| !self.stays(alteration, key));
            dropped.extend(gone.map(|key| (alteration.before, key.name.clone())));
        }
        // Of tables that go, those made last go first; one that refers to a later one lets go of it before.
        let tables = matched::only(self.from, self.to);
        for table in &tables {
            for key in shown(self.from, table).foreign_keys {
                let (database, parent) = &key.parent;
                let parent = self
                    .from
                    .table_in(database, parent)
                    .filter(|parent| tables.iter().any(|of| of.id() == parent.id()));
                if parent.is_some_and(|parent| parent.history.declared() > table.history.declared()) {
                    dropped.push((table, key.name));
                }
            }
        }
        for (table, name) in dropped {
            let of = full_name(self.from, table);
            self.out.say(format!("ALTER TABLE {of} DROP FOREIGN KEY {}", quoted(&name)));
            self.dropped_keys.insert((table.id(), name));
        }
        self.keep_generated_keys();
    }

    /// A key that the engine made for a foreign key goes when one that is added has the same columns: it makes another. So
    /// it is made anew, by its name.
    fn keep_generated_keys(&mut self) {
        for of in &mut self.alterations {
            let dropped = |key: &ShownForeignKey| self.dropped_keys.contains(&(of.before.id(), key.name.clone()));
            let there =
                |key: &ShownForeignKey| of.old.foreign_keys.iter().any(|old| old.name == key.name && !dropped(old));
            let added: Vec<&ShownForeignKey> = of.new.foreign_keys.iter().filter(|key| !there(key)).collect();
            let serves = |key: &&ShownKey| added.iter().any(|foreign| foreign.columns == key.columns);
            let stays = |key: &&ShownKey| of.new.keys.iter().any(|new| new.text() == key.text());
            let generated = of.old.keys.iter().filter(|key| key.is_generated);
            for key in generated.filter(serves).filter(stays) {
                of.actions.insert(0, format!("DROP KEY {}", quoted(&key.name)));
                of.actions.push(format!("ADD {}", key.text()));
            }
        }
    }

    /// Whether a foreign key is the same afterwards, and nothing becomes of its columns.
    fn stays(&self, of: &Alteration<'_>, key: &ShownForeignKey) -> bool {
        let is_same = of.new.foreign_keys.iter().any(|new| new.name == key.name && new.text == key.text);
        let touches =
            |of: &Alteration<'_>, columns: &[String]| columns.iter().any(|column| of.touched.contains(column));
        let (database, parent) = &key.parent;
        let mut parents =
            self.alterations.iter().filter(|of| of.before.schema == *database && of.before.name == *parent);
        is_same && !touches(of, &key.columns) && !parents.any(|parent| touches(parent, &key.parent_columns))
    }

    pub(super) fn add_foreign_keys(&mut self) {
        let kept = |table: &Table| {
            let alteration = self.alterations.iter().find(|of| of.after.id() == table.id());
            let keys =
                alteration.into_iter().flat_map(|of| of.old.foreign_keys.iter().map(|key| (of.before.id(), &key.name)));
            keys.filter(|(id, name)| !self.dropped_keys.contains(&(*id, (*name).clone())))
                .map(|(_, name)| name.clone())
                .collect::<Vec<_>>()
        };
        let mut statements = Vec::new();
        let mut refused = Vec::new();
        let mut tables: Vec<&Table> = self.to.tables().filter(matched::is_table).collect();
        tables.sort_by_key(|table| table.history.declared());
        for table in tables {
            let kept = kept(table);
            let new = shown(self.to, table).foreign_keys.into_iter().filter(|key| !kept.contains(&key.name));
            let mut actions = Vec::new();
            for key in new {
                let (database, parent) = &key.parent;
                if self.to.table_in(database, parent).is_none() {
                    refused.push(format!("foreign key `{}`: it refers to `{parent}`, which is not there", key.name));
                }
                actions.push(format!("ADD CONSTRAINT {} {}", quoted(&key.name), key.text));
            }
            let name = full_name(self.to, table);
            match actions.as_slice() {
                [] => {}
                [action] => statements.push(format!("ALTER TABLE {name} {action}")),
                actions => statements.push(format!("ALTER TABLE {name}\n    {}", actions.join(",\n    "))),
            }
        }
        for statement in statements {
            self.out.say(statement);
        }
        for why in refused {
            self.out.refuse(why);
        }
    }
}
