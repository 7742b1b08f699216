//! Findings as workflow commands of GitHub Actions, which show them beside the lines that they are about.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message>

use std::io::{self, Write};

use schema_catalog::harmless;

use super::{Finding, Findings, prefix_in_repository};

pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let prefix = prefix_in_repository(&findings.root);
    findings.list.iter().try_for_each(|finding| writeln!(out, "{}", command(finding, &prefix)))
}

fn command(finding: &Finding, prefix: &str) -> String {
    let mut properties = Vec::new();
    if let Some(file) = finding.file() {
        // What lies elsewhere is named as it is.
        let prefix = if file.starts_with('/') { "" } else { prefix };
        properties.push(("file", format!("{prefix}{file}")));
    }
    if let Some((line, start, end)) = finding.region() {
        let region = [("line", line), ("endLine", line), ("col", start), ("endColumn", end)];
        properties.extend(region.map(|(name, value)| (name, value.to_string())));
    }
    properties.push(("title", finding.rule.name.to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(&harmless(value)))).collect();
    let what = &finding.what;
    let notes = what.notes().iter().map(|note| format!("\nnote: {note}"));
    let help = what.help_text().map(|help| format!("\nhelp: {help}"));
    let message: String = [what.message().to_owned()].into_iter().chain(notes).chain(help).collect();
    format!("::{} {}::{}", finding.rule.level.word(), properties.join(","), data(&harmless(&message)))
}

/// A message as the runner reads it back: `actions/toolkit`, `packages/core/src/command.ts`, `escapeData`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value as the runner reads it back: there, `escapeProperty`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use schema_catalog::Error;

    use super::command;
    use crate::findings::{Finding, Rule, Severity};

    static RULE: Rule = Rule { name: "r", level: Severity::Error, summary: "", reason: "", fix: "", manual: &[] };

    #[test]
    fn nothing_in_a_text_ends_a_command_or_a_property() {
        let error = Error::in_text("a,b:c%/up.sql", "SELECT 1;\n  DROP x", 12, "50%\n::error::x").help("y");
        assert_eq!(
            command(&Finding::new(&RULE, error), "db/"),
            "::error file=db/a%2Cb%3Ac%25/up.sql,line=2,endLine=2,col=3,endColumn=7,title=r::50%25%0A::error::x%0Ahelp: y"
        );
        let error = Error::of_file("up.sql", "\u{1b}[0m\u{202e}");
        assert_eq!(command(&Finding::new(&RULE, error), ""), "::error file=up.sql,title=r::\\u{1b}[0m\\u{202e}");
    }
}
