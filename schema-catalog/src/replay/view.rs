//! Views: their columns are their query's, and are not known here; whoever needs them is told why.

use super::Replay;
use crate::catalog::{TableId, Unknown};
use crate::ddl::{CreateView, Fragment};
use crate::fault::Fault;
use crate::source::Place;

impl Replay {
    pub(crate) fn create_view(&mut self, create: CreateView) -> Result<(), Fault> {
        let CreateView { name, kind, or_replace, if_not_exists, temporary, query, place } = create;
        let schema = self.schema_for(&name, temporary)?;
        let existing = self.catalog.table_in(&schema, &name.name.value).map(|table| (table.id(), table.kind));
        let id = match existing {
            Some((id, known)) if or_replace && known == kind => {
                self.table_mut(id).history.push(name.name.place, "replaced");
                id
            }
            Some((_, known)) if if_not_exists && known == kind => return Ok(()),
            _ => {
                self.free_relation_name(&schema, &name.name)?;
                self.free_type_name(&schema, &name.name)?;
                self.insert_table(&schema, &name.name, kind)
            }
        };
        let reads = self.tables_read(&query);
        for read in &reads {
            self.table_mut(*read).dependents.insert(id);
        }
        let view = self.table_mut(id);
        view.reads = reads;
        view.read_names = query.names;
        let reason = format!("the columns of a {} are its query's, which is not read yet", kind.noun());
        view.unknown = Some(Unknown { reason, place });
        Ok(())
    }

    /// The tables and views whose names stand in a query.
    pub(crate) fn tables_read(&self, query: &Fragment) -> Vec<TableId> {
        let mut read = Vec::new();
        for name in &query.names {
            // A name in a query may be a column's or an alias; one too many makes a drop stricter, never laxer.
            let found = self.catalog.tables().find(|table| table.name == *name).map(crate::catalog::Table::id);
            if let Some(id) = found
                && !read.contains(&id)
            {
                read.push(id);
            }
        }
        read
    }

    /// A column is dropped: the views that read it go with `CASCADE`.
    pub(crate) fn drop_views_reading(
        &mut self,
        table: TableId,
        column: &str,
        cascade: bool,
        place: Place,
    ) -> Result<(), Fault> {
        if !cascade {
            return Ok(());
        }
        for id in self.table_of(table).dependents.clone() {
            let Some(view) = self.catalog.tables.get(&id).filter(|view| view.kind.is_view()) else { continue };
            if view.reads.contains(&table) && view.read_names.iter().any(|name| name == column) {
                self.drop_table(id, &[id], true, place)?;
            }
        }
        Ok(())
    }
}
