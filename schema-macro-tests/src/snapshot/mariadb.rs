//! The snapshot of a MariaDB database, from its `information_schema`.
//!
//! <https://mariadb.com/kb/en/information-schema-tables/>

use std::collections::BTreeMap;

use mysql::prelude::{FromRow, Queryable};
use mysql::{Conn, Result, params};

use super::{Column, Snapshot, Table, line};

/// Everything in a database, and in those whose names begin with its own. Its own name is left out, as the catalog does
/// not know it.
///
/// # Errors
///
/// If the database can't be read.
pub fn snapshot(connection: &mut Conn, database: &str) -> Result<Snapshot> {
    let mut snapshot = Snapshot::default();
    let shown = |schema: &str| if schema == database { String::new() } else { schema.to_owned() };
    let full = |schema: &str, name: &str| format!("{}.{name}", shown(schema));
    for schema in rows::<String>(connection, SCHEMATA, database)? {
        snapshot.schemas.insert(shown(&schema));
    }
    for (schema, name, kind, comment) in rows::<(String, String, String, String)>(connection, TABLES, database)? {
        let (kind, comment) = match kind.as_str() {
            // The comment of a view says that it is one, or what is wrong with it.
            "VIEW" => ("view", None),
            _ => ("table", Some(comment).filter(|comment| !comment.is_empty())),
        };
        let table = Table { kind: kind.to_owned(), comment, columns: Some(Vec::new()), ..Table::default() };
        snapshot.tables.insert(full(&schema, &name), table);
    }
    type ColumnRow = (String, String, String, String, String, Option<String>, String, String);
    for row in rows::<ColumnRow>(connection, COLUMNS, database)? {
        let (schema, table, name, sql_type, nullable, default, extra, comment) = row;
        let Some(Table { columns: Some(columns), .. }) = snapshot.tables.get_mut(&full(&schema, &table)) else {
            continue;
        };
        columns.push(Column {
            name,
            sql_type,
            nullable: nullable == "YES",
            // A column that may be NULL has NULL for its default.
            default: default.is_some_and(|default| default != "NULL"),
            generated: generated(&extra),
            comment: Some(comment).filter(|comment| !comment.is_empty()),
        });
    }
    keys(connection, database, &mut snapshot, &full)?;
    foreign_keys(connection, database, &mut snapshot, &full)?;
    for (schema, table, name) in rows::<(String, String, String)>(connection, CHECKS, database)? {
        if let Some(table) = snapshot.tables.get_mut(&full(&schema, &table)) {
            table.constraints.insert(format!("check {name}"), line::check(false));
        }
    }
    Ok(snapshot)
}

fn generated(extra: &str) -> Option<String> {
    let extra = extra.to_ascii_lowercase();
    let text = if extra.contains("auto_increment") {
        "identity by default"
    } else if extra.contains("stored generated") {
        "generated stored"
    } else if extra.contains("virtual generated") {
        "generated virtual"
    } else {
        return None;
    };
    Some(text.to_owned())
}

fn keys(
    connection: &mut Conn,
    database: &str,
    snapshot: &mut Snapshot,
    full: &dyn Fn(&str, &str) -> String,
) -> Result<()> {
    type Row = (String, String, String, bool, Option<String>);
    type Key = (bool, Vec<Option<String>>);
    let mut keys: BTreeMap<(String, String), Key> = BTreeMap::new();
    for (schema, table, name, not_unique, column) in rows::<Row>(connection, STATISTICS, database)? {
        let key = keys.entry((full(&schema, &table), name)).or_default();
        key.0 = !not_unique;
        key.1.push(column);
    }
    for ((table, name), (unique, columns)) in keys {
        let Some(table) = snapshot.tables.get_mut(&table) else { continue };
        let names: Vec<&str> = columns.iter().flatten().map(String::as_str).collect();
        if name == "PRIMARY" {
            table.constraints.insert(name, line::key("PRIMARY KEY", &names, false));
        } else if unique {
            table.constraints.insert(name, line::key("UNIQUE", &names, false));
        } else {
            table.indexes.insert(name, line::plain_index(&columns));
        }
    }
    Ok(())
}

fn foreign_keys(
    connection: &mut Conn,
    database: &str,
    snapshot: &mut Snapshot,
    full: &dyn Fn(&str, &str) -> String,
) -> Result<()> {
    type Row = (String, String, String, String, String, String, String);
    type Key = (String, Vec<String>, Vec<String>);
    let mut keys: BTreeMap<(String, String), Key> = BTreeMap::new();
    for row in rows::<Row>(connection, KEY_COLUMNS, database)? {
        let (schema, table, name, column, parent_schema, parent, parent_column) = row;
        let parent = || (full(&parent_schema, &parent), Vec::new(), Vec::new());
        let key = keys.entry((full(&schema, &table), name)).or_insert_with(parent);
        key.1.push(column);
        key.2.push(parent_column);
    }
    for (schema, table, name, on_delete, on_update) in
        rows::<(String, String, String, String, String)>(connection, FOREIGN_KEYS, database)?
    {
        let table = full(&schema, &table);
        let Some((parent, columns, parent_columns)) = keys.remove(&(table.clone(), name.clone())) else { continue };
        // A key to what is not there is none to a program; `foreign_key_checks = 0` allows it.
        // Where it is off, the names of columns are kept as they are written, whatever the letters of those they stand for.
        let of = |table: &str, names: &[String]| -> Option<Vec<String>> {
            let columns: Vec<_> =
                snapshot.tables.get(table).filter(|table| table.kind == "table")?.columns.iter().flatten().collect();
            let find = |name: &String| columns.iter().find(|column| column.name.to_lowercase() == name.to_lowercase());
            names.iter().map(|name| find(name).map(|column| column.name.clone())).collect()
        };
        let (Some(columns), Some(parent_columns)) = (of(&table, &columns), of(&parent, &parent_columns)) else {
            continue;
        };
        let Some(table) = snapshot.tables.get_mut(&table) else { continue };
        let text = line::foreign_key(&line::ForeignKey {
            columns: &columns,
            parent: &parent,
            parent_columns: &parent_columns,
            on_delete: &on_delete,
            on_update: &on_update,
            full: false,
        });
        table.constraints.insert(format!("foreign {name}"), text);
    }
    Ok(())
}

fn rows<T: FromRow>(connection: &mut Conn, query: &str, database: &str) -> Result<Vec<T>> {
    let like = format!("{}\\_%", database.replace('_', "\\_"));
    connection.exec(query, params! { "database" => database, "like" => like })
}

const SCHEMATA: &str = "SELECT schema_name FROM information_schema.schemata
    WHERE schema_name = :database OR schema_name LIKE :like";

const TABLES: &str = "SELECT table_schema, table_name, table_type, table_comment FROM information_schema.tables
    WHERE (table_schema = :database OR table_schema LIKE :like) AND table_type <> 'SEQUENCE'
        AND table_name <> '__diesel_schema_migrations'";

const COLUMNS: &str = "SELECT table_schema, table_name, column_name, column_type, is_nullable, column_default, extra,
        column_comment FROM information_schema.columns
    WHERE table_schema = :database OR table_schema LIKE :like ORDER BY table_schema, table_name, ordinal_position";

const STATISTICS: &str = "SELECT table_schema, table_name, index_name, non_unique, column_name
    FROM information_schema.statistics WHERE table_schema = :database OR table_schema LIKE :like
    ORDER BY table_schema, table_name, index_name, seq_in_index";

// The server takes thirty times as long to join these two.
const FOREIGN_KEYS: &str = "SELECT constraint_schema, table_name, constraint_name, delete_rule, update_rule
    FROM information_schema.referential_constraints
    WHERE constraint_schema = :database OR constraint_schema LIKE :like";

const KEY_COLUMNS: &str = "SELECT table_schema, table_name, constraint_name, column_name,
        referenced_table_schema, referenced_table_name, referenced_column_name
    FROM information_schema.key_column_usage
    WHERE (table_schema = :database OR table_schema LIKE :like) AND referenced_table_name IS NOT NULL
    ORDER BY table_schema, table_name, constraint_name, ordinal_position";

const CHECKS: &str = "SELECT constraint_schema, table_name, constraint_name FROM information_schema.check_constraints
    WHERE constraint_schema = :database OR constraint_schema LIKE :like";
