//! `cargo schema check`: everything that can be known of migrations without a database.

mod allowances;
pub(crate) mod arguments;
mod history;
mod rules;

use std::env;
use std::io::{ErrorKind, Write};
use std::path::Path;

use schema_catalog::Catalog;

use crate::failure::{Failure, Result};
use crate::findings::Findings;
use crate::messages::Style;
use crate::migrations::Chosen;
use allowances::Settings;
use arguments::Check;

/// The exit code: 0 if nothing is wrong, 1 if something is.
pub(crate) fn run(options: &Check, out: &mut dyn Write, style: Style) -> Result<u8> {
    if let Some(rule) = &options.explain {
        return explain(rule, out).map(|()| 0);
    }
    let here = env::current_dir().map_err(|error| Failure::Usage(format!("there is no current folder: {error}")))?;
    let findings = look(options, &here)?;
    match findings.write(options.format, style, out) {
        // Whoever reads the output may have read enough, and the exit code still tells.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::output(&error)),
        _ => Ok(findings.exit_code()),
    }
}

/// Prints the page of a rule, or a line for each.
fn explain(name: &str, out: &mut dyn Write) -> Result<()> {
    let rules = rules::all();
    let text = if name == "all" {
        let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
        rules.iter().map(|rule| format!("{:width$}  {}\n", rule.name, rule.summary)).collect()
    } else {
        rules::named(name)
            .map_err(|help| Failure::Usage(format!("there is no rule `{name}`\nhelp: {help}")))?
            .to_string()
    };
    out.write_all(text.as_bytes()).map_err(|error| Failure::output(&error))
}

/// Everything that is found wrong and not allowed.
fn look(options: &Check, here: &Path) -> Result<Findings> {
    let chosen = Chosen::new(options.migrations.as_deref(), options.dialect, here)?;
    let settings = Settings::read(&chosen.config)?;
    let root = chosen.root().unwrap_or(here);
    let (mut found, mut catalogs, mut count) = (Vec::new(), Vec::new(), 0);
    for engine in &chosen.config.engines {
        let mut migrator = chosen.migrator(engine)?;
        count += migrator.migrations().len();
        let first = settings.first_after_baseline(engine.dialect, migrator.migrations())?;
        found.extend(history::look(&mut migrator, first, chosen.root()));
        // What can't be replayed has been found; no more is known.
        if !history::can_be_replayed(&found) {
            return Ok(Findings::sorted(found, root, looked_at(count, &catalogs)));
        }
        catalogs.push(migrator.finish()?);
    }
    let [primary, others @ ..] = catalogs.as_slice() else { return Ok(Findings::sorted(found, here, String::new())) };
    for catalog in &catalogs {
        found.extend(rules::schema(catalog, &chosen.config));
    }
    found.extend(rules::engines(primary, others));
    found.extend(rules::stale_schema::look(primary, options, here)?);
    let mut kept = settings.not_allowed(found);
    // Of the engines and migrations that are not looked at, nothing is known.
    if options.dialect.is_none() && options.migrations.is_none() {
        kept.extend(settings.unused());
    }
    Ok(Findings::sorted(kept, root, looked_at(count, &catalogs)))
}

/// What was looked at, in a few words.
fn looked_at(migrations: usize, catalogs: &[Catalog]) -> String {
    let tables: usize = catalogs.iter().map(|catalog| catalog.tables().count()).sum();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    format!("{migrations} migration{}, {tables} table{}", plural(migrations), plural(tables))
}
