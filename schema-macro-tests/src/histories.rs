//! Random histories of DDL: after every statement, an engine and the catalog must agree, also on what is an error.
//!
//! A history that shows a difference is made as short as it can be and written to the folder `histories` of the engine's
//! name, where it is run first from then on. A number, its seed, makes a history, so that all runs try the same ones.
//!
//! Environment variables change what is run:
//! - with `SCHEMA_TEST_FULL` there are many more;
//! - `SCHEMA_TEST_SEEDS=7` runs the history of one seed alone, `SCHEMA_TEST_SEEDS=2000..4000` those of other seeds;
//! - with `SCHEMA_TEST_TRIAGE` all are run to the end, and every difference is told, none made short and kept.

use std::cell::{Cell, RefCell};
use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::{env, fs, thread};

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use schema_catalog::{Catalog, Dialect};

use crate::snapshot::{Snapshot, catalog};
use crate::summary;

const LONGEST: usize = 40;

/// The environment variable that names the seeds to run.
const SEEDS_VARIABLE: &str = "SCHEMA_TEST_SEEDS";

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
    pub full: u64,
    /// How many there are in every run.
    pub short: u64,
}

/// Statements, and how the two sides differ after the last one.
struct Difference {
    history: Vec<String>,
    text: String,
}

impl Difference {
    /// The statements, as they are kept.
    fn sql(&self) -> String {
        self.history.join(NEXT) + "\n"
    }

    /// What is said of it: how to run it again, where it is kept if it is, all of it, and what differs.
    fn tell(&self, seed: u64, kept: Option<&Path>) -> String {
        let kept = kept.map(|file| format!("{}\n", file.display())).unwrap_or_default();
        format!("{SEEDS_VARIABLE}={seed}\n{kept}{}\n{}\n", self.sql(), self.text)
    }
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

    /// Runs random histories, as many at once as there are processors.
    ///
    /// # Panics
    ///
    /// If one shows a difference.
    pub fn run_random<S: Session>(&self) {
        let seeds = self.seeds();
        let is_triage = env::var_os("SCHEMA_TEST_TRIAGE").is_some();
        let (next, statements) = (AtomicU64::new(seeds.start), AtomicUsize::new(0));
        let work = || {
            let mut run = Run::<S>::new();
            let mut differences = Vec::new();
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= seeds.end {
                    return differences;
                }
                match self.try_seed(&mut run, seed, is_triage) {
                    Ok(count) => _ = statements.fetch_add(count, Ordering::Relaxed),
                    Err(difference) => {
                        differences.push((seed, difference));
                        if !is_triage {
                            next.store(seeds.end, Ordering::Relaxed);
                        }
                    }
                }
            }
        };
        let mut differences: Vec<(u64, Difference)> = thread::scope(|scope| {
            let threads = thread::available_parallelism().map_or(1, NonZero::get);
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        });
        let count = seeds.end - seeds.start;
        if !differences.is_empty() {
            differences.sort_by_key(|(seed, _)| *seed);
            let told = differences.iter().map(|(seed, difference)| {
                let kept = if is_triage { None } else { Some(self.keep(*seed, difference)) };
                difference.tell(*seed, kept.as_deref())
            });
            let told: Vec<String> = told.collect();
            panic!("{} of {count} histories differ\n\n{}", told.len(), told.join("\n"));
        }
        let version = S::open().version().unwrap_or_else(|error| error);
        let statements = statements.into_inner();
        summary::tell(&format!("{version}: {count} random histories of {statements} statements agree"));
    }

    /// The seeds to run: those that are named, else the first, as many as there are in such a run.
    fn seeds(&self) -> Range<u64> {
        match env::var(SEEDS_VARIABLE) {
            Ok(text) => {
                range(&text).unwrap_or_else(|| panic!("{SEEDS_VARIABLE} is like `7` or `2000..4000`, not `{text}`"))
            }
            Err(_) if env::var_os("SCHEMA_TEST_FULL").is_some() => 0..self.full,
            Err(_) => 0..self.short,
        }
    }

    /// Runs the history of a seed, and makes it as short as it can be if it shows a difference, but for triage; tells how
    /// many statements it has.
    fn try_seed<S: Session>(&self, run: &mut Run<S>, seed: u64, is_triage: bool) -> Result<usize, Difference> {
        let run = RefCell::new(run);
        let max_shrink_iters = if is_triage { 0 } else { 2_000 };
        let config = Config { cases: 1, failure_persistence: None, max_shrink_iters, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, rng(seed));
        let statements = Cell::new(0);
        let outcome = runner.run(&vec(any::<u64>(), 1..=LONGEST), |choices| {
            let count = run.borrow_mut().history(self, &choices);
            statements.set(count.as_ref().map_or(0, |count| *count));
            count.map(|_| ()).map_err(|difference| TestCaseError::fail(difference.text))
        });
        match outcome {
            Ok(()) => Ok(statements.get()),
            Err(TestError::Fail(_, choices)) => match run.borrow_mut().history(self, &choices) {
                Ok(_) => panic!("the history of {SEEDS_VARIABLE}={seed} differed once, and not again"),
                Err(difference) => Err(difference),
            },
            Err(error) => panic!("{error}"),
        }
    }

    /// Writes a history that shows a difference to the folder; tells where.
    fn keep(&self, seed: u64, difference: &Difference) -> PathBuf {
        let file = self.folder().join(format!("{seed}.sql"));
        let written = fs::create_dir_all(self.folder()).and_then(|()| fs::write(&file, difference.sql()));
        written.expect("the history can be kept");
        file
    }

    fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("histories").join(self.folder)
    }
}

/// A single seed, or those from one to before another.
fn range(text: &str) -> Option<Range<u64>> {
    match text.split_once("..") {
        Some((first, end)) => Some(first.parse().ok()?..end.parse().ok()?),
        None => text.parse().ok().map(|seed| seed..seed + 1),
    }
}

/// The random numbers that a seed stands for.
fn rng(seed: u64) -> TestRng {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)
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
    fn history(&mut self, histories: &Histories, choices: &[u64]) -> Result<usize, Difference> {
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
        for choice in choices {
            let now = self.catalog(None).expect("what was accepted is accepted again");
            step(self, (histories.next)(&now, *choice))?;
        }
        Ok(history.len())
    }
}
