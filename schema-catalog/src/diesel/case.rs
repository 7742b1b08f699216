//! How the labels of a type are made of the names of variants.

/// A way to write a name of several words: how `#[sql_enum]` makes labels of variants.
///
/// ```
/// use schema_catalog::diesel::Case;
///
/// assert_eq!(Case::Snake.label("PartiallyPaid"), "partially_paid");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `partiallypaid`
    Lower,
    /// `PARTIALLYPAID`
    Upper,
    /// `PartiallyPaid`
    Pascal,
    /// `partiallyPaid`
    Camel,
    /// `partially_paid`
    Snake,
    /// `PARTIALLY_PAID`
    ScreamingSnake,
    /// `partially-paid`
    Kebab,
    /// `PARTIALLY-PAID`
    ScreamingKebab,
}

impl Case {
    /// Every way with the name that it goes by, which is written in that way.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Snake, "snake_case"),
        (Self::ScreamingSnake, "SCREAMING_SNAKE_CASE"),
        (Self::Kebab, "kebab-case"),
        (Self::ScreamingKebab, "SCREAMING-KEBAB-CASE"),
        (Self::Lower, "lowercase"),
        (Self::Upper, "UPPERCASE"),
        (Self::Pascal, "PascalCase"),
        (Self::Camel, "camelCase"),
    ];

    /// The way of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(case, _)| *case)
    }

    /// The label for a variant.
    pub fn label(self, variant: &str) -> String {
        let words = words(variant);
        match self {
            Self::Lower => words.concat().to_lowercase(),
            Self::Upper => words.concat().to_uppercase(),
            Self::Pascal => words.iter().map(|word| capitalized(word)).collect(),
            Self::Camel => {
                let (first, rest) = words.split_at(1.min(words.len()));
                first.concat().to_lowercase() + &rest.iter().map(|word| capitalized(word)).collect::<String>()
            }
            Self::Snake => words.join("_").to_lowercase(),
            Self::ScreamingSnake => words.join("_").to_uppercase(),
            Self::Kebab => words.join("-").to_lowercase(),
            Self::ScreamingKebab => words.join("-").to_uppercase(),
        }
    }
}

/// The words of a name: each begins with a capital letter, or behind a `_`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = '_';
    for c in name.chars() {
        if c == '_' || (c.is_uppercase() && !before.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c != '_') {
            word.push(c);
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn labels_are_made_of_words() {
        let labels = |variant: &str| Case::ALL.map(|(case, _)| case.label(variant));
        assert_eq!(
            labels("PartiallyPaid"),
            [
                "partially_paid",
                "PARTIALLY_PAID",
                "partially-paid",
                "PARTIALLY-PAID",
                "partiallypaid",
                "PARTIALLYPAID",
                "PartiallyPaid",
                "partiallyPaid"
            ]
        );
        assert_eq!(Case::Snake.label("SMS"), "sms");
        assert_eq!(Case::Snake.label("Phase2"), "phase2");
        assert_eq!(Case::Snake.label("Moved_Out"), "moved_out");
    }

    #[test]
    fn each_way_is_found_by_its_name() {
        for (case, name) in Case::ALL {
            assert_eq!(Case::named(name), Some(case));
        }
        assert_eq!(Case::named("Snake_Case"), None);
    }
}
