//! What an operator can run; one module a command.

pub mod aggregate;
pub mod backup;
pub mod cascade;
pub mod demo;
pub mod migrate;
mod progress;
pub mod record;
pub mod seed;
pub mod serve;
pub mod status;
mod table;
pub mod validate;

use std::error::Error;
use std::io::Write;

use schema_catalog::harmless_json;
use serde::Serialize;

use crate::database::{Database, DatabaseError, Location};
use crate::migrations::{MigrateError, State};

/// What a command comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is done, or as it should be: exit code 0.
    Success,
    /// What was looked at is not as it should be: exit code 1.
    Difference,
}

/// What a command comes to, or why it could not run: exit code 2.
pub type Result<T = Outcome> = std::result::Result<T, Box<dyn Error>>;

/// What all commands are told.
pub struct Context<'a> {
    /// The URL on the command line.
    pub database_url: Option<&'a str>,
    /// Whether a program reads the output.
    pub json: bool,
    /// Where the output goes.
    pub out: &'a mut dyn Write,
}

impl Context<'_> {
    /// Where the database is.
    pub(crate) fn location(&self) -> std::result::Result<Location, DatabaseError> {
        Location::find(self.database_url)
    }

    /// The database, which must be there.
    pub(crate) fn database(&self) -> std::result::Result<Database, DatabaseError> {
        Database::connect(&self.location()?)
    }

    /// The database, to which all migrations must be applied, and no others.
    pub(crate) fn migrated_database(&self) -> std::result::Result<Database, MigrateError> {
        let mut database = self.database()?;
        State::of(&mut database)?.check_complete()?;
        Ok(database)
    }

    /// Writes data for a program; on a terminal nothing in it is more than text.
    pub(crate) fn write_json(&mut self, data: &impl Serialize) -> Result<()> {
        let json = serde_json::to_string_pretty(data)?;
        Ok(writeln!(self.out, "{}", harmless_json(&json))?)
    }
}

/// `1 table`, `2 tables`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
