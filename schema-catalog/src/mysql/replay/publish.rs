//! What the catalog shows of a table: its constraints and indexes, made of what the engine keeps.

use super::Mysql;
use super::definition::{Draft, TableName};
use super::names::find_column;
use crate::catalog::{self, ConstraintKind, ForeignKey, Index, IndexId, List, MatchType, Relation, Table, TableId};
use crate::catalog::{ColumnId, Constraint};
use crate::fault::Fault;
use crate::mysql::ddl::KeyKind;
use crate::source::Place;

impl Mysql {
    /// Puts a table in the catalog, new or changed, and all that follows from it.
    pub(crate) fn publish(&mut self, mut draft: Draft) -> Result<(), Fault> {
        self.name_checks(&mut draft);
        let Draft { table, definition, .. } = draft;
        let id = table.id();
        let name = (table.schema.clone(), table.name.clone());
        self.forget_names(id);
        for named in definition.names_tables() {
            self.named_by.insert((named.clone(), id), ());
        }
        for key in &definition.foreign_keys {
            self.foreign_names.insert((name.0.clone(), key.name.to_lowercase()), id);
        }
        self.catalog.relations.insert(name.clone(), Relation::Table(id));
        self.catalog.tables.insert(id, table);
        self.catalog.definitions.insert(id, definition);
        self.show_constraints(id);
        self.show_indexes(id);
        self.touch(&name);
        Ok(())
    }

    /// Forgets which tables this one names, and under which names of foreign keys it goes.
    pub(crate) fn forget_names(&mut self, id: TableId) {
        let Some(old) = self.catalog.definitions.get(&id) else { return };
        let database = self.catalog.table_by_id(id).schema.clone();
        let named: Vec<TableName> = old.names_tables().cloned().collect();
        let foreign: Vec<String> = old.foreign_keys.iter().map(|key| key.name.to_lowercase()).collect();
        for name in named {
            self.named_by.remove(&(name, id));
        }
        for name in foreign {
            self.foreign_names.remove(&(database.clone(), name));
        }
    }

    /// Something became of the table of this name: the foreign keys to it and the views of it follow.
    pub(crate) fn touch(&mut self, name: &TableName) {
        let mut pending = vec![name.clone()];
        let mut seen: Vec<TableId> = Vec::new();
        while let Some(name) = pending.pop() {
            for id in self.naming(&name) {
                if seen.contains(&id) {
                    continue;
                }
                if self.definition(id).view.is_none() {
                    self.show_constraints(id);
                } else {
                    // A view of a view follows as well; one that reads itself ends here.
                    seen.push(id);
                    self.show_view(id);
                    let view = self.catalog.table_by_id(id);
                    pending.push((view.schema.clone(), view.name.clone()));
                }
            }
        }
    }

    fn show_constraints(&mut self, id: TableId) {
        let definition = self.definition(id);
        let mut constraints = List::default();
        let mut add = |name: &str, kind: ConstraintKind, declared: Place| {
            let name = name.to_owned();
            constraints.push(Constraint::new(name, kind, declared));
        };
        for key in &definition.keys {
            let columns: Vec<ColumnId> = key.parts.iter().filter_map(|part| part.column).collect();
            match key.kind {
                KeyKind::Primary => add(&key.name, ConstraintKind::PrimaryKey { columns }, key.declared),
                KeyKind::Unique => {
                    add(&key.name, ConstraintKind::Unique { columns, nulls_not_distinct: false }, key.declared);
                }
                KeyKind::Plain | KeyKind::Fulltext | KeyKind::Spatial => {}
            }
        }
        for key in &definition.foreign_keys {
            // A key to a table that is not there (yet) is none to those who read the catalog.
            let Some((parent, parent_columns)) = self.parent(key) else { continue };
            let (columns, match_type) = (key.columns.clone(), MatchType::Simple);
            let (on_delete, on_update) = (key.on_delete, key.on_update);
            let foreign =
                ForeignKey { columns, parent, parent_columns, on_delete, on_update, match_type, written: None };
            add(&key.name, ConstraintKind::ForeignKey(foreign), key.declared);
        }
        for check in &definition.checks {
            let (expression, columns) = (check.expression.clone(), check.columns.clone());
            let shown = catalog::Check {
                expression,
                columns,
                functions: Vec::new(),
                one_of: None,
                no_inherit: false,
                whole_row: false,
            };
            add(&check.name, ConstraintKind::Check(shown), check.declared);
        }
        if let Some(table) = self.catalog.tables.get_mut(&id) {
            table.constraints = constraints;
        }
    }

    /// The table and columns that a foreign key refers to, if they are there.
    fn parent(&self, key: &super::definition::ForeignKey) -> Option<(TableId, Vec<ColumnId>)> {
        let parent = self.catalog.table_in(&key.parent.0, &key.parent.1)?;
        let column = |name: &String| find_column(parent, name).map(catalog::Column::id);
        Some((parent.id(), key.parent_columns.iter().map(column).collect::<Option<_>>()?))
    }

    fn show_indexes(&mut self, id: TableId) {
        self.hide_indexes(id);
        let table = self.catalog.table_by_id(id);
        let mut indexes = Vec::new();
        for (number, key) in self.definition(id).keys.iter().enumerate() {
            if matches!(key.kind, KeyKind::Primary | KeyKind::Unique) {
                continue;
            }
            let columns: Vec<Option<ColumnId>> = key.parts.iter().map(|part| part.column).collect();
            indexes.push(Index {
                id: IndexId { table: id, number: number as u32 },
                schema: table.schema.clone(),
                name: key.name.clone(),
                table: id,
                unique: false,
                nulls_not_distinct: false,
                concurrently: false,
                needs: columns.iter().copied().flatten().collect(),
                columns,
                predicate: None,
                by_order: false,
                reordered: false,
                part_names: Vec::new(),
                key_names: String::new(),
                functions: Vec::new(),
                part_of: None,
                of_constraint: false,
                created: key.declared,
            });
        }
        for index in indexes {
            self.catalog.indexes.insert(index.id, index);
        }
    }

    pub(crate) fn hide_indexes(&mut self, id: TableId) {
        let numbers: Vec<IndexId> = self.catalog.indexes(self.catalog.table_by_id(id)).map(|index| index.id).collect();
        for number in numbers {
            self.catalog.indexes.remove(&number);
        }
    }

    /// Takes a table out of the catalog.
    pub(crate) fn remove(&mut self, id: TableId, place: Place) {
        self.hide_indexes(id);
        self.forget_names(id);
        let Table { schema, name, .. } = self.catalog.table_by_id(id);
        let name = (schema.clone(), name.clone());
        self.catalog.relations.remove(&name);
        self.catalog.former_tables.insert(name.clone(), ("dropped".to_owned(), place));
        self.catalog.tables.remove(&id);
        self.catalog.definitions.remove(&id);
        self.touch(&name);
    }
}
