//! `RENAME TABLE`, `ALTER TABLE … RENAME`, and what follows the new name of a column.

use super::Mysql;
use super::definition::{Draft, TableName};
use crate::catalog::{Column, ColumnId, Relation, TEMPORARY, TableId};
use crate::cursor::QualifiedName;
use crate::fault::{DUPLICATE_OBJECT, Fault};
use crate::mysql::ddl::ColumnDef;
use crate::respell::respelled;
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
        self.catalog.definitions.remove(&id);
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
            self.catalog.definitions.insert(child, definition);
        }
        self.touch(from);
        self.touch(new);
        Ok(())
    }

    /// Writes the new names of columns in the expressions that were there before.
    pub(super) fn respell(&self, draft: &mut Draft, renamed: &[(String, String)], defined: &[(ColumnId, ColumnDef)]) {
        if renamed.is_empty() {
            return;
        }
        let names: Vec<(&str, &str)> = renamed.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
        let respell = |text: &mut String| *text = respelled(self.catalog.dialect, text, &names);
        let keys = draft.definition.keys.iter_mut().flat_map(|key| &mut key.parts);
        keys.filter_map(|part| part.expression.as_mut()).for_each(respell);
        draft.definition.checks.iter_mut().for_each(|check| respell(&mut check.expression));
        let columns = draft.table.columns.iter_mut();
        for column in columns.filter(|column| defined.iter().all(|(id, _)| *id != column.id())) {
            if let Some(generated) = &mut column.generated {
                respell(&mut generated.expression);
            }
            if let Some(default) = &mut column.default {
                respell(&mut default.expression);
            }
        }
    }
}

/// The columns that have another name: the old one and the new one.
pub(super) fn renamed(old: &Draft, draft: &Draft) -> Vec<(String, String)> {
    let new = |column: &Column| draft.table.columns.iter().find(|kept| kept.id() == column.id());
    let pairs = old.table.columns.iter().filter_map(|column| Some((column, new(column)?)));
    pairs.filter(|(old, new)| old.name != new.name).map(|(old, new)| (old.name.clone(), new.name.clone())).collect()
}
