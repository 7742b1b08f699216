//! Applies statements to the catalog as the engine would, one module for each kind of object.

mod alter;
mod cast;
mod citus;
mod column;
mod comment;
mod condition;
mod constraint;
mod dependents;
mod drop;
mod effects;
mod foreign;
mod index;
mod infer;
mod inherit;
mod kind;
mod levels;
mod lookup;
mod names;
mod partition;
mod persistence;
mod rename;
mod routine;
mod row_type;
mod schema;
mod sequence;
mod table;
mod text;
mod trigger;
mod typed;
mod types;
mod view;

pub(crate) use cast::COMPARED;
pub(crate) use constraint::no_constraint;
pub(crate) use infer::{Inferred, overload};
pub(crate) use partition::UNORDERED;
pub(crate) use types::normal_modifiers;

use std::collections::{BTreeMap, BTreeSet};

use effects::Defined;
use lookup::Lookup;

use crate::catalog::{Catalog, ColumnId, Marks, Relation, Table, TableId};
use crate::cursor::Name;
use crate::dialect::Dialect;
use crate::fault::Fault;
use crate::postgres::cockroachdb::Settings;
use crate::postgres::ddl::{self, Ddl};
use crate::replay::Session;
use crate::source::Place;
use crate::statements::Statement;

/// A session of the engine: the catalog, and what a session sets.
#[derive(Clone, Debug)]
pub(crate) struct Postgres {
    pub(crate) catalog: Catalog,
    /// `None` for the engine's own.
    search_path: Option<Vec<String>>,
    /// What `SET LOCAL` says, until the transaction ends.
    local_search_path: Option<Option<Vec<String>>>,
    /// Where the open transaction began, and its savepoints with their names.
    transaction: Option<(State, Vec<(String, State)>)>,
    /// The routines that the migrations define, by name without schema.
    routines: BTreeMap<String, Vec<Defined>>,
    /// The triggers of tables, each with the routine that it runs.
    triggers: BTreeMap<(TableId, String), Name>,
    /// The parameters of the routine that is being run whose values are known.
    parameters: BTreeMap<String, String>,
    lookup: Lookup,
    /// The extensions that were created. One that is dropped may stay here, which makes rules laxer, never stricter.
    extensions: BTreeSet<String>,
    /// By which column Citus distributes a table.
    distributed: BTreeMap<TableId, ColumnId>,
    /// Temporary tables that go with the end of the transaction.
    dropped_on_commit: Vec<TableId>,
    /// How many routines that are called are being run.
    depth: u32,
    /// How much has been run for the statement that is being applied.
    runs: u32,
    /// Where the statement begins that is being applied.
    place: Place,
    /// What a session of CockroachDB sets.
    pub(crate) settings: Settings,
}

/// A state of the session to go back to.
#[derive(Clone, Debug)]
pub(crate) struct State {
    marks: Marks,
    search_path: Option<Vec<String>>,
    distributed: BTreeMap<TableId, ColumnId>,
    settings: Settings,
}

impl Postgres {
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self {
            catalog: Catalog::new(dialect),
            search_path: None,
            local_search_path: None,
            transaction: None,
            routines: BTreeMap::new(),
            triggers: BTreeMap::new(),
            parameters: BTreeMap::new(),
            lookup: Lookup::default(),
            extensions: BTreeSet::new(),
            distributed: BTreeMap::new(),
            dropped_on_commit: Vec::new(),
            depth: 0,
            runs: 0,
            place: Place { file: 0, offset: 0 },
            settings: Settings::default(),
        }
    }

    /// Applies what a statement at this place says.
    fn apply(&mut self, ddl: Ddl, place: Place) -> Result<(), Fault> {
        self.place = place;
        (self.rules().allows)(self, &ddl, place)?;
        match ddl {
            Ddl::Irrelevant => Ok(()),
            Ddl::CreateTable(create) => self.create_table(*create),
            Ddl::CreateView(create) => self.create_view(*create),
            Ddl::CreateIndex(create) => self.create_index(*create),
            Ddl::CreateType(create) => self.create_type(*create),
            Ddl::CreateSchema { name, if_not_exists, elements } => self.create_schema(name, if_not_exists, elements),
            Ddl::CreateSequence { name, if_not_exists, temporary, owned_by } => {
                self.create_sequence(&name, if_not_exists, temporary, owned_by)
            }
            Ddl::OwnSequence { name, if_exists, owned_by } => self.own_sequence(&name, if_exists, owned_by),
            Ddl::AttachIndex { index, part } => self.attach_index(&index, &part),
            Ddl::CreateExtension { name, schema } => self.create_extension(&name, schema.as_ref()),
            Ddl::CreateRoutine { name, routine } => {
                self.define_routine(name.name.value, routine);
                Ok(())
            }
            Ddl::CreateTrigger { name, table, routine } => {
                self.create_trigger(name, &table, routine);
                Ok(())
            }
            Ddl::DropTrigger { name, table } => {
                self.drop_trigger(&name, &table);
                Ok(())
            }
            Ddl::CreateEventTrigger { routine } => self.create_event_trigger(&routine),
            Ddl::Write { tables, calls } => {
                self.calls(&calls)?;
                self.triggers_change_nothing(&tables)
            }
            Ddl::AlterTable(alter) => self.alter_table(alter),
            Ddl::AlterType { kind, name, changes, place } => self.alter_type(kind, &name, changes, place),
            Ddl::Rename { kind, name, to, if_exists, place } => self.rename(kind, &name, &to, if_exists, place),
            Ddl::RenameColumn { table, from, to, if_exists, only, place } => {
                self.rename_column(&table, &from, &to, if_exists, only, place)
            }
            Ddl::RenameConstraint { table, from, to, if_exists } => {
                self.rename_constraint(&table, &from, &to, if_exists)
            }
            Ddl::RenameSchema { name, to } => self.rename_schema(&name, &to),
            Ddl::SetSchema { kind, name, schema, if_exists } => self.set_schema(kind, &name, &schema, if_exists, place),
            Ddl::Drop { kind, names, if_exists, cascade, place } => self.drop(kind, &names, if_exists, cascade, place),
            Ddl::DropRoutines { names, cascade } => self.drop_routines(&names, cascade),
            Ddl::DropServer => self.no_foreign_tables(place),
            Ddl::Comment(comment) => self.comment(comment),
            Ddl::SearchPath { path, local } => {
                if local {
                    self.local_search_path = Some(path);
                } else {
                    self.local_search_path = None;
                    self.search_path = path;
                }
                Ok(())
            }
            Ddl::Do(routine) => self.run(&routine),
            Ddl::SelectInto { name, temporary, unlogged, query } => self.select_into(name, temporary, unlogged, query),
            Ddl::Calls(names) => self.calls(&names),
            Ddl::Begin => {
                if self.transaction.is_none() {
                    self.transaction = Some((self.state(), Vec::new()));
                }
                Ok(())
            }
            Ddl::Commit => {
                self.transaction = None;
                self.end_transaction()
            }
            Ddl::Rollback => {
                self.local_search_path = None;
                if let Some((state, _)) = self.transaction.take() {
                    self.go_back(&state);
                }
                Ok(())
            }
            Ddl::Savepoint(name) => {
                let state = self.state();
                match &mut self.transaction {
                    Some((_, savepoints)) => savepoints.push((name.value, state)),
                    None => return Err(Fault::new(place, "`SAVEPOINT` needs a transaction: `BEGIN` comes before it")),
                }
                Ok(())
            }
            Ddl::ReleaseSavepoint(name) => {
                let at = self.savepoint(&name)?;
                if let Some((_, savepoints)) = &mut self.transaction {
                    savepoints.truncate(at);
                }
                Ok(())
            }
            Ddl::RollbackTo(name) => {
                let at = self.savepoint(&name)?;
                if let Some((_, savepoints)) = &mut self.transaction {
                    savepoints.truncate(at + 1);
                    let state = savepoints[at].1.clone();
                    self.go_back(&state);
                }
                Ok(())
            }
            Ddl::Cockroach(own) => self.apply_cockroach(*own),
        }
    }

    /// Ends what holds for a transaction only.
    fn end_transaction(&mut self) -> Result<(), Fault> {
        self.keys_are_there()?;
        self.local_search_path = None;
        for id in std::mem::take(&mut self.dropped_on_commit) {
            if self.catalog.tables.contains(&id) {
                let place = self.table_of(id).history.declared();
                self.drop_table(id, &[id], true, place)?;
            }
        }
        Ok(())
    }

    fn savepoint(&self, name: &Name) -> Result<usize, Fault> {
        let savepoints = self.transaction.as_ref().map_or(&[][..], |(_, savepoints)| savepoints);
        savepoints
            .iter()
            .rposition(|(known, _)| *known == name.value)
            .ok_or_else(|| Fault::new(name.place, format!("there is no savepoint `{}`", name.value)))
    }

    /// The table of this id, to change it.
    pub(crate) fn table_mut(&mut self, id: TableId) -> &mut Table {
        self.lookup.table_changed(id);
        self.catalog.tables.get_mut(&id).expect("ids of tables are taken from the catalog itself")
    }

    pub(crate) fn table_of(&self, id: TableId) -> &Table {
        self.catalog.table_by_id(id)
    }

    /// Where the statement begins that is being applied.
    pub(crate) fn last_place(&self) -> Place {
        self.place
    }

    fn add_relation(&mut self, schema: &str, name: &str, relation: Relation) {
        self.catalog.relations.insert((schema.to_owned(), name.to_owned()), relation);
    }
}

impl Session for Postgres {
    type State = State;

    fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    fn catalog_mut(&mut self) -> &mut Catalog {
        &mut self.catalog
    }

    fn into_catalog(self) -> Catalog {
        self.catalog
    }

    fn statement(&mut self, statement: &Statement<'_>) -> Result<(), Fault> {
        let first = statement.tokens.first().map_or(0, |token| token.start);
        let place = Place { file: statement.file, offset: first };
        self.runs = 0;
        let ddl = ddl::parse(statement)?;
        if !matches!(ddl, Ddl::Irrelevant | Ddl::Write { .. }) {
            (self.rules().stays_in_database)(self, statement)?;
        }
        self.apply(ddl, place)
    }

    fn state(&mut self) -> State {
        State {
            marks: self.catalog.marks(),
            search_path: self.search_path.clone(),
            distributed: self.distributed.clone(),
            settings: self.settings.clone(),
        }
    }

    fn go_back(&mut self, state: &State) {
        let (tables, types) = self.catalog.rollback(&state.marks);
        tables.into_iter().for_each(|table| self.lookup.table_changed(table));
        types.into_iter().for_each(|found| self.lookup.type_changed(found));
        self.search_path.clone_from(&state.search_path);
        self.distributed.clone_from(&state.distributed);
        self.settings.clone_from(&state.settings);
    }

    fn in_transaction(&self) -> bool {
        self.transaction.is_some()
    }

    fn commit(&mut self) {
        self.catalog.commit();
    }

    fn end_of_file(&mut self) -> Result<(), Fault> {
        self.end_transaction()
    }
}
