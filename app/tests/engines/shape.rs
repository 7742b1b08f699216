//! What each engine says of its own tables, in the words of SQLite.

use diesel::prelude::*;

use crate::{Line, Tables, by_table};

/// Columns in their order with type, nullability and default; primary key, foreign keys, unique constraints, indexes,
/// and how many checks there are.
///
/// Checks of JSON are left out: before 007 PostgreSQL had a type in their place.
pub(crate) fn of_postgres(connection: &mut PgConnection) -> Tables {
    by_table(diesel::sql_query(POSTGRES).load::<Line>(connection).expect("PostgreSQL describes its tables"))
}

/// The same of SQLite.
pub(crate) fn of_sqlite(connection: &mut SqliteConnection) -> Tables {
    by_table(diesel::sql_query(SQLITE).load::<Line>(connection).expect("SQLite describes its tables"))
}

const POSTGRES: &str = r"
    WITH tables AS (
        SELECT oid, relname::TEXT AS table_name
        FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::REGNAMESPACE AND relname <> '__diesel_schema_migrations'
    ),
    names AS (
        SELECT attrelid, attnum, attname FROM pg_attribute
    ),
    lines AS (
        SELECT
            tables.table_name,
            1 AS part,
            attnum::INTEGER AS place,
            concat_ws(
                ' ',
                'column', attname,
                CASE
                    WHEN atttypid = 'NUMERIC'::REGTYPE THEN 'BIGINT'
                    WHEN atttypid IN ('JSONB'::REGTYPE, 'TEXT[]'::REGTYPE) THEN 'TEXT'
                    WHEN atttypid = 'UUID'::REGTYPE THEN 'CHAR(36)'
                    WHEN atttypid = 'INET'::REGTYPE THEN 'VARCHAR(45)'
                    WHEN atttypid = 'BYTEA'::REGTYPE THEN 'BLOB'
                    WHEN atttypid IN ('TIMESTAMP'::REGTYPE, 'TIMESTAMPTZ'::REGTYPE) THEN 'TIMESTAMP'
                    WHEN atttypid = 'TIME'::REGTYPE THEN 'TIME'
                    ELSE upper(
                        replace(replace(format_type(atttypid, atttypmod), 'character varying', 'varchar'), 'character', 'char')
                    )
                END,
                CASE WHEN attnotnull THEN 'NOT NULL' END,
                CASE
                    WHEN attgenerated <> '' THEN 'GENERATED'
                    WHEN attidentity <> '' OR pg_get_expr(adbin, adrelid) LIKE 'nextval(%' THEN 'NUMBERED'
                    WHEN adbin IS NOT NULL THEN 'DEFAULT'
                END
            ) AS line
        FROM tables
        JOIN pg_attribute ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum

        UNION ALL
        SELECT
            tables.table_name,
            2,
            0,
            CASE contype WHEN 'p' THEN 'PRIMARY KEY ' WHEN 'u' THEN 'UNIQUE ' ELSE 'FOREIGN KEY ' END
                || (
                    SELECT string_agg(attname, ', ' ORDER BY place)
                    FROM unnest(conkey) WITH ORDINALITY AS key (number, place)
                    JOIN names ON attrelid = conrelid AND attnum = number
                )
                || CASE WHEN contype = 'f' THEN
                    ' REFERENCES ' || confrelid::REGCLASS || ' '
                    || (
                        SELECT string_agg(attname, ', ' ORDER BY place)
                        FROM unnest(confkey) WITH ORDINALITY AS key (number, place)
                        JOIN names ON attrelid = confrelid AND attnum = number
                    )
                    || ' ON DELETE '
                    || CASE confdeltype
                        WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL'
                        ELSE 'SET DEFAULT'
                    END
                    || ' ON UPDATE ' || CASE confupdtype WHEN 'a' THEN 'NO ACTION' ELSE confupdtype::TEXT END
                ELSE '' END
        FROM tables
        JOIN pg_constraint ON conrelid = tables.oid AND contype IN ('p', 'u', 'f')

        UNION ALL
        SELECT
            tables.table_name,
            3,
            0,
            concat_ws(
                ' ',
                'INDEX', pg_class.relname,
                CASE WHEN indisunique THEN 'UNIQUE' END,
                (
                    SELECT string_agg(attname, ', ' ORDER BY place)
                    FROM unnest(indkey) WITH ORDINALITY AS key (number, place)
                    JOIN names ON attrelid = indrelid AND attnum = number
                ),
                CASE WHEN indpred IS NOT NULL THEN 'WHERE' END
            )
        FROM tables
        JOIN pg_index ON indrelid = tables.oid
        JOIN pg_class ON pg_class.oid = indexrelid
        WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))

        UNION ALL
        SELECT tables.table_name, 4, 0, 'CHECKS ' || count(pg_constraint.oid)
        FROM tables
        LEFT JOIN pg_constraint ON conrelid = tables.oid
            AND contype = 'c'
            AND pg_get_constraintdef(pg_constraint.oid) NOT LIKE '%json_typeof%'
        GROUP BY tables.table_name
    )
    SELECT table_name, line
    FROM lines
    ORDER BY table_name, part, place, line
";

const SQLITE: &str = r#"
    WITH tables AS (
        SELECT name AS table_name, sql
        FROM sqlite_schema
        WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name <> '__diesel_schema_migrations'
    ),
    lines AS (
        SELECT
            table_name,
            1 AS part,
            cid AS place,
            'column ' || name || ' ' || type
                || CASE WHEN "notnull" THEN ' NOT NULL' ELSE '' END
                || CASE
                    WHEN hidden = 3 THEN ' GENERATED'
                    WHEN pk = 1 AND sql LIKE '%' || name || ' INTEGER PRIMARY KEY AUTOINCREMENT%' THEN ' NUMBERED'
                    WHEN dflt_value IS NOT NULL THEN ' DEFAULT'
                    ELSE ''
                END AS line
        FROM tables
        JOIN pragma_table_xinfo(table_name)

        UNION ALL
        SELECT table_name, 2, 0, 'PRIMARY KEY ' || group_concat(name, ', ')
        FROM (SELECT * FROM tables JOIN pragma_table_xinfo(table_name) WHERE pk > 0 ORDER BY table_name, pk)
        GROUP BY table_name

        UNION ALL
        SELECT
            table_name,
            2,
            0,
            'FOREIGN KEY ' || group_concat("from", ', ') || ' REFERENCES ' || "table" || ' ' || group_concat("to", ', ')
                || ' ON DELETE ' || on_delete || ' ON UPDATE ' || on_update
        FROM (SELECT * FROM tables JOIN pragma_foreign_key_list(table_name) ORDER BY table_name, id, seq)
        GROUP BY table_name, id

        UNION ALL
        SELECT
            table_name,
            CASE origin WHEN 'u' THEN 2 ELSE 3 END,
            0,
            CASE origin WHEN 'u' THEN 'UNIQUE ' ELSE 'INDEX ' || index_name || iif("unique", ' UNIQUE', '') || ' ' END
                || group_concat(column_name, ', ')
                || CASE WHEN partial THEN ' WHERE' ELSE '' END
        FROM (
            SELECT table_name, origin, list.name AS index_name, "unique", partial, info.name AS column_name
            FROM tables
            JOIN pragma_index_list(table_name) AS list
            JOIN pragma_index_info(list.name) AS info
            WHERE origin IN ('u', 'c')
            ORDER BY table_name, list.name, info.seqno
        )
        GROUP BY table_name, index_name

        UNION ALL
        SELECT
            table_name,
            4,
            0,
            'CHECKS ' || (
                (length(sql) - length(replace(sql, 'CHECK (', ''))) / length('CHECK (')
                - (length(sql) - length(replace(sql, 'CHECK (json_type(', ''))) / length('CHECK (json_type(')
            )
        FROM tables
    )
    SELECT table_name, line
    FROM lines
    ORDER BY table_name, part, place, line
"#;
