//! How long tables stay: to the end of a session, until a crash, or for ever. None refers to one that may go before it.
//!
//! <https://www.postgresql.org/docs/current/sql-createtable.html>

use super::Postgres;
use crate::catalog::{TEMPORARY, TableId, TableKind};
use crate::fault::Fault;
use crate::source::Place;

impl Postgres {
    /// `SET LOGGED` and `SET UNLOGGED`, which is nothing to a partitioned table, since it has no rows itself.
    pub(crate) fn set_logged(&mut self, table: TableId, logged: bool, place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        if target.schema == TEMPORARY {
            let message = format!("`{}` is temporary, so it is not logged", target.name);
            return Err(Fault::new(place, message).note("it was declared", target.history.declared()));
        }
        if target.kind != TableKind::Table {
            return Ok(());
        }
        self.table_mut(table).unlogged = !logged;
        for child in self.catalog.dependents(table).into_iter().chain([table]) {
            let Some(child) = self.catalog.tables.get(&child) else { continue };
            for parent in child.foreign_keys().map(|(_, key)| key.parent) {
                if child.id() == table || parent == table {
                    self.stays_as_long(child.id(), parent, place)?;
                }
            }
        }
        Ok(())
    }

    /// Errs where a table would refer to one that may go before it.
    pub(crate) fn stays_as_long(&self, table: TableId, parent: TableId, place: Place) -> Result<(), Fault> {
        let (child, parent) = (self.table_of(table), self.table_of(parent));
        let message = match (child.schema == TEMPORARY, parent.schema == TEMPORARY) {
            (true, false) => {
                format!("`{}` is temporary, and `{}`, to which it refers, is not", child.name, parent.name)
            }
            (false, true) => format!("`{}` can't refer to `{}`, which is temporary", child.name, parent.name),
            (false, false) if parent.unlogged && !child.unlogged => {
                format!("`{}` can't refer to `{}`, which is unlogged", child.name, parent.name)
            }
            _ => return Ok(()),
        };
        Err(Fault::new(place, message).note("that was declared", parent.history.declared()))
    }
}
