//! Views, and tables made from a query: their columns are the query's results.

use super::Replay;
use crate::catalog::{Column, ColumnId, Relation, SqlType, TEMPORARY, TableId, Unknown};
use crate::ddl::{CreateView, Fragment, From, Item, Name, Query, Select};
use crate::fault::Fault;
use crate::source::Place;

/// A result of a query: its name, its type, and where it is.
struct Output {
    name: String,
    sql_type: SqlType,
    place: Place,
}

impl Replay {
    pub(crate) fn create_view(&mut self, create: CreateView) -> Result<(), Fault> {
        let CreateView { name, kind, or_replace, if_not_exists, temporary, columns, query } = create;
        let schema = self.schema_for(&name, temporary || self.reads_temporary(&query))?;
        let existing = self.catalog.table_in(&schema, &name.name.value).map(|table| (table.id(), table.kind));
        if if_not_exists && existing.is_some_and(|(_, known)| known == kind) {
            return Ok(());
        }
        let replaced = existing.filter(|(_, known)| or_replace && *known == kind).map(|(id, _)| id);
        if replaced.is_none() {
            self.free_relation_name(&schema, &name.name)?;
            self.free_type_name(&schema, &name.name)?;
        }
        let outputs = self.outputs(&query)?;
        if let Some(id) = replaced {
            self.same_shape(id, outputs.as_deref(), &name.name)?;
            self.table_mut(id).history.push(name.name.place, "replaced");
            self.table_mut(id).columns.clear();
            self.table_mut(id).unknown = None;
        }
        let id = replaced.unwrap_or_else(|| self.insert_table(&schema, &name.name, kind));
        self.fill(id, outputs, columns, &query)
    }

    /// The columns of a table made from a query.
    pub(crate) fn columns_of_query(
        &mut self,
        id: TableId,
        columns: Option<Vec<Name>>,
        query: &Query,
    ) -> Result<(), Fault> {
        let outputs = self.outputs(query)?;
        self.fill(id, outputs, columns, query)?;
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
        outputs: Option<Vec<Output>>,
        columns: Option<Vec<Name>>,
        query: &Query,
    ) -> Result<(), Fault> {
        let reads = self.tables_read(query);
        for read in &reads {
            self.catalog.dependents.insert((*read, id), ());
        }
        let read_columns = query.select.as_ref().map_or_else(|_| Vec::new(), |select| self.columns_read_by(select));
        let view = self.table_mut(id);
        view.reads = reads;
        view.read_columns = read_columns;
        view.read_names.clone_from(&query.fragment.names);
        let Some(outputs) = outputs else {
            let (reason, place) = match &query.select {
                Err(not_told) => (not_told.what.to_owned(), not_told.place),
                Ok(_) => ("what it reads is not known".to_owned(), query.place),
            };
            self.table_mut(id).unknown = Some(Unknown { reason, place });
            return Ok(());
        };
        let columns = columns.unwrap_or_default();
        if let Some(extra) = columns.get(outputs.len()) {
            return Err(Fault::new(extra.place, format!("the query has no result for column `{}`", extra.value)));
        }
        for (at, output) in outputs.into_iter().enumerate() {
            let (name, place) =
                columns.get(at).map_or((output.name, output.place), |name| (name.value.clone(), name.place));
            if self.table_of(id).column(&name).is_some() {
                return Err(Fault::new(place, format!("column `{name}` is there twice")));
            }
            let mut column = self.new_column(id, name, output.sql_type, place);
            // The engine says of no view's column that it is NOT NULL, nor of a query's result.
            column.nullable = true;
            self.table_mut(id).columns.push(column);
        }
        Ok(())
    }

    /// `CREATE OR REPLACE VIEW` may add columns at the end, and nothing else.
    fn same_shape(&self, id: TableId, outputs: Option<&[Output]>, name: &Name) -> Result<(), Fault> {
        let view = self.table_of(id);
        let Some(outputs) = outputs else { return Ok(()) };
        if view.unknown.is_some() {
            return Ok(());
        }
        for (at, column) in view.columns.iter().enumerate() {
            let same = outputs.get(at).is_some_and(|output| output.sql_type == column.sql_type);
            if !same {
                let message = format!("view `{}` has a column `{}`, which this query has not", view.name, column.name);
                return Err(Fault::new(name.place, message)
                    .note("it was declared", column.history.declared())
                    .help("drop the view first"));
            }
        }
        Ok(())
    }

    /// The results of a query; `None` where they can't be told.
    fn outputs(&self, query: &Query) -> Result<Option<Vec<Output>>, Fault> {
        let Ok(select) = &query.select else { return Ok(None) };
        let mut sources: Vec<(&From, TableId)> = Vec::new();
        for from in &select.from {
            match self.find_table(&from.table) {
                Some(table) => sources.push((from, table)),
                // A sequence or one of the engine's own, perhaps.
                None => {
                    let schema = from.table.schema.as_ref().map_or("", |schema| schema.value.as_str());
                    let sequence = matches!(self.find_relation(&from.table), Some((_, Relation::Sequence(_))));
                    let own = sequence || schema == "information_schema" || schema == "pg_catalog";
                    if own || from.table.name.value.starts_with("pg_") {
                        return Ok(None);
                    }
                    return Err(self.no_table(&from.table));
                }
            }
        }
        if sources.iter().any(|(_, table)| self.table_of(*table).unknown.is_some()) {
            return Ok(None);
        }
        let mut outputs = Vec::new();
        for item in &select.items {
            match item {
                Item::All(table) => self.all_columns(&sources, table.as_deref(), query.place, &mut outputs),
                Item::Column { table, column, alias } => {
                    match self.source_of(&sources, table.as_deref(), &column.value) {
                        Some((_, found)) => outputs.push(Output {
                            name: alias.clone().unwrap_or_else(|| column.value.clone()),
                            sql_type: found.sql_type.clone(),
                            place: column.place,
                        }),
                        // `current_date` and its like look like columns.
                        None => return Ok(None),
                    }
                }
                Item::Cast { sql_type, name } => outputs.push(Output {
                    name: name.clone(),
                    sql_type: self.resolve_type(sql_type)?,
                    place: sql_type.place,
                }),
            }
        }
        Ok(Some(outputs))
    }

    /// `*`: the columns by which tables are joined once and first, then all others.
    fn all_columns(&self, sources: &[(&From, TableId)], table: Option<&str>, place: Place, outputs: &mut Vec<Output>) {
        let output = |column: &Column| Output { name: column.name.clone(), sql_type: column.sql_type.clone(), place };
        let mut joined: Vec<&str> = Vec::new();
        if table.is_none() {
            for (from, id) in sources {
                for name in &from.using {
                    if !joined.contains(&name.value.as_str()) {
                        joined.push(&name.value);
                        outputs.extend(self.table_of(*id).column(&name.value).map(output));
                    }
                }
            }
        }
        for (from, id) in sources {
            if table.is_none_or(|table| name_of(from) == table) {
                let columns = &self.table_of(*id).columns;
                outputs.extend(columns.iter().filter(|column| !joined.contains(&column.name.as_str())).map(output));
            }
        }
    }

    /// The table and column that a name in a query stands for.
    fn source_of(&self, sources: &[(&From, TableId)], table: Option<&str>, column: &str) -> Option<(TableId, &Column)> {
        sources
            .iter()
            .filter(|(from, _)| table.is_none_or(|table| name_of(from) == table))
            .find_map(|(_, id)| Some((*id, self.table_of(*id).column(column)?)))
    }

    /// The columns that a query reads.
    fn columns_read_by(&self, select: &Select) -> Vec<(TableId, ColumnId)> {
        let sources: Vec<(&From, TableId)> =
            select.from.iter().filter_map(|from| Some((from, self.find_table(&from.table)?))).collect();
        let mut read = Vec::new();
        for (table, column) in &select.columns {
            read.extend(self.source_of(&sources, table.as_deref(), column).map(|(id, column)| (id, column.id())));
        }
        for item in &select.items {
            let Item::All(table) = item else { continue };
            for (from, id) in &sources {
                if table.as_ref().is_none_or(|table| name_of(from) == table) {
                    read.extend(self.table_of(*id).columns.iter().map(|column| (*id, column.id())));
                }
            }
        }
        for (from, id) in &sources {
            let using = from.using.iter().filter_map(|name| self.table_of(*id).column(&name.value));
            read.extend(using.map(|column| (*id, column.id())));
        }
        read.sort_unstable();
        read.dedup();
        read
    }

    /// The tables and views that a query reads.
    fn tables_read(&self, query: &Query) -> Vec<TableId> {
        let mut read = match &query.select {
            Ok(select) => select.from.iter().filter_map(|from| self.find_table(&from.table)).collect(),
            Err(_) => self.tables_named(&query.fragment),
        };
        read.sort_unstable();
        read.dedup();
        read
    }

    /// Whether a query reads a temporary table: a view of that is temporary as well.
    fn reads_temporary(&self, query: &Query) -> bool {
        query.fragment.names.iter().any(|name| self.catalog.table_in(TEMPORARY, name).is_some())
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

/// The name by which a query knows a table that it reads.
fn name_of(from: &From) -> &str {
    from.alias.as_deref().unwrap_or(&from.table.name.value)
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
        let told = view("SELECT id, count(*) FROM a GROUP BY id");
        assert_eq!(told, Err("the type of this result is not known at up.sql:1:110".to_owned()));
    }
}
