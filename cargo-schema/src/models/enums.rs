//! Enums in Rust for labels in SQL: of types, and of columns that a check lets have certain values only.

use std::collections::{BTreeMap, BTreeSet};

use schema_catalog::diesel::{Case, DieselType};
use schema_catalog::{Catalog, Column, LabelEnums, Labels, Place, SqlType, Table, Type, TypeId, TypeKind, TypeName};

use super::names::{Names, singular, struct_name, variant_name};

/// An enum.
pub(super) struct Enum {
    pub(super) name: String,
    /// What has the labels, as `#[sql_enum]` takes it: `"loan_status"`, `column = "loans.status"`.
    pub(super) of: String,
    /// The same in words, or what the database says of it.
    pub(super) docs: String,
    /// How labels are made of variants, if not in snake case.
    pub(super) case: Option<&'static str>,
    /// Each variant, with its label where that is made in another way.
    pub(super) variants: Vec<(String, Option<String>)>,
}

/// Who has labels: one enum stands for all columns of a type.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Type(TypeId),
    Column(String),
}

/// The enums of a catalog, made as columns ask for them.
pub(super) struct Enums<'a> {
    catalog: &'a Catalog,
    which: LabelEnums,
    configured: &'a BTreeMap<String, String>,
    made: Vec<Enum>,
    of: BTreeMap<Owner, usize>,
}

impl<'a> Enums<'a> {
    pub(super) fn new(catalog: &'a Catalog, which: LabelEnums, configured: &'a BTreeMap<String, String>) -> Self {
        Self { catalog, which, configured, made: Vec::new(), of: BTreeMap::new() }
    }

    /// The number of the enum that stands for a column's values, or for those of its array, where one does.
    pub(super) fn of_column(
        &mut self,
        table: &Table,
        column: &Column,
        found: &DieselType,
        names: &mut Names,
    ) -> Option<usize> {
        let catalog = self.catalog;
        if let Some((known, labels)) = enum_type(catalog, &column.sql_type) {
            let name = full_type_name(catalog, known);
            let candidates = vec![struct_name(&known.name), format!("{}Label", struct_name(&known.name))];
            let docs = known.comment.clone().unwrap_or_else(|| format!("The type `{name}`."));
            // The macro takes the first dot for the end of the schema's name.
            let is_nameable = !known.name.contains('.') && !known.schema.contains('.');
            return is_nameable
                .then(|| self.made(Owner::Type(known.id()), &name, &labels, &candidates, docs, names))?;
        }
        let path = format!("{}.{}", catalog.full_name(table), column.name);
        let labels = match catalog.labels_of_type(column) {
            Some(labels) => labels,
            None if self.which == LabelEnums::Types || !is_text(column, found) => return None,
            None => table.labels_of_checks(column).filter(|labels| fill(catalog, column, labels))?,
        };
        if [&table.schema, &table.name, &column.name].iter().any(|name| name.contains('.')) {
            return None;
        }
        let (table_name, column_name) = (struct_name(&singular(&table.name)), struct_name(&column.name));
        let whole = format!("{table_name}{column_name}");
        let candidates = match column_name.starts_with(&table_name) && column_name != table_name {
            true => vec![column_name, whole],
            false => vec![whole.clone(), format!("{whole}Label")],
        };
        let docs = format!("What the column `{path}` can be.");
        self.made(Owner::Column(path.clone()), &path, &labels, &candidates, docs, names)
    }

    /// The name of one of them.
    pub(super) fn name(&self, number: usize) -> &str {
        &self.made[number].name
    }

    /// All that were made, in their order.
    pub(super) fn into_made(self) -> Vec<Enum> {
        self.made
    }

    /// The number of an enum, which is made if it is not there.
    fn made(
        &mut self,
        owner: Owner,
        sql_name: &str,
        labels: &Labels,
        candidates: &[String],
        docs: String,
        names: &mut Names,
    ) -> Option<usize> {
        if let Some(&at) = self.of.get(&owner) {
            return Some(at);
        }
        // An enum without variants is of no value, and no values.
        if labels.is_empty() {
            return None;
        }
        let name = match self.configured.get(sql_name) {
            Some(name) => name.clone(),
            None => names.choose(candidates),
        };
        let of = match owner {
            Owner::Type(_) => format!("{sql_name:?}"),
            Owner::Column(_) => format!("column = {sql_name:?}"),
        };
        let (case, variants) = variants(labels);
        let number = self.made.len();
        self.of.insert(owner, number);
        self.made.push(Enum { name, of, docs, case, variants });
        Some(number)
    }
}

/// The enum type of a column, below all domains, and its labels.
fn enum_type<'a>(catalog: &'a Catalog, sql_type: &'a SqlType) -> Option<(&'a Type, Labels)> {
    let TypeName::User(id) = sql_type.name else { return None };
    let found = catalog.type_by_id(id);
    match &found.kind {
        TypeKind::Enum(labels) => Some((found, labels.clone())),
        TypeKind::Domain { base, .. } if !sql_type.array => enum_type(catalog, base),
        _ => None,
    }
}

fn full_type_name(catalog: &Catalog, found: &Type) -> String {
    if found.schema == catalog.dialect().default_schema() {
        found.name.clone()
    } else {
        format!("{}.{}", found.schema, found.name)
    }
}

/// Whether values are single texts.
fn is_text(column: &Column, found: &DieselType) -> bool {
    !column.sql_type.array && matches!(found.value_type(), Some(("String", _)))
}

/// Whether values are loaded as the labels are written: a `CHAR(n)` of PostgreSQL's comes with spaces behind it.
fn fill(catalog: &Catalog, column: &Column, labels: &[(String, Place)]) -> bool {
    let TypeName::Builtin(builtin) = column.sql_type.name else { return true };
    let length: Option<usize> = column.sql_type.modifiers.first().and_then(|length| length.parse().ok());
    let is_full = |label: &str| length.is_none_or(|length| label.chars().count() == length);
    builtin.name != "bpchar"
        || labels.iter().all(|(label, _)| is_full(label))
        || catalog.dialect() == schema_catalog::Dialect::Sqlite
}

/// The variants for labels, and the one way in which all labels are made of them, if there is one besides snake case.
fn variants(labels: &[(String, Place)]) -> (Option<&'static str>, Vec<(String, Option<String>)>) {
    let mut used = BTreeSet::new();
    let mut named = Vec::new();
    for (label, _) in labels {
        let name = variant_name(label);
        let mut unused = name.clone();
        let mut number = 2;
        while !used.insert(unused.clone()) {
            unused = format!("{name}{number}");
            number += 1;
        }
        named.push((unused, label));
    }
    let fits = |case: Case| named.iter().all(|(name, label)| case.label(name) == **label);
    let case = Case::ALL.into_iter().find(|(case, _)| fits(*case));
    let other = case.map(|(_, name)| name).filter(|_| !fits(Case::Snake));
    let rename = |name: &str, label: &String| match case {
        Some(_) => None,
        None => Some(label.clone()).filter(|label| Case::Snake.label(name) != *label),
    };
    let variants = named.iter().map(|(name, label)| (name.clone(), rename(name, label))).collect();
    (other, variants)
}
