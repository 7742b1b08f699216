//! What lies in a folder of migrations, and what its name says.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::shown_path;
use crate::dialect::Dialect;
use crate::error::{Error, Result};

/// The words by which files are named for an engine, with the engine's [name](Dialect::name).
const ENGINES: &[(&str, &[&str])] = &[
    ("postgres", &["postgres", "postgresql", "pgsql", "pg"]),
    ("sqlite", &["sqlite", "sqlite3"]),
    ("mysql", &["mysql"]),
    ("mariadb", &["mariadb"]),
    ("cockroachdb", &["cockroachdb", "cockroach", "crdb"]),
];

/// A file or folder in a folder of migrations.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its name in the folder.
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// A symbolic link to a folder.
    LinkToFolder,
    /// A socket, a pipe or a device.
    Other,
}

/// What the name of an `.sql` file says besides its version: `001_users.postgres.up.sql`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FileName<'a> {
    /// What is left: `001_users`.
    pub(super) stem: &'a str,
    /// Whether it ends in `.up` or `.down`.
    pub(super) direction: Option<Direction>,
    /// The [name](Dialect::name) of the one engine that it is for.
    engine: Option<&'static str>,
}

/// Whether a script applies a migration or undoes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Up,
    Down,
}

/// What lies in a folder, by name. Names that begin with a dot are passed over.
pub(super) fn entries(folder: &Path, root: Option<&Path>) -> Result<Vec<Entry>> {
    let shown = |path: &Path| shown_path(path, root);
    let read = fs::read_dir(folder).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::of_file(shown(folder), "there is no such folder of migrations")
            .help("make the folder, or name another below [migrations] in schema.toml: postgres = \"migrations\""),
        _ => Error::of_file(shown(folder), format!("the folder of migrations can't be read: {error}")),
    })?;
    let mut found = Vec::new();
    for entry in read {
        let entry = entry.map_err(|error| Error::of_file(shown(folder), format!("can't be read: {error}")))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        let kind = kind(&entry).map_err(|error| Error::of_file(shown(&path), format!("can't be read: {error}")))?;
        found.push(Entry { name, path, kind });
    }
    found.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn kind(entry: &fs::DirEntry) -> io::Result<Kind> {
    let mut kind = entry.file_type()?;
    let link = kind.is_symlink();
    if link {
        kind = fs::metadata(entry.path())?.file_type();
    }
    Ok(match (kind.is_file(), kind.is_dir(), link) {
        (true, ..) => Kind::File,
        (_, true, false) => Kind::Folder,
        (_, true, true) => Kind::LinkToFolder,
        _ => Kind::Other,
    })
}

impl Entry {
    pub(super) fn is_folder(&self) -> bool {
        matches!(self.kind, Kind::Folder | Kind::LinkToFolder)
    }

    /// What its name says, if it is named `.sql`.
    pub(super) fn sql(&self) -> Option<FileName<'_>> {
        if self.is_folder() { None } else { self.name.strip_suffix(".sql").map(FileName::of) }
    }
}

impl<'a> FileName<'a> {
    /// What a name says that stands before `.sql`.
    pub(super) fn of(mut stem: &'a str) -> Self {
        let (mut direction, mut engine) = (None, None);
        while let Some((rest, last)) = stem.rsplit_once('.') {
            match last {
                "up" if direction.is_none() => direction = Some(Direction::Up),
                "down" if direction.is_none() => direction = Some(Direction::Down),
                _ if engine.is_none() && engine_of(last).is_some() => engine = engine_of(last),
                // pop's, for a migration that is to run without a transaction.
                "autocommit" => {}
                _ => break,
            }
            stem = rest;
        }
        Self { stem, direction, engine }
    }

    /// Whether it is for this engine, be it among others.
    pub(super) fn is_for(&self, dialect: Dialect) -> bool {
        self.fit(dialect).is_some()
    }

    /// How closely its name names this engine, if it is for it.
    fn fit(&self, dialect: Dialect) -> Option<Fit> {
        match self.engine {
            None => Some(Fit::Any),
            Some(engine) if engine == dialect.name() => Some(Fit::Named),
            Some("mysql") if dialect == Dialect::Mariadb => Some(Fit::Related),
            Some(_) => None,
        }
    }
}

/// How closely the name of a file names an engine, the closest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It names none.
    Any,
    /// It names MySQL, and the engine is MariaDB.
    Related,
    /// It names the engine itself.
    Named,
}

/// The `.sql` files for an engine. Of two that differ in their engine alone, the one that is named for it, as pop has it:
/// <https://pkg.go.dev/github.com/gobuffalo/pop/v6#ParseMigrationFilename>
pub(super) fn sql_files(entries: &[Entry], dialect: Dialect) -> Vec<(&Entry, FileName<'_>)> {
    let mut closest: BTreeMap<(&str, Option<Direction>), Fit> = BTreeMap::new();
    let mut found = Vec::new();
    for entry in entries {
        let Some(file) = entry.sql() else { continue };
        let Some(fit) = file.fit(dialect) else { continue };
        let known = closest.entry((file.stem, file.direction)).or_insert(fit);
        *known = fit.max(*known);
        found.push((entry, file, fit));
    }
    found
        .into_iter()
        .filter(|(_, file, fit)| closest[&(file.stem, file.direction)] == *fit)
        .map(|(entry, file, _)| (entry, file))
        .collect()
}

fn engine_of(word: &str) -> Option<&'static str> {
    let known = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    ENGINES.iter().find(|(_, words)| known(words)).map(|&(engine, _)| engine)
}

#[cfg(test)]
mod tests {
    use super::{Direction, FileName};
    use crate::Dialect;

    #[test]
    fn names_say_direction_and_engine_in_either_order() {
        for name in ["001_a.postgres.up", "001_a.up.postgresql", "001_a.PG.up", "001_a.pg.autocommit.up"] {
            let file = FileName::of(name);
            assert_eq!((file.stem, file.direction), ("001_a", Some(Direction::Up)), "{name}");
            assert!(file.is_for(Dialect::Postgres), "{name}");
        }
        for name in ["001_a.sqlite", "001_a.mysql.down", "001_a.mariadb", "001_a.crdb.autocommit.up"] {
            assert!(!FileName::of(name).is_for(Dialect::Postgres), "{name}");
        }
        assert_eq!(FileName::of("V1.2__a.b").stem, "V1.2__a.b");
        assert_eq!(FileName::of("up").stem, "up");
    }
}
