//! The migrations of the crate that is being compiled, read once and read again where they changed.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use schema_catalog::{Catalog, Config, DeniedName, Dialect, Error, find_migrations};

/// What is configured for a crate, and what that leads to.
pub(crate) struct Project {
    /// The path of the module with the declarations: as configured, even where the migrations can't be read.
    pub(crate) schema: String,
    /// The migrations.
    pub(crate) migrations: Result<Migrations, Unreadable>,
}

/// The migrations of a crate.
pub(crate) struct Migrations {
    /// What the primary engine has, whose types Diesel's declarations are of.
    pub(crate) catalog: Catalog,
    /// What each other engine has.
    pub(crate) others: Vec<Catalog>,
    /// The names that columns must not have.
    pub(crate) denied_names: Vec<DeniedName>,
    /// Every file that the catalog is made from, the configuration among them.
    pub(crate) files: Vec<PathBuf>,
}

/// Migrations that can't be read, and whether a struct has said so.
pub(crate) struct Unreadable {
    error: Error,
    said: AtomicBool,
}

impl Unreadable {
    /// What is wrong.
    pub(crate) fn message(&self) -> String {
        self.error.to_string()
    }

    /// What is wrong, the first time that it is asked for: one struct is enough to say it, however many there are.
    pub(crate) fn unsaid(&self) -> Option<String> {
        (!self.said.swap(true, Ordering::Relaxed)).then(|| self.message())
    }
}

/// Which migrations: those that are configured, unless something else is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Source {
    /// The folder, from the crate's own on.
    pub(crate) migrations: Option<PathBuf>,
    /// The engine.
    pub(crate) dialect: Option<Dialect>,
}

/// What tells whether a file is as it was: its path, length and time of modification.
type Stamp = Vec<(PathBuf, Option<(u64, SystemTime)>)>;

/// A project that was read.
struct Read {
    package: PathBuf,
    source: Source,
    stamp: Stamp,
    project: Arc<Project>,
}

/// The projects read last, the latest behind. An editor keeps this process for days and compiles many crates with it.
static READ: Mutex<Vec<Read>> = Mutex::new(Vec::new());

/// How many are kept.
const KEPT: usize = 4;

/// The project of the crate that is being compiled.
pub(crate) fn load() -> Arc<Project> {
    load_from(&Source::default())
}

/// The project of the crate that is being compiled, with the migrations that this says.
pub(crate) fn load_from(source: &Source) -> Arc<Project> {
    let package = package();
    let mut read_before = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let known = read_before.iter().position(|read| read.package == package && read.source == *source);
    if let Some(at) = known.filter(|_| compiles_one_crate()) {
        return Arc::clone(&read_before[at].project);
    }
    let found = find(&package, source);
    let stamp = stamp(&found);
    if let Some(at) = known {
        if read_before[at].stamp == stamp {
            return Arc::clone(&read_before[at].project);
        }
        read_before.remove(at);
    }
    let schema = match &found {
        Ok((config, _)) => config.schema.clone(),
        Err(_) => Config::of_package(&package).map_or_else(|_| Config::SCHEMA.to_owned(), |config| config.schema),
    };
    let migrations = found.and_then(|(config, files)| read(&config, files));
    let migrations = migrations.map_err(|error| Unreadable { error, said: AtomicBool::new(false) });
    let project = Arc::new(Project { schema, migrations });
    if read_before.len() == KEPT {
        read_before.remove(0);
    }
    read_before.push(Read { package, source: source.clone(), stamp, project: Arc::clone(&project) });
    project
}

/// Whether this process ends with the crate that it compiles, so that what it read once is what all of the crate is
/// compiled with: an edit that comes later makes cargo compile the crate anew. An editor's process, and any that is not
/// known, looks at the files for each expansion.
fn compiles_one_crate() -> bool {
    static ANSWER: OnceLock<bool> = OnceLock::new();
    *ANSWER.get_or_init(|| {
        let program = env::current_exe().ok();
        let name = program.as_deref().and_then(Path::file_stem).unwrap_or_default();
        ["rustc", "clippy-driver", "rustdoc"].iter().any(|compiler| name == *compiler)
    })
}

/// The folder of the crate that is being compiled.
pub(crate) fn package() -> PathBuf {
    PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
}

/// The configuration, and the files that it leads to.
fn find(package: &Path, source: &Source) -> Result<(Config, Vec<PathBuf>), Error> {
    let config = match &source.migrations {
        Some(folder) => Config::of_folder(source.dialect.unwrap_or_default(), &package.join(folder)),
        None => Config::of_package(package)?,
    };
    let config = match source.dialect {
        Some(dialect) => config.for_engine(dialect)?,
        None => config,
    };
    let mut files: Vec<PathBuf> = config.file.iter().cloned().collect();
    for engine in &config.engines {
        let migrations = find_migrations(engine.dialect, &engine.migrations)?;
        files.extend(migrations.into_iter().map(|migration| migration.up));
    }
    Ok((config, files))
}

fn read(config: &Config, files: Vec<PathBuf>) -> Result<Migrations, Error> {
    let catalog = config.load(config.primary())?;
    let others = config.engines[1..].iter().map(|engine| config.load(engine)).collect::<Result<_, _>>()?;
    Ok(Migrations { catalog, others, denied_names: config.denied_names.clone(), files })
}

fn stamp(found: &Result<(Config, Vec<PathBuf>), Error>) -> Stamp {
    let files = match found {
        Ok((_, files)) => files,
        Err(error) => return vec![(PathBuf::from(error.to_string()), None)],
    };
    let stat = |file: &PathBuf| {
        let metadata = file.metadata().ok()?;
        Some((metadata.len(), metadata.modified().ok()?))
    };
    files.iter().map(|file| (file.clone(), stat(file))).collect()
}
