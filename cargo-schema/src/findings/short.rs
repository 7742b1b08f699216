//! A line for each finding, as cargo writes them with `--message-format short`.

use std::io::{self, Write};

use schema_catalog::harmless_line;

use super::{Finding, Findings};

pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    findings.list.iter().try_for_each(|finding| writeln!(out, "{}", line(finding)))
}

fn line(finding: &Finding) -> String {
    let place = match (finding.what.location(), finding.what.file()) {
        (Some(location), _) => format!("{location}: "),
        (None, Some(file)) => format!("{}: ", harmless_line(file)),
        (None, None) => String::new(),
    };
    let (level, rule) = (finding.rule.level.word(), finding.rule.name);
    format!("{place}{level}[{rule}]: {}", harmless_line(finding.what.message()))
}
