//! `cargo xtask soak`: what runs for long is used for long, and must not hold ever more memory.

use std::thread;

use crate::failure::{Failure, Result};
use crate::provision::{self, Postgres};
use crate::{process, workspace};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How long each is used, after it has warmed up
    #[arg(long, default_value_t = 60.0, value_name = "NUMBER")]
    minutes: f64,
}

/// The tests that use the macro server, the application's server and `cargo schema check --watch`.
const TESTS: &[&str] = &["freshness", "commands", "watch"];

/// What their names end with.
const FILTER: &str = "for_days";

/// Uses all of them at once. What they hold is told while they run.
pub(crate) fn run(options: &Options) -> Result<()> {
    let postgres = provision::server(&Postgres)?;
    let cargo_test = |names: &[&str], arguments: &[&str]| {
        let mut test = workspace::cargo();
        test.args(["test", "--quiet", "--workspace"]);
        test.args(names.iter().flat_map(|name| ["--test", name])).args(arguments);
        test.env("SCHEMA_TEST_MINUTES", options.minutes.to_string());
        postgres.describe_to(&mut test);
        test
    };
    process::run(&mut cargo_test(TESTS, &["--no-run"]))?;
    thread::scope(|scope| {
        let run = |name| scope.spawn(move || process::run(&mut cargo_test(&[name], &[FILTER])));
        let running: Vec<_> = TESTS.iter().map(|name| run(*name)).collect();
        let results = running
            .into_iter()
            .map(|test| test.join().unwrap_or_else(|_| Err(Failure::new("a test was not run to its end"))));
        results.collect::<Vec<_>>().into_iter().collect()
    })
}
