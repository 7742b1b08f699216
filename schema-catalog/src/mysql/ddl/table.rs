//! What stands between the parentheses of `CREATE TABLE`, and behind them: columns, keys, constraints and options.
//!
//! <https://dev.mysql.com/doc/refman/8.4/en/create-table.html>, <https://mariadb.com/kb/en/create-table/>

use super::types::{TypeRef, charset_name, type_ref};
use crate::catalog::ReferentialAction;
use crate::cursor::{Cursor, Fragment, Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

/// One element of a table's definition.
#[derive(Clone, Debug)]
pub(crate) enum Element {
    Column(Box<ColumnDef>),
    Key(KeyDef),
    ForeignKey(ForeignKeyDef),
    Check(CheckDef),
    /// `PERIOD FOR name (from, to)`.
    Period {
        name: Name,
        columns: Vec<Name>,
    },
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct ColumnDef {
    pub(crate) name: Name,
    pub(crate) sql_type: TypeRef,
    /// `NULL` or `NOT NULL`, whichever is said last.
    pub(crate) null: Option<bool>,
    pub(crate) default: Option<Default>,
    /// `ON UPDATE CURRENT_TIMESTAMP`.
    pub(crate) on_update: bool,
    pub(crate) auto_increment: bool,
    /// `UNIQUE` and `PRIMARY KEY`, which add keys of this column.
    pub(crate) keys: Vec<(KeyKind, Place)>,
    pub(crate) comment: Option<String>,
    pub(crate) checks: Vec<CheckDef>,
    pub(crate) references: Option<References>,
    pub(crate) generated: Option<GeneratedDef>,
}

/// A default's expression.
#[derive(Clone, Debug)]
pub(crate) struct Default {
    pub(crate) expression: Fragment,
    /// Whether it says `NULL` and nothing else.
    pub(crate) null: bool,
    /// The value, where it is a string.
    pub(crate) string: Option<String>,
    /// What `concat` of strings and nothing else comes to.
    pub(crate) concatenated: Option<String>,
    /// Whether it is in parentheses.
    pub(crate) parenthesised: bool,
    pub(crate) place: Place,
}

impl Default {
    /// Whether it is a value, and no expression.
    pub(crate) fn is_value(&self) -> bool {
        let number = self.expression.text.trim_matches(['(', ')', ' ', '+', '-']);
        self.string.is_some() || number.starts_with('\'') || number.parse::<f64>().is_ok()
    }
}

/// `GENERATED ALWAYS AS (…)`; without an expression for `ROW START` and `ROW END`.
#[derive(Clone, Debug)]
pub(crate) struct GeneratedDef {
    pub(crate) expression: Option<Fragment>,
    /// Names that stand where the blanks would show that `CHAR` has behind its values in some modes.
    pub(crate) padded: Vec<String>,
    pub(crate) stored: bool,
    pub(crate) place: Place,
}

/// What kind of key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    Primary,
    Unique,
    /// `KEY`, `INDEX`.
    Plain,
    Fulltext,
    Spatial,
}

/// A key or index.
#[derive(Clone, Debug)]
pub(crate) struct KeyDef {
    pub(crate) kind: KeyKind,
    pub(crate) name: Option<Name>,
    pub(crate) parts: Vec<PartDef>,
    pub(crate) if_not_exists: bool,
    pub(crate) place: Place,
}

/// A part of a key.
#[derive(Clone, Debug)]
pub(crate) enum PartDef {
    Column {
        name: Name,
        length: Option<u64>,
    },
    /// An expression in parentheses, since MySQL 8.0.13.
    Expression,
}

/// A foreign key.
#[derive(Clone, Debug)]
pub(crate) struct ForeignKeyDef {
    pub(crate) constraint: Option<Name>,
    pub(crate) index: Option<Name>,
    pub(crate) columns: Vec<Name>,
    pub(crate) references: References,
    pub(crate) if_not_exists: bool,
    pub(crate) place: Place,
}

/// `REFERENCES table (columns) …`.
#[derive(Clone, Debug)]
pub(crate) struct References {
    pub(crate) parent: QualifiedName,
    pub(crate) columns: Vec<Name>,
    pub(crate) on_delete: ReferentialAction,
    pub(crate) on_update: ReferentialAction,
}

/// A check.
#[derive(Clone, Debug)]
pub(crate) struct CheckDef {
    pub(crate) name: Option<Name>,
    pub(crate) expression: Fragment,
    pub(crate) if_not_exists: bool,
    pub(crate) place: Place,
}

/// The options of a table that matter to its shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TableOptions {
    pub(crate) engine: Option<Name>,
    pub(crate) charset: Option<Name>,
    pub(crate) collation: Option<Name>,
    pub(crate) comment: Option<String>,
    /// `WITH SYSTEM VERSIONING`.
    pub(crate) system_versioning: bool,
    /// The columns that `PARTITION BY` reads.
    pub(crate) partition_by: Option<Fragment>,
}

impl TableOptions {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

const ENDS_ATTRIBUTE: &[&str] = &[
    ",",
    "NOT",
    "NULL",
    "DEFAULT",
    "ON",
    "AUTO_INCREMENT",
    "UNIQUE",
    "PRIMARY",
    "KEY",
    "COMMENT",
    "COLUMN_FORMAT",
    "STORAGE",
    "CHECK",
    "CONSTRAINT",
    "REFERENCES",
    "GENERATED",
    "AS",
    "VIRTUAL",
    "STORED",
    "PERSISTENT",
    "INVISIBLE",
    "VISIBLE",
    "COLLATE",
    "FIRST",
    "AFTER",
    "SERIAL",
    "COMPRESSED",
    "REF_SYSTEM_ID",
    "WITH",
    "WITHOUT",
];

/// Reads the elements of a table's definition, with the parentheses around them.
pub(crate) fn elements(cursor: &mut Cursor<'_>, mariadb: bool) -> Result<Vec<Element>, Fault> {
    cursor.expect(&["("])?;
    let mut all = Vec::new();
    loop {
        element(cursor, mariadb, &mut all)?;
        if !cursor.eat(&[","]) {
            break;
        }
    }
    if !cursor.eat(&[")"]) {
        return Err(cursor.unexpected("`,` or `)`"));
    }
    Ok(all)
}

fn element(cursor: &mut Cursor<'_>, mariadb: bool, all: &mut Vec<Element>) -> Result<(), Fault> {
    if cursor.is(&["PERIOD", "FOR"]) {
        all.push(period(cursor)?);
    } else if is_key_or_constraint(cursor) {
        all.push(key_or_constraint(cursor)?);
    } else {
        column_element(cursor, mariadb, all)?;
    }
    Ok(())
}

pub(crate) fn period(cursor: &mut Cursor<'_>) -> Result<Element, Fault> {
    cursor.expect(&["PERIOD", "FOR"])?;
    Ok(Element::Period { name: cursor.name("the period's name")?, columns: cursor.name_list()? })
}

/// Reads a column; its keys, checks and foreign key belong to it.
pub(crate) fn column_element(cursor: &mut Cursor<'_>, mariadb: bool, all: &mut Vec<Element>) -> Result<(), Fault> {
    all.push(Element::Column(Box::new(column(cursor, mariadb)?)));
    Ok(())
}

/// Whether a key or constraint is next and no column: its words are reserved.
pub(crate) fn is_key_or_constraint(cursor: &Cursor<'_>) -> bool {
    cursor.is_any(&["CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "KEY", "INDEX", "FULLTEXT", "SPATIAL"])
}

/// Reads a key, a foreign key or a check.
pub(crate) fn key_or_constraint(cursor: &mut Cursor<'_>) -> Result<Element, Fault> {
    let place = cursor.place();
    let mut if_not_exists = false;
    let mut constraint = None;
    if cursor.eat(&["CONSTRAINT"]) {
        if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
        if !cursor.is_any(&["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"]) {
            constraint = Some(cursor.name("the constraint's name")?);
        }
    }
    if cursor.eat(&["CHECK"]) {
        return check(cursor, constraint, if_not_exists, place).map(Element::Check);
    }
    if cursor.eat(&["FOREIGN", "KEY"]) {
        if_not_exists |= cursor.eat(&["IF", "NOT", "EXISTS"]);
        let index = if cursor.is(&["("]) { None } else { Some(cursor.name("the index's name")?) };
        let columns = cursor.name_list()?;
        cursor.expect(&["REFERENCES"])?;
        let references = references(cursor)?;
        return Ok(Element::ForeignKey(ForeignKeyDef { constraint, index, columns, references, if_not_exists, place }));
    }
    let kind = key_kind(cursor)?;
    if_not_exists |= cursor.eat(&["IF", "NOT", "EXISTS"]);
    let mut name = None;
    if !cursor.is_any(&["(", "USING", "TYPE"]) || cursor.is_quoted() {
        name = Some(cursor.name("the key's name or `(`")?);
    }
    if cursor.eat_any(&["USING", "TYPE"]).is_some() {
        cursor.name("an index type")?;
    }
    let parts = key_parts(cursor)?;
    key_options(cursor)?;
    let name = match kind {
        KeyKind::Primary => None,
        _ => name.or(constraint),
    };
    Ok(Element::Key(KeyDef { kind, name, parts, if_not_exists, place }))
}

/// Reads `PRIMARY KEY`, `UNIQUE [KEY|INDEX]`, `KEY` and their like.
fn key_kind(cursor: &mut Cursor<'_>) -> Result<KeyKind, Fault> {
    if cursor.eat(&["PRIMARY", "KEY"]) {
        return Ok(KeyKind::Primary);
    }
    let kind = match cursor.eat_any(&["UNIQUE", "FULLTEXT", "SPATIAL", "KEY", "INDEX"]) {
        Some("UNIQUE") => KeyKind::Unique,
        Some("FULLTEXT") => KeyKind::Fulltext,
        Some("SPATIAL") => KeyKind::Spatial,
        Some(_) => return Ok(KeyKind::Plain),
        None => return Err(cursor.unexpected("a key or constraint")),
    };
    cursor.eat_any(&["KEY", "INDEX"]);
    Ok(kind)
}

/// Reads the parts of a key, with the parentheses around them.
pub(crate) fn key_parts(cursor: &mut Cursor<'_>) -> Result<Vec<PartDef>, Fault> {
    cursor.expect(&["("])?;
    let mut parts = Vec::new();
    loop {
        if cursor.is(&["("]) {
            parenthesised(cursor)?;
            parts.push(PartDef::Expression);
        } else {
            let name = cursor.name("a column name")?;
            let mut length = None;
            if cursor.eat(&["("]) {
                length = Some(cursor.peek(0).parse().map_err(|_| cursor.unexpected("a length"))?);
                cursor.advance();
                cursor.expect(&[")"])?;
            }
            if cursor.is(&["WITHOUT", "OVERLAPS"]) {
                return Err(Fault::refused(cursor.place(), "`WITHOUT OVERLAPS` is not understood"));
            }
            parts.push(PartDef::Column { name, length });
        }
        cursor.eat_any(&["ASC", "DESC"]);
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(parts)
}

/// Steps over the options of a key.
pub(crate) fn key_options(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    loop {
        if cursor.eat_any(&["USING", "TYPE"]).is_some() || cursor.eat(&["WITH", "PARSER"]) {
            cursor.name("a name")?;
        } else if cursor
            .eat_any(&["KEY_BLOCK_SIZE", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE", "CLUSTERING"])
            .is_some()
        {
            cursor.eat(&["="]);
            cursor.advance();
        } else if cursor.eat(&["COMMENT"]) {
            cursor.string()?;
        } else if cursor.eat_any(&["VISIBLE", "INVISIBLE", "IGNORED"]).is_none() && !cursor.eat(&["NOT", "IGNORED"]) {
            return Ok(());
        }
    }
}

fn check(cursor: &mut Cursor<'_>, name: Option<Name>, if_not_exists: bool, place: Place) -> Result<CheckDef, Fault> {
    let expression = parenthesised(cursor)?;
    if !cursor.eat(&["NOT", "ENFORCED"]) {
        cursor.eat(&["ENFORCED"]);
    }
    Ok(CheckDef { name, expression, if_not_exists, place })
}

/// Reads an expression in parentheses, and leaves these out.
fn parenthesised(cursor: &mut Cursor<'_>) -> Result<Fragment, Fault> {
    cursor.expect(&["("])?;
    let start = cursor.position();
    cursor.skip_until(|_| false);
    let fragment = cursor.fragment_since(start);
    if fragment.text.is_empty() {
        return Err(cursor.unexpected("an expression"));
    }
    cursor.expect(&[")"])?;
    Ok(fragment)
}

fn references(cursor: &mut Cursor<'_>) -> Result<References, Fault> {
    let parent = cursor.qualified_name("the table referred to")?;
    let columns = if cursor.is(&["("]) { cursor.name_list()? } else { Vec::new() };
    // Both engines take a missing rule for RESTRICT; MariaDB's information_schema says so, MySQL's says NO ACTION.
    let (mut on_delete, mut on_update) = (ReferentialAction::Restrict, ReferentialAction::Restrict);
    loop {
        if cursor.eat(&["MATCH"]) {
            if cursor.eat_any(&["FULL", "SIMPLE", "PARTIAL"]).is_none() {
                return Err(cursor.unexpected("`FULL`, `SIMPLE` or `PARTIAL`"));
            }
        } else if cursor.eat(&["ON", "DELETE"]) {
            on_delete = action(cursor)?;
        } else if cursor.eat(&["ON", "UPDATE"]) {
            on_update = action(cursor)?;
        } else {
            return Ok(References { parent, columns, on_delete, on_update });
        }
    }
}

fn action(cursor: &mut Cursor<'_>) -> Result<ReferentialAction, Fault> {
    const ACTIONS: &[(&[&str], ReferentialAction)] = &[
        (&["RESTRICT"], ReferentialAction::Restrict),
        (&["CASCADE"], ReferentialAction::Cascade),
        (&["SET", "NULL"], ReferentialAction::SetNull),
        (&["NO", "ACTION"], ReferentialAction::NoAction),
        (&["SET", "DEFAULT"], ReferentialAction::SetDefault),
    ];
    let found = ACTIONS.iter().find(|(words, _)| cursor.eat(words));
    found
        .map(|(_, action)| *action)
        .ok_or_else(|| cursor.unexpected("`CASCADE`, `RESTRICT`, `NO ACTION`, `SET NULL` or `SET DEFAULT`"))
}

/// Reads a column's definition.
pub(crate) fn column(cursor: &mut Cursor<'_>, mariadb: bool) -> Result<ColumnDef, Fault> {
    let name = cursor.name("a column, a key or a constraint")?;
    let sql_type = type_ref(cursor, mariadb)?;
    let serial = sql_type.serial;
    let mut found = ColumnDef {
        null: serial.then_some(false),
        auto_increment: serial,
        keys: if serial { vec![(KeyKind::Unique, name.place)] } else { Vec::new() },
        name,
        sql_type,
        default: None,
        on_update: false,
        comment: None,
        checks: Vec::new(),
        references: None,
        generated: None,
    };
    let start = cursor.position();
    while !(cursor.at_end() || cursor.is_any(&[",", ")", "FIRST", "AFTER"])) {
        // Both engines read what a column is generated from right behind its type, MariaDB few attributes behind that.
        let late = cursor.is_any(&["GENERATED", "AS"]) && cursor.position() != start;
        let attributes = ["NOT", "NULL", "DEFAULT", "PRIMARY", "KEY", "AUTO_INCREMENT", "ON"];
        if late || mariadb && found.generated.is_some() && cursor.is_any(&attributes) {
            return Err(cursor.unexpected("`,` or `)`"));
        }
        attribute(cursor, &mut found)?;
    }
    Ok(found)
}

fn attribute(cursor: &mut Cursor<'_>, found: &mut ColumnDef) -> Result<(), Fault> {
    let place = cursor.place();
    if cursor.eat(&["NOT", "NULL"]) {
        found.null = Some(false);
    } else if cursor.eat(&["NULL"]) {
        found.null = Some(true);
    } else if cursor.eat(&["DEFAULT"]) {
        found.default = Some(default(cursor)?);
    } else if cursor.eat(&["ON", "UPDATE"]) {
        current_timestamp(cursor)?;
        found.on_update = true;
    } else if cursor.eat(&["AUTO_INCREMENT"]) {
        found.auto_increment = true;
    } else if cursor.eat(&["SERIAL", "DEFAULT", "VALUE"]) {
        found.null = Some(false);
        found.auto_increment = true;
        found.keys.push((KeyKind::Unique, place));
    } else if cursor.eat(&["UNIQUE"]) {
        cursor.eat(&["KEY"]);
        found.keys.push((KeyKind::Unique, place));
    } else if cursor.eat(&["PRIMARY", "KEY"]) || cursor.eat(&["KEY"]) {
        found.keys.push((KeyKind::Primary, place));
    } else if cursor.eat(&["COMMENT"]) {
        found.comment = Some(cursor.string()?).filter(|comment| !comment.is_empty());
    } else if cursor.eat(&["COLLATE"]) {
        found.sql_type.collation = Some(charset_name(cursor)?);
    } else if cursor.eat_any(&["COLUMN_FORMAT", "STORAGE"]).is_some() {
        cursor.name("a format")?;
    } else if cursor.eat_any(&["SRID", "REF_SYSTEM_ID", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE"]).is_some() {
        cursor.eat(&["="]);
        cursor.skip_balanced();
    } else if cursor.eat(&["COMPRESSED"]) {
        if cursor.eat(&["="]) {
            cursor.advance();
        }
    } else if cursor.eat_any(&["INVISIBLE", "VISIBLE"]).is_some()
        || cursor.eat(&["WITH", "SYSTEM", "VERSIONING"])
        || cursor.eat(&["WITHOUT", "SYSTEM", "VERSIONING"])
    {
    } else if cursor.eat(&["CONSTRAINT"]) {
        let name = if cursor.is(&["CHECK"]) { None } else { Some(cursor.name("the constraint's name")?) };
        cursor.expect(&["CHECK"])?;
        found.checks.push(check(cursor, name, false, place)?);
    } else if cursor.eat(&["CHECK"]) {
        found.checks.push(check(cursor, None, false, place)?);
    } else if cursor.eat(&["REFERENCES"]) {
        found.references = Some(references(cursor)?);
    } else if cursor.eat(&["GENERATED", "ALWAYS", "AS"]) || cursor.eat(&["AS"]) {
        found.generated = Some(generated(cursor, place)?);
    } else {
        return Err(cursor.unexpected("an attribute of the column, `,` or `)`"));
    }
    Ok(())
}

fn generated(cursor: &mut Cursor<'_>, place: Place) -> Result<GeneratedDef, Fault> {
    if cursor.eat(&["ROW", "START"]) || cursor.eat(&["ROW", "END"]) {
        return Ok(GeneratedDef { expression: None, padded: Vec::new(), stored: true, place });
    }
    let start = cursor.position();
    let expression = Some(parenthesised(cursor)?);
    let padded = padded_names(&cursor.tokens_since(start));
    let stored = match cursor.eat_any(&["STORED", "PERSISTENT", "VIRTUAL"]) {
        Some("VIRTUAL") | None => false,
        Some(_) => true,
    };
    Ok(GeneratedDef { expression, padded, stored, place })
}

/// The names in an expression that neither `RTRIM`, `TRIM` nor a comparison with a text takes the blanks from.
fn padded_names(tokens: &[(Place, &str, &str)]) -> Vec<String> {
    const COMPARISONS: &[&str] = &["=", "<=>", "<>", "!=", "<", "<=", ">", ">="];
    let token = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |(.., token)| token);
    let is_name = |text: &str| text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '`');
    let mut padded = Vec::new();
    for at in 0..tokens.len() {
        let name = token(Some(at));
        let (before, after) = (token(at.checked_sub(1)), token(Some(at + 1)));
        let function = token(at.checked_sub(2));
        let trimmed =
            before == "(" && after == ")" && ["TRIM", "RTRIM"].iter().any(|trim| trim.eq_ignore_ascii_case(function));
        let is_text = |at| token(at).starts_with('\'') || is_name(token(at));
        let compared = COMPARISONS.contains(&after) && is_text(Some(at + 2))
            || COMPARISONS.contains(&before) && is_text(at.checked_sub(2));
        if is_name(name) && !trimmed && !compared {
            padded.push(name.trim_matches('`').replace("``", "`"));
        }
    }
    padded
}

fn current_timestamp(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    if cursor.eat_any(&["CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP"]).is_none() {
        return Err(cursor.unexpected("`CURRENT_TIMESTAMP`"));
    }
    if cursor.is(&["("]) {
        cursor.skip_balanced();
    }
    Ok(())
}

/// Reads a default's expression, which ends where the next attribute begins.
pub(crate) fn default(cursor: &mut Cursor<'_>) -> Result<Default, Fault> {
    let place = cursor.place();
    if cursor.at_end() || cursor.is_any(&[",", ")"]) {
        return Err(cursor.unexpected("an expression"));
    }
    let parenthesised = cursor.is(&["("]);
    let start = cursor.position();
    let mut taken = cursor.take_until(|cursor| cursor.is_any(ENDS_ATTRIBUTE));
    let expression = cursor.fragment_since(start);
    let null = expression.text.eq_ignore_ascii_case("NULL");
    let concatenated = concatenated(taken.clone());
    let string = if taken.is_string() { taken.string().ok().filter(|_| taken.at_end()) } else { None };
    Ok(Default { expression, null, string, concatenated, parenthesised, place })
}

/// What `concat('…', …)`, with parentheses around it or none, comes to.
fn concatenated(mut cursor: Cursor<'_>) -> Option<String> {
    let mut open = 0;
    while cursor.eat(&["("]) {
        open += 1;
    }
    if !cursor.eat(&["concat", "("]) {
        return None;
    }
    let mut text = String::new();
    loop {
        text.push_str(&cursor.is_string().then(|| cursor.string().ok()).flatten()?);
        if !cursor.eat(&[","]) {
            break;
        }
    }
    (0..=open).all(|_| cursor.eat(&[")"])).then_some(text).filter(|_| cursor.at_end())
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
    "AUTO_INCREMENT",
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
    } else if cursor.eat_any(&["DATA", "INDEX"]).is_some() {
        cursor.expect(&["DIRECTORY"])?;
        value(cursor);
        cursor.string()?;
    } else if cursor.is_any(OTHER_OPTIONS) {
        cursor.advance();
        cursor.eat(&["TRANSACTION"]);
        value(cursor);
        cursor.skip_balanced();
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// Reads `PARTITION BY …`, if it is next: the names in what it parts by.
pub(crate) fn partition_by(cursor: &mut Cursor<'_>) -> Result<Option<Fragment>, Fault> {
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
    Ok(Some(fragment))
}
