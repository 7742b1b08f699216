//! JSON in which nothing but letters reaches a terminal.

use schema_catalog::is_harmful;
use serde::Serialize;

/// A value as lines of JSON.
///
/// Strings are the only place for harmful characters. Each is written as JSON writes it, `\u202e`, which says the same.
pub(crate) fn json_text(value: &impl Serialize) -> serde_json::Result<String> {
    let json = serde_json::to_string_pretty(value)? + "\n";
    if !json.contains(is_harmful) {
        return Ok(json);
    }
    let escaped = |c| if is_harmful(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    Ok(json.chars().map(escaped).collect())
}

#[cfg(test)]
mod tests {
    use super::json_text;

    #[test]
    fn it_says_the_same() {
        let text = "\u{202e}x\u{9b}\u{1b}";
        let json = json_text(&text).expect("a string");
        assert_eq!(json, "\"\\u202ex\\u009b\\u001b\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
    }
}
