//! What rows come from, and what is known of its columns.

use std::rc::Rc;

use super::super::affinity::{Affinity, Typed};
use super::super::database::{Object, ObjectId, Table};
use super::{Output, Outputs, Relation};
use crate::catalog::ColumnId;

/// What a name stands for.
pub(super) enum Meaning {
    Column {
        name: String,
        typed: Typed,
        object: Option<ObjectId>,
        column: Option<ColumnId>,
        /// Whether its table is called by its own name, not by an alias.
        by_name: bool,
    },
    Alias(Typed),
}

impl Relation {
    pub(super) fn of_query(name: String, columns: Outputs) -> Self {
        Self {
            object: None,
            schema: None,
            name,
            alias: None,
            columns,
            rowid: None,
            shared: Vec::new(),
            right: false,
            left: false,
        }
    }

    pub(super) fn of_object(object: &Object, columns: Outputs) -> Self {
        let schema = Some(object.schema.clone());
        Self { object: Some(object.id), schema, ..Self::of_query(object.name.clone(), columns) }
    }

    pub(super) fn is_called(&self, name: &str) -> bool {
        self.alias.as_ref().unwrap_or(&self.name).eq_ignore_ascii_case(name)
    }

    pub(super) fn column(&self, name: &str) -> Option<&Output> {
        self.columns.as_ref()?.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().flat_map(|columns| columns.iter()).map(|column| column.name.as_str())
    }

    pub(super) fn names_shared_with(&self, others: &[Self]) -> Vec<String> {
        let has = |other: &Self, name: &str| other.column(name).is_some_and(|column| !column.hidden);
        let shared = |name: &&str| has(self, name) && others.iter().any(|other| has(other, name));
        self.names().filter(shared).map(str::to_owned).collect()
    }

    pub(super) fn meaning(&self, output: &Output) -> Meaning {
        Meaning::Column {
            name: output.name.clone(),
            typed: output.typed.clone(),
            object: self.object,
            column: output.origin,
            by_name: self.alias.is_none(),
        }
    }

    pub(super) fn rowid_meaning(&self) -> Meaning {
        let column = self.rowid.flatten();
        let own = |output: &&Output| column.is_some() && output.origin == column;
        let name = self.columns.iter().flat_map(|columns| columns.iter()).find(own).map(|output| output.name.clone());
        Meaning::Column {
            name: name.unwrap_or_else(|| "rowid".to_owned()),
            typed: Typed::column(Some("INTEGER".to_owned()), Affinity::Integer),
            object: self.object,
            column,
            by_name: self.alias.is_none(),
        }
    }
}

pub(super) fn relation_of_table(object: &Object, table: &Table) -> Relation {
    let outputs = table.columns.iter().map(|column| {
        let affinity = match column.sql_type.as_str() {
            "ANY" if table.strict => Affinity::Blob,
            other => Affinity::of_column(other),
        };
        let declared = Some(column.sql_type.clone()).filter(|declared| !declared.is_empty());
        Output { origin: Some(column.id), ..Output::new(&column.name, Typed::column(declared, affinity)) }
    });
    let columns = if table.unknown.is_some() { None } else { Some(Rc::new(outputs.collect())) };
    let rowid = if table.without_rowid { None } else { Some(table.rowid) };
    Relation { rowid, ..Relation::of_object(object, columns) }
}

/// <https://www.sqlite.org/lang_createtable.html#rowid>
pub(in super::super) fn is_rowid(name: &str) -> bool {
    ["rowid", "oid", "_rowid_"].iter().any(|known| known.eq_ignore_ascii_case(name))
}
