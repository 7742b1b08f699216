//! `cargo xtask mutate`: the proof that no column can drift unseen.
//!
//! In a copy of the application, every field of every model is made wrong in one way, then every column of the
//! migrations for either engine in another, and so on. After each such pass the copy must not compile, and for every single column an error
//! must name the struct, the field or column, and a place in the SQL that made the column what it is.

mod copy;
mod errors;
mod models;
mod sql;
mod sqlite;

use std::collections::BTreeMap;
use std::time::Instant;

use copy::Copy;
use errors::CompileError;
use models::{FieldMutation, Model};
use schema_catalog::{Catalog, Column, Dialect, Table};
use sql::ColumnMutation;

use crate::failure::{Failure, Result};

/// One way to make everything wrong.
enum Pass {
    Fields(FieldMutation),
    /// Of the migrations for one engine, while those for the other stay as they are.
    Columns(Dialect, ColumnMutation),
}

/// Each pass and its name in messages.
const PASSES: &[(&str, Pass)] = &[
    ("rename the field", Pass::Fields(FieldMutation::Rename)),
    ("change the field's type", Pass::Fields(FieldMutation::Type { alias: false })),
    ("change the field's type behind an alias", Pass::Fields(FieldMutation::Type { alias: true })),
    ("flip the field's nullability", Pass::Fields(FieldMutation::Nullability { alias: false })),
    ("flip the field's nullability behind an alias", Pass::Fields(FieldMutation::Nullability { alias: true })),
    ("rename the column", Pass::Columns(Dialect::Postgres, ColumnMutation::Rename)),
    ("change the column's type", Pass::Columns(Dialect::Postgres, ColumnMutation::Type)),
    ("flip the column's nullability", Pass::Columns(Dialect::Postgres, ColumnMutation::Nullability)),
    ("rename SQLite's column", Pass::Columns(Dialect::Sqlite, ColumnMutation::Rename)),
    ("change the type of SQLite's column", Pass::Columns(Dialect::Sqlite, ColumnMutation::Type)),
    ("flip the nullability of SQLite's column", Pass::Columns(Dialect::Sqlite, ColumnMutation::Nullability)),
];

pub(crate) fn run() -> Result<()> {
    let copy = Copy::new()?;
    copy.restore()?;
    let unchanged = copy.check()?;
    if let Some(error) = unchanged.first() {
        return Err(Failure::new(format!(
            "the application does not compile even before it is changed:\n{}",
            error.text()
        )));
    }
    let models = models::read(&copy)?;
    let catalog = copy.catalog(Dialect::Postgres)?;
    let missing = without_model(&catalog, &models);
    if !missing.is_empty() {
        return Err(Failure::new(format!("these columns have no field in a model: {}", missing.join(", "))));
    }

    let (mut caught, mut all, mut uncaught) = (0, 0, Vec::new());
    for (name, pass) in PASSES {
        let start = Instant::now();
        copy.restore()?;
        let missed = run_pass(pass, &copy, &models, &catalog)?;
        let columns: usize = models.iter().map(|model| model.fields.len()).sum();
        eprintln!("{name}: caught {} of {columns} in {:.1} s", columns - missed.len(), start.elapsed().as_secs_f64());
        caught += columns - missed.len();
        all += columns;
        uncaught.extend(missed.into_iter().map(|missed| format!("  {name}: {missed}")));
    }
    println!("caught {caught} of {all}");
    if uncaught.is_empty() { Ok(()) } else { Err(Failure::new(format!("not caught:\n{}", uncaught.join("\n")))) }
}

/// Every column of a table for which no model has a field.
fn without_model(catalog: &Catalog, models: &[Model]) -> Vec<String> {
    let known: BTreeMap<&str, &Model> = models.iter().map(|model| (model.table.as_str(), model)).collect();
    let has_field = |table: &Table, column: &Column| {
        let model = known.get(table.name.as_str());
        model.is_some_and(|model| model.fields.iter().any(|field| field.column == column.name))
    };
    let columns = catalog.tables().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    let missing = columns.filter(|(table, column)| !has_field(table, column));
    missing.map(|(table, column)| format!("{}.{}", table.name, column.name)).collect()
}

/// Runs one pass; returns what was not caught.
fn run_pass(pass: &Pass, copy: &Copy, models: &[Model], catalog: &Catalog) -> Result<Vec<String>> {
    let changed;
    let catalog = match pass {
        Pass::Fields(mutation) => {
            models::mutate(copy, *mutation)?;
            catalog
        }
        Pass::Columns(dialect, mutation) => {
            let sql = match dialect {
                Dialect::Sqlite => sqlite::mutate(&copy.catalog(Dialect::Sqlite)?, *mutation),
                _ => sql::mutate(catalog, *mutation),
            };
            copy.add_migration(*dialect, &sql)?;
            changed = copy.catalog(*dialect)?;
            &changed
        }
    };
    let errors = copy.check()?;
    let renames = matches!(pass, Pass::Fields(FieldMutation::Rename) | Pass::Columns(_, ColumnMutation::Rename));
    let mut missed = Vec::new();
    for model in models {
        let table = catalog.table(&model.table).ok_or_else(|| Failure::new(format!("no table `{}`", model.table)))?;
        for field in &model.fields {
            let (field_name, column_name) = match pass {
                Pass::Fields(FieldMutation::Rename) => (models::renamed(&field.name), field.column.clone()),
                Pass::Columns(_, ColumnMutation::Rename) => (field.name.clone(), sql::renamed(&field.column)),
                _ => (field.name.clone(), field.column.clone()),
            };
            let column = table.column(&column_name).ok_or_else(|| {
                Failure::new(format!("no column `{}.{column_name}` in the changed migrations", model.table))
            })?;
            let places: Vec<_> =
                column.history.events().map(|(place, _)| catalog.location(place).to_string()).collect();
            let names = Names { model, field: &field_name, column: &column_name, places: &places };
            let of_sqlite = matches!(pass, Pass::Columns(Dialect::Sqlite, _));
            let is_told = names.are_in(&errors, !renames) || of_sqlite && !renames && names.column_is_told(&errors);
            if !is_told {
                missed.push(format!("{}::{field_name} ({}.{column_name})", model.name, model.table));
            }
        }
    }
    Ok(missed)
}

/// What the errors about a field must name.
struct Names<'a> {
    model: &'a Model,
    field: &'a str,
    column: &'a str,
    places: &'a [String],
}

impl Names<'_> {
    /// Whether one error names the field and the column with its place; or where they no longer go together, one the field
    /// and one the column.
    fn are_in(&self, errors: &[CompileError], together: bool) -> bool {
        if together {
            errors.iter().any(|error| self.field_is_in(error) && self.column_is_in(error))
        } else {
            errors.iter().any(|error| self.field_is_in(error)) && errors.iter().any(|error| self.column_is_in(error))
        }
    }

    fn field_is_in(&self, error: &CompileError) -> bool {
        error.names(&format!("{}::{}", self.model.name, self.field))
    }

    /// Whether one error is about the column without the field: that no type can hold it for both engines, or that an
    /// insert leaves it out.
    fn column_is_told(&self, errors: &[CompileError]) -> bool {
        let column = format!("{}.{}", self.model.table, self.column);
        let place_in = |error: &CompileError| self.places.iter().any(|place| errors::names(error.text(), place));
        errors.iter().any(|error| self.column_is_in(error) || error.names(&column) && place_in(error))
    }

    /// Either the error is about `table.column`, or the column is one in a list, on a line with its place.
    fn column_is_in(&self, error: &CompileError) -> bool {
        let column = format!("{}.{}", self.model.table, self.column);
        let place_in = |text: &str| self.places.iter().any(|place| errors::names(text, place));
        let in_list = || error.text().lines().any(|line| errors::names(line, self.column) && place_in(line));
        error.names(&self.model.name) && (error.names(&column) && place_in(error.text()) || in_list())
    }
}
