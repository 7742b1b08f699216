//! `cargo schema graph`: a picture of the tables and the foreign keys between them.

mod diagram;
mod dot;
mod layout;
mod mermaid;
mod svg;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use schema_catalog::{Dialect, Table};

use crate::described::Described;
use crate::failure::{Failure, Result};
use crate::migrations::{self, Replayed};
pub(crate) use diagram::Diagram;
pub(crate) use svg::{STYLE, picture};

pub(crate) const GRAPH: &str = "\
Draws the tables that the migrations make, with their columns, the foreign keys between them, and which of them is a \
partition of another one or inherits from it.

Tables stand in groups of their own colour: those of a schema, or where there is only one, those that a migration made. \
With names of tables, only these are drawn, and those beside them by name.";

pub(crate) const AFTER_GRAPH: &str = "\
Examples:
  cargo schema graph > schema.svg
          Everything, as a picture for browsers and documents
  cargo schema graph loans members --format mermaid
          Two tables and those beside them, for Markdown
  cargo schema graph --format dot | dot -Tpdf > schema.pdf
          As Graphviz lays it out

Exit codes:
  0  it is drawn
  2  there is no such table, or the migrations can't be understood";

#[derive(Debug, Args)]
pub(crate) struct Graph {
    /// Draws these tables, and by name those beside them; TABLE or SCHEMA.TABLE
    #[arg(value_name = "TABLE")]
    pub(crate) tables: Vec<String>,

    /// What is written
    #[arg(long, value_enum, default_value_t = Format::Svg)]
    pub(crate) format: Format,

    /// The folder of the migrations, or one .sql file
    #[arg(long, value_name = "PATH")]
    pub(crate) migrations: Option<PathBuf>,

    /// The engine whose migrations are meant: postgres, sqlite, mysql, mariadb or cockroachdb
    #[arg(long, value_name = "ENGINE", value_parser = |name: &str| name.parse::<Dialect>())]
    pub(crate) dialect: Option<Dialect>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A picture that needs nothing else, light or dark as its reader prefers
    Svg,
    /// An `erDiagram` for Mermaid, which GitHub and GitLab show in Markdown
    Mermaid,
    /// For Graphviz
    Dot,
}

pub(crate) fn run(options: &Graph, out: &mut dyn Write) -> Result<()> {
    let here = migrations::here()?;
    let replayed = Replayed::new(options.migrations.as_deref(), options.dialect, &here)?;
    let described = Described::new(&replayed);
    let found = |name: &String| replayed.catalog.table(name).ok_or_else(|| described.no_table(name));
    let chosen: Vec<&Table> = options.tables.iter().map(found).collect::<Result<_>>()?;
    let diagram = Diagram::new(&described, &chosen);
    let text = match options.format {
        Format::Svg => svg::file(&diagram),
        Format::Mermaid => mermaid::text(&diagram),
        Format::Dot => dot::text(&diagram),
    };
    out.write_all(text.as_bytes()).map_err(|error| Failure::output(&error))
}
