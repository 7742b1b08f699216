//! Schemas, extensions, enums, domains, composite types and sequences.

use std::collections::BTreeSet;

use schema_catalog::{Catalog, Sequence, SqlType, Table, Type, TypeKind, TypeName};

use super::words::{self, qualified, string};
use super::{Writer, is_table};
use schema_catalog::quote_identifier;

fn name(catalog: &Catalog, of: &Type) -> String {
    qualified(catalog, &of.schema, &of.name)
}

fn find<'a>(catalog: &'a Catalog, wanted: &Type) -> Option<&'a Type> {
    catalog.types().find(|found| found.schema == wanted.schema && found.name == wanted.name)
}

fn labels(of: &Type) -> Option<Vec<&str>> {
    match &of.kind {
        TypeKind::Enum(labels) => Some(labels.iter().map(|(label, _)| label.as_str()).collect()),
        _ => None,
    }
}

/// Whether all of the first come in the second, in their order.
fn is_within(few: &[&str], many: &[&str]) -> bool {
    let mut many = many.iter();
    few.iter().all(|label| many.any(|other| other == label))
}

impl<'a> Writer<'a> {
    /// Finds the enums that can't be brought about by adding labels. A label that is new can't be used in the transaction
    /// that adds it, so neither where a default or a check has it.
    ///
    /// <https://www.postgresql.org/docs/current/sql-altertype.html>
    pub(super) fn find_remade_enums(&mut self) {
        for before in self.from.types() {
            let Some(after) = find(self.to, before) else { continue };
            let (Some(old), Some(new)) = (labels(before), labels(after)) else { continue };
            if old == new {
                continue;
            }
            let added = new.iter().filter(|label| !old.contains(label));
            let used = added.clone().any(|label| self.is_said_in_to(&string(label)));
            if !is_within(&old, &new) || used {
                self.remade.insert(name(self.from, before));
            }
        }
    }

    /// Whether a default, a check or an index of the schema to come has this text.
    fn is_said_in_to(&self, text: &str) -> bool {
        let says = |expression: &String| expression.contains(text);
        self.to.tables().filter(is_table).any(|table| {
            let of_columns = table.columns.iter().any(|column| {
                column.default.as_ref().is_some_and(|default| says(&default.expression))
                    || column.generated.as_ref().is_some_and(|generated| says(&generated.expression))
            });
            let of_checks = table.constraints.iter().any(|known| match &known.kind {
                schema_catalog::ConstraintKind::Check(check) => says(&check.expression),
                _ => false,
            });
            of_columns || of_checks || self.to.indexes(table).any(|index| index.predicate.as_ref().is_some_and(says))
        })
    }

    /// Whether a column is of an enum that is made anew.
    pub(super) fn is_of_remade(&self, sql_type: &SqlType) -> bool {
        match &sql_type.name {
            TypeName::User(id) => {
                let of = self.from.type_by_id(*id);
                self.remade.contains(&name(self.from, of))
            }
            _ => false,
        }
    }

    pub(super) fn create_schemas(&mut self) {
        let known: BTreeSet<&str> = self.from.schemas().map(|schema| schema.name.as_str()).collect();
        for schema in self.to.schemas().filter(|schema| !known.contains(schema.name.as_str())) {
            self.say(format!("CREATE SCHEMA {}", quote_identifier(&schema.name)));
        }
    }

    pub(super) fn drop_schemas(&mut self) {
        let kept: BTreeSet<&str> = self.to.schemas().map(|schema| schema.name.as_str()).collect();
        for schema in self.from.schemas().filter(|schema| !kept.contains(schema.name.as_str())) {
            self.say(format!("DROP SCHEMA {}", quote_identifier(&schema.name)));
        }
    }

    pub(super) fn create_types(&mut self) {
        // Those that others are made of stand before them.
        let mut left: Vec<&Type> = self.to.types().filter(|found| !found.is_of_extension()).collect();
        left.sort_by_key(|found| found.history.declared());
        for after in left {
            match find(self.from, after) {
                Some(before) => self.alter_type(before, after),
                None => self.create_type(after),
            }
        }
    }

    fn create_type(&mut self, of: &'a Type) {
        let full = name(self.to, of);
        let type_of = |sql_type: &SqlType| sql_type.format_type(self.to);
        let statement = match &of.kind {
            TypeKind::Enum(_) => format!("CREATE TYPE {full} AS ENUM ({})", list(&labels(of).unwrap_or_default())),
            TypeKind::Domain { base, not_null, default, checks } => {
                let mut text = format!("CREATE DOMAIN {full} AS {}", type_of(base));
                text += &default.as_ref().map(|default| format!(" DEFAULT {default}")).unwrap_or_default();
                text += if *not_null { " NOT NULL" } else { "" };
                let checks = checks
                    .iter()
                    .map(|(name, check)| format!(" CONSTRAINT {} CHECK ({check})", quote_identifier(name)));
                text + &checks.collect::<String>()
            }
            TypeKind::Composite(attributes) => {
                let attributes = attributes
                    .iter()
                    .map(|(name, sql_type)| format!("{} {}", quote_identifier(name), type_of(sql_type)));
                format!("CREATE TYPE {full} AS ({})", attributes.collect::<Vec<_>>().join(", "))
            }
            // It comes with its range.
            TypeKind::Multirange { .. } => return,
            TypeKind::Range { .. } | TypeKind::Base => match self.to.statement(of.history.declared()) {
                Some((_, statement)) => statement.to_owned(),
                None => return self.refuse(format!("type `{full}`: what made it is in no file")),
            },
        };
        self.say(statement);
    }

    fn alter_type(&mut self, before: &'a Type, after: &'a Type) {
        let full = name(self.from, before);
        if self.remade.contains(&full) {
            return self.remake_enum(before, after);
        }
        match (&before.kind, &after.kind) {
            (TypeKind::Enum(_), TypeKind::Enum(_)) => self.add_labels(before, after),
            (TypeKind::Domain { base: old, .. }, TypeKind::Domain { base: new, .. })
                if old.format_type(self.from) == new.format_type(self.to) =>
            {
                self.alter_domain(before, after);
            }
            (TypeKind::Composite(old), TypeKind::Composite(new)) => {
                self.alter_attributes(&full, old, new);
            }
            (TypeKind::Range { subtype: old }, TypeKind::Range { subtype: new })
                if old.format_type(self.from) == new.format_type(self.to) => {}
            (TypeKind::Base, TypeKind::Base) | (TypeKind::Multirange { .. }, TypeKind::Multirange { .. }) => {}
            _ => self.refuse(format!("type `{full}`: it becomes another kind of type")),
        }
    }

    /// A type's attributes, and with them the columns of the tables that are of that type.
    fn alter_attributes(&mut self, full: &str, old: &[(String, SqlType)], new: &[(String, SqlType)]) {
        let (from, to) = (self.from, self.to);
        let find = |all: &'_ [(String, SqlType)], name: &str| all.iter().find(|(known, _)| known == name).cloned();
        for (name, _) in old.iter().filter(|(name, _)| find(new, name).is_none()) {
            let statement = format!("ALTER TYPE {full} DROP ATTRIBUTE {} CASCADE", quote_identifier(name));
            self.destroy(&format!("all values of this attribute of {full}"), statement);
        }
        for (name, of) in new {
            let (own, of) = (quote_identifier(name), of.format_type(to));
            match find(old, name) {
                None => self.say(format!("ALTER TYPE {full} ADD ATTRIBUTE {own} {of} CASCADE")),
                Some((_, before)) if before.format_type(from) != of => {
                    self.say(format!("ALTER TYPE {full} ALTER ATTRIBUTE {own} TYPE {of} CASCADE"));
                }
                Some(_) => {}
            }
        }
    }

    fn add_labels(&mut self, before: &'a Type, after: &'a Type) {
        let (old, new) = (labels(before).unwrap_or_default(), labels(after).unwrap_or_default());
        let full = name(self.from, before);
        for (at, label) in new.iter().enumerate().filter(|(_, label)| !old.contains(label)) {
            let next = new.get(at + 1..).unwrap_or_default().iter().find(|label| old.contains(label));
            let place = next.map(|next| format!(" BEFORE {}", string(next))).unwrap_or_default();
            self.say(format!("ALTER TYPE {full} ADD VALUE {}{place}", string(label)));
        }
    }

    /// An enum with other labels takes the place of the old one, in each column.
    fn remake_enum(&mut self, before: &'a Type, after: &'a Type) {
        let full = name(self.from, before);
        let made_of = self.from.types().find(|other| match &other.kind {
            TypeKind::Domain { base, .. } => base.name == TypeName::User(before.id()),
            TypeKind::Composite(attributes) => attributes.iter().any(|(_, of)| of.name == TypeName::User(before.id())),
            _ => false,
        });
        if let Some(other) = made_of {
            let other = name(self.from, other);
            return self.refuse(format!("type `{full}`: its labels differ, and type `{other}` is made of it"));
        }
        let (old, new) = (labels(before).unwrap_or_default(), labels(after).unwrap_or_default());
        let gone: Vec<&str> = old.iter().copied().filter(|label| !new.contains(label)).collect();
        let aside = format!("{}_before", before.name);
        let aside_full = qualified(self.from, &before.schema, &aside);
        if !gone.is_empty() {
            self.out.remark(&format!("fails where a row has a label that goes: {}", list(&gone)));
        }
        self.say(format!("ALTER TYPE {full} RENAME TO {}", quote_identifier(&aside)));
        self.say(format!("CREATE TYPE {full} AS ENUM ({})", list(&new)));
        for table in self.from.tables().filter(is_table) {
            let columns = table.columns.iter().filter(|column| column.sql_type.name == TypeName::User(before.id()));
            for column in columns {
                if !self.stays(table, &column.name) {
                    continue;
                }
                let (of, own) = (words::table(self.from, table), quote_identifier(&column.name));
                if column.default.is_some() {
                    self.say(format!("ALTER TABLE {of} ALTER COLUMN {own} DROP DEFAULT"));
                }
                let array = if column.sql_type.array { "[]" } else { "" };
                self.say(format!(
                    "ALTER TABLE {of} ALTER COLUMN {own} TYPE {full}{array} USING {own}::text{array}::{full}{array}"
                ));
            }
        }
        self.out.last(format!("DROP TYPE {aside_full}"));
    }

    /// Whether a column of a table is there afterwards.
    pub(super) fn stays(&self, table: &Table, column: &str) -> bool {
        let after = self.to.table_in(&table.schema, &table.name);
        after.is_some_and(|after| after.column(column).is_some())
    }

    fn alter_domain(&mut self, before: &'a Type, after: &'a Type) {
        let full = name(self.from, before);
        let (
            TypeKind::Domain { not_null: old_null, default: old_default, checks: old_checks, .. },
            TypeKind::Domain { not_null, default, checks, .. },
        ) = (&before.kind, &after.kind)
        else {
            return;
        };
        let same = |one: &str, other: &str| self.from.is_same_expression(one, other);
        let gone =
            old_checks.iter().filter(|(name, old)| !checks.iter().any(|(new, check)| new == name && same(check, old)));
        let new =
            checks.iter().filter(|(name, new)| !old_checks.iter().any(|(old, check)| old == name && same(check, new)));
        let mut statements = Vec::new();
        statements.extend(gone.map(|(name, _)| format!("DROP CONSTRAINT {}", quote_identifier(name))));
        match (old_default, default) {
            (Some(old), Some(new)) if same(old, new) => {}
            (None, None) => {}
            (_, Some(new)) => statements.push(format!("SET DEFAULT {new}")),
            (Some(_), None) => statements.push("DROP DEFAULT".to_owned()),
        }
        match (old_null, not_null) {
            (false, true) => statements.push("SET NOT NULL".to_owned()),
            (true, false) => statements.push("DROP NOT NULL".to_owned()),
            _ => {}
        }
        statements
            .extend(new.map(|(name, check)| format!("ADD CONSTRAINT {} CHECK ({check})", quote_identifier(name))));
        for statement in statements {
            self.say(format!("ALTER DOMAIN {full} {statement}"));
        }
    }

    /// Drops domains, whose checks may call routines, or all other types, which routines may take.
    pub(super) fn drop_types(&mut self, domains: bool) {
        let is_domain = |found: &&Type| matches!(found.kind, TypeKind::Domain { .. });
        let gone = self.from.types().filter(|found| find(self.to, found).is_none() && !found.is_of_extension());
        let gone = gone.filter(|found| is_domain(found) == domains);
        let mut gone: Vec<&Type> = gone.filter(|found| !matches!(found.kind, TypeKind::Multirange { .. })).collect();
        // What is made of others goes before them.
        gone.sort_by_key(|found| std::cmp::Reverse(found.history.declared()));
        for found in gone {
            let kind = if domains { "DOMAIN" } else { "TYPE" };
            self.say(format!("DROP {kind} {}", name(self.from, found)));
        }
    }

    fn sequence(catalog: &Catalog, of: &Sequence) -> String {
        qualified(catalog, &of.schema, &of.name)
    }

    /// Whether a sequence comes and goes with its column: that of an identity column, and of a serial one that is new.
    fn comes_with_column(&self, of: &Sequence) -> bool {
        let Some((id, column)) = of.owned_by else { return false };
        let table = self.to.table_by_id(id);
        let column = table.column_by_id(column);
        let is_new =
            self.from.table_in(&table.schema, &table.name).is_none_or(|old| old.column(&column.name).is_none());
        column.identity.is_some() || is_new && words::serial(self.to, table, column).is_some()
    }

    fn new_sequences(&self) -> Vec<&'a Sequence> {
        let there = |of: &Sequence| self.from.sequences().any(|old| old.schema == of.schema && old.name == of.name);
        let renamed = |of: &Sequence| self.sequences_renamed().iter().any(|(_, to)| to.name == of.name);
        self.to.sequences().filter(|of| !there(of) && !renamed(of) && !self.comes_with_column(of)).collect()
    }

    /// The sequences that have the name of an identity column's, which goes: they are made where it does.
    fn remade_sequences(&self) -> Vec<&'a Sequence> {
        let is_identity = |catalog: &Catalog, of: &Sequence| {
            let owner = of.owned_by.map(|(table, column)| catalog.table_by_id(table).column_by_id(column));
            owner.is_some_and(|column| column.identity.is_some())
        };
        let goes = |new: &&Sequence| {
            let old = self.from.sequences().find(|old| old.schema == new.schema && old.name == new.name);
            old.is_some_and(|old| is_identity(self.from, old)) && !is_identity(self.to, new)
        };
        self.to.sequences().filter(goes).collect()
    }

    /// Makes the sequence that a column has in place of its identity.
    pub(super) fn remake_sequence(&mut self, table: &Table, column: &str) {
        let owner = table.column(column).map(|column| (table.id(), column.id()));
        if let Some(new) = self.remade_sequences().into_iter().find(|new| new.owned_by == owner) {
            self.say(format!("CREATE SEQUENCE {}", Self::sequence(self.to, new)));
        }
    }

    /// The sequences of columns that go by another name: as of a table or column that was renamed.
    fn sequences_renamed(&self) -> Vec<(&'a Sequence, &'a Sequence)> {
        let (from, to) = (self.from, self.to);
        let has = |catalog: &'a Catalog, of: &Sequence| {
            catalog.sequences().any(|other| other.schema == of.schema && other.name == of.name)
        };
        let new = to.sequences().filter(|of| !has(from, of));
        new.filter_map(|new| {
            let (table, column) = new.owned_by?;
            let table = to.table_by_id(table);
            let column = table.column_by_id(column);
            let old_table = from.table_in(&table.schema, &table.name)?;
            let old_column = old_table.column(&column.name)?;
            let owner = Some((old_table.id(), old_column.id()));
            let old = from.sequences().find(|old| old.owned_by == owner && !has(to, old))?;
            (old_column.identity.is_some() == column.identity.is_some()).then_some((old, new))
        })
        .collect()
    }

    pub(super) fn create_sequences(&mut self) {
        for (old, new) in self.sequences_renamed() {
            let old = Self::sequence(self.from, old);
            self.say(format!("ALTER SEQUENCE {old} RENAME TO {}", quote_identifier(&new.name)));
        }
        for new in self.new_sequences() {
            self.say(format!("CREATE SEQUENCE {}", Self::sequence(self.to, new)));
        }
    }

    /// Lets sequences go with their columns, and count on from what is there.
    pub(super) fn own_sequences(&mut self) {
        for new in self.new_sequences().into_iter().chain(self.remade_sequences()) {
            let Some((id, column)) = new.owned_by else { continue };
            let table = self.to.table_by_id(id);
            let column = quote_identifier(&table.column_by_id(column).name);
            let (full, of) = (Self::sequence(self.to, new), words::table(self.to, table));
            self.say(format!("ALTER SEQUENCE {full} OWNED BY {of}.{column}"));
            if self.from.table_in(&table.schema, &table.name).is_some() {
                let next = format!("coalesce((SELECT max({column}) FROM {of}), 0) + 1");
                self.say(format!("SELECT setval({}, {next}, false)", string(&full)));
            }
        }
    }

    pub(super) fn drop_sequences(&mut self) {
        let kept = |of: &Sequence| self.to.sequences().any(|new| new.schema == of.schema && new.name == of.name);
        let renamed = self.sequences_renamed();
        let went = |of: &Sequence| {
            let Some((id, column)) = of.owned_by else { return false };
            let table = self.from.table_by_id(id);
            let column = table.column_by_id(column);
            column.identity.is_some() || !self.stays(table, &column.name)
        };
        let gone = self.from.sequences().filter(|of| !kept(of) && !went(of));
        let gone: Vec<&Sequence> = gone.filter(|of| !renamed.iter().any(|(old, _)| old.name == of.name)).collect();
        for of in gone {
            self.say(format!("DROP SEQUENCE {}", Self::sequence(self.from, of)));
        }
    }
}

/// Labels, as strings of SQL.
fn list(labels: &[&str]) -> String {
    labels.iter().map(|label| string(label)).collect::<Vec<_>>().join(", ")
}
