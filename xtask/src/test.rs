//! `cargo xtask test`: every test of the workspace, with the servers and the programs that they need.

use std::fs;

use crate::failure::Result;
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

    let mut test = workspace::cargo();
    test.args(["test", "--workspace", "--no-fail-fast"]).args(&options.cargo);
    postgres.describe_to(&mut test);
    mariadb.describe_to(&mut test);
    diesel_cli.describe_to(&mut test);
    browser.describe_to(&mut test);
    if options.full {
        test.env("SCHEMA_TEST_FULL", "1");
    }
    let summary = workspace::target()?.join("test-summary.txt");
    // A failing run of before may have left one.
    let _ = fs::remove_file(&summary);
    test.env("SCHEMA_TEST_SUMMARY", &summary);
    let outcome = process::run(&mut test);
    if let Ok(lines) = fs::read_to_string(&summary) {
        eprint!("what was tried:\n{lines}");
    }
    outcome
}
