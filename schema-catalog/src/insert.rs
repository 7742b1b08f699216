//! What an `INSERT` has to say of a column, and what it may leave to the engine.

use crate::catalog::{Catalog, Column, Identity, SqlType, TypeKind, TypeName};

impl Catalog {
    /// Whether an `INSERT` that leaves the column out fails, unless a trigger fills it.
    ///
    /// ```
    /// use schema_catalog::{Catalog, Dialect};
    ///
    /// let sql = "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, phone text)";
    /// let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", sql)?;
    /// let users = catalog.table("users").expect("was just created");
    /// let needed: Vec<&str> =
    ///     users.columns.iter().filter(|column| catalog.needs_value(column)).map(|column| column.name.as_str()).collect();
    /// assert_eq!(needed, ["email"]);
    /// # Ok::<(), schema_catalog::Error>(())
    /// ```
    pub fn needs_value(&self, column: &Column) -> bool {
        let computed = column.identity.is_some() || column.generated.is_some();
        !column.nullable && !computed && !self.has_default(column)
    }

    /// Whether the column or the domain that is its type has a default; the column's counts before the domain's, even
    /// NULL.
    fn has_default(&self, column: &Column) -> bool {
        match &column.default {
            Some(default) => !is_null(&default.expression),
            None => self.domain_default(&column.sql_type).is_some_and(|default| !is_null(default)),
        }
    }

    fn domain_default<'a>(&'a self, mut sql_type: &'a SqlType) -> Option<&'a str> {
        while let TypeName::User(id) = sql_type.name
            && !sql_type.array
            && let TypeKind::Domain { base, default, .. } = &self.type_by_id(id).kind
        {
            if default.is_some() {
                return default.as_deref();
            }
            sql_type = base;
        }
        None
    }
}

impl Column {
    /// Whether the database computes its values, and takes no other.
    pub fn is_computed(&self) -> bool {
        self.generated.is_some() || self.identity == Some(Identity::Always)
    }

    /// Whether the engine counts where no value is given: `serial`, `IDENTITY`, `AUTO_INCREMENT`, SQLite's row ids.
    pub fn is_counted(&self) -> bool {
        self.identity.is_some() || self.default.as_ref().is_some_and(|default| default.sequence.is_some())
    }
}

fn is_null(expression: &str) -> bool {
    expression.trim().eq_ignore_ascii_case("null")
}
