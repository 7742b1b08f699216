//! A line for each finding, as cargo writes them with `--message-format short`.

use std::io::{self, Write};

use super::{Finding, Findings, harmless};

pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    findings.list.iter().try_for_each(|finding| writeln!(out, "{}", line(finding)))
}

fn line(finding: &Finding) -> String {
    let place = match (finding.what.location(), finding.what.file()) {
        (Some(location), _) => format!("{location}: "),
        (None, Some(file)) => format!("{file}: "),
        (None, None) => String::new(),
    };
    let (level, rule) = (finding.rule.level.word(), finding.rule.name);
    harmless(&format!("{place}{level}[{rule}]: {}", finding.what.message())).replace('\n', " ")
}
