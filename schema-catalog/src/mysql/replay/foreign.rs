//! Foreign keys, by InnoDB's rules.
//!
//! <https://mariadb.com/kb/en/foreign-keys/>, <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>

use super::Mysql;
use super::column::is_virtual;
use super::definition::{Definition, Draft, ForeignKey, Key, TableName, same};
use super::names::find_column;
use crate::catalog::{Column, ColumnId, ReferentialAction, SqlType, TEMPORARY, Table, TableId};
use crate::fault::{DUPLICATE_OBJECT, Fault};
use crate::mysql::charset::Collation;
use crate::mysql::ddl::KeyKind;
use crate::source::Place;

/// What must be alike in both columns of a foreign key.
#[derive(Debug, PartialEq)]
enum Kind {
    Integer {
        bytes: u8,
        unsigned: bool,
    },
    Float,
    Double,
    /// A text, by its collation.
    Text(Option<Collation>),
    /// Everything that is kept as bytes, of whatever length.
    Bytes,
    Geometry,
}

impl Mysql {
    /// Names the foreign keys of a table that have no name, and holds all that are new to the engine's rules: those at
    /// `first_new` and behind. Those that the table had until now are `former`.
    pub(crate) fn settle_foreign_keys(
        &self,
        draft: &mut Draft,
        first_new: usize,
        former: &[ForeignKey],
    ) -> Result<(), Fault> {
        let Some(new) = draft.definition.foreign_keys.get(first_new).map(|key| key.declared) else { return Ok(()) };
        if draft.definition.partitioned_by.is_some() {
            return Err(Fault::new(new, "a partitioned table can't have foreign keys"));
        }
        if draft.temporary {
            return Err(Fault::new(new, "a temporary table can't have foreign keys"));
        }
        self.name_foreign_keys(draft, former);
        for at in first_new..draft.definition.foreign_keys.len() {
            let key = &draft.definition.foreign_keys[at];
            let taken = (draft.table.schema.clone(), key.name.to_lowercase());
            let by_other = self.foreign_names.get(&taken).filter(|id| **id != draft.table.id());
            let by_own = draft.definition.foreign_keys[..at].iter().find(|other| same(&other.name, &key.name));
            if by_other.is_some() || by_own.is_some() {
                let message = format!("there is a foreign key `{}` already in this database", key.name);
                let fault = Fault::new(key.declared, message).state(DUPLICATE_OBJECT);
                let place = by_own.map(|other| other.declared).or_else(|| {
                    let keys = &self.definition(*by_other?).foreign_keys;
                    keys.iter().find(|other| same(&other.name, &key.name)).map(|other| other.declared)
                });
                return Err(match place {
                    Some(place) => fault.note("it was declared", place),
                    None => fault,
                });
            }
            if draft.definition.checks.iter().any(|check| same(&check.name, &key.name) && check.of_column.is_none())
                && self.is_mariadb()
            {
                let message = format!("there is a check `{}` already", key.name);
                return Err(Fault::new(key.declared, message).state(DUPLICATE_OBJECT));
            }
            self.check_foreign_key(draft, key)?;
        }
        Ok(())
    }

    /// `table_ibfk_1` and so on, one more than the highest that there is, or that the same statement drops.
    fn name_foreign_keys(&self, draft: &mut Draft, former: &[ForeignKey]) {
        let prefix = format!("{}_ibfk_", draft.table.name);
        let number = |key: &ForeignKey| key.name.strip_prefix(&prefix)?.parse::<u32>().ok();
        let known = draft.definition.foreign_keys.iter().chain(former);
        let mut highest = known.filter_map(number).max().unwrap_or(0);
        for key in draft.definition.foreign_keys.iter_mut().filter(|key| key.name.is_empty()) {
            highest += 1;
            key.name = format!("{prefix}{highest}");
        }
    }

    fn check_foreign_key(&self, draft: &Draft, key: &ForeignKey) -> Result<(), Fault> {
        let set_null = [key.on_delete, key.on_update].contains(&ReferentialAction::SetNull);
        for id in &key.columns {
            let column = draft.table.column_by_id(*id);
            if set_null && !column.nullable {
                let message = format!("column `{}` is NOT NULL, and the foreign key is to SET NULL", column.name);
                return Err(Fault::new(key.declared, message));
            }
        }
        if serving(&draft.definition.keys, &key.columns, &[]).is_none() {
            return Err(Fault::new(key.declared, "no key begins with the columns of this foreign key"));
        }
        let own = key.parent == (draft.table.schema.clone(), draft.table.name.clone());
        let parent = self.catalog.table_in(&key.parent.0, &key.parent.1);
        let (parent, definition) = match parent {
            // A table that is altered is referred to as it was.
            Some(parent) => (parent, self.definition(parent.id())),
            None if own => (&draft.table, &draft.definition),
            None if !self.settings.foreign_key_checks => return Ok(()),
            None => {
                let message = format!("there is no table `{}`, to which the foreign key refers", key.parent.1);
                return Err(Fault::new(key.declared, message));
            }
        };
        self.refers_rightly(draft, key, parent, definition)?;
        match own && self.settings.foreign_key_checks {
            // And so it must be when the statement is done.
            true => self.refers_rightly(draft, key, &draft.table, &draft.definition),
            false => Ok(()),
        }
    }

    /// Errs unless the parent has a key of the columns referred to, and these are of the same types.
    fn refers_rightly(
        &self,
        draft: &Draft,
        key: &ForeignKey,
        parent: &Table,
        definition: &Definition,
    ) -> Result<(), Fault> {
        let fault = |message: String| Fault::new(key.declared, message);
        let innodb = definition.engine == "innodb" && definition.partitioned_by.is_none();
        if !innodb && !self.settings.foreign_key_checks {
            return Ok(());
        }
        if parent.kind.is_view() || !innodb {
            return Err(fault(format!("`{}` is no table that a foreign key can refer to", parent.name)));
        }
        if key.parent_columns.is_empty() {
            return Err(fault("the foreign key does not say to which columns it refers".to_owned()));
        }
        let mut parent_columns = Vec::new();
        for name in &key.parent_columns {
            match find_column(parent, name) {
                Some(column) => parent_columns.push(column.id()),
                None => return Err(fault(format!("table `{}` has no column `{name}`", parent.name))),
            }
        }
        for (own, id) in key.columns.iter().zip(&parent_columns) {
            let (own, other) = (draft.table.column_by_id(*own), parent.column_by_id(*id));
            let own_kind = self.kind(&own.sql_type, draft.definition.collations.get(&own.id()));
            let other_kind = self.kind(&other.sql_type, definition.collations.get(id));
            let texts = matches!((&own_kind, &other_kind), (Kind::Text(_), Kind::Text(_)));
            if own_kind != other_kind {
                let (own_type, other_type) =
                    (own.sql_type.display(&self.catalog), other.sql_type.display(&self.catalog));
                let why = if texts && own_type == other_type { " of another collation" } else { "" };
                return Err(fault(format!(
                    "column `{}` is {own_type}, and column `{}` of `{}`, to which it refers, is {other_type}{why}",
                    own.name, other.name, parent.name
                ))
                .note(format!("`{}` was declared", other.name), other.history.declared()));
            }
        }
        let hidden = if self.is_mariadb() { primary_columns(definition) } else { Vec::new() };
        if serving(&definition.keys, &parent_columns, &hidden).is_none() {
            let columns = key.parent_columns.join("`, `");
            let message =
                format!("no key of table `{}` begins with `{columns}`, to which the foreign key refers", parent.name);
            return Err(fault(message).help(format!("add one: CREATE INDEX … ON {} ({columns});", parent.name)));
        }
        Ok(())
    }

    fn kind(&self, sql_type: &SqlType, collation: Option<&Collation>) -> Kind {
        let unsigned = sql_type.unsigned;
        match sql_type.type_name(&self.catalog) {
            "tinyint" => Kind::Integer { bytes: 1, unsigned },
            "smallint" => Kind::Integer { bytes: 2, unsigned },
            "mediumint" => Kind::Integer { bytes: 3, unsigned },
            "int" => Kind::Integer { bytes: 4, unsigned },
            "bigint" => Kind::Integer { bytes: 8, unsigned },
            "year" => Kind::Integer { bytes: 1, unsigned: true },
            "date" => Kind::Integer { bytes: 3, unsigned: false },
            "enum" => Kind::Integer { bytes: if sql_type.modifiers.len() < 256 { 1 } else { 2 }, unsigned: true },
            "set" => {
                let bytes = match sql_type.modifiers.len().div_ceil(8) {
                    few @ 0..=4 => few as u8,
                    _ => 8,
                };
                Kind::Integer { bytes, unsigned: true }
            }
            "float" => Kind::Float,
            "double" => Kind::Double,
            name if super::key::is_spatial(name) => Kind::Geometry,
            _ if collation.is_some() => Kind::Text(collation.cloned()),
            _ => Kind::Bytes,
        }
    }

    /// The foreign keys of other tables, and its own, that refer to this table.
    pub(crate) fn referring(&self, name: &TableName) -> Vec<(TableId, &ForeignKey)> {
        let mut found = Vec::new();
        for id in self.naming(name) {
            let keys = &self.definition(id).foreign_keys;
            found.extend(keys.iter().filter(|key| key.parent == *name).map(|key| (id, key)));
        }
        found
    }

    /// The tables that name this one.
    pub(crate) fn naming(&self, name: &TableName) -> Vec<TableId> {
        let all = (name.clone(), TableId(0))..=(name.clone(), TableId(u32::MAX));
        self.named_by.range(all).map(|((_, id), ())| *id).collect()
    }

    /// Errs where a table that is altered would leave foreign keys, its own or those that refer to it, without the keys
    /// or columns that they need.
    pub(crate) fn keeps_foreign_keys(
        &self,
        old: &Draft,
        draft: &Draft,
        copied: bool,
        place: Place,
    ) -> Result<(), Fault> {
        if old.table.schema == TEMPORARY {
            return Ok(());
        }
        for key in &draft.definition.foreign_keys {
            self.keeps_columns(old, draft, key, place)?;
            // In place, no other key takes the place of the one that the engine has made for virtual columns.
            let kept =
                |made: &Key| draft.definition.keys.iter().any(|key| key.generated && key.declared == made.declared);
            let gone = |made: &&Key| made.generated && !kept(made);
            let stays = !copied && key.columns.iter().any(|id| is_virtual(draft.table.column_by_id(*id)));
            let lost = stays && serving(old.definition.keys.iter().filter(gone), &key.columns, &[]).is_some();
            // In place, only the keys that go are asked about, and a new FULLTEXT key is taken for one that serves.
            let was_served = serving(&old.definition.keys, &key.columns, &[]).is_some();
            let by_fulltext = || begins_new_fulltext(old, draft, &key.columns);
            let served = serving(&draft.definition.keys, &key.columns, &[]).is_some()
                || !copied && (!was_served || by_fulltext());
            if self.settings.foreign_key_checks && (lost || !served) {
                return Err(needed(place, key));
            }
        }
        if old.definition.engine != "innodb" {
            return Ok(());
        }
        let name = (old.table.schema.clone(), old.table.name.clone());
        for (id, key) in self.referring(&name) {
            // Its own keys may be dropped by the same statement.
            if id == old.table.id() && !draft.definition.foreign_keys.iter().any(|own| own.name == key.name) {
                continue;
            }
            let mut columns = Vec::new();
            for parent_column in &key.parent_columns {
                let Some(column) = find_column(&old.table, parent_column) else { return Ok(()) };
                if !draft.table.columns.iter().any(|kept| kept.id() == column.id()) {
                    let message = format!("column `{}` is needed by the foreign key `{}`", column.name, key.name);
                    return Err(Fault::new(place, message)
                        .note("that is declared", key.declared)
                        .help("drop the foreign key first"));
                }
                self.keeps_type(old, draft, column.id(), key, place)?;
                columns.push(column.id());
            }
            let hidden = if self.is_mariadb() { primary_columns(&draft.definition) } else { Vec::new() };
            let was_hidden = if self.is_mariadb() { primary_columns(&old.definition) } else { Vec::new() };
            let was_served = serving(&old.definition.keys, &columns, &was_hidden).is_some();
            let served = serving(&draft.definition.keys, &columns, &hidden).is_some()
                || !copied && (!was_served || begins_new_fulltext(old, draft, &columns));
            if self.settings.foreign_key_checks && !served {
                return Err(needed(place, key));
            }
        }
        Ok(())
    }

    /// Errs where a table of InnoDB gets a name to which foreign keys refer, and has not what they refer to.
    pub(crate) fn takes_the_place(&self, draft: &Draft, new: &TableName, place: Place) -> Result<(), Fault> {
        if draft.definition.engine != "innodb" || draft.table.kind.is_view() || draft.temporary {
            return Ok(());
        }
        for (child, key) in self.referring(new) {
            let own = Draft {
                table: self.catalog.table_by_id(child).clone(),
                definition: self.definition(child).clone(),
                temporary: false,
            };
            self.refers_rightly(&own, key, &draft.table, &draft.definition).map_err(|fault| {
                let message = format!("foreign key `{}` refers to `{}`: {}", key.name, new.1, fault.message());
                Fault::new(place, message).note("it is declared", key.declared)
            })?;
        }
        Ok(())
    }

    /// Errs where a table that is made anew would have other names for columns of foreign keys.
    pub(crate) fn renames_no_key_column(&self, old: &Draft, draft: &Draft, place: Place) -> Result<(), Fault> {
        let name = (old.table.schema.clone(), old.table.name.clone());
        let of_parent = |key: &ForeignKey| -> Vec<ColumnId> {
            key.parent_columns.iter().filter_map(|name| find_column(&old.table, name)).map(Column::id).collect()
        };
        // Those that are dropped by the same statement are in no way.
        let kept = |key: &ForeignKey| draft.definition.foreign_keys.iter().any(|own| own.name == key.name);
        let own = old.definition.foreign_keys.iter().filter(|key| kept(key)).flat_map(|key| key.columns.clone());
        let referring = self.referring(&name).into_iter();
        let referring = referring.filter(|(id, key)| *id != old.table.id() || kept(key));
        let referred = referring.flat_map(|(_, key)| of_parent(key));
        for id in own.chain(referred) {
            let before = &old.table.column_by_id(id).name;
            if draft.table.columns.iter().any(|column| column.id() == id && column.name != *before) {
                let message = format!("column `{before}` is in a foreign key, and can't be renamed together with this");
                return Err(Fault::new(place, message).help("rename it in a statement of its own"));
            }
        }
        Ok(())
    }

    fn keeps_columns(&self, old: &Draft, draft: &Draft, key: &ForeignKey, place: Place) -> Result<(), Fault> {
        for id in &key.columns {
            let kept = draft.table.columns.iter().find(|column| column.id() == *id);
            let Some(column) = kept else {
                let name = old.table.columns.iter().find(|column| column.id() == *id);
                let name = name.map_or("", |column| column.name.as_str());
                return Err(Fault::new(place, format!("column `{name}` is needed by the foreign key `{}`", key.name))
                    .note("that is declared", key.declared)
                    .help("drop the foreign key first"));
            };
            let set_null = [key.on_delete, key.on_update].contains(&ReferentialAction::SetNull);
            if set_null && !column.nullable {
                let message = format!(
                    "column `{}` can't be NOT NULL: the foreign key `{}` is to SET NULL",
                    column.name, key.name
                );
                return Err(Fault::new(place, message).note("that is declared", key.declared));
            }
            self.keeps_type(old, draft, *id, key, place)?;
        }
        Ok(())
    }

    /// A column in a foreign key keeps its type, whatever `foreign_key_checks` says.
    fn keeps_type(
        &self,
        old: &Draft,
        draft: &Draft,
        id: ColumnId,
        key: &ForeignKey,
        place: Place,
    ) -> Result<(), Fault> {
        let find = |draft: &Draft| {
            draft.table.columns.iter().find(|column| column.id() == id).map(|column| column.sql_type.clone())
        };
        let (Some(before), Some(after)) = (find(old), find(draft)) else { return Ok(()) };
        let collations = [old, draft].map(|draft| draft.definition.collations.get(&id));
        if self.alike(&before, &after) && collations[0] == collations[1] {
            return Ok(());
        }
        let name = &draft.table.column_by_id(id).name;
        let message = format!("column `{name}` can't have another type: it is in the foreign key `{}`", key.name);
        Err(Fault::new(place, message)
            .note("that is declared", key.declared)
            .help("drop the foreign key first, and add it again afterwards"))
    }

    /// Whether values of one type are values of the other without being written anew.
    fn alike(&self, before: &SqlType, after: &SqlType) -> bool {
        if before == after {
            return true;
        }
        let (name, other) = (before.type_name(&self.catalog), after.type_name(&self.catalog));
        match name {
            _ if name != other => false,
            // The width of an integer shows only.
            "tinyint" | "smallint" | "mediumint" | "int" | "bigint" => {
                before.unsigned == after.unsigned && before.zerofill == after.zerofill
            }
            _ => false,
        }
    }
}

fn needed(place: Place, key: &ForeignKey) -> Fault {
    Fault::new(place, format!("the foreign key `{}` needs the key that this drops", key.name))
        .note("that is declared", key.declared)
        .help("drop the foreign key first, or add another key that begins with its columns")
}

/// Whether a FULLTEXT key that is new begins with these columns.
fn begins_new_fulltext(old: &Draft, draft: &Draft, columns: &[ColumnId]) -> bool {
    draft.definition.keys.iter().any(|key| {
        let new = old.definition.keys.iter().all(|known| known.declared != key.declared);
        let begins = key.parts.len() >= columns.len()
            && key.parts.iter().zip(columns).all(|(part, column)| part.column == Some(*column));
        key.kind == KeyKind::Fulltext && new && begins
    })
}

fn primary_columns(definition: &Definition) -> Vec<ColumnId> {
    let primary = definition.keys.iter().find(|key| key.kind == KeyKind::Primary);
    primary.into_iter().flat_map(|key| key.parts.iter().filter_map(|part| part.column)).collect()
}

/// The key that serves a foreign key: it begins with its columns, all of each. InnoDB keeps the columns of the primary
/// key behind those of every other key.
fn serving<'d>(keys: impl IntoIterator<Item = &'d Key>, columns: &[ColumnId], hidden: &[ColumnId]) -> Option<&'d Key> {
    keys.into_iter().find(|key| {
        let mut parts: Vec<Option<ColumnId>> =
            key.parts.iter().map(|part| part.column.filter(|_| part.length.is_none())).collect();
        let more = hidden.iter().filter(|id| !parts.contains(&Some(**id))).map(|id| Some(*id)).collect::<Vec<_>>();
        parts.extend(more);
        let serves = !(key.hashed || matches!(key.kind, KeyKind::Fulltext | KeyKind::Spatial));
        serves && parts.len() >= columns.len() && parts.iter().zip(columns).all(|(part, column)| *part == Some(*column))
    })
}
