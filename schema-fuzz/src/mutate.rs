//! New inputs of old ones: pieces and words of the seeds in other places, which come further than changed bytes do.

use std::ops::Range;

use fastrand::Rng;

/// What the pieces of a text are. Where a piece is cut wrongly, that is one more input to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pieces {
    /// Up to each semicolon: SQL.
    Statements,
    /// Rust, TOML, and several files in one text.
    Lines,
}

impl Pieces {
    pub(crate) fn of(self, text: &str) -> Vec<String> {
        let end = match self {
            Self::Statements => ';',
            Self::Lines => '\n',
        };
        text.split_inclusive(end).map(str::to_owned).collect()
    }
}

/// A text that is changed in one to three places, with what `pool` holds.
pub(crate) fn mutated(text: &str, pieces: Pieces, pool: &[String], seed: u64) -> String {
    let mut random = Rng::with_seed(seed);
    let mut pieces = pieces.of(text);
    for _ in 0..random.usize(1..=3) {
        change(&mut pieces, pool, &mut random);
    }
    pieces.concat()
}

fn change(pieces: &mut Vec<String>, pool: &[String], random: &mut Rng) {
    let other = random.choice(pool).map_or("", String::as_str);
    if pieces.is_empty() {
        pieces.push(other.to_owned());
        return;
    }
    let (at, second) = (random.usize(..pieces.len()), random.usize(..pieces.len()));
    match random.u8(..8) {
        0 | 1 => pieces.insert(at, other.to_owned()),
        2 => drop(pieces.remove(at)),
        3 => pieces.swap(at, second),
        4 => pieces.insert(at, pieces[second].clone()),
        // The beginning of one, the end of another.
        5 => {
            let (Some(end), Some(start)) = (random.choice(words(&pieces[at])), random.choice(words(other))) else {
                return;
            };
            pieces[at].replace_range(end.start.., &other[start.start..]);
        }
        // A word of the same text in place of another, so that names meet.
        6 => {
            let from = random.choice(&*pieces).map_or("", String::as_str);
            let Some(word) = random.choice(words(from)).map(|word| from[word].to_owned()) else { return };
            replace_word(&mut pieces[at], &word, random);
        }
        _ => {
            let Some(word) = random.choice(words(other)) else { return };
            replace_word(&mut pieces[at], &other[word], random);
        }
    }
}

fn replace_word(piece: &mut String, by: &str, random: &mut Rng) {
    if let Some(at) = random.choice(words(piece)) {
        piece.replace_range(at, by);
    }
}

/// Where the words of a text are, and its signs, each of which is one.
fn words(text: &str) -> Vec<Range<usize>> {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(word) if in_word(c) && before.is_some_and(in_word) => word.end = end,
            _ if !c.is_whitespace() => words.push(at..end),
            _ => {}
        }
        before = Some(c);
    }
    words
}
