//! The rules, one module each, and when each looks.

mod change_type;
mod concurrently_in_transaction;
mod constraint_validated_at_once;
mod denied_name;
mod drop_column;
mod drop_table;
mod duplicate_constraint;
mod duplicate_index;
mod enum_labels;
mod foreign_key_cycle;
mod foreign_key_without_index;
mod index_blocks_writes;
mod no_primary_key;
mod rename;
pub(super) mod replay;
mod required_column;
mod rewriting_column;
mod set_not_null;
pub(super) mod stale_models;
pub(super) mod stale_schema;
pub(super) mod undo;
mod unique_at_once;
mod unsupported_type;
pub(super) mod unused_allowance;
pub(super) mod unwatched_migrations;

use schema_catalog::{
    Catalog, Change, Column, Config, Dialect, History, Migration, Place, Step, Table, TableKind, nearest,
};

use crate::findings::{Finding, Rule};

/// When a rule looks, and at what.
enum Look {
    /// At what all migrations of an engine make.
    Schema(fn(&Design<'_>, &mut Vec<Finding>)),
    /// At what several engines' migrations make.
    Engines(fn(&Catalog, &[Catalog], &mut Vec<Finding>)),
    /// At what a migration did to the tables that were there before.
    Migration(fn(&Catalog, &Catalog, &mut Vec<Finding>)),
    /// At what a statement of PostgreSQL's does to tables that were there before its migration: which locks it takes.
    Statement(fn(&Statement<'_>, &mut Vec<Finding>)),
    /// While the migrations are replayed or the configuration is read.
    Elsewhere,
}

static RULES: &[(&Rule, Look)] = &[
    (&replay::RULE, Look::Elsewhere),
    (&undo::RULE, Look::Elsewhere),
    (&stale_schema::RULE, Look::Elsewhere),
    (&stale_models::RULE, Look::Elsewhere),
    (&unused_allowance::RULE, Look::Elsewhere),
    (&unwatched_migrations::RULE, Look::Elsewhere),
    (&denied_name::RULE, Look::Schema(denied_name::look)),
    (&no_primary_key::RULE, Look::Schema(no_primary_key::look)),
    (&foreign_key_without_index::RULE, Look::Schema(foreign_key_without_index::look)),
    (&foreign_key_cycle::RULE, Look::Schema(foreign_key_cycle::look)),
    (&duplicate_constraint::RULE, Look::Schema(duplicate_constraint::look)),
    (&duplicate_index::RULE, Look::Schema(duplicate_index::look)),
    (&unsupported_type::RULE, Look::Schema(unsupported_type::look)),
    (&enum_labels::RULE, Look::Schema(enum_labels::look)),
    (&enum_labels::RULE, Look::Engines(enum_labels::look_at_engines)),
    (&drop_table::RULE, Look::Migration(drop_table::look)),
    (&drop_column::RULE, Look::Migration(drop_column::look)),
    (&rename::RULE, Look::Migration(rename::look)),
    (&required_column::RULE, Look::Statement(required_column::look)),
    (&rewriting_column::RULE, Look::Statement(rewriting_column::look)),
    (&change_type::RULE, Look::Statement(change_type::look)),
    (&set_not_null::RULE, Look::Statement(set_not_null::look)),
    (&constraint_validated_at_once::RULE, Look::Statement(constraint_validated_at_once::look)),
    (&unique_at_once::RULE, Look::Statement(unique_at_once::look)),
    (&index_blocks_writes::RULE, Look::Statement(index_blocks_writes::look)),
    (&concurrently_in_transaction::RULE, Look::Statement(concurrently_in_transaction::look)),
];

/// What all migrations of an engine make, and what is configured for it.
struct Design<'a> {
    catalog: &'a Catalog,
    config: &'a Config,
}

impl<'a> Design<'a> {
    /// The tables that hold rows of their own.
    fn tables(&self) -> impl Iterator<Item = &'a Table> {
        self.catalog.tables().filter(|table| is_stored(table))
    }
}

/// What a statement did.
struct Statement<'a> {
    step: &'a Step<'a>,
    /// The catalog before its migration.
    before: &'a Catalog,
    migration: &'a Migration,
}

impl<'a> Statement<'a> {
    /// The tables that it altered, before and after, which were there before its migration.
    fn altered(&self) -> impl Iterator<Item = (&'a Table, &'a Table)> {
        let known = self.before;
        self.step.tables().filter_map(move |change| match change {
            Change::Altered { before, after } if is_stored(after) && known.find_table(after.id()).is_some() => {
                Some((before, after))
            }
            _ => None,
        })
    }

    /// A finding at a place, about a table.
    fn finding(&self, rule: &'static Rule, place: Place, table: &Table, message: String, help: String) -> Finding {
        let catalog = self.step.catalog;
        Finding::new(rule, catalog.error(place, message).help(help)).table(catalog.full_name(table))
    }
}

/// The columns that one state of a table has and the one before has not.
fn added<'a>(before: &Table, after: &'a Table) -> impl Iterator<Item = &'a Column> {
    after.columns.iter().filter(|column| before.columns.iter().all(|known| known.id() != column.id()))
}

/// The columns that two states of a table have, as they were and as they are.
fn kept<'a>(before: &'a Table, after: &'a Table) -> impl Iterator<Item = (&'a Column, &'a Column)> {
    let then = |column: &Column| before.columns.iter().find(|known| known.id() == column.id());
    after.columns.iter().filter_map(move |column| Some((then(column)?, column)))
}

/// Whether a table holds rows of its own.
fn is_stored(table: &Table) -> bool {
    matches!(table.kind, TableKind::Table | TableKind::Partitioned)
}

/// Where something last happened.
fn last(history: &History) -> Place {
    history.events().last().map_or(history.declared(), |(place, _)| place)
}

/// Every rule.
pub(super) fn all() -> Vec<&'static Rule> {
    let mut rules: Vec<&Rule> = RULES.iter().map(|(rule, _)| *rule).collect();
    rules.dedup_by_key(|rule| rule.name);
    rules
}

/// The rule of this name; else what to write instead.
pub(super) fn named(name: &str) -> Result<&'static Rule, String> {
    let names = || all().into_iter().map(|rule| rule.name);
    all().into_iter().find(|rule| rule.name == name).ok_or_else(|| match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: `{}`", names().collect::<Vec<_>>().join("`, `")),
    })
}

/// What to do instead of allowing what a rule finds, where that can't be.
pub(super) fn way_out(rule: &Rule) -> Option<&'static str> {
    if rule.name == replay::RULE.name {
        return Some("say what the statement does, in a [[statement]] of schema.toml or in a comment above it");
    }
    (rule.name == unused_allowance::RULE.name).then_some("take out what allows nothing")
}

/// What is found of what all migrations of an engine make.
pub(super) fn schema(catalog: &Catalog, config: &Config) -> Vec<Finding> {
    let mut found = Vec::new();
    for (_, look) in RULES {
        if let Look::Schema(look) = look {
            look(&Design { catalog, config }, &mut found);
        }
    }
    found
}

/// What is found of engines that do not agree.
pub(super) fn engines(primary: &Catalog, others: &[Catalog]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (_, look) in RULES {
        if let Look::Engines(look) = look {
            look(primary, others, &mut found);
        }
    }
    found
}

/// What is found of a migration, by the catalogs before and after it.
pub(super) fn migration(before: &Catalog, after: &Catalog) -> Vec<Finding> {
    let mut found = Vec::new();
    for (_, look) in RULES {
        if let Look::Migration(look) = look {
            look(before, after, &mut found);
        }
    }
    found
}

/// What is found of a statement of a migration; `before` is the catalog before the migration.
pub(super) fn statement(step: &Step<'_>, before: &Catalog, migration: &Migration) -> Vec<Finding> {
    let mut found = Vec::new();
    if step.catalog.dialect() == Dialect::Postgres {
        for (_, look) in RULES {
            if let Look::Statement(look) = look {
                look(&Statement { step, before, migration }, &mut found);
            }
        }
    }
    found
}
