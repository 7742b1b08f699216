//! `app migrate`: takes a database forwards and back by the migrations that the program carries.

use clap::{Args, Subcommand};
use schema_catalog::harmless_line;
use serde::Serialize;

use super::{Context, Outcome, Result, counted};
use crate::database::Database;
use crate::migrations::{self, MigrateError, State, Step};
use crate::phases::PHASES;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Migrate {
    /// Apply what is pending, in order
    Up(Up),
    /// Undo the last migration that was applied
    Down(Down),
    /// Undo the last migration and apply it again, both or neither
    Redo(Checks),
    /// Tell which migrations are applied, and which tables there are, phase by phase
    ///
    /// The exit code is 0 where every migration is applied and 1 where some are pending; it is 2 where the database is newer
    /// than this program or half-migrated, or can't be read.
    Status,
}

/// Up to where.
#[derive(Debug, Args)]
pub struct Up {
    /// The last one to apply, by version (`003`) or name
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    #[command(flatten)]
    checks: Checks,
}

/// Down to where.
#[derive(Debug, Args)]
pub struct Down {
    /// The one that is to be the last, by version (`003`) or name: all after it are undone
    #[arg(long, value_name = "VERSION", conflicts_with = "all")]
    to: Option<String>,
    /// Undo all of them: the database is empty afterwards
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    checks: Checks,
}

/// What is looked at before.
#[derive(Debug, Args)]
pub struct Checks {
    /// Don't compare the tables with the migrations before anything is changed
    #[arg(long)]
    unchecked: bool,
}

impl Checks {
    fn state(&self, database: &mut Database) -> std::result::Result<State, MigrateError> {
        let state = State::of(database)?;
        if !self.unchecked {
            state.check()?;
        }
        Ok(state)
    }
}

/// Runs it.
///
/// # Errors
///
/// If the database can't be used, or a migration fails.
pub fn run(command: &Migrate, context: &mut Context<'_>) -> Result {
    match command {
        Migrate::Up(up) => {
            let mut database = Database::connect_or_create(&context.location()?)?;
            let steps = up.checks.state(&mut database)?.up(up.to.as_deref())?;
            one_by_one(&mut database, &steps, context)
        }
        Migrate::Down(down) => {
            let mut database = context.database()?;
            let state = down.checks.state(&mut database)?;
            let steps = if down.all { state.down_all() } else { state.down(down.to.as_deref()) }?;
            one_by_one(&mut database, &steps, context)
        }
        Migrate::Redo(checks) => {
            let mut database = context.database()?;
            let mut steps = checks.state(&mut database)?.down(None)?;
            steps.extend(steps.clone().into_iter().map(|step| match step {
                Step::Up(migration) | Step::Down(migration) => Step::Up(migration),
            }));
            migrations::take_all(&mut database, &steps)?;
            if !context.json {
                steps.iter().try_for_each(|step| line(step, context))?;
            }
            summary(&steps, context)
        }
        Migrate::Status => status(context),
    }
}

/// Each in a transaction of its own: where one fails, those before it stay.
fn one_by_one(database: &mut Database, steps: &[Step], context: &mut Context<'_>) -> Result {
    for step in steps {
        migrations::take(database, *step)?;
        if !context.json {
            line(step, context)?;
        }
    }
    summary(steps, context)
}

fn line(step: &Step, context: &mut Context<'_>) -> Result<()> {
    Ok(match step {
        Step::Up(migration) => writeln!(context.out, "applied {migration}"),
        Step::Down(migration) => writeln!(context.out, "undone  {migration}"),
    }?)
}

fn summary(steps: &[Step], context: &mut Context<'_>) -> Result {
    #[derive(Serialize)]
    struct Steps {
        undone: Vec<&'static str>,
        applied: Vec<&'static str>,
    }
    let mut done = Steps { undone: Vec::new(), applied: Vec::new() };
    for step in steps {
        match step {
            Step::Up(migration) => done.applied.push(migration.name),
            Step::Down(migration) => done.undone.push(migration.name),
        }
    }
    if context.json {
        context.write_json(&done)?;
        return Ok(Outcome::Success);
    }
    let mut parts = Vec::new();
    for (names, verb) in [(&done.undone, "undone"), (&done.applied, "applied")] {
        if !names.is_empty() {
            parts.push(format!("{} {verb}", counted(names.len(), "migration", "migrations")));
        }
    }
    let text = if parts.is_empty() { "nothing to do".to_owned() } else { parts.join(", ") };
    writeln!(context.out, "{text}")?;
    Ok(Outcome::Success)
}

/// How far a database has come.
#[derive(Serialize)]
struct Status {
    migrations: Vec<MigrationStatus>,
    /// Versions that are applied and that the program does not know.
    unknown: Vec<String>,
    phases: Vec<PhaseStatus>,
}

#[derive(Serialize)]
struct MigrationStatus {
    version: &'static str,
    name: &'static str,
    applied: bool,
}

#[derive(Serialize)]
struct PhaseStatus {
    number: &'static str,
    title: &'static str,
    tables: Vec<&'static str>,
    missing: Vec<&'static str>,
}

impl Status {
    fn of(state: &State) -> Self {
        let migrations = state.known.iter().map(|migration| MigrationStatus {
            version: migration.version(),
            name: migration.name,
            applied: state.is_applied(migration),
        });
        let phases = PHASES.iter().map(|phase| {
            let is_there = |table: &&str| state.live.table(table).is_some();
            let (tables, missing) = phase.tables.iter().copied().partition(is_there);
            PhaseStatus { number: phase.number, title: phase.title, tables, missing }
        });
        Self {
            migrations: migrations.collect(),
            unknown: state.unknown().map(str::to_owned).collect(),
            phases: phases.collect(),
        }
    }
}

fn status(context: &mut Context<'_>) -> Result {
    let mut database = context.database()?;
    let state = State::of(&mut database)?;
    let status = Status::of(&state);
    let complete = status.unknown.is_empty() && status.migrations.iter().all(|migration| migration.applied);
    if context.json {
        context.write_json(&status)?;
    } else {
        write_status(&status, context)?;
    }
    // A gap is no difference but damage, and is said so.
    if !complete {
        state.position()?;
    }
    Ok(if complete { Outcome::Success } else { Outcome::Difference })
}

fn write_status(status: &Status, context: &mut Context<'_>) -> Result<()> {
    for migration in &status.migrations {
        writeln!(context.out, "{}  {}", if migration.applied { "applied" } else { "pending" }, migration.name)?;
    }
    for version in &status.unknown {
        writeln!(context.out, "unknown  {}", harmless_line(version))?;
    }
    writeln!(context.out)?;
    let (mut found, mut all) = (0, 0);
    for PhaseStatus { number, title, tables, missing } in &status.phases {
        let there = tables.len();
        let total = there + missing.len();
        (found, all) = (found + there, all + total);
        let missing = match missing.as_slice() {
            [] => String::new(),
            missing => format!("  missing: {}", missing.join(", ")),
        };
        writeln!(context.out, "phase {number:<4}{title:<30}{there:>3} of {total:>2} tables{missing}")?;
    }
    writeln!(context.out, "{:<40}{found:>3} of {all:>2} tables", "")?;
    Ok(())
}
