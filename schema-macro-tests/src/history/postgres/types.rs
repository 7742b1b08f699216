//! Enums, domains, composite types and ranges.

use schema_catalog::{Place, Type, TypeKind};

use super::{Next, qualified_type, quoted};

const LABELS: &[&str] = &["new", "Done", "it''s", "old", "two words", "größe", ""];

impl Next<'_> {
    pub(super) fn create_type(&mut self) -> String {
        let name = self.new_name();
        match self.choices.below(7) {
            0 | 1 => format!("CREATE TYPE {name} AS ENUM ('new', 'Done', 'it''s')"),
            2 | 3 => {
                let base = self.sql_type();
                let default = if self.choices.percent(50) {
                    format!(" DEFAULT {}", self.default_of(&base))
                } else {
                    String::new()
                };
                let not_null = self.choices.maybe(30, " NOT NULL");
                let constraint = self.choices.maybe(30, " CONSTRAINT a");
                let check = if self.choices.percent(30) {
                    format!("{constraint} CHECK (VALUE IS NOT NULL)")
                } else {
                    String::new()
                };
                format!("CREATE DOMAIN {name} AS {base}{default}{not_null}{check}")
            }
            4 => {
                let subtype = self.choices.one(&["int", "bigint", "text", "date", "numeric", "timestamptz"]);
                let multirange = if self.choices.percent(20) {
                    format!(", multirange_type_name = {}", self.new_name())
                } else {
                    String::new()
                };
                format!("CREATE TYPE {name} AS RANGE (subtype = {subtype}{multirange})")
            }
            5 => format!("CREATE TYPE {name} AS ({} {})", self.name(), self.sql_type()),
            _ => format!("CREATE TYPE {name} AS (x {}, y {})", self.sql_type(), self.sql_type()),
        }
    }

    pub(super) fn alter_type(&mut self) -> String {
        let types: Vec<&Type> = self.catalog.types().collect();
        let Some(found) = self.choices.any(&types) else { return self.create_type() };
        let name = qualified_type(found);
        if self.choices.percent(15) {
            return format!("ALTER TYPE {name} RENAME TO {}", self.name());
        }
        if self.choices.percent(8) {
            return format!("ALTER TYPE {name} SET SCHEMA {}", self.schema_name());
        }
        match &found.kind {
            TypeKind::Enum(labels) => self.alter_enum(&name, labels),
            TypeKind::Domain { base, checks, .. } => {
                let base = base.format_type(self.catalog);
                let checks: Vec<String> = checks.iter().map(|(name, _)| quoted(name)).collect();
                self.alter_domain(&name, &base, &checks)
            }
            TypeKind::Composite(attributes) => {
                let attributes: Vec<String> = attributes.iter().map(|(name, _)| quoted(name)).collect();
                self.alter_composite(&name, &attributes)
            }
            _ => format!("ALTER TYPE {name} RENAME TO {}", self.name()),
        }
    }

    fn alter_enum(&mut self, name: &str, labels: &[(String, Place)]) -> String {
        let new = self.choices.one(LABELS);
        let known = self.choices.any(labels).map_or_else(|| "new".to_owned(), |(label, _)| label.replace('\'', "''"));
        let exists = self.choices.maybe(30, "IF NOT EXISTS ");
        match self.choices.below(4) {
            0 => format!("ALTER TYPE {name} ADD VALUE {exists}'{new}'"),
            1 => format!("ALTER TYPE {name} ADD VALUE {exists}'{new}' BEFORE '{known}'"),
            2 => format!("ALTER TYPE {name} ADD VALUE {exists}'{new}' AFTER '{known}'"),
            _ => format!("ALTER TYPE {name} RENAME VALUE '{known}' TO '{new}'"),
        }
    }

    fn alter_domain(&mut self, name: &str, base: &str, checks: &[String]) -> String {
        let exists = self.choices.maybe(20, "IF EXISTS ");
        let check = self.choices.any(checks).unwrap_or_else(|| self.name());
        let change = match self.choices.below(9) {
            0 => "SET NOT NULL".to_owned(),
            1 => "DROP NOT NULL".to_owned(),
            2 => "ADD CHECK (VALUE IS NOT NULL)".to_owned(),
            3 => format!("ADD CONSTRAINT {} CHECK (VALUE IS NOT NULL)", self.name()),
            4 => format!("DROP CONSTRAINT {exists}{check}{}", self.choices.maybe(20, " CASCADE")),
            5 => format!("RENAME CONSTRAINT {check} TO {}", self.name()),
            6 => format!("SET DEFAULT {}", self.default_of(base)),
            7 => "DROP DEFAULT".to_owned(),
            _ => format!("VALIDATE CONSTRAINT {check}"),
        };
        format!("ALTER DOMAIN {name} {change}")
    }

    fn alter_composite(&mut self, name: &str, attributes: &[String]) -> String {
        if self.choices.percent(20) {
            let from = self.choices.any(attributes).unwrap_or_else(|| self.name());
            let cascade = self.choices.maybe(30, " CASCADE");
            return format!("ALTER TYPE {name} RENAME ATTRIBUTE {from} TO {}{cascade}", self.name());
        }
        let mut changes = vec![self.attribute(attributes)];
        while self.choices.percent(20) {
            changes.push(self.attribute(attributes));
        }
        format!("ALTER TYPE {name} {}", changes.join(", "))
    }

    fn attribute(&mut self, attributes: &[String]) -> String {
        let attribute = self.choices.any(attributes).unwrap_or_else(|| self.name());
        let exists = self.choices.maybe(30, "IF EXISTS ");
        let cascade = self.choices.maybe(40, " CASCADE");
        match self.choices.below(3) {
            0 => format!("ADD ATTRIBUTE {} {}{cascade}", self.name(), self.sql_type()),
            1 => format!("DROP ATTRIBUTE {exists}{attribute}{cascade}"),
            _ => format!(
                "ALTER ATTRIBUTE {attribute} {}TYPE {}{cascade}",
                self.choices.maybe(30, "SET DATA "),
                self.sql_type()
            ),
        }
    }

    pub(super) fn drop_type(&mut self) -> String {
        let types: Vec<&Type> = self.catalog.types().collect();
        let found = self.choices.any(&types);
        let name = found.map_or_else(|| self.name(), qualified_type);
        let domain = found.is_some_and(|found| matches!(found.kind, TypeKind::Domain { .. }));
        let kind = if domain && self.choices.percent(60) { "DOMAIN" } else { "TYPE" };
        let exists = self.choices.maybe(30, "IF EXISTS ");
        let more = match self.choices.any(&types) {
            Some(other) if self.choices.percent(15) => format!(", {}", qualified_type(other)),
            _ => String::new(),
        };
        format!("DROP {kind} {exists}{name}{more}{}", self.choices.maybe(40, " CASCADE"))
    }
}
