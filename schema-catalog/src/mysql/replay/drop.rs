//! `DROP` of tables, views and sequences, and sequences themselves.

use super::Mysql;
use crate::catalog::{Relation, Sequence, SequenceId, TEMPORARY, TableId};
use crate::cursor::QualifiedName;
use crate::fault::{Fault, UNDEFINED_TABLE};
use crate::source::Place;

impl Mysql {
    pub(crate) fn drop_tables(
        &mut self,
        names: &[QualifiedName],
        if_exists: bool,
        temporary: bool,
        place: Place,
    ) -> Result<(), Fault> {
        for (at, name) in names.iter().enumerate() {
            let database = self.database_of(name)?;
            let is_it = |other: &&QualifiedName| {
                other.name.value == name.name.value && self.database_of(other).is_ok_and(|other| other == database)
            };
            if let Some(other) = names[..at].iter().find(is_it) {
                let message = format!("table `{}` is said twice", name.name.value);
                return Err(Fault::new(name.place(), message).note("the first is", other.place()));
            }
            let hiding = self.catalog.table_in(TEMPORARY, &name.name.value);
            let found = match hiding {
                None if !temporary => self.catalog.table_in(&database, &name.name.value),
                found => found,
            };
            match found.map(|table| (table.id(), table.kind.is_view())) {
                Some((id, false)) => self.drop_table(id, name.place(), false)?,
                Some((_, true)) if if_exists => {}
                Some((_, true)) => {
                    return Err(Fault::new(name.place(), format!("`{}` is a view", name.name.value))
                        .help(format!("write DROP VIEW {};", name.name.value)));
                }
                None if self.drop_sequence(&database, name) => {}
                None if if_exists => {}
                None => return Err(self.no_table(name)),
            }
        }
        let _ = place;
        Ok(())
    }

    /// Drops a table. Foreign keys of other tables are in the way, unless `foreign_key_checks` is off; the table that
    /// takes its place at once (`CREATE OR REPLACE`) is bound by the same.
    pub(crate) fn drop_table(&mut self, id: TableId, place: Place, _replaced: bool) -> Result<(), Fault> {
        let table = self.catalog.table_by_id(id);
        let name = (table.schema.clone(), table.name.clone());
        if self.settings.foreign_key_checks && self.definition(id).engine == "innodb" {
            let other = self.referring(&name).into_iter().find(|(child, _)| *child != id);
            if let Some((child, key)) = other {
                let child = &self.catalog.table_by_id(child).name;
                let message =
                    format!("table `{}` is referred to by the foreign key `{}` of `{child}`", name.1, key.name);
                return Err(Fault::new(place, message)
                    .note("that is declared", key.declared)
                    .help("drop that table or its foreign key first"));
            }
        }
        self.remove(id, place);
        Ok(())
    }

    pub(crate) fn drop_views(&mut self, names: &[QualifiedName], if_exists: bool, place: Place) -> Result<(), Fault> {
        for name in names {
            let database = self.database_of(name)?;
            match self.catalog.table_in(&database, &name.name.value).map(|table| (table.id(), table.kind.is_view())) {
                Some((id, true)) => self.remove(id, place),
                Some(_) if if_exists => {}
                Some(_) => return Err(Fault::new(name.place(), format!("`{}` is no view", name.name.value))),
                None if if_exists => {}
                None => {
                    let message = format!("there is no view `{}`", name.name.value);
                    return Err(Fault::new(name.place(), message).state(UNDEFINED_TABLE));
                }
            }
        }
        Ok(())
    }

    /// <https://mariadb.com/kb/en/create-sequence/>
    pub(crate) fn create_sequence(
        &mut self,
        name: &QualifiedName,
        or_replace: bool,
        if_not_exists: bool,
        temporary: bool,
    ) -> Result<(), Fault> {
        if !self.is_mariadb() {
            return Err(Fault::new(name.place(), "MySQL has no sequences"));
        }
        let (database, own) = self.new_name(name)?;
        let database = if temporary { TEMPORARY.to_owned() } else { database };
        let key = (database.clone(), own.clone());
        let known = self.catalog.relations.get(&key).copied();
        match known {
            Some(_) if if_not_exists => return Ok(()),
            Some(Relation::Sequence(_)) if or_replace => {
                self.drop_sequence(&database, name);
            }
            Some(Relation::Table(id)) if or_replace && !self.catalog.table_by_id(id).kind.is_view() => {
                self.drop_table(id, name.place(), true)?;
            }
            _ => self.free_name(&database, &name.name)?,
        }
        let id = SequenceId(self.catalog.new_id());
        self.catalog.sequences.insert(id, Sequence { id, schema: database, name: own, owned_by: None });
        self.catalog.relations.insert(key, Relation::Sequence(id));
        Ok(())
    }

    pub(crate) fn drop_sequences(&mut self, names: &[QualifiedName], if_exists: bool) -> Result<(), Fault> {
        for name in names {
            let database = self.database_of(name)?;
            if !self.drop_sequence(&database, name) && !if_exists {
                let message = format!("there is no sequence `{}`", name.name.value);
                return Err(Fault::new(name.place(), message).state(UNDEFINED_TABLE));
            }
        }
        Ok(())
    }

    /// Drops a sequence; says whether there was one.
    fn drop_sequence(&mut self, database: &str, name: &QualifiedName) -> bool {
        for database in [TEMPORARY, database] {
            let key = (database.to_owned(), name.name.value.clone());
            if let Some(Relation::Sequence(id)) = self.catalog.relations.get(&key).copied() {
                self.catalog.relations.remove(&key);
                self.catalog.sequences.remove(&id);
                return true;
            }
        }
        false
    }
}
