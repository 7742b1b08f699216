//! Reads a file of SQL, or says why it can't be read.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::sections::spot;
use super::shown_path;
use crate::error::{Error, Result};

/// The text of a file. Messages show its path from `root` on.
pub(super) fn text(path: &Path, root: Option<&Path>) -> Result<String> {
    let shown = shown_path(path, root);
    // A pipe would be waited for without end, and a device may have none.
    let metadata = fs::metadata(path).map_err(|error| not_read(&error, &shown))?;
    if !metadata.is_file() {
        return Err(Error::of_file(shown, "this is no file").help("a migration is a file with SQL in it"));
    }
    if u32::try_from(metadata.len()).is_err() {
        return Err(Error::of_file(shown, "is larger than 4 GiB").help("split it into several migrations"));
    }
    let bytes = whole(path, |file, bytes| file.take(u64::from(u32::MAX)).read_to_end(bytes));
    let Some(bytes) = bytes.map_err(|error| not_read(&error, &shown))? else {
        return Err(Error::of_file(shown, "this file was changed while it was read").help("try again"));
    };
    String::from_utf8(bytes).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..end]);
        Error::at(spot(&before, end, &shown), "this is not UTF-8").help("save the file as UTF-8")
    })
}

fn not_read(error: &io::Error, shown: &str) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => Error::of_file(shown, "there is no such file"),
        _ => Error::of_file(shown, format!("can't be read: {error}")),
    }
}

/// All of a file, or `None` if it was not the same before and after.
fn whole(path: &Path, read: impl FnOnce(&mut File, &mut Vec<u8>) -> io::Result<usize>) -> io::Result<Option<Vec<u8>>> {
    let stamp = |metadata: &Metadata| (metadata.len(), metadata.modified().ok());
    let mut file = File::open(path)?;
    let before = stamp(&file.metadata()?);
    let mut bytes = Vec::new();
    read(&mut file, &mut bytes)?;
    // By path, too: an editor may have put another file in its place.
    let same = before == stamp(&file.metadata()?) && before == stamp(&fs::metadata(path)?);
    Ok((same && before.0 == bytes.len() as u64).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::super::tests::Folder;
    use super::{text, whole};

    #[test]
    fn a_file_that_changes_while_it_is_read_is_not_taken() {
        let folder = Folder::with(&[("a.sql", "SELECT 1;")]);
        let path = folder.path().join("a.sql");
        let read = whole(&path, Read::read_to_end);
        assert_eq!(read.expect("readable").as_deref(), Some(b"SELECT 1;".as_slice()));
        let changed = whole(&path, |file, bytes| {
            fs::write(&path, "SELECT 1; SELECT 2;").expect("writable");
            file.read_to_end(bytes)
        });
        assert_eq!(changed.expect("readable"), None);
        let replaced = whole(&path, |file, bytes| {
            let other = folder.path().join("b.sql");
            fs::write(&other, "SELECT 3;").and_then(|()| fs::rename(&other, &path)).expect("writable");
            file.read_to_end(bytes)
        });
        assert_eq!(replaced.expect("readable"), None);
    }

    #[test]
    fn what_can_not_be_read_is_said() {
        let folder = Folder::with(&[("a.sql", "SELECT 'é';\n  ")]);
        let path = folder.path().join("a.sql");
        fs::write(&path, b"SELECT '\xc3\xa9';\n \xff").expect("writable");
        let error = text(&path, Some(folder.path())).expect_err("not UTF-8").to_string();
        assert_eq!(error, "a.sql:2:2: this is not UTF-8\nhelp: save the file as UTF-8");
        let error = text(&folder.path().join("b.sql"), Some(folder.path())).expect_err("missing").to_string();
        assert_eq!(error, "b.sql: there is no such file");
        let error = text(folder.path(), None).expect_err("a folder").to_string();
        assert!(error.contains(": this is no file"), "{error}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn pipes_loops_and_huge_files_are_errors() {
        let folder = Folder::with(&[("a.sql", "")]);
        let at = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink("loop.sql", at("loop.sql")).expect("a link");
        let error = text(&at("loop.sql"), Some(folder.path())).expect_err("a loop").to_string();
        assert!(error.starts_with("loop.sql: can't be read: "), "{error}");
        std::os::unix::fs::symlink("/dev/zero", at("zero.sql")).expect("a link");
        let error = text(&at("zero.sql"), Some(folder.path())).expect_err("a device").to_string();
        assert!(error.starts_with("zero.sql: this is no file"), "{error}");
        // As long as it says to be, but with nothing in it: it takes no room.
        fs::File::create(at("huge.sql")).and_then(|file| file.set_len(5 << 30)).expect("a sparse file");
        let error = text(&at("huge.sql"), Some(folder.path())).expect_err("huge").to_string();
        assert!(error.starts_with("huge.sql: is larger than 4 GiB"), "{error}");
    }
}
