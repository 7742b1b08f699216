//! SQLite's schema table and pragmas: <https://www.sqlite.org/pragma.html>.

use std::collections::BTreeMap;

use diesel::sql_types::{BigInt, Bool, Nullable, Text as SqlText};
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use super::Introspect;
use crate::error::Error;
use crate::expression::checks_of_create_table;
use crate::schema::{
    Check, Column, Engine, ForeignKey, Generated, List, PrimaryKey, Rule, Schema, Table, TableKind, Text, Unique,
    Wording,
};

impl Introspect for SqliteConnection {
    fn introspect(&mut self) -> Result<Schema, Error> {
        Ok(read(self)?)
    }
}

fn read(connection: &mut SqliteConnection) -> QueryResult<Schema> {
    let relations: Vec<Relation> = rows(connection, RELATIONS)?;
    let mut columns = by_table(rows::<ColumnRow>(connection, COLUMNS)?, |row| &row.relation);
    let mut foreign_keys = by_table(rows::<ForeignKeyRow>(connection, FOREIGN_KEYS)?, |row| &row.relation);
    let mut uniques = by_table(rows::<IndexRow>(connection, INDEXES)?, |row| &row.relation);
    let mut triggers = by_table(rows::<TriggerRow>(connection, TRIGGERS)?, |row| &row.relation);
    let primary_keys: BTreeMap<String, List<Text>> =
        columns.iter().map(|(table, rows)| (table.to_lowercase(), primary_key(rows))).collect();
    let mut tables = Vec::new();
    for relation in relations {
        let name = &relation.name;
        let columns = match relation.kind.as_str() {
            "view" => view_columns(connection, name)?,
            _ => columns.remove(name),
        };
        let uniques = uniques.remove(name).unwrap_or_default();
        let foreign_keys = foreign_keys.remove(name).unwrap_or_default();
        let triggers = triggers.remove(name).unwrap_or_default();
        tables.push(table(relation, columns, foreign_keys, uniques, triggers, &primary_keys));
    }
    Ok(Schema {
        engine: Engine::Sqlite,
        wording: Wording::AsPrinted,
        tables: tables.into(),
        enums: List::default(),
        migrations: Some(migrations(connection)?),
    })
}

fn rows<Row: QueryableByName<diesel::sqlite::Sqlite> + 'static>(
    connection: &mut SqliteConnection,
    query: &str,
) -> QueryResult<Vec<Row>> {
    sql_query(query).load(connection)
}

fn by_table<Row>(rows: Vec<Row>, table: impl Fn(&Row) -> &String) -> BTreeMap<String, Vec<Row>> {
    let mut found: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows {
        found.entry(table(&row).clone()).or_default().push(row);
    }
    found
}

/// The versions that Diesel has noted; none where it has noted nothing yet.
fn migrations(connection: &mut SqliteConnection) -> QueryResult<List<Text>> {
    #[derive(QueryableByName)]
    struct Name {
        #[diesel(sql_type = SqlText)]
        name: String,
    }
    const PRESENT: &str = "SELECT name FROM main.sqlite_master WHERE name = '__diesel_schema_migrations'";
    const VERSIONS: &str = "SELECT version AS name FROM main.__diesel_schema_migrations ORDER BY version";
    if rows::<Name>(connection, PRESENT)?.is_empty() {
        return Ok(List::default());
    }
    Ok(rows::<Name>(connection, VERSIONS)?.into_iter().map(|row| Text::from(row.name)).collect())
}

/// A view's columns; `None` where it reads what is not there, which SQLite notices only now.
fn view_columns(connection: &mut SqliteConnection, name: &str) -> QueryResult<Option<Vec<ColumnRow>>> {
    match sql_query(VIEW_COLUMNS).bind::<SqlText, _>(name).load(connection) {
        Ok(columns) => Ok(Some(columns)),
        Err(diesel::result::Error::DatabaseError(..)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn primary_key(columns: &[ColumnRow]) -> List<Text> {
    let mut key: Vec<&ColumnRow> = columns.iter().filter(|column| column.key > 0).collect();
    key.sort_by_key(|column| column.key);
    key.into_iter().map(|column| Text::from(column.name.clone())).collect()
}

fn table(
    relation: Relation,
    columns: Option<Vec<ColumnRow>>,
    foreign_keys: Vec<ForeignKeyRow>,
    indexes: Vec<IndexRow>,
    triggers: Vec<TriggerRow>,
    primary_keys: &BTreeMap<String, List<Text>>,
) -> Table {
    let key = primary_keys.get(&relation.name.to_lowercase()).cloned().unwrap_or_default();
    let key_has_index = indexes.iter().any(|index| index.origin == "pk");
    // The one column that stands for the number of the row: <https://www.sqlite.org/lang_createtable.html#rowid>.
    let is_row_number = |row: &ColumnRow| row.key == 1 && key.len() == 1 && !relation.without_rowid && !key_has_index;
    let columns = columns.map(|rows| rows.iter().map(|row| column(row, is_row_number(row))).collect());
    Table {
        schema: None,
        kind: match relation.kind.as_str() {
            "view" => TableKind::View,
            "virtual" => TableKind::Virtual,
            _ => TableKind::Table,
        },
        partition: false,
        columns,
        primary_key: (!key.is_empty()).then_some(PrimaryKey { name: None, columns: key }),
        foreign_keys: constraints_of(foreign_keys, primary_keys),
        uniques: uniques(indexes),
        checks: match relation.kind.as_str() {
            "table" => checks(relation.sql.as_deref().unwrap_or_default()),
            _ => List::default(),
        },
        exclusions: List::default(),
        triggers: Some(triggers.into_iter().map(|row| Text::from(row.name)).collect()),
        name: relation.name.into(),
    }
}

fn checks(sql: &str) -> List<Check> {
    let text = |text: &str| Text::from(text.to_owned());
    let found = checks_of_create_table(sql);
    found.into_iter().map(|(name, check)| Check { name: name.map(Text::from), expression: text(check) }).collect()
}

/// One row for each column of each key, those of a key together.
fn constraints_of(rows: Vec<ForeignKeyRow>, primary_keys: &BTreeMap<String, List<Text>>) -> List<ForeignKey> {
    let mut keys: BTreeMap<i64, (ForeignKey, Vec<Text>, Vec<Text>)> = BTreeMap::new();
    for row in rows {
        let (_, columns, parent_columns) = keys.entry(row.id).or_insert_with(|| {
            let key = ForeignKey {
                name: None,
                columns: List::default(),
                parent_schema: None,
                parent: row.parent.clone().into(),
                parent_columns: List::default(),
                on_delete: rule(&row.on_delete),
                on_update: rule(&row.on_update),
                match_full: false,
            };
            (key, Vec::new(), Vec::new())
        });
        columns.push(row.child_column.into());
        parent_columns.extend(row.parent_column.map(Text::from));
    }
    let finish = |(key, columns, parent_columns): (ForeignKey, Vec<Text>, Vec<Text>)| {
        // Without columns it refers to the primary key.
        let parent_columns = if parent_columns.is_empty() {
            primary_keys.get(&key.parent.to_lowercase()).cloned().unwrap_or_default()
        } else {
            parent_columns.into()
        };
        ForeignKey { columns: columns.into(), parent_columns, ..key }
    };
    // They are numbered from the last to the first.
    keys.into_values().rev().map(finish).collect()
}

fn uniques(rows: Vec<IndexRow>) -> List<Unique> {
    let mut found: Vec<Unique> = Vec::new();
    let mut last = None;
    for row in rows.into_iter().filter(|row| row.origin != "pk") {
        let column = row.column.map(Text::from);
        match found.last_mut() {
            Some(unique) if last.as_ref() == Some(&row.name) => unique.columns.to_mut().push(column),
            _ => {
                let index = row.origin == "c";
                found.push(Unique {
                    name: index.then(|| row.name.clone().into()),
                    index,
                    columns: vec![column].into(),
                    predicate: row.sql.as_deref().and_then(predicate).map(Text::from),
                    nulls_not_distinct: false,
                });
                last = Some(row.name);
            }
        }
    }
    found.into()
}

fn predicate(sql: &str) -> Option<String> {
    crate::expression::predicate_of_create_index(sql).map(str::to_owned)
}

fn column(row: &ColumnRow, is_row_number: bool) -> Column {
    Column {
        name: row.name.clone().into(),
        sql_type: row.sql_type.clone().into(),
        nullable: !row.not_null && !is_row_number,
        default: row.default.clone().map(Text::from),
        generated: match row.hidden {
            2 => Some(Generated::Virtual),
            3 => Some(Generated::Stored),
            _ if is_row_number => Some(Generated::IdentityByDefault),
            _ => None,
        },
    }
}

fn rule(text: &str) -> Rule {
    match text {
        "RESTRICT" => Rule::Restrict,
        "CASCADE" => Rule::Cascade,
        "SET NULL" => Rule::SetNull,
        "SET DEFAULT" => Rule::SetDefault,
        _ => Rule::NoAction,
    }
}

/// Not the shadow tables in which virtual tables keep what they hold: `pragma_table_list` tells them apart.
const RELATIONS: &str = r"
    SELECT l.name AS name, l.type AS kind, l.wr AS without_rowid, m.sql AS sql
    FROM pragma_table_list l JOIN main.sqlite_master m ON m.name = l.name AND m.type IN ('table', 'view')
    WHERE l.schema = 'main' AND l.type <> 'shadow' AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\'
    ORDER BY l.name";

#[derive(QueryableByName)]
struct Relation {
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = SqlText)]
    kind: String,
    #[diesel(sql_type = Bool)]
    without_rowid: bool,
    #[diesel(sql_type = Nullable<SqlText>)]
    sql: Option<String>,
}

const COLUMNS: &str = r#"
    SELECT m.name AS relation, x.name AS name, x.type AS sql_type, x."notnull" AS not_null, x.dflt_value AS "default",
        x.pk AS "key", x.hidden AS hidden
    FROM main.sqlite_master m, pragma_table_xinfo(m.name, 'main') x
    WHERE m.type = 'table' AND x.hidden <> 1
    ORDER BY m.name, x.cid"#;

const VIEW_COLUMNS: &str = r#"
    SELECT '' AS relation, x.name AS name, x.type AS sql_type, x."notnull" AS not_null, x.dflt_value AS "default",
        x.pk AS "key", x.hidden AS hidden
    FROM pragma_table_xinfo(?, 'main') x
    ORDER BY x.cid"#;

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = SqlText)]
    relation: String,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = SqlText)]
    sql_type: String,
    #[diesel(sql_type = Bool)]
    not_null: bool,
    #[diesel(sql_type = Nullable<SqlText>)]
    default: Option<String>,
    #[diesel(sql_type = BigInt)]
    key: i64,
    #[diesel(sql_type = BigInt)]
    hidden: i64,
}

const FOREIGN_KEYS: &str = r#"
    SELECT m.name AS relation, f.id AS id, f."table" AS parent, f."from" AS child_column, f."to" AS parent_column,
        f.on_delete AS on_delete, f.on_update AS on_update
    FROM main.sqlite_master m, pragma_foreign_key_list(m.name, 'main') f
    WHERE m.type = 'table'
    ORDER BY m.name, f.id, f.seq"#;

#[derive(QueryableByName)]
struct ForeignKeyRow {
    #[diesel(sql_type = SqlText)]
    relation: String,
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = SqlText)]
    parent: String,
    #[diesel(sql_type = SqlText)]
    child_column: String,
    #[diesel(sql_type = Nullable<SqlText>)]
    parent_column: Option<String>,
    #[diesel(sql_type = SqlText)]
    on_delete: String,
    #[diesel(sql_type = SqlText)]
    on_update: String,
}

const INDEXES: &str = r#"
    SELECT m.name AS relation, i.name AS name, i.origin AS origin, x.name AS "column", s.sql AS sql
    FROM main.sqlite_master m, pragma_index_list(m.name, 'main') i, pragma_index_xinfo(i.name, 'main') x
        LEFT JOIN main.sqlite_master s ON s.type = 'index' AND s.name = i.name
    WHERE m.type = 'table' AND i."unique" AND x."key"
    ORDER BY m.name, i.name, x.seqno"#;

#[derive(QueryableByName)]
struct IndexRow {
    #[diesel(sql_type = SqlText)]
    relation: String,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = SqlText)]
    origin: String,
    #[diesel(sql_type = Nullable<SqlText>)]
    column: Option<String>,
    #[diesel(sql_type = Nullable<SqlText>)]
    sql: Option<String>,
}

const TRIGGERS: &str =
    "SELECT tbl_name AS relation, name AS name FROM main.sqlite_master WHERE type = 'trigger' ORDER BY tbl_name, name";

#[derive(QueryableByName)]
struct TriggerRow {
    #[diesel(sql_type = SqlText)]
    relation: String,
    #[diesel(sql_type = SqlText)]
    name: String,
}
