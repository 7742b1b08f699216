//! A diagram in the language of Graphviz.
//!
//! <https://graphviz.org/doc/info/lang.html>, <https://graphviz.org/doc/info/shapes.html#html>

use unicode_width::UnicodeWidthStr as _;

use super::diagram::{Attribute, Diagram, Entity, Relation};

pub(super) fn text(diagram: &Diagram) -> String {
    let mut out = format!("// {}\ndigraph schema {{\n", diagram.title);
    out += "    graph [rankdir=RL, nodesep=0.4, ranksep=1.2]\n";
    out += "    node [shape=plain, fontname=\"monospace\", fontsize=11]\n";
    out += "    edge [dir=both, arrowsize=0.8]\n";
    for (number, group) in diagram.groups.iter().enumerate() {
        let members: Vec<(usize, &Entity)> =
            diagram.entities.iter().enumerate().filter(|(_, entity)| entity.group == number).collect();
        if members.is_empty() {
            continue;
        }
        out += &format!("    subgraph cluster_{number} {{\n        label=\"{}\"\n", quoted(&group.name));
        out.extend(members.into_iter().map(|(at, entity)| format!("        t{at} [label=<{}>]\n", label(entity))));
        out += "    }\n";
    }
    for Relation {
        is_inherited, child, parent, child_columns, parent_columns, is_optional, is_unique, label, ..
    } in &diagram.relations
    {
        let port = |entity: usize, columns: &[usize]| match columns.first() {
            Some(column) if !diagram.entities[entity].columns.is_empty() => format!("t{entity}:c{column}"),
            _ => format!("t{entity}"),
        };
        let (tail, head) = (port(*child, child_columns), port(*parent, parent_columns));
        let (many, one) = match (is_inherited, is_unique, is_optional) {
            (true, ..) => ("none", "empty"),
            (_, is_unique, is_optional) => {
                (if *is_unique { "teeodot" } else { "crowodot" }, if *is_optional { "teeodot" } else { "teetee" })
            }
        };
        let style = if *is_optional { ", style=dashed" } else { "" };
        out += &format!(
            "    {tail} -> {head} [arrowtail={many}, arrowhead={one}, tooltip=\"{}\"{style}]\n",
            quoted(label)
        );
    }
    out + "}\n"
}

/// A table as Graphviz lays it out: a cell for each column, so that lines end at its edges.
fn label(entity: &Entity) -> String {
    let cell = |at: String, colour: &str, text: &str| format!("<tr><td{at}{colour} align=\"left\">{text}</td></tr>");
    let mut out = "<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\">".to_owned();
    out += &cell(String::new(), " bgcolor=\"#dbeafe\"", &format!("<b>{}</b>", escaped(&entity.name)));
    let width = entity.columns.iter().map(|column| column.name.width()).max().unwrap_or(0);
    for (at, Attribute { name, sql_type, nullable, in_primary_key, in_foreign_key, .. }) in
        entity.columns.iter().enumerate()
    {
        let primary = if *in_primary_key { "PK" } else { "  " };
        let foreign = if *in_foreign_key { "FK" } else { "  " };
        let null = if *nullable { " NULL" } else { "" };
        let space = " ".repeat(width - name.width().min(width));
        let text = format!("{primary} {foreign} {name}{space}  {sql_type}{null}");
        out += &cell(format!(" port=\"c{at}\""), "", &escaped(&text));
    }
    out + "</table>"
}

/// A text in a label like HTML, where only such spaces count that do not break.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.replace(' ', "&#160;")
}

/// A text between quotes, in which `\` would begin an escape.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
