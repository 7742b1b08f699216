//! Where declarations that are written already differ from the migrations.

use quote::ToTokens as _;
use schema_catalog::diesel::diesel_type;
use schema_catalog::{Catalog, Column, Constraint, ConstraintKind, Place, Table};
use syn::Path;

use super::{Mismatch, history};
use crate::ask::CHECKED;
use crate::bind::column_name;

fn shown(module: &Path) -> String {
    module.to_token_stream().to_string().replace(' ', "")
}

fn declared_at(catalog: &Catalog, table: &Table) -> String {
    format!("declared at {}", catalog.location(table.history.declared()))
}

/// `column -> Type,`, as it stands in a declaration: with the name in SQL before it, where that is another.
fn line(catalog: &Catalog, table: &Table, column: &Column) -> String {
    let name = column_name(table, column);
    let sql_name = if name == column.name { String::new() } else { format!("#[sql_name = {:?}] ", column.name) };
    format!("{sql_name}{name} -> {},", diesel_type(catalog, table, column).expression())
}

/// A table that is not declared.
pub(crate) fn no_table(catalog: &Catalog, table: &Table, module: &Path) -> Mismatch {
    let name = catalog.full_name(table);
    Mismatch {
        message: format!("table `{name}` is not declared in `{}`", shown(module)),
        label: format!("the migrations make `{name}`"),
        notes: vec![declared_at(catalog, table), "print its declaration: cargo schema print".to_owned()],
    }
}

/// A table that is no more.
pub(crate) fn former_table(catalog: &Catalog, module: &Path, name: &str, what: &str, place: Place) -> Mismatch {
    Mismatch {
        message: format!("table `{name}` is declared in `{}`, and the migrations have no such table", shown(module)),
        label: format!("it was {what}"),
        notes: vec![format!("{what} at {}", catalog.location(place)), "remove the declaration".to_owned()],
    }
}

/// A column that is not declared.
pub(crate) fn no_column(catalog: &Catalog, table: &Table, column: &Column, module: &Path) -> String {
    let mut message = format!("column `{}.{}` is not declared in `{}`", table.name, column.name, shown(module));
    for note in history(catalog, &column.history) {
        message.push_str("\nnote: ");
        message.push_str(&note);
    }
    message.push_str("\nhelp: add it: ");
    message.push_str(&line(catalog, table, column));
    message
}

/// A column that is declared and not there: what stands before its name, and behind it.
pub(crate) fn other_column(catalog: &Catalog, table: &Table, module: &Path) -> (String, String) {
    let (name, module) = (&table.name, shown(module));
    (
        format!("`{module}` declares a column `{name}."),
        format!(
            "`, and the migrations make none of that name\nnote: table `{name}` is {}\n\
             help: remove it from the declaration, or add it in a migration",
            declared_at(catalog, table)
        ),
    )
}

/// A column that is not in its place: what stands before its name, and behind it.
pub(crate) fn other_order(catalog: &Catalog, table: &Table, module: &Path) -> (String, String) {
    let (name, module) = (&table.name, shown(module));
    let order: Vec<String> = table.columns.iter().map(|column| column_name(table, column)).collect();
    (
        format!("`{module}` declares the columns of table `{name}` in another order, from `"),
        format!(
            "` on: values are loaded by position\nnote: table `{name}` is {}\nhelp: declare them in this order: {}",
            declared_at(catalog, table),
            order.join(", ")
        ),
    )
}

/// A column that is declared with another type.
pub(crate) fn other_type(catalog: &Catalog, table: &Table, column: &Column, module: &Path) -> Mismatch {
    Mismatch {
        message: format!(
            "column `{}.{}` is declared in `{}` with another type than the migrations give it",
            table.name,
            column.name,
            shown(module)
        ),
        label: format!(
            "column is `{}`, and declared as `{CHECKED}`; expected `{}`",
            column.definition(catalog),
            line(catalog, table, column)
        ),
        notes: history(catalog, &column.history),
    }
}

/// A table that is declared with another primary key.
pub(crate) fn other_key(catalog: &Catalog, table: &Table, module: &Path) -> Mismatch {
    let name = &table.name;
    let key = table.primary_key().iter().map(|&key| column_name(table, table.column_by_id(key)));
    let key = key.collect::<Vec<_>>().join(", ");
    let is_key = |constraint: &&Constraint| matches!(constraint.kind, ConstraintKind::PrimaryKey { .. });
    let key_place = table.constraints.iter().find(is_key).map(|constraint| constraint.declared);
    let place = key_place.unwrap_or_else(|| table.history.declared());
    Mismatch {
        message: format!("table `{name}` is declared in `{}` with another primary key", shown(module)),
        label: format!("declared as `{CHECKED}`; expected `{name} ({key})`"),
        notes: vec![format!("the primary key is declared at {}", catalog.location(place))],
    }
}
