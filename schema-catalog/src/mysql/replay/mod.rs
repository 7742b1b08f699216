//! Applies statements to the catalog as the engine would, one module for each kind of object.

mod alter;
mod changes;
mod column;
mod create;
mod database;
pub(crate) mod definition;
mod drop;
mod foreign;
mod key;
mod names;
mod publish;
mod rename;
mod routine;
mod variable;
mod view;

use std::collections::BTreeMap;

pub(crate) use alter::casts;
pub(crate) use column::is_word_of_expressions;
pub(crate) use definition::Definition;
use definition::TableName;

use super::charset::Collation;
use super::ddl::{self, Ddl, ObjectKind, Routine};
use crate::catalog::{Catalog, Marks, Store, TableId};
use crate::dialect::Dialect;
use crate::fault::{Fault, SqlState};
use crate::lexer::TokenKind;
use crate::replay::Session;
use crate::source::Place;
use crate::statements::Statement;

/// A session of the engine: the catalog, what the engine keeps besides, and what a session sets.
#[derive(Clone, Debug)]
pub(crate) struct Mysql {
    catalog: Catalog,
    /// The tables that name another by a foreign key, or read it in a view: the name, which may be of nothing, and one
    /// of them.
    named_by: Store<(TableName, TableId), ()>,
    /// The names of foreign keys, in lower case with their databases, which are unique there, and the tables that have
    /// them.
    foreign_names: Store<TableName, TableId>,
    /// The collation of each database.
    databases: Store<String, Collation>,
    settings: Settings,
    routines: BTreeMap<String, Routine>,
    /// The texts of prepared statements, `None` for those that are built.
    prepared: BTreeMap<String, Option<String>>,
}

/// What a session sets.
#[derive(Clone, Debug)]
struct Settings {
    /// The database in which names without one are looked up.
    database: String,
    foreign_key_checks: bool,
    /// Unless it is set, the first `TIMESTAMP` of a table is NOT NULL with a default, and the others nearly so. Both
    /// engines set it by default: MySQL since 8.0.2, MariaDB since 10.10.
    ///
    /// <https://mariadb.com/kb/en/server-system-variables/#explicit_defaults_for_timestamp>
    explicit_timestamps: bool,
    /// `sql_mode` has `ANSI_QUOTES`: `"…"` is a name.
    ansi_quotes: bool,
    /// `default_storage_engine`.
    engine: String,
}

/// A state of a session to go back to.
#[derive(Clone, Debug)]
pub(crate) struct State {
    marks: Marks,
    stores: [crate::catalog::Mark; 3],
    settings: Settings,
}

impl Mysql {
    pub(crate) fn new(dialect: Dialect) -> Self {
        let mut databases = Store::default();
        databases.insert(dialect.default_schema().to_owned(), Collation::of_server(dialect));
        databases.commit();
        Self {
            catalog: Catalog::new(dialect),
            named_by: Store::default(),
            foreign_names: Store::default(),
            databases,
            settings: Settings {
                database: dialect.default_schema().to_owned(),
                foreign_key_checks: true,
                explicit_timestamps: true,
                ansi_quotes: false,
                engine: "innodb".to_owned(),
            },
            routines: BTreeMap::new(),
            prepared: BTreeMap::new(),
        }
    }

    /// Whether it is MariaDB, and not MySQL.
    fn is_mariadb(&self) -> bool {
        self.catalog.dialect == Dialect::Mariadb
    }

    fn apply(&mut self, ddl: Ddl, place: Place) -> Result<(), Fault> {
        match ddl {
            Ddl::Irrelevant => Ok(()),
            Ddl::CreateTable(create) => self.create_table(*create),
            Ddl::AlterTable(alter) => self.alter_table(*alter, place),
            Ddl::RenameTables { pairs, if_exists } => self.rename_tables(&pairs, if_exists),
            Ddl::Drop { kind: ObjectKind::Table, names, if_exists, temporary } => {
                self.drop_tables(&names, if_exists, temporary, place)
            }
            Ddl::Drop { kind: ObjectKind::View, names, if_exists, .. } => self.drop_views(&names, if_exists, place),
            Ddl::Drop { kind: ObjectKind::Sequence, names, if_exists, .. } => self.drop_sequences(&names, if_exists),
            Ddl::CreateView(create) => self.create_view(*create),
            Ddl::CreateSequence { name, or_replace, if_not_exists, temporary } => {
                self.create_sequence(&name, or_replace, if_not_exists, temporary)
            }
            Ddl::CreateDatabase { name, or_replace, if_not_exists, options } => {
                self.create_database(&name, or_replace, if_not_exists, &options)
            }
            Ddl::AlterDatabase { name, options } => self.alter_database(name.as_ref(), &options),
            Ddl::DropDatabase { name, if_exists } => self.drop_database(&name, if_exists),
            Ddl::Use(name) => self.use_database(name),
            Ddl::Set(assignments) => self.set(&assignments),
            Ddl::CreateRoutine { name, routine } => {
                self.routines.insert(name.name.value.to_ascii_lowercase(), routine);
                Ok(())
            }
            Ddl::DropRoutine(name) => {
                self.routines.remove(&name.name.value.to_ascii_lowercase());
                Ok(())
            }
            Ddl::Calls(names) => names.iter().try_for_each(|name| self.call(name)),
            Ddl::Block(routine) => self.run(&routine, place, "this block", 0),
            Ddl::Prepare { name, text } => {
                self.prepared.insert(name.value.to_ascii_lowercase(), text);
                Ok(())
            }
            Ddl::Execute(name) => self.execute(&name, place),
        }
    }

    /// Reads a statement, with `"…"` as names where the session says so, and applies it.
    fn read_and_apply(&mut self, statement: &Statement<'_>) -> Result<(), Fault> {
        let first = statement.tokens.first().map_or(0, |token| token.start);
        let place = statement.within.unwrap_or(Place { file: statement.file, offset: first });
        let parsed = if self.settings.ansi_quotes {
            let mut quoted = statement.clone();
            for token in &mut quoted.tokens {
                if token.kind == TokenKind::String && statement.text[token.start as usize..].starts_with('"') {
                    token.kind = TokenKind::Quoted;
                }
            }
            ddl::parse(&quoted)
        } else {
            ddl::parse(statement)
        };
        self.apply(parsed.map_err(|fault| fault.state(SqlState::Refused))?, place)
    }
}

impl Session for Mysql {
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
        self.read_and_apply(statement)
    }

    fn state(&mut self) -> State {
        State {
            marks: self.catalog.marks(),
            stores: [self.named_by.mark(), self.foreign_names.mark(), self.databases.mark()],
            settings: self.settings.clone(),
        }
    }

    fn go_back(&mut self, state: &State) {
        self.catalog.rollback(&state.marks);
        self.named_by.rollback(state.stores[0]);
        self.foreign_names.rollback(state.stores[1]);
        self.databases.rollback(state.stores[2]);
        self.settings.clone_from(&state.settings);
    }

    /// Every statement of DDL commits: <https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html>.
    fn in_transaction(&self) -> bool {
        false
    }

    fn commit(&mut self) {
        self.catalog.commit();
        self.named_by.commit();
        self.foreign_names.commit();
        self.databases.commit();
    }

    fn end_of_file(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}
