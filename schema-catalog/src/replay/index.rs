//! Indexes: those that are unique say something about a table, and the names of all are taken.

use super::Replay;
use crate::catalog::{Index, IndexId, Relation, TableId};
use crate::ddl::{CreateIndex, MAX_NAME, Name, clip};
use crate::fault::Fault;
use crate::source::Place;

impl Replay {
    pub(crate) fn create_index(&mut self, create: CreateIndex) -> Result<(), Fault> {
        let table = self.table(&create.table)?;
        let schema = self.table_of(table).schema.clone();
        let mut columns = Vec::new();
        let mut needs = self.columns(table, &create.include)?;
        let mut parts = Vec::new();
        for (column, expression) in &create.columns {
            match column {
                Some(name) => {
                    let id = self.column(table, name)?;
                    columns.push(Some(id));
                    needs.push(id);
                    parts.push(name.value.clone());
                }
                None => {
                    columns.push(None);
                    needs.extend(self.columns_read(table, expression));
                    parts.push(expression_name(&expression.text));
                }
            }
        }
        if let Some(predicate) = &create.predicate {
            needs.extend(self.columns_read(table, predicate));
        }
        let name = match create.name {
            Some(name) => {
                if create.if_not_exists && self.catalog.relations.contains(&(schema.clone(), name.value.clone())) {
                    return Ok(());
                }
                self.free_relation_name(&schema, &name)?;
                name.value
            }
            None => {
                parts.extend(create.include.iter().map(|name| name.value.clone()));
                let addition = clip(&parts.join("_"), MAX_NAME).to_owned();
                self.choose_name(self.table_of(table), &addition, "idx", true)
            }
        };
        let id = self.insert_index(table, &name, create.place);
        if let Some(index) = self.catalog.indexes.get_mut(&id) {
            index.unique = create.unique;
            index.columns = columns;
            index.needs = needs;
            index.predicate = create.predicate.map(|predicate| predicate.text);
        }
        self.add_relation(&schema, &name, Relation::Index(id));
        Ok(())
    }

    /// An index that says nothing yet: as such it stands for the index of a constraint.
    pub(crate) fn insert_index(&mut self, table: TableId, name: &str, created: Place) -> IndexId {
        let id = IndexId(self.new_id());
        let schema = self.table_of(table).schema.clone();
        let name = name.to_owned();
        let (columns, needs) = (Vec::new(), Vec::new());
        let index = Index { id, schema, name, table, unique: false, columns, predicate: None, needs, created };
        self.catalog.indexes.insert(id, index);
        id
    }

    /// Renames an index, if there is one of this name.
    pub(crate) fn rename_index(&mut self, schema: &str, from: &str, to: &Name) -> Result<(), Fault> {
        let key = (schema.to_owned(), from.to_owned());
        let Some(Relation::Index(id)) = self.catalog.relations.get(&key).copied() else { return Ok(()) };
        self.free_relation_name(schema, to)?;
        self.catalog.relations.remove(&key);
        self.add_relation(schema, &to.value, Relation::Index(id));
        if let Some(index) = self.catalog.indexes.get_mut(&id) {
            index.name.clone_from(&to.value);
        }
        Ok(())
    }

    /// Copies the indexes that are no constraints: `LIKE … INCLUDING INDEXES`.
    pub(crate) fn copy_indexes(&mut self, from: TableId, to: TableId, place: Place) {
        let source = self.table_of(from).clone();
        let is_constraint = |name: &str| source.constraints.iter().any(|constraint| constraint.name == name);
        let indexes: Vec<Index> =
            self.catalog.indexes(&source).filter(|index| !is_constraint(&index.name)).cloned().collect();
        for index in indexes {
            let target = self.table_of(to);
            let same = |id| target.column(&source.column_by_id(id).name).map(crate::catalog::Column::id);
            let columns: Vec<_> = index.columns.iter().map(|column| column.and_then(same)).collect();
            let needs: Vec<_> = index.needs.iter().copied().filter_map(same).collect();
            let parts: Vec<&str> = index
                .columns
                .iter()
                .map(|column| column.map_or("expr", |id| source.column_by_id(id).name.as_str()))
                .collect();
            let name = self.choose_name(target, clip(&parts.join("_"), MAX_NAME), "idx", true);
            let schema = target.schema.clone();
            let id = self.insert_index(to, &name, place);
            if let Some(copy) = self.catalog.indexes.get_mut(&id) {
                copy.unique = index.unique;
                copy.columns = columns;
                copy.needs = needs;
                copy.predicate = index.predicate;
            }
            self.add_relation(&schema, &name, Relation::Index(id));
        }
    }

    /// Takes an index away.
    pub(crate) fn remove_index(&mut self, id: IndexId) {
        if let Some(index) = self.catalog.indexes.remove(&id) {
            self.catalog.relations.remove(&(index.schema.clone(), index.name.clone()));
        }
    }

    pub(crate) fn create_sequence(
        &mut self,
        name: &crate::ddl::QualifiedName,
        if_not_exists: bool,
        temporary: bool,
    ) -> Result<(), Fault> {
        let schema = self.schema_for(name, temporary)?;
        if if_not_exists && self.catalog.relations.contains(&(schema.clone(), name.name.value.clone())) {
            return Ok(());
        }
        self.free_relation_name(&schema, &name.name)?;
        self.add_relation(&schema, &name.name.value, Relation::Sequence(None));
        Ok(())
    }
}

/// What the engine calls an expression in the name of an index: the function called, or `expr`.
fn expression_name(text: &str) -> String {
    let text = text.trim_start_matches('(');
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let called = text[word.len()..].trim_start().starts_with('(');
    if called && !word.is_empty() { word.to_ascii_lowercase() } else { "expr".to_owned() }
}
