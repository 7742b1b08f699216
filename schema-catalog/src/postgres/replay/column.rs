//! Columns that are added, and what is changed of one.

use super::Postgres;
use super::infer::Read;
use crate::catalog::{ColumnId, Generation, Identity, SqlType, TableId};
use crate::cursor::Name;
use crate::fault::{DUPLICATE_COLUMN, Fault};
use crate::postgres::ddl::{
    AlterColumn, ColumnConstraint, ColumnConstraintKind, ColumnDef, TableConstraint, TableConstraintKind, TypeRef,
};
use crate::source::Place;

impl Postgres {
    pub(crate) fn add_column(
        &mut self,
        table: TableId,
        if_not_exists: bool,
        column: ColumnDef,
        only: bool,
        constraints: &mut Vec<TableConstraint>,
    ) -> Result<(), Fault> {
        let target = self.table_of(table);
        if target.kind.is_view() {
            let message = format!("`{}` is a {}, not a table", target.name, target.kind.noun());
            return Err(Fault::new(column.name.place, message));
        }
        self.has_own_columns(table, column.name.place)?;
        if let Some(known) = target.column(&column.name.value) {
            if if_not_exists {
                return Ok(());
            }
            let message = format!("table `{}` has a column `{}` already", target.name, column.name.value);
            let fault = Fault::new(column.name.place, message).state(DUPLICATE_COLUMN);
            return Err(fault.note("it was declared", known.history.declared()));
        }
        if target.unknown.is_some() {
            return Ok(());
        }
        let place = column.name.place;
        if target.partition_of.is_some() {
            let message = format!("`{}` is a partition: columns are added to its table", target.name);
            return Err(Fault::new(place, message));
        }
        if only && !self.children(table).is_empty() {
            let message = format!("column `{}` must be added to the tables below too", column.name.value);
            return Err(Fault::new(place, message).help("leave `ONLY` out"));
        }
        let identity = |known: &ColumnConstraint| matches!(known.kind, ColumnConstraintKind::Identity(_));
        if column.constraints.iter().any(identity) && !self.children(table).is_empty() {
            let message = format!("column `{}` can't be an identity column of the tables below too", column.name.value);
            return Err(Fault::new(place, message));
        }
        let name = column.name.value.clone();
        let before = constraints.len();
        self.define_column(table, column, constraints)?;
        // What it is computed from is there already.
        let computes = |known: &TableConstraint| matches!(known.kind, TableConstraintKind::Generated { .. });
        let computed = constraints[before..].iter().position(computes).map(|at| constraints.remove(before + at).kind);
        if let Some(TableConstraintKind::Generated { column, expression }) = &computed {
            self.compute(table, column, expression)?;
        }
        let fills = self.table_of(table).column(&name).is_some_and(|column| self.has_a_value_at_once(column));
        if fills {
            self.rows_may_change(table, place)?;
        }
        if only {
            return Ok(());
        }
        let added = self.pass_column_down(table, &name, place)?;
        for (child, _) in added.iter().filter(|_| fills) {
            self.rows_may_change(*child, place)?;
        }
        let Some(TableConstraintKind::Generated { column, expression }) = computed else { return Ok(()) };
        for (child, id) in added {
            self.column_mut(child, id).generated = Some(Generation {
                expression: expression.text.clone(),
                stored: true,
                columns: Vec::new(),
                functions: Vec::new(),
            });
            self.compute(child, &column, &expression)?;
        }
        Ok(())
    }

    /// Gives a column that was added to a table to those that inherit from it, where it is merged with one that is
    /// there; tells which are new.
    pub(crate) fn pass_column_down(
        &mut self,
        table: TableId,
        name: &str,
        place: Place,
    ) -> Result<Vec<(TableId, ColumnId)>, Fault> {
        let Some(added) = self.table_of(table).column(name).cloned() else { return Ok(Vec::new()) };
        let mut new = Vec::new();
        let mut left = vec![table];
        while let Some(parent) = left.pop() {
            for child in self.children(parent) {
                let target = self.table_of(child);
                if let Some(own) = target.column(name) {
                    if own.sql_type != added.sql_type {
                        let message = format!("`{}` has a column `{name}` of another type", target.name);
                        return Err(Fault::new(place, message).note("it was declared", own.history.declared()));
                    }
                    let id = own.id();
                    self.column_mut(child, id).inherited += 1;
                    continue;
                }
                self.is_no_part_of_itself(child, &added.sql_type, place)?;
                let mut copy = self.new_column(child, name.to_owned(), added.sql_type.clone(), place)?;
                copy.inherited = 1;
                copy.local = false;
                copy.default.clone_from(&added.default);
                copy.not_null = added.not_null;
                self.refresh_nullable(&mut copy);
                new.push((child, copy.id()));
                self.table_mut(child).columns.push(copy);
                left.push(child);
            }
        }
        Ok(new)
    }

    pub(super) fn alter_column(
        &mut self,
        table: TableId,
        name: &Name,
        change: AlterColumn,
        only: bool,
        place: Place,
    ) -> Result<(), Fault> {
        if self.table_of(table).unknown.is_some() {
            return Ok(());
        }
        let column = self.column(table, name)?;
        match change {
            AlterColumn::NoEffect => Ok(()),
            AlterColumn::Type { sql_type, using } => {
                self.change_type_of_column(table, name, (&sql_type, using), only, place)
            }
            AlterColumn::SetDefault(value) => {
                let target = self.table_of(table).column_by_id(column);
                if target.identity.is_some() || target.generated.is_some() {
                    let message = format!("column `{}` is computed, so it can have no default", name.value);
                    return Err(Fault::new(place, message));
                }
                let of = target.sql_type.clone();
                let default = self.default_of(value, &of)?;
                self.for_each_with(table, &name.value, only, |column| {
                    column.default.clone_from(&default);
                    column.history.push(place, "default set");
                });
                Ok(())
            }
            AlterColumn::DropDefault => {
                let target = self.table_of(table).column_by_id(column);
                if target.identity.is_some() || target.generated.is_some() {
                    let message = format!("column `{}` is computed, so it has no default to drop", name.value);
                    return Err(Fault::new(place, message));
                }
                self.for_each_with(table, &name.value, only, |column| {
                    if column.default.take().is_some() {
                        column.history.push(place, "default dropped");
                    }
                });
                Ok(())
            }
            AlterColumn::SetNotNull => self.make_not_null(table, column, only, place, "made NOT NULL"),
            AlterColumn::DropNotNull => self.drop_not_null(table, name, only, place),
            AlterColumn::AddIdentity(identity) => {
                if !self.table_of(table).column_by_id(column).not_null {
                    let message =
                        format!("column `{}` must be NOT NULL before it can be an identity column", name.value);
                    return Err(
                        Fault::new(place, message).help(format!("ALTER COLUMN {} SET NOT NULL first", name.value))
                    );
                }
                self.make_identity(table, column, identity, place)?;
                self.column_mut(table, column).history.push(place, "made an identity column");
                Ok(())
            }
            AlterColumn::SetIdentity(identity) => self.set_identity(table, column, identity, place),
            AlterColumn::DropIdentity { if_exists } => {
                if self.column_mut(table, column).identity.take().is_none() {
                    if if_exists {
                        return Ok(());
                    }
                    return Err(Fault::new(place, format!("column `{}` is no identity column", name.value)));
                }
                self.drop_sequences(table, Some(column));
                self.column_mut(table, column).history.push(place, "identity dropped");
                Ok(())
            }
            AlterColumn::SetExpression(expression) => {
                let Read { columns, functions, .. } = self.read_of(table, &expression)?;
                match &mut self.column_mut(table, column).generated {
                    Some(generated) => {
                        generated.expression = expression.text;
                        generated.columns = columns;
                        generated.functions = functions;
                        Ok(())
                    }
                    None => Err(Fault::new(place, format!("column `{}` is not generated", name.value))),
                }
            }
            AlterColumn::DropExpression { if_exists } => {
                if only && !self.children(table).is_empty() {
                    let message =
                        format!("column `{}` is inherited by other tables, so `ONLY` can't change it", name.value);
                    return Err(Fault::new(place, message));
                }
                if self.table_of(table).column_by_id(column).inherited > 0 {
                    let message = format!("column `{}` is inherited, so it changes in the parent table", name.value);
                    return Err(Fault::new(place, message));
                }
                if self.table_of(table).column_by_id(column).generated.is_none() {
                    if if_exists {
                        return Ok(());
                    }
                    return Err(Fault::new(place, format!("column `{}` is not generated", name.value)));
                }
                self.for_each_with(table, &name.value, only, |column| {
                    column.generated = None;
                    column.history.push(place, "no longer generated");
                });
                Ok(())
            }
        }
    }

    fn set_identity(
        &mut self,
        table: TableId,
        column: ColumnId,
        identity: Identity,
        place: Place,
    ) -> Result<(), Fault> {
        let target = self.column_mut(table, column);
        if target.identity.is_none() {
            return Err(Fault::new(place, format!("column `{}` is no identity column", target.name)));
        }
        target.identity = Some(identity);
        Ok(())
    }

    /// Changes the column of this name in the table and, unless `only`, in the tables that inherit it.
    fn for_each_with(
        &mut self,
        table: TableId,
        name: &str,
        only: bool,
        mut change: impl FnMut(&mut crate::catalog::Column),
    ) {
        let tables = if only { vec![table] } else { self.with_children(table) };
        for id in tables {
            if let Some(column) = self.table_of(id).column(name).map(crate::catalog::Column::id) {
                change(self.column_mut(id, column));
            }
        }
    }

    fn change_type_of_column(
        &mut self,
        table: TableId,
        name: &Name,
        (sql_type, using): (&TypeRef, bool),
        only: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let new = self.resolve_type(sql_type)?;
        self.has_own_columns(table, place)?;
        self.give_type(table, name, &new, using, only, place)
    }

    /// Gives a column another type, here and, unless `only`, in the tables that inherit it.
    pub(crate) fn give_type(
        &mut self,
        table: TableId,
        name: &Name,
        new: &SqlType,
        using: bool,
        only: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let target = self.table_of(table);
        if let Some(column) = target.column(&name.value)
            && column.inherited > 0
        {
            let message = format!("column `{}` is inherited, so its type is changed in the parent table", name.value);
            return Err(Fault::new(place, message));
        }
        if let Some(column) = target.column(&name.value)
            && !using
            && !self.can_become(&column.sql_type, new)
        {
            let (from, to) = (column.sql_type.display(&self.catalog), new.display(&self.catalog));
            let message = format!("column `{}` can't become `{to}` by itself: it is `{from}`", name.value);
            return Err(Fault::new(place, message).help(format!("say how: USING {}::{to}", name.value)));
        }
        if let Some(column) = target.column(&name.value)
            && using
            && column.generated.is_some()
        {
            let message = format!("column `{}` is generated, so `USING` can't say its values", name.value);
            return Err(Fault::new(place, message).note("it was declared", column.history.declared()));
        }
        if let Some(column) = target.column(&name.value)
            && column.identity.is_some()
            && !self.engines_own(new).is_some_and(|name| ["int2", "int4", "int8"].contains(&name))
        {
            let message = format!("identity column `{}` must be of type smallint, integer or bigint", name.value);
            return Err(Fault::new(place, message).note("it was declared", column.history.declared()));
        }
        if let Some(column) = target.column(&name.value)
            && let Some(default) = &column.default
            // A sequence gives the same numbers, whatever the column makes of them.
            && !self.can_become(&default.sequence.map_or(column.sql_type.clone(), |_| SqlType::of("int8")), new)
        {
            let to = new.display(&self.catalog);
            let message = format!("the default of column `{}` can't become `{to}` by itself", name.value);
            return Err(Fault::new(place, message)
                .note("the column was declared", column.history.declared())
                .help(format!("drop the default first: ALTER COLUMN {} DROP DEFAULT", name.value)));
        }
        if !only {
            self.is_inherited_from_within(table, &name.value, place)?;
        } else if !self.children(table).is_empty() {
            let message = format!("the type of column `{}` must change in the tables below too", name.value);
            return Err(Fault::new(place, message).help("leave `ONLY` out"));
        }
        let what = format!("type changed to {}", new.display(&self.catalog));
        let tables = if only { vec![table] } else { self.with_children(table) };
        for id in tables {
            let Some(mut column) = self.table_of(id).column(&name.value).cloned() else { continue };
            self.is_no_part_of_itself(id, new, place)?;
            self.type_may_change(id, column.id(), place)?;
            self.rows_are_held_nowhere(id, place)?;
            column.sql_type = new.clone();
            column.history.push(place, what.clone());
            self.refresh_nullable(&mut column);
            let column_id = column.id();
            *self.column_mut(id, column_id) = column;
            self.keys_hold(id, column_id, place)?;
        }
        Ok(())
    }

    /// Errs where something else needs a column to be of its type.
    fn type_may_change(&mut self, table: TableId, column: ColumnId, place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        let computed = |known: &&crate::catalog::Column| {
            known.generated.as_ref().is_some_and(|generated| generated.columns.contains(&column))
        };
        if let Some(other) = target.columns.iter().find(computed) {
            let name = &target.column_by_id(column).name;
            let message = format!("column `{}` is computed from `{name}`", other.name);
            return Err(Fault::new(place, message).note("it was declared", other.history.declared()));
        }
        self.is_not_parted_by(table, column, place)?;
        self.is_not_distributed_by(table, column, place)?;
        self.views_reading(table, column, false, place)
    }

    fn drop_not_null(&mut self, table: TableId, name: &Name, only: bool, place: Place) -> Result<(), Fault> {
        self.column(table, name)?;
        if only && !self.children(table).is_empty() {
            self.not_only(table, place)?;
        }
        let tables = if only { vec![table] } else { self.with_children(table) };
        for target in tables.iter().map(|id| self.table_of(*id)) {
            let Some(column) = target.column(&name.value) else { continue };
            let why = if target.primary_key().contains(&column.id()) {
                "is in the primary key"
            } else if column.identity.is_some() {
                "is an identity column"
            } else {
                continue;
            };
            let message = format!("column `{}` of `{}` {why}, so it can't hold NULL", name.value, target.name);
            return Err(Fault::new(place, message).note("it was declared", column.history.declared()));
        }
        let target = self.table_of(table);
        let by_parent = target.partition_of.and_then(|parent| {
            self.table_of(parent)
                .column(&name.value)
                .filter(|column| column.not_null)
                .map(|column| column.history.declared())
        });
        if let Some(declared) = by_parent {
            let message = format!("column `{}` is NOT NULL in the partitioned table", name.value);
            return Err(Fault::new(place, message).note("it was declared", declared));
        }
        for id in tables {
            let Some(column) = self.table_of(id).column(&name.value) else { continue };
            let (column, set) = (column.id(), column.not_null);
            if set {
                self.set_not_null(id, column, false);
                self.column_mut(id, column).history.push(place, "made nullable");
            }
        }
        Ok(())
    }
}
