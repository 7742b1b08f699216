//! Both directions in one file: which parts of it apply the migration and which undo it, by the tool's comments.

use std::iter;
use std::ops::Range;

use super::Layout;
use super::entry::Direction;
use crate::dialect::Dialect;
use crate::error::{Error, Result, Spot};
use crate::lexer::Lexer;
use crate::source::{Place, Source, Sources};

/// The comment that ends what applies a migration in tern.
const TERN: &str = "---- create above / drop below ----";

/// The parts of a text that apply a migration, and those that undo it, as ranges of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sections {
    pub(super) up: Vec<Range<usize>>,
    pub(super) down: Vec<Range<usize>>,
}

/// What a tool's comment says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Part(Direction),
    StatementBegin,
    StatementEnd,
    /// goose replaces variables from here on.
    Variables,
}

/// The mark that a line is, and whose. As with the tools, it must begin the line.
fn mark(line: &str) -> Option<(Layout, Mark)> {
    let comment = line.strip_prefix("--")?.trim_start();
    let (layout, words) = if let Some(words) = comment.strip_prefix("migrate:") {
        (Layout::Dbmate, words)
    } else if let Some(words) = comment.strip_prefix("+goose ") {
        (Layout::Goose, words)
    } else {
        (Layout::SqlMigrate, comment.strip_prefix("+migrate ")?)
    };
    let mut words = words.split_whitespace();
    let (word, next) = (words.next()?, words.next());
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    let mark = match layout {
        _ if is("up") => Mark::Part(Direction::Up),
        _ if is("down") => Mark::Part(Direction::Down),
        Layout::Dbmate => return None,
        _ if is("StatementBegin") => Mark::StatementBegin,
        _ if is("StatementEnd") => Mark::StatementEnd,
        Layout::Goose if is("ENVSUB") && next.is_some_and(|next| next.eq_ignore_ascii_case("on")) => Mark::Variables,
        _ => return None,
    };
    Some((layout, mark))
}

/// The lines of a text with the byte at which each begins. A byte-order mark belongs to no line.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    text[start..].split_inclusive('\n').scan(start, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

/// The tool whose comments part the text, if it is one of those that write both directions in one file.
pub(super) fn layout_of(text: &str) -> Option<Layout> {
    let found = lines(text).find_map(|(_, line)| match mark(line)? {
        (layout, Mark::Part(_)) => Some(layout),
        _ => None,
    });
    found.or_else(|| tern(text).map(|_| Layout::Tern))
}

fn tern(text: &str) -> Option<usize> {
    lines(text).find(|(_, line)| line.starts_with(TERN)).map(|(start, _)| start)
}

/// The parts of a text that is written for this tool.
///
/// dbmate: <https://github.com/amacneil/dbmate#creating-migrations>,
/// goose: <https://pressly.github.io/goose/blog/2022/overview-sql-file/>,
/// sql-migrate: <https://github.com/rubenv/sql-migrate#writing-migrations>,
/// tern: <https://github.com/jackc/tern#migrations>.
pub(super) fn split(text: &str, layout: Layout, shown: &str, dialect: Dialect) -> Result<Sections> {
    match layout {
        Layout::Tern => {
            let end = tern(text).unwrap_or(text.len());
            let down = (end < text.len()).then_some(end..text.len());
            Ok(Sections { up: iter::once(0..end).collect(), down: down.into_iter().collect() })
        }
        layout if layout.is_one_file() => by_marks(text, layout, shown, dialect),
        _ => Ok(Sections { up: iter::once(0..text.len()).collect(), down: Vec::new() }),
    }
}

fn by_marks(text: &str, layout: Layout, shown: &str, dialect: Dialect) -> Result<Sections> {
    let error = |offset: usize, message: String| Error::at(spot(text, offset, shown), message);
    let tool = layout.tool();
    let mut sections = Sections::default();
    let mut open: Option<(Direction, usize)> = None;
    let mut statement: Option<usize> = None;
    let mut variables = false;
    let marks = lines(text).filter_map(|(start, line)| {
        mark(line).filter(|(of, _)| *of == layout).map(|(_, mark)| (start, start + line.len(), mark))
    });
    let mut close = |open: Option<(Direction, usize)>, end: usize| match open {
        Some((Direction::Up, start)) => sections.up.push(start..end),
        Some((Direction::Down, start)) => sections.down.push(start..end),
        None => {}
    };
    for (start, end, mark) in marks {
        match mark {
            Mark::Part(direction) => {
                if let Some(begin) = statement {
                    return Err(error(begin, format!("this statement is never ended for {tool}"))
                        .help("end it with a line `StatementEnd` like this one"));
                }
                if open.is_none() {
                    nothing_before(text, start, layout, shown, dialect)?;
                }
                if layout == Layout::Goose && (direction == Direction::Up) == open.is_some() {
                    return Err(error(
                        start,
                        "goose takes one `-- +goose Up` and then one `-- +goose Down`".to_owned(),
                    ));
                }
                close(open.replace((direction, end)), start);
            }
            Mark::StatementBegin => statement = Some(start),
            Mark::StatementEnd => statement = None,
            Mark::Variables => variables = true,
        }
    }
    close(open, text.len());
    if let Some(begin) = statement {
        return Err(error(begin, format!("this statement is never ended for {tool}"))
            .help("end it with a line `StatementEnd` like this one"));
    }
    if sections.up.is_empty() {
        return Err(Error::of_file(shown, format!("nothing in this file is marked as what {tool} applies"))
            .help(format!("write a line `{}` above it", layout.up_mark())));
    }
    if variables && let Some(at) = sections.up.iter().find_map(|up| Some(up.start + text[up.clone()].find("${")?)) {
        return Err(error(at, "what this variable stands for is not known".to_owned())
            .help("write its value, or leave the table to a migration without variables"));
    }
    Ok(sections)
}

/// What stands before the first mark is run by none of the tools: two refuse it and one leaves it out in silence.
fn nothing_before(text: &str, end: usize, layout: Layout, shown: &str, dialect: Dialect) -> Result<()> {
    match Lexer::new(&text[..end], dialect).next() {
        Ok(None) => Ok(()),
        Ok(Some(token)) => Err(Error::at(
            spot(text, token.start as usize, shown),
            format!("{} does not run what stands before the first `{}`", layout.tool(), layout.up_mark()),
        )
        .help("move it below the mark")),
        Err(open) => Err(Error::at(
            spot(text, open.start as usize, shown),
            format!("this {} is never ended before the first mark", open.what),
        )
        .help(format!("end it with `{}`", open.ends_with))),
    }
}

pub(super) fn spot(text: &str, offset: usize, shown: &str) -> Spot {
    let mut sources = Sources::default();
    let file = sources.push(Source::new(shown, text));
    sources.spot(Place { file, offset: offset as u32 })
}

#[cfg(test)]
mod tests {
    use super::super::Layout;
    use super::{layout_of, split};
    use crate::dialect::Dialect;

    fn parts(text: &str, layout: Layout) -> (Vec<&str>, Vec<&str>) {
        let sections = split(text, layout, "a.sql", Dialect::Postgres).unwrap_or_else(|error| panic!("{error}"));
        let texts = |ranges: Vec<std::ops::Range<usize>>| ranges.into_iter().map(|range| text[range].trim()).collect();
        (texts(sections.up), texts(sections.down))
    }

    fn error(text: &str, layout: Layout) -> String {
        split(text, layout, "a.sql", Dialect::Postgres).expect_err("this is wrong").to_string()
    }

    #[test]
    fn each_tool_is_known_by_its_comments() {
        for (text, layout) in [
            ("-- migrate:up transaction:false\n", Some(Layout::Dbmate)),
            ("\u{feff}--migrate:up\r\nA;\r\n", Some(Layout::Dbmate)),
            ("/* by us */\n-- +goose Up\n", Some(Layout::Goose)),
            ("-- +migrate Up notransaction\n", Some(Layout::SqlMigrate)),
            ("A;\n---- create above / drop below ----\nB;\n", Some(Layout::Tern)),
            ("A; -- migrate:up\n  -- +goose Up\n-- migrate:upward\n-- +goose NO TRANSACTION\n", None),
        ] {
            assert_eq!(layout_of(text), layout, "{text}");
        }
    }

    #[test]
    fn parts_are_those_between_the_comments() {
        let text = "-- why\n-- migrate:up\nA;\n-- migrate:down\nB;\n";
        assert_eq!(parts(text, Layout::Dbmate), (vec!["A;"], vec!["B;"]));
        let text = "-- +migrate Up\nA;\n-- +migrate Down\nB;\n-- +migrate Up\nC;\n";
        assert_eq!(parts(text, Layout::SqlMigrate), (vec!["A;", "C;"], vec!["B;"]));
        let text = "-- +goose Up\n-- +goose StatementBegin\nA;\n-- +goose StatementEnd\n-- +goose Down\n";
        let up = "-- +goose StatementBegin\nA;\n-- +goose StatementEnd";
        assert_eq!(parts(text, Layout::Goose), (vec![up], vec![""]));
        let text = "A;\n---- create above / drop below ----\nB;\n";
        assert_eq!(parts(text, Layout::Tern), (vec!["A;"], vec!["---- create above / drop below ----\nB;"]));
        assert_eq!(parts("A;\n", Layout::Tern), (vec!["A;"], vec![]));
    }

    #[test]
    fn what_no_tool_would_run_is_an_error() {
        let text = "-- x\nCREATE;\n-- migrate:up\n";
        assert_eq!(
            error(text, Layout::Dbmate),
            "a.sql:2:1: dbmate does not run what stands before the first `-- migrate:up`\nhelp: move it below the mark"
        );
        assert!(
            error("A;\n", Layout::Goose).starts_with("a.sql: nothing in this file is marked as what goose applies")
        );
        assert!(error("-- +migrate Down\nA;\n", Layout::SqlMigrate).contains("`-- +migrate Up`"));
        let twice = "-- +goose Up\nA;\n-- +goose Up\nB;\n";
        assert!(error(twice, Layout::Goose).starts_with("a.sql:3:1: goose takes one"));
        assert!(error("-- +goose Down\nA;\n-- +goose Up\n", Layout::Goose).starts_with("a.sql:1:1: goose takes one"));
        let open = "-- +goose Up\n-- +goose StatementBegin\nA;\n-- +goose Down\n";
        assert!(error(open, Layout::Goose).starts_with("a.sql:2:1: this statement is never ended for goose"));
        let open = "-- +migrate Up\n-- +migrate StatementBegin\nA;\n";
        assert!(error(open, Layout::SqlMigrate).starts_with("a.sql:2:1: this statement is never ended"));
        let variable = "-- +goose Up\n-- +goose ENVSUB ON\nCREATE TABLE ${NAME} ();\n";
        assert!(error(variable, Layout::Goose).starts_with("a.sql:3:14: what this variable stands for"));
    }
}
