//! Findings for people: the lines of SQL with the places marked, and what it comes to.

use std::io::{self, Write};

use super::{Findings, Severity};
use crate::messages::{Messages, Style};

/// How wide lines are where no terminal says so.
const WIDTH: usize = 120;

pub(super) fn write(findings: &Findings, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let style = if style == Style::Plain { Style::Drawn { colours: false, width: WIDTH } } else { style };
    let mut messages = Messages::new(out, style);
    for finding in &findings.list {
        messages.finding(finding.rule.level, finding.rule.name, &finding.what)?;
    }
    let Findings { looked_at, .. } = findings;
    let count = |level| findings.list.iter().filter(|finding| finding.rule.level == level).count();
    match (counted(count(Severity::Error), "error"), counted(count(Severity::Warning), "warning")) {
        (None, None) => writeln!(out, "{looked_at}: nothing is wrong"),
        (Some(one), None) | (None, Some(one)) => writeln!(out, "{looked_at}: {one}"),
        (Some(errors), Some(warnings)) => writeln!(out, "{looked_at}: {errors}, {warnings}"),
    }
}

/// A number of things, if there are any.
fn counted(count: usize, what: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{count} {what}s")),
    }
}
