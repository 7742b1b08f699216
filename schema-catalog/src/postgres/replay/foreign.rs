//! Foreign tables, whose rows another server keeps, so that nothing here can see to it that they are different.
//!
//! <https://www.postgresql.org/docs/current/sql-createforeigntable.html>

use super::Postgres;
use crate::catalog::{TableId, TableKind};
use crate::fault::Fault;
use crate::source::Place;

impl Postgres {
    pub(crate) fn is_foreign(&self, table: TableId) -> bool {
        self.table_of(table).kind == TableKind::Foreign
    }

    /// Errs where a foreign table would get a key or an index, for itself or as a partition.
    pub(crate) fn may_have(&self, table: TableId, what: &str, place: Place) -> Result<(), Fault> {
        if !self.is_foreign(table) {
            return Ok(());
        }
        let target = self.table_of(table);
        let fault = Fault::new(place, format!("`{}` is a foreign table, which has no {what}", target.name));
        Err(match target.partition_of {
            Some(parent) => {
                let parent = &self.table_of(parent).name;
                fault.note(
                    format!("it is a partition of `{parent}`, so that has none either; it was declared"),
                    target.history.declared(),
                )
            }
            None => fault,
        })
    }
}
