//! Indexes, sequences and views.

use schema_catalog::{Table, TableKind};

use super::{Next, qualified, quoted};

impl Next<'_> {
    pub(super) fn create_index(&mut self) -> String {
        let Some(table) = self.table_or_view() else { return self.create_table() };
        let unique = self.choices.maybe(70, "UNIQUE ");
        let name = if self.choices.percent(50) { self.name() } else { String::new() };
        let exists = if name.is_empty() { "" } else { self.choices.maybe(15, "IF NOT EXISTS ") };
        let only = self.choices.maybe(6, "ONLY ");
        let columns = self.typed_columns(table);
        let parts = match self.choices.below(8) {
            0 => format!("({} IS NULL)", self.column(table)),
            1 => match columns.iter().find(|(_, of)| of == "text") {
                Some((name, _)) => format!("lower({name})"),
                None => self.columns(table),
            },
            2 => format!("{} DESC NULLS LAST", self.columns(table)),
            _ => self.columns(table),
        };
        let include = match self.choices.percent(8) {
            true => format!(" INCLUDE ({})", self.columns(table)),
            false => String::new(),
        };
        let predicate =
            if self.choices.percent(15) { format!(" WHERE {}", self.condition(&columns)) } else { String::new() };
        format!("CREATE {unique}INDEX {exists}{name} ON {only}{} ({parts}){include}{predicate}", qualified(table))
    }

    /// The names of the indexes of a table, those of its keys among them.
    fn index_of(&mut self, table: &Table) -> String {
        let names: Vec<String> = self
            .catalog
            .indexes(table)
            .map(|index| format!("{}.{}", quoted(&index.schema), quoted(&index.name)))
            .collect();
        self.choices.any(&names).unwrap_or_else(|| self.name())
    }

    pub(super) fn change_index(&mut self) -> String {
        let (Some(table), Some(other)) = (self.table(), self.table()) else { return self.create_table() };
        let index = self.index_of(table);
        let exists = self.choices.maybe(20, "IF EXISTS ");
        match self.choices.below(6) {
            0 | 1 => format!("ALTER INDEX {exists}{index} RENAME TO {}", self.name()),
            2 => format!("ALTER INDEX {index} ATTACH PARTITION {}", self.index_of(other)),
            _ => format!("DROP INDEX {exists}{index}{}", self.choices.maybe(30, " CASCADE")),
        }
    }

    pub(super) fn sequence(&mut self) -> String {
        let name = match self.choices.below(4) {
            0 => self.any_name(),
            1 => self.new_name(),
            _ => self.sequence_name(),
        };
        let exists = self.choices.maybe(20, "IF EXISTS ");
        let owner = match self.table_or_view() {
            Some(table) if !self.choices.percent(20) => format!("{}.{}", qualified(table), self.column(table)),
            _ => "NONE".to_owned(),
        };
        match self.choices.below(9) {
            0 => format!("DROP SEQUENCE {exists}{name}{}", self.choices.maybe(40, " CASCADE")),
            1 => format!("ALTER SEQUENCE {exists}{name} RENAME TO {}", self.name()),
            2 => format!("ALTER SEQUENCE {exists}{name} OWNED BY {owner}"),
            3 => format!("ALTER SEQUENCE {exists}{name} SET SCHEMA {}", self.schema_name()),
            4 => format!("ALTER SEQUENCE {exists}{name} RESTART WITH 7"),
            5 => format!("CREATE SEQUENCE {name} OWNED BY {owner}"),
            6 => format!("CREATE SEQUENCE IF NOT EXISTS {name}"),
            _ => format!("CREATE SEQUENCE {name}"),
        }
    }

    pub(super) fn view(&mut self) -> String {
        let views: Vec<&Table> = self.catalog.tables().filter(|table| table.kind.is_view()).collect();
        let found = self.choices.any(&views).filter(|_| self.choices.percent(50));
        let Some(found) = found else { return self.create_view() };
        let view = qualified(found);
        let exists = self.choices.maybe(20, "IF EXISTS ");
        let materialized = (found.kind == TableKind::MaterializedView) != self.choices.percent(5);
        let kind = if materialized { "MATERIALIZED VIEW" } else { "VIEW" };
        match self.choices.below(10) {
            0 | 1 => format!("DROP {kind} {exists}{view}{}", self.choices.maybe(40, " CASCADE")),
            2 => format!("ALTER {kind} {exists}{view} RENAME TO {}", self.name()),
            3 => format!("ALTER {kind} {exists}{view} SET SCHEMA {}", self.schema_name()),
            4 => format!("ALTER {kind} {view} RENAME COLUMN {} TO {}", self.column(found), self.name()),
            5 => format!("ALTER VIEW {view} ALTER COLUMN {} SET DEFAULT NULL", self.column(found)),
            6 => format!("ALTER TABLE {view} RENAME {} TO {}", self.column(found), self.name()),
            7 => format!("CREATE VIEW {} AS SELECT * FROM {view}", self.new_name()),
            _ => match self.table() {
                Some(table) => format!("CREATE OR REPLACE VIEW {view} AS {}", self.query(table)),
                None => self.create_view(),
            },
        }
    }

    fn create_view(&mut self) -> String {
        let Some(table) = self.table_or_view() else { return self.create_table() };
        let name = self.new_name();
        let kind = self.choices.one(&["VIEW", "VIEW", "OR REPLACE VIEW", "MATERIALIZED VIEW", "RECURSIVE VIEW"]);
        if kind == "RECURSIVE VIEW" {
            let name = self.name();
            return format!(
                "CREATE RECURSIVE VIEW {name} (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM {name} WHERE n < 9"
            );
        }
        let columns = self.choices.maybe(8, " (x, \"y 2\")");
        format!("CREATE {kind} {name}{columns} AS {}", self.query(table))
    }

    fn query(&mut self, table: &Table) -> String {
        let from = qualified(table);
        let column = self.column(table);
        match self.choices.below(14) {
            0..=2 => format!("SELECT * FROM {from}"),
            3 => format!("SELECT count(*), now() AS at, 1 AS one, 'text' AS txt FROM {from}"),
            4 => format!("SELECT coalesce({column}, {column}) AS c, {column} IS NULL AS n FROM {from} AS t"),
            5 => format!("SELECT t.{column} AS x, t.{column}::text, length(t.{column}::text) FROM {from} AS t"),
            6 => format!("WITH q AS (SELECT * FROM {from}) SELECT q.*, 1 AS \"Last\" FROM q"),
            7 => format!("SELECT {column} FROM {from} UNION ALL SELECT {column} FROM {from}"),
            8 => format!("SELECT s.* FROM (SELECT {column} AS first FROM {from}) AS s"),
            9 => format!("SELECT CASE WHEN {column} IS NULL THEN 1 ELSE 2 END FROM {from}"),
            10 | 11 => match self.table() {
                Some(other) => {
                    let second = self.column(other);
                    let join = self.choices.one(&["LEFT JOIN", "JOIN", "FULL JOIN"]);
                    format!(
                        "SELECT t.{column}, o.{second} AS other FROM {from} AS t {join} {} AS o ON true",
                        qualified(other)
                    )
                }
                None => format!("SELECT * FROM {from}"),
            },
            _ => format!("SELECT {} FROM {from}", self.columns(table)),
        }
    }
}
