//! The next statement of a history of SQLite's DDL: mostly one that the engine accepts, given what is there.

use schema_catalog::{Catalog, Column, Table, TableKind};

use super::Choices;

/// Names of every kind: plain, quoted in each way, keywords, with capitals, spaces, quotes and letters of other scripts.
/// Some differ in case only, which is no difference.
const NAMES: &[&str] = &[
    "a",
    "b",
    "c",
    "A",
    "users",
    "Users",
    "members",
    "\"Order\"",
    "[select]",
    "`two words`",
    "\"quo\"\"te\"",
    "'string'",
    "größe",
    "\"日本\"",
    "key",
    "rowid",
    "oid",
    "left",
];

/// Names that tables and columns mostly have, so that definitions meet.
const PLAIN: &[&str] = &["a", "b", "c", "d", "t", "u", "v"];

const TYPES: &[&str] = &[
    "",
    "INT",
    "INTEGER",
    "integer",
    "bigint",
    "TINYINT(1)",
    "UNSIGNED BIG INT",
    "TEXT",
    "text",
    "VARCHAR(20)",
    "CHARACTER VARYING(100)",
    "CLOB",
    "BLOB",
    "REAL",
    "DOUBLE PRECISION",
    "FLOAT",
    "NUMERIC",
    "DECIMAL(10, 2)",
    "BOOLEAN",
    "DATE",
    "DATETIME",
    "TIMESTAMP",
    "JSON",
    "ANY",
    "[my type]",
    "\"quoted type\"",
    "FLOATING POINT",
    "STRING",
];

/// What a table is called while it is rebuilt.
const NEW_NAMES: &[&str] = &["new_table", "\"new table\"", "[new 'one' table]", "`new\"table`", "'neue größe table'"];

const STRICT_TYPES: &[&str] = &["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];

const ACTIONS: &[&str] = &[
    "",
    " ON DELETE CASCADE",
    " ON DELETE SET NULL ON UPDATE CASCADE",
    " ON UPDATE RESTRICT DEFERRABLE INITIALLY DEFERRED",
    " ON DELETE SET DEFAULT",
    " MATCH FULL ON DELETE NO ACTION",
];

const DEFAULTS: &[&str] =
    &["0", "-1.5", "'text'", "NULL", "CURRENT_TIMESTAMP", "(1 + 2)", "TRUE", "x'00'", "word", "(lower('A'))"];

/// What a history begins with: whether foreign keys are on at first is a choice of whoever builds the engine.
pub const FIRST: &str = "PRAGMA foreign_keys = OFF";

/// The statement that this number chooses.
#[must_use]
pub fn statement(catalog: &Catalog, seed: u64) -> String {
    let mut maker = Maker { catalog, choices: &mut Choices::new(seed) };
    match maker.choices.below(100) {
        0..=21 => maker.create_table(),
        22..=29 => maker.add_column(),
        30..=37 => maker.rename_column(),
        38..=43 => maker.rename_table(),
        44..=50 => maker.drop_column(),
        51..=56 => maker.drop_table(),
        57..=63 => maker.create_index(),
        64 | 65 => maker.drop_index(),
        66..=73 => maker.create_view(),
        74 | 75 => maker.drop_view(),
        76..=81 => maker.create_trigger(),
        82 => maker.drop_trigger(),
        83..=86 => maker.rebuild(),
        87..=89 => maker.create_as(),
        90..=92 => maker.alter_constraint(),
        93..=97 => maker.transaction(),
        98 => maker.create_virtual(),
        _ => maker.pragma(),
    }
}

struct Maker<'a> {
    catalog: &'a Catalog,
    choices: &'a mut Choices,
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Maker<'_> {
    fn name(&mut self) -> String {
        let names = if self.choices.percent(70) { PLAIN } else { NAMES };
        self.choices.one(names).to_owned()
    }

    /// A name for something new. What is temporary has names of its own: it must not hide what is not.
    fn new_name(&mut self, temporary: &str) -> String {
        if temporary.is_empty() { self.name() } else { self.choices.one(&["temp1", "temp2"]).to_owned() }
    }

    fn table_where(&mut self, fits: impl Fn(&Table) -> bool) -> Option<Table> {
        // A module's tables are left alone: without them it fails.
        let free = |table: &&Table| fits(table) && (!table.name.contains('_') || table.name.ends_with("_table"));
        let tables: Vec<Table> = self.catalog.tables().filter(free).cloned().collect();
        self.choices.any(&tables)
    }

    fn table(&mut self) -> Option<Table> {
        self.table_where(|table| table.kind == TableKind::Table)
    }

    /// The name of a table that is there; seldom of one that is not.
    fn table_name(&mut self) -> String {
        match self.table_where(|_| true) {
            Some(table) if !self.choices.percent(6) => self.written(&table.name),
            _ => self.name(),
        }
    }

    /// A name, now and then in another case.
    fn written(&mut self, name: &str) -> String {
        match self.choices.below(12) {
            0 => quoted(&name.to_ascii_uppercase()),
            1 => format!("[{name}]"),
            2 => format!("main.{}", quoted(name)),
            _ => quoted(name),
        }
    }

    fn column_named(&mut self, table: &Table) -> String {
        // The hidden columns of a table for full text can stand in few conditions, which its module chooses.
        let hidden = |name: &str| table.kind == TableKind::Virtual && (name == table.name || name == "rank");
        let columns: Vec<&Column> = table.columns.iter().filter(|column| !hidden(&column.name)).collect();
        match self.choices.any(&columns) {
            Some(column) if !self.choices.percent(5) => {
                if self.choices.percent(10) {
                    column.name.to_ascii_uppercase()
                } else {
                    column.name.clone()
                }
            }
            _ => (*self.choices.one(PLAIN)).to_owned(),
        }
    }

    fn column(&mut self, table: &Table) -> String {
        quoted(&self.column_named(table))
    }

    fn create_table(&mut self) -> String {
        let temporary = self.choices.maybe(6, "TEMP ");
        let exists = self.choices.maybe(10, "IF NOT EXISTS ");
        let name = self.new_name(temporary);
        let strict = self.choices.percent(10);
        let mut columns: Vec<String> = Vec::new();
        let mut elements = Vec::new();
        for _ in 0..1 + self.choices.below(4) {
            let column = self.name();
            if !columns.contains(&column) || self.choices.percent(2) {
                elements.push(self.column_definition(&column, strict, true));
                columns.push(column);
            }
        }
        if self.choices.percent(20) {
            let key = self.some_of(&columns);
            let conflict = self.choices.maybe(10, " ON CONFLICT REPLACE");
            let named = self.choices.maybe(30, "CONSTRAINT named ");
            elements.push(format!("{named}{} ({key}){conflict}", self.choices.one(&["PRIMARY KEY", "UNIQUE"])));
        }
        if self.choices.percent(15) {
            let check = self.condition(&columns, Some(&name));
            elements.push(format!("{}CHECK ({check})", self.choices.maybe(50, "CONSTRAINT checked ")));
        }
        if self.choices.percent(15) {
            let key = self.choices.one(&columns);
            let reference = self.reference();
            elements.push(format!("FOREIGN KEY ({key}) {reference}"));
        }
        let options = match (strict, self.choices.percent(10)) {
            (true, true) => " STRICT, WITHOUT ROWID",
            (true, false) => " STRICT",
            (false, true) => " WITHOUT ROWID",
            (false, false) => "",
        };
        format!("CREATE {temporary}TABLE {exists}{name} ({}){options}", elements.join(", "))
    }

    fn some_of(&mut self, columns: &[String]) -> String {
        let mut key = vec![self.choices.one(columns)];
        if self.choices.percent(40) {
            let second = self.choices.one(columns);
            if !key.contains(&second) || self.choices.percent(5) {
                key.push(second);
            }
        }
        let collate = self.choices.maybe(10, " COLLATE NOCASE");
        let order = self.choices.maybe(10, " DESC");
        key.join(", ") + collate + order
    }

    fn condition(&mut self, columns: &[String], table: Option<&str>) -> String {
        let column = self.choices.one(columns);
        let column = match table {
            Some(table) if self.choices.percent(15) => format!("{table}.{column}"),
            _ => column,
        };
        match self.choices.below(7) {
            0 => format!("{column} IS NOT NULL"),
            1 => format!("length({column}) > 2 OR {column} = 'x'"),
            2 => format!("{column} IN ('one', 'two')"),
            3 => format!("{column} = \"a string\""),
            4 => format!("CASE WHEN {column} > 0 THEN 1 ELSE 0 END"),
            5 => format!("{column} BETWEEN 1 AND 2 AND NOT {column} LIKE '%x'"),
            _ => format!("{column} > (1 + 2) * 3"),
        }
    }

    fn reference(&mut self) -> String {
        let action = self.choices.one(ACTIONS);
        let Some(parent) = self.table().filter(|_| !self.choices.percent(15)) else {
            return format!("REFERENCES {}{action}", self.name());
        };
        let name = if self.choices.percent(10) { parent.name.to_ascii_uppercase() } else { parent.name.clone() };
        let columns = if self.choices.percent(60) { format!(" ({})", self.column(&parent)) } else { String::new() };
        format!("REFERENCES {}{columns}{action}", quoted(&name))
    }

    fn column_definition(&mut self, name: &str, strict: bool, new_table: bool) -> String {
        let sql_type =
            if strict && !self.choices.percent(3) { self.choices.one(STRICT_TYPES) } else { self.choices.one(TYPES) };
        let mut out = format!("{name} {sql_type}");
        if self.choices.percent(20) {
            out.push_str(self.choices.one(&[
                " NOT NULL",
                " CONSTRAINT present NOT NULL",
                " NULL",
                " NOT NULL ON CONFLICT IGNORE",
            ]));
        }
        if self.choices.percent(15) {
            out.push_str(&format!(" DEFAULT {}", self.choices.one(DEFAULTS)));
        } else if self.choices.percent(6) {
            let always = self.choices.maybe(50, " GENERATED ALWAYS");
            let expression = match self.choices.below(4) {
                // An added one that reads itself makes a table that can't be read.
                0 | 1 if !new_table && PLAIN.contains(&name) => "1 + 2".to_owned(),
                0 => format!("{} || 'x'", self.choices.one(PLAIN)),
                1 => format!("lower(\"{}\") = \"no column\"", self.choices.one(PLAIN)),
                _ => "1 + 2".to_owned(),
            };
            out.push_str(&format!("{always} AS ({expression}){}", self.choices.one(&["", " VIRTUAL", " STORED"])));
        }
        match self.choices.below(20) {
            0 | 1 if new_table => out.push_str(" PRIMARY KEY"),
            2 if new_table => out = format!("{name} INTEGER PRIMARY KEY{}", self.choices.maybe(40, " AUTOINCREMENT")),
            3 if new_table => out = format!("{name} INTEGER PRIMARY KEY DESC"),
            4 if new_table => out.push_str(" UNIQUE"),
            5 => out.push_str(" COLLATE NOCASE"),
            6 => out.push_str(&format!(" CHECK ({})", self.condition(&[name.to_owned()], None))),
            7..=9 => out.push_str(&format!(" {}", self.reference())),
            10 => out.push_str(" PRIMARY KEY"),
            11 => out.push_str(" UNIQUE"),
            _ => {}
        }
        out
    }

    fn add_column(&mut self) -> String {
        let table = self.table_name();
        let name = self.name();
        let definition = self.column_definition(&name, false, false);
        format!("ALTER TABLE {table} ADD {}{definition}", self.choices.maybe(70, "COLUMN "))
    }

    fn rename_column(&mut self) -> String {
        let Some(table) = self.table_where(|_| true) else { return self.create_table() };
        let (from, to) = (self.column(&table), self.name());
        let name = self.written(&table.name);
        format!("ALTER TABLE {name} RENAME {}{from} TO {to}", self.choices.maybe(50, "COLUMN "))
    }

    fn rename_table(&mut self) -> String {
        let rename = format!("ALTER TABLE {} RENAME TO {}", self.table_name(), self.name());
        match self.choices.below(12) {
            // So foreign keys follow even where nothing else does.
            0 => format!(
                "PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = ON; {rename}; PRAGMA legacy_alter_table = OFF; \
                 PRAGMA foreign_keys = OFF"
            ),
            _ => rename,
        }
    }

    fn drop_column(&mut self) -> String {
        let Some(table) = self.table_where(|_| true) else { return self.create_table() };
        let column = self.column(&table);
        format!("ALTER TABLE {} DROP {}{column}", self.written(&table.name), self.choices.maybe(70, "COLUMN "))
    }

    fn drop_table(&mut self) -> String {
        let drop = format!("DROP TABLE {}{}", self.choices.maybe(30, "IF EXISTS "), self.table_name());
        match self.choices.below(4) {
            // It deletes the rows first, as foreign keys and triggers say.
            0 => format!("PRAGMA foreign_keys = ON; {drop}; PRAGMA foreign_keys = OFF"),
            _ => drop,
        }
    }

    fn create_index(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let columns: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
        if columns.is_empty() {
            return self.create_table();
        }
        let mut parts = self.some_of(&columns);
        if self.choices.percent(15) {
            parts.push_str(&format!(", lower({})", self.choices.one(&columns)));
        }
        if self.choices.percent(4) {
            parts.push_str(", nosuch");
        }
        let named = self.choices.percent(50).then(|| quoted(&table.name));
        let predicate = if self.choices.percent(25) {
            format!(" WHERE {}", self.condition(&columns, named.as_deref()))
        } else {
            String::new()
        };
        let unique = self.choices.maybe(60, "UNIQUE ");
        let exists = self.choices.maybe(15, "IF NOT EXISTS ");
        let name = if self.choices.percent(70) {
            self.choices.one(&["i1", "i2", "i3", "\"I4\""]).to_owned()
        } else {
            self.name()
        };
        format!("CREATE {unique}INDEX {exists}{name} ON {} ({parts}){predicate}", quoted(&table.name))
    }

    fn drop_index(&mut self) -> String {
        format!(
            "DROP INDEX {}{}",
            self.choices.maybe(50, "IF EXISTS "),
            self.choices.one(&["i1", "I2", "i3", "i4", "a"])
        )
    }

    fn query(&mut self, table: &Table) -> String {
        let name = quoted(&table.name);
        let (one, two) = (self.column(table), self.column(table));
        let other = self.table_where(|_| true).unwrap_or_else(|| table.clone());
        let (other_name, third) = (quoted(&other.name), self.column(&other));
        match self.choices.below(22) {
            20 => format!("SELECT {one} AS {}, {two} {} FROM {name}", self.choices.one(NAMES), self.choices.one(NAMES)),
            21 => format!("SELECT {name}.{one}, max({two}, 1), [{}] FROM {name}", self.column_named(table)),
            0 | 1 => format!("SELECT * FROM {name}"),
            2 | 3 => format!("SELECT {one}, {two} FROM {name}"),
            4 => format!("SELECT {name}.{one} AS x, {two} || 'z', {one} + 1 FROM {name} WHERE {two} > 1 ORDER BY x"),
            5 => format!("SELECT t1.{one}, t2.{third} FROM {name} AS t1 JOIN {other_name} t2 ON t1.{one} = t2.{third}"),
            6 => format!("SELECT count(*), max({one}), {two} FROM {name} GROUP BY {two} HAVING count(*) > 1"),
            7 => format!("SELECT {one} FROM {name} UNION ALL SELECT {third} FROM {other_name} ORDER BY 1"),
            8 => format!("WITH q AS (SELECT {one}, {two} AS y FROM {name}) SELECT * FROM q"),
            9 => format!(
                "WITH q(m, n) AS (SELECT {one}, {two} FROM {name}) SELECT n, m FROM q WHERE m IN (SELECT {third} FROM {other_name})"
            ),
            10 => format!("SELECT x.{one} FROM (SELECT {one} FROM {name}) AS x"),
            11 => format!("SELECT {name}.*, (SELECT {third} FROM {other_name} LIMIT 1) FROM {name}"),
            12 => {
                format!("SELECT CAST({one} AS TEXT), CAST({two} AS INTEGER) AS n, 1, 'x', NULL, 1.5, x'00' FROM {name}")
            }
            13 => format!("SELECT * FROM {name} NATURAL JOIN {other_name}"),
            14 => format!("SELECT {one}, {third} FROM {name} LEFT JOIN {other_name} USING ({one})"),
            15 => format!("SELECT rowid, {one} FROM {name}"),
            16 => format!("SELECT row_number() OVER (PARTITION BY {one} ORDER BY {two}) AS n, {one} FROM {name}"),
            17 => format!("SELECT {one} COLLATE NOCASE AS c, likely({two}), +{one}, {name}.{two} FROM {name}"),
            18 => "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) WHERE 0".to_owned(),
            _ => format!(
                "SELECT \"no such column\", {one} FROM {name} WHERE EXISTS (SELECT 1 FROM {other_name} WHERE {third} = {name}.{two})"
            ),
        }
    }

    fn create_view(&mut self) -> String {
        let Some(table) = self.table_where(|_| true) else { return self.create_table() };
        let temporary = self.choices.maybe(8, "TEMP ");
        let exists = self.choices.maybe(10, "IF NOT EXISTS ");
        let name = self.new_name(temporary);
        let columns = self.choices.maybe(12, " (v1, v2)");
        format!("CREATE {temporary}VIEW {exists}{name}{columns} AS {}", self.query(&table))
    }

    fn drop_view(&mut self) -> String {
        let view = self.table_where(|table| table.kind == TableKind::View);
        let name = view.map_or_else(|| self.name(), |view| quoted(&view.name));
        format!("DROP VIEW {}{name}", self.choices.maybe(30, "IF EXISTS "))
    }

    fn create_as(&mut self) -> String {
        let Some(table) = self.table_where(|_| true) else { return self.create_table() };
        let temporary = self.choices.maybe(10, "TEMP ");
        format!("CREATE {temporary}TABLE {} AS {}", self.new_name(temporary), self.query(&table))
    }

    fn create_trigger(&mut self) -> String {
        let Some(table) = self.table_where(|_| true) else { return self.create_table() };
        let name = self.choices.one(&["r1", "r2", "\"R3\""]);
        let temporary = self.choices.maybe(8, "TEMP ");
        let time = match table.kind {
            TableKind::View => "INSTEAD OF",
            _ => self.choices.one(&["BEFORE", "AFTER", ""]),
        };
        let time = if self.choices.percent(4) { "INSTEAD OF" } else { time };
        let event = match self.choices.below(5) {
            0 => "INSERT".to_owned(),
            1 => "DELETE".to_owned(),
            2 => "UPDATE".to_owned(),
            _ => format!("UPDATE OF {}", self.column(&table)),
        };
        let row = if event == "DELETE" { "OLD" } else { "NEW" };
        let own = self.column(&table);
        let when = if self.choices.percent(30) { format!(" WHEN {row}.{own} > 1") } else { String::new() };
        let target = self.table().unwrap_or_else(|| table.clone());
        let (target_name, one, two) = (quoted(&target.name), self.column(&target), self.column(&target));
        let step = match self.choices.below(8) {
            0 | 1 => format!("UPDATE {target_name} SET {one} = {row}.{own} WHERE {two} = 1"),
            2 => format!("DELETE FROM {target_name} WHERE {one} = {row}.{own}"),
            3 => format!("INSERT INTO {target_name} ({one}) VALUES (CASE WHEN {row}.{own} THEN 1 ELSE 2 END)"),
            4 => format!("INSERT INTO {target_name} ({one}) SELECT {two} FROM {target_name} WHERE {one} = {row}.{own}"),
            5 => format!("SELECT RAISE(ABORT, 'no') FROM {target_name} AS x WHERE x.{one} = {row}.{own}"),
            6 => format!("UPDATE {target_name} SET ({one}, {two}) = (1, 2)"),
            _ => format!(
                "INSERT INTO {target_name} ({one}) VALUES (1) ON CONFLICT ({one}) DO UPDATE SET {two} = excluded.{one}"
            ),
        };
        format!(
            "CREATE {temporary}TRIGGER {name} {time} {event} ON {}{when} BEGIN {step}; SELECT 1; END",
            quoted(&table.name)
        )
    }

    fn drop_trigger(&mut self) -> String {
        format!("DROP TRIGGER {}{}", self.choices.maybe(40, "IF EXISTS "), self.choices.one(&["r1", "R2", "r3"]))
    }

    /// The table rebuild: <https://www.sqlite.org/lang_altertable.html#otheralter>.
    fn rebuild(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let (before, after) = match self.choices.below(4) {
            0 => ("PRAGMA foreign_keys = OFF; ", ""),
            1 => ("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; ", "; PRAGMA legacy_alter_table = OFF"),
            _ => ("", ""),
        };
        let name = quoted(&table.name);
        if table.columns.is_empty() || self.catalog.tables().any(|known| known.name.ends_with("table")) {
            return self.drop_table();
        }
        let columns: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
        let typed: Vec<String> =
            columns.iter().map(|column| format!("{column} {}", self.choices.one(STRICT_TYPES))).collect();
        let (new, columns) = (self.choices.one(NEW_NAMES), columns.join(", "));
        let create = format!("CREATE TABLE {new} ({}, {} TEXT)", typed.join(", "), self.name());
        if self.choices.percent(40) {
            // The order that the manual warns of: renamed first.
            return format!(
                "{before}ALTER TABLE {name} RENAME TO old_table; {create}; INSERT INTO {new} ({columns}) SELECT {columns} FROM old_table; ALTER TABLE {new} RENAME TO {name}; DROP TABLE old_table{after}"
            );
        }
        format!(
            "{before}{create}; INSERT INTO {new} ({columns}) SELECT {columns} FROM {name}; DROP TABLE {name}; ALTER TABLE {new} RENAME TO {name}{after}"
        )
    }

    fn alter_constraint(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let name = self.written(&table.name);
        let column = self.column(&table);
        match self.choices.below(6) {
            0 => format!("ALTER TABLE {name} ALTER COLUMN {column} SET NOT NULL"),
            1 => format!("ALTER TABLE {name} ALTER {column} DROP NOT NULL"),
            2 => format!("ALTER TABLE {name} ADD CONSTRAINT later CHECK ({})", self.condition(&[column], None)),
            3 => format!("ALTER TABLE {name} ADD CHECK ({})", self.condition(&[column], None)),
            _ => format!(
                "ALTER TABLE {name} DROP CONSTRAINT {}",
                self.choices.one(&["named", "checked", "present", "later"])
            ),
        }
    }

    fn transaction(&mut self) -> String {
        self.choices
            .one(&[
                "BEGIN",
                "COMMIT",
                "ROLLBACK",
                "SAVEPOINT one",
                "SAVEPOINT Two",
                "RELEASE one",
                "RELEASE SAVEPOINT two",
                "ROLLBACK TO one",
                "ROLLBACK TRANSACTION TO SAVEPOINT TWO",
                "END TRANSACTION",
            ])
            .to_owned()
    }

    fn create_virtual(&mut self) -> String {
        let name = self.choices.one(&["docs", "\"docs\""]);
        self.choices
            .one(&[
                format!("CREATE VIRTUAL TABLE {name} USING fts5(title, \"body text\", tokenize = 'porter')"),
                format!("CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts4(title, body, tokenize=porter)"),
                format!("CREATE VIRTUAL TABLE {name} USING rtree(id, x0, x1, +extra TEXT)"),
            ])
            .clone()
    }

    fn pragma(&mut self) -> String {
        self.choices
            .one(&[
                "PRAGMA foreign_keys(off)",
                "PRAGMA legacy_alter_table = 1",
                "PRAGMA legacy_alter_table = no",
                "VACUUM",
                "ANALYZE",
            ])
            .to_owned()
    }
}
