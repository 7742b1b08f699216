//! `cargo schema check --watch`: checks again whenever a file changes that it reads.
//!
//! Files are looked at again and again, which finds changes on every file system, mounted ones among them, at the cost of
//! one look at each file's metadata.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often files are looked at.
const PAUSE: Duration = Duration::from_millis(300);

/// What clears a terminal, and puts the cursor into its first line.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// What files look like from outside: when each was changed, and its length.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Runs something, and again after each change of what lies at these paths, until it fails.
///
/// What it reads may be other paths the next time, so they are asked for before each run.
pub(super) fn again<E>(
    paths: impl Fn() -> Vec<PathBuf>,
    on_terminal: bool,
    out: &mut dyn Write,
    mut run: impl FnMut(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    loop {
        let seen = look(&paths());
        if on_terminal {
            // A terminal that is gone is found out by what is written next.
            let _ = write!(out, "{CLEAR}");
        }
        run(out)?;
        while look(&paths()) == seen {
            thread::sleep(PAUSE);
        }
        // An editor may write several files at once.
        thread::sleep(PAUSE);
    }
}

fn look(paths: &[PathBuf]) -> Seen {
    let mut seen = Seen::new();
    paths.iter().for_each(|path| add(path, &mut seen, 0));
    seen
}

/// The deepest folder that is looked at: links may lead round.
const DEEPEST: usize = 16;

fn add(path: &Path, seen: &mut Seen, depth: usize) {
    let Ok(metadata) = fs::metadata(path) else { return };
    seen.insert(path.to_owned(), (metadata.modified().ok(), metadata.len()));
    if metadata.is_dir() && depth < DEEPEST {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.for_each(|entry| add(&entry.path(), seen, depth + 1));
    }
}
