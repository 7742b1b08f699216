//! The snapshot of a SQLite database, by what its pragmas tell: <https://www.sqlite.org/pragma.html>.

use std::collections::BTreeMap;

use diesel::sql_types::{Integer, Nullable, Text};
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use super::{Column, Snapshot, Table, line};

#[derive(QueryableByName)]
struct Relation {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

const RELATIONS: &str = "SELECT name, CASE WHEN type = 'table' AND rootpage = 0 THEN 'virtual table' ELSE type END AS kind \
     FROM main.sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    sql_type: String,
    #[diesel(sql_type = Integer)]
    not_null: i32,
    #[diesel(sql_type = Nullable<Text>)]
    dflt: Option<String>,
    #[diesel(sql_type = Integer)]
    pk: i32,
    #[diesel(sql_type = Integer)]
    hidden: i32,
}

const COLUMNS: &str = "SELECT name, type AS sql_type, \"notnull\" AS not_null, dflt_value AS dflt, pk, hidden \
     FROM pragma_table_xinfo(?, 'main') ORDER BY cid";

#[derive(QueryableByName)]
struct IndexRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Integer)]
    is_unique: i32,
    #[diesel(sql_type = Text)]
    origin: String,
    #[diesel(sql_type = Integer)]
    partial: i32,
}

const INDEXES: &str = "SELECT name, \"unique\" AS is_unique, origin, partial FROM pragma_index_list(?, 'main')";

#[derive(QueryableByName)]
struct Part {
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
}

const PARTS: &str = "SELECT name FROM pragma_index_xinfo(?, 'main') WHERE key ORDER BY seqno";

#[derive(QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    parent: String,
    #[diesel(sql_type = Text)]
    child_column: String,
    #[diesel(sql_type = Nullable<Text>)]
    parent_column: Option<String>,
    #[diesel(sql_type = Text)]
    on_update: String,
    #[diesel(sql_type = Text)]
    on_delete: String,
}

const KEYS: &str = "SELECT id, \"table\" AS parent, \"from\" AS child_column, \"to\" AS parent_column, on_update, on_delete \
     FROM pragma_foreign_key_list(?, 'main') ORDER BY id DESC, seq";

/// What is in the main database, without the engine's own tables.
///
/// # Errors
///
/// If a query fails.
pub fn snapshot(connection: &mut SqliteConnection) -> QueryResult<Snapshot> {
    let mut snapshot = Snapshot::default();
    snapshot.schemas.insert("main".to_owned());
    let relations: Vec<Relation> = sql_query(RELATIONS).load(connection)?;
    for Relation { name, kind } in relations {
        let table = if kind == "view" { view(connection, &name) } else { table(connection, &name, kind)? };
        snapshot.tables.insert(format!("main.{name}"), table);
    }
    Ok(snapshot)
}

fn columns(connection: &mut SqliteConnection, table: &str) -> QueryResult<Vec<ColumnRow>> {
    sql_query(COLUMNS).bind::<Text, _>(table).load(connection)
}

/// A view of something that is not there has no columns that could be told.
fn view(connection: &mut SqliteConnection, name: &str) -> Table {
    let columns = columns(connection, name).ok();
    Table {
        kind: "view".to_owned(),
        columns: columns.map(|columns| columns.into_iter().map(|column| column_of(column, false)).collect()),
        ..Table::default()
    }
}

fn table(connection: &mut SqliteConnection, name: &str, kind: String) -> QueryResult<Table> {
    let columns = columns(connection, name)?;
    let indexes: Vec<IndexRow> = sql_query(INDEXES).bind::<Text, _>(name).load(connection)?;
    let key_index = indexes.iter().any(|index| index.origin == "pk");
    let mut key: Vec<(i32, String)> =
        columns.iter().filter(|column| column.pk > 0).map(|column| (column.pk, column.name.clone())).collect();
    key.sort();
    let key: Vec<String> = key.into_iter().map(|(_, name)| name).collect();
    let mut out = Table { kind, ..Table::default() };
    if !key.is_empty() {
        out.constraints.insert("primary key".to_owned(), line::key("PRIMARY KEY", &key, false));
    }
    let mut uniques = Vec::new();
    for index in indexes.into_iter().filter(|index| index.is_unique != 0) {
        let parts: Vec<Part> = sql_query(PARTS).bind::<Text, _>(&index.name).load(connection)?;
        let parts: Vec<Option<String>> = parts.into_iter().map(|part| part.name).collect();
        match index.origin.as_str() {
            "c" => drop(out.indexes.insert(index.name, line::index(&parts, false, index.partial != 0))),
            "u" => uniques.push(line::key("UNIQUE", &parts.into_iter().flatten().collect::<Vec<_>>(), false)),
            _ => {}
        }
    }
    out.constraints.extend(line::numbered("unique", uniques));
    out.constraints.extend(line::numbered("foreign key", foreign_keys(connection, name)?));
    out.columns = Some(columns.into_iter().map(|column| column_of(column, key.len() == 1 && !key_index)).collect());
    Ok(out)
}

/// A column. Where the table's key has no index, the only column of the key is the row id.
fn column_of(row: ColumnRow, key_is_rowid: bool) -> Column {
    let is_rowid = key_is_rowid && row.pk > 0;
    let generated = match row.hidden {
        2 => Some("generated virtual"),
        3 => Some("generated stored"),
        _ if is_rowid => Some("identity by default"),
        _ => None,
    };
    Column {
        name: row.name,
        sql_type: row.sql_type,
        nullable: row.not_null == 0 && !is_rowid,
        default: row.dflt.is_some() && row.hidden < 2,
        generated: generated.map(str::to_owned),
        comment: None,
    }
}

/// The foreign keys of a table, in the order of their definition: the engine counts from the last.
fn foreign_keys(connection: &mut SqliteConnection, table: &str) -> QueryResult<Vec<String>> {
    let rows: Vec<KeyRow> = sql_query(KEYS).bind::<Text, _>(table).load(connection)?;
    let mut keys: BTreeMap<i32, Vec<KeyRow>> = BTreeMap::new();
    for row in rows {
        keys.entry(-row.id).or_default().push(row);
    }
    let text = |rows: Vec<KeyRow>| {
        let columns: Vec<String> = rows.iter().map(|row| row.child_column.clone()).collect();
        let parent_columns: Vec<String> = rows.iter().filter_map(|row| row.parent_column.clone()).collect();
        line::foreign_key(&line::ForeignKey {
            columns: &columns,
            parent: &rows[0].parent,
            parent_columns: &parent_columns,
            on_delete: &rows[0].on_delete,
            on_update: &rows[0].on_update,
            full: false,
        })
    };
    Ok(keys.into_values().map(text).collect())
}
