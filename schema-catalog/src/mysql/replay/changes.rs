//! The actions of an `ALTER TABLE`, sorted into what the engine does one after the other, without those that `IF EXISTS`
//! or `IF NOT EXISTS` makes nothing of.

use super::create::keys_of_column;
use super::definition::{Draft, same};
use super::names::{find_column, no_column};
use crate::cursor::{Name, QualifiedName};
use crate::fault::{Fault, UNDEFINED_OBJECT};
use crate::mysql::ddl::{Action, ColumnDef, Default, Element, KeyKind, Position, once_said};

/// What the actions say, kind by kind.
#[derive(Default)]
pub(super) struct Changes {
    pub(super) drop_columns: Vec<Name>,
    pub(super) drop_keys: Vec<Name>,
    pub(super) drop_foreign_keys: Vec<Name>,
    /// A foreign key that is dropped by `DROP CONSTRAINT`, if one is.
    pub(super) foreign_key_as_constraint: Option<Name>,
    pub(super) drop_checks: Vec<Name>,
    /// New columns and changed ones, in the order written: the column that is changed, if one is.
    pub(super) columns: Vec<(Option<Name>, ColumnDef, Position)>,
    pub(super) renames: Vec<(Name, Name)>,
    pub(super) defaults: Vec<(Name, Option<Default>)>,
    pub(super) key_renames: Vec<(Name, Name)>,
    pub(super) elements: Vec<Element>,
    pub(super) rename_to: Option<QualifiedName>,
    pub(super) convert: Option<(Option<Name>, Option<Name>)>,
    /// The names in the new `PARTITION BY` and its text; none where the table is partitioned no more.
    pub(super) partitioning: Option<Option<(Vec<String>, String)>>,
    pub(super) drop_versioning: bool,
}

impl Changes {
    /// Sorts the actions of a statement that alters this table.
    pub(super) fn of(old: &Draft, actions: Vec<Action>, mariadb: bool) -> Result<Self, Fault> {
        let mut changes = Self::default();
        for action in actions {
            changes.add(old, action, mariadb)?;
        }
        changes.check_defaults(old)?;
        changes.check_key_renames(old)?;
        Ok(changes)
    }

    fn add(&mut self, old: &Draft, action: Action, mariadb: bool) -> Result<(), Fault> {
        let has_column = |name: &Name| find_column(&old.table, &name.value).is_some();
        let has_key = |name: &str| old.definition.keys.iter().any(|key| same(&key.name, name));
        let has_foreign = |name: &Name| old.definition.foreign_keys.iter().any(|key| same(&key.name, &name.value));
        let has_check = |name: &Name| {
            let mut checks = old.definition.checks.iter();
            checks.any(|check| check.of_column.is_none() && same(&check.name, &name.value))
        };
        let no_column = |name: &Name| no_column(&old.table, name);
        let nothing = |what: &'static str| move |name: &Name| nothing(what, &old.table.name, name);
        match action {
            Action::AddColumn { mut column, position, if_not_exists } => {
                let there = has_column(&column.name) || self.adds(&column.name);
                if if_not_exists {
                    leave_out_keys(old, &mut column);
                }
                match if_not_exists && there {
                    // They are added though the column is there.
                    true => self.elements.extend(keys_of_column(&column, mariadb)),
                    false => self.columns.push((None, *column, position)),
                }
            }
            Action::Add(element) => self.elements.push(element),
            Action::Change { from, if_exists: true, .. } if !has_column(&from) => {}
            Action::Change { from, mut column, position, if_exists } => {
                if !has_column(&from) {
                    return Err(no_column(&from));
                }
                if if_exists {
                    leave_out_keys(old, &mut column);
                }
                self.columns.push((Some(from), *column, position));
            }
            Action::RenameColumn { from, to, if_exists } => match has_column(&from) {
                true => self.renames.push((from, to)),
                false if if_exists => {}
                false => return Err(no_column(&from)),
            },
            Action::SetDefault { column, if_exists: true, .. } if !has_column(&column) => {}
            Action::SetDefault { column, default, .. } => self.defaults.push((column, default)),
            Action::DropColumn { name, if_exists } => {
                let there = has_column(&name);
                once(&mut self.drop_columns, name, there, if_exists, no_column)?;
            }
            Action::DropKey { name, if_exists } => {
                let there = has_key(&name.value);
                once(&mut self.drop_keys, name, there, if_exists, nothing("key"))?;
            }
            Action::DropPrimaryKey(name) => {
                let there = has_key(&name.value);
                once(&mut self.drop_keys, name, there, false, |name| {
                    let message = format!("table `{}` has no primary key", old.table.name);
                    Fault::new(name.place, message).state(UNDEFINED_OBJECT)
                })?;
            }
            Action::DropForeignKey { name, if_exists } => {
                let there = has_foreign(&name);
                once(&mut self.drop_foreign_keys, name, there, if_exists, nothing("foreign key"))?;
            }
            Action::DropConstraint { name, if_exists } => {
                let unique = old.definition.keys.iter().any(|key| {
                    let unique = matches!(key.kind, KeyKind::Unique | KeyKind::Primary) && !key.hashed;
                    unique && same(&key.name, &name.value)
                });
                let (list, there) = match (has_check(&name), unique) {
                    (true, _) => (&mut self.drop_checks, true),
                    (false, true) => (&mut self.drop_keys, true),
                    (false, false) => (&mut self.drop_foreign_keys, has_foreign(&name)),
                };
                if !unique && has_foreign(&name) && !has_check(&name) {
                    self.foreign_key_as_constraint = Some(name.clone());
                }
                once(list, name, there, if_exists, nothing("constraint"))?;
            }
            Action::DropCheck(name) => {
                if mariadb {
                    return Err(Fault::new(name.place, "MariaDB has no `DROP CHECK`").help("write DROP CONSTRAINT"));
                }
                let there = has_check(&name);
                once(&mut self.drop_checks, name, there, false, nothing("check"))?;
            }
            Action::RenameKey { from, to, if_exists } => match has_key(&from.value)
                && !self.key_renames.iter().any(|(known, _)| same(&known.value, &from.value))
            {
                true => self.key_renames.push((from, to)),
                false if if_exists => {}
                false => return Err(nothing("key")(&from)),
            },
            Action::RenameTo(to) => self.rename_to = Some(to),
            Action::Convert { charset, collation } => {
                let (first_charset, first_collation) = self.convert.take().unwrap_or_default();
                let charset = once_said("CHARACTER SET", first_charset, charset)?;
                self.convert = Some((charset, once_said("COLLATE", first_collation, collation)?));
            }
            Action::PartitionBy(by, clause) => self.partitioning = Some(Some((by.names, clause))),
            Action::RemovePartitioning => self.partitioning = Some(None),
            Action::DropSystemVersioning(name) => {
                if !old.table.system_versioned {
                    let message = format!("table `{}` has no system versioning", old.table.name);
                    return Err(Fault::new(name.place, message));
                }
                self.drop_versioning = true;
            }
            Action::DropPeriod(name) => self.drop_checks.push(name),
        }
        Ok(())
    }

    /// Whether there is a new column of this name.
    fn adds(&self, name: &Name) -> bool {
        self.columns.iter().any(|(from, known, _)| from.is_none() && same(&known.name.value, &name.value))
    }

    /// A key that is dropped has no other name, whatever `IF EXISTS` says.
    fn check_key_renames(&self, old: &Draft) -> Result<(), Fault> {
        let dropped = |name: &Name| self.drop_keys.iter().any(|dropped| same(&dropped.value, &name.value));
        match self.key_renames.iter().find(|(from, _)| dropped(from)) {
            Some((from, _)) => Err(nothing("key", &old.table.name, from)),
            None => Ok(()),
        }
    }

    /// A default is set once, of a column that nothing else is said of, or of one that is put somewhere: that has its new
    /// name then.
    fn check_defaults(&self, old: &Draft) -> Result<(), Fault> {
        for (at, (name, _)) in self.defaults.iter().enumerate() {
            let is = |other: &Name| same(&other.value, &name.value);
            let changed = self.columns.iter().filter_map(|(from, ..)| from.as_ref());
            let mut gone = changed.chain(self.renames.iter().map(|(from, _)| from)).chain(&self.drop_columns);
            let kept = find_column(&old.table, &name.value).is_some() && !gone.any(is);
            let placed = self.columns.iter().any(|(from, column, position)| {
                is(&column.name) && (from.is_none() || !matches!(position, Position::Unsaid))
            });
            let again = self.defaults[..at].iter().any(|(other, _)| is(other));
            // What is said of a column first, its default or its new name, is all that is said of it.
            let before = self.renames.iter().any(|(from, _)| is(from) && name.place.offset < from.place.offset);
            if again || before || !(kept || placed) {
                return Err(no_column(&old.table, name));
            }
        }
        Ok(())
    }
}

/// With `IF EXISTS` or `IF NOT EXISTS`, the keys of a column are added where there are none of their names.
fn leave_out_keys(old: &Draft, column: &mut ColumnDef) {
    let name = column.name.value.as_str();
    let is_there = |kind: KeyKind| {
        let name = if kind == KeyKind::Primary { "PRIMARY" } else { name };
        old.definition.keys.iter().any(|key| same(&key.name, name))
    };
    if column.keys.iter().any(|(kind, _)| *kind == KeyKind::Primary && is_there(*kind)) {
        column.null = Some(false);
    }
    column.keys.retain(|(kind, _)| !is_there(*kind));
}

/// Notes what is dropped: it must be there, and goes once.
fn once(
    list: &mut Vec<Name>,
    name: Name,
    there: bool,
    if_exists: bool,
    missing: impl FnOnce(&Name) -> Fault,
) -> Result<(), Fault> {
    let again = list.iter().any(|known| same(&known.value, &name.value));
    match there && !again {
        true => list.push(name),
        false if if_exists => {}
        false => return Err(missing(&name)),
    }
    Ok(())
}

fn nothing(what: &str, table: &str, name: &Name) -> Fault {
    let message = format!("table `{table}` has no {what} `{}`", name.value);
    Fault::new(name.place, message).state(UNDEFINED_OBJECT)
}
