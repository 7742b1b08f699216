//! `CREATE TABLE`.
//!
//! <https://dev.mysql.com/doc/refman/8.4/en/create-table.html>, <https://mariadb.com/kb/en/create-table/>

use std::collections::BTreeSet;

use super::Mysql;
use super::column::{check_definition, columns_read, json_check, unique_columns};
use super::definition::{Check, Definition, Draft, ForeignKey, same};
use super::key::{key_of_column, settle_generated, settle_partitioning, within};
use super::names::{check_name, columns_named};
use crate::catalog::{Column, ColumnId, History, List, Log, ReferentialAction, TEMPORARY, Table, TableId, TableKind};
use crate::cursor::{Name, QualifiedName};
use crate::fault::{DUPLICATE_OBJECT, Fault};
use crate::mysql::charset::Collation;
use crate::mysql::ddl::{
    CheckDef, ColumnDef, CreateTable, Element, ForeignKeyDef, KeyDef, KeyKind, PartDef, References, TableOptions,
    TableSource,
};
use crate::source::Place;

/// <https://mariadb.com/kb/en/storage-engines/>, <https://dev.mysql.com/doc/refman/8.4/en/storage-engines.html>
const ENGINES: &[&str] = &[
    "innodb",
    "myisam",
    "memory",
    "heap",
    "csv",
    "archive",
    "blackhole",
    "merge",
    "mrg_myisam",
    "aria",
    "sequence",
    "federated",
    "ndb",
    "ndbcluster",
    "rocksdb",
    "spider",
    "columnstore",
    "connect",
    "mroonga",
    "s3",
    "tokudb",
];

impl Mysql {
    pub(crate) fn create_table(&mut self, create: CreateTable) -> Result<(), Fault> {
        let CreateTable { name, or_replace, if_not_exists, temporary, source, options } = create;
        let (database, own) = self.new_name(&name)?;
        if or_replace && !self.is_mariadb() {
            return Err(Fault::new(name.place(), "MySQL has no `CREATE OR REPLACE TABLE`").help("drop the table first"));
        }
        if or_replace && if_not_exists {
            return Err(Fault::new(name.place(), "`OR REPLACE` and `IF NOT EXISTS` do not go together"));
        }
        let schema = if temporary { TEMPORARY.to_owned() } else { database.clone() };
        let existing = self.catalog.table_in(&schema, &own).map(|table| (table.id(), table.kind));
        // What it is like is looked up before what it replaces is gone.
        let like = match &source {
            TableSource::Like(other) => Some(self.table(other)?),
            _ => None,
        };
        if like.is_some() && like == existing.map(|(id, _)| id) {
            return Err(Fault::new(name.place(), format!("table `{own}` can't be like itself")));
        }
        if let TableSource::Elements(elements) | TableSource::Query(elements, _) = &source {
            elements.iter().try_for_each(|element| match element {
                Element::Column(def) => check_definition(def),
                _ => Ok(()),
            })?;
        }
        if existing.is_some() && if_not_exists {
            return Ok(());
        }
        if let (Some((id, TableKind::Table)), true) = (existing, or_replace) {
            self.drop_table(id, name.place(), true)?;
        }
        self.free_name(&schema, &name.name)?;
        let mut draft = self.new_draft(&schema, &database, &name.name, TableKind::Table, temporary);
        if let Some(other) = like {
            self.copy(&mut draft, other, name.place())?;
            return self.publish_new(draft, name.place());
        }
        self.apply_options(&mut draft, &options, name.place())?;
        let (elements, query) = match source {
            TableSource::Elements(elements) => (elements, None),
            TableSource::Query(elements, query) => (elements, Some(query)),
            TableSource::Like(_) => (Vec::new(), None),
        };
        let mut defs = Vec::new();
        for element in &elements {
            if let Element::Column(def) = element {
                let id = next_column(&mut draft.table);
                let column = self.new_column(&mut draft, def, id)?;
                draft.table.columns.push(column);
                defs.push((id, def.as_ref().clone()));
            }
        }
        let without = match query {
            Some(query) => self.add_results(&mut draft, &query)?,
            None => Vec::new(),
        };
        if draft.table.unknown.is_none() {
            unique_columns(&draft, name.place())?;
        }
        let others = elements.into_iter().filter(|element| !matches!(element, Element::Column(_)));
        self.add_elements(&mut draft, &defs, others.collect(), name.place())?;
        self.settle_keys(&mut draft, name.place())?;
        self.check_values(&draft, &without)?;
        if let Some((by, clause)) = &options.partition_by {
            settle_partitioning(&mut draft, &by.names, clause.clone(), name.place())?;
        }
        self.settle_foreign_keys(&mut draft, 0, &[])?;
        self.publish_new(draft, name.place())
    }

    /// A new table must have what foreign keys refer to that were there before it.
    fn publish_new(&mut self, draft: Draft, place: Place) -> Result<(), Fault> {
        if self.settings.foreign_key_checks {
            let name = (draft.table.schema.clone(), draft.table.name.clone());
            self.takes_the_place(&draft, &name, place)?;
        }
        self.publish(draft)
    }

    /// An empty table that is not there yet.
    pub(crate) fn new_draft(
        &mut self,
        schema: &str,
        database: &str,
        name: &Name,
        kind: TableKind,
        temporary: bool,
    ) -> Draft {
        let table = Table {
            id: TableId(self.catalog.new_id()),
            schema: schema.to_owned(),
            name: name.value.clone(),
            kind,
            columns: Vec::new(),
            constraints: List::default(),
            comment: None,
            history: History::new(name.place, "declared"),
            former_columns: Log::default(),
            partition_key: None,
            unknown: None,
            next_column: 1,
            parents: Vec::new(),
            partition_of: None,
            default_partition: false,
            reads: Vec::new(),
            read_columns: Vec::new(),
            read_names: Vec::new(),
            functions: Vec::new(),
            of_type: None,
            without_rowid: false,
            system_versioned: false,
            unlogged: false,
        };
        let collation = self.databases.get(&database.to_owned()).cloned();
        let collation = collation.unwrap_or_else(|| Collation::of_server(self.catalog.dialect));
        Draft { table, definition: Definition::new(collation, &self.settings.engine), temporary }
    }

    /// `LIKE`: everything but foreign keys.
    fn copy(&self, draft: &mut Draft, other: TableId, place: Place) -> Result<(), Fault> {
        let source = self.draft(other);
        if source.table.kind.is_view() {
            return Err(Fault::new(place, format!("`{}` is a view, and no table can be like one", source.table.name)));
        }
        if let Some(unknown) = &source.table.unknown {
            return Err(Fault::refused(place, format!("the columns of `{}` are not known", source.table.name))
                .note(unknown.reason.clone(), unknown.place));
        }
        draft.table.columns = source.table.columns;
        draft.table.comment = source.table.comment;
        draft.table.next_column = source.table.next_column;
        draft.table.system_versioned = source.table.system_versioned;
        for column in &mut draft.table.columns {
            column.history = History::new(place, "declared");
        }
        let foreign_keys = Vec::new();
        draft.definition = Definition { foreign_keys, ..source.definition };
        for key in &mut draft.definition.keys {
            key.declared = place;
        }
        for check in &mut draft.definition.checks {
            check.declared = place;
        }
        Ok(())
    }

    /// Applies a table's options.
    pub(crate) fn apply_options(&self, draft: &mut Draft, options: &TableOptions, place: Place) -> Result<(), Fault> {
        if let Some(engine) = &options.engine {
            let name = engine.value.to_ascii_lowercase();
            if !ENGINES.contains(&name.as_str()) {
                return Err(Fault::new(engine.place, format!("there is no storage engine `{}`", engine.value)));
            }
            draft.definition.engine = name;
        }
        // `CHARACTER SET` without `COLLATE` takes the collation of that set, not the database's.
        draft.definition.collation = Collation::said(
            options.charset.as_ref(),
            options.collation.as_ref(),
            &draft.definition.collation,
            self.catalog.dialect,
        )?;
        for option in &options.others {
            let name = option.split([' ', '=']).next().unwrap_or_default().to_ascii_uppercase();
            draft.definition.options.insert(name, option.clone());
        }
        draft.definition.not_kept.extend(options.not_kept.iter().cloned());
        // Texts that are kept as they are written mean something else where it is not set.
        if self.settings.ansi_quotes {
            draft.definition.not_kept.push("ANSI_QUOTES".to_owned());
        }
        if let Some(comment) = &options.comment {
            draft.table.comment = Some(comment.clone()).filter(|comment| !comment.is_empty());
        }
        if options.system_versioning {
            if !self.is_mariadb() {
                return Err(Fault::new(place, "MySQL has no system versioning"));
            }
            draft.table.system_versioned = true;
        }
        Ok(())
    }

    /// Adds what the definitions of columns say besides, then all other elements, in the order in which the engine reads
    /// them: each kind in its own.
    pub(crate) fn add_elements(
        &mut self,
        draft: &mut Draft,
        defs: &[(ColumnId, ColumnDef)],
        others: Vec<Element>,
        statement: Place,
    ) -> Result<(), Fault> {
        // What is written earlier is read earlier, be it of a column or of the table.
        let mut elements: Vec<(Place, Element)> = Vec::new();
        for (id, def) in defs {
            self.add_checks_of_column(draft, *id, def)?;
            elements.extend(keys_of_column(def, self.is_mariadb()).map(|element| (def.name.place, element)));
        }
        elements.extend(others.into_iter().map(|element| (place_of(&element), element)));
        elements.sort_by_key(|(place, _)| (place.file, place.offset));
        let foreign_keys = draft.definition.foreign_keys.len();
        for (_, element) in elements {
            self.add_element(draft, element)?;
        }
        for (id, def) in defs {
            let Some(generated) = &def.generated else { continue };
            if let Some(expression) = &generated.expression {
                let read = columns_read(draft, expression, generated.place, "the generated column")?;
                if read.contains(id) {
                    let message = format!("the generated column `{}` reads itself", def.name.value);
                    return Err(Fault::new(generated.place, message));
                }
                settle_generated(draft, *id, read);
                let padded = columns_named(&draft.table, &generated.padded);
                draft.definition.padded.insert(*id, padded);
            }
        }
        self.check_written_columns(draft, foreign_keys, statement)?;
        // Other storage engines read foreign keys and do nothing but the key.
        if draft.definition.engine != "innodb" {
            draft.definition.foreign_keys.truncate(foreign_keys);
        }
        Ok(())
    }

    /// What the engine writes to a column by itself is nothing that a check or a stored column reads, and no column is
    /// written that is generated.
    ///
    /// <https://mariadb.com/kb/en/generated-columns/>,
    /// <https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html>,
    /// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>
    fn check_written_columns(
        &self,
        draft: &Draft,
        first_new_foreign_key: usize,
        statement: Place,
    ) -> Result<(), Fault> {
        use ReferentialAction::{Cascade, SetDefault, SetNull};
        let mut written: Vec<(ColumnId, Place, &str)> = Vec::new();
        for (at, key) in draft.definition.foreign_keys.iter().enumerate() {
            let set = [SetNull, SetDefault];
            let writes = set.contains(&key.on_delete) || set.contains(&key.on_update) || key.on_update == Cascade;
            // One that is dropped is told of later.
            let there = draft.table.columns.iter().filter(|column| key.columns.contains(&column.id()));
            for column in there {
                let generated = column.generated.as_ref().filter(|_| at >= first_new_foreign_key);
                if generated.is_some_and(|generated| writes || !(generated.stored || self.is_mariadb())) {
                    let message = format!("column `{}` is generated, and can't be in such a foreign key", column.name);
                    return Err(Fault::new(key.declared, message));
                }
                if writes {
                    written.push((column.id(), key.declared, "the foreign key changes"));
                }
            }
        }
        for column in draft.table.columns.iter().filter(|column| column.identity.is_some()) {
            written.push((column.id(), column.history.declared(), "AUTO_INCREMENT fills"));
        }
        for (id, place, what) in written {
            let name = &draft.table.column_by_id(id).name;
            let reads = |read: &[ColumnId]| read.contains(&id);
            if let Some(check) = draft.definition.checks.iter().find(|check| reads(&check.columns)) {
                let message = format!("column `{name}`, which {what}, can't be in a check");
                return Err(Fault::new(within(place, statement), message).note("the check is declared", check.declared));
            }
            // A key of a virtual column keeps its values, too.
            let counts = draft.table.column_by_id(id).identity.is_some();
            let in_key =
                |id| draft.definition.keys.iter().any(|key| key.parts.iter().any(|part| part.column == Some(id)));
            let kept = |column: &&Column| {
                let Some(generated) = &column.generated else { return false };
                reads(&generated.columns) && (generated.stored || counts && in_key(column.id()))
            };
            if let Some(column) = draft.table.columns.iter().find(kept) {
                let message =
                    format!("column `{name}`, which {what}, can't be read by the generated column `{}`", column.name);
                return Err(
                    Fault::new(within(place, statement), message).note("that is declared", column.history.declared())
                );
            }
        }
        Ok(())
    }

    fn add_checks_of_column(&mut self, draft: &mut Draft, id: ColumnId, def: &ColumnDef) -> Result<(), Fault> {
        let json = def.sql_type.name == "json" && self.is_mariadb();
        if json && def.checks.is_empty() {
            draft.definition.checks.push(json_check(draft.table.column_by_id(id), def.name.place));
        }
        for check in &def.checks {
            // MySQL takes the check of a column for one of the table.
            let named = check.name.is_some() || !self.is_mariadb();
            self.add_check(draft, check, Some((id, &def.name)).filter(|_| !named))?;
        }
        Ok(())
    }

    /// Adds a key, a foreign key with its key, a check or a period.
    fn add_element(&mut self, draft: &mut Draft, element: Element) -> Result<(), Fault> {
        match element {
            Element::Column(_) => {}
            Element::Key(def) => {
                let taken = |name: &Name| draft.definition.keys.iter().any(|key| same(&key.name, &name.value));
                if !(def.if_not_exists && def.name.as_ref().is_some_and(taken)) {
                    let key = self.key(draft, &def, false)?;
                    draft.definition.keys.push(key);
                }
            }
            Element::ForeignKey(def) => {
                let name = def.constraint.as_ref().or(def.index.as_ref());
                let taken = |name: &Name| draft.definition.foreign_keys.iter().any(|key| same(&key.name, &name.value));
                if !(def.if_not_exists && name.is_some_and(taken)) {
                    self.add_foreign_key(draft, &def)?;
                }
            }
            Element::Check(check) => {
                let taken = |name: &Name| draft.definition.checks.iter().any(|known| same(&known.name, &name.value));
                if !(check.if_not_exists && check.name.as_ref().is_some_and(taken)) {
                    self.add_check(draft, &check, None)?;
                }
            }
            Element::Period { name, columns } => self.add_period(draft, &name, &columns)?,
        }
        Ok(())
    }

    /// Adds a check of the table, or of a column, under the name by which its definition calls the column.
    fn add_check(
        &mut self,
        draft: &mut Draft,
        def: &CheckDef,
        of_column: Option<(ColumnId, &Name)>,
    ) -> Result<(), Fault> {
        let columns = columns_read(draft, &def.expression, def.place, "the check")?;
        let name = match (&def.name, of_column) {
            (Some(name), _) => {
                check_name(name, "check")?;
                let other = draft
                    .definition
                    .checks
                    .iter()
                    .find(|check| check.of_column.is_none() && same(&check.name, &name.value));
                let foreign = draft.definition.foreign_keys.iter().any(|key| same(&key.name, &name.value));
                let unique =
                    draft.definition.keys.iter().any(|key| key.kind == KeyKind::Unique && same(&key.name, &name.value));
                if other.is_some() || self.is_mariadb() && (foreign || unique) {
                    let message = format!("there is a constraint `{}` already", name.value);
                    return Err(Fault::new(name.place, message).state(DUPLICATE_OBJECT));
                }
                name.value.clone()
            }
            (None, Some((_, name))) => name.value.clone(),
            // Names are chosen when all that are given are known.
            (None, None) => String::new(),
        };
        let expression = def.expression.text.clone();
        let of_column = of_column.map(|(id, _)| id);
        let enforced = def.enforced;
        draft.definition.checks.push(Check { name, expression, of_column, columns, enforced, declared: def.place });
        Ok(())
    }

    /// Adds a foreign key, and the key that it needs.
    fn add_foreign_key(&mut self, draft: &mut Draft, def: &ForeignKeyDef) -> Result<(), Fault> {
        let part = |name: &Name| PartDef::Column { name: name.clone(), length: None, descending: false };
        let index = KeyDef {
            kind: KeyKind::Plain,
            name: def.constraint.clone().or_else(|| def.index.clone()),
            parts: def.columns.iter().map(part).collect(),
            options: Vec::new(),
            if_not_exists: false,
            place: def.place,
        };
        let key = self.key(draft, &index, true)?;
        draft.definition.keys.push(key);
        let References { parent, columns: parent_columns, on_delete, on_update } = &def.references;
        if !parent_columns.is_empty() && parent_columns.len() != def.columns.len() {
            let (own, of_parent) = (def.columns.len(), parent_columns.len());
            let message = format!("this foreign key has {own} columns, and refers to {of_parent}");
            return Err(Fault::new(def.place, message));
        }
        let name = def.constraint.as_ref().or(def.index.as_ref());
        if let Some(name) = name {
            check_name(name, "foreign key")?;
        }
        let database = match &parent.schema {
            Some(_) => self.database_of(parent)?,
            None if draft.temporary => self.settings.database.clone(),
            None => draft.table.schema.clone(),
        };
        draft.definition.foreign_keys.push(ForeignKey {
            name: name.map_or_else(String::new, |name| name.value.clone()),
            columns: columns_of(draft, &def.columns),
            parent: (database, parent.name.value.clone()),
            parent_columns: parent_columns.iter().map(|name| name.value.clone()).collect(),
            on_delete: *on_delete,
            on_update: *on_update,
            declared: def.place,
        });
        Ok(())
    }

    /// `PERIOD FOR SYSTEM_TIME` says which columns hold the versions; any other period makes its columns NOT NULL, and a
    /// check of its own name.
    ///
    /// <https://mariadb.com/kb/en/application-time-periods/>
    fn add_period(&mut self, draft: &mut Draft, name: &Name, columns: &[Name]) -> Result<(), Fault> {
        if !self.is_mariadb() {
            return Err(Fault::new(name.place, "MySQL has no periods"));
        }
        let ids: Vec<ColumnId> =
            columns.iter().map(|name| super::names::column(&draft.table, name)).collect::<Result<_, _>>()?;
        if same(&name.value, "SYSTEM_TIME") {
            return Ok(());
        }
        for column in draft.table.columns.iter_mut().filter(|column| ids.contains(&column.id())) {
            column.nullable = false;
            column.not_null = true;
        }
        draft.definition.checks.push(Check {
            name: name.value.clone(),
            expression: columns.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(" < "),
            of_column: None,
            columns: ids,
            enforced: true,
            declared: name.place,
        });
        // It is more than its check, and that is not kept.
        draft.definition.not_kept.push(format!("PERIOD FOR {}", name.value));
        Ok(())
    }

    /// Chooses the names of the checks that have none: `CONSTRAINT_1` and so on in MariaDB, `table_chk_1` in MySQL.
    pub(crate) fn name_checks(&self, draft: &mut Draft) {
        let prefix = if self.is_mariadb() { "CONSTRAINT_".to_owned() } else { format!("{}_chk_", draft.table.name) };
        let number = |name: &str| -> Option<u32> {
            let (start, digits) = name.split_at_checked(prefix.len())?;
            let number = digits.parse().ok().filter(|number: &u32| number.to_string() == digits);
            number.filter(|_| same(start, &prefix))
        };
        let mut taken: BTreeSet<u32> = draft.definition.checks.iter().filter_map(|check| number(&check.name)).collect();
        let mut free = 1;
        for check in draft.definition.checks.iter_mut().filter(|check| check.name.is_empty()) {
            while !taken.insert(free) {
                free += 1;
            }
            check.name = format!("{prefix}{free}");
        }
    }
}

/// An id that no column of the table has had before.
pub(crate) fn next_column(table: &mut Table) -> ColumnId {
    table.next_column += 1;
    ColumnId(table.next_column - 1)
}

fn columns_of(draft: &Draft, names: &[Name]) -> Vec<ColumnId> {
    names.iter().flat_map(|name| columns_named(&draft.table, std::slice::from_ref(&name.value))).collect()
}

/// The key and the foreign key that the definition of a column adds.
pub(super) fn keys_of_column(def: &ColumnDef, mariadb: bool) -> impl Iterator<Item = Element> {
    // A primary key is unique anyway.
    let primary = def.keys.iter().find(|(kind, _)| *kind == KeyKind::Primary);
    let key = primary.or(def.keys.first()).map(|(kind, place)| Element::Key(key_of_column(*kind, &def.name, *place)));
    // MySQL reads REFERENCES of a column and does nothing.
    let references = def.references.as_ref().filter(|_| mariadb);
    let foreign_key = references.map(|references| Element::ForeignKey(foreign_key_of_column(def, references)));
    key.into_iter().chain(foreign_key)
}

fn foreign_key_of_column(def: &ColumnDef, references: &References) -> ForeignKeyDef {
    ForeignKeyDef {
        constraint: None,
        index: None,
        columns: vec![def.name.clone()],
        references: references.clone(),
        if_not_exists: false,
        place: def.name.place,
    }
}

fn place_of(element: &Element) -> Place {
    match element {
        Element::Column(def) => def.name.place,
        Element::Key(def) => def.place,
        Element::ForeignKey(def) => def.place,
        Element::Check(def) => def.place,
        Element::Period { name, .. } => name.place,
    }
}

/// A name as it stands for a table in messages.
pub(crate) fn display(name: &QualifiedName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", schema.value, name.name.value),
        None => name.name.value.clone(),
    }
}
