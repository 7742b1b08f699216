//! What stands between the parentheses of `CREATE TABLE`: columns, keys and constraints.
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
    /// Attributes that shape nothing, as they are written: `INVISIBLE`.
    pub(crate) others: Vec<String>,
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
    /// What is said besides, as it is written: `USING BTREE`.
    pub(crate) options: Vec<String>,
    pub(crate) if_not_exists: bool,
    pub(crate) place: Place,
}

/// A part of a key.
#[derive(Clone, Debug)]
pub(crate) enum PartDef {
    Column {
        name: Name,
        length: Option<u64>,
        descending: bool,
    },
    /// An expression in parentheses, since MySQL 8.0.13.
    Expression {
        text: String,
        descending: bool,
    },
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
    /// Not `NOT ENFORCED`.
    pub(crate) enforced: bool,
    pub(crate) if_not_exists: bool,
    pub(crate) place: Place,
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
    let mut options = index_type(cursor)?;
    let parts = key_parts(cursor)?;
    options.extend(key_options(cursor)?);
    let name = match kind {
        KeyKind::Primary => None,
        _ => name.or(constraint),
    };
    Ok(Element::Key(KeyDef { kind, name, parts, options, if_not_exists, place }))
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
            let text = parenthesised(cursor)?.text;
            parts.push(PartDef::Expression { text, descending: descending(cursor) });
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
            parts.push(PartDef::Column { name, length, descending: descending(cursor) });
        }
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(parts)
}

fn descending(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat_any(&["ASC", "DESC"]) == Some("DESC")
}

/// Reads `USING …` before the parts of a key, if it is next.
pub(crate) fn index_type(cursor: &mut Cursor<'_>) -> Result<Vec<String>, Fault> {
    let start = cursor.position();
    if cursor.eat_any(&["USING", "TYPE"]).is_none() {
        return Ok(Vec::new());
    }
    cursor.name("an index type")?;
    Ok(vec![cursor.text_since(start).to_owned()])
}

/// Reads the options of a key, each as it is written.
pub(crate) fn key_options(cursor: &mut Cursor<'_>) -> Result<Vec<String>, Fault> {
    let mut options = Vec::new();
    loop {
        let start = cursor.position();
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
            return Ok(options);
        }
        options.push(cursor.text_since(start).to_owned());
    }
}

fn check(cursor: &mut Cursor<'_>, name: Option<Name>, if_not_exists: bool, place: Place) -> Result<CheckDef, Fault> {
    let expression = parenthesised(cursor)?;
    let enforced = !cursor.eat(&["NOT", "ENFORCED"]);
    if enforced {
        cursor.eat(&["ENFORCED"]);
    }
    Ok(CheckDef { name, expression, enforced, if_not_exists, place })
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
        others: Vec::new(),
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
    let start = cursor.position();
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
    } else if other_attribute(cursor)? {
        found.others.push(cursor.text_since(start).to_owned());
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

/// Steps over an attribute that shapes nothing, if one is next.
fn other_attribute(cursor: &mut Cursor<'_>) -> Result<bool, Fault> {
    if cursor.eat_any(&["COLUMN_FORMAT", "STORAGE"]).is_some() {
        cursor.name("a format")?;
    } else if cursor.eat_any(&["SRID", "REF_SYSTEM_ID", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE"]).is_some() {
        cursor.eat(&["="]);
        cursor.skip_balanced();
    } else if cursor.eat(&["COMPRESSED"]) {
        if cursor.eat(&["="]) {
            cursor.advance();
        }
    } else {
        return Ok(cursor.eat_any(&["INVISIBLE", "VISIBLE"]).is_some()
            || cursor.eat(&["WITH", "SYSTEM", "VERSIONING"])
            || cursor.eat(&["WITHOUT", "SYSTEM", "VERSIONING"]));
    }
    Ok(true)
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
