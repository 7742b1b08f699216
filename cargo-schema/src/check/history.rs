//! Each migration in its turn: applied, undone, and what it does to the tables that are there.

use std::path::Path;

use schema_catalog::{Catalog, Difference, Error, Migration, Migrator, Step, Undone, shown_path};

use super::rules::{self, replay, undo};
use crate::findings::Finding;
use crate::progress::Progress;

/// How many of the differences that undoing leaves are told.
const TOLD: usize = 8;

/// What is found of the migrations, one after the other, up to one that can't be replayed. From that at `first` on, what
/// they do to a database in use is looked at as well.
pub(super) fn look(migrator: &mut Migrator, first: usize, root: Option<&Path>) -> Vec<Finding> {
    let mut found = Vec::new();
    let migrations = migrator.migrations().to_vec();
    let progress = Progress::new(migrations.len());
    for (at, migration) in migrations.iter().enumerate() {
        progress.step(&migration.name);
        let of_this = found.len();
        let before = migrator.catalog().clone();
        let mut in_steps = Vec::new();
        let mut seen = |step: &Step<'_>| {
            if at >= first {
                in_steps.extend(rules::statement(step, &before, migration));
            }
        };
        let applied = migrator.up_in_steps(migration, &mut seen);
        found.append(&mut in_steps);
        match applied {
            Ok(()) => {
                if at >= first {
                    found.extend(rules::migration(&before, migrator.catalog()));
                }
                found.extend(undone(migrator, migration, &before, root));
            }
            Err(error) => found.push(Finding::new(&replay::RULE, error)),
        }
        for finding in &mut found[of_this..] {
            finding.of.migration.get_or_insert_with(|| migration.name.clone());
        }
        if !can_be_replayed(&found) {
            return found;
        }
    }
    found
}

/// Whether nothing was found that can't be replayed.
pub(super) fn can_be_replayed(found: &[Finding]) -> bool {
    found.iter().all(|finding| finding.rule.name != replay::RULE.name)
}

/// What is wrong with what undoes a migration.
fn undone(migrator: &Migrator, migration: &Migration, before: &Catalog, root: Option<&Path>) -> Option<Finding> {
    let down = shown_path(migration.down.as_ref()?, root);
    let name = &migration.name;
    let what = match migrator.undone(migration, before) {
        Err(error) => error.note(format!("so `{name}` can't be undone")),
        Ok(None) => return None,
        Ok(Some(undone)) if undone.is_complete() => return None,
        Ok(Some(Undone { left, again })) => {
            let left: Vec<&Difference> = left.iter().filter(|difference| !difference.is_order).collect();
            match (left.as_slice(), again) {
                ([], Ok(again)) => {
                    let error = Error::of_file(down, format!("`{name}` makes something else once it was undone"));
                    told(error, &again.iter().collect::<Vec<_>>())
                }
                ([], Err(error)) => {
                    error.note(format!("that is so where `{name}` is applied again once it was undone"))
                }
                (left, _) => told(Error::of_file(down, format!("this does not undo all of `{name}`")), left),
            }
        }
    };
    Some(Finding::new(&undo::RULE, what))
}

/// An error with notes of the differences, up to a number of them.
fn told(error: Error, differences: &[&Difference]) -> Error {
    let error = differences.iter().take(TOLD).fold(error, |error, difference| difference.note(error));
    match differences.len().saturating_sub(TOLD) {
        0 => error,
        more => error.note(format!("and {more} more")),
    }
}
