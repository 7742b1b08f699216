//! What goes wrong: where, what, and what to do about it.

use std::fmt;

use crate::catalog::Catalog;
use crate::harmless::{harmless, harmless_line};
use crate::source::{Excerpt, Location, Place, Source, Sources};

/// An error in the migrations, in their files or in the configuration.
///
/// Printed as `file:line:column: what`, and `help: what to do` on a line of its own where something can be done. Nothing
/// in a name of SQL or of a file begins such a line, or does anything else to a terminal: what could is spelled out, which
/// [`Error::message`] and the like leave as it is. What a program needs to show the line as well is [`Error::excerpt`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    file: Option<String>,
    spot: Option<Spot>,
    message: String,
    notes: Vec<Note>,
    help: Option<String>,
}

/// What else is to be known of an error, such as where the object in question was declared.
///
/// Printed as `what at file:line:column`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    message: String,
    spot: Option<Spot>,
}

/// A place in a text, and what stands there if that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) location: Location,
    pub(crate) excerpt: Option<Excerpt>,
}

impl From<Location> for Spot {
    fn from(location: Location) -> Self {
        Self { location, excerpt: None }
    }
}

/// The result of what can fail with an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    fn new(file: Option<String>, spot: Option<Spot>, message: String) -> Self {
        Self(Box::new(Inner { file, spot, message, notes: Vec::new(), help: None }))
    }

    /// An error at a byte of a text, which messages call `name`.
    ///
    /// ```
    /// let error = schema_catalog::Error::in_text("schema.toml", "[check]\nalow = []", 8, "`alow` is not understood here");
    /// assert_eq!(error.to_string(), "schema.toml:2:1: `alow` is not understood here");
    /// ```
    pub fn in_text(name: &str, text: &str, offset: usize, message: impl Into<String>) -> Self {
        let mut sources = Sources::default();
        let file = sources.push(Source::new(name, text));
        Self::at(sources.spot(Place { file, offset: offset as u32 }), message)
    }

    /// An error at a place in a file.
    pub(crate) fn at(spot: impl Into<Spot>, message: impl Into<String>) -> Self {
        Self::new(None, Some(spot.into()), message.into())
    }

    /// An error of a file or folder as a whole.
    pub fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Some(file.into()), None, message.into())
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Adds what else is to be known.
    #[must_use]
    pub fn note(mut self, message: impl Into<String>) -> Self {
        self.0.notes.push(Note { message: message.into(), spot: None });
        self
    }

    /// Adds another place in the migrations that matters: `note: what at file:line:column`.
    #[must_use]
    pub fn note_in(self, catalog: &Catalog, place: Place, message: impl Into<String>) -> Self {
        self.note_at(message, catalog.sources.spot(place))
    }

    /// Adds another place that matters: `note: what at file:line:column`.
    pub(crate) fn note_at(mut self, message: impl Into<String>, spot: impl Into<Spot>) -> Self {
        self.0.notes.push(Note { message: message.into(), spot: Some(spot.into()) });
        self
    }

    /// Where it is, if it is at a place in a file.
    pub fn location(&self) -> Option<&Location> {
        self.0.spot.as_ref().map(|spot| &spot.location)
    }

    /// The line that it is in, if it is at a place in a file.
    pub fn excerpt(&self) -> Option<&Excerpt> {
        self.0.spot.as_ref()?.excerpt.as_ref()
    }

    /// The file or folder that it is of, if it is not at a place in one.
    pub fn file(&self) -> Option<&str> {
        self.0.file.as_deref().filter(|file| !file.is_empty())
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What else is to be known.
    pub fn notes(&self) -> &[Note] {
        &self.0.notes
    }

    /// What to do about it.
    pub fn help_text(&self) -> Option<&str> {
        self.0.help.as_deref()
    }
}

impl Note {
    /// What there is to know.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where that is, if it is at a place.
    pub fn location(&self) -> Option<&Location> {
        self.spot.as_ref().map(|spot| &spot.location)
    }

    /// The line that it is in, if that is known.
    pub fn excerpt(&self) -> Option<&Excerpt> {
        self.spot.as_ref()?.excerpt.as_ref()
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_indented(&self.message, f)?;
        match &self.spot {
            Some(spot) => write!(f, " at {}", spot.location),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(location) = self.location() {
            write!(f, "{location}: ")?;
        } else if let Some(file) = self.file() {
            write!(f, "{}: ", harmless_line(file))?;
        }
        write_indented(&self.0.message, f)?;
        for note in &self.0.notes {
            write!(f, "\nnote: {note}")?;
        }
        if let Some(help) = &self.0.help {
            f.write_str("\nhelp: ")?;
            write_indented(help, f)?;
        }
        Ok(())
    }
}

/// Writes a text made harmless, whose further lines begin with a space: what begins without one is another part.
fn write_indented(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (at, line) in harmless(text).split('\n').enumerate() {
        let indent = if line.starts_with(' ') { "" } else { "  " };
        match at {
            0 => f.write_str(line)?,
            _ => write!(f, "\n{indent}{line}")?,
        }
    }
    Ok(())
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn no_name_is_more_than_a_part_of_its_line() {
        let error = Error::in_text("a\n\u{1b}[1m.sql", "x", 0, "no table `b\nerror: \u{202e}`")
            .note("`c\nhelp: rm`")
            .help("say:\n    [d]\ne");
        assert_eq!(
            error.to_string(),
            "a\\n\\u{1b}[1m.sql:1:1: no table `b\n  error: \\u{202e}`\nnote: `c\n  help: rm`\nhelp: say:\n    [d]\n  e"
        );
        assert_eq!(Error::of_file("a\nb", "c").to_string(), "a\\nb: c");
        assert_eq!(Error::of_file("", "c").to_string(), "c");
    }
}
