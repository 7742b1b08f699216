//! Replays migrations one at a time.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Layout, Migration, find, mixed, read, sections, shown_path};
use crate::catalog::Catalog;
use crate::compare::Difference;
use crate::config::{Config, Engine};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::overrides::Overrides;
use crate::replay::{Replay, Seen};
use crate::source::Source;
use crate::step::Step;

/// Replays the migrations of a folder one at a time, forwards and back.
///
/// A clone goes its own way: what is tried on it leaves this one as it is.
///
/// ```no_run
/// use schema_catalog::{Dialect, Migrator};
///
/// let mut migrator = Migrator::new(Dialect::Postgres, "migrations".as_ref(), None)?;
/// for migration in migrator.migrations().to_vec() {
///     migrator.up(&migration)?;
///     let mut back = migrator.clone();
///     if back.down(&migration)? {
///         println!("{} can be undone", migration.name);
///     }
/// }
/// let catalog = migrator.finish()?;
/// # Ok::<(), schema_catalog::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Migrator {
    replay: Replay,
    overrides: Overrides,
    /// Shared, since what is undone is tried on a clone.
    migrations: Arc<[Migration]>,
    root: Option<PathBuf>,
}

/// What is different after a migration has been applied and undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// What is not as it was before the migration.
    pub left: Vec<Difference>,
    /// What is not as it was after the migration, where it is applied once more; or why that can't be.
    pub again: Result<Vec<Difference>>,
}

impl Undone {
    /// Whether all is as it was, but for the order of columns.
    pub fn is_complete(&self) -> bool {
        let only_order = |differences: &[Difference]| differences.iter().all(|difference| difference.is_order);
        only_order(&self.left) && self.again.as_ref().is_ok_and(|again| only_order(again))
    }
}

/// Which part of a migration is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Up,
    Down,
}

impl Migrator {
    /// Finds the migrations of a folder, or takes one `.sql` file. Messages show paths from `root` on.
    ///
    /// # Errors
    ///
    /// As [`find_migrations`](super::find_migrations).
    pub fn new(dialect: Dialect, folder: &Path, root: Option<&Path>) -> Result<Self> {
        Ok(Self {
            migrations: find(dialect, folder, root)?.into(),
            replay: Replay::new(dialect),
            overrides: Overrides::default(),
            root: root.map(Path::to_owned),
        })
    }

    /// Finds the migrations of an engine. What `[[statement]]` says in `schema.toml` of their statements counts.
    ///
    /// # Errors
    ///
    /// As [`find_migrations`](super::find_migrations).
    pub fn of(config: &Config, engine: &Engine) -> Result<Self> {
        let migrator = Self::new(engine.dialect, &engine.migrations, Some(&config.root))?;
        Ok(Self { overrides: Overrides::of(config, engine), ..migrator })
    }

    /// The migrations, in the order in which they apply.
    pub fn migrations(&self) -> &[Migration] {
        &self.migrations
    }

    /// The catalog after what has been replayed.
    pub fn catalog(&self) -> &Catalog {
        self.replay.catalog()
    }

    /// Replays what applies a migration.
    ///
    /// # Errors
    ///
    /// If its file can't be read, is not UTF-8, is laid out for another tool than the rest, holds a statement that is not
    /// understood or that the engine would refuse, or has a `[[statement]]` in `schema.toml` that fits no statement.
    pub fn up(&mut self, migration: &Migration) -> Result<()> {
        self.part(migration, &migration.up, Part::Up, &mut None).map(|_| ())
    }

    /// Replays what applies a migration, as [`Migrator::up`] does, and shows what each statement did to `seen`.
    ///
    /// # Errors
    ///
    /// As [`Migrator::up`].
    pub fn up_in_steps(&mut self, migration: &Migration, seen: &mut dyn FnMut(&Step<'_>)) -> Result<()> {
        self.part(migration, &migration.up, Part::Up, &mut Some(seen)).map(|_| ())
    }

    /// Replays a text as one more migration. Messages show this name for it.
    ///
    /// # Errors
    ///
    /// If a statement is not understood, or the engine would refuse it.
    pub fn text(&mut self, name: &str, sql: &str) -> Result<()> {
        let source = Source::new(name, sql);
        let all = 0..source.text.len();
        self.replay.file(source, &[all], &mut Overrides::default(), &mut None)
    }

    /// Replays what undoes a migration, and says whether there is something that does.
    ///
    /// # Errors
    ///
    /// As [`Migrator::up`].
    pub fn down(&mut self, migration: &Migration) -> Result<bool> {
        match &migration.down {
            Some(down) => self.part(migration, down, Part::Down, &mut None),
            None => Ok(false),
        }
    }

    /// Replays what applies a migration, as [`Migrator::up`] does, and tells whether what undoes it gives back the catalog
    /// that was there before; `None` where there is nothing that undoes it.
    ///
    /// # Errors
    ///
    /// As [`Migrator::up`].
    pub fn up_and_undone(&mut self, migration: &Migration) -> Result<Option<Undone>> {
        let before = self.catalog().clone();
        self.up(migration)?;
        self.undone(migration, &before)
    }

    /// Tells whether what undoes the migration that was replayed last gives back the catalog that was there before;
    /// `None` where there is nothing that undoes it.
    ///
    /// # Errors
    ///
    /// As [`Migrator::up`], of what undoes it.
    pub fn undone(&self, migration: &Migration, before: &Catalog) -> Result<Option<Undone>> {
        let mut back = self.clone();
        if !back.down(migration)? {
            return Ok(None);
        }
        let left = before.differences(back.catalog());
        let again = back.up(migration).map(|()| self.catalog().differences(back.catalog()));
        Ok(Some(Undone { left, again }))
    }

    /// The catalog after all migrations that were replayed.
    ///
    /// # Errors
    ///
    /// If `schema.toml` has a `[[statement]]` for a file that is none of the migrations'.
    pub fn finish(self) -> Result<Catalog> {
        let shown = |path: &PathBuf| shown_path(path, self.root.as_deref());
        let downs: Vec<String> =
            self.migrations.iter().filter_map(|migration| migration.down.as_ref().map(shown)).collect();
        self.overrides.finish(&downs)?;
        Ok(self.replay.into_catalog())
    }

    fn part(&mut self, migration: &Migration, path: &Path, part: Part, seen: &mut Seen<'_>) -> Result<bool> {
        let shown = shown_path(path, self.root.as_deref());
        let text = read::text(path, self.root.as_deref())?;
        let layout = self.layout(migration, path, &text)?;
        let sections = sections::split(&text, layout, &shown, self.catalog().dialect())?;
        let parts = if part == Part::Down && layout.is_one_file() { sections.down } else { sections.up };
        let any = !parts.is_empty();
        self.replay.file(Source::new(shown, text), &parts, &mut self.overrides, seen)?;
        Ok(any)
    }

    /// The layout of a migration, as its text tells where files lie side by side.
    fn layout(&self, migration: &Migration, path: &Path, text: &str) -> Result<Layout> {
        let known = migration.layout;
        if !(known.is_one_file() || matches!(known, Layout::Flat | Layout::File)) {
            return Ok(known);
        }
        match (known, sections::layout_of(text)) {
            // Migrations of tern's that can't be undone have no mark.
            (Layout::Flat | Layout::Tern, Some(Layout::Tern)) => Ok(Layout::Tern),
            (Layout::File, Some(layout)) => Ok(layout),
            (_, Some(layout)) if layout != known => {
                let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let first = self.migrations.first().map_or_else(String::new, |first| name(&first.up));
                let folder = path.parent().map_or_else(String::new, |folder| shown_path(folder, self.root.as_deref()));
                Err(mixed((&first, known), (&name(path), layout), &folder))
            }
            _ => Ok(known),
        }
    }
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
            let source = Source::new(name, text);
            let all = 0..source.text.len();
            replay.file(source, &[all], &mut Overrides::default(), &mut None)?;
        }
        Ok(replay.into_catalog())
    }

    /// Replays the migrations of a folder, or one `.sql` file. Messages show paths from `root` on.
    ///
    /// [`Config::load`] does the same for what is configured, and heeds what `schema.toml` says of statements.
    ///
    /// # Errors
    ///
    /// As [`find_migrations`](super::find_migrations) and [`Migrator::up`].
    pub fn load(dialect: Dialect, folder: &Path, root: Option<&Path>) -> Result<Self> {
        all(Migrator::new(dialect, folder, root)?)
    }
}

impl Config {
    /// Replays the migrations of an engine, and heeds what `[[statement]]` says in `schema.toml` of their statements.
    ///
    /// # Errors
    ///
    /// As [`Catalog::load`], or if a `[[statement]]` fits no statement.
    pub fn load(&self, engine: &Engine) -> Result<Catalog> {
        all(Migrator::of(self, engine)?)
    }
}

fn all(mut migrator: Migrator) -> Result<Catalog> {
    for migration in Arc::clone(&migrator.migrations).iter() {
        migrator.up(migration)?;
    }
    migrator.finish()
}

#[cfg(test)]
mod tests {
    use super::super::tests::Folder;
    use super::Migrator;
    use crate::{Catalog, Dialect};

    /// Where a column was declared and what changed it.
    fn history(catalog: &Catalog, table: &str, column: &str) -> Vec<String> {
        let column = catalog.table(table).and_then(|table| table.column(column)).expect("such a column");
        column.history.events().map(|(place, what)| format!("{what} at {}", catalog.location(place))).collect()
    }

    #[test]
    fn only_what_applies_is_replayed_and_places_are_those_of_the_file() {
        for (mark, down) in [
            ("-- migrate:up", "-- migrate:down"),
            ("-- +goose Up", "-- +goose Down"),
            ("-- +migrate Up", "-- +migrate Down"),
            ("-- created", "---- create above / drop below ----"),
        ] {
            let first = format!("-- é\n{mark}\nCREATE TABLE a (\n  id int);\n{down}\nDROP TABLE a;\n");
            let second = format!("{mark}\r\nALTER TABLE a ADD b text;\r\n{down}\r\nALTER TABLE a DROP b;\r\n");
            let folder = Folder::with(&[("1_a.sql", &first), ("2_b.sql", &second)]);
            let catalog = folder.load().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(history(&catalog, "a", "id"), ["declared at 1_a.sql:4:3"], "{mark}");
            assert_eq!(history(&catalog, "a", "b"), ["declared at 2_b.sql:2:19"], "{mark}");
            let alone = Catalog::load(Dialect::Postgres, &folder.path().join("1_a.sql"), None).expect("one file");
            assert!(alone.table("a").is_some(), "{mark}");
        }
    }

    #[test]
    fn an_up_part_that_ends_in_the_middle_does_not_read_on() {
        let text = "-- migrate:up\nCREATE TABLE a (id int);\nCREATE TABLE b (id\n-- migrate:down\nint);\n";
        let error = Folder::with(&[("1_a.sql", text)]).load().expect_err("unfinished").to_string();
        assert!(error.starts_with("1_a.sql:"), "{error}");
        assert!(error.contains("found the end of the statement"), "{error}");
    }

    #[test]
    fn a_migrator_goes_forwards_and_back() {
        for files in [
            [("1_a.up.sql", "CREATE TABLE a (id int);"), ("1_a.down.sql", "DROP TABLE a;")].as_slice(),
            &[("1_a/up.sql", "CREATE TABLE a (id int);"), ("1_a/down.sql", "DROP TABLE a;")],
            &[("1_a.sql", "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;")],
            &[("V1__a.sql", "CREATE TABLE a (id int);"), ("U1__a.sql", "DROP TABLE a;")],
        ] {
            let folder = Folder::with(files);
            let mut migrator = Migrator::new(Dialect::Postgres, folder.path(), None).expect("found");
            let migration = migrator.migrations()[0].clone();
            migrator.up(&migration).expect("applied");
            let mut back = migrator.clone();
            assert!(back.down(&migration).expect("undone"));
            assert!(back.catalog().table("a").is_none());
            assert!(migrator.finish().expect("nothing is left").table("a").is_some());
        }
        let folder = Folder::with(&[("1_a.sql", "-- migrate:up\nCREATE TABLE a (id int);\n")]);
        let mut migrator = Migrator::new(Dialect::Postgres, folder.path(), None).expect("found");
        let migration = migrator.migrations()[0].clone();
        migrator.up(&migration).expect("applied");
        assert!(!migrator.down(&migration).expect("nothing to do"));
    }

    #[test]
    fn what_is_left_after_undoing_is_named_with_both_places() {
        let folder = Folder::with(&[
            ("1_a.up.sql", "CREATE TABLE a (id int, n text, o text);\nCREATE TYPE mood AS ENUM ('ok');"),
            ("1_a.down.sql", "DROP TABLE a; DROP TYPE mood;"),
            ("2_b.up.sql", "ALTER TABLE a DROP n, ALTER id SET NOT NULL, ADD UNIQUE (id);\nCREATE INDEX i ON a (o);"),
            ("2_b.down.sql", "ALTER TABLE a ADD n text,\n  DROP CONSTRAINT a_id_key;"),
            ("3_c.up.sql", "ALTER TABLE a DROP o;"),
            ("3_c.down.sql", "ALTER TABLE a ADD o varchar DEFAULT 'x';"),
            ("4_d.up.sql", "CREATE TABLE d ();"),
        ]);
        let mut migrator = Migrator::new(Dialect::Postgres, folder.path(), Some(folder.path())).expect("found");
        let migrations = migrator.migrations().to_vec();
        let mut told = Vec::new();
        for migration in &migrations[..3] {
            let undone =
                migrator.up_and_undone(migration).expect("readable").expect("there is something that undoes it");
            assert_eq!(undone.is_complete(), migration.version == "1");
            told.extend(undone.left.iter().map(ToString::to_string));
            told.extend(undone.again.err().map(|error| error.to_string()));
        }
        assert_eq!(
            told,
            [
                "column `id` of `public.a` was `INTEGER` at 1_a.up.sql:1:17, and is `INTEGER NOT NULL` at 2_b.up.sql:1:23",
                "the order of the columns of `public.a` was `id, n, o` at 1_a.up.sql:1:14, and is `id, o, n` at 1_a.up.sql:1:14",
                "index `i` of `public.a` was not there, and is `INDEX (o)` at 2_b.up.sql:2:1",
                "2_b.up.sql:2:14: there is an index `i` already\nnote: it was declared at 2_b.up.sql:2:1",
                "column `o` of `public.a` was `TEXT` at 1_a.up.sql:1:33, and is `VARCHAR DEFAULT 'x'` at 3_c.down.sql:1:19",
                "index `i` of `public.a` is gone: it was `INDEX (o)` at 2_b.up.sql:2:1",
            ]
        );
        assert_eq!(migrator.up_and_undone(&migrations[3]), Ok(None));
    }

    #[test]
    fn tools_that_are_mixed_are_named_with_both_files() {
        let folder = Folder::with(&[("1_a.sql", "-- migrate:up\n"), ("2_b.sql", "-- +goose Up\n")]);
        let error = folder.load().expect_err("mixed").to_string();
        assert!(
            error.contains("`1_a.sql` is laid out as for dbmate and `2_b.sql` is laid out as for goose"),
            "{error}"
        );
        let folder = Folder::with(&[("1_a.sql", "SELECT 1;"), ("2_b.sql", "-- +migrate Up\n")]);
        let error = folder.load().expect_err("mixed").to_string();
        assert!(error.contains("`1_a.sql` is a file by itself and `2_b.sql`"), "{error}");
        let folder = Folder::with(&[("1_a.sql", "-- migrate:up\n"), ("2_b.sql", "SELECT 1;")]);
        let error = folder.load().expect_err("mixed").to_string();
        assert!(error.starts_with("2_b.sql: nothing in this file is marked as what dbmate applies"), "{error}");
    }
}
