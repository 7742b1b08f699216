//! The hidden columns by which hash-sharded indexes are parted.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/hash-sharded-indexes>

use super::super::ddl::Index;
use crate::catalog::{Column, ColumnId, ConstraintKind, Generation, SqlType, Table, TableId};
use crate::cursor::Name;
use crate::fault::Fault;
use crate::postgres::replay::Postgres;
use crate::source::Place;

/// Whether a column is one of those.
pub(super) fn is_shard(column: &Column) -> bool {
    column.hidden
        && column.generated.is_some()
        && column.name.starts_with("crdb_internal_")
        && column.name.contains("_shard_")
}

/// `crdb_internal_a_b_shard_16`, with the columns sorted.
fn shard_name(names: &[&str], count: &str) -> String {
    let mut names = names.to_vec();
    names.sort_unstable();
    format!("crdb_internal_{}_shard_{count}", names.join("_"))
}

/// The columns of an index that are hashed.
fn hashed(index: &Index) -> Option<(Vec<&Name>, u32)> {
    let shards = index.shards.as_ref()?;
    let names = match &shards.columns {
        Some(columns) => columns.iter().collect(),
        None => index.parts.iter().filter_map(|part| part.expression.column()).collect(),
    };
    Some((names, shards.count))
}

impl Postgres {
    /// Adds the shard column of an index, if it has one that is not there yet.
    pub(super) fn add_shard_column(&mut self, table: TableId, index: &Index) -> Result<Option<ColumnId>, Fault> {
        let Some((names, _)) = hashed(index) else { return Ok(None) };
        let mut columns = Vec::new();
        for name in names {
            let id = self.column(table, name)?;
            if self.table_of(table).column_by_id(id).generated.is_some() {
                let message = format!("column `{}` is computed, so no index can be sharded by it", name.value);
                return Err(Fault::new(name.place, message));
            }
            columns.push(id);
        }
        let shard = self.add_shard_column_before(table, index)?;
        if let Some(shard) = shard
            && let Some(generated) = &mut self.column_mut(table, shard).generated
        {
            generated.columns = columns;
        }
        Ok(shard)
    }

    /// Adds the shard column of an index whose own columns need not be there yet.
    pub(super) fn add_shard_column_before(&mut self, table: TableId, index: &Index) -> Result<Option<ColumnId>, Fault> {
        let Some((names, count)) = hashed(index) else { return Ok(None) };
        let names: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
        let name = shard_name(&names, &count.to_string());
        if let Some(known) = self.table_of(table).column(&name) {
            return Ok(Some(known.id()));
        }
        let expression = format!("mod(fnv32(md5(crdb_internal.datums_to_bytes({}))), {count})", names.join(", "));
        self.push_shard(table, name, expression, Vec::new(), index.place).map(Some)
    }

    pub(super) fn push_shard(
        &mut self,
        table: TableId,
        name: String,
        expression: String,
        columns: Vec<ColumnId>,
        place: Place,
    ) -> Result<ColumnId, Fault> {
        let mut column = self.new_column(table, name, SqlType::of("int8"), place)?;
        column.hidden = true;
        column.not_null = true;
        column.nullable = false;
        column.generated = Some(Generation { expression, stored: false, columns, functions: Vec::new() });
        let id = column.id();
        self.table_mut(table).columns.push(column);
        Ok(id)
    }

    /// Shard columns go with the last index that has them.
    pub(super) fn drop_unused_shards(&mut self, table: TableId) {
        let target = self.table_of(table);
        let used = |shard: ColumnId| {
            self.catalog.indexes(target).any(|index| index.needs.contains(&shard))
                || target.constraints.iter().any(|constraint| {
                    constraint.include.contains(&shard) || key_columns(&constraint.kind).contains(&shard)
                })
        };
        let unused: Vec<ColumnId> =
            target.columns.iter().filter(|column| is_shard(column) && !used(column.id())).map(Column::id).collect();
        self.table_mut(table).columns.retain(|column| !unused.contains(&column.id()));
    }

    /// Drops the indexes that are parted by a column, which is to be dropped.
    pub(super) fn drop_sharded_by(&mut self, table: TableId, column: &Name, cascade: bool) -> Result<(), Fault> {
        let id = self.column(table, column)?;
        let target = self.table_of(table);
        let by_it = |shard: &&Column| {
            is_shard(shard) && shard.generated.as_ref().is_some_and(|generated| generated.columns.contains(&id))
        };
        let shards: Vec<ColumnId> = target.columns.iter().filter(by_it).map(Column::id).collect();
        let indexes = self.catalog.indexes(target).filter(|index| index.needs.iter().any(|id| shards.contains(id)));
        let keys = target.constraints.iter().filter(|key| key.include.iter().any(|id| shards.contains(id)));
        let names: Vec<String> =
            indexes.map(|index| index.name.clone()).chain(keys.map(|key| key.name.clone())).collect();
        names.iter().try_for_each(|name| self.drop_key(table, name, cascade, column.place))
    }

    /// A shard column is called after the columns that it is made of.
    pub(super) fn rename_shards(&mut self, table: TableId, of: ColumnId) {
        let target = self.table_of(table);
        let renamed: Vec<(ColumnId, String)> = target
            .columns
            .iter()
            .filter(|column| is_shard(column))
            .filter_map(|shard| renamed(target, shard, of))
            .collect();
        for (shard, name) in renamed {
            self.column_mut(table, shard).name = name;
        }
    }
}

fn renamed(table: &Table, shard: &Column, of: ColumnId) -> Option<(ColumnId, String)> {
    let columns = &shard.generated.as_ref()?.columns;
    let (_, count) = shard.name.rsplit_once("_shard_")?;
    columns.contains(&of).then(|| (shard.id(), shard_name(&table.column_names(columns), count)))
}

/// The columns of a key; none of another constraint.
pub(super) fn key_columns(kind: &ConstraintKind) -> &[ColumnId] {
    match kind {
        ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => columns,
        _ => &[],
    }
}
