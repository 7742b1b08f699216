//! The migrations that a command is about.

use std::env;
use std::path::{Path, PathBuf};

use schema_catalog::{Catalog, Config, Dialect};

use crate::failure::{Failure, Result};

/// What the migrations make, and where they are: those of `path`, else those that are configured for the engine.
pub(crate) fn replayed(path: Option<&Path>, dialect: Option<Dialect>, here: &Path) -> Result<(Catalog, PathBuf)> {
    let config = match env::var_os("SCHEMA_TOML") {
        Some(file) => Config::read(Path::new(&file)),
        None => Config::find(here),
    };
    let Some(path) = path else {
        // The message of what lies in the current folder itself begins without a path.
        let config = config.map_err(|error| Failure::Usage(error.to_string().trim_start_matches(": ").to_owned()))?;
        let engine = match dialect {
            None => config.primary(),
            Some(dialect) => config.engines.iter().find(|engine| engine.dialect == dialect).ok_or_else(|| {
                let help = "help: name their folder by --migrations";
                Failure::Usage(format!("no migrations are configured for `{dialect}`\n{help}"))
            })?,
        };
        return Ok((config.load(engine)?, engine.migrations.clone()));
    };
    let dialect = dialect.unwrap_or_default();
    // What schema.toml says of single statements counts for the migrations that it names, however they are named here.
    let same = |other: &Path| matches!((other.canonicalize(), path.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if let Ok(config) = &config
        && let Some(engine) = config.engines.iter().find(|engine| engine.dialect == dialect && same(&engine.migrations))
    {
        return Ok((config.load(engine)?, path.to_owned()));
    }
    Ok((Catalog::load(dialect, path, None)?, path.to_owned()))
}
