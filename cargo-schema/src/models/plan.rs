//! What is written for each table: which fields its structs have, of which types, and to whom they belong.

use std::collections::{BTreeMap, BTreeSet};

use schema_catalog::diesel::{DieselType, LeftOut, diesel_type, rust_name};
use schema_catalog::{Catalog, Column, ColumnId, LabelEnums, Models as Configured, SqlType, Table, harmless_line};

use super::enums::{Enum, Enums};
use super::names::{self, Names};

/// A field, for a column.
pub(super) struct Field<'a> {
    pub(super) column: &'a Column,
    pub(super) name: String,
    /// The name of the column to Diesel, where the field has another.
    pub(super) column_name: Option<String>,
    /// The type of its values, NULL aside.
    pub(super) value: String,
    pub(super) nullable: bool,
    /// Whether an insert must have a value for it.
    pub(super) needed: bool,
}

impl Field<'_> {
    /// The type that is loaded.
    pub(super) fn loaded(&self) -> String {
        if self.nullable { format!("Option<{}>", self.value) } else { self.value.clone() }
    }
}

/// `belongs_to(parent, foreign_key = column)`.
pub(super) struct Parent {
    pub(super) model: String,
    pub(super) foreign_key: String,
}

/// The structs of a table.
pub(super) struct Model<'a> {
    pub(super) table: &'a Table,
    /// The table, as `#[table]` takes its name.
    pub(super) table_name: String,
    pub(super) name: String,
    pub(super) fields: Vec<Field<'a>>,
    pub(super) parents: Vec<Parent>,
    /// Whether the row can derive `Identifiable`.
    pub(super) identifiable: bool,
    /// Whether the row lacks columns.
    pub(super) partial: bool,
    /// Whether what is inserted has all that it needs.
    pub(super) insertable: bool,
    /// What a reader has to know.
    pub(super) notes: Vec<String>,
    /// The features of Diesel that it needs.
    pub(super) features: BTreeSet<&'static str>,
    /// The enums that its fields are of, by their numbers.
    pub(super) enums: BTreeSet<usize>,
}

/// All that is written.
pub(super) struct Plan<'a> {
    pub(super) models: Vec<Model<'a>>,
    pub(super) enums: Vec<Enum>,
    pub(super) names: Names,
    /// The tables that Diesel can't hold, and why, with what to do.
    pub(super) left_out: Vec<(&'a Table, String, &'static str)>,
}

impl<'a> Plan<'a> {
    /// What to write for the tables that are chosen.
    pub(super) fn new(
        catalog: &'a Catalog,
        chosen: &dyn Fn(&Table) -> bool,
        which: LabelEnums,
        configured: &'a Configured,
    ) -> Self {
        let all: Vec<&Table> = catalog.tables().collect();
        let mut planner = Planner {
            catalog,
            types: &configured.types,
            names: Names::new(catalog, &all, &configured.names),
            enums: Enums::new(catalog, which, &configured.names),
        };
        let (mut models, mut left_out) = (Vec::new(), Vec::new());
        // Every table is looked at, so that what an enum is called does not depend on the choice.
        for table in catalog.tables() {
            let found = planner.model(table);
            match found {
                _ if !chosen(table) => {}
                Ok(model) => models.push(model),
                Err((why, help)) => left_out.push((table, why, help)),
            }
        }
        let Planner { enums, names, .. } = planner;
        let mut plan = Self { models, enums: enums.into_made(), names, left_out };
        plan.associate(catalog);
        plan
    }

    /// Has each model belong to the models of its parents.
    fn associate(&mut self, catalog: &Catalog) {
        let keys: BTreeMap<_, _> =
            self.models.iter().filter_map(|model| Some((model.table.id(), key(model)?))).collect();
        for model in &mut self.models {
            let mut taken: BTreeMap<String, String> = BTreeMap::new();
            for (column, parent) in references(catalog, model.table) {
                let Some(field) = model.fields.iter().find(|field| field.column.id() == column.id()) else { continue };
                let full_name = catalog.full_name(parent);
                let Some((parent_name, parent_type)) = keys.get(&parent.id()) else {
                    model.notes.push(format!("`{}` refers to `{full_name}`, whose model is not here.", field.name));
                    continue;
                };
                // Diesel compares the values of both, of which the child's may be NULL.
                if field.value != *parent_type && field.loaded() != *parent_type {
                    let note = "of another Rust type, so there is no `belongs_to` for it";
                    model.notes.push(format!("`{}` refers to `{full_name}`, whose key is {note}.", field.name));
                } else if let Some(first) = taken.get(parent_name) {
                    let note = format!("as `{first}` does: Diesel has one `belongs_to` for each parent");
                    model.notes.push(format!("`{}` refers to `{full_name}`, {note}.", field.name));
                } else {
                    taken.insert(parent_name.clone(), field.name.clone());
                    let module = rust_name(&model.table.name, None);
                    let foreign_key = rust_name(&column.name, Some(&module));
                    model.parents.push(Parent { model: parent_name.clone(), foreign_key });
                }
            }
        }
    }
}

/// The name of a model and the type of its key, where that is one field.
fn key(model: &Model<'_>) -> Option<(String, String)> {
    let [key] = model.table.primary_key() else { return None };
    let field = model.fields.iter().find(|field| field.column.id() == *key)?;
    model.identifiable.then(|| (model.name.clone(), field.loaded()))
}

/// The foreign keys of one column to the primary key of a table: that which is named for its parent first, else in the
/// order of the columns.
fn references<'a>(catalog: &'a Catalog, table: &'a Table) -> Vec<(&'a Column, &'a Table)> {
    let position = |id: ColumnId| table.columns.iter().position(|column| column.id() == id);
    let to_key = table.foreign_keys().filter_map(|(_, key)| {
        let parent = catalog.table_by_id(key.parent);
        let is_simple = key.columns.len() == 1 && key.parent_columns == parent.primary_key();
        is_simple.then(|| (table.column_by_id(key.columns[0]), parent))
    });
    let mut found: Vec<_> = to_key.collect();
    let is_named_for = |column: &Column, parent: &Table| column.name == format!("{}_id", names::singular(&parent.name));
    found.sort_by_key(|(column, parent)| (!is_named_for(column, parent), position(column.id())));
    // Two keys may say the same.
    let mut seen = BTreeSet::new();
    found.retain(|(column, parent)| seen.insert((column.id(), parent.id())));
    found
}

struct Planner<'a> {
    catalog: &'a Catalog,
    types: &'a BTreeMap<String, String>,
    names: Names,
    enums: Enums<'a>,
}

/// The most columns that Diesel has features for.
const MOST_COLUMNS: usize = 128;

impl<'a> Planner<'a> {
    /// The structs of a table; else why there are none, and what to do.
    fn model(&mut self, table: &'a Table) -> Result<Model<'a>, (String, &'static str)> {
        self.can_be_held(table)?;
        let catalog = self.catalog;
        let names = names::fields(table, table.columns.iter().map(|column| column.name.as_str()));
        let module = rust_name(&table.name, None);
        let mut model = Model {
            table,
            table_name: catalog.full_name(table),
            name: self.names.of_table(table.id()).unwrap_or_default().to_owned(),
            fields: Vec::new(),
            parents: Vec::new(),
            identifiable: false,
            partial: false,
            insertable: true,
            notes: Vec::new(),
            features: wide(table).into_iter().collect(),
            enums: BTreeSet::new(),
        };
        for (column, name) in table.columns.iter().zip(names) {
            let sql = diesel_type(catalog, table, column);
            let Some(value) = self.value(column, &sql, &mut model) else {
                self.leave_out(&mut model, column);
                continue;
            };
            let diesels = rust_name(&column.name, Some(&module));
            let column_name = (diesels != name).then_some(diesels);
            let (nullable, needed) = (sql.nullable, catalog.needs_value(column));
            model.fields.push(Field { column, name, column_name, value, nullable, needed });
        }
        if model.fields.is_empty() {
            return Err(("Diesel has no Rust type for any of its columns".to_owned(), TYPES));
        }
        model.identifiable = is_identifiable(&model);
        Ok(model)
    }

    fn can_be_held(&self, table: &'a Table) -> Result<(), (String, &'static str)> {
        let catalog = self.catalog;
        match LeftOut::of(catalog, table) {
            None => {}
            Some(LeftOut::Unknown(unknown)) => {
                return Err((format!("its columns are not known: {}", unknown.reason), "name its columns in the SQL"));
            }
            Some(LeftOut::NoPrimaryKey) => {
                return Err(("Diesel needs a primary key, and it has none".to_owned(), "give it one"));
            }
            Some(LeftOut::NoType(column)) => {
                let sql_type = column.sql_type.display(catalog);
                let why = format!("Diesel has no type for `{sql_type}`, which is that of `{}`", column.name);
                return Err((why, "give the column another"));
            }
        }
        let is_default = table.schema == catalog.dialect().default_schema();
        if !is_default && rust_name(&table.schema, None) != table.schema {
            return Err((
                "the name of its schema is none in Rust, and Diesel takes it from there".to_owned(),
                "rename the schema",
            ));
        }
        if [&table.schema, &table.name].iter().any(|name| name.contains('.')) {
            return Err(("`#[table]` takes the dot in its name for the end of a schema's".to_owned(), "rename it"));
        }
        let module = rust_name(&table.name, None);
        let mut seen = BTreeSet::new();
        let twice = |column: &&Column| !seen.insert(rust_name(&column.name, Some(&module)));
        if let Some(column) = table.columns.iter().find(twice) {
            let why =
                format!("the name of its column `{}` is that of another one in Rust", harmless_line(&column.name));
            return Err((why, "rename the column"));
        }
        if seen.contains("q") {
            let why = "Diesel's `table!` has a variable `q`, which its column hides".to_owned();
            return Err((why, "rename the column"));
        }
        if table.columns.len() > MOST_COLUMNS {
            let why = format!("Diesel holds {MOST_COLUMNS} columns, and it has {}", table.columns.len());
            return Err((why, "split it"));
        }
        Ok(())
    }

    /// The Rust type of a column's values, NULL aside.
    fn value(&mut self, column: &Column, sql: &DieselType, model: &mut Model<'a>) -> Option<String> {
        if let Some(said) = self.said(model.table, column) {
            return Some(said.clone());
        }
        let one = match self.enums.of_column(model.table, column, sql, &mut self.names) {
            Some(number) => {
                model.enums.insert(number);
                self.enums.name(number).to_owned()
            }
            None => {
                let (rust, feature) = sql.value_type()?;
                model.features.extend(feature);
                rust.to_owned()
            }
        };
        Some(if sql.array { format!("Vec<Option<{one}>>") } else { one })
    }

    /// The type that schema.toml names: for the column, for its SQL type with what is in parentheses, for that without.
    fn said(&self, table: &Table, column: &Column) -> Option<&'a String> {
        let sql_type = &column.sql_type;
        let plain = SqlType { modifiers: Vec::new(), ..sql_type.clone() };
        let is_named = |name: &str| self.types.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let of_column = format!("{}.{}", self.catalog.full_name(table), column.name);
        let known = self.types.get_key_value(&of_column);
        let by_type = || is_named(&sql_type.display(self.catalog)).or_else(|| is_named(&plain.display(self.catalog)));
        known.or_else(by_type).map(|(_, rust)| rust)
    }

    fn leave_out(&self, model: &mut Model<'a>, column: &Column) {
        let sql_type = column.sql_type.display(self.catalog);
        let sql_type = harmless_line(&sql_type);
        let name = harmless_line(&column.name);
        model.notes.push(format!("Without `{name}`: Diesel has no Rust type for `{sql_type}`. {TYPES_NOTE}"));
        model.partial = true;
        if self.catalog.needs_value(column) {
            model.insertable = false;
            model.notes.push(format!("Nothing to insert: `{name}` needs a value."));
        }
    }
}

const TYPES: &str = "name Rust types for them in schema.toml: [models] types = { \"table.column\" = \"crate::Type\" }";
const TYPES_NOTE: &str = "One can be named in schema.toml, in `types` of [models].";

/// The feature of Diesel that a table of many columns needs, which is none of its default ones.
fn wide(table: &Table) -> Option<&'static str> {
    match table.columns.len() {
        0..=32 => None,
        33..=64 => Some("64-column-tables"),
        _ => Some("128-column-tables"),
    }
}

/// Whether the row has its key, as values that can be looked up: `Identifiable` wants `Hash` and `Eq`.
fn is_identifiable(model: &Model<'_>) -> bool {
    let key = model.table.primary_key();
    let is_hashed =
        |value: &str| !(value.contains("f32") || value.contains("f64") || value.contains("diesel::data_types"));
    let has = |id: &ColumnId| model.fields.iter().any(|field| field.column.id() == *id && is_hashed(&field.value));
    !model.table.kind.is_view() && !key.is_empty() && key.iter().all(has)
}
