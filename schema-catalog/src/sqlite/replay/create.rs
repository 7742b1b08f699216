//! What holds of everything that is created: where it goes, and what it may be called.

use super::Sqlite;
use super::database::{Body, MAIN, Object, ObjectId, TEMP};
use crate::catalog::History;
use crate::cursor::QualifiedName;
use crate::fault::Fault;
use crate::source::Place;

impl Sqlite {
    /// The database that a new table or view goes to.
    pub(super) fn schema_for_new(&self, name: &QualifiedName, temporary: bool) -> Result<String, Fault> {
        let said = self.schema_of(name)?;
        match said {
            Some(schema) if temporary && schema != TEMP => {
                Err(Fault::new(name.place(), "what is temporary is in no database but `temp`"))
            }
            Some(schema) => Ok(schema),
            None => Ok(if temporary { TEMP } else { MAIN }.to_owned()),
        }
    }

    /// Looks whether a table or view of this name can be created: `false` where there is one and that is no error.
    pub(super) fn is_free(&self, schema: &str, name: &QualifiedName, if_not_exists: bool) -> Result<bool, Fault> {
        let called = &name.name;
        check_reserved(name)?;
        if let Some(known) = self.database.find_table(Some(schema), &called.value) {
            if if_not_exists {
                return Ok(false);
            }
            let message = format!("there is a {} `{}` already", known.noun(), known.name);
            return Err(Fault::new(called.place, message).note("it was created", known.history.declared()));
        }
        if let Some(known) = self.database.find_index(Some(schema), &called.value) {
            let message =
                format!("there is an index `{}` already, and tables and indexes share their names", known.name);
            return Err(Fault::new(called.place, message).note("it was created", known.history.declared()));
        }
        Ok(true)
    }

    pub(super) fn new_object(&mut self, schema: String, name: &str, body: Body, place: Place) -> ObjectId {
        let id = self.catalog.new_id();
        let history = History::new(place, "created");
        self.database.insert(Object { id, schema, name: name.to_owned(), body, history });
        id
    }
}

/// Names that begin with `sqlite_` are the engine's own.
pub(super) fn check_reserved(name: &QualifiedName) -> Result<(), Fault> {
    let called = &name.name;
    let start = called.value.get(..7).unwrap_or_default();
    if start.eq_ignore_ascii_case("sqlite_") {
        return Err(Fault::new(called.place, "names that begin with `sqlite_` are kept for SQLite itself"));
    }
    Ok(())
}
