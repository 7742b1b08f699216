//! What a session sets that decides how later statements are taken.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/session-variables>

use crate::catalog::TableId;
use crate::cursor::Cursor;
use crate::fault::Fault;
use crate::postgres::ddl::Ddl;
use crate::postgres::replay::Postgres;
use crate::source::Place;
use crate::statements::Statement;

use super::CockroachDdl;

/// What `SERIAL` stands for: <https://www.cockroachlabs.com/docs/v26.2/serial#modes-of-operation>.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Serial {
    #[default]
    RowId,
    UnorderedRowId,
    VirtualSequence,
    /// `sql_sequence` and `sql_sequence_cached`.
    Sequence,
}

/// The variables of a session that are followed.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// What `INT` stands for: <https://www.cockroachlabs.com/docs/v26.2/int#considerations-for-64-bit-signed-integers>.
    pub(crate) int: &'static str,
    pub(crate) serial: Serial,
    /// `require_explicit_primary_keys`.
    pub(crate) explicit_keys: bool,
    /// `experimental_enable_unique_without_index_constraints`.
    pub(crate) unique_without_index: bool,
    /// Tables that have lost their primary key, and where: they must get one before the transaction ends.
    pub(crate) keyless: Vec<(TableId, Place)>,
    /// The current database, where `USE` has named one.
    database: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            int: "int8",
            serial: Serial::default(),
            explicit_keys: false,
            unique_without_index: false,
            keyless: Vec::new(),
            database: None,
        }
    }
}

/// A variable that is set, or reset where there is no value.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    name: String,
    value: Option<String>,
    place: Place,
}

/// The variables that are followed, by the names that they have or had.
const FOLLOWED: &[&str] = &[
    "database",
    "default_int_size",
    "experimental_enable_unique_without_index_constraints",
    "experimental_serial_normalization",
    "require_explicit_primary_keys",
    "serial_normalization",
];

/// Reads `SET`, `RESET` and `USE`; `None` for what PostgreSQL has as well.
pub(super) fn set(cursor: &mut Cursor<'_>) -> Result<Option<Ddl>, Fault> {
    let place = cursor.place();
    let found = |name: String, value| Ok(Some(CockroachDdl::Set(Setting { name, value, place }).into()));
    if cursor.eat(&["USE"]) {
        return found("database".to_owned(), Some(value(cursor)?));
    }
    let start = cursor.position();
    let reset = cursor.eat(&["RESET"]);
    if !reset {
        cursor.expect(&["SET"])?;
    }
    if cursor.eat(&["CLUSTER", "SETTING"]) {
        return lasting(cursor).map(|()| Some(Ddl::Irrelevant));
    }
    let scope = cursor.eat_any(&["SESSION", "LOCAL"]);
    let Some(name) = cursor.eat_any(FOLLOWED).map(str::to_owned) else {
        if reset && cursor.is(&["ALL"]) {
            return Err(Fault::refused(place, "what this sets back is not followed").help("set the variables by name"));
        }
        cursor.go_back(start);
        return Ok(None);
    };
    if scope == Some("LOCAL") {
        return Err(Fault::refused(place, format!("`{name}` for a transaction alone is not followed")));
    }
    if reset {
        return found(name, None);
    }
    if cursor.eat_any(&["=", "TO"]).is_none() {
        return Err(cursor.unexpected("`=` or `TO`"));
    }
    if cursor.eat(&["DEFAULT"]) {
        return found(name, None);
    }
    let value = value(cursor)?;
    found(name, Some(value))
}

/// Reads a value: a string, a word or a number, in lower case.
fn value(cursor: &mut Cursor<'_>) -> Result<String, Fault> {
    let value = if cursor.is_string() {
        cursor.string()?
    } else if cursor.is_number() {
        let value = cursor.peek(0).to_owned();
        cursor.advance();
        value
    } else {
        cursor.label("a value")?.value
    };
    Ok(value.to_ascii_lowercase())
}

/// Errs where a statement sets for sessions to come what this one would have to know.
///
/// <https://www.cockroachlabs.com/docs/v26.2/alter-role#set-default-session-variable-values-for-a-role>
pub(super) fn lasting(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    const NAMES: &[&str] = &["default_int_size", "serial_normalization", "experimental_serial_normalization"];
    const BUCKETS: &str = "default_hash_sharded_index_bucket_count";
    while !cursor.at_end() {
        let place = cursor.place();
        if cursor.is_any(NAMES) {
            let message = "what this says of `INT` and `SERIAL` in later sessions is not followed";
            return Err(Fault::refused(place, message).help("write the types that are meant: INT4, INT8"));
        }
        if cursor.is(&[BUCKETS]) {
            let message = "what this says of hash-sharded indexes is not followed";
            return Err(Fault::refused(place, message).help("write `WITH (bucket_count = …)` at each of them"));
        }
        cursor.advance();
    }
    Ok(())
}

/// Schemas of the engine's own: <https://www.cockroachlabs.com/docs/v26.2/system-catalogs>.
const SYSTEM_SCHEMAS: &[&str] = &["crdb_internal", "information_schema", "pg_catalog", "pg_extension"];

const ONE_DATABASE: &str = "keep the migrations of each database in a folder of its own";

/// Errs where a name says another database before its schema than the current one. The first that is named is taken for
/// the one that the migrations run in.
///
/// <https://www.cockroachlabs.com/docs/v26.2/sql-name-resolution>
pub(super) fn stays_in_database(replay: &mut Postgres, statement: &Statement<'_>) -> Result<(), Fault> {
    let mut cursor = Cursor::new(statement);
    while !cursor.at_end() {
        let Ok(first) = cursor.label("a name") else {
            cursor.advance();
            continue;
        };
        let mut more = 0;
        while cursor.eat(&["."]) && cursor.label("a name").is_ok() {
            more += 1;
        }
        // Else it is a column, behind its schema and its table.
        let schema = replay.catalog.schemas.contains(&first.value) || SYSTEM_SCHEMAS.contains(&first.value.as_str());
        if more < 2 || schema {
            continue;
        }
        match &replay.settings.database {
            None => replay.settings.database = Some(first.value),
            Some(known) if *known == first.value => {}
            Some(known) => {
                let message = format!("this is in the database `{}`, and what is before it in `{known}`", first.value);
                return Err(Fault::refused(first.place, message).help(ONE_DATABASE));
            }
        }
    }
    Ok(())
}

impl Postgres {
    pub(super) fn apply_setting(&mut self, setting: &Setting) -> Result<(), Fault> {
        let Setting { name, value, place } = setting;
        let unknown = |value: &str| Err(Fault::new(*place, format!("`{name}` can't be `{value}`")));
        let default = Settings::default();
        let on = |value: &Option<String>| matches!(value.as_deref(), Some("on" | "true" | "1" | "yes" | "t"));
        match name.as_str() {
            "database" => return self.use_database(value.as_deref(), *place),
            "default_int_size" => {
                self.settings.int = match value.as_deref() {
                    None => default.int,
                    Some("8" | "int8") => "int8",
                    Some("4" | "int4") => "int4",
                    Some(other) => return unknown(other),
                }
            }
            "require_explicit_primary_keys" => self.settings.explicit_keys = on(value),
            "experimental_enable_unique_without_index_constraints" => self.settings.unique_without_index = on(value),
            _ => {
                self.settings.serial = match value.as_deref() {
                    None => default.serial,
                    Some("rowid") => Serial::RowId,
                    Some("unordered_rowid") => Serial::UnorderedRowId,
                    Some("virtual_sequence") => Serial::VirtualSequence,
                    Some("sql_sequence" | "sql_sequence_cached" | "sql_sequence_cached_node") => Serial::Sequence,
                    Some(other) => return unknown(other),
                }
            }
        }
        Ok(())
    }

    /// `USE`: a catalog is that of one database, which has its name before there is anything in it.
    fn use_database(&mut self, name: Option<&str>, place: Place) -> Result<(), Fault> {
        let empty = self.catalog.tables().next().is_none() && self.catalog.types().next().is_none();
        match name {
            Some(name) if empty || self.settings.database.as_deref() == Some(name) => {
                self.settings.database = Some(name.to_owned());
                Ok(())
            }
            _ => Err(Fault::refused(place, "what comes after this is in another database than what is before it")
                .help(ONE_DATABASE)),
        }
    }
}
