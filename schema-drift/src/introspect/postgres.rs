//! PostgreSQL's system catalogs: <https://www.postgresql.org/docs/current/catalogs.html>.

use std::collections::BTreeMap;
use std::convert::Infallible;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Array, Bool, Nullable, Oid, Text as SqlText};
use diesel::{Connection, PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};

use super::Introspect;
use crate::error::Error;
use crate::schema::{
    Check, Column, Engine, Enum, ForeignKey, Generated, PrimaryKey, Rule, Schema, Table, TableKind, Text, Unique,
    Wording,
};

impl Introspect for PgConnection {
    fn introspect(&mut self) -> Result<Schema, Error> {
        // What is set for the time of reading is undone with the transaction, or with the savepoint within one.
        let done = self.transaction(|connection| Err::<Infallible, _>(Done(read(connection))));
        match done {
            Ok(never) => match never {},
            Err(Done(read)) => Ok(read?),
        }
    }
}

/// The end of a transaction that is always rolled back.
struct Done(QueryResult<Schema>);

impl From<diesel::result::Error> for Done {
    fn from(error: diesel::result::Error) -> Self {
        Self(Err(error))
    }
}

fn read(connection: &mut PgConnection) -> QueryResult<Schema> {
    let migrations = migrations(connection)?;
    // Types and expressions are printed with the schema of each name that is not in `search_path`.
    connection.batch_execute("SET LOCAL search_path = public")?;
    let mut tables: BTreeMap<u32, Draft> =
        rows::<Relation>(connection, RELATIONS)?.into_iter().map(|row| (row.oid, Draft::new(row))).collect();
    for row in rows::<ColumnRow>(connection, COLUMNS)? {
        if let Some(table) = tables.get_mut(&row.relation) {
            table.columns.push(row.into());
        }
    }
    for row in rows::<ConstraintRow>(connection, CONSTRAINTS)? {
        if let Some(table) = tables.get_mut(&row.relation) {
            table.add_constraint(row);
        }
    }
    for row in rows::<IndexRow>(connection, INDEXES)? {
        if let Some(table) = tables.get_mut(&row.relation) {
            table.uniques.push(row.into());
        }
    }
    for row in rows::<TriggerRow>(connection, TRIGGERS)? {
        if let Some(table) = tables.get_mut(&row.relation) {
            table.triggers.push(row.name.into());
        }
    }
    let enums = rows::<EnumRow>(connection, ENUMS)?.into_iter().map(Enum::from).collect();
    Ok(Schema {
        engine: Engine::Postgres,
        wording: Wording::AsPrinted,
        tables: tables.into_values().map(Table::from).collect(),
        enums,
        migrations: Some(migrations.into()),
    })
}

fn rows<Row: QueryableByName<diesel::pg::Pg> + 'static>(
    connection: &mut PgConnection,
    query: &str,
) -> QueryResult<Vec<Row>> {
    sql_query(query).load(connection)
}

fn texts(names: Vec<String>) -> crate::schema::List<Text> {
    names.into_iter().map(Text::from).collect()
}

/// The versions that Diesel has noted; none where it has noted nothing yet.
fn migrations(connection: &mut PgConnection) -> QueryResult<Vec<Text>> {
    #[derive(QueryableByName)]
    struct Present {
        #[diesel(sql_type = Bool)]
        present: bool,
    }
    #[derive(QueryableByName)]
    struct Migration {
        #[diesel(sql_type = SqlText)]
        version: String,
    }
    const PRESENT: &str = "SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL AS present";
    const VERSIONS: &str = "SELECT version::text AS version FROM __diesel_schema_migrations ORDER BY version";
    if !rows::<Present>(connection, PRESENT)?.iter().any(|row| row.present) {
        return Ok(Vec::new());
    }
    Ok(rows::<Migration>(connection, VERSIONS)?.into_iter().map(|row| row.version.into()).collect())
}

/// A table while its parts are read.
struct Draft {
    relation: Relation,
    columns: Vec<Column>,
    primary_key: Option<PrimaryKey>,
    foreign_keys: Vec<ForeignKey>,
    uniques: Vec<Unique>,
    checks: Vec<Check>,
    exclusions: Vec<Text>,
    triggers: Vec<Text>,
}

impl Draft {
    fn new(relation: Relation) -> Self {
        Self {
            relation,
            columns: Vec::new(),
            primary_key: None,
            foreign_keys: Vec::new(),
            uniques: Vec::new(),
            checks: Vec::new(),
            exclusions: Vec::new(),
            triggers: Vec::new(),
        }
    }

    fn add_constraint(&mut self, row: ConstraintRow) {
        let columns = texts(row.columns);
        let name = Text::from(row.name);
        match row.kind.as_str() {
            "p" => self.primary_key = Some(PrimaryKey { name: Some(name), columns }),
            "u" => self.uniques.push(Unique {
                name: Some(name),
                index: false,
                columns: columns.iter().cloned().map(Some).collect(),
                predicate: None,
                nulls_not_distinct: row.nulls_not_distinct,
            }),
            "f" => self.foreign_keys.push(ForeignKey {
                name: Some(name),
                columns,
                parent_schema: row.parent_schema.map(Text::from),
                parent: row.parent.unwrap_or_default().into(),
                parent_columns: texts(row.parent_columns),
                on_delete: rule(&row.on_delete),
                on_update: rule(&row.on_update),
                match_full: row.match_full,
            }),
            "c" => {
                let expression = row.expression.unwrap_or_default().into();
                self.checks.push(Check { name: Some(name), expression });
            }
            _ => self.exclusions.push(name),
        }
    }
}

impl From<Draft> for Table {
    fn from(draft: Draft) -> Self {
        let Draft { relation, columns, primary_key, foreign_keys, uniques, checks, exclusions, triggers } = draft;
        Self {
            schema: relation.schema.map(Text::from),
            name: relation.name.into(),
            kind: match relation.kind.as_str() {
                "p" => TableKind::Partitioned,
                "v" => TableKind::View,
                "m" => TableKind::MaterializedView,
                "f" => TableKind::Foreign,
                _ => TableKind::Table,
            },
            partition: relation.partition,
            columns: Some(columns.into()),
            primary_key,
            foreign_keys: foreign_keys.into(),
            uniques: uniques.into(),
            checks: checks.into(),
            exclusions: exclusions.into(),
            triggers: Some(triggers.into()),
        }
    }
}

const RELATIONS: &str = r"
    SELECT c.oid, nullif(n.nspname::text, 'public') AS schema, c.relname::text AS name, c.relkind::text AS kind,
        c.relispartition AS partition
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')";

#[derive(QueryableByName)]
struct Relation {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Nullable<SqlText>)]
    schema: Option<String>,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = SqlText)]
    kind: String,
    #[diesel(sql_type = Bool)]
    partition: bool,
}

/// Nullability is that of `information_schema.columns.is_nullable`.
const COLUMNS: &str = r"
    SELECT a.attrelid AS relation, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS sql_type,
        NOT (a.attnotnull OR t.typtype = 'd' AND t.typnotnull) AS nullable,
        CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default,
        a.attidentity::text AS identity, a.attgenerated::text AS generated
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
        AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    ORDER BY a.attrelid, a.attnum";

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Oid)]
    relation: u32,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = SqlText)]
    sql_type: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Nullable<SqlText>)]
    default: Option<String>,
    #[diesel(sql_type = SqlText)]
    identity: String,
    #[diesel(sql_type = SqlText)]
    generated: String,
}

impl From<ColumnRow> for Column {
    fn from(row: ColumnRow) -> Self {
        Self {
            name: row.name.into(),
            sql_type: row.sql_type.into(),
            nullable: row.nullable,
            default: row.default.map(Text::from),
            generated: match (row.identity.as_str(), row.generated.as_str()) {
                ("a", _) => Some(Generated::IdentityAlways),
                ("d", _) => Some(Generated::IdentityByDefault),
                (_, "s") => Some(Generated::Stored),
                (_, "v") => Some(Generated::Virtual),
                _ => None,
            },
        }
    }
}

/// A foreign key that involves partitions has further rows in `pg_constraint`, for the engine's own use: those whose
/// parent constraint is of the same table.
const CONSTRAINTS: &str = r"
    SELECT c.conrelid AS relation, c.conname::text AS name, c.contype::text AS kind,
        c.confdeltype::text AS on_delete, c.confupdtype::text AS on_update, c.confmatchtype = 'f' AS match_full,
        coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false) AS nulls_not_distinct,
        CASE WHEN c.contype = 'c' THEN pg_get_expr(c.conbin, c.conrelid) END AS expression,
        nullif(pn.nspname::text, 'public') AS parent_schema, p.relname::text AS parent,
        ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k (number, position)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number ORDER BY k.position) AS columns,
        ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k (number, position)
            JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number ORDER BY k.position) AS parent_columns
    FROM pg_constraint c LEFT JOIN pg_index i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u')
        LEFT JOIN pg_class p ON p.oid = c.confrelid LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
    WHERE c.conrelid <> 0 AND c.contype IN ('p', 'u', 'f', 'c', 'x')
        AND NOT EXISTS (SELECT FROM pg_constraint q WHERE q.oid = c.conparentid AND q.conrelid = c.conrelid)
    ORDER BY c.conrelid, c.conname";

#[derive(QueryableByName)]
struct ConstraintRow {
    #[diesel(sql_type = Oid)]
    relation: u32,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = SqlText)]
    kind: String,
    #[diesel(sql_type = SqlText)]
    on_delete: String,
    #[diesel(sql_type = SqlText)]
    on_update: String,
    #[diesel(sql_type = Bool)]
    match_full: bool,
    #[diesel(sql_type = Bool)]
    nulls_not_distinct: bool,
    #[diesel(sql_type = Nullable<SqlText>)]
    expression: Option<String>,
    #[diesel(sql_type = Nullable<SqlText>)]
    parent_schema: Option<String>,
    #[diesel(sql_type = Nullable<SqlText>)]
    parent: Option<String>,
    #[diesel(sql_type = Array<SqlText>)]
    columns: Vec<String>,
    #[diesel(sql_type = Array<SqlText>)]
    parent_columns: Vec<String>,
}

/// The rule for the letter in `pg_constraint`.
fn rule(letter: &str) -> Rule {
    match letter {
        "r" => Rule::Restrict,
        "c" => Rule::Cascade,
        "n" => Rule::SetNull,
        "d" => Rule::SetDefault,
        _ => Rule::NoAction,
    }
}

/// Unique indexes that are no constraints.
const INDEXES: &str = r"
    SELECT i.indrelid AS relation, c.relname::text AS name, pg_get_expr(i.indpred, i.indrelid) AS predicate,
        coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false) AS nulls_not_distinct,
        ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (number, position)
            LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
            WHERE k.position <= i.indnkeyatts ORDER BY k.position) AS columns
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indisunique AND NOT EXISTS (SELECT FROM pg_constraint k
        WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x'))
    ORDER BY i.indrelid, c.relname";

#[derive(QueryableByName)]
struct IndexRow {
    #[diesel(sql_type = Oid)]
    relation: u32,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = Nullable<SqlText>)]
    predicate: Option<String>,
    #[diesel(sql_type = Bool)]
    nulls_not_distinct: bool,
    #[diesel(sql_type = Array<Nullable<SqlText>>)]
    columns: Vec<Option<String>>,
}

impl From<IndexRow> for Unique {
    fn from(row: IndexRow) -> Self {
        Self {
            name: Some(row.name.into()),
            index: true,
            columns: row.columns.into_iter().map(|column| column.map(Text::from)).collect(),
            predicate: row.predicate.map(Text::from),
            nulls_not_distinct: row.nulls_not_distinct,
        }
    }
}

const TRIGGERS: &str = r"
    SELECT tgrelid AS relation, tgname::text AS name FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgrelid, tgname";

#[derive(QueryableByName)]
struct TriggerRow {
    #[diesel(sql_type = Oid)]
    relation: u32,
    #[diesel(sql_type = SqlText)]
    name: String,
}

const ENUMS: &str = r"
    SELECT nullif(n.nspname::text, 'public') AS schema, t.typname::text AS name,
        ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype = 'e' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    ORDER BY n.nspname, t.typname";

#[derive(QueryableByName)]
struct EnumRow {
    #[diesel(sql_type = Nullable<SqlText>)]
    schema: Option<String>,
    #[diesel(sql_type = SqlText)]
    name: String,
    #[diesel(sql_type = Array<SqlText>)]
    labels: Vec<String>,
}

impl From<EnumRow> for Enum {
    fn from(row: EnumRow) -> Self {
        Self { schema: row.schema.map(Text::from), name: row.name.into(), labels: texts(row.labels) }
    }
}
