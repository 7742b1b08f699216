//! Rust types for SQL types: what can be decided by a type's name alone.

use schema_catalog::diesel::{DieselType, diesel_type};
use schema_catalog::{Catalog, Column, Dialect, Table};
use syn::{GenericArgument, PathArguments, Type};

use crate::bind::Binding;

/// What can be said of a field's type by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It holds the column.
    Holds,
    /// It does not.
    Differs,
    /// The compiler has to decide.
    Open,
}

/// The types that Diesel loads from SQLite into texts as well.
const TIMES: &[&str] = &["Date", "Time", "Timestamp"];

/// Whether a text may stand for a time: only SQLite, which keeps times as texts, lets it.
fn is_text_for_time(catalog: &Catalog, sql: &DieselType, field: &Type) -> bool {
    let value = argument(field, "Option").map_or(field, referenced);
    catalog.dialect() == Dialect::Sqlite
        && TIMES.contains(&sql.name.as_str())
        && own_name(referenced(value)).is_some_and(|name| name == "String")
}

/// Rust's own types, whose meaning no one can change.
const OWN: &[&str] = &[
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "u128", "u16", "u32", "u64", "u8",
    "usize", "String",
];

/// Compares the type that a column is loaded into with the column's, by name.
pub(crate) fn compare_loaded(binding: &Binding<'_>, column: &Column, field: &Type) -> Verdict {
    if binding.primary.is_some() {
        return of_other_engine(binding, column, field, column.nullable && argument(field, "Option").is_none());
    }
    loaded(binding.catalog, binding.table, column, field)
}

/// Compares the type of a field with the column of another engine: it fits the primary's, whose types are Diesel's, and
/// the two columns are of one kind.
fn of_other_engine(binding: &Binding<'_>, column: &Column, field: &Type, null_may_come: bool) -> Verdict {
    let value = referenced(argument(field, "Option").unwrap_or(field));
    let elements = argument(value, "Vec").or_else(|| slice(value)).map(referenced);
    let element = elements.map(|element| argument(element, "Option").map_or(element, referenced));
    if !is_own(element.unwrap_or(value)) {
        return Verdict::Open;
    }
    match binding.catalog.dialect() {
        _ if null_may_come => Verdict::Differs,
        // Numbers of other widths, and texts for what is no text, can't be read or are refused.
        Dialect::Postgres | Dialect::Cockroachdb => {
            compare_stored_value(&diesel_type(binding.catalog, binding.table, column), value)
        }
        _ => Verdict::Holds,
    }
}

fn loaded(catalog: &Catalog, table: &Table, column: &Column, field: &Type) -> Verdict {
    let sql = diesel_type(catalog, table, column);
    if is_text_for_time(catalog, &sql, field) {
        return Verdict::Open;
    }
    match (argument(field, "Option"), sql.nullable) {
        // Diesel loads no `Option` from what can't be NULL.
        (Some(_), false) => Verdict::Differs,
        (Some(inner), true) => compare_value(&sql, inner),
        (None, true) => {
            if is_own(field) || argument(field, "Vec").is_some() {
                Verdict::Differs
            } else {
                Verdict::Open
            }
        }
        (None, false) => compare_value(&sql, field),
    }
}

fn compare_value(sql: &DieselType, field: &Type) -> Verdict {
    if sql.custom.is_some() {
        return Verdict::Open;
    }
    let Some((expected, _)) = sql.value_type() else { return Verdict::Open };
    if !sql.array {
        return compare_element(sql, expected, field);
    }
    match argument(field, "Vec") {
        // An array's elements can be NULL, whatever the column can.
        Some(inner) => match argument(inner, "Option") {
            Some(value) => compare_element(sql, expected, value),
            None => {
                if is_own(inner) {
                    Verdict::Differs
                } else {
                    Verdict::Open
                }
            }
        },
        None => {
            if is_own(field) || argument(field, "Option").is_some() {
                Verdict::Differs
            } else {
                Verdict::Open
            }
        }
    }
}

fn compare_element(sql: &DieselType, expected: &str, field: &Type) -> Verdict {
    if argument(field, "Option").is_some() {
        return Verdict::Differs;
    }
    let written = match argument(field, "Vec").or_else(|| slice(field)) {
        Some(inner) if own_name(inner).is_some() => format!("Vec<{}>", own_name(inner).unwrap_or_default()),
        Some(_) => return Verdict::Open,
        None => match own_name(field) {
            Some(name) => name,
            None => return Verdict::Open,
        },
    };
    // A range's bounds and a multirange are no single value of Rust's own, and Diesel may learn of new ones.
    if written == expected {
        Verdict::Holds
    } else if sql.name.ends_with("range") {
        Verdict::Open
    } else {
        Verdict::Differs
    }
}

/// Compares the type of a value that is stored in a column with the column's, by name: what Diesel's `AsExpression` takes.
///
/// That is a type that can be loaded, a reference to it, `str` for `String`, a slice for `Vec`, and what is not optional
/// for what may be NULL.
pub(crate) fn compare_stored(binding: &Binding<'_>, column: &Column, value: &Type) -> Verdict {
    if binding.primary.is_some() {
        return of_other_engine(binding, column, value, false);
    }
    stored(binding.catalog, binding.table, column, value)
}

fn stored(catalog: &Catalog, table: &Table, column: &Column, value: &Type) -> Verdict {
    let sql = diesel_type(catalog, table, column);
    if is_text_for_time(catalog, &sql, value) {
        return Verdict::Open;
    }
    let value = referenced(value);
    match (argument(value, "Option"), sql.nullable) {
        (Some(_), false) => Verdict::Differs,
        (Some(inner), true) => compare_stored_value(&sql, referenced(inner)),
        (None, _) => compare_stored_value(&sql, value),
    }
}

fn compare_stored_value(sql: &DieselType, value: &Type) -> Verdict {
    if sql.custom.is_some() {
        return Verdict::Open;
    }
    let Some((expected, _)) = sql.value_type() else { return Verdict::Open };
    if !sql.array {
        return compare_element(sql, expected, value);
    }
    let Some(element) = argument(value, "Vec").or_else(|| slice(value)) else {
        return if is_own(value) { Verdict::Differs } else { Verdict::Open };
    };
    let element = referenced(element);
    compare_element(sql, expected, argument(element, "Option").map_or(element, referenced))
}

/// The type behind a reference, or the type itself.
fn referenced(value: &Type) -> &Type {
    match value {
        Type::Reference(reference) if reference.mutability.is_none() => &reference.elem,
        Type::Group(group) => referenced(&group.elem),
        Type::Paren(paren) => referenced(&paren.elem),
        _ => value,
    }
}

fn slice(value: &Type) -> Option<&Type> {
    match value {
        Type::Slice(slice) => Some(&slice.elem),
        _ => None,
    }
}

/// The argument of an `Option<…>`, as Diesel's derives tell one: by the last word of its path.
pub(crate) fn option_argument(written: &Type) -> Option<&Type> {
    let last = match written {
        Type::Path(path) => path.path.segments.last()?,
        Type::Group(group) => return option_argument(&group.elem),
        Type::Paren(paren) => return option_argument(&paren.elem),
        _ => return None,
    };
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.last()? {
        GenericArgument::Type(inner) if last.ident == "Option" => Some(inner),
        _ => None,
    }
}

fn is_own(field: &Type) -> bool {
    own_name(field).is_some()
}

/// The name of one of Rust's own types: `i32`, `String`, `std::string::String`; that of `str` is `String`.
fn own_name(field: &Type) -> Option<String> {
    let path = plain_path(field)?;
    if path.is_ident("str") {
        return Some("String".to_owned());
    }
    let last = path.segments.last()?;
    let name = last.ident.to_string();
    let own = last.arguments.is_none() && OWN.contains(&name.as_str()) && is_of_std(path, &["string", "primitive"]);
    own.then_some(name)
}

/// The argument of `Option<…>` or `Vec<…>`, by whatever path of the standard library.
fn argument<'a>(field: &'a Type, name: &str) -> Option<&'a Type> {
    let path = plain_path(field)?;
    let last = path.segments.last()?;
    if last.ident != name || !is_of_std(path, &["option", "vec"]) {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match (arguments.args.first()?, arguments.args.len()) {
        (GenericArgument::Type(inner), 1) => Some(inner),
        _ => None,
    }
}

fn plain_path(field: &Type) -> Option<&syn::Path> {
    match field {
        Type::Path(path) if path.qself.is_none() => Some(&path.path),
        Type::Group(group) => plain_path(&group.elem),
        Type::Paren(paren) => plain_path(&paren.elem),
        _ => None,
    }
}

/// Whether a path is a bare name or `std::module::Name`.
fn is_of_std(path: &syn::Path, modules: &[&str]) -> bool {
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    match names.as_slice() {
        [_] => path.leading_colon.is_none(),
        [root, module, _] => ["std", "core", "alloc"].contains(&root.as_str()) && modules.contains(&module.as_str()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, loaded, stored};
    use schema_catalog::{Catalog, Column, Dialect, Table};
    use syn::Type;

    fn verdict(compare: fn(&Catalog, &Table, &Column, &Type) -> Verdict, sql_type: &str, field: &str) -> Verdict {
        let sql = format!("CREATE TABLE t (c {sql_type})");
        let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", &sql).expect("the SQL is valid");
        let table = catalog.table("t").expect("was just created");
        compare(&catalog, table, &table.columns[0], &syn::parse_str(field).expect("the type is valid"))
    }

    #[test]
    fn rusts_own_types_are_compared_by_name() {
        use Verdict::{Differs, Holds, Open};
        for (sql, field, wanted) in [
            ("int NOT NULL", "i32", Holds),
            ("int NOT NULL", "i64", Differs),
            ("int NOT NULL", "Option<i32>", Differs),
            ("int NOT NULL", "Option<Id>", Differs),
            ("int NOT NULL", "Id", Open),
            ("int", "i32", Differs),
            ("int", "Option<i32>", Holds),
            ("int", "std::option::Option<i32>", Holds),
            ("int", "MaybeId", Open),
            ("int", "Option<Option<i32>>", Differs),
            ("varchar(3)", "Option<std::string::String>", Holds),
            ("varchar(3)", "Option<my::String>", Open),
            ("bytea NOT NULL", "Vec<u8>", Holds),
            ("bytea NOT NULL", "Vec<i8>", Differs),
            ("text[] NOT NULL", "Vec<Option<String>>", Holds),
            ("text[] NOT NULL", "Vec<String>", Differs),
            ("text[] NOT NULL", "String", Differs),
            ("text[]", "Vec<Option<String>>", Differs),
            ("numeric(12,2) NOT NULL", "f64", Differs),
            ("numeric(12,2) NOT NULL", "BigDecimal", Open),
            ("timestamp NOT NULL", "String", Differs),
            ("xml NOT NULL", "String", Open),
        ] {
            assert_eq!(verdict(loaded, sql, field), wanted, "{field} for {sql}");
        }
    }

    #[test]
    fn what_is_stored_may_be_a_reference() {
        use Verdict::{Differs, Holds, Open};
        for (sql, field, wanted) in [
            ("int NOT NULL", "i32", Holds),
            ("int NOT NULL", "&'a i32", Holds),
            ("int NOT NULL", "&'a &'a i32", Open),
            ("int NOT NULL", "i64", Differs),
            ("int NOT NULL", "Option<i32>", Differs),
            ("int", "i32", Holds),
            ("int", "Option<&'a i32>", Holds),
            ("int", "&Option<i32>", Holds),
            ("int", "Option<Option<i32>>", Differs),
            ("text NOT NULL", "&'a str", Holds),
            ("text NOT NULL", "String", Holds),
            ("text NOT NULL", "Cow<'a, str>", Open),
            ("text NOT NULL", "Box<str>", Open),
            ("int NOT NULL", "&'a str", Differs),
            ("bytea NOT NULL", "&'a [u8]", Holds),
            ("bytea NOT NULL", "[u8; 4]", Open),
            ("text[] NOT NULL", "Vec<String>", Holds),
            ("text[] NOT NULL", "&'a [&'a str]", Holds),
            ("text[] NOT NULL", "&'a [Option<&'a str>]", Holds),
            ("text[] NOT NULL", "Vec<i32>", Differs),
            ("text[] NOT NULL", "&'a str", Differs),
            ("numeric NOT NULL", "f64", Differs),
            ("numeric NOT NULL", "&'a BigDecimal", Open),
        ] {
            assert_eq!(verdict(stored, sql, field), wanted, "{field} for {sql}");
        }
    }

    #[test]
    fn what_a_name_decides_is_what_diesel_does() {
        let page = include_str!("../../docs/src/types.md");
        let code = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        let tried: Vec<String> = page.lines().filter(|line| line.starts_with("- ")).flat_map(code).collect();
        assert!(tried.len() > 40, "{tried:?}");
        let (mut dialect, mut decided) = (Dialect::Postgres, 0);
        for line in page.lines() {
            if let Some(engine) = line.strip_prefix("## ") {
                dialect = engine.parse().expect("an engine");
            }
            let cells: Vec<Vec<String>> = line.split(" | ").map(code).collect();
            let [sql, loads, stores] = cells.as_slice() else { continue };
            let Some(sql) = sql.first() else { continue };
            let extension = if dialect == Dialect::Postgres { "CREATE EXTENSION citext;" } else { "" };
            let table = format!("{extension} CREATE TABLE t (c {sql})");
            let catalog = Catalog::from_sql(dialect, "up.sql", &table).expect("valid SQL");
            let table = catalog.table("t").expect("was just created");
            for rust in &tried {
                let field: Type = syn::parse_str(rust).expect("a type");
                for (verdict, diesel) in [
                    (loaded(&catalog, table, &table.columns[0], &field), loads.contains(rust)),
                    (stored(&catalog, table, &table.columns[0], &field), stores.contains(rust)),
                ] {
                    let agrees = match verdict {
                        Verdict::Holds => diesel,
                        Verdict::Differs => !diesel,
                        Verdict::Open => continue,
                    };
                    decided += 1;
                    assert!(agrees, "{rust} for {sql} of {dialect}: {verdict:?}, and Diesel says {diesel}");
                }
            }
        }
        assert!(decided > 1_000, "{decided}");
    }
}
