//! Inheritance and partitions: what a child takes from its parents, and what reaches it when they change.

use std::collections::BTreeMap;

use super::Postgres;
use crate::catalog::{
    Check, ColumnId, Constraint, ConstraintId, ConstraintKind, ForeignKey, Generation, TEMPORARY, Table, TableId,
    TableKind,
};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::ddl::{TableConstraint, TableConstraintKind};
use crate::source::Place;

impl Postgres {
    /// The tables that inherit from this one directly, its partitions among them.
    pub(crate) fn children(&self, table: TableId) -> Vec<TableId> {
        let inherits = |id: &TableId| self.catalog.tables.get(id).is_some_and(|child| child.parents.contains(&table));
        self.catalog.dependents(table).into_iter().filter(inherits).collect()
    }

    /// The table and all that inherit from it, parents before their children.
    pub(crate) fn with_children(&self, table: TableId) -> Vec<TableId> {
        let mut all = vec![table];
        let mut at = 0;
        while at < all.len() {
            for child in self.children(all[at]) {
                if !all.contains(&child) {
                    all.push(child);
                }
            }
            at += 1;
        }
        all
    }

    /// Errs where a table below this one has a column from a table beside it as well, which then can't change here.
    pub(crate) fn is_inherited_from_within(&self, table: TableId, column: &str, place: Place) -> Result<(), Fault> {
        let all = self.with_children(table);
        for child in &all[1..] {
            let target = self.table_of(*child);
            let from_within = target.parents.iter().filter(|parent| all.contains(parent)).count() as u32;
            if target.column(column).is_some_and(|column| column.inherited > from_within) {
                let message = format!("column `{column}` of `{}` is inherited from another table as well", target.name);
                return Err(Fault::new(place, message).note("that was declared", target.history.declared()));
            }
        }
        Ok(())
    }

    /// Gives a new table the columns of a parent.
    pub(crate) fn inherit_columns(&mut self, table: TableId, parent: TableId, place: Place) -> Result<(), Fault> {
        let source = self.table_of(parent).clone();
        if self.table_of(table).parents.contains(&parent) {
            return Err(Fault::new(place, format!("`{}` is inherited from twice", source.name)));
        }
        self.are_temporary_alike(parent, table, source.kind == TableKind::Partitioned, place)?;
        if source.partition_of.is_some() && source.kind != TableKind::Partitioned {
            return Err(Fault::new(place, format!("`{}` is a partition, from which no table inherits", source.name)));
        }
        if source.kind.is_view() {
            return Err(Fault::new(place, format!("`{}` is a {}, not a table", source.name, source.kind.noun())));
        }
        if let Some(unknown) = &source.unknown {
            return Err(Fault::new(place, format!("the columns of `{}` are not known", source.name))
                .note(unknown.reason.clone(), unknown.place));
        }
        for column in &source.columns {
            let existing = self.table_of(table).column(&column.name).map(crate::catalog::Column::id);
            let id = match existing {
                Some(id) => {
                    let own = self.table_of(table).column_by_id(id);
                    if own.sql_type != column.sql_type {
                        return Err(Fault::new(place, format!("`{}` is inherited with two types", column.name)));
                    }
                    if own.generated.is_some() != column.generated.is_some() {
                        let message = format!("`{}` is computed in one parent only", column.name);
                        return Err(Fault::new(place, message));
                    }
                    let own = self.column_mut(table, id);
                    own.default = own.default.take().or_else(|| column.default.clone());
                    id
                }
                None => {
                    let copy = self.new_column(table, column.name.clone(), column.sql_type.clone(), place)?;
                    let id = copy.id();
                    self.table_mut(table).columns.push(copy);
                    let inherited = self.column_mut(table, id);
                    inherited.local = false;
                    inherited.default.clone_from(&column.default);
                    inherited.history.clone_from(&column.history);
                    inherited.history.push(place, "inherited");
                    id
                }
            };
            self.column_mut(table, id).inherited += 1;
            if column.not_null {
                self.set_not_null(table, id, true);
            }
        }
        for column in &source.columns {
            if let Some(generation) = &column.generated {
                let names = source.column_names(&generation.columns);
                let target = self.table_of(table).clone();
                let columns =
                    names.iter().filter_map(|name| target.column(name)).map(crate::catalog::Column::id).collect();
                if let Some(own) = target.column(&column.name) {
                    self.column_mut(table, own.id()).generated = Some(Generation { columns, ..generation.clone() });
                }
            }
        }
        self.table_mut(table).parents.push(parent);
        self.stand_on(parent, table, place)
    }

    /// The columns for which these parents have different values, as defaults or computed: the child must say its own.
    pub(crate) fn different_defaults(&self, parents: &[TableId]) -> Vec<String> {
        let mut first = BTreeMap::new();
        let mut different = Vec::new();
        for column in parents.iter().flat_map(|parent| &self.table_of(*parent).columns) {
            let computed = column.generated.as_ref().map(|generated| &generated.expression);
            if column.default.is_none() && computed.is_none() {
                continue;
            }
            let value = (&column.default, computed);
            if *first.entry(&column.name).or_insert(value) != value {
                different.push(column.name.clone());
            }
        }
        different
    }

    /// Gives a table the constraints of its parents: checks, and for a partition keys and foreign keys too.
    pub(crate) fn inherit_constraints(&mut self, table: TableId) -> Result<(), Fault> {
        for parent in self.table_of(table).parents.clone() {
            self.inherit_constraints_of(table, parent)?;
            if self.table_of(table).partition_of == Some(parent) {
                let place = self.table_of(table).history.declared();
                self.inherit_indexes(parent, table, place)?;
            }
        }
        Ok(())
    }

    /// Gives a table the constraints of a parent that have no index.
    fn inherit_constraints_of(&mut self, table: TableId, parent: TableId) -> Result<(), Fault> {
        let constraints = self.table_of(parent).constraints.iter().filter(|constraint| !constraint.has_index());
        let names: Vec<String> = constraints.map(|constraint| constraint.name.clone()).collect();
        names.iter().try_for_each(|name| self.inherit_constraint(table, parent, name))
    }

    /// Errs where a check that another table is to have reads whole rows, which are of a type of their own.
    pub(crate) fn reads_no_whole_row(
        &self,
        source: &Table,
        constraint: &Constraint,
        check: &Check,
        place: Place,
    ) -> Result<(), Fault> {
        if !check.whole_row {
            return Ok(());
        }
        let (name, of) = (&constraint.name, &source.name);
        let message = format!("the check `{name}` reads whole rows of `{of}`, so no other table can have it");
        Err(Fault::new(place, message).note("it was declared", constraint.declared))
    }

    /// Gives a table one constraint of its parent.
    pub(crate) fn inherit_constraint(&mut self, table: TableId, parent: TableId, name: &str) -> Result<(), Fault> {
        let source = self.table_of(parent).clone();
        let Some(constraint) = source.constraints.iter().find(|known| known.name == name).cloned() else {
            return Ok(());
        };
        let partition = self.table_of(table).partition_of == Some(parent);
        let target = self.table_of(table).clone();
        let same = |ids: &[ColumnId]| -> Vec<ColumnId> {
            let names = source.column_names(ids);
            names.iter().filter_map(|name| target.column(name)).map(crate::catalog::Column::id).collect()
        };
        let named = |ids: &[ColumnId]| -> Vec<Name> {
            let names = source.column_names(ids);
            names.iter().map(|name| Name { value: (*name).to_owned(), place: constraint.declared }).collect()
        };
        let is_key = matches!(
            constraint.kind,
            ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. } | ConstraintKind::ForeignKey(_)
        );
        if partition && is_key {
            self.may_have(table, "keys", self.last_place())?;
        }
        match &constraint.kind {
            ConstraintKind::Check(check) if !check.no_inherit => {
                self.reads_no_whole_row(&source, &constraint, check, self.last_place())?;
                let known = self.table_mut(table).constraints.find_mut(|known| known.name == name);
                if let Some(known) = known {
                    known.inherited += 1;
                    // A partition has one parent, and no constraint of that is its own.
                    known.local &= !partition;
                    return Ok(());
                }
                let mut copy = constraint.clone();
                copy.inherited = 1;
                copy.local = false;
                copy.id = ConstraintId(self.catalog.new_id());
                if let ConstraintKind::Check(own) = &mut copy.kind {
                    own.columns = same(&check.columns);
                    own.one_of = check
                        .one_of
                        .as_ref()
                        .and_then(|(column, values)| same(&[*column]).first().map(|column| (*column, values.clone())));
                }
                self.table_mut(table).constraints.push(copy);
            }
            ConstraintKind::PrimaryKey { columns } if partition => {
                let wanted = ConstraintKind::PrimaryKey { columns: same(columns) };
                if self.merge_part(table, &constraint, &wanted) {
                    return Ok(());
                }
                let kind =
                    TableConstraintKind::PrimaryKey { columns: named(columns), include: named(&constraint.include) };
                self.partition_key(table, kind, &constraint)?;
            }
            ConstraintKind::Unique { columns, nulls_not_distinct } if partition => {
                let nulls_not_distinct = *nulls_not_distinct;
                let wanted = ConstraintKind::Unique { columns: same(columns), nulls_not_distinct };
                if self.merge_part(table, &constraint, &wanted) {
                    return Ok(());
                }
                let named_after = self.names_of_key(&source, &constraint.name);
                let kind = TableConstraintKind::Unique {
                    named_after,
                    columns: named(columns),
                    include: named(&constraint.include),
                    nulls_not_distinct,
                };
                self.partition_key(table, kind, &constraint)?;
            }
            ConstraintKind::ForeignKey(key) if partition => {
                let columns = same(&key.columns);
                let parent = key.parent;
                let own = ForeignKey { columns, ..key.clone() };
                if self.merge_part(table, &constraint, &ConstraintKind::ForeignKey(own.clone())) {
                    return Ok(());
                }
                let mut copy = constraint.clone();
                if target.constraints.iter().any(|known| known.name == copy.name) {
                    let addition = self.joined_names(table, &own.columns);
                    copy.name = self.choose_name(table, &addition, "fkey", false);
                }
                copy.inherited = 1;
                copy.local = false;
                copy.id = ConstraintId(self.catalog.new_id());
                copy.part_of = Some(constraint.id);
                copy.kind = ConstraintKind::ForeignKey(own);
                self.table_mut(table).constraints.push(copy);
                self.catalog.dependents.insert((parent, table), ());
            }
            _ => {}
        }
        Ok(())
    }

    /// Gives constraints that were added to a table to those that inherit from it, and so on.
    pub(crate) fn pass_down(&mut self, table: TableId, constraints: Vec<String>) -> Result<(), Fault> {
        let mut left = vec![(table, constraints)];
        while let Some((parent, names)) = left.pop() {
            for child in self.children(parent) {
                // One that is merged with the child's own is below that already.
                let added = self.constraints_added(child, |replay| {
                    names.iter().try_for_each(|name| replay.inherit_constraint(child, parent, name))
                })?;
                left.extend((!added.is_empty()).then_some((child, added)));
            }
        }
        Ok(())
    }

    /// The names of the constraints that a table gets by this.
    fn constraints_added(
        &mut self,
        table: TableId,
        add: impl FnOnce(&mut Self) -> Result<(), Fault>,
    ) -> Result<Vec<String>, Fault> {
        let before = self.table_of(table).constraints.len();
        add(self)?;
        Ok(self.table_of(table).constraints.behind(before).map(|known| known.name.clone()).collect())
    }

    /// Makes a constraint that a partition has itself a part of one of its table's, if it has one that is the same.
    fn merge_part(&mut self, partition: TableId, of: &Constraint, wanted: &ConstraintKind) -> bool {
        let same = |own: &Constraint| {
            let index = if own.has_index() { self.index_named(partition, &own.name) } else { None };
            let is_part = own.part_of.is_some() || index.is_some_and(|index| index.part_of.is_some());
            !is_part && own.kind == *wanted && own.timing == of.timing
        };
        let Some(at) = self.table_of(partition).constraints.iter().position(same) else { return false };
        let own = &mut self.table_mut(partition).constraints[at];
        own.part_of = Some(of.id);
        own.inherited = 1;
        own.local = false;
        true
    }

    /// Gives a partition its part of a key.
    fn partition_key(&mut self, table: TableId, kind: TableConstraintKind, of: &Constraint) -> Result<(), Fault> {
        let part = TableConstraint { name: None, kind, timing: of.timing, place: of.declared };
        self.add_constraints(table, vec![part], false)?;
        if let Some(added) = self.table_mut(table).constraints.last_mut() {
            added.inherited = 1;
            added.local = false;
            added.part_of = Some(of.id);
        }
        Ok(())
    }

    /// A parent's constraint is gone: takes it from a child, unless another parent or the child itself has it.
    pub(crate) fn uninherit_constraint(&mut self, table: TableId, name: &str, place: Place) -> Result<(), Fault> {
        let check = |known: &Constraint| known.name == name && matches!(known.kind, ConstraintKind::Check(_));
        let Some(known) = self.table_mut(table).constraints.find_mut(check) else { return Ok(()) };
        known.inherited = known.inherited.saturating_sub(1);
        if known.inherited > 0 || known.local {
            return Ok(());
        }
        self.remove_constraint(table, name, true, place)?;
        for child in self.children(table) {
            self.uninherit_constraint(child, name, place)?;
        }
        Ok(())
    }

    /// Drops the parts that partitions have of a constraint that is gone, with the parts of those.
    pub(crate) fn drop_parts(&mut self, table: TableId, of: ConstraintId, place: Place) -> Result<(), Fault> {
        let mut left = vec![(table, of)];
        while let Some((parent, of)) = left.pop() {
            for child in self.children(parent) {
                let mut constraints = self.table_of(child).constraints.iter();
                let Some(part) = constraints.find(|known| known.part_of == Some(of)) else { continue };
                let (name, id) = (part.name.clone(), part.id);
                self.remove_constraint(child, &name, true, place)?;
                left.push((child, id));
            }
        }
        Ok(())
    }

    /// A parent's constraint is gone, and this table keeps its own.
    pub(crate) fn keep_constraint(&mut self, table: TableId, name: &str) {
        let inherited = |known: &Constraint| known.name == name && known.inherited > 0;
        if let Some(own) = self.table_mut(table).constraints.find_mut(inherited) {
            own.inherited -= 1;
            own.local = true;
        }
    }

    /// Errs where a table is partitioned: its partitions must have what it has, so that nothing is done to it `ONLY`.
    pub(crate) fn not_only(&self, table: TableId, place: Place) -> Result<(), Fault> {
        let table = self.table_of(table);
        if table.kind != TableKind::Partitioned {
            return Ok(());
        }
        let message = format!("`{}` has partitions, to which this must be done too", table.name);
        Err(Fault::new(place, message).help("leave `ONLY` out"))
    }

    /// Errs where a table can't become a child of another.
    ///
    /// <https://www.postgresql.org/docs/current/sql-altertable.html>
    fn may_inherit(&self, parent: TableId, child: TableId, partition: bool, place: Place) -> Result<(), Fault> {
        let (source, target) = (self.table_of(parent), self.table_of(child));
        let fault =
            |message: String| Err(Fault::new(place, message).note("it was declared", target.history.declared()));
        let (name, of) = (&target.name, &source.name);
        if target.kind.is_view() {
            return fault(format!("`{name}` is a {}, not a table", target.kind.noun()));
        }
        if source.kind.is_view() {
            return fault(format!("`{of}` is a {}, not a table", source.kind.noun()));
        }
        if !partition && source.partition_of.is_some() {
            return fault(format!("`{of}` is a partition, from which no table inherits"));
        }
        if target.partition_of.is_some() {
            return fault(format!("`{name}` is a partition, so it inherits from its table only"));
        }
        if self.with_children(child).contains(&parent) {
            return fault(format!("`{of}` inherits from `{name}` itself"));
        }
        if target.parents.contains(&parent) {
            return fault(format!("`{name}` inherits from `{of}` already"));
        }
        if target.of_type.is_some() {
            return fault(format!("`{name}` has its columns from a type, so it can't inherit"));
        }
        self.are_temporary_alike(parent, child, partition, place)?;
        if !partition && target.kind == TableKind::Partitioned {
            return fault(format!("`{name}` is partitioned, so it can't inherit"));
        }
        if partition && !target.parents.is_empty() {
            return fault(format!("`{name}` inherits from another table, so it can't be a partition"));
        }
        if partition && target.kind != TableKind::Partitioned && !self.children(child).is_empty() {
            return fault(format!("other tables inherit from `{name}`, so it can't be a partition"));
        }
        let extra = target.columns.iter().find(|column| source.column(&column.name).is_none());
        if let Some(extra) = extra.filter(|_| partition) {
            return fault(format!("`{name}` has a column `{}`, which `{of}` has not", extra.name));
        }
        let inherited = |known: &&Constraint| matches!(&known.kind, ConstraintKind::Check(check) if !check.no_inherit);
        for check in source.constraints.iter().filter(inherited) {
            if !target.constraints.iter().any(|known| inherited(&known) && known.name == check.name) {
                return fault(format!("`{name}` lacks the check `{}` of `{of}`", check.name));
            }
        }
        for column in &source.columns {
            let own = target.column(&column.name);
            if own.is_some_and(|own| own.generated.is_none() && column.generated.is_some()) {
                return fault(format!("column `{}` of `{name}` must be computed, as in `{of}`", column.name));
            }
        }
        Ok(())
    }

    /// Errs where a table that stays would need one that goes with the session.
    fn are_temporary_alike(&self, parent: TableId, child: TableId, partition: bool, place: Place) -> Result<(), Fault> {
        let temporary = |id: TableId| self.table_of(id).schema == TEMPORARY;
        let message = match (temporary(parent), temporary(child)) {
            (true, false) => "a table that stays can't inherit from a temporary one",
            (false, true) if partition => "a temporary table can't be a partition of one that stays",
            _ => return Ok(()),
        };
        Err(Fault::new(place, message))
    }

    /// Notes that a partition holds what no other does, of which there is one at most.
    pub(crate) fn be_default(&mut self, parent: TableId, child: TableId, place: Place) -> Result<(), Fault> {
        let is_default = |id: &TableId| *id != child && self.table_of(*id).default_partition;
        if let Some(known) = self.children(parent).into_iter().find(is_default) {
            let known = self.table_of(known);
            let message =
                format!("`{}` has the default partition `{}` already", self.table_of(parent).name, known.name);
            return Err(Fault::new(place, message).note("it was declared", known.history.declared()));
        }
        self.table_mut(child).default_partition = true;
        Ok(())
    }

    /// `INHERIT` and `ATTACH PARTITION`.
    pub(crate) fn attach(
        &mut self,
        parent: TableId,
        child: TableId,
        partition: bool,
        place: Place,
    ) -> Result<(), Fault> {
        self.is_partitioned(parent, partition, place)?;
        self.may_inherit(parent, child, partition, place)?;
        let source = self.table_of(parent).clone();
        for column in &source.columns {
            let target = self.table_of(child);
            let Some(own) = target.column(&column.name) else {
                let message =
                    format!("table `{}` has no column `{}`, which `{}` has", target.name, column.name, source.name);
                return Err(Fault::new(place, message).note("it was declared", column.history.declared()));
            };
            if own.sql_type != column.sql_type {
                let message = format!("column `{}` has another type in `{}`", column.name, source.name);
                return Err(Fault::new(place, message).note("it was declared", column.history.declared()));
            }
            if column.not_null && !own.not_null {
                let message = format!("column `{}` must be NOT NULL, as in `{}`", column.name, source.name);
                return Err(Fault::new(place, message));
            }
            let id = own.id();
            self.column_mut(child, id).inherited += 1;
            if partition {
                self.column_mut(child, id).local = false;
            }
        }
        let table = self.table_mut(child);
        table.parents.push(parent);
        table.partition_of = partition.then_some(parent);
        self.stand_on(parent, child, place)?;
        let added = self.constraints_added(child, |replay| {
            replay.inherit_constraints_of(child, parent)?;
            if partition { replay.inherit_indexes(parent, child, place) } else { Ok(()) }
        })?;
        self.pass_down(child, added)
    }

    /// `NO INHERIT` and `DETACH PARTITION`: the child keeps what it has, as its own.
    pub(crate) fn detach(&mut self, parent: TableId, name: &QualifiedName, partition: bool) -> Result<(), Fault> {
        let child = self.table(name)?;
        if !partition && self.table_of(child).partition_of.is_some() {
            let message = format!("`{}` is a partition: DETACH PARTITION takes it out", name.name.value);
            return Err(Fault::new(name.place(), message));
        }
        if !self.table_of(child).parents.contains(&parent) {
            let message = format!("`{}` does not inherit from `{}`", name.name.value, self.table_of(parent).name);
            return Err(Fault::new(name.place(), message));
        }
        let source = self.table_of(parent).clone();
        let table = self.table_mut(child);
        table.parents.retain(|known| *known != parent);
        if partition {
            table.partition_of = None;
            table.default_partition = false;
        }
        for column in table.columns.iter_mut().filter(|column| source.column(&column.name).is_some()) {
            column.inherited = column.inherited.saturating_sub(1);
            column.local = column.local || column.inherited == 0;
        }
        let from_parent = |own: &Constraint| {
            source.constraints.iter().any(|known| match &known.kind {
                ConstraintKind::Check(check) => {
                    !check.no_inherit && known.name == own.name && matches!(own.kind, ConstraintKind::Check(_))
                }
                _ => own.part_of == Some(known.id),
            })
        };
        for constraint in table.constraints.filter_mut(from_parent) {
            constraint.inherited = constraint.inherited.saturating_sub(1);
            constraint.local = constraint.local || constraint.inherited == 0;
            constraint.part_of = None;
        }
        self.detach_indexes(child, parent);
        Ok(())
    }
}
