//! `app backup` and `app restore`.

use std::path::PathBuf;

use clap::Args;

use super::{Context, Outcome, Result};
use crate::backup;

/// Where to.
#[derive(Debug, Args)]
pub struct Save {
    /// The file to make
    file: PathBuf,
}

/// Where from.
#[derive(Debug, Args)]
pub struct Restore {
    /// The file that `backup` made
    file: PathBuf,
    /// Put it in the place of what is there now, which is lost
    #[arg(long)]
    replace: bool,
}

/// Saves the database into a file.
///
/// # Errors
///
/// If there is a file already, or it can't be written.
pub fn save(options: &Save, context: &mut Context<'_>) -> Result {
    backup::save(&context.location()?, &options.file)?;
    done("saved", &options.file, context)
}

/// Brings the database back from a file.
///
/// # Errors
///
/// If the file is damaged, or there is data that is not to be replaced.
pub fn restore(options: &Restore, context: &mut Context<'_>) -> Result {
    backup::restore(&context.location()?, &options.file, options.replace)?;
    done("restored", &options.file, context)
}

fn done(what: &str, file: &std::path::Path, context: &mut Context<'_>) -> Result {
    let location = context.location()?;
    if context.json {
        context.write_json(&serde_json::json!({ what: location.to_string(), "file": file }))?;
    } else {
        writeln!(context.out, "{what} {location} {} {}", if what == "saved" { "to" } else { "from" }, file.display())?;
    }
    Ok(Outcome::Success)
}
