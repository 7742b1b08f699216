//! What is wrong with the table that a struct names.

use std::fmt::Write as _;

use schema_catalog::diesel::LeftOut;
use schema_catalog::{Catalog, Table, nearest};

use crate::bind::Binding;

pub(crate) fn unknown(catalog: &Catalog, name: &str) -> String {
    let mut message = format!("there is no table `{name}` in the migrations");
    if let Some((what, place)) = catalog.former_table(name) {
        let _ = write!(message, "\nnote: it was {what} at {}", catalog.location(place));
    }
    let renamed_from = format!("renamed from `{name}`");
    let renamed = catalog.tables().find(|table| table.history.events().any(|(_, what)| what == renamed_from));
    let elsewhere = || catalog.tables().find(|table| table.name == name);
    let near = || {
        let near = nearest(name, catalog.tables().map(|table| table.name.as_str()))?;
        catalog.tables().find(|table| table.name == near)
    };
    let help = match renamed.or_else(elsewhere).or_else(near) {
        Some(meant) if meant.schema == catalog.dialect().default_schema() => format!("did you mean `{}`?", meant.name),
        Some(meant) => format!("did you mean `{}.{}`?", meant.schema, meant.name),
        None => "name a table that the migrations make, or make this one in a migration".to_owned(),
    };
    let _ = write!(message, "\nhelp: {help}");
    message
}

/// A table that Diesel can't hold.
pub(crate) fn left_out(catalog: &Catalog, table: &Table, why: LeftOut<'_>) -> String {
    let (noun, name) = (table.kind.noun(), &table.name);
    let place = catalog.location(table.history.declared());
    match why {
        LeftOut::Unknown(unknown) => format!(
            "the columns of {noun} `{name}` are not known, so `#[table]` can't check them\nnote: {}\nnote: see {}\n\
             help: leave `#[table]` out here",
            unknown.reason,
            catalog.location(unknown.place)
        ),
        LeftOut::NoPrimaryKey => format!(
            "{noun} `{name}` has no primary key, so Diesel can't declare it\nnote: declared at {place}\n\
             help: add one in a migration: ALTER TABLE {} ADD PRIMARY KEY (…);",
            catalog.dialect().quote(name)
        ),
        LeftOut::NoType(column) => format!(
            "{noun} `{name}` has a column `{}` of type `{}`, for which Diesel has no type, so it can't declare the {noun}\n\
             note: declared at {}\nhelp: leave `#[table]` out here",
            column.name,
            column.sql_type.display(catalog),
            catalog.location(column.history.declared())
        ),
    }
}

/// A table of a schema whose name is no identifier.
pub(crate) fn unnameable_schema(catalog: &Catalog, table: &Table) -> String {
    format!(
        "Diesel takes the name of a schema from an identifier, and `{}` is none\nnote: {} `{}` is declared at {}\n\
         help: leave `#[table]` out here",
        table.schema,
        table.kind.noun(),
        table.name,
        catalog.location(table.history.declared())
    )
}

/// A table that another engine does not have.
pub(crate) fn missing_in(catalog: &Catalog, table: &Table, other: &Catalog) -> String {
    let (noun, name, dialect) = (table.kind.noun(), catalog.full_name(table), other.dialect());
    format!(
        "there is no table `{name}` in the migrations for {dialect}\nnote: {noun} `{name}` of {} is declared at {}\n\
         help: make it in a migration for {dialect}",
        catalog.dialect(),
        catalog.location(table.history.declared())
    )
}

/// A derive for what a view can't do.
pub(crate) fn read_only(binding: &Binding<'_>, derive: &str) -> String {
    let Binding { catalog, table, model, .. } = binding;
    let (noun, name) = (table.kind.noun(), &table.name);
    let place = catalog.location(table.history.declared());
    let (what, help) = match derive {
        "Insertable" => ("is read only", "insert into the tables that it reads"),
        "AsChangeset" => ("is read only", "update the tables that it reads"),
        _ => ("has no primary key", "leave the derive out"),
    };
    format!("`{model}` derives {derive}, and {noun} `{name}` {what}\nnote: declared at {place}\nhelp: {help}")
}
