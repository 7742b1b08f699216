//! Where models are written: laid out by rustfmt, into a temporary file that then takes its place.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use similar::TextDiff;

use super::kept::{Foreign, Kept, sealed};
use super::source::Item;
use crate::failure::{Failure, Result};
use crate::whole;

/// A file that is to be written.
pub(super) struct File {
    pub(super) path: PathBuf,
    /// What stands above the items: comments and imports.
    pub(super) top: String,
    pub(super) items: Vec<Item>,
}

/// A file as it is and as it is to be.
pub(super) struct Change {
    path: PathBuf,
    before: String,
    after: String,
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
    /// The file with what is written by hand in it; and of which structs that are no more there is something.
    pub(super) fn change(&self, overwrite: bool) -> Result<(Change, Vec<String>)> {
        let shown = self.path.display();
        let before = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Failure::Usage(format!("{shown}: can't be read: {error}"))),
        };
        let kept = Kept::of(&before, overwrite).map_err(|why| refusal(&self.path, &why))?;
        let (text, homeless) = kept.woven(&self.top, &self.items);
        let folder = whole::folder_of(&self.path);
        // Where there is no such folder yet, its parent has the same configuration.
        let there = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
        let after = sealed(&formatted(&text, there)?);
        Ok((Change { path: self.path.clone(), before, after }, homeless))
    }
}

fn refusal(path: &Path, why: &Foreign) -> Failure {
    let shown = path.display();
    Failure::Usage(match why {
        Foreign::Whole => format!(
            "{shown}: this file was not written by `cargo schema models`, so it is left as it is\n\
             help: name another by --output, or remove this one"
        ),
        Foreign::Edited => format!(
            "{shown}: something was changed by hand in this file, so it is left as it is\n\
             help: put what is yours between the lines `// hand-written: begin` and `// hand-written: end`, \
             and give up all other changes by --overwrite"
        ),
        Foreign::Unpaired(line) => format!(
            "{shown}:{line}: this mark of what is written by hand lacks its other half\n\
             help: it begins with `// hand-written: begin` and ends with `// hand-written: end`, each on a line of its own"
        ),
    })
}

impl Change {
    /// Whether there is nothing to do.
    pub(super) fn is_none(&self) -> bool {
        self.before == self.after
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What would change, as `diff -u` shows it.
    pub(super) fn diff(&self) -> String {
        let shown = self.path.display().to_string();
        let diff = TextDiff::from_lines(&self.before, &self.after);
        diff.unified_diff().context_radius(3).header(&shown, &format!("{shown} (as it would be written)")).to_string()
    }

    /// Writes the file: whole, or not at all.
    pub(super) fn write(&self) -> Result<()> {
        whole::write(&self.path, &self.after)
    }
}
