//! The committed `schema.rs` is what the migrations make.

use std::fs;
use std::path::Path;

use schema_catalog::diesel::Declarations;
use schema_catalog::{Catalog, Error, project_root, shown_path};

use crate::check::arguments::Check;
use crate::diesel_toml::PrintSchema;
use crate::failure::Result;
use crate::findings::{Finding, Rule, Severity};
use crate::first_difference::first_difference;

pub(crate) static RULE: Rule = Rule {
    name: "stale-schema",
    level: Severity::Error,
    summary: "The file with Diesel's declarations is not what the migrations make.",
    reason: "The program is compiled against that file, and run against what the migrations make: what differs is found when a \
             query fails. It is the file that [print_schema] of diesel.toml names.",
    fix: "Write it anew: cargo schema print > src/schema.rs. Or leave it out, and let schema_macro::schema!() declare the \
          tables.",
    manual: &["https://diesel.rs/guides/configuring-diesel-cli.html"],
};

/// Compares the file that `diesel.toml` names, if there is one, with what would be printed.
pub(crate) fn look(catalog: &Catalog, options: &Check, here: &Path) -> Result<Option<Finding>> {
    let Some((print_schema, diesel_toml)) = PrintSchema::find(options.config_file.as_deref(), here)? else {
        return Ok(None);
    };
    let Some(file) = &print_schema.file else { return Ok(None) };
    let file = diesel_toml.with_file_name("").join(file);
    let shown = shown_path(&file, Some(&project_root(here)));
    let committed = match fs::read_to_string(&file) {
        Ok(text) => text.replace("\r\n", "\n"),
        Err(error) => return Ok(Some(Finding::new(&RULE, Error::of_file(shown, format!("can't be read: {error}"))))),
    };
    // Where the macro stands, there is nothing to be stale.
    if committed.contains("schema!(") {
        return Ok(None);
    }
    let mut shape = print_schema.options();
    shape.schema = print_schema.schema.as_deref();
    let made = Declarations::with_options(catalog, shape).to_rust();
    let help = format!("cargo schema print > {shown}");
    Ok(first_difference(&committed, &made, &shown).map(|what| Finding::new(&RULE, what.help(help))))
}
