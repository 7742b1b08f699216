//! Schemas, and what is moved from one to another.

use super::Postgres;
use crate::catalog::{IndexId, Relation, Schema, TEMPORARY, TableId, TypeKind};
use crate::cursor::{MAX_NAME, Name, QualifiedName, clip};
use crate::fault::{DUPLICATE_OBJECT, DUPLICATE_SCHEMA, Fault};
use crate::postgres::ddl::{Ddl, ObjectKind};
use crate::source::Place;

impl Postgres {
    pub(crate) fn create_schema(
        &mut self,
        name: Name,
        if_not_exists: bool,
        mut elements: Vec<Ddl>,
    ) -> Result<(), Fault> {
        if let Some(known) = self.catalog.schemas.get(&name.value) {
            if if_not_exists {
                return Ok(());
            }
            let message = format!("there is a schema `{}` already", name.value);
            let fault = Fault::new(name.place, message).state(DUPLICATE_SCHEMA);
            return Err(match known.created {
                Some(place) => fault.note("it was declared", place),
                None => fault,
            });
        }
        let place = name.place;
        let schema = Schema { name: name.value.clone(), comment: None, created: Some(place) };
        self.catalog.schemas.insert(name.value.clone(), schema);
        // What stands in the statement is made in the new schema: sequences first, then tables, views and indexes.
        elements.sort_by_key(|element| match element {
            Ddl::CreateSequence { .. } => 0,
            Ddl::CreateTable(_) => 1,
            Ddl::CreateView(_) => 2,
            _ => 3,
        });
        let outer = self.local_search_path.clone();
        let path = self.path().into_iter().filter(|schema| schema != TEMPORARY);
        self.local_search_path = Some(Some(std::iter::once(name.value).chain(path).collect()));
        let done = elements.into_iter().try_for_each(|element| self.apply(element, place));
        self.local_search_path = outer;
        done
    }

    pub(crate) fn rename_schema(&mut self, name: &Name, to: &Name) -> Result<(), Fault> {
        self.existing_schema(name)?;
        if let Some(known) = self.catalog.schemas.get(&to.value) {
            let fault = Fault::new(to.place, format!("there is a schema `{}` already", to.value));
            return Err(match known.created {
                Some(place) => fault.note("it was declared", place),
                None => fault,
            });
        }
        let Some(old) = self.catalog.schemas.remove(&name.value) else { return Ok(()) };
        let renamed = Schema { name: to.value.clone(), ..(*old).clone() };
        self.catalog.schemas.insert(to.value.clone(), renamed);
        let of_schema = |(schema, _): &&(String, String)| *schema == name.value;
        let relations: Vec<_> = self.catalog.relations_in(&name.value).map(|(key, _)| key.clone()).collect();
        for key in relations {
            self.move_relation(&key, &to.value);
        }
        let types: Vec<_> = self.catalog.type_names.iter().map(|(key, _)| key).filter(of_schema).cloned().collect();
        for key in types {
            self.move_type(&key, &to.value);
        }
        Ok(())
    }

    /// Moves a relation to another schema, where its name is free.
    fn move_relation(&mut self, key: &(String, String), schema: &str) {
        let Some(relation) = self.catalog.relations.remove(key) else { return };
        match *relation {
            Relation::Table(id) => {
                let indexes: Vec<IndexId> = self.catalog.indexes(self.table_of(id)).map(|index| index.id).collect();
                for index in indexes {
                    if let Some(index) = self.catalog.indexes.get_mut(&index) {
                        schema.clone_into(&mut index.schema);
                    }
                }
                schema.clone_into(&mut self.table_mut(id).schema);
            }
            Relation::Index(id) => {
                if let Some(index) = self.catalog.indexes.get_mut(&id) {
                    schema.clone_into(&mut index.schema);
                }
            }
            Relation::Sequence(id) => {
                if let Some(sequence) = self.catalog.sequences.get_mut(&id) {
                    schema.clone_into(&mut sequence.schema);
                }
            }
            // The type itself is moved by its own name.
            Relation::Type(_) => {}
        }
        self.add_relation(schema, &key.1, *relation);
    }

    fn move_type(&mut self, key: &(String, String), schema: &str) {
        let Some(id) = self.catalog.type_names.remove(key) else { return };
        if let Some(moved) = self.catalog.types.get_mut(&id) {
            schema.clone_into(&mut moved.schema);
        }
        self.catalog.type_names.insert((schema.to_owned(), key.1.clone()), *id);
        if let Some(relation @ Relation::Type(_)) = self.catalog.relations.get(key).copied() {
            self.catalog.relations.remove(key);
            self.add_relation(schema, &key.1, relation);
        }
    }

    /// `SET SCHEMA`, for a table with its indexes and sequences, a sequence or a type.
    pub(crate) fn set_schema(
        &mut self,
        kind: ObjectKind,
        name: &QualifiedName,
        schema: &Name,
        if_exists: bool,
        place: Place,
    ) -> Result<(), Fault> {
        if matches!(kind, ObjectKind::Type | ObjectKind::Domain) {
            self.stands_alone(name)?;
            self.existing_schema(schema)?;
            let id = self.user_type(name)?;
            self.is_domain(id, kind, name)?;
            let known = self.catalog.type_by_id(id);
            let key = (known.schema.clone(), known.name.clone());
            if key.0 != schema.value {
                let name = Name { value: key.1.clone(), place };
                self.free_type_name(&schema.value, &name)?;
                self.arrays_are_free(&key.0, &schema.value, &name)?;
                if matches!(self.catalog.type_by_id(id).kind, TypeKind::Composite(_)) {
                    self.free_relation_name(&schema.value, &name)?;
                }
                self.move_type(&key, &schema.value);
            }
            return Ok(());
        }
        let Some((from, relation)) = self.find_relation(name) else {
            return if if_exists { Ok(()) } else { Err(self.no_relation(kind, name)) };
        };
        self.may_be_altered(relation, kind, false, name)?;
        if let Relation::Index(_) = relation {
            return Err(Fault::new(
                name.place(),
                format!("`{}` is an index, which is where its table is", name.name.value),
            ));
        }
        if let Relation::Sequence(id) = relation
            && self.catalog.sequences.get(&id).is_some_and(|sequence| sequence.owned_by.is_some())
        {
            let message = format!("`{}` goes with a table's column, and is where its table is", name.name.value);
            return Err(Fault::new(name.place(), message));
        }
        if matches!(schema.value.as_str(), "pg_catalog" | "information_schema") {
            let message = format!("what is moved to `{}` is not followed any further", schema.value);
            return Err(Fault::refused(schema.place, message));
        }
        self.existing_schema(schema)?;
        if from == schema.value {
            return Ok(());
        }
        if from == TEMPORARY {
            let message = format!("`{}` is temporary, and goes to no other schema", name.name.value);
            return Err(Fault::new(name.place(), message));
        }
        let mut keys = vec![(from.clone(), name.name.value.clone())];
        if let Relation::Table(id) = relation {
            keys.extend(self.parts_of(id, &from));
            self.table_mut(id).history.push(place, format!("moved from schema `{from}`"));
        }
        for key in &keys {
            self.free_relation_name(&schema.value, &Name { value: key.1.clone(), place })?;
        }
        if let Relation::Table(_) = relation {
            let name = Name { value: name.name.value.clone(), place };
            self.free_type_name(&schema.value, &name)?;
            self.arrays_are_free(&from, &schema.value, &name)?;
        }
        for key in &keys {
            self.move_relation(key, &schema.value);
        }
        Ok(())
    }

    /// Errs where a type that is moved has the name of another's array in its new schema, or its array that of a type:
    /// an array, whose name the engine chooses, gives way to a new type, and not to one that is moved.
    ///
    /// PostgreSQL, `src/backend/commands/typecmds.c`, `AlterTypeNamespaceInternal`.
    fn arrays_are_free(&self, from: &str, to: &str, name: &Name) -> Result<(), Fault> {
        let array = |element: &str| format!("_{}", clip(element, MAX_NAME - 1));
        let is_type = |schema: &str, name: &str| {
            let key = (schema.to_owned(), name.to_owned());
            self.catalog.type_names.contains(&key) || self.catalog.table_in(schema, name).is_some()
        };
        let own = array(&name.value);
        // An array that gave way has another name.
        let taken = if !is_type(from, &own) && is_type(to, &own) {
            own
        } else if name.value.strip_prefix('_').is_some_and(|element| is_type(to, element)) {
            name.value.clone()
        } else {
            return Ok(());
        };
        let message = format!("there is a type `{taken}` in schema `{to}` already: types have arrays of such names");
        Err(Fault::new(name.place, message).state(DUPLICATE_OBJECT))
    }

    /// The indexes and sequences of a table.
    fn parts_of(&self, table: TableId, schema: &str) -> Vec<(String, String)> {
        let named = !self.rules().indexes_of_tables;
        let indexes =
            self.catalog.indexes(self.table_of(table)).filter(|_| named).map(|index| (&index.schema, &index.name));
        let sequences = self.catalog.sequences_of(table).map(|sequence| (&sequence.schema, &sequence.name));
        let here = indexes.chain(sequences).filter(|(found, _)| *found == schema);
        here.map(|(schema, name)| (schema.clone(), name.clone())).collect()
    }
}
