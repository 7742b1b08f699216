//! What differs between two catalogs.

use std::collections::BTreeMap;
use std::fmt;

use crate::catalog::{
    Catalog, Column, ColumnId, Constraint, ConstraintKind, Identity, Index, MatchType, Table, Type, TypeKind,
};
use crate::dialect::Dialect;
use crate::error::{Error, Spot};
use crate::lexer::{Lexer, TokenKind};
use crate::mysql::is_word_of_expressions;
use crate::source::{Location, Place};

/// Something that is not the same in two catalogs.
///
/// Printed as one line: what it is, and what it was and is, each with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs: ``column `id` of `public.members` ``.
    pub object: Object,
    /// What it is in the first catalog; `None` where it is not there.
    pub before: Option<Fact>,
    /// What it is in the second catalog; `None` where it is not there.
    pub after: Option<Fact>,
    /// Whether it is nothing but the order of a table's columns. A column that is dropped and added again comes last, and
    /// no SQL can put it back.
    pub is_order: bool,
}

/// What is true of an object, and where that was declared or last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its definition, in words of SQL.
    pub text: String,
    /// Where it came about; `None` for what every database has.
    spot: Option<Spot>,
}

impl Fact {
    /// Where it came about; `None` for what every database has.
    pub fn location(&self) -> Option<&Location> {
        self.spot.as_ref().map(|spot| &spot.location)
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.location() {
            Some(location) => write!(f, "`{}` at {location}", self.text),
            None => write!(f, "`{}`", self.text),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let object = &self.object;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, "{object} was {before}, and is {after}"),
            (Some(before), None) => write!(f, "{object} is gone: it was {before}"),
            (None, Some(after)) => write!(f, "{object} was not there, and is {after}"),
            (None, None) => object.fmt(f),
        }
    }
}

impl Difference {
    /// Adds it to an error as a note, at the place where it came about.
    pub fn note(&self, error: Error) -> Error {
        let text = |fact: &Option<Fact>| fact.as_ref().map_or_else(String::new, |fact| format!("`{}`", fact.text));
        let (object, before, after) = (&self.object, text(&self.before), text(&self.after));
        let message = match (&self.before, &self.after) {
            (_, None) => format!("{object} is gone: it was {before}"),
            (None, _) => format!("{object} was not there, and is {after}"),
            _ => format!("{object} was {before}, and is {after}"),
        };
        match self.after.as_ref().or(self.before.as_ref()).and_then(|fact| fact.spot.clone()) {
            Some(spot) => error.note_at(message, spot),
            None => error.note(message),
        }
    }
}

impl Catalog {
    /// What is different in another catalog, sorted by the objects' kinds and names.
    ///
    /// Everything counts that a program can depend on; the places and the order of constraints do not.
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let (mut before, mut after) = (facts(self, other), facts(other, self));
        // Where columns are missing or new, that says more than their order.
        let same_columns = |table: &Object| {
            let names = |facts: &Facts| {
                let mut all: Vec<String> =
                    facts.get(table).map_or("", |(text, _)| text).split(", ").map(str::to_owned).collect();
                all.sort();
                all
            };
            names(&before) == names(&after)
        };
        let unlike: Vec<Object> =
            before.keys().filter(|key| key.kind == ObjectKind::Order && !same_columns(key)).cloned().collect();
        for key in unlike {
            before.remove(&key);
            after.remove(&key);
        }
        let mut keys: Vec<&Object> = before.keys().chain(after.keys()).collect();
        keys.sort();
        keys.dedup();
        let fact = |facts: &Facts, of: &Self, key: &Object| {
            let (text, place) = facts.get(key)?;
            Some(Fact { text: text.clone(), spot: place.map(|place| of.sources.spot(place)) })
        };
        let different = |key: &&Object| before.get(*key).map(|(text, _)| text) != after.get(*key).map(|(text, _)| text);
        let differences = keys.into_iter().filter(different).map(|key| Difference {
            object: key.clone(),
            before: fact(&before, self, key),
            after: fact(&after, other, key),
            is_order: key.kind == ObjectKind::Order,
        });
        differences
            .filter(|difference| !(difference.is_order && (difference.before.is_none() || difference.after.is_none())))
            .collect()
    }
}

/// What kind of object a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// A schema.
    Schema,
    /// An enum, a domain, or another type.
    Type,
    /// A table, view or foreign table as a whole.
    Table,
    /// A column.
    Column,
    /// The order of a table's columns.
    Order,
    /// A key, a foreign key, a unique constraint, a check or an exclusion constraint.
    Constraint,
    /// An index.
    Index,
}

/// What a difference is about. Displayed, ``column `id` of `public.members` ``.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Object {
    /// What kind of object it is.
    pub kind: ObjectKind,
    /// The name of the schema, or that of the type or table with its schema: `public.members`.
    pub name: String,
    /// The name of what is in the table; what a constraint says, if it has no name; empty for what is in no table.
    pub part: String,
}

type Facts = BTreeMap<Object, (String, Option<Place>)>;

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, name, part } = self;
        // MySQL's default schema has no name.
        let object = name.trim_start_matches('.');
        match kind {
            ObjectKind::Schema => write!(f, "schema `{object}`"),
            ObjectKind::Type => write!(f, "type `{object}`"),
            ObjectKind::Table => write!(f, "table `{object}`"),
            ObjectKind::Column => write!(f, "column `{part}` of `{object}`"),
            ObjectKind::Order => write!(f, "the order of the columns of `{object}`"),
            ObjectKind::Constraint => write!(f, "constraint `{part}` of `{object}`"),
            ObjectKind::Index => write!(f, "index `{part}` of `{object}`"),
        }
    }
}

fn object(kind: ObjectKind, name: String, part: String) -> Object {
    Object { kind, name, part }
}

/// The facts of a catalog, but for the objects that another state of it has as they are.
fn facts(catalog: &Catalog, other: &Catalog) -> Facts {
    let mut facts = Facts::new();
    for schema in catalog.schemas() {
        let text = format!("SCHEMA{}", comment(schema.comment.as_ref()));
        facts.insert(object(ObjectKind::Schema, schema.name.clone(), String::new()), (text, schema.created));
    }
    for found in catalog.types().filter(|found| !catalog.types.shares(&other.types, &found.id)) {
        let key = object(ObjectKind::Type, format!("{}.{}", found.schema, found.name), String::new());
        facts.insert(key, (text_of_type(catalog, found), found.history.last()));
    }
    for table in catalog.tables() {
        let name = format!("{}.{}", table.schema, table.name);
        if !catalog.tables.shares(&other.tables, &table.id) {
            add_table(&mut facts, catalog, table, &name);
        }
        for index in catalog.indexes(table).filter(|index| !catalog.indexes.shares(&other.indexes, &index.id)) {
            let key = object(ObjectKind::Index, name.clone(), index.name.clone());
            facts.insert(key, (text_of_index(catalog, table, index), Some(index.created)));
        }
    }
    facts
}

/// Adds what there is to say of a table and of all in it but its indexes.
fn add_table(facts: &mut Facts, catalog: &Catalog, table: &Table, name: &str) {
    let key = |kind, part: &str| object(kind, name.to_owned(), part.to_owned());
    let unlogged = if table.is_unlogged() { "UNLOGGED " } else { "" };
    let mut text = format!("{unlogged}{}", table.kind.noun().to_uppercase());
    if let Some(definition) = catalog.view_definition(table) {
        text += &format!(" {}", alike(catalog.dialect, &definition));
    }
    text += &comment(table.comment.as_ref());
    facts.insert(key(ObjectKind::Table, ""), (text, table.history.last()));
    let order: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    facts.insert(key(ObjectKind::Order, ""), (order.join(", "), table.history.last()));
    for column in &table.columns {
        facts.insert(key(ObjectKind::Column, &column.name), (text_of_column(catalog, column), column.history.last()));
    }
    for constraint in &table.constraints {
        let text = text_of_constraint(catalog, table, constraint);
        // SQLite gives no names. Of those, each is known by what it says.
        let part = if constraint.name.is_empty() { &text } else { &constraint.name };
        facts.insert(key(ObjectKind::Constraint, part), (text.clone(), Some(constraint.declared)));
    }
}

fn comment(comment: Option<&String>) -> String {
    comment.map_or_else(String::new, |comment| format!(" COMMENT '{}'", comment.replace('\'', "''")))
}

/// An expression with the white space and the letter case made alike that do not matter in it.
pub(crate) fn alike(dialect: Dialect, expression: &str) -> String {
    let mut out = String::new();
    let mut lexer = Lexer::new(expression, dialect);
    // What can't be read has been refused before it got here.
    while let Ok(Some(token)) = lexer.next() {
        let text = &expression[token.start as usize..token.end as usize];
        let close = matches!(token.kind, TokenKind::Punctuation(b')' | b']' | b',' | b'.' | b'(' | b'['));
        if !(out.is_empty() || out.ends_with(['(', '[', '.']) || (close && !out.ends_with(','))) {
            out.push(' ');
        }
        match token.kind {
            TokenKind::Word => out.push_str(&text.to_ascii_lowercase()),
            // Where a name may stand without quotes, they say nothing.
            TokenKind::Quoted if dialect.is_mysql() => out.push_str(plain_name(text).unwrap_or(text)),
            _ => out.push_str(text),
        }
    }
    out
}

/// A quoted name of MySQL's, if it is a word in lower case that is nothing else in an expression.
fn plain_name(quoted: &str) -> Option<&str> {
    let name = quoted.strip_prefix('`')?.strip_suffix('`')?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    (begins && name.chars().all(plain) && !is_word_of_expressions(name)).then_some(name)
}

fn list(table: &Table, columns: &[ColumnId]) -> String {
    table.column_names(columns).join(", ")
}

fn text_of_column(catalog: &Catalog, column: &Column) -> String {
    let mut text = column.definition(catalog);
    match (&column.identity, &column.generated) {
        (Some(Identity::Always), _) => text.push_str(" GENERATED ALWAYS AS IDENTITY"),
        (Some(Identity::ByDefault), _) => text.push_str(" GENERATED BY DEFAULT AS IDENTITY"),
        (None, Some(generated)) => {
            let stored = if generated.stored { "STORED" } else { "VIRTUAL" };
            text += &format!(" GENERATED ALWAYS AS ({}) {stored}", alike(catalog.dialect, &generated.expression));
        }
        (None, None) => {}
    }
    if let Some(default) = &column.default {
        text += &format!(" DEFAULT {}", alike(catalog.dialect, &catalog.default_text(default)));
    }
    text + &comment(column.comment.as_ref())
}

fn text_of_constraint(catalog: &Catalog, table: &Table, constraint: &Constraint) -> String {
    let mut text = demand(catalog, table, constraint);
    if !constraint.included().is_empty() {
        text += &format!(" INCLUDE ({})", list(table, constraint.included()));
    }
    if matches!(&constraint.kind, ConstraintKind::ForeignKey(key) if key.match_type == MatchType::Full) {
        text += " MATCH FULL";
    }
    match (constraint.is_deferrable(), constraint.is_deferred()) {
        (true, true) => text += " DEFERRABLE INITIALLY DEFERRED",
        (true, false) => text += " DEFERRABLE",
        (false, _) => {}
    }
    text + if constraint.is_validated() { "" } else { " NOT VALID" }
}

/// What a constraint demands of each row.
fn demand(catalog: &Catalog, table: &Table, constraint: &Constraint) -> String {
    match &constraint.kind {
        ConstraintKind::PrimaryKey { columns } => format!("PRIMARY KEY ({})", list(table, columns)),
        ConstraintKind::Unique { columns, nulls_not_distinct } => {
            let nulls = if *nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
            format!("UNIQUE{nulls} ({})", list(table, columns))
        }
        ConstraintKind::ForeignKey(key) => {
            let parent = catalog.table_by_id(key.parent);
            format!(
                "FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {} ON UPDATE {}",
                list(table, &key.columns),
                format!("{}.{}", parent.schema, parent.name).trim_start_matches('.'),
                list(parent, &key.parent_columns),
                key.on_delete.as_sql(),
                key.on_update.as_sql()
            )
        }
        ConstraintKind::Dangling(key) => format!(
            "FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {} ON UPDATE {}",
            list(table, &key.columns),
            key.written.table,
            key.written.columns.join(", "),
            key.on_delete.as_sql(),
            key.on_update.as_sql()
        ),
        ConstraintKind::Check(check) => {
            let no_inherit = if check.no_inherit { " NO INHERIT" } else { "" };
            format!("CHECK ({}){no_inherit}", alike(catalog.dialect, &check.expression))
        }
        ConstraintKind::Exclude { columns, .. } => format!("EXCLUDE ({})", list(table, columns)),
    }
}

fn text_of_index(catalog: &Catalog, table: &Table, index: &Index) -> String {
    let unique = match (index.unique, index.nulls_not_distinct) {
        (true, true) => "UNIQUE INDEX NULLS NOT DISTINCT",
        (true, false) => "UNIQUE INDEX",
        (false, _) => "INDEX",
    };
    if let Some(definition) = catalog.index_definition(table, index).filter(|_| !index.is_plain()) {
        return format!("{unique} {}", alike(catalog.dialect, &definition));
    }
    let part = |column: &Option<ColumnId>| column.map_or("(expression)", |id| table.column_by_id(id).name.as_str());
    let parts: Vec<&str> = index.columns.iter().map(part).collect();
    let predicate = index.predicate.as_ref().map(|predicate| format!(" WHERE {}", alike(catalog.dialect, predicate)));
    format!("{unique} ({}){}", parts.join(", "), predicate.unwrap_or_default())
}

fn text_of_type(catalog: &Catalog, found: &Type) -> String {
    let text = match &found.kind {
        TypeKind::Enum(labels) => {
            let labels: Vec<String> =
                labels.iter().map(|(label, _)| format!("'{}'", label.replace('\'', "''"))).collect();
            format!("ENUM ({})", labels.join(", "))
        }
        TypeKind::Domain { base, not_null, default, checks } => {
            let mut text = format!("DOMAIN {}", base.display(catalog));
            text += if *not_null { " NOT NULL" } else { "" };
            text += &default
                .as_ref()
                .map(|default| format!(" DEFAULT {}", alike(catalog.dialect, default)))
                .unwrap_or_default();
            let checks = checks
                .iter()
                .map(|(name, check)| format!(" CONSTRAINT {name} CHECK ({})", alike(catalog.dialect, check)));
            text + &checks.collect::<String>()
        }
        TypeKind::Composite(attributes) => {
            let attribute =
                |(name, sql_type): &(String, crate::catalog::SqlType)| format!("{name} {}", sql_type.display(catalog));
            format!("({})", attributes.iter().map(attribute).collect::<Vec<_>>().join(", "))
        }
        TypeKind::Range { subtype } => format!("RANGE OF {}", subtype.display(catalog)),
        TypeKind::Multirange { .. } => "MULTIRANGE".to_owned(),
        TypeKind::Base => "BASE TYPE".to_owned(),
    };
    text + &comment(found.comment.as_ref())
}
