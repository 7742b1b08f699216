//! What depends on a function, or on a field of a composite type, by its name: checks, defaults, computed columns,
//! indexes and views.

use super::Postgres;
use super::infer::{is_own_function, reads_sequence};
use crate::catalog::{ColumnId, ConstraintKind, IndexId, SequenceId, TableId};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

/// Something whose expression calls a function.
#[derive(Clone, Debug)]
enum Dependent {
    Check(TableId, String),
    Default(TableId, ColumnId),
    Computed(TableId, ColumnId),
    Index(IndexId),
    View(TableId),
    /// The check or default of a domain.
    Domain,
}

impl Postgres {
    /// `DROP FUNCTION` and its like.
    pub(crate) fn drop_routines(
        &mut self,
        names: &[(QualifiedName, Option<String>)],
        cascade: bool,
    ) -> Result<(), Fault> {
        for (name, arguments) in names {
            let known = self.routines.get(&name.name.value).map_or(0, Vec::len);
            let called = name.name.value.clone();
            let dependents = self.dependents_on(&|function| function == called);
            if let Some((_, what, declared)) = dependents.first() {
                if known != 1 || is_own_function(&called) {
                    let message =
                        format!("which function `{called}` this is, and so whether {what} calls it, is not known");
                    return Err(Fault::refused(name.place(), message).note("that was declared", *declared));
                }
                if !cascade {
                    return Err(Fault::new(name.place(), format!("{what} calls `{called}`"))
                        .note("it was declared", *declared)
                        .help("drop it first, or add CASCADE"));
                }
            }
            self.drop_dependents(dependents, name.place())?;
            self.forget_routine(&called, arguments.as_deref());
        }
        Ok(())
    }

    /// A sequence is dropped: the views that read it are in the way, or go with `CASCADE`.
    pub(crate) fn drop_readers_of(&mut self, sequence: SequenceId, cascade: bool, place: Place) -> Result<(), Fault> {
        let wanted = reads_sequence(sequence);
        let dependents = self.dependents_on(&|read| read == wanted);
        match dependents.first() {
            Some((_, what, declared)) if !cascade => Err(Fault::new(place, format!("{what} reads this sequence"))
                .note("it was declared", *declared)
                .help("drop it first, or add CASCADE")),
            _ => self.drop_dependents(dependents, place),
        }
    }

    fn drop_dependents(&mut self, all: Vec<(Dependent, String, Place)>, place: Place) -> Result<(), Fault> {
        all.into_iter()
            .try_for_each(|(dependent, what, declared)| self.drop_dependent(dependent, &what, declared, place))
    }

    fn forget_routine(&mut self, name: &str, arguments: Option<&str>) {
        let Some(known) = self.routines.get_mut(name) else { return };
        match arguments {
            Some(arguments) if known.len() > 1 => known.retain(|known| known.routine.arguments != arguments),
            _ => known.clear(),
        }
        if known.is_empty() {
            self.routines.remove(name);
        }
    }

    /// `DROP EXTENSION … CASCADE`: what calls a function that may be the extension's can't be told.
    pub(crate) fn extension_is_not_called(&self, name: &Name) -> Result<(), Fault> {
        let may_be_its = |function: &str| {
            !function.starts_with('.') && !is_own_function(function) && !self.routines.contains_key(function)
        };
        match self.dependents_on(&may_be_its).first() {
            None => Ok(()),
            Some((_, what, declared)) => {
                let message = format!("whether {what} calls a function of extension `{}` is not known", name.value);
                Err(Fault::refused(name.place, message).note("that was declared", *declared))
            }
        }
    }

    /// Errs where an expression reads a field of this name, which may be the one that is dropped.
    pub(crate) fn field_is_not_read(&self, field: &Name) -> Result<(), Fault> {
        let wanted = format!(".{}", field.value);
        match self.dependents_on(&|read| read == wanted).first() {
            None => Ok(()),
            Some((_, what, declared)) => {
                let message = format!("whether {what} reads this attribute `{}` is not known", field.value);
                Err(Fault::refused(field.place, message).note("that was declared", *declared))
            }
        }
    }

    /// What calls such a function: itself, how messages name it, and where it was declared.
    fn dependents_on(&self, wanted: &dyn Fn(&str) -> bool) -> Vec<(Dependent, String, Place)> {
        let calls = |functions: &[String]| functions.iter().any(|function| wanted(function));
        let mut all = Vec::new();
        for table in self.catalog.tables.values() {
            let (id, shown) = (table.id(), &table.name);
            if calls(&table.functions) {
                let what = format!("{} `{shown}`", table.kind.noun());
                all.push((Dependent::View(id), what, table.history.declared()));
            }
            for column in &table.columns {
                let declared = column.history.declared();
                if column.generated.as_ref().is_some_and(|generated| calls(&generated.functions)) {
                    let what = format!("column `{}` of `{shown}`", column.name);
                    all.push((Dependent::Computed(id, column.id()), what, declared));
                } else if column.default.as_ref().is_some_and(|default| calls(&default.functions)) {
                    let what = format!("the default of column `{}` of `{shown}`", column.name);
                    all.push((Dependent::Default(id, column.id()), what, declared));
                }
            }
            for constraint in &table.constraints {
                if matches!(&constraint.kind, ConstraintKind::Check(check) if calls(&check.functions)) {
                    let what = format!("check `{}` of `{shown}`", constraint.name);
                    all.push((Dependent::Check(id, constraint.name.clone()), what, constraint.declared));
                }
            }
        }
        for (id, index) in self.catalog.indexes.iter().filter(|(_, index)| calls(&index.functions)) {
            all.push((Dependent::Index(*id), format!("index `{}`", index.name), index.created));
        }
        for domain in self.catalog.types.values().filter(|found| calls(&found.functions)) {
            all.push((Dependent::Domain, format!("domain `{}`", domain.name), domain.history.declared()));
        }
        all
    }

    fn drop_dependent(&mut self, dependent: Dependent, what: &str, declared: Place, place: Place) -> Result<(), Fault> {
        let has = |replay: &Self, table: TableId, column: ColumnId| {
            let table = replay.catalog.tables.get(&table);
            table.is_some_and(|table| table.columns.iter().any(|known| known.id() == column))
        };
        match dependent {
            Dependent::View(table) if self.catalog.tables.contains(&table) => {
                self.drop_table(table, &[table], true, place)?;
            }
            Dependent::Computed(table, column) if has(self, table, column) => {
                self.remove_column(table, column, true, place)?;
            }
            Dependent::Default(table, column) if has(self, table, column) => {
                let column = self.column_mut(table, column);
                column.default = None;
                column.history.push(place, "default dropped");
            }
            Dependent::Check(table, name) if self.catalog.tables.contains(&table) => {
                self.remove_constraint(table, &name, true, place)?;
            }
            Dependent::Index(index) => self.remove_index(index),
            Dependent::Domain => {
                let message = format!("{what} calls this, and what goes with it is not known");
                return Err(Fault::refused(place, message).note("it was declared", declared));
            }
            _ => {}
        }
        Ok(())
    }
}
