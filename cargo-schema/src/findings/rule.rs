//! Rules by which something is found wrong, and the pages that explain them.

use std::fmt;

/// How bad it is what a rule finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// It does not work, or not as it is said to.
    Error,
    /// It works, at a price that may be too high.
    Warning,
}

impl Severity {
    /// The word for it, which SARIF and GitHub have as well.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Its name, by which it is allowed and explained.
    pub(crate) name: &'static str,
    /// How bad it is what it finds.
    pub(crate) level: Severity,
    /// What it finds, in a line.
    pub(crate) summary: &'static str,
    /// Why that is wrong.
    pub(crate) reason: &'static str,
    /// What to do instead.
    pub(crate) fix: &'static str,
    /// The pages of manuals that it comes from.
    pub(crate) manual: &'static [&'static str],
}

/// The rule's page.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, level, summary, reason, fix, manual } = self;
        writeln!(f, "{name} ({})\n\n{summary}\n\nWhy: {reason}\n\nFix: {fix}", level.word())?;
        if !manual.is_empty() {
            writeln!(f, "\nManual:")?;
        }
        manual.iter().try_for_each(|page| writeln!(f, "  {page}"))
    }
}
