//! Conditions in PL/pgSQL that the catalog itself can answer.

use super::Postgres;
use crate::catalog::{ConstraintKind, Relation, Table};
use crate::cursor::QualifiedName;
use crate::postgres::ddl::Condition;
use crate::postgres::ddl::plpgsql::CURRENT_SCHEMA;
use crate::source::Place;

impl Postgres {
    /// Whether a condition holds, as the catalog has it; `None` where it does not tell.
    pub(crate) fn holds(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::Relation { name, exists } => {
                let wanted = QualifiedName::from_text(name, Place { file: 0, offset: 0 });
                Some(self.find_relation(&wanted).is_some() == *exists)
            }
            Condition::Exists { view, equal, wanted } => {
                let current = self.path().into_iter().nth(1).unwrap_or_default();
                let mut known = Vec::new();
                for (column, value) in equal {
                    let value = if value == CURRENT_SCHEMA { &current } else { value };
                    known.push((column.as_str(), value.as_str()));
                }
                self.row_exists(view, &known).map(|exists| exists == *wanted)
            }
        }
    }

    /// Whether a view of the engine's own catalog has a row with these values; `None` where a column is not known here.
    fn row_exists(&self, view: &str, equal: &[(&str, &str)]) -> Option<bool> {
        let matches = |row: &[(&str, &str)]| -> Option<bool> {
            let mut all = true;
            for (column, value) in equal {
                let (_, found) = row.iter().find(|(known, _)| known == column)?;
                all &= found == value;
            }
            Some(all)
        };
        // The columns must be known even where there is no row.
        let mut any = matches(&columns_of(view)?.map(|column| (column, ""))).map(|_| false)?;
        let mut see = |row: [(&str, &str); 4]| any |= matches(&row) == Some(true);
        let catalog = &self.catalog;
        match view {
            "pg_type" => {
                for found in catalog.types() {
                    see([("typname", &found.name), UNUSED, UNUSED, UNUSED]);
                }
                for table in catalog.tables() {
                    see([("typname", &table.name), UNUSED, UNUSED, UNUSED]);
                }
            }
            "information_schema.tables" | "pg_tables" | "pg_class" => {
                for table in catalog.tables() {
                    see([
                        ("table_schema", &table.schema),
                        ("schemaname", &table.schema),
                        ("table_name", &table.name),
                        ("tablename", &table.name),
                    ]);
                }
                for ((_, name), _) in catalog.relations.iter() {
                    see([("relname", name), UNUSED, UNUSED, UNUSED]);
                }
            }
            "information_schema.columns" => {
                for table in catalog.tables() {
                    if table.unknown.is_some() && equal.iter().any(|(_, value)| *value == table.name) {
                        return None;
                    }
                    for column in &table.columns {
                        see([
                            ("table_schema", &table.schema),
                            ("table_name", &table.name),
                            ("column_name", &column.name),
                            UNUSED,
                        ]);
                    }
                }
            }
            "information_schema.table_constraints" | "pg_constraint" => {
                for table in catalog.tables() {
                    for constraint in &table.constraints {
                        let kind = match constraint.kind {
                            ConstraintKind::PrimaryKey { .. } => "PRIMARY KEY",
                            ConstraintKind::Unique { .. } => "UNIQUE",
                            ConstraintKind::ForeignKey(_) | ConstraintKind::Dangling(_) => "FOREIGN KEY",
                            ConstraintKind::Check(_) | ConstraintKind::Exclude { .. } => "CHECK",
                        };
                        let name = constraint.name.as_str();
                        see([
                            ("table_schema", &table.schema),
                            ("table_name", &table.name),
                            ("constraint_name", name),
                            ("constraint_type", kind),
                        ]);
                        see([("conname", name), ("conrelid", &table.name), UNUSED, UNUSED]);
                    }
                }
            }
            "information_schema.constraint_column_usage" => {
                for (table, constraint, column) in catalog.tables().flat_map(|table| self.columns_used(table)) {
                    see([
                        ("table_schema", &table.schema),
                        ("table_name", &table.name),
                        ("column_name", column),
                        ("constraint_name", constraint),
                    ]);
                }
            }
            "pg_indexes" => {
                for ((schema, name), relation) in catalog.relations.iter() {
                    if let Relation::Index(id) = relation
                        && let Some(index) = catalog.indexes.get(id)
                    {
                        let table = &self.table_of(index.table).name;
                        see([("schemaname", schema), ("tablename", table), ("indexname", name), UNUSED]);
                    }
                }
            }
            "information_schema.schemata" | "pg_namespace" => {
                for schema in catalog.schemas() {
                    see([("schema_name", &schema.name), ("nspname", &schema.name), UNUSED, UNUSED]);
                }
            }
            _ => return None,
        }
        Some(any)
    }
}

impl Postgres {
    /// The columns that a table's constraints use, with their tables and the constraints' names: those of a foreign key
    /// are the ones it refers to.
    fn columns_used<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = (&'a Table, &'a str, &'a str)> {
        table.constraints.iter().flat_map(move |constraint| {
            let (table, columns) = match &constraint.kind {
                ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => {
                    (table, columns.as_slice())
                }
                ConstraintKind::Check(check) => (table, check.columns.as_slice()),
                ConstraintKind::ForeignKey(key) => (self.table_of(key.parent), key.parent_columns.as_slice()),
                ConstraintKind::Dangling(_) | ConstraintKind::Exclude { .. } => (table, [].as_slice()),
            };
            columns.iter().map(move |id| (table, constraint.name.as_str(), table.column_by_id(*id).name.as_str()))
        })
    }
}

const UNUSED: (&str, &str) = ("", "");

/// The columns that are known of a view of the engine's own catalog.
fn columns_of(view: &str) -> Option<[&'static str; 4]> {
    Some(match view {
        "pg_type" => ["typname", "", "", ""],
        "pg_class" => ["relname", "", "", ""],
        "information_schema.tables" => ["table_schema", "table_name", "", ""],
        "pg_tables" => ["schemaname", "tablename", "", ""],
        "information_schema.columns" => ["table_schema", "table_name", "column_name", ""],
        "information_schema.table_constraints" => ["table_schema", "table_name", "constraint_name", "constraint_type"],
        "information_schema.constraint_column_usage" => {
            ["table_schema", "table_name", "column_name", "constraint_name"]
        }
        "pg_constraint" => ["conname", "conrelid", "", ""],
        "pg_indexes" => ["schemaname", "tablename", "indexname", ""],
        "information_schema.schemata" => ["schema_name", "", "", ""],
        "pg_namespace" => ["nspname", "", "", ""],
        _ => return None,
    })
}
