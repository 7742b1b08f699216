//! Indexes, whose names are their table's: creating, dropping and renaming them.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/create-index>, <https://www.cockroachlabs.com/docs/v26.2/drop-index>

use super::super::ddl::{Index, IndexKind, IndexName};
use super::super::types::INVERTED;
use super::shards::key_columns;
use crate::catalog::{ColumnId, Constraint, ConstraintKind, IndexId, TableId, TableKind};
use crate::cursor::Name;
use crate::fault::{Fault, UNDEFINED_OBJECT};
use crate::postgres::replay::Postgres;
use crate::source::Place;

/// What the parts of an index are.
struct Parts {
    /// The columns; `None` for an expression.
    columns: Vec<Option<ColumnId>>,
    /// What each is called in the index's own name.
    names: Vec<String>,
    /// Every column that is needed.
    needs: Vec<ColumnId>,
    functions: Vec<String>,
}

impl Postgres {
    /// Adds an index or a key; `of_constraint` where it is one that `DROP INDEX` does not drop by itself.
    pub(super) fn add_index(&mut self, table: TableId, index: Index, of_constraint: bool) -> Result<(), Fault> {
        let target = self.table_of(table);
        if target.kind == TableKind::View {
            return Err(Fault::new(index.place, format!("`{}` is a view, which has no indexes", target.name)));
        }
        if target.unknown.is_some() {
            return Ok(());
        }
        if index.kind == IndexKind::Primary {
            return self.push_primary_key(table, &index);
        }
        if let Some(name) = &index.name {
            if index.if_not_exists && self.has_constraint_or_index(table, &name.value) {
                return Ok(());
            }
            self.free_index_name(table, name)?;
            self.free_constraint_name(self.table_of(table), name)?;
        }
        let Parts { columns, names, mut needs, functions } = self.parts(table, &index)?;
        let unique = matches!(index.kind, IndexKind::Unique | IndexKind::UniqueWithoutIndex);
        let name = match &index.name {
            Some(name) => name.value.clone(),
            None if index.kind == IndexKind::UniqueWithoutIndex => {
                self.free_index_or_constraint(table, &format!("unique_{}", names.join("_")), "_")
            }
            None => {
                let label = if unique { "key" } else { "idx" };
                let base = format!("{}_{}_{label}", self.table_of(table).name, names.join("_"));
                self.free_index_or_constraint(table, &base, "")
            }
        };
        let plain: Option<Vec<ColumnId>> = columns.iter().copied().collect();
        let mut stored = self.columns(table, &index.storing)?;
        stored.extend(self.add_shard_column(table, &index)?);
        if index.kind == IndexKind::UniqueWithoutIndex && !self.settings.unique_without_index {
            let setting = "experimental_enable_unique_without_index_constraints";
            return Err(Fault::new(index.place, "CockroachDB checks what is unique by an index")
                .help(format!("leave `WITHOUT INDEX` out, or SET {setting} = true")));
        }
        match plain {
            Some(columns) if unique && of_constraint && index.predicate.is_none() => {
                if index.kind == IndexKind::Unique {
                    self.insert_index(table, &name, index.place);
                }
                let kind = ConstraintKind::Unique { columns, nulls_not_distinct: false };
                self.push_constraint(table, name, kind, stored, index.place);
            }
            _ => {
                if let Some(predicate) = &index.predicate {
                    needs.extend(self.read_condition(table, predicate)?.columns);
                }
                needs.extend(stored);
                let id = self.insert_index(table, &name, index.place);
                if let Some(found) = self.catalog.indexes.get_mut(&id) {
                    found.unique = unique;
                    found.columns = columns;
                    found.needs = needs;
                    found.functions = functions;
                    found.part_names = names;
                    found.of_constraint = of_constraint && unique;
                    found.predicate = index.predicate.map(|predicate| predicate.text);
                }
            }
        }
        Ok(())
    }

    fn parts(&self, table: TableId, index: &Index) -> Result<Parts, Fault> {
        let mut found = Parts { columns: Vec::new(), names: Vec::new(), needs: Vec::new(), functions: Vec::new() };
        let mut expressions = 0;
        let last = index.parts.len() - 1;
        for (at, part) in index.parts.iter().enumerate() {
            match part.expression.column() {
                Some(name) => {
                    let id = self.column(table, name)?;
                    if found.columns.contains(&Some(id)) {
                        return Err(Fault::new(name.place, format!("column `{}` is there twice", name.value)));
                    }
                    match index.kind {
                        IndexKind::Inverted if at == last => self.can_be_inverted(table, id, name)?,
                        IndexKind::Vector if at == last => {}
                        _ => self.have_order(table, &[id], name.place)?,
                    }
                    found.columns.push(Some(id));
                    found.needs.push(id);
                    found.names.push(name.value.clone());
                }
                None => {
                    let read = self.read_of(table, &part.expression)?;
                    self.reads_nothing_computed(table, &read.columns, index.place)?;
                    found.columns.push(None);
                    found.needs.extend(read.columns);
                    found.functions.extend(read.functions);
                    found.names.push(if expressions == 0 { "expr".to_owned() } else { format!("expr{expressions}") });
                    expressions += 1;
                }
            }
        }
        Ok(found)
    }

    /// <https://www.cockroachlabs.com/docs/v26.2/expression-indexes#known-limitations>
    fn reads_nothing_computed(&self, table: TableId, columns: &[ColumnId], place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        let computed = columns.iter().map(|id| target.column_by_id(*id)).find(|column| column.generated.is_some());
        match computed {
            None => Ok(()),
            Some(column) => {
                let message =
                    format!("an index can't be of an expression that reads `{}`, which is computed", column.name);
                Err(Fault::new(place, message).note("it was declared", column.history.declared()))
            }
        }
    }

    /// <https://www.cockroachlabs.com/docs/v26.2/inverted-indexes>
    fn can_be_inverted(&self, table: TableId, column: ColumnId, name: &Name) -> Result<(), Fault> {
        let column = self.table_of(table).column_by_id(column);
        let invertible =
            column.sql_type.array || self.engines_own(&column.sql_type).is_some_and(|known| INVERTED.contains(&known));
        if invertible {
            return Ok(());
        }
        let shown = column.sql_type.display(&self.catalog);
        Err(Fault::new(name.place, format!("no inverted index can end with `{}`, which is `{shown}`", name.value))
            .note("it was declared", column.history.declared()))
    }

    pub(super) fn has_constraint_or_index(&self, table: TableId, name: &str) -> bool {
        self.index_named(table, name).is_some()
            || self.table_of(table).constraints.iter().any(|known| known.name == name)
    }

    /// A name that no index and no constraint of the table has, with a number where it is taken.
    pub(super) fn free_index_or_constraint(&self, table: TableId, base: &str, part: &str) -> String {
        let mut free = base.to_owned();
        let mut number = 1;
        while self.has_constraint_or_index(table, &free) {
            free = format!("{base}{part}{number}");
            number += 1;
        }
        free
    }

    /// The index that a name stands for: that of one table, or the only one of this name in the schema.
    ///
    /// <https://www.cockroachlabs.com/docs/v26.2/drop-index#parameters>
    fn find_index(&self, wanted: &IndexName) -> Result<Option<(TableId, IndexId)>, Fault> {
        if let Some(table) = &wanted.table {
            let table = self.table(table)?;
            return Ok(self.index_named(table, &wanted.name.value).map(|index| (table, index.id)));
        }
        let schemas = match &wanted.schema {
            Some(schema) => vec![schema.value.clone()],
            None => self.path(),
        };
        for schema in schemas {
            let of_schema = |table: &&crate::catalog::Table| table.schema == schema;
            let tables: Vec<TableId> = self.catalog.tables().filter(of_schema).map(crate::catalog::Table::id).collect();
            let mut found =
                tables.iter().filter_map(|table| Some((*table, self.index_named(*table, &wanted.name.value)?.id)));
            match (found.next(), found.next()) {
                (Some(only), None) => return Ok(Some(only)),
                (Some((one, _)), Some((other, _))) => {
                    let (one, other) = (&self.table_of(one).name, &self.table_of(other).name);
                    let name = &wanted.name.value;
                    let message = format!("`{one}` and `{other}` both have an index `{name}`");
                    return Err(Fault::new(wanted.name.place, message).help(format!("say which: {one}@{name}")));
                }
                (None, _) => {}
            }
        }
        Ok(None)
    }

    fn no_index(&self, wanted: &IndexName) -> Fault {
        let of = wanted.table.as_ref().map(|table| format!(" on table `{}`", table.name.value)).unwrap_or_default();
        Fault::new(wanted.name.place, format!("there is no index `{}`{of}", wanted.name.value)).state(UNDEFINED_OBJECT)
    }

    /// Errs where there is no such index.
    pub(super) fn has_index(&self, wanted: &IndexName) -> Result<(), Fault> {
        self.find_index(wanted)?.map(|_| ()).ok_or_else(|| self.no_index(wanted))
    }

    pub(super) fn drop_own_index(&mut self, wanted: &IndexName, if_exists: bool, cascade: bool) -> Result<(), Fault> {
        let Some((table, id)) = self.find_index(wanted)? else {
            return if if_exists { Ok(()) } else { Err(self.no_index(wanted)) };
        };
        let (name, place) = (&wanted.name.value, wanted.name.place);
        let target = self.table_of(table);
        let constraint = target.constraints.iter().find(|known| known.name == *name);
        if let Some(key) = constraint.filter(|key| matches!(key.kind, ConstraintKind::PrimaryKey { .. })) {
            let message = format!("index `{name}` is the primary key of `{}`", target.name);
            return Err(Fault::new(place, message).note("it was declared", key.declared));
        }
        let index = self.catalog.indexes.get(&id).cloned();
        let of_constraint = index.as_ref().is_some_and(|index| index.of_constraint);
        if !cascade && (of_constraint || constraint.is_some_and(|known| !key_columns(&known.kind).is_empty())) {
            let message = format!("index `{name}` stands for a constraint of that name");
            return Err(Fault::new(place, message).help("add CASCADE"));
        }
        self.drop_key(table, name, cascade, place)
    }

    /// Takes a key or an index away; foreign keys may stand on another one of the same columns.
    pub(super) fn drop_key(&mut self, table: TableId, name: &str, cascade: bool, place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        let index = self.index_named(table, name).cloned();
        let of_constraint = target.constraints.iter().find(|known| known.name == name);
        let columns: Option<Vec<ColumnId>> = match (of_constraint, &index) {
            (Some(constraint), _) => Some(key_columns(&constraint.kind).to_vec()),
            (None, Some(index)) if index.unique && index.predicate.is_none() => index.columns.iter().copied().collect(),
            _ => None,
        };
        let keys = columns.filter(|columns| !columns.is_empty());
        if let Some(index) = &index {
            self.remove_index(index.id);
        }
        self.table_mut(table).constraints.retain(|known| known.name != name);
        if let Some(columns) = keys
            && !self.is_key(self.table_of(table), &columns)
        {
            self.drop_referring(table, cascade, place, name, |key| {
                key.parent_columns.len() == columns.len() && columns.iter().all(|id| key.parent_columns.contains(id))
            })?;
        }
        self.drop_unused_shards(table);
        Ok(())
    }

    pub(super) fn rename_own_index(&mut self, wanted: &IndexName, to: &Name, if_exists: bool) -> Result<(), Fault> {
        let Some((table, _)) = self.find_index(wanted)? else {
            return if if_exists { Ok(()) } else { Err(self.no_index(wanted)) };
        };
        self.free_index_name(table, to)?;
        self.free_constraint_name(self.table_of(table), to)?;
        self.rename_index(table, &wanted.name.value, to)?;
        let is_key = |known: &Constraint| known.name == wanted.name.value && !key_columns(&known.kind).is_empty();
        for constraint in self.table_mut(table).constraints.filter_mut(is_key) {
            constraint.name.clone_from(&to.value);
        }
        Ok(())
    }
}
