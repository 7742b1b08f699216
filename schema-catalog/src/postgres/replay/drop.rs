//! `DROP`, of tables, views, indexes, sequences, types, schemas and extensions, and of columns.

use super::Postgres;
use crate::catalog::{
    Column, ColumnId, Constraint, ConstraintKind, IndexId, Relation, SequenceId, SqlType, Table, TableId, TableKind,
    TypeId, TypeKind, TypeName,
};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::ddl::{AlterType, ObjectKind};
use crate::replay::Session as _;
use crate::source::Place;

/// What a name in `DROP` stands for.
enum Target {
    Relation(Relation),
    Type(TypeId),
    Schema(Name),
    Extension(Name),
}

/// The columns of its table that a constraint needs.
fn needs(constraint: &Constraint) -> Vec<ColumnId> {
    let mut needed = match &constraint.kind {
        ConstraintKind::PrimaryKey { columns }
        | ConstraintKind::Unique { columns, .. }
        | ConstraintKind::Exclude { columns, .. } => columns.clone(),
        ConstraintKind::ForeignKey(key) => key.columns.clone(),
        ConstraintKind::Dangling(key) => key.columns.clone(),
        ConstraintKind::Check(check) => check.columns.clone(),
    };
    needed.extend(&constraint.include);
    needed
}

impl Postgres {
    pub(crate) fn drop(
        &mut self,
        kind: ObjectKind,
        names: &[QualifiedName],
        if_exists: bool,
        cascade: bool,
        place: Place,
    ) -> Result<(), Fault> {
        if kind == ObjectKind::Table {
            return self.drop_tables(names, if_exists, cascade);
        }
        let mut left = Vec::new();
        for name in names {
            left.extend(self.to_drop(kind, name, if_exists)?.map(|target| (target, name.place())));
        }
        // One that another of them needs goes after that.
        while !left.is_empty() {
            let count = left.len();
            let mut refused = None;
            for (target, at) in std::mem::take(&mut left) {
                let state = self.state();
                let at = if kind == ObjectKind::Type || kind == ObjectKind::Domain { place } else { at };
                if let Err(fault) = self.drop_one(&target, cascade, at) {
                    self.go_back(&state);
                    refused.get_or_insert(fault);
                    left.push((target, at));
                }
            }
            if let Some(fault) = refused.filter(|_| left.len() == count) {
                return Err(fault);
            }
        }
        Ok(())
    }

    /// What a name in `DROP` stands for.
    fn to_drop(&self, kind: ObjectKind, name: &QualifiedName, if_exists: bool) -> Result<Option<Target>, Fault> {
        match kind {
            ObjectKind::Schema => {
                let exists = self.catalog.schemas.contains(&name.name.value);
                if !exists && !if_exists {
                    self.existing_schema(&name.name)?;
                }
                Ok(exists.then(|| Target::Schema(name.name.clone())))
            }
            ObjectKind::Extension => Ok(Some(Target::Extension(name.name.clone()))),
            ObjectKind::Type | ObjectKind::Domain => {
                self.stands_alone(name)?;
                let schema = name.schema.as_ref().map(|schema| schema.value.as_str());
                let Some(id) = self.find_type(schema, &name.name.value) else {
                    return if if_exists { Ok(None) } else { self.user_type(name).map(|_| None) };
                };
                self.is_domain(id, kind, name)?;
                Ok(Some(Target::Type(id)))
            }
            _ => {
                let Some((_, relation)) = self.find_relation(name) else {
                    return if if_exists { Ok(None) } else { Err(self.no_relation(kind, name)) };
                };
                self.is_of_kind(relation, kind, name)?;
                Ok(Some(Target::Relation(relation)))
            }
        }
    }

    /// Drops one of what a statement names, if it is there still.
    fn drop_one(&mut self, target: &Target, cascade: bool, place: Place) -> Result<(), Fault> {
        match target {
            Target::Relation(Relation::Table(id)) if self.catalog.tables.contains(id) => {
                self.drop_table(*id, &[*id], cascade, place)
            }
            Target::Relation(Relation::Index(id)) => self.drop_index(*id, cascade, place),
            Target::Relation(Relation::Sequence(id)) if self.catalog.sequences.contains(id) => {
                if let Some((table, column)) = self.identity_of(*id) {
                    let table = self.table_of(table);
                    let column = &table.column_by_id(column).name;
                    let message =
                        format!("this sequence is that of the identity column `{column}` of `{}`", table.name);
                    let help = format!("ALTER TABLE {} ALTER COLUMN {column} DROP IDENTITY;", table.name);
                    return Err(Fault::new(place, message).help(help));
                }
                self.drop_sequence(*id, cascade, place)
            }
            Target::Type(id) if self.catalog.types.contains(id) => {
                let found = self.catalog.type_by_id(*id);
                if let TypeKind::Multirange { range } = &found.kind {
                    let range = &self.catalog.type_by_id(*range).name;
                    let message = format!("type `{}` comes with the range type `{range}`", found.name);
                    return Err(Fault::new(place, message).help("drop that instead"));
                }
                self.remove_type(*id, cascade, place)
            }
            Target::Schema(name) => self.drop_schema(name, cascade, place),
            Target::Extension(name) => self.drop_extension(name, cascade, place),
            Target::Relation(_) | Target::Type(_) => Ok(()),
        }
    }

    /// `DROP INDEX`.
    fn drop_index(&mut self, id: IndexId, cascade: bool, place: Place) -> Result<(), Fault> {
        let Some(index) = self.catalog.indexes.get(&id).cloned() else { return Ok(()) };
        let table = self.table_of(index.table);
        if let Some(constraint) = self.key_of_index(&index) {
            let message = format!("index `{}` belongs to the constraint of that name", index.name);
            let help = format!("ALTER TABLE {} DROP CONSTRAINT {};", table.name, index.name);
            return Err(Fault::new(place, message).note("it was declared", constraint.declared).help(help));
        }
        if let Some(whole) = index.part_of.and_then(|whole| self.catalog.indexes.get(&whole)) {
            let message = format!("index `{}` is a part of the index `{}`", index.name, whole.name);
            return Err(Fault::new(place, message).help("drop that instead"));
        }
        if !cascade {
            self.is_of_no_key_below(&index, place)?;
        }
        if index.unique
            && let Some(columns) = index.columns.iter().copied().collect::<Option<Vec<ColumnId>>>()
        {
            let by_constraint = table.constraints.iter().any(|known| match &known.kind {
                ConstraintKind::PrimaryKey { columns: own } | ConstraintKind::Unique { columns: own, .. } => {
                    *own == columns
                }
                _ => false,
            });
            if !by_constraint {
                self.drop_referring(index.table, cascade, place, &index.name, |key| {
                    key.parent_columns.len() == columns.len()
                        && columns.iter().all(|id| key.parent_columns.contains(id))
                })?;
            }
        }
        self.remove_index(id);
        Ok(())
    }

    /// Drops tables together, so that foreign keys among them are in nobody's way.
    fn drop_tables(&mut self, names: &[QualifiedName], if_exists: bool, cascade: bool) -> Result<(), Fault> {
        let mut ids = Vec::new();
        for name in names {
            match self.find_relation(name) {
                Some((_, relation)) => {
                    self.is_of_kind(relation, ObjectKind::Table, name)?;
                    if let Relation::Table(id) = relation {
                        ids.push((id, name.place()));
                    }
                }
                None if if_exists => {}
                None => return Err(self.no_table(name)),
            }
        }
        // Partitions go with their table.
        let partition = |id: &TableId| self.table_of(*id).partition_of.is_some();
        let below = ids.iter().flat_map(|(id, _)| self.with_children(*id)).filter(partition);
        let all: Vec<TableId> = ids.iter().map(|(id, _)| *id).chain(below).collect();
        for (id, place) in ids {
            if self.catalog.tables.contains(&id) {
                self.drop_table(id, &all, cascade, place)?;
            }
        }
        Ok(())
    }

    /// Drops a table or view; `together` are dropped by the same statement.
    pub(crate) fn drop_table(
        &mut self,
        id: TableId,
        together: &[TableId],
        cascade: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let table = self.table_of(id).clone();
        let dependents = self.catalog.dependents(id);
        for dependent in &dependents {
            let Some(other) = self.catalog.tables.get(dependent).cloned() else { continue };
            if *dependent == id {
                continue;
            }
            let inherits = other.parents.contains(&id);
            let reads = other.kind.is_view() && other.reads.contains(&id);
            if other.partition_of == Some(id) {
                self.drop_table(*dependent, together, cascade, place)?;
                continue;
            }
            if together.contains(dependent) {
                continue;
            }
            if (inherits || reads) && !cascade {
                let (noun, verb) = (other.kind.noun(), if reads { "reads" } else { "inherits from" });
                let message = format!("{noun} `{}` {verb} `{}`", other.name, table.name);
                return Err(Fault::new(place, message)
                    .note("it was declared", other.history.declared())
                    .help("drop it first, or add CASCADE"));
            }
            if inherits || reads {
                self.drop_table(*dependent, together, true, place)?;
            }
        }
        let together: Vec<TableId> = together.to_vec();
        for other in dependents.into_iter().filter(|other| *other != id) {
            let Some(child) = self.catalog.tables.get(&other) else { continue };
            let keys: Vec<(String, Place)> = child
                .foreign_keys()
                .filter(|(_, key)| key.parent == id)
                .map(|(constraint, _)| (constraint.name.clone(), constraint.declared))
                .collect();
            if let Some((name, declared)) = keys.first()
                && !cascade
                && !together.contains(&other)
            {
                let message =
                    format!("`{}` is referred to by the foreign key `{name}` of `{}`", table.name, child.name);
                return Err(Fault::new(place, message)
                    .note("it was declared", *declared)
                    .help("drop the foreign key first, or add CASCADE"));
            }
            self.table_mut(other)
                .constraints
                .retain(|known| !matches!(&known.kind, ConstraintKind::ForeignKey(key) if key.parent == id));
        }
        let sequences: Vec<SequenceId> = self.catalog.sequences_of(id).map(|sequence| sequence.id).collect();
        for sequence in sequences {
            self.drop_defaults_of(sequence, cascade, place, &together)?;
        }
        self.drop_rows_of(id, &together, cascade, place)?;
        self.remove_table(&table, place);
        Ok(())
    }

    /// A table goes: columns and types that hold its rows are in the way, or go with `CASCADE`.
    fn drop_rows_of(&mut self, id: TableId, together: &[TableId], cascade: bool, place: Place) -> Result<(), Fault> {
        let row = TypeName::Row(id);
        let fault = |what: String, declared: Place| {
            let message = format!("{what} holds rows of this table");
            Err(Fault::new(place, message).note("it was declared", declared).help("drop it first, or add CASCADE"))
        };
        for table in self.lookup.tables_of_rows.get(&self.catalog.tables, &id) {
            let Some(target) = self.catalog.tables.get(&table).filter(|_| !together.contains(&table)) else { continue };
            let of_row: Vec<Column> =
                target.columns.iter().filter(|column| column.sql_type.name == row).cloned().collect();
            let name = target.name.clone();
            for column in of_row {
                if !cascade {
                    return fault(format!("column `{}` of `{name}`", column.name), column.history.declared());
                }
                let there = self.catalog.tables.get(&table);
                if there.is_some_and(|table| table.columns.iter().any(|known| known.id() == column.id())) {
                    self.remove_column(table, column.id(), true, place)?;
                }
            }
        }
        for user in self.lookup.users_of_rows.get(&self.catalog.types, &id) {
            let Some(made) = self.catalog.types.get(&user) else { continue };
            if !cascade {
                return fault(format!("type `{}`", made.name), made.history.declared());
            }
            if matches!(made.kind, TypeKind::Composite(_)) {
                self.drop_attributes(user, &row, place)?;
            } else {
                self.remove_type(user, true, place)?;
            }
        }
        Ok(())
    }

    /// Takes a table out of the catalog, with its indexes and sequences.
    fn remove_table(&mut self, table: &Table, place: Place) {
        let indexes: Vec<_> = self.catalog.indexes(table).map(|index| index.id).collect();
        for index in indexes {
            self.remove_index(index);
        }
        self.drop_sequences(table.id(), None);
        let key = (table.schema.clone(), table.name.clone());
        self.catalog.relations.remove(&key);
        self.catalog.former_tables.insert(key, ("dropped".to_owned(), place));
        self.catalog.tables.remove(&table.id());
        self.lookup.table_changed(table.id());
        for dependent in self.catalog.dependents(table.id()) {
            self.catalog.dependents.remove(&(table.id(), dependent));
        }
        let parents: Vec<TableId> = table.foreign_keys().map(|(_, key)| key.parent).collect();
        for other in parents.iter().chain(&table.parents).chain(&table.reads) {
            self.catalog.dependents.remove(&(*other, table.id()));
        }
    }

    /// Drops a type, with `cascade` the columns of it too.
    pub(crate) fn remove_type(&mut self, id: crate::catalog::TypeId, cascade: bool, place: Place) -> Result<(), Fault> {
        let found = self.catalog.type_by_id(id).clone();
        for (table, column) in self.columns_of_user_type(id) {
            // A column before it may have taken the table, or this column, along.
            let target = self.catalog.tables.get(&table);
            let found_column = target.and_then(|table| table.columns.iter().find(|known| known.id() == column));
            let (Some(target), Some(column)) = (target, found_column) else { continue };
            let (table_name, column) = (target.name.clone(), column.clone());
            if !cascade {
                let message = format!("column `{}` of `{table_name}` has the type `{}`", column.name, found.name);
                return Err(Fault::new(place, message)
                    .note("it was declared", column.history.declared())
                    .help("change the column's type first, or add CASCADE"));
            }
            self.remove_column(table, column.id(), true, place)?;
        }
        for table in self.tables_of_type(id) {
            // A table before it may have taken this one along.
            let Some(typed) = self.catalog.tables.get(&table).filter(|table| table.of_type == Some(id)) else {
                continue;
            };
            if !cascade {
                let (name, declared) = (&typed.name, typed.history.declared());
                let message = format!("table `{name}` has its columns from the type `{}`", found.name);
                return Err(Fault::new(place, message)
                    .note("it was declared", declared)
                    .help("drop it first, or add CASCADE"));
            }
            self.drop_table(table, &[table], true, place)?;
        }
        for user in self.lookup.users_of_types.get(&self.catalog.types, &id) {
            // A type before it may have taken this one along.
            let Some(made) = self.catalog.types.get(&user) else { continue };
            let composite = matches!(made.kind, TypeKind::Composite(_));
            if !cascade && !matches!(made.kind, TypeKind::Multirange { .. }) {
                let message = format!("type `{}` is made of `{}`", made.name, found.name);
                return Err(Fault::new(place, message)
                    .note("it was declared", made.history.declared())
                    .help("drop it first, or add CASCADE"));
            }
            if composite {
                self.drop_attributes(user, &TypeName::User(id), place)?;
            } else {
                self.remove_type(user, cascade, place)?;
            }
        }
        let key = (found.schema.clone(), found.name.clone());
        if matches!(found.kind, TypeKind::Composite(_)) {
            self.catalog.relations.remove(&key);
        }
        self.catalog.type_names.remove(&key);
        self.catalog.types.remove(&id);
        self.lookup.type_changed(id);
        Ok(())
    }

    /// Drops the attributes of a composite type that are of another type.
    fn drop_attributes(&mut self, composite: TypeId, of: &TypeName, place: Place) -> Result<(), Fault> {
        let TypeKind::Composite(attributes) = &self.catalog.type_by_id(composite).kind else { return Ok(()) };
        let of_it = |(_, sql_type): &&(String, SqlType)| sql_type.name == *of;
        let names: Vec<Name> =
            attributes.iter().filter(of_it).map(|(name, _)| Name { value: name.clone(), place }).collect();
        for name in names {
            let change = AlterType::DropAttribute { if_exists: true, name, cascade: true };
            self.change_type_of(composite, change, place)?;
        }
        Ok(())
    }

    fn drop_extension(&mut self, name: &Name, cascade: bool, place: Place) -> Result<(), Fault> {
        let of_extension = |found: &&crate::catalog::Type| found.extension.as_ref() == Some(&name.value);
        let types: Vec<_> = self.catalog.types().filter(of_extension).map(crate::catalog::Type::id).collect();
        for id in types {
            self.remove_type(id, cascade, place)?;
        }
        if cascade { self.extension_is_not_called(name) } else { Ok(()) }
    }

    /// Errs where there are foreign tables: to which server each belongs is not known.
    pub(crate) fn no_foreign_tables(&self, place: Place) -> Result<(), Fault> {
        match self.catalog.tables().find(|table| table.kind == TableKind::Foreign) {
            None => Ok(()),
            Some(table) => {
                let message = format!("whether foreign table `{}` goes with this is not known", table.name);
                Err(Fault::refused(place, message).note("it was declared", table.history.declared()))
            }
        }
    }

    fn drop_schema(&mut self, name: &Name, cascade: bool, place: Place) -> Result<(), Fault> {
        let relations: Vec<_> = self.catalog.relations_in(&name.value).collect();
        let tables: Vec<TableId> = relations
            .iter()
            .filter_map(|(_, relation)| match relation {
                Relation::Table(id) => Some(*id),
                _ => None,
            })
            .collect();
        let types: Vec<_> =
            self.catalog.types().filter(|found| found.schema == name.value).map(crate::catalog::Type::id).collect();
        if !cascade && (!relations.is_empty() || !types.is_empty()) {
            return Err(Fault::new(place, format!("schema `{}` is not empty", name.value))
                .help("drop what is in it first, or add CASCADE"));
        }
        for id in tables.clone() {
            if self.catalog.tables.contains(&id) {
                self.drop_table(id, &tables, true, place)?;
            }
        }
        for id in types {
            if self.catalog.types.contains(&id) {
                self.remove_type(id, true, place)?;
            }
        }
        let left: Vec<_> = self.catalog.relations_in(&name.value).map(|(key, _)| key.clone()).collect();
        for key in left {
            self.catalog.relations.remove(&key);
        }
        self.catalog.schemas.remove(&name.value);
        Ok(())
    }

    /// `DROP COLUMN`, here and, unless `only`, in the tables that have the column by inheritance alone.
    pub(crate) fn drop_column(
        &mut self,
        table: TableId,
        name: &Name,
        if_exists: bool,
        (only, cascade): (bool, bool),
        place: Place,
    ) -> Result<(), Fault> {
        let target = self.table_of(table);
        if target.unknown.is_some() || (if_exists && target.column(&name.value).is_none()) {
            return Ok(());
        }
        self.has_own_columns(table, name.place)?;
        let column = self.column(table, name)?;
        if self.table_of(table).column_by_id(column).inherited > 0 {
            let message = format!("column `{}` is inherited, so it is dropped in the parent table", name.value);
            return Err(Fault::new(name.place, message));
        }
        if only && !self.children(table).is_empty() {
            self.not_only(table, place)?;
        }
        self.is_not_parted_by(table, column, place)?;
        self.is_not_distributed_by(table, column, place)?;
        if only {
            // What they keep may need what goes with the column here.
            for child in self.children(table) {
                self.keep_column(child, &name.value);
            }
            return self.remove_column(table, column, cascade, place);
        }
        self.remove_column_below_too(table, &name.value, cascade, place)
    }

    /// Takes a column away from a table, and from those that have it by inheritance alone.
    pub(crate) fn remove_column_below_too(
        &mut self,
        table: TableId,
        name: &str,
        cascade: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let Some(column) = self.table_of(table).column(name).map(Column::id) else { return Ok(()) };
        self.remove_column(table, column, cascade, place)?;
        let children = self.children(table).into_iter();
        children.into_iter().try_for_each(|child| self.uninherit_column(child, name, cascade, place))
    }

    /// A parent's column is gone, and this table keeps its own.
    fn keep_column(&mut self, table: TableId, name: &str) {
        if let Some(column) = self.table_of(table).column(name).map(Column::id) {
            let own = self.column_mut(table, column);
            own.inherited = own.inherited.saturating_sub(1);
            own.local = true;
        }
    }

    fn uninherit_column(&mut self, table: TableId, name: &str, cascade: bool, place: Place) -> Result<(), Fault> {
        let Some(column) = self.table_of(table).column(name).map(Column::id) else { return Ok(()) };
        let own = self.column_mut(table, column);
        own.inherited = own.inherited.saturating_sub(1);
        if own.inherited > 0 || own.local {
            return Ok(());
        }
        self.remove_column_below_too(table, name, cascade, place)
    }

    /// Takes a column away, with the constraints and indexes that need it.
    pub(crate) fn remove_column(
        &mut self,
        table: TableId,
        column: ColumnId,
        cascade: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let target = self.table_of(table).clone();
        let name = target.column_by_id(column).name.clone();
        // What a table is parted by goes with something else only, and takes the table along.
        if self.is_not_parted_by(table, column, place).is_err() {
            return self.drop_table(table, &[table], true, place);
        }
        for other in &target.columns {
            if other.generated.as_ref().is_some_and(|generated| generated.columns.contains(&column)) {
                if !cascade {
                    let message = format!("column `{}` is computed from `{name}`", other.name);
                    return Err(Fault::new(place, message)
                        .note("it was declared", other.history.declared())
                        .help("drop it first, or add CASCADE"));
                }
                self.remove_column(table, other.id(), true, place)?;
            }
        }
        self.views_reading(table, column, cascade, place)?;
        // Foreign keys first: one that refers to its own table must not be in the way of the key that it refers to.
        let mut constraints: Vec<&Constraint> = target.constraints.iter().collect();
        constraints.sort_by_key(|constraint| !matches!(constraint.kind, ConstraintKind::ForeignKey(_)));
        for constraint in constraints {
            if needs(constraint).contains(&column) {
                if !cascade
                    && matches!(&constraint.kind, ConstraintKind::Exclude { reads, .. } if reads.contains(&column))
                {
                    let message = format!("constraint `{}` reads column `{name}`", constraint.name);
                    return Err(Fault::new(place, message)
                        .note("it was declared", constraint.declared)
                        .help("drop it first, or add CASCADE"));
                }
                self.remove_constraint(table, &constraint.name, cascade, place)?;
            }
        }
        let indexes: Vec<_> =
            self.catalog.indexes(&target).filter(|index| index.needs.contains(&column)).cloned().collect();
        for index in indexes {
            if index.unique
                && let Some(columns) = index.columns.iter().copied().collect::<Option<Vec<ColumnId>>>()
            {
                self.drop_referring(table, cascade, place, &index.name, |key| key.parent_columns == columns)?;
            }
            self.remove_index(index.id);
        }
        let owned = |sequence: &&crate::catalog::Sequence| sequence.owned_by == Some((table, column));
        let sequences: Vec<SequenceId> =
            self.catalog.sequences_of(table).filter(owned).map(|sequence| sequence.id).collect();
        // Tables below that have the column from here alone lose it, too.
        let mut together = self.with_children(table);
        together.retain(|id| {
            *id == table || self.table_of(*id).column(&name).is_none_or(|column| !column.local && column.inherited == 1)
        });
        for sequence in sequences {
            self.drop_defaults_of(sequence, cascade, place, &together)?;
        }
        self.drop_sequences(table, Some(column));
        let owner = self.table_mut(table);
        owner.columns.retain(|known| known.id() != column);
        owner.former_columns.push((name, "dropped".into(), place));
        Ok(())
    }
}

pub(crate) fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
