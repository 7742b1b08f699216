//! The texts of expressions, which follow the names of the columns that they read.

use super::Postgres;
use crate::catalog::{Column, ColumnId, Constraint, ConstraintKind, TableId};
use crate::respell::respelled;

impl Postgres {
    /// Writes a column's new name in the checks, computed columns and indexes of its table that read it.
    pub(crate) fn respell(&mut self, table: TableId, column: ColumnId, from: &str, to: &str) {
        let dialect = self.catalog.dialect;
        let respelled = |text: &mut String| *text = respelled(dialect, text, &[(from, to)]);
        let target = self.table_of(table);
        let is_check =
            |known: &Constraint| matches!(&known.kind, ConstraintKind::Check(check) if check.columns.contains(&column));
        let checks = target.constraints.iter().any(is_check);
        let reads = |own: &Column| own.generated.as_ref().is_some_and(|computed| computed.columns.contains(&column));
        let computed: Vec<ColumnId> = target.columns.iter().filter(|own| reads(own)).map(Column::id).collect();
        let partial: Vec<_> = self
            .catalog
            .indexes(target)
            .filter(|index| index.predicate.is_some() && index.needs.contains(&column))
            .map(|index| index.id)
            .collect();
        if checks {
            for known in self.table_mut(table).constraints.filter_mut(is_check) {
                if let ConstraintKind::Check(check) = &mut known.kind {
                    respelled(&mut check.expression);
                }
            }
        }
        for id in computed {
            if let Some(computed) = &mut self.column_mut(table, id).generated {
                respelled(&mut computed.expression);
            }
        }
        for id in partial {
            if let Some(predicate) = self.catalog.indexes.get_mut(&id).and_then(|index| index.predicate.as_mut()) {
                respelled(predicate);
            }
        }
    }
}
