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
use schema_catalog::{Catalog, Dialect};

use crate::snapshot::{Snapshot, catalog};
use crate::summary;

const LONGEST: usize = 40;

/// What stands between the statements of a history that is kept.
const NEXT: &str = "\n-- next\n";

/// A session of an engine, in a database of its own: what a statement sets for the session holds for those after it.
pub trait Session {
    /// The engine whose SQL it understands.
    const DIALECT: Dialect;

    /// A new session in an empty database.
    ///
    /// # Panics
    ///
    /// If there is none to be had: a test that needs a database must never pass without one.
    fn open() -> Self;

    /// The engine and its version.
    ///
    /// # Errors
    ///
    /// If the database can't be asked.
    fn version(&mut self) -> Result<String, String>;

    /// Empties the database, and makes the session as if it were new.
    ///
    /// # Panics
    ///
    /// If that can't be done.
    fn restart(&mut self);

    /// Runs SQL as Diesel runs a migration. If it is refused, no transaction stays open.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    fn run(&mut self, sql: &str) -> Result<(), String>;

    /// Whether something of this SQL may stay though it is refused.
    fn may_stay_in_part(sql: &str) -> bool;

    /// What there is now.
    ///
    /// # Errors
    ///
    /// If the database can't be read.
    fn snapshot(&mut self) -> Result<Snapshot, String>;
}

/// The random histories of an engine.
#[derive(Clone, Copy, Debug)]
pub struct Histories {
    /// The folder of its histories that are kept.
    pub folder: &'static str,
    /// What every history begins with.
    pub first: &'static [&'static str],
    /// Makes the next statement, of what there is and a number.
    pub next: fn(&Catalog, u64) -> String,
    /// How many there are in a full run of all tests.
    pub full: u32,
    /// How many there are in every run.
    pub short: u32,
}

/// Statements, and how the two sides differ after the last one.
struct Difference {
    history: Vec<String>,
    text: String,
}

impl Histories {
    /// Runs the histories that are kept.
    ///
    /// # Panics
    ///
    /// If one shows a difference.
    pub fn run_kept<S: Session>(&self) {
        let mut files: Vec<PathBuf> = fs::read_dir(self.folder())
            .map(|entries| entries.map(|entry| entry.expect("the folder can be read").path()).collect())
            .unwrap_or_default();
        files.sort();
        let mut run = Run::<S>::new();
        for file in files {
            run.restart();
            let text = fs::read_to_string(&file).expect("the file can be read");
            for sql in text.split(NEXT) {
                if let Err(difference) = run.step(sql.trim()) {
                    panic!("{}:\n{sql}\n\n{difference}", file.display());
                }
            }
        }
    }

    /// Runs random histories.
    ///
    /// # Panics
    ///
    /// If one shows a difference.
    pub fn run_random<S: Session>(&self) {
        let is_full = std::env::var_os("SCHEMA_TEST_FULL").is_some();
        let cases = if is_full { self.full } else { self.short };
        let run = RefCell::new(Run::<S>::new());
        let version = run.borrow_mut().session.version().unwrap_or_else(|error| error);
        let config = Config { cases, failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() };
        // The short run is the same everywhere; the long one differs from day to day.
        let mut runner = if is_full {
            TestRunner::new(config)
        } else {
            TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
        };
        let statements = Cell::new(0);
        let outcome = runner.run(&vec(any::<u64>(), 1..=LONGEST), |seeds| {
            let count = run.borrow_mut().history(self, &seeds);
            statements.set(statements.get() + count.as_ref().map_or(0, |count| *count));
            count.map(|_| ()).map_err(|difference| TestCaseError::fail(difference.text))
        });
        match outcome {
            Ok(()) => {
                summary::tell(&format!("{version}: {cases} random histories of {} statements agree", statements.get()));
            }
            Err(TestError::Fail(_, seeds)) => {
                let Err(difference) = run.borrow_mut().history(self, &seeds) else {
                    panic!("a history differed once, and not again");
                };
                self.keep(&seeds, &difference);
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// Writes a history that shows a difference to the folder, and fails.
    fn keep(&self, seeds: &[u64], difference: &Difference) -> ! {
        let sql = difference.history.join(NEXT) + "\n";
        let file = self.folder().join(format!("{:016x}.sql", seeds.iter().fold(0, |all: u64, seed| all ^ seed)));
        fs::create_dir_all(self.folder()).and_then(|()| fs::write(&file, &sql)).expect("the history can be kept");
        panic!("{}\n{sql}\n{}", file.display(), difference.text);
    }

    fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("histories").join(self.folder)
    }
}

/// A session and the statements that it accepted, which the catalog follows.
struct Run<S> {
    session: S,
    applied: Vec<(String, String)>,
}

impl<S: Session> Run<S> {
    fn new() -> Self {
        Self { session: S::open(), applied: Vec::new() }
    }

    /// Begins anew with an empty database and an empty catalog.
    fn restart(&mut self) {
        self.session.restart();
        self.applied.clear();
    }

    /// Brings the database to where the catalog is.
    fn run_again(&mut self) {
        self.session.restart();
        for (_, sql) in &self.applied {
            self.session.run(sql).expect("what was accepted is accepted again");
        }
    }

    fn catalog(&self, more: Option<&str>) -> Result<Catalog, schema_catalog::Error> {
        let applied = self.applied.iter().map(|(name, sql)| (name.as_str(), sql.as_str()));
        Catalog::from_files(S::DIALECT, applied.chain(more.map(|sql| ("the next statement", sql))))
    }

    /// Runs a statement on both; tells how they differ.
    fn step(&mut self, sql: &str) -> Result<(), String> {
        let accepted = self.session.run(sql);
        if accepted.is_err() && S::may_stay_in_part(sql) {
            self.run_again();
        }
        let followed = self.catalog(Some(sql));
        match (accepted, followed) {
            (Ok(()), Ok(followed)) => {
                self.applied.push((format!("{}.sql", self.applied.len() + 1), sql.to_owned()));
                let expected = self.session.snapshot()?;
                catalog::snapshot(&followed).differences(&expected).map_or(Ok(()), Err)
            }
            (Err(_), Err(_)) => Ok(()),
            (Ok(()), Err(error)) => Err(format!("the database accepts, and the catalog refuses: {error}")),
            (Err(error), Ok(_)) => Err(format!("the catalog accepts, and the database refuses: {error}")),
        }
    }

    /// Makes a history of choices and runs it; tells how many statements it has.
    fn history(&mut self, histories: &Histories, seeds: &[u64]) -> Result<usize, Difference> {
        self.restart();
        let mut history = Vec::new();
        let mut step = |run: &mut Self, sql: String| {
            history.push(sql);
            let done = run.step(&history[history.len() - 1]);
            done.map_err(|text| Difference { history: history.clone(), text })
        };
        for sql in histories.first {
            step(self, (*sql).to_owned())?;
        }
        for seed in seeds {
            let now = self.catalog(None).expect("what was accepted is accepted again");
            step(self, (histories.next)(&now, *seed))?;
        }
        Ok(history.len())
    }
}
