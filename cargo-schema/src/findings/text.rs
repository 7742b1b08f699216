//! Text from SQL, made harmless: nothing in it moves a cursor or turns the direction of writing.

use std::borrow::Cow;

/// Whether a character does something to a terminal or a viewer, instead of being shown.
fn is_harmful(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let ends_line = matches!(c, '\u{2028}' | '\u{2029}');
    (c.is_control() && c != '\n') || turns || ends_line
}

/// A text with each such character as Rust writes it: `\u{202e}`.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c.escape_unicode().to_string())
}

/// JSON, whose strings are the only place for such characters, with each as JSON writes it: `\u202e`. It says the same.
pub(crate) fn harmless_json(json: &str) -> Cow<'_, str> {
    escaped(json, |c| format!("\\u{:04x}", u32::from(c)))
}

fn escaped(text: &str, escape: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_harmful(c) { escape(c) } else { c.to_string() }).collect())
}

#[cfg(test)]
mod tests {
    use super::{harmless, harmless_json};

    #[test]
    fn what_a_terminal_would_obey_is_spelled_out() {
        assert_eq!(harmless("a\nb é 表"), "a\nb é 表");
        assert_eq!(harmless("\u{1b}[31m\u{202e}x\u{9b}\r"), "\\u{1b}[31m\\u{202e}x\\u{9b}\\u{d}");
        let json = serde_json::to_string("\u{202e}x\u{9b}\u{1b}").expect("a string");
        let safe = harmless_json(&json);
        assert_eq!(safe, "\"\\u202ex\\u009b\\u001b\"");
        assert_eq!(serde_json::from_str::<String>(&safe).expect("JSON"), "\u{202e}x\u{9b}\u{1b}");
    }
}
