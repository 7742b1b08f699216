//! Versions as numbers of any length, and in parts.

/// A number written in digits, however many: `7`, `007`, `20240131120000`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number {
    length: usize,
    digits: String,
}

impl Number {
    /// The number, if there is nothing but digits.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = text.trim_start_matches('0').to_owned();
        Some(Self { length: digits.len(), digits })
    }

    fn is_zero(&self) -> bool {
        self.length == 0
    }
}

/// Numbers parted by dots or underscores: `1`, `1.2`, `2024_01_31`. `1.0` is `1`.
pub(super) fn parts(text: &str) -> Option<Vec<Number>> {
    let mut parts = text.split(['.', '_']).map(Number::of).collect::<Option<Vec<_>>>()?;
    while parts.len() > 1 && parts.last().is_some_and(Number::is_zero) {
        parts.pop();
    }
    Some(parts)
}

/// The version in a migration's name, as Diesel reads it: what comes before the first `_`, without dashes.
pub(super) fn first_part(name: &str) -> String {
    name.split('_').next().unwrap_or_default().replace('-', "")
}

/// The digits that a name begins with.
pub(super) fn leading_digits(name: &str) -> &str {
    &name[..name.bytes().take_while(u8::is_ascii_digit).count()]
}

#[cfg(test)]
mod tests {
    use super::{Number, first_part, parts};

    #[test]
    fn versions_are_what_diesel_takes_for_them() {
        assert_eq!(first_part("000_create_base_schema"), "000");
        assert_eq!(first_part("2024-01-31-120000_create"), "20240131120000");
        assert_eq!(first_part("one"), "one");
    }

    #[test]
    fn numbers_compare_as_numbers_whatever_their_length() {
        let number = |text| Number::of(text).expect("digits");
        assert!(number("9") < number("10"));
        assert_eq!(number("007"), number("7"));
        assert!(number("99999999999999999999999998") < number("99999999999999999999999999"));
        assert_eq!(Number::of("1a"), None);
        assert_eq!(Number::of(""), None);
    }

    #[test]
    fn parts_compare_one_after_the_other() {
        assert!(parts("1.9") < parts("1.10"));
        assert!(parts("1") < parts("1.0.1"));
        assert_eq!(parts("1_0"), parts("1"));
        assert_eq!(parts("1..2"), None);
        assert_eq!(parts("0.0"), parts("0"));
    }
}
