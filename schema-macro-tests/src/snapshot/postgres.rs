//! The snapshot of a PostgreSQL database, from its system catalogs.
//!
//! <https://www.postgresql.org/docs/current/catalogs.html>

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Array, Bool, Nullable, Oid, Text};
use diesel::{PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};

use super::{Column, Snapshot, Table, line};

/// Everything in the database that is not the engine's own, an extension's, or Diesel's.
///
/// # Errors
///
/// If the database can't be read.
pub fn snapshot(connection: &mut PgConnection) -> QueryResult<Snapshot> {
    // Names of types are qualified unless they are in `public`.
    connection.batch_execute("SET search_path = public")?;
    let mut tables: BTreeMap<u32, (String, Table)> = BTreeMap::new();
    for relation in rows::<Relation>(connection, RELATIONS)? {
        let Relation { oid, name, kind, comment } = relation;
        tables.insert(oid, (name, Table { kind, comment, columns: Some(Vec::new()), ..Table::default() }));
    }
    for row in rows::<ColumnRow>(connection, COLUMNS)? {
        if let Some((_, Table { columns: Some(columns), .. })) = tables.get_mut(&row.relation) {
            columns.push(row.into());
        }
    }
    for row in rows::<ConstraintRow>(connection, CONSTRAINTS)? {
        if let Some((_, table)) = tables.get_mut(&row.relation) {
            table.constraints.insert(row.name.clone(), row.text());
        }
    }
    for row in rows::<IndexRow>(connection, INDEXES)? {
        if let Some((_, table)) = tables.get_mut(&row.relation) {
            table.indexes.insert(row.name, line::index(&row.columns, row.nulls_not_distinct, row.partial));
        }
    }
    let schemas = rows::<Schema>(connection, SCHEMAS)?.into_iter().map(|schema| schema.name).collect();
    let types = rows::<TypeRow>(connection, TYPES)?.into_iter().map(|row| (row.name.clone(), row.text())).collect();
    Ok(Snapshot { schemas, tables: tables.into_values().collect(), types })
}

fn rows<Row: QueryableByName<diesel::pg::Pg> + 'static>(
    connection: &mut PgConnection,
    query: &str,
) -> QueryResult<Vec<Row>> {
    sql_query(query).load(connection)
}

const SCHEMAS: &str = r"
    SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'";

#[derive(QueryableByName)]
struct Schema {
    #[diesel(sql_type = Text)]
    name: String,
}

const RELATIONS: &str = r"
    SELECT c.oid, n.nspname || '.' || c.relname AS name, obj_description(c.oid, 'pg_class') AS comment,
        CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
            ELSE 'table' END AS kind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relname <> '__diesel_schema_migrations'
        AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')";

#[derive(QueryableByName)]
struct Relation {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    comment: Option<String>,
}

/// Nullability is that of `information_schema.columns.is_nullable`. The engine's own objects have lower ids than 16384
/// (`FirstNormalObjectId`), which spares looking at their many columns.
const COLUMNS: &str = r"
    SELECT a.attrelid AS relation, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS sql_type,
        NOT (a.attnotnull OR t.typtype = 'd' AND t.typnotnull) AS nullable,
        a.atthasdef AND a.attgenerated = '' AS default,
        CASE WHEN a.attidentity = 'a' THEN 'identity always' WHEN a.attidentity = 'd' THEN 'identity by default'
            WHEN a.attgenerated = 's' THEN 'generated stored' WHEN a.attgenerated = 'v' THEN 'generated virtual'
            END AS generated,
        col_description(a.attrelid, a.attnum) AS comment
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attrelid, a.attnum";

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Oid)]
    relation: u32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    sql_type: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Bool)]
    default: bool,
    #[diesel(sql_type = Nullable<Text>)]
    generated: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    comment: Option<String>,
}

impl From<ColumnRow> for Column {
    fn from(row: ColumnRow) -> Self {
        let ColumnRow { relation: _, name, sql_type, nullable, default, generated, comment } = row;
        Self { name, sql_type, nullable, default, generated, comment }
    }
}

/// A foreign key that involves partitions has further rows in `pg_constraint`, for the engine's own use: those whose
/// parent constraint is of the same table.
const CONSTRAINTS: &str = r"
    SELECT c.conrelid AS relation, c.conname::text AS name, c.contype::text AS kind, c.connoinherit AS no_inherit,
        c.confdeltype::text AS on_delete, c.confupdtype::text AS on_update, c.confmatchtype = 'f' AS full,
        coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false) AS nulls_not_distinct,
        (SELECT n.nspname || '.' || p.relname FROM pg_class p JOIN pg_namespace n ON n.oid = p.relnamespace
            WHERE p.oid = c.confrelid) AS parent,
        ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k (number, position)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number ORDER BY k.position) AS columns,
        ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k (number, position)
            JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number ORDER BY k.position) AS parent_columns
    FROM pg_constraint c LEFT JOIN pg_index i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u')
    WHERE c.conrelid >= 16384 AND c.contype IN ('p', 'u', 'f', 'c', 'x')
        AND NOT EXISTS (SELECT FROM pg_constraint q WHERE q.oid = c.conparentid AND q.conrelid = c.conrelid)";

#[derive(QueryableByName)]
struct ConstraintRow {
    #[diesel(sql_type = Oid)]
    relation: u32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    no_inherit: bool,
    #[diesel(sql_type = Text)]
    on_delete: String,
    #[diesel(sql_type = Text)]
    on_update: String,
    #[diesel(sql_type = Bool)]
    full: bool,
    #[diesel(sql_type = Bool)]
    nulls_not_distinct: bool,
    #[diesel(sql_type = Nullable<Text>)]
    parent: Option<String>,
    #[diesel(sql_type = Array<Text>)]
    columns: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    parent_columns: Vec<String>,
}

impl ConstraintRow {
    fn text(&self) -> String {
        match self.kind.as_str() {
            "p" => line::key("PRIMARY KEY", &self.columns, false),
            "u" => line::key("UNIQUE", &self.columns, self.nulls_not_distinct),
            "f" => line::foreign_key(&line::ForeignKey {
                columns: &self.columns,
                parent: self.parent.as_deref().unwrap_or_default(),
                parent_columns: &self.parent_columns,
                on_delete: rule(&self.on_delete),
                on_update: rule(&self.on_update),
                full: self.full,
            }),
            "c" => line::check(self.no_inherit),
            _ => "EXCLUDE".to_owned(),
        }
    }
}

/// The words of SQL for the letter in `pg_constraint`.
fn rule(letter: &str) -> &'static str {
    match letter {
        "r" => "RESTRICT",
        "c" => "CASCADE",
        "n" => "SET NULL",
        "d" => "SET DEFAULT",
        _ => "NO ACTION",
    }
}

const INDEXES: &str = r"
    SELECT i.indrelid AS relation, c.relname::text AS name, i.indpred IS NOT NULL AS partial,
        coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false) AS nulls_not_distinct,
        ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (number, position)
            LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
            WHERE k.position <= i.indnkeyatts ORDER BY k.position) AS columns
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid >= 16384 AND i.indisunique AND NOT EXISTS (SELECT FROM pg_constraint k
        WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x'))";

#[derive(QueryableByName)]
struct IndexRow {
    #[diesel(sql_type = Oid)]
    relation: u32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bool)]
    partial: bool,
    #[diesel(sql_type = Bool)]
    nulls_not_distinct: bool,
    #[diesel(sql_type = Array<Nullable<Text>>)]
    columns: Vec<Option<String>>,
}

/// Enums, domains, ranges, and composite types that are not a table's row.
const TYPES: &str = r"
    SELECT n.nspname || '.' || t.typname AS name, t.typtype::text AS kind,
        CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod)
            WHEN 'r' THEN (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid) END AS base,
        t.typnotnull AS not_null, t.typdefault IS NOT NULL AS default,
        CASE t.typtype
            WHEN 'e' THEN ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)
            WHEN 'd' THEN ARRAY(SELECT k.conname::text FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c')
            ELSE ARRAY(SELECT a.attname::text FROM pg_attribute a
                WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) END AS members,
        ARRAY(SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
            WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS member_types
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')";

#[derive(QueryableByName)]
struct TypeRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    base: Option<String>,
    #[diesel(sql_type = Bool)]
    not_null: bool,
    #[diesel(sql_type = Bool)]
    default: bool,
    #[diesel(sql_type = Array<Text>)]
    members: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    member_types: Vec<String>,
}

impl TypeRow {
    fn text(&self) -> String {
        let base = self.base.as_deref().unwrap_or_default();
        match self.kind.as_str() {
            "e" => line::enumeration(&self.members),
            "d" => line::domain(base, self.not_null, self.default, &self.members),
            "r" => line::range(base),
            _ => line::composite(&self.members.iter().zip(&self.member_types).collect::<Vec<_>>()),
        }
    }
}
