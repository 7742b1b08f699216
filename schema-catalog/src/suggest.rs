//! Names that are near to one that is not known.

/// The name nearest to `wanted` by edit distance, if it is near enough to be meant: at most a third of its letters differ.
/// Else the only name that says more than `wanted`, or less: `member_id` for `member`.
///
/// ```
/// assert_eq!(schema_catalog::nearest("frist_name", ["first_name", "last_name"]), Some("first_name"));
/// assert_eq!(schema_catalog::nearest("phone", ["email"]), None);
/// assert_eq!(schema_catalog::nearest("member", ["id", "member_id"]), Some("member_id"));
/// ```
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wanted.chars().count().max(3)) / 3;
    let known: Vec<&str> = known.into_iter().filter(|name| *name != wanted).collect();
    let by_letters = known
        .iter()
        .map(|&name| (distance(wanted, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name);
    by_letters.or_else(|| {
        let mut by_words = known.iter().filter(|name| begins_with(name, wanted) || begins_with(wanted, name));
        by_words.next().copied().filter(|_| by_words.next().is_none())
    })
}

/// Whether a name begins with all words of another.
fn begins_with(name: &str, words: &str) -> bool {
    !words.is_empty() && name.strip_prefix(words).is_some_and(|rest| rest.starts_with('_'))
}

/// How many letters to insert, remove, change or swap with a neighbour to make `b` of `a`, whatever their case.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().flat_map(char::to_lowercase).collect();
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let change = above[j] + usize::from(x != y);
            let mut least = change.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}
