//! `app seed-demo-data`: fills an empty database with three groups and a year.

use std::env;

use clap::Args;
use serde::Serialize;

use super::progress::Progress;
use super::{Context, Outcome, Result};
use crate::migrations;
use crate::password;
use crate::seed::{Extent, Seeding};

/// The environment variable with the administrator's password.
const PASSWORD: &str = "APP_ADMIN_PASSWORD";

/// What is done with rows that are there.
#[derive(Debug, Args)]
pub struct Seed {
    /// Delete every row first, whoever wrote it
    #[arg(long)]
    replace: bool,
}

/// What was written.
#[derive(Serialize)]
struct Seeded {
    tables: usize,
    rows: usize,
    totals: usize,
    username: &'static str,
    /// Only where it was generated.
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
}

/// Fills the database, in one transaction.
///
/// # Errors
///
/// If it is not as the migrations make it, or has rows.
pub fn run(options: &Seed, context: &mut Context<'_>) -> Result {
    let mut database = context.migrated_database()?;
    let report = migrations::validate(&mut database, &[])?;
    if !report.is_clean() {
        return Err(report.to_string().into());
    }
    let given = env::var(PASSWORD).ok().filter(|password| !password.is_empty());
    let chosen = given.clone().unwrap_or_else(password::generate);
    let hash = password::hash(&chosen).map_err(|error| format!("the password can't be hashed: {error}"))?;
    let progress = Progress::new("seeding", context.json);
    let seeding = Seeding { password_hash: &hash, replace: options.replace, extent: Extent::Whole };
    let contents = crate::seed::seed(&mut database, &seeding, &|done, all| progress.show(done, all))?;
    progress.finish();
    let seeded = Seeded {
        tables: contents.counts().iter().filter(|(_, count)| *count > 0).count(),
        rows: contents.row_count(),
        totals: contents.total_count(),
        username: "admin",
        password: given.is_none().then_some(chosen),
    };
    if context.json {
        context.write_json(&seeded)?;
        return Ok(Outcome::Success);
    }
    let Seeded { tables, rows, totals, username, password } = &seeded;
    let (groups, members) = (contents.savings_groups.len(), contents.group_members.len());
    writeln!(context.out, "{groups} groups, {members} members: {rows} rows in {tables} tables")?;
    writeln!(context.out, "{totals} totals were computed anew from their parts, and every one is right")?;
    match password {
        Some(password) => writeln!(context.out, "sign in as {username} with {password}, which is not shown again")?,
        None => writeln!(context.out, "sign in as {username} with the password in {PASSWORD}")?,
    }
    Ok(Outcome::Success)
}
