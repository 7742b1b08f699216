//! `RENAME TABLE`, and `ALTER TABLE … RENAME`.

use super::Mysql;
use super::definition::TableName;
use crate::catalog::{Relation, TEMPORARY, TableId};
use crate::cursor::QualifiedName;
use crate::fault::{DUPLICATE_OBJECT, Fault};
use crate::source::Place;

impl Mysql {
    /// Renames one after the other, so that names can be swapped.
    pub(crate) fn rename_tables(
        &mut self,
        pairs: &[(QualifiedName, QualifiedName)],
        if_exists: bool,
    ) -> Result<(), Fault> {
        for (from, to) in pairs {
            let database = self.database_of(from)?;
            let known = self.catalog.relations.get(&(database.clone(), from.name.value.clone())).copied();
            match (self.find_table(from)?, known) {
                (Some(id), _) => self.rename_table(id, to, from.place())?,
                (None, Some(Relation::Sequence(id))) => {
                    let to_name = self.new_name(to)?;
                    self.free_name(&to_name.0, &to.name)?;
                    self.catalog.relations.remove(&(database, from.name.value.clone()));
                    self.catalog.relations.insert(to_name, Relation::Sequence(id));
                }
                (None, _) if if_exists => {}
                (None, _) => return Err(self.no_table(from)),
            }
        }
        Ok(())
    }

    /// Renames a table. Foreign keys follow one of InnoDB, which alone knows of foreign keys, and views follow none.
    pub(crate) fn rename_table(&mut self, id: TableId, to: &QualifiedName, place: Place) -> Result<(), Fault> {
        let (mut database, name) = self.new_name(to)?;
        let mut draft = self.draft(id);
        if draft.temporary {
            database = TEMPORARY.to_owned();
        }
        let from: TableName = (draft.table.schema.clone(), draft.table.name.clone());
        if from == (database.clone(), name.clone()) {
            return self.free_name(&database, &to.name);
        }
        self.free_name(&database, &to.name)?;
        if draft.table.kind.is_view() && from.0 != database {
            return Err(Fault::new(place, "a view can't go to another database"));
        }
        let new: TableName = (database, name);
        self.takes_the_place(&draft, &new, place)?;
        self.hide_indexes(id);
        self.forget_names(id);
        self.catalog.relations.remove(&from);
        self.catalog.former_tables.insert(from.clone(), (format!("renamed to `{}`", new.1), place));
        draft.table.history.push(place, format!("renamed from `{}`", from.1));
        (draft.table.schema, draft.table.name) = new.clone();
        let prefix = format!("{}_ibfk_", from.1);
        for key in &mut draft.definition.foreign_keys {
            // Names that the engine has chosen follow the table's.
            if let Some(number) = key.name.strip_prefix(&prefix) {
                key.name = format!("{}_ibfk_{number}", new.1);
            }
            let taken = (new.0.clone(), key.name.to_lowercase());
            if self.foreign_names.contains(&taken) {
                let message = format!("there is a foreign key `{}` already in this database", key.name);
                return Err(Fault::new(place, message).state(DUPLICATE_OBJECT));
            }
            if key.parent == from {
                key.parent = new.clone();
            }
        }
        self.publish_renamed(id, draft, &from, &new)
    }

    fn publish_renamed(
        &mut self,
        id: TableId,
        draft: super::definition::Draft,
        from: &TableName,
        new: &TableName,
    ) -> Result<(), Fault> {
        // What was under the old name is forgotten already: nothing is left to forget when it is published.
        self.definitions.remove(&id);
        let followed = if draft.definition.engine == "innodb" { self.naming(from) } else { Vec::new() };
        self.publish(draft)?;
        for child in followed {
            let mut definition = self.definition(child).clone();
            if definition.view.is_some() {
                continue;
            }
            for key in definition.foreign_keys.iter_mut().filter(|key| key.parent == *from) {
                key.parent = new.clone();
            }
            self.named_by.remove(&(from.clone(), child));
            self.named_by.insert((new.clone(), child), ());
            self.definitions.insert(child, definition);
        }
        self.touch(from);
        self.touch(new);
        Ok(())
    }
}
