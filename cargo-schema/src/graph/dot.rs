//! A diagram in the language of Graphviz.
//!
//! <https://graphviz.org/doc/info/lang.html>, <https://graphviz.org/doc/info/shapes.html#html>

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
    for Relation { child, parent, child_columns, parent_columns, is_optional, is_unique, label, .. } in &diagram.relations {
        let port = |entity: usize, columns: &[usize]| match columns.first() {
            Some(column) if !diagram.entities[entity].columns.is_empty() => format!("t{entity}:c{column}"),
            _ => format!("t{entity}"),
        };
        let (tail, head) = (port(*child, child_columns), port(*parent, parent_columns));
        let many = if *is_unique { "teeodot" } else { "crowodot" };
        let one = if *is_optional { "teeodot" } else { "teetee" };
        let style = if *is_optional { ", style=dashed" } else { "" };
        out += &format!("    {tail} -> {head} [arrowtail={many}, arrowhead={one}, tooltip=\"{}\"{style}]\n", quoted(label));
    }
    out + "}\n"
}

/// A table as Graphviz lays it out, with a port for each column.
fn label(entity: &Entity) -> String {
    let name = escaped(&entity.name);
    let mut out = format!(
        "<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\"><tr><td bgcolor=\"#dbeafe\" colspan=\"3\"><b>{name}</b></td></tr>"
    );
    for (at, Attribute { name, sql_type, nullable, in_primary_key, in_foreign_key, .. }) in entity.columns.iter().enumerate() {
        let mark = match (in_primary_key, in_foreign_key) {
            (true, true) => "PK FK",
            (true, false) => "PK",
            (false, true) => "FK",
            (false, false) => " ",
        };
        let null = if *nullable { " NULL" } else { "" };
        let (name, sql_type) = (escaped(name), escaped(sql_type));
        out += &format!(
            "<tr><td>{mark}</td><td port=\"c{at}\" align=\"left\">{name}</td><td align=\"left\">{sql_type}{null}</td></tr>"
        );
    }
    out + "</table>"
}

/// A text in a label like HTML; one that is empty would not be taken.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    if text.trim().is_empty() { "&#160;".to_owned() } else { text }
}

/// A text between quotes, in which `\` would begin an escape.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
