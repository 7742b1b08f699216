//! Files that are written whole or not at all: into a temporary file, which then takes their place.

use std::fmt;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use crate::failure::{Failure, Result};

/// The folder that a file is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Writes a file, and the folders above it that are not there. A link stays one, to what is written anew; a pipe or a
/// device is written to.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    replace(path, text).map_err(|error| not_written(&path.display(), &error))
}

/// Writes a file that is not there yet, which messages call `shown`; tells whether it was not.
pub(crate) fn write_new(path: &Path, shown: &str, text: &str) -> Result<bool> {
    let written = temporary(path, text, None).and_then(|file| match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(failed) if failed.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(failed) => Err(failed.error),
    });
    written.map_err(|error| not_written(&shown, &error))
}

fn not_written(shown: &dyn fmt::Display, error: &io::Error) -> Failure {
    // Some name the temporary file, which is nobody's business.
    let error: &dyn fmt::Display = if error.get_ref().is_some() { &error.kind() } else { error };
    Failure::Usage(format!("{shown}: can't be written: {error}"))
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(there) if there.is_file() => {
            let path = path.canonicalize()?;
            temporary(&path, text, Some(there.permissions()))?.persist(&path)?;
        }
        Ok(there) if there.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(_) => fs::write(path, text)?,
        Err(_) => {
            temporary(path, text, None)?.persist(path)?;
        }
    }
    Ok(())
}

/// A file beside this one, with all of the text. Whatever goes wrong, it is removed.
fn temporary(path: &Path, text: &str, permissions: Option<Permissions>) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    fs::create_dir_all(folder)?;
    let mut builder = Builder::new();
    // A long name leaves no room for more.
    builder.prefix(".schema-").suffix(".tmp");
    if let Some(permissions) = permissions.or_else(of_any_file) {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    file.as_file_mut().write_all(text.as_bytes())?;
    // Some file systems tell only now that they are full.
    file.as_file().sync_all()?;
    Ok(file)
}

/// What the system leaves of this, files have that no one says more of.
#[cfg(unix)]
fn of_any_file() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn of_any_file() -> Option<Permissions> {
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{write, write_new};

    fn names(folder: &std::path::Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").file_name());
        let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_is_whole_is_left() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("new/a.txt");
        write(&file, "1").expect("written");
        write(&file, "2").expect("written");
        assert!(!write_new(&file, "a.txt", "3").expect("it is there"));
        assert!(write_new(&file.with_file_name("b.txt"), "b.txt", "4").expect("written"));
        assert_eq!(fs::read_to_string(&file).expect("readable"), "2");
        assert_eq!(names(&folder.path().join("new")), ["a.txt", "b.txt"]);
        let message = |path: &std::path::Path| write(path, "").expect_err("this is wrong").to_string();
        assert!(message(folder.path()).ends_with(": can't be written: is a directory"), "{}", message(folder.path()));
        assert!(message(&file.join("c.txt")).contains("a.txt/c.txt: can't be written: "));
        let long = folder.path().join("x".repeat(300));
        assert!(message(&long).contains(": can't be written: File name too long"), "{}", message(&long));
        assert_eq!(names(folder.path()), ["new"]);
        write(&folder.path().join("x".repeat(255)), "5").expect("the longest name that there can be");
    }

    #[cfg(unix)]
    #[test]
    fn links_permissions_and_devices_stay_what_they_are() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (file, link) = (folder.path().join("a.txt"), folder.path().join("link"));
        write(&file, "1").expect("written");
        let mode = |path: &std::path::Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        let plain = folder.path().join("plain.txt");
        fs::write(&plain, "").expect("writable");
        assert_eq!(mode(&file), mode(&plain), "it is as any file is");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("writable");
        symlink("a.txt", &link).expect("a link");
        write(&link, "2").expect("written");
        assert!(link.is_symlink());
        assert_eq!((fs::read_to_string(&file).expect("readable").as_str(), mode(&file)), ("2", 0o640));
        let device = folder.path().join("device");
        symlink("/dev/null", &device).expect("a link");
        write(&device, "3").expect("written");
        assert!(device.is_symlink());
        if cfg!(target_os = "linux") {
            let full = write(std::path::Path::new("/dev/full"), "4").expect_err("it is full").to_string();
            assert!(full.starts_with("/dev/full: can't be written: No space left on device"), "{full}");
        }
    }
}
