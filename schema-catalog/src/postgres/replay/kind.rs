//! Which kinds of objects a statement takes: `DROP VIEW` none but views, `ALTER TABLE` nearly every relation.
//!
//! PostgreSQL, `src/backend/commands/tablecmds.c`, `RangeVarCallbackForAlterRelation` and `ATSimplePermissions`.

use super::Postgres;
use super::drop::article;
use crate::catalog::{Relation, TableId, TableKind, TypeId, TypeKind};
use crate::cursor::QualifiedName;
use crate::fault::Fault;
use crate::postgres::ddl::{AlterColumn, AlterTableAction, NoEffect, ObjectKind};
use crate::source::Place;

impl Postgres {
    /// What a relation is.
    fn kind_of(&self, relation: Relation) -> ObjectKind {
        match relation {
            Relation::Index(_) => ObjectKind::Index,
            Relation::Sequence(_) => ObjectKind::Sequence,
            Relation::Type(_) => ObjectKind::Type,
            Relation::Table(id) => match self.table_of(id).kind {
                TableKind::View => ObjectKind::View,
                TableKind::MaterializedView => ObjectKind::MaterializedView,
                TableKind::Foreign => ObjectKind::ForeignTable,
                TableKind::Table | TableKind::Partitioned | TableKind::Virtual => ObjectKind::Table,
            },
        }
    }

    /// Errs where a relation is not of the kind that `DROP` or `COMMENT ON` says.
    pub(crate) fn is_of_kind(&self, relation: Relation, wanted: ObjectKind, name: &QualifiedName) -> Result<(), Fault> {
        let kind = self.kind_of(relation);
        if kind == wanted {
            return Ok(());
        }
        let (noun, wanted) = (kind.noun(), wanted.noun());
        let message = format!("`{}` is {} {noun}, not {} {wanted}", name.name.value, article(noun), article(wanted));
        Err(Fault::new(name.place(), message))
    }

    /// Errs where `ALTER` of this kind does not take a relation.
    pub(crate) fn may_be_altered(
        &self,
        relation: Relation,
        wanted: ObjectKind,
        renamed: bool,
        name: &QualifiedName,
    ) -> Result<(), Fault> {
        let any = wanted == ObjectKind::Table || (wanted == ObjectKind::Index && renamed);
        if any && self.kind_of(relation) != ObjectKind::Type {
            return Ok(());
        }
        self.is_of_kind(relation, wanted, name)
    }

    /// Errs where a type is no domain, and should be.
    pub(crate) fn is_domain(&self, id: TypeId, wanted: ObjectKind, name: &QualifiedName) -> Result<(), Fault> {
        if wanted != ObjectKind::Domain || matches!(self.catalog.type_by_id(id).kind, TypeKind::Domain { .. }) {
            return Ok(());
        }
        Err(Fault::new(name.place(), format!("`{}` is a type, not a domain", name.name.value)))
    }

    /// Errs where a table or view of this kind can't be changed so.
    pub(crate) fn suits_kind(&self, table: TableId, action: &AlterTableAction, place: Place) -> Result<(), Fault> {
        let target = self.table_of(table);
        let view = target.kind.is_view();
        let suits = match action {
            AlterTableAction::NoEffect(of) => is_said_of(*of, target.kind),
            _ if !view => true,
            AlterTableAction::OwnerTo => true,
            AlterTableAction::AlterColumn { change, .. } => match change {
                AlterColumn::NoEffect => true,
                AlterColumn::SetDefault(_)
                | AlterColumn::DropDefault
                | AlterColumn::AddIdentity(_)
                | AlterColumn::SetIdentity(_)
                | AlterColumn::DropIdentity { .. } => target.kind == TableKind::View,
                _ => false,
            },
            _ => false,
        };
        if suits {
            return Ok(());
        }
        let message = format!("`{}` is a {}, which can't be changed so", target.name, target.kind.noun());
        Err(Fault::new(place, message).note("it was declared", target.history.declared()))
    }
}

/// Whether an action that shapes no table can be said of this kind.
fn is_said_of(of: NoEffect, kind: TableKind) -> bool {
    let table = matches!(kind, TableKind::Table | TableKind::Partitioned);
    match of {
        NoEffect::Tables => table,
        NoEffect::Triggered => table || kind == TableKind::Foreign,
        NoEffect::WithRows => table || kind == TableKind::MaterializedView,
        NoEffect::WithParameters => table || kind.is_view(),
        NoEffect::Foreign => kind == TableKind::Foreign,
        NoEffect::Indexes => false,
    }
}
