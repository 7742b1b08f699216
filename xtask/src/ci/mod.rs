//! `cargo xtask ci`: all that must hold before a change is taken, step by step, up to the first that fails.

mod deny;
mod features;
mod minimal_versions;
mod rust_version;

use std::process::Command;
use std::thread;
use std::time::Instant;

use crate::failure::{Failure, Result};
use crate::{fuzz, mutate, process, public_api, release, test, workspace};

/// A step's name and what it does.
type Step = (&'static str, fn() -> Result<()>);

/// What is run first, one after the other.
const FIRST: &[Step] = &[
    ("format", || cargo(&["fmt", "--all", "--check"], &[])),
    ("clippy", || cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])),
    ("test", || test::run(&test::Options::default())),
];

/// What needs what the tests have built.
const BUILT: &[Step] = &[
    ("check", own_migrations),
    ("doc", || cargo(&["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])),
    ("package", release::package),
    ("features", features::run),
    ("mutate", mutate::run),
];

/// What builds dependencies of its own, in folders of its own, and so can be run beside that.
const APART: &[Step] = &[
    ("deny", deny::run),
    ("rust-version", rust_version::run),
    ("minimal-versions", minimal_versions::run),
    ("public-api", public_api::check),
    ("fuzz", fuzz::in_ci),
];

pub(crate) fn run() -> Result<()> {
    all(FIRST)?;
    thread::scope(|scope| {
        let apart = scope.spawn(|| all(APART));
        let built = all(BUILT);
        let apart = apart.join().unwrap_or_else(|_| Err(Failure::new("the steps were not run to their end")));
        built.and(apart)
    })
}

/// Runs steps one after the other.
fn all(steps: &[Step]) -> Result<()> {
    for (name, step) in steps {
        eprintln!("── {name}");
        let start = Instant::now();
        step().map_err(|failure| failure.within(name))?;
        eprintln!("── {name}: passed in {:.1} s", start.elapsed().as_secs_f64());
    }
    Ok(())
}

fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Result<()> {
    process::run(workspace::cargo().args(arguments).envs(environment.iter().copied()))
}

/// The project's own migrations keep the rules of `cargo schema check`, and all that the program tells of migrations can be
/// told of them. The program is that which the tests have built.
fn own_migrations() -> Result<()> {
    let program = workspace::target()?.join("debug").join("cargo-schema");
    let cargo_schema = |arguments: &str| {
        let mut command = Command::new(&program);
        command.args(arguments.split(' ')).current_dir(workspace::root());
        command
    };
    for arguments in ["check", "check --migrations migrations/sqlite --dialect sqlite"] {
        process::run(&mut cargo_schema(arguments))?;
    }
    for arguments in [
        "check --format short",
        "check --format json",
        "check --format sarif",
        "check --format github",
        "status",
        "print",
        "models",
        "explain savings_groups",
        "graph",
        "report --html",
        "diff migrations/postgres migrations/postgres --sql",
    ] {
        process::output(&mut cargo_schema(arguments))?;
    }
    Ok(())
}
