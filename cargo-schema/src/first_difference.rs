//! A committed file beside what it would be if it were written anew.

use schema_catalog::Error;

/// The error at the first line of a file, which messages call `shown`, that differs from what the migrations make.
pub(crate) fn first_difference(committed: &str, made: &str, shown: &str) -> Option<Error> {
    if committed == made {
        return None;
    }
    let mut offset = 0;
    let mut lines = made.lines();
    for line in committed.split_inclusive('\n') {
        let expected = lines.next();
        if expected != Some(line.trim_end_matches('\n')) {
            let start = offset + line.len() - line.trim_start().len();
            let expected = expected.map_or("nothing".to_owned(), |expected| format!("`{}`", expected.trim()));
            let message = format!("this is not what the migrations make: expected {expected}");
            return Some(Error::in_text(shown, committed, start.min(committed.len()), message));
        }
        offset += line.len();
    }
    let missing = lines.next().map_or("another end of the last line".to_owned(), |line| format!("`{}`", line.trim()));
    Some(Error::in_text(shown, committed, committed.len(), format!("what the migrations make goes on here: {missing}")))
}
