//! Diesel can hold every column.

use schema_catalog::diesel::{diesel_type, rust_type};
use schema_catalog::{Column, Dialect, TypeName};

use super::{Design, last};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unsupported-type",
    level: Severity::Warning,
    summary: "A column whose type Diesel has no Rust type for, or a table with more columns than Diesel has tuples for.",
    reason: "No plain model can load it. For a type of the engine's own, `print-schema` and `schema!` declare an empty SQL \
             type, and every query that selects the column fails to compile until the program gives it a Rust type.",
    fix: "Take a type that Diesel has; or implement `FromSql` and `ToSql` for a Rust type of yours, and allow this for the \
          column. Split a table of more than 128 columns.",
    manual: &["https://docs.diesel.rs/2.3.x/diesel/sql_types/index.html"],
};

/// The most columns that Diesel lets a table have, with its feature `128-column-tables`.
const MOST_COLUMNS: usize = 128;

pub(super) fn look(design: &Design<'_>, found: &mut Vec<Finding>) {
    let catalog = design.catalog;
    for table in design.tables() {
        let name = catalog.full_name(table);
        if table.columns.len() > MOST_COLUMNS {
            let count = table.columns.len();
            let message =
                format!("table `{}` has {count} columns, and Diesel takes {MOST_COLUMNS} at most", table.name);
            found.push(Finding::new(&RULE, catalog.error(table.history.declared(), message)).table(&name));
        }
        let unsupported = |column: &&Column| {
            let own = matches!(column.sql_type.name, TypeName::Builtin(_) | TypeName::Declared(_));
            // Those of MySQL's `ENUM` and `SET` are strings, for which `sql_enum` or the program has a type.
            let labels = column.sql_type.labels().next().is_some() && catalog.dialect() != Dialect::Sqlite;
            let custom = diesel_type(catalog, table, column).custom.is_some();
            own && !labels && (custom || rust_type(catalog, table, column).is_none())
        };
        for column in table.columns.iter().filter(unsupported) {
            let sql_type = column.sql_type.display(catalog);
            let message =
                format!("Diesel has no Rust type for `{}.{}`, which is `{sql_type}`", table.name, column.name);
            let what = catalog.error(last(&column.history), message);
            found.push(Finding::new(&RULE, what).table(&name).column(&column.name));
        }
    }
}
