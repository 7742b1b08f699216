//! No constraint says what another one, or the column itself, says already.

use schema_catalog::{Catalog, ColumnId, Constraint, ConstraintKind, Table};

use super::Design;
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-constraint",
    level: Severity::Warning,
    summary: "A constraint that says what another one says.",
    reason: "Each is checked for every row that is written, and a unique one has an index of its own to keep. Whoever drops \
             one believes that the rule is gone.",
    fix: "Drop one of the two.",
    manual: &["https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-UNIQUE-CONSTRAINTS"],
};

pub(super) fn look(design: &Design<'_>, found: &mut Vec<Finding>) {
    for table in design.tables().filter(|table| !table.is_partition()) {
        for (at, constraint) in table.constraints.iter().enumerate() {
            let others = table.constraints.iter().enumerate().filter(|(other, _)| *other != at);
            // Of two that say the same, it is the later one that is too many; the primary key never is.
            let earlier = others.filter(|(other, known)| *other < at || is_primary(known)).map(|(_, known)| known);
            let mut same = earlier.filter(|known| says_no_more(design.catalog, constraint, known));
            if let Some(known) = same.next() {
                found.push(duplicate(design.catalog, table, constraint, known));
            } else if let Some(column) = says_not_null(design.catalog, table, constraint) {
                let name = &table.column_by_id(column).name;
                let message = format!("the check `{}` says what NOT NULL says of `{name}` already", constraint.name);
                found.push(finding(design.catalog, table, constraint, message).column(name));
            }
        }
    }
}

fn is_primary(constraint: &Constraint) -> bool {
    matches!(constraint.kind, ConstraintKind::PrimaryKey { .. })
}

/// Whether whatever keeps the one constraint keeps the other.
fn says_no_more(catalog: &Catalog, constraint: &Constraint, known: &Constraint) -> bool {
    let same = |one: &[ColumnId], other: &[ColumnId]| {
        one.len() == other.len() && one.iter().all(|column| other.contains(column))
    };
    match (&constraint.kind, &known.kind) {
        (ConstraintKind::Unique { columns, .. }, ConstraintKind::PrimaryKey { columns: other }) => same(columns, other),
        (
            ConstraintKind::Unique { columns, nulls_not_distinct },
            ConstraintKind::Unique { columns: other, nulls_not_distinct: others },
        ) => same(columns, other) && nulls_not_distinct == others,
        (ConstraintKind::Check(check), ConstraintKind::Check(other)) => {
            catalog.is_same_expression(&check.expression, &other.expression)
        }
        (ConstraintKind::ForeignKey(key), ConstraintKind::ForeignKey(other)) => {
            (key.parent, &key.columns, &key.parent_columns) == (other.parent, &other.columns, &other.parent_columns)
        }
        _ => false,
    }
}

/// The column of which a check says that it is not NULL, where that holds without it.
fn says_not_null(catalog: &Catalog, table: &Table, constraint: &Constraint) -> Option<ColumnId> {
    let ConstraintKind::Check(check) = &constraint.kind else { return None };
    let [column] = check.columns.as_slice() else { return None };
    let column = table.column_by_id(*column);
    let text = format!("{} IS NOT NULL", column.name);
    (!column.nullable && catalog.is_same_expression(&check.expression, &text)).then(|| column.id())
}

fn duplicate(catalog: &Catalog, table: &Table, constraint: &Constraint, known: &Constraint) -> Finding {
    let named = |constraint: &Constraint| match constraint.name.as_str() {
        "" => kind(constraint).to_owned(),
        name => format!("{} `{name}`", kind(constraint)),
    };
    let (one, other) = (named(constraint), named(known));
    let message = format!("the {one} of `{}` says what the {other} says already", table.name);
    let mut finding = finding(catalog, table, constraint, message);
    finding.what = finding.what.note_in(catalog, known.declared, format!("the {other} is declared"));
    finding
}

fn finding(catalog: &Catalog, table: &Table, constraint: &Constraint, message: String) -> Finding {
    let what = catalog.error(constraint.declared, message);
    let what = match constraint.name.as_str() {
        "" => what,
        name => {
            let (table, name) = (catalog.dialect().quote(&table.name), catalog.dialect().quote(name));
            what.help(format!("ALTER TABLE {table} DROP CONSTRAINT {name};"))
        }
    };
    Finding::new(&RULE, what).table(catalog.full_name(table))
}

fn kind(constraint: &Constraint) -> &'static str {
    match constraint.kind {
        ConstraintKind::PrimaryKey { .. } => "primary key",
        ConstraintKind::Unique { .. } => "unique constraint",
        ConstraintKind::ForeignKey(_) | ConstraintKind::Dangling(_) => "foreign key",
        ConstraintKind::Check(_) => "check",
        ConstraintKind::Exclude { .. } => "exclusion constraint",
    }
}
