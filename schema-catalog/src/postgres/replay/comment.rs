//! `COMMENT ON` tables, columns, types and schemas.

use super::Postgres;
use crate::fault::Fault;
use crate::postgres::ddl::{Comment, ObjectKind};

impl Postgres {
    pub(crate) fn comment(&mut self, comment: Comment) -> Result<(), Fault> {
        let Comment { kind, name, column, text } = comment;
        match (kind, column) {
            (_, Some(column)) => {
                let schema = name.schema.as_ref().map(|schema| schema.value.as_str());
                if self.find_table(&name).is_none() && self.find_type(schema, &name.name.value).is_some() {
                    return Ok(());
                }
                let table = self.table(&name)?;
                if self.table_of(table).unknown.is_none() {
                    let id = self.column(table, &column)?;
                    self.column_mut(table, id).comment = text;
                }
            }
            (ObjectKind::Table | ObjectKind::View, None) => {
                let table = self.table(&name)?;
                self.table_mut(table).comment = text;
            }
            (ObjectKind::Type, None) => {
                let id = self.user_type(&name)?;
                if let Some(found) = self.catalog.types.get_mut(&id) {
                    found.comment = text;
                }
            }
            (ObjectKind::Schema, None) => {
                self.existing_schema(&name.name)?;
                if let Some(schema) = self.catalog.schemas.get_mut(&name.name.value) {
                    schema.comment = text;
                }
            }
            (ObjectKind::Index | ObjectKind::Sequence | ObjectKind::Extension, None) => {}
        }
        Ok(())
    }
}
