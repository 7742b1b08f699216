//! The command line of `cargo schema check`.

use std::path::PathBuf;

use clap::Args;
use schema_catalog::Dialect;

use crate::findings::Format;

pub(crate) const CHECK: &str = "\
Checks the migrations, without a database: that they can be replayed and undone, what they make, and what they do to a \
database in use.

Each finding has a rule. `--explain RULE` tells what it finds, why, and what to do; `--explain all` lists them. \
What is meant to be so is allowed in schema.toml:

  [check]
  baseline = \"007_add_phone\"      # what a migration does to a database in use is looked at after this one
  allow = [
      \"rename\",
      { rule = \"no-primary-key\", table = \"events\" },
      { rule = \"undo\", migration = \"003_merge_accounts\" },
  ]";

pub(crate) const AFTER_CHECK: &str = "\
Examples:
  cargo schema check
          The migrations that schema.toml or diesel.toml name, of every engine
  cargo schema check --format sarif > schema.sarif
          For GitHub's code scanning and other viewers
  cargo schema check --explain set-not-null
          The page of a rule

Exit codes:
  0  nothing is wrong
  1  something is
  2  the arguments or the configuration can't be understood, or the migrations can't be read";

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The folder of the migrations, or one .sql file
    ///
    /// Without it: all that schema.toml names, else those of [migrations_directory] in diesel.toml, else the nearest
    /// folder `migrations`, here or above.
    #[arg(long, value_name = "PATH")]
    pub(crate) migrations: Option<PathBuf>,

    /// The engine whose migrations are checked: postgres, sqlite, mysql, mariadb or cockroachdb
    #[arg(long, value_name = "ENGINE", value_parser = |name: &str| name.parse::<Dialect>())]
    pub(crate) dialect: Option<Dialect>,

    /// How the findings are told
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,

    /// The diesel.toml whose [print_schema] names and shapes the file with Diesel's declarations
    ///
    /// Without it: the file that the environment variable DIESEL_CONFIG_FILE names, else the nearest diesel.toml, here
    /// or above.
    #[arg(long, value_name = "FILE")]
    pub(crate) config_file: Option<PathBuf>,

    /// Checks again whenever a file changes, until it is stopped
    #[arg(long)]
    pub(crate) watch: bool,

    /// Prints the page of a rule, or with `all` a line for each
    #[arg(long, value_name = "RULE", exclusive = true)]
    pub(crate) explain: Option<String>,
}
