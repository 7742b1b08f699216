//! What is found wrong, by which rule, and the forms in which it is told.

mod github;
mod human;
pub mod json;
mod rule;
mod sarif;
mod short;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use schema_catalog::Error;

use crate::messages::Style;
pub(crate) use rule::{Rule, Severity};

/// Something that a rule finds wrong.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// The rule.
    pub(crate) rule: &'static Rule,
    /// What is wrong, where, and what to do about it.
    pub(crate) what: Error,
    /// What it is about.
    pub(crate) of: Subject,
}

/// What a finding is about, by the names that an allowance takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The table, with its schema unless that is the default one.
    pub(crate) table: Option<String>,
    /// The column, where it is a single one.
    pub(crate) column: Option<String>,
    /// The migration.
    pub(crate) migration: Option<String>,
}

impl Finding {
    pub(crate) fn new(rule: &'static Rule, what: Error) -> Self {
        Self { rule, what, of: Subject::default() }
    }

    /// Says which table it is about.
    pub(crate) fn table(mut self, name: impl Into<String>) -> Self {
        self.of.table = Some(name.into());
        self
    }

    /// Says which column it is about.
    pub(crate) fn column(mut self, name: impl Into<String>) -> Self {
        self.of.column = Some(name.into());
        self
    }

    /// The file that it is in, as messages name it.
    fn file(&self) -> Option<&str> {
        self.what.location().map(|location| &*location.file).or_else(|| self.what.file())
    }

    /// The line, the first column and that behind the last, counted from 1, in characters.
    fn region(&self) -> Option<(u32, u32, u32)> {
        let location = self.what.location()?;
        let marked = self.what.excerpt().map_or(0, |excerpt| excerpt.text[excerpt.marked.clone()].chars().count());
        Some((location.line, location.column, location.column + marked.max(1) as u32))
    }
}

/// How findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: the lines of SQL, what is wrong with them, and what to do
    Human,
    /// A line for each: `file:line:column: level[rule]: what`
    Short,
    /// For programs: an object with a list
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For GitHub Actions: a workflow command for each
    Github,
}

/// Findings, and what is needed to tell them.
pub(crate) struct Findings {
    /// The findings, in the order in which they are told.
    pub(crate) list: Vec<Finding>,
    /// The folder from which their files are named.
    pub(crate) root: PathBuf,
    /// What was looked at, as the last line for people says it: `8 migrations, 47 tables`.
    pub(crate) looked_at: String,
}

impl Findings {
    /// Findings, sorted by file, line and column.
    pub(crate) fn sorted(mut list: Vec<Finding>, root: &Path, looked_at: String) -> Self {
        let place = |finding: &Finding| {
            let region = finding.region();
            (finding.file().map(str::to_owned), region, finding.rule.name, finding.what.message().to_owned())
        };
        list.sort_by_cached_key(place);
        Self { list, root: root.to_owned(), looked_at }
    }

    /// Writes them in a form.
    pub(crate) fn write(&self, format: Format, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Human => human::write(self, style, out),
            Format::Short => short::write(self, out),
            Format::Json => json::write(self, out),
            Format::Sarif => sarif::write(self, out),
            Format::Github => github::write(self, out),
        }
    }

    /// The exit code that they amount to.
    pub(crate) fn exit_code(&self) -> u8 {
        u8::from(!self.list.is_empty())
    }
}

/// The path from the repository's folder to another one, with a slash behind it unless it is the same: annotations and
/// code scanning name files from there on.
fn prefix_in_repository(root: &Path) -> String {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let repository = root.ancestors().find(|folder| folder.join(".git").exists());
    let below = repository.and_then(|repository| root.strip_prefix(repository).ok());
    below.into_iter().flatten().map(|part| format!("{}/", part.to_string_lossy())).collect()
}
