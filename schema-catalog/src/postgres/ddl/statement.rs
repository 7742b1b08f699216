//! Tells a statement by its leading words.

use super::alter::{AlterTable, AlterType, alter_domain, alter_table, alter_type};
use super::call::{RoutineCall, call, calls, leads_on};
use super::create::{
    CreateIndex, CreateTable, CreateType, CreateView, create_domain, create_index, create_table, create_type,
    create_view, if_not_exists,
};
use super::object::{Comment, ObjectKind, column_of_table, comment, drop, object_kind};
use super::query::ViewQuery;
use crate::catalog::TableKind;
use crate::cursor::{Cursor, Name, QualifiedName, ScriptText};
use crate::fault::{Fault, SqlState};
use crate::postgres::cockroachdb::CockroachDdl;
use crate::postgres::rules::Rules;
use crate::source::Place;
use crate::statements::Statement;

/// What a statement says.
#[derive(Clone, Debug)]
pub(crate) enum Ddl {
    /// It cannot change the shape of a table.
    Irrelevant,
    CreateTable(Box<CreateTable>),
    CreateView(Box<CreateView>),
    CreateIndex(Box<CreateIndex>),
    CreateType(Box<CreateType>),
    CreateSchema {
        name: Name,
        if_not_exists: bool,
        elements: Vec<Ddl>,
    },
    CreateSequence {
        name: QualifiedName,
        if_not_exists: bool,
        temporary: bool,
        owned_by: Option<OwnedBy>,
    },
    /// `ALTER SEQUENCE … OWNED BY`.
    OwnSequence {
        name: QualifiedName,
        if_exists: bool,
        owned_by: OwnedBy,
    },
    /// `ALTER INDEX … ATTACH PARTITION`.
    AttachIndex {
        index: QualifiedName,
        part: QualifiedName,
    },
    CreateExtension {
        name: Name,
        schema: Option<Name>,
    },
    CreateRoutine {
        name: QualifiedName,
        routine: Routine,
    },
    AlterTable(AlterTable),
    AlterType {
        kind: ObjectKind,
        name: QualifiedName,
        changes: Vec<AlterType>,
        place: Place,
    },
    Rename {
        kind: ObjectKind,
        name: QualifiedName,
        to: Name,
        if_exists: bool,
        place: Place,
    },
    RenameColumn {
        table: QualifiedName,
        from: Name,
        to: Name,
        if_exists: bool,
        only: bool,
        place: Place,
    },
    RenameConstraint {
        table: QualifiedName,
        from: Name,
        to: Name,
        if_exists: bool,
    },
    RenameSchema {
        name: Name,
        to: Name,
    },
    SetSchema {
        kind: ObjectKind,
        name: QualifiedName,
        schema: Name,
        if_exists: bool,
    },
    Drop {
        kind: ObjectKind,
        names: Vec<QualifiedName>,
        if_exists: bool,
        cascade: bool,
        place: Place,
    },
    /// `DROP FUNCTION` and its like: names, each with its arguments as written.
    DropRoutines {
        names: Vec<(QualifiedName, Option<String>)>,
        cascade: bool,
    },
    /// `DROP SERVER … CASCADE`, which drops foreign tables.
    DropServer,
    Comment(Comment),
    /// The schemas in which names without one are looked up; `None` for the engine's own.
    SearchPath {
        path: Option<Vec<String>>,
        local: bool,
    },
    /// `DO`.
    Do(Routine),
    /// `SELECT … INTO`.
    SelectInto {
        name: QualifiedName,
        temporary: bool,
        unlogged: bool,
        query: Box<ViewQuery>,
    },
    /// Routines that a query or `CALL` calls.
    Calls(Vec<RoutineCall>),
    /// `INSERT` and its like: the tables that rows are written to, and what is called for that.
    Write {
        tables: Vec<QualifiedName>,
        calls: Vec<RoutineCall>,
    },
    CreateTrigger {
        name: Name,
        table: QualifiedName,
        routine: Name,
    },
    DropTrigger {
        name: Name,
        table: QualifiedName,
    },
    CreateEventTrigger {
        routine: Name,
    },
    Begin,
    Commit,
    Rollback,
    Savepoint(Name),
    ReleaseSavepoint(Name),
    RollbackTo(Name),
    /// What only CockroachDB has, or writes otherwise.
    Cockroach(Box<CockroachDdl>),
}

/// The column that a sequence goes with; `None` for `OWNED BY NONE`.
pub(crate) type OwnedBy = Option<(QualifiedName, Name)>;

/// A routine or a `DO` block.
#[derive(Clone, Debug)]
pub(crate) struct Routine {
    /// Its arguments, as written, by which routines of one name differ.
    pub(crate) arguments: String,
    /// Its language, in lower case.
    pub(crate) language: String,
    /// Its body; `None` where it is written in standard SQL or loaded from a library.
    pub(crate) body: Option<ScriptText>,
}

/// Reads a statement.
///
/// What is not understood is no error of the engine's, as far as is known.
pub(crate) fn parse(statement: &Statement<'_>) -> Result<Ddl, Fault> {
    parse_at(&mut Cursor::new(statement)).map_err(|fault| match fault.sql_state() {
        SqlState::Unnamed => fault.state(SqlState::Refused),
        _ => fault,
    })
}

pub(crate) fn parse_at(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    if let Some(own) = (Rules::of(cursor.dialect()).parse)(cursor)? {
        return Ok(own);
    }
    let place = cursor.place();
    let verb = cursor.peek(0).to_ascii_uppercase();
    cursor.advance();
    match verb.as_str() {
        "CREATE" => create(cursor, place),
        "ALTER" => alter(cursor),
        "DROP" => drop(cursor, place),
        "COMMENT" => comment(cursor),
        "SET" | "RESET" => search_path(cursor, verb == "RESET"),
        "BEGIN" => Ok(Ddl::Begin),
        "START" => cursor.expect(&["TRANSACTION"]).map(|()| Ddl::Begin),
        "COMMIT" | "END" => Ok(if cursor.is(&["PREPARED"]) { Ddl::Irrelevant } else { Ddl::Commit }),
        "ROLLBACK" | "ABORT" => rollback(cursor),
        "SAVEPOINT" => cursor.name("a name").map(Ddl::Savepoint),
        "RELEASE" => {
            cursor.eat(&["SAVEPOINT"]);
            cursor.name("a name").map(Ddl::ReleaseSavepoint)
        }
        "DO" => routine(cursor, "plpgsql".to_owned()).map(Ddl::Do),
        "SELECT" | "WITH" | "CALL" | "TABLE" | "VALUES" | "(" => query(cursor, &verb),
        "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "COPY" | "TRUNCATE" => Ok(write(cursor)),
        "GRANT" | "REVOKE" | "REASSIGN" | "SECURITY" => Ok(Ddl::Irrelevant),
        "ANALYZE" | "ANALYSE" | "VACUUM" | "CLUSTER" | "REINDEX" | "REFRESH" | "CHECKPOINT" => Ok(Ddl::Irrelevant),
        "SHOW" | "LOCK" | "LOAD" | "DISCARD" | "LISTEN" | "UNLISTEN" | "NOTIFY" => Ok(Ddl::Irrelevant),
        "DECLARE" | "FETCH" | "MOVE" | "CLOSE" | "EXECUTE" | "DEALLOCATE" => Ok(Ddl::Irrelevant),
        "EXPLAIN" => explain(cursor),
        "PREPARE" if cursor.is(&["TRANSACTION"]) => {
            Err(Fault::refused(place, "whether this transaction is committed later is not known"))
        }
        "PREPARE" => Ok(Ddl::Irrelevant),
        "IMPORT" => {
            Err(Fault::new(place, "`IMPORT FOREIGN SCHEMA` creates tables whose columns only the other server knows"))
        }
        _ => {
            let word = crate::cursor::clip(&verb, 40).to_owned();
            Err(Fault::new(place, format!("`{word}` begins no statement that PostgreSQL has")))
        }
    }
}

fn create(cursor: &mut Cursor<'_>, place: Place) -> Result<Ddl, Fault> {
    let or_replace = cursor.eat(&["OR", "REPLACE"]);
    cursor.eat_any(&["GLOBAL", "LOCAL"]);
    let temporary = cursor.eat_any(&["TEMPORARY", "TEMP"]).is_some();
    let unlogged = cursor.eat(&["UNLOGGED"]);
    if cursor.eat(&["TABLE"]) {
        let table = create_table(cursor, temporary, false)?;
        return Ok(Ddl::CreateTable(Box::new(CreateTable { unlogged, ..table })));
    }
    if cursor.eat(&["FOREIGN", "TABLE"]) {
        return Ok(Ddl::CreateTable(Box::new(create_table(cursor, temporary, true)?)));
    }
    if cursor.eat(&["VIEW"]) {
        return Ok(Ddl::CreateView(Box::new(create_view(cursor, TableKind::View, or_replace, temporary)?)));
    }
    if cursor.eat(&["RECURSIVE", "VIEW"]) {
        let mut view = create_view(cursor, TableKind::View, or_replace, temporary)?;
        view.query = view.query.reading_itself(&view.name.name, view.columns.as_deref().unwrap_or_default());
        return Ok(Ddl::CreateView(Box::new(view)));
    }
    if cursor.eat(&["MATERIALIZED", "VIEW"]) {
        return Ok(Ddl::CreateView(Box::new(create_view(cursor, TableKind::MaterializedView, false, false)?)));
    }
    if cursor.eat(&["SEQUENCE"]) {
        let if_not_exists = if_not_exists(cursor);
        let name = cursor.qualified_name("the sequence's name")?;
        return Ok(Ddl::CreateSequence { name, if_not_exists, temporary, owned_by: owned_by(cursor)? });
    }
    let unique = cursor.eat(&["UNIQUE"]);
    if unique || cursor.is(&["INDEX"]) {
        cursor.expect(&["INDEX"])?;
        return Ok(Ddl::CreateIndex(Box::new(create_index(cursor, unique, place)?)));
    }
    if cursor.eat(&["TYPE"]) {
        return Ok(Ddl::CreateType(Box::new(create_type(cursor)?)));
    }
    if cursor.eat(&["DOMAIN"]) {
        return Ok(Ddl::CreateType(Box::new(create_domain(cursor)?)));
    }
    if cursor.eat(&["SCHEMA"]) {
        return create_schema(cursor);
    }
    if cursor.eat(&["EXTENSION"]) {
        if_not_exists(cursor);
        let name = cursor.name("the extension's name")?;
        cursor.eat(&["WITH"]);
        let schema = if cursor.eat(&["SCHEMA"]) { Some(cursor.name("the schema")?) } else { None };
        return Ok(Ddl::CreateExtension { name, schema });
    }
    if cursor.eat(&["TRIGGER"]) || cursor.eat(&["CONSTRAINT", "TRIGGER"]) {
        return create_trigger(cursor);
    }
    if cursor.eat(&["EVENT", "TRIGGER"]) {
        return Ok(Ddl::CreateEventTrigger { routine: routine_of_trigger(cursor)? });
    }
    if cursor.eat_any(&["FUNCTION", "PROCEDURE"]).is_some() {
        let name = cursor.qualified_name("the routine's name")?;
        return Ok(Ddl::CreateRoutine { name, routine: routine(cursor, "sql".to_owned())? });
    }
    // What an aggregate calls shapes no table, since it could not run within a query then.
    if cursor.eat(&["AGGREGATE"]) {
        let name = cursor.qualified_name("the aggregate's name")?;
        let routine = Routine { arguments: String::new(), language: "internal".to_owned(), body: None };
        return Ok(Ddl::CreateRoutine { name, routine });
    }
    let known = [
        "ACCESS",
        "CAST",
        "COLLATION",
        "CONVERSION",
        "DATABASE",
        "DEFAULT",
        "FOREIGN",
        "GROUP",
        "LANGUAGE",
        "OPERATOR",
        "POLICY",
        "PROCEDURAL",
        "PUBLICATION",
        "ROLE",
        "RULE",
        "SERVER",
        "STATISTICS",
        "SUBSCRIPTION",
        "TABLESPACE",
        "TEXT",
        "TRANSFORM",
        "TRUSTED",
        "USER",
    ];
    if cursor.is(&["RULE"]) && cursor.peek(1) == "\"_RETURN\"" {
        return Err(Fault::refused(place, "this rule makes a view of a table").help("write CREATE VIEW"));
    }
    if cursor.is_any(&known) {
        return Ok(Ddl::Irrelevant);
    }
    Err(cursor.unexpected("a kind of object to create"))
}

/// Reads the `OWNED BY` among the options of a sequence, if there is one.
pub(crate) fn owned_by(cursor: &mut Cursor<'_>) -> Result<Option<OwnedBy>, Fault> {
    cursor.skip_until(|cursor| cursor.is(&["OWNED", "BY"]));
    if !cursor.eat(&["OWNED", "BY"]) {
        return Ok(None);
    }
    if cursor.eat(&["NONE"]) {
        return Ok(Some(None));
    }
    column_of_table(cursor).map(|found| Some(Some(found)))
}

fn create_schema(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    let if_not_exists = if_not_exists(cursor);
    let name = if cursor.is(&["AUTHORIZATION"]) { None } else { Some(cursor.name("the schema's name")?) };
    let role = if cursor.eat(&["AUTHORIZATION"]) { Some(cursor.label("a role")?) } else { None };
    let mut elements = Vec::new();
    while !cursor.at_end() {
        if !cursor.is_any(&["CREATE", "GRANT"]) {
            return Err(cursor.unexpected("`CREATE`, `GRANT` or the end of the statement"));
        }
        let mut element = cursor.take_until(|cursor| cursor.is_any(&["CREATE", "GRANT"]));
        elements.push(parse_at(&mut element)?);
    }
    match name.or(role) {
        Some(name) => Ok(Ddl::CreateSchema { name, if_not_exists, elements }),
        None => Err(cursor.unexpected("the schema's name")),
    }
}

fn alter(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    if cursor.eat(&["TYPE"]) {
        return alter_type(cursor);
    }
    if cursor.eat(&["DOMAIN"]) {
        return alter_domain(cursor);
    }
    if cursor.eat(&["SCHEMA"]) {
        let name = cursor.name("the schema's name")?;
        return Ok(if cursor.eat(&["RENAME", "TO"]) {
            Ddl::RenameSchema { name, to: cursor.name("the new name")? }
        } else {
            Ddl::Irrelevant
        });
    }
    match object_kind(cursor) {
        // `ALTER EXTENSION`, `ALTER FUNCTION`, `ALTER ROLE` and the like.
        None | Some(ObjectKind::Extension) => Ok(Ddl::Irrelevant),
        Some(kind) => alter_table(cursor, kind),
    }
}

fn search_path(cursor: &mut Cursor<'_>, reset: bool) -> Result<Ddl, Fault> {
    let local = cursor.eat_any(&["SESSION", "LOCAL"]) == Some("LOCAL");
    let found = |path| Ok(Ddl::SearchPath { path, local });
    if reset && cursor.is(&["ALL"]) {
        return found(None);
    }
    if cursor.eat(&["SCHEMA"]) {
        return found(Some(vec![cursor.string()?]));
    }
    if !cursor.eat(&["SEARCH_PATH"]) {
        return Ok(Ddl::Irrelevant);
    }
    if reset || (cursor.eat_any(&["=", "TO"]).is_some() && cursor.is(&["DEFAULT"])) {
        return found(None);
    }
    let mut path = Vec::new();
    loop {
        path.push(if cursor.is_string() { cursor.string()? } else { cursor.name("a schema")?.value });
        if !cursor.eat(&[","]) {
            return found(Some(path));
        }
    }
}

fn rollback(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    if cursor.is(&["PREPARED"]) {
        return Ok(Ddl::Irrelevant);
    }
    cursor.eat_any(&["WORK", "TRANSACTION"]);
    if cursor.eat(&["TO"]) {
        cursor.eat(&["SAVEPOINT"]);
        return cursor.name("a savepoint").map(Ddl::RollbackTo);
    }
    Ok(Ddl::Rollback)
}

/// Reads what follows `EXPLAIN`: with `ANALYZE`, the statement is run.
fn explain(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    let mut runs = false;
    if cursor.eat(&["("]) {
        while !cursor.is(&[")"]) && !cursor.at_end() {
            if cursor.eat_any(&["ANALYZE", "ANALYSE"]).is_some() {
                runs = !cursor.is_any(&["FALSE", "OFF", "0"]);
            }
            cursor.skip_until(|cursor| cursor.is(&[","]));
            cursor.eat(&[","]);
        }
        cursor.expect(&[")"])?;
    } else {
        runs = cursor.eat_any(&["ANALYZE", "ANALYSE"]).is_some();
        cursor.eat(&["VERBOSE"]);
    }
    if runs && cursor.is_any(&["CREATE", "SELECT"]) { parse_at(cursor) } else { Ok(Ddl::Irrelevant) }
}

/// Reads what follows the name of a routine, or `DO`.
fn routine(cursor: &mut Cursor<'_>, mut language: String) -> Result<Routine, Fault> {
    let start = cursor.position();
    if cursor.is(&["("]) {
        cursor.skip_balanced();
    }
    let arguments = cursor.text_since(start).to_ascii_lowercase();
    let mut body = None;
    while !cursor.at_end() {
        if cursor.eat(&["LANGUAGE"]) {
            language = if cursor.is_string() { cursor.string()? } else { cursor.name("a language")?.value };
        } else if cursor.eat(&["RETURN"]) {
            // A body in standard SQL, which gives the value of an expression.
            cursor.skip_to_end();
        } else if cursor.is_string() && body.is_none() {
            body = Some(cursor.string_script()?);
        } else if cursor.is(&["SET"]) || cursor.is(&["BEGIN", "ATOMIC"]) {
            // `SET option TO 'string'` holds no body; a body in standard SQL holds no DDL.
            cursor.advance();
            cursor.skip_until(|cursor| cursor.is_any(&["AS", "LANGUAGE", "RETURNS"]));
        } else {
            cursor.advance();
        }
    }
    Ok(Routine { arguments, language: language.to_ascii_lowercase(), body })
}

/// Reads the tables that rows are written to, and what is called for that.
fn write(cursor: &mut Cursor<'_>) -> Ddl {
    while cursor.eat_any(&["INTO", "FROM", "TABLE", "ONLY"]).is_some() {}
    let mut tables = Vec::new();
    while let Ok(name) = cursor.qualified_name("a table") {
        tables.push(name);
        cursor.eat(&["*"]);
        if !cursor.eat(&[","]) {
            break;
        }
        cursor.eat(&["ONLY"]);
    }
    Ddl::Write { tables, calls: calls(&cursor.rest()) }
}

/// Reads `CREATE [CONSTRAINT] TRIGGER`, as far as it tells which routine runs for which table.
fn create_trigger(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    let name = cursor.name("the trigger's name")?;
    cursor.skip_until(|cursor| cursor.is(&["ON"]));
    cursor.expect(&["ON"])?;
    let table = cursor.qualified_name("the table")?;
    Ok(Ddl::CreateTrigger { name, table, routine: routine_of_trigger(cursor)? })
}

fn routine_of_trigger(cursor: &mut Cursor<'_>) -> Result<Name, Fault> {
    cursor.skip_until(|cursor| cursor.is_any(&["EXECUTE"]));
    cursor.expect(&["EXECUTE"])?;
    cursor.eat_any(&["FUNCTION", "PROCEDURE"]);
    Ok(cursor.any_name("the function")?.name)
}

/// Reads a query for the two things by which it can matter: `INTO` a new table, and calls of routines.
fn query(cursor: &mut Cursor<'_>, verb: &str) -> Result<Ddl, Fault> {
    let mut calls = Vec::new();
    let mut into = None;
    let mut selects = verb == "SELECT";
    let mut leads = selects || verb == "CALL";
    while !cursor.at_end() {
        if cursor.is(&["INTO"]) && selects && into.is_none() && !cursor.is_quoted() {
            into = Some(cursor.position());
        }
        selects |= cursor.is(&["SELECT"]);
        selects &= !cursor.is_any(&["INSERT", "MERGE"]);
        if let Some(called) = call(cursor) {
            let is_path = cursor.is(&["("]) && cursor.peek(1).eq_ignore_ascii_case("'search_path'");
            if called.name.name.value == "set_config" && is_path {
                return set_config(cursor);
            }
            calls.push(RoutineCall { leads, ..called });
        } else {
            leads = leads_on(cursor, leads);
            cursor.advance();
        }
    }
    let Some(into) = into else { return Ok(Ddl::Calls(calls)) };
    cursor.go_back(into);
    cursor.eat(&["INTO"]);
    let temporary = cursor.eat_any(&["TEMPORARY", "TEMP"]).is_some();
    let unlogged = cursor.eat(&["UNLOGGED"]);
    cursor.eat(&["TABLE"]);
    let name = cursor.qualified_name("the new table's name")?;
    // `INTO` and the name are no part of the query.
    let end = cursor.position();
    let plain = cursor.without(into, end);
    let query = super::query::view_query(&mut Cursor::new(&plain));
    Ok(Ddl::SelectInto { name, temporary, unlogged, query: Box::new(query) })
}

/// `SELECT pg_catalog.set_config('search_path', '…', …)`, as every dump has it.
fn set_config(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    cursor.expect(&["("])?;
    cursor.string()?;
    cursor.expect(&[","])?;
    let path = cursor.string()?;
    let local = cursor.eat(&[",", "true"]);
    let path = path.split(',').map(|schema| schema.trim().trim_matches('"').to_owned());
    Ok(Ddl::SearchPath { path: Some(path.filter(|schema| !schema.is_empty()).collect()), local })
}
