//! Tables that come and go, and what is said of them in comments.

use std::collections::BTreeSet;

use schema_catalog::{Catalog, Table, TableId, TableKind, quote_identifier};

use super::words::{self, string};
use super::{Writer, is_table, matched};

/// Whether its columns are written one by one; others are made by the statement that made them.
fn is_plain(table: &Table) -> bool {
    table.kind == TableKind::Table && table.parents().is_empty() && !table.is_typed() && table.unknown.is_none()
}

impl<'a> Writer<'a> {
    /// Drops tables, those first to which none that goes with them refers.
    pub(super) fn drop_tables(&mut self) {
        let mut left = matched::only(self.from, self.to);
        while !left.is_empty() {
            let ids: BTreeSet<TableId> = left.iter().map(|table| table.id()).collect();
            let needed: BTreeSet<TableId> = left
                .iter()
                .flat_map(|table| {
                    let parents =
                        table.foreign_keys().map(|(_, key)| key.parent).filter(|parent| *parent != table.id());
                    parents.chain(table.parents().iter().copied()).collect::<Vec<_>>()
                })
                .collect();
            let (mut free, mut rest): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|table| !needed.contains(&table.id()));
            if free.is_empty() {
                // They refer to each other: the keys go first.
                for table in &rest {
                    let of = words::table(self.from, table);
                    let keys =
                        table.foreign_keys().filter(|(known, key)| known.is_local() && ids.contains(&key.parent));
                    for (known, _) in keys.filter(|(_, key)| key.parent != table.id()) {
                        self.say(format!("ALTER TABLE {of} DROP CONSTRAINT {}", quote_identifier(&known.name)));
                    }
                }
                std::mem::swap(&mut free, &mut rest);
            }
            // Partitions go with their table.
            free.sort_by_key(|table| std::cmp::Reverse(table.history.declared()));
            for table in free {
                let noun = table.kind.noun().to_uppercase();
                let of = words::table(self.from, table);
                self.destroy(&format!("all rows of {of}"), format!("DROP {noun} {of}"));
            }
            left = rest;
        }
    }

    pub(super) fn create_tables(&mut self) {
        let mut new = matched::only(self.to, self.from);
        new.sort_by_key(|table| table.history.declared());
        for table in new {
            let of = words::table(self.to, table);
            if !is_plain(table) {
                self.create_as_written(table);
                continue;
            }
            table.columns.iter().for_each(|column| self.check_default(&of, column));
            let mut parts: Vec<String> =
                table.columns.iter().map(|column| words::column(self.to, table, column)).collect();
            for known in &table.constraints {
                if matches!(known.kind, schema_catalog::ConstraintKind::ForeignKey(_)) || !known.is_validated() {
                    continue;
                }
                match words::constraint(self.to, table, known) {
                    Some(text) => parts.push(format!("CONSTRAINT {} {text}", quote_identifier(&known.name))),
                    None => self.refuse(format!("constraint `{}` of `{of}`: its text is not kept", known.name)),
                }
            }
            let unlogged = if table.is_unlogged() { "UNLOGGED " } else { "" };
            let body = if parts.is_empty() { "()".to_owned() } else { format!("(\n    {}\n)", parts.join(",\n    ")) };
            self.say(format!("CREATE {unlogged}TABLE {of} {body}"));
        }
    }

    /// Partitions and their like: what comes of their statement is held against the schema to come afterwards.
    fn create_as_written(&mut self, table: &'a Table) {
        let of = words::table(self.to, table);
        match self.to.statement(table.history.declared()) {
            Some((_, statement)) if statement.get(..6).is_some_and(|verb| verb.eq_ignore_ascii_case("CREATE")) => {
                self.say(statement.to_owned());
            }
            _ => self.refuse(format!("{} `{of}`: what made it is in no file", table.kind.noun())),
        }
    }

    /// Whether all that a new table has was said when it was made.
    pub(super) fn is_whole(&self, table: &Table) -> bool {
        !is_plain(table)
    }

    pub(super) fn comment(&mut self) {
        let mut statements = Vec::new();
        let text = |comment: Option<&String>| comment.map_or("NULL".to_owned(), |comment| string(comment));
        let mut say = |what: String, old: Option<&String>, new: Option<&String>| {
            if old != new {
                statements.push(format!("COMMENT ON {what} IS {}", text(new)));
            }
        };
        for schema in self.to.schemas() {
            let old = self.from.schemas().find(|old| old.name == schema.name).and_then(|old| old.comment.as_ref());
            say(format!("SCHEMA {}", quote_identifier(&schema.name)), old, schema.comment.as_ref());
        }
        for of in self.to.types().filter(|of| !of.is_of_extension()) {
            let name = words::qualified(self.to, &of.schema, &of.name);
            let remade = self.remade.contains(&name);
            let old = self.from.types().find(|old| old.schema == of.schema && old.name == of.name && !remade);
            let domain = matches!(of.kind, schema_catalog::TypeKind::Domain { .. });
            let noun = if domain { "DOMAIN" } else { "TYPE" };
            say(format!("{noun} {name}"), old.and_then(|old| old.comment.as_ref()), of.comment.as_ref());
        }
        for table in self.to.tables() {
            let full = words::table(self.to, table);
            let old =
                self.from.table_in(&table.schema, &table.name).filter(|old| !self.dropped_views.contains(&old.id()));
            let noun = table.kind.noun().to_uppercase();
            say(format!("{noun} {full}"), old.and_then(|old| old.comment.as_ref()), table.comment.as_ref());
            for column in &table.columns {
                let old = old.and_then(|old| old.column(&column.name)).and_then(|old| old.comment.as_ref());
                let own = quote_identifier(&column.name);
                say(format!("COLUMN {full}.{own}"), old, column.comment.as_ref());
            }
        }
        for statement in statements {
            self.say(statement);
        }
    }

    /// What of a table as a whole differs.
    pub(super) fn alter_table(&mut self, before: &'a Table, after: &'a Table) {
        let of = words::table(self.to, after);
        let unknown = before.unknown.as_ref().or(after.unknown.as_ref());
        if let Some(unknown) = unknown {
            self.refuse(format!("`{of}`: its columns are not known: {}", unknown.reason));
        }
        match (before.is_unlogged(), after.is_unlogged()) {
            (true, false) => self.say(format!("ALTER TABLE {of} SET LOGGED")),
            (false, true) => self.say(format!("ALTER TABLE {of} SET UNLOGGED")),
            _ => {}
        }
        let parents = |catalog: &Catalog, table: &Table| {
            table.parents().iter().map(|id| words::table(catalog, catalog.table_by_id(*id))).collect::<Vec<_>>()
        };
        if parents(self.from, before) != parents(self.to, after) || before.is_partition() != after.is_partition() {
            self.refuse(format!("`{of}`: the tables that it inherits from, or is a partition of, differ"));
        }
    }

    /// Whether a table of one side is a table of the other too.
    pub(super) fn is_in_both(&self, table: &Table) -> bool {
        let there =
            |catalog: &Catalog| catalog.table_in(&table.schema, &table.name).is_some_and(|found| is_table(&found));
        there(self.from) && there(self.to)
    }
}
