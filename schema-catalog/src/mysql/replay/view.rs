//! Views, and tables made from a query: their columns are the query's results.

use super::Mysql;
use super::create::next_column;
use super::definition::{Draft, TableName, View, same};
use super::names::find_column;
use crate::catalog::{Column, ColumnDefault, ColumnId, History, Table, TableKind, Unknown};
use crate::cursor::{Name, QualifiedName};
use crate::fault::{Fault, UNDEFINED_COLUMN, UNDEFINED_TABLE};
use crate::mysql::ddl::{CreateView, From, Item, Query};
use crate::source::Place;

/// A result of a query.
#[derive(Clone, Debug)]
pub(crate) struct QueryResult {
    name: String,
    place: Place,
    /// The table and the column that it comes from.
    table: TableName,
    column: String,
    /// Whether it may be NULL though its column is not, since an outer join gives rows without it.
    optional: bool,
}

/// The results of a query, and why they are not told, if they are not.
type Results = (Vec<QueryResult>, Option<(&'static str, Place)>);

impl Mysql {
    pub(crate) fn create_view(&mut self, create: CreateView) -> Result<(), Fault> {
        let CreateView { name, or_replace, if_not_exists, alters, columns, query } = create;
        let (database, own) = self.new_name(&name)?;
        let existing = self.catalog.table_in(&database, &own).map(|table| (table.id(), table.kind.is_view()));
        match existing {
            Some((_, true)) if if_not_exists => return Ok(()),
            None if alters => {
                let message = format!("there is no view `{own}`");
                return Err(Fault::new(name.place(), message).state(UNDEFINED_TABLE));
            }
            Some((_, true)) if or_replace => {}
            _ => self.free_name(&database, &name.name)?,
        }
        let view = self.view_of(&query, columns.as_deref(), name.place())?;
        let mut draft = match existing {
            Some((id, _)) => {
                let mut draft = self.draft(id);
                draft.table.history.push(name.place(), "replaced");
                draft
            }
            None => self.new_draft(&database, &database, &name.name, TableKind::View, false),
        };
        draft.definition.view = Some(view);
        let id = draft.table.id();
        self.publish(draft)?;
        self.show_view(id);
        let name = (database, own);
        self.touch(&name);
        Ok(())
    }

    fn view_of(&self, query: &Query, columns: Option<&[Name]>, place: Place) -> Result<View, Fault> {
        let reads = self.tables_read(query)?;
        let reads = reads.into_iter().map(|(_, name)| name).collect();
        let (mut results, unknown) = self.results(query)?;
        if let (Some(columns), None) = (columns, unknown) {
            if columns.len() != results.len() {
                return Err(Fault::new(place, "the view's list of columns and its query differ in how many there are"));
            }
            for (result, column) in results.iter_mut().zip(columns) {
                (result.name, result.place) = (column.value.clone(), column.place);
            }
        }
        for (at, QueryResult { name, place, .. }) in results.iter().enumerate() {
            if results[..at].iter().any(|other| same(&other.name, name)) {
                return Err(Fault::new(*place, format!("column `{name}` is there twice")));
            }
        }
        Ok(View { reads, results, unknown })
    }

    /// The tables that a query reads, with what it calls them. They must be there.
    fn tables_read<'q>(&self, query: &'q Query) -> Result<Vec<(&'q From, TableName)>, Fault> {
        let mut found = Vec::new();
        for from in &query.from {
            if is_of_engine(&from.table) {
                continue;
            }
            let id = self.table(&from.table)?;
            let table = self.catalog.table_by_id(id);
            found.push((from, (table.schema.clone(), table.name.clone())));
        }
        Ok(found)
    }

    /// The results of a query, or why they are not told.
    fn results(&self, query: &Query) -> Result<Results, Fault> {
        let items = match &query.items {
            Ok(items) => items,
            Err(why) => return Ok((Vec::new(), Some(*why))),
        };
        if query.from.iter().any(|from| is_of_engine(&from.table)) {
            return Ok((Vec::new(), Some(("it reads a table of the engine's own", query.place))));
        }
        let sources = self.tables_read(query)?;
        let table = |name: &TableName| self.catalog.table_in(&name.0, &name.1);
        if sources.iter().any(|(_, name)| table(name).is_some_and(|table| table.unknown.is_some())) {
            return Ok((Vec::new(), Some(("the columns of a table that it reads are not known", query.place))));
        }
        let called = |from: &From, name: &str| {
            from.alias.as_ref().map_or(from.table.name.value.as_str(), |alias| alias.value.as_str()) == name
        };
        let mut results = Vec::new();
        for item in items {
            match item {
                Item::All(of) => {
                    let of = of.as_ref().map(|of| of.value.as_str());
                    for (from, name) in sources.iter().filter(|(from, _)| of.is_none_or(|of| called(from, of))) {
                        let columns = table(name).into_iter().flat_map(|table| &table.columns);
                        results.extend(columns.map(|column| QueryResult {
                            name: column.name.clone(),
                            place: query.place,
                            table: name.clone(),
                            column: column.name.clone(),
                            optional: from.optional,
                        }));
                    }
                }
                Item::Column { table: of, column, alias } => {
                    let of = of.as_ref().map(|of| of.value.as_str());
                    let mut found = sources.iter().filter(|(from, _)| of.is_none_or(|of| called(from, of))).filter_map(
                        |(from, of)| Some((from, of, find_column(table(of)?, &column.value)?.name.clone())),
                    );
                    let Some((from, of, own)) = found.next() else {
                        let message = format!("no table that the query reads has a column `{}`", column.value);
                        return Err(Fault::new(column.place, message).state(UNDEFINED_COLUMN));
                    };
                    if found.next().is_some() {
                        let message = format!("several tables that the query reads have a column `{}`", column.value);
                        return Err(Fault::new(column.place, message));
                    }
                    let name = alias.as_ref().map_or_else(|| column.value.clone(), |alias| alias.value.clone());
                    let (place, table, optional) = (column.place, of.clone(), from.optional);
                    results.push(QueryResult { name, place, table, column: own, optional });
                }
            }
        }
        Ok((results, None))
    }

    /// Works out the columns of a view, which are those of the tables that it reads as they are now.
    pub(crate) fn show_view(&mut self, id: crate::catalog::TableId) {
        let Some(View { reads, results, unknown }) = self.definition(id).view.clone() else { return };
        let Some(mut view) = self.catalog.tables.get(&id).cloned() else { return };
        view.unknown = unknown.map(|(reason, place)| Unknown { reason: reason.to_owned(), place });
        view.reads =
            reads.iter().filter_map(|(database, name)| Some(self.catalog.table_in(database, name)?.id())).collect();
        view.columns.clear();
        for result in results {
            let source = self.catalog.table_in(&result.table.0, &result.table.1);
            let Some((source, column)) = source.and_then(|table| Some((table, find_column(table, &result.column)?)))
            else {
                let (column, table) = (&result.column, &result.table.1);
                let reason = format!("it reads column `{column}` of table `{table}`, which is not there any more");
                view.unknown = Some(Unknown { reason, place: result.place });
                break;
            };
            let default = self.shown_default(source, column);
            let column = Column { default, ..result_column(&mut view, column, &result) };
            view.columns.push(column);
        }
        if view.unknown.is_some() {
            view.columns.clear();
        }
        self.catalog.tables.insert(id, view);
    }

    /// `CREATE TABLE … SELECT`: the results of the query come behind the columns that are declared, or take their place.
    /// Returns the columns that have no value from the query.
    pub(crate) fn add_results(&self, draft: &mut Draft, query: &Query) -> Result<Vec<ColumnId>, Fault> {
        self.tables_read(query)?;
        let (results, unknown) = self.results(query)?;
        if let Some((reason, place)) = unknown {
            draft.table.unknown = Some(Unknown { reason: reason.to_owned(), place });
            return Ok(Vec::new());
        }
        let mut added: Vec<Column> = Vec::new();
        for result in results {
            if added.iter().any(|column| same(&column.name, &result.name)) {
                return Err(Fault::new(result.place, format!("column `{}` is there twice", result.name)));
            }
            let declared = draft.table.columns.iter().position(|column| same(&column.name, &result.name));
            if let Some(at) = declared {
                // It is called as the query calls it, be it in other letters.
                let name = result.name.clone();
                added.push(Column { name, ..draft.table.columns.remove(at) });
                continue;
            }
            let source = self.catalog.table_in(&result.table.0, &result.table.1);
            let Some((source, column)) = source.and_then(|table| Some((table, find_column(table, &result.column)?)))
            else {
                continue;
            };
            let default = self.shown_default(source, column);
            let made = Column { default, ..result_column(&mut draft.table, column, &result) };
            // Of such a one not even NULL is the default, which no other statement says.
            if made.nullable && !column.nullable && made.default.is_none() {
                draft.definition.not_kept.push(format!("no DEFAULT for {}", made.name));
            }
            if let Some(collation) = self.definition(source.id()).collations.get(&column.id()) {
                draft.definition.collations.insert(made.id(), collation.clone());
            }
            added.push(made);
        }
        let others = draft.table.columns.iter().map(Column::id).collect();
        draft.table.columns.extend(added);
        Ok(others)
    }

    /// The default that a query's result has from its column. A column that counts is a plain number there, and has 0 for
    /// its default, unless that was dropped.
    fn shown_default(&self, source: &Table, column: &Column) -> Option<ColumnDefault> {
        let dropped = || self.definition(source.id()).dropped_defaults.contains(&column.id());
        if column.identity.is_none() || column.default.is_some() || dropped() {
            return column.default.clone();
        }
        Some(ColumnDefault { expression: "0".to_owned(), sequence: None, functions: Vec::new() })
    }

    /// A column that a query has no value for needs a default: the engine does not wait for a row.
    pub(crate) fn check_values(&self, draft: &Draft, without: &[ColumnId]) -> Result<(), Fault> {
        let needs_value = |column: &&Column| {
            let given = column.nullable || column.default.is_some() || column.identity.is_some();
            let enumerated = column.sql_type.type_name(&self.catalog) == "enum";
            without.contains(&column.id()) && !(given || column.generated.is_some() || enumerated)
        };
        let Some(column) = draft.table.columns.iter().find(needs_value) else { return Ok(()) };
        let message =
            format!("column `{}` is NOT NULL, and neither the query nor a default gives it a value", column.name);
        Err(Fault::new(column.history.declared(), message))
    }
}

/// A column that is the result of a query.
fn result_column(of: &mut Table, source: &Column, result: &QueryResult) -> Column {
    Column {
        id: next_column(of),
        name: result.name.clone(),
        nullable: source.nullable || result.optional,
        not_null: source.not_null && !result.optional,
        identity: None,
        generated: None,
        history: History::new(result.place, "declared"),
        ..source.clone()
    }
}

/// Whether it is one of the engine's own tables.
fn is_of_engine(name: &QualifiedName) -> bool {
    let own = ["information_schema", "mysql", "performance_schema", "sys"];
    let dual = name.schema.is_none() && name.name.value.eq_ignore_ascii_case("dual");
    dual || name.schema.as_ref().is_some_and(|schema| own.iter().any(|own| schema.value.eq_ignore_ascii_case(own)))
}
