//! `cargo schema print`.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

use schema_catalog::diesel::Declarations;
use schema_catalog::{Catalog, Config, project_root};

use crate::arguments::{Format, Print};
use crate::diesel_toml::PrintSchema;
use crate::failure::{Failure, Result};
use crate::json;

pub(crate) fn run(options: &Print, out: &mut dyn Write, err: &mut dyn Write) -> Result<()> {
    let here = env::current_dir().map_err(|error| Failure::Usage(format!("there is no current folder: {error}")))?;
    // Whatever is wrong with the configuration is said before any migration is read.
    let config = match options.format {
        Format::Diesel => configuration(options, &here)?,
        Format::Json => PrintSchema::default(),
    };
    let catalog = catalog(options, &here)?;
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

/// `[print_schema]` of the `diesel.toml` that counts.
fn configuration(options: &Print, here: &Path) -> Result<PrintSchema> {
    let named = options.config_file.clone().or_else(|| env::var_os("DIESEL_CONFIG_FILE").map(PathBuf::from));
    let nearest = || here.ancestors().map(|folder| folder.join("diesel.toml")).find(|file| file.is_file());
    match named.or_else(nearest) {
        Some(file) => PrintSchema::read(&file, &project_root(here)),
        None => Ok(PrintSchema::default()),
    }
}

fn catalog(options: &Print, here: &Path) -> Result<Catalog> {
    let config = match env::var_os("SCHEMA_TOML") {
        Some(file) => Config::read(Path::new(&file)),
        None => Config::find(here),
    };
    let Some(path) = &options.migrations else {
        // The message of what lies in the current folder itself begins without a path.
        let config = config.map_err(|error| Failure::Usage(error.to_string().trim_start_matches(": ").to_owned()))?;
        let engine = match options.dialect {
            None => config.primary(),
            Some(dialect) => config.engines.iter().find(|engine| engine.dialect == dialect).ok_or_else(|| {
                let help = "help: name their folder by --migrations";
                Failure::Usage(format!("no migrations are configured for `{dialect}`\n{help}"))
            })?,
        };
        return Ok(config.load(engine)?);
    };
    let dialect = options.dialect.unwrap_or_default();
    // What schema.toml says of single statements counts for the migrations that it names, however they are named here.
    let same = |other: &Path| matches!((other.canonicalize(), path.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if let Ok(config) = &config
        && let Some(engine) = config.engines.iter().find(|engine| engine.dialect == dialect && same(&engine.migrations))
    {
        return Ok(config.load(engine)?);
    }
    Ok(Catalog::load(dialect, path, None)?)
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

fn diesel(catalog: &Catalog, options: &Print, config: &PrintSchema, err: &mut dyn Write) -> Result<String> {
    let schema = options.schema.as_deref().or(config.schema.as_deref());
    known_schema(catalog, schema)?;
    let mut options = config.options();
    options.schema = schema;
    let declarations = Declarations::with_options(catalog, options);
    for table in declarations.left_out() {
        let name = &table.name;
        if let Some(unknown) = &table.unknown {
            let place = catalog.location(unknown.place);
            return Err(Failure::Migrations(format!(
                "{place}: the columns of the table `{name}` are not known: {}\n\
                 help: leave it out: `filter = {{ except_tables = [\"^{name}$\"] }}` below [print_schema] in diesel.toml",
                unknown.reason
            )));
        }
        let place = catalog.location(table.history.declared());
        let said = writeln!(
            err,
            "warning: {place}: the table `{name}` is left out: Diesel needs a primary key, and it has none\n\
             help: give it one, or leave it out without a warning: `filter = {{ except_tables = [\"^{name}$\"] }}` below \
             [print_schema] in diesel.toml"
        );
        said.map_err(|error| Failure::output(&error))?;
    }
    Ok(declarations.to_rust())
}
