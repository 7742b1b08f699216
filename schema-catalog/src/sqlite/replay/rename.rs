//! `ALTER TABLE … RENAME`, which changes every definition that names what is renamed, and what it looks at before.

use super::Sqlite;
use super::alter::NEW_TABLE;
use super::create::check_reserved;
use super::database::{Body, Database, MAIN, Object, ObjectId, Table};
use super::resolve::{Change, Context, Resolver};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;
use crate::sqlite::ddl::Expr;

impl Sqlite {
    pub(super) fn rename_table(&mut self, id: ObjectId, table: &QualifiedName, to: &Name) -> Result<(), Fault> {
        let Some(object) = self.database.get(id) else { return Ok(()) };
        let (schema, from) = (object.schema.clone(), object.name.clone());
        let taken = self
            .database
            .find_table(Some(&schema), &to.value)
            .or_else(|| self.database.find_index(Some(&schema), &to.value));
        if let Some(taken) = taken {
            let message = format!("there is a {} `{}` already", taken.noun(), taken.name);
            return Err(Fault::new(to.place, message).note("it was created", taken.history.declared()));
        }
        check_reserved(&QualifiedName::bare(to.clone()))?;
        self.check_unhidden(table.place())?;
        let shadows: Vec<&str> = match &object.body {
            Body::View(_) => return Err(Fault::new(table.place(), format!("`{from}` is a view, whose name stays"))),
            Body::Virtual(table) => table.shadows.clone(),
            _ => Vec::new(),
        };
        let shadows: Vec<(ObjectId, String)> = shadows
            .into_iter()
            .filter_map(|ending| {
                let shadow = self.database.find_table(Some(&schema), &format!("{from}{ending}"))?;
                Some((shadow.id, format!("{}{ending}", to.value)))
            })
            .collect();
        let legacy = self.legacy_alter_table;
        if !legacy {
            self.change_everywhere(&Change::Table { table: id, to: to.value.clone() }, None, table.place())?;
        }
        self.rename_parent(&schema, &from, &to.value, table.place())?;
        for (id, to) in shadows.into_iter().chain([(id, to.value.clone())]) {
            self.unpublish(id, None);
            self.database.rename(id, &to);
        }
        let place = to.place;
        if let Some(object) = self.database.get_mut(id) {
            object.history.push(place, format!("renamed from `{from}`"));
            if let Body::Virtual(table) = &mut object.body {
                // A module for full text has a hidden column of its table's name.
                let own = table.columns.iter_mut().flatten().filter(|(_, name, _, hidden)| *hidden && *name == from);
                own.for_each(|(_, name, ..)| name.clone_from(&to.value));
            }
        }
        if schema == MAIN {
            let key = (MAIN.to_owned(), from);
            self.catalog.former_tables.insert(key, (format!("renamed to `{}`", to.value), place));
        }
        if legacy {
            // What names the table by its old name was not changed.
            self.check_expressions(id, false)?;
            self.database.indexes_of(id).try_for_each(|(_, index)| self.check_index(index, false))?;
        }
        self.test_queries(place)
    }

    /// Where something temporary has the name of a table or view, the engine takes the one for the other in definitions that it
    /// reads again.
    pub(super) fn check_unhidden(&self, place: Place) -> Result<(), Fault> {
        match self.database.hidden() {
            Some(hidden) => {
                let message = format!(
                    "something temporary is called `{}` as well, and SQLite confuses the two here",
                    hidden.name
                );
                Err(Fault::refused(place, message)
                    .note("that was created", hidden.history.declared())
                    .help("drop it before"))
            }
            None => Ok(()),
        }
    }

    /// Lets foreign keys follow a table to its new name.
    ///
    /// <https://www.sqlite.org/lang_altertable.html#alter_table_rename>
    fn rename_parent(&mut self, schema: &str, from: &str, to: &str, place: Place) -> Result<(), Fault> {
        let of_schema = |id: &ObjectId| self.database.get(*id).is_some_and(|object| object.schema == schema);
        let children: Vec<ObjectId> =
            self.database.children_of(&super::database::fold(from)).into_iter().filter(of_schema).collect();
        if children.is_empty() {
            return Ok(());
        }
        match (self.legacy_alter_table, self.foreign_keys) {
            (true, Some(false)) => return Ok(()),
            (true, None) => {
                let message =
                    "whether foreign keys follow this renaming depends on `PRAGMA foreign_keys`, which is not said";
                return Err(Fault::refused(place, message).help("say `PRAGMA foreign_keys = ON` or `OFF` before"));
            }
            _ => {}
        }
        for child in children {
            self.database.replace(child, |object| {
                let Body::Table(table) = &mut object.body else { return };
                for key in table.foreign_keys.iter_mut().filter(|key| key.parent.eq_ignore_ascii_case(from)) {
                    to.clone_into(&mut key.parent);
                }
            });
        }
        Ok(())
    }

    pub(super) fn rename_column(
        &mut self,
        id: ObjectId,
        table: &QualifiedName,
        from: &Name,
        to: &Name,
        quoted: bool,
    ) -> Result<(), Fault> {
        let column = self.column_of(id, table, from)?;
        self.check_unhidden(table.place())?;
        self.test_queries(from.place)?;
        // In this mode nothing is read again when the quotes are fixed: a view's columns have the names they had.
        let unread = self.legacy_alter_table.then(|| self.database.clone());
        self.fix_quotes(from.place)?;
        let change = Change::Column { table: id, column, to: to.value.clone(), quoted };
        self.change_everywhere(&change, unread.as_ref(), from.place)?;
        let (object, known) = self.plain_table(id, table)?;
        if let Some(same) =
            known.columns.iter().find(|other| other.id != column && other.name.eq_ignore_ascii_case(&to.value))
        {
            let message = format!("there is a column `{}` already", same.name);
            return Err(Fault::new(to.place, message).note("it was declared", same.history.declared()));
        }
        if known.fixed_name == Some(column) && !from.value.eq_ignore_ascii_case(&to.value) {
            let message = format!(
                "SQLite can't rename `{}`: a `UNIQUE` names this `INTEGER PRIMARY KEY` of a table without row ids",
                from.value
            );
            return Err(Fault::new(from.place, message).help(NEW_TABLE));
        }
        let (schema, parent) = (object.schema.clone(), object.name.clone());
        let Some(known) = self.database.table_mut(id) else { return Ok(()) };
        let mut old = String::new();
        if let Some(column) = known.column_mut(column) {
            old = std::mem::replace(&mut column.name, to.value.clone());
            column.history.push(from.place, format!("renamed from `{old}`"));
            known.former_columns.push((old.clone(), format!("renamed to `{}`", to.value).into(), from.place));
        }
        for child in self.database.children_of(&super::database::fold(&parent)) {
            if self.database.get(child).is_none_or(|object| object.schema != schema) {
                continue;
            }
            let Some(table) = self.database.table_mut(child) else { continue };
            let keys = table.foreign_keys.iter_mut().filter(|key| key.parent.eq_ignore_ascii_case(&parent));
            for name in keys.flat_map(|key| &mut key.parent_columns).filter(|name| name.eq_ignore_ascii_case(&old)) {
                name.clone_from(&to.value);
            }
        }
        self.check_expressions(id, true)?;
        self.test_queries(from.place)
    }

    /// Looks whether every view and trigger can be understood.
    pub(super) fn test_queries(&self, place: Place) -> Result<(), Fault> {
        if self.legacy_alter_table {
            return Ok(());
        }
        let views = super::resolve::Views::default();
        for id in self.database.queries() {
            let Some(object) = self.database.get(id) else { continue };
            let resolver = Resolver::new(&self.database, &object.schema).sharing(&views);
            resolve_query(&self.database, object, resolver).map_err(|fault| broken(object, &fault, place))?;
        }
        Ok(())
    }

    /// Replaces a name wherever it stands for this: in views, triggers, indexes, checks and generated columns.
    fn change_everywhere(&mut self, change: &Change, read: Option<&Database>, place: Place) -> Result<(), Fault> {
        self.change_queries(place, read, |resolver| resolver.changing(change.clone()))?;
        let (Change::Table { table, .. } | Change::Column { table, .. }) = change;
        self.change_expressions(*table, |resolver| resolver.changing(change.clone()));
        Ok(())
    }

    /// Goes through the views and triggers, which are understood by the database as it is, or as it is `read`.
    fn change_queries(
        &mut self,
        place: Place,
        read: Option<&Database>,
        prepare: impl for<'d> Fn(Resolver<'d>) -> Resolver<'d>,
    ) -> Result<(), Fault> {
        let (mut all, mut renamed) = (Vec::new(), Vec::new());
        let read = read.unwrap_or(&self.database);
        for id in self.database.queries() {
            let Some(object) = self.database.get(id) else { continue };
            let mut changed = object.clone();
            let mut resolver = prepare(Resolver::new(read, &object.schema));
            change_query(read, &mut changed, &mut resolver).map_err(|fault| broken(object, &fault, place))?;
            renamed.extend(resolver.into_replaced());
            all.push(changed);
        }
        // Only now: until here each is read by what the others still say.
        for changed in all {
            self.database.replace(changed.id, |object| object.body = changed.body);
        }
        for (place, name) in renamed {
            self.catalog.renamed.insert(place, name);
        }
        Ok(())
    }

    /// Makes strings of what is in double quotes and stands for no column, as the engine does before it renames a column or
    /// drops one.
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method by its name has one lifetime only")]
    pub(super) fn fix_quotes(&mut self, place: Place) -> Result<(), Fault> {
        self.change_queries(place, None, |resolver| resolver.fixing_quotes())?;
        for id in self.database.tables_with_quotes() {
            self.change_expressions(id, |resolver| resolver.fixing_quotes());
        }
        Ok(())
    }

    /// Goes through the expressions of a table and its indexes.
    fn change_expressions(&mut self, id: ObjectId, prepare: impl for<'d> Fn(Resolver<'d>) -> Resolver<'d>) {
        let Some(object) = self.database.get(id) else { return };
        let Body::Table(table) = &object.body else { return };
        let resolve = |context: Context, expression: &mut Expr| {
            let resolver = prepare(Resolver::new(&self.database, &object.schema));
            // What can't be understood was accepted as it is.
            let _ = resolver.of_table(object, table, context, expression);
        };
        let mut changed: Table = table.clone();
        changed.checks.iter_mut().for_each(|check| resolve(Context::Check, &mut check.expression));
        for column in &mut changed.columns {
            if let Some((expression, ..)) = &mut column.generated {
                resolve(Context::Generated, expression);
            }
        }
        let mut indexes = Vec::new();
        for (index_object, index) in self.database.indexes_of(id) {
            let mut index = index.clone();
            index.parts.iter_mut().for_each(|part| resolve(Context::Index, part));
            index.predicate.iter_mut().for_each(|(expression, _)| resolve(Context::Predicate, expression));
            indexes.push((index_object.id, index));
        }
        self.database.replace(id, |object| object.body = Body::Table(changed));
        for (id, index) in indexes {
            self.database.replace(id, |object| object.body = Body::Index(index));
        }
    }
}

/// Goes through the query of a view or the statements of a trigger.
fn change_query(database: &Database, object: &mut Object, resolver: &mut Resolver<'_>) -> Result<(), Fault> {
    let id = object.id;
    match &mut object.body {
        Body::View(view) => resolver.view_columns(id, view).map(drop),
        Body::Trigger(trigger) => match database.get(trigger.table) {
            Some(table) => resolver.trigger(table, &mut trigger.definition),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn resolve_query(database: &Database, object: &Object, mut resolver: Resolver<'_>) -> Result<(), Fault> {
    change_query(database, &mut object.clone(), &mut resolver)
}

/// A view or a trigger can't be understood, which the engine takes for an error of the `ALTER TABLE` that looks at it.
fn broken(object: &Object, fault: &Fault, place: Place) -> Fault {
    does_not_work(object, fault, place).help(
        "SQLite looks at all views and triggers first: drop those that do not work, and create them anew after it",
    )
}

/// A view or a trigger can't be understood by the statement at this place.
pub(super) fn does_not_work(object: &Object, fault: &Fault, place: Place) -> Fault {
    let (reason, at) = fault.reason();
    Fault::new(place, format!("the {} `{}` would not work: {reason}", object.noun(), object.name))
        .state(fault.sql_state())
        .note("that is", at)
}
