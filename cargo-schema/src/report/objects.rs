//! Types on the page: enums, domains and others.

use std::collections::HashSet;

use maud::{Markup, html};
use schema_catalog::{Type, TypeKind};

use super::page::{Page, place, shown};
use crate::described::in_line;

impl Page<'_> {
    pub(super) fn types(&self) -> Markup {
        let mut taken = HashSet::new();
        html! {
            @if self.catalog.types().next().is_some() {
                section aria-labelledby="types" {
                    h2 #types tabindex="-1" { "Types" }
                    @for known in self.catalog.types() { (self.type_(known, &mut taken)) }
                }
            }
        }
    }

    fn type_(&self, known: &Type, taken: &mut HashSet<String>) -> Markup {
        let is_default = known.schema == self.catalog.dialect().default_schema();
        let name = if is_default { known.name.clone() } else { format!("{}.{}", known.schema, known.name) };
        let place = place("type", &name, taken);
        let name = shown(&name);
        html! {
            section.table #(place) aria-labelledby={(place) "-title"} data-name=(name) tabindex="-1" {
                h3 id={(place) "-title"} { (name) " " a.here href={"#" (place)} aria-label={"Link to " (name)} { "#" } }
                (self.definition(&known.kind))
                @if let Some(comment) = &known.comment { p.comment { (shown(comment)) } }
                (self.own_history(&known.history))
            }
        }
    }

    fn definition(&self, kind: &TypeKind) -> Markup {
        let type_text = |sql_type: &schema_catalog::SqlType| shown(&sql_type.display(self.catalog));
        html! {
            @match kind {
                TypeKind::Enum(labels) => {
                    p.kind { "enum" }
                    ol.labels { @for (label, _) in labels { li { code { (shown(label)) } } } }
                }
                TypeKind::Domain { base, not_null, default, checks } => {
                    p.kind { "domain over " code { (type_text(base)) } @if *not_null { " NOT NULL" } }
                    ul.rules {
                        @if let Some(default) = default { li { code { "DEFAULT " (shown(&in_line(default))) } } }
                        @for (name, expression) in checks {
                            li { code { "CHECK (" (shown(&in_line(expression))) ")" } " " span.soft { (shown(name)) } }
                        }
                    }
                }
                TypeKind::Composite(attributes) => {
                    p.kind { "composite type" }
                    ul.rules { @for (name, sql_type) in attributes {
                        li { code { (shown(name)) " " (type_text(sql_type)) } }
                    } }
                }
                TypeKind::Range { .. } => p.kind { "range" },
                TypeKind::Multirange { .. } => p.kind { "multirange" },
                TypeKind::Base => p.kind { "base type" },
            }
        }
    }
}
