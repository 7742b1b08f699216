//! Finds the migrations of a folder and their order, one file for each way of laying them out.

mod entry;
mod flat;
mod folders;
mod migrator;
mod pairs;
mod read;
mod sections;
mod version;
mod versioned;

use std::fs;
use std::path::{Path, PathBuf};

use crate::dialect::Dialect;
use crate::error::{Error, Result};
use entry::Entry;

pub use migrator::{Migrator, Undone};

/// One migration: what it does, and where it stands how to undo it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// What orders it among the others: `007` of `007_complete_schema_alignment`.
    pub version: String,
    /// Its folder's name, or its file's without `.sql` and what else the ending says.
    pub name: String,
    /// How it is laid out.
    pub layout: Layout,
    /// The file that applies it.
    pub up: PathBuf,
    /// The file that undoes it, if there is one. Where [both stand in one file](Layout::is_one_file) it is that file,
    /// whether or not there is something in it that undoes the migration.
    pub down: Option<PathBuf>,
}

impl Migration {
    /// The folder that holds its files.
    fn folder(&self) -> &Path {
        self.up.parent().unwrap_or(&self.up)
    }
}

/// A way of laying out migrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layout {
    /// One `.sql` file by itself, such as a dump.
    File,
    /// Diesel's: `<version>_<name>/up.sql` and `down.sql`.
    Diesel,
    /// Prisma's: `<stamp>_<name>/migration.sql`.
    Prisma,
    /// sqlx's and golang-migrate's: `N_name.up.sql` and `N_name.down.sql`.
    UpDown,
    /// refinery's and Flyway's: `V1__name.sql`.
    Versioned,
    /// Files side by side, each a migration: `000_name.sql`. sqlx's simple migrations are such.
    Flat,
    /// dbmate's: `-- migrate:up` and `-- migrate:down` in one file.
    Dbmate,
    /// goose's: `-- +goose Up` and `-- +goose Down` in one file.
    Goose,
    /// sql-migrate's: `-- +migrate Up` and `-- +migrate Down` in one file.
    SqlMigrate,
    /// tern's: `---- create above / drop below ----` in a file.
    Tern,
}

impl Layout {
    /// Whether what applies a migration and what undoes it stand in one file.
    pub fn is_one_file(self) -> bool {
        matches!(self, Self::Dbmate | Self::Goose | Self::SqlMigrate | Self::Tern)
    }

    /// The tool that lays migrations out so, as messages name it.
    fn tool(self) -> &'static str {
        match self {
            Self::File => "a single file",
            Self::Diesel => "Diesel",
            Self::Prisma => "Prisma",
            Self::UpDown => "sqlx or golang-migrate",
            Self::Versioned => "refinery or Flyway",
            Self::Flat => "files side by side",
            Self::Dbmate => "dbmate",
            Self::Goose => "goose",
            Self::SqlMigrate => "sql-migrate",
            Self::Tern => "tern",
        }
    }

    /// The comment above what applies a migration.
    fn up_mark(self) -> &'static str {
        match self {
            Self::Dbmate => "-- migrate:up",
            Self::Goose => "-- +goose Up",
            Self::SqlMigrate => "-- +migrate Up",
            _ => "",
        }
    }

    /// The layout, as a message says of what is laid out so.
    fn described(self) -> String {
        match self {
            Self::Flat => "a file by itself".to_owned(),
            other => format!("laid out as for {}", other.tool()),
        }
    }
}

/// The migrations of a folder for an engine, in the order in which the tool applies them that they are laid out for.
///
/// The [layout](Layout) is recognised from the folder. Names that begin with a dot are passed over, and so is what is no
/// `.sql` file, such as a `README`. Files that are named for one engine (`1_name.sqlite.up.sql`, `2_name.postgres.sql`) are
/// taken for that engine only, and in place of one of the same name for all. A path of a single `.sql` file is one migration.
///
/// # Errors
///
/// If the folder does not exist, can't be read, holds no migration, holds two of one version, mixes layouts, or holds a
/// migration that is no SQL but a program.
///
/// ```no_run
/// use schema_catalog::{Dialect, Layout, find_migrations};
///
/// let found = find_migrations(Dialect::Postgres, "migrations".as_ref())?;
/// assert!(found.iter().all(|migration| migration.layout == Layout::Diesel));
/// # Ok::<(), schema_catalog::Error>(())
/// ```
pub fn find_migrations(dialect: Dialect, folder: &Path) -> Result<Vec<Migration>> {
    find(dialect, folder, Some(&project_root(folder)))
}

/// The migrations of a folder. Messages show paths from `root` on.
fn find(dialect: Dialect, folder: &Path, root: Option<&Path>) -> Result<Vec<Migration>> {
    if fs::metadata(folder).is_ok_and(|metadata| !metadata.is_dir()) {
        let name = folder.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (version, layout, up) = (name.clone(), Layout::File, folder.to_owned());
        return Ok(vec![Migration { version, name, layout, up, down: None }]);
    }
    let entries = entry::entries(folder, root)?;
    let found = match layout_of(&entries, dialect, folder, root)? {
        Some(Layout::Diesel) => folders::diesel(&entries, root)?,
        Some(Layout::Prisma) => folders::prisma(&entries, root)?,
        Some(Layout::UpDown) => pairs::find(&entries, dialect, root)?,
        Some(Layout::Versioned) => versioned::find(folder, dialect, root)?,
        Some(_) => flat::find(&entries, dialect, root)?,
        None => match entries.iter().find(|entry| entry.is_folder()) {
            Some(_) if versioned::lie_below(folder, root) => versioned::find(folder, dialect, root)?,
            Some(entry) => return Err(folders::missing("up.sql", &entry.path, root)),
            None => Vec::new(),
        },
    };
    if found.is_empty() {
        let for_others = entries.iter().any(|entry| entry.sql().is_some());
        let whose = if for_others { format!(" for {dialect}") } else { String::new() };
        return Err(Error::of_file(shown_path(folder, root), format!("there are no migrations{whose} in this folder"))
            .help("a migration is a folder `<version>_<name>` with an `up.sql`, or a file `<version>_<name>.sql`"));
    }
    Ok(found)
}

/// The layout of a folder, as the names in it tell. Files with marks in them are `Flat` here.
fn layout_of(entries: &[Entry], dialect: Dialect, folder: &Path, root: Option<&Path>) -> Result<Option<Layout>> {
    let mut first: Option<(Layout, &Entry)> = None;
    for entry in entries {
        let layout = match entry.sql() {
            _ if entry.is_folder() => folders::layout_of(&entry.path),
            Some(file) if !file.is_for(dialect) => None,
            Some(file) if versioned::is_versioned(file.stem) => Some(Layout::Versioned),
            Some(file) if file.direction.is_some() => Some(Layout::UpDown),
            Some(_) => Some(Layout::Flat),
            None => versioned::is_program(&entry.name).then_some(Layout::Versioned),
        };
        let Some(layout) = layout else { continue };
        match first {
            None => first = Some((layout, entry)),
            Some((known, other)) if known != layout => {
                return Err(mixed((&other.name, known), (&entry.name, layout), &shown_path(folder, root)));
            }
            Some(_) => {}
        }
    }
    Ok(first.map(|(layout, _)| layout))
}

/// Two migrations in one folder are laid out for different tools.
fn mixed(first: (&str, Layout), second: (&str, Layout), folder: &str) -> Error {
    let ((first, one), (second, other)) = (first, second);
    let (one, other) = (one.described(), other.described());
    Error::of_file(folder, format!("`{first}` is {one} and `{second}` is {other}, so their order is not known"))
        .help("keep the migrations of one tool in a folder, and move what is no migration out of it")
}

/// Two migrations have one version.
fn same_version(first: &Path, second: &Path, version: &str, root: Option<&Path>) -> Error {
    let together = first.parent() == second.parent();
    let name = |path: &Path| match path.file_name() {
        Some(name) if together => name.to_string_lossy().into_owned(),
        _ => shown_path(path, root),
    };
    let (one, other) = (name(first), name(second));
    let message = format!("`{one}` and `{other}` have one version, `{version}`, so their order is not known");
    let folder = first.ancestors().skip(1).find(|folder| second.starts_with(folder)).unwrap_or(first);
    Error::of_file(shown_path(folder, root), message).help("give each migration a version of its own")
}

/// A path as messages show it: from `root` on where it lies below it, with forward slashes.
pub fn shown_path(path: &Path, root: Option<&Path>) -> String {
    let path = root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path);
    let shown: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    shown.join("/").replacen("//", "/", 1)
}

/// A path from a folder on, which it may lie beside, with forward slashes.
///
/// ```
/// let from = |path: &str| schema_catalog::path_from(path.as_ref(), "/shop/app".as_ref());
/// assert_eq!(from("/shop/app/migrations"), "migrations");
/// assert_eq!(from("/shop/db/1_a.sql"), "../db/1_a.sql");
/// ```
pub fn path_from(path: &Path, folder: &Path) -> String {
    let (mut from, mut up) = (folder, String::new());
    loop {
        if let Ok(rest) = path.strip_prefix(from) {
            return up + &shown_path(rest, None);
        }
        let Some(parent) = from.parent() else { return shown_path(path, None) };
        (from, up) = (parent, up + "../");
    }
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, Instant};

    use super::{Layout, Migration, find, find_migrations, shown_path};
    use crate::{Catalog, Dialect};

    /// A folder of migrations for a test.
    pub(super) struct Folder(tempfile::TempDir);

    impl Folder {
        pub(super) fn with(files: &[(&str, &str)]) -> Self {
            let folder = Self(tempfile::tempdir().expect("a temporary folder"));
            for (name, text) in files {
                folder.write(name, text);
            }
            folder
        }

        pub(super) fn write(&self, name: &str, text: &str) {
            let path = self.path().join(name);
            fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
            fs::write(path, text).expect("writable");
        }

        pub(super) fn path(&self) -> &Path {
            self.0.path()
        }

        pub(super) fn find(&self) -> Vec<Migration> {
            find(Dialect::Postgres, self.path(), Some(self.path())).unwrap_or_else(|error| panic!("{error}"))
        }

        pub(super) fn error(&self) -> String {
            find(Dialect::Postgres, self.path(), Some(self.path())).expect_err("this is wrong").to_string()
        }

        pub(super) fn load(&self) -> crate::Result<Catalog> {
            Catalog::load(Dialect::Postgres, self.path(), Some(self.path()))
        }
    }

    pub(super) fn names(found: &[Migration]) -> Vec<&str> {
        found.iter().map(|migration| migration.name.as_str()).collect()
    }

    #[test]
    fn layouts_that_are_mixed_are_named_with_both_files() {
        let error = Folder::with(&[("001_a/up.sql", ""), ("002_b.sql", "")]).error();
        assert_eq!(
            error,
            "`001_a` is laid out as for Diesel and `002_b.sql` is a file by itself, so their order is not known\nhelp: keep \
             the migrations of one tool in a folder, and move what is no migration out of it"
        );
        for (first, second) in [
            ("1_a.up.sql", "2_b.sql"),
            ("001_a/up.sql", "002_b/migration.sql"),
            ("1_a.sql", "V2__b.sql"),
            ("001_a/up.sql", "2_b.up.sql"),
            ("1_a.sql", "V2__b.rs"),
        ] {
            let error = Folder::with(&[(first, ""), (second, "")]).error();
            let names = [first, second].map(|name| name.split('/').next().unwrap_or_default());
            assert!(names.iter().all(|name| error.contains(&format!("`{name}` is "))), "{error}");
        }
    }

    #[test]
    fn a_folder_without_migrations_is_an_error() {
        let error = Folder::with(&[("README.md", ""), ("1_a.sqlite.sql", "")]).error();
        assert!(error.starts_with("there are no migrations for postgres in this folder\nhelp: "), "{error}");
        let error = Folder::with(&[("README.md", ""), (".gitkeep", "")]).error();
        assert!(error.starts_with("there are no migrations in this folder\nhelp: "), "{error}");
        let folder = Folder::with(&[]);
        let missing = folder.path().join("none");
        let error = find(Dialect::Postgres, &missing, Some(folder.path())).expect_err("missing").to_string();
        assert!(error.starts_with("none: there is no such folder of migrations\nhelp: "), "{error}");
    }

    #[test]
    fn a_single_file_is_a_migration() {
        let folder = Folder::with(&[("schema.sql", "CREATE TABLE a (id int);")]);
        let found = find_migrations(Dialect::Postgres, &folder.path().join("schema.sql")).expect("one file");
        assert_eq!((names(&found), found[0].layout), (vec!["schema"], Layout::File));
    }

    #[test]
    fn names_are_taken_in_every_script() {
        let folder = Folder::with(&[
            ("1_таблица.sql", "CREATE TABLE t1 (id int);"),
            ("2_表 と 'x'.sql", "CREATE TABLE t2 (id int);"),
            ("3_جدول.sql", "CREATE TABLE t3 (id int)\nbroken"),
        ]);
        assert_eq!(names(&folder.find()), ["1_таблица", "2_表 と 'x'", "3_جدول"]);
        let error = folder.load().expect_err("broken").to_string();
        assert!(error.starts_with("3_جدول.sql:2:1: "), "{error}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_utf8_are_read_too() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let folder = Folder::with(&[]);
        let name = OsStr::from_bytes(b"1_\xff.sql");
        fs::write(folder.path().join(name), "CREATE TABLE a (id int);").expect("writable");
        assert_eq!(names(&folder.find()), ["1_\u{fffd}"]);
        assert!(folder.load().expect("readable").table("a").is_some());
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_nowhere_or_round_are_errors() {
        use std::os::unix::fs::symlink;
        let folder = Folder::with(&[("001_a/up.sql", "")]);
        symlink("../nowhere", folder.path().join("002_b")).expect("a link");
        assert!(folder.error().starts_with("002_b: can't be read: "), "{}", folder.error());
        fs::remove_file(folder.path().join("002_b")).expect("writable");
        symlink("002_b", folder.path().join("002_b")).expect("a link");
        assert!(folder.error().starts_with("002_b: can't be read: "), "{}", folder.error());
        fs::remove_file(folder.path().join("002_b")).expect("writable");
        symlink(".", folder.path().join("002_b")).expect("a link");
        assert!(folder.error().starts_with("002_b: there is no `up.sql`"), "{}", folder.error());
        fs::remove_file(folder.path().join("002_b")).expect("writable");
        symlink("001_a", folder.path().join("002_b")).expect("a link");
        assert_eq!(names(&folder.find()), ["001_a", "002_b"]);
    }

    #[test]
    fn time_grows_with_the_number_of_migrations() {
        let time = |count: usize| {
            let folder = Folder::with(&[]);
            for number in 0..count {
                folder.write(&format!("{number}_a.up.sql"), "SELECT 1;");
            }
            let start = Instant::now();
            assert_eq!(folder.find().len(), count);
            folder.load().expect("nothing is wrong");
            start.elapsed()
        };
        let (few, many) = (time(1_000), time(20_000));
        // Twenty times as many take twenty times as long; what grows with the square takes four hundred times.
        assert!(many < few * 100 + Duration::from_millis(200), "{few:?} for 1,000 and {many:?} for 20,000");
    }

    #[test]
    fn paths_are_shown_from_the_root_on() {
        assert_eq!(shown_path(Path::new("/a/b/c.sql"), Some(Path::new("/a"))), "b/c.sql");
        assert_eq!(shown_path(Path::new("/a/b/c.sql"), Some(Path::new("/x"))), "/a/b/c.sql");
        assert_eq!(shown_path(Path::new("./b/c.sql"), None), "./b/c.sql");
    }
}
