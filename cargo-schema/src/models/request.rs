//! What is to be written, and where: what the command line says, else `[models]` of `schema.toml`.

use std::collections::BTreeSet;
use std::path::Path;

use schema_catalog::{
    Catalog, Config, LabelEnums, Location, ModelForms, Models as Configured, Table, TableId, nearest, toml_string,
};

use super::arguments::Models;
use super::output::Output;
use super::plan::Plan;
use super::source::Style;
use crate::failure::{Failure, Result};

/// What is to be written, and where.
pub(super) struct Request<'a> {
    only: BTreeSet<TableId>,
    except: BTreeSet<TableId>,
    forms: ModelForms,
    derives: &'a [String],
    enums: LabelEnums,
    schema_module: Option<&'a str>,
    configured: &'a Configured,
    /// Where; else to standard output.
    pub(super) output: Option<Output>,
    /// Whether that is what schema.toml names.
    is_configured: bool,
}

impl<'a> Request<'a> {
    pub(super) fn new(options: &'a Models, catalog: &Catalog, config: &'a Config) -> Result<Self> {
        let configured = &config.models;
        let Models { row, insert, update, .. } = *options;
        let is_path = |text: &str| syn::parse_str::<syn::Path>(text).is_ok();
        if let Some(wrong) = options.derive.iter().chain(&options.schema_module).find(|text| !is_path(text)) {
            return Err(Failure::Usage(format!("`{wrong}` is no path in Rust\nhelp: for example: serde::Serialize")));
        }
        let output = output(options, config);
        if output.is_none() && (options.check || options.overwrite) {
            let option = if options.check { "--check" } else { "--overwrite" };
            let help = "help: name it by --output, or that of all tables by `output` below [models] in schema.toml";
            return Err(Failure::Usage(format!("{option} is about a file, and none is named\n{help}")));
        }
        let is_configured = options.output.is_none() && output.is_some();
        Ok(Self {
            only: options.tables.iter().map(|name| id(catalog, name, None)).collect::<Result<_>>()?,
            except: except(options, catalog, configured)?,
            forms: if row || insert || update { ModelForms { row, insert, update } } else { configured.forms },
            derives: if options.derive.is_empty() { &configured.derive } else { &options.derive },
            enums: options.enums.map_or(configured.enums, LabelEnums::from),
            schema_module: options.schema_module.as_deref(),
            configured,
            output,
            is_configured,
        })
    }

    /// What is written for the tables that are asked for.
    pub(super) fn plan<'c>(&self, catalog: &'c Catalog) -> Plan<'c>
    where
        'a: 'c,
    {
        Plan::new(catalog, &|table| self.takes(table), self.enums, self.configured)
    }

    /// The rows of a partition are those of its whole, unless it is named.
    fn takes(&self, table: &Table) -> bool {
        let is_named = self.only.contains(&table.id());
        (is_named || self.only.is_empty() && !table.is_partition()) && !self.except.contains(&table.id())
    }

    /// What to say to leave out a table.
    pub(super) fn leave_out(&self, name: &str) -> String {
        match self.is_configured {
            true => format!("`except = [{}]` below [models] in schema.toml", toml_string(name)),
            false => format!("--except {name}"),
        }
    }

    /// How it is written.
    pub(super) fn style<'p>(&'p self, plan: &'p Plan<'_>) -> Style<'p> {
        Style { forms: self.forms, derives: self.derives, schema: self.schema_module, names: &plan.names }
    }
}

/// Where to write: tables that are named are shown, unless a file is named as well.
fn output(options: &Models, config: &Config) -> Option<Output> {
    let configured = config.models.output.as_ref().filter(|_| options.tables.is_empty());
    match (&options.output, configured) {
        (Some(path), _) => Some(Output { path: path.clone(), is_folder: path.is_dir() || is_folder(path), root: None }),
        (None, Some(path)) => {
            Some(Output { path: path.clone(), is_folder: is_folder(path), root: Some(config.root.clone()) })
        }
        (None, None) => None,
    }
}

/// Whether a path says that it is a folder's.
fn is_folder(path: &Path) -> bool {
    path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}

/// The tables that are left out. Of those that are named, nothing but the command line leaves one out.
fn except(options: &Models, catalog: &Catalog, configured: &Configured) -> Result<BTreeSet<TableId>> {
    if !(options.except.is_empty() && options.tables.is_empty()) {
        return options.except.iter().map(|name| id(catalog, name, None)).collect();
    }
    configured.except.iter().map(|(name, place)| id(catalog, name, Some(place))).collect()
}

/// The table of this name, which is said at a place of schema.toml or on the command line.
fn id(catalog: &Catalog, name: &str, said: Option<&Location>) -> Result<TableId> {
    if let Some(table) = catalog.table(name) {
        return Ok(table.id());
    }
    let names: Vec<String> = catalog.tables().map(|table| catalog.full_name(table)).collect();
    let became =
        catalog.former_table(name).map(|(what, place)| format!("\nnote: it was {what} at {}", catalog.location(place)));
    let said = said.map(|place| format!("\nnote: it is named at {place}"));
    let help = nearest(name, names.iter().map(String::as_str)).map(|near| format!("\nhelp: did you mean `{near}`?"));
    let [became, said, help] = [became, said, help].map(Option::unwrap_or_default);
    Err(Failure::Usage(format!("the migrations make no table `{name}`{became}{said}{help}")))
}
