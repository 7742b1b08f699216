//! What turns one SQLite schema into another. A table that differs is made anew, and its rows are copied, since
//! `ALTER TABLE` changes little of one.
//!
//! <https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes>

use std::collections::BTreeSet;

use schema_catalog::{Catalog, Column, ConstraintKind, Dialect, Index, ObjectKind, Table, TableKind};

use super::Written;
use super::programs::{Kind, Program, Programs};

/// The statements that turn `from` into `to`, tables and columns matched by name.
pub(super) fn write(from: &Catalog, to: &Catalog, [before, after]: [&Programs; 2]) -> Written {
    let mut writer = Writer { from, to, out: Written::default() };
    let differ = writer.differing();
    writer.out.refuse_others([from, to], [before, after]);
    let (gone, new) = (before.missing_in(after, Kind::Trigger), after.missing_in(before, Kind::Trigger));
    if differ.is_empty() && gone.is_empty() && new.is_empty() {
        return writer.out;
    }
    let remakes = from.tables().any(|table| is_table(table) && differ.contains(&key(table)));
    let writes = remakes || !differ.is_empty() || !gone.is_empty() || !new.is_empty();
    if writes {
        // While foreign keys are enforced, a table that is dropped takes the rows with it that refer to its own.
        writer.out.say("PRAGMA foreign_keys = OFF");
        writer.out.say("BEGIN");
    }
    writer.drop_triggers(if remakes { before.all_of(Kind::Trigger) } else { gone });
    writer.drop_views(&differ, remakes);
    writer.drop_tables();
    writer.create_tables(&differ);
    writer.index(&differ);
    writer.create_views(&differ, remakes);
    for trigger in if remakes { after.all_of(Kind::Trigger) } else { new } {
        writer.out.say(trigger.text.clone());
    }
    if writes {
        writer.hold_foreign_keys(remakes);
        writer.out.say("COMMIT");
        writer.out.remark("as Diesel's build of SQLite has it; leave this out where foreign keys are not enforced");
        writer.out.say("PRAGMA foreign_keys = ON");
    }
    writer.out
}

struct Writer<'a> {
    from: &'a Catalog,
    to: &'a Catalog,
    out: Written,
}

/// By what SQLite knows a table or view.
fn key(table: &Table) -> String {
    table.name.to_ascii_lowercase()
}

fn is_table(table: &Table) -> bool {
    !table.kind.is_view()
}

fn quoted(name: &str) -> String {
    Dialect::Sqlite.quote(name)
}

fn find<'a>(catalog: &'a Catalog, wanted: &Table) -> Option<&'a Table> {
    catalog.tables().find(|table| key(table) == key(wanted) && is_table(table) == is_table(wanted))
}

impl<'a> Writer<'a> {
    /// The tables and views of which anything but an index differs, in either side.
    fn differing(&self) -> BTreeSet<String> {
        let differences = self.from.differences(self.to);
        let default = format!("{}.", self.to.dialect().default_schema());
        let name = |name: &str| name.strip_prefix(&default).unwrap_or(name).to_ascii_lowercase();
        let mut differ: BTreeSet<String> = differences
            .iter()
            .filter(|it| it.object.kind != ObjectKind::Index)
            .map(|it| name(&it.object.name))
            .collect();
        // What the catalog does not keep of a table stands in its text.
        for table in self.from.tables().filter(|table| is_table(table)) {
            let Some(after) = find(self.to, table) else { continue };
            let texts = [(self.from, table), (self.to, after)].map(|(catalog, table)| particular_words(catalog, table));
            if let [Some(one), Some(other)] = &texts
                && one != other
            {
                differ.insert(key(table));
            }
        }
        let of_indexes = differences.iter().filter(|it| it.object.kind == ObjectKind::Index);
        let indexed: Vec<String> = of_indexes.map(|it| format!("index of {}", name(&it.object.name))).collect();
        differ.extend(indexed);
        differ
    }

    /// Fails where a row refers to none: nothing else says so while foreign keys are off.
    fn hold_foreign_keys(&mut self, remakes: bool) {
        let tables = || self.to.tables().filter(|table| is_table(table));
        // Of keys that refer to nothing that is there, SQLite tells nothing but that.
        let dangles =
            |table: &Table| table.constraints.iter().any(|known| matches!(known.kind, ConstraintKind::Dangling(_)));
        let refers = tables().any(|table| table.foreign_keys().next().is_some());
        if !remakes || !refers || tables().any(dangles) {
            return;
        }
        self.out.remark("fails where a row refers to none");
        self.out.say("CREATE TEMP TABLE foreign_keys_hold (broken INTEGER CHECK (broken = 0))");
        self.out.say("INSERT INTO foreign_keys_hold SELECT count(*) FROM pragma_foreign_key_check");
        self.out.say("DROP TABLE temp.foreign_keys_hold");
    }

    fn drop_triggers(&mut self, triggers: Vec<&Program>) {
        for trigger in triggers {
            // SQLite's `DROP TRIGGER` names no table.
            let name = trigger.dropped.split(" ON ").next().unwrap_or(&trigger.dropped);
            self.out.say(format!("DROP {name}"));
        }
    }

    /// Views are looked at when a table is renamed, so all of them go where one is made anew.
    fn drop_views(&mut self, differ: &BTreeSet<String>, all: bool) {
        for view in self.from.tables().filter(|view| view.kind.is_view()) {
            if all || differ.contains(&key(view)) {
                self.out.say(format!("DROP VIEW {}", quoted(&view.name)));
            }
        }
    }

    fn create_views(&mut self, differ: &BTreeSet<String>, all: bool) {
        let mut views: Vec<&Table> = self.to.tables().filter(|view| view.kind.is_view()).collect();
        views.sort_by_key(|view| view.history.declared());
        for view in views {
            if !(all || differ.contains(&key(view))) {
                continue;
            }
            match self.to.view_definition(view) {
                Some(definition) => self.out.say(format!("CREATE VIEW {} {definition}", quoted(&view.name))),
                None => self.out.refuse(format!("view `{}`: what made it is in no file", view.name)),
            }
        }
    }

    fn drop_tables(&mut self) {
        let from = self.from;
        for table in from.tables().filter(|table| is_table(table) && find(self.to, table).is_none()) {
            let name = quoted(&table.name);
            self.out.destroy(&format!("all rows of {name}"), format!("DROP TABLE {name}"));
        }
    }

    fn create_tables(&mut self, differ: &BTreeSet<String>) {
        let mut tables: Vec<&Table> = self.to.tables().filter(|table| is_table(table)).collect();
        tables.sort_by_key(|table| table.history.declared());
        for table in tables {
            match find(self.from, table) {
                None => self.create(table, &table.name),
                Some(before) if differ.contains(&key(table)) => self.remake(before, table),
                Some(_) => {}
            }
        }
    }

    /// Makes a table by the statement that made it, under this name.
    fn create(&mut self, table: &Table, name: &str) {
        let name = quoted(name);
        if table.kind != TableKind::Table {
            return self.out.refuse(format!("{} `{}`: it is not written", table.kind.noun(), table.name));
        }
        match self.to.table_definition(table) {
            Some((definition, added)) => {
                self.out.say(format!("CREATE TABLE {name} {definition}"));
                for column in added {
                    self.out.say(format!("ALTER TABLE {name} ADD COLUMN {column}"));
                }
            }
            None => self.out.refuse(format!(
                "table `{}`: its columns were changed since it was made, so no statement says what it is",
                table.name
            )),
        }
    }

    /// Makes a table anew and copies its rows.
    fn remake(&mut self, before: &Table, after: &Table) {
        let name = |table: &Table| quoted(&table.name);
        let aside = format!("new_{}", after.name);
        let taken = |catalog: &Catalog| catalog.tables().any(|table| table.name.eq_ignore_ascii_case(&aside));
        if taken(self.from) || taken(self.to) {
            return self.out.refuse(format!("table `{}`: there is a table `{aside}` already", after.name));
        }
        self.create(after, &aside);
        let there = |column: &Column| before.columns.iter().any(|old| old.name.eq_ignore_ascii_case(&column.name));
        let copied = |column: &&Column| column.generated.is_none() && there(column);
        let columns: Vec<String> = after.columns.iter().filter(copied).map(|column| quoted(&column.name)).collect();
        let kept = |old: &Column| after.columns.iter().any(|new| new.name.eq_ignore_ascii_case(&old.name));
        let gone: Vec<&str> =
            before.columns.iter().filter(|old| !kept(old)).map(|column| column.name.as_str()).collect();
        if !gone.is_empty() {
            self.out.remark(&format!("destroys all values of {}", gone.join(", ")));
        }
        if columns.is_empty() {
            self.out.remark("nothing of its rows stays: no column is in both");
        } else {
            let demanded = after.columns.iter().find(|new| {
                !new.nullable
                    && !there(new)
                    && new.default.is_none()
                    && new.generated.is_none()
                    && new.identity.is_none()
            });
            if let Some(column) = demanded {
                self.out.remark(&format!("fails where the table has rows: say what they get for {}", column.name));
            }
            let list = columns.join(", ");
            self.out.say(format!("INSERT INTO {} ({list}) SELECT {list} FROM {}", quoted(&aside), name(before)));
        }
        self.out.say(format!("DROP TABLE {}", name(before)));
        self.out.say(format!("ALTER TABLE {} RENAME TO {}", quoted(&aside), name(after)));
    }

    /// Makes and drops indexes; those of a table that was made anew went with the old one.
    fn index(&mut self, differ: &BTreeSet<String>) {
        let (from, to) = (self.from, self.to);
        let text = |catalog: &Catalog, table: &Table, index: &Index| {
            let unique = if index.unique { "UNIQUE " } else { "" };
            catalog.index_definition(table, index).map(|definition| (unique, definition))
        };
        for after in to.tables().filter(|table| is_table(table)) {
            let before = find(from, after).filter(|_| !differ.contains(&key(after)));
            let old: Vec<&Index> = before.into_iter().flat_map(|before| from.own_indexes(before)).collect();
            let new: Vec<&Index> = to.own_indexes(after).collect();
            let same = |old: &Index, new: &Index| {
                let texts = before.map(|before| (text(from, before, old), text(to, after, new)));
                old.name.eq_ignore_ascii_case(&new.name)
                    && matches!(texts, Some((Some((u, a)), Some((v, b)))) if u == v && from.is_same_expression(&a, &b))
            };
            for index in old.iter().filter(|old| !new.iter().any(|new| same(old, new))) {
                self.out.say(format!("DROP INDEX {}", quoted(&index.name)));
            }
            for index in new.iter().filter(|new| !old.iter().any(|old| same(old, new))) {
                match text(to, after, index) {
                    Some((unique, definition)) => {
                        let (name, of) = (quoted(&index.name), quoted(&after.name));
                        self.out.say(format!("CREATE {unique}INDEX {name} ON {of} {definition}"));
                    }
                    None => self.out.refuse(format!("index `{}`: what made it is in no file", index.name)),
                }
            }
        }
    }
}

/// The words in a table's text that say what the catalog does not keep; `None` where its text is not known.
fn particular_words(catalog: &Catalog, table: &Table) -> Option<Vec<String>> {
    let (definition, added) = catalog.table_definition(table)?;
    let text = format!("{definition} {}", added.join(" ")).to_uppercase();
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).map(str::to_owned).collect::<Vec<_>>();
    let particular = ["AUTOINCREMENT", "STRICT", "ROWID", "COLLATE", "CONFLICT", "DEFERRED"];
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| particular.contains(&word.as_str())) {
        found.push(format!("{word} {}", words.get(at + 1).map_or("", String::as_str)));
    }
    Some(found)
}
