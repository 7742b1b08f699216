//! `cargo schema explain`: what a table or a column is, and how it became so.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use schema_catalog::diesel::rust_type;
use schema_catalog::{Catalog, Column, Dialect, Table, harmless_line, nearest};

use crate::described::{Described, Step};
use crate::failure::{Failure, Result};
use crate::messages::{Style, headed};
use crate::migrations::{self, Replayed};

pub(crate) const EXPLAIN: &str = "\
Tells what a table or a column is: its type in SQL and in Rust, its keys and checks, and who refers to it. Then how it became \
so: each statement that made or changed it, in the order of the migrations, with its place.";

pub(crate) const AFTER_EXPLAIN: &str = "\
Examples:
  cargo schema explain users
  cargo schema explain users.email
  cargo schema explain billing.invoices.total

Exit codes:
  0  it was told
  2  there is no such table or column, or the migrations can't be understood";

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The table, or one of its columns: TABLE, TABLE.COLUMN, SCHEMA.TABLE or SCHEMA.TABLE.COLUMN
    #[arg(value_name = "TABLE[.COLUMN]")]
    pub(crate) name: String,

    /// The folder of the migrations, or one .sql file
    #[arg(long, value_name = "PATH")]
    pub(crate) migrations: Option<PathBuf>,

    /// The engine whose migrations are meant: postgres, sqlite, mysql, mariadb or cockroachdb
    #[arg(long, value_name = "ENGINE", value_parser = |name: &str| name.parse::<Dialect>())]
    pub(crate) dialect: Option<Dialect>,
}

/// How many lines of a statement are shown.
const SHOWN_LINES: usize = 12;

pub(crate) fn run(options: &Explain, out: &mut dyn Write, style: Style) -> Result<()> {
    let here = migrations::here()?;
    let replayed = Replayed::new(options.migrations.as_deref(), options.dialect, &here)?;
    let explained = Explained { of: Described::new(&replayed), catalog: &replayed.catalog };
    let (table, column) = explained.find(&options.name)?;
    let text = match column {
        Some(column) => explained.column(table, column),
        None => explained.table(table),
    };
    out.write_all(headed(&text, style).as_bytes()).map_err(|error| Failure::output(&error))
}

/// What the migrations make, as text.
struct Explained<'a> {
    of: Described<'a>,
    catalog: &'a Catalog,
}

impl<'a> Explained<'a> {
    /// The table of this name, and the column if one is named.
    fn find(&self, name: &str) -> Result<(&'a Table, Option<&'a Column>)> {
        if let Some(table) = self.catalog.table(name) {
            return Ok((table, None));
        }
        let of_table = name.rsplit_once('.').and_then(|(table, column)| Some((self.catalog.table(table)?, column)));
        let Some((table, wanted)) = of_table else { return Err(self.of.no_table(name)) };
        match table.column(wanted) {
            Some(column) => Ok((table, Some(column))),
            None => Err(self.no_column(table, wanted)),
        }
    }

    fn no_column(&self, table: &Table, name: &str) -> Failure {
        let message = format!("table `{}` has no column `{name}`", table.name);
        if let Some((what, place)) = table.former_column(name) {
            return self.catalog.error(place, format!("{message}: it was {what} here")).into();
        }
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        Failure::Usage(match nearest(name, names.iter().copied()) {
            Some(near) => format!("{message}\nhelp: did you mean `{near}`?"),
            None => format!("{message}\nhelp: it has `{}`", names.join("`, `")),
        })
    }

    fn table(&self, table: &'a Table) -> String {
        let mut text = format!("{} {}\n", table.kind.noun(), harmless_line(&self.catalog.full_name(table)));
        text += &comment(table.comment.as_ref());
        if let Some(unknown) = &table.unknown {
            text += &format!("\nIts columns are not known: {}\n", unknown.reason);
        }
        text += &section("Columns", &self.columns(table));
        text += &section("Constraints and indexes", &self.rules(table, None));
        text += &section("Referred to by", &self.referrers(table, None));
        text + &history(&self.of.table_history(table))
    }

    fn column(&self, table: &'a Table, column: &Column) -> String {
        let name = format!("{}.{}", self.catalog.full_name(table), column.name);
        let mut text = format!("column {}\n", harmless_line(&name));
        text += &comment(column.comment.as_ref());
        let rust = match rust_type(self.catalog, table, column) {
            Some(found) => match found.feature {
                Some(feature) => format!("{} (with Diesel's feature `{feature}`)", found.rust),
                None => found.rust,
            },
            None => "a type of the program's own".to_owned(),
        };
        text += &format!("\n  SQL   {}\n  Rust  {rust}\n", harmless_line(&self.of.definition(column)));
        if let Some(labels) = self.catalog.labels(table, column) {
            let labels: Vec<String> = labels.into_iter().map(|(label, _)| format!("'{label}'")).collect();
            text += &format!("  one of {}\n", harmless_line(&labels.join(", ")));
        }
        text += &section("Constraints and indexes", &self.rules(table, Some(column)));
        text += &section("Referred to by", &self.referrers(table, Some(column)));
        text + &history(&self.of.own_history(&column.history))
    }

    /// A line for each column: its name, what SQL says of it, and the Rust type that it takes.
    fn columns(&self, table: &Table) -> Vec<String> {
        let rows: Vec<(&str, String, String)> = table
            .columns
            .iter()
            .map(|column| {
                let rust = self.of.rust(table, column).unwrap_or_else(|| "—".to_owned());
                (column.name.as_str(), self.of.definition(column), rust)
            })
            .collect();
        let width = |of: fn(&(&str, String, String)) -> usize| rows.iter().map(of).max().unwrap_or(0);
        let (names, types) = (width(|row| row.0.chars().count()), width(|row| row.1.chars().count()));
        rows.iter().map(|(name, sql, rust)| format!("{name:names$}  {sql:types$}  {rust}")).collect()
    }

    /// The constraints and indexes of a table, or those in which a column is.
    fn rules(&self, table: &'a Table, column: Option<&Column>) -> Vec<String> {
        self.of.rules(table, column).iter().map(|rule| format!("{}  {}", rule.text, rule.name)).collect()
    }

    /// The foreign keys that refer to a table, or to a column of it.
    fn referrers(&self, table: &Table, column: Option<&Column>) -> Vec<String> {
        let found = self.of.referrers(table, column).into_iter();
        found.map(|key| format!("{} {}  {}", self.catalog.full_name(key.child), key.text, key.name)).collect()
    }
}

/// Each statement that made or changed something, with what it did: of a long one the first lines.
fn history(steps: &[Step<'_>]) -> String {
    let mut out = "\nHistory\n".to_owned();
    for step in steps {
        let name = step.migration.map(|name| format!("{name}, ")).unwrap_or_default();
        out += &format!("\n  {}{}\n", harmless_line(&name), step.location);
        let (lines, more) = step.lines(SHOWN_LINES);
        out.extend(lines.iter().map(|line| format!("    | {line}\n")));
        if more > 0 {
            out += &format!("    | … {more} more lines\n");
        }
        out.extend(step.events.iter().map(|(line, what)| format!("      line {line}: {}\n", harmless_line(what))));
    }
    out
}

fn section(title: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "\n{title}\n{}",
        lines.iter().map(|line| format!("  {}\n", harmless_line(line.trim_end()))).collect::<String>()
    )
}

fn comment(comment: Option<&String>) -> String {
    comment.map(|text| text.lines().map(|line| format!("  -- {line}\n")).collect()).unwrap_or_default()
}
