//! Calls of routines, and prepared statements: judged by what is in them.

use super::Mysql;
use super::create::display;
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::mysql::ddl::Routine;
use crate::source::Place;
use crate::statements::{Script, Statements};

/// How deep routines may call each other.
const DEPTH: u32 = 32;

impl Mysql {
    /// A call of a routine that these migrations define is judged by its body. Others are the engine's own.
    pub(crate) fn call(&self, name: &QualifiedName) -> Result<(), Fault> {
        let Some(routine) = self.routines.get(&name.name.value.to_ascii_lowercase()) else { return Ok(()) };
        self.run(routine, name.place(), &format!("`{}`", display(name)), 0)
    }

    /// Errs where what is run may change the shape of a table.
    pub(crate) fn run(&self, routine: &Routine, place: Place, what: &str, depth: u32) -> Result<(), Fault> {
        if let Some(changes) = routine.changes {
            let message = format!("what {what} does to tables depends on how it runs");
            return Err(Fault::refused(place, message).note("it may change them", changes));
        }
        if depth > DEPTH {
            return Ok(());
        }
        let called = routine.calls.iter().filter_map(|name| self.routines.get(name));
        called.filter(|called| *called != routine).try_for_each(|called| self.run(called, place, what, depth + 1))
    }

    /// A prepared statement whose text is written out is run as that; what another does can't be told.
    pub(crate) fn execute(&mut self, name: &Name, place: Place) -> Result<(), Fault> {
        let text = match self.prepared.get(&name.value.to_ascii_lowercase()) {
            Some(Some(text)) => text.clone(),
            Some(None) => {
                let message = "the text of this prepared statement is built, and only the engine can tell it";
                return Err(Fault::refused(place, message));
            }
            None => return Err(Fault::new(name.place, format!("there is no prepared statement `{}`", name.value))),
        };
        let dialect = self.catalog.dialect;
        let script = Script { dialect, file: place.file, text: &text, start: 0, end: text.len(), within: Some(place) };
        Statements::of(&script).try_for_each(|statement| self.read_and_apply(&statement?))
    }
}
