//! What is wrong with an enum of labels.

use std::fmt::Write as _;

use proc_macro2::Ident;
use schema_catalog::diesel::Case;
use schema_catalog::{Catalog, Column, Place, Table, Type, TypeKind, harmless_line, nearest};

use super::{name_of_type, notes};
use crate::ask::as_format;
use crate::sql_enum::{Labelled, Labels};

pub(crate) const NOT_AN_ENUM: &str = "`#[sql_enum]` checks the variants of an enum, and this is none
help: put it on the enum that stands for a type or a column of the database";
pub(crate) const NOTHING_NAMED: &str =
    "`#[sql_enum]` needs the name of a type, or of a column that is one of some values
help: #[sql_enum(\"loan_status\")] or #[sql_enum(column = \"meetings.meeting_type\")]";
pub(crate) const TYPE_AND_COLUMN: &str = "`#[sql_enum]` is for a type or for a column, and here are both
help: leave one out";
pub(crate) const RENAMED_TWICE: &str = "this variant is renamed twice\nhelp: leave one out";

const OPTIONS: [&str; 3] = ["column", "rename_all", "schema"];

pub(crate) fn unknown_option(option: &str) -> String {
    let help = match nearest(option, OPTIONS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "the options are `column = \"table.column\"`, `rename_all = \"…\"` and `schema = path`".to_owned(),
    };
    format!("`#[sql_enum]` has no option `{option}`\nhelp: {help}")
}

pub(crate) fn unknown_option_of_variant(option: &str) -> String {
    format!("`#[sql_enum]` has no option `{option}` for a variant\nhelp: the option is `rename = \"label\"`")
}

pub(crate) fn unknown_case(name: &str) -> String {
    let names = Case::ALL.map(|(_, name)| name);
    let mut message = format!("there is no way `{name}` to make labels of names\nhelp: ");
    match nearest(name, names) {
        Some(near) => {
            let _ = write!(message, "did you mean `{near}`?");
        }
        None => {
            let _ = write!(message, "the ways are `{}`", names.join("`, `"));
        }
    }
    message
}

pub(crate) fn derived_twice(derive: &str) -> String {
    format!("`#[sql_enum]` derives `{derive}` itself\nhelp: leave it out here")
}

pub(crate) fn fields(model: &Ident, variant: &Ident) -> String {
    format!("`{model}::{variant}` has fields, and a label of the database has none\nhelp: remove the fields")
}

pub(crate) fn unknown_type(catalog: &Catalog, name: &str) -> String {
    let enums = || catalog.types().filter(|found| matches!(found.kind, TypeKind::Enum(_)));
    let bare = name.rsplit_once('.').map_or(name, |(_, bare)| bare);
    let elsewhere = enums().find(|found| found.name == bare);
    let near = || {
        nearest(name, enums().map(|found| found.name.as_str()))
            .and_then(|near| enums().find(|found| found.name == near))
    };
    let help = match elsewhere.or_else(near) {
        Some(meant) if meant.schema == catalog.dialect().default_schema() => format!("did you mean `{}`?", meant.name),
        Some(meant) => format!("did you mean `{}.{}`?", meant.schema, meant.name),
        None => {
            "name a type that the migrations make by CREATE TYPE … AS ENUM, or a column whose values a CHECK names: \
                 #[sql_enum(column = \"table.column\")]"
                .to_owned()
        }
    };
    format!("there is no enum type `{name}` in the migrations\nhelp: {help}")
}

/// A column that takes other labels in another engine.
pub(crate) fn other_labels(catalog: &Catalog, labels: &Labels, other: &Catalog, found: &[(String, Place)]) -> String {
    let shown = |catalog: &Catalog, labels: &[(String, Place)]| {
        let names: Vec<String> = labels.iter().map(|(label, _)| format!("'{label}'")).collect();
        let place = labels.first().map(|(_, place)| format!(", at {}", catalog.location(*place))).unwrap_or_default();
        format!("for {} they are {}{place}", catalog.dialect(), names.join(", "))
    };
    format!(
        "the engines have other labels for {}\nnote: {}\nnote: {}\nhelp: let both take the same, in a migration",
        labels.owner,
        shown(catalog, &labels.labels),
        shown(other, found)
    )
}

/// An enum type that no column is of.
pub(crate) fn unused(catalog: &Catalog, found: &Type) -> String {
    format!(
        "no column is of type `{}`, so Diesel does not know it\nnote: declared at {}\nhelp: leave `#[sql_enum]` out here",
        found.name,
        catalog.location(found.history.declared())
    )
}

/// A column of a type that Diesel's declarations have no name for.
pub(crate) fn type_without_name(catalog: &Catalog, table: &Table, column: &Column) -> String {
    format!(
        "column `{}.{}` is of type `{}`, which can be no name in Rust, so Diesel does not know it\n\
         note: declared at {}\nhelp: leave `#[sql_enum]` out here",
        table.name,
        column.name,
        column.sql_type.type_name(catalog),
        catalog.location(column.history.declared())
    )
}

pub(crate) fn no_enum(catalog: &Catalog, found: &Type) -> String {
    let place = catalog.location(found.history.declared());
    format!(
        "type `{}` is no enum\nnote: declared at {place}\nhelp: name a type that is made by CREATE TYPE … AS ENUM",
        found.name
    )
}

pub(crate) fn no_column_named(name: &str) -> String {
    format!("`{name}` names no column\nhelp: write the table and the column: column = \"meetings.meeting_type\"")
}

pub(crate) fn unknown_column(catalog: &Catalog, table: &Table, name: &str) -> String {
    let help = match nearest(name, table.columns.iter().map(|column| column.name.as_str())) {
        Some(near) => format!("did you mean `{}.{near}`?", table.name),
        None => "name a column of the table".to_owned(),
    };
    let place = catalog.location(table.history.declared());
    format!(
        "table `{}` has no column `{name}`\nnote: table `{}` is declared at {place}\nhelp: {help}",
        table.name, table.name
    )
}

pub(crate) fn any_value(catalog: &Catalog, table: &Table, column: &Column) -> String {
    let (table, name, definition) = (&table.name, &column.name, column.definition(catalog));
    format!(
        "column `{table}.{name}` takes any value of its type, `{definition}`{}\n\
         help: say in a migration which it takes: ALTER TABLE {} ADD CHECK ({} IN ('…', '…'));",
        notes(catalog, column),
        catalog.dialect().quote(table),
        catalog.dialect().quote(name)
    )
}

/// A variant for which there is no label, and the label that is meant, if that can be told.
pub(crate) fn unknown_label<'a>(
    catalog: &Catalog,
    model: &Ident,
    labelled: &Labelled<'_>,
    labels: &Labels,
    free: &[&'a str],
) -> (String, Option<&'a str>) {
    let (variant, label) = (&labelled.variant.ident, &labelled.label);
    let mut message = format!("`{model}::{variant}` stands for '{label}', and {} has no such label", labels.owner);
    let meant = nearest(label, free.iter().copied()).and_then(|near| free.iter().copied().find(|free| *free == near));
    match meant {
        Some(meant) => {
            let place =
                labels.labels.iter().find(|(known, _)| known == meant).map(|(_, place)| catalog.location(*place));
            let place = place.map(|place| format!(", from {place}")).unwrap_or_default();
            let _ = write!(message, "\nhelp: did you mean '{meant}'{place}? ");
            let name = name_of_type("Label", meant);
            if Case::Snake.label(&name) == meant && *variant != name {
                let _ = write!(message, "Name the variant `{name}`, or add #[sql_enum(rename = {meant:?})]");
            } else {
                let _ = write!(message, "Add #[sql_enum(rename = {meant:?})]");
            }
        }
        None => {
            let all: Vec<String> = labels.labels.iter().map(|(label, _)| format!("'{label}'")).collect();
            let _ = write!(message, "\nnote: its labels are {}", all.join(", "));
            let _ = write!(message, "\nhelp: remove the variant, or add the label in a migration");
        }
    }
    (message, meant)
}

/// Variants that are all written in another way than the labels.
pub(crate) fn other_case(
    catalog: &Catalog,
    model: &Ident,
    variants: &[Labelled<'_>],
    labels: &Labels,
    case: &str,
) -> String {
    let first = variants.first().map(|labelled| labelled.label.as_str()).unwrap_or_default();
    let mut message = format!(
        "`{model}` stands for '{first}' and the like, and the labels of {} are written otherwise",
        labels.owner
    );
    for (label, place) in &labels.labels {
        let _ = write!(message, "\nnote: '{label}' is from {}", catalog.location(*place));
    }
    let _ = write!(message, "\nhelp: say rename_all = \"{case}\" in `#[sql_enum]`");
    message
}

pub(crate) fn label_twice(model: &Ident, variant: &Ident, first: &Ident, label: &str) -> String {
    format!(
        "`{model}::{variant}` stands for '{label}', and so does `{model}::{first}`\nhelp: remove one of the two variants"
    )
}

/// Labels for which there is no variant, with the variants to paste.
pub(crate) fn labels_without_variant(
    catalog: &Catalog,
    model: &Ident,
    missing: &[&(String, Place)],
    labels: &Labels,
) -> String {
    let count = match missing.len() {
        1 => "1 label".to_owned(),
        more => format!("{more} labels"),
    };
    let mut message = format!("`{model}` has no variant for {count} of {}\nhelp: add what is missing", labels.owner);
    for (label, place) in missing {
        let name = name_of_type("Label", label);
        let rename = if Case::Snake.label(&name) == *label {
            String::new()
        } else {
            format!("#[sql_enum(rename = {label:?})] ")
        };
        let (label, place) = (harmless_line(label), catalog.location(*place));
        let _ = write!(message, "\n    {rename}{name}, // '{label}', {place}");
    }
    message
}

/// The error, as a format string with the label for its argument, where the database has a label that the program lacks.
pub(crate) fn unknown_at_run_time(model: &Ident, labels: &Labels) -> String {
    let owner = as_format(&labels.owner);
    format!("`{model}` has no variant for '{{}}', a label of {owner}: the database is ahead of the program")
}
