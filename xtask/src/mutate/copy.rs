//! A copy of the application and its migrations, to be changed and compiled.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use schema_catalog::{Catalog, Dialect};

use super::errors::{self, CompileError};
use crate::failure::{Failure, Result};
use crate::{process, workspace};

/// What is copied; all other packages of the workspace are linked to.
const COPIED: &[&str] = &["app", "migrations"];

/// The name of the migration that [`Copy::add_migration`] adds, after all others.
const ADDED: &str = "999_change_every_column";

/// A workspace of its own below the target folder: always the same, so that compiling it again costs little.
pub(crate) struct Copy {
    folder: PathBuf,
    target: PathBuf,
}

impl Copy {
    pub(crate) fn new() -> Result<Self> {
        let metadata = workspace::metadata(&["--no-deps"])?;
        let target = metadata["target_directory"].as_str().unwrap_or("target");
        Ok(Self { folder: Path::new(target).join("mutate"), target: PathBuf::from(target) })
    }

    /// Makes the copy what the workspace is.
    pub(crate) fn restore(&self) -> Result<()> {
        restore(workspace::root(), &self.folder)
            .map_err(|error| Failure::new(format!("cannot copy the workspace to {}: {error}", self.folder.display())))
    }

    /// The files with models.
    pub(crate) fn models(&self) -> Result<Vec<PathBuf>> {
        let folder = self.folder.join("app/src/models");
        let read = || -> std::io::Result<Vec<PathBuf>> {
            let mut files =
                fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<PathBuf>>>()?;
            files.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
            files.sort();
            Ok(files)
        };
        read().map_err(|error| Failure::new(format!("cannot read {}: {error}", folder.display())))
    }

    /// Adds one migration of an engine after all others.
    pub(crate) fn add_migration(&self, dialect: Dialect, sql: &str) -> Result<()> {
        let folder = self.migrations(dialect).join(ADDED);
        let write = || {
            fs::create_dir(&folder)?;
            fs::write(folder.join("up.sql"), sql)?;
            fs::write(folder.join("down.sql"), "SELECT 1;\n")
        };
        write().map_err(|error: std::io::Error| Failure::new(format!("cannot write {}: {error}", folder.display())))
    }

    /// The catalog of the copy's migrations for an engine, with the places as the macros show them.
    pub(crate) fn catalog(&self, dialect: Dialect) -> Result<Catalog> {
        Catalog::load(dialect, &self.migrations(dialect), Some(&self.folder))
            .map_err(|error| Failure::new(error.to_string()))
    }

    fn migrations(&self, dialect: Dialect) -> PathBuf {
        self.folder.join("migrations").join(dialect.name())
    }

    /// Compiles the application's library; returns all errors.
    pub(crate) fn check(&self) -> Result<Vec<CompileError>> {
        let mut check = workspace::cargo();
        check.args(["check", "--quiet", "--package", "app", "--lib", "--message-format=json"]);
        check.current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target);
        let printed = process::output_of_any(&mut check)?;
        let errors = errors::read(&printed.stdout);
        if errors.is_empty() && !printed.success {
            return Err(Failure::new(format!("`{}` failed:\n{}", process::line(&check), printed.stderr.trim_end())));
        }
        Ok(errors)
    }
}

fn restore(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, destination, kind) = (entry.path(), to.join(entry.file_name()), entry.file_type()?);
        if kind.is_file() {
            fs::copy(source, destination)?;
        } else if COPIED.iter().any(|name| entry.file_name() == *name) {
            if destination.exists() {
                fs::remove_dir_all(&destination)?;
            }
            copy_folder(&source, &destination)?;
        } else if source.join("Cargo.toml").exists() && !destination.exists() {
            symlink(source, destination)?;
        }
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, destination) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_folder(&source, &destination)?;
        } else {
            fs::copy(source, destination)?;
        }
    }
    Ok(())
}
