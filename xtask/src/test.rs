//! `cargo xtask test`: every test of the workspace, with the servers and the programs that they need.

use std::collections::BTreeSet;
use std::process::Command;
use std::{fs, thread};

use crate::failure::{Failure, Result};
use crate::provision::{self, Mariadb, Postgres};
use crate::{process, workspace};

#[derive(clap::Args, Default)]
pub(crate) struct Options {
    /// Runs the long forms of the tests, too (sets SCHEMA_TEST_FULL=1)
    #[arg(long)]
    full: bool,
    /// What `cargo test --workspace` is given as well: a filter, `--test NAME`, `-- --nocapture`
    #[arg(last = true, value_name = "ARGUMENTS")]
    cargo: Vec<String>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    // Dropped at the end of this function, however it ends: that is what stops a private server.
    let postgres = provision::server(&Postgres)?;
    let mariadb = provision::server(&Mariadb)?;
    let diesel_cli = provision::diesel_cli()?;
    let browser = provision::browser()?;

    let summary = workspace::target()?.join("test-summary.txt");
    // A failing run of before may have left one.
    let _ = fs::remove_file(&summary);
    let cargo_test = |arguments: &[&str]| {
        let mut test = workspace::cargo();
        test.args(["test", "--workspace"]).args(arguments);
        postgres.describe_to(&mut test);
        mariadb.describe_to(&mut test);
        diesel_cli.describe_to(&mut test);
        browser.describe_to(&mut test);
        if options.full {
            test.env("SCHEMA_TEST_FULL", "1");
        }
        test.env("SCHEMA_TEST_SUMMARY", &summary);
        test
    };
    let outcome = if options.cargo.is_empty() {
        all(cargo_test, options.full)
    } else {
        process::run(cargo_test(&["--no-fail-fast"]).args(&options.cargo))
    };
    if let Ok(lines) = fs::read_to_string(&summary) {
        eprint!("what was tried:\n{lines}");
    }
    outcome
}

/// The tests that compile one small crate after the other, most of the time by one process of rustc that uses one core.
const COMPILING: &[&str] = &["models", "ui"];

/// The tests of `schema-catalog` whose long forms read texts of many megabytes, which takes too long without optimisation.
const LARGE: &[&str] = &["limits"];

/// The tests that are linked with MySQL's client library as well: MariaDB's drift, and what Diesel stores there of each type.
const OF_MYSQL_CLIENT: &[&str] = &["drift_mariadb", "type_matrix"];

/// Every test: those that compile beside all others, so that no core waits.
fn all(cargo_test: impl Fn(&[&str]) -> Command, full: bool) -> Result<()> {
    process::run(&mut cargo_test(&["--no-run"]))?;

    let (compiling, mut others): (Vec<_>, Vec<_>) =
        integration_tests()?.into_iter().partition(|name| COMPILING.contains(&name.as_str()));
    if full {
        others.retain(|name| !LARGE.contains(&name.as_str()));
    }
    let named = |names: &[String]| names.iter().flat_map(|name| ["--test".into(), name.clone()]).collect::<Vec<_>>();
    let mut first = cargo_test(&["--no-fail-fast"]);
    first.args(named(&compiling));
    let mut second = cargo_test(&["--no-fail-fast", "--lib", "--bins"]);
    second.args(named(&others));

    thread::scope(|scope| {
        let compiling = scope.spawn(move || process::output_of_any(&mut first));
        let mut failures = vec![process::run(&mut second), process::run(&mut cargo_test(&["--no-fail-fast", "--doc"]))];
        if full {
            let mut large = cargo_test(&["--no-fail-fast", "--release"]);
            failures.push(process::run(large.args(LARGE.iter().flat_map(|name| ["--test", name]))));
            let mut linked = cargo_test(&["--no-fail-fast", "--features", "schema-macro-tests/mysqlclient"]);
            linked.args(OF_MYSQL_CLIENT.iter().flat_map(|name| ["--test", name]));
            failures.push(provision::mysql_client().and_then(|()| process::run(&mut linked)));
        }
        let compiling =
            compiling.join().map_err(|_| Failure::new("the tests that compile were not run to their end"))?;
        let printed = compiling?;
        eprint!("{}{}", printed.stderr, printed.stdout);
        failures.into_iter().collect::<Result<()>>()?;
        if printed.success { Ok(()) } else { Err(Failure::new("the tests that compile failed, see above")) }
    })
}

/// The names of all tests in files of their own that are run without a feature that is off.
fn integration_tests() -> Result<BTreeSet<String>> {
    let metadata = workspace::metadata(&["--no-deps"])?;
    let array = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let targets = array(&metadata["packages"]).into_iter().flat_map(|package| array(&package["targets"]));
    let tests = targets.filter(|target| {
        array(&target["kind"]).contains(&"test".into()) && array(&target["required-features"]).is_empty()
    });
    Ok(tests.filter_map(|target| target["name"].as_str().map(str::to_owned)).collect())
}
