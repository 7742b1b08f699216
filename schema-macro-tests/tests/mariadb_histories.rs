//! Random histories of DDL: after every statement, MariaDB and the catalog must agree, also on what is an error.
//!
//! A history that shows a difference is made as short as it can be and written to `histories/mariadb`, where it is run
//! first from then on. `SCHEMA_TEST_FULL=1` runs 1,000 histories; else 25 are run.

use std::fs;
use std::path::{Path, PathBuf};

use mysql::Conn;
use mysql::prelude::Queryable as _;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use schema_catalog::{Catalog, Dialect};
use schema_macro_tests::cases::Database as _;
use schema_macro_tests::history::mariadb::statement;
use schema_macro_tests::server::mysql::MariadbDatabase;
use schema_macro_tests::snapshot::{Snapshot, catalog, mariadb};

const LONGEST: usize = 40;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("histories/mariadb")
}

/// One database and the catalog that follows it.
struct Run {
    database: MariadbDatabase,
    connection: Conn,
    applied: Vec<(String, String)>,
}

impl Run {
    fn new() -> Self {
        let database = MariadbDatabase::create();
        Self { connection: database.connect(), database, applied: Vec::new() }
    }

    /// Empties the database and the catalog.
    fn restart(&mut self) {
        let name = self.database.name().to_owned();
        for statement in [
            "SET foreign_key_checks = 1".to_owned(),
            format!("DROP DATABASE {name}"),
            format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"),
            format!("USE {name}"),
        ] {
            self.connection.query_drop(statement).expect("the database of a history can be emptied");
        }
        self.applied.clear();
    }

    fn catalog(&self, more: Option<&str>) -> Result<Catalog, schema_catalog::Error> {
        let applied = self.applied.iter().map(|(name, sql)| (name.as_str(), sql.as_str()));
        Catalog::from_files(Dialect::Mariadb, applied.chain(more.map(|sql| ("the next statement", sql))))
    }

    /// Runs a statement on both; tells how they differ.
    fn step(&mut self, sql: &str) -> Result<(), String> {
        let accepted = self.connection.query_drop(sql);
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
        let expected = mariadb::snapshot(&mut self.connection, self.database.name());
        found.differences(&expected.map_err(|error| error.to_string())?).map_or(Ok(()), Err)
    }

    /// Makes a history of choices and runs it; on a difference, tells the history and the difference.
    fn history(&mut self, seeds: &[u64]) -> Result<usize, (Vec<String>, String)> {
        self.restart();
        let mut history = Vec::new();
        for seed in seeds {
            let now = self.catalog(None).expect("what was accepted is accepted again");
            let sql = statement(&now, *seed);
            history.push(sql.clone());
            self.step(&sql).map_err(|difference| (history.clone(), difference))?;
        }
        Ok(history.len())
    }
}

#[test]
fn histories_that_once_differed_agree() {
    let mut run = Run::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .map(|entries| entries.map(|entry| entry.expect("the folder can be read").path()).collect())
        .unwrap_or_default();
    files.sort();
    for file in files {
        run.restart();
        let text = fs::read_to_string(&file).expect("the file can be read");
        for sql in text.split("\n-- next\n") {
            if let Err(difference) = run.step(sql.trim()) {
                panic!("{}:\n{sql}\n\n{difference}", file.display());
            }
        }
    }
}

#[test]
#[ignore = "still finds differences: each is to become a case of its own and then a rule of the catalog"]
fn random_histories_agree() {
    let full = std::env::var_os("SCHEMA_TEST_FULL").is_some();
    let cases = if full { 1_000 } else { 25 };
    let run = std::cell::RefCell::new(Run::new());
    let version = run.borrow().database.version().expect("the server tells its version");
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 500, ..Config::default() };
    // The short run is the same everywhere; the long one differs from day to day.
    let mut runner = if full {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    let statements = std::cell::Cell::new(0);
    let outcome = runner.run(&vec(any::<u64>(), 1..=LONGEST), |seeds| {
        let count = run.borrow_mut().history(&seeds);
        statements.set(statements.get() + count.as_ref().map_or(0, |count| *count));
        count.map(|_| ()).map_err(|(_, difference)| proptest::test_runner::TestCaseError::fail(difference))
    });
    match outcome {
        Ok(()) => println!("{cases} histories, {} statements: no difference from {version}", statements.get()),
        Err(TestError::Fail(_, seeds)) => {
            let Err((history, difference)) = run.borrow_mut().history(&seeds) else {
                panic!("a history differed once, and not again");
            };
            let sql = history.join("\n-- next\n") + "\n";
            let file = folder().join(format!("{:016x}.sql", seeds.iter().fold(0, |all: u64, seed| all ^ seed)));
            fs::create_dir_all(folder()).and_then(|()| fs::write(&file, &sql)).expect("the history can be kept");
            panic!("{}\n{sql}\n{difference}", file.display());
        }
        Err(error) => panic!("{error}"),
    }
}
