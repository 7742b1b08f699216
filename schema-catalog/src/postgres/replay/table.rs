//! `CREATE TABLE` and the columns of a table.

use super::Postgres;
use super::names::{display, joined};
use crate::catalog::{
    Column, ColumnId, ConstraintKind, Generation, History, Identity, List, Log, Relation, SqlType, Table, TableId,
    TableKind, TypeKind, TypeName,
};
use crate::cursor::{Name, QualifiedName};
use crate::fault::{DUPLICATE_COLUMN, Fault};
use crate::postgres::ddl::{
    ColumnConstraint, ColumnConstraintKind, ColumnDef, CreateTable, Element, Expr, Expression, Like, TableConstraint,
    TableConstraintKind, TableSource, TypeRef, ViewQuery,
};
use crate::source::Place;

impl Postgres {
    pub(crate) fn create_table(&mut self, create: CreateTable) -> Result<(), Fault> {
        let CreateTable {
            name,
            temporary,
            unlogged,
            dropped_on_commit,
            if_not_exists,
            kind,
            source,
            elements,
            partition_by,
        } = create;
        let schema = self.schema_for(&name, temporary)?;
        if if_not_exists && self.catalog.relations.contains(&(schema.clone(), name.name.value.clone())) {
            return Ok(());
        }
        self.free_relation_name(&schema, &name.name)?;
        self.free_type_name(&schema, &name.name)?;
        let id = self.insert_table(&schema, &name.name, kind);
        self.table_mut(id).unlogged = unlogged;
        // What it is made from may have the same name in another schema.
        let key = (schema, name.name.value);
        self.catalog.relations.remove(&key);
        if dropped_on_commit {
            self.dropped_on_commit.push(id);
        }
        let mut constraints = Vec::new();
        let mut undecided = Vec::new();
        match source {
            TableSource::Own => {}
            TableSource::Inherits(parents) => {
                for parent in &parents {
                    let parent_id = self.table(parent)?;
                    self.is_partitioned(parent_id, false, parent.place())?;
                    self.inherit_columns(id, parent_id, parent.place())?;
                }
                undecided = self.different_defaults(&self.table_of(id).parents);
            }
            TableSource::PartitionOf(parent, bound) => {
                let parent_id = self.table(&parent)?;
                self.is_partitioned(parent_id, true, parent.place())?;
                self.inherit_columns(id, parent_id, parent.place())?;
                self.table_mut(id).partition_of = Some(parent_id);
                self.set_bound(parent_id, id, bound)?;
            }
            TableSource::OfType(name) => self.columns_of_type(id, &name)?,
            TableSource::Query { columns, query } => self.columns_of_query(id, columns, &query)?,
        }
        let mut copied = Vec::new();
        for element in elements {
            match element {
                Element::Column(column) => {
                    undecided.retain(|name| *name != column.name.value || !self.says_default(&column));
                    self.define_column(id, column, &mut constraints)?;
                }
                Element::Constraint(constraint) => constraints.push(constraint),
                Element::Like(like) => self.like(id, &like, &mut copied)?,
            }
        }
        self.catalog.relations.insert(key, Relation::Table(id));
        if let Some(name) = undecided.first() {
            let table = self.table_of(id);
            let message = format!("the parents of `{}` have different defaults for column `{name}`", table.name);
            return Err(Fault::new(table.history.declared(), message)
                .help(format!("say which: declare `{name}` here too, with a default")));
        }
        if let Some(partition_by) = partition_by {
            self.part_by(id, partition_by)?;
        }
        // The engine adds what `LIKE` copies behind the table's own keys, and before its foreign keys.
        let is_foreign = |known: &TableConstraint| matches!(known.kind, TableConstraintKind::ForeignKey { .. });
        let (foreign, own) = constraints.into_iter().partition(is_foreign);
        self.inherit_constraints(id)?;
        self.add_constraints(id, own, false)?;
        self.copy_constraints(id, copied)?;
        self.add_constraints(id, foreign, false)
    }

    pub(crate) fn insert_table(&mut self, schema: &str, name: &Name, kind: TableKind) -> TableId {
        let id = TableId(self.catalog.new_id());
        let table = Table {
            id,
            schema: schema.to_owned(),
            name: name.value.clone(),
            kind,
            columns: Vec::new(),
            constraints: List::default(),
            comment: None,
            history: History::new(name.place, "declared"),
            former_columns: Log::default(),
            partition_key: None,
            unknown: None,
            next_column: 1,
            parents: Vec::new(),
            partition_of: None,
            default_partition: false,
            reads: Vec::new(),
            read_columns: Vec::new(),
            read_names: Vec::new(),
            functions: Vec::new(),
            of_type: None,
            without_rowid: false,
            system_versioned: false,
            unlogged: false,
        };
        self.catalog.tables.insert(id, table);
        self.lookup.table_changed(id);
        self.add_relation(schema, &name.value, Relation::Table(id));
        id
    }

    /// `SELECT … INTO`: the same as `CREATE TABLE … AS`.
    pub(crate) fn select_into(
        &mut self,
        name: QualifiedName,
        temporary: bool,
        unlogged: bool,
        query: Box<ViewQuery>,
    ) -> Result<(), Fault> {
        self.create_table(CreateTable {
            name,
            temporary,
            unlogged,
            dropped_on_commit: false,
            if_not_exists: false,
            kind: TableKind::Table,
            source: TableSource::Query { columns: None, query },
            elements: Vec::new(),
            partition_by: None,
        })
    }

    fn columns_of_type(&mut self, id: TableId, name: &QualifiedName) -> Result<(), Fault> {
        let type_id = self.user_type(name)?;
        let attributes = self.attributes(name)?;
        self.table_mut(id).of_type = Some(type_id);
        for (attribute, sql_type) in attributes {
            let column = self.new_column(id, attribute, sql_type, name.place())?;
            self.table_mut(id).columns.push(column);
        }
        Ok(())
    }

    /// A column with nothing but a type, not in its table yet.
    ///
    /// Columns that were dropped count as well: <https://www.postgresql.org/docs/current/limits.html>.
    pub(crate) fn new_column(
        &mut self,
        table: TableId,
        name: String,
        sql_type: SqlType,
        place: Place,
    ) -> Result<Column, Fault> {
        let most = self.rules().most_columns;
        let table = self.table_mut(table);
        if table.next_column > most {
            let message = format!("a table has at most {most} columns, those that were dropped among them");
            return Err(Fault::new(place, message));
        }
        let id = ColumnId(table.next_column);
        table.next_column += 1;
        let mut column = Column {
            id,
            name,
            sql_type,
            nullable: true,
            default: None,
            identity: None,
            generated: None,
            comment: None,
            hidden: false,
            history: History::new(place, "declared"),
            inherited: 0,
            local: true,
            not_null: false,
        };
        self.refresh_nullable(&mut column);
        Ok(column)
    }

    /// Works out whether a column may hold NULL: by its own `NOT NULL`, or its domain's.
    pub(crate) fn refresh_nullable(&self, column: &mut Column) {
        let by_domain = match column.sql_type.name {
            TypeName::User(id) if !column.sql_type.array => {
                matches!(self.catalog.type_by_id(id).kind, TypeKind::Domain { not_null: true, .. })
            }
            _ => false,
        };
        column.nullable = !column.not_null && !by_domain;
    }

    /// Sets or drops a column's `NOT NULL`.
    pub(crate) fn set_not_null(&mut self, table: TableId, column: ColumnId, not_null: bool) {
        let mut changed = self.table_of(table).column_by_id(column).clone();
        changed.not_null = not_null;
        self.refresh_nullable(&mut changed);
        *self.column_mut(table, column) = changed;
    }

    pub(crate) fn column_mut(&mut self, table: TableId, column: ColumnId) -> &mut Column {
        let table = self.table_mut(table);
        let found = table.columns.iter_mut().find(|known| known.id() == column);
        found.expect("ids of columns are taken from the table itself")
    }

    /// Adds a column as it is defined, merged with what is inherited; its constraints are put aside.
    pub(crate) fn define_column(
        &mut self,
        table: TableId,
        definition: ColumnDef,
        constraints: &mut Vec<TableConstraint>,
    ) -> Result<(), Fault> {
        let ColumnDef { name, sql_type, constraints: own } = definition;
        self.is_no_own_column(&name)?;
        let existing = self.table_of(table).column(&name.value).map(|column| (column.id(), column.inherited > 0));
        let id = match (existing, sql_type) {
            (None, Some(sql_type)) => self.push_column(table, &name, &sql_type)?,
            // `PARTITION OF` and `OF type`: the column is there, and only gets constraints.
            (Some((id, _)), None) => id,
            (Some((id, true)), Some(sql_type)) => {
                let (sql_type, serial) = self.column_type(&sql_type)?;
                let column = self.column_mut(table, id);
                if column.sql_type != sql_type {
                    return Err(Fault::new(name.place, format!("`{}` is inherited with another type", name.value))
                        .note("it is declared", column.history.declared()));
                }
                column.local = true;
                column.history.push(name.place, "declared again");
                if serial {
                    self.make_serial(table, id, &name.value);
                }
                id
            }
            (Some((id, false)), Some(_)) => {
                let declared = self.table_of(table).column_by_id(id).history.declared();
                return Err(Fault::new(name.place, format!("column `{}` is declared twice", name.value))
                    .note("it is declared first", declared));
            }
            (None, None) => {
                self.column(table, &name)?;
                return Ok(());
            }
        };
        self.column_constraints(table, id, &name, own, constraints)
    }

    /// Errs where a column has the name of one that the engine itself has in every table.
    pub(crate) fn is_no_own_column(&self, name: &Name) -> Result<(), Fault> {
        if self.rules().own_columns.contains(&name.value.as_str()) {
            return Err(Fault::new(
                name.place,
                format!("every table has a column `{}` of the engine's own", name.value),
            )
            .state(DUPLICATE_COLUMN));
        }
        Ok(())
    }

    fn push_column(&mut self, table: TableId, name: &Name, sql_type: &TypeRef) -> Result<ColumnId, Fault> {
        let (found, serial) = self.column_type(sql_type)?;
        self.is_no_part_of_itself(table, &found, sql_type.place)?;
        let column = self.new_column(table, name.value.clone(), found, name.place)?;
        let id = column.id();
        self.table_mut(table).columns.push(column);
        if serial {
            self.make_serial(table, id, &name.value);
        }
        Ok(id)
    }

    /// Errs where a column of this type would make a table's rows a part of themselves.
    pub(crate) fn is_no_part_of_itself(&self, table: TableId, sql_type: &SqlType, place: Place) -> Result<(), Fault> {
        if self.is_made_of(sql_type, &TypeName::Row(table)) {
            return Err(Fault::new(place, "a table's rows can't be a part of themselves"));
        }
        Ok(())
    }

    /// Gives a column what `serial` stands for.
    fn make_serial(&mut self, table: TableId, column: ColumnId, name: &str) {
        let default = (self.rules().serial_default)(self, table, column, name);
        self.column_mut(table, column).default = Some(default);
        self.set_not_null(table, column, true);
    }

    /// Whether a column's definition says what its default is.
    fn says_default(&self, definition: &ColumnDef) -> bool {
        let serial = definition.sql_type.as_ref().is_some_and(|of| (self.rules().serial_type)(self, of).is_some());
        serial || definition.constraints.iter().any(|known| matches!(known.kind, ColumnConstraintKind::Default(_)))
    }

    /// The type of a column, and whether it was written as `serial`.
    pub(crate) fn column_type(&self, sql_type: &TypeRef) -> Result<(SqlType, bool), Fault> {
        match (self.rules().serial_type)(self, sql_type) {
            Some(name) => Ok((SqlType::of(name), true)),
            None => self.resolve_type(sql_type).map(|found| (found, false)),
        }
    }

    /// Applies what is said of a column itself, and puts its keys and checks aside as constraints of the table.
    fn column_constraints(
        &mut self,
        table: TableId,
        column: ColumnId,
        name: &Name,
        own: Vec<ColumnConstraint>,
        constraints: &mut Vec<TableConstraint>,
    ) -> Result<(), Fault> {
        let target = self.table_of(table).column_by_id(column);
        let serial = target.default.is_some() && target.inherited == 0;
        let says_default = own.iter().any(|known| matches!(known.kind, ColumnConstraintKind::Default(_)));
        let mut said_null = None;
        for ColumnConstraint { name: constraint, kind, timing, place } in own {
            let columns = vec![name.clone()];
            let aside = |kind| constraints.push(TableConstraint { name: constraint, kind, timing, place });
            match kind {
                ColumnConstraintKind::NotNull | ColumnConstraintKind::Null => {
                    let null = matches!(kind, ColumnConstraintKind::Null);
                    if said_null.is_some_and(|said| said != null) || (null && serial) {
                        let message = format!("column `{}` is said to be both NULL and NOT NULL", name.value);
                        return Err(Fault::new(place, message));
                    }
                    said_null = Some(null);
                    if !null {
                        self.set_not_null(table, column, true);
                    }
                }
                ColumnConstraintKind::Default(value) => {
                    let of = self.table_of(table).column_by_id(column).sql_type.clone();
                    let default = self.default_of(value, &of)?;
                    let target = self.column_mut(table, column);
                    if target.identity.is_some() || target.generated.is_some() {
                        let what = if target.identity.is_some() { "identity" } else { "generated" };
                        let message = format!("column `{}` has a default and is {what} as well", name.value);
                        return Err(Fault::new(place, message));
                    }
                    target.default = default;
                }
                ColumnConstraintKind::Identity(identity) => {
                    // A default that is inherited is no other's business, and stays.
                    let target = self.column_mut(table, column);
                    let inherited = if target.inherited > 0 && !says_default { target.default.take() } else { None };
                    self.make_identity(table, column, identity, place)?;
                    let target = self.column_mut(table, column);
                    target.default = target.default.take().or(inherited);
                }
                ColumnConstraintKind::Generated { expression, stored } => {
                    self.column_mut(table, column).generated = Some(Generation {
                        expression: expression.text.clone(),
                        stored,
                        columns: Vec::new(),
                        functions: Vec::new(),
                    });
                    aside(TableConstraintKind::Generated { column: name.clone(), expression });
                }
                ColumnConstraintKind::PrimaryKey => {
                    aside(TableConstraintKind::PrimaryKey { columns, include: Vec::new() });
                }
                ColumnConstraintKind::Unique { nulls_not_distinct } => {
                    aside(TableConstraintKind::Unique {
                        columns,
                        include: Vec::new(),
                        nulls_not_distinct,
                        named_after: None,
                    });
                }
                ColumnConstraintKind::Check { expression, no_inherit } => {
                    aside(TableConstraintKind::Check { expression, no_inherit });
                }
                ColumnConstraintKind::References(references) => {
                    aside(TableConstraintKind::ForeignKey { columns, references });
                }
            }
        }
        Ok(())
    }

    pub(crate) fn make_identity(
        &mut self,
        table: TableId,
        column: ColumnId,
        identity: Identity,
        place: Place,
    ) -> Result<(), Fault> {
        let target = self.table_of(table).column_by_id(column);
        let name = target.name.clone();
        let fault = |message: String| Err(Fault::new(place, message));
        if target.identity.is_some() {
            return fault(format!("column `{name}` is an identity column already"));
        }
        if target.default.is_some() || target.generated.is_some() {
            return fault(format!("column `{name}` has a value already, so it can't be an identity column"));
        }
        let integer = ["int2", "int4", "int8"].iter().any(|integer| target.sql_type == SqlType::of(integer));
        if !integer {
            return fault("an identity column must be of type smallint, integer or bigint".to_owned());
        }
        self.column_sequence(table, column, &name);
        self.set_not_null(table, column, true);
        self.column_mut(table, column).identity = Some(identity);
        Ok(())
    }

    /// `LIKE` a composite type.
    fn like_type(&mut self, table: TableId, name: &QualifiedName) -> Result<(), Fault> {
        for (attribute, sql_type) in self.attributes(name)? {
            if self.table_of(table).column(&attribute).is_some() {
                return Err(Fault::new(name.place(), format!("column `{attribute}` is declared twice")));
            }
            let column = self.new_column(table, attribute, sql_type, name.place());
            self.table_mut(table).columns.push(column?);
        }
        Ok(())
    }

    /// The attributes of a composite type.
    fn attributes(&self, name: &QualifiedName) -> Result<Vec<(String, SqlType)>, Fault> {
        match &self.catalog.type_by_id(self.user_type(name)?).kind {
            TypeKind::Composite(attributes) => Ok(attributes.clone()),
            _ => Err(Fault::new(name.place(), format!("`{}` is not a composite type", display(name)))),
        }
    }

    fn like(&mut self, table: TableId, like: &Like, constraints: &mut Vec<TableConstraint>) -> Result<(), Fault> {
        let schema = like.source.schema.as_ref().map(|schema| schema.value.as_str());
        if self.find_table(&like.source).is_none() && self.find_type(schema, &like.source.name.value).is_some() {
            return self.like_type(table, &like.source);
        }
        let source_id = self.table(&like.source)?;
        let source = self.table_of(source_id).clone();
        if let Some(unknown) = &source.unknown {
            self.table_mut(table).unknown = Some(unknown.clone());
            return Ok(());
        }
        let place = like.source.place();
        let name = |value: &str| Name { value: value.to_owned(), place };
        for column in &source.columns {
            if let Some(known) = self.table_of(table).column(&column.name) {
                // What is inherited is merged with what is copied.
                if known.inherited > 0 && !known.local && known.sql_type == column.sql_type {
                    let id = known.id();
                    self.column_mut(table, id).local = true;
                    if column.not_null {
                        self.set_not_null(table, id, true);
                    }
                    if like.includes("comments") {
                        self.column_mut(table, id).comment.clone_from(&column.comment);
                    }
                    continue;
                }
                return Err(Fault::new(place, format!("column `{}` is declared twice", column.name)));
            }
            let mut copy = self.new_column(table, column.name.clone(), column.sql_type.clone(), place)?;
            copy.not_null = column.not_null;
            self.refresh_nullable(&mut copy);
            if like.includes("defaults") {
                copy.default.clone_from(&column.default);
            }
            if like.includes("generated")
                && let Some(generation) = &column.generated
            {
                copy.generated = Some(Generation { columns: Vec::new(), ..generation.clone() });
            }
            if like.includes("comments") {
                copy.comment.clone_from(&column.comment);
            }
            let id = copy.id();
            let identity = column.identity.filter(|_| like.includes("identity"));
            self.table_mut(table).columns.push(copy);
            if let Some(identity) = identity {
                self.make_identity(table, id, identity, place)?;
            }
        }
        for column in source.columns.iter().filter(|_| like.includes("generated")) {
            if let Some(generation) = &column.generated {
                let names = source.column_names(&generation.columns);
                let copied = self.table_of(table).clone();
                let ids = names.iter().filter_map(|name| copied.column(name)).map(Column::id).collect();
                let id = copied.column(&column.name).map(Column::id);
                if let Some(generated) = id.and_then(|id| self.column_mut(table, id).generated.as_mut()) {
                    generated.columns = ids;
                }
            }
        }
        for constraint in &source.constraints {
            let columns = |ids: &[ColumnId]| source.column_names(ids).into_iter().map(name).collect::<Vec<_>>();
            let include = columns(&constraint.include);
            let (kind, keeps_name) = match &constraint.kind {
                ConstraintKind::PrimaryKey { columns: ids } if like.includes("indexes") => {
                    (TableConstraintKind::PrimaryKey { columns: columns(ids), include }, false)
                }
                ConstraintKind::Unique { columns: ids, nulls_not_distinct } if like.includes("indexes") => {
                    let nulls_not_distinct = *nulls_not_distinct;
                    let named_after = self.names_of_key(&source, &constraint.name);
                    (
                        TableConstraintKind::Unique { columns: columns(ids), include, nulls_not_distinct, named_after },
                        false,
                    )
                }
                ConstraintKind::Exclude { columns: ids, reads } if like.includes("indexes") => {
                    let reading = |ids: &[ColumnId]| Expression {
                        expr: Expr::reading(columns(ids), &[], place),
                        text: String::new(),
                        one_of: None,
                        sequence: None,
                    };
                    let plain: Vec<ColumnId> = ids.iter().copied().filter(|id| !reads.contains(id)).collect();
                    let kind = TableConstraintKind::Exclude {
                        elements: vec![reading(&plain)],
                        include,
                        predicate: Some(Box::new(reading(reads))),
                        method: None,
                        named_after: self.names_of_key(&source, &constraint.name),
                    };
                    (kind, false)
                }
                ConstraintKind::Check(check) if like.includes("constraints") => {
                    self.reads_no_whole_row(&source, constraint, check, place)?;
                    let one_of = check
                        .one_of
                        .as_ref()
                        .map(|(column, values)| (source.column_by_id(*column).name.clone(), values.clone()));
                    let expression = Expression {
                        expr: Expr::reading(columns(&check.columns), &check.functions, place),
                        text: check.expression.clone(),
                        one_of,
                        sequence: None,
                    };
                    (TableConstraintKind::Check { expression, no_inherit: check.no_inherit }, true)
                }
                _ => continue,
            };
            let name = keeps_name.then(|| name(&constraint.name));
            constraints.push(TableConstraint { name, kind, timing: constraint.timing, place });
        }
        if like.includes("indexes") {
            self.copy_indexes(source_id, table, place);
        }
        Ok(())
    }

    /// The columns of these ids, joined as the engine does for the name of a key.
    pub(crate) fn joined_names(&self, table: TableId, columns: &[ColumnId]) -> String {
        let table = self.table_of(table);
        joined(columns.iter().map(|id| table.column_by_id(*id)))
    }
}
