//! The text of the migrations, and places in it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A place in the migrations: a file and a byte in it. [`Sources::location`] tells its line and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub(crate) file: u32,
    pub(crate) offset: u32,
}

/// A file, a line and a column, both counted from 1, the column in characters. Printed as `file:line:column`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file, as it was named when it was loaded.
    pub file: Arc<str>,
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1, in characters.
    pub column: u32,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One file of SQL.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name in messages.
    pub name: Arc<str>,
    /// What is in it.
    pub text: Arc<str>,
    /// The byte at which each line begins.
    lines: Arc<[u32]>,
}

impl Source {
    pub(crate) fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let line_breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let lines = std::iter::once(0).chain(line_breaks.map(|(at, _)| at as u32 + 1)).collect();
        Self { name: name.into(), text, lines }
    }

    /// The bytes of a line, counted from 1, if there is such a line.
    pub(crate) fn line(&self, line: u32) -> Option<Range<usize>> {
        let start = *self.lines.get(line.checked_sub(1)? as usize)?;
        let end = self.lines.get(line as usize).map_or(self.text.len(), |&next| next as usize);
        Some(start as usize..end)
    }
}

/// Files of SQL, in the order in which they apply.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    pub(crate) fn push(&mut self, source: Source) -> u32 {
        self.0.push(source);
        self.0.len() as u32 - 1
    }

    /// What is in a file.
    pub(crate) fn text(&self, file: u32) -> Arc<str> {
        Arc::clone(&self.0[file as usize].text)
    }

    /// The files, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// The file, line and column of a place.
    ///
    /// # Panics
    ///
    /// If the place is of other sources.
    pub fn location(&self, place: Place) -> Location {
        let source = &self.0[place.file as usize];
        let line = source.lines.partition_point(|&start| start <= place.offset) - 1;
        let start = source.lines[line] as usize;
        let offset = (place.offset as usize).min(source.text.len());
        let column = source.text.get(start..offset).map_or(0, |before| before.chars().count()) as u32;
        // A byte-order mark is no character of the first line.
        let mark = line == 0 && source.text.starts_with('\u{feff}') && column > 0;
        Location { file: Arc::clone(&source.name), line: line as u32 + 1, column: column + 1 - u32::from(mark) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Source, Sources};

    #[test]
    fn columns_count_characters_and_lines_end_at_line_feeds() {
        let mut sources = Sources::default();
        let file = sources.push(Source::new("up.sql", "\u{feff}a\r\né ø x\n"));
        let at = |offset| sources.location(Place { file, offset }).to_string();
        assert_eq!(at(3), "up.sql:1:1");
        assert_eq!(at(6), "up.sql:2:1");
        assert_eq!(at(12), "up.sql:2:5");
        assert_eq!(at(14), "up.sql:3:1");
        let source = Source::new("up.sql", "a\nbc");
        assert_eq!(
            [source.line(0), source.line(1), source.line(2), source.line(3)],
            [None, Some(0..2), Some(2..4), None]
        );
    }
}
