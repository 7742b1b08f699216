//! What a partitioned table is parted by, and what that asks of its keys and columns.
//!
//! <https://www.postgresql.org/docs/current/ddl-partitioning.html>

use super::Replay;
use crate::catalog::{ColumnId, TableId, TableKind};
use crate::ddl::{Fragment, Name};
use crate::fault::Fault;
use crate::source::Place;

/// Types without an order, which no key can be of: those without a default operator class for B-trees in
/// `pg_opclass`.
const UNORDERED: &[&str] = &[
    "aclitem",
    "box",
    "cid",
    "circle",
    "json",
    "jsonpath",
    "line",
    "lseg",
    "path",
    "pg_snapshot",
    "point",
    "polygon",
    "refcursor",
    "txid_snapshot",
    "xid",
    "xml",
];

/// The same of hashes.
const UNHASHED: &[&str] = &[
    "bit",
    "box",
    "circle",
    "json",
    "jsonpath",
    "line",
    "lseg",
    "money",
    "path",
    "pg_snapshot",
    "point",
    "polygon",
    "refcursor",
    "tsquery",
    "tsvector",
    "txid_snapshot",
    "varbit",
    "xml",
];

impl Replay {
    /// Notes by which columns a table is parted; an expression is one of none.
    pub(crate) fn part_by(
        &mut self,
        table: TableId,
        key: Vec<(Option<Name>, Fragment)>,
        hash: bool,
    ) -> Result<(), Fault> {
        let mut columns = Vec::new();
        for (column, expression) in key {
            match column {
                Some(name) => {
                    let id = self.column(table, &name)?;
                    if self.table_of(table).column_by_id(id).generated.is_some() {
                        let message = format!("column `{}` is generated, so nothing is parted by it", name.value);
                        return Err(Fault::new(name.place, message));
                    }
                    self.has_class(table, &[id], if hash { UNHASHED } else { UNORDERED }, name.place)?;
                    columns.push((Some(id), Vec::new()));
                }
                None => columns.push((None, self.columns_read(table, &expression))),
            }
        }
        self.table_mut(table).partition_key = columns;
        Ok(())
    }

    /// Errs where a parent is partitioned and should not be, or the other way round.
    pub(crate) fn is_partitioned(&self, parent: TableId, wanted: bool, place: Place) -> Result<(), Fault> {
        let parent = self.table_of(parent);
        let message = match (parent.kind == TableKind::Partitioned, wanted) {
            (true, false) => format!("`{}` is partitioned: it has partitions, and no tables that inherit", parent.name),
            (false, true) => format!("`{}` is not partitioned, so it has no partitions", parent.name),
            _ => return Ok(()),
        };
        Err(Fault::new(place, message).note("it was declared", parent.history.declared()))
    }

    /// Errs where a column's type has no order, which a B-tree over it needs.
    pub(crate) fn have_order(&self, table: TableId, columns: &[ColumnId], place: Place) -> Result<(), Fault> {
        self.has_class(table, columns, UNORDERED, place)
    }

    /// Errs where a column's type is one of those without an operator class.
    fn has_class(&self, table: TableId, columns: &[ColumnId], without: &[&str], place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        for column in columns.iter().map(|id| target.column_by_id(*id)) {
            if self.engines_own(&column.sql_type).is_some_and(|name| without.contains(&name)) {
                let sql_type = column.sql_type.display(&self.catalog);
                let message = format!("column `{}` can't be in a key, since `{sql_type}` has no order", column.name);
                return Err(Fault::new(place, message).note("it was declared", column.history.declared()));
            }
        }
        Ok(())
    }

    /// Errs where a key lacks a column that its table is parted by.
    pub(crate) fn has_partition_key(&self, table: TableId, columns: &[ColumnId], place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        for (column, _) in &target.partition_key {
            let Some(column) = column else {
                let message = format!("`{}` is parted by an expression, so it can have no key", target.name);
                return Err(Fault::new(place, message));
            };
            if !columns.contains(column) {
                let name = &target.column_by_id(*column).name;
                let message = format!("`{}` is parted by `{name}`, which each of its keys must have", target.name);
                return Err(Fault::new(place, message));
            }
        }
        Ok(())
    }

    /// Errs where a table is parted by a column, which can then neither go nor change.
    pub(crate) fn is_not_parted_by(&self, table: TableId, column: ColumnId, place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        let by = |(own, read): &(Option<ColumnId>, Vec<ColumnId>)| *own == Some(column) || read.contains(&column);
        if !target.partition_key.iter().any(by) {
            return Ok(());
        }
        let message = format!("`{}` is parted by column `{}`", target.name, target.column_by_id(column).name);
        Err(Fault::new(place, message))
    }
}
