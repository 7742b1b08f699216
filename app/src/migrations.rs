//! The migrations that the program carries, and a database taken forwards and back by them.

use std::error::Error;
use std::fmt::{self, Display};

use diesel::Connection;
use diesel::connection::{BoxableConnection, SimpleConnection};
use diesel::migration::{self, Migration, MigrationConnection, MigrationMetadata, MigrationName, MigrationVersion};
use diesel_migrations::MigrationHarness;
use include_dir::{Dir, include_dir};
use schema_catalog::{Catalog, Dialect};
use schema_drift::{Engine, Options, Report, Schema, Text};
use thiserror::Error;

use crate::database::{Database, DatabaseError, MultiBackend, indented};

static FOLDERS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../migrations");

/// The triggers that the migrations leave, by table, where a catalog has none.
const POSTGRES_TRIGGERS: &[(&str, &[&str])] =
    &[("group_members", &["group_members_count"]), ("saving_transactions", &["saving_transactions_balance"])];
const SQLITE_TRIGGERS: &[(&str, &[&str])] = &[
    ("group_members", &["group_members_count_delete", "group_members_count_insert"]),
    ("saving_transactions", &["saving_transactions_balance"]),
];

/// A migration that is part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Embedded {
    /// Its folder: the version, and a name.
    pub name: &'static str,
    up: &'static str,
    down: &'static str,
}

impl Embedded {
    /// What Diesel notes when it has been applied.
    #[must_use]
    pub fn version(&self) -> &'static str {
        self.name.split_once('_').map_or(self.name, |(version, _)| version)
    }
}

impl MigrationName for Embedded {
    fn version(&self) -> MigrationVersion<'_> {
        self.version().into()
    }
}

impl Display for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Each migration runs in a transaction.
struct InTransaction;

impl MigrationMetadata for InTransaction {}

impl Migration<MultiBackend> for Embedded {
    fn run(&self, connection: &mut dyn BoxableConnection<MultiBackend>) -> migration::Result<()> {
        Ok(connection.batch_execute(self.up)?)
    }

    fn revert(&self, connection: &mut dyn BoxableConnection<MultiBackend>) -> migration::Result<()> {
        Ok(connection.batch_execute(self.down)?)
    }

    fn metadata(&self) -> &dyn MigrationMetadata {
        &InTransaction
    }

    fn name(&self) -> &dyn MigrationName {
        self
    }
}

/// The migrations for an engine, in the order in which they apply.
#[must_use]
pub fn embedded(engine: Engine) -> Vec<Embedded> {
    let (folder, _) = of_engine(engine);
    let mut found: Vec<Embedded> = FOLDERS
        .get_dir(folder)
        .into_iter()
        .flat_map(Dir::dirs)
        .filter_map(|migration| {
            let text = |file| migration.get_file(migration.path().join(file))?.contents_utf8();
            let name = migration.path().file_name()?.to_str()?;
            Some(Embedded { name, up: text("up.sql")?, down: text("down.sql")? })
        })
        .collect();
    found.sort_by_key(|migration| migration.name);
    found
}

fn of_engine(engine: Engine) -> (&'static str, Dialect) {
    match engine {
        Engine::Sqlite => ("sqlite", Dialect::Sqlite),
        _ => ("postgres", Dialect::Postgres),
    }
}

/// The schema that the first so many migrations make.
///
/// # Errors
///
/// If they are not understood; a test proves that they are.
pub fn expected_schema(engine: Engine, migrations: &[Embedded]) -> Result<Schema, schema_catalog::Error> {
    let (folder, dialect) = of_engine(engine);
    let files = migrations.iter().map(|migration| (format!("migrations/{folder}/{migration}/up.sql"), migration.up));
    let catalog = Catalog::from_files(dialect, files)?;
    let versions = migrations.iter().map(|migration| migration.version().to_owned()).collect();
    let mut schema = Schema::from_catalog(&catalog, Some(versions));
    if migrations.len() == embedded(engine).len() {
        let triggers = if engine == Engine::Sqlite { SQLITE_TRIGGERS } else { POSTGRES_TRIGGERS };
        for table in schema.tables.to_mut() {
            let named = triggers.iter().find(|(of, _)| *of == table.name).map(|(_, names)| *names);
            table.triggers = Some(named.unwrap_or_default().iter().map(|name| Text::from(*name)).collect());
        }
    }
    Ok(schema)
}

/// Every difference of a database from what all migrations make, but for the tables of these names.
///
/// # Errors
///
/// If the database can't be read.
pub fn validate(database: &mut Database, ignored: &[String]) -> Result<Report, MigrateError> {
    let engine = database.engine();
    let expected = expected_schema(engine, &embedded(engine))?;
    let options = ignored.iter().fold(compared(), Options::ignore);
    Ok(options.compare(&expected, &database.introspect()?))
}

/// What is compared: all but the order of columns, since what a `down.sql` gives back stands at the end.
fn compared() -> Options {
    Options::new().column_order(false)
}

/// Why migrations were not applied, or not undone.
#[derive(Debug, Error)]
pub enum MigrateError {
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The database can't be read.
    #[error(transparent)]
    Drift(#[from] schema_drift::Error),
    /// The program's own migrations are not understood.
    #[error(transparent)]
    Catalog(#[from] schema_catalog::Error),
    /// Migrations are applied that the program does not have.
    #[error(
        "the database is newer than this program: it has {}, and this program ends with {last}\n\
         help: run the program that goes with the database, or restore a backup from before",
        listed(versions)
    )]
    Newer {
        /// What is applied and not known.
        versions: Vec<String>,
        /// The last version that is known.
        last: &'static str,
    },
    /// One is missing before others that are applied.
    #[error(
        "the database is half-migrated: {missing} is not applied, and {} after it {} been\n\
         help: restore a backup from before, or apply by hand what is missing and note it in __diesel_schema_migrations",
        listed(after), if after.len() == 1 { "has" } else { "have" }
    )]
    Gap {
        /// The first that is missing.
        missing: &'static str,
        /// Those after it that are applied.
        after: Vec<String>,
    },
    /// Some are still to be applied.
    #[error("the database lacks {}\nhelp: `app migrate up` applies what is pending", listed(.0))]
    Pending(Vec<String>),
    /// The tables are not those that the applied migrations make.
    #[error(
        "{report}\n\
         note: that is what is expected with {}; a migration may have been applied by half, by hand\n\
         help: nothing was changed; put it right, or say `--unchecked` to migrate all the same",
        if applied.is_empty() { "no migration applied".to_owned() } else { format!("{} applied", listed(applied)) }
    )]
    HalfApplied {
        /// What is noted as applied.
        applied: Vec<String>,
        /// What differs.
        report: Report,
    },
    /// There is no such version.
    #[error("there is no migration {version}\nhelp: known: {}", listed(known))]
    NoSuchVersion {
        /// What was asked for.
        version: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The version lies on the other side.
    #[error("the database is {at}, and {version} lies {direction}\nhelp: say `app migrate {command} --to {version}`")]
    OtherDirection {
        /// What was asked for.
        version: String,
        /// Where the database is.
        at: String,
        /// Where the version is.
        direction: &'static str,
        /// The command that goes there.
        command: &'static str,
    },
    /// One migration failed. Nothing of it is left; those before it stay.
    #[error(
        "{migration} failed, and nothing of it is left\n  {}\n\
         help: the database is as it was before {migration}; `app migrate status` shows where that is",
        indented(reason)
    )]
    Failed {
        /// The file.
        migration: String,
        /// What the engine says.
        reason: String,
    },
}

fn listed<T: AsRef<str>>(names: &[T]) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

/// A step of a database: which migration, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Applied.
    Up(Embedded),
    /// Undone.
    Down(Embedded),
}

/// How far a database has come.
#[derive(Debug)]
pub struct State {
    /// All migrations of the program.
    pub known: Vec<Embedded>,
    /// The versions that are noted as applied, sorted.
    pub applied: Vec<String>,
    /// What the database holds.
    pub live: Schema,
}

impl State {
    /// Reads it, and changes nothing.
    ///
    /// # Errors
    ///
    /// If the database can't be read.
    pub fn of(database: &mut Database) -> Result<Self, MigrateError> {
        let known = embedded(database.engine());
        let live = database.introspect()?;
        let applied = live.migrations.iter().flat_map(|versions| versions.iter()).map(ToString::to_string).collect();
        Ok(Self { known, applied, live })
    }

    /// The versions that are applied and not known.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        unknown(&self.known, &self.applied)
    }

    /// Whether a migration is applied.
    #[must_use]
    pub fn is_applied(&self, migration: &Embedded) -> bool {
        is_applied(migration, &self.applied)
    }

    /// How many migrations are applied, if those are the first ones and no others.
    ///
    /// # Errors
    ///
    /// If there are others, or one is missing in between.
    pub fn position(&self) -> Result<usize, MigrateError> {
        position(&self.known, &self.applied)
    }

    /// Sees that all migrations are applied, and no others.
    ///
    /// # Errors
    ///
    /// If they aren't.
    pub fn check_complete(&self) -> Result<(), MigrateError> {
        match &self.known[self.position()?..] {
            [] => Ok(()),
            pending => Err(MigrateError::Pending(pending.iter().map(|it| it.name.to_owned()).collect())),
        }
    }

    /// Sees that the tables are those that the applied migrations make.
    ///
    /// # Errors
    ///
    /// If they aren't.
    pub fn check(&self) -> Result<(), MigrateError> {
        let applied = &self.known[..self.position()?];
        let report = compared().compare(&expected_schema(self.live.engine, applied)?, &self.live);
        if report.is_clean() {
            return Ok(());
        }
        Err(MigrateError::HalfApplied { applied: self.applied.clone(), report })
    }

    /// The steps up, to a version or to the end.
    ///
    /// # Errors
    ///
    /// If there is no such version, or it is passed already.
    pub fn up(&self, to: Option<&str>) -> Result<Vec<Step>, MigrateError> {
        let position = self.position()?;
        let end = match to {
            Some(version) => self.find(version)? + 1,
            None => self.known.len(),
        };
        if end < position {
            return Err(self.other_direction(&self.known[end - 1], position, "before", "down"));
        }
        Ok(self.known[position..end].iter().copied().map(Step::Up).collect())
    }

    /// The steps down: until a version is the last one that is applied, or by one.
    ///
    /// # Errors
    ///
    /// If there is no such version, or it is not reached yet.
    pub fn down(&self, to: Option<&str>) -> Result<Vec<Step>, MigrateError> {
        let position = self.position()?;
        let end = match to {
            Some(version) => self.find(version)? + 1,
            None => position.saturating_sub(1),
        };
        if end > position {
            return Err(self.other_direction(&self.known[end - 1], position, "ahead", "up"));
        }
        Ok(self.known[end..position].iter().rev().copied().map(Step::Down).collect())
    }

    /// The steps down to nothing.
    ///
    /// # Errors
    ///
    /// As [`State::position`].
    pub fn down_all(&self) -> Result<Vec<Step>, MigrateError> {
        Ok(self.known[..self.position()?].iter().rev().copied().map(Step::Down).collect())
    }

    /// By version, or by the name of the folder.
    fn find(&self, version: &str) -> Result<usize, MigrateError> {
        let found = self.known.iter().position(|migration| [migration.version(), migration.name].contains(&version));
        found.ok_or_else(|| MigrateError::NoSuchVersion {
            version: version.to_owned(),
            known: self.known.iter().map(|migration| migration.name.to_owned()).collect(),
        })
    }

    fn other_direction(
        &self,
        version: &Embedded,
        position: usize,
        direction: &'static str,
        command: &'static str,
    ) -> MigrateError {
        let at = match position.checked_sub(1).and_then(|last| self.known.get(last)) {
            Some(last) => format!("at {last}"),
            None => "empty".to_owned(),
        };
        MigrateError::OtherDirection { version: version.version().to_owned(), at, direction, command }
    }
}

fn unknown<'a>(known: &'a [Embedded], applied: &'a [String]) -> impl Iterator<Item = &'a str> {
    let is_known = |version: &str| known.iter().any(|migration| migration.version() == version);
    applied.iter().map(String::as_str).filter(move |version| !is_known(version))
}

fn is_applied(migration: &Embedded, applied: &[String]) -> bool {
    applied.iter().any(|version| version == migration.version())
}

/// How many of the known migrations are among these versions, if those are the first ones and there are no others.
///
/// # Errors
///
/// If there are others, or one is missing in between.
pub fn position(known: &[Embedded], applied: &[String]) -> Result<usize, MigrateError> {
    let versions: Vec<String> = unknown(known, applied).map(str::to_owned).collect();
    if !versions.is_empty() {
        let last = known.last().map_or("nothing", |migration| migration.name);
        return Err(MigrateError::Newer { versions, last });
    }
    let position = known.iter().take_while(|migration| is_applied(migration, applied)).count();
    let after = known[position..].iter().filter(|it| is_applied(it, applied));
    let after: Vec<String> = after.map(|it| it.name.to_owned()).collect();
    match known.get(position) {
        Some(missing) if !after.is_empty() => Err(MigrateError::Gap { missing: missing.name, after }),
        _ => Ok(position),
    }
}

/// Takes one step, whole or not at all. Where another program has taken it meanwhile, nothing is done.
///
/// # Errors
///
/// If the migration fails.
pub fn take(database: &mut Database, step: Step) -> Result<(), MigrateError> {
    database.setup().map_err(DatabaseError::from)?;
    database.transaction(|database| {
        database.batch_execute(if database.engine() == Engine::Sqlite { ONE_ON_SQLITE } else { ONE_ON_POSTGRES })?;
        let (Step::Up(migration) | Step::Down(migration)) = step;
        let failed = |error: Box<dyn Error + Send + Sync>| failed(&migration, step, error.as_ref());
        let applied = database.applied_migrations().map_err(failed)?;
        let is_applied = applied.iter().any(|version| *version == MigrationName::version(&migration));
        let result = match step {
            Step::Up(_) if !is_applied => database.run_migration(&migration),
            Step::Down(_) if is_applied => database.revert_migration(&migration),
            _ => return Ok(()),
        };
        result.map(drop).map_err(failed)
    })
}

/// What lets one program at a time go on: whoever comes second waits until the first one's transaction has ended.
const ONE_ON_POSTGRES: &str = "LOCK TABLE __diesel_schema_migrations IN EXCLUSIVE MODE";

/// Any write does so here, be it of nothing.
const ONE_ON_SQLITE: &str = "DELETE FROM __diesel_schema_migrations WHERE version IS NULL";

/// Takes all steps in one transaction: all of them or none.
///
/// # Errors
///
/// If one of the migrations fails.
pub fn take_all(database: &mut Database, steps: &[Step]) -> Result<(), MigrateError> {
    database.setup().map_err(DatabaseError::from)?;
    database.transaction(|database| steps.iter().try_for_each(|step| take(database, *step)))
}

impl From<diesel::result::Error> for MigrateError {
    fn from(error: diesel::result::Error) -> Self {
        DatabaseError::from(error).into()
    }
}

fn failed(migration: &Embedded, step: Step, error: &(dyn Error + 'static)) -> MigrateError {
    let reason = error.to_string();
    if DatabaseError::is_lock(&reason) {
        return DatabaseError::Locked.into();
    }
    let file = if matches!(step, Step::Up(_)) { "up.sql" } else { "down.sql" };
    MigrateError::Failed { migration: format!("{migration}/{file}"), reason }
}
