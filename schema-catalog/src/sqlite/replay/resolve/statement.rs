//! What the statements of a trigger name.

use super::super::database::Object;
use super::{Change, Relation, Resolver, Scope};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::sqlite::ddl::{CreateTrigger, Event, Expr, Step};

impl Resolver<'_> {
    /// The statements of a trigger.
    pub(in super::super) fn trigger(&mut self, table: &Object, trigger: &mut CreateTrigger) -> Result<(), Fault> {
        let relation = self.relation(table, trigger.table.place())?;
        let (new, old) = match &trigger.event {
            Event::Insert => (true, false),
            Event::Delete => (false, true),
            Event::Update(_) => (true, true),
        };
        if let Event::Update(columns) = &mut trigger.event {
            columns.iter_mut().for_each(|column| self.rename_column(&relation, column));
        }
        if let Some(Change::Table { table, to }) = &self.change
            && relation.object == Some(*table)
        {
            trigger.table.name.value.clone_from(to);
            self.replaced.push((trigger.table.name.place, None));
        }
        self.triggered = Some((relation, new, old));
        self.scopes.push(Scope::default());
        if let Some(expression) = &mut trigger.when {
            self.expression(expression)?;
        }
        trigger.steps.iter_mut().try_for_each(|step| self.step(step))
    }

    fn step(&mut self, step: &mut Step) -> Result<(), Fault> {
        match step {
            Step::Select(query) => self.select(query).map(drop),
            Step::Insert { table, columns, query, upserts } => {
                let target = self.target(table)?;
                if let Some(query) = query {
                    self.select(query)?;
                }
                columns.iter_mut().for_each(|column| self.rename_column(&target, column));
                let excluded = Some(Relation { alias: Some("excluded".to_owned()), ..target.clone() });
                self.scopes.push(Scope { relations: vec![target.clone()], excluded, ..Scope::default() });
                for upsert in upserts {
                    upsert.expressions.iter_mut().try_for_each(|part| self.expression(part).map(drop))?;
                    self.sets(&target, &mut upsert.sets)?;
                }
                self.scopes.pop();
                Ok(())
            }
            Step::Update { table, sets, from, filter } => {
                let target = self.target(table)?;
                let mut scope = self.from(from)?;
                scope.relations.insert(0, target.clone());
                self.scopes.push(scope);
                self.on(from)?;
                self.sets(&target, sets)?;
                filter.iter_mut().try_for_each(|part| self.expression(part).map(drop))?;
                self.scopes.pop();
                Ok(())
            }
            Step::Delete { table, filter } => {
                let target = self.target(table)?;
                self.scopes.push(Scope { relations: vec![target], ..Scope::default() });
                filter.iter_mut().try_for_each(|part| self.expression(part).map(drop))?;
                self.scopes.pop();
                Ok(())
            }
        }
    }

    fn sets(&mut self, target: &Relation, sets: &mut [(Vec<Name>, Expr)]) -> Result<(), Fault> {
        for (columns, value) in sets {
            columns.iter_mut().for_each(|column| self.rename_column(target, column));
            self.expression(value)?;
        }
        Ok(())
    }

    /// The table that a trigger's statement writes to.
    fn target(&mut self, table: &mut Name) -> Result<Relation, Fault> {
        let mut name = QualifiedName::bare(table.clone());
        let relation = self.named(&mut name, None)?;
        *table = name.name;
        Ok(relation)
    }

    /// Replaces the name of a column that stands where only those of this table can.
    fn rename_column(&mut self, relation: &Relation, name: &mut Name) {
        let Some(Change::Column { table, column, to, .. }) = &self.change else { return };
        let meant = relation.columns.iter().flat_map(|columns| columns.iter());
        let mut meant = meant.filter(|known| known.name.eq_ignore_ascii_case(&name.value));
        if relation.object == Some(*table) && meant.any(|known| known.origin == Some(*column)) {
            name.value.clone_from(to);
            self.replaced.push((name.place, None));
        }
    }
}
