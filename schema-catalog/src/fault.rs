//! What is wrong with a statement, before its place is told as file, line and column.

use crate::error::Error;
use crate::source::{Place, Sources};

/// What kind of error it is, as far as a handler in PL/pgSQL can tell.
///
/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SqlState {
    /// The engine's error of this name and code.
    Named(&'static str, &'static str),
    /// An error of the engine that only `WHEN OTHERS` is known to catch.
    Unnamed,
    /// No error of the engine: what the statement does is not known.
    Refused,
}

pub(crate) const DUPLICATE_COLUMN: SqlState = SqlState::Named("duplicate_column", "42701");
pub(crate) const DUPLICATE_OBJECT: SqlState = SqlState::Named("duplicate_object", "42710");
pub(crate) const DUPLICATE_SCHEMA: SqlState = SqlState::Named("duplicate_schema", "42P06");
pub(crate) const FEATURE_NOT_SUPPORTED: SqlState = SqlState::Named("feature_not_supported", "0A000");
pub(crate) const DUPLICATE_TABLE: SqlState = SqlState::Named("duplicate_table", "42P07");
pub(crate) const INVALID_TABLE_DEFINITION: SqlState = SqlState::Named("invalid_table_definition", "42P16");
pub(crate) const UNDEFINED_COLUMN: SqlState = SqlState::Named("undefined_column", "42703");
pub(crate) const UNDEFINED_OBJECT: SqlState = SqlState::Named("undefined_object", "42704");
pub(crate) const UNDEFINED_TABLE: SqlState = SqlState::Named("undefined_table", "42P01");

/// What stops a statement from being read or applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault(Box<Parts>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    place: Place,
    state: SqlState,
    message: String,
    notes: Vec<(String, Place)>,
    help: Option<String>,
}

impl Fault {
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            place,
            state: SqlState::Unnamed,
            message: message.into(),
            notes: Vec::new(),
            help: None,
        }))
    }

    /// What a statement does is not known, which is no error of the engine's.
    pub(crate) fn refused(place: Place, message: impl Into<String>) -> Self {
        Self::new(place, message).state(SqlState::Refused)
    }

    /// Says which error of the engine's it is.
    pub(crate) fn state(mut self, state: SqlState) -> Self {
        self.0.state = state;
        self
    }

    /// Which error of the engine's it is.
    pub(crate) fn sql_state(&self) -> SqlState {
        self.0.state
    }

    /// What is wrong.
    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }

    /// Where.
    pub(crate) fn place(&self) -> Place {
        self.0.place
    }

    /// Moves it to where the routine is called in which it arose.
    pub(crate) fn called_at(mut self, place: Place) -> Self {
        let inner = std::mem::replace(&mut self.0.place, place);
        self.0.notes.insert(0, ("the statement of the routine that is called is".to_owned(), inner));
        self
    }

    /// What is wrong, and where.
    pub(crate) fn reason(&self) -> (String, Place) {
        (self.0.message.clone(), self.0.place)
    }

    /// The fault of dropping a column that something needs, which would not work without it.
    pub(crate) fn needed_by(self, place: Place, column: &str) -> Self {
        let (reason, at) = self.reason();
        Self::new(place, format!("`{column}` is needed: without it {reason}")).note("that is", at)
    }

    /// Adds another place that matters: `note: what at file:line:column`.
    pub(crate) fn note(mut self, what: impl Into<String>, place: Place) -> Self {
        self.0.notes.push((what.into(), place));
        self
    }

    /// Adds what to do.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    pub(crate) fn into_error(self, sources: &Sources) -> Error {
        let Parts { place, message, notes, help, .. } = *self.0;
        let mut error = Error::at(sources.spot(place), message);
        for (what, place) in notes {
            error = error.note_at(what, sources.spot(place));
        }
        match help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}
