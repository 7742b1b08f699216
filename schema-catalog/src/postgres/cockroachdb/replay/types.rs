//! Types that migrations create: <https://www.cockroachlabs.com/docs/v26.2/create-type>.

use crate::catalog::{Relation, TypeKind};
use crate::cursor::QualifiedName;
use crate::fault::Fault;
use crate::postgres::cockroachdb::missing;
use crate::postgres::ddl::{CreateType, CreateTypeKind};
use crate::postgres::replay::Postgres;
use crate::source::Place;

impl Postgres {
    pub(super) fn create_own_type(&mut self, create: CreateType, if_not_exists: bool) -> Result<(), Fault> {
        let lacking = match create.kind {
            CreateTypeKind::Enum(_) | CreateTypeKind::Composite(_) => None,
            CreateTypeKind::Range { .. } => Some("range types"),
            CreateTypeKind::Base => Some("base types of one's own"),
            CreateTypeKind::Domain { .. } => Some("domains"),
        };
        if let Some(lacking) = lacking {
            return Err(missing(create.name.place(), lacking));
        }
        let schema = self.schema_for(&create.name, false)?;
        let key = (schema, create.name.name.value.clone());
        let there = self.catalog.type_names.contains(&key)
            || matches!(self.catalog.relations.get(&key), Some(Relation::Type(_)));
        if if_not_exists && there {
            return Ok(());
        }
        // Types and relations have one namespace.
        if !there {
            self.free_relation_name(&key.0, &create.name.name)?;
        }
        self.create_type(create)
    }

    /// `ALTER TYPE … DROP VALUE`: <https://www.cockroachlabs.com/docs/v26.2/alter-type>.
    pub(super) fn drop_value(&mut self, name: &QualifiedName, label: &str, place: Place) -> Result<(), Fault> {
        let id = self.user_type(name)?;
        let quoted = format!("'{}'", label.replace('\'', "''"));
        for (table, column) in self.columns_of_user_type(id) {
            let column = self.table_of(table).column_by_id(column);
            if column.default.as_ref().is_some_and(|default| default.expression.contains(&quoted)) {
                let message = format!("label `{label}` is the default of column `{}`", column.name);
                return Err(Fault::new(place, message).note("it was declared", column.history.declared()));
            }
        }
        let shown = name.name.value.clone();
        let Some(target) = self.catalog.types.get_mut(&id) else { return Ok(()) };
        let TypeKind::Enum(labels) = &mut target.kind else {
            return Err(Fault::new(name.place(), format!("`{shown}` is not an enum")));
        };
        let Some(at) = labels.iter().position(|(known, _)| known == label) else {
            let known = labels.iter().map(|(known, _)| known.as_str());
            let fault = Fault::new(place, format!("`{shown}` has no label `{label}`"));
            return Err(match crate::suggest::nearest(label, known) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault,
            });
        };
        labels.remove(at);
        target.history.push(place, format!("label `{label}` dropped"));
        Ok(())
    }
}
