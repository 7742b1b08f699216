//! `ALTER TABLE`: its actions in the engine's order.

use super::Postgres;
use crate::catalog::{ConstraintKind, Relation, TableId, TableKind};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::ddl::{AlterColumn, AlterTable, AlterTableAction, NoEffect, TableConstraint, TableConstraintKind};
use crate::source::Place;

/// In which of its passes the engine applies an action: all drops first, then changes of type, then what is added.
///
/// PostgreSQL, `src/backend/commands/tablecmds.c`, `AlterTablePass`.
fn pass(action: &AlterTableAction) -> u8 {
    use AlterColumn as Change;
    use AlterTableAction as Action;
    match action {
        Action::DropColumn { .. } | Action::DropConstraint { .. } => 0,
        Action::AlterColumn { change, .. } => match change {
            Change::DropDefault | Change::DropNotNull | Change::DropIdentity { .. } | Change::DropExpression { .. } => {
                0
            }
            Change::Type { .. } => 1,
            Change::SetExpression(_) => 3,
            Change::SetNotNull => 5,
            Change::SetDefault(_) | Change::AddIdentity(_) | Change::SetIdentity(_) => 7,
            Change::NoEffect => 8,
        },
        Action::AddColumn { .. } => 2,
        Action::AddConstraint(constraint) => pass_of_constraint(constraint),
        _ => LAST_PASS,
    }
}

/// The first pass in which constraints are added.
const CONSTRAINT_PASS: u8 = 6;

const LAST_PASS: u8 = 8;

fn pass_of_constraint(constraint: &TableConstraint) -> u8 {
    match constraint.kind {
        TableConstraintKind::NotNull(_) => CONSTRAINT_PASS - 1,
        TableConstraintKind::Check { .. } | TableConstraintKind::ForeignKey { .. } => CONSTRAINT_PASS + 1,
        _ => CONSTRAINT_PASS,
    }
}

impl Postgres {
    pub(crate) fn alter_table(&mut self, alter: AlterTable) -> Result<(), Fault> {
        let AlterTable { kind, name, if_exists, only, mut actions } = alter;
        let Some((_, relation)) = self.find_relation(&name) else {
            return if if_exists { Ok(()) } else { Err(self.no_relation(kind, &name)) };
        };
        self.may_be_altered(relation, kind, false, &name)?;
        // A sequence or an index can be altered by `ALTER TABLE` too: its owner, its place.
        let Relation::Table(table) = relation else { return self.alter_no_table(relation, &name, &actions) };
        for (action, place) in &actions {
            self.suits_kind(table, action, *place)?;
        }
        let target = self.table_of(table);
        if target.unknown.is_some() && !target.kind.is_view() {
            return actions.into_iter().try_for_each(|(action, place)| self.alter_unknown(table, action, place));
        }
        actions.sort_by_key(|(action, _)| pass(action));
        self.children_keep_columns(table, &actions)?;
        self.types_change_once(table, &actions)?;
        // Constraints of added columns are put aside, to come first among those of their pass.
        let mut aside = Vec::new();
        for (action, place) in actions {
            self.add_aside(table, &mut aside, only, pass(&action))?;
            self.alter_action(table, action, only, place, &mut aside)?;
        }
        self.add_aside(table, &mut aside, only, LAST_PASS)
    }

    /// Adds those constraints that are put aside whose pass has come: first keys, then checks and foreign keys.
    fn add_aside(
        &mut self,
        table: TableId,
        aside: &mut Vec<TableConstraint>,
        only: bool,
        pass: u8,
    ) -> Result<(), Fault> {
        for wanted in [CONSTRAINT_PASS, CONSTRAINT_PASS + 1] {
            if pass >= wanted {
                let due = |constraint: &TableConstraint| pass_of_constraint(constraint) <= wanted;
                let (now, later) = std::mem::take(aside).into_iter().partition(due);
                *aside = later;
                self.add_constraints_everywhere(table, now, only)?;
            }
        }
        Ok(())
    }

    /// Errs where a column gets two types by one statement.
    fn types_change_once(&self, table: TableId, actions: &[(AlterTableAction, Place)]) -> Result<(), Fault> {
        let mut changed: Vec<&str> = Vec::new();
        for (action, place) in actions {
            let AlterTableAction::AlterColumn { name, change: AlterColumn::Type { sql_type, .. } } = action else {
                continue;
            };
            if changed.contains(&name.value.as_str()) {
                return Err(Fault::new(*place, format!("the type of column `{}` changes twice", name.value)));
            }
            let column = self.table_of(table).column(&name.value);
            if column.is_some_and(|column| self.resolve_type(sql_type).is_ok_and(|new| new != column.sql_type)) {
                changed.push(&name.value);
            }
        }
        Ok(())
    }

    /// Errs where a change of a column reaches the tables below, and a drop of the column was there before: the engine
    /// does all that a table itself needs first, and then what the tables below it need.
    fn children_keep_columns(&self, table: TableId, actions: &[(AlterTableAction, Place)]) -> Result<(), Fault> {
        let dropped = |wanted: &Name| {
            actions.iter().any(
                |(action, _)| matches!(action, AlterTableAction::DropColumn { name, .. } if name.value == wanted.value),
            )
        };
        for (action, place) in actions {
            let AlterTableAction::AlterColumn { name, change } = action else { continue };
            let first = matches!(
                change,
                AlterColumn::DropDefault | AlterColumn::DropNotNull | AlterColumn::DropExpression { .. }
            );
            let goes = |child: &TableId| {
                let column = self.table_of(*child).column(&name.value);
                column.is_some_and(|column| column.inherited == 1 && !column.local)
            };
            if first && dropped(name) && self.children(table).iter().any(goes) {
                let message = format!("column `{}` is dropped by the same statement", name.value);
                return Err(Fault::new(*place, message).help("leave this out"));
            }
        }
        Ok(())
    }

    /// `ALTER TABLE` of what is none: a sequence, an index or a composite type.
    fn alter_no_table(
        &self,
        relation: Relation,
        name: &QualifiedName,
        actions: &[(AlterTableAction, Place)],
    ) -> Result<(), Fault> {
        let noun = match relation {
            Relation::Table(_) => "table",
            Relation::Index(_) => "index",
            Relation::Sequence(_) => "sequence",
            Relation::Type(_) => "composite type",
        };
        let partitioned = match relation {
            Relation::Index(id) => self.table_of(id.table).kind == TableKind::Partitioned,
            _ => false,
        };
        let harmful = |(action, _): &&(AlterTableAction, Place)| match action {
            // The index of a plain table stays with that table's owner, without an error.
            AlterTableAction::OwnerTo => partitioned,
            AlterTableAction::SetLogged(_) => noun != "sequence",
            AlterTableAction::NoEffect(NoEffect::WithRows | NoEffect::WithParameters | NoEffect::Indexes) => {
                noun != "index"
            }
            _ => true,
        };
        match actions.iter().find(harmful) {
            Some((_, place)) if noun != "table" => {
                let article = super::drop::article(noun);
                let message = format!("`{}` is {article} {noun}, which can't be altered so", name.name.value);
                Err(Fault::new(*place, message))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn alter_action(
        &mut self,
        table: TableId,
        action: AlterTableAction,
        only: bool,
        place: Place,
        constraints: &mut Vec<TableConstraint>,
    ) -> Result<(), Fault> {
        match action {
            AlterTableAction::AddColumn { if_not_exists, column } => {
                self.add_column(table, if_not_exists, *column, only, constraints)
            }
            AlterTableAction::DropColumn { if_exists, name, cascade } => {
                self.drop_column(table, &name, if_exists, (only, cascade), place)
            }
            AlterTableAction::AlterColumn { name, change } => self.alter_column(table, &name, change, only, place),
            AlterTableAction::AddConstraint(constraint) => {
                self.add_constraints_everywhere(table, vec![constraint], only)
            }
            AlterTableAction::DropConstraint { if_exists, name, cascade } => {
                self.drop_constraint(table, &name, if_exists, (only, cascade))
            }
            AlterTableAction::ValidateConstraint(name) => {
                self.validate_constraint(table, &name);
                Ok(())
            }
            AlterTableAction::AlterConstraint { name, timing } => self.set_timing(table, &name, timing),
            AlterTableAction::Inherit(parent) => {
                let parent_id = self.table(&parent)?;
                self.attach(parent_id, table, false, parent.place())
            }
            AlterTableAction::NoInherit(parent) => {
                let parent_id = self.table(&parent)?;
                let target = self.table_of(table);
                let own = QualifiedName {
                    schema: Some(Name { value: target.schema.clone(), place }),
                    name: Name { value: target.name.clone(), place },
                };
                self.detach(parent_id, &own, false)
            }
            AlterTableAction::AttachPartition { partition, bound } => {
                let child = self.table(&partition)?;
                self.attach(table, child, true, partition.place())?;
                self.set_bound(table, child, bound)
            }
            AlterTableAction::DetachPartition { partition, finalize: Some(place), .. } => {
                self.has_not_been_detaching(table, &partition, place)
            }
            AlterTableAction::DetachPartition { partition, concurrently, finalize: None } => {
                self.is_partitioned(table, true, place)?;
                self.detach(table, &partition, true)?;
                if concurrently { self.check_detached(table, &partition) } else { Ok(()) }
            }
            AlterTableAction::OfType(name) => self.be_of_type(table, &name, place),
            AlterTableAction::NotOf => {
                if self.table_mut(table).of_type.take().is_none() {
                    let message = format!("`{}` has its columns from no type", self.table_of(table).name);
                    return Err(Fault::new(place, message));
                }
                Ok(())
            }
            AlterTableAction::SetLogged(logged) => self.set_logged(table, logged, place),
            AlterTableAction::OwnerTo | AlterTableAction::NoEffect(_) => Ok(()),
        }
    }

    /// Of a table whose columns are not known, only the names of its indexes are kept.
    fn alter_unknown(&mut self, table: TableId, action: AlterTableAction, place: Place) -> Result<(), Fault> {
        use crate::postgres::ddl::TableConstraintKind as Kind;

        let schema = self.table_of(table).schema.clone();
        match action {
            AlterTableAction::AddConstraint(TableConstraint { name, kind, .. }) => {
                let (columns, label) = match &kind {
                    Kind::PrimaryKey { .. } => (&[][..], "pkey"),
                    Kind::Unique { columns, .. } => (columns.as_slice(), "key"),
                    _ => return Ok(()),
                };
                let name = match name {
                    Some(name) => self.free_relation_name(&schema, &name).map(|()| name.value)?,
                    None => {
                        let columns: Vec<&str> = columns.iter().map(|column| column.value.as_str()).collect();
                        self.choose_name(table, &columns.join("_"), label, true)
                    }
                };
                self.insert_index(table, &name, place);
                Ok(())
            }
            AlterTableAction::DropConstraint { name, .. } => {
                if let Some(Relation::Index(id)) = self.catalog.relations.get(&(schema, name.value)).copied() {
                    self.remove_index(id);
                }
                Ok(())
            }
            AlterTableAction::Inherit(_) | AlterTableAction::AttachPartition { .. } => {
                let table = self.table_of(table);
                let fault = Fault::refused(place, format!("the columns of `{}` are not known", table.name));
                Err(match &table.unknown {
                    Some(unknown) => fault.note(unknown.reason.clone(), unknown.place),
                    None => fault,
                })
            }
            _ => Ok(()),
        }
    }

    /// Adds constraints to a table and, where they are inherited and not for it `only`, to its children.
    fn add_constraints_everywhere(
        &mut self,
        table: TableId,
        mut constraints: Vec<TableConstraint>,
        only: bool,
    ) -> Result<(), Fault> {
        let before = self.table_of(table).constraints.len();
        if constraints.is_empty() {
            return Ok(());
        }
        constraints.sort_by_key(|constraint| {
            matches!(constraint.kind, crate::postgres::ddl::TableConstraintKind::ForeignKey { .. })
        });
        self.add_constraints(table, constraints, only)?;
        let added: Vec<String> =
            self.table_of(table).constraints.behind(before).map(|constraint| constraint.name.clone()).collect();
        if only {
            return self.may_stand_alone(table, &added);
        }
        self.pass_down(table, added)
    }

    /// Errs where one of these constraints must be on the table's children too.
    fn may_stand_alone(&self, table: TableId, constraints: &[String]) -> Result<(), Fault> {
        let target = self.table_of(table);
        let has_children = !self.children(table).is_empty();
        let must = |known: &&crate::catalog::Constraint| match &known.kind {
            ConstraintKind::Check(check) => !check.no_inherit && has_children,
            // Of a partitioned table that is an error even before it has partitions.
            ConstraintKind::ForeignKey(_) => target.kind == TableKind::Partitioned,
            _ => false,
        };
        match target.constraints.iter().filter(|known| constraints.contains(&known.name)).find(must) {
            None => Ok(()),
            Some(known) => {
                let message = format!("constraint `{}` must be on the tables below `{}` too", known.name, target.name);
                Err(Fault::new(known.declared, message).help("leave `ONLY` out"))
            }
        }
    }
}
