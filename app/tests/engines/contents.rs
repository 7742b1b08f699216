//! The rows of each table, as each engine has them, in the same words.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use crate::{Line, Tables, by_table};

/// A column whose values both engines must have.
#[derive(QueryableByName)]
pub(crate) struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    type_name: String,
    /// Digits after the point.
    #[diesel(sql_type = Integer)]
    scale: i32,
}

impl Column {
    fn in_postgres(&self) -> String {
        let name = &self.name;
        match self.type_name.as_str() {
            "numeric" => format!("({name} * 10 ^ {})::BIGINT::TEXT", self.scale),
            "bool" => format!("{name}::INTEGER::TEXT"),
            "bytea" => format!("upper(encode({name}, 'hex'))"),
            "_text" => format!("array_to_json({name})::TEXT"),
            "inet" => format!("host({name})"),
            "timestamptz" => format!("({name} AT TIME ZONE 'UTC')::TEXT"),
            "float4" | "float8" => format!("({name}::FLOAT8::NUMERIC(12,6))::TEXT"),
            _ => format!("{name}::TEXT"),
        }
    }

    fn in_sqlite(&self) -> String {
        let name = &self.name;
        match self.type_name.as_str() {
            "bytea" => format!("CASE WHEN {name} IS NOT NULL THEN hex({name}) END"),
            "float4" | "float8" => format!("CASE WHEN {name} IS NOT NULL THEN printf('%.6f', {name}) END"),
            // A decimal that has become a float says so by its point.
            _ => format!("CAST({name} AS TEXT)"),
        }
    }
}

/// All columns but those that the moment fills in, and ids that a `down.sql` gives anew.
pub(crate) fn columns(connection: &mut PgConnection) -> Vec<Column> {
    diesel::sql_query(
        "SELECT
            relname::TEXT AS table_name,
            attname::TEXT AS name,
            typname::TEXT AS type_name,
            CASE WHEN atttypmod > 4 THEN (atttypmod - 4) & 65535 ELSE 0 END AS scale
        FROM pg_class
        JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
        JOIN pg_type ON pg_type.oid = atttypid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relkind = 'r' AND relnamespace = 'public'::REGNAMESPACE AND relname <> '__diesel_schema_migrations'
            AND pg_get_expr(adbin, adrelid) IS DISTINCT FROM 'CURRENT_TIMESTAMP'
            AND NOT (relname IN ('meeting_attendance', 'meeting_minutes') AND attname = 'id')
        ORDER BY relname, attname",
    )
    .load(connection)
    .expect("PostgreSQL lists its columns")
}

fn query(columns: &[Column], text: impl Fn(&Column) -> String) -> String {
    let mut tables: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for column in columns {
        let value = format!("'{}=' || COALESCE({}, 'NULL')", column.name, text(column));
        tables.entry(&column.table_name).or_default().push(value);
    }
    let rows = tables.iter().map(|(table, values)| {
        format!("SELECT '{table}' AS table_name, {} AS line FROM {table}", values.join(" || '; ' || "))
    });
    rows.collect::<Vec<_>>().join("\nUNION ALL\n")
}

fn sorted(lines: Vec<Line>) -> Tables {
    let mut tables = by_table(lines);
    tables.values_mut().for_each(|lines| lines.sort());
    tables
}

/// Each table's rows, sorted.
pub(crate) fn of_postgres(connection: &mut PgConnection, columns: &[Column]) -> Tables {
    if columns.is_empty() {
        return Tables::new();
    }
    sorted(diesel::sql_query(query(columns, Column::in_postgres)).load(connection).expect("PostgreSQL gives its rows"))
}

/// The same of SQLite.
pub(crate) fn of_sqlite(connection: &mut SqliteConnection, columns: &[Column]) -> Tables {
    if columns.is_empty() {
        return Tables::new();
    }
    sorted(diesel::sql_query(query(columns, Column::in_sqlite)).load(connection).expect("SQLite gives its rows"))
}
