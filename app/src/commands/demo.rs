//! `app demo`: all there is to see, in a fresh database.

use std::time::Instant;

use clap::Args;

use super::aggregate::write_group;
use super::cascade;
use super::progress::Progress;
use super::{Context, Outcome, Result, counted};
use crate::database::{Database, Location, Scratch};
use crate::migrations::{self, State};
use crate::password;
use crate::phases::PHASES;
use crate::seed::{Extent, Seeding, seed};
use crate::summary;

/// What becomes of the database.
#[derive(Debug, Args)]
pub struct Demo {
    /// Keep the database, and say how to go on with it
    #[arg(long)]
    keep: bool,
}

/// Shows it.
///
/// # Errors
///
/// If there can be no fresh database, or JSON is asked for.
pub fn run(options: &Demo, context: &mut Context<'_>) -> Result {
    if context.json {
        return Err("the demonstration is for people, and has no JSON\n\
                    help: leave `--json` out; what it shows, other commands write as JSON, `app aggregate-group-data` for one"
            .into());
    }
    // On SQLite none need be there.
    let location = context.location()?;
    let scratch = Scratch::beside(&location)?;
    let mut database = Database::connect_or_create(scratch.location())?;
    let begun = Instant::now();

    let steps = State::of(&mut database)?.up(None)?;
    let progress = Progress::new("migrating", false);
    for (done, step) in steps.iter().enumerate() {
        progress.show(done, steps.len());
        migrations::take(&mut database, *step)?;
    }
    progress.finish();
    let tables: usize = PHASES.iter().map(|phase| phase.tables.len()).sum();
    let applied = counted(steps.len(), "migration", "migrations");
    say(context, begun, &format!("{applied} applied: {tables} tables in {} phases", PHASES.len()))?;

    let report = migrations::validate(&mut database, &[])?;
    say(context, begun, &report.to_string())?;
    if !report.is_clean() {
        return Ok(Outcome::Difference);
    }

    let password = password::generate();
    let hash = password::hash(&password).map_err(|error| format!("the password can't be hashed: {error}"))?;
    let seeding = Seeding { password_hash: &hash, replace: false, extent: Extent::Whole };
    let progress = Progress::new("seeding", false);
    let contents = seed(&mut database, &seeding, &|done, all| progress.show(done, all))?;
    progress.finish();
    let seeded = format!(
        "{} groups and {} members seeded, {} rows; {} totals computed anew from their parts, all right",
        contents.savings_groups.len(),
        contents.group_members.len(),
        contents.row_count(),
        contents.total_count()
    );
    say(context, begun, &seeded)?;

    let cascades = cascade::on_scratch(&location, false)?;
    write!(context.out, "{:>5.1} s  ", begun.elapsed().as_secs_f64())?;
    cascade::write_summary(&cascades, context)?;

    writeln!(context.out)?;
    for code in summary::group_codes(&mut database)? {
        write_group(&summary::group(&mut database, &code)?, context)?;
    }
    drop(database);
    close(options, context, scratch, &password)?;
    Ok(if cascades.is_clean() { Outcome::Success } else { Outcome::Difference })
}

fn say(context: &mut Context<'_>, begun: Instant, what: &str) -> Result<()> {
    writeln!(context.out, "{:>5.1} s  {what}", begun.elapsed().as_secs_f64())?;
    Ok(context.out.flush()?)
}

fn close(options: &Demo, context: &mut Context<'_>, scratch: Scratch, password: &str) -> Result<()> {
    if !options.keep {
        writeln!(context.out, "The database is gone again; `app demo --keep` leaves it for you to look at.")?;
        return Ok(());
    }
    let location = scratch.keep();
    writeln!(
        context.out,
        "The database stays, and its administrator is `admin` with the password {password}. Go on with:"
    )?;
    let url = match &location {
        Location::Sqlite(_) => location.url(),
        // The password in the URL stays hidden.
        Location::Postgres(_) => location.to_string(),
    };
    for command in ["migrate status", "aggregate-member-data RW-GAS-001", "test-cascade-operations"] {
        writeln!(context.out, "  DATABASE_URL={url} cargo run -p app -- {command}")?;
    }
    Ok(())
}
