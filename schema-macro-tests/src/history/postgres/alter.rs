//! Tables that change: their columns, constraints and names.

use schema_catalog::{Column, ConstraintKind, Table, TableKind};

use super::{Next, qualified, quoted};

impl Next<'_> {
    pub(super) fn alter_table(&mut self) -> String {
        let Some(table) = self.table_or_view() else { return self.create_table() };
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
        let columns = self.typed_columns(table);
        match self.choices.below(30) {
            0..=4 => {
                let name = self.name();
                let exists = self.choices.maybe(12, "IF NOT EXISTS ");
                format!("ADD COLUMN {exists}{}", self.column_definition(&name, &columns).0)
            }
            5..=7 => format!("DROP COLUMN {}{column}{cascade}", self.choices.maybe(12, "IF EXISTS ")),
            8 | 9 if !self.is_calculated_with(table, &column) => {
                let sql_type = self.sql_type();
                let using = if self.choices.percent(70) { format!(" USING NULL::{sql_type}") } else { String::new() };
                format!("ALTER COLUMN {column} TYPE {sql_type}{using}")
            }
            10 | 11 => format!("ALTER {column} SET NOT NULL"),
            12 => format!("ALTER COLUMN {column} DROP NOT NULL"),
            13 => {
                let of = columns.into_iter().find(|(name, _)| *name == column).map(|(_, of)| of);
                format!("ALTER {column} SET DEFAULT {}", self.default_of(&of.unwrap_or_default()))
            }
            14 => format!("ALTER COLUMN {column} DROP DEFAULT"),
            15 => format!("ADD PRIMARY KEY ({})", self.columns(table)),
            16 => format!("ADD UNIQUE ({})", self.columns(table)),
            17 => format!("ADD CONSTRAINT {} UNIQUE ({})", self.name(), self.columns(table)),
            18 => {
                let inherit = self.choices.maybe(15, " NO INHERIT");
                format!("ADD CHECK ({}){inherit}", self.condition(&columns))
            }
            19 => format!("ADD CONSTRAINT {} CHECK ({})", self.name(), self.condition(&columns)),
            20 | 21 => self.add_foreign_key(table, &column),
            22..=24 => {
                let names: Vec<String> = table.constraints.iter().map(|known| quoted(&known.name)).collect();
                match self.choices.any(&names) {
                    Some(name) => format!("DROP CONSTRAINT {}{name}{cascade}", self.choices.maybe(10, "IF EXISTS ")),
                    None => "DROP CONSTRAINT IF EXISTS nothing".to_owned(),
                }
            }
            // Since PostgreSQL 17 a partitioned table can have one, if what it is parted by is in it.
            25 | 26 if table.kind == TableKind::Partitioned => format!("ALTER {column} SET NOT NULL"),
            25 if !columns.contains(&(column.clone(), "point".to_owned())) => {
                format!("ADD EXCLUDE USING gist ({column} WITH &&)")
            }
            25 | 26 => {
                let name =
                    if self.choices.percent(40) { format!("CONSTRAINT {} ", self.name()) } else { String::new() };
                format!("ADD {name}EXCLUDE ({} WITH =) WHERE ({})", column, self.condition(&columns))
            }
            27 => self.use_index(table),
            28 => self.identity(&column),
            _ if table.kind.is_view() => format!("ALTER {column} DROP DEFAULT"),
            _ => "DISABLE TRIGGER USER".to_owned(),
        }
    }

    /// Whether an expression does more with a column than ask whether it is NULL: whether that suits another type as well
    /// is the engine's business.
    fn is_calculated_with(&self, table: &Table, column: &str) -> bool {
        let Some(id) = table.columns.iter().find(|known| quoted(&known.name) == column).map(Column::id) else {
            return false;
        };
        let in_check = table.constraints.iter().any(|constraint| {
            matches!(&constraint.kind, ConstraintKind::Check(check) if check.columns.contains(&id) && !check.expression.ends_with("NULL"))
        });
        in_check || self.catalog.indexes(table).any(|index| index.columns.contains(&None) || index.predicate.is_some())
    }

    fn add_foreign_key(&mut self, table: &Table, column: &str) -> String {
        let Some(parent) = self.table() else { return format!("ALTER {column} SET NOT NULL") };
        let keys = parent.constraints.iter().filter_map(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => Some(columns),
            _ => None,
        });
        let keys: Vec<_> = keys.collect();
        let named = match self.choices.any(&keys) {
            Some(key) if key.len() == 1 => format!(" ({})", quoted(parent.column_names(key)[0])),
            _ => String::new(),
        };
        let name = if self.choices.percent(30) { format!("CONSTRAINT {} ", self.name()) } else { String::new() };
        let action = self.action_of_key();
        // PostgreSQL refuses it of a partitioned table up to version 17.
        let valid = if table.kind == TableKind::Partitioned { "" } else { self.choices.maybe(10, " NOT VALID") };
        format!("ADD {name}FOREIGN KEY ({column}) REFERENCES {}{named}{action}{valid}", qualified(parent))
    }

    fn use_index(&mut self, table: &Table) -> String {
        let indexes: Vec<String> = self.catalog.indexes(table).map(|index| quoted(&index.name)).collect();
        let index = self.choices.any(&indexes).unwrap_or_else(|| self.name());
        let name = if self.choices.percent(40) { format!("CONSTRAINT {} ", self.name()) } else { String::new() };
        format!("ADD {name}{} USING INDEX {index}", self.choices.one(&["UNIQUE", "PRIMARY KEY"]))
    }

    fn identity(&mut self, column: &str) -> String {
        let change = self.choices.one(&[
            "ADD GENERATED ALWAYS AS IDENTITY",
            "ADD GENERATED BY DEFAULT AS IDENTITY",
            "SET GENERATED ALWAYS",
            "SET GENERATED BY DEFAULT RESTART WITH 5",
            "DROP IDENTITY",
            "DROP IDENTITY IF EXISTS",
            "DROP EXPRESSION",
            "DROP EXPRESSION IF EXISTS",
        ]);
        format!("ALTER {column} {change}")
    }

    pub(super) fn drop_table(&mut self) -> String {
        let exists = self.choices.maybe(20, "IF EXISTS ");
        let mut names = vec![self.table_name()];
        while self.choices.percent(15) {
            names.push(self.table_name());
        }
        format!("DROP TABLE {exists}{}{}", names.join(", "), self.choices.maybe(40, " CASCADE"))
    }

    pub(super) fn rename_table(&mut self) -> String {
        let exists = self.choices.maybe(10, "IF EXISTS ");
        format!("ALTER TABLE {exists}{} RENAME TO {}", self.table_name(), self.name())
    }

    pub(super) fn rename_column(&mut self) -> String {
        let Some(table) = self.table_or_view() else { return self.create_table() };
        let (from, to) = (self.column(table), self.name());
        let only = self.choices.maybe(4, "ONLY ");
        format!("ALTER TABLE {only}{} RENAME {}{from} TO {to}", qualified(table), self.choices.maybe(50, "COLUMN "))
    }

    pub(super) fn rename_constraint(&mut self) -> String {
        let Some(table) = self.table() else { return self.create_table() };
        let names: Vec<String> = table.constraints.iter().map(|known| quoted(&known.name)).collect();
        match self.choices.any(&names) {
            Some(from) => format!("ALTER TABLE {} RENAME CONSTRAINT {from} TO {}", qualified(table), self.name()),
            None => self.rename_table(),
        }
    }

    pub(super) fn set_schema(&mut self) -> String {
        let (table, schema) = (self.table_name(), self.schema_name());
        format!("ALTER TABLE {table} SET SCHEMA {schema}")
    }

    pub(super) fn comment(&mut self) -> String {
        let Some(table) = self.table_or_view() else { return self.create_table() };
        let text = self.choices.one(&["'it''s a comment'", "NULL", "''", "E'two\\nlines'", "$$dollars$$"]);
        if self.choices.percent(50) {
            let kind = self.choices.one(&["TABLE", "TABLE", "VIEW", "MATERIALIZED VIEW"]);
            format!("COMMENT ON {kind} {} IS {text}", qualified(table))
        } else {
            let column = self.column(table);
            format!("COMMENT ON COLUMN {}.{column} IS {text}", qualified(table))
        }
    }
}
