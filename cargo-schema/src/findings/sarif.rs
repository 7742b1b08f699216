//! Findings as SARIF 2.1.0, for code scanning.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>, and what GitHub reads of it:
//! <https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning>

use std::collections::BTreeMap;
use std::io::{self, Write};

use schema_catalog::{Location, harmless};
use serde_json::{Value, json};

use super::{Finding, Findings, Rule, json as json_form, prefix_in_repository};

/// The schema of the form.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What stands for the folder that paths begin at.
const ROOT: &str = "%SRCROOT%";

pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    json_form::write_value(&log(findings), out)
}

fn log(findings: &Findings) -> Value {
    let mut rules: Vec<&'static Rule> = findings.list.iter().map(|finding| finding.rule).collect();
    rules.sort_by_key(|rule| rule.name);
    rules.dedup_by_key(|rule| rule.name);
    let prefix = prefix_in_repository(&findings.root);
    let mut seen = BTreeMap::new();
    let results = findings.list.iter().map(|finding| {
        let index = rules.iter().position(|rule| rule.name == finding.rule.name);
        let fingerprint = fingerprint(finding);
        let times = seen.entry(fingerprint).and_modify(|times| *times += 1).or_insert(1);
        let fingerprint = format!("{fingerprint:016x}:{times}");
        result(finding, index, &fingerprint, &prefix)
    });
    let results: Vec<Value> = results.collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "cargo-schema",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn descriptor(rule: &Rule) -> Value {
    let page = rule.to_string();
    let mut descriptor = json!({
        "id": rule.name,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.reason },
        "help": { "text": page, "markdown": markdown(rule) },
        "defaultConfiguration": { "level": rule.level.word() },
        "properties": { "tags": ["sql", "migrations"], "precision": "very-high", "problem.severity": rule.level.word() },
    });
    if let Some(page) = rule.manual.first() {
        descriptor["helpUri"] = json!(page);
    }
    descriptor
}

fn markdown(rule: &Rule) -> String {
    let pages: String = rule.manual.iter().map(|page| format!("\n\n<{page}>")).collect();
    format!("{}\n\n**Why:** {}\n\n**Fix:** {}{pages}", rule.summary, rule.reason, rule.fix)
}

fn result(finding: &Finding, rule: Option<usize>, fingerprint: &str, prefix: &str) -> Value {
    let what = &finding.what;
    let help = what.help_text().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let text = format!("{}{help}", what.message());
    let location = finding.file().map(|file| place(file, finding.region(), prefix));
    let related: Vec<Value> = what
        .notes()
        .iter()
        .enumerate()
        .filter_map(|(at, note)| {
            let Location { file, line, column } = note.location()?;
            let mut place = place(file, Some((*line, *column, *column + 1)), prefix);
            place["id"] = json!(at + 1);
            place["message"] = message(note.message());
            Some(place)
        })
        .collect();
    json!({
        "ruleId": finding.rule.name,
        "ruleIndex": rule,
        "level": finding.rule.level.word(),
        "message": message(&text),
        "locations": location.into_iter().collect::<Vec<_>>(),
        "relatedLocations": related,
        "partialFingerprints": { "primaryLocationLineHash": fingerprint },
    })
}

fn message(text: &str) -> Value {
    let text = harmless(text);
    // `[text](target)` would be a link: section 3.11.6.
    let text = if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text.into_owned() };
    json!({ "text": text })
}

fn place(file: &str, region: Option<(u32, u32, u32)>, prefix: &str) -> Value {
    let mut place = json!({ "physicalLocation": { "artifactLocation": artifact(file, prefix) } });
    // GitHub wants a line, whatever is meant.
    place["physicalLocation"]["region"] = match region {
        Some((line, start, end)) => {
            json!({ "startLine": line, "startColumn": start, "endLine": line, "endColumn": end })
        }
        None => json!({ "startLine": 1 }),
    };
    place
}

fn artifact(file: &str, prefix: &str) -> Value {
    if file.starts_with('/') {
        return json!({ "uri": format!("file://{}", encoded(file)) });
    }
    let path = format!("{prefix}{file}");
    json!({ "uri": encoded(path.strip_prefix("./").unwrap_or(&path)), "uriBaseId": ROOT })
}

/// A path as a URI has it: RFC 3986, section 3.3. A colon may not stand in the first part of one that is relative.
fn encoded(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    path.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// What stays the same of a finding where lines above it change: FNV-1a of the rule, the file, what it is about and the
/// line's text.
///
/// <http://www.isthe.com/chongo/tech/comp/fnv/>
fn fingerprint(finding: &Finding) -> u64 {
    let Finding { rule, what, of } = finding;
    let text = what.excerpt().map_or("", |excerpt| excerpt.text.trim());
    let subject = [&of.table, &of.column, &of.migration].map(|name| name.as_deref().unwrap_or_default());
    let parts = [rule.name, finding.file().unwrap_or_default(), text].into_iter().chain(subject);
    let bytes = parts.flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
