//! Sequences: those of serial and identity columns, and those that defaults name.

use super::Postgres;
use super::names::make_name;
use crate::catalog::{
    ColumnDefault, ColumnId, Relation, Sequence, SequenceId, SqlType, TableId, TableKind, TypeKind, TypeName,
};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::ddl::{DefaultValue, Expression, ObjectKind, OwnedBy};
use crate::source::Place;

impl Postgres {
    pub(crate) fn create_sequence(
        &mut self,
        name: &QualifiedName,
        if_not_exists: bool,
        temporary: bool,
        owned_by: Option<OwnedBy>,
    ) -> Result<(), Fault> {
        let schema = self.schema_for(name, temporary)?;
        if if_not_exists && self.catalog.relations.contains(&(schema.clone(), name.name.value.clone())) {
            return Ok(());
        }
        self.free_relation_name(&schema, &name.name)?;
        self.free_type_name(&schema, &name.name)?;
        let owner = owned_by.map_or(Ok(None), |owned_by| self.owner(owned_by, &schema))?;
        self.insert_sequence(&schema, &name.name.value, owner);
        Ok(())
    }

    /// `ALTER SEQUENCE … OWNED BY`.
    pub(crate) fn own_sequence(
        &mut self,
        name: &QualifiedName,
        if_exists: bool,
        owned_by: OwnedBy,
    ) -> Result<(), Fault> {
        let Some((schema, relation)) = self.find_relation(name) else {
            return if if_exists { Ok(()) } else { Err(self.no_relation(ObjectKind::Sequence, name)) };
        };
        self.is_of_kind(relation, ObjectKind::Sequence, name)?;
        let owner = self.owner(owned_by, &schema)?;
        let Relation::Sequence(id) = relation else { return Ok(()) };
        if self.identity_of(id).is_some() {
            let message = format!("`{}` is the sequence of an identity column, with which it stays", name.name.value);
            return Err(Fault::new(name.place(), message));
        }
        if let Some(sequence) = self.catalog.sequences.get_mut(&id) {
            if let Some((former, _)) = std::mem::replace(&mut sequence.owned_by, owner) {
                self.catalog.owned_sequences.remove(&(former, id));
            }
            if let Some((table, _)) = owner {
                self.catalog.owned_sequences.insert((table, id), ());
            }
        }
        Ok(())
    }

    /// The identity column that a sequence is of.
    pub(crate) fn identity_of(&self, id: SequenceId) -> Option<(TableId, ColumnId)> {
        let (table, column) = self.catalog.sequences.get(&id)?.owned_by?;
        self.table_of(table).columns.iter().find(|known| known.id() == column)?.identity.map(|_| (table, column))
    }

    /// The column that a sequence of this schema goes with.
    fn owner(&self, owned_by: OwnedBy, schema: &str) -> Result<Option<(TableId, ColumnId)>, Fault> {
        let Some((table, column)) = owned_by else { return Ok(None) };
        let id = self.table(&table)?;
        let owner = self.table_of(id);
        if owner.kind == TableKind::MaterializedView {
            let message = format!("`{}` is a materialized view, with which no sequence goes", owner.name);
            return Err(Fault::new(table.place(), message));
        }
        if owner.schema != schema {
            let message =
                format!("a sequence and its table are in one schema, and `{}` is in `{}`", owner.name, owner.schema);
            return Err(Fault::new(table.place(), message));
        }
        if self.table_of(id).unknown.is_some() {
            return Ok(None);
        }
        Ok(Some((id, self.column(id, &column)?)))
    }

    fn insert_sequence(&mut self, schema: &str, name: &str, owned_by: Option<(TableId, ColumnId)>) -> SequenceId {
        let id = SequenceId(self.catalog.new_id());
        let sequence = Sequence { id, schema: schema.to_owned(), name: name.to_owned(), owned_by };
        self.catalog.sequences.insert(id, sequence);
        if let Some((table, _)) = owned_by {
            self.catalog.owned_sequences.insert((table, id), ());
        }
        self.add_relation(schema, name, Relation::Sequence(id));
        id
    }

    /// Creates the sequence of a serial or identity column, by the name that the engine would choose.
    pub(crate) fn column_sequence(&mut self, table: TableId, column: ColumnId, column_name: &str) -> ColumnDefault {
        let owner = self.table_of(table);
        let (schema, longest) = (owner.schema.clone(), self.catalog.dialect.longest_name());
        let mut name = make_name(&owner.name, column_name, "seq", longest);
        let mut number = 1;
        while self.catalog.relations.contains(&(schema.clone(), name.clone())) {
            name = make_name(&owner.name, column_name, &format!("seq{number}"), longest);
            number += 1;
        }
        let sequence = self.insert_sequence(&schema, &name, Some((table, column)));
        ColumnDefault { expression: format!("nextval('{name}')"), sequence: Some(sequence), functions: Vec::new() }
    }

    /// The default of a column of this type, where the expression is one.
    pub(crate) fn default_of(&self, value: DefaultValue, of: &SqlType) -> Result<Option<ColumnDefault>, Fault> {
        if self.is_no_default(&value, of)? {
            return Ok(None);
        }
        let DefaultValue { expression, .. } = value;
        let functions = self.read_default(&expression, of)?;
        let sequence = self.sequence_of(&expression)?;
        Ok(Some(ColumnDefault { expression: expression.text, sequence, functions }))
    }

    /// The sequence that a default takes its values from, which must be there.
    pub(crate) fn sequence_of(&self, default: &Expression) -> Result<Option<SequenceId>, Fault> {
        let Some(name) = &default.sequence else { return Ok(None) };
        match self.find_relation(name) {
            Some((_, Relation::Sequence(id))) => Ok(Some(id)),
            Some(_) => Ok(None),
            None => Err(self.no_relation(ObjectKind::Sequence, name)),
        }
    }

    /// Whether a default is the same as none: NULL, where the engine need not turn that into a value of the column's
    /// type. It must where the type has a length or precision, or is a domain, or where NULL is cast to another type.
    ///
    /// PostgreSQL, `src/backend/catalog/heap.c`, `AddRelationNewConstraints`.
    pub(crate) fn is_no_default(&self, value: &DefaultValue, of: &SqlType) -> Result<bool, Fault> {
        let Some(cast_to) = &value.null else { return Ok(false) };
        let domain = match of.name {
            TypeName::User(id) => !of.array && matches!(self.catalog.type_by_id(id).kind, TypeKind::Domain { .. }),
            TypeName::Builtin(_) | TypeName::Row(_) | TypeName::Declared(_) => false,
        };
        let interval = *of == SqlType { modifiers: of.modifiers.clone(), ..SqlType::of("interval") };
        Ok(match cast_to {
            None => !domain && (of.modifiers.is_empty() || of.interval_fields.is_some() || interval),
            Some(cast_to) => !domain && of.modifiers.is_empty() && self.resolve_type(cast_to)? == *of,
        })
    }

    /// Drops a sequence, with `cascade` the defaults that take their values from it.
    pub(crate) fn drop_sequence(&mut self, id: SequenceId, cascade: bool, place: Place) -> Result<(), Fault> {
        self.drop_defaults_of(id, cascade, place, &[])?;
        self.drop_readers_of(id, cascade, place)?;
        self.remove_sequence(id);
        Ok(())
    }

    /// A sequence goes: the defaults that take their values from it are in the way, or go with `CASCADE`; not those of
    /// tables that are dropped `together` with it.
    pub(crate) fn drop_defaults_of(
        &mut self,
        id: SequenceId,
        cascade: bool,
        place: Place,
        together: &[TableId],
    ) -> Result<(), Fault> {
        let takes = |column: &&crate::catalog::Column| {
            column.default.as_ref().is_some_and(|default| default.sequence == Some(id))
        };
        let mut users = Vec::new();
        for table in self.lookup.sequences.get(&self.catalog.tables, &id) {
            if together.contains(&table) {
                continue;
            }
            let table = self.catalog.table_by_id(table);
            users.extend(table.columns.iter().filter(takes).map(|column| (table.id(), column.id())));
        }
        for (table, column) in users {
            let target = self.column_mut(table, column);
            if !cascade {
                return Err(Fault::new(place, format!("the default of column `{}` needs this sequence", target.name))
                    .note("it was declared", target.history.declared())
                    .help("drop the default first, or add CASCADE"));
            }
            target.default = None;
            target.history.push(place, "default dropped");
        }
        Ok(())
    }

    fn remove_sequence(&mut self, id: SequenceId) {
        if let Some(sequence) = self.catalog.sequences.remove(&id) {
            self.catalog.relations.remove(&(sequence.schema.clone(), sequence.name.clone()));
            if let Some((table, _)) = sequence.owned_by {
                self.catalog.owned_sequences.remove(&(table, id));
            }
        }
    }

    /// Drops the sequences that belong to a table's columns, or to one of them.
    pub(crate) fn drop_sequences(&mut self, table: TableId, column: Option<ColumnId>) {
        let owned =
            |sequence: &&Sequence| sequence.owned_by.is_some_and(|(_, of)| column.is_none_or(|column| column == of));
        let ids: Vec<SequenceId> = self.catalog.sequences_of(table).filter(owned).map(|sequence| sequence.id).collect();
        for id in ids {
            self.remove_sequence(id);
        }
    }

    /// `ALTER SEQUENCE … RENAME TO`.
    pub(crate) fn rename_sequence(&mut self, id: SequenceId, to: &Name) {
        let Some(sequence) = self.catalog.sequences.get_mut(&id) else { return };
        let schema = sequence.schema.clone();
        let from = std::mem::replace(&mut sequence.name, to.value.clone());
        self.catalog.relations.remove(&(schema.clone(), from));
        self.add_relation(&schema, &to.value, Relation::Sequence(id));
    }
}
