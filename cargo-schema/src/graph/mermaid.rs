//! A diagram as an `erDiagram` of Mermaid.
//!
//! <https://mermaid.js.org/syntax/entityRelationshipDiagram.html>

use super::diagram::{Attribute, Diagram, Relation};

pub(super) fn text(diagram: &Diagram) -> String {
    let mut out = format!("%% {}\nerDiagram\n", diagram.title);
    for (number, entity) in diagram.entities.iter().enumerate() {
        let name = name(diagram, number);
        let label = if name == entity.name { String::new() } else { format!("[\"{}\"]", quoted(&entity.name)) };
        if entity.columns.is_empty() {
            out += &format!("    {name}{label}\n");
            continue;
        }
        out += &format!("    {name}{label} {{\n");
        out.extend(entity.columns.iter().map(column));
        out += "    }\n";
    }
    for relation in &diagram.relations {
        let Relation { is_inherited, child, parent, is_optional, is_unique, label, .. } = relation;
        let one = if *is_optional { "|o" } else { "||" };
        let many = if *is_unique { "o|" } else { "o{" };
        let (parent, child) = (name(diagram, *parent), name(diagram, *child));
        // Mermaid has no sign of its own for it.
        let (one, line, many) = if *is_inherited { ("||", "..", "||") } else { (one, "--", many) };
        out += &format!("    {parent} {one}{line}{many} {child} : \"{}\"\n", quoted(label));
    }
    out
}

/// What an entity is called: its name where that is a word, else a word with a label.
fn name(diagram: &Diagram, number: usize) -> String {
    let name = &diagram.entities[number].name;
    // Words of the language, in any version of it.
    const WORDS: [&str; 16] = [
        "accdescr",
        "acctitle",
        "class",
        "classdef",
        "direction",
        "end",
        "erdiagram",
        "many",
        "one",
        "only",
        "optionally",
        "style",
        "subgraph",
        "title",
        "to",
        "zero",
    ];
    let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.len() > 1
        && !WORDS.contains(&name.to_ascii_lowercase().as_str());
    if is_word { name.clone() } else { format!("table_{}", number + 1) }
}

fn column(attribute: &Attribute) -> String {
    let Attribute { name, sql_type, nullable, in_primary_key, in_foreign_key, unique, .. } = attribute;
    let keys: Vec<&str> = [(*in_primary_key, "PK"), (*in_foreign_key, "FK"), (*unique && !*in_primary_key, "UK")]
        .into_iter()
        .filter_map(|(is, mark)| is.then_some(mark))
        .collect();
    let (type_word, name_word) = (word(sql_type), word(name));
    // What is not told by the words stands beside them.
    let mut said = Vec::new();
    if name_word != *name {
        said.push(name.clone());
    }
    if type_word != *sql_type {
        said.push(sql_type.clone());
    }
    if *nullable {
        said.push("NULL".to_owned());
    }
    let said = if said.is_empty() { String::new() } else { format!(" \"{}\"", quoted(&said.join(", "))) };
    let keys = if keys.is_empty() { String::new() } else { format!(" {}", keys.join(", ")) };
    format!("        {type_word} {name_word}{keys}{said}\n")
}

/// A text as a word of the language.
fn word(text: &str) -> String {
    let mut word: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || "_-()[]".contains(c) { c } else { '_' }).collect();
    let is_key = matches!(word.as_str(), "PK" | "FK" | "UK");
    if is_key || !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        word.insert_str(0, "c_");
    }
    word
}

/// A text between quotes, where there is no way to write what would end it, or be taken for more than text: wide signs
/// stand for those.
fn quoted(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => '\'',
            '%' | '\\' | '<' | '>' | '&' | '#' | ';' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(' '),
            c => c,
        })
        .collect()
}
