//! The result of replaying migrations: schemas, tables, columns, constraints and types, as plain data.
//!
//! Objects refer to each other by id, as in the database's own system catalogs, so that a rename reaches every
//! key and foreign key without being told.

mod constraint;
mod list;
mod log;
mod mysql_types;
mod sql_type;
mod store;
mod table;

pub use constraint::{
    Check, Constraint, ConstraintKind, DanglingKey, ForeignKey, MatchType, ReferentialAction, WrittenReference,
};
pub use list::List;
pub use sql_type::{Builtin, SqlType, Type, TypeId, TypeKind, TypeName, quote_identifier};
pub use table::{
    Column, ColumnDefault, ColumnId, Generation, History, Identity, Index, PartitionKey, PartitionStrategy, Sequence,
    Table, TableId, TableKind, Unknown,
};

pub(crate) use constraint::{ConstraintId, Timing};
pub(crate) use log::Log;
pub(crate) use mysql_types::{mysql_builtin, quote_label};
pub(crate) use sql_type::{BUILTINS, builtin, cockroach_builtin};
pub(crate) use store::{Mark, Store};
pub(crate) use table::{IndexId, SequenceId};

use crate::compare;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::mysql::Definition;
use crate::source::{Location, Place, Sources};

/// The schema that stands for the session's temporary tables, which are no part of the result.
pub(crate) const TEMPORARY: &str = "pg_temp";

/// What a name in a schema's shared namespace of relations stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Table(TableId),
    Index(IndexId),
    Sequence(SequenceId),
    /// A composite type, which is a relation as well.
    Type(TypeId),
}

/// A schema: a namespace of tables and types.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its name, as the database stores it.
    pub name: String,
    /// What `COMMENT ON SCHEMA` says of it.
    pub comment: Option<String>,
    /// Where it was created; `None` for those that every database has.
    pub created: Option<Place>,
}

/// Everything that a set of migrations creates.
///
/// ```
/// use schema_catalog::{Catalog, Dialect};
///
/// let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", "CREATE TABLE users (id serial PRIMARY KEY, email text)")?;
/// let users = catalog.table("users").expect("was just created");
/// let email = users.column("email").expect("was just created");
/// assert!(email.nullable);
/// assert_eq!(catalog.location(email.history.declared()).to_string(), "up.sql:1:44");
/// # Ok::<(), schema_catalog::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Catalog {
    pub(crate) dialect: Dialect,
    pub(crate) sources: Sources,
    pub(crate) schemas: Store<String, Schema>,
    pub(crate) relations: Store<(String, String), Relation>,
    pub(crate) tables: Store<TableId, Table>,
    pub(crate) indexes: Store<IndexId, Index>,
    pub(crate) sequences: Store<SequenceId, Sequence>,
    /// Tables whose foreign keys, inheritance or queries point to a table: that, and one of them.
    pub(crate) dependents: Store<(TableId, TableId), ()>,
    /// The sequences that go with a table's columns.
    pub(crate) owned_sequences: Store<(TableId, SequenceId), ()>,
    pub(crate) type_names: Store<(String, String), TypeId>,
    pub(crate) types: Store<TypeId, Type>,
    /// What MySQL and MariaDB keep of each table besides.
    pub(crate) definitions: Store<TableId, Definition>,
    /// Tables that were there under a name: schema and name, what became of them, and where.
    pub(crate) former_tables: Store<(String, String), (String, Place)>,
    /// What SQLite writes now in the place of names in the statements that made its views and triggers.
    pub(crate) renamed: Store<Place, String>,
    next_id: u32,
}

/// A state of a catalog to go back to.
#[derive(Clone, Debug)]
pub(crate) struct Marks([Mark; 12]);

impl Marks {
    /// That of the tables.
    pub(crate) fn tables(&self) -> Mark {
        self.0[2]
    }

    /// That of the indexes.
    pub(crate) fn indexes(&self) -> Mark {
        self.0[3]
    }
}

impl Catalog {
    /// A catalog with nothing in it but the default schema.
    pub(crate) fn new(dialect: Dialect) -> Self {
        let mut schemas = Store::default();
        let name = dialect.default_schema().to_owned();
        schemas.insert(name.clone(), Schema { name, comment: None, created: None });
        schemas.commit();
        Self {
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
            definitions: Store::default(),
            former_tables: Store::default(),
            renamed: Store::default(),
            next_id: 0,
        }
    }

    /// The state to go back to by [`Catalog::rollback`].
    pub(crate) fn marks(&mut self) -> Marks {
        Marks([
            self.schemas.mark(),
            self.relations.mark(),
            self.tables.mark(),
            self.indexes.mark(),
            self.type_names.mark(),
            self.types.mark(),
            self.former_tables.mark(),
            self.sequences.mark(),
            self.dependents.mark(),
            self.owned_sequences.mark(),
            self.definitions.mark(),
            self.renamed.mark(),
        ])
    }

    /// Puts back everything that changed since then, and tells the tables and types among it.
    pub(crate) fn rollback(&mut self, Marks(marks): &Marks) -> (Vec<TableId>, Vec<TypeId>) {
        self.schemas.rollback(marks[0]);
        self.relations.rollback(marks[1]);
        let tables = self.tables.rollback(marks[2]);
        self.indexes.rollback(marks[3]);
        self.type_names.rollback(marks[4]);
        let types = self.types.rollback(marks[5]);
        self.former_tables.rollback(marks[6]);
        self.sequences.rollback(marks[7]);
        self.dependents.rollback(marks[8]);
        self.owned_sequences.rollback(marks[9]);
        self.definitions.rollback(marks[10]);
        self.renamed.rollback(marks[11]);
        (tables, types)
    }

    /// How much has been changed since the last commit.
    pub(crate) fn changes(&self) -> usize {
        self.schemas.changes()
            + self.relations.changes()
            + self.tables.changes()
            + self.type_names.changes()
            + self.types.changes()
    }

    /// Forgets every earlier state.
    pub(crate) fn commit(&mut self) {
        self.schemas.commit();
        self.relations.commit();
        self.tables.commit();
        self.indexes.commit();
        self.type_names.commit();
        self.types.commit();
        self.former_tables.commit();
        self.sequences.commit();
        self.dependents.commit();
        self.owned_sequences.commit();
        self.definitions.commit();
        self.renamed.commit();
    }

    /// An id that nothing has had before.
    pub(crate) fn new_id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id
    }

    /// The engine whose rules the migrations were replayed by.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The files that were replayed, in their order.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Every schema, by name.
    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        self.schemas.values()
    }

    /// Every table, view and foreign table, sorted by schema and name.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.relations.iter().filter_map(|(_, relation)| match relation {
            Relation::Table(id) => self.tables.get(id).filter(|table| table.schema != TEMPORARY),
            _ => None,
        })
    }

    /// The tables that are otherwise in a later state of this catalog, each with what it is there, if it is.
    pub fn changed_tables<'a>(&'a self, later: &'a Self) -> impl Iterator<Item = (&'a Table, Option<&'a Table>)> {
        let changed = self.tables().filter(|table| !self.tables.shares(&later.tables, &table.id));
        changed.map(|table| (table, later.find_table(table.id)))
    }

    /// What became of a table that once had this name, and where: `renamed to \`user_sessions\``, `dropped`.
    pub fn former_table(&self, name: &str) -> Option<(&str, Place)> {
        let (schema, name) = name.split_once('.').unwrap_or((self.dialect.default_schema(), name));
        let (what, place) = self.former_tables.get(&(schema.to_owned(), name.to_owned()))?;
        Some((what, *place))
    }

    /// Every name that a table once had: schema and name, what became of it, and where.
    pub fn former_tables(&self) -> impl Iterator<Item = (&str, &str, &str, Place)> {
        let former = self.former_tables.iter();
        former.map(|((schema, name), (what, place))| (schema.as_str(), name.as_str(), what.as_str(), *place))
    }

    /// Every sequence, sorted by schema and name, with those of serial and identity columns.
    pub fn sequences(&self) -> impl Iterator<Item = &Sequence> {
        self.relations.iter().filter_map(|(_, relation)| match relation {
            Relation::Sequence(id) => self.sequences.get(id).filter(|sequence| sequence.schema != TEMPORARY),
            _ => None,
        })
    }

    /// The sequence that a default takes its values from.
    pub fn sequence_of(&self, default: &ColumnDefault) -> Option<&Sequence> {
        self.sequences.get(&default.sequence?)
    }

    /// Every type that the migrations create (enums, domains, composite types), sorted by schema and name.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.type_names.values().filter_map(|id| self.types.get(id)).filter(|found| found.schema != TEMPORARY)
    }

    /// The table of this name: `name`, or `schema.name`.
    ///
    /// A name without a schema is looked for in the dialect's default schema (`public` for PostgreSQL). SQLite's names
    /// have no case.
    pub fn table(&self, name: &str) -> Option<&Table> {
        let (schema, name) = name.split_once('.').unwrap_or((self.dialect.default_schema(), name));
        let without_case = || {
            let same = |table: &&Table| table.schema == schema && table.name.eq_ignore_ascii_case(name);
            self.tables().find(same).filter(|_| self.dialect == Dialect::Sqlite)
        };
        self.table_in(schema, name).or_else(without_case)
    }

    /// The table of this name in this schema.
    pub fn table_in(&self, schema: &str, name: &str) -> Option<&Table> {
        match self.relations.get(&(schema.to_owned(), name.to_owned()))? {
            Relation::Table(id) => self.tables.get(id),
            _ => None,
        }
    }

    /// A table's name, with its schema before it unless that is the default one: as [`Catalog::table`] takes it.
    pub fn full_name(&self, table: &Table) -> String {
        if table.schema == self.dialect.default_schema() {
            table.name.clone()
        } else {
            format!("{}.{}", table.schema, table.name)
        }
    }

    /// The table that a foreign key points to, or any other with a known id.
    ///
    /// # Panics
    ///
    /// If the id comes from another catalog.
    pub fn table_by_id(&self, id: TableId) -> &Table {
        self.tables.get(&id).expect("a table's id is given out by its own catalog")
    }

    /// The table of this id, which may be another catalog's of the same migrations; `None` where it is not there.
    pub fn find_table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(&id).filter(|table| table.schema != TEMPORARY)
    }

    /// Whether two expressions are the same but for white space and the letter case of words.
    pub fn is_same_expression(&self, one: &str, other: &str) -> bool {
        one == other || compare::alike(self.dialect, one) == compare::alike(self.dialect, other)
    }

    /// The definition of a type that the migrations created.
    ///
    /// # Panics
    ///
    /// If the id comes from another catalog.
    pub fn type_by_id(&self, id: TypeId) -> &Type {
        self.types.get(&id).expect("a type's id is given out by its own catalog")
    }

    /// The indexes of a table, by the order of their creation, among them those that stand for its constraints where the
    /// engine keeps one.
    pub fn indexes(&self, table: &Table) -> impl Iterator<Item = &Index> {
        let (first, last) = (IndexId { table: table.id, number: 0 }, IndexId { table: table.id, number: u32::MAX });
        self.indexes.range(first..=last).map(|(_, index)| index)
    }

    /// The indexes of a table that no constraint stands for, by the order of their creation.
    pub fn own_indexes<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a Index> {
        // A constraint and the index behind it have one name.
        self.indexes(table).filter(|index| table.constraints.iter().all(|known| known.name != index.name))
    }

    /// The relations of a schema, by name.
    pub(crate) fn relations_in<'a>(
        &'a self,
        schema: &'a str,
    ) -> impl Iterator<Item = (&'a (String, String), &'a Relation)> {
        let first = (schema.to_owned(), String::new());
        self.relations.range(first..).take_while(move |((of, _), _)| of == schema)
    }

    /// The tables whose foreign keys, inheritance or queries point to this one, itself perhaps among them.
    pub(crate) fn dependents(&self, table: TableId) -> Vec<TableId> {
        let all = (table, TableId(0))..=(table, TableId(u32::MAX));
        self.dependents.range(all).map(|((_, dependent), ())| *dependent).collect()
    }

    /// The sequences that go with this table's columns.
    pub(crate) fn sequences_of(&self, table: TableId) -> impl Iterator<Item = &Sequence> {
        let all = (table, SequenceId(0))..=(table, SequenceId(u32::MAX));
        self.owned_sequences.range(all).filter_map(|((_, id), ())| self.sequences.get(id))
    }

    /// An error at a place in the migrations, for what is wrong with what they make.
    pub fn error(&self, place: Place, message: impl Into<String>) -> Error {
        Error::at(self.sources.spot(place), message)
    }

    /// Where a place is: file, line and column.
    pub fn location(&self, place: Place) -> Location {
        self.sources.location(place)
    }
}
