//! `ALTER TABLE`: its actions, one after the other.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/alter-table>

use super::super::ddl::{Action, AlterTable, Column, Index, IndexKind};
use super::table::EXPIRATION;
use crate::catalog::{ConstraintKind, Relation, TableId};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::ddl::{AlterColumn, AlterTableAction};
use crate::postgres::replay::{Postgres, no_constraint};
use crate::source::Place;

impl Postgres {
    pub(super) fn alter_own_table(&mut self, alter: AlterTable) -> Result<(), Fault> {
        let AlterTable { name, if_exists, actions } = alter;
        let table = match self.find_relation(&name) {
            Some((_, Relation::Table(table))) => table,
            Some(_) if actions.is_empty() => return Ok(()),
            Some(_) => return Err(Fault::new(name.place(), format!("`{}` is no table", name.name.value))),
            None if if_exists => return Ok(()),
            None => return Err(self.no_table(&name)),
        };
        if self.table_of(table).unknown.is_some() {
            return Ok(());
        }
        let several = actions.len() > 1;
        for (action, place) in actions {
            self.apply_action(table, &name, action, several, place)?;
        }
        Ok(())
    }

    fn apply_action(
        &mut self,
        table: TableId,
        name: &QualifiedName,
        action: Action,
        several: bool,
        place: Place,
    ) -> Result<(), Fault> {
        match action {
            Action::NoEffect => Ok(()),
            Action::Shared(action) => self.apply_shared(table, action, several, place),
            Action::AddColumn { if_not_exists, column } => self.add_own_column(table, if_not_exists, *column),
            Action::AddKey(key) if key.kind == IndexKind::Primary => self.add_primary_key(table, &key),
            Action::AddKey(key) => self.add_index(table, key, true),
            Action::AddConstraint { if_not_exists, constraint } => {
                let known =
                    constraint.name.as_ref().is_some_and(|name| self.has_constraint_or_index(table, &name.value));
                if if_not_exists && known {
                    return Ok(());
                }
                self.add_own_constraints(table, vec![constraint])
            }
            Action::AlterPrimaryKey(key) => self.alter_primary_key(table, &key),
            Action::SetVisible { column, visible } => {
                let id = self.column(table, &column)?;
                let target = self.column_mut(table, id);
                target.hidden = !visible;
                target.history.push(place, if visible { "made visible" } else { "made not visible" });
                Ok(())
            }
            Action::SetOnUpdate { column, expression } => {
                self.is_no_expiration(&column, "changed")?;
                let id = self.column(table, &column)?;
                let of = self.table_of(table).column_by_id(id).sql_type.clone();
                expression.map_or(Ok(()), |expression| self.read_default(&expression, &of).map(|_| ()))
            }
            Action::DropStored(column) => self.drop_stored(table, &column, place),
            Action::RenameColumn { from, to } => self.rename_own_column(table, name, &from, &to, place),
            Action::RenameConstraint { from, to } => self.rename_constraint(name, &from, &to, false),
            Action::ValidateConstraint(constraint) => {
                self.constraint_of(table, &constraint)?;
                Ok(())
            }
            Action::Expire(expires) => self.expire(table, expires),
            Action::PlaceByRow(regional) => self.place_by_row(table, &regional),
            Action::NeverExpire => match self.table_of(table).column(EXPIRATION).map(crate::catalog::Column::id) {
                Some(column) => self.remove_column(table, column, true, place),
                None => Ok(()),
            },
        }
    }

    /// What PostgreSQL has as well, with what CockroachDB says of it besides.
    fn apply_shared(
        &mut self,
        table: TableId,
        action: AlterTableAction,
        several: bool,
        place: Place,
    ) -> Result<(), Fault> {
        match &action {
            AlterTableAction::DropColumn { if_exists, name, cascade } => {
                self.is_no_expiration(name, "dropped")?;
                if !*if_exists || self.table_of(table).column(&name.value).is_some() {
                    self.may_go(table, name)?;
                    self.drop_sharded_by(table, name, *cascade)?;
                }
            }
            AlterTableAction::DropConstraint { if_exists, name, cascade } => {
                return self.drop_own_constraint(table, name, *if_exists, *cascade);
            }
            AlterTableAction::AlterColumn { name, change } => {
                if !matches!(change, AlterColumn::NoEffect) {
                    self.is_no_expiration(name, "changed")?;
                }
                if let AlterColumn::Type { sql_type, .. } = change {
                    self.may_have_type(table, name, sql_type, several)?;
                }
            }
            _ => {}
        }
        let mut constraints = Vec::new();
        self.alter_action(table, action, false, place, &mut constraints)?;
        self.drop_unused_shards(table);
        self.add_own_constraints(table, constraints)
    }

    /// Errs where a column can't be dropped though PostgreSQL would.
    fn may_go(&self, table: TableId, name: &Name) -> Result<(), Fault> {
        let column = self.column(table, name)?;
        let target = self.table_of(table);
        if target.primary_key().contains(&column) {
            return Err(Fault::new(name.place, format!("column `{}` is in the primary key", name.value)));
        }
        // <https://www.cockroachlabs.com/docs/v26.2/alter-table#drop-column>: its known limitations say that it is an
        // error, its parameters that the index is dropped as well.
        let partial = self.catalog.indexes(target).find(|index| {
            index.predicate.is_some() && index.needs.contains(&column) && !index.columns.contains(&Some(column))
        });
        match partial {
            None => Ok(()),
            Some(index) => {
                let message = format!(
                    "whether index `{}` is in the way, whose predicate reads `{}`, is not known",
                    index.name, name.value
                );
                let help = format!("drop the index first: DROP INDEX {}@{}", target.name, index.name);
                Err(Fault::refused(name.place, message).note("it was created", index.created).help(help))
            }
        }
    }

    /// `crdb_internal_expiration` is `ttl_expire_after`'s: <https://www.cockroachlabs.com/docs/v26.2/row-level-ttl>.
    fn is_no_expiration(&self, column: &Name, done: &str) -> Result<(), Fault> {
        if column.value != EXPIRATION {
            return Ok(());
        }
        let message = format!("column `{EXPIRATION}` can't be {done}, since `ttl_expire_after` made it");
        Err(Fault::new(column.place, message).help("RESET (ttl)"))
    }

    fn add_own_column(&mut self, table: TableId, if_not_exists: bool, column: Column) -> Result<(), Fault> {
        let name = column.def.name.clone();
        let target = self.table_of(table);
        if target.kind.is_view() || target.column(&name.value).is_some() {
            // The error is the shared one.
            return self.add_column(table, if_not_exists, column.def, false, &mut Vec::new());
        }
        let mut constraints = Vec::new();
        let key: Option<Index> = self.define_own_column(table, column, &mut constraints)?;
        let id = self.column(table, &name)?;
        let default = self.table_of(table).column_by_id(id).default.as_ref();
        if default.is_some_and(|default| default.sequence.is_some()) {
            // <https://www.cockroachlabs.com/docs/v26.2/alter-table#add-column>, its known limitations.
            return Err(Fault::new(name.place, "CockroachDB can't fill a new column from a sequence")
                .help("add the column first, then ALTER COLUMN … SET DEFAULT nextval(…)"));
        }
        let generated = |known: &crate::postgres::ddl::TableConstraint| {
            matches!(known.kind, crate::postgres::ddl::TableConstraintKind::Generated { .. })
        };
        let (computed, rest) = constraints.into_iter().partition(generated);
        self.add_own_constraints(table, computed)?;
        if let Some(key) = key {
            if key.kind == IndexKind::Primary {
                self.set_not_null(table, id, true);
                self.add_primary_key(table, &key)?;
            } else {
                self.add_index(table, key, true)?;
            }
        }
        self.add_own_constraints(table, rest)
    }

    /// `DROP STORED`: <https://www.cockroachlabs.com/docs/v26.2/computed-columns#convert-a-computed-column-into-a-regular-column>.
    fn drop_stored(&mut self, table: TableId, column: &Name, place: Place) -> Result<(), Fault> {
        let id = self.column(table, column)?;
        let target = self.column_mut(table, id);
        if !target.generated.as_ref().is_some_and(|generated| generated.stored) {
            return Err(Fault::new(column.place, format!("column `{}` is not computed and stored", column.value)));
        }
        target.generated = None;
        target.history.push(place, "no longer generated");
        Ok(())
    }

    /// A view knows a column by its name: <https://www.cockroachlabs.com/docs/v26.2/views#view-dependencies>.
    fn rename_own_column(
        &mut self,
        table: TableId,
        table_name: &QualifiedName,
        from: &Name,
        to: &Name,
        place: Place,
    ) -> Result<(), Fault> {
        self.is_no_expiration(from, "renamed")?;
        let column = self.column(table, from)?;
        for id in self.catalog.dependents(table) {
            let Some(view) = self.catalog.tables.get(&id).filter(|view| view.kind.is_view()) else { continue };
            let may_read =
                view.unknown.is_some() && view.reads.contains(&table) && view.read_names.contains(&from.value);
            if view.read_columns.contains(&(table, column)) || may_read {
                let message =
                    format!("`{}` can't be renamed: {} `{}` reads it", from.value, view.kind.noun(), view.name);
                return Err(Fault::new(from.place, message)
                    .note("it was declared", view.history.declared())
                    .help("drop the view first"));
            }
        }
        self.rename_column(table_name, from, to, false, false, place)?;
        self.rename_shards(table, column);
        Ok(())
    }

    /// Errs where there is no such constraint.
    fn constraint_of(&self, table: TableId, name: &Name) -> Result<&ConstraintKind, Fault> {
        let target = self.table_of(table);
        let known = target.constraints.iter().find(|known| known.name == name.value);
        known.map(|known| &known.kind).ok_or_else(|| no_constraint(target, name))
    }

    /// <https://www.cockroachlabs.com/docs/v26.2/alter-table#drop-constraint>
    fn drop_own_constraint(
        &mut self,
        table: TableId,
        name: &Name,
        if_exists: bool,
        cascade: bool,
    ) -> Result<(), Fault> {
        let kind = match self.constraint_of(table, name) {
            Ok(kind) => kind.clone(),
            Err(_) if if_exists => return Ok(()),
            Err(fault) => return Err(fault),
        };
        match kind {
            ConstraintKind::PrimaryKey { .. } => self.drop_primary_key(table, cascade, name.place),
            ConstraintKind::Unique { .. } => self.drop_key(table, &name.value, cascade, name.place),
            _ => self.drop_constraint(table, name, false, (false, cascade)),
        }
    }
}
