//! `RENAME`: of a column, a table, and whatever else has a name.

use super::Postgres;
use crate::catalog::{Constraint, Relation, TableId, TypeKind};
use crate::cursor::{Name, QualifiedName};
use crate::fault::{DUPLICATE_COLUMN, Fault};
use crate::postgres::ddl::ObjectKind;
use crate::source::Place;

impl Postgres {
    /// `RENAME COLUMN`: keys, foreign keys and checks follow, since they know columns by id.
    pub(crate) fn rename_column(
        &mut self,
        table: &QualifiedName,
        from: &Name,
        to: &Name,
        if_exists: bool,
        only: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let id = match self.find_table(table) {
            Some(id) => id,
            None if if_exists => return Ok(()),
            None => return Err(self.no_table(table)),
        };
        if self.table_of(id).unknown.is_some() {
            return Ok(());
        }
        self.has_own_columns(id, place)?;
        self.rename_column_of(id, from, to, only, place)
    }

    /// Renames a column of a table, and of those that inherit it.
    pub(crate) fn rename_column_of(
        &mut self,
        id: TableId,
        from: &Name,
        to: &Name,
        only: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let column = self.column(id, from)?;
        let target = self.table_of(id);
        if target.column_by_id(column).inherited > 0 {
            let message = format!("column `{}` is inherited, so it is renamed in the parent table", from.value);
            return Err(Fault::new(from.place, message));
        }
        if only && !self.children(id).is_empty() {
            let message = format!("column `{}` is inherited by other tables, so `ONLY` can't rename it", from.value);
            return Err(Fault::new(from.place, message));
        }
        if !target.kind.is_view() {
            self.is_no_own_column(to)?;
        }
        self.is_inherited_from_within(id, &from.value, from.place)?;
        for id in self.with_children(id) {
            let target = self.table_of(id);
            if let Some(known) = target.column(&to.value) {
                let message = format!("table `{}` has a column `{}` already", target.name, to.value);
                let fault = Fault::new(to.place, message).state(DUPLICATE_COLUMN);
                return Err(fault.note("it was declared", known.history.declared()));
            }
            let Some(column) = target.column(&from.value).map(crate::catalog::Column::id) else { continue };
            let renamed = self.column_mut(id, column);
            renamed.name.clone_from(&to.value);
            renamed.history.push(place, format!("renamed from `{}`", from.value));
            self.respell(id, column, &from.value, &to.value);
            self.table_mut(id).former_columns.push((
                from.value.clone(),
                format!("renamed to `{}`", to.value).into(),
                place,
            ));
        }
        Ok(())
    }

    /// `RENAME TO`, for a table, a view, an index, a sequence or a type.
    pub(crate) fn rename(
        &mut self,
        kind: ObjectKind,
        name: &QualifiedName,
        to: &Name,
        if_exists: bool,
        place: Place,
    ) -> Result<(), Fault> {
        if matches!(kind, ObjectKind::Type | ObjectKind::Domain) {
            self.stands_alone(name)?;
            let id = self.user_type(name)?;
            self.is_domain(id, kind, name)?;
            let known = self.catalog.type_by_id(id);
            let (schema, from) = (known.schema.clone(), known.name.clone());
            let composite = matches!(known.kind, TypeKind::Composite(_));
            self.free_type_name(&schema, to)?;
            if composite {
                self.free_relation_name(&schema, to)?;
            }
            if composite {
                self.catalog.relations.remove(&(schema.clone(), from.clone()));
                self.add_relation(&schema, &to.value, Relation::Type(id));
            }
            self.catalog.type_names.remove(&(schema.clone(), from.clone()));
            self.catalog.type_names.insert((schema, to.value.clone()), id);
            if let Some(renamed) = self.catalog.types.get_mut(&id) {
                renamed.name.clone_from(&to.value);
                renamed.history.push(place, format!("renamed from `{from}`"));
            }
            return Ok(());
        }
        let Some((schema, relation)) = self.find_relation(name) else {
            return if if_exists { Ok(()) } else { Err(self.no_relation(kind, name)) };
        };
        self.may_be_altered(relation, kind, true, name)?;
        self.free_relation_name(&schema, to)?;
        let from = name.name.value.clone();
        match relation {
            Relation::Table(id) => {
                self.free_type_name(&schema, to)?;
                let table = self.table_mut(id);
                table.name.clone_from(&to.value);
                table.history.push(place, format!("renamed from `{from}`"));
                let key = (schema.clone(), from);
                self.catalog.relations.remove(&key);
                self.catalog.former_tables.insert(key, (format!("renamed to `{}`", to.value), place));
                self.add_relation(&schema, &to.value, relation);
            }
            Relation::Index(id) => {
                // The index of a constraint and the constraint have one name.
                let table = self.catalog.indexes.get(&id).map(|index| index.table);
                if let Some(table) = table {
                    let target = self.table_of(table);
                    if target.constraints.iter().any(|known| known.name == from) {
                        self.free_constraint_name(target, to)?;
                    }
                    let is_key = |known: &Constraint| known.has_index() && known.name == from;
                    for constraint in self.table_mut(table).constraints.filter_mut(is_key) {
                        constraint.name.clone_from(&to.value);
                    }
                }
                if let Some(table) = table {
                    self.rename_index(table, &from, to)?;
                }
            }
            Relation::Sequence(id) => self.rename_sequence(id, to),
            Relation::Type(_) => {
                return Err(Fault::new(name.place(), format!("`{from}` is a type"))
                    .help(format!("ALTER TYPE {from} RENAME TO {};", to.value)));
            }
        }
        Ok(())
    }

    pub(crate) fn no_relation(&self, kind: ObjectKind, name: &QualifiedName) -> Fault {
        let tables = [ObjectKind::Table, ObjectKind::ForeignTable, ObjectKind::View, ObjectKind::MaterializedView];
        if tables.contains(&kind) {
            return self.no_table(name);
        }
        Fault::new(name.place(), format!("there is no {} `{}`", kind.noun(), super::names::display(name)))
    }
}
