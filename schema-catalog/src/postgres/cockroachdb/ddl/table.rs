//! `CREATE TABLE`: columns with qualifications of their own, indexes, families and what follows the parentheses.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/create-table>

use super::index::{Index, IndexKind, index, options, partition_by};
use crate::catalog::Timing;
use crate::cursor::{Cursor, Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::cockroachdb::{missing, unsupported};
use crate::postgres::ddl::{
    ColumnConstraint, ColumnConstraintKind, ColumnDef, Expression, Like, TableConstraint, ViewQuery, column_constraint,
    is_table_constraint, table_constraint, type_ref, view_query,
};
use crate::source::Place;

/// `CREATE TABLE`.
#[derive(Clone, Debug)]
pub(crate) struct CreateTable {
    pub(crate) name: QualifiedName,
    pub(crate) temporary: bool,
    pub(crate) if_not_exists: bool,
    pub(crate) source: Source,
    pub(crate) expires: Option<ExpiresAfter>,
    pub(crate) regional: Option<RegionalByRow>,
}

/// Where its columns come from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Elements(Vec<Element>),
    Query { named: Box<Named>, query: Box<ViewQuery> },
}

/// What stands between the parentheses of `CREATE TABLE … AS`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    pub(crate) columns: Option<Vec<Name>>,
    pub(crate) key: Option<Index>,
}

/// What stands between the parentheses.
#[derive(Clone, Debug)]
pub(crate) enum Element {
    Column(Box<Column>),
    /// An index, or a key.
    Index(Index),
    /// A check or a foreign key.
    Constraint(TableConstraint),
    Like(Like),
}

/// A column, and the key that is said of it.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) def: ColumnDef,
    pub(crate) hidden: bool,
    pub(crate) key: Option<Index>,
    /// What `ON UPDATE` gives.
    pub(crate) on_update: Option<Expression>,
}

/// `ttl_expire_after`, and where it is said: <https://www.cockroachlabs.com/docs/v26.2/row-level-ttl>.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExpiresAfter(pub(crate) Place);

/// `REGIONAL BY ROW [AS column]`, and where it is said.
#[derive(Clone, Debug)]
pub(crate) struct RegionalByRow {
    pub(crate) column: Option<Name>,
    pub(crate) place: Place,
}

/// Reads what follows `CREATE [TEMPORARY] TABLE`.
pub(super) fn create_table(cursor: &mut Cursor<'_>, temporary: bool) -> Result<CreateTable, Fault> {
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    let name = cursor.qualified_name("the table's name")?;
    let mut table = CreateTable {
        name,
        temporary,
        if_not_exists,
        source: Source::Elements(Vec::new()),
        expires: None,
        regional: None,
    };
    if cursor.is(&["PARTITION", "OF"]) {
        return Err(missing(cursor.place(), "partitions that are tables"));
    }
    if cursor.is(&["OF"]) {
        return Err(missing(cursor.place(), "typed tables"));
    }
    let of_query = query_columns(cursor)?;
    if of_query.is_none() {
        table.source = Source::Elements(elements(cursor)?);
    }
    while !cursor.at_end() {
        if of_query.is_some() && cursor.is(&["AS"]) {
            break;
        }
        if cursor.is(&["INHERITS"]) {
            return Err(missing(cursor.place(), "inheritance"));
        } else if cursor.is(&["TABLESPACE"]) {
            return Err(missing(cursor.place(), "tablespaces"));
        } else if cursor.is(&["INTERLEAVE"]) {
            return Err(missing(cursor.place(), "interleaved tables any more"));
        } else if cursor.eat(&["WITH"]) {
            table.expires = storage_parameters(cursor)?.or(table.expires);
        } else if cursor.eat(&["LOCALITY"]) {
            table.regional = locality(cursor)?;
        } else if cursor.is(&["ON", "COMMIT"]) && !cursor.eat(&["ON", "COMMIT", "PRESERVE", "ROWS"]) {
            return Err(unsupported(cursor.place(), "CockroachDB keeps temporary rows to the end of the session")
                .help("ON COMMIT PRESERVE ROWS"));
        } else if !partition_by(cursor)? && !cursor.at_end() {
            return Err(cursor.unexpected("the end of the statement"));
        }
    }
    if let Some(named) = of_query {
        cursor.expect(&["AS"])?;
        table.source = Source::Query { named: Box::new(named), query: Box::new(view_query(cursor)) };
    }
    Ok(table)
}

/// Reads the names before the query of `CREATE TABLE … AS`, and the primary key among them; `None` for another table.
///
/// <https://www.cockroachlabs.com/docs/v26.2/create-table-as#specify-a-primary-key>
fn query_columns(cursor: &mut Cursor<'_>) -> Result<Option<Named>, Fault> {
    if cursor.is_any(&["AS", "WITH"]) {
        return Ok(Some(Named::default()));
    }
    let mut ahead = cursor.clone();
    ahead.skip_balanced();
    loop {
        ahead.skip_until(|cursor| cursor.is(&["AS"]) || cursor.is(&["REGIONAL", "BY", "ROW", "AS"]));
        if !ahead.eat(&["REGIONAL", "BY", "ROW", "AS"]) {
            break;
        }
    }
    if !ahead.is(&["AS"]) {
        return Ok(None);
    }
    cursor.expect(&["("])?;
    let (mut columns, mut key) = (Vec::new(), None);
    loop {
        if cursor.eat(&["FAMILY"]) {
            family(cursor)?;
        } else if cursor.is_any(&["CONSTRAINT", "PRIMARY"]) {
            match constraint(cursor)? {
                Element::Index(index) if index.kind == IndexKind::Primary => key = Some(index),
                _ => return Err(cursor.unexpected("a primary key")),
            }
        } else {
            let name = cursor.name("a column name")?;
            let place = cursor.place();
            if cursor.eat(&["PRIMARY", "KEY"]) {
                key = Some(key_of(&name, IndexKind::Primary, None, place));
            }
            while cursor.eat(&["FAMILY"]) {
                cursor.name("a family")?;
            }
            columns.push(name);
        }
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(Some(Named { columns: Some(columns), key }))
}

fn elements(cursor: &mut Cursor<'_>) -> Result<Vec<Element>, Fault> {
    cursor.expect(&["("])?;
    let mut all = Vec::new();
    while !cursor.is(&[")"]) {
        if cursor.is(&["FAMILY"]) && (cursor.peek(1) == "(" || cursor.peek(2) == "(") {
            cursor.advance();
            family(cursor)?;
        } else {
            all.push(element(cursor)?);
        }
        if !cursor.eat(&[","]) {
            break;
        }
    }
    if !cursor.is(&[")"]) {
        return Err(cursor.unexpected("`,` or `)`"));
    }
    cursor.advance();
    Ok(all)
}

/// Reads `FAMILY [name] (columns)`, which says what is kept together: <https://www.cockroachlabs.com/docs/v26.2/column-families>.
fn family(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    if !cursor.is(&["("]) {
        cursor.name("a family")?;
    }
    cursor.name_list().map(|_| ())
}

fn element(cursor: &mut Cursor<'_>) -> Result<Element, Fault> {
    if cursor.eat(&["LIKE"]) {
        return like(cursor).map(Element::Like);
    }
    if let Some(index) = index_definition(cursor)? {
        return Ok(Element::Index(index));
    }
    if is_table_constraint(cursor) {
        return constraint(cursor);
    }
    column(cursor).map(|column| Element::Column(Box::new(column)))
}

/// What `LIKE` can include: <https://www.cockroachlabs.com/docs/v26.2/create-table#create-a-table-like-an-existing-table>.
const LIKE_OPTIONS: [&str; 6] = ["all", "constraints", "defaults", "generated", "identity", "indexes"];

fn like(cursor: &mut Cursor<'_>) -> Result<Like, Fault> {
    let source = cursor.qualified_name("a table")?;
    let mut options = Vec::new();
    while let Some(word) = cursor.eat_any(&["INCLUDING", "EXCLUDING"]) {
        let option = cursor.label("what to include")?;
        if !LIKE_OPTIONS.contains(&option.value.as_str()) {
            let message = format!("CockroachDB's `LIKE` can't include `{}`", option.value);
            return Err(unsupported(option.place, message));
        }
        options.push((word == "INCLUDING", option.value));
    }
    Ok(Like { source, options })
}

/// Reads `[UNIQUE] [INVERTED | VECTOR] INDEX [name] (…)`, if that is next.
fn index_definition(cursor: &mut Cursor<'_>) -> Result<Option<Index>, Fault> {
    let (start, place) = (cursor.position(), cursor.place());
    let unique = cursor.eat(&["UNIQUE"]);
    let kind = match cursor.eat_any(&["INVERTED", "VECTOR"]) {
        Some("INVERTED") => IndexKind::Inverted,
        Some(_) => IndexKind::Vector,
        None if unique => IndexKind::Unique,
        None => IndexKind::Plain,
    };
    // `INDEX` is a reserved word, `inverted` and `vector` are names as well.
    if !cursor.eat(&["INDEX"]) {
        cursor.go_back(start);
        return Ok(None);
    }
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    let name = if cursor.is(&["("]) { None } else { Some(cursor.name("the index's name")?) };
    let mut found = index(cursor, kind, name, place)?;
    found.if_not_exists = if_not_exists;
    Ok(Some(found))
}

/// Reads a table's constraint: a key is an index.
pub(super) fn constraint(cursor: &mut Cursor<'_>) -> Result<Element, Fault> {
    let (start, place) = (cursor.position(), cursor.place());
    let (name, if_not_exists) = constraint_name(cursor)?;
    let kind = if cursor.eat(&["PRIMARY", "KEY"]) {
        IndexKind::Primary
    } else if cursor.eat(&["UNIQUE", "WITHOUT", "INDEX"]) {
        IndexKind::UniqueWithoutIndex
    } else if cursor.eat(&["UNIQUE"]) {
        IndexKind::Unique
    } else if cursor.is(&["EXCLUDE"]) {
        return Err(missing(place, "exclusion constraints"));
    } else {
        if !if_not_exists {
            cursor.go_back(start);
        }
        let mut found = table_constraint(cursor)?;
        found.name = found.name.or(name);
        found.place = place;
        at_once(found.timing, place)?;
        return Ok(Element::Constraint(found));
    };
    if cursor.is(&["USING", "INDEX"]) {
        return Err(unsupported(cursor.place(), "CockroachDB makes no key of an index that is there"));
    }
    if cursor.is(&["NULLS"]) {
        return Err(unsupported(cursor.place(), "CockroachDB takes NULL for different from NULL, always"));
    }
    let mut found = index(cursor, kind, name, place)?;
    found.if_not_exists = if_not_exists;
    not_deferrable(cursor)?;
    cursor.eat(&["NOT", "VALID"]);
    Ok(Element::Index(found))
}

/// Reads `CONSTRAINT [IF NOT EXISTS] name`.
fn constraint_name(cursor: &mut Cursor<'_>) -> Result<(Option<Name>, bool), Fault> {
    if !cursor.eat(&["CONSTRAINT"]) {
        return Ok((None, false));
    }
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    Ok((Some(cursor.name("the constraint's name")?), if_not_exists))
}

/// Errs where a constraint is to be checked later than at once.
fn at_once(timing: Timing, place: Place) -> Result<(), Fault> {
    if timing.deferrable { Err(missing(place, NOT_DEFERRABLE)) } else { Ok(()) }
}

fn not_deferrable(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    if cursor.is(&["DEFERRABLE"]) || cursor.is(&["INITIALLY", "DEFERRED"]) {
        return Err(missing(cursor.place(), NOT_DEFERRABLE));
    }
    Ok(())
}

/// <https://www.cockroachlabs.com/docs/v26.2/sql-feature-support#constraints>
const NOT_DEFERRABLE: &str = "deferrable constraints";

fn key_of(column: &Name, kind: IndexKind, name: Option<Name>, place: Place) -> Index {
    Index {
        name,
        kind,
        if_not_exists: false,
        parts: vec![super::index::Part { expression: Expression::of_column(column.clone()), descending: false }],
        storing: Vec::new(),
        shards: None,
        predicate: None,
        place,
    }
}

/// Reads a column: <https://www.cockroachlabs.com/docs/v26.2/create-table#column-qualifications>.
pub(super) fn column(cursor: &mut Cursor<'_>) -> Result<Column, Fault> {
    let name = cursor.name("a column, a constraint or `)`")?;
    let sql_type = Some(type_ref(cursor)?);
    let def = ColumnDef { name: name.clone(), sql_type, constraints: Vec::new() };
    let mut column = Column { def, hidden: false, key: None, on_update: None };
    let mut keys = Vec::new();
    while !cursor.at_end() && !cursor.is_any(&[",", ")"]) {
        let place = cursor.place();
        if cursor.eat(&["COLLATE"]) {
            cursor.any_name("a collation")?;
        } else if cursor.eat(&["NOT", "VISIBLE"]) {
            column.hidden = true;
        } else if cursor.eat(&["ON", "UPDATE"]) {
            column.on_update = Some(Expression::read_default(cursor)?);
        } else if cursor.is_any(&["FAMILY", "CREATE"]) {
            column_family(cursor)?;
        } else {
            not_deferrable(cursor)?;
            qualification(cursor, &name, place, &mut column.def, &mut keys)?;
        }
    }
    column.key = one_key(keys);
    Ok(column)
}

/// Of the keys that are said of one column there is one: the primary key, if that is among them.
fn one_key(keys: Vec<Index>) -> Option<Index> {
    let name = keys.iter().find_map(|key| key.name.clone());
    let primary = keys.iter().position(|key| key.kind == IndexKind::Primary);
    let one = keys.into_iter().nth(primary.unwrap_or(0));
    one.map(|key| Index { name: name.or(key.name), ..key })
}

/// Reads `FAMILY name` and `CREATE [IF NOT EXISTS] FAMILY [name]`.
fn column_family(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    let created = cursor.eat(&["CREATE"]);
    if created {
        cursor.eat(&["IF", "NOT", "EXISTS"]);
    }
    cursor.expect(&["FAMILY"])?;
    if !(created && (cursor.at_end() || cursor.is_any(&[",", ")", "NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE"]))) {
        cursor.name("a family")?;
    }
    Ok(())
}

fn qualification(
    cursor: &mut Cursor<'_>,
    column: &Name,
    place: Place,
    def: &mut ColumnDef,
    keys: &mut Vec<Index>,
) -> Result<(), Fault> {
    let start = cursor.position();
    let (name, _) = constraint_name(cursor)?;
    if cursor.eat(&["PRIMARY", "KEY"]) {
        let mut key = key_of(column, IndexKind::Primary, name, place);
        options(cursor, &mut key)?;
        keys.push(key);
    } else if cursor.eat(&["UNIQUE", "WITHOUT", "INDEX"]) {
        keys.push(key_of(column, IndexKind::UniqueWithoutIndex, name, place));
    } else if cursor.eat(&["UNIQUE"]) {
        keys.push(key_of(column, IndexKind::Unique, name, place));
    } else if cursor.eat(&["AS"]) {
        let kind = computed(cursor)?;
        def.constraints.push(ColumnConstraint { name, kind, timing: Timing::default(), place });
    } else {
        cursor.go_back(start);
        let constraint = column_constraint(cursor)?;
        if let ColumnConstraintKind::Generated { stored: false, .. } = constraint.kind {
            // `GENERATED ALWAYS AS (…)` says which it is.
            if !cursor_said_virtual(cursor) {
                return Err(cursor.unexpected("`STORED` or `VIRTUAL`"));
            }
        }
        def.constraints.push(constraint);
    }
    Ok(())
}

/// Reads `(…) STORED` or `(…) VIRTUAL`: <https://www.cockroachlabs.com/docs/v26.2/computed-columns#define-computed-columns>.
fn computed(cursor: &mut Cursor<'_>) -> Result<ColumnConstraintKind, Fault> {
    let expression = Expression::parenthesised(cursor)?;
    match cursor.eat_any(&["STORED", "VIRTUAL"]) {
        Some(word) => Ok(ColumnConstraintKind::Generated { expression, stored: word == "STORED" }),
        None => Err(cursor.unexpected("`STORED` or `VIRTUAL`")),
    }
}

/// Whether the word before this one is `VIRTUAL`.
fn cursor_said_virtual(cursor: &Cursor<'_>) -> bool {
    cursor.text_since(cursor.position().saturating_sub(1)).eq_ignore_ascii_case("VIRTUAL")
}

/// Reads `(name = value, …)` of a table, and gives whether rows expire after some time.
///
/// <https://www.cockroachlabs.com/docs/v26.2/with-storage-parameter#table-parameters>
pub(super) fn storage_parameters(cursor: &mut Cursor<'_>) -> Result<Option<ExpiresAfter>, Fault> {
    cursor.expect(&["("])?;
    let mut expires = None;
    while !cursor.is(&[")"]) && !cursor.at_end() {
        if cursor.is(&["TTL_EXPIRE_AFTER"]) {
            expires = Some(ExpiresAfter(cursor.place()));
        }
        cursor.skip_until(|cursor| cursor.is(&[","]));
        cursor.eat(&[","]);
    }
    cursor.expect(&[")"])?;
    Ok(expires)
}

/// Reads what follows `LOCALITY`: only `REGIONAL BY ROW` gives a table a column.
///
/// <https://www.cockroachlabs.com/docs/v26.2/alter-table#set-locality>
pub(super) fn locality(cursor: &mut Cursor<'_>) -> Result<Option<RegionalByRow>, Fault> {
    let place = cursor.place();
    if cursor.eat(&["GLOBAL"]) {
        return Ok(None);
    }
    cursor.expect(&["REGIONAL"])?;
    if cursor.eat(&["BY", "ROW"]) {
        let column = if cursor.eat(&["AS"]) { Some(cursor.name("the column of the region")?) } else { None };
        return Ok(Some(RegionalByRow { column, place }));
    }
    cursor.eat(&["BY", "TABLE"]);
    if cursor.eat(&["IN"]) && !cursor.eat(&["PRIMARY", "REGION"]) {
        if cursor.is_string() {
            cursor.string()?;
        } else {
            cursor.name("a region")?;
        }
    }
    Ok(None)
}
