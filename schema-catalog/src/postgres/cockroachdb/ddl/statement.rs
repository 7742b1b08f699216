//! Tells a statement by its leading words: those that it has alone, and those that it writes otherwise.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/sql-statements>

use super::alter::{AlterTable, alter_table};
use super::index::{Index, IndexName, create_index, index_names};
use super::table::{CreateTable, create_table};
use crate::cursor::{Cursor, Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::cockroachdb::settings::{Setting, lasting, set};
use crate::postgres::cockroachdb::{missing, unsupported};
use crate::postgres::ddl::{CreateType, Ddl, create_type};
use crate::source::Place;

/// A statement that only CockroachDB has, or writes otherwise.
#[derive(Clone, Debug)]
pub(crate) enum CockroachDdl {
    CreateTable(CreateTable),
    CreateIndex {
        table: QualifiedName,
        index: Box<Index>,
    },
    AlterTable(AlterTable),
    /// `DROP INDEX table@index`.
    DropIndex {
        names: Vec<IndexName>,
        if_exists: bool,
        cascade: bool,
    },
    /// `ALTER INDEX … RENAME TO`.
    RenameIndex {
        name: IndexName,
        to: Name,
        if_exists: bool,
    },
    /// `COMMENT ON INDEX`, which must be there.
    CommentOnIndex(IndexName),
    CreateType {
        create: CreateType,
        if_not_exists: bool,
    },
    /// `ALTER TYPE … DROP VALUE`.
    DropValue {
        name: QualifiedName,
        label: String,
        place: Place,
    },
    Set(Setting),
}

impl From<CockroachDdl> for Ddl {
    fn from(own: CockroachDdl) -> Self {
        Self::Cockroach(Box::new(own))
    }
}

/// What begins statements that shape no table.
const IRRELEVANT: &[&str] = &["BACKUP", "CANCEL", "EXPORT", "INSPECT", "PAUSE", "RESUME", "UPSERT"];

/// Kinds of objects that shape no table, behind `CREATE`, `ALTER` and `DROP`.
const IRRELEVANT_OBJECTS: &[&[&str]] = &[
    &["BACKUP"],
    &["CHANGEFEED"],
    &["EXTERNAL"],
    &["JOB"],
    &["LOGICAL"],
    &["LOGICALLY"],
    &["PARTITION"],
    &["RANGE"],
    &["SCHEDULE"],
    &["SCHEDULES"],
    &["TENANT"],
    &["VIRTUAL"],
];

/// Verbs of PostgreSQL's that are not there.
///
/// <https://www.cockroachlabs.com/docs/v26.2/sql-statements>
const MISSING: &[&str] =
    &["CHECKPOINT", "CLUSTER", "LISTEN", "LOAD", "LOCK", "MERGE", "NOTIFY", "REINDEX", "SECURITY", "UNLISTEN"];

/// Reads a statement, as far as it is CockroachDB's alone.
pub(crate) fn statement(cursor: &mut Cursor<'_>) -> Result<Option<Ddl>, Fault> {
    let place = cursor.place();
    let start = cursor.position();
    if cursor.is_any(IRRELEVANT) {
        return Ok(Some(Ddl::Irrelevant));
    }
    if cursor.is_any(&["IMPORT", "RESTORE"]) {
        return import(cursor, place).map(Some);
    }
    if cursor.is_any(MISSING) {
        let verb = cursor.peek(0).to_ascii_uppercase();
        return Err(missing(place, &format!("`{verb}`")));
    }
    if cursor.is_any(&["SET", "RESET", "USE"]) {
        return set(cursor);
    }
    if cursor.eat(&["COMMENT", "ON", "INDEX"]) {
        return IndexName::read(cursor).map(|name| Some(CockroachDdl::CommentOnIndex(name).into()));
    }
    let found = match cursor.eat_any(&["CREATE", "ALTER", "DROP", "EXPLAIN"]) {
        Some("CREATE") => create(cursor, place)?,
        Some("ALTER") => alter(cursor, place)?,
        Some("DROP") => drop(cursor, place)?,
        Some("EXPLAIN") => explain(cursor)?,
        _ => None,
    };
    if found.is_none() {
        cursor.go_back(start);
    }
    Ok(found)
}

/// `IMPORT INTO` brings rows; `RESTORE`, and what `IMPORT` once was, bring tables that only their files know.
///
/// <https://www.cockroachlabs.com/docs/v26.2/import-into>, <https://www.cockroachlabs.com/docs/v26.2/restore>
fn import(cursor: &mut Cursor<'_>, place: Place) -> Result<Ddl, Fault> {
    if cursor.eat(&["IMPORT", "INTO"]) {
        return Ok(Ddl::Irrelevant);
    }
    let verb = cursor.peek(0).to_ascii_uppercase();
    Err(Fault::refused(place, format!("what `{verb}` brings is told by other files than these")))
}

/// `EXPLAIN ANALYZE` runs what it explains: <https://www.cockroachlabs.com/docs/v26.2/explain-analyze>.
fn explain(cursor: &mut Cursor<'_>) -> Result<Option<Ddl>, Fault> {
    if !cursor.eat(&["ANALYZE"]) {
        return Ok(Some(Ddl::Irrelevant));
    }
    if cursor.is(&["("]) && !matches!(cursor.peek(1).to_ascii_uppercase().as_str(), "SELECT" | "WITH" | "VALUES") {
        cursor.skip_balanced();
    }
    statement(cursor)
}

fn create(cursor: &mut Cursor<'_>, place: Place) -> Result<Option<Ddl>, Fault> {
    let none = |what: &str| Err(missing(place, what));
    if IRRELEVANT_OBJECTS.iter().any(|words| cursor.is(words)) {
        return Ok(Some(Ddl::Irrelevant));
    }
    let unique = cursor.eat(&["UNIQUE"]);
    let kind = cursor.eat_any(&["INVERTED", "VECTOR"]);
    if cursor.eat(&["INDEX"]) {
        let (table, index) = create_index(cursor, unique, kind, place)?;
        return Ok(Some(CockroachDdl::CreateIndex { table, index: Box::new(index) }.into()));
    }
    if cursor.eat(&["TYPE"]) {
        let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
        let create = create_type(cursor)?;
        return Ok(Some(CockroachDdl::CreateType { create, if_not_exists }.into()));
    }
    // Whatever an extension of PostgreSQL's brings is there without it.
    if cursor.eat(&["EXTENSION"]) {
        return Ok(Some(Ddl::Irrelevant));
    }
    cursor.eat_any(&["GLOBAL", "LOCAL"]);
    let temporary = cursor.eat_any(&["TEMPORARY", "TEMP"]).is_some();
    cursor.eat(&["UNLOGGED"]);
    if cursor.eat(&["TABLE"]) {
        return Ok(Some(CockroachDdl::CreateTable(create_table(cursor, temporary)?).into()));
    }
    match cursor.peek(0).to_ascii_uppercase().as_str() {
        "AGGREGATE" => none("aggregates of one's own"),
        "CAST" => none("casts of one's own"),
        "COLLATION" => none("collations of one's own"),
        "CONVERSION" => none("conversions of one's own"),
        "DOMAIN" => none("domains"),
        "EVENT" => none("event triggers"),
        "FOREIGN" | "SERVER" => none("foreign tables"),
        "LANGUAGE" | "PROCEDURAL" | "TRUSTED" => none("languages of one's own"),
        "OPERATOR" => none("operators of one's own"),
        "PUBLICATION" | "SUBSCRIPTION" => none("publications"),
        "RECURSIVE" => none("recursive views"),
        "RULE" => none("rules"),
        "TABLESPACE" => none("tablespaces"),
        "TEXT" => none("text search configurations of one's own"),
        "TRANSFORM" => none("transforms"),
        _ => Ok(None),
    }
}

fn alter(cursor: &mut Cursor<'_>, place: Place) -> Result<Option<Ddl>, Fault> {
    if cursor.eat(&["TABLE"]) {
        return alter_table(cursor).map(Some);
    }
    if cursor.eat(&["INDEX"]) {
        return alter_index(cursor).map(Some);
    }
    if cursor.eat(&["TYPE"]) {
        return alter_type(cursor);
    }
    if cursor.is_any(&["ROLE", "USER", "DATABASE"]) {
        return database_or_role(cursor, place).map(Some);
    }
    let irrelevant = IRRELEVANT_OBJECTS.iter().any(|words| cursor.is(words));
    Ok(irrelevant.then_some(Ddl::Irrelevant))
}

/// `ALTER ROLE … SET` and `ALTER DATABASE … SET` hold for the sessions to come.
///
/// <https://www.cockroachlabs.com/docs/v26.2/alter-database>
fn database_or_role(cursor: &mut Cursor<'_>, place: Place) -> Result<Ddl, Fault> {
    let database = cursor.is(&["DATABASE"]);
    lasting(&mut cursor.clone())?;
    while !cursor.at_end() {
        if database && cursor.is(&["RENAME", "TO"]) {
            return Err(Fault::refused(place, "the name of the database that migrations run in is not known"));
        }
        cursor.advance();
    }
    Ok(Ddl::Irrelevant)
}

/// Reads what follows `ALTER INDEX`: <https://www.cockroachlabs.com/docs/v26.2/alter-index>.
fn alter_index(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    let if_exists = cursor.eat(&["IF", "EXISTS"]);
    let name = IndexName::read(cursor)?;
    if cursor.eat(&["RENAME", "TO"]) {
        let to = cursor.name("the new name")?;
        return Ok(CockroachDdl::RenameIndex { name, to, if_exists }.into());
    }
    Ok(Ddl::Irrelevant)
}

/// Reads `ALTER TYPE … DROP VALUE`: <https://www.cockroachlabs.com/docs/v26.2/alter-type>.
fn alter_type(cursor: &mut Cursor<'_>) -> Result<Option<Ddl>, Fault> {
    let name = cursor.qualified_name("the type's name")?;
    let place = cursor.place();
    if cursor.eat(&["DROP", "VALUE"]) {
        let label = cursor.string()?;
        return Ok(Some(CockroachDdl::DropValue { name, label, place }.into()));
    }
    if cursor.is_any(&["ADD", "DROP", "RENAME", "ALTER"]) && cursor.peek(1).eq_ignore_ascii_case("ATTRIBUTE") {
        return Err(unsupported(place, "CockroachDB can't change the attributes of a composite type"));
    }
    Ok(None)
}

fn drop(cursor: &mut Cursor<'_>, place: Place) -> Result<Option<Ddl>, Fault> {
    if cursor.eat(&["INDEX"]) {
        cursor.eat(&["CONCURRENTLY"]);
        let if_exists = cursor.eat(&["IF", "EXISTS"]);
        let names = index_names(cursor)?;
        let cascade = cursor.eat_any(&["CASCADE", "RESTRICT"]) == Some("CASCADE");
        if !cursor.at_end() {
            return Err(cursor.unexpected("`,`, `CASCADE` or the end of the statement"));
        }
        return Ok(Some(CockroachDdl::DropIndex { names, if_exists, cascade }.into()));
    }
    if cursor.is(&["DATABASE"]) {
        return Ok(Some(Ddl::Irrelevant));
    }
    if cursor.is(&["TYPE"]) && has_cascade(cursor) {
        // <https://www.cockroachlabs.com/docs/v26.2/drop-type#details>
        return Err(unsupported(place, "CockroachDB drops no type that is in use")
            .help("drop the columns of this type first, and leave `CASCADE` out"));
    }
    let irrelevant = IRRELEVANT_OBJECTS.iter().any(|words| cursor.is(words));
    Ok(irrelevant.then_some(Ddl::Irrelevant))
}

fn has_cascade(cursor: &Cursor<'_>) -> bool {
    let mut ahead = cursor.clone();
    let mut last = "";
    while !ahead.at_end() {
        last = ahead.peek(0);
        ahead.advance();
    }
    last.eq_ignore_ascii_case("CASCADE")
}
