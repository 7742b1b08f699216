//! What is published builds with the Rust that it states.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::published::{self, Package};
use crate::{process, workspace};

pub(super) fn run() -> Result<()> {
    let metadata = workspace::metadata(&[])?;
    let published = published::packages(&metadata)?;
    let stated = stated(&published)?;
    dependencies_state_no_newer(&metadata, &published, stated)?;
    let Some(toolchain) = workspace::toolchain(stated) else {
        eprintln!(
            "rust-version: nothing is built with Rust {stated}, which is not installed (`rustup toolchain install \
             {stated}`); only what dependencies state is compared, and clippy looks at what is used of `std`"
        );
        return Ok(());
    };
    // Apart from what another compiler has made.
    let target = workspace::target()?.join("rust-version");
    for arguments in [&["check", "--locked"][..], &["test", "--locked", "--lib"]] {
        let mut cargo = workspace::cargo_of(&toolchain);
        cargo.args(arguments).args(published::chosen(&published)).env("CARGO_TARGET_DIR", &target);
        process::run(&mut cargo)?;
    }
    Ok(())
}

/// The version that all of them state.
fn stated(published: &[Package]) -> Result<&str> {
    let mut versions = BTreeSet::new();
    for Package { name, rust_version, .. } in published {
        let stated = rust_version.as_deref().ok_or_else(|| {
            Failure::new(format!("`{name}` states no `rust-version`; add `rust-version.workspace = true`"))
        })?;
        versions.insert(stated);
    }
    match versions.iter().collect::<Vec<_>>().as_slice() {
        [one] => Ok(one),
        several => Err(Failure::new(format!(
            "the packages state different versions of Rust: {several:?}; write `rust-version.workspace = true` in each"
        ))),
    }
}

/// No dependency of a published package may state a newer Rust than the package itself does.
fn dependencies_state_no_newer(metadata: &Value, published: &[Package], stated: &str) -> Result<()> {
    let packages: BTreeMap<&str, &Value> =
        array(&metadata["packages"]).filter_map(|package| Some((package["id"].as_str()?, package))).collect();
    let nodes: BTreeMap<&str, &Value> =
        array(&metadata["resolve"]["nodes"]).filter_map(|node| Some((node["id"].as_str()?, node))).collect();

    let mut too_new = Vec::new();
    for Package { id, name, .. } in published {
        for dependency in dependencies(id, &nodes) {
            let Some(package) = packages.get(dependency) else {
                continue;
            };
            if let Some(needed) = package["rust_version"].as_str().filter(|needed| version(needed) > version(stated)) {
                let text = |key: &str| package[key].as_str().unwrap_or_default();
                let (needing, version) = (text("name"), text("version"));
                too_new.push(format!("{needing} {version} needs Rust {needed} (a dependency of {name})"));
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
