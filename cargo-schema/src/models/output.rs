//! Where models are written: laid out by rustfmt, into a temporary file that then takes its place.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use schema_catalog::{Error, shown_path};
use similar::TextDiff;

use super::kept::{Foreign, Kept, below_head_of, sealed};
use super::source::Item;
use crate::failure::{Failure, Result};
use crate::first_difference::first_difference;
use crate::whole;

/// Where models are written.
pub(super) struct Output {
    pub(super) path: PathBuf,
    /// Whether that is a folder, with a file for each table.
    pub(super) is_folder: bool,
    /// The folder from which messages show paths; `None` where they show them as they are.
    pub(super) root: Option<PathBuf>,
}

/// A file that is to be written.
pub(super) struct File {
    pub(super) path: PathBuf,
    /// What stands above the items: comments and imports.
    pub(super) top: String,
    pub(super) items: Vec<Item>,
}

/// A file as it is and as it is to be.
pub(crate) struct Change {
    path: PathBuf,
    /// The path as messages show it.
    shown: String,
    /// What it holds; `None` where it is not there.
    before: Option<String>,
    /// What it is to hold, else why it must stay as it is.
    after: std::result::Result<String, Foreign>,
    /// Whether something is written by hand outside the marks, which would be lost.
    is_edited: bool,
    /// The structs that are no more there, behind which something is written by hand.
    homeless: Vec<String>,
}

/// A text laid out as `cargo fmt` leaves it in this folder.
pub(super) fn formatted(text: &str, folder: &Path) -> Result<String> {
    let help = "help: install it: rustup component add rustfmt";
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| {
            Failure::Usage(format!("rustfmt, which lays out the models, can't be run: {error}\n{help}"))
        })?;
    // It reads all before it writes anything.
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().map_err(|error| Failure::output(&error))?;
    if !output.status.success() || written.is_err() {
        let said = String::from_utf8_lossy(&output.stderr).trim().replace('\n', "\n  ");
        let help = "help: what stands between the marks of what is written by hand must be Rust";
        return Err(Failure::Usage(format!("rustfmt can't lay out the models:\n  {said}\n{help}")));
    }
    String::from_utf8(output.stdout).map_err(|_| Failure::Usage("rustfmt wrote something else than text".to_owned()))
}

impl File {
    /// The file with what is written by hand in it.
    pub(super) fn change(self, output: &Output) -> Result<Change> {
        let Self { path, top, items } = self;
        let shown = output.shown(&path);
        let before = match fs::read_to_string(&path) {
            // A checkout may end lines in its own way.
            Ok(text) => Some(text.replace("\r\n", "\n")),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::Usage(format!("{shown}: can't be read: {error}"))),
        };
        let kept = match Kept::of(before.as_deref().unwrap_or_default()) {
            Ok(kept) => kept,
            Err(why) => {
                return Ok(Change { path, shown, before, after: Err(why), is_edited: false, homeless: Vec::new() });
            }
        };
        let is_edited = kept.is_edited;
        let (text, homeless) = kept.woven(&top, &items);
        let folder = whole::folder_of(&path);
        // Where there is no such folder yet, its parent has the same configuration.
        let there = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
        let after = Ok(sealed(&formatted(&text, there)?));
        Ok(Change { path, shown, before, after, is_edited, homeless })
    }
}

const PUT: &str = "put what is yours between the lines `// hand-written: begin` and `// hand-written: end`, and give up all other changes";

impl Output {
    /// The files in the folder that were written for tables that are no longer there: `files` are all that are.
    pub(super) fn orphans(&self, files: &[PathBuf]) -> Vec<Change> {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut paths: Vec<PathBuf> = entries.filter(|path| !files.contains(path)).collect();
        paths.sort();
        let orphan = |path: PathBuf| {
            let text = fs::read_to_string(&path).ok().filter(|text| Kept::wrote(text))?;
            let (shown, after) = (self.shown(&path), Err(Foreign::Orphaned));
            Some(Change { path, shown, before: Some(text), after, is_edited: false, homeless: Vec::new() })
        };
        paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs")).filter_map(orphan).collect()
    }

    /// A path as messages show it.
    fn shown(&self, path: &Path) -> String {
        if self.root.is_some() { shown_path(path, self.root.as_deref()) } else { path.display().to_string() }
    }
}

impl Change {
    /// Whether there is nothing to do.
    pub(super) fn is_none(&self) -> bool {
        self.before.as_deref() == self.after.as_deref().ok()
    }

    /// Why the file must stay as it is, if it must; changes by hand are given up to `overwrite`.
    pub(super) fn refusal(&self, overwrite: bool) -> Option<Error> {
        match &self.after {
            Err(Foreign::Orphaned) => None,
            Err(why) => Some(self.foreign(why)),
            Ok(_) if self.is_edited && !overwrite => Some(
                Error::of_file(&self.shown, "something was changed by hand in this file, so it is left as it is")
                    .help(format!("{PUT} by --overwrite")),
            ),
            Ok(_) => None,
        }
    }

    /// What is wrong with the file, if something is: at the first line that is not as it would be written.
    pub(crate) fn finding(&self) -> Option<Error> {
        let after = match &self.after {
            Ok(after) => after,
            Err(why) => return Some(self.foreign(why)),
        };
        let Some(before) = &self.before else {
            return Some(Error::of_file(&self.shown, "there is no such file of models").help("cargo schema models"));
        };
        // The first line of a file differs wherever another one does.
        let what = first_difference(before, &below_head_of(before, after), &self.shown)
            .or_else(|| first_difference(before, after, &self.shown))?;
        Some(if self.is_edited {
            let what = what.note("something was changed by hand in this file, outside the marks");
            what.help(format!("{PUT}: cargo schema models --overwrite"))
        } else {
            what.help("cargo schema models")
        })
    }

    fn foreign(&self, why: &Foreign) -> Error {
        match why {
            Foreign::Whole => Error::of_file(
                &self.shown,
                "this file was not written by `cargo schema models`, which leaves it as it is",
            )
            .help("name another one, by --output or by `output` below [models] in schema.toml, or remove this one"),
            Foreign::Orphaned => Error::of_file(
                &self.shown,
                "this was written for a table that is no longer there, and no module names it",
            )
            .help("take what is yours out of it, and remove it"),
            Foreign::Unpaired(line) => {
                let text = self.before.as_deref().unwrap_or_default();
                let offset = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
                let message = "this mark of what is written by hand lacks its other half";
                Error::in_text(&self.shown, text, offset, message).help(
                    "it begins with `// hand-written: begin` and ends with `// hand-written: end`, each on a line of its own",
                )
            }
        }
    }

    /// What would change, as `diff -u` shows it.
    pub(super) fn diff(&self) -> String {
        let (before, after) = (self.before.as_deref().unwrap_or_default(), self.after.as_deref().unwrap_or_default());
        let diff = TextDiff::from_lines(before, after);
        let shown = &self.shown;
        diff.unified_diff().context_radius(3).header(shown, &format!("{shown} (as it would be written)")).to_string()
    }

    /// Writes the file: whole, or not at all.
    pub(super) fn write(&self) -> Result<()> {
        self.after.as_ref().map_or(Ok(()), |after| whole::write(&self.path, after))
    }

    /// What is to be known of what is written by hand in it.
    pub(super) fn notes(&self) -> impl Iterator<Item = String> {
        let shown = &self.shown;
        let orphaned = matches!(self.after, Err(Foreign::Orphaned)).then(|| {
            format!("{shown}: no table is for this file any more: take what is yours out of it, and remove it")
        });
        let what = "stands at its end: the struct that it stood behind is no longer there";
        let homeless =
            self.homeless.iter().map(move |name| format!("{shown}: what is written by hand for `{name}` {what}"));
        homeless.chain(orphaned)
    }
}
