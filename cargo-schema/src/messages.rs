//! Errors and warnings, as they are written: in one line for programs, with the SQL for people at a terminal.

use std::env;
use std::io::{self, IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use clap::ColorChoice;
use schema_catalog::{Error, Excerpt, Location, harmless, harmless_line, is_harmful};
use terminal_size::{Height, Width};

use crate::failure::Failure;
use crate::findings::Severity;

/// How errors and warnings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `error: file:line:column: what`, then notes and help, each on a line.
    #[default]
    Plain,
    /// With the lines of SQL, and the places marked in them, for a terminal.
    Drawn {
        /// Whether in colours.
        colours: bool,
        /// How many columns there are.
        width: usize,
    },
}

impl Style {
    /// What fits standard error.
    pub fn of_stderr() -> Self {
        Self::of(io::stderr().is_terminal(), terminal_size::terminal_size_of(io::stderr()))
    }

    /// What fits standard output.
    pub fn of_stdout() -> Self {
        Self::of(io::stdout().is_terminal(), terminal_size::terminal_size_of(io::stdout()))
    }

    /// Drawn on a terminal, without colours where [`NO_COLOR`](https://no-color.org) is set.
    fn of(is_terminal: bool, size: Option<(Width, Height)>) -> Self {
        let dumb = env::var_os("TERM").is_none_or(|term| term == "dumb");
        if dumb || !is_terminal {
            return Self::Plain;
        }
        let colours = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self::Drawn { colours, width: size.map_or(WIDTH, |(width, _)| usize::from(width.0)) }
    }

    /// The same as `--color` says.
    pub(crate) fn in_colours(self, choice: ColorChoice) -> Self {
        match (choice, self) {
            (ColorChoice::Auto, _) | (ColorChoice::Never, Self::Plain) => self,
            (ColorChoice::Never, Self::Drawn { width, .. }) => Self::Drawn { colours: false, width },
            (ColorChoice::Always, Self::Drawn { width, .. }) => Self::Drawn { colours: true, width },
            (ColorChoice::Always, Self::Plain) => Self::Drawn { colours: true, width: WIDTH },
        }
    }
}

/// How wide a terminal is that does not tell.
const WIDTH: usize = 80;

/// How what goes to standard output and what goes to standard error is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Styles {
    /// What goes to standard output.
    pub out: Style,
    /// What goes to standard error.
    pub err: Style,
}

impl From<Style> for Styles {
    /// One style for both.
    fn from(style: Style) -> Self {
        Self { out: style, err: style }
    }
}

/// Where errors and warnings are written.
pub(crate) struct Messages<'a> {
    out: &'a mut dyn Write,
    style: Style,
}

impl<'a> Messages<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, style: Style) -> Self {
        Self { out, style }
    }

    /// Writes what is wrong with the migrations.
    pub(crate) fn report(&mut self, severity: Severity, error: &Error) -> io::Result<()> {
        match self.style {
            Style::Plain => {
                writeln!(self.out, "{}: {error}", severity.word())
            }
            Style::Drawn { colours, width } => self.draw(colours, width, &drawn(severity, None, error)),
        }
    }

    /// Writes what a rule finds wrong, with a blank line behind it.
    pub(crate) fn finding(&mut self, severity: Severity, rule: &str, error: &Error) -> io::Result<()> {
        match self.style {
            Style::Plain => writeln!(self.out, "{}[{rule}]: {error}", severity.word()),
            Style::Drawn { colours, width } => {
                self.draw(colours, width, &drawn(severity, Some(rule), error))?;
                writeln!(self.out)
            }
        }
    }

    fn draw(&mut self, colours: bool, width: usize, groups: &[Group<'_>]) -> io::Result<()> {
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        writeln!(self.out, "{}", renderer.term_width(width).render(groups))
    }

    /// Writes what is good to know.
    pub(crate) fn note(&mut self, text: &str) -> io::Result<()> {
        match self.style {
            Style::Plain => writeln!(self.out, "note: {}", harmless(text)),
            Style::Drawn { colours, width } => {
                self.draw(colours, width, &[Group::with_title(Level::NOTE.primary_title(harmless(text)))])
            }
        }
    }

    /// Writes why a command did not succeed.
    pub(crate) fn say(&mut self, failure: &Failure) -> io::Result<()> {
        match failure {
            Failure::Located(error) => self.report(Severity::Error, error),
            // Several may be wrong at once.
            Failure::Usage(text) | Failure::Output(_, text) => {
                text.split("\nerror: ").try_for_each(|text| self.report(Severity::Error, &in_parts(text)))
            }
        }
    }
}

/// The error that a text tells, in which notes, and the help at last, begin lines of their own.
fn in_parts(text: &str) -> Error {
    let (text, help) = match text.rsplit_once("\nhelp: ") {
        Some((text, help)) => (text, Some(help)),
        None => (text, None),
    };
    let mut parts = text.split("\nnote: ");
    let error = Error::of_file("", parts.next().unwrap_or_default());
    let error = parts.fold(error, Error::note);
    match help {
        Some(help) => error.help(help),
        None => error,
    }
}

/// A text for people, whose lines without an indent are headings.
pub(crate) fn headed(text: &str, style: Style) -> String {
    let bold = match style {
        Style::Drawn { colours: true, .. } => anstyle::Style::new().bold(),
        _ => anstyle::Style::new(),
    };
    let line = |line: &str| match line.starts_with([' ', '\n']) {
        true => line.to_owned(),
        false => format!("{bold}{}{bold:#}\n", line.trim_end_matches('\n')),
    };
    harmless(text).split_inclusive('\n').map(line).collect()
}

/// An error with its notes, and the help last.
fn drawn<'a>(severity: Severity, rule: Option<&'a str>, error: &'a Error) -> Vec<Group<'a>> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let whole = error.file().map(|file| Element::Origin(Origin::path(harmless_line(file))));
    let title = level.primary_title(harmless(error.message()));
    let title = match rule {
        Some(rule) => title.id(rule),
        None => title,
    };
    let mut groups = vec![Group::with_title(title).elements(whole).elements(place(
        error.location(),
        error.excerpt(),
        AnnotationKind::Primary,
    ))];
    groups.extend(error.notes().iter().map(|note| {
        Group::with_title(Level::NOTE.secondary_title(harmless(note.message()))).elements(place(
            note.location(),
            note.excerpt(),
            AnnotationKind::Context,
        ))
    }));
    groups.extend(error.help_text().map(|help| Group::with_title(Level::HELP.secondary_title(harmless(help)))));
    groups
}

/// Where a place is, and the line with it marked.
fn place<'a>(location: Option<&'a Location>, excerpt: Option<&'a Excerpt>, kind: AnnotationKind) -> Vec<Element<'a>> {
    let Some(Location { file, line, column }) = location else { return Vec::new() };
    let (line, column) = (*line as usize, *column as usize);
    let file = harmless_line(file);
    let origin = || Element::Origin(Origin::path(file.clone()).line(line).char_column(column));
    let Some(Excerpt { text, marked }) = excerpt else { return vec![origin()] };
    let (before, meant, after) = (&text[..marked.start], &text[marked.clone()], &text[marked.end..]);
    // What can't be shown takes a column all the same, so that the mark stays in its place.
    let [shown_before, meant, after] = [before, meant, after].map(|part| part.replace(is_harmful, "\u{fffd}"));
    let marked = shown_before.len()..shown_before.len() + meant.len();
    let snippet = Snippet::source(shown_before + &meant + &after).line_start(line).annotation(kind.span(marked));
    // The columns of a line that is cut at its beginning are not the file's.
    if before.chars().count() + 1 == column {
        vec![Element::Cause(snippet.path(file))]
    } else {
        vec![origin(), Element::Cause(snippet)]
    }
}
