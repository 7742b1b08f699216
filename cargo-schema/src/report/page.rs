//! The page around everything.

use std::collections::{HashMap, HashSet};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use schema_catalog::{Catalog, Table, TableId, harmless, shown_path};
use sha2::{Digest as _, Sha256};

use crate::described::Described;
use crate::findings::Findings;
use crate::graph::{self, Diagram};
use crate::migrations::Replayed;
use crate::status;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What the page is about, and where on it everything is.
pub(super) struct Page<'a> {
    pub(super) replayed: &'a Replayed,
    pub(super) described: &'a Described<'a>,
    pub(super) catalog: &'a Catalog,
    pub(super) findings: &'a Findings,
    /// The tables, without views.
    pub(super) tables: Vec<&'a Table>,
    pub(super) views: Vec<&'a Table>,
    places: HashMap<TableId, String>,
}

impl<'a> Page<'a> {
    pub(super) fn new(replayed: &'a Replayed, described: &'a Described<'a>, findings: &'a Findings) -> Self {
        let catalog = &replayed.catalog;
        let mut taken = HashSet::new();
        let places = catalog.tables().map(|table| (table.id(), place("table", &catalog.full_name(table), &mut taken)));
        let places = places.collect();
        let (views, tables) = catalog.tables().partition(|table| table.kind.is_view());
        Self { replayed, described, catalog, findings, tables, views, places }
    }

    /// Where a table is on the page.
    pub(super) fn place(&self, table: &Table) -> &str {
        self.places.get(&table.id()).map_or("main", String::as_str)
    }

    /// A table's name, with a link to it.
    pub(super) fn link(&self, table: &Table) -> Markup {
        html! { a href={"#" (self.place(table))} { code { (shown(&self.catalog.full_name(table))) } } }
    }

    pub(super) fn html(&self) -> String {
        let style = format!("{STYLE}{}", graph::STYLE);
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
            hash(&style),
            hash(SCRIPT)
        );
        let dialect = self.catalog.dialect();
        let title = format!("Schema: {dialect}, {}", counted(self.tables.len(), "table"));
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) }
                    style { (PreEscaped(style)) }
                }
                body {
                    a.skip href="#main" { "Skip to the content" }
                    (self.contents())
                    main #main tabindex="-1" {
                        (self.overview())
                        (self.picture())
                        (self.findings())
                        section aria-labelledby="tables" {
                            h2 #tables tabindex="-1" { "Tables" }
                            @for table in &self.tables { (self.table(table)) }
                            @if self.tables.is_empty() { p { "The migrations make no tables." } }
                        }
                        (self.types())
                        @if !self.views.is_empty() {
                            section aria-labelledby="views" {
                                h2 #views tabindex="-1" { "Views" }
                                @for view in &self.views { (self.table(view)) }
                            }
                        }
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        page.into_string() + "\n"
    }

    /// The search, and links to everything.
    fn contents(&self) -> Markup {
        let found = self.findings.list.len();
        html! {
            header {
                p.brand { a href="#main" { "Schema" } " " span { (self.catalog.dialect()) } }
                // Nothing is searched without the script, which shows this.
                div #searching role="search" hidden {
                    label for="search" { "Search tables and columns " kbd { "/" } }
                    input #search type="search" role="combobox" aria-expanded="false" aria-controls="found"
                        aria-autocomplete="list" autocomplete="off" spellcheck="false";
                    ul #found role="listbox" aria-label="Tables and columns that were found" hidden {}
                    p #count role="status" {}
                }
                nav aria-label="Contents" {
                    ul {
                        li { a href="#overview" { "Overview" } }
                        li { a href="#picture" { "Picture" } }
                        li { a href="#findings" { "Findings" } " " span.number { (found) } }
                        li { a href="#tables" { "Tables" } " " span.number { (self.tables.len()) } }
                        @if self.catalog.types().next().is_some() { li { a href="#types" { "Types" } } }
                        @if !self.views.is_empty() { li { a href="#views" { "Views" } " " span.number { (self.views.len()) } } }
                    }
                    ul.tables {
                        @for table in self.tables.iter().chain(&self.views) { li { (self.link(table)) } }
                    }
                }
            }
        }
    }

    fn overview(&self) -> Markup {
        let Replayed { migrations, folder, root, .. } = self.replayed;
        let last = migrations.last().map_or("", |last| &last.name);
        html! {
            section aria-labelledby="overview" {
                h1 #overview tabindex="-1" { "Schema of " (self.catalog.dialect()) }
                p {
                    "What " (counted(migrations.len(), "migration")) " in " code { (shown(&shown_path(folder, root.as_deref()))) }
                    " make" @if migrations.len() == 1 { "s" } "; the last is " code { (shown(last)) } "."
                }
                dl.figures {
                    @for (what, count, more) in status::in_numbers(self.catalog) {
                        div { dt { (what) } dd { strong { (count) } @if !more.is_empty() { " " span { (more) } } } }
                    }
                }
            }
        }
    }

    fn picture(&self) -> Markup {
        let diagram = Diagram::new(self.described, &[]);
        let places: Vec<String> = self.tables.iter().map(|table| self.place(table).to_owned()).collect();
        html! {
            section aria-labelledby="picture" {
                h2 #picture tabindex="-1" { "Picture" }
                p.buttons #moving hidden {
                    button type="button" data-zoom="in" { "Larger" }
                    button type="button" data-zoom="out" { "Smaller" }
                    button type="button" data-zoom="fit" { "Whole" }
                    span { "With the picture in focus: " kbd { "+" } " " kbd { "−" } " " kbd { "0" } ", and the arrows to move. It can be dragged." }
                }
                div #canvas role="region" aria-label="The tables and the foreign keys between them" tabindex="0" {
                    (graph::picture(&diagram, None, &places))
                }
            }
        }
    }
}

/// A place on the page that is named for something: as it is where that makes a good name, and no other has it.
pub(super) fn place(kind: &str, name: &str, taken: &mut HashSet<String>) -> String {
    let word: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "_.-".contains(c) { c } else { '-' }).collect();
    let first = format!("{kind}-{word}");
    let mut place = first.clone();
    let mut number = 2;
    while !taken.insert(place.clone()) {
        place = format!("{first}-{number}");
        number += 1;
    }
    place
}

/// A text from SQL.
pub(super) fn shown(text: &str) -> String {
    harmless(text).into_owned()
}

pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What a policy knows a style or a script by.
///
/// <https://www.w3.org/TR/CSP3/#grammardef-hash-source>
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}
