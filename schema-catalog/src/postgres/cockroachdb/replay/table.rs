//! `CREATE TABLE`, and the columns that a table gets unasked.

use super::super::ddl::{Column, CreateTable, Element, ExpiresAfter, Index, IndexKind, RegionalByRow, Source};
use crate::catalog::{ColumnDefault, ColumnId, Relation, SqlType, TableId, TableKind};
use crate::cursor::Name;
use crate::fault::Fault;
use crate::postgres::ddl::{TableConstraint, TableConstraintKind, ViewQuery};
use crate::postgres::replay::Postgres;
use crate::source::Place;

/// The column of a table whose rows expire: <https://www.cockroachlabs.com/docs/v26.2/row-level-ttl>.
pub(super) const EXPIRATION: &str = "crdb_internal_expiration";

impl Postgres {
    pub(super) fn create_own_table(&mut self, create: CreateTable) -> Result<(), Fault> {
        let CreateTable { name, temporary, if_not_exists, source, expires, regional } = create;
        let schema = self.schema_for(&name, temporary)?;
        let key = (schema.clone(), name.name.value.clone());
        if if_not_exists && self.catalog.relations.contains(&key) {
            return Ok(());
        }
        self.free_relation_name(&schema, &name.name)?;
        self.free_type_name(&schema, &name.name)?;
        let id = self.insert_table(&schema, &name.name, TableKind::Table);
        // What it is made from may have the same name in another schema.
        self.catalog.relations.remove(&key);
        // Its columns may be of that type.
        if let Some(regional) = &regional {
            self.type_of_regions(regional);
        }
        match source {
            Source::Elements(elements) => self.fill_with_elements(id, key, elements, (expires, regional), name.place()),
            Source::Query { named, query } => {
                self.fill_with_query(id, named.columns, &query)?;
                self.catalog.relations.insert(key, Relation::Table(id));
                if self.table_of(id).unknown.is_some() {
                    return Ok(());
                }
                self.add_columns_of_options(id, expires, regional.as_ref())?;
                self.add_primary_key_or_rowid(id, named.key.as_ref(), name.place())
            }
        }
    }

    /// <https://www.cockroachlabs.com/docs/v26.2/create-table-as>
    fn fill_with_query(&mut self, id: TableId, columns: Option<Vec<Name>>, query: &ViewQuery) -> Result<(), Fault> {
        let named = columns.as_ref().map(|columns| (columns.len(), columns.first().map(|name| name.place)));
        self.columns_of_query(id, columns, query)?;
        let found = self.table_of(id);
        match named {
            Some((count, Some(place))) if found.unknown.is_none() && count != found.columns.len() => {
                let message = format!("the query has {} results, and {count} of them are named", found.columns.len());
                Err(Fault::new(place, message))
            }
            _ => Ok(()),
        }
    }

    /// Columns first, as they stand; then those that hash-sharded indexes need; then keys, indexes, and at last checks
    /// and foreign keys, those of the table before those of its columns.
    fn fill_with_elements(
        &mut self,
        id: TableId,
        key: (String, String),
        elements: Vec<Element>,
        (expires, regional): (Option<ExpiresAfter>, Option<RegionalByRow>),
        place: Place,
    ) -> Result<(), Fault> {
        let (mut indexes, mut of_table, mut of_columns, mut copied) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut index_definitions = Vec::new();
        for element in elements {
            match element {
                Element::Column(column) => {
                    indexes.extend(self.define_own_column(id, *column, &mut of_columns)?);
                }
                Element::Index(index) => index_definitions.push(index),
                Element::Constraint(constraint) => of_table.push(constraint),
                Element::Like(like) => copied.push(self.like_columns(id, &like)?),
            }
        }
        self.catalog.relations.insert(key, Relation::Table(id));
        if self.table_of(id).unknown.is_some() {
            return Ok(());
        }
        self.add_columns_of_options(id, expires, regional.as_ref())?;
        indexes.extend(index_definitions);
        let (generated, of_columns) = of_columns.into_iter().partition(is_computation);
        self.add_own_constraints(id, generated)?;
        for index in &indexes {
            self.add_shard_column(id, index)?;
        }
        for (source, like) in &copied {
            self.like_shards(id, *source, like, place)?;
        }
        let primary = indexes.iter().position(|index| index.kind == IndexKind::Primary);
        let primary = primary.map(|at| indexes.remove(at));
        let copies_key = copied.iter().find(|(source, like)| self.copies_key(*source, like)).cloned();
        match (copies_key, primary) {
            (Some((source, _)), None) => self.like_key(id, source, place)?,
            (_, primary) => self.add_primary_key_or_rowid(id, primary.as_ref(), place)?,
        }
        for (source, like) in &copied {
            self.like_rest(id, *source, like, place)?;
        }
        for index in indexes {
            self.add_index(id, index, true)?;
        }
        self.add_own_constraints(id, of_table)?;
        self.add_own_constraints(id, of_columns)
    }

    /// Adds the columns that the options of a table ask for.
    fn add_columns_of_options(
        &mut self,
        id: TableId,
        expires: Option<ExpiresAfter>,
        regional: Option<&RegionalByRow>,
    ) -> Result<(), Fault> {
        expires.map_or(Ok(()), |expires| self.expire(id, expires))?;
        regional.map_or(Ok(()), |regional| self.place_by_row(id, regional))
    }

    /// Adds a column, and gives the key that is said of it.
    pub(super) fn define_own_column(
        &mut self,
        table: TableId,
        column: Column,
        constraints: &mut Vec<TableConstraint>,
    ) -> Result<Option<Index>, Fault> {
        let Column { def, hidden, key, on_update } = column;
        let name = def.name.clone();
        // The shard column of a key that is said of a column comes before it.
        if let Some(key) = &key {
            self.add_shard_column_before(table, key)?;
        }
        if let Some(serial) = &def.sql_type
            && serial.serial().is_some()
            && def
                .constraints
                .iter()
                .any(|own| matches!(own.kind, crate::postgres::ddl::ColumnConstraintKind::Default(_)))
        {
            return Err(Fault::new(
                name.place,
                format!("column `{}` is a serial, and has a default as well", name.value),
            ));
        }
        self.define_column(table, def, constraints)?;
        let id = self.column(table, &name)?;
        self.column_mut(table, id).hidden = hidden;
        if let Some(expression) = on_update {
            let of = self.table_of(table).column_by_id(id).sql_type.clone();
            self.read_default(&expression, &of)?;
        }
        Ok(key)
    }

    /// The primary key that is said, or else a hidden column for one.
    ///
    /// <https://www.cockroachlabs.com/docs/v26.2/indexes#creation>
    fn add_primary_key_or_rowid(&mut self, table: TableId, key: Option<&Index>, place: Place) -> Result<(), Fault> {
        if let Some(key) = key {
            return self.push_primary_key(table, key);
        }
        if self.settings.explicit_keys {
            let message = format!(
                "table `{}` has no primary key, as `require_explicit_primary_keys` asks",
                self.table_of(table).name
            );
            return Err(Fault::new(place, message));
        }
        let name = self.free_column_name(table, "rowid");
        let column = self.add_hidden(table, &name, "int8", "unique_rowid()", place)?;
        let name = format!("{}_pkey", self.table_of(table).name);
        self.push_primary(table, name, vec![column], Vec::new(), place);
        Ok(())
    }

    /// A name that no column has, with a number where it is taken: `rowid_1`.
    fn free_column_name(&self, table: TableId, name: &str) -> String {
        let taken = |name: &str| self.table_of(table).column(name).is_some();
        let mut free = name.to_owned();
        let mut number = 1;
        while taken(&free) {
            free = format!("{name}_{number}");
            number += 1;
        }
        free
    }

    /// Adds a column that nobody asked for, which is NOT NULL and has a default.
    fn add_hidden(
        &mut self,
        table: TableId,
        name: &str,
        of: &str,
        default: &str,
        place: Place,
    ) -> Result<ColumnId, Fault> {
        self.add_hidden_of(table, name, SqlType::of(of), default, place)
    }

    /// The same of a type that is not built in.
    pub(super) fn add_hidden_of(
        &mut self,
        table: TableId,
        name: &str,
        of: SqlType,
        default: &str,
        place: Place,
    ) -> Result<ColumnId, Fault> {
        let mut column = self.new_column(table, name.to_owned(), of, place)?;
        column.hidden = true;
        column.not_null = true;
        column.nullable = false;
        column.default = Some(ColumnDefault { expression: default.to_owned(), sequence: None, functions: Vec::new() });
        let id = column.id();
        self.table_mut(table).columns.push(column);
        Ok(id)
    }

    /// `ttl_expire_after` adds a column: <https://www.cockroachlabs.com/docs/v26.2/row-level-ttl>.
    pub(super) fn expire(&mut self, table: TableId, expires: ExpiresAfter) -> Result<(), Fault> {
        if self.table_of(table).column(EXPIRATION).is_some() {
            return Ok(());
        }
        let default = "current_timestamp() + ttl_expire_after";
        self.add_hidden(table, EXPIRATION, "timestamptz", default, expires.0).map(|_| ())
    }

    /// Adds checks and foreign keys under the names that CockroachDB gives them.
    pub(super) fn add_own_constraints(&mut self, table: TableId, all: Vec<TableConstraint>) -> Result<(), Fault> {
        for mut constraint in all {
            if constraint.name.is_none() {
                let value = self.name_of_constraint(table, &constraint.kind);
                constraint.name = value.map(|value| Name { value, place: constraint.place });
            }
            self.add_constraint(table, constraint, false)?;
        }
        Ok(())
    }

    /// `check_a_b` for a check that reads `a` and `b`, `t_a_fkey` for a foreign key of `a`.
    ///
    /// <https://www.cockroachlabs.com/docs/v26.2/check>, <https://www.cockroachlabs.com/docs/v26.2/foreign-key>
    fn name_of_constraint(&self, table: TableId, kind: &TableConstraintKind) -> Option<String> {
        let joined = |names: &mut dyn Iterator<Item = &str>| names.collect::<Vec<_>>().join("_");
        let target = self.table_of(table);
        let free = |base: String, part: &str| {
            let taken = |name: &str| target.constraints.iter().any(|known| known.name == name);
            let numbered = (1_u32..).map(|number| format!("{base}{part}{number}"));
            std::iter::once(base.clone()).chain(numbered).find(|name| !taken(name))
        };
        match kind {
            // A column that is read twice is in the name twice.
            TableConstraintKind::Check { expression, .. } => {
                let mut names = vec!["check".to_owned()];
                expression.expr.each(&mut |part| {
                    if let crate::postgres::ddl::Expr::Column(path) = part {
                        names.extend(path.last().map(|name| name.value.clone()));
                    }
                });
                free(names.join("_"), "")
            }
            TableConstraintKind::ForeignKey { columns, .. } => {
                let columns = joined(&mut columns.iter().map(|name| name.value.as_str()));
                free(format!("{}_{columns}_fkey", target.name), "_")
            }
            _ => None,
        }
    }
}

fn is_computation(constraint: &TableConstraint) -> bool {
    matches!(constraint.kind, TableConstraintKind::Generated { .. })
}
