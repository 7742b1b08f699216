//! Files that are written whole or not at all: into a temporary file, which then takes their place.

use std::fs;
use std::io;
use std::path::Path;

use crate::failure::{Failure, Result};

/// The folder that a file is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Writes a file, and the folders above it that are not there.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let failure = |error: &io::Error| Failure::Usage(format!("{}: can't be written: {error}", path.display()));
    fs::create_dir_all(folder_of(path)).map_err(|error| failure(&error))?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        // What is left of it is of no use to anyone.
        let _ = fs::remove_file(&temporary);
        failure(&error)
    })
}
