//! Transactions, blocks, schemas and what a session sets.

use super::{Next, SCHEMAS};

impl Next<'_> {
    /// Several statements in one transaction, some of which may be undone.
    pub(super) fn transaction(&mut self) -> String {
        let mut all: Vec<String> = (0..1 + self.choices.below(3)).map(|_| self.statement()).collect();
        if self.choices.percent(50) {
            let name = self.choices.one(&["a", "\"A\"", "two"]);
            let at = self.choices.below(all.len());
            all.insert(at, format!("SAVEPOINT {name}"));
            if self.choices.percent(30) {
                all.insert(at + 1, format!("SAVEPOINT {}", self.choices.one(&[name, "inner"])));
            }
            match self.choices.below(4) {
                0 => all.push(format!("ROLLBACK TO SAVEPOINT {name}")),
                1 => all.push(format!("RELEASE {name}")),
                2 => all.push(format!("ROLLBACK TO {name};\nRELEASE SAVEPOINT {name}")),
                _ => {
                    let after = self.statement();
                    all.push(format!("ROLLBACK WORK TO {name};\n{after}"));
                }
            }
        }
        if self.choices.percent(10) {
            all.insert(0, format!("SET LOCAL search_path TO {}", self.schema_name()));
        }
        let begin = self.choices.one(&["BEGIN", "BEGIN", "START TRANSACTION"]);
        let end = self.choices.one(&["COMMIT", "END", "ROLLBACK", "ROLLBACK", "ABORT"]);
        format!("{begin};\n{};\n{end}", all.join(";\n"))
    }

    pub(super) fn search_path(&mut self) -> String {
        let (first, second) = (self.schema_name(), self.schema_name());
        match self.choices.below(5) {
            0 => "RESET search_path".to_owned(),
            1 => "SET search_path TO DEFAULT".to_owned(),
            2 => format!("SET search_path = {first}"),
            3 => format!("SELECT pg_catalog.set_config('search_path', '{}', false)", first.replace('\'', "''")),
            _ => format!("SET SESSION search_path TO {first}, {second}"),
        }
    }

    /// A statement in a `DO` block, which may handle its error.
    pub(super) fn in_block(&mut self) -> String {
        let sql = self.statement();
        if sql.contains("$$") || sql.contains("BEGIN") || sql.starts_with("SELECT") {
            return sql;
        }
        let handler = self.choices.maybe(50, "EXCEPTION WHEN others THEN NULL; ");
        if self.choices.percent(30) && !sql.contains(";\n") {
            return format!("DO $$ BEGIN EXECUTE $q${sql}$q$; {handler}END $$");
        }
        format!("DO $$ BEGIN {sql}; {handler}END $$")
    }

    pub(super) fn schema(&mut self) -> String {
        let name = self.choices.one(SCHEMAS);
        match self.choices.below(12) {
            0 if name != "public" => format!("DROP SCHEMA IF EXISTS {name} CASCADE"),
            1 if name != "public" => format!("DROP SCHEMA {name}"),
            2 => format!("DROP SCHEMA IF EXISTS {}, {} CASCADE", SCHEMAS[1], SCHEMAS[2]),
            3 if name != "public" => format!("ALTER SCHEMA {name} RENAME TO {}", self.choices.one(&SCHEMAS[1..])),
            4 | 5 => format!("CREATE SCHEMA {name}"),
            6 => {
                let (table, view) = (self.name(), self.name());
                format!(
                    "CREATE SCHEMA {name} CREATE VIEW {view} AS SELECT * FROM {table} CREATE TABLE {table} (id serial PRIMARY KEY)"
                )
            }
            _ => format!("CREATE SCHEMA IF NOT EXISTS {name}"),
        }
    }
}
