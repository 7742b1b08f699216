//! The labels of a column are the same wherever they are said.

use std::collections::BTreeSet;

use schema_catalog::diesel::rust_name;
use schema_catalog::{Catalog, Column, Labels, Table};

use super::Design;
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "enum-labels",
    level: Severity::Error,
    summary: "Labels of an enum that differ from those of a CHECK, or from another engine's.",
    reason: "A value that the one allows is refused by the other: a label that was added to the type and not to the check can \
             never be stored, and a program that works on one engine fails on the other.",
    fix: "Say the labels in one place: let the type decide, and drop the check; or add what is missing.",
    manual: &["https://www.postgresql.org/docs/current/datatype-enum.html"],
};

/// What a check says of a column that is of an enum type.
pub(super) fn look(design: &Design<'_>, found: &mut Vec<Finding>) {
    let catalog = design.catalog;
    for table in design.tables() {
        for column in &table.columns {
            let of_both = (catalog.labels_of_type(column), table.labels_of_checks(column));
            let (Some(of_type), Some(of_check)) = of_both else { continue };
            let Some(difference) = difference(&of_type, &of_check, "its type", "its check") else { continue };
            let place = of_check.first().map_or(column.history.declared(), |(_, place)| *place);
            let what =
                catalog.error(place, format!("the labels of `{}.{}` differ: {difference}", table.name, column.name));
            found.push(finding(catalog, table, column, what));
        }
    }
}

/// The columns that take other labels in another engine than in the primary one.
pub(super) fn look_at_engines(primary: &Catalog, others: &[Catalog], found: &mut Vec<Finding>) {
    for other in others {
        for table in other.tables() {
            let Some(same) = primary.table(&other.full_name(table)) else { continue };
            for column in &table.columns {
                let name = |column: &Column| rust_name(&column.name, None).to_lowercase();
                let Some(known) = same.columns.iter().find(|known| name(known) == name(column)) else { continue };
                let of_both = (primary.labels(same, known), other.labels(table, column));
                let (Some(of_primary), Some(of_other)) = of_both else { continue };
                let (one, another) = (primary.dialect().name(), other.dialect().name());
                let Some(difference) = difference(&of_primary, &of_other, one, another) else { continue };
                let place = of_other.first().map_or(column.history.declared(), |(_, place)| *place);
                let message = format!("the labels of `{}.{}` differ: {difference}", table.name, column.name);
                let mut what = other.error(place, message);
                if let Some((_, place)) = of_primary.first() {
                    what = what.note_in(primary, *place, format!("those of {one} are declared"));
                }
                found.push(finding(other, table, column, what));
            }
        }
    }
}

/// What the one has and the other has not: ``only its type has `x` ``.
fn difference(one: &Labels, other: &Labels, name: &str, other_name: &str) -> Option<String> {
    let set = |labels: &Labels| labels.iter().map(|(label, _)| label.clone()).collect::<BTreeSet<String>>();
    let (one, other) = (set(one), set(other));
    let only = |who: &str, labels: Vec<&String>| {
        let labels: Vec<String> = labels.into_iter().map(|label| format!("`{label}`")).collect();
        (!labels.is_empty()).then(|| format!("only {who} has {}", labels.join(", ")))
    };
    let sides = [only(name, one.difference(&other).collect()), only(other_name, other.difference(&one).collect())];
    let sides: Vec<String> = sides.into_iter().flatten().collect();
    (!sides.is_empty()).then(|| sides.join("; "))
}

fn finding(catalog: &Catalog, table: &Table, column: &Column, what: schema_catalog::Error) -> Finding {
    Finding::new(&RULE, what).table(catalog.full_name(table)).column(&column.name)
}
