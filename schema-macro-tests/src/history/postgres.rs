//! The next statement of a history of PostgreSQL's DDL: mostly one that the server accepts, given what is there.

use schema_catalog::{Catalog, ConstraintKind, Table, TableKind, TypeKind};

use super::Choices;

/// Names of every kind: plain, quoted, reserved, with capitals, spaces, quotes and letters of other scripts, and long.
const NAMES: &[&str] = &[
    "a",
    "b",
    "c",
    "users",
    "members",
    "\"Order\"",
    "\"select\"",
    "\"two words\"",
    "\"quo\"\"te\"",
    "Mixed",
    "größe",
    "\"日本\"",
    "a_name_of_forty_characters_exactly_so_it",
    "another_name_that_is_so_long_that_the_engine_cuts_it_at_63_bytes_indeed",
];

const SCHEMAS: &[&str] = &["public", "s1", "\"S 2\"", "s3"];

const TYPES: &[&str] = &[
    "int",
    "integer",
    "int4",
    "bigint",
    "int8",
    "smallint",
    "text",
    "varchar",
    "varchar(20)",
    "character varying(100)",
    "char",
    "char(3)",
    "boolean",
    "bool",
    "numeric",
    "numeric(12,2)",
    "decimal(5)",
    "real",
    "double precision",
    "float",
    "float(24)",
    "date",
    "time",
    "time(3)",
    "timestamp",
    "timestamp(3)",
    "timestamptz",
    "timestamp with time zone",
    "timestamp(0) without time zone",
    "interval",
    "interval day to second(2)",
    "uuid",
    "json",
    "jsonb",
    "bytea",
    "inet",
    "bit(3)",
    "bit varying(5)",
    "text[]",
    "int[3]",
    "integer ARRAY",
    "_text",
    "\"char\"",
    "point",
    "int4range",
    "money",
    "xml",
];

/// A default that the server takes for a column of this type: whether an expression fits a type is no matter of DDL.
fn default_of(choices: &mut Choices, sql_type: &str) -> &'static str {
    let name = sql_type.split(['(', ' ']).next().unwrap_or_default();
    choices.one(match name {
        _ if sql_type.contains('[') || sql_type.contains("ARRAY") || sql_type.starts_with('_') => &["'{}'", "NULL"],
        "int" | "integer" | "int4" | "bigint" | "int8" | "numeric" | "decimal" => &["1", "(1 + 2)", "-1", "'7'"],
        "text" | "varchar" | "character" => &["'it''s'", "'1'::text", "('a' || 'b')", "E'\\n'"],
        "date" | "timestamp" | "timestamptz" => &["now()", "CURRENT_TIMESTAMP", "(now() + interval '1 day')"],
        "bool" | "boolean" => &["true", "(1 > 2)"],
        _ => &["NULL"],
    })
}

const ACTIONS: &[&str] = &[
    "",
    "",
    " ON DELETE CASCADE",
    " ON DELETE SET NULL",
    " ON UPDATE RESTRICT",
    " ON DELETE SET DEFAULT ON UPDATE CASCADE",
];

/// A name as SQL writes it, always in quotes.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn qualified(table: &Table) -> String {
    format!("{}.{}", quoted(&table.schema), quoted(&table.name))
}

/// Makes the next statement, or several in one transaction.
#[must_use]
pub fn statement(catalog: &Catalog, seed: u64) -> String {
    let mut choices = Choices::new(seed);
    let mut next = Next { catalog, choices: &mut choices };
    if next.choices.percent(4) {
        return next.transaction();
    }
    next.statement()
}

struct Next<'a> {
    catalog: &'a Catalog,
    choices: &'a mut Choices,
}

impl<'a> Next<'a> {
    fn statement(&mut self) -> String {
        let tables = self.catalog.tables().count();
        if tables == 0 || (tables < 12 && self.choices.percent(18)) {
            return self.create_table();
        }
        match self.choices.below(100) {
            0..=26 => self.alter_table(),
            27..=29 => self.inheritance(),
            30..=31 => self.search_path(),
            32..=34 => self.in_block(),
            35..=39 => self.drop_table(),
            40..=41 => self.sequence(),
            42..=47 => self.rename_table(),
            48..=56 => self.rename_column(),
            57..=63 => self.create_index(),
            64..=66 => self.drop_index(),
            67..=73 => self.create_type(),
            74..=79 => self.alter_type(),
            80..=82 => self.drop_type(),
            83..=86 => self.schema(),
            87..=89 => self.set_schema(),
            90..=93 => self.comment(),
            94..=96 => self.view(),
            _ => self.rename_constraint(),
        }
    }

    /// Several statements in one transaction, some of which may be undone.
    fn transaction(&mut self) -> String {
        let mut all: Vec<String> = (0..1 + self.choices.below(3)).map(|_| self.statement()).collect();
        if self.choices.percent(40) {
            let undo =
                self.choices.one(&["ROLLBACK TO SAVEPOINT a", "RELEASE a", "ROLLBACK TO a;\nRELEASE SAVEPOINT a"]);
            all.insert(self.choices.below(all.len()), "SAVEPOINT a".to_owned());
            all.push(undo.to_owned());
        }
        let end = self.choices.one(&["COMMIT", "END", "ROLLBACK", "ROLLBACK"]);
        format!("BEGIN;\n{};\n{end}", all.join(";\n"))
    }

    /// `INHERIT`, `ATTACH PARTITION` and their opposites.
    fn inheritance(&mut self) -> String {
        let (Some(parent), Some(child)) = (self.table(), self.table()) else { return self.create_table() };
        let (parent_name, child_name) = (qualified(parent), qualified(child));
        match self.choices.below(8) {
            0 | 1 if parent.kind == TableKind::Partitioned => {
                format!("ALTER TABLE {parent_name} ATTACH PARTITION {child_name} DEFAULT")
            }
            2 if parent.kind == TableKind::Partitioned => {
                format!("ALTER TABLE {parent_name} DETACH PARTITION {child_name}")
            }
            3 => format!("ALTER TABLE {child_name} NO INHERIT {parent_name}"),
            4 => format!("CREATE TABLE {} () INHERITS ({parent_name}, {child_name})", self.new_name()),
            5 => {
                let (table, key, part) = (self.new_name(), self.name(), self.new_name());
                let by = self.choices.one(&["LIST", "RANGE"]);
                let bound = if by == "LIST" { "FOR VALUES IN (1)" } else { "FOR VALUES FROM (1) TO (9)" };
                format!(
                    "CREATE TABLE {table} ({key} int, {}) PARTITION BY {by} ({key});\n\
                     CREATE TABLE {part} PARTITION OF {table} {bound}",
                    if key == "b" { "\"b 2\" text" } else { "b text NOT NULL" }
                )
            }
            _ => format!("ALTER TABLE {child_name} INHERIT {parent_name}"),
        }
    }

    fn search_path(&mut self) -> String {
        let (first, second) = (self.schema_name(), self.schema_name());
        match self.choices.below(4) {
            0 => "RESET search_path".to_owned(),
            1 => "SET search_path TO DEFAULT".to_owned(),
            2 => format!("SET search_path = {first}"),
            _ => format!("SET search_path TO {first}, {second}"),
        }
    }

    /// A statement in a `DO` block, which may handle its error.
    fn in_block(&mut self) -> String {
        let sql = self.statement();
        if sql.contains("$$") || sql.contains("BEGIN") {
            return sql;
        }
        let handler = self.choices.maybe(50, "EXCEPTION WHEN others THEN NULL; ");
        if self.choices.percent(30) {
            return format!("DO $$ BEGIN EXECUTE $q${sql}$q$; {handler}END $$");
        }
        format!("DO $$ BEGIN {sql}; {handler}END $$")
    }

    fn sequence(&mut self) -> String {
        let name = self.new_name();
        let exists = self.choices.maybe(20, "IF NOT EXISTS ");
        match self.choices.below(4) {
            0 => format!(
                "DROP SEQUENCE {}{name}{}",
                self.choices.maybe(40, "IF EXISTS "),
                self.choices.maybe(40, " CASCADE")
            ),
            1 => format!("ALTER SEQUENCE {name} RENAME TO {}", self.name()),
            2 => match self.table() {
                Some(table) => {
                    let column = self.column(table);
                    format!("CREATE SEQUENCE {exists}{name} OWNED BY {}.{column}", qualified(table))
                }
                None => format!("CREATE SEQUENCE {exists}{name}"),
            },
            _ => format!("CREATE SEQUENCE {exists}{name}"),
        }
    }

    fn name(&mut self) -> String {
        self.choices.one(NAMES).to_owned()
    }

    fn tables(&self) -> Vec<&'a Table> {
        self.catalog.tables().filter(|table| !table.kind.is_view()).collect()
    }

    fn table(&mut self) -> Option<&'a Table> {
        let tables = self.tables();
        self.choices.any(&tables)
    }

    /// The name of a table that is there; seldom of one that is not.
    fn table_name(&mut self) -> String {
        match self.table() {
            Some(table) if !self.choices.percent(4) => qualified(table),
            _ => self.name(),
        }
    }

    /// A column of the table; seldom one that is not there.
    fn column(&mut self, table: &Table) -> String {
        let names: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
        match self.choices.any(&names) {
            Some(name) if !self.choices.percent(4) => name,
            _ => self.name(),
        }
    }

    fn columns(&mut self, table: &Table) -> String {
        let mut names = vec![self.column(table)];
        if self.choices.percent(35) {
            let second = self.column(table);
            if !names.contains(&second) {
                names.push(second);
            }
        }
        names.join(", ")
    }

    fn schema_name(&mut self) -> String {
        let names: Vec<String> = self.catalog.schemas().map(|schema| quoted(&schema.name)).collect();
        self.choices.any(&names).unwrap_or_else(|| "public".to_owned())
    }

    /// A new name, now and then in a schema.
    fn new_name(&mut self) -> String {
        let name = self.name();
        if self.choices.percent(20) { format!("{}.{name}", self.schema_name()) } else { name }
    }

    fn sql_type(&mut self) -> String {
        let own: Vec<String> =
            self.catalog.types().map(|found| format!("{}.{}", quoted(&found.schema), quoted(&found.name))).collect();
        if self.choices.percent(25)
            && let Some(name) = self.choices.any(&own)
        {
            return format!("{name}{}", self.choices.maybe(15, "[]"));
        }
        self.choices.one(TYPES).to_owned()
    }

    fn create_table(&mut self) -> String {
        let exists = self.choices.maybe(10, "IF NOT EXISTS ");
        let name = self.new_name();
        if let Some(parent) = self.table() {
            match self.choices.below(20) {
                0 => return format!("CREATE TABLE {exists}{name} (LIKE {} INCLUDING ALL)", qualified(parent)),
                1 => return format!("CREATE TABLE {exists}{name} (LIKE {}, {} int)", qualified(parent), self.name()),
                2 => {
                    return format!(
                        "CREATE TABLE {exists}{name} ({} int) INHERITS ({})",
                        self.name(),
                        qualified(parent)
                    );
                }
                3 => return format!("CREATE TABLE {exists}{name} AS SELECT * FROM {}", qualified(parent)),
                4 | 5 if parent.kind == TableKind::Partitioned => {
                    return format!("CREATE TABLE {exists}{name} PARTITION OF {} DEFAULT", qualified(parent));
                }
                _ => {}
            }
        }
        let mut elements = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for _ in 0..1 + self.choices.below(4) {
            let column = self.name();
            if !names.contains(&column) {
                elements.push(self.column_definition(&column));
                names.push(column);
            }
        }
        if self.choices.percent(12) {
            let columns = self.choices.one(&names);
            let constraint = self.choices.maybe(40, "CONSTRAINT named ");
            elements.push(format!("{constraint}{} ({columns})", self.choices.one(&["PRIMARY KEY", "UNIQUE"])));
        }
        if self.choices.percent(12) {
            elements.push(format!("CHECK ({} IS NOT NULL)", self.choices.one(&names)));
        }
        let partition = if self.choices.percent(8) {
            format!(" PARTITION BY {} ({})", self.choices.one(&["LIST", "RANGE", "HASH"]), self.choices.one(&names))
        } else {
            String::new()
        };
        format!("CREATE TABLE {exists}{name} ({}){partition}", elements.join(", "))
    }

    fn column_definition(&mut self, name: &str) -> String {
        let serial = self.choices.percent(10);
        let sql_type = if serial {
            self.choices.one(&["serial", "bigserial", "SERIAL4", "smallserial"]).to_owned()
        } else {
            self.sql_type()
        };
        let mut out = format!("{name} {sql_type}");
        out.push_str(self.choices.maybe(25, " NOT NULL"));
        if !serial && self.choices.percent(15) {
            out.push_str(&format!(" DEFAULT {}", default_of(self.choices, &sql_type)));
        } else if !serial && self.choices.percent(6) {
            out.push_str(" GENERATED ALWAYS AS IDENTITY");
        } else if !serial && self.choices.percent(4) {
            out.push_str(&format!(" GENERATED ALWAYS AS (NULL::{sql_type}) STORED"));
        }
        match self.choices.below(12) {
            0 | 1 => out.push_str(" PRIMARY KEY"),
            2 => out.push_str(" UNIQUE"),
            3 => out.push_str(&format!(" CHECK ({name} IS NOT NULL)")),
            4 | 5 => {
                if let Some(parent) = self.table() {
                    out.push_str(&format!(" REFERENCES {}{}", qualified(parent), self.choices.one(ACTIONS)));
                }
            }
            _ => {}
        }
        out
    }

    fn alter_table(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let name = if self.choices.percent(4) { self.name() } else { qualified(table) };
        let exists = self.choices.maybe(8, "IF EXISTS ");
        let only = self.choices.maybe(4, "ONLY ");
        let mut actions = vec![self.action(table)];
        while self.choices.percent(25) {
            actions.push(self.action(table));
        }
        format!("ALTER TABLE {exists}{only}{name} {}", actions.join(", "))
    }

    fn action(&mut self, table: &Table) -> String {
        let column = self.column(table);
        let cascade = self.choices.maybe(35, " CASCADE");
        match self.choices.below(24) {
            0..=4 => {
                let name = self.name();
                let exists = self.choices.maybe(12, "IF NOT EXISTS ");
                format!("ADD COLUMN {exists}{}", self.column_definition(&name))
            }
            5..=7 => format!("DROP COLUMN {}{column}{cascade}", self.choices.maybe(12, "IF EXISTS ")),
            8 | 9 => {
                let sql_type = self.sql_type();
                let using = if self.choices.percent(70) { format!(" USING NULL::{sql_type}") } else { String::new() };
                format!("ALTER COLUMN {column} TYPE {sql_type}{using}")
            }
            10 | 11 => format!("ALTER {column} SET NOT NULL"),
            12 => format!("ALTER COLUMN {column} DROP NOT NULL"),
            13 => format!("ALTER {column} SET DEFAULT NULL"),
            14 => format!("ALTER COLUMN {column} DROP DEFAULT"),
            15 => format!("ADD PRIMARY KEY ({})", self.columns(table)),
            16 => format!("ADD UNIQUE ({})", self.columns(table)),
            17 => format!("ADD CONSTRAINT {} UNIQUE ({})", self.name(), self.columns(table)),
            18 => format!("ADD CHECK ({column} IS NOT NULL)"),
            19 => match self.table() {
                Some(parent) => {
                    let keys: Vec<_> = parent
                        .constraints
                        .iter()
                        .filter_map(|constraint| match &constraint.kind {
                            ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => {
                                Some(columns)
                            }
                            _ => None,
                        })
                        .collect();
                    let named = match self.choices.any(&keys) {
                        Some(key) if key.len() == 1 => format!(" ({})", quoted(parent.column_names(key)[0])),
                        _ => String::new(),
                    };
                    let action = self.choices.one(ACTIONS);
                    format!("ADD FOREIGN KEY ({column}) REFERENCES {}{named}{action}", qualified(parent))
                }
                None => format!("ALTER {column} SET NOT NULL"),
            },
            20..=22 => {
                let names: Vec<String> = table.constraints.iter().map(|known| quoted(&known.name)).collect();
                match self.choices.any(&names) {
                    Some(name) => format!("DROP CONSTRAINT {}{name}{cascade}", self.choices.maybe(10, "IF EXISTS ")),
                    None => "DROP CONSTRAINT IF EXISTS nothing".to_owned(),
                }
            }
            _ => format!("ALTER {column} DROP IDENTITY IF EXISTS"),
        }
    }

    fn drop_table(&mut self) -> String {
        let exists = self.choices.maybe(20, "IF EXISTS ");
        let mut names = vec![self.table_name()];
        if self.choices.percent(15) {
            names.push(self.table_name());
        }
        format!("DROP TABLE {exists}{}{}", names.join(", "), self.choices.maybe(40, " CASCADE"))
    }

    fn rename_table(&mut self) -> String {
        format!("ALTER TABLE {} RENAME TO {}", self.table_name(), self.name())
    }

    fn rename_column(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let (from, to) = (self.column(table), self.name());
        format!("ALTER TABLE {} RENAME {}{from} TO {to}", qualified(table), self.choices.maybe(50, "COLUMN "))
    }

    fn rename_constraint(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let names: Vec<String> = table.constraints.iter().map(|known| quoted(&known.name)).collect();
        match self.choices.any(&names) {
            Some(from) => format!("ALTER TABLE {} RENAME CONSTRAINT {from} TO {}", qualified(table), self.name()),
            None => self.rename_table(),
        }
    }

    fn create_index(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let unique = self.choices.maybe(70, "UNIQUE ");
        let name = if self.choices.percent(50) { self.name() } else { String::new() };
        let column = self.column(table);
        let predicate = if self.choices.percent(15) { format!(" WHERE {column} IS NOT NULL") } else { String::new() };
        format!("CREATE {unique}INDEX {name} ON {} ({}){predicate}", qualified(table), self.columns(table))
    }

    fn drop_index(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let names: Vec<String> = self
            .catalog
            .indexes(table)
            .map(|index| format!("{}.{}", quoted(&index.schema), quoted(&index.name)))
            .collect();
        let name = self.choices.any(&names).unwrap_or_else(|| self.name());
        format!("DROP INDEX {}{name}{}", self.choices.maybe(40, "IF EXISTS "), self.choices.maybe(30, " CASCADE"))
    }

    fn create_type(&mut self) -> String {
        let name = self.new_name();
        match self.choices.below(4) {
            0 | 1 => format!("CREATE TYPE {name} AS ENUM ('new', 'Done', 'it''s')"),
            2 => {
                let base = self.sql_type();
                let default = default_of(self.choices, &base);
                let not_null = self.choices.maybe(30, " NOT NULL");
                format!(
                    "CREATE DOMAIN {name} AS {base} DEFAULT {default}{not_null}{}",
                    self.choices.maybe(30, " CHECK (VALUE IS NOT NULL)")
                )
            }
            _ => format!("CREATE TYPE {name} AS (x {}, y {})", self.sql_type(), self.sql_type()),
        }
    }

    fn alter_type(&mut self) -> String {
        let types: Vec<_> = self.catalog.types().collect();
        let Some(found) = self.choices.any(&types) else { return self.create_type() };
        let name = format!("{}.{}", quoted(&found.schema), quoted(&found.name));
        match (&found.kind, self.choices.below(4)) {
            (_, 0) => format!("ALTER TYPE {name} RENAME TO {}", self.name()),
            (TypeKind::Enum(_), 1) => format!("ALTER TYPE {name} ADD VALUE IF NOT EXISTS 'more' BEFORE 'new'"),
            (TypeKind::Enum(_), 2) => format!("ALTER TYPE {name} ADD VALUE 'last'"),
            (TypeKind::Enum(_), _) => format!("ALTER TYPE {name} RENAME VALUE 'new' TO 'old'"),
            (TypeKind::Domain { .. }, 1) => format!("ALTER DOMAIN {name} SET NOT NULL"),
            (TypeKind::Domain { .. }, 2) => format!("ALTER DOMAIN {name} DROP NOT NULL"),
            (TypeKind::Domain { .. }, _) => format!("ALTER DOMAIN {name} ADD CHECK (VALUE IS NOT NULL)"),
            (TypeKind::Composite(_), 1) => {
                format!("ALTER TYPE {name} ADD ATTRIBUTE {} {}", self.name(), self.sql_type())
            }
            (TypeKind::Composite(_), 2) => format!("ALTER TYPE {name} DROP ATTRIBUTE IF EXISTS x"),
            _ => format!("ALTER TYPE {name} RENAME TO {}", self.name()),
        }
    }

    fn drop_type(&mut self) -> String {
        let types: Vec<String> =
            self.catalog.types().map(|found| format!("{}.{}", quoted(&found.schema), quoted(&found.name))).collect();
        let name = self.choices.any(&types).unwrap_or_else(|| self.name());
        format!("DROP TYPE {}{name}{}", self.choices.maybe(30, "IF EXISTS "), self.choices.maybe(40, " CASCADE"))
    }

    fn schema(&mut self) -> String {
        let name = self.choices.one(SCHEMAS);
        match self.choices.below(8) {
            0 if name != "public" => format!("DROP SCHEMA IF EXISTS {name} CASCADE"),
            1 if name != "public" => format!("DROP SCHEMA {name}"),
            2 if name != "public" => format!("ALTER SCHEMA {name} RENAME TO {}", self.choices.one(&SCHEMAS[1..])),
            3 => format!("CREATE SCHEMA {name}"),
            _ => format!("CREATE SCHEMA IF NOT EXISTS {name}"),
        }
    }

    fn set_schema(&mut self) -> String {
        let (table, schema) = (self.table_name(), self.schema_name());
        format!("ALTER TABLE {table} SET SCHEMA {schema}")
    }

    fn comment(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let text = self.choices.one(&["'it''s a comment'", "NULL", "''", "E'two\\nlines'", "$$dollars$$"]);
        if self.choices.percent(50) {
            format!("COMMENT ON TABLE {} IS {text}", qualified(table))
        } else {
            let column = self.column(table);
            format!("COMMENT ON COLUMN {}.{column} IS {text}", qualified(table))
        }
    }

    fn view(&mut self) -> String {
        let views: Vec<String> = self.catalog.tables().filter(|table| table.kind.is_view()).map(qualified).collect();
        let views = self.choices.any(&views).filter(|_| self.choices.percent(40));
        let Some(view) = views else { return self.create_view() };
        match self.choices.below(4) {
            0 => format!(
                "DROP VIEW {}{view}{}",
                self.choices.maybe(30, "IF EXISTS "),
                self.choices.maybe(40, " CASCADE")
            ),
            1 => format!("ALTER VIEW {view} RENAME TO {}", self.name()),
            2 => format!("CREATE VIEW {} AS SELECT * FROM {view}", self.new_name()),
            _ => match self.table() {
                Some(table) => format!("CREATE OR REPLACE VIEW {view} AS SELECT * FROM {}", qualified(table)),
                None => self.create_view(),
            },
        }
    }

    fn create_view(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let name = self.name();
        let materialized = self.choices.maybe(30, "MATERIALIZED ");
        let columns = match self.choices.below(8) {
            0..=2 => "*".to_owned(),
            3 => "count(*), now() AS at, 1 AS one, 'text' AS txt".to_owned(),
            4 => format!("coalesce({0}, NULL) AS c, {0} IS NULL AS n", self.column(table)),
            5 => format!("t.{0} AS x, t.{0}::text, length(t.{0}::text)", self.column(table)),
            _ => self.columns(table),
        };
        format!("CREATE {materialized}VIEW {name} AS SELECT {columns} FROM {} AS t", qualified(table))
    }
}
