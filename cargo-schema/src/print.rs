//! `cargo schema print`.

use std::io::Write;

use schema_catalog::diesel::{Declarations, LeftOut};
use schema_catalog::{Catalog, toml_string};

use crate::arguments::{Format, Print};
use crate::diesel_toml::PrintSchema;
use crate::failure::{Failure, Result};
use crate::findings::Severity;
use crate::json;
use crate::messages::Messages;
use crate::migrations::{self, Replayed};

pub(crate) fn run(options: &Print, out: &mut dyn Write, err: &mut Messages<'_>) -> Result<()> {
    let here = migrations::here()?;
    // Whatever is wrong with the configuration is said before any migration is read.
    let config = match options.format {
        Format::Diesel => PrintSchema::find(options.config_file.as_deref(), &here)?
            .map_or_else(PrintSchema::default, |(found, _)| found),
        Format::Json => PrintSchema::default(),
    };
    let Replayed { catalog, .. } = Replayed::new(options.migrations.as_deref(), options.dialect, &here)?;
    let text = match options.format {
        Format::Diesel => diesel(&catalog, options, &config, err)?,
        Format::Json => {
            let schema = options.schema.as_deref();
            known_schema(&catalog, schema)?;
            json::text(&catalog, schema).map_err(|error| Failure::output(&error.into()))?
        }
    };
    out.write_all(text.as_bytes()).map_err(|error| Failure::output(&error))
}

/// Errs unless the migrations make this schema.
fn known_schema(catalog: &Catalog, schema: Option<&str>) -> Result<()> {
    let Some(name) = schema.filter(|name| catalog.schemas().all(|schema| schema.name != **name)) else {
        return Ok(());
    };
    let known: Vec<&str> = catalog.schemas().map(|schema| schema.name.as_str()).collect();
    let known = known.join("`, `");
    Err(Failure::Usage(format!("the migrations make no schema `{name}`\nhelp: known: `{known}`")))
}

fn diesel(catalog: &Catalog, options: &Print, config: &PrintSchema, err: &mut Messages<'_>) -> Result<String> {
    let schema = options.schema.as_deref().or(config.schema.as_deref());
    known_schema(catalog, schema)?;
    let mut options = config.options();
    options.schema = schema;
    let declarations = Declarations::with_options(catalog, options);
    for (table, why) in declarations.left_out() {
        let name = &table.name;
        let (at, why, help) = match why {
            LeftOut::Unknown(unknown) => {
                let message = format!("the columns of the table `{name}` are not known: {}", unknown.reason);
                let help = format!("leave it out: {}", except(name));
                return Err(catalog.error(unknown.place, message).help(help).into());
            }
            LeftOut::NoPrimaryKey => {
                let why = "Diesel needs a primary key, and it has none".to_owned();
                (table.history.declared(), why, "give it one")
            }
            LeftOut::NoType(column) => {
                let sql_type = column.sql_type.display(catalog);
                let why = format!("Diesel has no type for `{sql_type}`, which is that of `{}`", column.name);
                (column.history.declared(), why, "give the column another")
            }
        };
        let help = format!("{help}, or leave it out without a warning: {}", except(name));
        let warning = catalog.error(at, format!("the table `{name}` is left out: {why}")).help(help);
        err.report(Severity::Warning, &warning).map_err(|error| Failure::output(&error))?;
    }
    Ok(declarations.to_rust())
}

/// What to write to leave a table out.
fn except(table: &str) -> String {
    let pattern = toml_string(&format!("^{}$", regex::escape(table)));
    format!("`filter = {{ except_tables = [{pattern}] }}` below [print_schema] in diesel.toml")
}
