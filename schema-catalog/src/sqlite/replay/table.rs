//! `CREATE TABLE`, and the definition of a column, which `ALTER TABLE` adds as well.

use std::collections::BTreeSet;

use super::Sqlite;
use super::affinity::Affinity;
use super::database::{Body, Column, ForeignKey, Key, NamedConstraint, NamedKind, Object, Table, TableCheck, fold};
use super::resolve::{Context, Resolver};
use crate::catalog::{ColumnId, History, Unknown};
use crate::cursor::Name;
use crate::fault::Fault;
use crate::source::Place;
use crate::sqlite::ddl::{
    ColumnConstraint, ColumnDef, Conflict, CreateTable, Expr, ExprKind, References, Select, TableBody, TableConstraint,
    TableConstraintKind,
};

/// The most columns that a table may have: <https://www.sqlite.org/limits.html>.
const MOST_COLUMNS: usize = 2000;

impl Sqlite {
    pub(super) fn create_table(&mut self, create: CreateTable) -> Result<(), Fault> {
        let CreateTable { name, if_not_exists, temporary, body, place } = create;
        let schema = self.schema_for_new(&name, temporary)?;
        if !self.is_free(&schema, &name, if_not_exists)? {
            return Ok(());
        }
        let table = match body {
            TableBody::Query(query) => self.table_of_query(*query, place)?,
            TableBody::Definition { columns, constraints, without_rowid, strict } => {
                let mut builder = Builder::of(Table::default());
                for column in columns {
                    builder.column(column)?;
                }
                for constraint in constraints {
                    builder.constraint(constraint)?;
                }
                builder.finish(&name.name, without_rowid, strict)?
            }
        };
        let id = self.new_object(schema, &name.name.value, Body::Table(table), place);
        self.check_expressions(id, false)?;
        // A new table is read once, and columns that are added later are not.
        match self.database.get(id).map(|object| (object, &object.body)) {
            Some((object, Body::Table(table))) => {
                let all: Vec<ColumnId> = table.columns.iter().map(|column| column.id).collect();
                check_loops(object, table, &all, place)
            }
            _ => Ok(()),
        }
    }

    /// `CREATE TABLE … AS`: <https://www.sqlite.org/lang_createtable.html#ctas>.
    fn table_of_query(&self, mut query: Select, place: Place) -> Result<Table, Fault> {
        let mut table = Table::default();
        let Some(outputs) = Resolver::for_statement(&self.database).table_columns(&mut query)? else {
            let reason = "it is made of a query over something that is not known".to_owned();
            return Ok(Table { unknown: Some(Unknown { reason, place }), ..table });
        };
        for output in outputs {
            let id = table.new_column_id();
            table.columns.push(Column {
                id,
                name: output.name,
                sql_type: output.typed.affinity.as_type().to_owned(),
                not_null: 0,
                default: None,
                collation: None,
                generated: None,
                history: History::new(place, "declared"),
            });
        }
        Ok(table)
    }

    /// Holds the checks and generated columns of a table to its columns. Where names are `strict`, double quotes stand for
    /// no string.
    pub(super) fn check_expressions(&self, id: u32, strict: bool) -> Result<(), Fault> {
        let Some(object) = self.database.get(id) else { return Ok(()) };
        let Body::Table(table) = &object.body else { return Ok(()) };
        let resolve = |context: Context, expression: &Expr| {
            let resolver = Resolver::new(&self.database, &object.schema).strict(strict);
            resolver.of_table(object, table, context, &mut expression.clone()).map(drop)
        };
        for check in &table.checks {
            resolve(Context::Check, &check.expression)?;
        }
        for column in &table.columns {
            if let Some((expression, ..)) = &column.generated {
                resolve(Context::Generated, expression)?;
            }
        }
        Ok(())
    }
}

/// Of columns that are read, none that is generated when it is read may need itself, nor one that these need:
/// <https://www.sqlite.org/gencol.html>. The place is that of the statement that reads them, or behind its beginning.
pub(super) fn check_loops(object: &Object, table: &Table, read: &[ColumnId], place: Place) -> Result<(), Fault> {
    let reads = |id: ColumnId| -> Vec<ColumnId> {
        let generated = table.column_by_id(id).and_then(|column| column.generated.as_ref());
        columns_read(table, generated.filter(|(.., stored)| !stored).map(|(expression, ..)| expression))
    };
    // All that a column needs, and it too, without what needs nothing.
    let all_needed = |from: Vec<ColumnId>| {
        let mut seen = BTreeSet::new();
        let mut pending = from;
        while let Some(next) = pending.pop() {
            if seen.insert(next) {
                pending.extend(reads(next));
            }
        }
        seen
    };
    for id in all_needed(read.to_vec()) {
        let Some(column) = table.column_by_id(id).filter(|column| column.generated.is_some()) else { continue };
        if all_needed(reads(id)).contains(&id) {
            let message = format!("the generated column `{}` of `{}` needs itself", column.name, object.name);
            let declared = column.history.declared();
            let here = declared.file == place.file && declared.offset >= place.offset;
            return Err(match here {
                true => Fault::new(declared, message),
                false => Fault::new(place, message).note("it is declared", declared),
            });
        }
    }
    Ok(())
}

/// The columns that SQLite reads when it checks the rows of a table: those that must not be NULL, those of a type, and
/// those of its checks. <https://www.sqlite.org/pragma.html#pragma_quick_check>
pub(super) fn read_by_quick_check(table: &Table) -> Vec<ColumnId> {
    let typed = |column: &&Column| match table.strict {
        true => column.sql_type != "ANY",
        false => !matches!(Affinity::of_column(&column.sql_type), Affinity::None | Affinity::Blob),
    };
    let held = table.columns.iter().filter(|column| column.not_null > 0 || typed(column)).map(|column| column.id);
    held.chain(columns_read(table, table.checks.iter().map(|check| &check.expression))).collect()
}

/// The columns that these expressions read.
pub(super) fn columns_read<'e>(table: &Table, expressions: impl IntoIterator<Item = &'e Expr>) -> Vec<ColumnId> {
    let mut names = Vec::new();
    expressions.into_iter().for_each(|expression| columns_named(expression, &mut names));
    names.iter().filter_map(|name| table.column(name)).map(|column| column.id).collect()
}

/// The names in an expression that columns may have.
pub(super) fn columns_named(expression: &Expr, names: &mut Vec<String>) {
    match &expression.kind {
        ExprKind::Name(parts) => names.extend(parts.last().map(|name| name.value.clone())),
        ExprKind::DoubleQuoted(name) => names.push(name.value.clone()),
        _ => {}
    }
    expression.parts.iter().for_each(|part| columns_named(part, names));
}

/// Puts a table together, constraint by constraint, as the engine does.
pub(super) struct Builder {
    pub(super) table: Table,
    autoincrement: Option<Place>,
    /// Whether a key names the row id.
    rowid_in_key: bool,
}

impl Builder {
    /// Goes on with a table that is there.
    pub(super) fn of(table: Table) -> Self {
        Self { table, autoincrement: None, rowid_in_key: false }
    }

    pub(super) fn column(&mut self, definition: ColumnDef) -> Result<ColumnId, Fault> {
        let ColumnDef { name, sql_type, constraints, idle_names } = definition;
        if let Some(known) = self.table.column(&name.value) {
            return Err(Fault::new(name.place, format!("there is a column `{}` already", known.name))
                .note("it was declared", known.history.declared()));
        }
        if self.table.columns.len() >= MOST_COLUMNS {
            return Err(Fault::new(name.place, "a table has at most 2,000 columns"));
        }
        let id = self.table.new_column_id();
        self.table.columns.push(Column {
            id,
            name: name.value,
            sql_type,
            not_null: 0,
            default: None,
            collation: None,
            generated: None,
            history: History::new(name.place, "declared"),
        });
        for (name, constraint, place) in constraints {
            self.column_constraint(id, name, constraint, place)?;
        }
        self.table.named.extend(idle_names.into_iter().map(|name| NamedConstraint {
            name: name.value,
            of_column: Some(id),
            kind: NamedKind::Nothing,
        }));
        Ok(id)
    }

    fn column_constraint(
        &mut self,
        id: ColumnId,
        name: Option<Name>,
        constraint: ColumnConstraint,
        place: Place,
    ) -> Result<(), Fault> {
        let kind = match &constraint {
            ColumnConstraint::NotNull => NamedKind::NotNull,
            ColumnConstraint::Check { .. } => NamedKind::Check,
            ColumnConstraint::PrimaryKey { .. } | ColumnConstraint::Unique(_) | ColumnConstraint::References(_) => {
                NamedKind::Key
            }
            _ => NamedKind::Nothing,
        };
        let name = name.map(|name| name.value);
        if let Some(name) = &name {
            self.table.named.push(NamedConstraint { name: name.clone(), of_column: Some(id), kind });
        }
        let Some(column) = self.table.column_mut(id) else { return Ok(()) };
        match constraint {
            ColumnConstraint::Null => {}
            ColumnConstraint::NotNull => column.not_null += 1,
            ColumnConstraint::PrimaryKey { descending, conflict, autoincrement } => {
                let alias = column.sql_type == "INTEGER" && !descending;
                let columns = vec![(id, String::new())];
                let key = Key { name, columns, conflict, place };
                self.primary_key(key, alias, autoincrement)?;
            }
            ColumnConstraint::Unique(conflict) => {
                self.unique(Key { name, columns: vec![(id, String::new())], conflict, place });
            }
            ColumnConstraint::Check { expression, text } => {
                self.table.checks.push(TableCheck { name, of_column: Some(id), expression, text, place });
            }
            ColumnConstraint::Default { expression, text } => {
                if column.generated.is_some() {
                    return Err(Fault::new(place, "a generated column has no default"));
                }
                check_constant(&column.name, &expression)?;
                column.default = Some(text);
            }
            ColumnConstraint::Collate(collation) => {
                check_collation(&collation)?;
                column.collation = Some(fold(&collation.value));
            }
            ColumnConstraint::References(references) => {
                if references.columns.len() > 1 {
                    return Err(Fault::new(place, "a column refers to one column only"));
                }
                self.foreign_key(name, Some(id), vec![id], references, place);
            }
            ColumnConstraint::Generated { expression, text, kind } => {
                if column.default.is_some() || column.generated.is_some() {
                    return Err(Fault::new(place, "a generated column has one expression and no default"));
                }
                let stored = match &kind {
                    Some(kind) if kind.value.eq_ignore_ascii_case("stored") => true,
                    Some(kind) if !kind.value.eq_ignore_ascii_case("virtual") => {
                        return Err(Fault::new(kind.place, "a generated column is `STORED` or `VIRTUAL`"));
                    }
                    _ => false,
                };
                column.generated = Some((expression, text, stored));
                if self.table.is_in_primary_key(id) {
                    return Err(Fault::new(place, "a generated column can't be part of the primary key"));
                }
            }
        }
        Ok(())
    }

    fn foreign_key(
        &mut self,
        name: Option<String>,
        of_column: Option<ColumnId>,
        columns: Vec<ColumnId>,
        references: References,
        place: Place,
    ) {
        let References { parent, columns: parent_columns, on_delete, on_update, deferred } = references;
        self.table.foreign_keys.push(ForeignKey {
            name,
            of_column,
            columns,
            parent: parent.value,
            parent_columns: parent_columns.into_iter().map(|name| name.value).collect(),
            on_delete,
            on_update,
            deferred,
            place,
        });
    }

    pub(super) fn constraint(&mut self, constraint: TableConstraint) -> Result<(), Fault> {
        let TableConstraint { name, kind, place } = constraint;
        let name = name.map(|name| name.value);
        let of = match &kind {
            TableConstraintKind::Check { .. } => NamedKind::Check,
            TableConstraintKind::Nothing => NamedKind::Nothing,
            _ => NamedKind::Key,
        };
        if let Some(name) = &name {
            self.table.named.push(NamedConstraint { name: name.clone(), of_column: None, kind: of });
        }
        match kind {
            TableConstraintKind::PrimaryKey { columns, conflict, autoincrement } => {
                let columns = self.key_columns(&columns)?;
                let alias = match columns.as_slice() {
                    [(id, _)] => self.table.column_by_id(*id).is_some_and(|column| column.sql_type == "INTEGER"),
                    _ => false,
                };
                self.primary_key(Key { name, columns, conflict, place }, alias, autoincrement)?;
            }
            TableConstraintKind::Unique { columns, conflict } => {
                let columns = self.key_columns(&columns)?;
                self.rowid_in_key |= columns.iter().any(|(id, _)| self.table.rowid == Some(*id));
                self.unique(Key { name, columns, conflict, place });
            }
            TableConstraintKind::Check { expression, text } => {
                self.table.checks.push(TableCheck { name, of_column: None, expression, text, place });
            }
            TableConstraintKind::ForeignKey { columns, references } => {
                if !references.columns.is_empty() && references.columns.len() != columns.len() {
                    let message = "this refers to another number of columns than it has";
                    return Err(Fault::new(place, message));
                }
                let ids = columns.iter().map(|name| self.column_of_key(name)).collect::<Result<Vec<_>, _>>()?;
                self.foreign_key(name, None, ids, references, place);
            }
            TableConstraintKind::Nothing => {}
        }
        Ok(())
    }

    fn column_of_key(&self, name: &Name) -> Result<ColumnId, Fault> {
        let known = self.table.column(&name.value).map(|column| column.id);
        known.ok_or_else(|| Fault::new(name.place, format!("there is no column `{}` in this table", name.value)))
    }

    fn key_columns(&self, parts: &[Expr]) -> Result<Vec<(ColumnId, String)>, Fault> {
        let mut columns = Vec::with_capacity(parts.len());
        for part in parts {
            let (name, collation) = match &part.kind {
                ExprKind::Collate(collation) => {
                    check_collation(collation)?;
                    (part.without_collate(), fold(&collation.value))
                }
                _ => (part, String::new()),
            };
            let value = match &name.kind {
                ExprKind::String(value) => value.clone(),
                _ => name.bare_name().map(str::to_owned).ok_or_else(|| {
                    Fault::new(name.place, "a key is made of columns, not of expressions")
                        .help("`CREATE UNIQUE INDEX` takes expressions")
                })?,
            };
            columns.push((self.column_of_key(&Name { value, place: name.place })?, collation));
        }
        Ok(columns)
    }

    fn primary_key(&mut self, key: Key, alias: bool, autoincrement: bool) -> Result<(), Fault> {
        if let Some(first) = &self.table.primary_key {
            return Err(Fault::new(key.place, "a table has only one primary key").note("the first is", first.place));
        }
        let generated = |id: &ColumnId| self.table.column_by_id(*id).is_some_and(|column| column.generated.is_some());
        if key.columns.iter().any(|(id, _)| generated(id)) {
            return Err(Fault::new(key.place, "a generated column can't be part of the primary key"));
        }
        if autoincrement {
            if !alias {
                return Err(Fault::new(key.place, "`AUTOINCREMENT` is for an `INTEGER PRIMARY KEY` alone"));
            }
            self.autoincrement = Some(key.place);
        }
        if alias {
            self.table.rowid = key.columns.first().map(|(id, _)| *id);
        }
        self.table.primary_key = Some(key);
        Ok(())
    }

    fn unique(&mut self, key: Key) {
        self.table.uniques.push(key);
    }

    fn finish(mut self, name: &Name, without_rowid: Option<Place>, strict: bool) -> Result<Table, Fault> {
        self.table.strict = strict;
        self.check_strict()?;
        if let Some(place) = without_rowid {
            if self.autoincrement.is_some() {
                return Err(Fault::new(place, "a table with `AUTOINCREMENT` has row ids"));
            }
            if self.table.primary_key.is_none() {
                return Err(Fault::new(place, format!("`{}` needs a primary key to be `WITHOUT ROWID`", name.value)));
            }
            self.table.without_rowid = true;
            let rowid = self.table.rowid.take();
            if let (Some(_), Some(key)) = (rowid, &mut self.table.primary_key) {
                // It was the row id, which has no collation.
                key.columns.iter_mut().for_each(|(_, collation)| collation.clear());
            }
            self.table.fixed_name = rowid.filter(|_| self.rowid_in_key);
        }
        if self.table.columns.iter().all(|column| column.generated.is_some()) {
            return Err(Fault::new(name.place, "a table has at least one column that is not generated"));
        }
        self.settle_keys()?;
        Ok(self.table)
    }

    /// <https://www.sqlite.org/stricttables.html>
    pub(super) fn check_strict(&self) -> Result<(), Fault> {
        if !self.table.strict {
            return Ok(());
        }
        for column in &self.table.columns {
            if !["ANY", "BLOB", "INT", "INTEGER", "REAL", "TEXT"].contains(&column.sql_type.as_str()) {
                let has = if column.sql_type.is_empty() {
                    "has none".to_owned()
                } else {
                    format!("has `{}`", column.sql_type)
                };
                let message = format!(
                    "in a `STRICT` table a type is INT, INTEGER, REAL, TEXT, BLOB or ANY, and `{}` {has}",
                    column.name
                );
                return Err(Fault::new(column.history.declared(), message));
            }
        }
        Ok(())
    }

    /// Gives keys the collations of their columns, and leaves out unique constraints that say what another key says.
    fn settle_keys(&mut self) -> Result<(), Fault> {
        let table = &mut self.table;
        let collations: Vec<(ColumnId, String)> = table
            .columns
            .iter()
            .map(|column| (column.id, column.collation.clone().unwrap_or_else(|| "binary".to_owned())))
            .collect();
        let settle = |key: &mut Key| {
            for (id, collation) in &mut key.columns {
                let of_column = collations.iter().find(|(known, _)| known == id);
                if let (true, Some((_, of_column))) = (collation.is_empty(), of_column) {
                    collation.clone_from(of_column);
                }
            }
        };
        table.primary_key.iter_mut().chain(&mut table.uniques).for_each(settle);
        let mut kept: Vec<Key> = Vec::new();
        let index_of_primary = table.primary_key.clone().filter(|_| table.rowid.is_none());
        for unique in std::mem::take(&mut table.uniques) {
            match index_of_primary.iter().chain(&kept).find(|known| known.columns == unique.columns) {
                Some(same) if disagree(same.conflict, unique.conflict) => {
                    return Err(Fault::new(
                        unique.place,
                        "two keys of the same columns have different `ON CONFLICT` clauses",
                    )
                    .note("the other is", same.place));
                }
                Some(_) => {}
                None => kept.push(unique),
            }
        }
        table.uniques = kept;
        if let Some(key) = &mut table.primary_key {
            let mut seen = Vec::new();
            key.columns.retain(|(id, _)| {
                let new = !seen.contains(id);
                seen.push(*id);
                new
            });
        }
        Ok(())
    }
}

fn disagree(one: Conflict, other: Conflict) -> bool {
    one.is_some() && other.is_some() && one != other
}

/// <https://www.sqlite.org/lang_createtable.html#dfltval>
fn check_constant(column: &str, expression: &Expr) -> Result<(), Fault> {
    let boolean = |name: &str| name.eq_ignore_ascii_case("true") || name.eq_ignore_ascii_case("false");
    let constant = match &expression.kind {
        ExprKind::Name(names) => names.len() == 1 && boolean(&names[0].value),
        ExprKind::DoubleQuoted(_) | ExprKind::Parameter | ExprKind::Raise => false,
        ExprKind::Function(function) => !function.window,
        _ => expression.queries.is_empty(),
    };
    if !constant {
        return Err(Fault::new(expression.place, format!("the default of `{column}` is not constant")));
    }
    expression.parts.iter().try_for_each(|part| check_constant(column, part))
}

/// <https://www.sqlite.org/datatype3.html#collating_sequences>
pub(super) fn check_collation(name: &Name) -> Result<(), Fault> {
    if ["binary", "nocase", "rtrim"].iter().any(|known| known.eq_ignore_ascii_case(&name.value)) {
        return Ok(());
    }
    Err(Fault::refused(name.place, format!("SQLite has no collation `{}` of its own", name.value))
        .help("if the program that runs the migrations adds it, say so of this statement"))
}
