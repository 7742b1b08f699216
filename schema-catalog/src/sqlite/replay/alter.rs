//! `ALTER TABLE`, but for renaming: <https://www.sqlite.org/lang_altertable.html>.

use super::Sqlite;
use super::database::{Body, NamedConstraint, NamedKind, Object, ObjectId, Table, TableCheck};
use super::resolve::{Context, Resolver};
use super::table::{Builder, check_loops, columns_read, read_by_quick_check};
use crate::catalog::ColumnId;
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;
use crate::sqlite::ddl::{AlterAction, AlterTable, ColumnDef, Expr};

impl Sqlite {
    pub(super) fn alter_table(&mut self, alter: AlterTable) -> Result<(), Fault> {
        let AlterTable { table, action, place } = alter;
        let found = match self.table_object(&table) {
            Ok(found) => found,
            // What happens in an attached database is of no interest here.
            Err(_) if table.schema.is_some() && self.may_be_attached(&table) => return Ok(()),
            Err(fault) => return Err(fault),
        };
        let id = found.id;
        match action {
            AlterAction::RenameTo(to) => self.rename_table(id, &table, &to),
            AlterAction::RenameColumn { from, to, quoted } => self.rename_column(id, &table, &from, &to, quoted),
            AlterAction::AddColumn(column) => self.add_column(id, &table, *column),
            AlterAction::DropColumn(column) => self.drop_column(id, &table, &column),
            AlterAction::AddCheck { name, expression, text, place } => {
                self.add_check(id, &table, name, TableCheck { name: None, of_column: None, expression, text, place })
            }
            AlterAction::DropConstraint(name) => self.drop_constraint(id, &table, &name),
            AlterAction::SetNotNull { column, name } => self.set_not_null(id, &table, &column, name, place),
            AlterAction::DropNotNull(column) => self.drop_not_null(id, &table, &column, place),
        }
    }

    /// The table, unless it is a view or a virtual table.
    pub(super) fn plain_table(&self, id: ObjectId, name: &QualifiedName) -> Result<(&Object, &Table), Fault> {
        let missing = || Fault::new(name.place(), format!("there is no table `{}`", name.name.value));
        let object = self.database.get(id).ok_or_else(missing)?;
        match &object.body {
            Body::Table(table) => Ok((object, table)),
            _ => Err(Fault::new(
                name.place(),
                format!("`{}` is a {}, whose columns stay as they are", object.name, object.noun()),
            )),
        }
    }

    /// A column of a table.
    pub(super) fn column_of(&self, id: ObjectId, table: &QualifiedName, name: &Name) -> Result<ColumnId, Fault> {
        let (object, table) = self.plain_table(id, table)?;
        if let Some(unknown) = &table.unknown {
            return Err(Fault::refused(
                name.place,
                format!("the columns of `{}` are not known: {}", object.name, unknown.reason),
            )
            .note("it was created", unknown.place));
        }
        if let Some(column) = table.column(&name.value) {
            return Ok(column.id);
        }
        let fault = Fault::new(name.place, format!("there is no column `{}` in `{}`", name.value, object.name));
        let former = table.former_columns.newest_first().find(|(former, ..)| former.eq_ignore_ascii_case(&name.value));
        let fault = match former {
            Some((_, what, place)) => fault.note(format!("it was {what}"), *place),
            None => fault,
        };
        let known = table.columns.iter().map(|column| column.name.as_str());
        Err(match crate::suggest::nearest(&name.value, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        })
    }

    fn add_column(&mut self, id: ObjectId, name: &QualifiedName, column: ColumnDef) -> Result<(), Fault> {
        let (object, table) = self.plain_table(id, name)?;
        let mut builder = Builder::of(table.clone());
        let place = column.name.place;
        let keys = (table.primary_key.is_some(), table.uniques.len());
        // A second primary key is an error as any new one is.
        builder.table.primary_key = None;
        let added = builder.column(column)?;
        if builder.table.primary_key.is_some() {
            return Err(Fault::new(place, "a new column can't be the primary key").help(NEW_TABLE));
        }
        if builder.table.uniques.len() > keys.1 {
            return Err(Fault::new(place, "a new column can't be `UNIQUE`")
                .help("`CREATE UNIQUE INDEX` after it does the same"));
        }
        builder.table.primary_key.clone_from(&table.primary_key);
        builder.check_strict()?;
        let table = builder.table;
        let resolve = |context: Context, expression: &Expr| {
            let resolver = Resolver::new(&self.database, &object.schema);
            resolver.of_table(object, &table, context, &mut expression.clone()).map(drop)
        };
        for check in table.checks.iter().filter(|check| check.of_column == Some(added)) {
            resolve(Context::Check, &check.expression)?;
        }
        if let Some((expression, ..)) = table.column_by_id(added).and_then(|column| column.generated.as_ref()) {
            resolve(Context::Generated, expression)?;
        }
        // The rows are read where the new column may not fit them: <https://www.sqlite.org/lang_altertable.html>.
        let column = table.column_by_id(added);
        let not_null = column.is_some_and(|column| column.generated.is_some() && column.not_null > 0);
        if not_null || table.strict || table.checks.iter().any(|check| check.of_column == Some(added)) {
            check_loops(object, &table, &read_by_quick_check(&table), place)?;
        }
        self.database.replace(id, |object| object.body = Body::Table(table));
        Ok(())
    }

    fn drop_column(&mut self, id: ObjectId, name: &QualifiedName, column: &Name) -> Result<(), Fault> {
        let dropped = self.column_of(id, name, column)?;
        let (object, table) = self.plain_table(id, name)?;
        if table.is_in_primary_key(dropped) {
            return Err(
                Fault::new(column.place, format!("`{}` is part of the primary key", column.value)).help(NEW_TABLE)
            );
        }
        let mut uniques = table.uniques.iter().filter(|key| key.columns.iter().any(|(id, _)| *id == dropped));
        if let Some(key) = uniques.next() {
            return Err(Fault::new(column.place, format!("`{}` is `UNIQUE`", column.value))
                .note("so it is by the constraint", key.place)
                .help(NEW_TABLE));
        }
        if table.columns.len() == 1 {
            return Err(Fault::new(
                column.place,
                format!("`{}` is the only column of `{}`", column.value, object.name),
            ));
        }
        let mut keys = table.foreign_keys.iter();
        if let Some(key) = keys.find(|key| key.of_column != Some(dropped) && key.columns.contains(&dropped)) {
            return Err(Fault::new(column.place, format!("`{}` is part of a foreign key", column.value))
                .note("that is declared", key.place));
        }
        self.check_unhidden(name.place())?;
        self.test_queries(column.place)?;
        self.fix_quotes(column.place)?;
        self.database.replace(id, |object| {
            let Body::Table(table) = &mut object.body else { return };
            if let Some(at) = table.columns.iter().position(|known| known.id == dropped) {
                let gone = table.columns.remove(at);
                table.former_columns.push((gone.name, "dropped".into(), column.place));
            }
            table.checks.retain(|check| check.of_column != Some(dropped));
            table.foreign_keys.retain(|key| key.of_column != Some(dropped));
            table.named.retain(|named| named.of_column != Some(dropped));
        });
        let needed = |fault: Fault| fault.needed_by(column.place, &column.value);
        self.check_expressions(id, true).map_err(needed)?;
        for (_, index) in self.database.indexes_of(id) {
            self.check_index(index, true).map_err(needed)?;
        }
        if self.database.table(id).is_some_and(|table| table.columns.iter().all(|column| column.generated.is_some())) {
            return Err(Fault::new(column.place, "a table has at least one column that is not generated"));
        }
        self.test_queries(column.place)
    }

    fn add_check(
        &mut self,
        id: ObjectId,
        name: &QualifiedName,
        constraint: Option<Name>,
        mut check: TableCheck,
    ) -> Result<(), Fault> {
        let (object, table) = self.plain_table(id, name)?;
        let resolver = Resolver::new(&self.database, &object.schema);
        resolver.of_table(object, table, Context::Check, &mut check.expression.clone())?;
        check_loops(object, table, &columns_read(table, [&check.expression]), check.place)?;
        if let Some(constraint) = &constraint {
            let same = |named: &&NamedConstraint| named.name.eq_ignore_ascii_case(&constraint.value);
            if table.named.iter().any(|named| same(&named)) {
                let message = format!("there is a constraint `{}` already", constraint.value);
                return Err(Fault::new(constraint.place, message));
            }
        }
        check.name = constraint.map(|constraint| constraint.value);
        self.database.replace(id, |object| {
            let Body::Table(table) = &mut object.body else { return };
            let named =
                check.name.clone().map(|name| NamedConstraint { name, of_column: None, kind: NamedKind::Check });
            table.named.extend(named);
            table.checks.push(check);
        });
        Ok(())
    }

    fn drop_constraint(&mut self, id: ObjectId, table: &QualifiedName, name: &Name) -> Result<(), Fault> {
        let (_, known) = self.plain_table(id, table)?;
        // Those of columns stand before those of the table, and the first of a name is meant.
        let order = |named: &NamedConstraint| {
            let at = known.columns.iter().position(|column| Some(column.id) == named.of_column);
            at.unwrap_or(usize::MAX)
        };
        let same = known.named.iter().enumerate().filter(|(_, named)| named.name.eq_ignore_ascii_case(&name.value));
        let Some((at, found)) = same.min_by_key(|(_, named)| order(named)) else {
            return Err(Fault::new(name.place, format!("there is no constraint `{}` in this table", name.value)));
        };
        if found.kind == NamedKind::Key {
            return Err(
                Fault::new(name.place, format!("`{}` is no `CHECK` and no `NOT NULL`", name.value)).help(NEW_TABLE)
            );
        }
        let found = found.clone();
        let Some(known) = self.database.table_mut(id) else { return Ok(()) };
        known.named.remove(at);
        match found.kind {
            NamedKind::Check => {
                let same =
                    |check: &TableCheck| check.name.as_ref() == Some(&found.name) && check.of_column == found.of_column;
                if let Some(at) = known.checks.iter().position(same) {
                    known.checks.remove(at);
                }
            }
            NamedKind::NotNull => {
                if let Some(column) = found.of_column.and_then(|id| known.column_mut(id)) {
                    column.not_null = column.not_null.saturating_sub(1);
                    column.history.push(name.place, "made nullable");
                }
            }
            NamedKind::Key | NamedKind::Nothing => {}
        }
        Ok(())
    }

    fn set_not_null(
        &mut self,
        id: ObjectId,
        table: &QualifiedName,
        name: &Name,
        constraint: Option<Name>,
        place: Place,
    ) -> Result<(), Fault> {
        let column = self.column_of(id, table, name)?;
        let (object, known) = self.plain_table(id, table)?;
        // One that is NOT NULL already is not read.
        if known.column_by_id(column).is_some_and(|column| column.not_null == 0) {
            check_loops(object, known, &[column], name.place)?;
        }
        let Some(known) = self.database.table_mut(id) else { return Ok(()) };
        remove_not_null(known, column);
        let named = constraint.map(|constraint| NamedConstraint {
            name: constraint.value,
            of_column: Some(column),
            kind: NamedKind::NotNull,
        });
        known.named.extend(named);
        if let Some(column) = known.column_mut(column) {
            column.not_null += 1;
            column.history.push(place, "made NOT NULL");
        }
        Ok(())
    }

    fn drop_not_null(&mut self, id: ObjectId, table: &QualifiedName, name: &Name, place: Place) -> Result<(), Fault> {
        let column = self.column_of(id, table, name)?;
        let Some(known) = self.database.table_mut(id) else { return Ok(()) };
        if remove_not_null(known, column)
            && let Some(column) = known.column_mut(column)
        {
            column.history.push(place, "made nullable");
        }
        Ok(())
    }
}

pub(super) const NEW_TABLE: &str =
    "a new table takes the place of the old one: https://www.sqlite.org/lang_altertable.html#otheralter";

/// Takes one `NOT NULL` from a column, with its name. Says whether there was one.
fn remove_not_null(table: &mut Table, id: ColumnId) -> bool {
    let of_column = |named: &NamedConstraint| named.of_column == Some(id) && named.kind == NamedKind::NotNull;
    let named = table.named.iter().position(of_column);
    let Some(column) = table.column_mut(id) else { return false };
    let any = column.not_null > 0;
    column.not_null = column.not_null.saturating_sub(1);
    if let Some(at) = named {
        table.named.remove(at);
    }
    any
}
