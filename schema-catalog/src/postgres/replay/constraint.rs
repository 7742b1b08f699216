//! Constraints of a table: adding them in the engine's order and under its names, dropping and renaming them.

use super::Postgres;
use super::index::{joined, numbered};
use super::infer::Read;
use crate::catalog::{
    Check, ColumnId, Constraint, ConstraintId, ConstraintKind, ForeignKey, Relation, Table, TableId, TableKind, Timing,
};
use crate::cursor::{Name, QualifiedName};
use crate::fault::{DUPLICATE_OBJECT, Fault, INVALID_TABLE_DEFINITION, UNDEFINED_OBJECT};
use crate::postgres::ddl::{Expression, References, TableConstraint, TableConstraintKind};
use crate::source::Place;

/// The order in which the engine adds the constraints of one statement: checks, primary key, other keys, foreign keys.
fn rank(kind: &TableConstraintKind) -> u8 {
    match kind {
        TableConstraintKind::NotNull(_) | TableConstraintKind::Generated { .. } | TableConstraintKind::Check { .. } => {
            0
        }
        TableConstraintKind::PrimaryKey { .. } | TableConstraintKind::PrimaryKeyUsingIndex(_) => 1,
        TableConstraintKind::Unique { .. }
        | TableConstraintKind::UniqueUsingIndex(_)
        | TableConstraintKind::Exclude { .. } => 2,
        TableConstraintKind::ForeignKey { .. } => 3,
    }
}

/// The columns of a key, those it includes, and how it treats NULL.
fn key_parts(kind: &TableConstraintKind) -> Option<(&[Name], &[Name], bool)> {
    match kind {
        TableConstraintKind::PrimaryKey { columns, include } => Some((columns, include, false)),
        TableConstraintKind::Unique { columns, include, nulls_not_distinct, .. } => {
            Some((columns, include, *nulls_not_distinct))
        }
        _ => None,
    }
}

/// Whether two constraints of one statement are one key said twice, as in `UNIQUE PRIMARY KEY`.
fn is_same_key(one: &TableConstraint, other: &TableConstraint) -> bool {
    let same =
        |one: &[Name], other: &[Name]| one.iter().map(|name| &name.value).eq(other.iter().map(|name| &name.value));
    match (key_parts(&one.kind), key_parts(&other.kind)) {
        (Some(one_key), Some(other_key)) => {
            same(one_key.0, other_key.0)
                && same(one_key.1, other_key.1)
                && one_key.2 == other_key.2
                && one.timing == other.timing
        }
        _ => false,
    }
}

/// The constraints of one statement, of which the engine keeps the first where several are the same key; that takes the
/// name of the others where it has none itself.
///
/// PostgreSQL, `src/backend/parser/parse_utilcmd.c`, `transformIndexConstraints`.
fn without_repeated_keys(all: Vec<TableConstraint>) -> Vec<TableConstraint> {
    let mut kept: Vec<TableConstraint> = Vec::new();
    for constraint in all {
        let primary = matches!(constraint.kind, TableConstraintKind::PrimaryKey { .. });
        match kept.iter_mut().find(|known| !primary && is_same_key(known, &constraint)) {
            Some(known) => known.name = known.name.take().or(constraint.name),
            None => kept.push(constraint),
        }
    }
    kept
}

/// The fault that a table has no constraint of this name.
pub(crate) fn no_constraint(table: &Table, name: &Name) -> Fault {
    let known = table.constraints.iter().map(|known| known.name.as_str());
    let message = format!("table `{}` has no constraint `{}`", table.name, name.value);
    let fault = Fault::new(name.place, message).state(UNDEFINED_OBJECT);
    match crate::suggest::nearest(&name.value, known) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault,
    }
}

impl Postgres {
    /// Adds constraints to a table; `only` to it, and not what they bring about in the tables that inherit from it.
    pub(crate) fn add_constraints(
        &mut self,
        table: TableId,
        mut all: Vec<TableConstraint>,
        only: bool,
    ) -> Result<(), Fault> {
        all.sort_by_key(|constraint| rank(&constraint.kind));
        for constraint in without_repeated_keys(all) {
            self.add_constraint(table, constraint, only)?;
        }
        Ok(())
    }

    /// Adds what `LIKE` copies, where a key is no less for being there twice.
    pub(crate) fn copy_constraints(&mut self, table: TableId, mut all: Vec<TableConstraint>) -> Result<(), Fault> {
        all.sort_by_key(|constraint| rank(&constraint.kind));
        all.into_iter().try_for_each(|constraint| self.add_constraint(table, constraint, false))
    }

    pub(crate) fn add_constraint(
        &mut self,
        table: TableId,
        constraint: TableConstraint,
        only: bool,
    ) -> Result<(), Fault> {
        let timing = constraint.timing;
        let before = self.table_of(table).constraints.len();
        self.declare_constraint(table, constraint, only)?;
        if let Some(added) = self.table_mut(table).constraints.get_mut(before) {
            added.timing = timing;
        }
        Ok(())
    }

    fn declare_constraint(&mut self, table: TableId, constraint: TableConstraint, only: bool) -> Result<(), Fault> {
        let TableConstraint { name, kind, place, .. } = constraint;
        if self.table_of(table).kind.is_view() {
            let target = self.table_of(table);
            return Err(Fault::new(
                place,
                format!("`{}` is a {}, which has no constraints", target.name, target.kind.noun()),
            ));
        }
        match kind {
            TableConstraintKind::NotNull(column) => {
                let id = self.column(table, &column)?;
                self.make_not_null(table, id, false, place, "made NOT NULL")
            }
            TableConstraintKind::Generated { column, expression } => self.compute(table, &column, &expression),
            TableConstraintKind::Check { expression, no_inherit } => {
                self.add_check(table, name, &expression, no_inherit, place)
            }
            TableConstraintKind::PrimaryKey { columns, include } => {
                let columns = self.key_columns(table, &columns)?;
                let include = self.columns(table, &include)?;
                self.check_primary_key(table, place)?;
                for column in &columns {
                    self.make_not_null(table, *column, only, place, "made NOT NULL by the primary key")?;
                }
                self.push_key(table, name, "", "pkey", ConstraintKind::PrimaryKey { columns }, include, place)
            }
            TableConstraintKind::Unique { columns, include, nulls_not_distinct, named_after } => {
                let columns = self.key_columns(table, &columns)?;
                let include = self.columns(table, &include)?;
                let needs: Vec<ColumnId> = columns.iter().chain(&include).copied().collect();
                let addition = named_after.unwrap_or_else(|| self.joined_names(table, &needs));
                let kind = ConstraintKind::Unique { columns, nulls_not_distinct };
                self.push_key(table, name, &addition, "key", kind, include, place)
            }
            TableConstraintKind::PrimaryKeyUsingIndex(index) => self.key_using_index(table, name, &index, true, place),
            TableConstraintKind::UniqueUsingIndex(index) => self.key_using_index(table, name, &index, false, place),
            TableConstraintKind::Exclude { elements, include, predicate, method, named_after } => {
                let (mut columns, mut reads) = (Vec::new(), Vec::new());
                for element in &elements {
                    if let (Some(name), Some(method)) = (element.column(), &method) {
                        self.suits_method(table, name, method)?;
                    }
                    let plain = element.column().is_some() || named_after.is_some();
                    let read = self.read_of(table, element)?.columns;
                    if plain { columns.extend(read) } else { reads.extend(read) }
                }
                if let Some(predicate) = &predicate {
                    reads.extend(self.read_condition(table, predicate)?.columns);
                }
                columns.extend(self.columns(table, &include)?);
                let included = include.iter().map(|name| name.value.clone());
                let names = elements.iter().map(Expression::part_name).chain(included).collect();
                let addition = named_after.unwrap_or_else(|| joined(&numbered(names)));
                reads.retain(|read| !columns.contains(read));
                columns.extend(&reads);
                let kind = ConstraintKind::Exclude { columns, reads };
                self.push_key(table, name, &addition, "excl", kind, Vec::new(), place)
            }
            TableConstraintKind::ForeignKey { columns, references } => {
                self.add_foreign_key(table, name, &columns, &references, place)
            }
        }
    }

    pub(crate) fn key_columns(&self, table: TableId, names: &[Name]) -> Result<Vec<ColumnId>, Fault> {
        let columns = self.columns(table, names)?;
        match columns.iter().enumerate().find(|(at, column)| columns[..*at].contains(column)) {
            Some((at, _)) => Err(Fault::new(names[at].place, format!("column `{}` is there twice", names[at].value))),
            None => Ok(columns),
        }
    }

    /// The fault that a constraint of this name is there already, if it is.
    pub(crate) fn free_constraint_name(&self, table: &Table, name: &Name) -> Result<(), Fault> {
        match table.constraints.iter().find(|known| known.name == name.value) {
            None => Ok(()),
            Some(known) => {
                let message = format!("table `{}` has a constraint `{}` already", table.name, name.value);
                Err(Fault::new(name.place, message).state(DUPLICATE_OBJECT).note("it was declared", known.declared))
            }
        }
    }

    /// Whether a table may have a constraint of this name: where no table of its schema has one, none is looked at.
    fn may_have_constraint(&mut self, table: TableId, name: &str) -> bool {
        let key = (self.table_of(table).schema.clone(), name.to_owned());
        self.lookup.constraint_names.contains(&self.catalog.tables, &key)
    }

    /// The same as [`Self::free_constraint_name`] for a constraint that is added, maybe to thousands.
    fn free_name_of_new_constraint(&mut self, table: TableId, name: &Name) -> Result<(), Fault> {
        match self.may_have_constraint(table, &name.value) {
            true => self.free_constraint_name(self.table_of(table), name),
            false => Ok(()),
        }
    }

    pub(crate) fn push_constraint(
        &mut self,
        table: TableId,
        name: String,
        kind: ConstraintKind,
        include: Vec<ColumnId>,
        place: Place,
    ) {
        let id = ConstraintId(self.catalog.new_id());
        self.table_mut(table).constraints.push(Constraint { include, id, ..Constraint::new(name, kind, place) });
    }

    fn add_check(
        &mut self,
        table: TableId,
        name: Option<Name>,
        expression: &Expression,
        no_inherit: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let Read { columns, functions, own_columns, whole_row, .. } = self.read_condition(table, expression)?;
        let target = self.table_of(table);
        if no_inherit && target.kind == TableKind::Partitioned {
            let message = format!("`{}` is partitioned, so its partitions have its checks", target.name);
            return Err(Fault::new(place, message).help("leave `NO INHERIT` out"));
        }
        let name = match name {
            Some(name) => {
                if self.may_have_constraint(table, &name.value) {
                    // A check of the same name that is inherited is merged with this one.
                    let inherited = |known: &Constraint| known.name == name.value && known.inherited > 0;
                    if let Some(known) = self.table_of(table).constraints.iter().position(inherited) {
                        self.table_mut(table).constraints[known].local = true;
                        return Ok(());
                    }
                    self.free_constraint_name(self.table_of(table), &name)?;
                }
                name.value
            }
            None => {
                let addition = match columns.as_slice() {
                    // The engine's own columns count as well.
                    [only] if !own_columns => target.column_by_id(*only).name.clone(),
                    _ => String::new(),
                };
                self.choose_name(table, &addition, "check", false)
            }
        };
        let one_of = expression
            .one_of
            .as_ref()
            .and_then(|(column, values)| Some((self.table_of(table).column(column)?.id(), values.clone())));
        let check = Check { expression: expression.text.clone(), columns, functions, one_of, no_inherit, whole_row };
        self.push_constraint(table, name, ConstraintKind::Check(check), Vec::new(), place);
        Ok(())
    }

    /// Errs where a table has a primary key already.
    fn check_primary_key(&self, table: TableId, place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        let first = target.constraints.iter().find(|known| matches!(known.kind, ConstraintKind::PrimaryKey { .. }));
        let Some(first) = first else { return Ok(()) };
        let message = format!("table `{}` has a primary key already", target.name);
        let fault = Fault::new(place, message).state(INVALID_TABLE_DEFINITION);
        Err(fault.note("it was declared", first.declared))
    }

    /// Makes a column NOT NULL, here and, unless `only`, in the tables that inherit it.
    pub(crate) fn make_not_null(
        &mut self,
        table: TableId,
        column: ColumnId,
        only: bool,
        place: Place,
        what: &'static str,
    ) -> Result<(), Fault> {
        let name = self.table_of(table).column_by_id(column).name.clone();
        let nullable = |child: &TableId| self.table_of(*child).column(&name).is_some_and(|column| !column.not_null);
        if only && self.children(table).iter().any(nullable) {
            self.not_only(table, place)?;
        }
        let tables = if only { vec![table] } else { self.with_children(table) };
        for id in tables {
            let Some(known) = self.table_of(id).column(&name) else { continue };
            let (column, set) = (known.id(), known.not_null);
            if !set {
                self.set_not_null(id, column, true);
                let in_declaration = self.table_of(id).column_by_id(column).history.declared().file == place.file
                    && self.table_of(id).history.events().count() == 1
                    && what.ends_with("primary key");
                if !in_declaration {
                    self.column_mut(id, column).history.push(place, what);
                }
            }
        }
        Ok(())
    }

    /// Adds a key: a constraint with an index, whose name is a relation's.
    #[allow(clippy::too_many_arguments, reason = "these are the parts of a key")]
    fn push_key(
        &mut self,
        table: TableId,
        name: Option<Name>,
        addition: &str,
        label: &str,
        kind: ConstraintKind,
        include: Vec<ColumnId>,
        place: Place,
    ) -> Result<(), Fault> {
        self.may_have(table, "keys", place)?;
        if let ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } = &kind {
            self.have_order(table, columns, place)?;
            self.has_partition_key(table, columns, place)?;
            self.has_distribution_column(table, columns, place)?;
        }
        let name = match name {
            Some(name) => {
                self.free_name_of_new_constraint(table, &name)?;
                self.free_index_name(table, &name)?;
                name.value
            }
            None => self.choose_name(table, addition, label, true),
        };
        let index = self.insert_index(table, &name, place);
        if let Some(index) = self.catalog.indexes.get_mut(&index) {
            addition.clone_into(&mut index.key_names);
        }
        self.push_constraint(table, name, kind, include, place);
        Ok(())
    }

    fn key_using_index(
        &mut self,
        table: TableId,
        name: Option<Name>,
        index: &Name,
        primary: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let target = self.table_of(table);
        if target.kind == TableKind::Partitioned {
            let message = format!("`{}` is partitioned, so its keys use no index that is there", target.name);
            return Err(Fault::new(place, message));
        }
        let key = (target.schema.clone(), index.value.clone());
        let found = match self.catalog.relations.get(&key) {
            Some(Relation::Index(id)) => self.catalog.indexes.get(id).filter(|found| found.table == table).cloned(),
            _ => None,
        };
        let Some(found) = found else {
            let message = format!("there is no index `{}` on table `{}`", index.value, self.table_of(table).name);
            return Err(Fault::new(index.place, message));
        };
        let columns: Option<Vec<ColumnId>> = found.columns.iter().copied().collect();
        let Some(columns) = columns.filter(|_| found.unique && found.predicate.is_none()) else {
            let message = format!("index `{}` is not unique, is partial or has expressions", index.value);
            return Err(Fault::new(index.place, message).note("it was created", found.created));
        };
        if (1..columns.len()).any(|at| columns[..at].contains(&columns[at])) {
            let message = format!("index `{}` has a column twice, as no key has", index.value);
            return Err(Fault::new(index.place, message).note("it was created", found.created));
        }
        if found.reordered {
            let message = format!("index `{}` has an order of its own, as no key has", index.value);
            return Err(Fault::new(index.place, message).note("it was created", found.created));
        }
        if primary {
            self.check_primary_key(table, place)?;
        }
        if let Some(name) = &name {
            self.free_constraint_name(target, name)?;
            if name.value != index.value {
                self.free_relation_name(&target.schema, name)?;
            }
        }
        let include: Vec<ColumnId> = found.needs.iter().copied().filter(|id| !columns.contains(id)).collect();
        let chosen = name.map_or_else(|| index.value.clone(), |name| name.value);
        // The index becomes the constraint's own, under the constraint's name.
        self.catalog.relations.remove(&key);
        self.catalog.indexes.remove(&found.id);
        self.insert_index(table, &chosen, place);
        if primary {
            for column in &columns {
                self.make_not_null(table, *column, false, place, "made NOT NULL by the primary key")?;
            }
            self.push_constraint(table, chosen, ConstraintKind::PrimaryKey { columns }, include, place);
        } else {
            let kind = ConstraintKind::Unique { columns, nulls_not_distinct: found.nulls_not_distinct };
            self.push_constraint(table, chosen, kind, include, place);
        }
        Ok(())
    }

    fn add_foreign_key(
        &mut self,
        table: TableId,
        name: Option<Name>,
        columns: &[Name],
        references: &References,
        place: Place,
    ) -> Result<(), Fault> {
        self.may_have(table, "keys", place)?;
        let parent = self.table(&references.parent)?;
        let partitioned = self.table_of(table).kind == TableKind::Partitioned;
        if partitioned && parent != table && self.with_children(table).contains(&parent) {
            let (own, other) = (&self.table_of(table).name, &self.table_of(parent).name);
            let message = format!("`{own}` can't refer to `{other}`, which is a part of it");
            return Err(Fault::new(references.parent.place(), message));
        }
        let ids = self.columns(table, columns)?;
        let parent_columns = match &references.columns {
            Some(names) => self.columns(parent, names)?,
            None => self.table_of(parent).primary_key().to_vec(),
        };
        self.stays_as_long(table, parent, references.parent.place())?;
        let parent_table = self.table_of(parent);
        let parent_place = references.parent.place();
        if parent_columns.is_empty() {
            let message = format!("table `{}` has no primary key to refer to", parent_table.name);
            return Err(Fault::new(parent_place, message));
        }
        if parent_columns.len() != ids.len() {
            let (from, to) = (ids.len(), parent_columns.len());
            return Err(Fault::new(parent_place, format!("a foreign key of {from} columns refers to {to}")));
        }
        if !self.is_key(parent_table, &parent_columns) {
            let names = parent_table.column_names(&parent_columns).join(", ");
            let message = format!("table `{}` has no unique constraint on ({names}) to refer to", parent_table.name);
            return Err(Fault::new(parent_place, message));
        }
        let target = self.table_of(table);
        for ((own, other), name) in ids.iter().zip(&parent_columns).zip(columns) {
            let (own, other) = (target.column_by_id(*own), parent_table.column_by_id(*other));
            if !self.can_refer(&own.sql_type, &other.sql_type) {
                let message = format!(
                    "column `{}` is `{}`, and `{}.{}`, to which it refers, is `{}`",
                    own.name,
                    own.sql_type.display(&self.catalog),
                    parent_table.name,
                    other.name,
                    other.sql_type.display(&self.catalog)
                );
                return Err(Fault::new(name.place, message).note("that is declared", other.history.declared()));
            }
        }
        if let Some(computed) = ids.iter().map(|id| target.column_by_id(*id)).find(|own| own.generated.is_some()) {
            use crate::catalog::ReferentialAction as Action;
            let sets = |action| matches!(action, Action::SetNull | Action::SetDefault);
            if sets(references.on_delete) || sets(references.on_update) || references.on_update == Action::Cascade {
                let message = format!("column `{}` is generated, so a foreign key can't set it", computed.name);
                return Err(Fault::new(place, message).note("it was declared", computed.history.declared()));
            }
        }
        let name = match name {
            Some(name) => {
                self.free_name_of_new_constraint(table, &name)?;
                name.value
            }
            None => {
                let addition = self.joined_names(table, &ids);
                self.choose_name(table, &addition, "fkey", false)
            }
        };
        let key = ForeignKey {
            columns: ids,
            parent,
            parent_columns,
            on_delete: references.on_delete,
            on_update: references.on_update,
            match_type: references.match_type,
            written: None,
        };
        self.push_constraint(table, name, ConstraintKind::ForeignKey(key), Vec::new(), place);
        self.catalog.dependents.insert((parent, table), ());
        Ok(())
    }

    /// Errs where a column's new type does not suit its keys, indexes and foreign keys, or those that refer to it.
    pub(crate) fn keys_hold(&self, table: TableId, column: ColumnId, place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        let in_key = |known: &&Constraint| match &known.kind {
            ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => {
                columns.contains(&column)
            }
            _ => false,
        };
        if target.constraints.iter().any(|known| in_key(&known)) {
            self.have_order(table, &[column], place)?;
        }
        if self.catalog.indexes(target).any(|index| index.by_order && index.columns.contains(&Some(column))) {
            self.have_order(table, &[column], place)?;
        }
        let related = self.catalog.dependents(table).into_iter().chain([table]);
        for id in related {
            let Some(child) = self.catalog.tables.get(&id) else { continue };
            for (constraint, key) in child.foreign_keys() {
                let parent = self.table_of(key.parent);
                for (own, other) in key.columns.iter().zip(&key.parent_columns) {
                    let touches = (id == table && *own == column) || (key.parent == table && *other == column);
                    let (own, other) = (child.column_by_id(*own), parent.column_by_id(*other));
                    if touches && !self.can_refer(&own.sql_type, &other.sql_type) {
                        let message = format!(
                            "foreign key `{}` can't refer from `{}` to `{}`",
                            constraint.name,
                            own.sql_type.display(&self.catalog),
                            other.sql_type.display(&self.catalog)
                        );
                        return Err(Fault::new(place, message).note("it was declared", constraint.declared));
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether these columns are a primary key, a unique constraint or a whole unique index, in any order.
    pub(crate) fn is_key(&self, table: &Table, columns: &[ColumnId]) -> bool {
        let same = |key: &[ColumnId]| key.len() == columns.len() && columns.iter().all(|column| key.contains(column));
        let by_constraint = table.constraints.iter().any(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => {
                same(columns) && !constraint.timing.deferrable
            }
            _ => false,
        });
        by_constraint
            || self.catalog.indexes(table).any(|index| {
                let plain: Option<Vec<ColumnId>> = index.columns.iter().copied().collect();
                index.unique && index.predicate.is_none() && plain.is_some_and(|plain| same(&plain))
            })
    }

    /// `ALTER CONSTRAINT`: when a foreign key is checked, those of partitions that are parts of it among them.
    pub(crate) fn set_timing(&mut self, table: TableId, name: &Name, timing: Timing) -> Result<(), Fault> {
        let target = self.table_of(table);
        let Some(constraint) = target.constraints.iter().find(|known| known.name == name.value) else {
            return Err(no_constraint(target, name));
        };
        let wrong = match (&constraint.kind, constraint.part_of) {
            (ConstraintKind::ForeignKey(_), None) => None,
            (ConstraintKind::ForeignKey(_), Some(_)) => Some("is a part of that of its table, where it can be altered"),
            _ => Some("is no foreign key, and nothing else can be altered"),
        };
        if let Some(wrong) = wrong {
            let message = format!("constraint `{}` {wrong}", name.value);
            return Err(Fault::new(name.place, message).note("it was declared", constraint.declared));
        }
        let mut left = vec![(table, constraint.id)];
        while let Some((table, id)) = left.pop() {
            let is_part = |known: &Constraint| known.id == id || known.part_of == Some(id);
            let Some(part) = self.table_mut(table).constraints.find_mut(is_part) else { continue };
            part.timing = Timing { not_valid: part.timing.not_valid, ..timing };
            let id = part.id;
            left.extend(self.children(table).into_iter().map(|child| (child, id)));
        }
        Ok(())
    }

    /// `VALIDATE CONSTRAINT`, here and in the tables below. What says `NOT NULL` has a name that is not kept.
    pub(crate) fn validate_constraint(&mut self, table: TableId, name: &Name) {
        for table in self.with_children(table) {
            let of_this_name = |known: &Constraint| known.name == name.value;
            if let Some(constraint) = self.table_mut(table).constraints.find_mut(of_this_name) {
                constraint.timing.not_valid = false;
            }
        }
    }

    /// `DROP CONSTRAINT`.
    pub(crate) fn drop_constraint(
        &mut self,
        table: TableId,
        name: &Name,
        if_exists: bool,
        (only, cascade): (bool, bool),
    ) -> Result<(), Fault> {
        let target = self.table_of(table);
        let Some(constraint) = target.constraints.iter().find(|known| known.name == name.value) else {
            if if_exists {
                return Ok(());
            }
            return Err(no_constraint(target, name));
        };
        if constraint.inherited > 0 {
            let message = format!("constraint `{}` is inherited, so it can't be dropped here", name.value);
            return Err(Fault::new(name.place, message));
        }
        let index = if constraint.has_index() { self.index_named(table, &name.value) } else { None };
        if let Some(whole) = index.and_then(|index| index.part_of).and_then(|whole| self.catalog.indexes.get(&whole)) {
            let message = format!("the index of `{}` is a part of the index `{}`", name.value, whole.name);
            return Err(Fault::new(name.place, message).note("that was created", whole.created));
        }
        let children = self.children(table);
        if only && !children.is_empty() {
            self.not_only(table, name.place)?;
        }
        let id = constraint.id;
        let inheritable = matches!(&constraint.kind, ConstraintKind::Check(check) if !check.no_inherit);
        self.remove_constraint(table, &name.value, cascade, name.place)?;
        self.drop_parts(table, id, name.place)?;
        for child in children.into_iter().filter(|_| inheritable) {
            if only {
                self.keep_constraint(child, &name.value);
            } else {
                self.uninherit_constraint(child, &name.value, name.place)?;
            }
        }
        Ok(())
    }

    /// Takes a constraint away, and with `cascade` the foreign keys that need it.
    pub(crate) fn remove_constraint(
        &mut self,
        table: TableId,
        name: &str,
        cascade: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let target = self.table_of(table);
        let Some(constraint) = target.constraints.iter().find(|known| known.name == name).cloned() else {
            return Ok(());
        };
        if let ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } = &constraint.kind {
            // A foreign key stands on the first key of its columns.
            let same = |other: &[ColumnId]| other.len() == columns.len() && columns.iter().all(|id| other.contains(id));
            let first = target.constraints.iter().find(|known| match &known.kind {
                ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => same(columns),
                _ => false,
            });
            if first.is_some_and(|first| first.name == name) {
                let columns = columns.clone();
                self.drop_referring(table, cascade, place, name, |key| {
                    key.parent_columns.len() == columns.len()
                        && columns.iter().all(|id| key.parent_columns.contains(id))
                })?;
            }
        }
        if constraint.has_index()
            && let Some(index) = self.index_named(table, name).map(|index| index.id)
        {
            self.remove_index(index);
        }
        self.table_mut(table).constraints.retain(|known| known.name != name);
        Ok(())
    }

    /// Drops the foreign keys that refer to a table's key, or errs where there are any and `cascade` is not said.
    pub(crate) fn drop_referring(
        &mut self,
        parent: TableId,
        cascade: bool,
        place: Place,
        what: &str,
        refers: impl Fn(&ForeignKey) -> bool,
    ) -> Result<(), Fault> {
        let mut referring = Vec::new();
        for id in self.catalog.dependents(parent) {
            let Some(child) = self.catalog.tables.get(&id) else { continue };
            for (constraint, key) in child.foreign_keys() {
                if key.parent == parent && refers(key) {
                    referring.push((id, constraint.name.clone(), constraint.declared));
                }
            }
        }
        for (child, constraint, declared) in referring {
            if !cascade {
                let child = &self.table_of(child).name;
                let message = format!("`{what}` is needed by the foreign key `{constraint}` of `{child}`");
                return Err(Fault::new(place, message)
                    .note("it was declared", declared)
                    .help("drop the foreign key first, or add CASCADE"));
            }
            self.table_mut(child).constraints.retain(|known| known.name != constraint);
        }
        Ok(())
    }

    pub(crate) fn rename_constraint(
        &mut self,
        table: &QualifiedName,
        from: &Name,
        to: &Name,
        if_exists: bool,
    ) -> Result<(), Fault> {
        let Some(id) = self.find_table(table) else {
            return if if_exists { Ok(()) } else { Err(self.no_table(table)) };
        };
        self.has_own_columns(id, from.place)?;
        let target = self.table_of(id);
        let Some(at) = target.constraints.iter().position(|known| known.name == from.value) else {
            return Err(no_constraint(target, from));
        };
        self.free_constraint_name(target, to)?;
        let check = matches!(target.constraints[at].kind, ConstraintKind::Check(_));
        let all = self.with_children(id);
        for table in all.iter().filter(|_| check) {
            let table = self.table_of(*table);
            let from_within = table.parents.iter().filter(|parent| all.contains(parent)).count() as u32;
            let own = table.constraints.iter().find(|known| known.name == from.value);
            if let Some(own) = own.filter(|own| own.inherited > from_within) {
                let message = format!("check `{}` of `{}` is inherited from another table", from.value, table.name);
                return Err(Fault::new(from.place, message).note("it was declared", own.declared));
            }
            self.free_constraint_name(table, to)?;
        }
        self.rename_index(id, &from.value, to)?;
        self.table_mut(id).constraints[at].name.clone_from(&to.value);
        for child in self.with_children(id).into_iter().filter(|child| check && *child != id) {
            let inherited = |known: &Constraint| known.name == from.value && known.inherited > 0;
            for known in self.table_mut(child).constraints.filter_mut(inherited) {
                known.name.clone_from(&to.value);
            }
        }
        Ok(())
    }
}
