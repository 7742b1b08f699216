//! `ALTER TABLE`: the table is made anew of what was there and what is said, as the engine does it in
//! `mysql_prepare_alter_table`. All actions refer to the table as it was; only `AFTER` and keys mean the new columns.

use super::Mysql;
use super::changes::Changes;
use super::column::{check_definition, is_virtual, unique_columns};
use super::create::next_column;
use super::definition::{Check, Draft, Key, Part, same};
use super::key::{check_partitioning, is_large, is_spatial, longest_key, settle_partitioning};
use super::names::{column, find_column, no_column};
use super::rename::renamed;
use crate::catalog::{Column, ColumnId, Generation, Table, TableId};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::mysql::charset::Collation;
use crate::mysql::ddl::{Action, AlterTable, ColumnDef, Default, KeyKind, Position};
use crate::source::Place;

impl Mysql {
    pub(crate) fn alter_table(&mut self, alter: AlterTable, place: Place) -> Result<(), Fault> {
        let AlterTable { table, if_exists, actions, options } = alter;
        for action in &actions {
            if let Action::AddColumn { column, .. } | Action::Change { column, .. } = action {
                check_definition(column)?;
            }
        }
        let Some(id) = self.find_table(&table)? else {
            return if if_exists { Ok(()) } else { Err(self.no_table(&table)) };
        };
        let old = self.draft(id);
        let only_renames = actions.len() == 1 && matches!(actions[0], Action::RenameTo(_)) && options.is_empty();
        // MariaDB renames a view by `RENAME TABLE` only.
        if old.table.kind.is_view() && (self.is_mariadb() || !only_renames) {
            return Err(Fault::new(table.place(), format!("`{}` is a view, and no table", old.table.name)));
        }
        if let (Some(unknown), false) = (&old.table.unknown, only_renames || actions.is_empty()) {
            let message = format!("the columns of `{}` are not known", old.table.name);
            return Err(Fault::refused(table.place(), message).note(unknown.reason.clone(), unknown.place));
        }
        let changes = Changes::of(&old, actions, self.is_mariadb())?;
        if only_renames {
            return self.rename_if_said(id, changes.rename_to.as_ref(), table.place());
        }
        let foreign_key_as_constraint = changes.foreign_key_as_constraint.clone().filter(|_| self.is_mariadb());
        let mut draft = old.clone();
        self.apply_options(&mut draft, &options, place)?;
        let changed = self.change(&old, &mut draft, changes, place)?;
        if let Some(name) = foreign_key_as_constraint.filter(|_| changed.copied || copied_for_more(&old, &draft)) {
            return Err(stays(&name));
        }
        self.keeps_foreign_keys(&old, &draft, changed.copied, place)?;
        // MariaDB makes a table anew where one of its unique keys is kept as a hash, whatever changes.
        if changed.copied || draft.definition.keys.iter().any(|key| key.hashed) {
            self.renames_no_key_column(&old, &draft, place)?;
        }
        let first_new = changed.first_new_foreign_key;
        self.settle_foreign_keys(&mut draft, first_new, &old.definition.foreign_keys)?;
        let (before, renamed) = ((old.table.schema.clone(), old.table.name.clone()), changed.renamed);
        self.publish(draft)?;
        // Other storage engines know of no foreign keys.
        if old.definition.engine == "innodb" {
            self.follow_renames(&before, &renamed);
        }
        self.rename_if_said(id, changed.rename_to.as_ref(), table.place())
    }

    /// To its own name, a table is renamed without harm here.
    fn rename_if_said(&mut self, id: TableId, to: Option<&QualifiedName>, place: Place) -> Result<(), Fault> {
        match to {
            Some(to) if self.find_table(to)? != Some(id) => self.rename_table(id, to, place),
            _ => Ok(()),
        }
    }

    fn change(&mut self, old: &Draft, draft: &mut Draft, changes: Changes, place: Place) -> Result<Changed, Fault> {
        let Changes {
            drop_columns,
            drop_keys,
            drop_foreign_keys,
            foreign_key_as_constraint: _,
            drop_checks,
            columns,
            renames,
            defaults,
            key_renames,
            elements,
            rename_to,
            convert,
            partitioning,
            drop_versioning,
        } = changes;
        draft.table.system_versioned &= !drop_versioning;
        let columns_change = !(drop_columns.is_empty() && columns.is_empty());
        if old.table.system_versioned && columns_change && !drop_versioning {
            return Err(Fault::new(place, "the columns of a table with system versioning can't change"));
        }
        if let Some((charset, collation)) = convert {
            self.convert(draft, charset.as_ref(), collation.as_ref())?;
        }
        drop_from(draft, &drop_columns, place)?;
        let defs = self.change_columns(old, draft, columns, &renames, &drop_columns)?;
        let renamed = renamed(old, draft);
        self.respell(draft, &renamed, &defs);
        for (name, default) in &defaults {
            self.set_default(draft, name, default.as_ref())?;
        }
        unique_columns(draft, place)?;
        draft.definition.foreign_keys.retain(|key| !drop_foreign_keys.iter().any(|name| same(&key.name, &name.value)));
        draft.definition.checks.retain(|check| {
            check.of_column.is_some() || !drop_checks.iter().any(|name| same(&check.name, &name.value))
        });
        self.keep_keys(old, draft, &drop_keys, &key_renames, place)?;
        keep_checks(old, draft, place)?;
        keep_generated(draft, place)?;
        let first_new_foreign_key = draft.definition.foreign_keys.len();
        self.add_elements(draft, &defs, elements, place)?;
        self.settle_keys(draft, place)?;
        for (name, _) in defaults.iter().filter(|(_, default)| default.as_ref().is_some_and(|default| default.null)) {
            if find_column(&draft.table, &name.value).is_some_and(|column| !column.nullable) {
                let message = format!("column `{}` can't have NULL for its default: it is NOT NULL", name.value);
                return Err(Fault::new(name.place, message));
            }
        }
        match partitioning {
            Some(Some((names, clause))) => {
                let name = (old.table.schema.clone(), old.table.name.clone());
                if let Some((_, key)) = self.referring(&name).into_iter().next() {
                    return Err(Fault::new(place, "a table that a foreign key refers to can't be partitioned")
                        .note("that is declared", key.declared));
                }
                settle_partitioning(draft, &names, clause, place)?;
            }
            Some(None) if draft.definition.partitioned_by.is_none() => {
                return Err(Fault::new(place, format!("table `{}` is not partitioned", draft.table.name)));
            }
            Some(None) => draft.definition.partitioned_by = None,
            None => {
                if let Some(by) = draft.definition.partitioned_by.clone() {
                    check_partitioning(draft, &by.columns, place)?;
                }
            }
        }
        let copied = self.copies(old, draft, first_new_foreign_key);
        Ok(Changed { copied, first_new_foreign_key, renamed, rename_to })
    }

    /// Changes, adds and moves columns. Returns the definitions that may say more.
    fn change_columns(
        &mut self,
        old: &Draft,
        draft: &mut Draft,
        columns: Vec<(Option<Name>, ColumnDef, Position)>,
        renames: &[(Name, Name)],
        dropped: &[Name],
    ) -> Result<Vec<(ColumnId, ColumnDef)>, Fault> {
        let mut defs = Vec::new();
        let mut moved: Vec<(ColumnId, Option<Column>, Position)> = Vec::new();
        let mut changed: Vec<ColumnId> = Vec::new();
        for (from, def, position) in columns {
            let Some(from) = from else {
                let id = next_column(&mut draft.table);
                let made = self.new_column(draft, &def, id)?;
                moved.push((id, Some(made), position));
                defs.push((id, def));
                continue;
            };
            let id = column(&old.table, &from)?;
            if changed.contains(&id) || dropped.iter().any(|name| same(&name.value, &from.value)) {
                return Err(Fault::new(
                    from.place,
                    format!("column `{}` is changed twice in one statement", from.value),
                ));
            }
            changed.push(id);
            let mut made = self.new_column(draft, &def, id)?;
            let before = old.table.column_by_id(id);
            made.history = before.history.clone();
            let (was, is) = (before.sql_type.type_name(&self.catalog), made.sql_type.type_name(&self.catalog));
            if made.generated.is_none() && !casts(was, is) {
                let message = format!("column `{}` is {was}, of which no {is} can be made", before.name);
                return Err(Fault::new(def.sql_type.place, message));
            }
            if is_virtual(before) != is_virtual(&made) {
                let message = format!("column `{}` can't become a virtual column, or be one no more", before.name);
                return Err(Fault::new(def.name.place, message).help("drop it, and add another"));
            }
            self.note_changes(before, &mut made, def.name.place, draft);
            draft.definition.checks.retain(|check| check.of_column != Some(id));
            if let Some(at) = draft.table.columns.iter().position(|column| column.id() == id) {
                draft.table.columns[at] = made;
            }
            moved.push((id, None, position));
            defs.push((id, def));
        }
        for (from, to) in renames {
            let id = column(&old.table, from)?;
            super::names::check_name(to, "column")?;
            if changed.contains(&id) || dropped.iter().any(|name| same(&name.value, &from.value)) {
                return Err(Fault::new(
                    from.place,
                    format!("column `{}` is changed twice in one statement", from.value),
                ));
            }
            changed.push(id);
            if let Some(column) = draft.table.columns.iter_mut().find(|column| column.id() == id) {
                column.history.push(to.place, format!("renamed from `{}`", column.name));
                let former = (column.name.clone(), format!("renamed to `{}`", to.value).into(), to.place);
                column.name.clone_from(&to.value);
                draft.table.former_columns.push(former);
            }
        }
        // A new column is there for those behind it in the statement.
        for (id, new, position) in moved {
            draft.table.columns.extend(new);
            put(draft, id, &position)?;
        }
        Ok(defs)
    }

    /// Writes down what a new definition changes.
    fn note_changes(&self, before: &Column, made: &mut Column, place: Place, draft: &mut Draft) {
        if before.name != made.name {
            made.history.push(place, format!("renamed from `{}`", before.name));
            if !same(&before.name, &made.name) {
                let former = (before.name.clone(), format!("renamed to `{}`", made.name).into(), place);
                draft.table.former_columns.push(former);
            }
        }
        if before.sql_type != made.sql_type {
            let (was, is) = (before.sql_type.display(&self.catalog), made.sql_type.display(&self.catalog));
            made.history.push(place, format!("type changed from `{was}` to `{is}`"));
        }
        if before.nullable != made.nullable {
            made.history.push(place, if made.nullable { "made nullable" } else { "made NOT NULL" });
        }
        let had = |column: &Column| column.default.as_ref().map(|default| default.expression.clone());
        match (had(before), had(made)) {
            (before, made) if before == made => {}
            (_, None) => made.history.push(place, "default dropped"),
            (_, Some(_)) => made.history.push(place, "default set"),
        }
    }

    fn set_default(&self, draft: &mut Draft, name: &Name, default: Option<&Default>) -> Result<(), Fault> {
        let id = column(&draft.table, name)?;
        let Some(at) = draft.table.columns.iter().position(|column| column.id() == id) else {
            return Err(no_column(&draft.table, name));
        };
        let new = match default {
            Some(default) => self.default_of(&draft.table.columns[at], default)?,
            None => None,
        };
        let column = &mut draft.table.columns[at];
        // A column that counts keeps no value for its default, but it does keep an expression.
        let counts = column.identity.is_some();
        let new = new.filter(|_| !(counts && default.is_some_and(Default::is_value)));
        draft.definition.dropped_defaults.remove(&id);
        if counts && default.is_none() {
            draft.definition.dropped_defaults.insert(id);
        }
        draft.definition.null_defaults.remove(&id);
        if default.is_some_and(|default| default.null) && is_large(column.sql_type.type_name(&self.catalog)) {
            draft.definition.null_defaults.insert(id);
        }
        let what = if new.is_some() { "default set" } else { "default dropped" };
        column.default = new;
        column.history.push(name.place, what);
        Ok(())
    }

    /// Keeps the keys that are not dropped, without columns that are.
    fn keep_keys(
        &self,
        old: &Draft,
        draft: &mut Draft,
        dropped: &[Name],
        renames: &[(Name, Name)],
        place: Place,
    ) -> Result<(), Fault> {
        let mut kept: Vec<Key> = Vec::new();
        for key in std::mem::take(&mut draft.definition.keys) {
            if dropped.iter().any(|name| same(&name.value, &key.name)) {
                continue;
            }
            let parts: Vec<Part> = key.parts.iter().filter_map(|part| kept_part(old, draft, part)).collect();
            if parts.is_empty() {
                continue;
            }
            if parts.len() < key.parts.len()
                && matches!(key.kind, KeyKind::Primary | KeyKind::Unique)
                && self.is_mariadb()
            {
                let message = format!("key `{}` is of a column that is dropped, and of others", key.name);
                return Err(Fault::new(place, message)
                    .note("it was declared", key.declared)
                    .help("drop the key in the same statement, and add another of what is left"));
            }
            let mut key = Key { parts, ..key };
            for part in &mut key.parts {
                self.replaces_alike(old, draft, part, key.hashed, place)?;
                part.length = self.kept_length(old, draft, key.kind, part, place)?;
            }
            if let Some((_, to)) = renames.iter().find(|(from, _)| same(&from.value, &key.name)) {
                super::names::check_name(to, "key")?;
                if key.kind == KeyKind::Primary || same(&to.value, "PRIMARY") {
                    return Err(Fault::new(to.place, "only the primary key is called `PRIMARY`"));
                }
                key.name.clone_from(&to.value);
            }
            kept.push(key);
        }
        draft.definition.keys = kept;
        Ok(())
    }

    /// A column that takes the place of one of its name in a key must have values as long.
    fn replaces_alike(
        &self,
        old: &Draft,
        draft: &Draft,
        part: &mut Part,
        hashed: bool,
        place: Place,
    ) -> Result<(), Fault> {
        let Some(new) = part.column.map(|id| draft.table.column_by_id(id)) else { return Ok(()) };
        let replaced = old.table.columns.iter().all(|known| known.id() != new.id());
        let Some(before) = find_column(&old.table, &new.name).filter(|_| replaced) else { return Ok(()) };
        if before.sql_type == new.sql_type {
            return Ok(());
        }
        // Of a long text, a hash has all, however long that is.
        if hashed && part.length.is_none() && is_large(before.sql_type.type_name(&self.catalog)) {
            return Ok(());
        }
        // The key has as much of it as of the one before.
        let longest = old.definition.collations.get(&before.id()).map_or(1, Collation::longest);
        let length = part.length.unwrap_or_else(|| self.bytes(old, before) / longest);
        let whole = new.sql_type.modifiers.first().and_then(|whole| whole.parse::<u64>().ok());
        if is_text(new.sql_type.type_name(&self.catalog)) && whole.is_none_or(|whole| length <= whole) {
            part.length = Some(length).filter(|length| whole != Some(*length));
            return Ok(());
        }
        let message = format!("column `{}` is in a key, and the new one of this name has another type", before.name);
        Err(Fault::new(place, message)
            .note("it was declared", before.history.declared())
            .help("drop the key in the same statement, or change the column by MODIFY"))
    }

    /// How much of a column a key has after the column has changed.
    fn kept_length(
        &self,
        old: &Draft,
        draft: &Draft,
        kind: KeyKind,
        part: &Part,
        place: Place,
    ) -> Result<Option<u64>, Fault> {
        let Some(id) = part.column else { return Ok(None) };
        let find = |draft: &Draft| draft.table.columns.iter().find(|column| column.id() == id).cloned();
        let (Some(before), Some(after)) = (find(old), find(draft)) else { return Ok(part.length) };
        let name = after.sql_type.type_name(&self.catalog);
        let sized = |name: &str| matches!(name, "char" | "varchar" | "binary" | "varbinary");
        let whole =
            after.sql_type.modifiers.first().and_then(|whole| whole.parse::<u64>().ok()).filter(|_| sized(name));
        if kind == KeyKind::Spatial && after.nullable {
            return Err(Fault::new(
                place,
                format!("column `{}` is in a SPATIAL key, and must be NOT NULL", after.name),
            ));
        }
        let was = before.sql_type.type_name(&self.catalog);
        if let Some(length) = part.length {
            let can = |name: &str| is_large(name) || sized(name);
            let longest = draft.definition.collations.get(&id).map_or(1, Collation::longest);
            let length = if kind == KeyKind::Plain { length.min(longest_key(draft) / longest) } else { length };
            return Ok(Some(length).filter(|length| can(was) && can(name) && whole.is_none_or(|whole| *length < whole)));
        }
        if is_large(name) && !is_large(was) && !matches!(kind, KeyKind::Fulltext) {
            return match kind {
                KeyKind::Unique if self.is_mariadb() => Ok(None),
                KeyKind::Plain if self.is_mariadb() => {
                    let longest = draft.definition.collations.get(&id).map_or(1, Collation::longest);
                    Ok(Some(longest_key(draft) / longest))
                }
                _ => Err(Fault::new(place, format!("column `{}` is too large for the key that it is in", after.name))),
            };
        }
        Ok(None)
    }

    /// `CONVERT TO CHARACTER SET`: every text is of it; those that would not hold as many characters grow.
    fn convert(&self, draft: &mut Draft, charset: Option<&Name>, collation: Option<&Name>) -> Result<(), Fault> {
        let server = Collation::of_server(self.catalog.dialect);
        let default = self.databases.get(&draft.table.schema).unwrap_or(&server).clone();
        let new = Collation::said(charset, collation, &default, self.catalog.dialect)?;
        for column in &mut draft.table.columns {
            let Some(before) = draft.definition.collations.get_mut(&column.id()) else { continue };
            let name = column.sql_type.type_name(&self.catalog);
            let larger = match name {
                "tinytext" => "text",
                "text" => "mediumtext",
                "mediumtext" => "longtext",
                name => name,
            };
            if new.longest() > before.longest()
                && let Some(builtin) = crate::catalog::mysql_builtin(larger)
            {
                column.sql_type.name = crate::catalog::TypeName::Builtin(builtin);
            }
            *before = new.clone();
        }
        draft.definition.collation = new;
        Ok(())
    }

    /// Whether the engine makes a new table and copies the rows, as it does for what it can't do in place.
    ///
    /// <https://mariadb.com/kb/en/innodb-online-ddl-operations-with-the-inplace-alter-algorithm/>
    fn copies(&self, old: &Draft, draft: &Draft, first_new_foreign_key: usize) -> bool {
        let new_foreign_key = draft.definition.foreign_keys.len() > first_new_foreign_key;
        let retyped = draft.table.columns.iter().any(|column| {
            let before = old.table.columns.iter().find(|before| before.id() == column.id());
            before.is_some_and(|before| before.sql_type != column.sql_type)
        });
        new_foreign_key && self.settings.foreign_key_checks
            || retyped
            || old.definition.engine != draft.definition.engine
    }

    /// Columns that are renamed go by their new names in the foreign keys that refer to them.
    fn follow_renames(&mut self, table: &super::definition::TableName, renamed: &[(String, String)]) {
        if renamed.is_empty() {
            return;
        }
        for child in self.naming(table) {
            let mut definition = self.definition(child).clone();
            for key in definition.foreign_keys.iter_mut().filter(|key| key.parent == *table) {
                for column in &mut key.parent_columns {
                    if let Some((_, to)) = renamed.iter().find(|(from, _)| same(from, column)) {
                        column.clone_from(to);
                    }
                }
            }
            self.catalog.definitions.insert(child, definition);
        }
        self.touch(table);
    }
}

/// What is still to be done after a change.
struct Changed {
    /// Whether the engine makes a new table of it and copies the rows.
    copied: bool,
    first_new_foreign_key: usize,
    renamed: Vec<(String, String)>,
    rename_to: Option<QualifiedName>,
}

/// Whether MariaDB may copy a table for another reason than those that foreign keys are held to: a unique key that is kept
/// as a hash, a virtual column that comes or goes, or a text of another collation.
fn copied_for_more(old: &Draft, draft: &Draft) -> bool {
    let hashed = |draft: &Draft| draft.definition.keys.iter().any(|key| key.hashed);
    let of_virtual = |draft: &Draft| -> Vec<ColumnId> {
        draft.table.columns.iter().filter(|column| is_virtual(column)).map(Column::id).collect()
    };
    let recollated = |(id, before): (&ColumnId, &Collation)| {
        draft.definition.collations.get(id).is_some_and(|collation| collation != before)
    };
    hashed(old)
        || hashed(draft)
        || of_virtual(old) != of_virtual(draft)
        || old.definition.collations.iter().any(recollated)
}

/// Where MariaDB copies the table, it says that it has dropped such a foreign key, and keeps it.
///
/// <https://jira.mariadb.org/browse/MDEV-35026>
fn stays(name: &Name) -> Fault {
    let message = format!(
        "MariaDB copies the table here, and then `DROP CONSTRAINT` leaves the foreign key `{}` where it is",
        name.value
    );
    Fault::refused(name.place, message).help("write DROP FOREIGN KEY, which drops it always")
}

/// Whether the engine makes values of one type of another's: of the types that plugins bring, and of geometries, only
/// strings are made.
///
/// <https://mariadb.com/kb/en/uuid-data-type/>, <https://mariadb.com/kb/en/inet6/>,
/// <https://mariadb.com/kb/en/geometry-types/>
pub(crate) fn casts(from: &str, to: &str) -> bool {
    let of_plugin = |name: &str| matches!(name, "uuid" | "inet4" | "inet6") || is_spatial(name);
    let string = |name: &str| is_text(name) || matches!(name, "enum" | "set");
    let spatial = is_spatial(from) && is_spatial(to);
    from == to || spatial || !(of_plugin(from) || of_plugin(to)) || string(from) || string(to)
}

/// Whether a type is one of texts or bytes.
fn is_text(name: &str) -> bool {
    matches!(name, "char" | "varchar" | "binary" | "varbinary") || name.ends_with("text") || name.ends_with("blob")
}

/// What becomes of a part of a key: a new column of the same name takes the place of one that is dropped.
fn kept_part(old: &Draft, draft: &Draft, part: &Part) -> Option<Part> {
    let Some(id) = part.column else { return Some(part.clone()) };
    if draft.table.columns.iter().any(|column| column.id() == id) {
        return Some(part.clone());
    }
    let name = &old.table.column_by_id(id).name;
    let new =
        find_column(&draft.table, name).filter(|new| old.table.columns.iter().all(|known| known.id() != new.id()));
    new.map(|new| Part { column: Some(new.id()), ..part.clone() })
}

fn drop_from(draft: &mut Draft, names: &[Name], place: Place) -> Result<(), Fault> {
    for name in names {
        let id = column(&draft.table, name)?;
        let at = draft.table.columns.iter().position(|column| column.id() == id);
        if let Some(at) = at {
            let column = draft.table.columns.remove(at);
            draft.table.former_columns.push((column.name, "dropped".into(), place));
        }
        draft.definition.collations.remove(&id);
        draft.definition.checks.retain(|check| check.of_column != Some(id));
    }
    Ok(())
}

/// Puts a column where it is said to be.
fn put(draft: &mut Draft, id: ColumnId, position: &Position) -> Result<(), Fault> {
    let columns = &mut draft.table.columns;
    let Some(at) = columns.iter().position(|column| column.id() == id) else { return Ok(()) };
    match position {
        Position::Unsaid => {}
        Position::First => {
            let column = columns.remove(at);
            columns.insert(0, column);
        }
        Position::After(name) => {
            let column = columns.remove(at);
            match columns.iter().position(|column| same(&column.name, &name.value)) {
                Some(after) => columns.insert(after + 1, column),
                None => {
                    columns.insert(at, column);
                    return Err(no_column(&draft.table, name));
                }
            }
        }
    }
    Ok(())
}

/// These columns of a table, and those that the generated ones among them are made of.
fn all_read(table: &Table, columns: &[ColumnId]) -> Vec<ColumnId> {
    let mut read = columns.to_vec();
    let mut at = 0;
    while let Some(id) = read.get(at).copied() {
        let column = table.columns.iter().find(|column| column.id() == id);
        let more = column.and_then(|column| column.generated.as_ref()).into_iter().flat_map(|made| &made.columns);
        for id in more {
            if !read.contains(id) {
                read.push(*id);
            }
        }
        at += 1;
    }
    read
}

/// A check of the table goes with its columns, if all of them go; else it is in the way.
fn keep_checks(old: &Draft, draft: &mut Draft, place: Place) -> Result<(), Fault> {
    let there = |id: &ColumnId| draft.table.columns.iter().any(|column| column.id() == *id);
    let kept = |check: &Check| check.columns.is_empty() || all_read(&old.table, &check.columns).iter().any(there);
    draft.definition.checks.retain(kept);
    match draft.definition.checks.iter().find(|check| !check.columns.iter().all(there)) {
        None => Ok(()),
        Some(check) => Err(Fault::new(place, format!("the check `{}` reads a column that is dropped", check.name))
            .note("it was declared", check.declared)
            .help("drop the check first")),
    }
}

/// A generated column reads columns that must stay.
fn keep_generated(draft: &Draft, place: Place) -> Result<(), Fault> {
    let there = |id: &ColumnId| draft.table.columns.iter().any(|column| column.id() == *id);
    let reads = |column: &&Column| {
        column.generated.as_ref().is_some_and(|Generation { columns, .. }| !columns.iter().all(there))
    };
    match draft.table.columns.iter().find(reads) {
        None => Ok(()),
        Some(column) => {
            let message = format!("the generated column `{}` reads a column that is dropped", column.name);
            Err(Fault::new(place, message).note("it was declared", column.history.declared()).help("drop that first"))
        }
    }
}
