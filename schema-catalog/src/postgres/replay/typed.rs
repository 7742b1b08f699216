//! Tables that have their columns from a composite type.

use super::Postgres;
use crate::catalog::{TableId, TypeKind};
use crate::cursor::QualifiedName;
use crate::fault::Fault;
use crate::source::Place;

impl Postgres {
    /// `ALTER TABLE … OF`: the columns must be those of the type already.
    pub(crate) fn be_of_type(&mut self, table: TableId, name: &QualifiedName, place: Place) -> Result<(), Fault> {
        let id = self.user_type(name)?;
        let target = self.table_of(table);
        let TypeKind::Composite(attributes) = &self.catalog.type_by_id(id).kind else {
            return Err(Fault::new(name.place(), format!("`{}` is not a composite type", name.name.value)));
        };
        if !target.parents.is_empty() {
            return Err(Fault::new(
                place,
                format!("`{}` inherits, so it can't have its columns from a type", target.name),
            ));
        }
        let own = target.columns.iter().map(|column| (&column.name, &column.sql_type));
        if !own.eq(attributes.iter().map(|(name, sql_type)| (name, sql_type))) {
            let message = format!("the columns of `{}` are not those of the type `{}`", target.name, name.name.value);
            return Err(Fault::new(place, message).note("it was declared", target.history.declared()));
        }
        self.table_mut(table).of_type = Some(id);
        Ok(())
    }

    /// Errs where a table has its columns from a type, with which alone they change.
    pub(crate) fn has_own_columns(&self, table: TableId, place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        let Some(of) = target.of_type else { return Ok(()) };
        let of = self.catalog.type_by_id(of);
        let message = format!("`{}` has its columns from the type `{}`", target.name, of.name);
        Err(Fault::new(place, message).note("that was declared", of.history.declared()))
    }
}
