//! The next statement of a history of MariaDB's DDL: mostly one that the server accepts, given what is there.

use schema_catalog::{Catalog, Column, Constraint, ConstraintKind, Table, TableKind};

use super::Choices;

/// Names of every kind: plain, reserved, with capitals, spaces, quotes, digits first, and letters of other scripts.
const NAMES: &[&str] = &[
    "a",
    "b",
    "c",
    "d",
    "users",
    "members",
    "Order",
    "select",
    "two words",
    "back`tick",
    "Mixed",
    "MIXED",
    "A",
    "2fa",
    "größe",
    "日本",
];

const TYPES: &[&str] = &[
    "int",
    "int",
    "int",
    "int unsigned",
    "bigint",
    "bigint unsigned",
    "smallint",
    "tinyint(1)",
    "mediumint(5) zerofill",
    "bool",
    "varchar(20)",
    "varchar(20)",
    "varchar(300)",
    "char(3)",
    "text",
    "tinytext",
    "mediumtext",
    "blob",
    "varbinary(9)",
    "varchar(10) CHARACTER SET latin1",
    "text CHARACTER SET utf8mb3",
    "decimal(12,2)",
    "float",
    "double",
    "date",
    "time(3)",
    "datetime",
    "timestamp NULL",
    "year",
    "json",
    "uuid",
    "inet6",
    "bit(3)",
    "enum('new','it''s')",
    "set('x','y')",
    "binary(4)",
];

const KEYS: &[&str] = &[
    "PRIMARY KEY",
    "PRIMARY KEY",
    "UNIQUE",
    "KEY",
    "CONSTRAINT u1 UNIQUE",
    "KEY `k 1`",
    "UNIQUE KEY `u 2`",
    "FULLTEXT KEY words",
];

/// How many characters of a column a key may have; some are too many.
const PREFIXES: &[u16] = &[1, 3, 10, 191, 255, 1000];

const ACTIONS: &[&str] = &[
    "",
    "",
    " ON DELETE CASCADE",
    " ON DELETE SET NULL",
    " ON UPDATE RESTRICT",
    " ON DELETE NO ACTION ON UPDATE CASCADE",
];

/// What a table says behind its columns, as dumps and frameworks write it.
const OPTIONS: &[&str] = &[
    " CHARSET latin1",
    " COMMENT 'it''s'",
    " ENGINE=MyISAM",
    " ENGINE=InnoDB",
    " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4",
    " ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC",
    " DEFAULT CHARACTER SET utf8mb3 COLLATE utf8mb3_bin",
    " COLLATE = utf8mb4_bin",
];

/// What an `ALTER TABLE` makes of the texts of a table, or says of it.
const TABLE_ACTIONS: &[&str] = &[
    "COMMENT = 'new'",
    "CHARSET utf8mb3",
    "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci",
    "FORCE",
    "ENGINE=InnoDB",
    "CONVERT TO CHARACTER SET utf8mb4",
    "CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
    "CONVERT TO CHARACTER SET utf8mb3",
    "CONVERT TO CHARACTER SET latin1",
];

/// A default that the server takes for a column of this type.
fn default_of(choices: &mut Choices, sql_type: &str) -> &'static str {
    let name = sql_type.split(['(', ' ']).next().unwrap_or_default();
    choices.one(match name {
        "int" | "bigint" | "smallint" | "mediumint" | "decimal" | "tinyint" | "bool" => {
            &["1", "(1 + 2)", "'7'", "NULL"]
        }
        "varchar" | "text" | "tinytext" => &["'it''s'", "(concat('a', 'b'))", "'two\\nlines'", "NULL"],
        "datetime" | "timestamp" => &["CURRENT_TIMESTAMP", "now()", "NULL"],
        _ => &["NULL"],
    })
}

/// A name as SQL writes it, always in quotes.
fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// Makes the next statement.
#[must_use]
pub fn statement(catalog: &Catalog, seed: u64) -> String {
    let mut choices = Choices::new(seed);
    let mut maker = Maker { catalog, choices: &mut choices };
    maker.statement()
}

/// Whether a type holds texts or bytes, of which a key can have the first ones.
fn is_long(name: &str) -> bool {
    name.contains("char") || name.contains("binary") || name.ends_with("text") || name.ends_with("blob")
}

/// The columns that neither count by themselves nor are generated.
fn plain_names(table: &Table) -> Vec<String> {
    let plain = table.columns.iter().filter(|column| column.identity.is_none() && column.generated.is_none());
    plain.map(|column| quoted(&column.name)).collect()
}

struct Maker<'a> {
    catalog: &'a Catalog,
    choices: &'a mut Choices,
}

impl<'a> Maker<'a> {
    fn statement(&mut self) -> String {
        match self.choices.below(40) {
            0..=10 => self.create_table(),
            11..=25 => self.alter_table(),
            26 | 27 => self.drop_table(),
            28 | 29 => self.rename_tables(),
            30 | 31 => self.create_index(),
            32 | 33 => self.drop_index(),
            34 => self.create_view(),
            35 => format!("DROP VIEW {}{}", self.choices.maybe(60, "IF EXISTS "), self.name()),
            36 => self.without_foreign_key_checks(),
            37 => self
                .choices
                .one(&["START TRANSACTION", "COMMIT", "SET NAMES utf8mb4", "SET foreign_key_checks = 1"])
                .to_owned(),
            38 => "ROLLBACK".to_owned(),
            _ => self.rename_column(),
        }
    }

    /// What dumps and migrations switch the checks off for. It is no `ALTER TABLE`: where a key is dropped that a foreign key
    /// needs, InnoDB shows that foreign key or not by what it has in memory.
    fn without_foreign_key_checks(&mut self) -> String {
        let mut statements = Vec::new();
        for _ in 0..1 + self.choices.below(3) {
            statements.push(match self.choices.below(6) {
                0..=2 => self.create_table(),
                3 => self.drop_table(),
                4 => self.add_foreign_key(),
                _ => self.rename_tables(),
            });
        }
        format!("SET foreign_key_checks = 0; {}; SET foreign_key_checks = 1", statements.join("; "))
    }

    /// What a dump adds when all tables are there.
    fn add_foreign_key(&mut self) -> String {
        let (Some(table), parent) = (self.table(), self.table_name()) else { return self.create_table() };
        let (column, key) = (self.column(table), self.name());
        let action = self.choices.one(ACTIONS);
        format!("ALTER TABLE {} ADD FOREIGN KEY ({column}) REFERENCES {parent} ({key}){action}", quoted(&table.name))
    }

    fn name(&mut self) -> String {
        quoted(self.choices.one(NAMES))
    }

    fn table(&mut self) -> Option<&'a Table> {
        let tables: Vec<&Table> = self.catalog.tables().filter(|table| table.kind == TableKind::Table).collect();
        self.choices.any(&tables)
    }

    /// The name of a table that is there; seldom of one that is not.
    fn table_name(&mut self) -> String {
        match self.table() {
            Some(table) if !self.choices.percent(4) => quoted(&table.name),
            _ => self.name(),
        }
    }

    /// A column of the table; seldom one that is not there.
    fn column(&mut self, table: &Table) -> String {
        let names: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
        match self.choices.any(&names) {
            Some(name) if !self.choices.percent(3) => name,
            _ => self.name(),
        }
    }

    fn columns(&mut self, table: &Table) -> String {
        let mut names = vec![self.column(table)];
        while self.choices.percent(30) {
            let more = self.column(table);
            if !names.contains(&more) {
                names.push(more);
            }
        }
        names.join(", ")
    }

    /// The columns of a new key, now and then only the first characters of one.
    fn key_parts(&mut self, table: &Table) -> String {
        let columns = self.columns(table);
        if self.choices.percent(85) {
            return columns;
        }
        let text = |column: &&Column| is_long(column.sql_type.type_name(self.catalog));
        let texts: Vec<String> = table.columns.iter().filter(text).map(|column| quoted(&column.name)).collect();
        let column = self.choices.any(&texts).unwrap_or(columns);
        format!("{column}({})", self.choices.one(PREFIXES))
    }

    /// The columns of a key of the table, that a foreign key can refer to.
    fn key_of(&mut self, table: &Table) -> String {
        let keys: Vec<String> = table
            .constraints
            .iter()
            .filter_map(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => columns.first(),
                _ => None,
            })
            .map(|column| quoted(&table.column_by_id(*column).name))
            .collect();
        match self.choices.any(&keys) {
            Some(key) if !self.choices.percent(8) => key,
            _ => self.column(table),
        }
    }

    fn create_table(&mut self) -> String {
        let replace = self.choices.maybe(6, "OR REPLACE ");
        let exists = if replace.is_empty() { self.choices.maybe(8, "IF NOT EXISTS ") } else { "" };
        let name = self.name();
        if let Some(other) = self.table() {
            let columns = self.columns(other);
            match self.choices.below(14) {
                0 => return format!("CREATE {replace}TABLE {exists}{name} LIKE {}", quoted(&other.name)),
                1 => {
                    let declared = match self.choices.below(3) {
                        0 => {
                            let column = if self.choices.percent(50) { self.column(other) } else { self.name() };
                            format!("({}) ", self.column_definition(&column, &[]))
                        }
                        _ => String::new(),
                    };
                    return format!(
                        "CREATE {replace}TABLE {exists}{name} {declared}AS SELECT {columns} FROM {}",
                        quoted(&other.name)
                    );
                }
                _ => {}
            }
        }
        let mut elements = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for _ in 0..1 + self.choices.below(4) {
            let column = self.name();
            if !names.contains(&column) {
                elements.push(self.column_definition(&column, &names));
                names.push(column);
            }
        }
        if self.choices.percent(35) {
            let kind = self.choices.one(KEYS);
            let mut columns = vec![self.choices.one(&names)];
            if self.choices.percent(12) {
                columns[0].push_str(&format!("({})", self.choices.one(PREFIXES)));
            }
            let second = self.choices.one(&names);
            if !columns.contains(&second) {
                columns.push(second);
            }
            elements.push(format!("{kind} ({})", columns.join(", ")));
        }
        if self.choices.percent(10) {
            let named = self.choices.maybe(30, "CONSTRAINT checked ");
            elements.push(format!("{named}CHECK ({})", self.condition(&names)));
        }
        if self.choices.percent(25)
            && let Some(parent) = self.table()
        {
            let (column, key) = (self.choices.one(&names), self.key_of(parent));
            let named = self.choices.maybe(20, "CONSTRAINT fk ");
            let action = self.choices.one(ACTIONS);
            elements.push(format!("{named}FOREIGN KEY ({column}) REFERENCES {} ({key}){action}", quoted(&parent.name)));
        }
        let options = if self.choices.percent(50) { self.choices.one(OPTIONS) } else { "" };
        format!("CREATE {replace}TABLE {exists}{name} ({}){options}", elements.join(", "))
    }

    fn condition(&mut self, columns: &[String]) -> String {
        let (one, two) = (self.choices.one(columns), self.choices.one(columns));
        match self.choices.below(4) {
            0 => format!("length({one}) > 0"),
            1 => format!("length({one}) < 9 OR {two} = 'x'"),
            _ => format!("{one} IS NOT NULL"),
        }
    }

    /// The definition of a column, in a table with these others.
    fn column_definition(&mut self, name: &str, others: &[String]) -> String {
        let sql_type = self.choices.one(TYPES);
        let mut out = format!("{name} {sql_type}");
        if self.choices.percent(4) {
            return format!("{name} bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY");
        }
        if self.choices.percent(4) {
            let stored = self.choices.maybe(50, " STORED");
            // Which types an expression must not be of is not told by the catalog.
            return match self.choices.any(others).filter(|other| other != name) {
                Some(other) if self.choices.percent(50) => format!("{name} int AS (isnull({other})){stored}"),
                _ => format!("{out} AS (NULL){stored}"),
            };
        }
        out.push_str(self.choices.maybe(25, " NOT NULL"));
        if self.choices.percent(15) {
            out.push_str(&format!(" DEFAULT {}", default_of(self.choices, sql_type)));
        }
        out.push_str(self.choices.maybe(6, " COMMENT 'c'"));
        match self.choices.below(14) {
            0 | 1 => out.push_str(" PRIMARY KEY"),
            2 => out.push_str(" UNIQUE"),
            3 => {
                let condition = self.condition(&[name.to_owned()]);
                out.push_str(&format!(" CHECK ({condition})"));
            }
            4 => {
                if let Some(parent) = self.table() {
                    let key = self.key_of(parent);
                    out.push_str(&format!(" REFERENCES {} ({key}){}", quoted(&parent.name), self.choices.one(ACTIONS)));
                }
            }
            _ => {}
        }
        out
    }

    fn alter_table(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let name = if self.choices.percent(3) { self.name() } else { quoted(&table.name) };
        let mut actions = vec![self.action(table)];
        while self.choices.percent(25) {
            actions.push(self.action(table));
        }
        // Where MariaDB copies the table, it leaves a foreign key that `DROP CONSTRAINT` drops, which the catalog refuses:
        // <https://jira.mariadb.org/browse/MDEV-35026>. It does so for other actions, or a unique key that is a hash.
        let unique = |known: &Constraint| matches!(known.kind, ConstraintKind::Unique { .. });
        if actions.len() > 1 || table.constraints.iter().any(unique) {
            for key in self.foreign_keys(table) {
                for action in actions.iter_mut().filter(|action| action.ends_with(&key)) {
                    *action = action.replacen("DROP CONSTRAINT", "DROP FOREIGN KEY", 1);
                }
            }
        }
        format!("ALTER TABLE {name} {}", actions.join(", "))
    }

    fn position(&mut self, table: &Table) -> String {
        match self.choices.below(8) {
            0 => " FIRST".to_owned(),
            1 => format!(" AFTER {}", self.column(table)),
            _ => String::new(),
        }
    }

    fn action(&mut self, table: &Table) -> String {
        let column = self.column(table);
        let others: Vec<String> = plain_names(table);
        match self.choices.below(32) {
            0..=4 => {
                let name = self.name();
                let exists = self.choices.maybe(12, "IF NOT EXISTS ");
                format!("ADD COLUMN {exists}{}{}", self.column_definition(&name, &others), self.position(table))
            }
            5..=7 => format!("DROP COLUMN {}{column}", self.choices.maybe(12, "IF EXISTS ")),
            8..=10 => {
                let exists = self.choices.maybe(8, "IF EXISTS ");
                format!("MODIFY COLUMN {exists}{}{}", self.column_definition(&column, &others), self.position(table))
            }
            11 | 12 => {
                let name = self.name();
                format!("CHANGE COLUMN {column} {}{}", self.column_definition(&name, &others), self.position(table))
            }
            13 => format!("ALTER {column} SET DEFAULT NULL"),
            14 => format!("ALTER COLUMN {column} DROP DEFAULT"),
            15 => format!("ADD PRIMARY KEY ({})", self.key_parts(table)),
            16 => format!("ADD UNIQUE ({})", self.key_parts(table)),
            17 => {
                let exists = self.choices.maybe(20, "IF NOT EXISTS ");
                let kind = self.choices.one(&["KEY", "INDEX", "UNIQUE KEY", "FULLTEXT KEY"]);
                format!("ADD {kind} {exists}{} ({})", self.name(), self.key_parts(table))
            }
            18 => format!("ADD CHECK ({})", self.condition(&[column])),
            19 | 20 => match self.table() {
                Some(parent) => {
                    let key = self.key_of(parent);
                    let named = self.choices.maybe(20, "CONSTRAINT fk2 ");
                    let action = self.choices.one(ACTIONS);
                    format!("ADD {named}FOREIGN KEY ({column}) REFERENCES {} ({key}){action}", quoted(&parent.name))
                }
                None => "DROP PRIMARY KEY".to_owned(),
            },
            21 | 22 => {
                let names: Vec<String> = table.constraints.iter().map(|known| quoted(&known.name)).collect();
                match self.choices.any(&names) {
                    Some(name) => format!("DROP CONSTRAINT {}{name}", self.choices.maybe(10, "IF EXISTS ")),
                    None => "DROP CONSTRAINT IF EXISTS nothing".to_owned(),
                }
            }
            23 => "DROP PRIMARY KEY".to_owned(),
            25 => format!("RENAME KEY {} TO {}", self.index(table), self.name()),
            26 => format!("DROP FOREIGN KEY {}{}", self.choices.maybe(20, "IF EXISTS "), self.foreign_key(table)),
            27 => {
                let (one, two) = (self.name(), self.name());
                format!("ADD ({}, {})", self.column_definition(&one, &others), self.column_definition(&two, &others))
            }
            28 => self.choices.one(TABLE_ACTIONS).to_owned(),
            29 => match self.choices.any(&table.columns.iter().collect::<Vec<_>>()) {
                Some(column) => {
                    let default = default_of(self.choices, column.sql_type.type_name(self.catalog));
                    format!("ALTER {} SET DEFAULT {default}", quoted(&column.name))
                }
                None => "FORCE".to_owned(),
            },
            // MariaDB keeps a table of another name under both, if it is copied for the rest of the statement.
            30 if table.name.chars().all(|c| c.is_ascii_alphanumeric()) => format!("RENAME TO {}", self.name()),
            24 => format!("DROP KEY {}", self.index(table)),
            _ => format!("RENAME COLUMN {column} TO {}", self.name()),
        }
    }

    fn foreign_keys(&self, table: &Table) -> Vec<String> {
        let keys = table.constraints.iter().filter(|known| matches!(known.kind, ConstraintKind::ForeignKey(_)));
        keys.map(|known| quoted(&known.name)).collect()
    }

    fn foreign_key(&mut self, table: &Table) -> String {
        let names = self.foreign_keys(table);
        self.choices.any(&names).unwrap_or_else(|| self.name())
    }

    fn index(&mut self, table: &Table) -> String {
        let indexes = self.catalog.indexes(table).map(|index| quoted(&index.name));
        let unique = table.unique_constraints().map(|(constraint, _)| quoted(&constraint.name));
        let names: Vec<String> = indexes.chain(unique).collect();
        self.choices.any(&names).unwrap_or_else(|| self.name())
    }

    fn drop_table(&mut self) -> String {
        let exists = self.choices.maybe(20, "IF EXISTS ");
        let table = self.table_name();
        let more = if self.choices.percent(10) { format!(", {}", self.table_name()) } else { String::new() };
        format!("DROP TABLE {exists}{table}{more}")
    }

    fn rename_tables(&mut self) -> String {
        let (from, to) = (self.table_name(), self.name());
        if self.choices.percent(30) {
            return format!("ALTER TABLE {from} RENAME TO {to}");
        }
        let more = match self.choices.below(10) {
            0 | 1 => format!(", {to} TO {from}"),
            2 | 3 => format!(", {} TO {}", self.table_name(), self.name()),
            _ => String::new(),
        };
        let exists = self.choices.maybe(10, "IF EXISTS ");
        format!("RENAME TABLE {exists}{from} TO {to}{more}")
    }

    fn rename_column(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let (from, to) = (self.column(table), self.name());
        format!("ALTER TABLE {} RENAME COLUMN {from} TO {to}", quoted(&table.name))
    }

    fn create_index(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let kind = self.choices.one(&["", "", "UNIQUE ", "UNIQUE ", "FULLTEXT "]);
        let (name, columns) = (self.name(), self.key_parts(table));
        format!("CREATE {kind}INDEX {name} ON {} ({columns})", quoted(&table.name))
    }

    fn drop_index(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        format!("DROP INDEX {}{} ON {}", self.choices.maybe(30, "IF EXISTS "), self.index(table), quoted(&table.name))
    }

    fn create_view(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let replace = self.choices.maybe(40, "OR REPLACE ");
        let create = match self.choices.below(10) {
            0 => "ALTER ".to_owned(),
            1 => format!("CREATE {replace}ALGORITHM = MERGE SQL SECURITY INVOKER "),
            _ => format!("CREATE {replace}"),
        };
        let (view, name) = (self.name(), quoted(&table.name));
        let query = match self.choices.below(8) {
            0 | 1 => format!("SELECT {} FROM {name}", self.columns(table)),
            2 => format!("SELECT t.{} AS one, t.{} FROM {name} t WHERE 1 = 1", self.column(table), self.column(table)),
            3 => match self.table() {
                Some(other) => {
                    let (one, two) = (self.column(table), self.column(other));
                    let other = quoted(&other.name);
                    let join = self.choices.one(&["JOIN", "INNER JOIN", "LEFT JOIN", "LEFT OUTER JOIN", "RIGHT JOIN"]);
                    let condition =
                        self.choices.one(&["1 = 1".to_owned(), format!("t1.{one} IS NULL OR t2.{two} IS NOT NULL")]);
                    format!("SELECT t1.{one} AS one, t2.{two} AS two FROM {name} t1 {join} {other} t2 ON {condition}")
                }
                None => format!("SELECT * FROM {name}"),
            },
            _ => format!("SELECT * FROM {name}"),
        };
        let columns = self.choices.maybe(8, " (v1, v2)");
        format!("{create}VIEW {view}{columns} AS {query}")
    }
}
