//! Whether a statement takes as long after many others as after few.

use std::fs;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use schema_catalog::{Dialect, Migrator};

use super::history::History;
use super::median;
use crate::failure::{Failure, Result};
use crate::interrupt;

/// How many tables there are all the while.
const TABLES: usize = 2_000;

/// How many statements are replayed on them.
const STATEMENTS: [usize; 3] = [1_000, 10_000, 100_000];

/// Prints what a statement takes, on average, in histories of different lengths.
pub(super) fn measure(runs: u32) -> Result<()> {
    let mut times = STATEMENTS.map(|_| Vec::new());
    for _ in 0..runs {
        for (count, times) in STATEMENTS.iter().zip(&mut times) {
            interrupt::check()?;
            times.push(replay(*count)?);
        }
    }
    println!("{:<44}{:>12}{:>16}", format!("over {TABLES} tables, time on the processor"), "all", "one statement");
    let mut first = None;
    for (count, times) in STATEMENTS.into_iter().zip(times) {
        let all = median(times).as_secs_f64();
        let one = all / count as f64;
        let ratio = one / *first.get_or_insert(one);
        println!("{:<44}{:>9.1} ms{:>13.2} µs{ratio:>7.2}×", format!("{count} statements"), all * 1e3, one * 1e6);
    }
    Ok(())
}

/// The time on the processor that a history of this many statements takes, whatever else is running, after the tables have been created.
fn replay(count: usize) -> Result<Duration> {
    let mut history = History::new();
    let tables = lines((0..TABLES).map(|_| history.create_table()));
    let changes = lines((0..count).map(|_| history.change()));
    let folder = tempfile::tempdir().map_err(|error| Failure::new(format!("cannot create a folder: {error}")))?;
    for (name, text) in [("1_tables.sql", tables), ("2_changes.sql", changes)] {
        fs::write(folder.path().join(name), text)
            .map_err(|error| Failure::new(format!("cannot write {name}: {error}")))?;
    }
    let failure = |error: schema_catalog::Error| Failure::new(error.to_string());
    let mut migrator = Migrator::new(Dialect::Postgres, folder.path(), Some(folder.path())).map_err(failure)?;
    let [tables, changes] = migrator.migrations().to_vec().try_into().expect("two files are two migrations");
    migrator.up(&tables).map_err(failure)?;
    let start = clock_gettime(ClockId::ThreadCPUTime);
    migrator.up(&changes).map_err(failure)?;
    let end = clock_gettime(ClockId::ThreadCPUTime);
    Ok(Duration::try_from(end - start).unwrap_or_default())
}

fn lines(statements: impl Iterator<Item = String>) -> String {
    statements.map(|statement| statement + "\n").collect()
}
