//! What diesel_cli makes of a SQLite database.
//!
//! <https://docs.diesel.rs/2.3.x/diesel/sqlite/types/index.html>

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Column, ConstraintKind, Table, TableKind, TypeName};

/// Diesel's type for what is declared as a column's type: none for what it does not know.
pub(super) fn type_of(declared: &str) -> Option<&'static str> {
    let name = declared.to_lowercase();
    let has = |part: &str| name.contains(part);
    Some(match name.as_str() {
        "boolean" | "bool" => "Bool",
        "int2" => "SmallInt",
        "int8" => "BigInt",
        "" | "generated always" => "Binary",
        _ if has("tiny") && has("int") => "Bool",
        _ if has("small") && has("int") => "SmallInt",
        _ if has("big") && has("int") => "BigInt",
        _ if has("int") => "Integer",
        _ if has("char") || has("clob") || has("text") => "Text",
        _ if has("blob") || has("binary") => "Binary",
        _ if has("float") || has("real") => "Float",
        _ if has("double") || has("num") || has("dec") => "Double",
        "datetime" | "timestamp" => "Timestamp",
        "date" => "Date",
        "time" => "Time",
        _ => return None,
    })
}

/// The text that is declared as a column's type.
pub(super) fn declared(column: &Column) -> &str {
    match &column.sql_type.name {
        TypeName::Declared(text) => text,
        _ => "",
    }
}

/// The first column that Diesel has no type for.
pub(super) fn unsupported(table: &Table) -> Option<&Column> {
    table.columns.iter().find(|column| type_of(declared(column)).is_none())
}

/// The columns of a table's primary key, in the order of the table; where there is none, the name of the row id that no
/// column takes.
pub(super) fn primary_key(table: &Table) -> Vec<&str> {
    let key = table.primary_key();
    if !key.is_empty() {
        return table
            .columns
            .iter()
            .filter(|column| key.contains(&column.id))
            .map(|column| column.name.as_str())
            .collect();
    }
    let free = |name: &&str| table.columns.iter().all(|column| column.name != *name);
    ["rowid", "oid", "_rowid_"].into_iter().find(free).into_iter().collect()
}

/// The name of the row id, where it is the primary key and no column.
pub(super) fn implicit_key(table: &Table) -> Option<&str> {
    primary_key(table).first().copied().filter(|_| table.primary_key().is_empty())
}

/// A foreign key of one column, as the pragma tells it: columns of larger keys one by one.
struct Reference<'a> {
    child: &'a Table,
    column: &'a Column,
    parent: &'a str,
    /// The column referred to, unless it is the parent's primary key that is meant.
    parent_column: Option<&'a str>,
}

/// The columns of a table that refer to others, the foreign key that was defined last first.
fn references(table: &Table) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    for constraint in table.constraints.iter().rev() {
        let (columns, written) = match &constraint.kind {
            ConstraintKind::ForeignKey(key) => (&key.columns, key.written.as_ref()),
            ConstraintKind::Dangling(key) => (&key.columns, Some(&key.written)),
            _ => continue,
        };
        let Some(written) = written else { continue };
        found.extend(columns.iter().enumerate().map(|(at, id)| Reference {
            child: table,
            column: table.column_by_id(*id),
            parent: &written.table,
            parent_column: written.columns.get(at).map(String::as_str),
        }));
    }
    found
}

/// The foreign keys by which Diesel can join: see [`super::Declarations`].
pub(super) fn joins<'a>(catalog: &'a Catalog, declared: &[&'a Table]) -> Vec<(&'a Table, &'a Table, &'a Column)> {
    let all: Vec<Reference<'a>> = catalog.tables().filter(|table| !table.kind.is_view()).flat_map(references).collect();
    let pair = |reference: &Reference<'a>| {
        let (child, parent) = (reference.child.name.as_str(), reference.parent);
        (child.min(parent), child.max(parent))
    };
    let mut between: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for reference in &all {
        *between.entry(pair(reference)).or_default() += 1;
    }
    let mut joins = Vec::new();
    for reference in &all {
        let Some(parent) = declared.iter().find(|table| table.name == reference.parent) else { continue };
        let known = declared.iter().any(|table| table.id() == reference.child.id());
        let key = primary_key(parent);
        let to_key = key.len() == 1 && reference.parent_column.is_none_or(|column| column == key[0]);
        if known && to_key && parent.id() != reference.child.id() && between[&pair(reference)] == 1 {
            joins.push((reference.child, *parent, reference.column));
        }
    }
    joins.sort_by_key(|(child, parent, _)| (&child.name, &parent.name));
    joins
}

/// Whether a column holds row ids, its table's own or another's: those have 64 bits.
pub(super) fn holds_rowid(catalog: &Catalog, table: &Table, column: &Column) -> bool {
    let is_rowid_table = |table: &Table| !table.without_rowid;
    let integer = declared(column).eq_ignore_ascii_case("integer");
    if integer && is_rowid_table(table) && primary_key(table) == [column.name.as_str()] {
        return true;
    }
    // Of several keys of one column it is the first.
    let found = references(table).into_iter().rfind(|reference| reference.column.id == column.id);
    let parent = found.and_then(|reference| catalog.table_in(&table.schema, reference.parent));
    parent.is_some_and(|parent| {
        is_rowid_table(parent) && (parent.kind == TableKind::View || primary_key(parent).len() == 1)
    })
}
