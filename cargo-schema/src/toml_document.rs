//! A TOML file that is read value by value, with errors at the place of a key or value.

use std::fs;
use std::path::Path;

use schema_catalog::{Error, nearest, shown_path};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::failure::{Failure, Result};

pub(crate) type Value<'a> = Spanned<DeValue<'a>>;

/// A file's text, and the name that messages show for it.
pub(crate) struct Document {
    shown: String,
    text: String,
}

impl Document {
    /// Reads a file. Messages show its path from `root` on; what to do if it can't be read is `help`.
    pub(crate) fn read(file: &Path, root: &Path, help: &str) -> Result<Self> {
        let shown = shown_path(file, Some(root));
        match fs::read_to_string(file) {
            Ok(text) => Ok(Self { shown, text }),
            Err(error) => Err(Error::of_file(shown, format!("can't be read: {error}")).help(help).into()),
        }
    }

    /// The whole of it, as a table.
    pub(crate) fn parse(&self) -> Result<DeTable<'_>> {
        let error = |error: toml::de::Error| self.error_at(error.span().map_or(0, |span| span.start), error.message());
        Ok(DeTable::parse(&self.text).map_err(error)?.into_inner())
    }

    pub(crate) fn string(&self, value: &Value<'_>) -> Result<String> {
        let text = value.get_ref().as_str().ok_or_else(|| self.error(value, "this must be a string"))?;
        Ok(text.to_owned())
    }

    pub(crate) fn boolean(&self, value: &Value<'_>) -> Result<bool> {
        Ok(value.get_ref().as_bool().ok_or_else(|| self.error(value, "this must be `true` or `false`"))?)
    }

    pub(crate) fn array<'v, 'a>(&self, value: &'v Value<'a>, of: &str) -> Result<&'v [Value<'a>]> {
        match value.get_ref() {
            DeValue::Array(values) => Ok(values),
            _ => Err(self.error(value, &format!("this must be a list of {of}")).into()),
        }
    }

    pub(crate) fn strings(&self, value: &Value<'_>) -> Result<Vec<String>> {
        self.array(value, "strings: [\"…\", \"…\"]")?.iter().map(|value| self.string(value)).collect()
    }

    /// The error that a key is none of those that are known.
    pub(crate) fn unknown(&self, key: &Spanned<impl AsRef<str>>, message: &str, known: &[&str]) -> Error {
        self.error(key, message).help(match nearest(key.get_ref().as_ref(), known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known: `{}`", known.join("`, `")),
        })
    }

    /// An error at a key or value.
    pub(crate) fn error<T>(&self, value: &Spanned<T>, message: &str) -> Error {
        self.error_at(value.span().start, message)
    }

    /// An error at a byte.
    pub(crate) fn error_at(&self, offset: usize, message: &str) -> Error {
        Error::in_text(&self.shown, &self.text, offset, message)
    }
}

/// As `error.into()`, where a closure must say so.
pub(crate) fn failed<T>(error: Error) -> Result<T> {
    Err(Failure::Located(error))
}
