//! `cargo schema status`: what there is, in numbers, and what of it a database has.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use schema_catalog::{
    Catalog, ConstraintKind, Dialect, Engine, Layout, Migration, TypeKind, harmless_line, shown_path,
};
use schema_drift::{Kind, Report};

use crate::failure::{Failure, Result};
use crate::messages::{Style, headed};
use crate::migrations::{self, Chosen, Replayed};
use crate::validate;

pub(crate) const STATUS: &str = "\
Tells what there is: the migrations of each engine, and the tables, columns, keys, indexes, enums and views that they make. \
With --database-url, which of the migrations are applied there, and whether the schema is what they make.";

pub(crate) const AFTER_STATUS: &str = "\
Examples:
  cargo schema status
  cargo schema status --database-url sqlite://savings.db

Exit codes:
  0  the migrations can be replayed; the database, if one is named, is as they make it
  1  the database differs
  2  that could not be found out";

#[derive(Debug, Args)]
pub(crate) struct Status {
    /// The folder of the migrations, or one .sql file
    #[arg(long, value_name = "PATH")]
    pub(crate) migrations: Option<PathBuf>,

    /// The engine whose migrations are meant: postgres, sqlite, mysql, mariadb or cockroachdb
    #[arg(long, value_name = "ENGINE", value_parser = |name: &str| name.parse::<Dialect>(), conflicts_with = "database_url")]
    pub(crate) dialect: Option<Dialect>,

    /// A database to look at: postgres://…, mysql://…, sqlite://PATH, or the path of a SQLite file
    #[arg(long, value_name = "URL")]
    pub(crate) database_url: Option<String>,
}

/// The exit code: 1 if a database is named and differs.
pub(crate) fn run(options: &Status, out: &mut dyn Write, style: Style) -> Result<u8> {
    let here = migrations::here()?;
    let (text, differs) = match &options.database_url {
        None => (of_migrations(options, &here)?, false),
        Some(url) => of_database(options, url)?,
    };
    out.write_all(headed(&text, style).as_bytes()).map_err(|error| Failure::output(&error))?;
    Ok(u8::from(differs))
}

/// What there is for each engine.
fn of_migrations(options: &Status, here: &Path) -> Result<String> {
    let chosen = Chosen::new(options.migrations.as_deref(), options.dialect, here)?;
    let mut texts = Vec::new();
    for engine in &chosen.config.engines {
        let mut migrator = chosen.migrator(engine)?;
        let migrations = migrator.migrations().to_vec();
        migrations::replay(&mut migrator, &migrations)?;
        texts.push(of_engine(engine, &migrations, &migrator.finish()?, chosen.root()));
    }
    Ok(texts.join("\n"))
}

fn of_engine(engine: &Engine, migrations: &[Migration], catalog: &Catalog, root: Option<&Path>) -> String {
    let mut text = format!("{} in {}\n", engine.dialect, harmless_line(&shown_path(&engine.migrations, root)));
    let last = migrations.last().map_or("", |last| &last.name);
    let undoable = migrations.iter().filter(|migration| migration.down.is_some()).count();
    text += &line("migrations", migrations.len(), &format!("the last is `{last}`; {undoable} can be undone"));
    text.extend(in_numbers(catalog).iter().map(|(what, count, more)| line(what, *count, more)));
    text
}

/// How much of each kind of object a catalog has, and what there is to say of that.
pub(crate) fn in_numbers(catalog: &Catalog) -> [(&'static str, usize, String); 7] {
    let (views, tables): (Vec<_>, Vec<_>) = catalog.tables().partition(|table| table.kind.is_view());
    let constraints = |kind: fn(&ConstraintKind) -> bool| {
        tables.iter().flat_map(|table| &table.constraints).filter(|constraint| kind(&constraint.kind)).count()
    };
    let primary = constraints(|kind| matches!(kind, ConstraintKind::PrimaryKey { .. }));
    let foreign = constraints(|kind| matches!(kind, ConstraintKind::ForeignKey(_) | ConstraintKind::Dangling(_)));
    let unique = constraints(|kind| matches!(kind, ConstraintKind::Unique { .. }));
    let checks = constraints(|kind| matches!(kind, ConstraintKind::Check(_)));
    let nullable = tables.iter().flat_map(|table| &table.columns).filter(|column| column.nullable).count();
    let columns = tables.iter().map(|table| table.columns.len()).sum();
    let indexes = tables.iter().map(|table| catalog.own_indexes(table).count()).sum();
    let enums = catalog.types().filter(|found| matches!(found.kind, TypeKind::Enum(_))).count();
    [
        ("tables", tables.len(), String::new()),
        ("columns", columns, format!("{nullable} may be NULL")),
        ("keys", primary + foreign + unique, format!("{primary} primary, {foreign} foreign, {unique} unique")),
        ("checks", checks, String::new()),
        ("indexes", indexes, "besides those of keys".to_owned()),
        ("enums", enums, String::new()),
        ("views", views.len(), String::new()),
    ]
}

fn line(what: &str, count: usize, more: &str) -> String {
    format!("{}\n", format!("  {what:<10} {count:>5}  {}", harmless_line(more)).trim_end())
}

/// What of the migrations a database has, and whether it differs.
fn of_database(options: &Status, url: &str) -> Result<(String, bool)> {
    let (report, replayed) = validate::compared(url, options.migrations.as_deref(), &[])?;
    let Replayed { catalog, folder, root, migrations, .. } = &replayed;
    let engine = Engine { dialect: catalog.dialect(), migrations: folder.clone() };
    let mut text = of_engine(&engine, migrations, catalog, root.as_deref());
    text += "\ndatabase\n";
    text += &of_report(&report, migrations);
    Ok((text, !report.is_clean()))
}

fn of_report(report: &Report, migrations: &[Migration]) -> String {
    let pending: Vec<&str> = report.pending_migrations().collect();
    let unknown: Vec<&str> = report.unknown_migrations().collect();
    let mut text = if migrations.iter().all(|migration| migration.layout == Layout::Diesel) {
        line("applied", migrations.len() - pending.len(), &format!("of {}", migrations.len()))
    } else {
        "  which migrations are applied is known of Diesel's layout only\n".to_owned()
    };
    for version in pending {
        let name = migrations.iter().find(|migration| migration.version == version);
        text += &format!("  pending: {}\n", harmless_line(name.map_or(version, |migration| &migration.name)));
    }
    text.extend(unknown.iter().map(|version| format!("  not known here: {}\n", harmless_line(version))));
    let others: Vec<_> = report.differences.iter().filter(|difference| difference.kind != Kind::Migration).collect();
    if others.is_empty() {
        return text + "  the schema is what the migrations make\n";
    }
    let places = if others.len() == 1 { "place" } else { "places" };
    text += &format!("  the schema differs in {} {places}:\n", others.len());
    text + &others
        .iter()
        .map(|difference| format!("    {}\n", harmless_line(&difference.to_string())))
        .collect::<String>()
}
