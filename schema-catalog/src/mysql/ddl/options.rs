//! What stands behind the parentheses of `CREATE TABLE`: options and partitions.
//!
//! <https://dev.mysql.com/doc/refman/8.4/en/create-table.html>, <https://mariadb.com/kb/en/create-table/>

use super::types::charset_name;
use crate::cursor::{Cursor, Fragment, Name};
use crate::fault::Fault;

/// The options of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TableOptions {
    pub(crate) engine: Option<Name>,
    pub(crate) charset: Option<Name>,
    pub(crate) collation: Option<Name>,
    pub(crate) comment: Option<String>,
    /// `WITH SYSTEM VERSIONING`.
    pub(crate) system_versioning: bool,
    /// The columns that `PARTITION BY` reads, and what it says.
    pub(crate) partition_by: Option<(Fragment, String)>,
    /// Options that do not matter to its shape, as they are written: `ROW_FORMAT=COMPRESSED`.
    pub(crate) others: Vec<String>,
    /// What `ALTER TABLE` says that shapes nothing and is not kept.
    pub(crate) not_kept: Vec<String>,
}

impl TableOptions {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Reads the options of a table, up to what can be none.
pub(crate) fn options(cursor: &mut Cursor<'_>, found: &mut TableOptions) -> Result<(), Fault> {
    loop {
        cursor.eat(&[","]);
        if !option(cursor, found)? {
            return Ok(());
        }
    }
}

/// What is said a second time must be what was said before.
pub(crate) fn once_said(what: &str, first: Option<Name>, second: Option<Name>) -> Result<Option<Name>, Fault> {
    match (first, second) {
        (Some(first), Some(second)) if !first.value.eq_ignore_ascii_case(&second.value) => {
            let message = format!("`{what} {}` contradicts `{what} {}`", second.value, first.value);
            Err(Fault::new(second.place, message).note("that is said", first.place))
        }
        (first, second) => Ok(second.or(first)),
    }
}

/// Options that say nothing of the table's shape.
const OTHER_OPTIONS: &[&str] = &[
    "AVG_ROW_LENGTH",
    "CHECKSUM",
    "TABLE_CHECKSUM",
    "COMPRESSION",
    "CONNECTION",
    "DELAY_KEY_WRITE",
    "ENCRYPTED",
    "ENCRYPTION",
    "ENCRYPTION_KEY_ID",
    "IETF_QUOTES",
    "INSERT_METHOD",
    "KEY_BLOCK_SIZE",
    "MAX_ROWS",
    "MIN_ROWS",
    "PACK_KEYS",
    "PAGE_CHECKSUM",
    "PAGE_COMPRESSED",
    "PAGE_COMPRESSION_LEVEL",
    "PASSWORD",
    "ROW_FORMAT",
    "SEQUENCE",
    "STATS_AUTO_RECALC",
    "STATS_PERSISTENT",
    "STATS_SAMPLE_PAGES",
    "TABLESPACE",
    "TRANSACTIONAL",
    "START",
    "AUTOEXTEND_SIZE",
    "ENGINE_ATTRIBUTE",
    "SECONDARY_ENGINE_ATTRIBUTE",
    "SECONDARY_ENGINE",
    "STORAGE",
];

/// Reads one option, if one is next.
pub(crate) fn option(cursor: &mut Cursor<'_>, found: &mut TableOptions) -> Result<bool, Fault> {
    let value = |cursor: &mut Cursor<'_>| {
        cursor.eat(&["="]);
    };
    let start = cursor.position();
    let mut keep = |cursor: &Cursor<'_>| found.others.push(cursor.text_since(start).to_owned());
    if cursor.eat_any(&["ENGINE", "TYPE"]).is_some() {
        value(cursor);
        let place = cursor.place();
        let name = if cursor.is_string() { cursor.string()? } else { cursor.name("a storage engine")?.value };
        found.engine = Some(Name { value: name, place });
    } else if cursor.eat(&["COMMENT"]) {
        value(cursor);
        found.comment = Some(cursor.string()?);
    } else if cursor.eat(&["DEFAULT", "CHARACTER", "SET"])
        || cursor.eat(&["CHARACTER", "SET"])
        || cursor.eat(&["DEFAULT", "CHARSET"])
        || cursor.eat(&["CHARSET"])
    {
        value(cursor);
        let charset = charset_name(cursor)?;
        found.charset = once_said("CHARACTER SET", found.charset.take(), Some(charset))?;
    } else if cursor.eat(&["DEFAULT", "COLLATE"]) || cursor.eat(&["COLLATE"]) {
        value(cursor);
        found.collation = Some(charset_name(cursor)?);
    } else if cursor.eat(&["WITH", "SYSTEM", "VERSIONING"]) {
        found.system_versioning = true;
    } else if cursor.eat(&["UNION"]) {
        value(cursor);
        cursor.skip_balanced();
        keep(cursor);
    } else if cursor.eat(&["AUTO_INCREMENT"]) {
        // The next number is part of the data.
        value(cursor);
        cursor.skip_balanced();
    } else if cursor.eat_any(&["DATA", "INDEX"]).is_some() {
        cursor.expect(&["DIRECTORY"])?;
        value(cursor);
        cursor.string()?;
        keep(cursor);
    } else if cursor.is_any(OTHER_OPTIONS) {
        cursor.advance();
        cursor.eat(&["TRANSACTION"]);
        value(cursor);
        cursor.skip_balanced();
        keep(cursor);
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// Reads `PARTITION BY …`, if it is next: the names in what it parts by, and its text.
pub(crate) fn partition_by(cursor: &mut Cursor<'_>) -> Result<Option<(Fragment, String)>, Fault> {
    let clause = cursor.position();
    if !cursor.eat(&["PARTITION", "BY"]) {
        return Ok(None);
    }
    cursor.eat(&["LINEAR"]);
    let Some(kind) = cursor.eat_any(&["HASH", "KEY", "RANGE", "LIST", "SYSTEM_TIME"]) else {
        return Err(cursor.unexpected("`HASH`, `KEY`, `RANGE`, `LIST` or `SYSTEM_TIME`"));
    };
    if kind == "KEY" && cursor.eat(&["ALGORITHM", "="]) {
        cursor.advance();
    }
    cursor.eat(&["COLUMNS"]);
    let start = cursor.position();
    if cursor.is(&["("]) {
        cursor.skip_balanced();
    }
    let fragment = cursor.fragment_since(start);
    // How many partitions there are and what is in which shapes no table.
    while !cursor.at_end() && !cursor.is_any(&["AS", "SELECT", "IGNORE", "REPLACE"]) {
        cursor.skip_balanced();
    }
    Ok(Some((fragment, cursor.text_since(clause).to_owned())))
}
