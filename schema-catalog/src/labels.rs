//! The labels that a column takes: those of its type, or of a check that it is one of them.

use crate::catalog::{Catalog, Column, ConstraintKind, Table, TypeKind, TypeName};
use crate::source::Place;

/// Labels, each with the place that added it.
pub type Labels = Vec<(String, Place)>;

impl Catalog {
    /// The labels of a column's type, else those that its checks allow; `None` where it takes any value.
    ///
    /// ```
    /// use schema_catalog::{Catalog, Dialect};
    ///
    /// let sql = "CREATE TABLE loans (status text CHECK (status IN ('open', 'paid')))";
    /// let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", sql)?;
    /// let loans = catalog.table("loans").expect("was just created");
    /// let labels = catalog.labels(loans, &loans.columns[0]).expect("the check has them");
    /// assert_eq!(labels.iter().map(|(label, _)| label.as_str()).collect::<Vec<_>>(), ["open", "paid"]);
    /// # Ok::<(), schema_catalog::Error>(())
    /// ```
    pub fn labels(&self, table: &Table, column: &Column) -> Option<Labels> {
        self.labels_of_type(column).or_else(|| table.labels_of_checks(column))
    }

    /// The labels of a column's type: an enum, or MySQL's `ENUM`.
    pub fn labels_of_type(&self, column: &Column) -> Option<Labels> {
        match column.sql_type.name {
            TypeName::User(id) => match &self.type_by_id(id).kind {
                TypeKind::Enum(labels) => Some(labels.clone()),
                _ => None,
            },
            TypeName::Builtin(builtin) if builtin.name == "enum" => {
                let place = column.history.declared();
                Some(column.sql_type.labels().map(|label| (label, place)).collect())
            }
            _ => None,
        }
    }
}

impl Table {
    /// The values that every check of a column allows, where one says what it is one of.
    pub fn labels_of_checks(&self, column: &Column) -> Option<Labels> {
        let mut allowed: Option<Labels> = None;
        for constraint in &self.constraints {
            let ConstraintKind::Check(check) = &constraint.kind else { continue };
            let Some((of, values)) = &check.one_of else { continue };
            if *of != column.id() {
                continue;
            }
            match &mut allowed {
                Some(allowed) => allowed.retain(|(value, _)| values.contains(value)),
                None => allowed = Some(values.iter().map(|value| (value.clone(), constraint.declared)).collect()),
            }
        }
        allowed
    }
}
