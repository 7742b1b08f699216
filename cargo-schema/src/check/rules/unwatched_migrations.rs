//! A migration that is added compiles anew what is checked against it.

use std::fs;
use std::path::{Path, PathBuf};

use schema_catalog::{Config, Error, path_from, shown_path};
use toml::de::{DeTable, DeValue};

use crate::findings::{Finding, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    name: "unwatched-migrations",
    level: Severity::Warning,
    summary: "A package that uses schema-macro, and is not compiled anew when a migration is added.",
    reason: "cargo compiles a package anew when a file changes that it was compiled from. A migration that is edited is one of \
             those, one that is added is not: until something else changes, the structs are checked against the migrations \
             as they were.",
    fix: "Let a build.rs beside Cargo.toml name the folder: println!(\"cargo::rerun-if-changed=migrations\"). \
          `cargo schema init` writes it.",
    manual: &["https://doc.rust-lang.org/cargo/reference/build-scripts.html#rerun-if-changed"],
};

/// How a build script says what it watches.
const WATCH: &str = "rerun-if-changed=";

/// Looks at the package in this folder or above it, and at the members of its workspace.
pub(crate) fn look(config: &Config, here: &Path, root: &Path) -> Vec<Finding> {
    let Some(folder) = here.ancestors().find(|folder| folder.join("Cargo.toml").is_file()) else { return Vec::new() };
    let mut packages = vec![folder.to_owned()];
    packages.extend(members(folder));
    packages.iter().filter_map(|package| of_package(config, package, root)).collect()
}

/// The folders of a workspace's members, if there is one here.
fn members(folder: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let Ok(manifest) = DeTable::parse(&text) else { return Vec::new() };
    let list = || manifest.get_ref().get("workspace")?.get_ref().as_table()?.get("members")?.get_ref().as_array();
    let mut found = Vec::new();
    for member in list().into_iter().flatten().filter_map(|member| member.get_ref().as_str()) {
        match member.strip_suffix("/*") {
            None => found.push(folder.join(member)),
            Some(parent) => {
                let entries = fs::read_dir(folder.join(parent)).into_iter().flatten().flatten();
                found.extend(entries.map(|entry| entry.path()).filter(|path| path.join("Cargo.toml").is_file()));
            }
        }
    }
    found.sort();
    found.retain(|member| member != folder);
    found
}

fn of_package(config: &Config, package: &Path, root: &Path) -> Option<Finding> {
    let file = package.join("Cargo.toml");
    // What is wrong with it, cargo says.
    let text = fs::read_to_string(&file).ok()?;
    let manifest = DeTable::parse(&text).ok()?;
    let manifest = manifest.get_ref();
    let dependency = dependency(manifest)?;
    // The macros look for what is configured from the package on.
    let own = Config::find(package).ok()?;
    let is_own = |migrations: &Path| own.engines.iter().any(|engine| plain(&engine.migrations) == plain(migrations));
    if !config.engines.iter().all(|engine| is_own(&engine.migrations)) {
        return None;
    }
    let build = manifest.get("package").and_then(|package| package.get_ref().as_table()?.get("build"));
    let script = match build.map(toml::Spanned::get_ref) {
        Some(DeValue::Boolean(false)) => None,
        Some(DeValue::String(path)) => Some(package.join(path.as_ref())),
        _ => Some(package.join("build.rs")),
    };
    let script = script.and_then(|script| fs::read_to_string(script).ok());
    let unwatched: Vec<&PathBuf> = config
        .engines
        .iter()
        .map(|engine| &engine.migrations)
        .filter(|migrations| !script.as_ref().is_some_and(|script| watches(script, package, migrations)))
        .collect();
    let (first, shown) = (unwatched.first()?, shown_path(&file, Some(root)));
    let message =
        format!("a migration that is added to `{}` does not compile this package anew", shown_path(first, Some(root)));
    let lines = unwatched.iter().map(|folder| format!("println!(\"cargo::{WATCH}{}\");", path_from(folder, package)));
    let help = format!("in build.rs beside it: fn main() {{ {} }}", lines.collect::<Vec<_>>().join(" "));
    Some(Finding::new(&RULE, Error::in_text(&shown, &text, dependency, message).help(help)))
}

/// Where a manifest says that the package uses the macros.
fn dependency(manifest: &DeTable<'_>) -> Option<usize> {
    let dependencies = manifest.get("dependencies")?.get_ref().as_table()?;
    dependencies.iter().find_map(|(name, value)| {
        let package = value.get_ref().as_table().and_then(|table| table.get("package")?.get_ref().as_str());
        (package.unwrap_or(name.get_ref()) == "schema-macro").then(|| name.span().start)
    })
}

/// Whether a build script watches a folder, as far as can be told.
fn watches(script: &str, package: &Path, migrations: &Path) -> bool {
    let migrations = plain(migrations);
    let mut watched = script.split(WATCH).skip(1).peekable();
    // Without any, cargo watches the whole package.
    if watched.peek().is_none() && !script.contains("rerun-if") {
        return migrations.starts_with(plain(package));
    }
    watched.any(|rest| {
        let path = rest.split('"').next().unwrap_or_default();
        // What is put together at run time may be any path.
        path.contains('{') || path.is_empty() || migrations.starts_with(plain(&package.join(path)))
    })
}

/// A path as every other way to it is.
fn plain(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
