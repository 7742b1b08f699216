//! Features only add: each published package compiles without any, with each alone, and with all of them. What clippy and the
//! tests have built serves here as well.

use crate::failure::Result;
use crate::published::{self, Package};
use crate::{process, workspace};

pub(super) fn run() -> Result<()> {
    let published = published::packages(&workspace::metadata(&["--no-deps"])?)?;
    let target = workspace::target()?;
    for package in &published {
        for features in combinations(package) {
            eprintln!("features: {} with {}", package.name, if features.is_empty() { "none" } else { &features });
            let mut check = workspace::cargo();
            check.args(["check", "--quiet", "--locked", "--package", &package.name]);
            check.args(["--no-default-features", "--features", &features]);
            // `cargo check` links nothing, so no client library need be there.
            process::run(check.env("MYSQLCLIENT_LIB_DIR", &target))?;
        }
    }
    Ok(())
}

/// What `--features` is given, one after the other.
fn combinations(package: &Package) -> Vec<String> {
    let names: Vec<&String> = package.features.keys().filter(|name| *name != "default").collect();
    let mut combinations = vec![String::new()];
    combinations.extend(names.iter().map(|name| (*name).clone()));
    if names.len() > 1 {
        combinations.push(names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(","));
    }
    combinations
}
