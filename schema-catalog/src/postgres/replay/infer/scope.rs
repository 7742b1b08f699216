//! What names stand for within a query.

use super::super::Postgres;
use super::Inferred;
use crate::catalog::{ColumnId, SqlType, TableId, TypeName};
use crate::cursor::Name;
use crate::fault::{Fault, UNDEFINED_COLUMN, UNDEFINED_TABLE};
use crate::source::Place;
use crate::suggest::nearest;

/// A column that a source gives.
#[derive(Clone, Debug)]
pub(crate) struct SourceColumn {
    pub(crate) name: String,
    pub(crate) sql_type: Inferred,
    pub(crate) origin: Option<(TableId, ColumnId)>,
    /// Whether `*` leaves it out.
    pub(crate) hidden: bool,
}

/// The columns of a source; `None` where they are not known.
pub(crate) type Columns = Option<Vec<SourceColumn>>;

/// A source under the name by which the query knows it.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) columns: Columns,
    /// The table, if it is one.
    pub(crate) table: Option<TableId>,
}

/// Sources, and what is around them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope<'s> {
    /// What `*` stands for, in its order.
    pub(crate) visible: Columns,
    pub(crate) named: Vec<Named>,
    /// The queries of `WITH`.
    pub(crate) with: Vec<(String, Columns)>,
    /// The results of the query, which `ORDER BY` and `GROUP BY` may name.
    pub(crate) results: Vec<(String, Inferred)>,
    pub(crate) outer: Option<&'s Scope<'s>>,
}

/// What a name stands for.
pub(crate) enum Found {
    Column {
        sql_type: Inferred,
        origin: Option<(TableId, ColumnId)>,
    },
    /// A whole row: its columns and its type.
    Row(Vec<(TableId, ColumnId)>, Option<SqlType>),
    NotKnown,
}

/// The engine's own columns of every table.
///
/// <https://www.postgresql.org/docs/current/ddl-system-columns.html>
const SYSTEM_COLUMNS: &[(&str, &str)] =
    &[("tableoid", "oid"), ("xmin", "xid"), ("cmin", "cid"), ("xmax", "xid"), ("cmax", "cid"), ("ctid", "tid")];

impl<'s> Scope<'s> {
    /// A scope within another one.
    pub(crate) fn within(outer: &'s Scope<'s>) -> Self {
        Self { visible: Some(Vec::new()), outer: Some(outer), ..Self::default() }
    }

    /// A scope of one table, as checks and indexes have it.
    pub(crate) fn of_table(replay: &Postgres, table: TableId) -> Self {
        let columns = columns_of(replay, table);
        let named = Named { name: replay.table_of(table).name.clone(), columns: columns.clone(), table: Some(table) };
        Self { visible: columns, named: vec![named], ..Self::default() }
    }

    /// A scope of a table that has no columns, as defaults have it.
    pub(crate) fn of_nothing() -> Self {
        Self { visible: Some(Vec::new()), ..Self::default() }
    }

    /// A scope of `VALUE`, as the checks of domains have it.
    pub(crate) fn of_value() -> Self {
        let sql_type = Inferred::NotKnown(super::Reason {
            what: "the type of `VALUE` does not matter",
            place: Place { file: 0, offset: 0 },
        });
        let value = SourceColumn { name: "value".to_owned(), sql_type, origin: None, hidden: false };
        Self { visible: Some(vec![value]), ..Self::default() }
    }

    /// The query of this name in `WITH`.
    pub(crate) fn with(&self, name: &str) -> Option<&Columns> {
        let here = self.with.iter().rev().find(|(known, _)| known == name).map(|(_, columns)| columns);
        here.or_else(|| self.outer.and_then(|outer| outer.with(name)))
    }

    /// Whether all names of this scope and of those around it are known.
    fn is_known(&self) -> bool {
        self.visible.is_some() && self.outer.is_none_or(Scope::is_known)
    }

    fn tables(&self) -> impl Iterator<Item = &Named> {
        std::iter::successors(Some(self), |scope| scope.outer).flat_map(|scope| &scope.named)
    }

    /// What a column's name stands for, with what is before it.
    pub(crate) fn find(&self, replay: &Postgres, path: &[Name]) -> Result<Found, Fault> {
        match path {
            [name] => self.find_plain(replay, name),
            [table, name] => self.find_qualified(replay, table, name),
            _ => Ok(Found::NotKnown),
        }
    }

    fn find_plain(&self, replay: &Postgres, name: &Name) -> Result<Found, Fault> {
        let mut scope = Some(self);
        while let Some(here) = scope {
            let visible = here.visible.as_deref().unwrap_or_default();
            let mut found = visible.iter().filter(|column| column.name == name.value);
            if let Some(column) = found.next() {
                if found.next().is_some() {
                    return Err(Fault::new(
                        name.place,
                        format!("column `{}` is in several of these tables", name.value),
                    )
                    .help("write the table before it"));
                }
                return Ok(Found::Column { sql_type: column.sql_type.clone(), origin: column.origin });
            }
            if let Some((_, sql_type)) = here.results.iter().find(|(known, _)| *known == name.value) {
                return Ok(Found::Column { sql_type: sql_type.clone(), origin: None });
            }
            if here.named.iter().any(|named| named.name == name.value) {
                return here.find_row(std::slice::from_ref(name));
            }
            if let Some(found) =
                system_column(&name.value).filter(|_| here.named.iter().any(|named| named.table.is_some()))
            {
                return Ok(found);
            }
            if here.visible.is_none() {
                return Ok(Found::NotKnown);
            }
            scope = here.outer;
        }
        let mut tables = self.tables();
        let (first, second) = (tables.next(), tables.next());
        if let (Some(Named { table: Some(table), .. }), None) = (first, second) {
            return replay.column(*table, name).map(|_| Found::NotKnown);
        }
        let message = format!("there is no column `{}` here", name.value);
        let fault = Fault::new(name.place, message).state(UNDEFINED_COLUMN);
        let known = self.tables().flat_map(|named| named.columns.iter().flatten()).map(|column| column.name.as_str());
        Err(match nearest(&name.value, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        })
    }

    fn find_qualified(&self, replay: &Postgres, table: &Name, name: &Name) -> Result<Found, Fault> {
        let Some(named) = self.tables().find(|named| named.name == table.value) else {
            if !self.is_known() {
                return Ok(Found::NotKnown);
            }
            let message = format!("there is no table `{}` in this query", table.value);
            return Err(Fault::new(table.place, message).state(UNDEFINED_TABLE));
        };
        let Some(columns) = &named.columns else { return Ok(Found::NotKnown) };
        if let Some(column) = columns.iter().find(|column| column.name == name.value) {
            return Ok(Found::Column { sql_type: column.sql_type.clone(), origin: column.origin });
        }
        if let Some(found) = system_column(&name.value).filter(|_| named.table.is_some()) {
            return Ok(found);
        }
        // A function of one row, or a cast, may be written like a column.
        if replay.routines.contains_key(&name.value)
            || ["text", "name", "varchar", "bpchar"].contains(&name.value.as_str())
        {
            return Ok(Found::NotKnown);
        }
        match named.table {
            Some(id) if replay.table_of(id).column(&name.value).is_none() => {
                replay.column(id, name).map(|_| Found::NotKnown)
            }
            _ => {
                let message = format!("`{}` has no column `{}`", table.value, name.value);
                Err(Fault::new(name.place, message).state(UNDEFINED_COLUMN))
            }
        }
    }

    /// The row of a source, as `table.*` and the name of a table alone have it.
    pub(crate) fn find_row(&self, path: &[Name]) -> Result<Found, Fault> {
        let [.., name] = path else { return Ok(Found::NotKnown) };
        let Some(named) = self.tables().find(|named| named.name == name.value) else {
            if path.len() > 1 || !self.is_known() {
                return Ok(Found::NotKnown);
            }
            let message = format!("there is no table `{}` in this query", name.value);
            return Err(Fault::new(name.place, message).state(UNDEFINED_TABLE));
        };
        let seen = named.columns.iter().flatten().filter(|column| !column.hidden);
        let columns = seen.filter_map(|column| column.origin).collect();
        let row = named.table.map(|id| SqlType::new(TypeName::Row(id)));
        Ok(Found::Row(columns, row))
    }
}

fn system_column(name: &str) -> Option<Found> {
    let (_, sql_type) = SYSTEM_COLUMNS.iter().find(|(known, _)| *known == name)?;
    Some(Found::Column { sql_type: Inferred::builtin(sql_type), origin: None })
}

/// The columns of a table, as a query that reads it has them.
pub(crate) fn columns_of(replay: &Postgres, id: TableId) -> Columns {
    let table = replay.table_of(id);
    if table.unknown.is_some() {
        return None;
    }
    let column = |column: &crate::catalog::Column| SourceColumn {
        name: column.name.clone(),
        sql_type: Inferred::Known(column.sql_type.clone()),
        origin: Some((id, column.id())),
        hidden: column.hidden,
    };
    Some(table.columns.iter().map(column).collect())
}
