//! JSON in which nothing but letters reaches a terminal.

use schema_catalog::harmless_json;
use serde::Serialize;

/// A value as lines of JSON.
pub(crate) fn json_text(value: &impl Serialize) -> serde_json::Result<String> {
    let json = serde_json::to_string_pretty(value)? + "\n";
    Ok(harmless_json(&json).into_owned())
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
