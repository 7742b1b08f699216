//! `cargo schema explain`: what a table or a column is, and how it became so.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use schema_catalog::diesel::rust_type;
use schema_catalog::{
    Catalog, Column, Constraint, ConstraintKind, Dialect, History, Identity, Index, Place, ReferentialAction, Table,
    nearest, shown_path,
};

use crate::failure::{Failure, Result};
use crate::findings::harmless;
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

/// What happened, and where.
type Event = (Place, String);

/// How many lines of a statement are shown.
const SHOWN_LINES: usize = 12;

pub(crate) fn run(options: &Explain, out: &mut dyn Write) -> Result<()> {
    let here = migrations::here()?;
    let replayed = Replayed::new(options.migrations.as_deref(), options.dialect, &here)?;
    let explained = Explained { replayed: &replayed, catalog: &replayed.catalog };
    let (table, column) = explained.find(&options.name)?;
    let text = match column {
        Some(column) => explained.column(table, column),
        None => explained.table(table),
    };
    out.write_all(harmless(&text).as_bytes()).map_err(|error| Failure::output(&error))
}

/// What the migrations make, to be told of.
struct Explained<'a> {
    replayed: &'a Replayed,
    catalog: &'a Catalog,
}

impl<'a> Explained<'a> {
    /// The table of this name, and the column if one is named.
    fn find(&self, name: &str) -> Result<(&'a Table, Option<&'a Column>)> {
        if let Some(table) = self.catalog.table(name) {
            return Ok((table, None));
        }
        let of_table = name.rsplit_once('.').and_then(|(table, column)| Some((self.catalog.table(table)?, column)));
        let Some((table, wanted)) = of_table else { return Err(self.no_table(name)) };
        match table.column(wanted) {
            Some(column) => Ok((table, Some(column))),
            None => Err(self.no_column(table, wanted)),
        }
    }

    fn no_table(&self, name: &str) -> Failure {
        let message = format!("the migrations make no table `{name}`");
        if let Some((what, place)) = self.catalog.former_table(name) {
            return self.catalog.error(place, format!("{message}: it was {what} here")).into();
        }
        let names: Vec<String> = self.catalog.tables().map(|table| self.catalog.full_name(table)).collect();
        Failure::Usage(match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("{message}\nhelp: did you mean `{near}`?"),
            None => message,
        })
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

    fn table(&self, table: &Table) -> String {
        let mut text = format!("{} {}\n", table.kind.noun(), self.catalog.full_name(table));
        text += &comment(table.comment.as_ref());
        if let Some(unknown) = &table.unknown {
            text += &format!("\nIts columns are not known: {}\n", unknown.reason);
        }
        text += &section("Columns", &self.columns(table));
        text += &section("Constraints and indexes", &self.rules(table, None));
        text += &section("Referred to by", &self.referrers(table, None));
        let columns = table.columns.iter().map(|column| (Some(column.name.as_str()), &column.history));
        let constraints =
            table.constraints.iter().map(|known| (known.declared, format!("{} declared", known_as(known))));
        let indexes =
            self.catalog.own_indexes(table).map(|index| (index.created, format!("index `{}` created", index.name)));
        let others = constraints.chain(indexes).collect();
        text + &self.history([(None, &table.history)].into_iter().chain(columns), others)
    }

    fn column(&self, table: &Table, column: &Column) -> String {
        let mut text = format!("column {}.{}\n", self.catalog.full_name(table), column.name);
        text += &comment(column.comment.as_ref());
        let rust = match rust_type(self.catalog, table, column) {
            Some(found) => match found.feature {
                Some(feature) => format!("{} (with Diesel's feature `{feature}`)", found.rust),
                None => found.rust,
            },
            None => "a type of the program's own".to_owned(),
        };
        text += &format!("\n  SQL   {}\n  Rust  {rust}\n", self.definition(column));
        if let Some(labels) = self.catalog.labels(table, column) {
            let labels: Vec<String> = labels.into_iter().map(|(label, _)| format!("'{label}'")).collect();
            text += &format!("  one of {}\n", labels.join(", "));
        }
        text += &section("Constraints and indexes", &self.rules(table, Some(column)));
        text += &section("Referred to by", &self.referrers(table, Some(column)));
        text + &self.history([(None, &column.history)].into_iter(), Vec::new())
    }

    /// A line for each column: its name, what SQL says of it, and the Rust type that it takes.
    fn columns(&self, table: &Table) -> Vec<String> {
        let rows: Vec<(&str, String, String)> = table
            .columns
            .iter()
            .map(|column| {
                let rust = rust_type(self.catalog, table, column).map(|found| found.rust);
                (column.name.as_str(), self.definition(column), rust.unwrap_or_else(|| "—".to_owned()))
            })
            .collect();
        let width = |of: fn(&(&str, String, String)) -> usize| rows.iter().map(of).max().unwrap_or(0);
        let (names, types) = (width(|row| row.0.chars().count()), width(|row| row.1.chars().count()));
        rows.iter().map(|(name, sql, rust)| format!("{name:names$}  {sql:types$}  {rust}")).collect()
    }

    /// What SQL says of a column, but for its name.
    fn definition(&self, column: &Column) -> String {
        let mut text = column.definition(self.catalog);
        match (&column.identity, &column.generated, &column.default) {
            (Some(Identity::Always), ..) => text += " GENERATED ALWAYS AS IDENTITY",
            (Some(Identity::ByDefault), ..) => text += " GENERATED BY DEFAULT AS IDENTITY",
            (_, Some(generated), _) => text += &format!(" GENERATED ALWAYS AS ({})", in_line(&generated.expression)),
            (.., Some(default)) => text += &format!(" DEFAULT {}", in_line(&default.expression)),
            _ => {}
        }
        text
    }

    /// The constraints and indexes of a table, or those in which a column is.
    fn rules(&self, table: &Table, column: Option<&Column>) -> Vec<String> {
        let has = |ids: &[_]| column.is_none_or(|column| ids.contains(&column.id()));
        let list = |ids: &[_]| table.column_names(ids).join(", ");
        let mut rules = Vec::new();
        for constraint in &table.constraints {
            let (ids, text) = match &constraint.kind {
                ConstraintKind::PrimaryKey { columns } => (columns, format!("PRIMARY KEY ({})", list(columns))),
                ConstraintKind::Unique { columns, .. } => (columns, format!("UNIQUE ({})", list(columns))),
                ConstraintKind::Check(check) => (&check.columns, format!("CHECK ({})", in_line(&check.expression))),
                ConstraintKind::Exclude { columns, .. } => (columns, format!("EXCLUDE ({})", list(columns))),
                ConstraintKind::ForeignKey(key) => {
                    let parent = self.catalog.table_by_id(key.parent);
                    let columns = parent.column_names(&key.parent_columns).join(", ");
                    let actions = actions(key.on_delete, key.on_update);
                    let target = format!("{} ({columns}){actions}", self.catalog.full_name(parent));
                    (&key.columns, format!("FOREIGN KEY ({}) REFERENCES {target}", list(&key.columns)))
                }
                ConstraintKind::Dangling(key) => {
                    let text = format!("FOREIGN KEY ({}) REFERENCES {}", list(&key.columns), key.written.table);
                    (&key.columns, text + ", which is not there")
                }
            };
            if has(ids) {
                rules.push(format!("{text}  {}", constraint.name).trim_end().to_owned());
            }
        }
        let is_in = |index: &&Index| column.is_none_or(|column| index.columns.contains(&Some(column.id())));
        for index in self.catalog.own_indexes(table).filter(is_in) {
            let part = |id: &Option<_>| id.map_or("(expression)", |id| table.column_by_id(id).name.as_str());
            let parts: Vec<&str> = index.columns.iter().map(part).collect();
            let kind = if index.unique { "UNIQUE INDEX" } else { "INDEX" };
            let predicate =
                index.predicate.as_ref().map(|text| format!(" WHERE {}", in_line(text))).unwrap_or_default();
            rules.push(format!("{kind} ({}){predicate}  {}", parts.join(", "), index.name));
        }
        rules
    }

    /// The foreign keys that refer to a table, or to a column of it.
    fn referrers(&self, table: &Table, column: Option<&Column>) -> Vec<String> {
        let mut found = Vec::new();
        for child in self.catalog.tables() {
            for (constraint, key) in child.foreign_keys().filter(|(_, key)| key.parent == table.id()) {
                if column.is_some_and(|column| !key.parent_columns.contains(&column.id())) {
                    continue;
                }
                let columns = child.column_names(&key.columns).join(", ");
                let actions = actions(key.on_delete, key.on_update);
                let line = format!("{} ({columns}){actions}  {}", self.catalog.full_name(child), constraint.name);
                found.push(line.trim_end().to_owned());
            }
        }
        found
    }

    /// Each statement that made or changed something, with what it did.
    fn history<'h>(
        &self,
        histories: impl Iterator<Item = (Option<&'h str>, &'h History)>,
        others: Vec<Event>,
    ) -> String {
        let mut by_statement: BTreeMap<Place, (&str, Vec<Event>)> = BTreeMap::new();
        let of_columns = histories.flat_map(|(name, history)| {
            let subject = name.map(|name| format!("`{name}` ")).unwrap_or_default();
            history.events().map(move |(place, what)| (place, format!("{subject}{what}"))).collect::<Vec<_>>()
        });
        for (place, what) in of_columns.chain(others) {
            let (start, text) = self.catalog.statement(place).unwrap_or((place, ""));
            by_statement.entry(start).or_insert((text, Vec::new())).1.push((place, what));
        }
        let mut out = "\nHistory\n".to_owned();
        for (start, (text, mut events)) in by_statement {
            let location = self.catalog.location(start);
            let name = self.migration(&location.file).map(|name| format!("{name}, ")).unwrap_or_default();
            out += &format!("\n  {name}{location}\n");
            out += &shown(text);
            events.sort();
            events.dedup();
            out.extend(events.iter().map(|(place, what)| {
                let line = self.catalog.location(*place).line;
                format!("      line {line}: {what}\n")
            }));
        }
        out
    }

    /// The name of the migration that has a file.
    fn migration(&self, file: &str) -> Option<&str> {
        let root = self.replayed.root.as_deref();
        let has_file = |migration: &&schema_catalog::Migration| shown_path(&migration.up, root) == file;
        self.replayed.migrations.iter().find(has_file).map(|migration| migration.name.as_str())
    }
}

fn section(title: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    format!("\n{title}\n{}", lines.iter().map(|line| format!("  {}\n", line.trim_end())).collect::<String>())
}

fn comment(comment: Option<&String>) -> String {
    comment.map(|text| text.lines().map(|line| format!("  -- {line}\n")).collect()).unwrap_or_default()
}

/// A statement with bars before its lines, the first of them if it is long.
fn shown(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let more = lines.len().saturating_sub(SHOWN_LINES);
    let mut out: String = lines.iter().take(SHOWN_LINES).map(|line| format!("    | {}\n", line.trim_end())).collect();
    if more > 0 {
        out += &format!("    | … {more} more lines\n");
    }
    out
}

/// An expression in one line.
fn in_line(expression: &str) -> String {
    expression.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn actions(on_delete: ReferentialAction, on_update: ReferentialAction) -> String {
    let action = |words: &str, action: ReferentialAction| match action {
        ReferentialAction::NoAction => String::new(),
        other => format!(" {words} {}", other.as_sql()),
    };
    action("ON DELETE", on_delete) + &action("ON UPDATE", on_update)
}

/// What a constraint is called in a history.
fn known_as(constraint: &Constraint) -> String {
    if constraint.name.is_empty() { "a constraint".to_owned() } else { format!("constraint `{}`", constraint.name) }
}
