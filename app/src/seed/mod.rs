//! A year of three groups, made up: the same rows every time.

mod book;
mod credit;
mod office;
mod people;
mod standings;
mod ventures;
mod year;

use diesel::connection::SimpleConnection;
use thiserror::Error;

use crate::contents::Contents;
use crate::database::{Database, DatabaseError};
use crate::decimal::DecimalError;

use book::Book;
use people::GROUPS;

/// Why nothing was seeded.
#[derive(Debug, Error)]
pub enum SeedError {
    /// There are rows already.
    #[error(
        "the database holds data already: {}\n\
         help: nothing was changed; `--replace` deletes every row first, whoever wrote it",
        .0.iter().map(|(table, count)| format!("{table} {count}")).collect::<Vec<_>>().join(", ")
    )]
    NotEmpty(Vec<(&'static str, i64)>),
    /// The migrations bring a row that the demonstration refers to, and it is not there.
    #[error("there is no `{1}` in {0}, which the migrations bring\nhelp: `app validate-schema` tells more")]
    Missing(&'static str, &'static str),
    /// The rows that were written do not add up.
    #[error("the totals are not what their parts make, and nothing was kept\n  {}", .0.join("\n  "))]
    Totals(Vec<String>),
    /// A total does not fit into its column.
    #[error("a total does not fit into its column: {0}")]
    TooGreat(#[from] DecimalError),
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<diesel::result::Error> for SeedError {
    fn from(error: diesel::result::Error) -> Self {
        DatabaseError::from(error).into()
    }
}

/// How much there is to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All three groups.
    Whole,
    /// The group that meets least often: some of everything, in few rows.
    OneGroup,
}

/// How the demonstration is written.
#[derive(Debug, Clone, Copy)]
pub struct Seeding<'a> {
    /// What all users sign in with.
    pub password_hash: &'a str,
    /// Whether rows that are there are deleted first.
    pub replace: bool,
    /// How much there is.
    pub extent: Extent,
}

/// The rows of the demonstration. `start` has those that the migrations bring.
///
/// # Errors
///
/// If one of those is missing.
pub fn demo_data(start: &Contents, password_hash: &str, extent: Extent) -> Result<Contents, SeedError> {
    let mut book = Book::new(start)?;
    book.open_office(password_hash);
    let left_out = if extent == Extent::OneGroup { GROUPS.len() - 1 } else { 0 };
    for (nth, group) in (0..).zip(&GROUPS).skip(left_out) {
        book.record_year(nth, group);
    }
    book.contents.recompute()?;
    book.record_standings();
    book.contents.recompute()?;
    Ok(book.contents)
}

/// Whoever comes second waits, and finds rows. SQLite has one writer at a time anyway.
const ONE_ON_POSTGRES: &str = "LOCK TABLE users, savings_groups IN EXCLUSIVE MODE";

/// Writes the demonstration in one transaction, and proves that all totals are right before it ends.
///
/// `progress` is called with the number of rows so far, and of all.
///
/// # Errors
///
/// If there are rows already, unless they are to be replaced; or the database can't be written.
pub fn seed(
    database: &mut Database,
    seeding: &Seeding<'_>,
    progress: &dyn Fn(usize, usize),
) -> Result<Contents, SeedError> {
    database.write(|database| {
        if let Database::Postgres(connection) = database {
            connection.batch_execute(ONE_ON_POSTGRES)?;
        }
        let counts: Vec<_> = Contents::live_counts(database)?.into_iter().filter(|(_, count)| *count > 0).collect();
        if !counts.is_empty() {
            if !seeding.replace {
                return Err(SeedError::NotEmpty(counts));
            }
            Contents::clear(database)?;
        }
        let rows = demo_data(&Contents::load(database)?, seeding.password_hash, seeding.extent)?;
        let (written, all) = (std::cell::Cell::new(0), rows.row_count());
        rows.insert(database, &|| {
            written.set(written.get() + 1);
            progress(written.get(), all);
        })?;
        let live = Contents::load(database)?;
        let wrong = live.wrong_totals()?;
        if wrong.is_empty() { Ok(live) } else { Err(SeedError::Totals(wrong)) }
    })
}
