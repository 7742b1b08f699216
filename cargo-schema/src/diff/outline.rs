//! A catalog of what declarations say, of a live database: tables, columns, types, nullability and primary keys.

use std::fmt::Write as _;

use schema_catalog::{Catalog, Dialect};
use schema_drift::{Engine, Schema, TableKind};

use crate::failure::{Failure, Result};

/// The catalog that a database's tables make, as far as Diesel declares them. Views are left out, as diesel_cli does.
pub(super) fn catalog(schema: &Schema, name: &str) -> Result<Catalog> {
    Catalog::from_sql(dialect(schema), name, &sql(schema)).map_err(|error| {
        let message = error.message();
        let help = "help: compare it with the migrations, and those with the declarations";
        Failure::Usage(format!("{name}: what Diesel would declare for this database is not known: {message}\n{help}"))
    })
}

fn dialect(schema: &Schema) -> Dialect {
    match schema.engine {
        Engine::Postgres => Dialect::Postgres,
        Engine::Sqlite => Dialect::Sqlite,
        Engine::Mysql => Dialect::Mariadb,
    }
}

fn sql(schema: &Schema) -> String {
    let dialect = dialect(schema);
    let quoted = |name: &str| dialect.quote(name);
    let full =
        |of: Option<&str>, name: &str| of.map_or_else(|| quoted(name), |of| format!("{}.{}", quoted(of), quoted(name)));
    let mut out = String::new();
    let types = schema.enums.iter().filter_map(|known| known.schema.as_deref());
    let mut schemas: Vec<&str> =
        schema.tables.iter().filter_map(|table| table.schema.as_deref()).chain(types).collect();
    schemas.sort_unstable();
    schemas.dedup();
    for name in schemas {
        let _ = writeln!(out, "CREATE SCHEMA {};", quoted(name));
    }
    for known in schema.enums.iter() {
        let labels: Vec<String> = known.labels.iter().map(|label| format!("'{}'", label.replace('\'', "''"))).collect();
        let name = full(known.schema.as_deref(), &known.name);
        let _ = writeln!(out, "CREATE TYPE {name} AS ENUM ({});", labels.join(", "));
    }
    // What Diesel itself keeps is declared by no one.
    let tables = schema.tables.iter().filter(|table| table.name != "__diesel_schema_migrations");
    for table in tables.filter(|table| matches!(table.kind, TableKind::Table | TableKind::Partitioned)) {
        let mut parts: Vec<String> = table
            .columns
            .iter()
            .flat_map(|columns| columns.iter())
            .map(|column| {
                let not_null = if column.nullable { "" } else { " NOT NULL" };
                format!("{} {}{not_null}", quoted(&column.name), column.sql_type)
            })
            .collect();
        if let Some(key) = &table.primary_key {
            let columns: Vec<String> = key.columns.iter().map(|column| quoted(column)).collect();
            parts.push(format!("PRIMARY KEY ({})", columns.join(", ")));
        }
        let _ = writeln!(out, "CREATE TABLE {} ({});", full(table.schema.as_deref(), &table.name), parts.join(", "));
    }
    out
}
