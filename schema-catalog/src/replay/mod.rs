//! Applies statements to the catalog as the engine would, one module for each kind of object.

mod alter;
mod cast;
mod comment;
mod constraint;
mod constraint_names;
mod drop;
mod file;
mod index;
mod inherit;
mod names;
mod partition;
mod routine;
mod schema;
mod sequence;
mod table;
mod types;
mod view;

use std::collections::BTreeMap;

use constraint_names::ConstraintNames;

use crate::catalog::{Catalog, Mark, Relation, Schema, Store, Table, TableId};
use crate::ddl::{self, Ddl, Routine};
use crate::dialect::Dialect;
use crate::fault::{Fault, SqlState};
use crate::source::{Place, Sources};
use crate::statements::Statement;

/// A session of the engine: the catalog, and what a session sets.
#[derive(Clone, Debug)]
pub(crate) struct Replay {
    pub(crate) catalog: Catalog,
    /// `None` for the engine's own.
    search_path: Option<Vec<String>>,
    /// What `SET LOCAL` says, until the transaction ends.
    local_search_path: Option<Option<Vec<String>>>,
    /// Where the open transaction began, and its savepoints with their names.
    transaction: Option<(State, Vec<(String, State)>)>,
    /// The routines that the migrations define, by name without schema.
    routines: BTreeMap<String, Vec<Routine>>,
    constraint_names: ConstraintNames,
    /// Temporary tables that go with the end of the transaction.
    dropped_on_commit: Vec<TableId>,
    /// How many routines that are called are being run.
    depth: u32,
}

/// A state of the session to go back to.
#[derive(Clone, Debug)]
struct State {
    marks: [Mark; 10],
    search_path: Option<Vec<String>>,
}

impl Replay {
    pub(crate) fn new(dialect: Dialect) -> Self {
        let mut schemas = Store::default();
        let name = dialect.default_schema().to_owned();
        schemas.insert(name.clone(), Schema { name, comment: None, created: None });
        schemas.commit();
        let catalog = Catalog {
            dialect,
            sources: Sources::default(),
            schemas,
            relations: Store::default(),
            tables: Store::default(),
            indexes: Store::default(),
            sequences: Store::default(),
            dependents: Store::default(),
            owned_sequences: Store::default(),
            type_names: Store::default(),
            types: Store::default(),
            former_tables: Store::default(),
            next_id: 0,
        };
        Self {
            catalog,
            search_path: None,
            local_search_path: None,
            transaction: None,
            routines: BTreeMap::new(),
            constraint_names: ConstraintNames::default(),
            dropped_on_commit: Vec::new(),
            depth: 0,
        }
    }

    fn state(&mut self) -> State {
        let catalog = &mut self.catalog;
        State {
            marks: [
                catalog.schemas.mark(),
                catalog.relations.mark(),
                catalog.tables.mark(),
                catalog.indexes.mark(),
                catalog.type_names.mark(),
                catalog.types.mark(),
                catalog.former_tables.mark(),
                catalog.sequences.mark(),
                catalog.dependents.mark(),
                catalog.owned_sequences.mark(),
            ],
            search_path: self.search_path.clone(),
        }
    }

    fn go_back(&mut self, state: &State) {
        let catalog = &mut self.catalog;
        catalog.schemas.rollback(state.marks[0]);
        catalog.relations.rollback(state.marks[1]);
        for table in catalog.tables.rollback(state.marks[2]) {
            self.constraint_names.changed(table);
        }
        catalog.indexes.rollback(state.marks[3]);
        catalog.type_names.rollback(state.marks[4]);
        catalog.types.rollback(state.marks[5]);
        catalog.former_tables.rollback(state.marks[6]);
        catalog.sequences.rollback(state.marks[7]);
        catalog.dependents.rollback(state.marks[8]);
        catalog.owned_sequences.rollback(state.marks[9]);
        self.search_path.clone_from(&state.search_path);
    }

    /// How much has been changed since the last commit.
    fn changes(&self) -> usize {
        let catalog = &self.catalog;
        catalog.schemas.changes()
            + catalog.relations.changes()
            + catalog.tables.changes()
            + catalog.type_names.changes()
            + catalog.types.changes()
    }

    fn commit(&mut self) {
        let catalog = &mut self.catalog;
        catalog.schemas.commit();
        catalog.relations.commit();
        catalog.tables.commit();
        catalog.indexes.commit();
        catalog.type_names.commit();
        catalog.types.commit();
        catalog.former_tables.commit();
        catalog.sequences.commit();
        catalog.dependents.commit();
        catalog.owned_sequences.commit();
    }

    fn statement(&mut self, statement: &Statement<'_>) -> Result<(), Fault> {
        let first = statement.tokens.first().map_or(0, |token| token.start);
        let place = Place { file: statement.file, offset: first };
        let ddl = ddl::parse(statement).map_err(|fault| fault.state(SqlState::Refused))?;
        self.apply(ddl, place)
    }

    /// Applies what a statement at this place says.
    fn apply(&mut self, ddl: Ddl, place: Place) -> Result<(), Fault> {
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
            Ddl::OwnSequence { name, owned_by } => self.own_sequence(&name, owned_by),
            Ddl::CreateExtension { name, schema } => self.create_extension(&name, schema.as_ref()),
            Ddl::CreateRoutine { name, routine } => {
                let same_name = self.routines.entry(name.name.value).or_default();
                same_name.retain(|known| known.arguments != routine.arguments);
                same_name.push(routine);
                Ok(())
            }
            Ddl::AlterTable(alter) => self.alter_table(alter),
            Ddl::AlterType { name, changes, place } => self.alter_type(&name, changes, place),
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
            Ddl::SelectInto { name, temporary, query } => self.select_into(name, temporary, query),
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
        }
    }

    /// Ends what holds for a transaction only.
    fn end_transaction(&mut self) -> Result<(), Fault> {
        self.local_search_path = None;
        for id in std::mem::take(&mut self.dropped_on_commit) {
            if self.catalog.tables.contains(&id) {
                let place = self.table_of(id).history.declared();
                self.drop_table(id, &[id], true, place)?;
            }
        }
        Ok(())
    }

    fn savepoint(&self, name: &ddl::Name) -> Result<usize, Fault> {
        let savepoints = self.transaction.as_ref().map_or(&[][..], |(_, savepoints)| savepoints);
        savepoints
            .iter()
            .rposition(|(known, _)| *known == name.value)
            .ok_or_else(|| Fault::new(name.place, format!("there is no savepoint `{}`", name.value)))
    }

    pub(crate) fn new_id(&mut self) -> u32 {
        self.catalog.next_id += 1;
        self.catalog.next_id
    }

    /// The table of this id, to change it.
    pub(crate) fn table_mut(&mut self, id: TableId) -> &mut Table {
        self.constraint_names.changed(id);
        self.catalog.tables.get_mut(&id).expect("ids of tables are taken from the catalog itself")
    }

    pub(crate) fn table_of(&self, id: TableId) -> &Table {
        self.catalog.table_by_id(id)
    }

    fn add_relation(&mut self, schema: &str, name: &str, relation: Relation) {
        self.catalog.relations.insert((schema.to_owned(), name.to_owned()), relation);
    }
}
