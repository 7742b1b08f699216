//! What `schema-macro` costs in a build, beside the same models with hand-written declarations.

mod crates;
mod rustc;

use std::path::PathBuf;
use std::time::Duration;

use super::diesel::{generate, print_header};
use super::history::History;
use super::{median, time};
use crate::failure::{Failure, Result};
use crate::{process, workspace};
use crates::{Crates, Package};
pub(crate) use rustc::{LOG, logged};

/// How many times as long a check may take as with hand-written declarations.
const GOAL: f64 = 1.0;

/// What the first expansion may take, and each later one beyond what it takes to parse the struct, in milliseconds.
const FIRST: f64 = 40.0;
const LATER: f64 = 1.0;

/// The generated schemas: how many tables, how many of them foreign keys may connect, and which may be in one query.
const SCHEMAS: [(usize, usize, &str); 2] = [(100, 10, "all_tables"), (500, 10, "fk_related_tables")];

/// Prints how long a check takes after one model was touched, what an expansion takes, and what a clean build.
pub(in crate::bench) fn compare(runs: u32) -> Result<()> {
    process::run(workspace::cargo().args(["build", "--quiet", "--release", "--package", "cargo-schema"]))?;
    let folder = tempfile::tempdir().map_err(|error| Failure::new(format!("cannot create a folder: {error}")))?;
    let application = workspace::root().join("migrations/postgres");
    let application = Crates::new(&folder.path().join("application"), &application, "all_tables")?;

    print_header("`cargo check`, one model touched", "schema-macro", "by hand");
    check(&application, "all_tables", runs)?;
    for (tables, area, same_query) in SCHEMAS {
        let migrations = folder.path().join(format!("{tables}_migrations"));
        generate(&migrations, History::in_areas(area), tables)?;
        let generated = Crates::new(&folder.path().join(format!("{tables}_tables")), &migrations, same_query)?;
        check(&generated, same_query, runs)?;
    }
    println!();
    expansions(&application, runs)?;
    println!();
    clean(&application)
}

/// A check of each crate after the file of its models was written anew.
fn check(crates: &Crates, same_query: &str, runs: u32) -> Result<()> {
    let check = |package: Package| {
        crates.touch(package)?;
        time(|| process::run(crates.cargo().args(["check", "--quiet", "--package", package.name()])))
    };
    // What they depend on is built, and the first check leaves what the next ones go on from.
    for package in [Package::Ours, Package::ByHand] {
        check(package)?;
    }
    let (mut ours, mut by_hand) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        ours.push(check(Package::Ours)?);
        by_hand.push(check(Package::ByHand)?);
    }
    let (ours, by_hand) = (milliseconds(median(ours)), milliseconds(median(by_hand)));
    let ratio = ours / by_hand;
    let goal = if ratio > GOAL { format!("  (more than {GOAL:.2}×)") } else { String::new() };
    println!(
        "{:<44}{ours:>9.1} ms{by_hand:>13.1} ms{ratio:>7.2}×{goal}",
        format!("{} models, {same_query}", crates.models())
    );
    Ok(())
}

/// What the macro takes within rustc: the time in which it expands all macros, with structs that `#[table]` checks less
/// that with structs that an attribute parses and gives back, on one struct and on all.
fn expansions(crates: &Crates, runs: u32) -> Result<()> {
    let beyond_parsing = |models: usize| {
        let (mut ours, mut parsed) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            ours.push(expansion(crates, Package::Ours, models)?);
            parsed.push(expansion(crates, Package::Parsed, models)?);
        }
        Ok(milliseconds(median(ours)) - milliseconds(median(parsed)))
    };
    let (first, all) = (beyond_parsing(1)?, beyond_parsing(crates.models())?);
    let later = (all - first) / (crates.models() - 1) as f64;
    println!("an expansion beyond parsing the struct");
    for (name, took, goal) in
        [("the first, which reads the migrations", first, FIRST), ("each later one", later, LATER)]
    {
        let over = if took > goal { format!("  (more than {goal} ms)") } else { String::new() };
        println!("{name:<44}{took:>9.2} ms{over}");
    }
    Ok(())
}

/// The time in which rustc expands the macros of a crate of this many models without declarations.
fn expansion(crates: &Crates, package: Package, models: usize) -> Result<Duration> {
    crates.write_alone(package, models)?;
    let mut rustc = crates.cargo();
    rustc.args(["rustc", "--quiet", "--profile", "check", "--package", package.name()]);
    rustc.args(["--", "-Ztime-passes", "-Ztime-passes-format=json"]);
    // It fails, since there are no declarations, after everything is expanded.
    let printed = process::output_of_any(&mut rustc)?;
    let pass = printed.stderr.lines().filter_map(|line| line.strip_prefix("time: ")).find_map(|line| {
        let pass: serde_json::Value = serde_json::from_str(line).ok()?;
        (pass["pass"] == "macro_expand_crate").then(|| pass["time"].as_f64()).flatten()
    });
    let pass = pass.ok_or_else(|| {
        Failure::new(format!("rustc does not tell what `{}` takes: {}", process::line(&rustc), printed.stderr))
    })?;
    Ok(Duration::from_secs_f64(pass))
}

/// What a clean build takes on the processor, and which crates of ours and of others come with `schema-macro`.
fn clean(crates: &Crates) -> Result<()> {
    let by_hand = clean_build(crates, Package::ByHand)?;
    let ours = clean_build(crates, Package::Ours)?;
    let sum = |built: &[(String, Duration)]| built.iter().map(|(_, took)| took.as_secs_f64()).sum::<f64>();
    let (all, before) = (sum(&ours), sum(&by_hand));
    println!("{:<44}{:>12}{:>16}", "a clean build, time on the processor", "schema-macro", "by hand");
    println!("{:<44}{all:>10.2} s{before:>14.2} s", "all crates");
    for (name, took) in &ours {
        let other = by_hand.iter().find(|(other, _)| other == name);
        if other.is_none() {
            println!("  {name:<42}{:>10.2} s", took.as_secs_f64());
        }
    }
    Ok(())
}

/// The crates that are compiled for a package, each with its time on the processor.
fn clean_build(crates: &Crates, package: Package) -> Result<Vec<(String, Duration)>> {
    let folder = tempfile::tempdir().map_err(|error| Failure::new(format!("cannot create a folder: {error}")))?;
    let log = folder.path().join("crates.txt");
    crates.write(package)?;
    let mut build = crates.cargo();
    build.args(["build", "--quiet", "--package", package.name()]).env("CARGO_TARGET_DIR", folder.path().join("target"));
    process::run(build.env("RUSTC_WRAPPER", own_path()?).env(LOG, &log))?;
    rustc::read(&log)
}

fn own_path() -> Result<PathBuf> {
    std::env::current_exe().map_err(|error| Failure::new(format!("cannot tell where this program is: {error}")))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
