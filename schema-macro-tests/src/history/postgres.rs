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

/// The schemas of a history, which is emptied by dropping them.
pub const SCHEMAS: &[&str] = &["public", "s1", "\"S 2\"", "s3"];

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
        let all: Vec<String> = (0..1 + next.choices.below(3)).map(|_| next.statement()).collect();
        let end = next.choices.one(&["COMMIT", "ROLLBACK", "ROLLBACK"]);
        return format!("BEGIN;\n{};\n{end}", all.join(";\n"));
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
            0..=34 => self.alter_table(),
            35..=41 => self.drop_table(),
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
            94..=96 => self.create_view(),
            _ => self.rename_constraint(),
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

    fn create_view(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let name = self.name();
        let materialized = self.choices.maybe(30, "MATERIALIZED ");
        let columns = if self.choices.percent(50) { "*".to_owned() } else { self.columns(table) };
        format!("CREATE {materialized}VIEW {name} AS SELECT {columns} FROM {}", qualified(table))
    }
}
