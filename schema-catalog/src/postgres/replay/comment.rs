//! `COMMENT ON` tables, columns, types and schemas.

use super::Postgres;
use crate::catalog::{Relation, SqlType, TypeName};
use crate::fault::Fault;
use crate::postgres::ddl::{Comment, ObjectKind};

impl Postgres {
    pub(crate) fn comment(&mut self, comment: Comment) -> Result<(), Fault> {
        let Comment { kind, name, column, text } = comment;
        match (kind, column) {
            (_, Some(column)) => {
                if let Some((_, Relation::Type(id))) = self.find_relation(&name) {
                    return self.has_attribute(id, &column);
                }
                let table = self.table(&name)?;
                if self.table_of(table).unknown.is_none() {
                    let id = self.column(table, &column)?;
                    self.column_mut(table, id).comment = text;
                }
            }
            (ObjectKind::Type | ObjectKind::Domain, None) => match self.type_of_name(&name)? {
                SqlType { name: TypeName::User(id), array: false, .. } => {
                    self.is_domain(id, kind, &name)?;
                    if let Some(found) = self.catalog.types.get_mut(&id) {
                        found.comment = text;
                    }
                }
                _ if kind == ObjectKind::Domain => {
                    return Err(Fault::new(name.place(), format!("`{}` is a type, not a domain", name.name.value)));
                }
                _ => {}
            },
            (ObjectKind::Schema, None) => {
                self.existing_schema(&name.name)?;
                if let Some(schema) = self.catalog.schemas.get_mut(&name.name.value) {
                    schema.comment = text;
                }
            }
            (ObjectKind::Extension, None) => {}
            (_, None) => {
                let (_, relation) = self.find_relation(&name).ok_or_else(|| self.no_relation(kind, &name))?;
                self.is_of_kind(relation, kind, &name)?;
                if let Relation::Table(table) = relation {
                    self.table_mut(table).comment = text;
                }
            }
        }
        Ok(())
    }
}
