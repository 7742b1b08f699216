//! MySQL's and MariaDB's `information_schema`: <https://dev.mysql.com/doc/refman/8.4/en/information-schema.html>,
//! <https://mariadb.com/kb/en/information-schema/>.

use std::collections::BTreeMap;

use diesel::sql_types::{BigInt, Bool, Nullable, Text as SqlText};
use diesel::{MysqlConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};

use super::Introspect;
use crate::error::Error;
use crate::schema::{
    Check, Column, Engine, ForeignKey, Generated, List, PrimaryKey, Rule, Schema, Table, TableKind, Text, Unique,
    Wording,
};

impl Introspect for MysqlConnection {
    /// Reads the database that the connection is for, and no other.
    fn introspect(&mut self) -> Result<Schema, Error> {
        Ok(read(self)?)
    }
}

fn read(connection: &mut MysqlConnection) -> QueryResult<Schema> {
    let is_mariadb = names(connection, VERSION)?.iter().any(|version| version.contains("MariaDB"));
    let mut tables: BTreeMap<String, Draft> = BTreeMap::new();
    for row in rows::<Relation>(connection, RELATIONS)? {
        let kind = if row.kind.contains("VIEW") { TableKind::View } else { TableKind::Table };
        tables.insert(row.name, Draft { kind, ..Draft::default() });
    }
    for row in rows::<ColumnRow>(connection, COLUMNS)? {
        if let Some(table) = tables.get_mut(&row.relation) {
            table.columns.push(column(row, is_mariadb));
        }
    }
    for row in rows::<KeyRow>(connection, KEYS)? {
        if let Some(table) = tables.get_mut(&row.relation) {
            table.add_key_part(row);
        }
    }
    for row in rows::<ForeignKeyRow>(connection, FOREIGN_KEYS)? {
        if let Some(table) = tables.get_mut(&row.relation) {
            table.add_foreign_key_part(row);
        }
    }
    for row in checks(connection, is_mariadb)? {
        if let Some(table) = tables.get_mut(&row.relation) {
            table.checks.push(Check { name: Some(row.name.into()), expression: row.expression.into() });
        }
    }
    for row in rows::<TriggerRow>(connection, TRIGGERS)? {
        if let Some(table) = tables.get_mut(&row.relation) {
            table.triggers.push(row.name.into());
        }
    }
    Ok(Schema {
        engine: Engine::Mysql,
        wording: Wording::AsPrinted,
        migrations: Some(migrations(connection, tables.contains_key("__diesel_schema_migrations"))?),
        tables: tables.into_iter().map(|(name, draft)| draft.into_table(name)).collect(),
        enums: List::default(),
    })
}

fn rows<Row: QueryableByName<diesel::mysql::Mysql> + 'static>(
    connection: &mut MysqlConnection,
    query: &str,
) -> QueryResult<Vec<Row>> {
    sql_query(query).load(connection)
}

fn names(connection: &mut MysqlConnection, query: &str) -> QueryResult<Vec<String>> {
    #[derive(QueryableByName)]
    struct Name {
        #[diesel(sql_type = SqlText)]
        name: String,
    }
    Ok(rows::<Name>(connection, query)?.into_iter().map(|row| row.name).collect())
}

const VERSION: &str = "SELECT VERSION() AS name";

/// The versions that Diesel has noted; none where it has noted nothing yet.
fn migrations(connection: &mut MysqlConnection, present: bool) -> QueryResult<List<Text>> {
    if !present {
        return Ok(List::default());
    }
    let versions = names(connection, "SELECT version AS name FROM __diesel_schema_migrations ORDER BY version")?;
    Ok(versions.into_iter().map(Text::from).collect())
}

/// A table while its parts are read.
struct Draft {
    kind: TableKind,
    columns: Vec<Column>,
    primary_key: Vec<Text>,
    foreign_keys: Vec<ForeignKey>,
    uniques: Vec<Unique>,
    checks: Vec<Check>,
    triggers: Vec<Text>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            kind: TableKind::Table,
            columns: Vec::new(),
            primary_key: Vec::new(),
            foreign_keys: Vec::new(),
            uniques: Vec::new(),
            checks: Vec::new(),
            triggers: Vec::new(),
        }
    }
}

impl Draft {
    fn add_key_part(&mut self, row: KeyRow) {
        let column = row.column.map(Text::from);
        if row.name == "PRIMARY" {
            self.primary_key.extend(column);
            return;
        }
        match self.uniques.last_mut() {
            Some(unique) if unique.name.as_deref() == Some(&row.name) => unique.columns.to_mut().push(column),
            _ => self.uniques.push(Unique {
                name: Some(row.name.into()),
                index: false,
                columns: vec![column].into(),
                predicate: None,
                nulls_not_distinct: false,
            }),
        }
    }

    fn add_foreign_key_part(&mut self, row: ForeignKeyRow) {
        let (column, parent_column) = (Text::from(row.child_column), Text::from(row.parent_column));
        match self.foreign_keys.last_mut() {
            Some(key) if key.name.as_deref() == Some(&row.name) => {
                key.columns.to_mut().push(column);
                key.parent_columns.to_mut().push(parent_column);
            }
            _ => self.foreign_keys.push(ForeignKey {
                name: Some(row.name.into()),
                columns: vec![column].into(),
                parent_schema: row.parent_schema.map(Text::from),
                parent: row.parent.into(),
                parent_columns: vec![parent_column].into(),
                on_delete: rule(&row.on_delete),
                on_update: rule(&row.on_update),
                match_full: false,
            }),
        }
    }

    fn into_table(self, name: String) -> Table {
        let key = self.primary_key;
        Table {
            schema: None,
            name: name.into(),
            kind: self.kind,
            partition: false,
            columns: Some(self.columns.into()),
            primary_key: (!key.is_empty()).then(|| PrimaryKey { name: None, columns: key.into() }),
            foreign_keys: self.foreign_keys.into(),
            uniques: self.uniques.into(),
            checks: self.checks.into(),
            exclusions: List::default(),
            triggers: Some(self.triggers.into()),
        }
    }
}

fn column(row: ColumnRow, is_mariadb: bool) -> Column {
    let extra = row.extra.to_lowercase();
    let generated = if extra.contains("auto_increment") {
        Some(Generated::IdentityByDefault)
    } else if extra.contains("stored generated") || extra.contains("persistent") {
        Some(Generated::Stored)
    } else if extra.contains("virtual generated") {
        Some(Generated::Virtual)
    } else {
        None
    };
    let is_expression = is_mariadb || extra.contains("default_generated");
    let default = match row.default {
        // MariaDB says so of each column that may be NULL.
        Some(default) if is_mariadb && default == "NULL" => None,
        Some(default) if is_expression => Some(default),
        // MySQL keeps a constant without its quotes.
        Some(default) => Some(format!("'{}'", default.replace('\'', "''"))),
        None => None,
    };
    Column {
        name: row.name.into(),
        sql_type: row.sql_type.into(),
        nullable: row.nullable,
        default: default.map(Text::from),
        generated,
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

/// Tables, those with system versioning among them, and views; no sequences of MariaDB's.
const RELATIONS: &str = "
    SELECT table_name AS name, table_type AS kind FROM information_schema.tables
    WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
    ORDER BY table_name";

#[derive(QueryableByName)]
struct Relation {
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = SqlText)]
    kind: String,
}

const COLUMNS: &str = "
    SELECT table_name AS relation, column_name AS name, column_type AS sql_type, is_nullable = 'YES' AS nullable,
        column_default AS `default`, extra AS extra
    FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position";

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = SqlText)]
    relation: String,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = SqlText)]
    sql_type: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Nullable<SqlText>)]
    default: Option<String>,
    #[diesel(sql_type = SqlText)]
    extra: String,
}

const KEYS: &str = "
    SELECT table_name AS relation, index_name AS name, column_name AS `column`
    FROM information_schema.statistics WHERE table_schema = DATABASE() AND non_unique = 0
    ORDER BY table_name, index_name, seq_in_index";

#[derive(QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = SqlText)]
    relation: String,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = Nullable<SqlText>)]
    column: Option<String>,
}

const FOREIGN_KEYS: &str = "
    SELECT k.table_name AS relation, k.constraint_name AS name, k.column_name AS child_column,
        NULLIF(k.referenced_table_schema, DATABASE()) AS parent_schema, k.referenced_table_name AS parent,
        k.referenced_column_name AS parent_column, r.delete_rule AS on_delete, r.update_rule AS on_update
    FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
        ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
            AND r.table_name = k.table_name
    WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL
    ORDER BY k.table_name, k.constraint_name, k.ordinal_position";

#[derive(QueryableByName)]
struct ForeignKeyRow {
    #[diesel(sql_type = SqlText)]
    relation: String,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = SqlText)]
    child_column: String,
    #[diesel(sql_type = Nullable<SqlText>)]
    parent_schema: Option<String>,
    #[diesel(sql_type = SqlText)]
    parent: String,
    #[diesel(sql_type = SqlText)]
    parent_column: String,
    #[diesel(sql_type = SqlText)]
    on_delete: String,
    #[diesel(sql_type = SqlText)]
    on_update: String,
}

/// Each engine has its own view of checks, and MySQL before 8.0.16 has none of either.
fn checks(connection: &mut MysqlConnection, is_mariadb: bool) -> QueryResult<Vec<CheckRow>> {
    const PRESENT: &str = "
        SELECT COUNT(*) AS present FROM information_schema.tables
        WHERE table_schema = 'information_schema' AND table_name = 'CHECK_CONSTRAINTS'";
    const MARIADB: &str = "
        SELECT table_name AS relation, constraint_name AS name, check_clause AS expression
        FROM information_schema.check_constraints WHERE constraint_schema = DATABASE()
        ORDER BY table_name, constraint_name";
    const MYSQL: &str = "
        SELECT t.table_name AS relation, t.constraint_name AS name, c.check_clause AS expression
        FROM information_schema.table_constraints t JOIN information_schema.check_constraints c
            ON c.constraint_schema = t.constraint_schema AND c.constraint_name = t.constraint_name
        WHERE t.table_schema = DATABASE() AND t.constraint_type = 'CHECK'
        ORDER BY t.table_name, t.constraint_name";
    #[derive(QueryableByName)]
    struct Present {
        #[diesel(sql_type = BigInt)]
        present: i64,
    }
    if rows::<Present>(connection, PRESENT)?.iter().all(|row| row.present == 0) {
        return Ok(Vec::new());
    }
    rows(connection, if is_mariadb { MARIADB } else { MYSQL })
}

#[derive(QueryableByName)]
struct CheckRow {
    #[diesel(sql_type = SqlText)]
    relation: String,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = SqlText)]
    expression: String,
}

const TRIGGERS: &str = "
    SELECT event_object_table AS relation, trigger_name AS name
    FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY event_object_table, trigger_name";

#[derive(QueryableByName)]
struct TriggerRow {
    #[diesel(sql_type = SqlText)]
    relation: String,
    #[diesel(sql_type = SqlText)]
    name: String,
}
