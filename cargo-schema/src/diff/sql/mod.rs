//! `--sql`: the migration that turns A into B, and the one that turns it back.

mod matched;
mod mysql;
mod output;
mod postgres;
pub(in crate::diff) mod programs;
mod sqlite;

use schema_catalog::{Catalog, Dialect, Difference, Migrator, harmless_line};

use super::rename::Rename;
use crate::failure::{Failure, Result};
pub(super) use output::write;
use programs::Programs;

/// What was written, and what could not be.
#[derive(Debug, Default)]
pub(in crate::diff) struct Written {
    statements: Vec<String>,
    /// What is said before the next statement.
    remarks: Vec<String>,
    /// Statements that wait until all else is done.
    last: Vec<String>,
    refused: Vec<String>,
}

impl Written {
    pub(in crate::diff) fn say(&mut self, statement: impl Into<String>) {
        let remarks: String = self.remarks.drain(..).map(|remark| format!("-- {remark}\n")).collect();
        let statement = statement.into();
        self.statements.push(format!("{remarks}{};\n", statement.trim_end().trim_end_matches(';')));
    }

    /// Something of the next statement that whoever runs it must know.
    pub(in crate::diff) fn remark(&mut self, text: &str) {
        self.remarks.push(harmless_line(text).into_owned());
    }

    /// Something that destroys data.
    pub(in crate::diff) fn destroy(&mut self, what: &str, statement: impl Into<String>) {
        self.remark(&format!("destroys {what}"));
        self.say(statement);
    }

    pub(in crate::diff) fn last(&mut self, statement: String) {
        self.last.push(statement);
    }

    pub(in crate::diff) fn say_last(&mut self) {
        for statement in std::mem::take(&mut self.last) {
            self.say(statement);
        }
    }

    pub(in crate::diff) fn refuse(&mut self, why: impl Into<String>) {
        self.refused.push(why.into());
    }

    /// Refuses what is known of in the migrations, and not how it is undone or what it needs.
    fn refuse_others(&mut self, [from, to]: [&Catalog; 2], [before, after]: [&Programs; 2]) {
        for (of, catalog, what) in [
            (after.missing_in(before, programs::Kind::Other), to, "make"),
            (before.missing_in(after, programs::Kind::Other), from, "undo"),
        ] {
            for other in of {
                let first = other.text.lines().next().unwrap_or_default();
                let at = catalog.location(other.place);
                self.refuse(format!("{at}: what this does is not written, nor undone: {first}\n  {what} it by hand"));
            }
        }
    }

    /// The text of all, or what could not be written.
    fn finish(self, direction: &str) -> Result<String> {
        if self.refused.is_empty() {
            return Ok(self.statements.concat());
        }
        let mut refused = self.refused;
        refused.dedup();
        let refused: String = refused.iter().map(|why| format!("  {why}\n")).collect();
        Err(Failure::Usage(format!(
            "the migration {direction} can't be written:\n{refused}\
             help: write these by hand in A or B, one migration for each, and compare again"
        )))
    }
}

/// A side that SQL is written from: what was replayed, and what else its migrations make.
#[derive(Clone, Debug)]
pub(in crate::diff) struct Replayed {
    pub(in crate::diff) migrator: Migrator,
    pub(in crate::diff) programs: Programs,
}

impl Replayed {
    fn catalog(&self) -> &Catalog {
        self.migrator.catalog()
    }
}

/// The migration that turns A into B, and the one that turns it back.
#[derive(Debug)]
pub(super) struct Migration {
    pub(super) up: String,
    pub(super) down: String,
    /// Whether it holds transactions of its own, and must not run within another one.
    pub(super) has_transactions: bool,
}

impl Migration {
    /// Writes both, and replays them: up must make B of A, down must make A of that. `before` is A as it is, `renamed` is A
    /// after the renames.
    pub(super) fn between(before: &Replayed, renamed: &Replayed, after: &Replayed, renames: &[Rename]) -> Result<Self> {
        let dialect = after.catalog().dialect();
        let written = |from: &Catalog, to: &Catalog, programs: [&Programs; 2]| match dialect {
            Dialect::Postgres => Ok(postgres::write(from, to, programs)),
            Dialect::Sqlite => Ok(sqlite::write(from, to, programs)),
            Dialect::Mariadb | Dialect::Mysql => Ok(mysql::write(from, to, programs)),
            other => Err(Failure::Usage(format!(
                "--sql is not written for {other} yet\nhelp: without --sql the differences are told, with their places"
            ))),
        };
        let up = written(renamed.catalog(), after.catalog(), [&renamed.programs, &after.programs])?.finish("up")?;
        let mut there = renamed.migrator.clone();
        replay(&mut there, "up.sql", &up)?;
        same(there.catalog(), after.catalog(), "up.sql", "B")?;
        nothing_left(&written(there.catalog(), after.catalog(), [&after.programs, &after.programs])?, "up.sql", "B")?;
        let back = [&after.programs, &renamed.programs];
        let mut down = written(there.catalog(), renamed.catalog(), back)?.finish("down")?;
        down.extend(renames.iter().rev().map(|rename| rename.back().sql(dialect)));
        let up = renames.iter().map(|rename| rename.sql(dialect)).collect::<String>() + &up;
        replay(&mut there, "down.sql", &down)?;
        same(there.catalog(), before.catalog(), "down.sql", "A")?;
        let programs = [&before.programs, &before.programs];
        nothing_left(&written(there.catalog(), before.catalog(), programs)?, "down.sql", "A")?;
        Ok(Self { up, down, has_transactions: dialect == Dialect::Sqlite })
    }
}

fn replay(migrator: &mut Migrator, name: &str, sql: &str) -> Result<()> {
    migrator.text(name, sql).map_err(|error| {
        let line =
            error.location().and_then(|location| sql.lines().nth(location.line as usize - 1)).unwrap_or_default();
        let help = "help: write what this is about by hand, in a migration of its own, and compare again";
        Failure::Usage(format!("what was written can't be run: {error}\n  {}\n{help}", line.trim()))
    })
}

/// Errs where what was written does not make what it should; the order of columns is nothing that SQL can change.
fn same(made: &Catalog, wanted: &Catalog, file: &str, side: &str) -> Result<()> {
    let left: Vec<Difference> = made.differences(wanted).into_iter().filter(|left| !left.is_order).collect();
    if left.is_empty() {
        return Ok(());
    }
    let left: String = left.iter().map(|left| format!("  {left}\n")).collect();
    Err(incomplete(file, side, &left))
}

/// Errs where something would still have to be written: an engine has more of its own than all of them have.
fn nothing_left(written: &Written, file: &str, side: &str) -> Result<()> {
    if written.statements.is_empty() && written.refused.is_empty() {
        return Ok(());
    }
    let left: String =
        written.statements.iter().chain(&written.refused).map(|left| format!("  {}\n", left.trim_end())).collect();
    Err(incomplete(file, side, &left))
}

fn incomplete(file: &str, side: &str, left: &str) -> Failure {
    let help = "help: write these by hand in a migration of their own, and compare again";
    Failure::Usage(format!("{file} would not make all of {side}; what is left:\n{left}{help}"))
}
