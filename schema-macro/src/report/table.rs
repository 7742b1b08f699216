//! What is wrong with the table that a struct names.

use std::fmt::Write as _;

use schema_catalog::{Catalog, Table, nearest};

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

pub(crate) fn columns_unknown(catalog: &Catalog, table: &Table) -> Option<String> {
    let unknown = table.unknown.as_ref()?;
    let place = catalog.location(unknown.place);
    let (noun, name) = (table.kind.noun(), &table.name);
    Some(format!(
        "the columns of {noun} `{name}` are not known, so `#[table]` can't check them\nnote: {}\nnote: see {place}\n\
         help: leave `#[table]` out here",
        unknown.reason
    ))
}

pub(crate) fn no_primary_key(catalog: &Catalog, table: &Table) -> String {
    let (noun, name) = (table.kind.noun(), &table.name);
    let place = catalog.location(table.history.declared());
    let help = if table.kind.is_view() {
        "leave `#[table]` out here".to_owned()
    } else {
        format!("add one in a migration: ALTER TABLE {name} ADD PRIMARY KEY (…);")
    };
    format!("{noun} `{name}` has no primary key, so Diesel can't declare it\nnote: declared at {place}\nhelp: {help}")
}
