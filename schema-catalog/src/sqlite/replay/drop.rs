//! `DROP TABLE`, `DROP VIEW`, `DROP INDEX`, `DROP TRIGGER`.

use super::Sqlite;
use super::database::{Body, ObjectId};
use crate::cursor::QualifiedName;
use crate::fault::Fault;
use crate::sqlite::ddl::DropKind;

impl Sqlite {
    pub(super) fn drop(&mut self, kind: DropKind, name: &QualifiedName, if_exists: bool) -> Result<(), Fault> {
        let schema = match self.schema_of(name) {
            Ok(schema) => schema,
            Err(_) if if_exists => return Ok(()),
            Err(fault) => return Err(fault),
        };
        let (schema, called) = (schema.as_deref(), name.name.value.as_str());
        let found = match kind {
            DropKind::Table | DropKind::View => self.database.find_table(schema, called),
            DropKind::Index => self.database.find_index(schema, called),
            DropKind::Trigger => self.database.find_trigger(schema, called),
        };
        let Some(found) = found else {
            return match kind {
                _ if if_exists || self.may_be_attached(name) && name.schema.is_some() => Ok(()),
                DropKind::Table | DropKind::View => self.table_object(name).map(drop),
                DropKind::Index => Err(Fault::new(name.place(), format!("there is no index `{called}`"))),
                DropKind::Trigger => Err(Fault::new(name.place(), format!("there is no trigger `{called}`"))),
            };
        };
        let is_view = matches!(found.body, Body::View(_));
        if kind == DropKind::Table && is_view || kind == DropKind::View && !is_view {
            let message = format!("`{}` is a {}", found.name, found.noun());
            let help = format!("drop it by `DROP {}`", if is_view { "VIEW" } else { "TABLE" });
            return Err(Fault::new(name.place(), message).help(help));
        }
        let id = found.id;
        if self.foreign_keys == Some(true) {
            self.delete_rows(id, name.place())?;
        }
        self.drop_object(id, name);
        Ok(())
    }

    /// Drops a table or view with its indexes and triggers. Foreign keys, views and triggers that name it stay.
    fn drop_object(&mut self, id: ObjectId, name: &QualifiedName) {
        let Some(object) = self.database.get(id) else { return };
        let (schema, called) = (object.schema.clone(), object.name.clone());
        let shadows: Vec<String> = match &object.body {
            Body::Virtual(table) => table.shadows.iter().map(|shadow| format!("{called}{shadow}")).collect(),
            _ => Vec::new(),
        };
        for shadow in shadows {
            if let Some(shadow) = self.database.find_table(Some(&schema), &shadow) {
                self.drop_object(shadow.id, name);
            }
        }
        for attached in self.database.attached_to(id) {
            self.database.remove(attached);
        }
        self.database.remove(id);
        self.unpublish(id, Some(("dropped".to_owned(), name.place())));
    }
}
