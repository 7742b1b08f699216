//! The command line.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use schema_catalog::Dialect;

use crate::check::arguments::{AFTER_CHECK, CHECK, Check};
use crate::diff::arguments::{AFTER_DIFF, DIFF, Diff};
use crate::explain::{AFTER_EXPLAIN, EXPLAIN, Explain};
use crate::findings;
use crate::graph::{AFTER_GRAPH, GRAPH, Graph};
use crate::init::{AFTER_INIT, INIT, Init};
use crate::manual::{AFTER_COMPLETIONS, AFTER_MAN, Completions, Man};
use crate::models::arguments::{AFTER_MODELS, MODELS, Models};
use crate::report::{AFTER_REPORT, REPORT, Report};
use crate::status::{AFTER_STATUS, STATUS, Status};

/// What SQL migrations make of a database.
#[derive(Debug, Parser)]
#[command(name = "cargo-schema", bin_name = "cargo schema", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Whether what is told is in colours
    #[arg(long, value_name = "WHEN", global = true, default_value_t = ColorChoice::Auto)]
    pub(crate) color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prints the schema that the migrations make
    #[command(long_about = PRINT, after_long_help = AFTER_PRINT)]
    Print(Print),
    /// Checks the migrations, without a database
    #[command(long_about = CHECK, after_long_help = AFTER_CHECK)]
    Check(Check),
    /// Tells what differs between two schemas
    #[command(long_about = DIFF, after_long_help = AFTER_DIFF)]
    Diff(Diff),
    /// Tells what a table or a column is, and how it became so
    #[command(long_about = EXPLAIN, after_long_help = AFTER_EXPLAIN)]
    Explain(Explain),
    /// Writes what a project needs to be checked
    #[command(long_about = INIT, after_long_help = AFTER_INIT)]
    Init(Init),
    /// Tells what there is, and what of it a database has
    #[command(long_about = STATUS, after_long_help = AFTER_STATUS)]
    Status(Status),
    /// Compares a live database with what the migrations make
    #[command(long_about = VALIDATE, after_long_help = AFTER_VALIDATE)]
    Validate(Validate),
    /// Prints what a shell needs to complete commands and options
    #[command(after_long_help = AFTER_COMPLETIONS)]
    Completions(Completions),
    /// Prints a page of the manual
    #[command(after_long_help = AFTER_MAN)]
    Man(Man),
    /// Draws the tables and the foreign keys between them
    #[command(long_about = GRAPH, after_long_help = AFTER_GRAPH)]
    Graph(Graph),
    /// Writes all there is to know of the schema as one page for a browser
    #[command(long_about = REPORT, after_long_help = AFTER_REPORT)]
    Report(Report),
    /// Writes the Rust structs for the tables that the migrations make
    #[command(long_about = MODELS, after_long_help = AFTER_MODELS)]
    Models(Models),
}

const PRINT: &str = "\
Prints the schema that the migrations make, without a database.

As Diesel declarations it is byte for byte what `diesel print-schema` prints for a database on which the same migrations \
ran, with the options of [print_schema] in diesel.toml. A table without a primary key, for which diesel_cli \
prints nothing at all, is left out with a warning.

As JSON it is the whole catalog: schemas, tables, views and types, each table and column with the places in the SQL \
that declared and changed it.";

const AFTER_PRINT: &str = "\
Examples:
  cargo schema print > src/schema.rs
          The tables of the default schema, from the migrations that schema.toml or diesel.toml name
  cargo schema print --migrations dump.sql --schema billing
          The tables of the schema `billing` in a dump
  cargo schema print --format json
          Everything, for other programs

Exit codes:
  0  all went well, warnings or not
  2  the migrations, the arguments or the configuration can't be understood";

#[derive(Debug, Args)]
pub(crate) struct Print {
    /// The folder of the migrations, or one .sql file
    ///
    /// Without it: those that schema.toml names, else those of [migrations_directory] in diesel.toml, else the nearest
    /// folder `migrations`, here or above.
    #[arg(long, value_name = "PATH")]
    pub(crate) migrations: Option<PathBuf>,

    /// The engine whose SQL the migrations are written in: postgres, sqlite, mysql, mariadb or cockroachdb
    #[arg(long, value_name = "ENGINE", value_parser = |name: &str| name.parse::<Dialect>())]
    pub(crate) dialect: Option<Dialect>,

    /// The schema whose tables are printed, in a module of its name
    ///
    /// Without it: `schema` of [print_schema] in diesel.toml, else the default schema (`public`), without a module.
    /// JSON has all schemas, unless one is named here.
    #[arg(long, value_name = "NAME")]
    pub(crate) schema: Option<String>,

    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Diesel)]
    pub(crate) format: Format,

    /// The diesel.toml whose [print_schema] shapes the Diesel declarations
    ///
    /// Without it: the file that the environment variable DIESEL_CONFIG_FILE names, else the nearest diesel.toml, here
    /// or above.
    #[arg(long, value_name = "FILE")]
    pub(crate) config_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Diesel's `table!` and what goes with it, as `diesel print-schema` prints them
    Diesel,
    /// The whole catalog
    Json,
}

const VALIDATE: &str = "\
Compares a live database with what the migrations make, and tells every difference: tables, columns, types, \
nullability, defaults, keys with their rules, unique constraints and indexes, checks, enums, and the migrations that \
Diesel has noted as applied. The database stays as it is.";

const AFTER_VALIDATE: &str = "\
Examples:
  cargo schema validate --database-url postgres://me@localhost/savings
          The database against the migrations that schema.toml or diesel.toml name for PostgreSQL
  DATABASE_URL=sqlite://savings.db cargo schema validate --format json
          The same for a SQLite file, for other programs

Exit codes:
  0  the database is as expected
  1  it differs
  2  it could not be compared";

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// The database: postgres://…, mysql://…, sqlite://PATH, or the path of a SQLite file
    ///
    /// Without it: the environment variable DATABASE_URL, which keeps a password out of the list of processes.
    #[arg(long, value_name = "URL")]
    pub(crate) database_url: Option<String>,

    /// The folder of the migrations, or one .sql file
    ///
    /// Without it: those that schema.toml names for the database's engine, else those of [migrations_directory] in
    /// diesel.toml, else the nearest folder `migrations`, here or above.
    #[arg(long, value_name = "PATH")]
    pub(crate) migrations: Option<PathBuf>,

    /// Leaves out the tables and enums of this name; `*` stands for any characters
    #[arg(long, value_name = "PATTERN")]
    pub(crate) ignore: Vec<String>,

    /// How the differences are told
    #[arg(long, value_enum, default_value_t = findings::Format::Human)]
    pub(crate) format: findings::Format,
}
