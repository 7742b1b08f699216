//! `ALTER COLUMN … TYPE`: what must be written anew on the disk can't be in an index, nor in much else.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/alter-table#alter-column-data-types>, with its known limitations.

use crate::catalog::{Column, ConstraintKind, SqlType, TableId};
use crate::cursor::Name;
use crate::fault::Fault;
use crate::postgres::ddl::TypeRef;
use crate::postgres::replay::Postgres;

/// Types whose values are kept alike, whatever their width.
const ALIKE: &[&[&str]] = &[
    &["int2", "int4", "int8"],
    &["float4", "float8"],
    &["text", "varchar", "bpchar", "char", "name"],
    &["bit", "varbit"],
    &["timestamp", "timestamptz"],
];

impl Postgres {
    /// Errs where a column's type can't be changed, though PostgreSQL would.
    pub(super) fn may_have_type(
        &self,
        table: TableId,
        name: &Name,
        wanted: &TypeRef,
        several: bool,
    ) -> Result<(), Fault> {
        let id = self.column(table, name)?;
        let target = self.table_of(table);
        let column = target.column_by_id(id);
        let new = self.resolve_type(wanted)?;
        if self.is_kept_alike(&column.sql_type, &new) {
            return Ok(());
        }
        let of = |what: String| {
            Err(Fault::new(name.place, format!("the type of `{}` can't be changed: {what}", name.value)))
        };
        if several {
            return of("that must stand in a statement by itself".to_owned());
        }
        for constraint in &target.constraints {
            let (what, uses) = match &constraint.kind {
                ConstraintKind::PrimaryKey { columns } => ("the primary key", columns.contains(&id)),
                ConstraintKind::Unique { columns, .. } => ("the index", columns.contains(&id)),
                ConstraintKind::ForeignKey(key) => ("the foreign key", key.columns.contains(&id)),
                ConstraintKind::Check(check) => ("the check", check.columns.contains(&id)),
                _ => continue,
            };
            if uses || constraint.include.contains(&id) {
                return of(format!("{what} `{}` needs it", constraint.name));
            }
        }
        if let Some(index) = self.catalog.indexes(target).find(|index| index.needs.contains(&id)) {
            return of(format!("the index `{}` needs it", index.name));
        }
        let computed =
            |other: &&Column| other.generated.as_ref().is_some_and(|generated| generated.columns.contains(&id));
        if let Some(other) = target.columns.iter().find(computed) {
            return of(format!("column `{}` is computed from it", other.name));
        }
        if self.catalog.sequences_of(table).any(|sequence| sequence.owned_by == Some((table, id))) {
            return of("a sequence belongs to it".to_owned());
        }
        Ok(())
    }

    fn is_kept_alike(&self, from: &SqlType, to: &SqlType) -> bool {
        if from.name == to.name && from.array == to.array {
            return true;
        }
        match (self.engines_own(from), self.engines_own(to)) {
            (Some(from), Some(to)) => ALIKE.iter().any(|types| types.contains(&from) && types.contains(&to)),
            _ => false,
        }
    }
}
