//! `ALTER TABLE`: its actions in the engine's order, and renaming.

use super::Postgres;
use super::infer::Read;
use crate::catalog::{
    ColumnId, Constraint, ConstraintKind, Generation, Identity, Relation, SqlType, TableId, TableKind, TypeKind,
};
use crate::cursor::{Name, QualifiedName};
use crate::fault::{DUPLICATE_COLUMN, Fault};
use crate::postgres::ddl::{
    AlterColumn, AlterTable, AlterTableAction, ColumnConstraint, ColumnConstraintKind, ColumnDef, NoEffect, ObjectKind,
    TableConstraint, TableConstraintKind, TypeRef,
};
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

    fn alter_column(
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

    /// `RENAME COLUMN`: keys, foreign keys and checks follow, since they know columns by id.
    pub(crate) fn rename_column(
        &mut self,
        table: &QualifiedName,
        from: &Name,
        to: &Name,
        if_exists: bool,
        only: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let id = match self.find_table(table) {
            Some(id) => id,
            None if if_exists => return Ok(()),
            None => return Err(self.no_table(table)),
        };
        if self.table_of(id).unknown.is_some() {
            return Ok(());
        }
        self.has_own_columns(id, place)?;
        self.rename_column_of(id, from, to, only, place)
    }

    /// Renames a column of a table, and of those that inherit it.
    pub(crate) fn rename_column_of(
        &mut self,
        id: TableId,
        from: &Name,
        to: &Name,
        only: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let column = self.column(id, from)?;
        let target = self.table_of(id);
        if target.column_by_id(column).inherited > 0 {
            let message = format!("column `{}` is inherited, so it is renamed in the parent table", from.value);
            return Err(Fault::new(from.place, message));
        }
        if only && !self.children(id).is_empty() {
            let message = format!("column `{}` is inherited by other tables, so `ONLY` can't rename it", from.value);
            return Err(Fault::new(from.place, message));
        }
        if !target.kind.is_view() {
            self.is_no_own_column(to)?;
        }
        self.is_inherited_from_within(id, &from.value, from.place)?;
        for id in self.with_children(id) {
            let target = self.table_of(id);
            if let Some(known) = target.column(&to.value) {
                let message = format!("table `{}` has a column `{}` already", target.name, to.value);
                let fault = Fault::new(to.place, message).state(DUPLICATE_COLUMN);
                return Err(fault.note("it was declared", known.history.declared()));
            }
            let Some(column) = target.column(&from.value).map(crate::catalog::Column::id) else { continue };
            let renamed = self.column_mut(id, column);
            renamed.name.clone_from(&to.value);
            renamed.history.push(place, format!("renamed from `{}`", from.value));
            self.respell(id, column, &from.value, &to.value);
            self.table_mut(id).former_columns.push((
                from.value.clone(),
                format!("renamed to `{}`", to.value).into(),
                place,
            ));
        }
        Ok(())
    }

    /// `RENAME TO`, for a table, a view, an index, a sequence or a type.
    pub(crate) fn rename(
        &mut self,
        kind: ObjectKind,
        name: &QualifiedName,
        to: &Name,
        if_exists: bool,
        place: Place,
    ) -> Result<(), Fault> {
        if matches!(kind, ObjectKind::Type | ObjectKind::Domain) {
            self.stands_alone(name)?;
            let id = self.user_type(name)?;
            self.is_domain(id, kind, name)?;
            let known = self.catalog.type_by_id(id);
            let (schema, from) = (known.schema.clone(), known.name.clone());
            let composite = matches!(known.kind, TypeKind::Composite(_));
            self.free_type_name(&schema, to)?;
            if composite {
                self.free_relation_name(&schema, to)?;
            }
            if composite {
                self.catalog.relations.remove(&(schema.clone(), from.clone()));
                self.add_relation(&schema, &to.value, Relation::Type(id));
            }
            self.catalog.type_names.remove(&(schema.clone(), from.clone()));
            self.catalog.type_names.insert((schema, to.value.clone()), id);
            if let Some(renamed) = self.catalog.types.get_mut(&id) {
                renamed.name.clone_from(&to.value);
                renamed.history.push(place, format!("renamed from `{from}`"));
            }
            return Ok(());
        }
        let Some((schema, relation)) = self.find_relation(name) else {
            return if if_exists { Ok(()) } else { Err(self.no_relation(kind, name)) };
        };
        self.may_be_altered(relation, kind, true, name)?;
        self.free_relation_name(&schema, to)?;
        let from = name.name.value.clone();
        match relation {
            Relation::Table(id) => {
                self.free_type_name(&schema, to)?;
                let table = self.table_mut(id);
                table.name.clone_from(&to.value);
                table.history.push(place, format!("renamed from `{from}`"));
                let key = (schema.clone(), from);
                self.catalog.relations.remove(&key);
                self.catalog.former_tables.insert(key, (format!("renamed to `{}`", to.value), place));
                self.add_relation(&schema, &to.value, relation);
            }
            Relation::Index(id) => {
                // The index of a constraint and the constraint have one name.
                let table = self.catalog.indexes.get(&id).map(|index| index.table);
                if let Some(table) = table {
                    let target = self.table_of(table);
                    if target.constraints.iter().any(|known| known.name == from) {
                        self.free_constraint_name(target, to)?;
                    }
                    let is_key = |known: &Constraint| known.has_index() && known.name == from;
                    for constraint in self.table_mut(table).constraints.filter_mut(is_key) {
                        constraint.name.clone_from(&to.value);
                    }
                }
                if let Some(table) = table {
                    self.rename_index(table, &from, to)?;
                }
            }
            Relation::Sequence(id) => self.rename_sequence(id, to),
            Relation::Type(_) => {
                return Err(Fault::new(name.place(), format!("`{from}` is a type"))
                    .help(format!("ALTER TYPE {from} RENAME TO {};", to.value)));
            }
        }
        Ok(())
    }

    pub(crate) fn no_relation(&self, kind: ObjectKind, name: &QualifiedName) -> Fault {
        let tables = [ObjectKind::Table, ObjectKind::ForeignTable, ObjectKind::View, ObjectKind::MaterializedView];
        if tables.contains(&kind) {
            return self.no_table(name);
        }
        Fault::new(name.place(), format!("there is no {} `{}`", kind.noun(), super::names::display(name)))
    }
}
