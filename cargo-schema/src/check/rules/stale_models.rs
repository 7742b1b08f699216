//! The committed models are as `cargo schema models` would write them.

use schema_catalog::{Catalog, Config};

use crate::failure::Result;
use crate::findings::{Finding, Rule, Severity};
use crate::models;

pub(crate) static RULE: Rule = Rule {
    name: "stale-models",
    level: Severity::Error,
    summary: "A file of models is not what the migrations make.",
    reason: "`output` below [models] of schema.toml says that `cargo schema models` writes it. What differs is either not \
             written yet, or was changed by hand and will be in the way.",
    fix: "Write it anew: cargo schema models. What is written by hand is kept between the lines \
          `// hand-written: begin` and `// hand-written: end`.",
    manual: &[],
};

/// Compares the files that `[models]` names, if it does, with what would be written.
pub(crate) fn look(catalog: &Catalog, config: &Config) -> Result<Vec<Finding>> {
    let changes = models::committed(catalog, config)?;
    Ok(changes.iter().filter_map(|change| Some(Finding::new(&RULE, change.finding()?))).collect())
}
