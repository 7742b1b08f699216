//! What `DROP TABLE` does first where foreign keys are on: it deletes all rows. For that the engine compiles the actions of
//! the foreign keys that refer to the table, and the triggers which these set off; what it can't compile is an error, though
//! there be no row.
//!
//! <https://www.sqlite.org/foreignkeys.html#fk_schemacommands>

use std::collections::BTreeSet;

use super::Sqlite;
use super::database::{Body, Database, ForeignKey, Object, ObjectId, TEMP, Table, fold};
use super::rename::does_not_work;
use super::resolve::{Resolver, is_rowid};
use crate::catalog::{ColumnId, ReferentialAction};
use crate::cursor::Name;
use crate::fault::Fault;
use crate::source::Place;
use crate::sqlite::ddl::{Event, Expr, ExprKind, Step};

impl Sqlite {
    /// Errs where the rows of a table could not be deleted before it is dropped.
    pub(super) fn delete_rows(&self, id: ObjectId, place: Place) -> Result<(), Fault> {
        let Some(object) = self.database.get(id).filter(|object| matches!(object.body, Body::Table(_))) else {
            return Ok(());
        };
        let mut compiler = Compiler { database: &self.database, seen: BTreeSet::new(), place };
        // What is wrong with the table's own keys, and with those to it, is no error: they go or are ignored.
        for (child, at, key) in referring(&self.database, object) {
            if is_matched(&self.database, object, key) {
                compiler.action(child, at, &Write::Delete)?;
            }
        }
        Ok(())
    }
}

/// What a statement does to a table.
enum Write {
    Insert,
    Delete,
    Update(Vec<ColumnId>),
}

impl Write {
    fn changes(&self, columns: &[ColumnId]) -> bool {
        match self {
            Self::Update(changed) => columns.iter().any(|column| changed.contains(column)),
            Self::Insert | Self::Delete => true,
        }
    }
}

/// Goes through the statements that a deletion leads to.
struct Compiler<'d> {
    database: &'d Database,
    /// The foreign keys, by table and number, and the triggers whose statements were looked at already.
    seen: BTreeSet<(ObjectId, Option<(usize, bool)>)>,
    place: Place,
}

impl<'d> Compiler<'d> {
    /// A statement that writes to a table.
    fn write(&mut self, object: &'d Object, write: &Write) -> Result<(), Fault> {
        self.triggers(object, write)?;
        let Body::Table(table) = &object.body else { return Ok(()) };
        let referring = referring(self.database, object);
        let is_changed = |key: &ForeignKey| write.changes(&parent_columns(table, key));
        let own = table.foreign_keys.iter().filter(|key| write.changes(&key.columns));
        if own.clone().next().is_none() && !referring.iter().any(|(_, _, key)| is_changed(key)) {
            return Ok(());
        }
        let to_itself = table.foreign_keys.iter().filter(|key| key.parent.eq_ignore_ascii_case(&object.name));
        for key in own.chain(to_itself) {
            match self.database.find_table(Some(&object.schema), &key.parent) {
                None => return Err(self.fault(object, key, "whose table is not there")),
                Some(parent) if !is_matched(self.database, parent, key) => return Err(self.mismatch(object, key)),
                Some(_) => {}
            }
        }
        for (child, at, key) in referring {
            if !is_matched(self.database, object, key) {
                return Err(self.mismatch(child, key));
            }
            if is_changed(key) {
                self.action(child, at, write)?;
            }
        }
        Ok(())
    }

    /// What a foreign key does to the rows that have it when those are written that it refers to.
    fn action(&mut self, child: &'d Object, at: usize, write: &Write) -> Result<(), Fault> {
        use ReferentialAction::{Cascade, NoAction, Restrict};
        let Body::Table(table) = &child.body else { return Ok(()) };
        let Some(key) = table.foreign_keys.get(at) else { return Ok(()) };
        let (deletes, action) = match write {
            Write::Insert => return Ok(()),
            Write::Delete => (true, key.on_delete),
            Write::Update(_) => (false, key.on_update),
        };
        if matches!(action, NoAction | Restrict) || !self.seen.insert((child.id, Some((at, deletes)))) {
            return Ok(());
        }
        if deletes && action == Cascade {
            return self.write(child, &Write::Delete);
        }
        self.no_generated(table, &key.columns)?;
        self.write(child, &Write::Update(key.columns.clone()))
    }

    /// The triggers that a statement sets off.
    fn triggers(&mut self, object: &'d Object, write: &Write) -> Result<(), Fault> {
        for id in self.database.attached_to(object.id) {
            let Some(attached @ Object { schema, body: Body::Trigger(trigger), .. }) = self.database.get(id) else {
                continue;
            };
            let columns = |names: &[Name]| names.iter().filter_map(|name| column(object, name)).collect::<Vec<_>>();
            let waits = match (&trigger.definition.event, write) {
                (Event::Insert, Write::Insert) | (Event::Delete, Write::Delete) => true,
                (Event::Update(of), Write::Update(_)) => of.is_empty() || write.changes(&columns(of)),
                _ => false,
            };
            if !waits || !self.seen.insert((id, None)) {
                continue;
            }
            let mut resolver = Resolver::new(self.database, schema).running();
            let resolved = resolver.trigger(object, &mut trigger.definition.clone());
            resolved.map_err(|fault| does_not_work(attached, &fault, self.place))?;
            trigger.definition.steps.iter().try_for_each(|step| self.step(schema, step))?;
        }
        Ok(())
    }

    /// A statement of a trigger.
    fn step(&mut self, schema: &str, step: &Step) -> Result<(), Fault> {
        let (Step::Insert { table, .. } | Step::Update { table, .. } | Step::Delete { table, .. }) = step else {
            return Ok(());
        };
        // What is in the temporary database may name all others.
        let schema = Some(schema).filter(|schema| *schema != TEMP);
        let Some(object) = self.database.find_table(schema, &table.value) else { return Ok(()) };
        let sets = |sets: &[(Vec<Name>, Expr)]| -> Result<Write, Fault> {
            let names: Vec<Name> = sets.iter().flat_map(|(names, _)| names.clone()).collect();
            Ok(Write::Update(self.written(object, &names)?))
        };
        match step {
            Step::Select(_) => Ok(()),
            Step::Delete { .. } => self.write(object, &Write::Delete),
            Step::Update { sets: all, .. } => {
                let write = sets(all)?;
                self.write(object, &write)
            }
            Step::Insert { columns, upserts, .. } => {
                self.written(object, columns)?;
                let updates: Vec<Write> = upserts.iter().map(|upsert| sets(&upsert.sets)).collect::<Result<_, _>>()?;
                updates.iter().chain([&Write::Insert]).try_for_each(|write| self.write(object, write))
            }
        }
    }

    /// The columns that a statement names to write them.
    fn written(&self, object: &Object, names: &[Name]) -> Result<Vec<ColumnId>, Fault> {
        let Body::Table(table) = &object.body else { return Ok(Vec::new()) };
        let mut columns = Vec::new();
        for name in names {
            match column(object, name) {
                Some(id) => columns.push(id),
                None if is_rowid(&name.value) && !table.without_rowid => {}
                None => {
                    let message = format!("table `{}` has no column `{}`", object.name, name.value);
                    return Err(Fault::new(self.place, message).note("it is written", name.place));
                }
            }
        }
        self.no_generated(table, &columns)?;
        Ok(columns)
    }

    fn no_generated(&self, table: &Table, columns: &[ColumnId]) -> Result<(), Fault> {
        let mut columns = columns.iter().filter_map(|id| table.column_by_id(*id));
        match columns.find(|column| column.generated.is_some()) {
            None => Ok(()),
            Some(column) => {
                let message = format!("column `{}` would be written, and is a generated one", column.name);
                Err(Fault::new(self.place, message).note("it was declared", column.history.declared()))
            }
        }
    }

    fn mismatch(&self, child: &Object, key: &ForeignKey) -> Fault {
        self.fault(child, key, "which refers to no unique key")
    }

    fn fault(&self, child: &Object, key: &ForeignKey, why: &str) -> Fault {
        let message = format!("`{}` has a foreign key to `{}`, {why}", child.name, key.parent);
        Fault::new(self.place, message)
            .note("that is declared", key.place)
            .help("say `PRAGMA foreign_keys = OFF` before this, or drop that table first")
    }
}

/// The foreign keys that refer to a table, with the tables that have them and their numbers there.
fn referring<'d>(database: &'d Database, object: &Object) -> Vec<(&'d Object, usize, &'d ForeignKey)> {
    let mut found = Vec::new();
    for id in database.children_of(&fold(&object.name)) {
        let Some(child) = database.get(id).filter(|child| child.schema == object.schema) else { continue };
        let Body::Table(table) = &child.body else { continue };
        let keys = table.foreign_keys.iter().enumerate();
        let keys = keys.filter(|(_, key)| key.parent.eq_ignore_ascii_case(&object.name));
        found.extend(keys.map(|(at, key)| (child, at, key)));
    }
    found
}

/// Whether a foreign key refers to a unique key of its parent, whose columns have the collations that they have in it.
///
/// <https://www.sqlite.org/foreignkeys.html#fk_indexes>
fn is_matched(database: &Database, parent: &Object, key: &ForeignKey) -> bool {
    let Body::Table(table) = &parent.body else { return false };
    if key.parent_columns.is_empty() {
        return table.primary_key.as_ref().is_some_and(|primary| primary.columns.len() == key.columns.len());
    }
    let is_referred = |id: ColumnId| {
        let column = table.column_by_id(id);
        column.is_some_and(|column| key.parent_columns.iter().any(|name| column.name.eq_ignore_ascii_case(name)))
    };
    if let ([name], Some(rowid)) = (key.parent_columns.as_slice(), table.rowid)
        && table.column_by_id(rowid).is_some_and(|column| column.name.eq_ignore_ascii_case(name))
    {
        return true;
    }
    let serves = |columns: &[(ColumnId, String)]| {
        columns.len() == key.parent_columns.len()
            && columns.iter().all(|(id, collation)| is_referred(*id) && collation == collation_of(table, *id))
    };
    let mut keys = table.uniques.iter().chain(table.primary_key.as_ref().filter(|_| table.rowid.is_none()));
    let indexes = database.indexes_of(parent.id).filter(|(_, index)| index.unique && index.predicate.is_none());
    let mut parts = indexes.filter_map(|(_, index)| columns_of_index(parent, table, &index.parts));
    keys.any(|key| serves(&key.columns)) || parts.any(|columns| serves(&columns))
}

/// The columns of an index with their collations; none if there is an expression in it.
fn columns_of_index(parent: &Object, table: &Table, parts: &[Expr]) -> Option<Vec<(ColumnId, String)>> {
    let column = |part: &Expr| {
        let name = part.without_collate().written_name()?;
        let id = column(parent, &Name { value: name.to_owned(), place: part.place })?;
        let collation = match &part.kind {
            ExprKind::Collate(collation) => fold(&collation.value),
            _ => collation_of(table, id).to_owned(),
        };
        Some((id, collation))
    };
    parts.iter().map(column).collect()
}

fn collation_of(table: &Table, id: ColumnId) -> &str {
    table.column_by_id(id).and_then(|column| column.collation.as_deref()).unwrap_or("binary")
}

/// The columns of the parent that a foreign key refers to.
fn parent_columns(parent: &Table, key: &ForeignKey) -> Vec<ColumnId> {
    match &parent.primary_key {
        Some(primary) if key.parent_columns.is_empty() => primary.columns.iter().map(|(id, _)| *id).collect(),
        _ => key.parent_columns.iter().filter_map(|name| parent.column(name)).map(|column| column.id).collect(),
    }
}

fn column(object: &Object, name: &Name) -> Option<ColumnId> {
    match &object.body {
        Body::Table(table) => table.column(&name.value).map(|column| column.id),
        _ => None,
    }
}
