//! Views, and tables made from a query: their columns are the query's results.

use super::Postgres;
use super::infer::{Inferred, Reader, Reason, Scope};
use crate::catalog::{ColumnId, SqlType, TEMPORARY, TableId, TableKind, Unknown};
use crate::cursor::{Fragment, Name};
use crate::fault::{DUPLICATE_COLUMN, Fault};
use crate::postgres::ddl::{CreateView, ViewQuery};
use crate::source::Place;

/// What a query gives and reads.
struct ReadQuery {
    /// Its results: name, type, and where each is. If they are not known, why.
    results: Result<Vec<(String, SqlType, Place)>, Unknown>,
    tables: Vec<TableId>,
    columns: Vec<(TableId, ColumnId)>,
    functions: Vec<String>,
    temporary: bool,
}

impl Postgres {
    pub(crate) fn create_view(&mut self, create: CreateView) -> Result<(), Fault> {
        let CreateView { name, kind, or_replace, if_not_exists, temporary, columns, query } = create;
        let read = self.read_query(&query)?;
        // A view of something temporary is temporary as well.
        let schema = self.schema_for(&name, temporary || (kind == TableKind::View && read.temporary))?;
        let existing = self.catalog.table_in(&schema, &name.name.value).map(|table| (table.id(), table.kind));
        if if_not_exists && existing.is_some_and(|(_, known)| known == kind) {
            return Ok(());
        }
        let replaced = existing.filter(|(_, known)| or_replace && *known == kind).map(|(id, _)| id);
        if replaced.is_none() {
            self.free_relation_name(&schema, &name.name)?;
            self.free_type_name(&schema, &name.name)?;
        }
        if let Some(id) = replaced {
            self.same_shape(id, &read, columns.as_deref(), &name.name)?;
            self.table_mut(id).history.push(name.name.place, "replaced");
            // The columns that there were stay the same ones.
            let view = self.table_mut(id);
            view.columns.clear();
            view.next_column = 1;
            view.unknown = None;
        }
        let id = replaced.unwrap_or_else(|| self.insert_table(&schema, &name.name, kind));
        self.fill(id, read, columns, &query)
    }

    /// The columns of a table made from a query.
    pub(crate) fn columns_of_query(
        &mut self,
        id: TableId,
        columns: Option<Vec<Name>>,
        query: &ViewQuery,
    ) -> Result<(), Fault> {
        let read = self.read_query(query)?;
        self.fill(id, read, columns, query)?;
        // The table is its own: what it was made from may go.
        for read in std::mem::take(&mut self.table_mut(id).reads) {
            self.catalog.dependents.remove(&(read, id));
        }
        Ok(())
    }

    /// Gives a view or table the results of a query for its columns, or says why they are not known.
    fn fill(
        &mut self,
        id: TableId,
        read: ReadQuery,
        columns: Option<Vec<Name>>,
        query: &ViewQuery,
    ) -> Result<(), Fault> {
        let view = self.table_mut(id);
        view.reads.clone_from(&read.tables);
        view.read_columns = read.columns;
        view.functions = read.functions;
        view.read_names.clone_from(&query.fragment.names);
        for table in read.tables {
            self.stand_on(table, id, query.place)?;
        }
        let results = match read.results {
            Ok(results) => results,
            Err(unknown) => {
                self.table_mut(id).unknown = Some(unknown);
                return Ok(());
            }
        };
        let columns = columns.unwrap_or_default();
        if let Some(extra) = columns.get(results.len()) {
            return Err(Fault::new(extra.place, format!("the query has no result for column `{}`", extra.value)));
        }
        for (at, (name, sql_type, place)) in results.into_iter().enumerate() {
            let (name, place) = columns.get(at).map_or((name, place), |name| (name.value.clone(), name.place));
            if self.table_of(id).column(&name).is_some() {
                return Err(Fault::new(place, format!("column `{name}` is there twice")).state(DUPLICATE_COLUMN));
            }
            // The engine says of no view's column that it is NOT NULL, nor of a query's result, but for its domain.
            let column = self.new_column(id, name, sql_type, place)?;
            self.table_mut(id).columns.push(column);
        }
        Ok(())
    }

    /// `CREATE OR REPLACE VIEW` may add columns at the end, and nothing else.
    fn same_shape(&self, id: TableId, read: &ReadQuery, columns: Option<&[Name]>, name: &Name) -> Result<(), Fault> {
        let view = self.table_of(id);
        let Ok(results) = &read.results else { return Ok(()) };
        if view.unknown.is_some() {
            return Ok(());
        }
        for (at, column) in view.columns.iter().enumerate() {
            let renamed = columns.and_then(|columns| columns.get(at)).map(|name| &name.value);
            let same = |(name, sql_type, _): &(String, SqlType, Place)| {
                *sql_type == column.sql_type && *renamed.unwrap_or(name) == column.name
            };
            if !results.get(at).is_some_and(same) {
                let message = format!("view `{}` has a column `{}`, which this query has not", view.name, column.name);
                return Err(Fault::new(name.place, message)
                    .note("it was declared", column.history.declared())
                    .help("drop the view first"));
            }
        }
        Ok(())
    }

    /// What a query gives and reads.
    fn read_query(&self, query: &ViewQuery) -> Result<ReadQuery, Fault> {
        let parsed = match &query.query {
            Ok(parsed) => parsed,
            Err(fault) => {
                let results = Err(Unknown { reason: fault.message().to_owned(), place: fault.place() });
                let tables = self.tables_named(&query.fragment);
                let temporary = tables.iter().any(|table| self.table_of(*table).schema == TEMPORARY);
                let functions = query.fragment.names.clone();
                return Ok(ReadQuery { results, tables, columns: Vec::new(), functions, temporary });
            }
        };
        let mut reader = Reader::new(self, query.place);
        let outputs = reader.query(parsed, &Scope::of_nothing())?;
        let known = outputs.into_iter().map(|output| match output.sql_type.of_column() {
            Inferred::Known(sql_type) => Ok((output.name, sql_type, output.place)),
            Inferred::NotKnown(Reason { what, place }) => Err(Unknown { reason: what.to_owned(), place }),
            Inferred::Literal => {
                Err(Unknown { reason: "the type of this is not known".to_owned(), place: output.place })
            }
        });
        let results = known.collect();
        let Reader { mut tables, mut columns, functions, temporary, .. } = reader;
        tables.sort_unstable();
        tables.dedup();
        columns.sort_unstable();
        columns.dedup();
        Ok(ReadQuery { results, tables, columns, functions, temporary })
    }

    /// The tables whose names stand in a query that is not read. One too many makes a drop stricter, never laxer.
    fn tables_named(&self, query: &Fragment) -> Vec<TableId> {
        let keys = self.catalog.schemas().flat_map(|schema| query.names.iter().map(|name| (&schema.name, name)));
        let tables = keys.filter_map(|(schema, name)| self.catalog.table_in(schema, name));
        tables.map(crate::catalog::Table::id).collect()
    }

    /// A column is dropped or gets another type: the views that read it are in the way, or go with `CASCADE`.
    pub(crate) fn views_reading(
        &mut self,
        table: TableId,
        column: ColumnId,
        cascade: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let name = self.table_of(table).column_by_id(column).name.clone();
        for id in self.catalog.dependents(table) {
            let Some(view) = self.catalog.tables.get(&id).filter(|view| view.kind.is_view()) else { continue };
            let reads = view.read_columns.contains(&(table, column));
            // Of a query that is not read, only its names are known.
            let may_read = view.unknown.is_some() && view.reads.contains(&table) && view.read_names.contains(&name);
            if reads && !cascade {
                let message = format!("{} `{}` reads column `{name}`", view.kind.noun(), view.name);
                return Err(Fault::new(place, message)
                    .note("it is declared", view.history.declared())
                    .help("drop the view first, and create it again afterwards"));
            }
            if cascade && (reads || may_read) {
                self.drop_table(id, &[id], true, place)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Catalog, Dialect};

    fn view(query: &str) -> Result<String, String> {
        let sql = format!(
            "CREATE TABLE a (id int NOT NULL, b varchar(9)); CREATE TABLE c (id int, d date); CREATE VIEW v AS {query}"
        );
        let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", &sql).map_err(|error| error.to_string())?;
        let view = catalog.table("v").ok_or("no view")?;
        if let Some(unknown) = &view.unknown {
            return Err(format!("{} at {}", unknown.reason, catalog.location(unknown.place)));
        }
        let columns = view.columns.iter().map(|column| format!("{} {}", column.name, column.definition(&catalog)));
        Ok(columns.collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn results_of_plain_queries_are_known() {
        assert_eq!(view("SELECT * FROM a JOIN c USING (id)").as_deref(), Ok("id INTEGER, b VARCHAR(9), d DATE"));
        assert_eq!(view("SELECT x.b AS l, c.* FROM a x, c").as_deref(), Ok("l VARCHAR(9), id INTEGER, d DATE"));
        assert_eq!(view("SELECT id::bigint, CAST(b AS text) t FROM a").as_deref(), Ok("id BIGINT, t TEXT"));
    }

    #[test]
    fn what_is_not_known_is_said_with_its_place() {
        let told = view("SELECT id, theirs(b) FROM a");
        assert_eq!(told, Err("what this function gives is not known at up.sql:1:110".to_owned()));
    }
}
