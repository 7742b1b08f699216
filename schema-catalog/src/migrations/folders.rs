//! Migrations that are folders: Diesel's and Prisma's.

use std::fs;
use std::path::Path;

use super::entry::Entry;
use super::{Layout, Migration, same_version, shown_path, version};
use crate::error::{Error, Result};

/// The layout that a folder is of, if it holds the file that applies a migration.
pub(super) fn layout_of(folder: &Path) -> Option<Layout> {
    if folder.join("up.sql").exists() {
        Some(Layout::Diesel)
    } else if folder.join("migration.sql").exists() {
        Some(Layout::Prisma)
    } else {
        None
    }
}

/// Diesel's: `<version>_<name>/up.sql` and `down.sql`, ordered by version, compared as text.
///
/// Other files, such as `metadata.toml`, are passed over: they say how to run a migration, not what it does.
///
/// <https://docs.rs/diesel_migrations/latest/diesel_migrations/struct.FileBasedMigrations.html>
pub(super) fn diesel(entries: &[Entry], root: Option<&Path>) -> Result<Vec<Migration>> {
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| entry.is_folder()) {
        let up = entry.path.join("up.sql");
        if !up.is_file() {
            return Err(missing("up.sql", &entry.path, root));
        }
        let down = Some(entry.path.join("down.sql")).filter(|down| down.is_file());
        let version = version::first_part(&entry.name);
        found.push(Migration { version, name: entry.name.clone(), layout: Layout::Diesel, up, down });
    }
    found.sort_by(|a, b| (&a.version, &a.name).cmp(&(&b.version, &b.name)));
    match found.windows(2).find(|pair| pair[0].version == pair[1].version) {
        Some(pair) => Err(same_version(pair[0].folder(), pair[1].folder(), &pair[0].version, root)),
        None => Ok(found),
    }
}

/// Prisma's: `<stamp>_<name>/migration.sql`, ordered by the folder's whole name. There is nothing that undoes one.
///
/// <https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories>
pub(super) fn prisma(entries: &[Entry], root: Option<&Path>) -> Result<Vec<Migration>> {
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| entry.is_folder()) {
        let up = entry.path.join("migration.sql");
        if !up.is_file() {
            return Err(missing("migration.sql", &entry.path, root));
        }
        let name = entry.name.clone();
        found.push(Migration { version: name.clone(), name, layout: Layout::Prisma, up, down: None });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

pub(super) fn missing(file: &str, folder: &Path, root: Option<&Path>) -> Error {
    let shown = shown_path(folder, root);
    let within = fs::read_dir(folder).into_iter().flatten().flatten();
    let help = match within.map(|entry| entry.path().join(file)).any(|path| path.is_file()) {
        true => format!("the folders in it have one: if they are the migrations, name `{shown}`"),
        false => "add one, or move the folder out of the migrations".to_owned(),
    };
    Error::of_file(shown, format!("there is no `{file}` in this folder of a migration")).help(help)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Folder, names};

    #[test]
    fn diesel_orders_by_version_as_text_and_reads_only_up_and_down() {
        let folder = Folder::with(&[
            ("10_c/up.sql", ""),
            ("2_b/up.sql", ""),
            ("2_b/down.sql", ""),
            ("2_b/metadata.toml", "run_in_transaction = false"),
            ("2024-01-01-000000_d/up.sql", ""),
            (".hidden/notes.sql", ""),
            ("README.md", ""),
        ]);
        let found = folder.find();
        assert_eq!(names(&found), ["10_c", "2_b", "2024-01-01-000000_d"]);
        assert_eq!(found[1].down.as_deref(), Some(folder.path().join("2_b/down.sql").as_path()));
        assert_eq!(found[0].down, None);
        assert_eq!(found[2].version, "20240101000000");
    }

    #[test]
    fn a_diesel_folder_needs_its_up() {
        let folder = Folder::with(&[("001_a/up.sql", ""), ("002_b/down.sql", "")]);
        assert_eq!(
            folder.error(),
            "002_b: there is no `up.sql` in this folder of a migration\nhelp: add one, or move the folder out of the \
             migrations"
        );
        let folder = Folder::with(&[("migrations/001_a/up.sql", ""), ("src/schema.rs", "")]);
        assert_eq!(
            folder.error(),
            "migrations: there is no `up.sql` in this folder of a migration\nhelp: the folders in it have one: if they are \
             the migrations, name `migrations`"
        );
        let folder = Folder::with(&[("001_a/up.sql", ""), ("001_b/up.sql", "")]);
        assert!(folder.error().starts_with("`001_a` and `001_b` have one version, `001`,"), "{}", folder.error());
    }

    #[test]
    fn prisma_orders_by_the_whole_name() {
        let folder = Folder::with(&[
            ("20240102000000_b/migration.sql", ""),
            ("20240101000000_z/migration.sql", ""),
            ("20240102000000_a/migration.sql", ""),
            ("migration_lock.toml", "provider = \"postgresql\""),
        ]);
        assert_eq!(names(&folder.find()), ["20240101000000_z", "20240102000000_a", "20240102000000_b"]);
        let folder = Folder::with(&[("1_a/migration.sql", ""), ("2_b/README.md", "")]);
        assert!(folder.error().starts_with("2_b: there is no `migration.sql`"), "{}", folder.error());
    }
}
