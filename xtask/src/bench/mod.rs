//! `cargo xtask bench`: how fast the migrations are understood, beside what it takes to ask a database, and what the macros
//! cost in a build.

mod compile;
mod diesel;
mod growth;
mod history;

use clap::ValueEnum as _;
use std::time::{Duration, Instant};

pub(crate) use compile::{LOG as RUSTC_LOG, logged as rustc};

use crate::failure::Result;
use crate::{process, workspace};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// What is measured; without any, all of it
    #[arg(value_enum)]
    what: Vec<What>,
    /// How often each is run; what is printed is the median
    #[arg(long, default_value_t = 5, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq)]
enum What {
    /// `cargo schema print` beside diesel_cli and a database
    Print,
    /// A statement after few others and after many
    Growth,
    /// The macros in a build beside declarations written by hand
    Compile,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    // What is measured is partly this program itself, which `cargo xtask` builds as fast as it can.
    if cfg!(debug_assertions) {
        let mut again = workspace::cargo();
        again.args(["run", "--quiet", "--release", "--package", "xtask", "--", "bench"]);
        let what = options.what.iter().filter_map(What::to_possible_value);
        again.args(what.map(|value| value.get_name().to_owned()));
        return process::run(again.args(["--runs", &options.runs.to_string()]));
    }
    let all = [What::Print, What::Growth, What::Compile];
    for (at, what) in all.iter().filter(|what| options.what.is_empty() || options.what.contains(what)).enumerate() {
        if at > 0 {
            println!();
        }
        match what {
            What::Print => diesel::compare(options.runs)?,
            What::Growth => growth::measure(options.runs)?,
            What::Compile => compile::compare(options.runs)?,
        }
    }
    Ok(())
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
