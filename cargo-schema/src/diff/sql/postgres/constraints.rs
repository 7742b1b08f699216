//! Constraints and indexes: those that go or are in the way are dropped first, and made when all columns are there.

use std::collections::BTreeSet;

use schema_catalog::{Constraint, ConstraintKind, Index, Table, TableId, quote_identifier};

use super::{Writer, matched, words};

/// A constraint or an index of a table, before and after.
type Pair<T> = (T, Option<T>);

impl<'a> Writer<'a> {
    /// What a constraint says on its side, to be compared.
    fn text(&self, is_after: bool, table: &Table, known: &Constraint) -> String {
        let catalog = if is_after { self.to } else { self.from };
        let text = words::constraint(catalog, table, known).unwrap_or_else(|| format!("{:?}", kind_of(known)));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn is_same(&self, (before, old): (&Table, &Constraint), (after, new): (&Table, &Constraint)) -> bool {
        let (old_text, new_text) = (self.text(false, before, old), self.text(true, after, new));
        old_text == new_text || self.from.is_same_expression(&old_text, &new_text)
    }

    /// Drops constraints and indexes of tables that stay.
    pub(super) fn drop_constraints(&mut self) {
        let pairs = self.pairs();
        let mut dropped: Vec<(&'a Table, &'a Constraint)> = Vec::new();
        for (before, after) in &pairs {
            for old in before.constraints.iter().filter(|old| old.is_local()) {
                let same = after.constraints.iter().find(|new| new.name == old.name);
                let stays = same.is_some_and(|new| {
                    self.is_same((before, old), (after, new)) || self.validates((before, old), (after, new))
                });
                let renamed = || self.renamed((before, old), after).is_some();
                if !(stays || renamed()) || self.is_in_the_way(before, old) {
                    dropped.push((before, old));
                }
            }
        }
        // Foreign keys need the keys that they refer to.
        let mut keys: Vec<(&'a Table, &'a Constraint)> = Vec::new();
        for (before, _) in &pairs {
            for (known, key) in before.foreign_keys().filter(|(known, _)| known.is_local()) {
                let needs = |(table, gone): &(&Table, &Constraint)| match &gone.kind {
                    ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => {
                        table.id() == key.parent && same_set(columns, &key.parent_columns)
                    }
                    _ => false,
                };
                let is_dropped =
                    dropped.iter().any(|(table, gone)| table.id() == before.id() && gone.name == known.name);
                let parent_goes = !self.is_in_both(self.from.table_by_id(key.parent));
                if is_dropped || parent_goes || dropped.iter().any(needs) {
                    keys.push((before, known));
                }
            }
        }
        let is_key = |known: &Constraint| matches!(known.kind, ConstraintKind::ForeignKey(_));
        let others = dropped.into_iter().filter(|(_, known)| !is_key(known));
        for (table, known) in keys.into_iter().chain(others) {
            let of = words::table(self.from, table);
            self.say(format!("ALTER TABLE {of} DROP CONSTRAINT {}", quote_identifier(&known.name)));
            self.missing.insert((of, known.name.clone()));
        }
        for (before, after) in &pairs {
            for index in self.indexes(before) {
                let (stays, _) = self.index_stays((before, index), after);
                if !stays {
                    let of = words::table(self.from, before);
                    let full = words::qualified(self.from, &index.schema, &index.name);
                    self.say(format!("DROP INDEX {full}"));
                    self.missing.insert((of, index.name.clone()));
                }
            }
        }
    }

    /// The indexes of a table of the schema that there is, without those of its keys.
    fn indexes(&self, table: &'a Table) -> Vec<&'a Index> {
        self.from.own_indexes(table).collect()
    }

    fn index_text(&self, is_after: bool, table: &Table, index: &Index) -> Option<String> {
        let catalog = if is_after { self.to } else { self.from };
        let statement = words::index(catalog, table, index)?;
        // What is written otherwise and means the same.
        let (head, rest) = statement.split_once(" ON ")?;
        let unique = if head.starts_with("CREATE UNIQUE") { "UNIQUE " } else { "" };
        let rest = if index.is_plain() {
            format!(
                "({}) {}",
                words::columns(table, &index.columns.iter().copied().flatten().collect::<Vec<_>>()),
                index.nulls_not_distinct
            )
        } else {
            rest.to_owned()
        };
        Some(format!("{unique}{rest}"))
    }

    /// Whether an index stays, and by which name.
    fn index_stays(&self, (before, index): (&Table, &'a Index), after: &'a Table) -> (bool, Option<&'a Index>) {
        let text = self.index_text(false, before, index);
        let same = |new: &&Index| {
            let new = self.index_text(true, after, new);
            match (&text, &new) {
                (Some(old), Some(new)) => self.from.is_same_expression(old, new),
                (old, new) => old.is_none() && new.is_none(),
            }
        };
        let reads = index.columns.contains(&None) || index.predicate.is_some();
        if reads && self.touches(&words::table(self.from, before)) {
            return (false, None);
        }
        let named = self.to.own_indexes(after).find(|new| new.name == index.name);
        if let Some(new) = named {
            return (same(&new), None);
        }
        let taken = |new: &&Index| self.from.own_indexes(before).any(|old| old.name == new.name);
        let renamed = self.to.own_indexes(after).filter(|new| !taken(new)).find(same);
        (renamed.is_some(), renamed)
    }

    /// Whether it stands in the way of another type of a column: PostgreSQL puts it together anew with the old type.
    fn is_in_the_way(&self, table: &Table, known: &Constraint) -> bool {
        let ConstraintKind::Check(check) = &known.kind else { return false };
        let of = words::table(self.from, table);
        check.columns.iter().any(|id| self.touched.contains(&(of.clone(), table.column_by_id(*id).name.clone())))
    }

    /// Whether all that is new is that every row is held to it.
    fn validates(&self, (before, old): (&Table, &Constraint), (after, new): (&Table, &Constraint)) -> bool {
        let text = self.text(false, before, old);
        let valid = text.strip_suffix(" NOT VALID").filter(|_| new.is_validated());
        valid.is_some_and(|valid| valid == self.text(true, after, new))
    }

    /// The constraint that says the same under another name.
    fn renamed(&self, (before, old): (&Table, &Constraint), after: &'a Table) -> Option<&'a Constraint> {
        let known = |name: &str| before.constraints.iter().any(|known| known.name == name);
        if after.constraints.iter().any(|new| new.name == old.name) {
            return None;
        }
        let new = after.constraints.iter().filter(|new| new.is_local() && !known(&new.name));
        let mut same = new.filter(|new| self.is_same((before, old), (after, new)));
        // Several that say the same are not told apart.
        let text = self.text(false, before, old);
        let twins = before.constraints.iter().filter(|twin| self.text(false, before, twin) == text).count();
        same.next().filter(|_| twins <= 1 && same.next().is_none())
    }

    /// Renames, validates and adds constraints, makes indexes, and then adds foreign keys.
    pub(super) fn add_constraints(&mut self) {
        let mut foreign_keys = Vec::new();
        for (before, after) in self.pairs() {
            let of = words::table(self.to, after);
            let mut there: BTreeSet<String> = before
                .constraints
                .iter()
                .map(|known| known.name.clone())
                .filter(|name| !self.missing.contains(&(of.clone(), name.clone())))
                .collect();
            let kept: Vec<&Constraint> =
                before.constraints.iter().filter(|old| old.is_local() && there.contains(&old.name)).collect();
            for old in kept {
                if let Some(new) = self.renamed((before, old), after) {
                    let (from, to) = (quote_identifier(&old.name), quote_identifier(&new.name));
                    self.say(format!("ALTER TABLE {of} RENAME CONSTRAINT {from} TO {to}"));
                    there.insert(new.name.clone());
                }
                let same = after.constraints.iter().find(|new| new.name == old.name);
                if same.is_some_and(|new| self.validates((before, old), (after, new))) {
                    self.say(format!("ALTER TABLE {of} VALIDATE CONSTRAINT {}", quote_identifier(&old.name)));
                }
            }
            for new in after.constraints.iter().filter(|new| new.is_local() && !there.contains(&new.name)) {
                self.add(&of, after, new, &mut foreign_keys);
            }
            let kept: Vec<Pair<&Index>> = self
                .indexes(before)
                .into_iter()
                .filter(|index| !self.missing.contains(&(of.clone(), index.name.clone())))
                .map(|index| (index, self.index_stays((before, index), after).1))
                .collect();
            for (index, renamed) in &kept {
                if let Some(new) = renamed {
                    let full = words::qualified(self.from, &index.schema, &index.name);
                    self.say(format!("ALTER INDEX {full} RENAME TO {}", quote_identifier(&new.name)));
                }
            }
            let there: BTreeSet<&str> =
                kept.iter().map(|(index, renamed)| renamed.map_or(index.name.as_str(), |new| &new.name)).collect();
            let new: Vec<&Index> =
                self.to.own_indexes(after).filter(|index| !there.contains(index.name.as_str())).collect();
            self.create_indexes(after, &new);
        }
        for table in matched::only(self.to, self.from) {
            let of = words::table(self.to, table);
            if self.is_whole(table) {
                // What made it made its keys. Partitions have the indexes of their table.
                if !table.is_partition() && table.unknown.is_none() {
                    let new: Vec<&Index> = self.to.own_indexes(table).collect();
                    self.create_indexes(table, &new);
                }
                continue;
            }
            for known in &table.constraints {
                if matches!(known.kind, ConstraintKind::ForeignKey(_)) || !known.is_validated() {
                    self.add(&of, table, known, &mut foreign_keys);
                }
            }
            let new: Vec<&Index> = self.to.own_indexes(table).collect();
            self.create_indexes(table, &new);
        }
        for statement in foreign_keys {
            self.say(statement);
        }
    }

    fn add(&mut self, of: &str, table: &Table, known: &Constraint, foreign_keys: &mut Vec<String>) {
        let Some(text) = words::constraint(self.to, table, known) else {
            return self.refuse(format!("constraint `{}` of `{of}`: its text is not kept", known.name));
        };
        let statement = format!("ALTER TABLE {of} ADD CONSTRAINT {} {text}", quote_identifier(&known.name));
        if matches!(known.kind, ConstraintKind::ForeignKey(_)) {
            foreign_keys.push(statement);
        } else {
            self.say(statement);
        }
    }

    fn create_indexes(&mut self, table: &Table, indexes: &[&Index]) {
        for index in indexes {
            match words::index(self.to, table, index) {
                Some(statement) => self.say(statement),
                None => {
                    let of = words::table(self.to, table);
                    self.refuse(format!("index `{}` of `{of}`: what made it is in no file", index.name));
                }
            }
        }
    }

    /// The indexes of a materialized view.
    pub(super) fn index_view(&mut self, id: TableId) {
        let view = self.to.table_by_id(id);
        let indexes: Vec<&Index> = self.to.own_indexes(view).collect();
        self.create_indexes(view, &indexes);
    }
}

fn same_set<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.len() == other.len() && one.iter().all(|id| other.contains(id))
}

/// What can be told of a constraint whose text is not kept.
fn kind_of(known: &Constraint) -> (&'static str, usize) {
    match &known.kind {
        ConstraintKind::Exclude { columns, .. } => ("EXCLUDE", columns.len()),
        _ => ("", 0),
    }
}
