//! Names and SQL of a database, made harmless to be shown: nothing in them moves a cursor, ends a line or turns the
//! direction of writing.

use std::fmt::{self, Display, Formatter, Write as _};

/// Displays a text on one line, with each harmful character as Rust writes it.
///
/// `schema_catalog::harmless_line` does the same; a program that compares with a constant does without that crate.
pub(crate) struct Line<'a>(pub(crate) &'a str);

impl Display for Line<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '\n' => f.write_str("\\n")?,
                c if is_harmful(c) => write!(f, "{}", c.escape_unicode())?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// <https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters>
fn is_harmful(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let ends_line = matches!(c, '\u{2028}' | '\u{2029}');
    (c.is_control() && c != '\t') || turns || ends_line
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn what_a_terminal_would_obey_is_spelled_out() {
        assert_eq!(Line("a\tb é 表").to_string(), "a\tb é 表");
        assert_eq!(Line("a\n\u{1b}[31m\u{202e}x\u{9b}\r").to_string(), "a\\n\\u{1b}[31m\\u{202e}x\\u{9b}\\u{d}");
    }

    #[cfg(feature = "catalog")]
    #[test]
    fn every_character_is_shown_as_everywhere_else() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let text = c.to_string();
            assert_eq!(Line(&text).to_string(), schema_catalog::harmless_line(&text));
        }
    }
}
