//! `CREATE TABLE`, `CREATE VIEW`, `CREATE INDEX`, `CREATE TYPE` and `CREATE DOMAIN`.

use super::expression::Expression;
use super::partition::{Bound, PartitionBy, bound, partition_by};
use super::query::{ViewQuery, view_query};
use super::table::{DefaultValue, Element, default_expression, elements, nulls_distinct};
use super::types::{TypeRef, type_ref};
use crate::catalog::TableKind;
use crate::cursor::{Cursor, Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

/// `CREATE TABLE`, in all of its forms.
#[derive(Clone, Debug)]
pub(crate) struct CreateTable {
    pub(crate) name: QualifiedName,
    pub(crate) temporary: bool,
    pub(crate) unlogged: bool,
    /// `ON COMMIT DROP`, of a temporary table.
    pub(crate) dropped_on_commit: bool,
    pub(crate) if_not_exists: bool,
    pub(crate) kind: TableKind,
    pub(crate) source: TableSource,
    pub(crate) elements: Vec<Element>,
    pub(crate) partition_by: Option<PartitionBy>,
}

/// Where a table's columns come from, besides its own elements.
#[derive(Clone, Debug)]
pub(crate) enum TableSource {
    Own,
    Inherits(Vec<QualifiedName>),
    /// The partitioned table, and what of it this holds.
    PartitionOf(QualifiedName, Bound),
    OfType(QualifiedName),
    Query {
        columns: Option<Vec<Name>>,
        query: Box<ViewQuery>,
    },
}

/// `CREATE VIEW` and `CREATE MATERIALIZED VIEW`.
#[derive(Clone, Debug)]
pub(crate) struct CreateView {
    pub(crate) name: QualifiedName,
    pub(crate) kind: TableKind,
    pub(crate) or_replace: bool,
    pub(crate) if_not_exists: bool,
    pub(crate) temporary: bool,
    pub(crate) columns: Option<Vec<Name>>,
    pub(crate) query: ViewQuery,
}

/// `CREATE INDEX`.
#[derive(Clone, Debug)]
pub(crate) struct CreateIndex {
    pub(crate) name: Option<Name>,
    pub(crate) table: QualifiedName,
    pub(crate) unique: bool,
    pub(crate) nulls_not_distinct: bool,
    /// `ONLY`: without the table's partitions.
    pub(crate) only: bool,
    /// Whether it is no B-tree, or names an operator class.
    pub(crate) ordered_otherwise: bool,
    /// Whether a part is in another order than that of its type.
    pub(crate) reordered: bool,
    pub(crate) if_not_exists: bool,
    /// `CONCURRENTLY`: while others write to the table.
    pub(crate) concurrently: bool,
    /// The columns, or expressions.
    pub(crate) columns: Vec<Expression>,
    pub(crate) include: Vec<Name>,
    pub(crate) predicate: Option<Expression>,
    pub(crate) place: Place,
}

/// `CREATE TYPE` and `CREATE DOMAIN`.
#[derive(Clone, Debug)]
pub(crate) struct CreateType {
    pub(crate) name: QualifiedName,
    pub(crate) kind: CreateTypeKind,
}

#[derive(Clone, Debug)]
pub(crate) enum CreateTypeKind {
    Enum(Vec<(String, Place)>),
    Composite(Vec<(Name, TypeRef)>),
    Range {
        subtype: TypeRef,
        multirange: Option<QualifiedName>,
    },
    Base,
    Domain {
        base: TypeRef,
        not_null: bool,
        default: Option<Box<DefaultValue>>,
        checks: Vec<(Option<Name>, Expression)>,
    },
}

pub(crate) fn if_not_exists(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat(&["IF", "NOT", "EXISTS"])
}

/// Reads what follows `CREATE … TABLE`.
pub(crate) fn create_table(cursor: &mut Cursor<'_>, temporary: bool, foreign: bool) -> Result<CreateTable, Fault> {
    let if_not_exists = if_not_exists(cursor);
    let name = cursor.qualified_name("the table's name")?;
    let mut table = CreateTable {
        name,
        temporary,
        unlogged: false,
        dropped_on_commit: false,
        if_not_exists,
        kind: if foreign { TableKind::Foreign } else { TableKind::Table },
        source: TableSource::Own,
        elements: Vec::new(),
        partition_by: None,
    };
    if cursor.eat(&["PARTITION", "OF"]) {
        let parent = cursor.qualified_name("the parent table")?;
        if cursor.is(&["("]) {
            table.elements = elements(cursor, true)?;
        }
        table.source = TableSource::PartitionOf(parent, bound(cursor)?);
    } else if cursor.eat(&["OF"]) {
        table.source = TableSource::OfType(cursor.qualified_name("a composite type")?);
        if cursor.is(&["("]) {
            table.elements = elements(cursor, true)?;
        }
    } else if cursor.is(&["AS"]) || is_column_list_of_query(cursor) {
        let columns = if cursor.is(&["("]) { Some(cursor.name_list()?) } else { None };
        cursor.skip_until(|cursor| cursor.is(&["AS"]) || cursor.is(&["ON", "COMMIT", "DROP"]));
        table.dropped_on_commit = cursor.eat(&["ON", "COMMIT", "DROP"]);
        cursor.skip_until(|cursor| cursor.is(&["AS"]));
        cursor.expect(&["AS"])?;
        table.source = TableSource::Query { columns, query: Box::new(view_query(cursor)) };
    } else {
        table.elements = elements(cursor, false)?;
        if cursor.eat(&["INHERITS"]) {
            table.source = TableSource::Inherits(parents(cursor)?);
        }
    }
    while !cursor.at_end() {
        if cursor.eat(&["PARTITION", "BY"]) {
            table.kind = TableKind::Partitioned;
            table.partition_by = Some(partition_by(cursor)?);
        } else if cursor.eat(&["ON", "COMMIT", "DROP"]) {
            table.dropped_on_commit = true;
        } else if cursor.eat(&["USING"])
            || cursor.eat(&["TABLESPACE"])
            || cursor.eat(&["SERVER"])
            || cursor.eat(&["ON", "COMMIT"])
        {
            cursor.name("a name")?;
            cursor.eat(&["ROWS"]);
        } else if cursor.eat(&["WITH"]) || cursor.eat(&["OPTIONS"]) {
            cursor.skip_balanced();
        } else if !cursor.eat(&["WITHOUT", "OIDS"]) {
            return Err(cursor.unexpected("the end of the statement"));
        }
    }
    Ok(table)
}

fn is_column_list_of_query(cursor: &Cursor<'_>) -> bool {
    let mut ahead = cursor.clone();
    if ahead.is(&["("]) && ahead.name_list().is_err() {
        return false;
    }
    ahead.is(&["AS"])
        || (ahead.is_any(&["WITH", "ON", "TABLESPACE", "USING"]) && {
            ahead.skip_until(|cursor| cursor.is(&["AS"]));
            ahead.is(&["AS"])
        })
}

fn parents(cursor: &mut Cursor<'_>) -> Result<Vec<QualifiedName>, Fault> {
    cursor.expect(&["("])?;
    let mut parents = Vec::new();
    while !cursor.is(&[")"]) {
        parents.push(cursor.qualified_name("the parent table")?);
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(parents)
}

/// Reads what follows `CREATE … VIEW`.
pub(crate) fn create_view(
    cursor: &mut Cursor<'_>,
    kind: TableKind,
    or_replace: bool,
    temporary: bool,
) -> Result<CreateView, Fault> {
    let if_not_exists = if_not_exists(cursor);
    let name = cursor.qualified_name("the view's name")?;
    let columns = if cursor.is(&["("]) { Some(cursor.name_list()?) } else { None };
    cursor.skip_until(|cursor| cursor.is(&["AS"]));
    cursor.expect(&["AS"])?;
    Ok(CreateView { name, kind, or_replace, if_not_exists, temporary, columns, query: view_query(cursor) })
}

/// Reads what follows `CREATE [UNIQUE] INDEX`.
pub(crate) fn create_index(cursor: &mut Cursor<'_>, unique: bool, place: Place) -> Result<CreateIndex, Fault> {
    let concurrently = cursor.eat(&["CONCURRENTLY"]);
    let if_not_exists = if_not_exists(cursor);
    let name = if cursor.is(&["ON"]) { None } else { Some(cursor.qualified_name("the index's name")?.name) };
    cursor.expect(&["ON"])?;
    let only = cursor.eat(&["ONLY"]);
    let table = cursor.qualified_name("the table")?;
    let mut ordered_otherwise = cursor.eat(&["USING"]) && cursor.name("an index method")?.value != "btree";
    cursor.expect(&["("])?;
    let mut columns = Vec::new();
    let mut reordered = false;
    loop {
        columns.push(Expression::read_part(cursor)?);
        reordered |= cursor.is_any(&["DESC", "COLLATE"])
            || cursor.is(&["NULLS", "FIRST"])
            || cursor.is(&["ASC", "NULLS", "FIRST"]);
        ordered_otherwise |= cursor.is_name() && !cursor.is_any(&["ASC", "DESC", "NULLS", "COLLATE"]);
        cursor.skip_until(|cursor| cursor.is(&[","]));
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    let include = if cursor.eat(&["INCLUDE"]) { cursor.name_list()? } else { Vec::new() };
    let nulls_not_distinct = nulls_distinct(cursor);
    cursor.skip_until(|cursor| cursor.is(&["WHERE"]));
    let mut predicate = None;
    if cursor.eat(&["WHERE"]) {
        predicate = Some(Expression::read(cursor)?);
    }
    if !cursor.at_end() {
        return Err(cursor.unexpected("the end of the statement"));
    }
    Ok(CreateIndex {
        name,
        table,
        unique,
        nulls_not_distinct,
        only,
        ordered_otherwise,
        reordered: reordered || ordered_otherwise,
        if_not_exists,
        concurrently,
        columns,
        include,
        predicate,
        place,
    })
}

/// Reads what follows `CREATE TYPE`.
pub(crate) fn create_type(cursor: &mut Cursor<'_>) -> Result<CreateType, Fault> {
    let name = cursor.qualified_name("the type's name")?;
    let kind = if cursor.eat(&["AS", "ENUM"]) {
        CreateTypeKind::Enum(labels(cursor)?)
    } else if cursor.eat(&["AS", "RANGE"]) {
        range(cursor)?
    } else if cursor.eat(&["AS"]) {
        CreateTypeKind::Composite(attributes(cursor)?)
    } else if cursor.at_end() || cursor.is(&["("]) {
        cursor.skip_to_end();
        CreateTypeKind::Base
    } else {
        return Err(cursor.unexpected("`AS`"));
    };
    Ok(CreateType { name, kind })
}

fn labels(cursor: &mut Cursor<'_>) -> Result<Vec<(String, Place)>, Fault> {
    cursor.expect(&["("])?;
    let mut labels = Vec::new();
    while !cursor.is(&[")"]) {
        let place = cursor.place();
        labels.push((cursor.string()?, place));
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(labels)
}

fn range(cursor: &mut Cursor<'_>) -> Result<CreateTypeKind, Fault> {
    cursor.expect(&["("])?;
    let (mut subtype, mut multirange) = (None, None);
    while !cursor.is(&[")"]) {
        if cursor.eat(&["SUBTYPE", "="]) {
            subtype = Some(type_ref(cursor)?);
        } else if cursor.eat(&["MULTIRANGE_TYPE_NAME", "="]) {
            multirange = Some(cursor.qualified_name("a type's name")?);
        }
        cursor.skip_until(|cursor| cursor.is(&[","]));
        if !cursor.eat(&[","]) {
            break;
        }
    }
    match subtype {
        Some(subtype) => cursor.expect(&[")"]).map(|()| CreateTypeKind::Range { subtype, multirange }),
        None => Err(cursor.unexpected("`SUBTYPE =`")),
    }
}

fn attributes(cursor: &mut Cursor<'_>) -> Result<Vec<(Name, TypeRef)>, Fault> {
    cursor.expect(&["("])?;
    let mut attributes = Vec::new();
    while !cursor.is(&[")"]) {
        attributes.push((cursor.name("an attribute's name")?, type_ref(cursor)?));
        cursor.skip_until(|cursor| cursor.is(&[","]));
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(attributes)
}

/// Reads what follows `CREATE DOMAIN`.
pub(crate) fn create_domain(cursor: &mut Cursor<'_>) -> Result<CreateType, Fault> {
    let name = cursor.qualified_name("the domain's name")?;
    cursor.eat(&["AS"]);
    let base = type_ref(cursor)?;
    let (mut not_null, mut default, mut checks) = (false, None, Vec::new());
    while !cursor.at_end() {
        let constraint = if cursor.eat(&["CONSTRAINT"]) { Some(cursor.name("the constraint's name")?) } else { None };
        if cursor.eat(&["NOT", "NULL"]) {
            not_null = true;
        } else if cursor.eat(&["NULL"]) {
        } else if cursor.eat(&["COLLATE"]) {
            cursor.qualified_name("a collation")?;
        } else if cursor.eat(&["DEFAULT"]) {
            default = Some(Box::new(default_expression(cursor)?));
        } else if cursor.eat(&["CHECK"]) {
            checks.push((constraint, Expression::parenthesised(cursor)?));
        } else {
            return Err(cursor.unexpected("`NOT NULL`, `DEFAULT`, `CHECK` or the end of the statement"));
        }
    }
    Ok(CreateType { name, kind: CreateTypeKind::Domain { base, not_null, default, checks } })
}
