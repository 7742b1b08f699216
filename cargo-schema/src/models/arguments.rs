//! The arguments of `cargo schema models`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use schema_catalog::{Dialect, LabelEnums};

pub(crate) const MODELS: &str = "\
Writes the Rust structs for the tables that the migrations make, without a database, as `#[table]` takes them: for each \
table a row, what is inserted, and a set of changes; and an enum for each enum of the database and for each column that \
a check lets have certain values only.

What is written is laid out by rustfmt. In a file that is written anew, whatever stands between the lines

    // hand-written: begin
    // hand-written: end

is kept, behind the struct that it stands behind, or at the top. A file that is not of this program, or in which \
anything else is written by hand, is left as it is, with an error.

A struct has its table's name in the singular: `savings_groups` is `SavingsGroup`. Other names, and Rust types for SQL \
types that Diesel has none for, or of the program's own, are said in schema.toml:

    [models]
    names = { people_data = \"Person\", \"loans.status\" = \"LoanState\" }
    types = { \"NUMERIC(12,2)\" = \"crate::money::Money\", \"documents.search\" = \"crate::search::Vector\" }

So is what else would be an option each time. Options go before it. Where there is an `output`, `cargo schema models` writes \
there, and `cargo schema check` finds what is not as it would be written:

    output = \"src/models.rs\"             # or a folder, for a file a table: \"src/models/\"
    except = [\"spatial_ref_sys\"]
    forms = [\"row\", \"insert\", \"update\"]
    derive = [\"serde::Serialize\"]
    enums = \"types\"";

pub(crate) const AFTER_MODELS: &str = "\
Examples:
  cargo schema models users loans
          Two tables, to standard output
  cargo schema models --output src/models.rs
          Every table, into one file
  cargo schema models --output src/models/ --row --insert
          A file for each table, without sets of changes
  cargo schema models --output src/models.rs --check
          Whether the file is as it would be written, for CI
  cargo schema models
          What `output` of [models] in schema.toml names, if it names something; else every table, to standard output

Exit codes:
  0  the models are written, or with --check as they would be
  1  with --check: a file differs
  2  the migrations, the arguments or the configuration can't be understood, or a file would lose what is written by hand";

#[derive(Debug, Default, Args)]
pub(crate) struct Models {
    /// The tables, by name or `schema.name`; without any, all of them
    #[arg(value_name = "TABLE")]
    pub(crate) tables: Vec<String>,

    /// Leaves out a table
    #[arg(long, value_name = "TABLE")]
    pub(crate) except: Vec<String>,

    /// The folder of the migrations, or one .sql file
    ///
    /// Without it: those that schema.toml names, else those of [migrations_directory] in diesel.toml, else the nearest
    /// folder `migrations`, here or above.
    #[arg(long, value_name = "PATH")]
    pub(crate) migrations: Option<PathBuf>,

    /// The engine whose SQL the migrations are written in: postgres, sqlite, mysql, mariadb or cockroachdb
    #[arg(long, value_name = "ENGINE", value_parser = |name: &str| name.parse::<Dialect>())]
    pub(crate) dialect: Option<Dialect>,

    /// Where to write: a file, or a folder (one that is there, or a path that ends with `/`) for a file a table
    ///
    /// Without it: `output` below [models] of schema.toml, where no TABLE is named; else standard output.
    #[arg(long, short, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,

    /// Writes nothing, and tells how the files differ from what would be written
    #[arg(long)]
    pub(crate) check: bool,

    /// Writes over what was changed by hand outside the marks
    #[arg(long, conflicts_with = "check")]
    pub(crate) overwrite: bool,

    /// Rows: what queries load. With any of --row, --insert and --update there are only those
    #[arg(long)]
    pub(crate) row: bool,

    /// What is inserted: `NewUser`
    #[arg(long)]
    pub(crate) insert: bool,

    /// Sets of changes: `UserChanges`
    #[arg(long)]
    pub(crate) update: bool,

    /// Derives a trait for every struct and enum besides `Debug`, `Clone` and `PartialEq`: serde::Serialize, for one
    #[arg(long, value_name = "TRAIT", value_delimiter = ',')]
    pub(crate) derive: Vec<String>,

    /// What stands for a column of labels
    ///
    /// Without it: an enum for all of them.
    #[arg(long, value_enum)]
    pub(crate) enums: Option<Enums>,

    /// The path of the module in which `schema!()` stands, where it is another than schema.toml says
    #[arg(long, value_name = "MODULE")]
    pub(crate) schema_module: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Enums {
    /// An enum for each enum type, and for each column with a check that it is one of some values
    All,
    /// An enum for each enum type; the columns with checks are texts
    Types,
}

impl From<Enums> for LabelEnums {
    fn from(enums: Enums) -> Self {
        match enums {
            Enums::All => Self::All,
            Enums::Types => Self::Types,
        }
    }
}
