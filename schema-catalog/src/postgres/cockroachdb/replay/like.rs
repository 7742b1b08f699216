//! `CREATE TABLE … (LIKE other)`: what is copied has the names that it has there.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/create-table#create-a-table-like-an-existing-table>

use super::shards::is_shard;
use crate::catalog::{Check, Column, ColumnId, Constraint, ConstraintKind, Generation, Index, Table, TableId};
use crate::fault::{DUPLICATE_COLUMN, Fault};
use crate::postgres::ddl::Like;
use crate::postgres::replay::Postgres;
use crate::source::Place;

/// The columns of one table as those of another that have the same names; `None` where one is not there.
fn same(source: &Table, target: &Table, columns: &[ColumnId]) -> Option<Vec<ColumnId>> {
    columns.iter().map(|id| target.column(&source.column_by_id(*id).name).map(Column::id)).collect()
}

impl Postgres {
    /// Copies the columns, but for those that the other table got unasked.
    pub(super) fn like_columns(&mut self, table: TableId, like: &Like) -> Result<(TableId, Like), Fault> {
        let source_id = self.table(&like.source)?;
        let source = self.table_of(source_id).clone();
        let place = like.source.place();
        if let Some(unknown) = &source.unknown {
            self.table_mut(table).unknown = Some(unknown.clone());
            return Ok((source_id, like.clone()));
        }
        let rowid = self.unasked_rowid(source_id);
        for column in source.columns.iter().filter(|column| !is_shard(column) && Some(column.id()) != rowid) {
            if self.table_of(table).column(&column.name).is_some() {
                return Err(
                    Fault::new(place, format!("column `{}` is declared twice", column.name)).state(DUPLICATE_COLUMN)
                );
            }
            let mut copy = self.new_column(table, column.name.clone(), column.sql_type.clone(), place)?;
            copy.not_null = column.not_null;
            copy.hidden = column.hidden;
            self.refresh_nullable(&mut copy);
            if like.includes("defaults") {
                copy.default.clone_from(&column.default);
            }
            let id = copy.id();
            self.table_mut(table).columns.push(copy);
            if let Some(identity) = column.identity.filter(|_| like.includes("identity")) {
                self.make_identity(table, id, identity, place)?;
            }
        }
        for column in source.columns.iter().filter(|column| like.includes("generated") && !is_shard(column)) {
            let Some(generation) = &column.generated else { continue };
            let columns = same(&source, self.table_of(table), &generation.columns).unwrap_or_default();
            if let Some(id) = self.table_of(table).column(&column.name).map(Column::id) {
                self.column_mut(table, id).generated = Some(Generation { columns, ..generation.clone() });
            }
        }
        Ok((source_id, like.clone()))
    }

    /// Whether the primary key is copied: not one that the other table got unasked.
    pub(super) fn copies_key(&self, source: TableId, like: &Like) -> bool {
        like.includes("indexes") && self.unasked_rowid(source).is_none()
    }

    pub(super) fn like_shards(
        &mut self,
        table: TableId,
        source: TableId,
        like: &Like,
        place: Place,
    ) -> Result<(), Fault> {
        let source = self.table_of(source).clone();
        for shard in source.columns.iter().filter(|column| is_shard(column) && like.includes("indexes")) {
            let Some(generation) = &shard.generated else { continue };
            let columns = same(&source, self.table_of(table), &generation.columns);
            if let Some(columns) = columns
                && self.table_of(table).column(&shard.name).is_none()
            {
                self.push_shard(table, shard.name.clone(), generation.expression.clone(), columns, place)?;
            }
        }
        Ok(())
    }

    pub(super) fn like_key(&mut self, table: TableId, source: TableId, place: Place) -> Result<(), Fault> {
        let Some(key) = self.own_primary_key(source).cloned() else { return Ok(()) };
        let (from, to) = (self.table_of(source), self.table_of(table));
        let columns = same(from, to, from.primary_key()).unwrap_or_default();
        let include = same(from, to, &key.include).unwrap_or_default();
        self.push_primary(table, key.name, columns, include, place);
        Ok(())
    }

    /// Copies the other keys, the indexes and the checks.
    pub(super) fn like_rest(
        &mut self,
        table: TableId,
        source: TableId,
        like: &Like,
        place: Place,
    ) -> Result<(), Fault> {
        let from = self.table_of(source).clone();
        let indexes: Vec<Index> = self.catalog.indexes(&from).cloned().collect();
        for constraint in &from.constraints {
            let Constraint { name, kind, include, .. } = constraint;
            let to = self.table_of(table);
            let include = same(&from, to, include).unwrap_or_default();
            let copied = match kind {
                ConstraintKind::Unique { columns, nulls_not_distinct } if like.includes("indexes") => {
                    let columns = same(&from, to, columns).unwrap_or_default();
                    self.insert_index(table, name, place);
                    ConstraintKind::Unique { columns, nulls_not_distinct: *nulls_not_distinct }
                }
                ConstraintKind::Check(check) if like.includes("constraints") => {
                    let columns = same(&from, to, &check.columns).unwrap_or_default();
                    let one_of = check
                        .one_of
                        .as_ref()
                        .and_then(|(column, values)| Some((*same(&from, to, &[*column])?.first()?, values.clone())));
                    ConstraintKind::Check(Check { columns, one_of, ..check.clone() })
                }
                _ => continue,
            };
            self.push_constraint(table, name.clone(), copied, include, place);
        }
        let of_constraint = |index: &&Index| from.constraints.iter().any(|known| known.name == index.name);
        for index in indexes.iter().filter(|index| like.includes("indexes") && !of_constraint(index)) {
            let to = self.table_of(table);
            let column = |id: &Option<ColumnId>| id.and_then(|id| same(&from, to, &[id])?.first().copied());
            let columns = index.columns.iter().map(column).collect();
            let needs = same(&from, to, &index.needs).unwrap_or_default();
            let id = self.insert_index(table, &index.name, place);
            if let Some(copy) = self.catalog.indexes.get_mut(&id) {
                *copy =
                    Index { columns, needs, id, table, schema: copy.schema.clone(), created: place, ..index.clone() };
            }
        }
        Ok(())
    }
}
