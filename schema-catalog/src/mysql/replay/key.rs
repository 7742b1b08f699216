//! Keys: which names they get, which are left out, and what a column must be to stand in one.
//!
//! As the engine does it in `mysql_prepare_create_table`, for a new table and for one that is altered alike.

use super::Mysql;
use super::column::is_virtual;
use super::definition::{Draft, Key, Part, Partitioning, same};
use super::names::{check_name, column, columns_named};
use crate::catalog::{Column, ColumnId, Generation};
use crate::cursor::Name;
use crate::fault::{DUPLICATE_COLUMN, DUPLICATE_OBJECT, Fault};
use crate::mysql::charset::Collation;
use crate::mysql::ddl::{KeyDef, KeyKind, PartDef};
use crate::source::Place;

/// The most bytes of a key, by its storage engine: <https://mariadb.com/kb/en/innodb-limitations/>,
/// <https://mariadb.com/kb/en/myisam-storage-engine/>, <https://mariadb.com/kb/en/aria-storage-engine/>.
pub(crate) fn longest_key(draft: &Draft) -> u64 {
    match draft.definition.engine.as_str() {
        "myisam" => 1000,
        "aria" => 2000,
        _ => 3072,
    }
}

const PRIMARY: &str = "PRIMARY";

impl Mysql {
    /// A key as it is written, without a name if it says none.
    pub(crate) fn key(&self, draft: &Draft, def: &KeyDef, generated: bool) -> Result<Key, Fault> {
        let mut parts: Vec<Part> = Vec::new();
        for part in &def.parts {
            parts.push(match part {
                PartDef::Column { name, length, descending } => {
                    let id = column(&draft.table, name)?;
                    if parts.iter().any(|part| part.column == Some(id)) {
                        let message = format!("column `{}` is in this key twice", name.value);
                        return Err(Fault::new(name.place, message).state(DUPLICATE_COLUMN));
                    }
                    let length = self.prefix(draft, id, def, *length, name.place)?;
                    Part { column: Some(id), length, expression: None, descending: *descending }
                }
                PartDef::Expression { .. } if self.is_mariadb() => {
                    return Err(Fault::new(def.place, "MariaDB has no keys of expressions")
                        .help("add a generated column, and a key of that"));
                }
                PartDef::Expression { text, descending } => {
                    Part { column: None, length: None, expression: Some(text.clone()), descending: *descending }
                }
            });
        }
        let name = match &def.name {
            _ if def.kind == KeyKind::Primary => PRIMARY.to_owned(),
            Some(name) => {
                check_name(name, "key")?;
                if same(&name.value, PRIMARY) {
                    return Err(Fault::new(name.place, "only the primary key is called `PRIMARY`"));
                }
                name.value.clone()
            }
            None => String::new(),
        };
        let options = def.options.clone();
        Ok(Key { kind: def.kind, name, parts, options, generated, hashed: false, declared: def.place })
    }

    /// How many characters of a column the key has, where that is not all; errs where the column can't be in such a key.
    fn prefix(
        &self,
        draft: &Draft,
        id: ColumnId,
        def: &KeyDef,
        length: Option<u64>,
        place: Place,
    ) -> Result<Option<u64>, Fault> {
        let column = draft.table.column_by_id(id);
        let name = column.sql_type.type_name(&self.catalog);
        let fault = |message: String| Fault::new(place, format!("column `{}` {message}", column.name));
        let large = is_large(name);
        let sized = matches!(name, "char" | "varchar" | "binary" | "varbinary");
        match def.kind {
            KeyKind::Fulltext => return Ok(None),
            KeyKind::Spatial if !is_spatial(name) => {
                return Err(fault("is no geometry, which a SPATIAL key is of".to_owned()));
            }
            KeyKind::Spatial if column.nullable => {
                return Err(fault("may be NULL, and a SPATIAL key is of NOT NULL columns only".to_owned()));
            }
            KeyKind::Spatial => return Ok(None),
            _ => {}
        }
        if name == "json" {
            return Err(
                fault("is JSON, which no key is of".to_owned()).help("add a generated column, and a key of that")
            );
        }
        let longest = draft.definition.collations.get(&id).map_or(1, Collation::longest);
        let most = (longest_key(draft) / longest).min(capacity(name));
        if let Some(length) = length {
            let whole = column.sql_type.modifiers.first().and_then(|whole| whole.parse::<u64>().ok()).filter(|_| sized);
            if length == 0 {
                return Err(fault("is in this key with a length of 0".to_owned()));
            }
            if !(large || sized) && length * longest == self.bytes(draft, column) {
                return Ok(None);
            }
            if !(large || sized || is_spatial(name)) || whole.is_some_and(|whole| length > whole) {
                return Err(fault(format!("has no {length} characters for this key")));
            }
            let length = length.min(capacity(name));
            return match def.kind {
                _ if length <= most => Ok(Some(length).filter(|length| Some(*length) != whole)),
                KeyKind::Plain => Ok(Some(most)),
                KeyKind::Unique if self.is_mariadb() => Ok(Some(length)),
                _ => Err(too_long(draft, place)),
            };
        }
        if large || is_spatial(name) {
            return match def.kind {
                // MariaDB makes a hash of the whole for a unique key, and takes what fits for any other.
                KeyKind::Unique if self.is_mariadb() && large => Ok(None),
                KeyKind::Plain if self.is_mariadb() && large => Ok(Some(most)),
                _ => Err(fault("is too large for this key without a length".to_owned())
                    .help(format!("say how much of it the key has: `{}`(255)", column.name))),
            };
        }
        if sized && self.bytes(draft, column) > longest_key(draft) {
            return match def.kind {
                KeyKind::Unique if self.is_mariadb() => Ok(None),
                KeyKind::Plain if self.is_mariadb() => Ok(Some(most)),
                _ => Err(too_long(draft, place)),
            };
        }
        Ok(None)
    }

    /// How many bytes of a key a column takes.
    pub(super) fn bytes(&self, draft: &Draft, column: &Column) -> u64 {
        let length = || column.sql_type.modifiers.first().and_then(|length| length.parse::<u64>().ok()).unwrap_or(0);
        let longest = draft.definition.collations.get(&column.id()).map_or(1, Collation::longest);
        match column.sql_type.type_name(&self.catalog) {
            "char" | "varchar" => length() * longest,
            "binary" | "varbinary" => length(),
            "tinyint" | "year" => 1,
            "enum" if column.sql_type.modifiers.len() < 256 => 1,
            "smallint" | "enum" => 2,
            "set" => match column.sql_type.modifiers.len().div_ceil(8) {
                few @ 0..=4 => few as u64,
                _ => 8,
            },
            "bit" => length().div_ceil(8),
            "mediumint" | "date" => 3,
            "int" | "float" | "inet4" => 4,
            // Two digits of a second take a byte.
            "time" => 3 + length().div_ceil(2),
            "timestamp" => 4 + length().div_ceil(2),
            "datetime" => 5 + length().div_ceil(2),
            "decimal" => decimal_bytes(column),
            "uuid" | "inet6" => 16,
            _ => 8,
        }
    }

    /// Settles all keys of a table: leaves out what the engine leaves out, names what has no name, and holds them to the
    /// engine's rules.
    pub(crate) fn settle_keys(&self, draft: &mut Draft, statement: Place) -> Result<(), Fault> {
        let mut keys = std::mem::take(&mut draft.definition.keys);
        for key in &mut keys {
            key.hashed = key.kind == KeyKind::Unique && self.is_mariadb() && self.is_too_long(draft, key);
        }
        leave_out_generated(&mut keys, statement);
        for at in 0..keys.len() {
            if keys[at].name.is_empty() {
                keys[at].name = self.choose_key_name(draft, &keys[..at], &keys[at]);
            }
            let key = &keys[at];
            if let Some(other) = keys[..at].iter().find(|other| same(&other.name, &key.name)) {
                let message = if key.kind == KeyKind::Primary {
                    format!("table `{}` has a primary key already", draft.table.name)
                } else {
                    format!("there is a key `{}` already", key.name)
                };
                return Err(Fault::new(key.declared, message)
                    .state(DUPLICATE_OBJECT)
                    .note("it was declared", other.declared));
            }
            if !key.hashed && self.is_too_long(draft, key) {
                return Err(too_long(draft, within(key.declared, statement)));
            }
            if key.kind == KeyKind::Fulltext {
                self.check_fulltext(draft, key, within(key.declared, statement))?;
            }
            if key.kind == KeyKind::Primary {
                self.no_generated_primary(draft, key, within(key.declared, statement))?;
                for column in key.parts.iter().filter_map(|part| part.column) {
                    if draft.definition.null_defaults.contains(&column) {
                        let name = &draft.table.column_by_id(column).name;
                        let message = format!("column `{name}` can't be in a primary key: its default was set to NULL");
                        return Err(Fault::new(within(key.declared, statement), message)
                            .help(format!("say ALTER TABLE … ALTER `{name}` DROP DEFAULT before")));
                    }
                    make_not_null(draft, column, key.declared);
                }
            }
        }
        draft.definition.keys = keys;
        self.no_padding_kept(draft, statement)?;
        self.one_counting_column(draft, statement)
    }

    /// A FULLTEXT key is of texts of one collation, none of whose characters has two bytes or more always.
    ///
    /// <https://mariadb.com/kb/en/full-text-index-overview/>,
    /// <https://dev.mysql.com/doc/refman/8.4/en/fulltext-restrictions.html>
    fn check_fulltext(&self, draft: &Draft, key: &Key, place: Place) -> Result<(), Fault> {
        let mut of_key: Option<&Collation> = None;
        for id in key.parts.iter().filter_map(|part| part.column) {
            let column = draft.table.column_by_id(id);
            let fault = |what: &str| Err(Fault::new(place, format!("column `{}` {what}", column.name)));
            let Some(collation) = draft.definition.collations.get(&id) else {
                return fault("is no text, which a FULLTEXT key is of");
            };
            if matches!(column.sql_type.type_name(&self.catalog), "enum" | "set") {
                return fault("is no text, which a FULLTEXT key is of");
            }
            if collation.is_wide() {
                return fault("is of a character set that a FULLTEXT key can't be of");
            }
            if of_key.is_some_and(|of_key| of_key != collation) {
                return fault("is of another collation than the columns before it in the FULLTEXT key");
            }
            if is_virtual(column) && draft.definition.engine == "innodb" {
                return fault("is virtual, and a FULLTEXT key can't be of such a one");
            }
            of_key = Some(collation);
        }
        Ok(())
    }

    /// A column of a primary key may become a generated one only in MySQL, where it is stored.
    ///
    /// <https://dev.mysql.com/doc/refman/8.4/en/create-table-generated-columns.html>
    fn no_generated_primary(&self, draft: &Draft, key: &Key, place: Place) -> Result<(), Fault> {
        let columns = key.parts.iter().filter_map(|part| part.column).map(|id| draft.table.column_by_id(id));
        let mut generated = columns
            .filter(|column| column.generated.as_ref().is_some_and(|generated| !generated.stored || self.is_mariadb()));
        match generated.next() {
            Some(column) => Err(Fault::new(
                place,
                format!("column `{}` is generated, and a primary key can't be of such a one", column.name),
            )),
            None => Ok(()),
        }
    }

    /// What MariaDB keeps of a generated column, in the row or in a key, must not change with `PAD_CHAR_TO_FULL_LENGTH`.
    ///
    /// <https://mariadb.com/kb/en/generated-columns/#making-stored-values-consistent>
    fn no_padding_kept(&self, draft: &Draft, statement: Place) -> Result<(), Fault> {
        if !self.is_mariadb() {
            return Ok(());
        }
        for (id, read) in &draft.definition.padded {
            let Some(column) = draft.table.columns.iter().find(|column| column.id() == *id) else { continue };
            let in_key = draft.definition.keys.iter().any(|key| key.parts.iter().any(|part| part.column == Some(*id)));
            if !(in_key || column.generated.as_ref().is_some_and(|generated| generated.stored)) {
                continue;
            }
            let padded = draft.table.columns.iter().find(|of| {
                let text = draft.definition.collations.get(&of.id()).is_some_and(|collation| !collation.is_binary());
                read.contains(&of.id()) && text && of.sql_type.type_name(&self.catalog) == "char"
            });
            if let Some(padded) = padded {
                let (name, of) = (&column.name, &padded.name);
                let message = format!(
                    "the generated column `{name}` is kept, and how many blanks `{of}` has at its end depends on `sql_mode`"
                );
                return Err(Fault::new(within(column.history.declared(), statement), message)
                    .help(format!("write RTRIM(`{of}`), or make `{of}` a VARCHAR")));
            }
        }
        Ok(())
    }

    /// Whether a key is longer than the storage engine allows.
    fn is_too_long(&self, draft: &Draft, key: &Key) -> bool {
        if matches!(key.kind, KeyKind::Fulltext | KeyKind::Spatial) {
            return false;
        }
        let mut bytes = 0;
        for part in &key.parts {
            let Some(id) = part.column else { continue };
            let column = draft.table.column_by_id(id);
            let longest = draft.definition.collations.get(&id).map_or(1, Collation::longest);
            if part.length.is_none() && is_large(column.sql_type.type_name(&self.catalog)) {
                return true;
            }
            bytes += part.length.map_or_else(|| self.bytes(draft, column), |length| length * longest);
        }
        bytes > longest_key(draft)
    }

    /// The name of the key's first column, with a number where that is taken.
    fn choose_key_name(&self, draft: &Draft, before: &[Key], key: &Key) -> String {
        let first = key.parts.first().and_then(|part| part.column);
        let name = first.map_or("functional_index", |id| draft.table.column_by_id(id).name.as_str());
        let taken = |name: &str| same(name, PRIMARY) || before.iter().any(|other| same(&other.name, name));
        // A key of an expression has a number only where its name is taken, too.
        if !taken(name) {
            return name.to_owned();
        }
        (2_u32..).map(|number| format!("{name}_{number}")).find(|name| !taken(name)).unwrap_or_default()
    }

    /// At most one column counts by itself, and it begins a key.
    fn one_counting_column(&self, draft: &Draft, statement: Place) -> Result<(), Fault> {
        let mut counting = draft.table.columns.iter().filter(|column| column.identity.is_some());
        let Some(column) = counting.next() else { return Ok(()) };
        let place = |column: &Column| {
            let last = column.history.events().last().map_or(column.history.declared(), |(place, _)| place);
            within(last, statement)
        };
        if let Some(second) = counting.next() {
            let message =
                format!("columns `{}` and `{}` both count by AUTO_INCREMENT; only one can", column.name, second.name);
            return Err(Fault::new(place(second), message));
        }
        let innodb = draft.definition.engine == "innodb";
        let begins = |key: &Key| {
            let mut parts = key.parts.iter().take(if innodb { 1 } else { usize::MAX });
            !matches!(key.kind, KeyKind::Fulltext | KeyKind::Spatial)
                && parts.any(|part| part.column == Some(column.id()))
        };
        let hashed = |key: &&Key| key.hashed && key.parts.iter().any(|part| part.column == Some(column.id()));
        if let Some(key) = draft.definition.keys.iter().find(hashed) {
            let message = format!(
                "column `{}` counts by AUTO_INCREMENT, and can't be in the hash of key `{}`",
                column.name, key.name
            );
            return Err(Fault::new(within(key.declared, statement), message));
        }
        if draft.definition.keys.iter().any(begins) {
            return Ok(());
        }
        let message = format!("column `{}` counts by AUTO_INCREMENT, and no key begins with it", column.name);
        Err(Fault::new(place(column), message).help("make it the primary key, or add a key of it"))
    }
}

/// Nine digits of a decimal take four bytes, on each side of the point; fewer take less.
///
/// <https://mariadb.com/kb/en/data-type-storage-requirements/#decimal>
fn decimal_bytes(column: &Column) -> u64 {
    let number = |at: usize| column.sql_type.modifiers.get(at).and_then(|digits| digits.parse::<u64>().ok());
    let behind = number(1).unwrap_or(0);
    let before = number(0).unwrap_or(10).saturating_sub(behind);
    let bytes = |digits: u64| digits / 9 * 4 + (digits % 9).div_ceil(2);
    bytes(before) + bytes(behind)
}

/// The place, if it is of this statement, else that of the statement itself.
pub(super) fn within(place: Place, statement: Place) -> Place {
    if place.file == statement.file && place.offset >= statement.offset { place } else { statement }
}

/// Whether a type has texts or bytes of any length, which a key needs a length of.
pub(super) fn is_large(name: &str) -> bool {
    name.ends_with("text") || name.ends_with("blob")
}

/// How many characters of a type a key can have at most.
fn capacity(name: &str) -> u64 {
    if matches!(name, "tinytext" | "tinyblob") { 255 } else { u64::MAX }
}

pub(crate) fn is_spatial(name: &str) -> bool {
    matches!(
        name,
        "geometry"
            | "point"
            | "linestring"
            | "polygon"
            | "multipoint"
            | "multilinestring"
            | "multipolygon"
            | "geometrycollection"
            | "geomcollection"
    )
}

fn too_long(draft: &Draft, place: Place) -> Fault {
    Fault::new(place, format!("this key is longer than {} bytes", longest_key(draft)))
        .help("say how much of a long column it has: column(100)")
}

fn make_not_null(draft: &mut Draft, id: ColumnId, place: Place) {
    let Some(column) = draft.table.columns.iter_mut().find(|column| column.id() == id) else { return };
    if column.nullable {
        column.nullable = false;
        column.not_null = true;
        if column.history.declared() != place {
            column.history.push(place, "made NOT NULL");
        }
    }
}

/// Leaves out keys that the engine makes for foreign keys, where another key begins with the same columns.
fn leave_out_generated(keys: &mut Vec<Key>, statement: Place) {
    let mut left_out = vec![false; keys.len()];
    for at in 0..keys.len() {
        for before in 0..at {
            if left_out[before] || !covers(&keys[at], &keys[before], statement) {
                continue;
            }
            let shorter = keys[at].generated && keys[at].parts.len() < keys[before].parts.len();
            if !keys[before].generated || shorter {
                left_out[at] = true;
            } else {
                left_out[before] = true;
            }
            break;
        }
    }
    let mut at = 0;
    keys.retain(|_| {
        at += 1;
        !left_out[at - 1]
    });
}

/// Whether one of two keys is made by the engine, and the other begins with its columns. A FULLTEXT key that is new does,
/// too, though it serves no foreign key.
fn covers(a: &Key, b: &Key, statement: Place) -> bool {
    let is_new = |key: &Key| within(key.declared, statement) == key.declared;
    let serves = |key: &Key| match key.kind {
        KeyKind::Fulltext => is_new(key),
        KeyKind::Spatial => false,
        _ => !key.hashed,
    };
    let (made, other) = match (a.generated, b.generated) {
        (true, true) if a.parts.len() > b.parts.len() => (b, a),
        (true, _) => (a, b),
        (false, true) => (b, a),
        (false, false) => return false,
    };
    let begins = || other.parts.iter().zip(&made.parts).all(|(part, own)| part.is_same_column(own));
    serves(other) && other.parts.len() >= made.parts.len() && begins()
}

/// Reads the expressions of generated columns, whose columns must be there.
pub(crate) fn settle_generated(draft: &mut Draft, id: ColumnId, read: Vec<ColumnId>) {
    let column = draft.table.columns.iter_mut().find(|column| column.id() == id);
    if let Some(Generation { columns, .. }) = column.and_then(|column| column.generated.as_mut()) {
        *columns = read;
    }
}

/// The key of one column that its definition makes.
pub(crate) fn key_of_column(kind: KeyKind, name: &Name, place: Place) -> KeyDef {
    let parts = vec![PartDef::Column { name: name.clone(), length: None, descending: false }];
    KeyDef { kind, name: None, parts, options: Vec::new(), if_not_exists: false, place }
}

/// The columns of a partitioning expression, which every unique key must have.
pub(crate) fn settle_partitioning(
    draft: &mut Draft,
    names: &[String],
    clause: String,
    place: Place,
) -> Result<(), Fault> {
    let columns = columns_named(&draft.table, names);
    check_partitioning(draft, &columns, place)?;
    draft.definition.partitioned_by = Some(Partitioning { columns, clause });
    Ok(())
}

pub(crate) fn check_partitioning(draft: &Draft, columns: &[ColumnId], place: Place) -> Result<(), Fault> {
    let unique = draft.definition.keys.iter().filter(|key| matches!(key.kind, KeyKind::Primary | KeyKind::Unique));
    for key in unique {
        let has = |column: &ColumnId| key.parts.iter().any(|part| part.column == Some(*column));
        if let Some(missing) = columns.iter().find(|column| !has(column)) {
            let name = &draft.table.column_by_id(*missing).name;
            let message = format!("key `{}` must have column `{name}`, by which the table is partitioned", key.name);
            return Err(Fault::new(place, message));
        }
    }
    if !draft.definition.foreign_keys.is_empty() {
        return Err(Fault::new(place, "a partitioned table can't have foreign keys"));
    }
    Ok(())
}
