//! `app test-cascade-operations`: every foreign key, tried on a scratch database.

use clap::Args;

use super::progress::Progress;
use super::table::table;
use super::{Context, Outcome, Result, counted};
use crate::cascade::{self, Report};
use crate::database::{Database, Location, Scratch};
use crate::migrations::{self, State};
use crate::seed::{Extent, Seeding, seed};

/// What is shown.
#[derive(Debug, Args)]
pub struct Cascade {
    /// Show only what was not as the SQL says
    #[arg(long, short)]
    quiet: bool,
}

/// Tries each.
///
/// # Errors
///
/// If there can be no scratch database.
pub fn run(options: &Cascade, context: &mut Context<'_>) -> Result {
    let report = on_scratch(&context.location()?, context.json)?;
    if context.json {
        context.write_json(&report)?;
    } else {
        if !options.quiet {
            write_all(&report, context)?;
        }
        write_summary(&report, context)?;
    }
    Ok(if report.is_clean() { Outcome::Success } else { Outcome::Difference })
}

/// On a database of the same engine that the migrations make, with a group and its year in it.
pub(super) fn on_scratch(location: &Location, is_silent: bool) -> Result<Report> {
    let scratch = match location {
        Location::Sqlite(_) => None,
        Location::Postgres(_) => Some(Scratch::beside(location)?),
    };
    let mut database = match &scratch {
        Some(scratch) => Database::connect(scratch.location())?,
        None => Database::in_memory()?,
    };
    for step in State::of(&mut database)?.up(None)? {
        migrations::take(&mut database, step)?;
    }
    let seeding = Seeding { password_hash: "none", replace: false, extent: Extent::OneGroup };
    seed(&mut database, &seeding, &|_, _| {})?;
    let progress = Progress::new("foreign keys", is_silent);
    let report = cascade::check(&mut database, &|done, all| progress.show(done, all))?;
    progress.finish();
    Ok(report)
}

fn write_all(report: &Report, context: &mut Context<'_>) -> Result<()> {
    let mut rows = table(&[
        "Foreign key",
        "On delete",
        " Refer",
        " Still there",
        " Still refer",
        " Rows before",
        " Rows after",
        "",
    ]);
    for check in &report.foreign_keys {
        rows.add_row([
            check.foreign_key.clone(),
            check.on_delete.clone(),
            check.referring_before.to_string(),
            check.there_after.to_string(),
            check.referring_after.to_string(),
            check.rows_before.to_string(),
            check.rows_after.to_string(),
            if check.problem.is_some() { "wrong" } else { "right" }.to_owned(),
        ]);
    }
    writeln!(context.out, "{rows}")?;
    for check in &report.triggers {
        writeln!(context.out, "{}: {}", check.trigger, check.problem.as_deref().unwrap_or("right"))?;
    }
    Ok(())
}

pub(super) fn write_summary(report: &Report, context: &mut Context<'_>) -> Result<()> {
    let wrong: Vec<String> = report
        .foreign_keys
        .iter()
        .filter_map(|it| Some(format!("{} ON DELETE {}: {}", it.foreign_key, it.on_delete, it.problem.as_ref()?)))
        .chain(report.triggers.iter().filter_map(|it| Some(format!("{}: {}", it.trigger, it.problem.as_ref()?))))
        .collect();
    for line in &wrong {
        writeln!(context.out, "wrong: {line}")?;
    }
    let mut rules: Vec<(&str, usize)> = Vec::new();
    for check in &report.foreign_keys {
        match rules.iter_mut().find(|(rule, _)| *rule == check.on_delete) {
            Some((_, count)) => *count += 1,
            None => rules.push((&check.on_delete, 1)),
        }
    }
    let rules: Vec<String> = rules.iter().map(|(rule, count)| format!("{count} {rule}")).collect();
    let keys = counted(report.foreign_keys.len(), "foreign key", "foreign keys");
    let said = match wrong.len() {
        0 => "each does on delete what the SQL says".to_owned(),
        count => format!("{} not as the SQL says", counted(count, "thing is", "things are")),
    };
    writeln!(context.out, "{keys} tried ({}), triggers too: {said}", rules.join(", "))?;
    Ok(())
}
