//! What goes wrong: where, what, and what to do about it.

use std::fmt;

use crate::source::Location;

/// An error in the migrations, in their files or in the configuration.
///
/// Printed as `file:line:column: what`, and `help: what to do` on a line of its own where something can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    file: Option<String>,
    location: Option<Location>,
    message: String,
    notes: Vec<String>,
    help: Option<String>,
}

/// The result of what can fail with an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    fn new(file: Option<String>, location: Option<Location>, message: String) -> Self {
        Self(Box::new(Inner { file, location, message, notes: Vec::new(), help: None }))
    }

    /// An error at a place in a file.
    pub(crate) fn at(location: Location, message: impl Into<String>) -> Self {
        Self::new(None, Some(location), message.into())
    }

    /// An error of a file or folder as a whole.
    pub(crate) fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Some(file.into()), None, message.into())
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.0.notes.push(note.into());
        self
    }

    /// Where it is, if it is at a place in a file.
    pub fn location(&self) -> Option<&Location> {
        self.0.location.as_ref()
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What else is to be known, such as where the object in question was declared.
    pub fn notes(&self) -> &[String] {
        &self.0.notes
    }

    /// What to do about it.
    pub fn help_text(&self) -> Option<&str> {
        self.0.help.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(location) = &self.0.location {
            write!(f, "{location}: ")?;
        } else if let Some(file) = &self.0.file {
            write!(f, "{file}: ")?;
        }
        f.write_str(&self.0.message)?;
        for note in &self.0.notes {
            write!(f, "\nnote: {note}")?;
        }
        if let Some(help) = &self.0.help {
            write!(f, "\nhelp: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
