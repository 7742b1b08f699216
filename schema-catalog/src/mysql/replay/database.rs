//! Databases, which are schemas.

use super::Mysql;
use crate::catalog::{Schema, Table, TableId};
use crate::cursor::Name;
use crate::fault::{DUPLICATE_SCHEMA, Fault};
use crate::mysql::charset::Collation;
use crate::mysql::ddl::TableOptions;

impl Mysql {
    pub(crate) fn create_database(
        &mut self,
        name: &Name,
        or_replace: bool,
        if_not_exists: bool,
        options: &TableOptions,
    ) -> Result<(), Fault> {
        super::names::check_name(name, "database")?;
        let server = Collation::of_server(self.catalog.dialect);
        let (charset, collation) = (options.charset.as_ref(), options.collation.as_ref());
        let collation = Collation::said(charset, collation, &server, self.catalog.dialect)?;
        if let Some(known) = self.catalog.schemas.get(&name.value) {
            if if_not_exists {
                return Ok(());
            }
            if !or_replace {
                let message = format!("there is a database `{}` already", name.value);
                let fault = Fault::new(name.place, message).state(DUPLICATE_SCHEMA);
                return Err(match known.created {
                    Some(place) => fault.note("it was created", place),
                    None => fault,
                });
            }
            self.drop_database(name, false)?;
        }
        let schema = Schema { name: name.value.clone(), comment: None, created: Some(name.place) };
        self.catalog.schemas.insert(name.value.clone(), schema);
        self.databases.insert(name.value.clone(), collation);
        Ok(())
    }

    pub(crate) fn alter_database(&mut self, name: Option<&Name>, options: &TableOptions) -> Result<(), Fault> {
        if let Some(name) = name {
            // The one that the migrations run in may be named; what that is they do not tell.
            if !self.databases.contains(&name.value) {
                let message = format!("the migrations create no database `{}`", name.value);
                return Err(Fault::refused(name.place, message)
                    .help("leave the name out if it is the one that the migrations run in"));
            }
        }
        let database = name.map_or_else(|| self.settings.database.clone(), |name| name.value.clone());
        let known = self.databases.get(&database).cloned();
        let known = known.unwrap_or_else(|| Collation::of_server(self.catalog.dialect));
        let (charset, collation) = (options.charset.as_ref(), options.collation.as_ref());
        self.databases.insert(database, Collation::said(charset, collation, &known, self.catalog.dialect)?);
        Ok(())
    }

    pub(crate) fn drop_database(&mut self, name: &Name, if_exists: bool) -> Result<(), Fault> {
        if !self.databases.contains(&name.value) || name.value == self.catalog.dialect.default_schema() {
            if if_exists {
                return Ok(());
            }
            return self.existing_database(name);
        }
        let inside: Vec<TableId> =
            self.catalog.tables().filter(|table| table.schema == name.value).map(Table::id).collect();
        for id in &inside {
            let own = (name.value.clone(), self.catalog.table_by_id(*id).name.clone());
            let outside = self.referring(&own).into_iter().find(|(child, _)| !inside.contains(child));
            if let (Some((_, key)), true) = (outside, self.settings.foreign_key_checks) {
                let message = format!("table `{}` in it is referred to by the foreign key `{}`", own.1, key.name);
                return Err(Fault::new(name.place, message).note("that is declared", key.declared));
            }
        }
        for id in inside {
            self.remove(id, name.place);
        }
        let rest: Vec<_> = self.catalog.relations_in(&name.value).map(|(key, _)| key.clone()).collect();
        for key in rest {
            self.catalog.relations.remove(&key);
        }
        self.catalog.schemas.remove(&name.value);
        self.databases.remove(&name.value);
        Ok(())
    }

    pub(crate) fn use_database(&mut self, name: Name) -> Result<(), Fault> {
        self.existing_database(&name)?;
        self.settings.database = name.value;
        Ok(())
    }
}
