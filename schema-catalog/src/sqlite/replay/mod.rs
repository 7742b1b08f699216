//! Applies statements as the engine would, one module for each kind of statement or object.
//!
//! What a database holds is kept by itself, in [`database`], and the catalog is made of what changed of it, in [`publish`].

mod affinity;
mod alter;
mod create;
mod database;
mod deletion;
mod drop;
mod functions;
mod index;
mod modules;
mod publish;
mod rename;
mod resolve;
mod table;
mod trigger;
mod view;
mod virtual_table;

use database::{Database, DatabaseMarks, MAIN, Object, TEMP, fold};
use functions::Found;

use super::ddl::{self, Ddl, Pragma, Transaction};
use crate::catalog::{Catalog, Marks};
use crate::cursor::{Name, QualifiedName};
use crate::dialect::Dialect;
use crate::fault::Fault;
use crate::replay::Session;
use crate::source::Place;
use crate::statements::Statement;

/// A session of the engine: the catalog, the definitions it is made of, and what a session sets.
#[derive(Clone, Debug)]
pub(crate) struct Sqlite {
    catalog: Catalog,
    database: Database,
    /// `PRAGMA foreign_keys`, where it is said: whether it is on at first is a choice of whoever builds the engine.
    foreign_keys: Option<bool>,
    /// `PRAGMA legacy_alter_table`
    legacy_alter_table: bool,
    transaction: Option<OpenTransaction>,
}

/// A transaction: what to go back to, and its savepoints by their names.
#[derive(Clone, Debug)]
struct OpenTransaction {
    began: State,
    /// Whether `BEGIN` opened it, not the first of its savepoints.
    by_begin: bool,
    savepoints: Vec<(String, State)>,
}

/// A state of the session to go back to.
#[derive(Clone, Debug)]
pub(crate) struct State {
    catalog: Marks,
    database: DatabaseMarks,
}

impl Sqlite {
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self {
            catalog: Catalog::new(dialect),
            database: Database::default(),
            foreign_keys: None,
            legacy_alter_table: false,
            transaction: None,
        }
    }

    fn apply(&mut self, ddl: Ddl, place: Place) -> Result<(), Fault> {
        match ddl {
            Ddl::Irrelevant => Ok(()),
            Ddl::Calls(names) => calls(&names),
            Ddl::CreateTable(create) => self.create_table(*create),
            Ddl::CreateIndex(create) => self.create_index(*create),
            Ddl::CreateView(create) => self.create_view(*create),
            Ddl::CreateTrigger(create) => self.create_trigger(*create),
            Ddl::CreateVirtual(create) => self.create_virtual(&create),
            Ddl::AlterTable(alter) => self.alter_table(*alter),
            Ddl::Drop { kind, name, if_exists } => self.drop(kind, &name, if_exists),
            Ddl::Transaction(said) => self.transaction(said, place),
            Ddl::Pragma(pragma) => {
                self.pragma(&pragma);
                Ok(())
            }
            Ddl::Attach(name) => self.attach(name),
            Ddl::Detach(name) => self.detach(&name),
            Ddl::WritesSchema => {
                let message = "this writes to the table in which SQLite keeps its definitions, which is not read here";
                Err(Fault::refused(place, message))
            }
            Ddl::Vacuum if self.transaction.is_some() => {
                Err(Fault::new(place, "`VACUUM` can't be run within a transaction"))
            }
            Ddl::Vacuum => Ok(()),
        }
    }

    fn transaction(&mut self, said: Transaction, place: Place) -> Result<(), Fault> {
        let none = || Fault::new(place, "there is no open transaction");
        match said {
            Transaction::Begin => {
                if self.transaction.is_some() {
                    return Err(Fault::new(
                        place,
                        "there is an open transaction already, and SQLite has only one at a time",
                    )
                    .help("within a transaction `SAVEPOINT` does what `BEGIN` does"));
                }
                let began = self.state();
                self.transaction = Some(OpenTransaction { began, by_begin: true, savepoints: Vec::new() });
            }
            Transaction::Commit => drop(self.transaction.take().ok_or_else(none)?),
            Transaction::Rollback => {
                let open = self.transaction.take().ok_or_else(none)?;
                self.go_back(&open.began);
            }
            Transaction::Savepoint(name) => {
                let state = self.state();
                let open = self.transaction.get_or_insert_with(|| OpenTransaction {
                    began: state.clone(),
                    by_begin: false,
                    savepoints: Vec::new(),
                });
                open.savepoints.push((fold(&name.value), state));
            }
            Transaction::Release(name) => {
                let (at, _) = self.savepoint(&name)?;
                if let Some(open) = &mut self.transaction {
                    open.savepoints.truncate(at);
                    if at == 0 && !open.by_begin {
                        self.transaction = None;
                    }
                }
            }
            Transaction::RollbackTo(name) => {
                let (at, state) = self.savepoint(&name)?;
                if let Some(open) = &mut self.transaction {
                    open.savepoints.truncate(at + 1);
                }
                self.go_back(&state);
            }
        }
        Ok(())
    }

    /// The newest savepoint of this name.
    fn savepoint(&self, name: &Name) -> Result<(usize, State), Fault> {
        let folded = fold(&name.value);
        let savepoints = self.transaction.iter().flat_map(|open| open.savepoints.iter().enumerate());
        let found = savepoints.rev().find(|(_, (known, _))| *known == folded);
        found
            .map(|(at, (_, state))| (at, state.clone()))
            .ok_or_else(|| Fault::new(name.place, format!("there is no savepoint `{}`", name.value)))
    }

    /// <https://www.sqlite.org/pragma.html>. Those that are not known to the engine do nothing, nor do most others here.
    fn pragma(&mut self, pragma: &Pragma) {
        let Some(value) = &pragma.value else { return };
        let number = value.parse::<i64>().ok();
        let on = ["on", "yes", "true"].iter().any(|word| word.eq_ignore_ascii_case(value));
        let on = number.map_or(on, |number| number != 0);
        match fold(&pragma.name.value).as_str() {
            // Within a transaction it does nothing.
            "foreign_keys" if self.transaction.is_none() => self.foreign_keys = Some(on),
            "legacy_alter_table" => self.legacy_alter_table = on,
            _ => {}
        }
    }

    /// <https://www.sqlite.org/lang_attach.html>. What an attached database holds is not known.
    fn attach(&mut self, name: Option<Name>) -> Result<(), Fault> {
        let Some(name) = name else { return Ok(()) };
        if self.database.has_schema(&name.value) {
            return Err(Fault::new(name.place, format!("there is a database `{}` already", name.value)));
        }
        self.database.further.push(fold(&name.value));
        Ok(())
    }

    fn detach(&mut self, name: &Name) -> Result<(), Fault> {
        let folded = fold(&name.value);
        if folded == MAIN || folded == TEMP || !self.database.has_schema(&folded) {
            return Err(Fault::new(name.place, format!("there is no attached database `{}`", name.value)));
        }
        self.database.further.retain(|known| *known != folded);
        self.database.remove_schema(&folded);
        Ok(())
    }

    /// The database that a name says, if it says one.
    fn schema_of(&self, name: &QualifiedName) -> Result<Option<String>, Fault> {
        match &name.schema {
            Some(schema) if !self.database.has_schema(&schema.value) => {
                Err(Fault::new(schema.place, format!("there is no database `{}`", schema.value)))
            }
            schema => Ok(schema.as_ref().map(|schema| fold(&schema.value))),
        }
    }

    /// Whether a name may stand for something in an attached database.
    fn may_be_attached(&self, name: &QualifiedName) -> bool {
        match &name.schema {
            Some(schema) => self.database.further.iter().any(|known| known.eq_ignore_ascii_case(&schema.value)),
            None => !self.database.further.is_empty(),
        }
    }

    /// The table or view of this name.
    fn table_object(&self, name: &QualifiedName) -> Result<&Object, Fault> {
        let schema = self.schema_of(name)?;
        if let Some(found) = self.database.find_table(schema.as_deref(), &name.name.value) {
            return Ok(found);
        }
        let message = format!("there is no table `{}`", name.name.value);
        if self.may_be_attached(name) {
            let message = format!("{message} here, and what is in an attached database is not known");
            return Err(Fault::refused(name.place(), message));
        }
        let former = self.catalog.former_tables.get(&(MAIN.to_owned(), name.name.value.clone()));
        let fault = Fault::new(name.place(), message);
        let fault = match former {
            Some((what, place)) => fault.note(format!("it was {what}"), *place),
            None => fault,
        };
        let known: Vec<&str> = self.catalog.tables().map(|table| table.name.as_str()).collect();
        Err(match crate::suggest::nearest(&name.name.value, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        })
    }
}

/// What a query calls must be the engine's own: another function might do anything.
fn calls(names: &[Name]) -> Result<(), Fault> {
    let unknown = names.iter().find(|name| {
        let extension = fold(&name.value) == "load_extension";
        extension
            || functions::find(&name.value, 0) == Found::Unknown && !modules::is_table_function(&fold(&name.value))
    });
    match unknown {
        Some(name) => Err(Fault::refused(name.place, format!("what `{}` does is not known", name.value))),
        None => Ok(()),
    }
}

impl Session for Sqlite {
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
        let (ddl, place) = ddl::statement(statement)?;
        self.apply(ddl, place)?;
        self.publish();
        Ok(())
    }

    fn state(&mut self) -> State {
        State { catalog: self.catalog.marks(), database: self.database.marks() }
    }

    fn go_back(&mut self, state: &State) {
        self.catalog.rollback(&state.catalog);
        self.database.rollback(&state.database);
    }

    fn in_transaction(&self) -> bool {
        self.transaction.is_some()
    }

    fn commit(&mut self) {
        self.catalog.commit();
        self.database.commit();
    }

    fn end_of_file(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}
