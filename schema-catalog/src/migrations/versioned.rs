//! Files named `V1__name.sql`: refinery's and Flyway's.

use std::path::{Path, PathBuf};

use super::entry::{Entry, Kind, entries};
use super::version::{Number, parts};
use super::{Layout, Migration, same_version, shown_path};
use crate::dialect::Dialect;
use crate::error::{Error, Result};

/// Endings of files that hold a migration which is a program.
const PROGRAMS: &[&str] = &["rs", "java", "kt", "groovy", "class", "py", "sh", "ps1", "bat", "cmd"];

/// What a name says.
#[derive(Debug, PartialEq, Eq)]
enum Prefix {
    /// `V1__`: applied once.
    Versioned,
    /// `U1__`: Flyway's for what undoes `V1__`, refinery's for a migration that need not follow the one before it.
    U,
    /// `B5__`: Flyway's for all up to version 5 at once, on a new database.
    Baseline,
    /// `R__`: Flyway's for what is applied after all others, and again where it changed.
    Repeatable,
}

/// The prefix and the version in a name, if it is of this layout. `R__` has no version.
fn parse(stem: &str) -> Option<(Prefix, &str, Option<Vec<Number>>)> {
    let (version, _) = stem.get(1..)?.split_once("__")?;
    let prefix = match stem.as_bytes()[0] {
        b'V' => Prefix::Versioned,
        b'U' => Prefix::U,
        b'B' => Prefix::Baseline,
        b'R' if version.is_empty() => return Some((Prefix::Repeatable, version, None)),
        _ => return None,
    };
    Some((prefix, version, Some(parts(version)?)))
}

/// Whether a name, without its ending, is of this layout.
pub(super) fn is_versioned(stem: &str) -> bool {
    parse(stem).is_some()
}

/// A file of the layout.
struct File {
    entry: Entry,
    name: String,
    version: String,
    parts: Vec<Number>,
}

impl File {
    fn migration(self, down: Option<PathBuf>) -> Migration {
        let Self { entry, name, version, .. } = self;
        Migration { version, name, layout: Layout::Versioned, up: entry.path, down }
    }
}

/// The files of the layout by prefix.
#[derive(Default)]
struct Files {
    versioned: Vec<File>,
    undo: Vec<File>,
    baselines: Vec<File>,
    repeatable: Vec<File>,
}

/// Whether a file is a migration of this layout that is a program.
pub(super) fn is_program(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, ending)| PROGRAMS.contains(&ending) && is_versioned(stem))
}

/// Whether there are files of this layout in a folder or below it.
pub(super) fn lie_below(folder: &Path, root: Option<&Path>) -> bool {
    let is_ours = |entry: &Entry| entry.sql().is_some_and(|file| is_versioned(file.stem));
    walk(folder, root).is_ok_and(|files| files.iter().any(is_ours))
}

/// The files in a folder and in those below it, where both tools look for them.
fn walk(folder: &Path, root: Option<&Path>) -> Result<Vec<Entry>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in entries(&folder, root)? {
            match entry.kind {
                Kind::Folder => folders.push(entry.path),
                Kind::LinkToFolder => {
                    return Err(Error::of_file(
                        shown_path(&entry.path, root),
                        "this is a link to a folder, which one tool follows and another does not",
                    )
                    .help("put the folder itself in its place, or move the link out of the migrations"));
                }
                Kind::File | Kind::Other => files.push(entry),
            }
        }
    }
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// The files by what their names say. A file that is no `.sql` file is passed over, if it is no program.
fn by_prefix(entries: Vec<Entry>, dialect: Dialect, root: Option<&Path>) -> Result<Files> {
    let mut files = Files::default();
    for entry in entries {
        if is_program(&entry.name) {
            return Err(Error::of_file(
                shown_path(&entry.path, root),
                "this migration is a program, and what it does to the tables can't be told without running it",
            )
            .help("write its statements in an `.sql` file of the same version"));
        }
        let Some(file) = entry.sql().filter(|file| file.is_for(dialect)) else { continue };
        let Some((prefix, version, parts)) = parse(file.stem) else {
            let message =
                "this name says no version as refinery and Flyway read it, so when this is applied is not known";
            return Err(Error::of_file(shown_path(&entry.path, root), message)
                .help("name it `V<version>__<name>.sql`, or move it out of the migrations"));
        };
        let (name, version) = (file.stem.to_owned(), version.to_owned());
        let file = File { name, version, parts: parts.unwrap_or_default(), entry };
        match prefix {
            Prefix::Versioned => files.versioned.push(file),
            Prefix::U => files.undo.push(file),
            Prefix::Baseline => files.baselines.push(file),
            Prefix::Repeatable => files.repeatable.push(file),
        }
    }
    Ok(files)
}

/// refinery's and Flyway's: ordered by version, each part of it a number; then those that are repeatable, by name.
///
/// `U1__` undoes `V1__` in Flyway and is a migration of its own in refinery. Which is meant is told by whether there is
/// a `V1__`: refinery allows no two files of one version.
///
/// <https://docs.rs/refinery/latest/refinery/#usage>,
/// <https://documentation.red-gate.com/fd/migrations-271585107.html>
pub(super) fn find(folder: &Path, dialect: Dialect, root: Option<&Path>) -> Result<Vec<Migration>> {
    let Files { versioned, undo, baselines, mut repeatable } = by_prefix(walk(folder, root)?, dialect, root)?;
    let flyway = !(repeatable.is_empty() && baselines.is_empty());
    let mut all = with_undo(sorted(versioned, root)?, undo, flyway, root)?;
    if let Some(baseline) = sorted(baselines, root)?.pop() {
        // A new database begins with the last baseline, and what it stands for is left out.
        all.retain(|(file, _)| file.parts > baseline.parts);
        all.insert(0, (baseline, None));
    }
    // Flyway compares descriptions, in which an underscore is a space.
    repeatable.sort_by_cached_key(|file| file.name.replace('_', " "));
    all.extend(repeatable.into_iter().map(|file| (file, None)));
    Ok(all.into_iter().map(|(file, down)| file.migration(down)).collect())
}

/// Files in the order of their versions, of which no two may be equal.
fn sorted(mut files: Vec<File>, root: Option<&Path>) -> Result<Vec<File>> {
    files.sort_by(|a, b| (&a.parts, &a.name).cmp(&(&b.parts, &b.name)));
    match files.windows(2).find(|pair| pair[0].parts == pair[1].parts) {
        Some(pair) => Err(same_version(&pair[0].entry.path, &pair[1].entry.path, &pair[0].version, root)),
        None => Ok(files),
    }
}

/// Migrations with what undoes them; the `U1__` of refinery's take their place among them.
fn with_undo(
    mut versioned: Vec<File>,
    undo: Vec<File>,
    flyway: bool,
    root: Option<&Path>,
) -> Result<Vec<(File, Option<PathBuf>)>> {
    let place = |file: &File| versioned.binary_search_by(|other| other.parts.cmp(&file.parts));
    let (undo, alone): (Vec<File>, Vec<File>) = undo.into_iter().partition(|file| place(file).is_ok());
    match alone.first() {
        Some(file) if flyway || !undo.is_empty() => {
            let message = format!("there is no `V{}__` that this could undo", file.version);
            return Err(Error::of_file(shown_path(&file.entry.path, root), message)
                .help("add the migration, or move this file out of the migrations"));
        }
        _ => versioned.extend(alone),
    }
    let mut undo = sorted(undo, root)?.into_iter().peekable();
    let with = |file: File| {
        let down = undo.next_if(|undo| undo.parts == file.parts);
        (file, down.map(|down| down.entry.path))
    };
    Ok(sorted(versioned, root)?.into_iter().map(with).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Folder, names};

    #[test]
    fn versions_are_numbers_in_parts_and_repeatable_ones_come_last() {
        let folder = Folder::with(&[
            ("V10__d.sql", ""),
            ("V2__b.sql", ""),
            ("V1__a.sql", ""),
            ("U2__b.sql", ""),
            ("R__b_view.sql", ""),
            ("R__a_view.sql", ""),
            ("later/V2.1__c.sql", ""),
            ("later/V10_1__e.sql", ""),
            ("V3__other.sqlite.sql", ""),
            ("V2__b.sql.conf", ""),
        ]);
        let found = folder.find();
        let order = ["V1__a", "V2__b", "V2.1__c", "V10__d", "V10_1__e", "R__a_view", "R__b_view"];
        assert_eq!(names(&found), order);
        assert_eq!(found[1].down, Some(folder.path().join("U2__b.sql")));
        assert_eq!(found[2].version, "2.1");
    }

    #[test]
    fn refinery_applies_its_u_files_in_their_order() {
        let folder = Folder::with(&[("V1__a.sql", ""), ("V3__c.sql", ""), ("U2__b.sql", "")]);
        assert_eq!(names(&folder.find()), ["V1__a", "U2__b", "V3__c"]);
        let error = Folder::with(&[("V1__a.sql", ""), ("U2__b.sql", ""), ("R__c.sql", "")]).error();
        assert!(error.starts_with("U2__b.sql: there is no `V2__` that this could undo"), "{error}");
        let error = Folder::with(&[("V1__a.sql", ""), ("U2__b.sql", ""), ("U02__c.sql", "")]).error();
        assert!(error.contains("have one version, `02`"), "{error}");
    }

    #[test]
    fn a_new_database_begins_with_the_last_baseline() {
        let folder = Folder::with(&[
            ("V1__a.sql", ""),
            ("V2__b.sql", ""),
            ("V3__c.sql", ""),
            ("B1__base.sql", ""),
            ("B2__base.sql", ""),
        ]);
        assert_eq!(names(&folder.find()), ["B2__base", "V3__c"]);
    }

    #[test]
    fn folders_alone_are_looked_into() {
        let folder = Folder::with(&[("one/V1__a.sql", ""), ("two/deep/V2__b.sql", ""), ("empty/README", "")]);
        assert_eq!(names(&folder.find()), ["V1__a", "V2__b"]);
    }

    #[test]
    fn files_below_are_held_to_the_same_names() {
        let error = Folder::with(&[("V1__a.sql", ""), ("more/afterMigrate.sql", "")]).error();
        assert!(error.starts_with("more/afterMigrate.sql: this name says no version"), "{error}");
        let error = Folder::with(&[("mysql/V1__a.sql", ""), ("postgres/V1__a.sql", "")]).error();
        assert!(error.contains("`mysql/V1__a.sql` and `postgres/V1__a.sql` have one version, `1`"), "{error}");
    }

    #[test]
    fn programs_and_equal_versions_are_errors() {
        let error = Folder::with(&[("V1__a.sql", ""), ("V2__b.rs", ""), ("mod.rs", "")]).error();
        assert!(error.starts_with("V2__b.rs: this migration is a program"), "{error}");
        let error = Folder::with(&[("V1__a.sql", ""), ("V1.0__b.sql", "")]).error();
        assert!(error.contains("have one version, `1"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_back_is_not_followed() {
        let folder = Folder::with(&[("V1__a.sql", "")]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).expect("a link");
        assert!(folder.error().starts_with("again: this is a link to a folder"), "{}", folder.error());
    }
}
