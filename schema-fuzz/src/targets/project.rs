//! A project in one text: its files, each below a line `==> path`, as in `cargo-schema/tests/cases`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path};

use tempfile::TempDir;

/// Files with paths that lead nowhere but below their folder.
pub(super) struct Project<'a>(Vec<(&'a Path, String)>);

impl<'a> Project<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        let mut files: Vec<(&Path, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            match (line.strip_prefix("==> "), files.last_mut()) {
                (Some(path), _) => files.push((Path::new(path.trim()), String::new())),
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => {}
            }
        }
        let paths: Vec<&Path> = files.iter().map(|(path, _)| *path).collect();
        let mut at = 0;
        files.retain(|(path, _)| {
            at += 1;
            // What is a folder of another file's, or another file, can't be one.
            stays_below(path)
                && !paths[at..].iter().any(|other| other.starts_with(path))
                && !paths[..at - 1].iter().any(|other| other != path && other.starts_with(path))
        });
        Self(files)
    }

    /// The folder itself, and those in it that files are in.
    pub(super) fn folders(&self) -> BTreeSet<&'a Path> {
        let first = |(path, _): &(&'a Path, String)| path.ancestors().nth(path.components().count() - 1);
        self.0
            .iter()
            .filter(|(path, _)| path.components().count() > 1)
            .filter_map(first)
            .chain([Path::new("")])
            .collect()
    }

    /// A folder with these files, written one after the other, or the last one first.
    pub(super) fn write(&self, last_first: bool) -> TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut files: Vec<&(&Path, String)> = self.0.iter().collect();
        if last_first {
            files.reverse();
        }
        for (path, text) in files {
            let file = folder.path().join(path);
            // What can't be the name of a file is none.
            let _ = fs::create_dir_all(file.parent().unwrap_or(folder.path())).and_then(|()| fs::write(&file, text));
        }
        folder
    }
}

/// Whether a path leads to a file below the folder that it starts in.
pub(super) fn stays_below(path: &Path) -> bool {
    let mut parts = path.components().peekable();
    parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
}
