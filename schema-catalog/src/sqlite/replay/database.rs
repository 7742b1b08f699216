//! What a database holds: tables, views, indexes and triggers, as they are defined.
//!
//! Foreign keys, views and triggers know tables by name, and what they name need not be there. So these are kept as they
//! are written, and the catalog is made of them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::catalog::{ColumnId, History, Log, Mark, ReferentialAction, Store, Unknown};
use crate::cursor::{Name, QualifiedName};
use crate::source::Place;
use crate::sqlite::ddl::{CreateTrigger, CreateView, Expr, ExprKind, FromItem, ResultColumn, Select, Source};

/// Identifies an object, through renames: of a table it is the number of its `TableId`.
pub(super) type ObjectId = u32;

/// The schema of the main database, and that of temporary tables.
pub(super) const MAIN: &str = "main";
pub(super) const TEMP: &str = "temp";

/// A name as it is compared: <https://www.sqlite.org/quirks.html>.
pub(super) fn fold(name: &str) -> String {
    name.to_ascii_lowercase()
}

#[derive(Clone, Debug)]
pub(super) struct Object {
    pub(super) id: ObjectId,
    /// The database it is in: `main`, `temp`, or one that is attached, in lower case.
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) body: Body,
    pub(super) history: History,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Table(Table),
    Virtual(Virtual),
    View(CreateView),
    Index(Index),
    Trigger(Trigger),
}

impl Object {
    pub(super) fn noun(&self) -> &'static str {
        match &self.body {
            Body::Table(_) => "table",
            Body::Virtual(_) => "virtual table",
            Body::View(_) => "view",
            Body::Index(_) => "index",
            Body::Trigger(_) => "trigger",
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) next_column: u32,
    pub(super) primary_key: Option<Key>,
    /// The column that is the row id: <https://www.sqlite.org/rowidtable.html>.
    pub(super) rowid: Option<ColumnId>,
    pub(super) uniques: Vec<Key>,
    pub(super) checks: Vec<TableCheck>,
    pub(super) foreign_keys: Vec<ForeignKey>,
    /// The names of constraints, in the order in which they stand in the definition, with the column that has them.
    pub(super) named: Vec<NamedConstraint>,
    pub(super) without_rowid: bool,
    /// The key of a table without row ids that would be its row id, where a key behind it names it: it is the row id to
    /// that key still, and SQLite does not find it there to rename it.
    pub(super) fixed_name: Option<ColumnId>,
    pub(super) strict: bool,
    pub(super) unknown: Option<Unknown>,
    pub(super) former_columns: Log<(String, Cow<'static, str>, Place)>,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) id: ColumnId,
    pub(super) name: String,
    pub(super) sql_type: String,
    /// How often its definition says `NOT NULL`.
    pub(super) not_null: u32,
    pub(super) default: Option<String>,
    pub(super) collation: Option<String>,
    pub(super) generated: Option<(Expr, String, bool)>,
    pub(super) history: History,
}

/// A primary key or a unique constraint.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) name: Option<String>,
    /// The columns, each with its collation in lower case.
    pub(super) columns: Vec<(ColumnId, String)>,
    pub(super) conflict: Option<&'static str>,
    pub(super) place: Place,
}

#[derive(Clone, Debug)]
pub(super) struct TableCheck {
    pub(super) name: Option<String>,
    pub(super) of_column: Option<ColumnId>,
    pub(super) expression: Expr,
    pub(super) text: String,
    pub(super) place: Place,
}

#[derive(Clone, Debug)]
pub(super) struct ForeignKey {
    pub(super) name: Option<String>,
    pub(super) of_column: Option<ColumnId>,
    pub(super) columns: Vec<ColumnId>,
    pub(super) parent: String,
    /// The columns referred to: none stands for the parent's primary key.
    pub(super) parent_columns: Vec<String>,
    pub(super) on_delete: ReferentialAction,
    pub(super) on_update: ReferentialAction,
    pub(super) deferred: bool,
    pub(super) place: Place,
}

#[derive(Clone, Debug)]
pub(super) struct NamedConstraint {
    pub(super) name: String,
    pub(super) of_column: Option<ColumnId>,
    pub(super) kind: NamedKind,
}

/// What has a constraint's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamedKind {
    NotNull,
    Check,
    Key,
    Nothing,
}

impl Table {
    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }

    pub(super) fn column_by_id(&self, id: ColumnId) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == id)
    }

    pub(super) fn column_mut(&mut self, id: ColumnId) -> Option<&mut Column> {
        self.columns.iter_mut().find(|column| column.id == id)
    }

    pub(super) fn is_in_primary_key(&self, id: ColumnId) -> bool {
        self.primary_key.as_ref().is_some_and(|key| key.columns.iter().any(|(column, _)| *column == id))
    }

    /// Whether a column says `NOT NULL` to the engine: by itself, or as a part of some primary keys.
    pub(super) fn is_not_null(&self, column: &Column) -> bool {
        column.not_null > 0
            || (self.is_in_primary_key(column.id)
                && (self.without_rowid || self.strict && self.rowid != Some(column.id)))
    }

    pub(super) fn new_column_id(&mut self) -> ColumnId {
        self.next_column += 1;
        ColumnId(self.next_column)
    }
}

/// A virtual table: <https://www.sqlite.org/vtab.html>.
#[derive(Clone, Debug)]
pub(super) struct Virtual {
    /// Its columns with their types and whether they are hidden, unless its module is not known.
    pub(super) columns: Option<Vec<(ColumnId, String, String, bool)>>,
    pub(super) module: String,
    /// What follows its name in those of the tables that it keeps its data in.
    pub(super) shadows: Vec<&'static str>,
}

#[derive(Clone, Debug)]
pub(super) struct Index {
    pub(super) table: ObjectId,
    pub(super) unique: bool,
    pub(super) parts: Vec<Expr>,
    pub(super) predicate: Option<(Expr, String)>,
}

#[derive(Clone, Debug)]
pub(super) struct Trigger {
    pub(super) table: ObjectId,
    pub(super) definition: CreateTrigger,
}

/// Everything that the databases of a session hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Database {
    objects: Store<ObjectId, Object>,
    /// Tables, views and indexes, which share their names.
    names: Store<(String, String), ObjectId>,
    triggers: Store<(String, String), ObjectId>,
    /// The indexes and triggers of tables.
    attached: Store<(ObjectId, ObjectId), ()>,
    /// Tables whose foreign keys name a table.
    children: Store<(String, ObjectId), ()>,
    /// Views that name a table.
    readers: Store<(String, ObjectId), ()>,
    /// Views and triggers, which an `ALTER TABLE` looks at.
    queries: Store<ObjectId, ()>,
    /// Tables with something in double quotes in their expressions, or in those of an index: that, and which of both.
    quoted: Store<(ObjectId, ObjectId), ()>,
    /// Further databases, in the order of their names' coming.
    pub(super) further: Vec<String>,
    /// Names of tables and views that were created, changed or dropped.
    dirty: BTreeSet<String>,
}

/// A state to go back to.
#[derive(Clone, Debug)]
pub(super) struct DatabaseMarks([Mark; 8]);

impl Database {
    pub(super) fn marks(&mut self) -> DatabaseMarks {
        DatabaseMarks([
            self.objects.mark(),
            self.names.mark(),
            self.triggers.mark(),
            self.attached.mark(),
            self.children.mark(),
            self.readers.mark(),
            self.queries.mark(),
            self.quoted.mark(),
        ])
    }

    pub(super) fn rollback(&mut self, DatabaseMarks(marks): &DatabaseMarks) {
        self.objects.rollback(marks[0]);
        self.names.rollback(marks[1]);
        self.triggers.rollback(marks[2]);
        self.attached.rollback(marks[3]);
        self.children.rollback(marks[4]);
        self.readers.rollback(marks[5]);
        self.queries.rollback(marks[6]);
        self.quoted.rollback(marks[7]);
        self.dirty.clear();
    }

    pub(super) fn commit(&mut self) {
        self.objects.commit();
        self.names.commit();
        self.triggers.commit();
        self.attached.commit();
        self.children.commit();
        self.readers.commit();
        self.queries.commit();
        self.quoted.commit();
    }

    pub(super) fn get(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(&id)
    }

    /// The object, to be changed.
    pub(super) fn get_mut(&mut self, id: ObjectId) -> Option<&mut Object> {
        let object = self.objects.get_mut(&id)?;
        self.dirty.insert(fold(&object.name));
        Some(object)
    }

    pub(super) fn table(&self, id: ObjectId) -> Option<&Table> {
        match &self.get(id)?.body {
            Body::Table(table) => Some(table),
            _ => None,
        }
    }

    pub(super) fn table_mut(&mut self, id: ObjectId) -> Option<&mut Table> {
        match &mut self.get_mut(id)?.body {
            Body::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The databases that a name without one is looked for in, in their order.
    fn search_order(&self) -> impl Iterator<Item = &str> {
        [TEMP, MAIN].into_iter().chain(self.further.iter().map(String::as_str))
    }

    pub(super) fn has_schema(&self, schema: &str) -> bool {
        self.search_order().any(|known| known.eq_ignore_ascii_case(schema))
    }

    fn find_in(&self, names: &Store<(String, String), ObjectId>, schema: Option<&str>, name: &str) -> Option<ObjectId> {
        let get = |schema: &str| names.get(&(schema.to_owned(), fold(name))).copied();
        match schema {
            Some(schema) => get(&fold(schema)),
            None => self.search_order().find_map(get),
        }
    }

    /// The table or view of this name, in this database or in any.
    pub(super) fn find_table(&self, schema: Option<&str>, name: &str) -> Option<&Object> {
        let is_table = |object: &&Object| !matches!(object.body, Body::Index(_));
        match schema {
            Some(_) => self.get(self.find_in(&self.names, schema, name)?).filter(is_table),
            None => self
                .search_order()
                .find_map(|schema| self.get(*self.names.get(&(schema.to_owned(), fold(name)))?).filter(is_table)),
        }
    }

    pub(super) fn find_index(&self, schema: Option<&str>, name: &str) -> Option<&Object> {
        let is_index = |object: &&Object| matches!(object.body, Body::Index(_));
        match schema {
            Some(_) => self.get(self.find_in(&self.names, schema, name)?).filter(is_index),
            None => self
                .search_order()
                .find_map(|schema| self.get(*self.names.get(&(schema.to_owned(), fold(name)))?).filter(is_index)),
        }
    }

    pub(super) fn find_trigger(&self, schema: Option<&str>, name: &str) -> Option<&Object> {
        self.get(self.find_in(&self.triggers, schema, name)?)
    }

    pub(super) fn insert(&mut self, object: Object) {
        let key = (object.schema.clone(), fold(&object.name));
        match &object.body {
            Body::Table(_) | Body::Virtual(_) | Body::View(_) => {
                self.dirty.insert(key.1.clone());
                self.names.insert(key, object.id);
            }
            Body::Index(index) => {
                self.attached.insert((index.table, object.id), ());
                self.names.insert(key, object.id);
                let table = self.get(index.table).map(|table| fold(&table.name));
                self.dirty.extend(table);
            }
            Body::Trigger(trigger) => {
                self.attached.insert((trigger.table, object.id), ());
                self.triggers.insert(key, object.id);
            }
        }
        let id = object.id;
        self.objects.insert(id, object);
        self.link(id);
    }

    /// Notes what an object names.
    fn link(&mut self, id: ObjectId) {
        let Some(links) = self.objects.get(&id).map(Links::of) else { return };
        links.parents.into_iter().for_each(|parent| self.children.insert((parent, id), ()));
        links.sources.into_iter().for_each(|source| self.readers.insert((source, id), ()));
        if links.is_query {
            self.queries.insert(id, ());
        }
        if let Some(table) = links.quoted {
            self.quoted.insert((table, id), ());
        }
    }

    /// Forgets what an object names.
    fn unlink(&mut self, id: ObjectId) {
        let Some(links) = self.objects.get(&id).map(Links::of) else { return };
        links.parents.into_iter().for_each(|parent| drop(self.children.remove(&(parent, id))));
        links.sources.into_iter().for_each(|source| drop(self.readers.remove(&(source, id))));
        if links.is_query {
            self.queries.remove(&id);
        }
        if let Some(table) = links.quoted {
            self.quoted.remove(&(table, id));
        }
    }

    /// Replaces what an object is, and keeps what it names.
    pub(super) fn replace(&mut self, id: ObjectId, change: impl FnOnce(&mut Object)) {
        self.unlink(id);
        if let Some(object) = self.get_mut(id) {
            change(object);
        }
        self.link(id);
    }

    pub(super) fn remove(&mut self, id: ObjectId) {
        self.unlink(id);
        let Some(object) = self.objects.remove(&id) else { return };
        let key = (object.schema.clone(), fold(&object.name));
        match &object.body {
            Body::Table(_) | Body::Virtual(_) | Body::View(_) => {
                self.dirty.insert(key.1.clone());
                self.names.remove(&key);
            }
            Body::Index(index) => {
                self.attached.remove(&(index.table, id));
                self.names.remove(&key);
                let table = self.get(index.table).map(|table| fold(&table.name));
                self.dirty.extend(table);
            }
            Body::Trigger(trigger) => {
                self.attached.remove(&(trigger.table, id));
                self.triggers.remove(&key);
            }
        }
    }

    /// Gives a table another name.
    pub(super) fn rename(&mut self, id: ObjectId, to: &str) {
        let Some(object) = self.get_mut(id) else { return };
        let from = (object.schema.clone(), fold(&object.name));
        to.clone_into(&mut object.name);
        let key = (from.0.clone(), fold(to));
        self.names.remove(&from);
        self.dirty.insert(key.1.clone());
        self.names.insert(key, id);
    }

    /// The indexes and triggers of a table or view.
    pub(super) fn attached_to(&self, id: ObjectId) -> Vec<ObjectId> {
        self.attached.range((id, 0)..=(id, ObjectId::MAX)).map(|((_, attached), ())| *attached).collect()
    }

    pub(super) fn indexes_of(&self, id: ObjectId) -> impl Iterator<Item = (&Object, &Index)> {
        self.attached.range((id, 0)..=(id, ObjectId::MAX)).filter_map(|((_, attached), ())| {
            let object = self.get(*attached)?;
            match &object.body {
                Body::Index(index) => Some((object, index)),
                _ => None,
            }
        })
    }

    /// A temporary table or view of the name of one that is not.
    pub(super) fn hidden(&self) -> Option<&Object> {
        let first = (TEMP.to_owned(), String::new());
        let temporary = self.names.range(first..).take_while(|((schema, _), _)| schema == TEMP);
        let mut both = temporary.filter(|((_, name), _)| self.names.contains(&(MAIN.to_owned(), name.clone())));
        both.find_map(|(_, id)| self.get(*id))
    }

    /// The tables whose foreign keys name a table.
    pub(super) fn children_of(&self, folded: &str) -> Vec<ObjectId> {
        let keys = (folded.to_owned(), 0)..=(folded.to_owned(), ObjectId::MAX);
        self.children.range(keys).map(|((_, child), ())| *child).collect()
    }

    /// The views that name a table.
    pub(super) fn readers_of(&self, folded: &str) -> Vec<ObjectId> {
        let keys = (folded.to_owned(), 0)..=(folded.to_owned(), ObjectId::MAX);
        self.readers.range(keys).map(|((_, reader), ())| *reader).collect()
    }

    /// Views and triggers, in the order of their creation.
    pub(super) fn queries(&self) -> Vec<ObjectId> {
        self.queries.iter().map(|(id, ())| *id).collect()
    }

    /// Tables with checks, generated columns or indexes in which something is in double quotes.
    pub(super) fn tables_with_quotes(&self) -> Vec<ObjectId> {
        let mut found: Vec<ObjectId> = self.quoted.iter().map(|((table, _), ())| *table).collect();
        found.dedup();
        found
    }

    /// Names of what was changed since this was asked last.
    pub(super) fn take_dirty(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.dirty)
    }

    /// Forgets all objects of a database.
    pub(super) fn remove_schema(&mut self, schema: &str) {
        let all: Vec<ObjectId> =
            self.objects.iter().filter(|(_, object)| object.schema == schema).map(|(id, _)| *id).collect();
        all.into_iter().for_each(|id| self.remove(id));
    }
}

/// What an object names.
#[derive(Default)]
struct Links {
    /// The tables that its foreign keys refer to.
    parents: BTreeSet<String>,
    /// The tables that a view reads.
    sources: BTreeSet<String>,
    is_query: bool,
    /// The table in whose expressions something is in double quotes.
    quoted: Option<ObjectId>,
}

impl Links {
    fn of(object: &Object) -> Self {
        let mut links = Self::default();
        match &object.body {
            Body::Table(table) => {
                links.parents = table.foreign_keys.iter().map(|key| fold(&key.parent)).collect();
                let checks = table.checks.iter().map(|check| &check.expression);
                let generated = table.columns.iter().filter_map(|column| column.generated.as_ref());
                let mut expressions = checks.chain(generated.map(|(expression, ..)| expression));
                links.quoted = expressions.any(has_quotes).then_some(object.id);
            }
            Body::View(view) => {
                names_in_query(&view.query, &mut links.sources);
                links.is_query = true;
            }
            Body::Trigger(_) => links.is_query = true,
            Body::Index(index) => {
                let predicate = index.predicate.iter().map(|(expression, _)| expression);
                links.quoted = index.parts.iter().chain(predicate).any(has_quotes).then_some(index.table);
            }
            Body::Virtual(_) => {}
        }
        links
    }
}

fn has_quotes(expression: &Expr) -> bool {
    matches!(expression.kind, ExprKind::DoubleQuoted(_)) || expression.parts.iter().any(has_quotes)
}

/// Every name of a table in a query, in lower case.
fn names_in_query(query: &Select, names: &mut BTreeSet<String>) {
    query.with.iter().for_each(|cte| names_in_query(&cte.query, names));
    for core in &query.cores {
        names_in_from(&core.from, names);
        let columns = core.columns.iter().filter_map(|column| match column {
            ResultColumn::Expr { expression, .. } => Some(expression),
            _ => None,
        });
        columns.chain(&core.filters).chain(&core.windows).for_each(|part| names_in_expression(part, names));
    }
    query.order_by.iter().chain(&query.limit).for_each(|part| names_in_expression(part, names));
}

fn names_in_from(items: &[FromItem], names: &mut BTreeSet<String>) {
    for item in items {
        match &item.source {
            Source::Table { name: QualifiedName { name: Name { value, .. }, .. }, arguments } => {
                names.insert(fold(value));
                arguments.iter().flatten().for_each(|part| names_in_expression(part, names));
            }
            Source::Query(query) => names_in_query(query, names),
            Source::Nested(items) => names_in_from(items, names),
        }
        item.on.iter().for_each(|on| names_in_expression(on, names));
    }
}

fn names_in_expression(expression: &Expr, names: &mut BTreeSet<String>) {
    expression.parts.iter().for_each(|part| names_in_expression(part, names));
    expression.queries.iter().for_each(|query| names_in_query(query, names));
}
