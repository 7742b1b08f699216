//! Indexes and keys, which are written alike: in `CREATE INDEX`, `CREATE TABLE`, and as constraints.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/create-index>, <https://www.cockroachlabs.com/docs/v26.2/indexes>

use crate::cursor::{Cursor, Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::cockroachdb::missing;
use crate::postgres::ddl::Expression;
use crate::source::Place;

/// What an index is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IndexKind {
    Plain,
    Unique,
    Primary,
    /// `UNIQUE WITHOUT INDEX`.
    UniqueWithoutIndex,
    /// For what is in arrays, documents and shapes: `INVERTED`, or `USING gin` and `USING gist`.
    Inverted,
    Vector,
}

/// A column of an index, or an expression.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) expression: Expression,
    pub(crate) descending: bool,
}

/// An index or a key.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    pub(crate) name: Option<Name>,
    pub(crate) kind: IndexKind,
    pub(crate) if_not_exists: bool,
    pub(crate) parts: Vec<Part>,
    /// `STORING`, by whatever word.
    pub(crate) storing: Vec<Name>,
    pub(crate) shards: Option<Shards>,
    pub(crate) predicate: Option<Expression>,
    pub(crate) place: Place,
}

/// `USING HASH`: <https://www.cockroachlabs.com/docs/v26.2/hash-sharded-indexes>.
#[derive(Clone, Debug)]
pub(crate) struct Shards {
    pub(crate) count: u32,
    /// `shard_columns`, where not all of the index's are hashed.
    pub(crate) columns: Option<Vec<Name>>,
}

/// `table@index`, or an index by its name alone.
#[derive(Clone, Debug)]
pub(crate) struct IndexName {
    /// The table; without one, the schema that is written before the index.
    pub(crate) table: Option<QualifiedName>,
    pub(crate) schema: Option<Name>,
    pub(crate) name: Name,
}

impl IndexName {
    pub(crate) fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let first = cursor.qualified_name("the index's name")?;
        if cursor.eat(&["@"]) {
            let name = cursor.name("the index's name")?;
            return Ok(Self { table: Some(first), schema: None, name });
        }
        Ok(Self { table: None, schema: first.schema, name: first.name })
    }
}

pub(super) fn index_names(cursor: &mut Cursor<'_>) -> Result<Vec<IndexName>, Fault> {
    let mut names = vec![IndexName::read(cursor)?];
    while cursor.eat(&[","]) {
        names.push(IndexName::read(cursor)?);
    }
    Ok(names)
}

/// Reads what follows `CREATE [UNIQUE | INVERTED | VECTOR] INDEX`.
pub(super) fn create_index(
    cursor: &mut Cursor<'_>,
    unique: bool,
    kind: Option<&str>,
    place: Place,
) -> Result<(QualifiedName, Index), Fault> {
    cursor.eat(&["CONCURRENTLY"]);
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    let name = if cursor.is(&["ON"]) { None } else { Some(cursor.name("the index's name")?) };
    cursor.expect(&["ON"])?;
    let table = cursor.qualified_name("the table")?;
    let kind = match (kind, method(cursor)?) {
        _ if unique => IndexKind::Unique,
        (Some("INVERTED"), _) | (_, IndexKind::Inverted) => IndexKind::Inverted,
        (Some(_), _) | (_, IndexKind::Vector) => IndexKind::Vector,
        _ => IndexKind::Plain,
    };
    let mut index = index(cursor, kind, name, place)?;
    index.if_not_exists = if_not_exists;
    if cursor.at_end() { Ok((table, index)) } else { Err(cursor.unexpected("the end of the statement")) }
}

/// Reads `USING` and a method as PostgreSQL calls them: <https://www.cockroachlabs.com/docs/v26.2/create-index#parameters>.
fn method(cursor: &mut Cursor<'_>) -> Result<IndexKind, Fault> {
    if !cursor.eat(&["USING"]) {
        return Ok(IndexKind::Plain);
    }
    let method = cursor.name("an index method")?;
    match method.value.as_str() {
        "btree" | "prefix" => Ok(IndexKind::Plain),
        "gin" | "gist" | "inverted" => Ok(IndexKind::Inverted),
        "cspann" | "hnsw" | "vector" => Ok(IndexKind::Vector),
        other => Err(missing(method.place, &format!("index method `{other}`"))),
    }
}

/// Reads an index's parts and all that follows them.
pub(super) fn index(
    cursor: &mut Cursor<'_>,
    kind: IndexKind,
    name: Option<Name>,
    place: Place,
) -> Result<Index, Fault> {
    let parts = parts(cursor)?;
    let mut index =
        Index { name, kind, if_not_exists: false, parts, storing: Vec::new(), shards: None, predicate: None, place };
    options(cursor, &mut index)?;
    Ok(index)
}

/// Reads the columns and expressions of an index, in parentheses.
pub(super) fn parts(cursor: &mut Cursor<'_>) -> Result<Vec<Part>, Fault> {
    cursor.expect(&["("])?;
    let mut parts = Vec::new();
    loop {
        let expression = Expression::read_part(cursor)?;
        let mut descending = false;
        // Behind it stand an operator class, an order and a place for NULL.
        while !cursor.at_end() && !cursor.is_any(&[",", ")"]) {
            descending |= cursor.is(&["DESC"]);
            cursor.advance();
        }
        parts.push(Part { expression, descending });
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(parts)
}

/// Reads what stands behind an index's parts, or behind `PRIMARY KEY` of a column, in any order.
pub(super) fn options(cursor: &mut Cursor<'_>, index: &mut Index) -> Result<(), Fault> {
    let mut count = None;
    let mut hashed = false;
    let mut columns = None;
    loop {
        if cursor.eat(&["USING", "HASH"]) {
            hashed = true;
            if cursor.eat(&["WITH", "BUCKET_COUNT"]) {
                cursor.expect(&["="])?;
                count = Some(bucket_count(cursor)?);
            }
        } else if cursor.eat(&["WITH"]) {
            cursor.expect(&["("])?;
            while !cursor.is(&[")"]) && !cursor.at_end() {
                if cursor.eat(&["BUCKET_COUNT", "="]) {
                    count = Some(bucket_count(cursor)?);
                } else if cursor.eat(&["SHARD_COLUMNS", "="]) {
                    columns = Some(cursor.name_list()?);
                }
                cursor.skip_until(|cursor| cursor.is(&[","]));
                cursor.eat(&[","]);
            }
            cursor.expect(&[")"])?;
        } else if cursor.eat_any(&["STORING", "COVERING", "INCLUDE"]).is_some() {
            index.storing = cursor.name_list()?;
        } else if cursor.eat(&["WHERE"]) {
            index.predicate = Some(Expression::read(cursor)?);
        } else if cursor.is(&["INTERLEAVE"]) {
            return Err(missing(cursor.place(), "interleaved tables any more"));
        } else if !(cursor.eat(&["NOT", "VISIBLE"]) || cursor.eat(&["VISIBLE"]) || partition_by(cursor)?) {
            if !cursor.eat(&["VISIBILITY"]) {
                break;
            }
            cursor.advance();
        }
    }
    if !hashed && count.is_some() {
        return Err(Fault::new(index.place, "`bucket_count` is for indexes `USING HASH`"));
    }
    if hashed {
        // The default of `sql.defaults.default_hash_sharded_index_bucket_count`.
        index.shards = Some(Shards { count: count.unwrap_or(16), columns });
    }
    Ok(())
}

/// Reads a number of shards, from 2 to 2048: <https://www.cockroachlabs.com/docs/v26.2/with-storage-parameter>.
fn bucket_count(cursor: &mut Cursor<'_>) -> Result<u32, Fault> {
    let place = cursor.place();
    let count = cursor.peek(0).parse::<u32>();
    cursor.advance();
    match count {
        Ok(count @ 2..=2048) => Ok(count),
        _ => Err(Fault::new(place, "the number of buckets must be from 2 to 2048")),
    }
}

/// Steps over `PARTITION [ALL] BY …`, which says where rows are kept: <https://www.cockroachlabs.com/docs/v26.2/partitioning>.
pub(super) fn partition_by(cursor: &mut Cursor<'_>) -> Result<bool, Fault> {
    if !cursor.eat(&["PARTITION", "BY"]) && !cursor.eat(&["PARTITION", "ALL", "BY"]) {
        return Ok(false);
    }
    if cursor.eat(&["NOTHING"]) {
        return Ok(true);
    }
    if cursor.eat_any(&["LIST", "RANGE"]).is_none() {
        return Err(cursor.unexpected("`LIST`, `RANGE` or `NOTHING`"));
    }
    cursor.name_list()?;
    if !cursor.is(&["("]) {
        return Err(cursor
            .unexpected("the partitions, in parentheses")
            .help("partitions are parts of the one table here, and no tables of their own"));
    }
    cursor.skip_balanced();
    Ok(true)
}
