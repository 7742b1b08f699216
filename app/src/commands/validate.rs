//! `app validate-schema`: the live database compared with the migrations that the program carries.

use clap::Args;

use super::{Context, Outcome, Result};
use crate::migrations;

/// What is compared.
#[derive(Debug, Args)]
pub struct Validate {
    /// Tables that are nobody's business, by name; `*` stands for any characters
    #[arg(long, value_name = "PATTERN")]
    ignore: Vec<String>,
}

/// Reports every difference.
///
/// # Errors
///
/// If the database can't be read.
pub fn run(options: &Validate, context: &mut Context<'_>) -> Result {
    let mut database = context.database()?;
    let report = migrations::validate(&mut database, &options.ignore)?;
    if context.json {
        context.write_json(&report)?;
    } else {
        writeln!(context.out, "{report}")?;
    }
    Ok(if report.is_clean() { Outcome::Success } else { Outcome::Difference })
}
