//! A table on the page: its columns, keys, and how it became so.

use maud::{Markup, html};
use schema_catalog::{Column, ConstraintKind, History, Table};

use super::page::{Page, counted, shown};
use crate::described::{Step, value};

/// How many lines of a statement are shown.
const SHOWN_LINES: usize = 80;

impl Page<'_> {
    pub(super) fn table(&self, table: &Table) -> Markup {
        let place = self.place(table);
        let name = shown(&self.catalog.full_name(table));
        let title = format!("{place}-title");
        html! {
            section.table #(place) aria-labelledby=(title) data-name=(name) tabindex="-1" {
                h3 #(title) { (name) " " a.here href={"#" (place)} aria-label={"Link to " (name)} { "#" } }
                p.kind {
                    (table.kind.noun()) ", " (counted(table.columns.len(), "column"))
                    @if let Some(migration) = self.described.migration(table.history.declared()) {
                        ", made by " code { (shown(migration)) }
                    }
                }
                @if let Some(comment) = &table.comment { p.comment { (shown(comment)) } }
                @if let Some(unknown) = &table.unknown {
                    p { "Its columns are not known: " (shown(&unknown.reason)) }
                } @else {
                    (self.columns(table, &name))
                }
                (self.rules(table))
                (self.findings_of(&self.catalog.full_name(table)))
                (self.history(&self.described.table_history(table)))
            }
        }
    }

    fn columns(&self, table: &Table, name: &str) -> Markup {
        html! {
            div.wide role="region" aria-label={"Columns of " (name)} tabindex="0" {
                table {
                    caption { "Columns of " (name) }
                    thead { tr {
                        th scope="col" { "Column" } th scope="col" { "Type" } th scope="col" { "Rust" }
                        th scope="col" { "NULL" } th scope="col" { "Value" } th scope="col" { "Keys" }
                    } }
                    tbody {
                        @for (number, column) in table.columns.iter().enumerate() {
                            (self.column(table, number, column))
                        }
                    }
                }
            }
        }
    }

    fn column(&self, table: &Table, number: usize, column: &Column) -> Markup {
        let sql_type = shown(&column.sql_type.display(self.catalog));
        html! {
            tr id={(self.place(table)) "-column-" (number + 1)} data-column=(shown(&column.name)) data-type=(sql_type) {
                th scope="row" {
                    code { (shown(&column.name)) }
                    @if let Some(comment) = &column.comment { span.note { (shown(comment)) } }
                }
                td { code { (sql_type) } }
                td { @match self.described.rust(table, column) {
                    Some(rust) => code { (rust) },
                    None => "the program's own",
                } }
                td { @if column.nullable { "NULL" } @else { span.soft { "NOT NULL" } } }
                td { @if let Some(value) = value(column) { code { (shown(&value)) } } }
                td { @for mark in marks(table, column) { span.mark { (mark) } " " } }
            }
        }
    }

    /// Constraints and indexes, and the foreign keys of other tables.
    fn rules(&self, table: &Table) -> Markup {
        let Some(table) = self.catalog.find_table(table.id()) else { return html! {} };
        let rules = self.described.rules(table, None);
        let referrers = self.described.referrers(table, None);
        html! {
            @if !rules.is_empty() {
                h4 { "Constraints and indexes" }
                ul.rules { @for rule in rules {
                    li {
                        code { (shown(&rule.text)) }
                        @if !rule.name.is_empty() { " " span.soft { (shown(rule.name)) } }
                        @if let Some(parent) = rule.parent { " → " (self.link(parent)) }
                    }
                } }
            }
            @if !referrers.is_empty() {
                h4 { "Referred to by" }
                ul.rules { @for key in referrers {
                    li {
                        (self.link(key.child)) " " code { (shown(&key.text)) }
                        @if !key.name.is_empty() { " " span.soft { (shown(key.name)) } }
                    }
                } }
            }
        }
    }

    /// How an object became so.
    pub(super) fn own_history(&self, history: &History) -> Markup {
        self.history(&self.described.own_history(history))
    }

    fn history(&self, steps: &[Step<'_>]) -> Markup {
        html! {
            details {
                summary { "History: " (counted(steps.len(), "statement")) }
                ol.history { @for step in steps { (statement(step)) } }
            }
        }
    }
}

fn statement(step: &Step<'_>) -> Markup {
    let (lines, more) = step.lines(SHOWN_LINES);
    html! {
        li {
            p { @if let Some(name) = step.migration { strong { (shown(name)) } ", " } code { (shown(&step.location.to_string())) } }
            @if !lines.is_empty() {
                pre tabindex="0" role="region" aria-label={"Statement at " (shown(&step.location.to_string()))} {
                    code { (shown(&lines.join("\n"))) @if more > 0 { "\n… " (more) " more lines" } }
                }
            }
            ul { @for (line, what) in &step.events { li { span.soft { "line " (line) ":" } " " (shown(what)) } } }
        }
    }
}

/// The keys that a column is in.
fn marks(table: &Table, column: &Column) -> Vec<&'static str> {
    let mut marks: Vec<&str> = Vec::new();
    for constraint in &table.constraints {
        let (columns, mark) = match &constraint.kind {
            ConstraintKind::PrimaryKey { columns } => (columns, "primary"),
            ConstraintKind::ForeignKey(key) => (&key.columns, "foreign"),
            ConstraintKind::Dangling(key) => (&key.columns, "foreign"),
            ConstraintKind::Unique { columns, .. } => (columns, "unique"),
            ConstraintKind::Check(_) | ConstraintKind::Exclude { .. } => continue,
        };
        if columns.contains(&column.id()) && !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks
}
