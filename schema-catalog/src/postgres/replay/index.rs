//! Indexes: those that are unique say something about a table, and the names of all are taken.

use super::Postgres;
use crate::catalog::{
    Column, ColumnId, Constraint, ConstraintKind, Index, IndexId, Relation, Table, TableId, TableKind,
};
use crate::cursor::{MAX_NAME, Name, QualifiedName, clip};
use crate::fault::{DUPLICATE_TABLE, Fault};
use crate::postgres::ddl::{CreateIndex, ObjectKind};
use crate::source::Place;

/// What makes two indexes one.
#[derive(PartialEq)]
struct Shape<'a> {
    unique: bool,
    nulls_not_distinct: bool,
    columns: Vec<Option<&'a str>>,
    needs: Vec<&'a str>,
    predicate: Option<String>,
}

/// PostgreSQL's `INDEX_MAX_KEYS`.
const MOST_COLUMNS: usize = 32;

impl Postgres {
    pub(crate) fn create_index(&mut self, create: CreateIndex) -> Result<(), Fault> {
        let table = self.table(&create.table)?;
        if self.table_of(table).kind == TableKind::View {
            let message = format!("`{}` is a view, which has no indexes", self.table_of(table).name);
            return Err(Fault::new(create.table.place(), message));
        }
        self.may_have(table, "indexes", create.table.place())?;
        let schema = self.table_of(table).schema.clone();
        if self.table_of(table).unknown.is_some() {
            return self.index_on_unknown(table, create);
        }
        if create.columns.len() + create.include.len() > MOST_COLUMNS {
            return Err(Fault::new(create.place, format!("an index has at most {MOST_COLUMNS} columns")));
        }
        let mut columns = Vec::new();
        let mut needs = self.columns(table, &create.include)?;
        let mut part_names = Vec::new();
        let mut functions = Vec::new();
        for part in &create.columns {
            match part.column() {
                Some(name) => {
                    let id = self.column(table, name)?;
                    columns.push(Some(id));
                    needs.push(id);
                    part_names.push(name.value.clone());
                }
                None => {
                    let read = self.read_of(table, part)?;
                    columns.push(None);
                    needs.extend(read.columns);
                    functions.extend(read.functions);
                    part_names.push(part.part_name());
                }
            }
        }
        part_names.extend(create.include.iter().map(|name| name.value.clone()));
        let part_names = numbered(part_names);
        // Other methods than B-trees, and operator classes that are named, order what has no order of its own.
        let plain: Vec<_> = columns.iter().copied().flatten().collect();
        if !create.ordered_otherwise {
            self.have_order(table, &plain, create.place)?;
        }
        if create.unique {
            self.has_partition_key(table, &plain, create.place)?;
            self.has_distribution_column(table, &plain, create.place)?;
        }
        if let Some(predicate) = &create.predicate {
            let read = self.read_condition(table, predicate)?;
            needs.extend(read.columns);
            functions.extend(read.functions);
        }
        let name = match create.name {
            Some(name) => {
                if create.if_not_exists && self.catalog.relations.contains(&(schema.clone(), name.value.clone())) {
                    return Ok(());
                }
                self.free_relation_name(&schema, &name)?;
                name.value
            }
            None => self.choose_name(table, &joined(&part_names), "idx", true),
        };
        let id = self.insert_index(table, &name, create.place);
        if let Some(index) = self.catalog.indexes.get_mut(&id) {
            index.unique = create.unique;
            index.concurrently = create.concurrently;
            index.by_order = !create.ordered_otherwise;
            index.reordered = create.reordered;
            index.nulls_not_distinct = create.nulls_not_distinct;
            index.columns = columns;
            index.needs = needs;
            index.functions = functions;
            index.part_names = part_names;
            index.predicate = create.predicate.map(|predicate| predicate.text);
        }
        if !create.only {
            self.index_partitions(id)?;
        }
        Ok(())
    }

    /// An index on a table whose columns are not known takes a name, and says nothing more.
    fn index_on_unknown(&mut self, table: TableId, create: CreateIndex) -> Result<(), Fault> {
        let schema = self.table_of(table).schema.clone();
        let Some(name) = create.name else { return Ok(()) };
        if !(create.if_not_exists && self.catalog.relations.contains(&(schema.clone(), name.value.clone()))) {
            self.free_relation_name(&schema, &name)?;
            self.insert_index(table, &name.value, create.place);
        }
        Ok(())
    }

    /// An index that says nothing yet: as such it stands for the index of a constraint.
    pub(crate) fn insert_index(&mut self, table: TableId, name: &str, created: Place) -> IndexId {
        let id = IndexId { table, number: self.catalog.new_id() };
        let schema = self.table_of(table).schema.clone();
        let index = Index {
            id,
            schema: schema.clone(),
            name: name.to_owned(),
            table,
            unique: false,
            by_order: false,
            reordered: false,
            nulls_not_distinct: false,
            concurrently: false,
            columns: Vec::new(),
            predicate: None,
            part_names: Vec::new(),
            key_names: String::new(),
            part_of: None,
            of_constraint: false,
            needs: Vec::new(),
            functions: Vec::new(),
            created,
        };
        self.catalog.indexes.insert(id, index);
        if !self.rules().indexes_of_tables {
            self.add_relation(&schema, name, Relation::Index(id));
        }
        id
    }

    /// What the name of a key's copy is made of.
    pub(crate) fn names_of_key(&self, table: &Table, key: &str) -> Option<String> {
        let index = self.catalog.indexes(table).find(|index| index.name == key);
        index.map(|index| index.key_names.clone()).filter(|names| !names.is_empty())
    }

    /// The index of this name, of this table.
    pub(crate) fn index_named(&self, table: TableId, name: &str) -> Option<&Index> {
        self.catalog.indexes(self.table_of(table)).find(|index| index.name == name)
    }

    /// Errs where an index of this table can't have this name.
    pub(crate) fn free_index_name(&self, table: TableId, name: &Name) -> Result<(), Fault> {
        if !self.rules().indexes_of_tables {
            return self.free_relation_name(&self.table_of(table).schema, name);
        }
        match self.index_named(table, &name.value) {
            None => Ok(()),
            Some(known) => {
                let message = format!("table `{}` has an index `{}` already", self.table_of(table).name, name.value);
                Err(Fault::new(name.place, message).state(DUPLICATE_TABLE).note("it was declared", known.created))
            }
        }
    }

    /// Renames an index of a table, if it has one of this name.
    pub(crate) fn rename_index(&mut self, table: TableId, from: &str, to: &Name) -> Result<(), Fault> {
        let Some(index) = self.index_named(table, from) else { return Ok(()) };
        let (id, schema) = (index.id, index.schema.clone());
        self.free_index_name(table, to)?;
        if !self.rules().indexes_of_tables {
            self.catalog.relations.remove(&(schema.clone(), from.to_owned()));
            self.add_relation(&schema, &to.value, Relation::Index(id));
        }
        if let Some(index) = self.catalog.indexes.get_mut(&id) {
            index.name.clone_from(&to.value);
        }
        Ok(())
    }

    /// The indexes of a table that are no constraints, in the order of their creation.
    fn own_indexes(&self, table: TableId) -> Vec<Index> {
        let indexes = self.catalog.indexes(self.table_of(table));
        indexes.filter(|index| self.key_of_index(index).is_none()).cloned().collect()
    }

    /// Copies the indexes that are no constraints: `LIKE … INCLUDING INDEXES`.
    pub(crate) fn copy_indexes(&mut self, from: TableId, to: TableId, place: Place) {
        for index in self.own_indexes(from) {
            self.copy_index(&index, to, place);
        }
    }

    /// Gives a partition the keys and indexes of its partitioned table, in the order of their creation.
    ///
    /// PostgreSQL, `src/backend/commands/tablecmds.c`, `AttachPartitionEnsureIndexes`.
    pub(crate) fn inherit_indexes(&mut self, parent: TableId, partition: TableId, place: Place) -> Result<(), Fault> {
        let indexes: Vec<Index> = self.catalog.indexes(self.table_of(parent)).cloned().collect();
        for index in indexes {
            if self.key_of_index(&index).is_some() {
                self.inherit_constraint(partition, parent, &index.name)?;
            } else {
                self.inherit_index(&index, partition, place)?;
            }
        }
        Ok(())
    }

    /// Gives a partition an index of its table: the first that is like it and a part of no other, else a new one.
    ///
    /// A foreign table has none, so none that is unique can be had by all.
    fn inherit_index(&mut self, index: &Index, partition: TableId, place: Place) -> Result<(), Fault> {
        if self.is_foreign(partition) {
            return if index.unique { self.may_have(partition, "keys", self.last_place()) } else { Ok(()) };
        }
        let is_part = |own: &Index| {
            own.part_of.is_some() || self.key_of_index(own).is_some_and(|constraint| constraint.part_of.is_some())
        };
        let own = self.catalog.indexes(self.table_of(partition));
        let like = own.filter(|own| !is_part(own) && self.is_like(own, index)).map(|own| own.id).next();
        let id = match like {
            Some(own) => own,
            None => self.copy_index(index, partition, place),
        };
        if let Some(part) = self.catalog.indexes.get_mut(&id) {
            part.part_of = Some(index.id);
        }
        self.index_partitions(id)
    }

    /// Gives the partitions of an index's table the same index.
    fn index_partitions(&mut self, id: IndexId) -> Result<(), Fault> {
        let Some(index) = self.catalog.indexes.get(&id).cloned() else { return Ok(()) };
        for child in self.children(index.table) {
            if self.table_of(child).partition_of == Some(index.table) {
                self.inherit_index(&index, child, index.created)?;
            }
        }
        Ok(())
    }

    /// What is no partition any more keeps its indexes as its own.
    pub(crate) fn detach_indexes(&mut self, partition: TableId, parent: TableId) {
        let parts = self.catalog.indexes(self.table_of(partition));
        let parts = parts.filter(|index| index.part_of.is_some_and(|whole| whole.table == parent));
        for id in parts.map(|index| index.id).collect::<Vec<_>>() {
            if let Some(index) = self.catalog.indexes.get_mut(&id) {
                index.part_of = None;
            }
        }
    }

    /// The constraint that an index is of.
    pub(crate) fn key_of_index(&self, index: &Index) -> Option<&Constraint> {
        let constraints = &self.table_of(index.table).constraints;
        constraints.iter().find(|known| known.has_index() && known.name == index.name)
    }

    fn is_like(&self, one: &Index, other: &Index) -> bool {
        let (one, other) = (self.shape(one), self.shape(other));
        one.is_some() && one == other
    }

    /// What makes two indexes one, by names of columns; none for the index of an exclusion constraint.
    fn shape(&self, index: &Index) -> Option<Shape<'_>> {
        let table = self.table_of(index.table);
        let name = |id: &ColumnId| table.column_by_id(*id).name.as_str();
        let Some(constraint) = self.key_of_index(index) else {
            return Some(Shape {
                unique: index.unique,
                nulls_not_distinct: index.nulls_not_distinct,
                columns: index.columns.iter().map(|column| column.as_ref().map(name)).collect(),
                needs: index.needs.iter().map(name).collect(),
                predicate: index.predicate.clone(),
            });
        };
        let (columns, nulls_not_distinct) = match &constraint.kind {
            ConstraintKind::PrimaryKey { columns } => (columns, false),
            ConstraintKind::Unique { columns, nulls_not_distinct } => (columns, *nulls_not_distinct),
            _ => return None,
        };
        Some(Shape {
            unique: true,
            nulls_not_distinct,
            columns: columns.iter().map(name).map(Some).collect(),
            needs: constraint.include.iter().chain(columns).map(name).collect(),
            predicate: None,
        })
    }

    fn copy_index(&mut self, index: &Index, to: TableId, place: Place) -> IndexId {
        let source = self.table_of(index.table);
        let target = self.table_of(to);
        let same = |id| target.column(&source.column_by_id(id).name).map(Column::id);
        let columns: Vec<_> = index.columns.iter().map(|column| column.and_then(same)).collect();
        let needs: Vec<_> = index.needs.iter().copied().filter_map(same).collect();
        let name = self.choose_name(to, &joined(&index.part_names), "idx", true);
        let id = self.insert_index(to, &name, place);
        if let Some(copy) = self.catalog.indexes.get_mut(&id) {
            copy.unique = index.unique;
            copy.reordered = index.reordered;
            copy.nulls_not_distinct = index.nulls_not_distinct;
            copy.columns = columns;
            copy.needs = needs;
            copy.functions.clone_from(&index.functions);
            copy.part_names.clone_from(&index.part_names);
            copy.predicate.clone_from(&index.predicate);
        }
        id
    }

    /// `ALTER INDEX … ATTACH PARTITION`: the index of a partition becomes a part of that of its table.
    ///
    /// PostgreSQL, `src/backend/commands/tablecmds.c`, `ATExecAttachPartitionIdx`.
    pub(crate) fn attach_index(&mut self, whole: &QualifiedName, part: &QualifiedName) -> Result<(), Fault> {
        let (whole_index, part_index) = (self.index(whole)?, self.index(part)?);
        let (parent, child) = (self.table_of(whole_index.table), self.table_of(part_index.table));
        if parent.kind != TableKind::Partitioned {
            let message = format!("`{}` is not partitioned, so its indexes have no parts", parent.name);
            return Err(Fault::new(whole.place(), message));
        }
        let is_key = |known: &Constraint, index: &Index| known.has_index() && known.name == index.name;
        let key = |table: &Table, index: &Index| table.constraints.iter().position(|known| is_key(known, index));
        let (whole_key, part_key) = (key(parent, &whole_index), key(child, &part_index));
        let whole_id = whole_key.map(|at| parent.constraints[at].id);
        let attached = match part_key.filter(|_| whole_key.is_some()) {
            Some(at) => child.constraints[at].part_of == whole_id,
            None => part_index.part_of == Some(whole_index.id),
        };
        if attached {
            return Ok(());
        }
        let names = |table: &Table, at: usize| {
            let (kind, columns) = match &table.constraints[at].kind {
                ConstraintKind::PrimaryKey { columns } => (0, columns),
                ConstraintKind::Unique { columns, .. } => (1, columns),
                ConstraintKind::Exclude { columns, .. } => (2, columns),
                _ => return None,
            };
            Some((kind, table.column_names(columns).into_iter().map(str::to_owned).collect::<Vec<_>>()))
        };
        let alike = match (whole_key, part_key) {
            (Some(whole), Some(part)) => names(parent, whole).is_some_and(|whole| Some(whole) == names(child, part)),
            (None, None) => self.is_like(&part_index, &whole_index),
            _ => false,
        };
        let taken = self.catalog.indexes(child).any(|known| known.part_of == Some(whole_index.id))
            || (whole_id.is_some() && child.constraints.iter().any(|known| known.part_of == whole_id));
        if child.partition_of != Some(parent.id()) || !alike || taken {
            let message = format!("index `{}` can't be a part of the index `{}`", part_index.name, whole_index.name);
            return Err(Fault::new(part.place(), message)
                .note("that was created", whole_index.created)
                .help("it must be on a partition, of the same columns, and the only part there"));
        }
        if let Some(at) = part_key {
            let constraint = &mut self.table_mut(part_index.table).constraints[at];
            constraint.part_of = whole_id;
            constraint.inherited = 1;
            constraint.local = false;
        } else if let Some(part) = self.catalog.indexes.get_mut(&part_index.id) {
            part.part_of = Some(whole_index.id);
        }
        Ok(())
    }

    /// The index of this name.
    fn index(&self, name: &QualifiedName) -> Result<Index, Fault> {
        let Some((_, relation)) = self.find_relation(name) else {
            return Err(self.no_relation(ObjectKind::Index, name));
        };
        self.is_of_kind(relation, ObjectKind::Index, name)?;
        let found = match relation {
            Relation::Index(id) => self.catalog.indexes.get(&id).cloned(),
            _ => None,
        };
        found.ok_or_else(|| self.no_relation(ObjectKind::Index, name))
    }

    /// Takes an index away, with those of the partitions that are parts of it.
    pub(crate) fn remove_index(&mut self, id: IndexId) {
        let Some(index) = self.catalog.indexes.remove(&id) else { return };
        let key = (index.schema.clone(), index.name.clone());
        if self.catalog.relations.get(&key) == Some(&Relation::Index(id)) {
            self.catalog.relations.remove(&key);
        }
        if !self.catalog.tables.contains(&index.table) {
            return;
        }
        for part in self.parts_of_index(&index) {
            if let Some(key) = self.key_of_index(&part).map(|key| key.id) {
                self.table_mut(part.table).constraints.retain(|known| known.id != key);
            }
            self.remove_index(part.id);
        }
    }

    /// The indexes of partitions that are parts of this one.
    fn parts_of_index(&self, index: &Index) -> Vec<Index> {
        let children = self.children(index.table).into_iter();
        let parts = children.flat_map(|child| self.catalog.indexes(self.table_of(child)));
        parts.filter(|part| part.part_of == Some(index.id)).cloned().collect()
    }

    /// Errs where the index of a partition's key is a part of this one: the key is then in the way.
    pub(crate) fn is_of_no_key_below(&self, index: &Index, place: Place) -> Result<(), Fault> {
        let mut left = self.parts_of_index(index);
        while let Some(part) = left.pop() {
            if let Some(key) = self.key_of_index(&part) {
                let table = &self.table_of(part.table).name;
                let message = format!("the index of constraint `{}` of `{table}` is a part of this", key.name);
                return Err(Fault::new(place, message).note("it was declared", key.declared).help("add CASCADE"));
            }
            left.extend(self.parts_of_index(&part));
        }
        Ok(())
    }
}

/// The names of an index's parts as they stand in its own name.
pub(crate) fn joined(part_names: &[String]) -> String {
    clip(&part_names.join("_"), MAX_NAME).to_owned()
}

/// The names of an index's parts, with a number behind those that are there before.
///
/// PostgreSQL, `src/backend/commands/indexcmds.c`, `ChooseIndexColumnNames`.
pub(crate) fn numbered(names: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let mut free = name.clone();
        let mut number = 1;
        while all.contains(&free) {
            let digits = number.to_string();
            free = format!("{}{digits}", clip(&name, MAX_NAME - digits.len()));
            number += 1;
        }
        all.push(free);
    }
    all
}
