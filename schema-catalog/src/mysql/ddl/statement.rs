//! Tells a statement by its leading words.

use super::alter::{Action, AlterTable, alter_table};
use super::options::{TableOptions, option, options, partition_by};
use super::query::{Query, query};
use super::table::{Element, KeyDef, KeyKind, elements, index_type, key_options, key_parts};
use crate::cursor::{Cursor, Fragment, Name, QualifiedName, clip};
use crate::dialect::Dialect;
use crate::fault::Fault;
use crate::source::Place;
use crate::statements::Statement;

/// What a statement says.
#[derive(Clone, Debug)]
pub(crate) enum Ddl {
    /// It cannot change the shape of a table.
    Irrelevant,
    CreateTable(Box<CreateTable>),
    AlterTable(Box<AlterTable>),
    RenameTables {
        pairs: Vec<(QualifiedName, QualifiedName)>,
        if_exists: bool,
    },
    Drop {
        kind: ObjectKind,
        names: Vec<QualifiedName>,
        if_exists: bool,
        temporary: bool,
    },
    CreateView(Box<CreateView>),
    CreateSequence {
        name: QualifiedName,
        or_replace: bool,
        if_not_exists: bool,
        temporary: bool,
    },
    CreateDatabase {
        name: Name,
        or_replace: bool,
        if_not_exists: bool,
        options: TableOptions,
    },
    AlterDatabase {
        name: Option<Name>,
        options: TableOptions,
    },
    DropDatabase {
        name: Name,
        if_exists: bool,
    },
    Use(Name),
    /// `SET` of the variables that matter: name and value, both as written.
    Set(Vec<(Name, Fragment)>),
    CreateRoutine {
        name: QualifiedName,
        routine: Routine,
    },
    DropRoutine(QualifiedName),
    /// `CALL`, and `SELECT` of functions.
    Calls(Vec<QualifiedName>),
    /// A block of statements that is run at once.
    Block(Routine),
    /// `PREPARE … FROM 'text'`; `None` for a text that is built.
    Prepare {
        name: Name,
        text: Option<String>,
    },
    Execute(Name),
}

/// A kind of object that takes part in the shape of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    Table,
    View,
    Sequence,
}

/// `CREATE TABLE`.
#[derive(Clone, Debug)]
pub(crate) struct CreateTable {
    pub(crate) name: QualifiedName,
    pub(crate) or_replace: bool,
    pub(crate) if_not_exists: bool,
    pub(crate) temporary: bool,
    pub(crate) source: TableSource,
    pub(crate) options: TableOptions,
}

/// Where a table's columns come from.
#[derive(Clone, Debug)]
pub(crate) enum TableSource {
    Elements(Vec<Element>),
    Like(QualifiedName),
    /// The elements, then the results of a query.
    Query(Vec<Element>, Query),
}

/// `CREATE VIEW` and `ALTER VIEW`.
#[derive(Clone, Debug)]
pub(crate) struct CreateView {
    pub(crate) name: QualifiedName,
    pub(crate) or_replace: bool,
    pub(crate) if_not_exists: bool,
    /// `ALTER VIEW`: the view must be there.
    pub(crate) alters: bool,
    pub(crate) columns: Option<Vec<Name>>,
    pub(crate) query: Query,
}

/// What a routine does, as far as it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Routine {
    /// The first statement in it that changes the shape of a table, or whose text is built.
    pub(crate) changes: Option<Place>,
    /// The routines that it calls.
    pub(crate) calls: Vec<String>,
}

/// Reads a statement.
pub(crate) fn parse(statement: &Statement<'_>) -> Result<Ddl, Fault> {
    let mariadb = statement.dialect == Dialect::Mariadb;
    let mut cursor = Cursor::new(statement);
    let cursor = &mut cursor;
    let place = cursor.place();
    let verb = cursor.peek(0).to_ascii_uppercase();
    cursor.advance();
    let ddl = match verb.as_str() {
        "CREATE" => create(cursor, mariadb)?,
        "ALTER" => alter(cursor, mariadb)?,
        "DROP" => drop(cursor)?,
        "RENAME" => rename(cursor)?,
        "USE" => Ddl::Use(cursor.name("a database")?),
        "SET" => return Ok(set(cursor)),
        "CALL" => return cursor.qualified_name("a procedure").map(|name| Ddl::Calls(vec![name])),
        "SELECT" | "WITH" | "VALUES" | "DO" | "(" => return Ok(calls(cursor)),
        "BEGIN" if cursor.is(&["NOT", "ATOMIC"]) => return Ok(Ddl::Block(routine(cursor))),
        "PREPARE" => return prepare(cursor),
        "EXECUTE" => return execute(cursor, place),
        "INSERT" | "UPDATE" | "DELETE" | "REPLACE" | "LOAD" | "TRUNCATE" | "HANDLER" => return Ok(Ddl::Irrelevant),
        "BEGIN" | "START" | "COMMIT" | "ROLLBACK" | "SAVEPOINT" | "RELEASE" | "XA" => return Ok(Ddl::Irrelevant),
        "LOCK" | "UNLOCK" | "FLUSH" | "RESET" | "PURGE" | "CHANGE" | "STOP" | "BINLOG" => return Ok(Ddl::Irrelevant),
        "GRANT" | "REVOKE" | "ANALYZE" | "CHECK" | "CHECKSUM" | "OPTIMIZE" | "REPAIR" => return Ok(Ddl::Irrelevant),
        "SHOW" | "DESCRIBE" | "DESC" | "EXPLAIN" | "HELP" | "KILL" | "CACHE" | "SHUTDOWN" => {
            return Ok(Ddl::Irrelevant);
        }
        "INSTALL" | "UNINSTALL" | "DEALLOCATE" | "SIGNAL" | "RESIGNAL" | "GET" | "BACKUP" => {
            return Ok(Ddl::Irrelevant);
        }
        _ => {
            let word = clip(&verb, 40).to_owned();
            return Err(Fault::new(place, format!("`{word}` begins no statement that MySQL or MariaDB has")));
        }
    };
    if !cursor.at_end() {
        return Err(cursor.unexpected("the end of the statement"));
    }
    Ok(ddl)
}

/// Steps over the rest, which shapes no table.
fn irrelevant(cursor: &mut Cursor<'_>) -> Ddl {
    cursor.skip_to_end();
    Ddl::Irrelevant
}

fn create(cursor: &mut Cursor<'_>, mariadb: bool) -> Result<Ddl, Fault> {
    let place = cursor.place();
    let or_replace = cursor.eat(&["OR", "REPLACE"]);
    let temporary = cursor.eat(&["TEMPORARY"]);
    if cursor.eat(&["TABLE"]) {
        return create_table(cursor, mariadb, or_replace, temporary).map(|create| Ddl::CreateTable(Box::new(create)));
    }
    if cursor.eat(&["SEQUENCE"]) {
        let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
        let name = cursor.qualified_name("the sequence's name")?;
        cursor.skip_to_end();
        return Ok(Ddl::CreateSequence { name, or_replace, if_not_exists, temporary });
    }
    if cursor.eat_any(&["DATABASE", "SCHEMA"]).is_some() {
        let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
        let name = cursor.name("the database's name")?;
        return Ok(Ddl::CreateDatabase { name, or_replace, if_not_exists, options: database_options(cursor)? });
    }
    if cursor.is_any(&["INDEX", "UNIQUE", "FULLTEXT", "SPATIAL"]) {
        return create_index(cursor, or_replace, place);
    }
    definer(cursor);
    if cursor.is(&["VIEW"]) {
        return create_view(cursor, or_replace, false);
    }
    cursor.eat(&["AGGREGATE"]);
    if cursor.eat_any(&["FUNCTION", "PROCEDURE"]).is_some() {
        cursor.eat(&["IF", "NOT", "EXISTS"]);
        let name = cursor.qualified_name("the routine's name")?;
        return Ok(Ddl::CreateRoutine { name, routine: routine(cursor) });
    }
    if cursor.is_any(&["TRIGGER", "EVENT", "USER", "ROLE", "SERVER", "PACKAGE", "TABLESPACE", "LOGFILE", "RESOURCE"])
        || cursor.is(&["SPATIAL", "REFERENCE"])
    {
        return Ok(irrelevant(cursor));
    }
    Err(cursor.unexpected("a kind of object to create"))
}

/// Steps over `ALGORITHM = …`, `DEFINER = …` and `SQL SECURITY …`.
fn definer(cursor: &mut Cursor<'_>) {
    loop {
        if cursor.eat(&["ALGORITHM", "="]) || cursor.eat(&["SQL", "SECURITY"]) {
            cursor.advance();
        } else if cursor.eat(&["DEFINER", "="]) {
            let kinds = ["SQL", "VIEW", "AGGREGATE", "FUNCTION", "PROCEDURE", "TRIGGER", "EVENT", "PACKAGE"];
            cursor.skip_until(|cursor| cursor.is_any(&kinds));
        } else {
            return;
        }
    }
}

fn create_table(
    cursor: &mut Cursor<'_>,
    mariadb: bool,
    or_replace: bool,
    temporary: bool,
) -> Result<CreateTable, Fault> {
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    let name = cursor.qualified_name("the table's name")?;
    let table = |source, options| CreateTable { name, or_replace, if_not_exists, temporary, source, options };
    if cursor.eat(&["LIKE"]) {
        return Ok(table(TableSource::Like(cursor.qualified_name("a table")?), TableOptions::default()));
    }
    if cursor.eat(&["(", "LIKE"]) {
        let like = cursor.qualified_name("a table")?;
        cursor.expect(&[")"])?;
        return Ok(table(TableSource::Like(like), TableOptions::default()));
    }
    let mut all = Vec::new();
    if cursor.is(&["("]) && !matches!(cursor.peek(1).to_ascii_uppercase().as_str(), "SELECT" | "(") {
        all = elements(cursor, mariadb)?;
    }
    let mut found = TableOptions::default();
    options(cursor, &mut found)?;
    found.partition_by = partition_by(cursor)?;
    cursor.eat_any(&["IGNORE", "REPLACE"]);
    cursor.eat(&["AS"]);
    if cursor.is_any(&["SELECT", "WITH", "VALUES", "TABLE", "("]) {
        let query = query(cursor);
        return Ok(table(TableSource::Query(all, query), found));
    }
    if !cursor.at_end() {
        return Err(cursor.unexpected("an option of the table or the end of the statement"));
    }
    Ok(table(TableSource::Elements(all), found))
}

/// `CREATE INDEX` is `ALTER TABLE … ADD INDEX`.
fn create_index(cursor: &mut Cursor<'_>, or_replace: bool, place: Place) -> Result<Ddl, Fault> {
    let kind = match cursor.eat_any(&["UNIQUE", "FULLTEXT", "SPATIAL"]) {
        Some("UNIQUE") => KeyKind::Unique,
        Some("FULLTEXT") => KeyKind::Fulltext,
        Some(_) => KeyKind::Spatial,
        None => KeyKind::Plain,
    };
    cursor.expect(&["INDEX"])?;
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    let name = cursor.name("the index's name")?;
    let mut options = index_type(cursor)?;
    cursor.expect(&["ON"])?;
    let table = cursor.qualified_name("a table")?;
    let parts = key_parts(cursor)?;
    options.extend(key_options(cursor)?);
    algorithm_and_lock(cursor)?;
    let mut actions = Vec::new();
    if or_replace {
        actions.push(Action::DropKey { name: name.clone(), if_exists: true });
    }
    let key = KeyDef { kind, name: Some(name), parts, options, if_not_exists, place };
    actions.push(Action::Add(Element::Key(key)));
    Ok(Ddl::AlterTable(Box::new(AlterTable { table, if_exists: false, actions, options: TableOptions::default() })))
}

fn algorithm_and_lock(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    loop {
        if cursor.eat_any(&["ALGORITHM", "LOCK"]).is_some() {
            cursor.eat(&["="]);
            cursor.name("a way")?;
        } else if cursor.eat(&["WAIT"]) {
            cursor.advance();
        } else if !cursor.eat(&["NOWAIT"]) {
            return Ok(());
        }
    }
}

fn create_view(cursor: &mut Cursor<'_>, or_replace: bool, alters: bool) -> Result<Ddl, Fault> {
    cursor.expect(&["VIEW"])?;
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    let name = cursor.qualified_name("the view's name")?;
    let columns = if cursor.is(&["("]) { Some(cursor.name_list()?) } else { None };
    cursor.expect(&["AS"])?;
    let query = query(cursor);
    Ok(Ddl::CreateView(Box::new(CreateView { name, or_replace, if_not_exists, alters, columns, query })))
}

fn database_options(cursor: &mut Cursor<'_>) -> Result<TableOptions, Fault> {
    let mut options = TableOptions::default();
    loop {
        if cursor.eat(&["DEFAULT", "ENCRYPTION"]) || cursor.eat(&["READ", "ONLY"]) {
            cursor.eat(&["="]);
            cursor.advance();
        } else if !option(cursor, &mut options)? {
            return Ok(options);
        }
    }
}

fn alter(cursor: &mut Cursor<'_>, mariadb: bool) -> Result<Ddl, Fault> {
    cursor.eat_any(&["ONLINE", "IGNORE"]);
    if cursor.eat(&["TABLE"]) {
        return alter_table(cursor, mariadb).map(|alter| Ddl::AlterTable(Box::new(alter)));
    }
    if cursor.eat_any(&["DATABASE", "SCHEMA"]).is_some() {
        let options_are_next = cursor.is_any(&["DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "COMMENT", "READ"]);
        let name = if options_are_next { None } else { Some(cursor.name("a database")?) };
        return Ok(Ddl::AlterDatabase { name, options: database_options(cursor)? });
    }
    definer(cursor);
    if cursor.is(&["VIEW"]) {
        return create_view(cursor, true, true);
    }
    let known = [
        "EVENT",
        "FUNCTION",
        "PROCEDURE",
        "USER",
        "SERVER",
        "SEQUENCE",
        "INSTANCE",
        "TABLESPACE",
        "LOGFILE",
        "RESOURCE",
    ];
    if cursor.is_any(&known) {
        return Ok(irrelevant(cursor));
    }
    Err(cursor.unexpected("a kind of object to alter"))
}

fn drop(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    let temporary = cursor.eat(&["TEMPORARY"]);
    let kind = match cursor.eat_any(&["TABLE", "TABLES", "VIEW", "SEQUENCE"]) {
        Some("VIEW") => ObjectKind::View,
        Some("SEQUENCE") => ObjectKind::Sequence,
        Some(_) => ObjectKind::Table,
        None => return drop_other(cursor),
    };
    let if_exists = cursor.eat(&["IF", "EXISTS"]);
    let mut names = vec![cursor.qualified_name("the name of what to drop")?];
    while cursor.eat(&[","]) {
        names.push(cursor.qualified_name("the name of what to drop")?);
    }
    // Both words are read and mean nothing.
    cursor.eat_any(&["CASCADE", "RESTRICT"]);
    algorithm_and_lock(cursor)?;
    Ok(Ddl::Drop { kind, names, if_exists, temporary })
}

fn drop_other(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    if cursor.eat(&["INDEX"]) {
        let if_exists = cursor.eat(&["IF", "EXISTS"]);
        let name = cursor.name("an index")?;
        cursor.expect(&["ON"])?;
        let table = cursor.qualified_name("a table")?;
        algorithm_and_lock(cursor)?;
        let actions = vec![Action::DropKey { name, if_exists }];
        let options = TableOptions::default();
        return Ok(Ddl::AlterTable(Box::new(AlterTable { table, if_exists: false, actions, options })));
    }
    if cursor.eat_any(&["DATABASE", "SCHEMA"]).is_some() {
        let if_exists = cursor.eat(&["IF", "EXISTS"]);
        return Ok(Ddl::DropDatabase { name: cursor.name("a database")?, if_exists });
    }
    if cursor.eat_any(&["FUNCTION", "PROCEDURE"]).is_some() {
        cursor.eat(&["IF", "EXISTS"]);
        return cursor.qualified_name("a routine").map(Ddl::DropRoutine);
    }
    let known =
        ["TRIGGER", "EVENT", "USER", "ROLE", "SERVER", "PACKAGE", "TABLESPACE", "LOGFILE", "RESOURCE", "PREPARE"];
    if cursor.is_any(&known) || cursor.is(&["SPATIAL", "REFERENCE"]) {
        return Ok(irrelevant(cursor));
    }
    Err(cursor.unexpected("a kind of object to drop"))
}

fn rename(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    if cursor.eat(&["USER"]) {
        return Ok(irrelevant(cursor));
    }
    if cursor.eat_any(&["TABLE", "TABLES"]).is_none() {
        return Err(cursor.unexpected("`TABLE`"));
    }
    let if_exists = cursor.eat(&["IF", "EXISTS"]);
    let mut pairs = Vec::new();
    loop {
        let from = cursor.qualified_name("a table")?;
        if cursor.eat(&["WAIT"]) {
            cursor.advance();
        }
        cursor.eat(&["NOWAIT"]);
        cursor.expect(&["TO"])?;
        pairs.push((from, cursor.qualified_name("the new name")?));
        if !cursor.eat(&[","]) {
            return Ok(Ddl::RenameTables { pairs, if_exists });
        }
    }
}

/// Reads the assignments of `SET`; other forms of it set nothing that matters.
fn set(cursor: &mut Cursor<'_>) -> Ddl {
    let mut assignments = Vec::new();
    while !cursor.at_end() {
        let mut user = false;
        while cursor.is_any(&["SESSION", "LOCAL", "GLOBAL", "PERSIST", "PERSIST_ONLY", "@", "@@", "."]) {
            user |= cursor.is(&["@"]);
            cursor.advance();
        }
        let Ok(mut name) = cursor.name("a variable") else { break };
        if user {
            name.value.insert(0, '@');
        }
        if !cursor.peek(0).starts_with('=') && cursor.peek(0) != ":=" {
            break;
        }
        // An operator may be glued to the sign: `SET @a=@@b`.
        let glued = cursor.peek(0).trim_start_matches([':', '=']).to_owned();
        cursor.advance();
        let start = cursor.position();
        cursor.skip_until(|cursor| cursor.is(&[","]));
        let mut value = cursor.fragment_since(start);
        value.text.insert_str(0, &glued);
        assignments.push((name, value));
        if !cursor.eat(&[","]) {
            break;
        }
    }
    Ddl::Set(assignments)
}

/// Reads a query for the routines that it calls.
fn calls(cursor: &mut Cursor<'_>) -> Ddl {
    let mut calls = Vec::new();
    while !cursor.at_end() {
        if cursor.is_name() && cursor.peek(1) == "(" {
            calls.extend(cursor.name("a function").map(|name| QualifiedName { schema: None, name }));
        } else {
            cursor.advance();
        }
    }
    Ddl::Calls(calls)
}

/// Reads what follows the name of a routine, for what in it can change the shape of a table.
fn routine(cursor: &mut Cursor<'_>) -> Routine {
    const KINDS: &[&str] =
        &["TABLE", "VIEW", "INDEX", "UNIQUE", "FULLTEXT", "SPATIAL", "DATABASE", "SCHEMA", "OR", "SEQUENCE"];
    let mut found = Routine { changes: None, calls: Vec::new() };
    while !cursor.at_end() {
        let place = cursor.place();
        if cursor.eat(&["CALL"]) {
            found.calls.extend(cursor.qualified_name("a procedure").map(|name| name.name.value.to_ascii_lowercase()));
        } else if cursor.is_name() && cursor.peek(1) == "(" {
            found.calls.extend(cursor.name("a function").map(|name| name.value.to_ascii_lowercase()));
        } else if cursor.eat(&["PREPARE"]) || cursor.eat(&["EXECUTE", "IMMEDIATE"]) {
            // What is prepared may be anything.
            found.changes = found.changes.or(Some(place));
        } else if cursor.eat_any(&["CREATE", "ALTER", "DROP", "RENAME"]).is_some() {
            if cursor.is_any(KINDS) {
                found.changes = found.changes.or(Some(place));
            }
        } else {
            cursor.advance();
        }
    }
    found
}

fn prepare(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    let name = cursor.name("the statement's name")?;
    cursor.expect(&["FROM"])?;
    let text = if cursor.is_string() { Some(cursor.string()?) } else { None };
    let text = text.filter(|_| cursor.at_end());
    Ok(Ddl::Prepare { name, text })
}

fn execute(cursor: &mut Cursor<'_>, place: Place) -> Result<Ddl, Fault> {
    if cursor.is(&["IMMEDIATE"]) {
        return Err(Fault::refused(place, "what this runs is a text that only the engine can tell"));
    }
    cursor.name("a prepared statement").map(Ddl::Execute)
}
