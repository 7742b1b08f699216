//! What a partitioned table is parted by, and what that asks of its keys and columns.
//!
//! <https://www.postgresql.org/docs/current/ddl-partitioning.html>

use super::Postgres;
use crate::catalog::{
    Check, Column, ColumnId, ConstraintKind, PartitionKey, PartitionStrategy, SqlType, TableId, TableKind, TypeKind,
    TypeName,
};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::ddl::{Bound, BoundKind, PartitionBy};
use crate::replay::Session as _;
use crate::source::Place;

/// Types without an order, which no key can be of: those without a default operator class for B-trees in
/// `pg_opclass`.
pub(crate) const UNORDERED: &[&str] = &[
    "aclitem",
    "box",
    "cid",
    "circle",
    "json",
    "jsonpath",
    "line",
    "lseg",
    "path",
    "pg_snapshot",
    "point",
    "polygon",
    "refcursor",
    "txid_snapshot",
    "xid",
    "xml",
];

/// The engine's own types that GiST orders without an extension: those with a default operator class for it in
/// `pg_opclass`.
const BY_GIST: &[&str] = &[
    "box",
    "circle",
    "datemultirange",
    "daterange",
    "int4multirange",
    "int4range",
    "int8multirange",
    "int8range",
    "nummultirange",
    "numrange",
    "point",
    "polygon",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
];

/// The same of hashes.
const UNHASHED: &[&str] = &[
    "bit",
    "box",
    "circle",
    "json",
    "jsonpath",
    "line",
    "lseg",
    "money",
    "path",
    "pg_snapshot",
    "point",
    "polygon",
    "refcursor",
    "tsquery",
    "tsvector",
    "txid_snapshot",
    "varbit",
    "xml",
];

impl Postgres {
    /// Notes by which columns a table is parted.
    pub(crate) fn part_by(&mut self, table: TableId, by: PartitionBy) -> Result<(), Fault> {
        let PartitionBy { strategy, parts, place } = by;
        if strategy == PartitionStrategy::List && parts.len() > 1 {
            return Err(Fault::new(place, "a table is parted by a list of one column only"));
        }
        let without = if strategy == PartitionStrategy::Hash { UNHASHED } else { UNORDERED };
        let (mut columns, mut needs) = (Vec::new(), Vec::new());
        for part in parts {
            let Some(name) = part.column() else {
                columns.push(None);
                needs.extend(self.read_of(table, &part)?.columns);
                continue;
            };
            let id = self.column(table, name)?;
            if self.table_of(table).column_by_id(id).generated.is_some() {
                let message = format!("column `{}` is generated, so nothing is parted by it", name.value);
                return Err(Fault::new(name.place, message));
            }
            self.has_class(table, &[id], without, name.place)?;
            columns.push(Some(id));
            needs.push(id);
        }
        self.table_mut(table).partition_key = Some(PartitionKey { strategy, columns, needs });
        Ok(())
    }

    /// Notes what a partition holds, which must be said as its table is parted.
    pub(crate) fn set_bound(&mut self, parent: TableId, partition: TableId, bound: Bound) -> Result<(), Fault> {
        let source = self.table_of(parent);
        let Some(key) = &source.partition_key else { return Ok(()) };
        let wanted = match (key.strategy, bound.kind) {
            (PartitionStrategy::List | PartitionStrategy::Range, BoundKind::Default) => {
                return self.be_default(parent, partition, bound.place);
            }
            (PartitionStrategy::Hash, BoundKind::Hash) | (PartitionStrategy::List, BoundKind::List) => return Ok(()),
            (PartitionStrategy::Range, BoundKind::Range(from, to)) => {
                let width = key.columns.len();
                if (from, to) == (width, width) {
                    return Ok(());
                }
                let message = format!("`{}` is parted by {width} columns, so there are {width} values", source.name);
                return Err(Fault::new(bound.place, message));
            }
            (PartitionStrategy::Hash, _) => "FOR VALUES WITH (MODULUS …, REMAINDER …)",
            (PartitionStrategy::List, _) => "FOR VALUES IN (…)",
            (PartitionStrategy::Range, _) => "FOR VALUES FROM (…) TO (…)",
        };
        let message = format!("what a partition of `{}` holds is said as {wanted}", source.name);
        Err(Fault::new(bound.place, message).note("it was declared", source.history.declared()))
    }

    /// `DETACH PARTITION … CONCURRENTLY` leaves a check behind, of what the partition held, where no other implies it.
    ///
    /// <https://www.postgresql.org/docs/current/sql-altertable.html>
    pub(crate) fn check_detached(&mut self, parent: TableId, name: &QualifiedName) -> Result<(), Fault> {
        if self.in_transaction() {
            return Err(Fault::new(name.place(), "`CONCURRENTLY` can't be used within a transaction"));
        }
        let partition = self.table(name)?;
        let target = self.table_of(partition);
        if let Some(known) = target.constraints.iter().find(|known| matches!(known.kind, ConstraintKind::Check(_))) {
            let message = format!("whether `{}` gets a check of what it held is not known", target.name);
            return Err(
                Fault::refused(name.place(), message).note("that may imply it, which is declared", known.declared)
            );
        }
        let source = self.table_of(parent);
        let names = source.partition_key.as_ref().map_or(Vec::new(), |key| source.column_names(&key.needs));
        let columns = names.iter().filter_map(|name| target.column(name)).map(Column::id).collect::<Vec<_>>();
        let expression = format!("({}) as in `{}`", names.join(", "), source.name);
        let addition = if let [only] = names.as_slice() { (*only).to_owned() } else { String::new() };
        let chosen = self.choose_name(partition, &addition, "check", false);
        let check =
            Check { expression, columns, functions: Vec::new(), one_of: None, no_inherit: false, whole_row: false };
        self.push_constraint(partition, chosen, ConstraintKind::Check(check), Vec::new(), name.place());
        Ok(())
    }

    /// `DETACH PARTITION … FINALIZE` ends what `CONCURRENTLY` began and could not end, which no migration leaves behind.
    pub(crate) fn has_not_been_detaching(
        &self,
        parent: TableId,
        name: &QualifiedName,
        place: Place,
    ) -> Result<(), Fault> {
        let partition = self.table(name)?;
        let (parent, target) = (self.table_of(parent), self.table_of(partition));
        let message = if target.partition_of == Some(parent.id()) {
            format!("no detaching of `{}` has been left unfinished", target.name)
        } else {
            format!("`{}` is no partition of `{}`", target.name, parent.name)
        };
        Err(Fault::new(place, message).help("leave the statement out: it ends what broke off on one database only"))
    }

    /// Errs where a parent is partitioned and should not be, or the other way round.
    pub(crate) fn is_partitioned(&self, parent: TableId, wanted: bool, place: Place) -> Result<(), Fault> {
        let parent = self.table_of(parent);
        let message = match (parent.kind == TableKind::Partitioned, wanted) {
            (true, false) => format!("`{}` is partitioned: it has partitions, and no tables that inherit", parent.name),
            (false, true) => format!("`{}` is not partitioned, so it has no partitions", parent.name),
            _ => return Ok(()),
        };
        Err(Fault::new(place, message).note("it was declared", parent.history.declared()))
    }

    /// Errs where a column's type has no order, which a B-tree over it needs.
    pub(crate) fn have_order(&self, table: TableId, columns: &[ColumnId], place: Place) -> Result<(), Fault> {
        self.has_class(table, columns, self.rules().unordered, place)
    }

    /// Errs where an index method has no operator class for a column of an exclusion constraint.
    pub(crate) fn suits_method(&self, table: TableId, name: &Name, method: &str) -> Result<(), Fault> {
        let id = self.column(table, name)?;
        let target = self.table_of(table);
        let sql_type = &target.column_by_id(id).sql_type;
        let suits = match (method, self.engines_own(sql_type)) {
            ("btree", _) => return self.have_order(table, &[id], name.place),
            // An extension such as `btree_gist` brings others.
            ("gist", _) if self.extensions.iter().any(|extension| extension != "plpgsql") => true,
            ("gist", Some(own)) => BY_GIST.contains(&own),
            ("gist", None) => !sql_type.array && self.is_range_or_unknown(sql_type),
            _ => true,
        };
        if suits {
            return Ok(());
        }
        let sql_type = sql_type.display(&self.catalog);
        let message =
            format!("column `{}` can't be excluded by `{method}`, which does not know `{sql_type}`", name.value);
        Err(Fault::new(name.place, message).help("create the extension that brings it: CREATE EXTENSION btree_gist;"))
    }

    /// Whether a type is a range, or one of which nothing is known.
    fn is_range_or_unknown(&self, sql_type: &SqlType) -> bool {
        match self.below_domains(sql_type) {
            SqlType { array: true, .. } => false,
            SqlType { name: TypeName::User(id), .. } => matches!(
                self.catalog.type_by_id(id).kind,
                TypeKind::Range { .. } | TypeKind::Multirange { .. } | TypeKind::Base
            ),
            _ => false,
        }
    }

    /// Errs where a column's type is one of those without an operator class.
    fn has_class(&self, table: TableId, columns: &[ColumnId], without: &[&str], place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        for column in columns.iter().map(|id| target.column_by_id(*id)) {
            if self.engines_own(&column.sql_type).is_some_and(|name| without.contains(&name)) {
                let sql_type = column.sql_type.display(&self.catalog);
                let message = format!("column `{}` can't be in a key, since `{sql_type}` has no order", column.name);
                return Err(Fault::new(place, message).note("it was declared", column.history.declared()));
            }
        }
        Ok(())
    }

    /// Errs where a key lacks a column that its table is parted by.
    pub(crate) fn has_partition_key(&self, table: TableId, columns: &[ColumnId], place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        for column in target.partition_key.iter().flat_map(|key| &key.columns) {
            let Some(column) = column else {
                let message = format!("`{}` is parted by an expression, so it can have no key", target.name);
                return Err(Fault::new(place, message));
            };
            if !columns.contains(column) {
                let name = &target.column_by_id(*column).name;
                let message = format!("`{}` is parted by `{name}`, which each of its keys must have", target.name);
                return Err(Fault::new(place, message));
            }
        }
        Ok(())
    }

    /// Errs where a table is parted by a column, which can then neither go nor change.
    pub(crate) fn is_not_parted_by(&self, table: TableId, column: ColumnId, place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        if !target.partition_key.as_ref().is_some_and(|key| key.needs.contains(&column)) {
            return Ok(());
        }
        let message = format!("`{}` is parted by column `{}`", target.name, target.column_by_id(column).name);
        Err(Fault::new(place, message))
    }
}
