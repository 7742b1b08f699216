//! The arguments of `cargo schema diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use schema_catalog::Dialect;

pub(crate) const DIFF: &str = "\
Tells what differs between two schemas: tables, columns, keys, unique constraints, indexes, checks, enums, domains, views, triggers and \
routines.

A side is a folder of migrations, a .sql file, a schema.rs with Diesel's declarations, a SQLite file, or the URL of a \
database: postgres://…, mysql://…, sqlite://PATH. What one of them can't tell is not compared, and a line says so.

Something that has another name is something that is gone and something that is new, unless --rename says that it is one.

With --sql it writes the migration from A to B instead, and the one back. Both are replayed before they are shown: up must \
make B of A, and down A of that, but for the order of columns, which stays as it comes. What can't be written is an error.";

pub(crate) const AFTER_DIFF: &str = "\
Examples:
  cargo schema diff migrations proposed.sql
          What a proposal would change
  cargo schema diff migrations src/schema.rs
          Whether the declarations are of these tables
  cargo schema diff main/migrations migrations --rename members.phone=phone_number
          What a branch changes, with a column that it renames
  cargo schema diff migrations proposed.sql --sql --output migrations --name proposal
          The migration that makes the proposal so

Exit codes:
  0  both are the same
  1  they differ; with --sql, the migration is written
  2  they could not be compared, or the migration can't be written";

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// What there is
    #[arg(value_name = "A")]
    pub(crate) before: String,

    /// What it is compared with
    #[arg(value_name = "B")]
    pub(crate) after: String,

    /// The engine whose SQL both are written in: postgres, sqlite, mysql, mariadb or cockroachdb
    ///
    /// Without it: that of the database, if one is named, else the one for which schema.toml names a folder, else the one
    /// that a folder is named after, else postgres.
    #[arg(long, value_name = "ENGINE", value_parser = |name: &str| name.parse::<Dialect>())]
    pub(crate) dialect: Option<Dialect>,

    /// A table or column of A that has another name in B: `old=new`, `table.old=new`, or `schema.table.old=new`
    ///
    /// Renames are done one after the other: the table of a column goes by the name that it has by then.
    #[arg(long, value_name = "OLD=NEW")]
    pub(crate) rename: Vec<String>,

    /// Writes the migration that turns A into B, and the one that turns it back, both replayed before
    ///
    /// For PostgreSQL, SQLite, MariaDB and MySQL, between migrations or .sql files. Without --output, to standard output.
    #[arg(long, conflicts_with = "format")]
    pub(crate) sql: bool,

    /// The folder in which the migration is written, in a folder of its own, as Diesel lays it out
    #[arg(long, value_name = "DIR", requires = "sql")]
    pub(crate) output: Option<PathBuf>,

    /// The version of the migration; without it, the time
    #[arg(long, value_name = "VERSION", requires = "output")]
    pub(crate) version: Option<String>,

    /// The name of the migration
    #[arg(long, value_name = "NAME", requires = "output")]
    pub(crate) name: Option<String>,

    /// How the differences are told
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: table by table, with the places in the SQL
    Human,
    /// For programs: an object with a list
    Json,
}
