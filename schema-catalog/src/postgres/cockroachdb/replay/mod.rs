//! What its statements do, where they do it otherwise than PostgreSQL's.

mod alter;
mod column_type;
mod index;
pub(super) mod infer;
mod like;
mod primary_key;
mod region;
mod shards;
mod table;
mod types;

use super::{CockroachDdl, missing};
use crate::catalog::TableId;
use crate::cursor::QualifiedName;
use crate::fault::Fault;
use crate::postgres::ddl::{Ddl, ObjectKind};
use crate::postgres::replay::Postgres;
use crate::source::Place;

/// Errs where CockroachDB does not do what a statement says, though PostgreSQL does.
pub(super) fn allows(replay: &mut Postgres, ddl: &Ddl, place: Place) -> Result<(), Fault> {
    let shapes = !matches!(
        ddl,
        Ddl::Irrelevant
            | Ddl::Write { .. }
            | Ddl::Calls(_)
            | Ddl::Do(_)
            | Ddl::SearchPath { .. }
            | Ddl::Commit
            | Ddl::Rollback
            | Ddl::Begin
    );
    if shapes && replay.in_routine() {
        // <https://www.cockroachlabs.com/docs/v26.2/user-defined-functions#known-limitations>
        return Err(Fault::refused(place, "CockroachDB takes no DDL in a routine or a `DO` block")
            .help("write the statement by itself, with IF NOT EXISTS where it may be there already"));
    }
    match ddl {
        Ddl::SelectInto { name, .. } => {
            Err(missing(name.place(), "`SELECT … INTO`").help(format!("CREATE TABLE {} AS SELECT …", name.name.value)))
        }
        Ddl::Rename { kind: ObjectKind::Table | ObjectKind::View, name, .. } => {
            replay.no_view_reads(name, place, "renamed")
        }
        Ddl::SetSchema { kind: ObjectKind::Table | ObjectKind::View, name, .. } => {
            replay.no_view_reads(name, place, "moved")
        }
        Ddl::Drop { kind: ObjectKind::Type, names, .. } => names.iter().try_for_each(|name| replay.no_column_has(name)),
        Ddl::DropServer => Err(missing(place, "foreign tables")),
        _ => Ok(()),
    }
}

impl Postgres {
    pub(crate) fn apply_cockroach(&mut self, own: CockroachDdl) -> Result<(), Fault> {
        match own {
            CockroachDdl::CreateTable(create) => self.create_own_table(create),
            CockroachDdl::CreateIndex { table, index } => {
                let table = self.table(&table)?;
                self.add_index(table, *index, false)
            }
            CockroachDdl::AlterTable(alter) => self.alter_own_table(alter),
            CockroachDdl::DropIndex { names, if_exists, cascade } => {
                names.iter().try_for_each(|name| self.drop_own_index(name, if_exists, cascade))
            }
            CockroachDdl::RenameIndex { name, to, if_exists } => self.rename_own_index(&name, &to, if_exists),
            CockroachDdl::CommentOnIndex(name) => self.has_index(&name),
            CockroachDdl::CreateType { create, if_not_exists } => self.create_own_type(create, if_not_exists),
            CockroachDdl::DropValue { name, label, place } => self.drop_value(&name, &label, place),
            CockroachDdl::Set(setting) => self.apply_setting(&setting),
        }
    }

    /// Errs where a view reads a table, which knows it by its name.
    ///
    /// <https://www.cockroachlabs.com/docs/v26.2/views#view-dependencies>
    fn no_view_reads(&self, name: &QualifiedName, place: Place, done: &str) -> Result<(), Fault> {
        let Some(id) = self.find_table(name) else { return Ok(()) };
        match self.reading_view(id) {
            None => Ok(()),
            Some(view) => {
                let view = self.table_of(view);
                let message =
                    format!("`{}` can't be {done}: {} `{}` reads it", name.name.value, view.kind.noun(), view.name);
                Err(Fault::new(place, message)
                    .note("it was declared", view.history.declared())
                    .help("drop the view first"))
            }
        }
    }

    /// Errs where a type is in use: <https://www.cockroachlabs.com/docs/v26.2/drop-type#details>.
    fn no_column_has(&mut self, name: &QualifiedName) -> Result<(), Fault> {
        let schema = name.schema.as_ref().map(|schema| schema.value.as_str());
        let Some(id) = self.find_type(schema, &name.name.value) else { return Ok(()) };
        let Some((table, column)) = self.columns_of_user_type(id).into_iter().next() else { return Ok(()) };
        let table = self.table_of(table);
        let column = table.column_by_id(column);
        let message = format!("column `{}` of `{}` has the type `{}`", column.name, table.name, name.name.value);
        Err(Fault::new(name.place(), message)
            .note("it was declared", column.history.declared())
            .help("drop the column first, or change its type"))
    }

    fn reading_view(&self, table: TableId) -> Option<TableId> {
        let reads = |id: &TableId| {
            self.catalog.tables.get(id).is_some_and(|view| view.kind.is_view() && view.reads.contains(&table))
        };
        self.catalog.dependents(table).into_iter().find(reads)
    }
}
