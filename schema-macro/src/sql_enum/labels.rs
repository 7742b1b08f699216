//! The labels that SQL has: of an enum type, of a column's type, of a check that a column is one of them.

use std::collections::BTreeSet;

use schema_catalog::diesel::diesel_type;
use schema_catalog::{Catalog, Column, Place, TypeKind};

use super::attr::Of;
use crate::engines::same_name;
use crate::report::sql_enum as report;
use crate::sql_path::{self, RustPath};

/// The labels of an enum in SQL, and Diesel's type for it.
pub(crate) struct Labels {
    /// What has them, as messages show it: ``type `loan_status` ``, ``column `meetings.meeting_type` ``.
    pub(crate) owner: String,
    /// Each label, with the place that added it.
    pub(crate) labels: Vec<(String, Place)>,
    /// The path of Diesel's SQL type.
    pub(crate) sql_type: RustPath,
    /// Whether that is a type of the engine's own, which another does not have.
    pub(crate) is_own_type: bool,
}

/// What is wrong if a column of another engine takes other labels. Of an enum type, another engine may know nothing.
pub(crate) fn differ_in(of: &Of, catalog: &Catalog, labels: &Labels, other: &Catalog) -> Option<syn::Error> {
    let Of::Column(name) = of else { return None };
    let (table, column) = name.value().rsplit_once('.').map(|(table, column)| (table.to_owned(), column.to_owned()))?;
    // That there is none is said by the structs of that table.
    let table = other.table(&table)?;
    let column = table.columns.iter().find(|found| same_name(other.dialect(), &found.name, &column))?;
    let found = other.labels(table, column)?;
    let texts = |labels: &[(String, Place)]| labels.iter().map(|(label, _)| label.clone()).collect::<BTreeSet<_>>();
    (texts(&found) != texts(&labels.labels))
        .then(|| syn::Error::new(name.span(), report::other_labels(catalog, labels, other, &found)))
}

/// Finds the labels; else what is wrong.
pub(crate) fn find(catalog: &Catalog, of: &Of, schema: &str) -> syn::Result<Labels> {
    let (name, found) = match of {
        Of::Type(name) => (name, of_type(catalog, &name.value(), schema)),
        Of::Column(name) => (name, of_column(catalog, &name.value(), schema)),
    };
    found.map_err(|message| syn::Error::new(name.span(), message))
}

fn of_type(catalog: &Catalog, name: &str, schema: &str) -> Result<Labels, String> {
    let (in_schema, bare) = name.split_once('.').unwrap_or((catalog.dialect().default_schema(), name));
    let found = catalog.types().find(|found| found.schema == in_schema && found.name == bare);
    let Some(found) = found else { return Err(report::unknown_type(catalog, name)) };
    let TypeKind::Enum(labels) = &found.kind else { return Err(report::no_enum(catalog, found)) };
    let Some(sql_type) = sql_path::of_type(catalog, schema, found) else { return Err(report::unused(catalog, found)) };
    Ok(Labels { owner: format!("type `{}`", found.name), labels: labels.clone(), sql_type, is_own_type: true })
}

fn of_column(catalog: &Catalog, name: &str, schema: &str) -> Result<Labels, String> {
    let Some((table_name, column_name)) = name.rsplit_once('.') else { return Err(report::no_column_named(name)) };
    let Some(table) = catalog.table(table_name) else {
        return Err(crate::report::table::unknown(catalog, table_name));
    };
    let is_named = |column: &&Column| same_name(catalog.dialect(), &column.name, column_name);
    let Some(column) = table.columns.iter().find(is_named) else {
        return Err(report::unknown_column(catalog, table, column_name));
    };
    let Some(labels) = catalog.labels(table, column) else { return Err(report::any_value(catalog, table, column)) };
    let Some(sql_type) = sql_path::of_value(catalog, table, column, schema) else {
        return Err(report::type_without_name(catalog, table, column));
    };
    let is_own_type = diesel_type(catalog, table, column).custom.is_some();
    Ok(Labels { owner: format!("column `{}.{}`", table.name, column.name), labels, sql_type, is_own_type })
}
