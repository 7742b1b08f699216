//! Text from SQL and names of files, made harmless to be shown: nothing in it moves a cursor, ends a line or turns the
//! direction of writing.

use std::borrow::Cow;

/// Whether a character does something to a terminal, an editor or a reader, instead of being shown: the control characters
/// but for the end of a line and the tab, and those that turn the direction of writing or separate lines.
///
/// <https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters>
///
/// ```
/// use schema_catalog::is_harmful;
///
/// assert!(is_harmful('\u{1b}') && is_harmful('\u{202e}'));
/// assert!(!is_harmful('\n') && !is_harmful('表'));
/// ```
pub fn is_harmful(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let ends_line = matches!(c, '\u{2028}' | '\u{2029}');
    (c.is_control() && !matches!(c, '\n' | '\t')) || turns || ends_line
}

/// A text with each [harmful](is_harmful) character as Rust writes it.
///
/// ```
/// assert_eq!(schema_catalog::harmless("a\u{202e}b\nc"), "a\\u{202e}b\nc");
/// ```
pub fn harmless(text: &str) -> Cow<'_, str> {
    escaped(text, is_harmful)
}

/// The same for a text that must stay on its line, as a name must: ends of lines are written as Rust writes them, too.
///
/// ```
/// assert_eq!(schema_catalog::harmless_line("a\u{202e}b\nc"), "a\\u{202e}b\\nc");
/// ```
pub fn harmless_line(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c == '\n' || is_harmful(c))
}

/// A document of JSON with each [harmful](is_harmful) character as JSON writes it: the document says the same.
///
/// Such characters are in its strings alone. <https://www.rfc-editor.org/rfc/rfc8259#section-7>
///
/// ```
/// assert_eq!(schema_catalog::harmless_json("\"a\u{202e}b\""), "\"a\\u202eb\"");
/// ```
pub fn harmless_json(json: &str) -> Cow<'_, str> {
    if !json.contains(is_harmful) {
        return Cow::Borrowed(json);
    }
    let escaped = |c| if is_harmful(c) { format!("\\u{:04x}", u32::from(c)) } else { String::from(c) };
    Cow::Owned(json.chars().map(escaped).collect())
}

/// A text as TOML writes it, to be pasted: nothing in it ends the string, or is harmful.
///
/// <https://toml.io/en/v1.0.0#string>
///
/// ```
/// assert_eq!(schema_catalog::toml_string("a\"b\n"), r#""a\"b\u000a""#);
/// ```
pub fn toml_string(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || is_harmful(c) => out += &format!("\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out + "\""
}

fn escaped(text: &str, is_meant: impl Fn(char) -> bool) -> Cow<'_, str> {
    // Most texts are ASCII to be printed, and a macro, mostly unoptimised, sees that fastest byte by byte.
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
    if text.as_bytes().iter().all(is_plain) || !text.contains(&is_meant) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' if is_meant(c) => out.push_str("\\n"),
            c if is_meant(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{harmless, harmless_json, harmless_line, toml_string};

    #[test]
    fn what_a_terminal_would_obey_is_spelled_out() {
        assert_eq!(harmless("a\nb\té 表"), "a\nb\té 表");
        assert_eq!(harmless("\u{1b}[31m\u{202e}x\u{9b}\r"), "\\u{1b}[31m\\u{202e}x\\u{9b}\\u{d}");
        assert_eq!(harmless_line("a\n\u{2028}b"), "a\\n\\u{2028}b");
        assert_eq!(harmless_json("{\n\"\u{9b}é\u{2028}\"\n}"), "{\n\"\\u009bé\\u2028\"\n}");
    }

    #[test]
    fn what_is_pasted_says_the_same() {
        let text = "a\"b\\c\n\t\u{1b}\u{202e}\u{2028}\u{7f}é";
        let document = format!("key = {}", toml_string(text));
        assert!(!document.contains(super::is_harmful), "{document:?}");
        let table = toml::de::DeTable::parse(&document).expect("TOML");
        assert_eq!(table.get_ref()["key"].get_ref().as_str(), Some(text));
    }
}
