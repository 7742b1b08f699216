//! Random histories of DDL: after every statement, an engine and the catalog must agree, also on what is an error.
//!
//! A history that shows a difference is made as short as it can be and written to the folder `histories` of the engine's
//! name, where it is run first from then on. With `SCHEMA_TEST_FULL` set there are many more.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use schema_catalog::Catalog;

use crate::cases::Database;
use crate::snapshot::{Snapshot, catalog};

const LONGEST: usize = 40;

/// What stands between the statements of a history that is kept.
const NEXT: &str = "\n-- next\n";

/// One database and the catalog that follows it.
struct Run<D> {
    database: D,
    applied: Vec<(String, String)>,
}

impl<D: Database> Run<D> {
    fn new() -> Self {
        Self { database: D::create(), applied: Vec::new() }
    }

    /// Begins anew with an empty database and an empty catalog.
    fn restart(&mut self) {
        *self = Self::new();
    }

    /// Brings the database to where the catalog is: of several statements that were run at once, those before an error stay.
    fn run_again(&mut self) {
        self.database = D::create();
        for (_, sql) in &self.applied {
            self.database.run(sql).expect("what was accepted is accepted again");
        }
    }

    fn catalog(&self, more: Option<&str>) -> Result<Catalog, schema_catalog::Error> {
        let applied = self.applied.iter().map(|(name, sql)| (name.as_str(), sql.as_str()));
        Catalog::from_files(D::DIALECT, applied.chain(more.map(|sql| ("the next statement", sql))))
    }

    /// Runs a statement on both; tells how they differ.
    fn step(&mut self, sql: &str) -> Result<(), String> {
        let accepted = self.database.run(sql);
        if accepted.is_err() && sql.contains("; ") {
            self.run_again();
        }
        let followed = self.catalog(Some(sql));
        match (accepted, followed) {
            (Ok(()), Ok(followed)) => {
                self.applied.push((format!("{}.sql", self.applied.len() + 1), sql.to_owned()));
                self.compare(&catalog::snapshot(&followed))
            }
            (Err(_), Err(_)) => Ok(()),
            (Ok(()), Err(error)) => Err(format!("the database accepts, and the catalog refuses: {error}")),
            (Err(error), Ok(_)) => Err(format!("the catalog accepts, and the database refuses: {error}")),
        }
    }

    fn compare(&mut self, found: &Snapshot) -> Result<(), String> {
        let expected = self.database.snapshot()?;
        found.differences(&expected).map_or(Ok(()), Err)
    }

    /// Makes a history of choices and runs it; on a difference, tells the history and the difference.
    fn history(&mut self, make: &Make, seeds: &[u64]) -> Result<usize, (Vec<String>, String)> {
        self.restart();
        let mut history = vec![make.first.to_owned()];
        self.step(make.first).map_err(|difference| (history.clone(), difference))?;
        for seed in seeds {
            let now = self.catalog(None).expect("what was accepted is accepted again");
            let sql = (make.next)(&now, *seed);
            history.push(sql.clone());
            self.step(&sql).map_err(|difference| (history.clone(), difference))?;
        }
        Ok(history.len())
    }
}

/// What makes a history: its first statement, and each next one by what there is and a number.
struct Make {
    first: &'static str,
    next: fn(&Catalog, u64) -> String,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("histories").join(name)
}

/// Runs the histories that are kept in this folder.
///
/// # Panics
///
/// If one shows a difference.
pub fn run_kept<D: Database>(name: &str) {
    let mut files: Vec<PathBuf> = fs::read_dir(folder(name))
        .map(|entries| entries.map(|entry| entry.expect("the folder can be read").path()).collect())
        .unwrap_or_default();
    files.sort();
    for file in files {
        let mut run = Run::<D>::new();
        let text = fs::read_to_string(&file).expect("the file can be read");
        for sql in text.split(NEXT) {
            if let Err(difference) = run.step(sql.trim()) {
                panic!("{}:\n{sql}\n\n{difference}", file.display());
            }
        }
    }
}

/// Runs random histories: so many in a full run of all tests, so many in others.
///
/// # Panics
///
/// If one shows a difference.
pub fn run_random<D: Database>(
    name: &str,
    first: &'static str,
    next: fn(&Catalog, u64) -> String,
    full: u32,
    short: u32,
) {
    let make = Make { first, next };
    let is_full = std::env::var_os("SCHEMA_TEST_FULL").is_some();
    let cases = if is_full { full } else { short };
    let run = RefCell::new(Run::<D>::new());
    let version = run.borrow().database.version().unwrap_or_else(|error| error);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() };
    // The short run is the same everywhere; the long one differs from day to day.
    let mut runner = if is_full {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    let statements = Cell::new(0);
    let outcome = runner.run(&vec(any::<u64>(), 1..=LONGEST), |seeds| {
        let count = run.borrow_mut().history(&make, &seeds);
        statements.set(statements.get() + count.as_ref().map_or(0, |count| *count));
        count.map(|_| ()).map_err(|(_, difference)| TestCaseError::fail(difference))
    });
    match outcome {
        Ok(()) => println!("{cases} histories, {} statements for {version}: no difference", statements.get()),
        Err(TestError::Fail(_, seeds)) => {
            let Err((history, difference)) = run.borrow_mut().history(&make, &seeds) else {
                panic!("a history differed once, and not again");
            };
            let sql = history.join(NEXT) + "\n";
            let file = folder(name).join(format!("{:016x}.sql", seeds.iter().fold(0, |all: u64, seed| all ^ seed)));
            fs::create_dir_all(folder(name)).and_then(|()| fs::write(&file, &sql)).expect("the history can be kept");
            panic!("{}\n{sql}\n{difference}", file.display());
        }
        Err(error) => panic!("{error}"),
    }
}
