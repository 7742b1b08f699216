//! What `cargo schema check` finds, on the page.

use maud::{Markup, html};
use schema_catalog::{Excerpt, Location};

use super::page::{Page, shown};
use crate::findings::Finding;

impl Page<'_> {
    pub(super) fn findings(&self) -> Markup {
        let looked_at = &self.findings.looked_at;
        html! {
            section aria-labelledby="findings" {
                h2 #findings tabindex="-1" { "Findings" }
                p { "Of " code { "cargo schema check" } ", which looked at " (looked_at) "." }
                @if self.findings.list.is_empty() { p { "Nothing is wrong." } }
                @for (number, finding) in self.findings.list.iter().enumerate() { (self.finding(number, finding)) }
            }
        }
    }

    fn finding(&self, number: usize, finding: &Finding) -> Markup {
        let Finding { rule, what, of } = finding;
        let place = place(number);
        let table = of.table.as_deref().and_then(|name| self.catalog.table(name));
        html! {
            article.finding.(rule.level.word()) #(place) tabindex="-1" aria-labelledby={(place) "-title"} {
                h3 id={(place) "-title"} { span.level { (rule.level.word()) } " " (shown(what.message())) }
                p.kind {
                    code { (rule.name) }
                    @if let Some(table) = table { ", of " (self.link(table)) }
                    @if let Some(place) = where_it_is(what.location(), what.file()) { ", at " code { (shown(&place)) } }
                }
                @if let Some(excerpt) = what.excerpt() { (line(excerpt)) }
                @for note in what.notes() {
                    p { "note: " (shown(note.message()))
                        @if let Some(location) = note.location() { " at " code { (shown(&location.to_string())) } } }
                }
                @if let Some(help) = what.help_text() { p { "help: " (shown(help)) } }
                details {
                    summary { "What the rule is for" }
                    p { (rule.summary) }
                    p { "Why: " (rule.reason) }
                    p { "Fix: " (rule.fix) }
                    @if !rule.manual.is_empty() {
                        ul { @for page in rule.manual { li { a href=(page) rel="noreferrer" { (page) } } } }
                    }
                }
            }
        }
    }

    /// Links to what is found of a table.
    pub(super) fn findings_of(&self, table: &str) -> Markup {
        let list = self.findings.list.iter().enumerate();
        let found: Vec<(usize, &Finding)> =
            list.filter(|(_, finding)| finding.of.table.as_deref() == Some(table)).collect();
        html! {
            @if !found.is_empty() {
                h4 { "Findings" }
                ul.rules { @for (number, finding) in found {
                    li { a href={"#" (place(number))} { (shown(finding.what.message())) } " " span.soft { (finding.rule.name) } }
                } }
            }
        }
    }
}

fn place(number: usize) -> String {
    format!("finding-{}", number + 1)
}

fn where_it_is(location: Option<&Location>, file: Option<&str>) -> Option<String> {
    location.map(ToString::to_string).or_else(|| file.map(str::to_owned))
}

/// The line of SQL, with what is meant marked.
fn line(Excerpt { text, marked }: &Excerpt) -> Markup {
    let part = |range: std::ops::Range<usize>| shown(text.get(range).unwrap_or_default());
    html! {
        pre tabindex="0" role="region" aria-label="The line of SQL" {
            code { (part(0..marked.start)) mark { (part(marked.clone())) } (part(marked.end..text.len())) }
        }
    }
}
