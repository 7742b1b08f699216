//! `cargo xtask ci`: all that must hold before a change is taken, one step after another, up to the first that fails.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::{mutate, process, test, workspace};

/// A step's name and what it does.
type Step = (&'static str, fn() -> Result<()>);

const STEPS: &[Step] = &[
    ("format", || cargo(&["fmt", "--all", "--check"], &[])),
    ("clippy", || cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])),
    ("test", || test::run(&test::Options::default())),
    ("check", own_migrations),
    ("doc", || cargo(&["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])),
    ("rust-version", supported_rust_version),
    ("mutate", mutate::run),
];

pub(crate) fn run() -> Result<()> {
    for (name, step) in STEPS {
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

/// The project's own migrations keep the rules of `cargo schema check`. The program is that which the tests have built.
fn own_migrations() -> Result<()> {
    let program = workspace::target()?.join("debug").join("cargo-schema");
    for arguments in [&["check"][..], &["check", "--migrations", "migrations/sqlite", "--dialect", "sqlite"]] {
        process::run(Command::new(&program).args(arguments).current_dir(workspace::root()))?;
    }
    Ok(())
}

/// The packages that others depend on, and whose own dependencies must therefore build with the stated Rust.
const PUBLISHED: &[&str] = &["cargo-schema", "schema-catalog", "schema-drift", "schema-macro"];

/// No dependency of a published package may need a newer Rust than the package itself states.
fn supported_rust_version() -> Result<()> {
    let metadata = workspace::metadata(&[])?;
    let packages: BTreeMap<&str, &Value> =
        array(&metadata["packages"]).filter_map(|package| Some((package["id"].as_str()?, package))).collect();
    let nodes: BTreeMap<&str, &Value> =
        array(&metadata["resolve"]["nodes"]).filter_map(|node| Some((node["id"].as_str()?, node))).collect();

    let mut too_new = Vec::new();
    for published in PUBLISHED {
        let (id, package) = packages
            .iter()
            .find(|(_, package)| package["name"] == *published && package["source"].is_null())
            .ok_or_else(|| Failure::new(format!("there is no package `{published}` in the workspace")))?;
        let stated = package["rust_version"].as_str().map(version).ok_or_else(|| {
            Failure::new(format!("`{published}` states no `rust-version`; add `rust-version.workspace = true`"))
        })?;
        for dependency in dependencies(id, &nodes) {
            let Some(package) = packages.get(dependency) else {
                continue;
            };
            if let Some(needed) = package["rust_version"].as_str().filter(|needed| version(needed) > stated) {
                let text = |key: &str| package[key].as_str().unwrap_or_default();
                let (name, version) = (text("name"), text("version"));
                too_new.push(format!("{name} {version} needs Rust {needed} (a dependency of {published})"));
            }
        }
    }
    if too_new.is_empty() { Ok(()) } else { Err(Failure::new(too_new.join("\n"))) }
}

/// Every package that this one needs to be built, itself included.
fn dependencies<'a>(id: &'a str, nodes: &BTreeMap<&'a str, &'a Value>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::from([id]);
    let mut unread = vec![id];
    while let Some(id) = unread.pop() {
        let Some(node) = nodes.get(id) else { continue };
        for dependency in array(&node["deps"]).filter(|dependency| is_needed_to_build(dependency)) {
            if let Some(id) = dependency["pkg"].as_str().filter(|id| !found.contains(id)) {
                found.insert(id);
                unread.push(id);
            }
        }
    }
    found
}

fn is_needed_to_build(dependency: &Value) -> bool {
    array(&dependency["dep_kinds"]).any(|kind| kind["kind"] != "dev")
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// `1.88` and `1.88.0` as numbers that compare.
fn version(text: &str) -> [u32; 3] {
    let mut numbers = text.split('.').map(|number| number.parse().unwrap_or(0));
    std::array::from_fn(|_| numbers.next().unwrap_or(0))
}
