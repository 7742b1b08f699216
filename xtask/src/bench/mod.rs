//! `cargo xtask bench`: how fast the migrations are understood, beside what it takes to ask a database, and what the macros
//! cost in a build.

mod compile;
mod diesel;
mod growth;
mod history;

use std::time::{Duration, Instant};

pub(crate) use compile::{LOG as RUSTC_LOG, logged as rustc};

use crate::failure::Result;
use crate::{process, workspace};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How often each is run; what is printed is the median
    #[arg(long, default_value_t = 5, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    // What is measured is partly this program itself, which `cargo xtask` builds as fast as it can.
    if cfg!(debug_assertions) {
        let mut again = workspace::cargo();
        again.args(["run", "--quiet", "--release", "--package", "xtask", "--", "bench"]);
        return process::run(again.args(["--runs", &options.runs.to_string()]));
    }
    diesel::compare(options.runs)?;
    println!();
    growth::measure(options.runs)?;
    println!();
    compile::compare(options.runs)
}

/// What a run takes.
fn time<T>(run: impl FnOnce() -> Result<T>) -> Result<Duration> {
    let start = Instant::now();
    run()?;
    Ok(start.elapsed())
}

/// The one in the middle.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
