//! What is compared.

use crate::schema::{Schema, Table, Text};

/// The table of which nothing but what it says is compared.
const DIESELS: &str = "__diesel_schema_migrations";

/// Tables in which tools keep their accounts.
///
/// sqlx, refinery, Flyway, golang-migrate and dbmate, goose, sql-migrate, tern, Prisma, SeaORM; PostGIS and
/// SpatiaLite.
const BOOKKEEPING: &[&str] = &[
    "_sqlx_migrations",
    "refinery_schema_history",
    "flyway_schema_history",
    "schema_migrations",
    "goose_db_version",
    "gorp_migrations",
    "schema_version",
    "_prisma_migrations",
    "seaql_migrations",
    "spatial_ref_sys",
    "geometry_columns",
    "geography_columns",
    "raster_columns",
    "raster_overviews",
];

/// What is compared, and what is nobody's business.
///
/// By default everything in the schemas of the expected tables, but for what an extension or the engine itself keeps and
/// for the tables in which tools that apply migrations keep their accounts.
///
/// ```
/// use schema_drift::Options;
///
/// let options = Options::new().ignore("legacy_*").ignore("audit.events").extra_tables(false);
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    ignored: Vec<String>,
    schemas: Vec<String>,
    extra_tables: bool,
    column_order: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// Everything is compared.
    #[must_use]
    pub fn new() -> Self {
        Self { ignored: Vec::new(), schemas: Vec::new(), extra_tables: true, column_order: true }
    }

    /// Leaves out the tables and enums of this name, expected or not: `name`, or `schema.name` for those of another
    /// schema than the default one. A `*` stands for any characters.
    #[must_use]
    pub fn ignore(mut self, pattern: impl Into<String>) -> Self {
        self.ignored.push(pattern.into());
        self
    }

    /// Looks into this schema as well, in which nothing is expected: all that is found there is a difference.
    #[must_use]
    pub fn schema(mut self, name: impl Into<String>) -> Self {
        self.schemas.push(name.into());
        self
    }

    /// Whether tables and enums that nobody expects are differences. They are by default.
    #[must_use]
    pub fn extra_tables(mut self, report: bool) -> Self {
        self.extra_tables = report;
        self
    }

    /// Whether columns in another order are a difference. They are by default: no migration makes such a table, though
    /// Diesel, which names each column, does not mind.
    #[must_use]
    pub fn column_order(mut self, report: bool) -> Self {
        self.column_order = report;
        self
    }

    pub(crate) fn compares_column_order(&self) -> bool {
        self.column_order
    }

    /// Whether this name is left out on both sides.
    pub(crate) fn ignores(&self, qualified_name: &str) -> bool {
        qualified_name == DIESELS || self.ignored.iter().any(|pattern| matches(pattern, qualified_name))
    }

    /// Whether a table that is not expected is a difference.
    pub(crate) fn minds_table(&self, expected: &Schema, table: &Table) -> bool {
        !table.partition && !BOOKKEEPING.contains(&table.name.as_ref()) && self.minds(expected, table.schema.as_ref())
    }

    /// Whether what is not expected in a schema is a difference.
    pub(crate) fn minds(&self, expected: &Schema, schema: Option<&Text>) -> bool {
        let looked_at = |name: &Text| {
            self.schemas.iter().any(|looked_at| looked_at == name)
                || expected.tables.iter().any(|table| table.schema.as_ref() == Some(name))
                || expected.enums.iter().any(|known| known.schema.as_ref() == Some(name))
        };
        self.extra_tables && schema.is_none_or(looked_at)
    }
}

/// Whether a name is one of those that a pattern stands for.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, name, expected) in [
            ("users", "users", true),
            ("users", "users2", false),
            ("legacy_*", "legacy_users", true),
            ("legacy_*", "old_legacy_users", false),
            ("*_old", "users_old", true),
            ("*_old", "users_old_2", false),
            ("a*b*c", "a1b2c", true),
            ("a*b*c", "a1c2b", false),
            ("ab*b", "ab", false),
            ("*", "", true),
            ("audit.*", "audit.events", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} and {name}");
        }
    }
}
