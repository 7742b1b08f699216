//! The structs and enums as Rust, before rustfmt lays them out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use schema_catalog::{ModelForms, harmless_line};

use super::enums::Enum;
use super::names::{INSERT, Names, UPDATE};
use super::plan::{Field, Model};

/// What is the same for every struct.
pub(super) struct Style<'a> {
    pub(super) forms: ModelForms,
    /// Traits that are derived besides.
    pub(super) derives: &'a [String],
    /// The module in which `schema!()` stands, where the macros would look elsewhere.
    pub(super) schema: Option<&'a str>,
    pub(super) names: &'a Names,
}

/// A struct or an enum.
pub(super) struct Item {
    pub(super) name: String,
    pub(super) text: String,
}

/// A file of structs and enums: its items, and what they need.
pub(super) struct Writer<'a> {
    style: &'a Style<'a>,
    items: Vec<Item>,
    /// Names that are imported, each with the path that it stands for.
    imports: BTreeMap<String, String>,
    crates: BTreeSet<String>,
    features: BTreeSet<&'static str>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(style: &'a Style<'a>) -> Self {
        Self { style, items: Vec::new(), imports: BTreeMap::new(), crates: BTreeSet::new(), features: BTreeSet::new() }
    }

    /// Imports what stands in another module of the same folder.
    pub(super) fn import(&mut self, name: &str) {
        self.imports.insert(name.to_owned(), format!("super::{name}"));
    }

    pub(super) fn label_enum(&mut self, found: &Enum) {
        self.macro_of_schema("sql_enum");
        let mut text = docs(&found.docs);
        let case = found.case.map(|case| format!(", rename_all = {case:?}")).unwrap_or_default();
        let _ = writeln!(text, "#[sql_enum({}{case}{})]", found.of, self.schema());
        self.derive(&mut text, &["Debug", "Clone", "Copy", "PartialEq", "Eq", "Hash"], &[]);
        let _ = writeln!(text, "pub enum {} {{", found.name);
        for (variant, label) in &found.variants {
            if let Some(label) = label {
                let _ = writeln!(text, "#[sql_enum(rename = {label:?})]");
            }
            let _ = writeln!(text, "{variant},");
        }
        text.push_str("}\n");
        self.items.push(Item { name: found.name.clone(), text });
    }

    pub(super) fn model(&mut self, model: &Model<'_>) {
        self.features.extend(&model.features);
        let ModelForms { row, insert, update } = self.style.forms;
        let read_only = model.table.kind.is_view();
        if row {
            self.row(model);
        }
        if insert && model.insertable && !read_only {
            self.insert(model);
        }
        if update && !read_only {
            self.update(model);
        }
    }

    fn row(&mut self, model: &Model<'_>) {
        let what = || format!("A row of the {} `{}`.", model.table.kind.noun(), harmless_line(&model.table_name));
        let mut text = docs(&model.table.comment.clone().unwrap_or_else(what));
        for note in &model.notes {
            let _ = writeln!(text, "// {}", harmless_line(note));
        }
        let mut diesels = vec!["Queryable", "Selectable"];
        diesels.extend(model.identifiable.then_some("Identifiable"));
        diesels.extend((!model.parents.is_empty()).then_some("Associations"));
        self.head(&mut text, model, if model.partial { ", partial" } else { "" }, &diesels);
        for parent in &model.parents {
            let _ = writeln!(text, "#[diesel(belongs_to({}, foreign_key = {}))]", parent.model, parent.foreign_key);
        }
        let fields = model.fields.iter().map(|field| (field, field.loaded())).collect();
        self.structure(text, &model.name, fields);
    }

    fn insert<'m>(&mut self, model: &'m Model<'_>) {
        let key = model.table.primary_key();
        let is_given = |field: &&Field<'_>| {
            let column = field.column;
            !(column.is_computed() || column.is_counted() && key.contains(&column.id()))
        };
        let field = |field: &'m Field<'_>| {
            (field, if field.needed { field.value.clone() } else { format!("Option<{}>", field.value) })
        };
        let fields: Vec<_> = model.fields.iter().filter(is_given).map(field).collect();
        if fields.is_empty() {
            return;
        }
        let mut text = docs(&format!(
            "What is inserted into the table `{}`; `None` is a column's default.",
            harmless_line(&model.table_name)
        ));
        self.head(&mut text, model, "", &["Insertable"]);
        self.structure(text, &format!("{INSERT}{}", model.name), fields);
    }

    fn update(&mut self, model: &Model<'_>) {
        let key = model.table.primary_key();
        // Diesel would take `id` for the key.
        if key.is_empty() {
            return;
        }
        let changes = |field: &&Field<'_>| !field.column.is_computed() && !key.contains(&field.column.id());
        let field = |field: &'_ Field<'_>| format!("Option<{}>", field.loaded());
        let fields: Vec<_> = model.fields.iter().filter(changes).map(|found| (found, field(found))).collect();
        if fields.is_empty() {
            return;
        }
        let what = format!(
            "Changes of a row of the table `{}`; `None` leaves a column as it is.",
            harmless_line(&model.table_name)
        );
        let mut text = docs(&what);
        self.head(&mut text, model, "", &["Default", "AsChangeset"]);
        self.structure(text, &format!("{}{UPDATE}", model.name), fields);
    }

    /// `#[table]` and the derives.
    fn head(&mut self, text: &mut String, model: &Model<'_>, options: &str, diesels: &[&str]) {
        self.macro_of_schema("table");
        self.imports.insert("*".to_owned(), "diesel::prelude::*".to_owned());
        let _ = writeln!(text, "#[table({:?}{options}{})]", model.table_name, self.schema());
        self.derive(text, &["Debug", "Clone", "PartialEq"], diesels);
    }

    fn structure(&mut self, mut text: String, name: &str, fields: Vec<(&Field<'_>, String)>) {
        let _ = writeln!(text, "pub struct {name} {{");
        for (field, rust) in fields {
            text.push_str(&field.column.comment.as_deref().map(docs).unwrap_or_default());
            if let Some(column) = &field.column_name {
                let _ = writeln!(text, "#[diesel(column_name = {column})]");
            }
            let _ = writeln!(text, "pub {}: {},", field.name, self.shortened(&rust));
        }
        text.push_str("}\n");
        self.items.push(Item { name: name.to_owned(), text });
    }

    fn derive(&self, text: &mut String, first: &[&str], last: &[&str]) {
        let mut all: Vec<&str> = first.to_vec();
        let further = self.style.derives.iter().map(String::as_str).chain(last.iter().copied());
        further.for_each(|name| {
            if !all.contains(&name) {
                all.push(name);
            }
        });
        let _ = writeln!(text, "#[derive({})]", all.join(", "));
    }

    fn schema(&self) -> String {
        self.style.schema.map(|path| format!(", schema = {path}")).unwrap_or_default()
    }

    fn macro_of_schema(&mut self, name: &str) {
        self.imports.insert(name.to_owned(), format!("schema_macro::{name}"));
    }

    /// A type with its paths imported, as far as their names are free.
    fn shortened(&mut self, rust: &str) -> String {
        let mut out = String::new();
        let mut rest = rust;
        let of_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        while !rest.is_empty() {
            let end = rest.find(|c| !of_path(c)).unwrap_or(rest.len());
            if end == 0 {
                let next = rest.find(of_path).unwrap_or(rest.len());
                out.push_str(&rest[..next]);
                rest = &rest[next..];
                continue;
            }
            out.push_str(self.imported(&rest[..end]));
            rest = &rest[end..];
        }
        out
    }

    /// The name by which a path can be written.
    fn imported<'p>(&mut self, path: &'p str) -> &'p str {
        let Some((_, name)) = path.rsplit_once("::") else { return path };
        let root = path.split("::").find(|part| !part.is_empty()).unwrap_or_default();
        if !["std", "core", "alloc", "crate", "self", "super", "diesel"].contains(&root) {
            self.crates.insert(root.to_owned());
        }
        let free = !self.style.names.is_used(name) && self.imports.get(name).is_none_or(|other| other == path);
        if !free || root == "self" {
            return path;
        }
        self.imports.insert(name.to_owned(), path.to_owned());
        name
    }

    /// Its items, its imports, and what a program needs for them.
    pub(super) fn finish(self) -> (Vec<Item>, String, Needs) {
        (self.items, uses(&self.imports), Needs { features: self.features, crates: self.crates })
    }
}

/// The imports, one line for each module.
fn uses(imports: &BTreeMap<String, String>) -> String {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in imports.values() {
        let (module, name) = path.rsplit_once("::").unwrap_or(("self", path));
        modules.entry(module).or_default().push(name);
    }
    let line = |(module, names): (&str, Vec<&str>)| match names.as_slice() {
        [name] => format!("use {module}::{name};\n"),
        names => format!("use {module}::{{{}}};\n", names.join(", ")),
    };
    modules.into_iter().map(line).collect()
}

/// What a program needs to compile models.
#[derive(Default)]
pub(super) struct Needs {
    features: BTreeSet<&'static str>,
    crates: BTreeSet<String>,
}

impl Needs {
    pub(super) fn add(&mut self, other: Self) {
        self.features.extend(other.features);
        self.crates.extend(other.crates);
    }

    /// What to tell of it: Diesel's features, then other crates.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        let list = |names: Vec<&str>| format!("`{}`", names.join("`, `"));
        let features: Vec<&str> = self.features.iter().copied().collect();
        let crates: Vec<&str> = self.crates.iter().map(String::as_str).collect();
        let features = (!features.is_empty()).then(|| format!("Diesel with the features {}", list(features)));
        let crates = (!crates.is_empty()).then(|| format!("the crates {}", list(crates)));
        features.into_iter().chain(crates)
    }
}

/// A text of the database's as doc comments: nothing in it is code, and each line is one.
fn docs(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = harmless_line(line).replace('\t', " ").replace("```", "'''");
        let line = line.trim();
        let _ = if line.is_empty() { writeln!(out, "///") } else { writeln!(out, "/// {line}") };
    }
    out
}
