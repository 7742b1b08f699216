//! The arguments of `cargo schema diff`.

use clap::{Args, ValueEnum};
use schema_catalog::Dialect;

pub(crate) const DIFF: &str = "\
Tells what differs between two schemas: tables, columns, keys, unique constraints, indexes, checks, enums, domains and views.

A side is a folder of migrations, a .sql file, a schema.rs with Diesel's declarations, a SQLite file, or the URL of a \
database: postgres://…, mysql://…, sqlite://PATH. What one of them can't tell is not compared, and a line says so.

Something that has another name is something that is gone and something that is new, unless --rename says that it is one.";

pub(crate) const AFTER_DIFF: &str = "\
Examples:
  cargo schema diff migrations proposed.sql
          What a proposal would change
  cargo schema diff migrations src/schema.rs
          Whether the declarations are of these tables
  cargo schema diff main/migrations migrations --rename members.phone=phone_number
          What a branch changes, with a column that it renames

Exit codes:
  0  both are the same
  1  they differ
  2  they could not be compared";

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
