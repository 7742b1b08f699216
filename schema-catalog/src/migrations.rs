//! Finds the migrations of a folder and their order, and reads them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::catalog::Catalog;
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::replay::Replay;
use crate::source::Source;

/// One migration: what it does, and where it stands how to undo it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// What orders it among the others: `007` of `007_complete_schema_alignment`.
    pub version: String,
    /// Its folder's name, or its file's without `.sql`.
    pub name: String,
    /// The file that applies it.
    pub up: PathBuf,
    /// The file that undoes it, if there is one.
    pub down: Option<PathBuf>,
}

/// The migrations of a folder, in the order in which they apply.
///
/// Layouts: Diesel's (`<version>_<name>/up.sql` and `down.sql`), files side by side (`<version>_<name>.sql`), and one
/// `.sql` file given by itself. Names that begin with a dot are passed over, as Diesel does.
///
/// # Errors
///
/// If the folder does not exist, can't be read, holds no migration, or holds two of one version.
pub fn find_migrations(folder: &Path) -> Result<Vec<Migration>> {
    let root = project_root(folder);
    let shown = shown_path(folder, Some(&root));
    if folder.is_file() {
        let name = file_stem(folder);
        return Ok(vec![Migration { version: name.clone(), name, up: folder.to_owned(), down: None }]);
    }
    let entries = fs::read_dir(folder).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::of_file(&shown, "there is no such folder of migrations")
            .help("make the folder, or name another below [migrations] in schema.toml: postgres = \"migrations\""),
        _ => Error::of_file(&shown, format!("the folder of migrations can't be read: {error}")),
    })?;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Error::of_file(&shown, format!("can't be read: {error}")))?;
        found.extend(migration(&entry.path(), &root)?);
    }
    found.sort_by(|a, b| (&a.version, &a.name).cmp(&(&b.version, &b.name)));
    for pair in found.windows(2) {
        if pair[0].version == pair[1].version {
            let (first, second) = (&pair[0].name, &pair[1].name);
            return Err(Error::of_file(
                &shown,
                format!(
                    "`{first}` and `{second}` have one version, `{}`, so their order is not known",
                    pair[0].version
                ),
            )
            .help("give each migration a version of its own"));
        }
    }
    if found.is_empty() {
        return Err(Error::of_file(&shown, "there are no migrations in this folder")
            .help("a migration is a folder `<version>_<name>` with an `up.sql`, or a file `<version>_<name>.sql`"));
    }
    Ok(found)
}

fn file_stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The migration that a folder or file is, if it is one.
fn migration(path: &Path, root: &Path) -> Result<Option<Migration>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if name.starts_with('.') {
        return Ok(None);
    }
    if path.is_dir() {
        let up = path.join("up.sql");
        if !up.is_file() {
            return Err(Error::of_file(
                shown_path(path, Some(root)),
                "there is no `up.sql` in this folder of a migration",
            )
            .help("add one, or move the folder out of the migrations"));
        }
        let down = Some(path.join("down.sql")).filter(|down| down.is_file());
        return Ok(Some(Migration { version: version(&name), name, up, down }));
    }
    if path.extension().is_none_or(|extension| extension != "sql") {
        return Ok(None);
    }
    let name = file_stem(path);
    Ok(Some(Migration { version: version(&name), name, up: path.to_owned(), down: None }))
}

/// The version in a migration's name, as Diesel reads it: what comes before the first `_`, without dashes.
fn version(name: &str) -> String {
    name.split('_').next().unwrap_or_default().replace('-', "")
}

/// A path as messages show it: from `root` on where it lies below it, with forward slashes.
pub fn shown_path(path: &Path, root: Option<&Path>) -> String {
    let path = root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path);
    let shown: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    shown.join("/").replacen("//", "/", 1)
}

/// The folder from which messages show paths: the nearest one at or above `start` with a workspace's `Cargo.toml`, else
/// the nearest with any `Cargo.toml`, else `start` itself.
pub fn project_root(start: &Path) -> PathBuf {
    let mut package = None;
    for folder in start.ancestors() {
        if let Ok(manifest) = fs::read_to_string(folder.join("Cargo.toml")) {
            if manifest.lines().any(|line| line.trim_start().starts_with("[workspace")) {
                return folder.to_owned();
            }
            package.get_or_insert(folder);
        }
    }
    package.unwrap_or(start).to_owned()
}

fn read(path: &Path, shown: &str) -> Result<String> {
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::of_file(shown, "there is no such file"),
        _ => Error::of_file(shown, format!("can't be read: {error}")),
    })?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(Error::of_file(shown, "is larger than 4 GiB").help("split it into several migrations"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column =
            before.iter().rev().take_while(|&&byte| byte != b'\n').filter(|&&byte| byte & 0xc0 != 0x80).count() + 1;
        Error::of_file(format!("{shown}:{line}:{column}"), "this is not UTF-8").help("save the file as UTF-8")
    })
}

impl Catalog {
    /// Replays one text.
    ///
    /// # Errors
    ///
    /// If a statement is not understood, or the engine would refuse it.
    pub fn from_sql(dialect: Dialect, name: &str, sql: &str) -> Result<Self> {
        Self::from_files(dialect, [(name, sql)])
    }

    /// Replays texts, each with the name that messages show for it, in their order.
    ///
    /// # Errors
    ///
    /// If a statement is not understood, or the engine would refuse it.
    pub fn from_files<N, T>(dialect: Dialect, files: impl IntoIterator<Item = (N, T)>) -> Result<Self>
    where
        N: Into<std::sync::Arc<str>>,
        T: Into<std::sync::Arc<str>>,
    {
        let mut replay = Replay::new(dialect);
        for (name, text) in files {
            replay.file(Source::new(name, text))?;
        }
        Ok(replay.catalog)
    }

    /// Replays the migrations of a folder, or one `.sql` file. Messages show paths from `root` on.
    ///
    /// # Errors
    ///
    /// As [`find_migrations`], or if a file can't be read, is not UTF-8, holds a statement that is not understood or
    /// that the engine would refuse.
    pub fn load(dialect: Dialect, folder: &Path, root: Option<&Path>) -> Result<Self> {
        let mut replay = Replay::new(dialect);
        for migration in find_migrations(folder)? {
            let shown = shown_path(&migration.up, root);
            let text = read(&migration.up, &shown)?;
            replay.file(Source::new(shown, text))?;
        }
        Ok(replay.catalog)
    }
}

#[cfg(test)]
mod tests {
    use super::{shown_path, version};
    use std::path::Path;

    #[test]
    fn versions_are_what_diesel_takes_for_them() {
        assert_eq!(version("000_create_base_schema"), "000");
        assert_eq!(version("2024-01-31-120000_create"), "20240131120000");
        assert_eq!(version("one"), "one");
    }

    #[test]
    fn paths_are_shown_from_the_root_on() {
        assert_eq!(shown_path(Path::new("/a/b/c.sql"), Some(Path::new("/a"))), "b/c.sql");
        assert_eq!(shown_path(Path::new("/a/b/c.sql"), Some(Path::new("/x"))), "/a/b/c.sql");
        assert_eq!(shown_path(Path::new("./b/c.sql"), None), "./b/c.sql");
    }
}
