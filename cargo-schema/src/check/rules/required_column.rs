//! A column that is added has a value for the rows that are there.

use super::{Statement, added};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "required-column",
    level: Severity::Error,
    summary: "A column that is added NOT NULL without a default.",
    reason: "Where the table has a row, the statement fails: that row has no value for the column. It works on an empty \
             database, as tests have one, and fails in production.",
    fix: "Give the column a default; or add it nullable, fill it, and make it NOT NULL in a later migration.",
    manual: &["https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN"],
};

pub(super) fn look(statement: &Statement<'_>, found: &mut Vec<Finding>) {
    for (before, after) in statement.altered() {
        for column in added(before, after).filter(|column| !column.nullable && !column.has_default()) {
            let (table, name) = (&after.name, &column.name);
            let message =
                format!("`{table}.{name}` is added NOT NULL without a default, which fails if there is a row");
            let help = "give it a DEFAULT, or add it without NOT NULL and fill it first".to_owned();
            let place = column.history.declared();
            found.push(statement.finding(&RULE, place, after, message, help).column(name));
        }
    }
}
