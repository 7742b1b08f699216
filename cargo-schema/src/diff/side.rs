//! The two sides of a comparison: what each is, and what there is on it.

use std::fs;
use std::path::Path;

use schema_catalog::{Catalog, Config, Dialect};
use schema_drift::Schema;

use super::arguments::Diff;
use super::declarations::Declared;
use super::sql::Replayed;
use super::sql::programs::Programs;
use crate::database::Database;
use crate::failure::{Failure, Result};
use crate::migrations::{self, Chosen};
use crate::progress::Progress;

/// One side.
pub(super) struct Side {
    /// As it is named on the command line, without a password.
    pub(super) name: String,
    pub(super) source: Source,
}

/// Where a side comes from, and what there is.
pub(super) enum Source {
    /// Migrations, or one file of SQL: everything, with its places.
    Migrations(Box<Replayed>),
    /// A live database: everything that a program can depend on.
    Database(Schema),
    /// Diesel's declarations: tables, columns, types, keys.
    Declarations(Declared),
}

impl Side {
    /// What an argument names.
    fn kind(argument: &str) -> Result<Kind> {
        if argument.contains("://") || argument.starts_with("sqlite:") {
            return Ok(Kind::Database);
        }
        let path = Path::new(argument);
        let extension = path.extension().unwrap_or_default();
        if path.is_dir() || extension == "sql" && path.is_file() {
            return Ok(Kind::Migrations);
        }
        if extension == "rs" && path.is_file() {
            return Ok(Kind::Declarations);
        }
        let sides = "help: a side is a folder of migrations, a .sql file, a schema.rs, a SQLite file, or a URL: \
                     postgres://…, mysql://…, sqlite://PATH";
        if !path.exists() {
            return Err(Failure::Usage(format!("{argument}: there is no such file or folder\n{sides}")));
        }
        // <https://www.sqlite.org/fileformat.html#magic_header_string>
        let magic = fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"SQLite format 3\0"));
        if magic {
            Ok(Kind::Database)
        } else {
            Err(Failure::Usage(format!("{argument}: what this is, is not known\n{sides}")))
        }
    }

    fn read(argument: &str, kind: Kind, dialect: Dialect) -> Result<Self> {
        let source = match kind {
            Kind::Database => Source::Database(Database::connect(argument)?.introspect()?),
            Kind::Migrations => {
                let chosen = Chosen::new(Some(Path::new(argument)), Some(dialect), &migrations::here()?)?;
                let mut migrator = chosen.migrator(chosen.config.primary())?;
                let mut programs = Programs::new(dialect);
                let all = migrator.migrations().to_vec();
                let progress = Progress::new(all.len());
                for migration in &all {
                    progress.step(&migration.name);
                    migrator.up_in_steps(migration, &mut |step| programs.see(step))?;
                }
                programs.settle(migrator.catalog());
                // What schema.toml says of statements must be said of some that there are.
                migrator.clone().finish()?;
                Source::Migrations(Box::new(Replayed { migrator, programs }))
            }
            Kind::Declarations => {
                let wrong = |what: String| Failure::Usage(format!("{argument}: {what}"));
                let rust = fs::read_to_string(argument).map_err(|error| wrong(format!("can't be read: {error}")))?;
                if rust.contains("schema!(") {
                    let help = "help: name the folder of those migrations instead";
                    return Err(wrong(format!("here the macro declares what the migrations make\n{help}")));
                }
                let help = "help: diesel_cli prints such a file, and so does `cargo schema print`";
                let declared =
                    Declared::read(&rust).map_err(|error| wrong(format!("can't be understood: {error}\n{help}")))?;
                if declared.0.is_empty() {
                    return Err(wrong(format!("there is no `table!` in this file\n{help}")));
                }
                Source::Declarations(declared)
            }
        };
        Ok(Self { name: schema_drift::without_password(argument, argument), source })
    }

    /// What SQL can be written from.
    pub(super) fn replayed(&self) -> Result<&Replayed> {
        let help = match &self.source {
            Source::Migrations(replayed) => return Ok(replayed),
            Source::Database(_) => {
                "what a database tells of itself is not all: name a dump of its schema, as `pg_dump --schema-only`, \
                 `mysqldump --no-data` or `.schema` of sqlite3 write it"
            }
            Source::Declarations(_) => "declarations say too little: name the migrations that make these tables",
        };
        Err(Failure::Usage(format!("{}: no SQL can be written for this\nhelp: {help}", self.name)))
    }

    /// The catalog, of migrations.
    pub(super) fn catalog(&self) -> Option<&Catalog> {
        match &self.source {
            Source::Migrations(replayed) => Some(replayed.migrator.catalog()),
            Source::Database(_) | Source::Declarations(_) => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Migrations,
    Database,
    Declarations,
}

/// Both sides.
pub(super) fn both(options: &Diff) -> Result<[Side; 2]> {
    let sides = [options.before.as_str(), options.after.as_str()];
    // What can't be found is said of both at once.
    let kinds = match (Side::kind(sides[0]), Side::kind(sides[1])) {
        (Ok(before), Ok(after)) => [before, after],
        (Err(Failure::Usage(one)), Err(Failure::Usage(other))) if one != other => {
            let first = one.lines().next().unwrap_or_default();
            return Err(Failure::Usage(format!("{first}\nerror: {other}")));
        }
        (Err(failure), _) | (_, Err(failure)) => return Err(failure),
    };
    let dialect = match options.dialect {
        Some(dialect) => dialect,
        None => dialect(sides, kinds)?,
    };
    Ok([Side::read(sides[0], kinds[0], dialect)?, Side::read(sides[1], kinds[1], dialect)?])
}

/// The engine that both are of: a database's own, that of a folder by its name in schema.toml, or by its own.
fn dialect(sides: [&str; 2], kinds: [Kind; 2]) -> Result<Dialect> {
    let config = Config::of_package(&migrations::here()?).ok();
    let configured = |path: &Path| {
        let same = |other: &Path| matches!((other.canonicalize(), path.canonicalize()), (Ok(a), Ok(b)) if a == b);
        config.iter().flat_map(|config| &config.engines).find(|engine| same(&engine.migrations))
    };
    let mut told = Vec::new();
    for (side, kind) in sides.into_iter().zip(kinds) {
        let path = Path::new(side);
        told.push(match kind {
            Kind::Database => Some(Database::connect(side)?.dialect()?),
            Kind::Declarations => None,
            Kind::Migrations => configured(path).map(|engine| engine.dialect).or_else(|| {
                // `migrations/sqlite`, or `sqlite.sql`.
                path.file_stem()?.to_str()?.parse().ok()
            }),
        });
    }
    match told.as_slice() {
        [Some(one), Some(other)] if one != other && !(one.is_mysql() && other.is_mysql()) => {
            Err(Failure::Usage(format!(
                "{} is of {one}, and {} of {other}\nhelp: what two engines make of the same words differs; compare each with \
                 another of its own, or say --dialect if one is not of that engine",
                sides[0], sides[1]
            )))
        }
        [Some(one), _] => Ok(*one),
        [_, Some(other)] => Ok(*other),
        _ => Ok(config.map_or_else(Dialect::default, |config| config.primary().dialect)),
    }
}
