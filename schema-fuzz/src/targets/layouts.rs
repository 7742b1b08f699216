//! Folders of migrations, as every tool lays them out: found in one order, whatever that of the folder's entries is.

use std::path::Path;

use schema_catalog::{Config, Dialect, Migrator, find_migrations};

use super::project::{Project, stays_below};
use super::text;
use crate::seeds::{Seed, files};

pub(super) fn seeds() -> Vec<Seed> {
    ["schema-fuzz/seeds/layouts", "cargo-schema/tests/cases"]
        .into_iter()
        .flat_map(|folder| files(folder, ".txt"))
        .collect()
}

pub(super) fn run(input: &[u8]) {
    let Some(text) = text(input) else { return };
    let project = Project::read(text);
    let (one, other) = (project.write(false), project.write(true));
    for below in project.folders() {
        let (one, other) = (one.path().join(below), other.path().join(below));
        for dialect in Dialect::ALL {
            assert_eq!(found(dialect, &one), found(dialect, &other), "{dialect}");
            replay(dialect, &one);
        }
    }
    configured(one.path());
}

/// The versions of the migrations in their order, each with its files from the folder on.
fn found(dialect: Dialect, folder: &Path) -> Result<Vec<String>, String> {
    let below = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let migrations = find_migrations(dialect, folder).map_err(|error| error.message().to_owned())?;
    let described = migrations.iter().map(|migration| {
        let down = migration.down.as_deref().map(below).unwrap_or_default();
        format!("{} {} {} {down}", migration.version, migration.name, below(&migration.up))
    });
    Ok(described.collect())
}

/// Goes through the migrations of a folder up to the first that is wrong, each forwards and back.
fn replay(dialect: Dialect, folder: &Path) {
    let Ok(mut migrator) = Migrator::new(dialect, folder, Some(folder)) else { return };
    for migration in migrator.migrations().to_vec() {
        // What undoes it may be wrong where it is not.
        if migrator.up_and_undone(&migration).is_err() {
            return;
        }
    }
    let _ = migrator.finish();
}

/// Replays what is configured in a folder, as far as it lies there.
pub(super) fn configured(folder: &Path) {
    let Ok(config) = Config::find(folder) else { return };
    for engine in &config.engines {
        if engine.migrations.strip_prefix(folder).is_ok_and(stays_below) {
            let _ = config.load(engine);
        }
    }
}
