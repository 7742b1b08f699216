//! `cargo schema validate`.

use std::env;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use schema_catalog::{Catalog, Error, History, Layout, Migration, Place, shown_path};
use schema_drift::{Difference, Kind, Options, Report, Schema};

use crate::arguments::Validate;
use crate::database::Database;
use crate::failure::{Failure, Result};
use crate::findings::{Finding, Findings, Format, Rule, Severity};
use crate::json_text::json_text;
use crate::messages::Style;
use crate::migrations::{self, Replayed};

/// What code scanning and annotations say of a difference.
static RULE: Rule = Rule {
    name: "database-differs",
    level: Severity::Error,
    summary: "The live database is not what the migrations make.",
    reason: "A program that was compiled against the migrations meets another schema: queries fail, or read what they \
             should not.",
    fix: "Apply the migrations that are pending; undo what was changed by hand, or write a migration that makes it so.",
    manual: &[],
};

/// The exit code: 0 if the database is as expected, 1 if it differs.
pub(crate) fn run(options: &Validate, out: &mut dyn Write, style: Style) -> Result<u8> {
    let (report, replayed) = report(options)?;
    let written = match options.format {
        Format::Human => writeln!(out, "{report}"),
        Format::Json => json_text(&report).map_err(io::Error::from).and_then(|json| out.write_all(json.as_bytes())),
        other => findings(&report, &replayed).write(other, style, out),
    };
    match written {
        // Whoever reads the output may have read enough, and the exit code still tells.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(Failure::output(&error)),
        _ => {}
    }
    Ok(u8::from(!report.is_clean()))
}

fn report(options: &Validate) -> Result<(Report, Replayed)> {
    let url = options.database_url.clone().or_else(|| env::var("DATABASE_URL").ok()).filter(|url| !url.is_empty());
    let url = url.ok_or_else(|| {
        let help = "help: name it by --database-url, or by the environment variable DATABASE_URL";
        Failure::Usage(format!("no database is named\n{help}"))
    })?;
    compared(&url, options.migrations.as_deref(), &options.ignore)
}

/// What differs in a database from what the migrations make: those of `path`, else those configured for its engine.
pub(crate) fn compared(url: &str, path: Option<&Path>, ignored: &[String]) -> Result<(Report, Replayed)> {
    let mut database = Database::connect(url)?;
    let replayed = Replayed::new(path, Some(database.dialect()?), &migrations::here()?)?;
    let expected = Schema::from_catalog(&replayed.catalog, versions(&replayed.migrations));
    let options = ignored.iter().fold(Options::new(), Options::ignore);
    let report = options.compare(&expected, &database.introspect()?);
    Ok((report, replayed))
}

/// The differences as findings, each at the place in the SQL that it is about.
fn findings(report: &Report, replayed: &Replayed) -> Findings {
    let finding = |difference: &Difference| {
        let table = difference.table.as_deref();
        let place = table.and_then(|table| place(&replayed.catalog, table, difference.name.as_deref()));
        let what = match place {
            Some(place) => replayed.catalog.error(place, difference.to_string()),
            None => Error::of_file(file(difference, replayed), difference.to_string()),
        };
        let mut finding = Finding::new(&RULE, what);
        finding.of.table.clone_from(&difference.table);
        match difference.kind {
            Kind::Migration => finding.of.migration.clone_from(&difference.name),
            Kind::Column | Kind::Type | Kind::Nullability | Kind::Default | Kind::Generated => {
                finding.of.column.clone_from(&difference.name);
            }
            _ => {}
        }
        finding
    };
    let root = replayed.root.as_deref().unwrap_or(Path::new("."));
    Findings::sorted(report.differences.iter().map(finding).collect(), root, String::new())
}

/// The file of the migration that differs, or the folder of all.
fn file(difference: &Difference, replayed: &Replayed) -> String {
    let is_meant = |migration: &&Migration| Some(&migration.version) == difference.name.as_ref();
    let migration = replayed.migrations.iter().find(is_meant).filter(|_| difference.kind == Kind::Migration);
    shown_path(migration.map_or(&replayed.folder, |migration| &migration.up), replayed.root.as_deref())
}

/// Where the migrations last said something of what differs: of the column, the constraint or the table.
pub(crate) fn place(catalog: &Catalog, table: &str, name: Option<&str>) -> Option<Place> {
    let table = catalog.table(table)?;
    let last = |history: &History| history.events().last().map(|(place, _)| place);
    let column = name.and_then(|name| table.column(name)).and_then(|column| last(&column.history));
    let constraint = || table.constraints.iter().find(|known| Some(known.name.as_str()) == name);
    column.or_else(|| constraint().map(|known| known.declared)).or_else(|| last(&table.history))
}

/// The versions that Diesel notes when it applies the migrations, if they are laid out for it.
fn versions(migrations: &[Migration]) -> Option<Vec<String>> {
    let is_diesels = migrations.iter().all(|migration| migration.layout == Layout::Diesel);
    is_diesels.then(|| migrations.iter().map(|migration| migration.version.clone()).collect())
}
