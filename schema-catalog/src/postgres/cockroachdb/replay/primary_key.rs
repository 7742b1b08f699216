//! Primary keys: every table has one, and `ALTER PRIMARY KEY` keeps the former one as an index.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/primary-key>, <https://www.cockroachlabs.com/docs/v26.2/alter-table#alter-primary-key>

use super::super::ddl::Index;
use crate::catalog::{Column, ColumnId, Constraint, ConstraintKind, SqlType, TableId};
use crate::cursor::Name;
use crate::fault::{Fault, INVALID_TABLE_DEFINITION};
use crate::postgres::replay::Postgres;
use crate::source::Place;

impl Postgres {
    /// Gives a table without a primary key one, whose columns become NOT NULL.
    pub(super) fn push_primary_key(&mut self, table: TableId, key: &Index) -> Result<(), Fault> {
        if let Some(first) = self.own_primary_key(table) {
            let message = format!("table `{}` has a primary key already", self.table_of(table).name);
            let fault = Fault::new(key.place, message).state(INVALID_TABLE_DEFINITION);
            return Err(fault.note("it was declared", first.declared));
        }
        let columns = self.columns_of_key(table, key)?;
        let name = match &key.name {
            Some(name) => {
                self.free_index_name(table, name)?;
                self.free_constraint_name(self.table_of(table), name)?;
                name.value.clone()
            }
            None => format!("{}_pkey", self.table_of(table).name),
        };
        for column in &columns {
            self.make_not_null(table, *column, false, key.place, "made NOT NULL by the primary key")?;
        }
        let shard = self.add_shard_column(table, key)?;
        self.push_primary(table, name, columns, shard.into_iter().collect(), key.place);
        Ok(())
    }

    pub(super) fn push_primary(
        &mut self,
        table: TableId,
        name: String,
        columns: Vec<ColumnId>,
        include: Vec<ColumnId>,
        place: Place,
    ) {
        self.insert_index(table, &name, place);
        self.push_constraint(table, name, ConstraintKind::PrimaryKey { columns }, include, place);
    }

    fn columns_of_key(&self, table: TableId, key: &Index) -> Result<Vec<ColumnId>, Fault> {
        let mut names: Vec<Name> = Vec::new();
        for part in &key.parts {
            match part.expression.column() {
                Some(name) => names.push(name.clone()),
                None => return Err(Fault::new(key.place, "a primary key is of columns, not of expressions")),
            }
        }
        let columns = self.key_columns(table, &names)?;
        self.have_order(table, &columns, key.place)?;
        Ok(columns)
    }

    pub(super) fn own_primary_key(&self, table: TableId) -> Option<&Constraint> {
        let primary = |known: &&Constraint| matches!(known.kind, ConstraintKind::PrimaryKey { .. });
        self.table_of(table).constraints.iter().find(primary)
    }

    /// The column of the primary key that a table got because it was said none.
    pub(super) fn unasked_rowid(&self, table: TableId) -> Option<ColumnId> {
        let [only] = self.table_of(table).primary_key() else { return None };
        is_rowid(self.table_of(table).column_by_id(*only)).then_some(*only)
    }

    /// `ADD PRIMARY KEY`: in place of one that was not asked for, or of one that was dropped in the same transaction.
    ///
    /// <https://www.cockroachlabs.com/docs/v26.2/alter-table#changing-primary-keys-with-add-constraint-primary-key>
    pub(super) fn add_primary_key(&mut self, table: TableId, key: &Index) -> Result<(), Fault> {
        if let Some(name) = &key.name
            && key.if_not_exists
            && self.has_constraint_or_index(table, &name.value)
        {
            return Ok(());
        }
        if self.unasked_rowid(table).is_some() {
            return self.alter_primary_key(table, key);
        }
        let columns = self.columns_of_key(table, key)?;
        self.hold_no_null(table, &columns, key.place)?;
        self.push_primary_key(table, key)
    }

    /// Errs where a column of a new key may hold NULL.
    fn hold_no_null(&self, table: TableId, columns: &[ColumnId], place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        match columns.iter().map(|id| target.column_by_id(*id)).find(|column| column.nullable) {
            None => Ok(()),
            Some(column) => {
                let message = format!("column `{}` may hold NULL, so it can't be in a primary key", column.name);
                Err(Fault::new(place, message)
                    .note("it was declared", column.history.declared())
                    .help(format!("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL first", target.name, column.name)))
            }
        }
    }

    /// `ALTER PRIMARY KEY USING COLUMNS`: the former key is unique still, by an index, unless nobody asked for it or
    /// the new one has the same columns.
    pub(super) fn alter_primary_key(&mut self, table: TableId, key: &Index) -> Result<(), Fault> {
        let columns = self.columns_of_key(table, key)?;
        self.hold_no_null(table, &columns, key.place)?;
        let Some(former) = self.own_primary_key(table).cloned() else { return self.push_primary_key(table, key) };
        let rowid = self.unasked_rowid(table);
        let former_columns = self.table_of(table).primary_key().to_vec();
        if former_columns == columns && key.parts.iter().any(|part| part.descending) {
            return Err(Fault::refused(key.place, "whether the former key had the same order is not known"));
        }
        let shard = self.add_shard_column(table, key)?;
        let name = key.name.as_ref().map_or_else(|| former.name.clone(), |name| name.value.clone());
        if let Some(index) = self.index_named(table, &former.name).map(|index| index.id) {
            self.remove_index(index);
        }
        self.table_mut(table).constraints.retain(|known| known.name != former.name);
        if let Some(given) = &key.name {
            self.free_index_name(table, given)?;
            self.free_constraint_name(self.table_of(table), given)?;
        }
        let is_kept =
            rowid.is_none() && former_columns != columns && !self.is_key(self.table_of(table), &former_columns);
        self.push_primary(table, name, columns, shard.into_iter().collect(), key.place);
        if is_kept {
            self.keep_as_index(table, former_columns, &former, key.place);
        }
        if let Some(rowid) = rowid {
            self.drop_unused_rowid(table, rowid, key.place)?;
        }
        self.drop_unused_shards(table);
        Ok(())
    }

    fn keep_as_index(&mut self, table: TableId, columns: Vec<ColumnId>, former: &Constraint, place: Place) {
        let target = self.table_of(table);
        let base = format!("{}_{}_key", target.name, target.column_names(&columns).join("_"));
        let name = self.free_index_or_constraint(table, &base, "");
        self.insert_index(table, &name, place);
        let kind = ConstraintKind::Unique { columns, nulls_not_distinct: false };
        self.push_constraint(table, name, kind, former.include.clone(), place);
    }

    /// `rowid` goes with the key that it was made for, unless something else needs it.
    fn drop_unused_rowid(&mut self, table: TableId, rowid: ColumnId, place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        let by_index = self.catalog.indexes(target).any(|index| index.needs.contains(&rowid));
        let by_constraint = target.constraints.iter().any(|known| match &known.kind {
            ConstraintKind::ForeignKey(key) => key.columns.contains(&rowid),
            ConstraintKind::Check(check) => check.columns.contains(&rowid),
            kind => super::shards::key_columns(kind).contains(&rowid) || known.include.contains(&rowid),
        });
        let by_column =
            |column: &Column| column.generated.as_ref().is_some_and(|generated| generated.columns.contains(&rowid));
        let by_view = self.catalog.dependents(table).iter().any(|id| {
            self.catalog.tables.get(id).is_some_and(|view| {
                view.read_columns.contains(&(table, rowid))
                    || view.foreign_keys().any(|(_, key)| key.parent == table && key.parent_columns.contains(&rowid))
            })
        });
        if by_index || by_constraint || by_view || target.columns.iter().any(by_column) {
            return Ok(());
        }
        self.remove_column(table, rowid, false, place)
    }

    /// `DROP CONSTRAINT` of a primary key, which must be followed by a new one before the transaction ends.
    pub(super) fn drop_primary_key(&mut self, table: TableId, cascade: bool, place: Place) -> Result<(), Fault> {
        let Some(key) = self.own_primary_key(table).cloned() else { return Ok(()) };
        self.drop_key(table, &key.name, cascade, place)?;
        self.settings.keyless.push((table, place));
        Ok(())
    }

    /// Errs where a table has lost its primary key for good.
    pub(crate) fn keys_are_there(&mut self) -> Result<(), Fault> {
        for (table, place) in std::mem::take(&mut self.settings.keyless) {
            if self.catalog.tables.contains(&table) && self.own_primary_key(table).is_none() {
                let message = format!("table `{}` has lost its primary key", self.table_of(table).name);
                return Err(Fault::new(place, message).help("add a new one in the same transaction"));
            }
        }
        Ok(())
    }
}

/// Whether a column is one that a table got for its primary key.
pub(super) fn is_rowid(column: &Column) -> bool {
    let by_default = column.default.as_ref().is_some_and(|default| default.expression == "unique_rowid()");
    column.hidden && by_default && column.name.starts_with("rowid") && column.sql_type == SqlType::of("int8")
}
