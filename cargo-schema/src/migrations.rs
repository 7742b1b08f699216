//! The migrations that a command is about.

use std::env;
use std::path::{Path, PathBuf};

use schema_catalog::{Catalog, Config, Dialect, Engine, Migration, Migrator};

use crate::failure::{Failure, Result};
use crate::progress::Progress;

/// The folders of migrations that a command is about, and what is configured for them.
pub(crate) struct Chosen {
    pub(crate) config: Config,
    /// Whether they are named on the command line and nowhere else: then paths are shown as they are named.
    is_named: bool,
    /// Whether those of the primary engine are among them, of which the declarations and models are that are committed.
    pub(crate) has_primary: bool,
}

impl Chosen {
    /// The migrations of `path`, else those that are configured; of this engine, else of all.
    pub(crate) fn new(path: Option<&Path>, dialect: Option<Dialect>, here: &Path) -> Result<Self> {
        let config = Config::of_package(here);
        let Some(path) = path else {
            return Self::of_engine(config?, dialect);
        };
        let dialect = dialect.unwrap_or_default();
        // What schema.toml says of single statements counts for the migrations that it names, however they are named here.
        let same = |other: &Path| matches!((other.canonicalize(), path.canonicalize()), (Ok(a), Ok(b)) if a == b);
        let is_named = |engine: &Engine| engine.dialect == dialect && same(&engine.migrations);
        match config {
            Ok(config) if config.engines.iter().any(is_named) => Self::of_engine(config, Some(dialect)),
            Ok(mut config) => {
                config.engines = vec![Engine { dialect, migrations: path.to_owned() }];
                config.statements.clear();
                without_models(&mut config);
                Ok(Self { config, is_named: true, has_primary: true })
            }
            // What is wrong with a file that is not asked for is nobody's business here.
            Err(_) => Ok(Self { config: Config::of_folder(dialect, path), is_named: true, has_primary: true }),
        }
    }

    fn of_engine(mut config: Config, dialect: Option<Dialect>) -> Result<Self> {
        let has_primary = dialect.is_none_or(|dialect| config.primary().dialect == dialect);
        if !has_primary {
            without_models(&mut config);
        }
        if let Some(dialect) = dialect {
            config.engines.retain(|engine| engine.dialect == dialect);
            if config.engines.is_empty() {
                let help = "help: name their folder by --migrations";
                return Err(Failure::Usage(format!("no migrations are configured for `{dialect}`\n{help}")));
            }
        }
        Ok(Self { config, is_named: false, has_primary })
    }

    /// The folder from which messages show paths; `None` where they show them as they are.
    pub(crate) fn root(&self) -> Option<&Path> {
        (!self.is_named).then_some(&*self.config.root)
    }

    /// What replays those of an engine.
    pub(crate) fn migrator(&self, engine: &Engine) -> Result<Migrator> {
        Ok(match self.root() {
            Some(_) => Migrator::of(&self.config, engine)?,
            None => Migrator::new(engine.dialect, &engine.migrations, None)?,
        })
    }
}

/// The models that a project keeps are of its own migrations for its primary engine, and of no others.
fn without_models(config: &mut Config) {
    config.models.output = None;
    config.models.except.clear();
}

/// What the migrations of one engine make.
pub(crate) struct Replayed {
    pub(crate) catalog: Catalog,
    /// The migrations, in their order.
    pub(crate) migrations: Vec<Migration>,
    /// What is configured, for them or for the folder in which the command runs.
    pub(crate) config: Config,
    /// Where they are.
    pub(crate) folder: PathBuf,
    /// The folder from which messages show paths; `None` where they show them as they are.
    pub(crate) root: Option<PathBuf>,
}

impl Replayed {
    /// The migrations of `path`, else those that are configured for the engine, which is the primary one unless it is said.
    pub(crate) fn new(path: Option<&Path>, dialect: Option<Dialect>, here: &Path) -> Result<Self> {
        let chosen = Chosen::new(path, dialect, here)?;
        let engine = chosen.config.primary();
        let mut migrator = chosen.migrator(engine)?;
        let migrations = migrator.migrations().to_vec();
        replay(&mut migrator, &migrations)?;
        let (folder, root) = (engine.migrations.clone(), chosen.root().map(Path::to_owned));
        Ok(Self { catalog: migrator.finish()?, migrations, config: chosen.config, folder, root })
    }
}

/// Replays migrations one after the other.
pub(crate) fn replay(migrator: &mut Migrator, migrations: &[Migration]) -> Result<()> {
    let progress = Progress::new(migrations.len());
    for migration in migrations {
        progress.step(&migration.name);
        migrator.up(migration)?;
    }
    Ok(())
}

/// The current folder.
pub(crate) fn here() -> Result<PathBuf> {
    env::current_dir().map_err(|error| Failure::Usage(format!("the path of the current folder can't be told: {error}")))
}
