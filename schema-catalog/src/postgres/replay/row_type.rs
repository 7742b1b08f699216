//! Tables whose rows are written anew, which none may hold in a column.

use std::collections::BTreeSet;

use super::Postgres;
use crate::catalog::{Column, TableId, TableKind, TypeKind, TypeName};
use crate::fault::Fault;
use crate::source::Place;

impl Postgres {
    /// Errs where the rows of a table are a part of what a column holds, and are to be written anew: with a column of
    /// another type, or one more that has a value.
    ///
    /// PostgreSQL, `src/backend/commands/tablecmds.c`, `ATRewriteTables`.
    pub(crate) fn rows_may_change(&mut self, table: TableId, place: Place) -> Result<(), Fault> {
        // No rows are in a partitioned or a foreign table itself.
        match self.table_of(table).kind {
            TableKind::Table => self.rows_are_held_nowhere(table, place),
            _ => Ok(()),
        }
    }

    /// Errs where another table holds rows of this one: then no column of them can have another type, have they rows
    /// or not.
    ///
    /// PostgreSQL, `src/backend/commands/tablecmds.c`, `find_composite_type_dependencies`.
    pub(crate) fn rows_are_held_nowhere(&mut self, table: TableId, place: Place) -> Result<(), Fault> {
        let mut left = vec![TypeName::Row(table)];
        let mut seen = BTreeSet::new();
        while let Some(part) = left.pop() {
            let (tables, types) = match part {
                TypeName::Row(row) => (
                    self.lookup.tables_of_rows.get(&self.catalog.tables, &row),
                    self.lookup.users_of_rows.get(&self.catalog.types, &row),
                ),
                TypeName::User(id) => (
                    self.lookup.tables_of_types.get(&self.catalog.tables, &id),
                    self.lookup.users_of_types.get(&self.catalog.types, &id),
                ),
                _ => continue,
            };
            for id in tables {
                let holder = self.table_of(id);
                let Some(column) = holder.columns.iter().find(|column| column.sql_type.name == part) else { continue };
                if matches!(holder.kind, TableKind::Table | TableKind::Partitioned | TableKind::MaterializedView) {
                    let (holder, name) = (&holder.name, &self.table_of(table).name);
                    let message = format!(
                        "column `{}` of `{holder}` holds rows of `{name}`, which would be written anew",
                        column.name
                    );
                    return Err(Fault::new(place, message).note("it was declared", column.history.declared()));
                }
                if seen.insert((Some(id), None)) {
                    left.push(TypeName::Row(id));
                }
            }
            left.extend(types.into_iter().filter(|id| seen.insert((None, Some(*id)))).map(TypeName::User));
        }
        Ok(())
    }

    /// Whether the rows of a table are written anew when it gets this column.
    pub(crate) fn has_a_value_at_once(&self, column: &Column) -> bool {
        let of_type = match column.sql_type.name {
            TypeName::User(id) if !column.sql_type.array => match &self.catalog.type_by_id(id).kind {
                TypeKind::Domain { not_null, default, checks, .. } => {
                    *not_null || default.is_some() || !checks.is_empty()
                }
                _ => false,
            },
            _ => false,
        };
        of_type || column.default.is_some() || column.identity.is_some() || column.generated.is_some()
    }
}
