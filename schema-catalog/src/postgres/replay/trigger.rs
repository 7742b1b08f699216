//! Triggers: what runs where rows are written or DDL is, as far as it may change tables.

use super::Postgres;
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;

impl Postgres {
    /// `CREATE TRIGGER`.
    pub(crate) fn create_trigger(&mut self, name: Name, table: &QualifiedName, routine: Name) {
        if let Some(table) = self.find_table(table) {
            self.triggers.insert((table, name.value), routine);
        }
    }

    /// `DROP TRIGGER`.
    pub(crate) fn drop_trigger(&mut self, name: &Name, table: &QualifiedName) {
        if let Some(table) = self.find_table(table) {
            self.triggers.remove(&(table, name.value.clone()));
        }
    }

    /// `CREATE EVENT TRIGGER`: what it does to the tables of statements behind it is not followed.
    pub(crate) fn create_event_trigger(&self, routine: &Name) -> Result<(), Fault> {
        if !self.may_change_what_stays(&routine.value) {
            return Ok(());
        }
        let message = format!("`{}` may change tables whenever a statement does, which is not followed", routine.value);
        Err(Fault::refused(routine.place, message))
    }

    /// Errs where rows are written to a table with a trigger that may change tables.
    pub(crate) fn triggers_change_nothing(&self, tables: &[QualifiedName]) -> Result<(), Fault> {
        if self.triggers.is_empty() {
            return Ok(());
        }
        for name in tables {
            let Some(table) = self.find_table(name) else { continue };
            for id in self.with_children(table) {
                let of_table = self.triggers.iter().filter(|((table, _), _)| *table == id);
                if let Some(((_, trigger), routine)) =
                    of_table.into_iter().find(|(_, run)| self.may_change_what_stays(&run.value))
                {
                    let message = format!("trigger `{trigger}` runs `{}` here, which may change tables", routine.value);
                    return Err(Fault::refused(name.place(), message).note("it is created", routine.place));
                }
            }
        }
        Ok(())
    }
}
