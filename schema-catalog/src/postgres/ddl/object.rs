//! Kinds of objects, and the statements that treat them alike: `DROP`, `COMMENT ON`.

use super::statement::Ddl;
use crate::cursor::{Cursor, Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

/// A kind of object that takes part in the shape of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    Table,
    ForeignTable,
    View,
    MaterializedView,
    Index,
    Sequence,
    Type,
    Domain,
    Schema,
    Extension,
}

impl ObjectKind {
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::ForeignTable => "foreign table",
            Self::View => "view",
            Self::MaterializedView => "materialized view",
            Self::Index => "index",
            Self::Sequence => "sequence",
            Self::Type => "type",
            Self::Domain => "domain",
            Self::Schema => "schema",
            Self::Extension => "extension",
        }
    }
}

const KINDS: &[(&[&str], ObjectKind)] = &[
    (&["TABLE"], ObjectKind::Table),
    (&["FOREIGN", "TABLE"], ObjectKind::ForeignTable),
    (&["VIEW"], ObjectKind::View),
    (&["MATERIALIZED", "VIEW"], ObjectKind::MaterializedView),
    (&["INDEX"], ObjectKind::Index),
    (&["SEQUENCE"], ObjectKind::Sequence),
    (&["TYPE"], ObjectKind::Type),
    (&["DOMAIN"], ObjectKind::Domain),
    (&["SCHEMA"], ObjectKind::Schema),
    (&["EXTENSION"], ObjectKind::Extension),
];

/// Steps over the words for a kind of object, if they are next.
pub(crate) fn object_kind(cursor: &mut Cursor<'_>) -> Option<ObjectKind> {
    KINDS.iter().find(|(words, _)| cursor.eat(words)).map(|(_, kind)| *kind)
}

/// `COMMENT ON …`.
#[derive(Clone, Debug)]
pub(crate) struct Comment {
    pub(crate) kind: ObjectKind,
    pub(crate) name: QualifiedName,
    /// The column, for `COMMENT ON COLUMN`, of the relation above.
    pub(crate) column: Option<Name>,
    pub(crate) text: Option<String>,
}

/// Reads what follows `DROP`.
pub(crate) fn drop(cursor: &mut Cursor<'_>, place: Place) -> Result<Ddl, Fault> {
    let Some(kind) = object_kind(cursor) else {
        if cursor.is(&["OWNED"]) {
            return Err(Fault::new(place, "`DROP OWNED` drops what belongs to a role, which migrations do not tell"));
        }
        return drop_other(cursor, place);
    };
    cursor.eat(&["CONCURRENTLY"]);
    let if_exists = cursor.eat(&["IF", "EXISTS"]);
    let mut names = vec![cursor.qualified_name("the name of what to drop")?];
    while cursor.eat(&[","]) {
        names.push(cursor.qualified_name("the name of what to drop")?);
    }
    let cascade = cursor.eat_any(&["CASCADE", "RESTRICT"]) == Some("CASCADE");
    if !cursor.at_end() {
        return Err(cursor.unexpected("`,`, `CASCADE` or the end of the statement"));
    }
    Ok(Ddl::Drop { kind, names, if_exists, cascade, place })
}

/// Reads the drop of what shapes no table itself, but may take columns, defaults, checks and views along.
fn drop_other(cursor: &mut Cursor<'_>, place: Place) -> Result<Ddl, Fault> {
    if cursor.eat_any(&["FUNCTION", "PROCEDURE", "ROUTINE", "AGGREGATE"]).is_some() {
        cursor.eat(&["IF", "EXISTS"]);
        let mut names = Vec::new();
        loop {
            let name = cursor.any_name("the name of what to drop")?;
            let start = cursor.position();
            let arguments = cursor.is(&["("]).then(|| {
                cursor.skip_balanced();
                cursor.text_since(start).to_ascii_lowercase()
            });
            names.push((name, arguments));
            if !cursor.eat(&[","]) {
                break;
            }
        }
        let cascade = cursor.eat_any(&["CASCADE", "RESTRICT"]) == Some("CASCADE");
        return Ok(Ddl::DropRoutines { names, cascade });
    }
    if cursor.eat(&["TRIGGER"]) {
        cursor.eat(&["IF", "EXISTS"]);
        let name = cursor.name("the trigger's name")?;
        cursor.expect(&["ON"])?;
        return Ok(Ddl::DropTrigger { name, table: cursor.qualified_name("the table")? });
    }
    let server = cursor.is_any(&["SERVER", "FOREIGN"]);
    let with_columns =
        ["ACCESS", "CAST", "COLLATION", "CONVERSION", "LANGUAGE", "OPERATOR", "PROCEDURAL", "TEXT", "TRANSFORM"];
    let may_have_dependents = cursor.is_any(&with_columns);
    let what = cursor.peek(0).to_ascii_uppercase();
    let mut last = "";
    while !cursor.at_end() {
        last = cursor.peek(0);
        cursor.advance();
    }
    match last.eq_ignore_ascii_case("CASCADE") {
        true if server => Ok(Ddl::DropServer),
        true if may_have_dependents => {
            Err(Fault::refused(place, format!("what goes with `DROP {what} … CASCADE` is not known")))
        }
        _ => Ok(Ddl::Irrelevant),
    }
}

/// Reads `table.column`, with or without the table's schema.
pub(crate) fn column_of_table(cursor: &mut Cursor<'_>) -> Result<(QualifiedName, Name), Fault> {
    let mut parts = vec![cursor.name("a column, with its table")?];
    while cursor.eat(&["."]) {
        parts.push(cursor.name("a name")?);
    }
    match (parts.pop(), parts.pop()) {
        (Some(column), Some(name)) => Ok((QualifiedName { schema: parts.pop(), name }, column)),
        _ => Err(cursor.unexpected("`.` and the column's name")),
    }
}

/// Reads what follows `COMMENT`.
pub(crate) fn comment(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    cursor.expect(&["ON"])?;
    let (kind, name, column) = if cursor.eat(&["COLUMN"]) {
        let (table, column) = column_of_table(cursor)?;
        (ObjectKind::Table, table, Some(column))
    } else if let Some(kind) = object_kind(cursor) {
        if kind == ObjectKind::Extension {
            return Ok(Ddl::Irrelevant);
        }
        (kind, cursor.qualified_name("a name")?, None)
    } else {
        return Ok(Ddl::Irrelevant);
    };
    cursor.expect(&["IS"])?;
    let text = if cursor.eat(&["NULL"]) { None } else { Some(cursor.string()?) };
    Ok(Ddl::Comment(Comment { kind, name, column, text: text.filter(|text| !text.is_empty()) }))
}
