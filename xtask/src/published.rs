//! The packages of the workspace that are published, as `cargo metadata` tells of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::failure::{Failure, Result};

/// A package of the workspace.
#[derive(Deserialize, Clone)]
pub(crate) struct Package {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) rust_version: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) license: Option<String>,
    pub(crate) repository: Option<String>,
    pub(crate) readme: Option<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) categories: Vec<String>,
    pub(crate) features: BTreeMap<String, Vec<String>>,
    pub(crate) dependencies: Vec<Dependency>,
    targets: Vec<Target>,
    /// The registries that it may be published in; none at all if that is not said.
    publish: Option<Vec<String>>,
}

/// A library or a program of a package.
#[derive(Deserialize, Clone)]
struct Target {
    kind: Vec<String>,
}

/// What a package says of a package that it depends on.
#[derive(Deserialize, Clone)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// The versions that will do: `^1.2`, or `*` where nothing is said.
    pub(crate) req: String,
    kind: Option<String>,
    path: Option<String>,
}

impl Package {
    fn is_published(&self) -> bool {
        self.publish.as_ref().is_none_or(|registries| !registries.is_empty())
    }

    /// Whether others depend on it, rather than run it.
    pub(crate) fn is_library(&self) -> bool {
        !self.targets.iter().any(|target| target.kind.iter().any(|kind| kind == "bin"))
    }

    /// The packages of the workspace that it needs to be built.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Dependency> {
        self.dependencies.iter().filter(|needed| needed.path.is_some() && needed.kind.as_deref() != Some("dev"))
    }
}

/// The packages that others can use, sorted by their names.
pub(crate) fn packages(metadata: &Value) -> Result<Vec<Package>> {
    Ok(members(metadata)?.0)
}

/// The packages of the workspace that are published, and those that are not.
pub(crate) fn members(metadata: &Value) -> Result<(Vec<Package>, Vec<Package>)> {
    let members = metadata["workspace_members"].as_array().cloned().unwrap_or_default();
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    let own = packages.into_iter().filter(|package| members.contains(&package["id"]));
    let mut own: Vec<Package> = serde_json::from_value(own.collect())
        .map_err(|error| Failure::new(format!("cannot read the output of `cargo metadata`: {error}")))?;
    own.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(own.into_iter().partition(Package::is_published))
}

/// `--package NAME` for each.
pub(crate) fn chosen(packages: &[Package]) -> impl Iterator<Item = &str> {
    packages.iter().flat_map(|package| ["--package", package.name.as_str()])
}
