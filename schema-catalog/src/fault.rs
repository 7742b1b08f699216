//! What is wrong with a statement, before its place is told as file, line and column.

use crate::error::Error;
use crate::source::{Place, Sources};

/// What stops a statement from being read or applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) place: Place,
    message: String,
    note: Option<(String, Place)>,
    help: Option<String>,
}

impl Fault {
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), note: None, help: None }
    }

    /// Adds another place that matters: `note: what at file:line:column`.
    pub(crate) fn note(mut self, what: impl Into<String>, place: Place) -> Self {
        self.note = Some((what.into(), place));
        self
    }

    /// Adds what to do.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn into_error(self, sources: &Sources) -> Error {
        let mut error = Error::at(sources.location(self.place), self.message);
        if let Some((what, place)) = self.note {
            error = error.note(format!("{what} at {}", sources.location(place)));
        }
        match self.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}
