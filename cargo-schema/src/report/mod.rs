//! `cargo schema report`: all there is to know of the schema, as one page for a browser.
//!
//! The page is a single file that asks for nothing else. It is whole without its script, which adds the search, and moves
//! the picture.

mod findings;
mod objects;
mod page;
mod tables;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use schema_catalog::Dialect;

use crate::check;
use crate::described::Described;
use crate::failure::{Failure, Result};
use crate::findings::Format;
use crate::migrations::{self, Replayed};
use crate::whole;

pub(crate) const REPORT: &str = "\
Writes all there is to know of the schema as one page for a browser: every table with its columns, their types in SQL and in \
Rust, its keys and checks, who refers to it, and each statement that made it so; types and views; what `cargo schema check` \
finds; and the picture of `cargo schema graph`.

The page is a single file that asks for nothing else. `/` leads to its search.";

pub(crate) const AFTER_REPORT: &str = "\
Examples:
  cargo schema report --output schema.html
          The page as a file
  cargo schema report --migrations dump.sql > schema.html
          That of a dump

Exit codes:
  0  it is written, whatever is found
  2  the migrations or the configuration can't be understood, or it can't be written";

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// Writes HTML, as it does without this: there is no other form so far
    #[arg(long)]
    pub(crate) html: bool,

    /// The file; without it, the page goes to standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// The folder of the migrations, or one .sql file
    #[arg(long, value_name = "PATH")]
    pub(crate) migrations: Option<PathBuf>,

    /// The engine whose migrations are meant: postgres, sqlite, mysql, mariadb or cockroachdb
    #[arg(long, value_name = "ENGINE", value_parser = |name: &str| name.parse::<Dialect>())]
    pub(crate) dialect: Option<Dialect>,
}

pub(crate) fn run(options: &Report, out: &mut dyn Write) -> Result<()> {
    let here = migrations::here()?;
    let replayed = Replayed::new(options.migrations.as_deref(), options.dialect, &here)?;
    let check = check::arguments::Check {
        migrations: options.migrations.clone(),
        // What is found of other engines is on their pages.
        dialect: Some(replayed.catalog.dialect()),
        format: Format::Human,
        config_file: None,
        watch: false,
        explain: None,
    };
    let findings = check::look(&check, &here)?;
    let text = page::Page::new(&replayed, &Described::new(&replayed), &findings).html();
    match &options.output {
        Some(file) => {
            whole::write(file, &text)?;
            writeln!(out, "wrote {}", file.display()).map_err(|error| Failure::output(&error))
        }
        None => out.write_all(text.as_bytes()).map_err(|error| Failure::output(&error)),
    }
}
