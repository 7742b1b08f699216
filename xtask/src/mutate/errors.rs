//! The errors of a compilation, as cargo prints them for programs to read.

use serde_json::Value;

/// An error: its message, the labels in the source, and its notes.
pub(crate) struct CompileError {
    text: String,
}

impl CompileError {
    /// All that it says, a line for each part.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether these words stand in it.
    pub(crate) fn names(&self, words: &str) -> bool {
        names(&self.text, words)
    }
}

/// Whether these words stand in the text, not as a part of longer names.
pub(crate) fn names(text: &str, words: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(words).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + words.len()..].chars().next();
        !before.is_some_and(is_name) && !after.is_some_and(is_name)
    })
}

/// The errors among cargo's messages, one message a line.
pub(crate) fn read(messages: &str) -> Vec<CompileError> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let diagnostics = messages.filter(|message| message["reason"] == "compiler-message");
    diagnostics
        .filter(|message| message["message"]["level"] == "error")
        .map(|message| read_one(&message["message"]))
        .collect()
}

fn read_one(diagnostic: &Value) -> CompileError {
    let mut parts = vec![diagnostic["message"].as_str()];
    parts.extend(labels(diagnostic));
    for child in diagnostic["children"].as_array().into_iter().flatten() {
        parts.push(child["message"].as_str());
        parts.extend(labels(child));
    }
    CompileError { text: parts.into_iter().flatten().collect::<Vec<_>>().join("\n") }
}

fn labels(diagnostic: &Value) -> impl Iterator<Item = Option<&str>> {
    diagnostic["spans"].as_array().into_iter().flatten().map(|span| span["label"].as_str())
}
