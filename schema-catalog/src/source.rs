//! The text of the migrations, and places in it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::error::Spot;
use crate::harmless::harmless_line;

/// A place in the migrations: a file and a byte in it. [`Sources::location`] tells its line and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub(crate) file: u32,
    pub(crate) offset: u32,
}

/// A file, a line and a column, both counted from 1, the column in characters. Printed as `file:line:column`, in which
/// nothing of the file's name does anything to a terminal.
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
        write!(f, "{}:{}:{}", harmless_line(&self.file), self.line, self.column)
    }
}

/// The line of a place, to be shown: without its end, and of a long one only what is near the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, with `…` where it is cut.
    pub text: String,
    /// The bytes of `text` that are meant: a word, a string, or one character; none where the line ends.
    pub marked: Range<usize>,
}

/// How many bytes of a line are shown before a place, and how many from it on.
const SHOWN: (usize, usize) = (80, 160);

impl Excerpt {
    /// What is near this byte of a line.
    fn of(line: &str, at: usize) -> Self {
        let boundary = |mut at: usize, step: isize| {
            while !line.is_char_boundary(at) {
                at = at.saturating_add_signed(step);
            }
            at
        };
        let at = boundary(at.min(line.len()), -1);
        let start = if at > 2 * SHOWN.0 { boundary(at - SHOWN.0, 1) } else { 0 };
        let end = if line.len() > at + 2 * SHOWN.1 { boundary(at + SHOWN.1, -1) } else { line.len() };
        let cut = |cut: bool| if cut { "…" } else { "" };
        let (before, after) = (cut(start > 0), cut(end < line.len()));
        let text = format!("{before}{}{after}", &line[start..end]);
        let first = before.len() + at - start;
        Self { marked: first..first + marked(&line[at..end]), text }
    }
}

/// How many bytes the word, the string or the character takes that a text begins with.
fn marked(text: &str) -> usize {
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    match text.chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => text[1..].find(quote).map_or(text.len(), |end| end + 2),
        Some(first) if in_word(first) => text.find(|c| !in_word(c)).unwrap_or(text.len()),
        first => first.map_or(0, char::len_utf8),
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
    /// How many characters begin before each [`BLOCK`]th byte, so that a place in a long line is told as fast as another.
    characters: Arc<[u32]>,
}

/// How many bytes are looked at, at most, to count the characters before a place.
const BLOCK: usize = 4096;

/// How many characters begin in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> u32 {
    // Every other byte of a character is `0b10xx_xxxx`.
    bytes.iter().map(|&byte| u32::from(byte & 0xc0 != 0x80)).sum()
}

impl Source {
    pub(crate) fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let line_breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let lines = std::iter::once(0).chain(line_breaks.map(|(at, _)| at as u32 + 1)).collect();
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |before, block| {
            let all = *before;
            *before += characters(block);
            Some(all)
        });
        let characters = blocks.collect();
        Self { name: name.into(), text, lines, characters }
    }

    /// How many characters there are from one byte to another, in time that does not depend on how far they are apart.
    fn characters_between(&self, start: usize, end: usize) -> u32 {
        if end - start <= BLOCK {
            return characters(&self.text.as_bytes()[start..end]);
        }
        self.characters_before(end) - self.characters_before(start)
    }

    /// How many characters begin before this byte.
    fn characters_before(&self, offset: usize) -> u32 {
        let block = (offset / BLOCK).min(self.characters.len().saturating_sub(1));
        self.characters.get(block).map_or(0, |before| before + characters(&self.text.as_bytes()[block * BLOCK..offset]))
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

    /// What is in a file, to be read.
    pub(crate) fn text_of(&self, file: u32) -> &str {
        &self.0[file as usize].text
    }

    /// The files, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// A place with its line.
    pub(crate) fn spot(&self, place: Place) -> Spot {
        let location = self.location(place);
        let source = &self.0[place.file as usize];
        let excerpt = source.line(location.line).map(|line| {
            let text = source.text[line.clone()].trim_end_matches(['\r', '\n']);
            let start = line.end - source.text[line.clone()].trim_start_matches('\u{feff}').len();
            let (text, at) =
                (&text[(start - line.start).min(text.len())..], (place.offset as usize).saturating_sub(start));
            Excerpt::of(text, at)
        });
        Spot { location, excerpt }
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
        let column = source.characters_between(start, offset);
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
        let long = "é".repeat(10_000) + "\n" + &"e".repeat(10_000);
        let file = sources.push(Source::new("long.sql", long));
        let at = |offset| sources.location(Place { file, offset }).to_string();
        assert_eq!([at(0), at(4096), at(19_998)], ["long.sql:1:1", "long.sql:1:2049", "long.sql:1:10000"]);
        assert_eq!([at(20_001), at(28_672), at(99_999)], ["long.sql:2:1", "long.sql:2:8672", "long.sql:2:10001"]);
        let source = Source::new("up.sql", "a\nbc");
        assert_eq!(
            [source.line(0), source.line(1), source.line(2), source.line(3)],
            [None, Some(0..2), Some(2..4), None]
        );
    }

    #[test]
    fn excerpts_are_lines_or_what_is_near_in_a_long_one() {
        let mut sources = Sources::default();
        let mut excerpt = |text: &str, at: usize| {
            let file = sources.push(Source::new("up.sql", text));
            let excerpt = sources.spot(Place { file, offset: at as u32 }).excerpt.expect("a line");
            (excerpt.text[excerpt.marked.clone()].to_owned(), excerpt.text)
        };
        let both = |marked: &str, text: &str| (marked.to_owned(), text.to_owned());
        assert_eq!(excerpt("a\r\nDROP TABLE \"x y\";\r\nc", 14), both("\"x y\"", "DROP TABLE \"x y\";"));
        assert_eq!(excerpt("\u{feff}été x", 3), both("été", "été x"));
        assert_eq!(excerpt("a;\nb(", 4), both("(", "b("));
        assert_eq!(excerpt("a(", 2), both("", "a("));
        assert_eq!(excerpt("", 0), both("", ""));
        assert_eq!(excerpt("a\r\nb", 1), both("", "a"));
        let long = format!("{}here {}", ".é".repeat(700), "é.".repeat(700));
        let near = format!("…é{}here {}é…", ".é".repeat(26), "é.".repeat(51));
        assert_eq!(excerpt(&long, 2_100), both("here", &near));
    }
}
