//! The next statement of a history of PostgreSQL's DDL: mostly one that the server accepts, given what is there.

mod alter;
mod create;
mod partition;
mod relation;
mod session;
mod types;

use schema_catalog::{Catalog, Column, Table, Type};

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
    "\"Users\"",
    "_a",
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

/// A name as SQL writes it, always in quotes.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn qualified(table: &Table) -> String {
    format!("{}.{}", quoted(&table.schema), quoted(&table.name))
}

fn qualified_type(found: &Type) -> String {
    format!("{}.{}", quoted(&found.schema), quoted(&found.name))
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
        let tables = self.tables().len();
        if tables == 0 || (tables < 12 && self.choices.percent(16)) {
            return self.create_table();
        }
        match self.choices.below(100) {
            0..=25 => self.alter_table(),
            26..=31 => self.inheritance(),
            32..=33 => self.search_path(),
            34..=36 => self.in_block(),
            37..=40 => self.drop_table(),
            41..=44 => self.sequence(),
            45..=47 => self.rename_table(),
            48..=53 => self.rename_column(),
            54..=59 => self.create_index(),
            60..=63 => self.change_index(),
            64..=69 => self.create_type(),
            70..=76 => self.alter_type(),
            77..=79 => self.drop_type(),
            80..=83 => self.schema(),
            84..=85 => self.set_schema(),
            86..=88 => self.comment(),
            89..=95 => self.view(),
            96..=97 => self.rename_constraint(),
            _ => self.of_any_kind(),
        }
    }

    /// `ALTER`, `DROP` or `COMMENT` of something that may be of another kind.
    fn of_any_kind(&mut self) -> String {
        let kind = self.choices.one(&[
            "TABLE",
            "VIEW",
            "MATERIALIZED VIEW",
            "SEQUENCE",
            "INDEX",
            "FOREIGN TABLE",
            "TYPE",
            "DOMAIN",
        ]);
        let exists = self.choices.maybe(15, "IF EXISTS ");
        let name = self.any_name();
        match self.choices.below(6) {
            0 => format!("DROP {kind} {exists}{name}{}", self.choices.maybe(30, " CASCADE")),
            1 | 2 => format!("ALTER {kind} {name} RENAME TO {}", self.name()),
            3 => format!("ALTER {kind} {name} SET SCHEMA {}", self.schema_name()),
            4 => format!("COMMENT ON {kind} {name} IS 'of any kind'"),
            _ => format!("ALTER {kind} {name} OWNER TO CURRENT_USER"),
        }
    }

    fn name(&mut self) -> String {
        self.choices.one(NAMES).to_owned()
    }

    /// A new name, now and then in a schema.
    fn new_name(&mut self) -> String {
        let name = self.name();
        if self.choices.percent(20) { format!("{}.{name}", self.schema_name()) } else { name }
    }

    /// The name of a relation or type of any kind that is there.
    fn any_name(&mut self) -> String {
        let indexes = self.catalog.tables().flat_map(|table| self.catalog.indexes(table));
        let indexes = indexes.map(|index| format!("{}.{}", quoted(&index.schema), quoted(&index.name)));
        let types = self.catalog.types().map(qualified_type);
        let tables = self.catalog.tables().map(qualified);
        let all: Vec<String> = tables.chain(indexes).chain(types).chain(self.column_sequences()).collect();
        match self.choices.any(&all) {
            Some(name) if !self.choices.percent(10) => name,
            _ => self.name(),
        }
    }

    /// The name of a sequence that may be there: of a serial column, or one of its own.
    fn sequence_name(&mut self) -> String {
        let own = self.choices.one(&["seq", "\"Seq 2\"", "s1.seq"]).to_owned();
        if self.choices.percent(60) { own } else { self.choices.any(&self.column_sequences()).unwrap_or(own) }
    }

    /// What the sequences of serial and identity columns are called at first.
    fn column_sequences(&self) -> Vec<String> {
        let of_table = |table: &'a Table| {
            let owns = |column: &&Column| column.default.is_some() || column.identity.is_some();
            let name = |column: &Column| quoted(&format!("{}_{}_seq", table.name, column.name));
            table.columns.iter().filter(owns).map(move |column| format!("{}.{}", quoted(&table.schema), name(column)))
        };
        self.catalog.tables().flat_map(of_table).collect()
    }

    fn tables(&self) -> Vec<&'a Table> {
        self.catalog.tables().filter(|table| !table.kind.is_view()).collect()
    }

    fn table(&mut self) -> Option<&'a Table> {
        let tables = self.tables();
        self.choices.any(&tables)
    }

    /// A table, or seldom a view.
    fn table_or_view(&mut self) -> Option<&'a Table> {
        let all: Vec<&Table> = self.catalog.tables().collect();
        if self.choices.percent(15) { self.choices.any(&all) } else { self.table() }
    }

    /// The name of a table that is there; seldom of one that is not.
    fn table_name(&mut self) -> String {
        match self.table_or_view() {
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
        while self.choices.percent(30) {
            let next = self.column(table);
            if !names.contains(&next) {
                names.push(next);
            }
        }
        names.join(", ")
    }

    /// The columns of a table with their types.
    fn typed_columns(&self, table: &Table) -> Vec<(String, String)> {
        let typed = |column: &Column| (quoted(&column.name), column.sql_type.format_type(self.catalog));
        table.columns.iter().map(typed).collect()
    }

    fn schema_name(&mut self) -> String {
        let names: Vec<String> = self.catalog.schemas().map(|schema| quoted(&schema.name)).collect();
        self.choices.any(&names).unwrap_or_else(|| "public".to_owned())
    }

    fn sql_type(&mut self) -> String {
        let own: Vec<String> = self.catalog.types().map(qualified_type).collect();
        if self.choices.percent(25)
            && let Some(name) = self.choices.any(&own)
        {
            return format!("{name}{}", self.choices.maybe(15, "[]"));
        }
        if self.choices.percent(2)
            && let Some(table) = self.table_or_view()
        {
            return qualified(table);
        }
        self.choices.one(TYPES).to_owned()
    }

    /// An expression that is true or false of a row with these columns.
    fn condition(&mut self, columns: &[(String, String)]) -> String {
        let Some((name, sql_type)) = self.choices.any(columns) else { return "1 > 0".to_owned() };
        match (sql_type.as_str(), self.choices.below(4)) {
            ("int" | "integer" | "bigint" | "smallint", 0) => format!("{name} > 0"),
            ("int" | "integer", 1) => format!("{name} BETWEEN 1 AND 9"),
            ("text", 0) => format!("length({name}) > 1"),
            ("text", 1) => format!("{name} IN ('new', 'Done')"),
            ("bool" | "boolean", 0) => name,
            (_, 2) => match self.choices.any(columns) {
                Some((other, _)) => format!("{name} IS NULL OR {other} IS NOT NULL"),
                None => format!("{name} IS NULL"),
            },
            _ => format!("{name} IS NOT NULL"),
        }
    }
}
