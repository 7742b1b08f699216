//! `cargo xtask fuzz`: the targets of `schema-fuzz`, run by libFuzzer.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use crate::failure::{Failure, Result};
use crate::{process, provision, workspace};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How long each target is run
    #[arg(long, default_value_t = SECONDS_IN_CI, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
    /// How many targets are run at once; without it, one for each core
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Where what is tried by chance begins: the same number has the same inputs tried in the same order
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    seed: Option<u32>,
    /// The targets; without any, all
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,
}

/// How long each target is run before a change is taken.
const SECONDS_IN_CI: u32 = 20;

/// No input is longer than those to begin with: see `schema-fuzz/src/seeds.rs`.
const LONGEST: &str = "-max_len=8192";

pub(crate) fn run(options: &Options) -> Result<()> {
    let fuzzer = Fuzzer::new()?;
    let targets = chosen(&options.targets)?;
    process::run(&mut fuzzer.command("build"))?;

    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = options.jobs.map_or(cores, usize::from);
    let (waiting, found) = (Mutex::new(targets.into_iter().rev().collect::<Vec<_>>()), Mutex::new(Vec::new()));
    println!("{}", Outcome::HEAD);
    let work = || -> Result<()> {
        loop {
            let Some(target) = waiting.lock().ok().and_then(|mut waiting| waiting.pop()) else { return Ok(()) };
            let outcome = fuzzer.run(&target, options)?;
            println!("{}", outcome.line(&target));
            if let Some(crash) = outcome.crash
                && let Ok(mut found) = found.lock()
            {
                found.push(format!("{target}: {crash}"));
            }
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
        let ended = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| Err(Failure::new("a target was not run to its end"))));
        ended.collect::<Result<()>>()
    })?;
    let found = found.into_inner().unwrap_or_default();
    if found.is_empty() { Ok(()) } else { Err(Failure::new(found.join("\n\n"))) }
}

/// Runs every target, one after the other, where nightly is installed. The same inputs are tried each time: what chance
/// finds is no fault of the change.
pub(crate) fn in_ci() -> Result<()> {
    if !provision::has_nightly() {
        eprintln!("fuzz: not run, since nightly is not installed (`rustup toolchain install nightly`)");
        return Ok(());
    }
    run(&Options { seconds: SECONDS_IN_CI, jobs: Some(1), seed: Some(1), targets: Vec::new() })
}

/// The names of the targets that are to be run.
fn chosen(named: &[String]) -> Result<BTreeSet<String>> {
    let folder = workspace::root().join("fuzz/fuzz_targets");
    let cannot_read = |error| Failure::new(format!("cannot read {}: {error}", folder.display()));
    let files = fs::read_dir(&folder).map_err(cannot_read)?;
    let names = files.flatten().filter_map(|file| Some(file.path().file_stem()?.to_str()?.to_owned()));
    let all: BTreeSet<String> = names.collect();
    if let Some(unknown) = named.iter().find(|name| !all.contains(*name)) {
        let known = Vec::from_iter(all).join("`, `");
        return Err(Failure::new(format!("there is no target `{unknown}`; known: `{known}`")));
    }
    Ok(if named.is_empty() { all } else { named.iter().cloned().collect() })
}

/// cargo-fuzz, and what it is told for all targets.
struct Fuzzer {
    program: PathBuf,
    target: PathBuf,
}

impl Fuzzer {
    fn new() -> Result<Self> {
        Ok(Self { program: provision::cargo_fuzz()?, target: workspace::target()?.join("fuzz") })
    }

    /// No sanitizer: there is no unsafe code to be watched, and the build is as short as can be.
    fn command(&self, subcommand: &str) -> Command {
        let mut command = provision::nightly(&self.program);
        command.args(["fuzz", subcommand, "--sanitizer", "none", "--target-dir"]).arg(&self.target);
        command
    }

    fn run(&self, target: &str, options: &Options) -> Result<Outcome> {
        let folder = |of: &str| workspace::root().join("fuzz").join(of).join(target);
        let mut command = self.command("run");
        command.arg(target).arg(folder("corpus"));
        command.args(Some(folder("regressions")).filter(|folder| folder.is_dir()));
        command.args(["--", "-print_final_stats=1", "-timeout=120", LONGEST]);
        command.arg(format!("-max_total_time={}", options.seconds));
        command.args(options.seed.map(|seed| format!("-seed={seed}")));
        let start = Instant::now();
        let printed = process::output_of_any(&mut command)?;
        Ok(Outcome::read(&printed.stderr, start.elapsed().as_secs_f64(), printed.success))
    }
}

/// What became of a target.
#[derive(Debug, PartialEq)]
struct Outcome {
    executions: u64,
    seconds: f64,
    /// How many edges of the program were taken.
    coverage: u64,
    /// What was found, and where the input is.
    crash: Option<String>,
}

impl Outcome {
    const HEAD: &str = "target              executions  seconds  executions/s  coverage  crashes";

    /// Reads what libFuzzer prints.
    fn read(log: &str, seconds: f64, success: bool) -> Self {
        let number = |text: &str| text.split_whitespace().next().and_then(|number| number.parse().ok());
        let last = |name: &str| log.lines().rev().find_map(|line| number(line.split_once(name)?.1)).unwrap_or(0);
        let crash = (!success).then(|| {
            let said = log.lines().skip_while(|line| !line.contains("panicked at") && !line.starts_with("==")).take(12);
            let input = log
                .lines()
                .rev()
                .find_map(|line| line.split_once("Test unit written to "))
                .map(|(_, file)| file.trim());
            let input = input.map(|file| format!("the input is {}", shown(file))).unwrap_or_else(|| {
                let end: Vec<&str> = log.lines().rev().take(12).collect();
                end.into_iter().rev().collect::<Vec<_>>().join("\n")
            });
            format!("{}\n{input}", said.collect::<Vec<_>>().join("\n"))
        });
        Self { executions: last("stat::number_of_executed_units:"), seconds, coverage: last(" cov: "), crash }
    }

    fn line(&self, target: &str) -> String {
        let Self { executions, seconds, coverage, crash } = self;
        let rate = *executions as f64 / seconds;
        let crashes = u8::from(crash.is_some());
        format!("{target:<19} {executions:>10} {seconds:>8.0} {rate:>13.0} {coverage:>9} {crashes:>8}")
    }
}

/// A path from the workspace's folder on.
fn shown(file: &str) -> String {
    let file = Path::new(file);
    file.strip_prefix(workspace::root()).unwrap_or(file).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    #[test]
    fn what_libfuzzer_prints_is_read() {
        let log = "#2\tINITED cov: 5 ft: 6 corp: 1/1b exec/s: 0 rss: 36Mb\n\
                   #900\tDONE   cov: 812 ft: 2301 corp: 40/1Kb lim: 8192 exec/s: 450 rss: 60Mb\n\
                   Done 900 runs in 2 second(s)\nstat::number_of_executed_units: 900\n";
        let outcome = Outcome::read(log, 2.0, true);
        assert_eq!(outcome, Outcome { executions: 900, seconds: 2.0, coverage: 812, crash: None });
        assert_eq!(outcome.line("drift"), "drift                      900        2           450       812        0");
        assert_eq!(outcome.line("drift").len(), Outcome::HEAD.len());
    }

    #[test]
    fn a_crash_is_told_with_its_input() {
        // What only took its time is told before.
        let log = "Slowest unit: 11 s:\nartifact_prefix='/x/'; Test unit written to /x/slow-unit-0\n\
                   #7\tNEW    cov: 9 ft: 6 corp: 1/1b\n\nthread '<unnamed>' panicked at src/lib.rs:1:1:\nleft it\n\
                   ==1== ERROR: libFuzzer: deadly signal\n\
                   artifact_prefix='/x/'; Test unit written to /x/crash-0\n";
        let crash = Outcome::read(log, 2.0, false).crash.expect("it failed");
        assert!(crash.starts_with("thread '<unnamed>' panicked at src/lib.rs:1:1:\nleft it\n"), "{crash}");
        assert!(crash.ends_with("the input is /x/crash-0"), "{crash}");
    }
}
