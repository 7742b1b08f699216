//! Files side by side, one that applies and one that undoes: `N_name.up.sql` and `N_name.down.sql`.

use std::collections::BTreeMap;
use std::path::Path;

use super::entry::{Direction, Entry, sql_files};
use super::version::{Number, first_part};
use super::{Layout, Migration, same_version, shown_path};
use crate::dialect::Dialect;
use crate::error::{Error, Result};

/// sqlx's reversible migrations and golang-migrate's, ordered by number. The titles of the two files may differ.
///
/// <https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md>,
/// <https://docs.rs/sqlx/latest/sqlx/migrate/trait.MigrationSource.html>
pub(super) fn find(entries: &[Entry], dialect: Dialect, root: Option<&Path>) -> Result<Vec<Migration>> {
    let mut pairs: BTreeMap<Number, [Option<(&Entry, &str)>; 2]> = BTreeMap::new();
    for (entry, file) in sql_files(entries, dialect) {
        let Some(direction) = file.direction else { continue };
        let Some(number) = Number::of(&first_part(file.stem)) else {
            return Err(Error::of_file(
                shown_path(&entry.path, root),
                "the name of a migration must begin with its number, which orders it",
            )
            .help("name it `<number>_<name>.up.sql`"));
        };
        let place = &mut pairs.entry(number).or_default()[direction as usize];
        if let Some((other, _)) = place.replace((entry, file.stem)) {
            return Err(same_version(&other.path, &entry.path, &first_part(file.stem), root));
        }
    }
    pairs
        .into_values()
        .map(|pair| match pair {
            [Some((up, name)), down] => Ok(Migration {
                version: first_part(name),
                name: name.to_owned(),
                layout: Layout::UpDown,
                up: up.path.clone(),
                down: down.map(|(down, _)| down.path.clone()),
            }),
            [None, Some((down, _))] => Err(Error::of_file(
                shown_path(&down.path, root),
                "there is no `.up.sql` with this number, so nothing that this undoes",
            )
            .help("add the file that applies the migration, or move this one out of the migrations")),
            [None, None] => unreachable!("a pair is made for a file"),
        })
        .collect()
}

const _: () = assert!(Direction::Up as usize == 0 && Direction::Down as usize == 1);

#[cfg(test)]
mod tests {
    use super::super::tests::{Folder, names};

    #[test]
    fn numbers_order_and_pair_the_files() {
        let folder = Folder::with(&[
            ("10_c.up.sql", ""),
            ("9_b.up.sql", ""),
            ("9_undo_b.down.sql", ""),
            ("0001_a.up.sql", ""),
            ("0001_a.down.sql", ""),
            ("fixtures/seed.sql", ""),
        ]);
        let found = folder.find();
        assert_eq!(names(&found), ["0001_a", "9_b", "10_c"]);
        let downs: Vec<_> = found.iter().map(|found| found.down.as_ref().and_then(|down| down.file_name())).collect();
        assert_eq!(downs, [Some("0001_a.down.sql".as_ref()), Some("9_undo_b.down.sql".as_ref()), None]);
        assert_eq!(found[0].version, "0001");
    }

    #[test]
    fn files_of_other_engines_are_left_out() {
        let folder = Folder::with(&[
            ("1_a.postgres.up.sql", ""),
            ("1_a.postgres.down.sql", ""),
            ("1_a.sqlite.up.sql", ""),
            ("1_a.up.mysql.sql", ""),
            ("2_b.up.sql", ""),
        ]);
        assert_eq!(names(&folder.find()), ["1_a", "2_b"]);
    }

    #[test]
    fn a_file_for_the_engine_stands_in_for_the_one_for_all() {
        let folder = Folder::with(&[
            ("1_a.up.sql", ""),
            ("1_a.down.sql", ""),
            ("1_a.postgres.up.sql", ""),
            ("1_a.sqlite.up.sql", ""),
            ("1_a.postgres.autocommit.down.sql", ""),
        ]);
        let found = folder.find();
        let downs: Vec<_> = found.iter().map(|found| found.down.as_ref().and_then(|down| down.file_name())).collect();
        assert_eq!(found[0].up.file_name(), Some("1_a.postgres.up.sql".as_ref()));
        assert_eq!(downs, [Some("1_a.postgres.autocommit.down.sql".as_ref())]);
    }

    #[test]
    fn what_can_not_be_paired_is_an_error() {
        let error = Folder::with(&[("1_a.up.sql", ""), ("2_b.down.sql", "")]).error();
        assert!(error.starts_with("2_b.down.sql: there is no `.up.sql` with this number"), "{error}");
        let error = Folder::with(&[("1_a.up.sql", ""), ("01_b.up.sql", "")]).error();
        assert!(error.starts_with("`01_b.up.sql` and `1_a.up.sql` have one version, `1`"), "{error}");
        let error = Folder::with(&[("1_a.up.sql", ""), ("b.up.sql", "")]).error();
        assert!(error.starts_with("b.up.sql: the name of a migration must begin with its number"), "{error}");
    }
}
