//! The ways to make every column of SQLite's migrations another: each as one more migration.
//!
//! SQLite can't change a column, so that every table is made anew, with what structs are held against: its columns, and
//! the primary key. No row is kept; there is none in the copy.

use std::fmt::Write as _;

use schema_catalog::{Catalog, Column, Table};

use super::sql::{ColumnMutation, REPLACED_KEY, quoted, renamed};

/// A migration that makes every table anew, with every column changed.
pub(crate) fn mutate(catalog: &Catalog, mutation: ColumnMutation) -> String {
    let mut sql = "PRAGMA foreign_keys = OFF;\n".to_owned();
    for table in catalog.tables() {
        // Writing to a string cannot fail.
        let _ = writeln!(sql, "DROP TABLE {};", quoted(&table.name));
    }
    for table in catalog.tables() {
        create(&mut sql, catalog, table, mutation);
    }
    sql
}

fn create(sql: &mut String, catalog: &Catalog, table: &Table, mutation: ColumnMutation) {
    let mut parts: Vec<String> = table.columns.iter().map(|column| definition(catalog, column, mutation)).collect();
    if matches!(mutation, ColumnMutation::Nullability) {
        // None of the columns of a key would otherwise be NULL.
        parts.push(format!("{} INTEGER PRIMARY KEY NOT NULL", quoted(REPLACED_KEY)));
    } else {
        let key = table.primary_key().iter().map(|&key| name(table.column_by_id(key), mutation));
        let key = key.map(|name| quoted(&name)).collect::<Vec<_>>();
        parts.push(format!("PRIMARY KEY ({})", key.join(", ")));
    }
    let _ = writeln!(sql, "CREATE TABLE {} (\n    {}\n);", quoted(&table.name), parts.join(",\n    "));
}

fn name(column: &Column, mutation: ColumnMutation) -> String {
    match mutation {
        ColumnMutation::Rename => renamed(&column.name),
        ColumnMutation::Type | ColumnMutation::Nullability => column.name.clone(),
    }
}

fn definition(catalog: &Catalog, column: &Column, mutation: ColumnMutation) -> String {
    let before = column.sql_type.display(catalog).to_string();
    let sql_type = match mutation {
        ColumnMutation::Type => other_type(&before),
        ColumnMutation::Rename | ColumnMutation::Nullability => &before,
    };
    let flips = matches!(mutation, ColumnMutation::Nullability);
    let not_null = if column.nullable == flips { " NOT NULL" } else { "" };
    format!("{} {sql_type}{not_null}", quoted(&name(column, mutation)))
}

/// A type that this one's values do not have in Rust.
fn other_type(sql_type: &str) -> &'static str {
    if sql_type.eq_ignore_ascii_case("blob") { "INTEGER" } else { "BLOB" }
}

#[cfg(test)]
mod tests {
    use schema_catalog::Dialect;

    use super::*;
    use crate::workspace;

    /// The columns of the project's migrations, and the same after one more that changes every column.
    fn before_and_after(mutation: ColumnMutation) -> Vec<(Column, Column)> {
        let folder = workspace::root().join("migrations/sqlite");
        let before = Catalog::load(Dialect::Sqlite, &folder, None).unwrap_or_else(|error| panic!("{error}"));
        let files = before.sources().iter().map(|source| (source.name.to_string(), source.text.to_string()));
        let added = ("added/up.sql".to_owned(), mutate(&before, mutation));
        let after = Catalog::from_files(Dialect::Sqlite, files.chain([added]).collect::<Vec<_>>());
        let after = after.unwrap_or_else(|error| panic!("{error}"));
        let pairs = before.tables().flat_map(|table| {
            let after = after.table(&table.name).expect("the table is made anew");
            table.columns.iter().cloned().zip(after.columns.iter().cloned()).collect::<Vec<_>>()
        });
        let pairs: Vec<_> = pairs.collect();
        assert!(pairs.len() > 600, "only {} columns", pairs.len());
        pairs
    }

    #[test]
    fn every_column_is_renamed() {
        for (before, after) in before_and_after(ColumnMutation::Rename) {
            assert_eq!((after.name, after.nullable), (renamed(&before.name), before.nullable));
        }
    }

    #[test]
    fn every_column_has_another_type() {
        for (before, after) in before_and_after(ColumnMutation::Type) {
            assert_eq!((&after.name, after.nullable), (&before.name, before.nullable));
            assert_ne!(after.sql_type, before.sql_type, "{}", before.name);
        }
    }

    #[test]
    fn every_column_is_otherwise_nullable() {
        for (before, after) in before_and_after(ColumnMutation::Nullability) {
            assert_eq!((&after.name, &after.sql_type), (&before.name, &before.sql_type));
            assert_ne!(after.nullable, before.nullable, "{}", before.name);
        }
    }
}
