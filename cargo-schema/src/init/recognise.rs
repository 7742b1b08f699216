//! Which migrations a project has, of which engine, and what tells.

use std::path::{Path, PathBuf};
use std::{env, fs};

use schema_catalog::{Catalog, Config, Dialect, Engine, find_migrations};

use super::Init;
use crate::failure::{Failure, Result};

/// An engine, its folder, and why it is taken for that engine's.
pub(super) struct Recognised {
    pub(super) dialect: Dialect,
    pub(super) folder: PathBuf,
    pub(super) why: String,
}

/// The engines whose migrations a project has.
pub(super) fn recognise(options: &Init, here: &Path) -> Result<Vec<Recognised>> {
    let folder = match &options.migrations {
        Some(folder) => here.join(folder),
        None => match Config::find(here) {
            Ok(config) if config.file.as_ref().is_some_and(|file| file.ends_with("schema.toml")) => {
                let known = |engine: &Engine| Recognised {
                    dialect: engine.dialect,
                    folder: engine.migrations.clone(),
                    why: "as it says".to_owned(),
                };
                return Ok(config.engines.iter().map(known).collect());
            }
            Ok(config) => config.primary().migrations.clone(),
            Err(error) if error.location().is_some() => return Err(error.into()),
            Err(_) => {
                let help = "help: begin with a folder `migrations`, or name another by --migrations";
                return Err(Failure::Usage(format!("there are no migrations here or above\n{help}")));
            }
        },
    };
    // Whatever is wrong with the folder is said before anything is written.
    if !folder.exists() {
        find_migrations(Dialect::default(), &folder)?;
    }
    if options.dialect.is_none() {
        let own = Dialect::ALL.iter().filter(|dialect| folder.join(dialect.name()).is_dir());
        let own: Vec<Recognised> = own
            .map(|&dialect| Recognised {
                dialect,
                folder: folder.join(dialect.name()),
                why: "by the folder's name".to_owned(),
            })
            .collect();
        if !own.is_empty() {
            return Ok(own);
        }
    }
    let (dialect, why) = match options.dialect {
        Some(dialect) => (dialect, "as it was said".to_owned()),
        None => engine(&folder, here)?,
    };
    Ok(vec![Recognised { dialect, folder, why }])
}

/// The engine of a project, and what tells.
fn engine(folder: &Path, here: &Path) -> Result<(Dialect, String)> {
    let features = diesel_features(&fs::read_to_string(here.join("Cargo.toml")).unwrap_or_default());
    if let [only] = features.as_slice() {
        return Ok((*only, "by Diesel's features in Cargo.toml".to_owned()));
    }
    let dotenv = fs::read_to_string(here.join(".env")).unwrap_or_default();
    let in_file = || dotenv.lines().find_map(|line| line.trim().strip_prefix("DATABASE_URL=").map(str::to_owned));
    if let Some(dialect) = env::var("DATABASE_URL").ok().or_else(in_file).and_then(|url| of_url(&url)) {
        return Ok((dialect, "by DATABASE_URL".to_owned()));
    }
    let replays = |dialect: &&Dialect| Catalog::load(**dialect, folder, None).is_ok();
    match [Dialect::Postgres, Dialect::Sqlite, Dialect::Mysql].iter().find(replays) {
        Some(dialect) => Ok((*dialect, "by its SQL".to_owned())),
        None => {
            let help = "help: name it by --dialect, and see what `cargo schema check` says";
            Err(Failure::Usage(format!("the migrations are the SQL of no engine that is known\n{help}")))
        }
    }
}

/// The engines among Diesel's features in a `Cargo.toml`.
fn diesel_features(manifest: &str) -> Vec<Dialect> {
    let Ok(manifest) = toml::de::DeTable::parse(manifest) else { return Vec::new() };
    let features = || {
        let diesel = manifest.get_ref().get("dependencies")?.get_ref().as_table()?.get("diesel")?.get_ref();
        diesel.as_table()?.get("features")?.get_ref().as_array()
    };
    let names = features().into_iter().flatten().filter_map(|feature| feature.get_ref().as_str());
    let mut found: Vec<Dialect> = names.filter_map(|name| name.trim_end_matches("_backend").parse().ok()).collect();
    found.dedup();
    found
}

fn of_url(url: &str) -> Option<Dialect> {
    match url.trim_matches(['"', '\'']).split_once(':')?.0 {
        "postgres" | "postgresql" => Some(Dialect::Postgres),
        "mysql" => Some(Dialect::Mysql),
        "sqlite" => Some(Dialect::Sqlite),
        _ => None,
    }
}
