//! Columns have the names that the project wants.

use super::{Design, last};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "denied-name",
    level: Severity::Error,
    summary: "A column with a name that [naming] of schema.toml denies.",
    reason: "The project has decided on another name for the same thing. Two names for one thing are mistaken for two \
             things.",
    fix: "Rename the column in a new migration.",
    manual: &[],
};

pub(super) fn look(design: &Design<'_>, found: &mut Vec<Finding>) {
    let Design { catalog, config } = design;
    for table in design.tables() {
        for column in &table.columns {
            let Some(denied) = config.denied_names.iter().find(|denied| denied.denies(table, column)) else { continue };
            let what = catalog.error(last(&column.history), denied.message(table, column));
            let what = what.note(format!("that is said at {}", denied.place));
            let what = match denied.help(table, column) {
                Some(help) => what.help(help),
                None => what,
            };
            found.push(Finding::new(&RULE, what).table(catalog.full_name(table)).column(&column.name));
        }
    }
}
