//! The inputs to begin with: the project's own cases.

use std::fs;
use std::path::{Path, PathBuf};

/// Nothing longer is tried: what long input does is for `schema-catalog/tests/limits.rs`.
const LONGEST: usize = 8192;

/// An input to begin with.
#[derive(Clone, Debug)]
pub struct Seed {
    /// A name for its file.
    pub name: String,
    /// The input.
    pub input: Vec<u8>,
}

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// The files in a folder of the repository, and in those below it, whose names end so.
pub(crate) fn files(folder: &str, end: &str) -> Vec<Seed> {
    let mut paths = Vec::new();
    collect(&repository().join(folder), end, &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "there is no `*{end}` in {folder}");
    let seeds = paths.into_iter().map(|path| Seed {
        name: path.strip_prefix(repository()).unwrap_or(&path).to_string_lossy().replace('/', "-"),
        input: fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    });
    seeds.filter(|seed| seed.input.len() <= LONGEST).collect()
}

fn collect(folder: &Path, end: &str, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, end, paths);
        } else if path.to_string_lossy().ends_with(end) {
            paths.push(path);
        }
    }
}
