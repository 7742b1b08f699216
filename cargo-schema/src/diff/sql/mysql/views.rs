//! Views, which are written as they were. What a view reads is settled when it is made, so it is made anew where a table
//! that it reads changes.

use schema_catalog::{Catalog, Table, TableId};

use super::{Writer, full_name, matched};

impl Writer<'_> {
    /// The view that is the same afterwards, but for what it reads.
    fn same_view(&self, view: &Table) -> bool {
        let Some(after) = self.to.table_in(&view.schema, &view.name).filter(|after| after.kind == view.kind) else {
            return false;
        };
        match (text(self.from, view), text(self.to, after)) {
            (Some(old), Some(new)) => self.from.is_same_expression(&old, &new),
            (old, new) => old.is_none() && new.is_none(),
        }
    }

    /// Drops views that go, change, or read what changes.
    pub(super) fn drop_views(&mut self) {
        let changes = |id: &TableId| {
            let alteration = self.alterations.iter().find(|of| of.before.id() == *id);
            let table = self.from.find_table(*id).filter(matched::is_table);
            table.is_some() && alteration.is_none_or(|of| !of.actions.is_empty())
        };
        self.dropped_views =
            matched::with_readers(self.from, |view| view.reads().iter().any(changes) || !self.same_view(view));
        let views: Vec<&Table> = self.from.tables().filter(|view| self.dropped_views.contains(&view.id())).collect();
        for view in matched::read_order(&views).into_iter().rev() {
            self.out.say(format!("DROP VIEW {}", full_name(self.from, view)));
        }
    }

    pub(super) fn create_views(&mut self) {
        let is_missing = |view: &&Table| {
            let there = self.from.table_in(&view.schema, &view.name).filter(|old| old.kind == view.kind);
            there.is_none_or(|old| self.dropped_views.contains(&old.id()))
        };
        let views: Vec<&Table> = self.to.tables().filter(|table| table.kind.is_view()).filter(is_missing).collect();
        for view in matched::read_order(&views) {
            match text(self.to, view) {
                Some(text) => self.out.say(text),
                None => self.out.refuse(format!("view `{}`: what made it is in no file", view.name)),
            }
        }
    }
}

/// The statement that makes a view.
fn text(catalog: &Catalog, view: &Table) -> Option<String> {
    let options = catalog.view_options(view)?;
    let name = full_name(catalog, view);
    let separator = if options.is_empty() { "" } else { " " };
    Some(format!("CREATE {options}{separator}VIEW {name} {}", catalog.view_definition(view)?))
}
