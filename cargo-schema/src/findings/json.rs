//! The form that `--format json` writes of findings.
//!
//! An object with the fields of [`Report`]. Findings are sorted by file, line and column. Fields may be added;
//! [`FORMAT`] counts up if one is ever removed or changes its meaning. Every field is always there, `null` or empty where
//! there is nothing to tell.

use std::io::{self, Write};

use schema_catalog::{Location, harmless};
use serde::Serialize;

use crate::json_text::json_text;

/// The number of the form that this version writes.
pub const FORMAT: u32 = 1;

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The number of the form: [`FORMAT`].
    pub format: u32,
    /// The findings.
    pub findings: Vec<Finding>,
}

/// Something that a rule finds wrong.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// The rule's name, by which `schema.toml` allows it and `cargo schema check --explain` tells why.
    pub rule: &'static str,
    /// `error` or `warning`.
    pub level: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where that is.
    pub place: Place,
    /// What else is to be known.
    pub notes: Vec<Note>,
    /// What to do about it.
    pub help: Option<String>,
    /// The table that it is about, with its schema unless that is the default one.
    pub table: Option<String>,
    /// The column that it is about, where it is a single one.
    pub column: Option<String>,
    /// The migration that it is about.
    pub migration: Option<String>,
}

/// What else is to be known of a finding.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// What there is to know.
    pub message: String,
    /// Where that is.
    pub place: Place,
}

/// A place in a file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Place {
    /// The file, as messages show it.
    pub file: Option<String>,
    /// The line, counted from 1; `null` where the file is meant as a whole.
    pub line: Option<u32>,
    /// The column, counted from 1, in characters.
    pub column: Option<u32>,
}

impl Place {
    fn new(location: Option<&Location>, file: Option<&str>) -> Self {
        match location {
            Some(Location { file, line, column }) => {
                Self { file: Some(file.to_string()), line: Some(*line), column: Some(*column) }
            }
            None => Self { file: file.map(str::to_owned), line: None, column: None },
        }
    }
}

impl Report {
    fn new(findings: &super::Findings) -> Self {
        Self { format: FORMAT, findings: findings.list.iter().map(Finding::new).collect() }
    }
}

impl Finding {
    fn new(finding: &super::Finding) -> Self {
        let super::Finding { rule, what, of } = finding;
        let note = |note: &schema_catalog::Note| Note {
            message: harmless(note.message()).into_owned(),
            place: Place::new(note.location(), None),
        };
        Self {
            rule: rule.name,
            level: rule.level.word(),
            message: harmless(what.message()).into_owned(),
            place: Place::new(what.location(), what.file()),
            notes: what.notes().iter().map(note).collect(),
            help: what.help_text().map(|help| harmless(help).into_owned()),
            table: of.table.clone(),
            column: of.column.clone(),
            migration: of.migration.clone(),
        }
    }
}

pub(super) fn write(findings: &super::Findings, out: &mut dyn Write) -> io::Result<()> {
    write_value(&Report::new(findings), out)
}

/// Writes a value as JSON.
pub(super) fn write_value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(json_text(value)?.as_bytes())
}
