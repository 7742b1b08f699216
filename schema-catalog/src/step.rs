//! What a single statement of a migration did to the catalog.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::catalog::{Catalog, Index, Marks, Table};
use crate::source::Place;
use crate::statements::{Script, Statements};

/// A statement that was replayed, and what it did.
///
/// [`Migrator::up_in_steps`](crate::Migrator::up_in_steps) shows each.
#[derive(Debug)]
pub struct Step<'a> {
    /// The catalog after it.
    pub catalog: &'a Catalog,
    /// Where it begins.
    pub place: Place,
    /// Its text, or the first words of one that writes data.
    pub statement: &'a str,
    pub(crate) before: Marks,
}

/// What became of an object.
#[derive(Debug)]
pub enum Change<'a, T> {
    /// It was not there before.
    Created(&'a T),
    /// It was otherwise.
    Altered {
        /// What it was.
        before: &'a T,
        /// What it is.
        after: &'a T,
    },
    /// It is there no longer.
    Dropped(&'a T),
}

impl<'a, T> Change<'a, T> {
    fn of(before: Option<&'a T>, after: Option<&'a T>) -> Option<Self> {
        match (before, after) {
            (None, Some(after)) => Some(Self::Created(after)),
            (Some(before), Some(after)) => Some(Self::Altered { before, after }),
            (Some(before), None) => Some(Self::Dropped(before)),
            (None, None) => None,
        }
    }
}

impl<'a> Step<'a> {
    /// The tables that it created, altered or dropped.
    pub fn tables(&self) -> impl Iterator<Item = Change<'a, Table>> {
        let catalog = self.catalog;
        let changed = catalog.tables.changed_since(self.before.tables());
        changed.into_iter().filter_map(|(id, before)| Change::of(before, catalog.tables.get(id)))
    }

    /// The indexes that it created, altered or dropped, among them those that stand for constraints.
    pub fn indexes(&self) -> impl Iterator<Item = Change<'a, Index>> {
        let catalog = self.catalog;
        let changed = catalog.indexes.changed_since(self.before.indexes());
        changed.into_iter().filter_map(|(id, before)| Change::of(before, catalog.indexes.get(id)))
    }

    /// The catalog before it. That takes a copy of the whole.
    pub fn before(&self) -> Catalog {
        let mut catalog = self.catalog.clone();
        catalog.rollback(&self.before);
        catalog
    }
}

impl Catalog {
    /// The statement that a place lies in: where it begins, and its text, or the first words of one that writes data.
    ///
    /// ```
    /// use schema_catalog::{Catalog, Dialect};
    ///
    /// let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", "SELECT 1; CREATE TABLE a (id int); SELECT 2;")?;
    /// let declared = catalog.table("a").expect("was just created").columns[0].history.declared();
    /// let (place, statement) = catalog.statement(declared).expect("it lies in one");
    /// assert_eq!((catalog.location(place).column, statement), (11, "CREATE TABLE a (id int)"));
    /// # Ok::<(), schema_catalog::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the place is of another catalog.
    pub fn statement(&self, place: Place) -> Option<(Place, &str)> {
        let mut around = self.statement_ranges(place.file).skip_while(|range| range.end <= place.offset as usize);
        self.statement_in(place, around.next()?)
    }

    /// Where the statements of a file are.
    fn statement_ranges(&self, file: u32) -> impl Iterator<Item = Range<usize>> {
        let text = self.sources.text_of(file);
        let script = Script { dialect: self.dialect, file, text, start: 0, end: text.len(), within: None };
        Statements::of(&script).filter_map(|statement| statement.ok()?.range())
    }

    /// The statement there, if a place lies in it.
    fn statement_in(&self, place: Place, range: Range<usize>) -> Option<(Place, &str)> {
        let has_begun = range.start <= place.offset as usize;
        let start = Place { file: place.file, offset: range.start as u32 };
        has_begun.then(|| (start, &self.sources.text_of(place.file)[range]))
    }
}

/// The statements of a catalog's files, for whoever looks at many of them: each file is read once.
///
/// ```
/// use schema_catalog::{Catalog, Dialect, StatementIndex};
///
/// let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", "SELECT 1; CREATE TABLE a (id int);")?;
/// let declared = catalog.table("a").expect("was just created").history.declared();
/// let statements = StatementIndex::new(&catalog);
/// assert_eq!(statements.statement(declared), catalog.statement(declared));
/// # Ok::<(), schema_catalog::Error>(())
/// ```
#[derive(Debug)]
pub struct StatementIndex<'a> {
    catalog: &'a Catalog,
    /// Where the statements of each file are, of those that were asked for.
    files: RefCell<HashMap<u32, Vec<Range<usize>>>>,
}

impl<'a> StatementIndex<'a> {
    /// Of a catalog's files.
    pub fn new(catalog: &'a Catalog) -> Self {
        Self { catalog, files: RefCell::default() }
    }

    /// What [`Catalog::statement`] tells.
    ///
    /// # Panics
    ///
    /// If the place is of another catalog.
    pub fn statement(&self, place: Place) -> Option<(Place, &'a str)> {
        let mut files = self.files.borrow_mut();
        let ranges = files.entry(place.file).or_insert_with(|| self.catalog.statement_ranges(place.file).collect());
        let at = ranges.partition_point(|range| range.end <= place.offset as usize);
        self.catalog.statement_in(place, ranges.get(at)?.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::Change;
    use crate::{Dialect, Migrator};

    #[test]
    fn a_step_tells_what_it_changed_and_the_catalog_before_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("up.sql");
        let sql = "BEGIN; CREATE TABLE a (id int);\nALTER TABLE a ADD b text;\nCREATE INDEX i ON a (b);\nDROP TABLE a; COMMIT;";
        std::fs::write(&file, sql).expect("writable");
        let mut migrator = Migrator::new(Dialect::Postgres, &file, None).expect("one file");
        let migration = migrator.migrations()[0].clone();
        let mut told = Vec::new();
        migrator
            .up_in_steps(&migration, &mut |step| {
                let columns = |catalog: &crate::Catalog| catalog.table("a").map(|table| table.columns.len());
                told.extend(step.tables().map(|change| match change {
                    Change::Created(table) => format!("created {}", table.name),
                    Change::Altered { before, after } => format!("{} {}", before.columns.len(), after.columns.len()),
                    Change::Dropped(table) => format!("dropped {}", table.name),
                }));
                told.extend(step.indexes().map(|change| match change {
                    Change::Created(index) => format!("created {}", index.name),
                    Change::Altered { .. } => "altered".to_owned(),
                    Change::Dropped(index) => format!("dropped {}", index.name),
                }));
                told.push(format!("{}: {:?} {:?}", step.statement, columns(&step.before()), columns(step.catalog)));
            })
            .expect("valid");
        assert_eq!(
            told,
            [
                "BEGIN: None None",
                "created a",
                "CREATE TABLE a (id int): None Some(1)",
                "1 2",
                "ALTER TABLE a ADD b text: Some(1) Some(2)",
                "created i",
                "CREATE INDEX i ON a (b): Some(2) Some(2)",
                "dropped a",
                "dropped i",
                "DROP TABLE a: Some(2) None",
                "COMMIT: None None",
            ]
        );
    }
}
