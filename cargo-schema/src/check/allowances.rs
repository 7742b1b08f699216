//! `[check]` of `schema.toml`: what is allowed, and which migrations have run where they can do no harm.

use std::cell::Cell;

use schema_catalog::{Config, Dialect, Error, Migration, nearest};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::rules::{self, unused_allowance};
use crate::failure::Result;
use crate::findings::{Finding, Rule, Subject};
use crate::toml_document::{Document, Value, failed};

/// What `[check]` says.
#[derive(Default)]
pub(super) struct Settings {
    document: Option<Document>,
    allowances: Vec<Allowance>,
    baselines: Vec<Baseline>,
}

/// Findings that are meant to be so: all of a rule, or those about one object.
struct Allowance {
    rule: &'static Rule,
    of: Subject,
    /// Where it is said.
    offset: usize,
    /// Whether it has been good for something.
    used: Cell<bool>,
}

/// The last migration of an engine, or of each, before those whose effect on a database in use matters.
struct Baseline {
    dialect: Option<Dialect>,
    name: String,
    offset: usize,
}

impl Settings {
    /// Reads what the `schema.toml` says that was found, if one was.
    pub(super) fn read(config: &Config) -> Result<Self> {
        let file = config.file.as_deref().filter(|file| file.file_name().is_some_and(|name| name != "diesel.toml"));
        let Some(file) = file else { return Ok(Self::default()) };
        let document = Document::read(file, &config.root, "it is what names the migrations")?;
        let mut settings = Self::default();
        let table = document.parse()?;
        match table.get("check").map(|value| (value, value.get_ref())) {
            None => {}
            Some((_, DeValue::Table(check))) => settings.check(&document, check)?,
            Some((value, _)) => return failed(document.error(value, "`check` must be a table, headed by [check]")),
        }
        drop(table);
        settings.document = Some(document);
        Ok(settings)
    }

    fn check(&mut self, document: &Document, check: &DeTable<'_>) -> Result<()> {
        for (key, value) in check {
            match key.get_ref().as_ref() {
                "allow" => {
                    for entry in document.array(value, "rules: [\"…\", { rule = \"…\", table = \"…\" }]")? {
                        self.allowances.push(allowance(document, entry)?);
                    }
                }
                "baseline" => self.baselines = baselines(document, value)?,
                unknown => {
                    let message = format!("`{unknown}` is not understood here");
                    return failed(document.unknown(key, &message, &["allow", "baseline"]));
                }
            }
        }
        Ok(())
    }

    /// Which of an engine's migrations is the first after the baseline.
    pub(super) fn first_after_baseline(&self, dialect: Dialect, migrations: &[Migration]) -> Result<usize> {
        let own = self.baselines.iter().find(|baseline| baseline.dialect.is_none_or(|of| of == dialect));
        let (Some(Baseline { name, offset, .. }), Some(document)) = (own, &self.document) else { return Ok(0) };
        let is_named = |migration: &Migration| migration.name == *name || migration.version == *name;
        match migrations.iter().position(is_named) {
            Some(at) => Ok(at + 1),
            None => {
                let error = document.error_at(*offset, &format!("no migration for `{dialect}` is called `{name}`"));
                let names = || migrations.iter().map(|migration| migration.name.as_str());
                let last = names().next_back().unwrap_or_default();
                let near = nearest(name, names());
                failed(error.help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the last one is `{last}`"),
                }))
            }
        }
    }

    /// The findings that nothing allows.
    pub(super) fn not_allowed(&self, found: Vec<Finding>) -> Vec<Finding> {
        found.into_iter().filter(|finding| !self.allows(finding)).collect()
    }

    fn allows(&self, finding: &Finding) -> bool {
        let mut allowed = false;
        for allowance in self.allowances.iter().filter(|allowance| allowance.fits(finding)) {
            allowance.used.set(true);
            allowed = true;
        }
        allowed
    }

    /// The allowances that were good for nothing.
    pub(super) fn unused(&self) -> Vec<Finding> {
        let Some(document) = &self.document else { return Vec::new() };
        let unused = self.allowances.iter().filter(|allowance| !allowance.used.get());
        let finding = |allowance: &Allowance| {
            let rule = allowance.rule.name;
            let message = format!("nothing is found by `{rule}` that this allows");
            let error = document.error_at(allowance.offset, &message).help("take it out");
            Finding { rule: &unused_allowance::RULE, what: error, of: allowance.of.clone() }
        };
        unused.map(finding).collect()
    }
}

impl Allowance {
    fn fits(&self, finding: &Finding) -> bool {
        let fits = |said: &Option<String>, found: &Option<String>| said.is_none() || said == found;
        self.rule.name == finding.rule.name
            && fits(&self.of.table, &finding.of.table)
            && fits(&self.of.column, &finding.of.column)
            && fits(&self.of.migration, &finding.of.migration)
    }
}

/// `"rule"`, or `{ rule = "…", table = "…" }`.
fn allowance(document: &Document, entry: &Value<'_>) -> Result<Allowance> {
    let mut of = Subject::default();
    let rule = match entry.get_ref() {
        DeValue::String(_) => rule(document, entry)?,
        DeValue::Table(table) => {
            for (key, value) in table {
                let name = match key.get_ref().as_ref() {
                    "rule" => continue,
                    "table" => &mut of.table,
                    "column" => &mut of.column,
                    "migration" => &mut of.migration,
                    unknown => {
                        let message = format!("`{unknown}` is not understood here");
                        return failed(document.unknown(key, &message, &["rule", "table", "column", "migration"]));
                    }
                };
                *name = Some(document.string(value)?);
            }
            let Some(named) = table.get("rule") else { return failed(wrong(document, entry)) };
            rule(document, named)?
        }
        _ => return failed(wrong(document, entry)),
    };
    Ok(Allowance { rule, of, offset: entry.span().start, used: Cell::new(false) })
}

fn wrong<T>(document: &Document, entry: &Spanned<T>) -> Error {
    let help = "for example: \"rename\", or { rule = \"no-primary-key\", table = \"events\" }";
    document.error(entry, "what is allowed needs a `rule`").help(help)
}

/// The rule that a value names.
fn rule(document: &Document, value: &Value<'_>) -> Result<&'static Rule> {
    let name = document.string(value)?;
    let found = match rules::named(&name) {
        Ok(rule) => rule,
        Err(help) => return failed(document.error(value, &format!("there is no rule `{name}`")).help(help)),
    };
    match rules::way_out(found) {
        None => Ok(found),
        Some(help) => failed(document.error(value, &format!("`{name}` can't be allowed")).help(help)),
    }
}

/// A name for all engines, or one for each.
fn baselines(document: &Document, value: &Value<'_>) -> Result<Vec<Baseline>> {
    let baseline = |dialect, value: &Value<'_>| -> Result<Baseline> {
        Ok(Baseline { dialect, name: document.string(value)?, offset: value.span().start })
    };
    let DeValue::Table(table) = value.get_ref() else { return Ok(vec![baseline(None, value)?]) };
    let mut found = Vec::new();
    for (key, value) in table {
        let dialect = key.get_ref().parse().map_err(|message: String| document.error(key, &message))?;
        found.push(baseline(Some(dialect), value)?);
    }
    Ok(found)
}
