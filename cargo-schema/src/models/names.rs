//! Names in Rust of structs, enums, variants and fields, none of them twice.

use std::collections::{BTreeMap, BTreeSet};

use schema_catalog::diesel::{rust_name, upper_camel_case};
use schema_catalog::{Catalog, Table, TableId};

/// Names of types that every module has, or that derives and fields need: a struct of such a name would hide them.
const TAKEN: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// What a table gives its names to.
pub(super) const INSERT: &str = "New";
pub(super) const UPDATE: &str = "Changes";

/// The names of all that is made, whatever is written of it, so that none depends on the choice of tables.
pub(super) struct Names {
    used: BTreeSet<String>,
    tables: BTreeMap<TableId, String>,
}

impl Names {
    /// Names for the structs of these tables, those that are configured first.
    pub(super) fn new(catalog: &Catalog, tables: &[&Table], configured: &BTreeMap<String, String>) -> Self {
        let mut names = Self { used: TAKEN.iter().map(|name| (*name).to_owned()).collect(), tables: BTreeMap::new() };
        let said = |table: &Table| configured.get(&catalog.full_name(table));
        for table in tables {
            if let Some(name) = said(table) {
                names.take(table, name.clone());
            }
        }
        let is_default = |table: &&&Table| table.schema == catalog.dialect().default_schema();
        let (default, others): (Vec<&&Table>, Vec<&&Table>) =
            tables.iter().filter(|table| said(table).is_none()).partition(is_default);
        for table in default.into_iter().chain(others) {
            let free = |name: &String| forms(name).iter().all(|form| !names.used.contains(form));
            let name = numbered(&candidates(catalog, table), free);
            names.take(table, name);
        }
        names
    }

    fn take(&mut self, table: &Table, name: String) {
        self.used.extend(forms(&name));
        self.tables.insert(table.id(), name);
    }

    /// The name of a table's struct.
    pub(super) fn of_table(&self, table: TableId) -> Option<&str> {
        self.tables.get(&table).map(String::as_str)
    }

    /// A name for something else: the first of these that is free.
    pub(super) fn choose(&mut self, candidates: &[String]) -> String {
        let name = numbered(candidates, |name| !self.used.contains(name));
        self.used.insert(name.clone());
        name
    }

    /// Whether something that is made has this name.
    pub(super) fn is_used(&self, name: &str) -> bool {
        self.used.contains(name)
    }
}

/// The names of the three structs of a table.
fn forms(name: &str) -> [String; 3] {
    [name.to_owned(), format!("{INSERT}{name}"), format!("{name}{UPDATE}")]
}

/// The singular, then that behind the name of the schema, then the name as it is.
fn candidates(catalog: &Catalog, table: &Table) -> Vec<String> {
    let (one, many) = (struct_name(&singular(&table.name)), struct_name(&table.name));
    let mut found = vec![one.clone()];
    if table.schema != catalog.dialect().default_schema() {
        found.push(format!("{}{one}", struct_name(&table.schema)));
    }
    found.extend([many, format!("{one}Row")]);
    found
}

/// The first that is free, else the first with a number behind it.
fn numbered(candidates: &[String], free: impl Fn(&String) -> bool) -> String {
    if let Some(name) = candidates.iter().find(|name| free(name)) {
        return name.clone();
    }
    let first = candidates.first().map_or("Row", String::as_str);
    let numbered = (2..).map(|number| format!("{first}{number}"));
    numbered.into_iter().find(free).unwrap_or_default()
}

/// A name of several words in the singular: its last word is.
pub(super) fn singular(name: &str) -> String {
    let last = name
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + name[at..].chars().next().map_or(1, char::len_utf8));
    let (before, word) = name.split_at(last);
    // The rules are English, and know plain letters.
    if word.is_empty() || !word.chars().all(|c| c.is_ascii_alphabetic()) {
        return name.to_owned();
    }
    format!("{before}{}", pluralizer::pluralize(word, 1, false))
}

/// The name of a struct for a name in SQL.
pub(super) fn struct_name(name: &str) -> String {
    let name = letters(&upper_camel_case(name));
    match name.chars().next() {
        None => "Table".to_owned(),
        // Diesel's derives take the first byte for the first letter.
        Some(first) if !first.is_ascii_alphabetic() => format!("T{name}"),
        Some(_) => name,
    }
}

/// What of a name can stand in one of Rust's.
fn letters(name: &str) -> String {
    let of_rust = |c: &char| syn::parse_str::<syn::Ident>(&format!("x{c}")).is_ok();
    name.chars().filter(of_rust).collect()
}

/// The name of a variant for a label.
pub(super) fn variant_name(label: &str) -> String {
    match label {
        "" => return "Empty".to_owned(),
        "+" => return "Plus".to_owned(),
        "-" => return "Minus".to_owned(),
        _ => {}
    }
    let name = letters(&upper_camel_case(label));
    match name.chars().next() {
        None => "Other".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("V{name}"),
        // The one name in upper camel case that is a keyword.
        Some(_) if name == "Self" => "Self_".to_owned(),
        Some(_) => name,
    }
}

/// The names of a table's fields, one for each of these columns: Diesel's own, in snake case where it is free.
pub(super) fn fields<'a>(table: &Table, columns: impl Iterator<Item = &'a str>) -> Vec<String> {
    let module = rust_name(&table.name, None);
    let diesels: Vec<String> = columns.map(|column| rust_name(column, Some(&module))).collect();
    let in_snake_case = |name: &String| {
        let snake = snake_case(name);
        let taken = diesels.contains(&snake) || diesels.iter().filter(|other| snake_case(other) == snake).count() > 1;
        // A name that is no identifier as it is has a `_` behind it already.
        if taken || rust_name(&snake, Some(&module)) != snake { name.clone() } else { snake }
    };
    diesels.iter().map(in_snake_case).collect()
}

fn snake_case(name: &str) -> String {
    if !name.contains(|c: char| c.is_ascii_uppercase()) {
        return name.to_owned();
    }
    schema_catalog::diesel::Case::Snake.label(name)
}

#[cfg(test)]
mod tests {
    use super::{Names, fields, singular, struct_name, variant_name};
    use schema_catalog::{Catalog, Dialect};
    use std::collections::BTreeMap;

    #[test]
    fn the_last_word_is_in_the_singular() {
        for (many, one) in [
            ("savings_groups", "savings_group"),
            ("activities", "activity"),
            ("addresses", "address"),
            ("statuses", "status"),
            ("expenses", "expense"),
            ("boxes", "box"),
            ("people", "person"),
            ("children", "child"),
            ("news", "news"),
            ("series", "series"),
            ("meeting_attendance", "meeting_attendance"),
            ("a b-cases", "a b-case"),
            ("größen", "größen"),
            ("", ""),
        ] {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn names_are_of_structs_and_variants() {
        assert_eq!(struct_name("2fa codes"), "T2faCodes");
        assert_eq!(struct_name("\"'-"), "Table");
        assert_eq!(struct_name("örter"), "TÖrter");
        assert_eq!(["", "2nd", "self", "a-b", "ü!"].map(variant_name), ["Empty", "V2nd", "Self_", "AB", "Ü"]);
    }

    #[test]
    fn no_name_is_given_twice_and_none_hides_what_is_needed() {
        let sql = "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE \"user\" (id int PRIMARY KEY);
            CREATE TABLE new_users (id int PRIMARY KEY); CREATE TABLE options (id int PRIMARY KEY);
            CREATE SCHEMA auth; CREATE TABLE auth.users (id int PRIMARY KEY);
            CREATE TABLE folk (id int PRIMARY KEY);";
        let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", sql).expect("valid");
        let tables: Vec<_> = catalog.tables().collect();
        let configured = BTreeMap::from([("folk".to_owned(), "User".to_owned())]);
        let names = Names::new(&catalog, &tables, &configured);
        let given: Vec<(String, &str)> = tables
            .iter()
            .map(|table| (catalog.full_name(table), names.of_table(table.id()).expect("all have one")))
            .collect();
        let given: Vec<(&str, &str)> = given.iter().map(|(table, name)| (table.as_str(), *name)).collect();
        assert_eq!(
            given,
            [
                ("auth.users", "AuthUser"),
                ("folk", "User"),
                ("new_users", "NewUsers"),
                ("options", "Options"),
                ("user", "UserRow"),
                ("users", "User2"),
            ]
        );
    }

    #[test]
    fn fields_are_in_snake_case_where_that_is_free() {
        let sql = r#"CREATE TABLE t (id int, "createdAt" int, "updatedAt" int, updated_at int, "type" int, "Type" int, t int)"#;
        let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", sql).expect("valid");
        let table = catalog.table("t").expect("was just created");
        let columns = table.columns.iter().map(|column| column.name.as_str());
        assert_eq!(fields(table, columns), ["id", "created_at", "updatedAt", "updated_at", "type_", "Type", "t_"]);
    }
}
