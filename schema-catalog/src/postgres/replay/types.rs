//! Types: looking up their names, and `CREATE`, `ALTER TYPE` and `DOMAIN`.

use std::collections::{BTreeMap, BTreeSet};

use super::Postgres;
use super::names::{display, make_name};
use crate::catalog::{
    History, Relation, SqlType, TEMPORARY, TableId, TableKind, Type, TypeId, TypeKind, TypeName, builtin,
};
use crate::cursor::{MAX_NAME, Name, QualifiedName, clip};
use crate::fault::{DUPLICATE_COLUMN, DUPLICATE_OBJECT, Fault, UNDEFINED_OBJECT};
use crate::postgres::ddl::{AlterType, CreateType, CreateTypeKind, ObjectKind, TypeRef};
use crate::source::Place;
use crate::suggest::nearest;

/// Extensions that come with PostgreSQL or are common, and the types they bring.
const EXTENSIONS: &[(&str, &[&str])] = &[
    ("citext", &["citext"]),
    ("cube", &["cube"]),
    ("hstore", &["hstore"]),
    ("intarray", &["query_int"]),
    ("isn", &["ean13", "isbn", "isbn13", "ismn", "ismn13", "issn", "issn13", "upc"]),
    ("ltree", &["ltree", "lquery", "ltxtquery"]),
    ("postgis", &["geometry", "geography", "box2d", "box3d", "raster"]),
    ("postgis_raster", &["raster"]),
    ("seg", &["seg"]),
    ("vector", &["vector", "halfvec", "sparsevec"]),
];

/// The extension that brings a type of this name.
fn extension_of(name: &str) -> Option<&'static str> {
    EXTENSIONS.iter().find(|(_, types)| types.contains(&name)).map(|(extension, _)| *extension)
}

impl Postgres {
    /// The type that a name stands for: the engine's own first, then those of the schemas in `search_path`.
    pub(crate) fn resolve_type(&self, wanted: &TypeRef) -> Result<SqlType, Fault> {
        let mut found = self.lookup_type(wanted)?;
        found.array |= wanted.array;
        found.interval_fields = wanted.interval_fields;
        found.modifiers = match found.name {
            TypeName::Builtin(builtin) => (self.rules().modifiers)(builtin.name, wanted)?,
            _ => wanted.modifiers.clone(),
        };
        Ok(found)
    }

    fn lookup_type(&self, wanted: &TypeRef) -> Result<SqlType, Fault> {
        let in_catalog = wanted.schema.as_deref().is_none_or(|schema| schema == "pg_catalog");
        if in_catalog {
            if let Some(builtin) = (self.rules().built_in)(self, wanted)? {
                return Ok(SqlType::new(TypeName::Builtin(builtin)));
            }
            if let Some(element) = wanted.name.strip_prefix('_').and_then(|element| builtin(element, false)) {
                return Ok(SqlType { array: true, ..SqlType::new(TypeName::Builtin(element)) });
            }
        }
        self.made_type(wanted.schema.as_deref(), &wanted.name)
            .ok_or_else(|| self.no_type(&wanted.name, wanted.schema.as_deref(), wanted.place))
    }

    /// The default of a domain, which domains over it take over.
    fn default_of_domain(&self, base: &SqlType) -> Option<String> {
        match (&base.name, base.array) {
            (TypeName::User(id), false) => match &self.catalog.type_by_id(*id).kind {
                TypeKind::Domain { default, .. } => default.clone(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The type of this name that is none of the engine's own: one that was created, that of a table's rows, or an array
    /// of either.
    fn made_type(&self, schema: Option<&str>, name: &str) -> Option<SqlType> {
        let path = schema.map_or_else(|| self.path(), |schema| vec![schema.to_owned()]);
        path.into_iter().find_map(|schema| {
            let exact = |name: &str| {
                let own = self.catalog.type_names.get(&(schema.clone(), name.to_owned()));
                let row = || self.catalog.table_in(&schema, name).map(|table| TypeName::Row(table.id()));
                own.map(|id| TypeName::User(*id)).or_else(row).map(SqlType::new)
            };
            exact(name).or_else(|| Some(SqlType { array: true, ..exact(name.strip_prefix('_')?)? }))
        })
    }

    /// The type that a name stands for.
    pub(crate) fn type_of_name(&self, name: &QualifiedName) -> Result<SqlType, Fault> {
        let schema = name.schema.as_ref().map(|schema| schema.value.as_str());
        let own = builtin(&name.name.value, false).filter(|_| schema.is_none_or(|schema| schema == "pg_catalog"));
        own.map(|own| SqlType::new(TypeName::Builtin(own)))
            .or_else(|| self.made_type(schema, &name.name.value))
            .ok_or_else(|| self.no_type(&name.name.value, schema, name.place()))
    }

    /// Errs where a composite type has no such attribute.
    pub(crate) fn has_attribute(&self, id: TypeId, attribute: &Name) -> Result<(), Fault> {
        let found = self.catalog.type_by_id(id);
        match &found.kind {
            TypeKind::Composite(attributes) if attributes.iter().all(|(name, _)| *name != attribute.value) => {
                let message = format!("`{}` has no attribute `{}`", found.name, attribute.value);
                Err(Fault::new(attribute.place, message))
            }
            _ => Ok(()),
        }
    }

    /// Errs where a type comes with another object, with which alone it can be changed or dropped.
    pub(crate) fn stands_alone(&self, name: &QualifiedName) -> Result<(), Fault> {
        let schema = name.schema.as_ref().map(|schema| schema.value.as_str());
        let shown = &name.name.value;
        let message = match self.made_type(schema, shown) {
            Some(SqlType { array: true, .. }) => format!("type `{shown}` is the array of another type"),
            Some(SqlType { name: TypeName::Row(table), .. }) => {
                format!("type `{shown}` is that of the rows of table `{}`", self.table_of(table).name)
            }
            _ => return Ok(()),
        };
        Err(Fault::new(name.place(), message))
    }

    fn no_type(&self, name: &str, schema: Option<&str>, place: Place) -> Fault {
        if let Some(own @ ("information_schema" | "pg_catalog")) = schema {
            return Fault::refused(
                place,
                format!("what the type `{own}.{name}` of the engine's own is, is not known here"),
            );
        }
        let shown = schema.map(|schema| format!("{schema}.{name}")).unwrap_or_else(|| name.to_owned());
        let fault = Fault::new(place, format!("there is no type `{shown}`")).state(UNDEFINED_OBJECT);
        if let Some(extension) = extension_of(name) {
            return fault.help(format!("the extension `{extension}` brings it: CREATE EXTENSION {extension};"));
        }
        let builtins = crate::catalog::BUILTINS.iter().flat_map(|builtin| [builtin.name, builtin.formatted]);
        let known = builtins.chain(self.catalog.types().map(|known| known.name.as_str()));
        match nearest(name, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => {
                fault.help("a type must be created before it is used, by CREATE TYPE, CREATE DOMAIN or an extension")
            }
        }
    }

    pub(crate) fn find_type(&self, schema: Option<&str>, name: &str) -> Option<TypeId> {
        let path = match schema {
            Some(schema) => vec![schema.to_owned()],
            None => self.path(),
        };
        path.into_iter().find_map(|schema| self.catalog.type_names.get(&(schema, name.to_owned())).copied())
    }

    /// The type of this name that the migrations created.
    pub(crate) fn user_type(&self, name: &QualifiedName) -> Result<TypeId, Fault> {
        let schema = name.schema.as_ref().map(|schema| schema.value.as_str());
        self.find_type(schema, &name.name.value).ok_or_else(|| self.no_type(&name.name.value, schema, name.place()))
    }

    /// Errs where a type has this name.
    pub(crate) fn free_type_name(&self, schema: &str, name: &Name) -> Result<(), Fault> {
        match self.catalog.type_names.get(&(schema.to_owned(), name.value.clone())) {
            None => match self.catalog.table_in(schema, &name.value) {
                None => Ok(()),
                Some(table) => {
                    let message = format!("there is a type `{}` already: that of a table's rows", name.value);
                    let fault = Fault::new(name.place, message).state(DUPLICATE_OBJECT);
                    Err(fault.note("it was declared", table.history.declared()))
                }
            },
            Some(id) => Err(Fault::new(name.place, format!("there is a type `{}` already", name.value))
                .state(DUPLICATE_OBJECT)
                .note("it was declared", self.catalog.type_by_id(*id).history.declared())),
        }
    }

    pub(crate) fn create_type(&mut self, create: CreateType) -> Result<(), Fault> {
        let CreateType { name, kind } = create;
        let schema = self.schema_for(&name, false)?;
        // A base type is first declared as a shell, then completed.
        let shell = self.catalog.type_names.get(&(schema.clone(), name.name.value.clone())).copied();
        if let (Some(id), CreateTypeKind::Base) = (shell, &kind)
            && self.catalog.type_by_id(id).kind == TypeKind::Base
        {
            return Ok(());
        }
        self.free_type_name(&schema, &name.name)?;
        if matches!(kind, CreateTypeKind::Composite(_)) {
            self.free_relation_name(&schema, &name.name)?;
        }
        let kind = match kind {
            CreateTypeKind::Enum(labels) => {
                let mut known = BTreeMap::new();
                for (label, place) in &labels {
                    if let Some(first) = known.insert(label, place) {
                        return Err(Fault::new(*place, format!("label `{label}` is there twice"))
                            .note("it is there first", *first));
                    }
                }
                TypeKind::Enum(labels)
            }
            CreateTypeKind::Composite(attributes) => {
                let mut known = BTreeMap::new();
                for (name, _) in &attributes {
                    if let Some(first) = known.insert(&name.value, name.place) {
                        return Err(Fault::new(name.place, format!("attribute `{}` is there twice", name.value))
                            .state(DUPLICATE_COLUMN)
                            .note("it is there first", first));
                    }
                }
                let resolve =
                    |(name, sql_type): &(Name, TypeRef)| Ok((name.value.clone(), self.resolve_type(sql_type)?));
                TypeKind::Composite(attributes.iter().map(resolve).collect::<Result<_, Fault>>()?)
            }
            CreateTypeKind::Range { subtype, multirange } => {
                let subtype = self.resolve_type(&subtype)?;
                let range = self.insert_type(&schema, &name.name, TypeKind::Range { subtype }, None);
                let (schema_of_multirange, multirange) = match multirange {
                    Some(multirange) => (self.schema_for(&multirange, false)?, multirange.name),
                    None => {
                        let value = multirange_name(&name.name.value);
                        (schema.clone(), Name { value, place: name.name.place })
                    }
                };
                self.free_type_name(&schema_of_multirange, &multirange)?;
                let (one, other) = (name.name.value.as_str(), multirange.value.as_str());
                let is_array_of = |array: &str, element: &str| array.strip_prefix('_') == Some(element);
                if schema == schema_of_multirange && (is_array_of(one, other) || is_array_of(other, one)) {
                    let message = format!("of the types `{one}` and `{other}` one has the name of the other's array");
                    return Err(Fault::new(multirange.place, message));
                }
                self.insert_type(&schema_of_multirange, &multirange, TypeKind::Multirange { range }, None);
                return Ok(());
            }
            CreateTypeKind::Base => TypeKind::Base,
            CreateTypeKind::Domain { base, not_null, default, checks } => {
                let base = self.resolve_type(&base)?;
                let mut functions = Vec::new();
                let mut named = Vec::new();
                for (constraint, expression) in checks {
                    functions.extend(self.read_domain_check(&expression, name.place())?);
                    let taken = |wanted: &str| named.iter().any(|(known, _): &(String, String)| known == wanted);
                    let name = constraint.map_or_else(|| check_name(&name.name.value, taken), |name| name.value);
                    named.push((name, expression.text));
                }
                if let Some(value) = &default {
                    functions.extend(self.read_default(&value.expression, &base)?);
                    self.sequence_of(&value.expression)?;
                }
                let default = match default {
                    Some(value) if self.is_no_default(&value, &base)? => None,
                    Some(value) => Some(value.expression.text),
                    None => self.default_of_domain(&base),
                };
                let domain = TypeKind::Domain { base, not_null, default, checks: named };
                let id = self.insert_type(&schema, &name.name, domain, None);
                if let Some(domain) = self.catalog.types.get_mut(&id) {
                    domain.functions = functions;
                }
                return self.is_not_too_deep(id, name.place());
            }
        };
        let id = self.insert_type(&schema, &name.name, kind, None);
        self.is_not_too_deep(id, name.place())
    }

    pub(crate) fn insert_type(
        &mut self,
        schema: &str,
        name: &Name,
        kind: TypeKind,
        extension: Option<String>,
    ) -> TypeId {
        let id = TypeId(self.catalog.new_id());
        let history = History::new(name.place, "declared");
        let created = Type {
            id,
            schema: schema.to_owned(),
            name: name.value.clone(),
            kind,
            comment: None,
            history,
            extension,
            functions: Vec::new(),
        };
        if matches!(created.kind, TypeKind::Composite(_)) {
            self.add_relation(schema, &name.value, Relation::Type(id));
        }
        self.catalog.types.insert(id, created);
        self.lookup.type_changed(id);
        self.catalog.type_names.insert((schema.to_owned(), name.value.clone()), id);
        id
    }

    pub(crate) fn create_extension(&mut self, name: &Name, schema: Option<&Name>) -> Result<(), Fault> {
        let schema = match schema {
            Some(schema) => self.existing_schema(schema).map(|()| schema.value.clone())?,
            None => self.path().into_iter().find(|schema| schema != TEMPORARY).unwrap_or_default(),
        };
        self.extensions.insert(name.value.clone());
        let types =
            EXTENSIONS.iter().find(|(extension, _)| *extension == name.value).map_or(&[][..], |(_, types)| types);
        for found in types {
            if self.catalog.type_names.contains(&(schema.clone(), (*found).to_owned())) {
                continue;
            }
            let type_name = Name { value: (*found).to_owned(), place: name.place };
            self.insert_type(&schema, &type_name, TypeKind::Base, Some(name.value.clone()));
        }
        Ok(())
    }

    pub(crate) fn alter_type(
        &mut self,
        kind: ObjectKind,
        name: &QualifiedName,
        changes: Vec<AlterType>,
        place: Place,
    ) -> Result<(), Fault> {
        // `ALTER TYPE` takes a composite type only; a table's columns are changed by `ALTER TABLE`.
        let id = self.user_type(name)?;
        self.is_domain(id, kind, name)?;
        let mut changes = changes;
        // The engine drops first, and adds last.
        changes.sort_by_key(|change| match change {
            AlterType::DropAttribute { .. } => 0,
            AlterType::AlterAttribute { .. } => 1,
            _ => 2,
        });
        self.attributes_change_once(id, &changes)?;
        for change in changes {
            self.change_type(id, name, change, place)?;
        }
        Ok(())
    }

    /// Errs where an attribute gets two types by one statement.
    fn attributes_change_once(&self, id: TypeId, changes: &[AlterType]) -> Result<(), Fault> {
        let TypeKind::Composite(attributes) = &self.catalog.type_by_id(id).kind else { return Ok(()) };
        let mut changed: Vec<&str> = Vec::new();
        for change in changes {
            let AlterType::AlterAttribute { name, sql_type, .. } = change else { continue };
            if changed.contains(&name.value.as_str()) {
                return Err(Fault::new(name.place, format!("the type of attribute `{}` changes twice", name.value)));
            }
            let new = self.resolve_type(sql_type)?;
            if attributes.iter().any(|(known, of)| *known == name.value && *of != new) {
                changed.push(&name.value);
            }
        }
        Ok(())
    }

    /// Changes a type that is known by its id.
    pub(crate) fn change_type_of(&mut self, id: TypeId, change: AlterType, place: Place) -> Result<(), Fault> {
        let value = self.catalog.type_by_id(id).name.clone();
        let name = QualifiedName { schema: None, name: Name { value, place } };
        self.change_type(id, &name, change, place)
    }

    fn change_type(&mut self, id: TypeId, name: &QualifiedName, change: AlterType, place: Place) -> Result<(), Fault> {
        let resolved = match &change {
            AlterType::AddAttribute { sql_type, .. } | AlterType::AlterAttribute { sql_type, .. } => {
                Some(self.resolve_type(sql_type)?)
            }
            _ => None,
        };
        if resolved.as_ref().is_some_and(|found| self.is_made_of(found, &TypeName::User(id))) {
            return Err(Fault::new(place, format!("type `{}` can't be a part of itself", display(name))));
        }
        if let AlterType::DropAttribute { name, .. } = &change {
            self.field_is_not_read(name)?;
        }
        self.change_typed_tables(id, &change, resolved.as_ref(), place)?;
        let is_new_rule = match (&change, &self.catalog.type_by_id(id).kind) {
            (AlterType::SetNotNull(true), TypeKind::Domain { not_null, .. }) => !not_null,
            (change, _) => matches!(change, AlterType::AddCheck { .. } | AlterType::ValidateConstraint(_)),
        };
        if is_new_rule {
            self.is_not_within(id, place)?;
        }
        if let AlterType::AddCheck { expression, .. } = &change {
            let functions = self.read_domain_check(expression, place)?;
            if let Some(domain) = self.catalog.types.get_mut(&id) {
                domain.functions.extend(functions);
            }
        }
        if let AlterType::SetDefault(Some(value)) = &change {
            self.sequence_of(&value.expression)?;
        }
        let change = match (change, &self.catalog.type_by_id(id).kind) {
            (AlterType::SetDefault(Some(value)), TypeKind::Domain { base, .. })
                if self.is_no_default(&value, base)? =>
            {
                AlterType::SetDefault(None)
            }
            (change, _) => change,
        };
        self.lookup.type_changed(id);
        let Some(target) = self.catalog.types.get_mut(&id) else { return Ok(()) };
        let shown = display(name);
        let wrong = |what: &str| Err(Fault::new(name.place(), format!("`{shown}` is not {what}")));
        match (change, &mut target.kind) {
            (AlterType::NoEffect, _) => return Ok(()),
            (AlterType::AddValue { if_not_exists, label, before, after }, TypeKind::Enum(labels)) => {
                if let Some((_, first)) = labels.iter().find(|(known, _)| *known == label.0) {
                    if if_not_exists {
                        return Ok(());
                    }
                    let message = format!("`{shown}` has the label `{}` already", label.0);
                    let fault = Fault::new(label.1, message).state(DUPLICATE_OBJECT);
                    return Err(fault.note("it was declared", *first));
                }
                let at = match before.as_ref().or(after.as_ref()) {
                    None => labels.len(),
                    Some(neighbour) => find_label(labels, neighbour, &shown, place)? + usize::from(after.is_some()),
                };
                labels.insert(at, label);
            }
            (AlterType::RenameValue { from, to }, TypeKind::Enum(labels)) => {
                let at = find_label(labels, &from, &shown, place)?;
                if labels.iter().any(|(known, _)| *known == to) {
                    return Err(Fault::new(place, format!("`{shown}` has the label `{to}` already")));
                }
                labels[at] = (to, place);
            }
            (AlterType::AddValue { .. } | AlterType::RenameValue { .. }, _) => return wrong("an enum"),
            (AlterType::AddAttribute { name, .. }, TypeKind::Composite(attributes)) => {
                if attributes.iter().any(|(known, _)| *known == name.value) {
                    let message = format!("`{shown}` has the attribute `{}` already", name.value);
                    return Err(Fault::new(name.place, message));
                }
                attributes.extend(resolved.map(|found| (name.value, found)));
            }
            (AlterType::RenameAttribute { from, to, .. }, TypeKind::Composite(attributes)) => {
                if attributes.iter().any(|(known, _)| *known == to.value) {
                    let message = format!("`{shown}` has the attribute `{}` already", to.value);
                    return Err(Fault::new(to.place, message));
                }
                match attributes.iter_mut().find(|(known, _)| *known == from.value) {
                    Some(attribute) => attribute.0.clone_from(&to.value),
                    None => return Err(Fault::new(from.place, format!("`{shown}` has no attribute `{}`", from.value))),
                }
            }
            (AlterType::DropAttribute { if_exists, name, .. }, TypeKind::Composite(attributes)) => {
                let before = attributes.len();
                attributes.retain(|(known, _)| *known != name.value);
                if attributes.len() == before && !if_exists {
                    return Err(Fault::new(name.place, format!("`{shown}` has no attribute `{}`", name.value)));
                }
            }
            (AlterType::AlterAttribute { name, .. }, TypeKind::Composite(attributes)) => {
                match (attributes.iter_mut().find(|(known, _)| *known == name.value), resolved) {
                    (Some(attribute), Some(found)) => attribute.1 = found,
                    _ => return Err(Fault::new(name.place, format!("`{shown}` has no attribute `{}`", name.value))),
                }
            }
            (
                AlterType::AddAttribute { .. }
                | AlterType::DropAttribute { .. }
                | AlterType::AlterAttribute { .. }
                | AlterType::RenameAttribute { .. },
                _,
            ) => return wrong("a composite type"),
            (change, TypeKind::Domain { not_null, default, checks, .. }) => {
                change_domain(change, &target.name, not_null, default, checks)?;
            }
            _ => return wrong("a domain"),
        }
        target.history.push(place, "changed");
        self.refresh_columns_of(id, place);
        self.is_not_too_deep(id, place)
    }

    /// A change of a composite type reaches the tables that have their columns from it, and is refused where a column
    /// holds values of the type's old form.
    fn change_typed_tables(
        &mut self,
        id: TypeId,
        change: &AlterType,
        resolved: Option<&SqlType>,
        place: Place,
    ) -> Result<(), Fault> {
        if let AlterType::AlterAttribute { name, .. } = change
            && let Some((table, column)) = self.columns_of_user_type(id).first()
        {
            let table = self.table_of(*table);
            let column = table.column_by_id(*column);
            let message = format!("column `{}` of `{}` holds values of this type", column.name, table.name);
            return Err(Fault::new(name.place, message).note("it was declared", column.history.declared()));
        }
        let cascade = match change {
            AlterType::AddAttribute { cascade, .. }
            | AlterType::DropAttribute { cascade, .. }
            | AlterType::AlterAttribute { cascade, .. }
            | AlterType::RenameAttribute { cascade, .. } => *cascade,
            _ => return Ok(()),
        };
        let typed: Vec<TableId> = self
            .catalog
            .tables
            .values()
            .filter(|table| table.of_type == Some(id))
            .map(crate::catalog::Table::id)
            .collect();
        if let Some(table) = typed.first().filter(|_| !cascade) {
            let table = self.table_of(*table);
            let message = format!("table `{}` has its columns from this type", table.name);
            return Err(Fault::new(place, message)
                .note("it was declared", table.history.declared())
                .help("add CASCADE"));
        }
        for table in typed {
            match (change, resolved) {
                (AlterType::AddAttribute { name, .. }, Some(sql_type)) => {
                    self.is_no_part_of_itself(table, sql_type, name.place)?;
                    let column = self.new_column(table, name.value.clone(), sql_type.clone(), name.place)?;
                    self.table_mut(table).columns.push(column);
                    self.pass_column_down(table, &name.value, name.place)?;
                }
                (AlterType::DropAttribute { name, .. }, _) if self.table_of(table).column(&name.value).is_some() => {
                    self.remove_column_below_too(table, &name.value, true, place)?;
                }
                (AlterType::AlterAttribute { name, .. }, Some(sql_type)) => {
                    self.give_type(table, name, sql_type, false, false, place)?;
                }
                (AlterType::RenameAttribute { from, to, .. }, _) => {
                    self.rename_column_of(table, from, to, false, place)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Errs where a column holds values of a domain within others, in an array or in a row, which the engine does not
    /// look through for values that break a new rule.
    fn is_not_within(&self, domain: TypeId, place: Place) -> Result<(), Fault> {
        if !matches!(self.catalog.type_by_id(domain).kind, TypeKind::Domain { .. }) {
            return Ok(());
        }
        let part = TypeName::User(domain);
        for table in self.catalog.tables.values().filter(|table| table.kind != TableKind::View) {
            for column in &table.columns {
                if self.is_made_of(&column.sql_type, &part) && !self.is_domain_over(&column.sql_type, domain) {
                    let message =
                        format!("column `{}` of `{}` holds values of this type within others", column.name, table.name);
                    return Err(Fault::new(place, message).note("it was declared", column.history.declared()));
                }
            }
        }
        Ok(())
    }

    /// Whether a type is a domain, or one over it.
    fn is_domain_over(&self, sql_type: &SqlType, domain: TypeId) -> bool {
        let mut found = sql_type;
        while let (TypeName::User(id), false) = (&found.name, found.array) {
            match &self.catalog.type_by_id(*id).kind {
                _ if *id == domain => return true,
                TypeKind::Domain { base, .. } => found = base,
                _ => return false,
            }
        }
        false
    }

    /// Whether a type is another one, or has it for a part, however deep.
    pub(crate) fn is_made_of(&self, sql_type: &SqlType, part: &TypeName) -> bool {
        let mut left = vec![sql_type.name.clone()];
        let mut seen = BTreeSet::new();
        while let Some(name) = left.pop() {
            if name == *part {
                return true;
            }
            match name {
                TypeName::Row(table) if seen.insert((Some(table), None)) => {
                    left.extend(self.table_of(table).columns.iter().map(|column| column.sql_type.name.clone()));
                }
                TypeName::User(id) if seen.insert((None, Some(id))) => {
                    left.extend(self.catalog.type_by_id(id).kind.made_of());
                }
                _ => {}
            }
        }
        false
    }

    /// Works out anew whether the columns of a domain may hold NULL.
    fn refresh_columns_of(&mut self, id: TypeId, place: Place) {
        if !matches!(self.catalog.type_by_id(id).kind, TypeKind::Domain { .. }) {
            return;
        }
        for (table, column) in self.columns_of_user_type(id) {
            let mut changed = self.table_of(table).column_by_id(column).clone();
            let before = changed.nullable;
            self.refresh_nullable(&mut changed);
            if changed.nullable != before {
                changed.history.push(place, if changed.nullable { "made nullable" } else { "made NOT NULL" });
                *self.column_mut(table, column) = changed;
            }
        }
    }

    /// The columns whose type is this one, or an array of it.
    pub(crate) fn columns_of_user_type(&mut self, id: TypeId) -> Vec<(TableId, crate::catalog::ColumnId)> {
        let mut found = Vec::new();
        for table in self.tables_of_type(id) {
            let columns = self.table_of(table).columns.iter();
            let of_type = columns.filter(|column| column.sql_type.name == TypeName::User(id));
            found.extend(of_type.map(|column| (table, column.id())));
        }
        found
    }

    /// The tables with a column of this type, or of an array of it, and those that have their columns from it.
    pub(crate) fn tables_of_type(&mut self, id: TypeId) -> Vec<TableId> {
        self.lookup.tables_of_types.get(&self.catalog.tables, &id)
    }
}

fn change_domain(
    change: AlterType,
    domain: &str,
    not_null: &mut bool,
    default: &mut Option<String>,
    checks: &mut Vec<(String, String)>,
) -> Result<(), Fault> {
    match change {
        AlterType::SetNotNull(set) => *not_null = set,
        AlterType::SetDefault(value) => *default = value.map(|value| value.expression.text),
        AlterType::AddCheck { name, expression } => {
            let taken = |wanted: &str| checks.iter().any(|(known, _)| known == wanted);
            let chosen = match name {
                Some(name) if taken(&name.value) => {
                    let message = format!("`{domain}` has a constraint `{}` already", name.value);
                    return Err(Fault::new(name.place, message));
                }
                Some(name) => name.value,
                None => check_name(domain, taken),
            };
            checks.push((chosen, expression.text));
        }
        AlterType::DropConstraint { if_exists, name } => {
            let before = checks.len();
            checks.retain(|(known, _)| *known != name.value);
            if checks.len() == before && !if_exists {
                return Err(Fault::new(name.place, format!("`{domain}` has no constraint `{}`", name.value)));
            }
        }
        AlterType::ValidateConstraint(name) if !checks.iter().any(|(known, _)| *known == name.value) => {
            return Err(Fault::new(name.place, format!("`{domain}` has no constraint `{}`", name.value)));
        }
        AlterType::RenameConstraint { to, .. } if checks.iter().any(|(known, _)| *known == to.value) => {
            return Err(Fault::new(to.place, format!("`{domain}` has a constraint `{}` already", to.value)));
        }
        AlterType::RenameConstraint { from, to } => match checks.iter_mut().find(|(known, _)| *known == from.value) {
            Some(check) => check.0 = to.value,
            None => return Err(Fault::new(from.place, format!("`{domain}` has no constraint `{}`", from.value))),
        },
        _ => {}
    }
    Ok(())
}

/// The name that the engine gives the multirange type of a range type.
fn multirange_name(range: &str) -> String {
    if range.contains("range") {
        clip(&range.replacen("range", "multirange", 1), MAX_NAME).to_owned()
    } else {
        make_name(range, "", "multirange", MAX_NAME)
    }
}

/// The name that the engine gives a domain's check: `domain_check`, `domain_check1`, …
fn check_name(domain: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut name = make_name(domain, "", "check", MAX_NAME);
    let mut number = 1;
    while taken(&name) {
        name = make_name(domain, "", &format!("check{number}"), MAX_NAME);
        number += 1;
    }
    name
}

fn find_label(labels: &[(String, Place)], wanted: &str, shown: &str, place: Place) -> Result<usize, Fault> {
    labels.iter().position(|(label, _)| label == wanted).ok_or_else(|| {
        let fault = Fault::new(place, format!("`{shown}` has no label `{wanted}`"));
        match nearest(wanted, labels.iter().map(|(label, _)| label.as_str())) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        }
    })
}

/// The modifiers as the engine stores them: `numeric(12)` is `numeric(12,0)`, a precision of seconds is at most 6.
pub(crate) fn normal_modifiers(name: &str, wanted: &TypeRef) -> Result<Vec<String>, Fault> {
    let given = &wanted.modifiers;
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let fault = |message: String| Err(Fault::new(wanted.place, message));
    let number = |at: usize| given[at].replace([' ', '_'], "").parse::<i64>();
    let most = match name {
        "numeric" => 2,
        "varchar" | "bpchar" | "bit" | "varbit" | "time" | "timetz" | "timestamp" | "timestamptz" | "interval" => 1,
        _ => 0,
    };
    if given.len() > most {
        return fault(format!("type `{}` takes {most} modifiers, not {}", wanted.name, given.len()));
    }
    let Ok(first) = number(0) else { return fault(format!("`{}` is not a number", given[0])) };
    let normal = match name {
        "numeric" => {
            if !(1..=1000).contains(&first) {
                return fault(format!("the precision of `numeric` must be from 1 to 1000, not {first}"));
            }
            let scale = if given.len() == 2 { number(1) } else { Ok(0) };
            match scale {
                Ok(scale @ -1000..=1000) => vec![first.to_string(), scale.to_string()],
                _ => return fault(format!("the scale of `numeric` must be from -1000 to 1000, not {}", given[1])),
            }
        }
        "time" | "timetz" | "timestamp" | "timestamptz" | "interval" => vec![first.clamp(0, 6).to_string()],
        _ if first < 1 => return fault(format!("the length of type `{}` must be at least 1", wanted.name)),
        _ => vec![first.to_string()],
    };
    Ok(normal)
}
