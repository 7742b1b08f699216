//! Files side by side, each a migration: `000_name.sql`, and the tools that write both directions in one file.

use std::path::Path;

use super::entry::{Entry, sql_files};
use super::version::{Number, first_part, leading_digits};
use super::{Layout, Migration, read, same_version, sections};
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::migrations::shown_path;

/// A file with what orders it.
struct File<'a> {
    entry: &'a Entry,
    name: &'a str,
    /// What comes before the first `_`, if it is a number.
    version: Option<Number>,
    /// The number that the name begins with, if it does.
    number: Option<Number>,
}

/// Files that are ordered by the number they begin with; those without a number come last, by name.
///
/// - sqlx's simple migrations: <https://docs.rs/sqlx/latest/sqlx/migrate/trait.MigrationSource.html>
/// - goose's: <https://pressly.github.io/goose/blog/2022/overview-sql-file/>
/// - sql-migrate's: <https://github.com/rubenv/sql-migrate#writing-migrations>
/// - tern's: <https://github.com/jackc/tern#migrations>
/// - dbmate's are ordered by name: <https://github.com/amacneil/dbmate#creating-migrations>
///
/// The tool is recognised by the markers in the first file.
pub(super) fn find(entries: &[Entry], dialect: Dialect, root: Option<&Path>) -> Result<Vec<Migration>> {
    let mut files: Vec<File<'_>> = Vec::new();
    for (entry, file) in sql_files(entries, dialect) {
        let version = Number::of(&first_part(file.stem));
        let number = version.clone().or_else(|| Number::of(leading_digits(file.stem)));
        files.push(File { entry, name: file.stem, version, number });
    }
    files.sort_by(|a, b| {
        (a.number.is_none(), &a.number, &a.entry.name).cmp(&(b.number.is_none(), &b.number, &b.entry.name))
    });
    let Some(first) = files.first() else { return Ok(Vec::new()) };
    let text = read::text(&first.entry.path, root)?;
    let layout = sections::layout_of(&text).unwrap_or(Layout::Flat);
    match layout {
        Layout::Dbmate => files.sort_by(|a, b| a.entry.name.cmp(&b.entry.name)),
        Layout::Goose => no_program(entries, root)?,
        _ => {}
    }
    if layout != Layout::SqlMigrate {
        for pair in files.windows(2) {
            if pair[0].version.is_some() && pair[0].version == pair[1].version {
                return Err(same_version(&pair[0].entry.path, &pair[1].entry.path, &first_part(pair[0].name), root));
            }
        }
    }
    Ok(files
        .into_iter()
        .map(|file| Migration {
            version: if file.version.is_some() { first_part(file.name) } else { file.name.to_owned() },
            name: file.name.to_owned(),
            layout,
            up: file.entry.path.clone(),
            down: layout.is_one_file().then(|| file.entry.path.clone()),
        })
        .collect())
}

/// goose's migrations may be programs too: `00002_name.go`.
fn no_program(entries: &[Entry], root: Option<&Path>) -> Result<()> {
    let is_program = |entry: &&Entry| {
        let stem = entry.name.strip_suffix(".go").filter(|stem| !stem.ends_with("_test"));
        stem.is_some_and(|stem| Number::of(&first_part(stem)).is_some())
    };
    match entries.iter().find(is_program) {
        None => Ok(()),
        Some(entry) => Err(Error::of_file(
            shown_path(&entry.path, root),
            "this migration is a program, and what it does to the tables can't be told without running it",
        )
        .help("write its statements in an `.sql` file of the same version")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Layout;
    use super::super::tests::{Folder, names};

    #[test]
    fn numbers_order_and_names_without_a_number_come_last() {
        let folder = Folder::with(&[
            ("10_c.sql", ""),
            ("9_b.sql", ""),
            ("001_a.sql", ""),
            ("seed_b.sql", ""),
            ("seed_a.sql", ""),
            ("11-d.sql", ""),
            ("5_x.sqlite.sql", ""),
            ("notes.txt", ""),
            ("shared/x.sql", ""),
        ]);
        let found = folder.find();
        assert_eq!(names(&found), ["001_a", "9_b", "10_c", "11-d", "seed_a", "seed_b"]);
        assert!(found.iter().all(|found| found.layout == Layout::Flat && found.down.is_none()));
        assert_eq!([&found[0].version, &found[4].version], ["001", "seed_a"]);
    }

    #[test]
    fn dates_with_dashes_are_versions() {
        let folder = Folder::with(&[("2024-01-31-b.sql", ""), ("2024-01-30-c.sql", ""), ("2024-02-01_a.sql", "")]);
        assert_eq!(names(&folder.find()), ["2024-01-30-c", "2024-01-31-b", "2024-02-01_a"]);
    }

    #[test]
    fn two_of_one_number_are_an_error_but_to_sql_migrate() {
        let error = Folder::with(&[("1_a.sql", ""), ("001_b.sql", "")]).error();
        assert!(error.starts_with("`001_b.sql` and `1_a.sql` have one version, `001`"), "{error}");
        let folder = Folder::with(&[("1_b.sql", "-- +migrate Up\n"), ("1_a.sql", "-- +migrate Up\n")]);
        assert_eq!(names(&folder.find()), ["1_a", "1_b"]);
    }

    #[test]
    fn dbmate_orders_by_name() {
        let folder = Folder::with(&[("10_b.sql", "-- migrate:up\n"), ("9_a.sql", "-- migrate:up\n")]);
        let found = folder.find();
        assert_eq!(names(&found), ["10_b", "9_a"]);
        assert_eq!(found[0].layout, Layout::Dbmate);
        assert_eq!(found[0].down.as_ref(), Some(&found[0].up));
    }

    #[test]
    fn goose_has_programs_too() {
        let error = Folder::with(&[("1_a.sql", "-- +goose Up\n"), ("2_b.go", ""), ("1_a_test.go", "")]).error();
        assert!(error.starts_with("2_b.go: this migration is a program"), "{error}");
    }
}
