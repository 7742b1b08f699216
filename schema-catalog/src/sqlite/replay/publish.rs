//! The catalog, made of what the main database holds.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Sqlite;
use super::database::{Body, Index, MAIN, Object, ObjectId, Table, fold};
use super::resolve::Resolver;
use super::table::columns_named;
use crate::catalog::{
    self, Check, Column, ColumnDefault, ColumnId, Constraint, ConstraintKind, DanglingKey, ForeignKey, Generation,
    Identity, IndexId, MatchType, Relation, SqlType, TableId, TableKind, Timing, TypeName, Unknown, WrittenReference,
};
use crate::dialect::Dialect;
use crate::respell::respelled;
use crate::source::Place;
use crate::sqlite::ddl::{Expr, ExprKind};

impl Sqlite {
    /// Brings the catalog up to what was changed: tables and views themselves, foreign keys to them, and views that read
    /// them.
    pub(super) fn publish(&mut self) {
        let mut pending: Vec<String> = self.database.take_dirty().into_iter().collect();
        let mut seen: BTreeSet<String> = pending.iter().cloned().collect();
        let mut changed: BTreeSet<ObjectId> = BTreeSet::new();
        while let Some(name) = pending.pop() {
            changed.extend(self.database.find_table(Some(MAIN), &name).map(|object| object.id));
            changed.extend(self.database.children_of(&name));
            for view in self.database.readers_of(&name) {
                let Some(object) = self.database.get(view) else { continue };
                changed.insert(view);
                let folded = fold(&object.name);
                if seen.insert(folded.clone()) {
                    pending.push(folded);
                }
            }
        }
        for id in changed {
            self.publish_object(id);
        }
    }

    /// Takes a table or view out of the catalog, and notes what became of it.
    pub(super) fn unpublish(&mut self, id: ObjectId, fate: Option<(String, Place)>) {
        let id = TableId(id);
        let Some(table) = self.catalog.tables.remove(&id) else { return };
        let key = (table.schema.clone(), table.name.clone());
        if matches!(self.catalog.relations.get(&key), Some(Relation::Table(known)) if *known == id) {
            self.catalog.relations.remove(&key);
        }
        for index in self.indexes_published(id) {
            self.catalog.indexes.remove(&index);
        }
        if let Some(fate) = fate {
            self.catalog.former_tables.insert(key, fate);
        }
    }

    fn indexes_published(&self, table: TableId) -> Vec<IndexId> {
        let all = IndexId { table, number: 0 }..=IndexId { table, number: u32::MAX };
        self.catalog.indexes.range(all).map(|(id, _)| *id).collect()
    }

    fn publish_object(&mut self, id: ObjectId) {
        self.unpublish(id, None);
        let Some(object) = self.database.get(id) else { return };
        if object.schema != MAIN {
            return;
        }
        let (table, indexes) = match &object.body {
            Body::Table(table) => {
                let indexes =
                    self.database.indexes_of(id).map(|(object, index)| index_of(object, table, index)).collect();
                (self.table_of(object, table), indexes)
            }
            Body::Virtual(_) => (virtual_table(object), Vec::new()),
            Body::View(_) => (self.view_of(object), Vec::new()),
            Body::Index(_) | Body::Trigger(_) => return,
        };
        let key = (table.schema.clone(), table.name.clone());
        self.catalog.relations.insert(key, Relation::Table(table.id));
        self.catalog.tables.insert(table.id, table);
        for index in indexes {
            self.catalog.indexes.insert(index.id, index);
        }
    }

    fn table_of(&self, object: &Object, table: &Table) -> catalog::Table {
        let mut out = empty(object, TableKind::Table);
        out.unknown.clone_from(&table.unknown);
        out.former_columns.clone_from(&table.former_columns);
        out.next_column = table.next_column;
        out.without_rowid = table.without_rowid;
        out.columns = table.columns.iter().map(|column| column_of(table, column)).collect();
        let ids = |columns: &[(ColumnId, String)]| columns.iter().map(|(id, _)| *id).collect();
        if let Some(key) = &table.primary_key {
            let kind = ConstraintKind::PrimaryKey { columns: ids(&key.columns) };
            out.constraints.push(constraint(key.name.as_ref(), kind, key.place));
        }
        for key in &table.uniques {
            let kind = ConstraintKind::Unique { columns: ids(&key.columns), nulls_not_distinct: false };
            out.constraints.push(constraint(key.name.as_ref(), kind, key.place));
        }
        // Those of columns stand before those of the table.
        let place_of = |key: &&super::database::ForeignKey| {
            table.columns.iter().position(|column| Some(column.id) == key.of_column).unwrap_or(usize::MAX)
        };
        let mut foreign_keys: Vec<_> = table.foreign_keys.iter().collect();
        foreign_keys.sort_by_key(place_of);
        for key in foreign_keys {
            let mut foreign_key = constraint(key.name.as_ref(), self.reference(object, key), key.place);
            foreign_key.timing = Timing { deferrable: key.deferred, deferred: key.deferred, not_valid: false };
            out.constraints.push(foreign_key);
        }
        for check in &table.checks {
            let mut names = Vec::new();
            columns_named(&check.expression, &mut names);
            let mut columns: Vec<ColumnId> =
                names.iter().filter_map(|name| table.column(name)).map(|column| column.id).collect();
            columns.dedup();
            let expression = respelled_since(table, &check.text, check.place);
            let one_of = one_of(table, &check.expression);
            let kind = ConstraintKind::Check(Check {
                expression,
                columns,
                functions: Vec::new(),
                one_of,
                no_inherit: false,
                whole_row: false,
            });
            out.constraints.push(constraint(check.name.as_ref(), kind, check.place));
        }
        out
    }

    /// What a foreign key refers to, if it is there: <https://www.sqlite.org/foreignkeys.html#fk_schemaerrors>.
    fn reference(&self, object: &Object, key: &super::database::ForeignKey) -> ConstraintKind {
        let super::database::ForeignKey { columns, parent, parent_columns, on_delete, on_update, .. } = key.clone();
        let written = WrittenReference { table: parent, columns: parent_columns };
        let found = self.database.find_table(Some(&object.schema), &written.table).and_then(|parent| {
            let Body::Table(table) = &parent.body else { return None };
            let columns: Vec<ColumnId> = if written.columns.is_empty() {
                table.primary_key.iter().flat_map(|key| key.columns.iter().map(|(id, _)| *id)).collect()
            } else {
                written.columns.iter().map(|name| table.column(name).map(|column| column.id)).collect::<Option<_>>()?
            };
            Some((TableId(parent.id), columns))
        });
        match found {
            Some((parent, parent_columns)) if parent_columns.len() == columns.len() => {
                let match_type = MatchType::Simple;
                let written = Some(written);
                ConstraintKind::ForeignKey(ForeignKey {
                    columns,
                    parent,
                    parent_columns,
                    on_delete,
                    on_update,
                    match_type,
                    written,
                })
            }
            _ => ConstraintKind::Dangling(DanglingKey { columns, written, on_delete, on_update }),
        }
    }

    fn view_of(&self, object: &Object) -> catalog::Table {
        let mut out = empty(object, TableKind::View);
        let Body::View(view) = &object.body else { return out };
        let place = object.history.declared();
        let columns = Resolver::new(&self.database, &object.schema).view_columns(object.id, &mut view.clone());
        match columns {
            Ok(Some(columns)) => {
                for (output, id) in columns.into_iter().zip(1..) {
                    let sql_type = output.typed.view_type();
                    out.columns.push(plain_column(
                        ColumnId(id),
                        output.name,
                        &sql_type,
                        catalog::History::new(place, "declared"),
                    ));
                }
            }
            Ok(None) => {
                let reason = "its query reads something whose columns are not known".to_owned();
                out.unknown = Some(Unknown { reason, place });
            }
            Err(fault) => {
                let (reason, place) = fault.reason();
                out.unknown = Some(Unknown { reason, place });
            }
        }
        out
    }
}

fn empty(object: &Object, kind: TableKind) -> catalog::Table {
    catalog::Table {
        id: TableId(object.id),
        schema: object.schema.clone(),
        name: object.name.clone(),
        kind,
        columns: Vec::new(),
        constraints: catalog::List::default(),
        comment: None,
        history: object.history.clone(),
        former_columns: crate::catalog::Log::default(),
        unknown: None,
        next_column: 0,
        parents: Vec::new(),
        partition_of: None,
        default_partition: false,
        partition_key: None,
        reads: Vec::new(),
        read_columns: Vec::new(),
        read_names: Vec::new(),
        of_type: None,
        functions: Vec::new(),
        system_versioned: false,
        unlogged: false,
        without_rowid: false,
    }
}

fn virtual_table(object: &Object) -> catalog::Table {
    let mut out = empty(object, TableKind::Virtual);
    let Body::Virtual(table) = &object.body else { return out };
    let place = object.history.declared();
    match &table.columns {
        Some(columns) => {
            let history = || catalog::History::new(place, "declared");
            out.columns = columns
                .iter()
                .map(|(id, name, sql_type, _)| plain_column(*id, name.clone(), sql_type, history()))
                .collect();
        }
        None => {
            let reason = format!("the columns that the module `{}` gives it are not known", table.module);
            out.unknown = Some(Unknown { reason, place });
        }
    }
    out
}

fn plain_column(id: ColumnId, name: String, sql_type: &str, history: catalog::History) -> Column {
    Column {
        id,
        name,
        sql_type: SqlType::new(TypeName::Declared(Arc::from(sql_type))),
        nullable: true,
        default: None,
        identity: None,
        generated: None,
        comment: None,
        hidden: false,
        history,
        inherited: 0,
        local: true,
        not_null: false,
    }
}

fn column_of(table: &Table, column: &super::database::Column) -> Column {
    let is_rowid = table.rowid == Some(column.id);
    let not_null = table.is_not_null(column);
    let generated = column.generated.as_ref().map(|(expression, text, stored)| {
        let mut names = Vec::new();
        columns_named(expression, &mut names);
        let columns = names.iter().filter_map(|name| table.column(name)).map(|column| column.id).collect();
        let expression = respelled_since(table, text, column.history.declared());
        Generation { expression, stored: *stored, columns, functions: Vec::new() }
    });
    Column {
        // A row id is never NULL, whatever its definition says: it gets a number instead.
        nullable: !not_null && !is_rowid,
        default: column.default.clone().map(|expression| ColumnDefault {
            expression,
            sequence: None,
            functions: Vec::new(),
        }),
        identity: is_rowid.then_some(Identity::ByDefault),
        generated,
        not_null,
        ..plain_column(column.id, column.name.clone(), &column.sql_type, column.history.clone())
    }
}

fn constraint(name: Option<&String>, kind: ConstraintKind, declared: Place) -> Constraint {
    Constraint::new(name.cloned().unwrap_or_default(), kind, declared)
}

fn index_of(object: &Object, table: &Table, index: &Index) -> catalog::Index {
    let column = |part: &Expr| table.column(part.without_collate().bare_name()?).map(|column| column.id);
    let columns: Vec<Option<ColumnId>> = index.parts.iter().map(column).collect();
    catalog::Index {
        id: IndexId { table: TableId(index.table), number: object.id },
        schema: object.schema.clone(),
        name: object.name.clone(),
        table: TableId(index.table),
        unique: index.unique,
        nulls_not_distinct: false,
        concurrently: false,
        needs: columns.iter().flatten().copied().collect(),
        columns,
        predicate: index.predicate.as_ref().map(|(_, text)| respelled_since(table, text, object.history.declared())),
        reordered: false,
        by_order: false,
        part_names: Vec::new(),
        key_names: String::new(),
        part_of: None,
        of_constraint: false,
        functions: Vec::new(),
        created: object.history.declared(),
    }
}

/// A text over a table's columns, with the names that they were given behind this place.
fn respelled_since(table: &Table, text: &str, since: Place) -> String {
    let renamed = table.former_columns.iter().filter(|(_, _, place)| *place > since);
    renamed.fold(text.to_owned(), |text, (from, what, _)| {
        match what.strip_prefix("renamed to `").and_then(|to| to.strip_suffix('`')) {
            Some(to) => respelled(Dialect::Sqlite, &text, &[(from, to)]),
            None => text,
        }
    })
}

/// Reads `column IN ('a', 'b')`.
fn one_of(table: &Table, expression: &Expr) -> Option<(ColumnId, Vec<String>)> {
    let (ExprKind::In, [column, values @ ..]) = (&expression.kind, expression.parts.as_slice()) else { return None };
    let column = table.column(column.bare_name()?)?.id;
    let value = |part: &Expr| match &part.kind {
        ExprKind::String(value) => Some(value.clone()),
        _ => None,
    };
    let values: Vec<String> = values.iter().map(value).collect::<Option<_>>()?;
    Some((column, values)).filter(|(_, values)| !values.is_empty() && expression.queries.is_empty())
}
