//! Differences for people: table by table, with the places in the SQL.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style as Ansi};
use schema_catalog::harmless_line;

use super::changes::{Change, Comparison, Kind, Said};
use crate::messages::Style;

/// How what is gone, what is new, what is changed, and where all that is, are coloured.
struct Colours {
    gone: Ansi,
    new: Ansi,
    changed: Ansi,
    heading: Ansi,
    place: Ansi,
}

impl Colours {
    fn of(style: Style) -> Self {
        let plain = Ansi::new();
        if !matches!(style, Style::Drawn { colours: true, .. }) {
            return Self { gone: plain, new: plain, changed: plain, heading: plain, place: plain };
        }
        let colour = |colour: AnsiColor| colour.on_default();
        Self {
            gone: colour(AnsiColor::Red),
            new: colour(AnsiColor::Green),
            changed: colour(AnsiColor::Yellow),
            heading: plain.bold(),
            place: plain.dimmed(),
        }
    }
}

pub(super) fn text(comparison: &Comparison, style: Style) -> String {
    let colours = Colours::of(style);
    let mut tables: BTreeMap<Option<&str>, Vec<&Change>> = BTreeMap::new();
    for change in &comparison.changes {
        tables.entry(change.table.as_deref()).or_default().push(change);
    }
    let mut out = String::new();
    for (table, mut changes) in tables {
        changes.sort_by_key(|change| change.kind);
        let whole = changes.iter().position(|change| change.kind == Kind::Table);
        let heading = &colours.heading;
        match (table, whole.map(|at| changes.remove(at))) {
            (Some(table), None) => {
                let _ = writeln!(out, "{heading}{}{heading:#}", harmless_line(table));
            }
            (Some(table), Some(change)) => whole_table(&mut out, table, change, &colours),
            (None, _) => {}
        }
        let indent = if table.is_some() { "  " } else { "" };
        changes.iter().for_each(|change| line(&mut out, change, indent, &colours));
        out.push('\n');
    }
    let count = comparison.changes.len();
    let _ = match count {
        0 => writeln!(out, "nothing differs"),
        1 => writeln!(out, "1 difference"),
        _ => writeln!(out, "{count} differences"),
    };
    let _ = writeln!(out, "not compared: {}", comparison.not_compared);
    out
}

/// A table that is gone, new, or another kind of table.
fn whole_table(out: &mut String, table: &str, change: &Change, colours: &Colours) {
    let (sign, colour) = sign(change, colours);
    let heading = &colours.heading;
    let _ = write!(out, "{colour}{sign}{colour:#} {heading}{}{heading:#}", harmless_line(table));
    // Of a plain table there is no more to say than that it is one.
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            out.push('\n');
            both(out, before, after, "  ", colours);
        }
        (one, other) => one.iter().chain(other).for_each(|said| {
            let _ = writeln!(out, ": {}", shown(said, colours));
        }),
    }
}

fn line(out: &mut String, change: &Change, indent: &str, colours: &Colours) {
    let (sign, colour) = sign(change, colours);
    let noun = change.kind.noun();
    let name = change.name.as_ref().map(|name| format!(" {}", harmless_line(name))).unwrap_or_default();
    let _ = write!(out, "{indent}{colour}{sign}{colour:#} {noun}{name}");
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            out.push('\n');
            both(out, before, after, &format!("{indent}    "), colours);
        }
        (one, other) => one.iter().chain(other).for_each(|said| {
            let _ = writeln!(out, ": {}", shown(said, colours));
        }),
    }
}

/// What it was and what it is, one below the other.
fn both(out: &mut String, before: &Said, after: &Said, indent: &str, colours: &Colours) {
    let Colours { gone, new, .. } = colours;
    let _ = writeln!(out, "{indent}{gone}-{gone:#} {}", shown(before, colours));
    let _ = writeln!(out, "{indent}{new}+{new:#} {}", shown(after, colours));
}

fn sign(change: &Change, colours: &Colours) -> (char, Ansi) {
    match (&change.before, &change.after) {
        (Some(_), None) => ('-', colours.gone),
        (None, Some(_)) => ('+', colours.new),
        _ => ('~', colours.changed),
    }
}

fn shown(said: &Said, colours: &Colours) -> String {
    let colour = &colours.place;
    let place = said.place.as_ref().map(|place| format!("  {colour}{}{colour:#}", harmless_line(&place.to_string())));
    format!("{}{}", harmless_line(&said.text), place.unwrap_or_default())
}
