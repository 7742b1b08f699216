//! `cargo schema check`: everything that can be known of migrations without a database.

mod allowances;
pub(crate) mod arguments;
mod history;
mod rules;
mod watch;

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use schema_catalog::Catalog;

use crate::diesel_toml::PrintSchema;
use crate::failure::{Failure, Result};
use crate::findings::{Findings, Format, Severity};
use crate::messages::{Messages, Style};
use crate::migrations::{self, Chosen};
use allowances::Settings;
use arguments::Check;

/// The exit code: 0 if nothing is wrong, 1 if something is.
pub(crate) fn run(options: &Check, out: &mut dyn Write, style: Style) -> Result<u8> {
    if let Some(rule) = &options.explain {
        return explain(rule, out).map(|()| 0);
    }
    let here = migrations::here()?;
    if !options.watch {
        return once(options, &here, out, style);
    }
    let on_terminal = style != Style::Plain && options.format == Format::Human;
    watch::again(
        || read(options, &here),
        on_terminal,
        out,
        |out| {
            // What can't be understood now may be after the next change.
            match once(options, &here, out, style) {
                Ok(_) => {}
                Err(Failure::Output(kind, text)) => return Err(Failure::Output(kind, text)),
                Err(Failure::Located(error)) => {
                    Messages::new(out, style)
                        .report(Severity::Error, &error)
                        .map_err(|error| Failure::output(&error))?;
                }
                Err(failure) => writeln!(out, "error: {failure}").map_err(|error| Failure::output(&error))?,
            }
            out.flush().map_err(|error| Failure::output(&error))
        },
    )?;
    Ok(0)
}

/// What is read: the migrations, what is configured, and the declarations and models that are compared.
fn read(options: &Check, here: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = here.ancestors().map(|folder| folder.join("schema.toml")).collect();
    if let Ok(chosen) = Chosen::new(options.migrations.as_deref(), options.dialect, here) {
        paths.extend(chosen.config.models.output);
        paths.extend(chosen.config.engines.into_iter().map(|engine| engine.migrations));
    }
    if let Ok(Some((print_schema, file))) = PrintSchema::find(options.config_file.as_deref(), here) {
        paths.extend(print_schema.file.map(|declarations| file.with_file_name("").join(declarations)));
        paths.push(file);
    }
    paths
}

/// Checks, and tells what is found.
fn once(options: &Check, here: &Path, out: &mut dyn Write, style: Style) -> Result<u8> {
    let findings = look(options, here)?;
    match findings.write(options.format, style, out) {
        // Whoever reads the output may have read enough, and the exit code still tells.
        Err(error) if error.kind() != ErrorKind::BrokenPipe || options.watch => Err(Failure::output(&error)),
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
pub(crate) fn look(options: &Check, here: &Path) -> Result<Findings> {
    let chosen = Chosen::new(options.migrations.as_deref(), options.dialect, here)?;
    let settings = Settings::read(&chosen.config)?;
    let root = chosen.root().unwrap_or(here);
    let (mut found, mut catalogs, mut count) = (Vec::new(), Vec::new(), 0);
    for engine in &chosen.config.engines {
        let mut migrator = chosen.migrator(engine)?;
        count += migrator.migrations().len();
        let first = match settings.first_after_baseline(engine.dialect, migrator.migrations()) {
            // Migrations that are named on the command line need not be those that the baseline is of.
            Err(_) if chosen.root().is_none() => 0,
            first => first?,
        };
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
    if chosen.has_primary {
        found.extend(rules::stale_schema::look(primary, options, here)?);
    }
    found.extend(rules::stale_models::look(primary, &chosen.config)?);
    // Migrations that are named on the command line need not be those of the package.
    if chosen.root().is_some() {
        found.extend(rules::unwatched_migrations::look(&chosen.config, here, root));
    }
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
