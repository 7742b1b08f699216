//! The ways to make every column of the migrations another: each as one more migration.

use std::fmt::Write as _;

use schema_catalog::{Catalog, Column, ConstraintKind, Table};

/// A way to change a column.
#[derive(Clone, Copy)]
pub(crate) enum ColumnMutation {
    /// Another name.
    Rename,
    /// Another type.
    Type,
    /// NULL where it was not allowed, not allowed where it was.
    Nullability,
}

/// The column that is the primary key while the key's own columns may be NULL.
pub(super) const REPLACED_KEY: &str = "replaced_key";

/// The name of a column after [`ColumnMutation::Rename`].
pub(crate) fn renamed(column: &str) -> String {
    format!("other_{column}")
}

/// A migration that changes every column of every table.
pub(crate) fn mutate(catalog: &Catalog, mutation: ColumnMutation) -> String {
    let mut sql = String::new();
    for table in catalog.tables() {
        // No row stands in the way either: an engine could run this migration.
        let _ = writeln!(sql, "TRUNCATE {} CASCADE;", name_of(table));
        drop_what_is_in_the_way(&mut sql, catalog, table, mutation);
    }
    for table in catalog.tables() {
        for column in &table.columns {
            change(&mut sql, catalog, table, column, mutation);
        }
    }
    sql
}

/// What PostgreSQL would not let a changed column keep.
fn drop_what_is_in_the_way(sql: &mut String, catalog: &Catalog, table: &Table, mutation: ColumnMutation) {
    for constraint in &table.constraints {
        let in_the_way = match mutation {
            ColumnMutation::Rename => false,
            // Both sides of a foreign key must be comparable, and so must the values in a check.
            ColumnMutation::Type => matches!(constraint.kind, ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_)),
            ColumnMutation::Nullability => matches!(constraint.kind, ConstraintKind::PrimaryKey { .. }),
        };
        if in_the_way {
            line(sql, table, &format!("DROP CONSTRAINT IF EXISTS {} CASCADE", quoted(&constraint.name)));
        }
    }
    if matches!(mutation, ColumnMutation::Nullability) {
        // Without a primary key a table can't be declared to Diesel, and that would be all that is reported.
        line(sql, table, &format!("ADD COLUMN {} serial PRIMARY KEY", quoted(REPLACED_KEY)));
    }
    if matches!(mutation, ColumnMutation::Type) {
        for column in table.columns.iter().filter(|column| column.generated.is_some()) {
            line(sql, table, &format!("ALTER COLUMN {} DROP EXPRESSION", quoted(&column.name)));
        }
        // Expressions are of the columns' types.
        for index in catalog.indexes(table).filter(|index| index.predicate.is_some() || index.columns.contains(&None)) {
            let _ = writeln!(sql, "DROP INDEX {}.{};", quoted(&index.schema), quoted(&index.name));
        }
    }
}

fn change(sql: &mut String, catalog: &Catalog, table: &Table, column: &Column, mutation: ColumnMutation) {
    let name = quoted(&column.name);
    match mutation {
        ColumnMutation::Rename => {
            line(sql, table, &format!("RENAME COLUMN {name} TO {}", quoted(&renamed(&column.name))));
        }
        ColumnMutation::Type => {
            if column.default.is_some() {
                line(sql, table, &format!("ALTER COLUMN {name} DROP DEFAULT"));
            }
            let other = other_type(&column.sql_type.format_type(catalog));
            line(sql, table, &format!("ALTER COLUMN {name} TYPE {other} USING NULL"));
        }
        ColumnMutation::Nullability => {
            if column.identity.is_some() {
                line(sql, table, &format!("ALTER COLUMN {name} DROP IDENTITY"));
            }
            let action = if column.nullable { "SET" } else { "DROP" };
            line(sql, table, &format!("ALTER COLUMN {name} {action} NOT NULL"));
        }
    }
}

fn line(sql: &mut String, table: &Table, action: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(sql, "ALTER TABLE {} {action};", name_of(table));
}

fn name_of(table: &Table) -> String {
    format!("{}.{}", quoted(&table.schema), quoted(&table.name))
}

/// A type that this one's values do not have in Rust.
fn other_type(sql_type: &str) -> &'static str {
    match sql_type {
        "integer" => "bigint",
        "bigint" | "smallint" => "integer",
        "double precision" => "real",
        "date" => "timestamp",
        "timestamp without time zone" => "date",
        "timestamp with time zone" => "time",
        "text" => "bytea",
        sql_type if sql_type.starts_with("numeric") => "double precision",
        sql_type if sql_type.starts_with("character") && !sql_type.ends_with(']') => "bytea",
        _ => "text",
    }
}

pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use schema_catalog::Dialect;

    use super::*;
    use crate::workspace;

    /// The catalog of the project's migrations, and the same after one more that changes every column.
    fn before_and_after(mutation: ColumnMutation) -> (Catalog, Catalog) {
        let load = |folder: &Path| Catalog::load(Dialect::Postgres, folder, None);
        let folder = workspace::root().join("migrations/postgres");
        let before = load(&folder).unwrap_or_else(|error| panic!("{error}"));
        let files = before.sources().iter().map(|source| (source.name.to_string(), source.text.to_string()));
        let added = ("added/up.sql".to_owned(), mutate(&before, mutation));
        let after = Catalog::from_files(Dialect::Postgres, files.chain([added]).collect::<Vec<_>>());
        (before.clone(), after.unwrap_or_else(|error| panic!("{error}")))
    }

    fn columns(catalog: &Catalog) -> impl Iterator<Item = &Column> {
        catalog.tables().flat_map(|table| &table.columns).filter(|column| column.name != REPLACED_KEY)
    }

    #[test]
    fn every_column_is_renamed() {
        let (before, after) = before_and_after(ColumnMutation::Rename);
        assert!(columns(&before).zip(columns(&after)).all(|(before, after)| after.name == renamed(&before.name)));
    }

    #[test]
    fn every_column_has_another_type() {
        let (before, after) = before_and_after(ColumnMutation::Type);
        assert!(columns(&before).zip(columns(&after)).all(|(before, after)| {
            before.name == after.name && before.sql_type != after.sql_type && before.nullable == after.nullable
        }));
    }

    #[test]
    fn every_column_is_otherwise_nullable() {
        let (before, after) = before_and_after(ColumnMutation::Nullability);
        assert!(columns(&before).zip(columns(&after)).all(|(before, after)| {
            before.name == after.name && before.sql_type == after.sql_type && before.nullable != after.nullable
        }));
    }
}
