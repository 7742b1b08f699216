//! What the expressions of a table read: of its checks, indexes and computed columns, and of defaults.

use super::super::Postgres;
use super::{Inferred, Reader, Scope};
use crate::catalog::{ColumnId, SqlType, TableId};
use crate::cursor::Name;
use crate::fault::Fault;
use crate::postgres::ddl::{Expr, Expression};
use crate::source::Place;

/// What an expression reads and gives.
pub(crate) struct Read {
    pub(crate) columns: Vec<ColumnId>,
    /// The functions that it calls, by name.
    pub(crate) functions: Vec<String>,
    /// Whether it reads a column that is the engine's own, such as `ctid`, or a whole row.
    pub(crate) own_columns: bool,
    /// Whether it reads a whole row.
    pub(crate) whole_row: bool,
    sql_type: Inferred,
}

impl Postgres {
    /// What an expression reads of a table.
    pub(crate) fn read_of(&self, table: TableId, expression: &Expression) -> Result<Read, Fault> {
        self.read(&expression.expr, &Scope::of_table(self, table), self.table_of(table).history.declared())
    }

    /// The same of a condition, which must be one.
    pub(crate) fn read_condition(&self, table: TableId, expression: &Expression) -> Result<Read, Fault> {
        let read = self.read_of(table, expression)?;
        self.is_condition(&read, expression)?;
        Ok(read)
    }

    /// What the check of a domain calls; `VALUE` stands for its value.
    pub(crate) fn read_domain_check(&self, expression: &Expression, place: Place) -> Result<Vec<String>, Fault> {
        let read = self.read(&expression.expr, &Scope::of_value(), place)?;
        self.is_condition(&read, expression)?;
        Ok(read.functions)
    }

    fn is_condition(&self, read: &Read, expression: &Expression) -> Result<(), Fault> {
        match &read.sql_type {
            Inferred::Known(found) if self.engines_own(found) != Some("bool") => {
                let shown = found.display(&self.catalog);
                let message = format!("`{}` is no condition: it gives `{shown}`", shorten(&expression.text));
                Err(match first_place(&expression.expr) {
                    Some(place) => Fault::new(place, message),
                    None => Fault::new(self.last_place(), message),
                })
            }
            _ => Ok(()),
        }
    }

    /// The functions that a default calls. It reads no columns, and must become the column's type by itself.
    pub(crate) fn read_default(&self, expression: &Expression, of: &SqlType) -> Result<Vec<String>, Fault> {
        let mut column = None;
        expression.expr.each(&mut |part| {
            if let Expr::Column(path) = part {
                column = column.or(path.last());
            }
        });
        if let Some(Name { value, place }) = column {
            return Err(Fault::new(*place, format!("a default can't read a column, such as `{value}`")));
        }
        let read = self.read(&expression.expr, &Scope::of_nothing(), self.last_place())?;
        match &read.sql_type {
            Inferred::Known(found) if !self.can_become(found, of) => {
                let (from, to) = (found.display(&self.catalog), of.display(&self.catalog));
                let message = format!(
                    "the default `{}` is of type `{from}`, and can't become `{to}` by itself",
                    shorten(&expression.text)
                );
                Err(Fault::new(first_place(&expression.expr).unwrap_or_else(|| self.last_place()), message)
                    .help(format!("say how: CAST({} AS {to})", shorten(&expression.text))))
            }
            _ => Ok(read.functions),
        }
    }

    /// Notes what a column is computed from.
    pub(crate) fn compute(&mut self, table: TableId, column: &Name, expression: &Expression) -> Result<(), Fault> {
        let Read { columns, functions, sql_type, .. } = self.read_of(table, expression)?;
        let id = self.column(table, column)?;
        let target = self.table_of(table);
        let read = columns
            .iter()
            .map(|read| target.column_by_id(*read))
            .find(|read| read.id() == id || read.generated.is_some());
        if let Some(read) = read {
            let message =
                format!("`{}` is computed itself, so `{}` can't be computed from it", read.name, column.value);
            return Err(Fault::new(column.place, message));
        }
        if let Inferred::Known(found) = sql_type {
            let of = &target.column_by_id(id).sql_type;
            if !self.can_become(&found, of) {
                let (from, to) = (found.display(&self.catalog), of.display(&self.catalog));
                let message = format!("`{}` is of type `{to}`, and computed as `{from}`", column.value);
                return Err(Fault::new(column.place, message));
            }
        }
        if let Some(generated) = &mut self.column_mut(table, id).generated {
            generated.columns = columns;
            generated.functions = functions;
        }
        Ok(())
    }

    fn read(&self, expr: &Expr, scope: &Scope<'_>, place: Place) -> Result<Read, Fault> {
        let (mut query, mut own_columns) = (false, false);
        let own = self.rules().own_columns;
        expr.each(&mut |part| match part {
            Expr::Subquery { .. } => query = true,
            Expr::Column(path) => {
                own_columns |= path.last().is_some_and(|name| own.contains(&name.value.as_str()));
            }
            _ => {}
        });
        if query {
            return Err(Fault::new(first_place(expr).unwrap_or(place), "a query can't stand in this expression"));
        }
        let mut reader = Reader::new(self, place);
        let sql_type = reader.expr(expr, scope)?;
        let whole_row = reader.whole_row;
        own_columns |= whole_row;
        let mut columns: Vec<ColumnId> = Vec::new();
        for (_, column) in reader.columns {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        Ok(Read { columns, functions: reader.functions, own_columns, whole_row, sql_type })
    }
}

/// The place of the first name in an expression.
fn first_place(expr: &Expr) -> Option<Place> {
    let mut place = None;
    expr.each(&mut |part| {
        place = place.or(match part {
            Expr::Column(path) | Expr::AllOf(path) => path.first().map(|name| name.place),
            Expr::Call(call) => Some(call.name.place()),
            Expr::TypedText(sql_type) => Some(sql_type.place),
            Expr::Cast { types, .. } => types.first().map(|first| first.place),
            _ => None,
        });
    });
    place
}

fn shorten(text: &str) -> &str {
    crate::cursor::clip(text, 40)
}
