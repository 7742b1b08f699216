//! What becomes of a table that is in both schemas: the actions of one `ALTER TABLE`.
//!
//! All of them refer to the table as it is before, so a key that goes and one of its name that comes can stand in one.

use std::collections::BTreeSet;

use schema_catalog::{Catalog, ShownColumn, ShownKey, ShownTable, Table};

use super::columns::{definition, remark_of_new, remarks_of_changed};
use super::{full_name, quoted, shown};

/// What becomes of a table.
pub(super) struct Alteration<'a> {
    pub(super) before: &'a Table,
    pub(super) after: &'a Table,
    pub(super) old: ShownTable,
    pub(super) new: ShownTable,
    /// The table as statements name it.
    pub(super) name: String,
    pub(super) actions: Vec<String>,
    pub(super) remarks: Vec<String>,
    pub(super) refused: Vec<String>,
    /// The columns whose type changes, that go, or that are in a key which goes or changes: foreign keys of them, and to
    /// them, are in the way.
    pub(super) touched: BTreeSet<String>,
    /// The columns that are dropped and added again, since they can't become what they are to be.
    remade: BTreeSet<String>,
    catalog: &'a Catalog,
}

impl<'a> Alteration<'a> {
    /// What turns a table of the first catalog into one of the second.
    pub(super) fn of([from, to]: [&'a Catalog; 2], [before, after]: [&'a Table; 2]) -> Self {
        let (old, new) = (shown(from, before), shown(to, after));
        let mut found = Self {
            before,
            after,
            old: old.clone(),
            new: new.clone(),
            name: full_name(to, after),
            actions: Vec::new(),
            remarks: Vec::new(),
            refused: Vec::new(),
            touched: BTreeSet::new(),
            remade: BTreeSet::new(),
            catalog: to,
        };
        found.remade = new.columns.iter().filter(|new| is_remade(&old, new)).map(|new| new.name.clone()).collect();
        found.drop_keys_and_checks(&old, &new);
        found.change_columns(&old, &new);
        found.add_keys_and_checks(&old, &new);
        found.change_options(&old, &new);
        found.refuse(&old, &new);
        found
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        self.catalog.is_same_expression(one, other)
    }

    /// Whether nothing becomes of a key, be it under another name.
    fn is_same_key(&self, old: &ShownKey, new: &ShownKey) -> bool {
        let stays = !old.columns.iter().any(|column| self.remade.contains(column));
        old.kind == new.kind && self.is_same(&old.parts, &new.parts) && stays
    }

    /// The key that is the same under another name.
    fn renamed<'k>(&self, key: &ShownKey, old: &ShownTable, new: &'k ShownTable) -> Option<&'k ShownKey> {
        let has = |table: &ShownTable, name: &str| table.keys.iter().any(|key| key.name.eq_ignore_ascii_case(name));
        let mut same = new.keys.iter().filter(|other| !has(old, &other.name) && self.is_same_key(key, other));
        let twins = old.keys.iter().filter(|twin| self.is_same_key(key, twin)).count();
        // Several that are the same are not told apart.
        same.next().filter(|_| !has(new, &key.name) && twins == 1 && same.next().is_none())
    }

    fn drop_keys_and_checks(&mut self, old: &ShownTable, new: &ShownTable) {
        for check in &old.checks {
            let remade = check.columns.iter().any(|column| self.remade.contains(column));
            let mut same = new.checks.iter().filter(|new| new.name == check.name);
            if remade || !same.any(|new| self.is_same(&new.text, &check.text)) {
                self.actions.push(format!("DROP CONSTRAINT {}", quoted(&check.name)));
            }
        }
        for key in &old.keys {
            let same = new.keys.iter().find(|new| new.name == key.name);
            if same.is_some_and(|new| self.is_same_key(key, new)) {
                continue;
            }
            if let Some(renamed) = self.renamed(key, old, new) {
                self.actions.push(format!("RENAME KEY {} TO {}", quoted(&key.name), quoted(&renamed.name)));
                continue;
            }
            self.touched.extend(key.columns.iter().cloned());
            self.actions.push(match key.kind {
                "PRIMARY KEY" => "DROP PRIMARY KEY".to_owned(),
                _ => format!("DROP KEY {}", quoted(&key.name)),
            });
        }
    }

    fn change_columns(&mut self, old: &ShownTable, new: &ShownTable) {
        let find = |table: &'_ ShownTable, name: &str| {
            table.columns.iter().find(|column| column.name.to_lowercase() == name.to_lowercase()).cloned()
        };
        for column in &old.columns {
            let gone = find(new, &column.name).is_none();
            if gone || self.remade.contains(&column.name) {
                self.touched.insert(column.name.clone());
                // What is computed is no loss.
                if !column.is_virtual {
                    self.remarks.push(format!("destroys all values of {}.{}", self.name, quoted(&column.name)));
                }
                self.actions.push(format!("DROP COLUMN {}", quoted(&column.name)));
            }
        }
        let defaults = [old.character_set.as_str(), new.character_set.as_str()];
        for (column, table_column) in new.columns.iter().zip(&self.after.columns) {
            let text = definition(column, &defaults);
            let there = find(old, &column.name).filter(|_| !self.remade.contains(&column.name));
            let Some(there) = there else {
                self.remarks.extend(remark_of_new(&self.name, table_column));
                self.actions.push(format!("ADD COLUMN {text}"));
                continue;
            };
            if self.is_same_column(&there, column) {
                continue;
            }
            let was_nullable = self.before.column(&there.name).is_some_and(|column| column.nullable);
            let becomes_not_null = was_nullable && !table_column.nullable;
            self.remarks.extend(remarks_of_changed(&self.name, [&there, column], becomes_not_null));
            if there.sql_type != column.sql_type
                || there.character_set != column.character_set
                || was_nullable != table_column.nullable
            {
                self.touched.insert(column.name.clone());
            }
            self.actions.push(if there.name == column.name {
                format!("MODIFY COLUMN {text}")
            } else {
                format!("CHANGE COLUMN {} {text}", quoted(&there.name))
            });
        }
    }

    fn is_same_column(&self, old: &ShownColumn, new: &ShownColumn) -> bool {
        old.name == new.name
            && old.sql_type == new.sql_type
            && old.character_set == new.character_set
            && self.is_same(&old.attributes, &new.attributes)
    }

    fn add_keys_and_checks(&mut self, old: &ShownTable, new: &ShownTable) {
        for key in &new.keys {
            let same = old.keys.iter().find(|old| old.name == key.name);
            let renamed = old
                .keys
                .iter()
                .any(|old_key| self.renamed(old_key, old, new).is_some_and(|renamed| renamed.name == key.name));
            if !renamed && !same.is_some_and(|old| self.is_same_key(old, key)) {
                self.actions.push(format!("ADD {}", key.text()));
            }
        }
        for check in &new.checks {
            let remade = check.columns.iter().any(|column| self.remade.contains(column));
            let mut same = old.checks.iter().filter(|old| old.name == check.name);
            if remade || !same.any(|old| self.is_same(&old.text, &check.text)) {
                self.actions.push(format!("ADD CONSTRAINT {} {}", quoted(&check.name), check.text));
            }
        }
    }

    fn change_options(&mut self, old: &ShownTable, new: &ShownTable) {
        if old.engine != new.engine {
            self.actions.push(format!("ENGINE={}", new.engine));
            // Foreign keys are known to InnoDB alone.
            self.touched.extend(old.columns.iter().map(|column| column.name.clone()));
        }
        if old.character_set != new.character_set {
            self.actions.push(format!("DEFAULT {}", new.character_set));
        }
        if old.comment != new.comment {
            self.actions.push(format!("COMMENT={}", new.comment));
        }
    }

    /// What can't be told, or can't be written.
    fn refuse(&mut self, old: &ShownTable, new: &ShownTable) {
        let name = &self.after.name;
        if let Some(unknown) = self.before.unknown.as_ref().or(self.after.unknown.as_ref()) {
            self.refused.push(format!("table `{name}`: its columns are not known: {}", unknown.reason));
        }
        if old.options != new.options || old.partitioning != new.partitioning {
            self.refused.push(format!("table `{name}`: its options or partitions differ"));
        }
        if self.before.system_versioned != self.after.system_versioned {
            self.refused.push(format!("table `{name}`: one of the two has system versioning"));
        } else if self.after.system_versioned && !self.actions.is_empty() {
            self.refused.push(format!("table `{name}`: it has system versioning, and changes"));
        }
        if old.not_kept != new.not_kept {
            let all = old.not_kept.iter().chain(&new.not_kept);
            let said = all.map(|said| format!("`{said}`")).collect::<Vec<_>>().join(", ");
            self.refused.push(format!("table `{name}`: of what was said of it, this is not compared: {said}"));
        }
    }
}

/// Whether a column can't become what it is to be.
fn is_remade(old: &ShownTable, new: &ShownColumn) -> bool {
    let there = old.columns.iter().find(|old| old.name == new.name);
    there.is_some_and(|there| !there.can_become(new))
}
