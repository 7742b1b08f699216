//! A stand-in for rustc that writes down what each crate takes.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use rustix::param::clock_ticks_per_second;

use crate::failure::{Failure, Result};

/// The variable that names the file to write to, by which this program knows that cargo runs it for rustc.
pub(crate) const LOG: &str = "SCHEMA_BENCH_RUSTC_LOG";

/// Runs rustc as cargo asks for it, and adds a line to the file.
pub(crate) fn logged(log: &OsString) -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let Some((rustc, arguments)) = arguments.split_first() else { return ExitCode::FAILURE };
    let status = match Command::new(rustc).args(arguments).status() {
        Ok(status) => status,
        Err(error) => {
            eprintln!("error: cannot run {}: {error}", rustc.to_string_lossy());
            return ExitCode::FAILURE;
        }
    };
    let mut words = arguments.iter();
    let name = words.by_ref().find(|word| *word == "--crate-name").and_then(|_| words.next());
    // Without a name cargo asks rustc about itself.
    if let Some(name) = name.filter(|name| *name != "___") {
        let line = format!("{} {}\n", name.to_string_lossy(), children().as_micros());
        let written = OpenOptions::new().create(true).append(true).open(log);
        if let Err(error) = written.and_then(|mut file| file.write_all(line.as_bytes())) {
            eprintln!("error: cannot write {}: {error}", log.to_string_lossy());
            return ExitCode::FAILURE;
        }
    }
    if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The time on the processor of the programs that this one has waited for. See proc_pid_stat(5).
fn children() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name stands in parentheses, and may hold anything.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    // Of all fields, the 16th and the 17th; the 3rd is the first here.
    let ticks: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_secs_f64(ticks as f64 / clock_ticks_per_second() as f64)
}

/// What was written down: each crate with its time, build scripts added to the crate of their name.
pub(super) fn read(log: &Path) -> Result<Vec<(String, Duration)>> {
    let text =
        fs::read_to_string(log).map_err(|error| Failure::new(format!("cannot read {}: {error}", log.display())))?;
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    let lines = lines.filter_map(|(name, took)| Some((name.to_owned(), Duration::from_micros(took.parse().ok()?))));
    let mut all: Vec<(String, Duration)> = Vec::new();
    for (name, took) in lines {
        match all.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += took,
            None => all.push((name, took)),
        }
    }
    Ok(all)
}
