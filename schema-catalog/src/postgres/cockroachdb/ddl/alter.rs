//! `ALTER TABLE`: its actions are applied as they are written.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/alter-table>

use super::index::{Index, IndexKind, index, partition_by};
use super::table::{Column, Element, ExpiresAfter, RegionalByRow, column, constraint, locality, storage_parameters};
use crate::cursor::{Cursor, Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::cockroachdb::missing;
use crate::postgres::ddl::{
    AlterTableAction, Ddl, Expression, ObjectKind, TableConstraint, action, is_table_constraint, rename_or_move,
};
use crate::source::Place;

/// `ALTER TABLE` with one or more actions.
#[derive(Clone, Debug)]
pub(crate) struct AlterTable {
    pub(crate) name: QualifiedName,
    pub(crate) if_exists: bool,
    pub(crate) actions: Vec<(Action, Place)>,
}

#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// One that PostgreSQL has as well.
    Shared(AlterTableAction),
    AddColumn {
        if_not_exists: bool,
        column: Box<Column>,
    },
    /// A key, and whether it is added where there is one of its name.
    AddKey(Index),
    AddConstraint {
        if_not_exists: bool,
        constraint: TableConstraint,
    },
    AlterPrimaryKey(Index),
    SetVisible {
        column: Name,
        visible: bool,
    },
    SetOnUpdate {
        column: Name,
        expression: Option<Expression>,
    },
    /// `DROP STORED`.
    DropStored(Name),
    RenameColumn {
        from: Name,
        to: Name,
    },
    RenameConstraint {
        from: Name,
        to: Name,
    },
    ValidateConstraint(Name),
    /// `SET (ttl_expire_after = …)`.
    Expire(ExpiresAfter),
    /// `RESET (ttl)`.
    NeverExpire,
    /// `SET LOCALITY REGIONAL BY ROW`.
    PlaceByRow(RegionalByRow),
    NoEffect,
}

/// Reads what follows `ALTER TABLE`.
pub(super) fn alter_table(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    let if_exists = cursor.eat(&["IF", "EXISTS"]);
    if cursor.is(&["ONLY"]) {
        cursor.advance();
    }
    let name = cursor.qualified_name("the name of what to alter")?;
    if let Some(moved) = rename_or_move(cursor, &name, ObjectKind::Table, if_exists)? {
        return Ok(moved);
    }
    // What says where rows are kept stands alone, with expressions that may hold commas.
    let alone = ["SPLIT", "UNSPLIT", "SCATTER", "CONFIGURE", "RELOCATE", "EXPERIMENTAL_RELOCATE", "INJECT"];
    if cursor.is_any(&alone) {
        return Ok(super::CockroachDdl::AlterTable(AlterTable { name, if_exists, actions: Vec::new() }).into());
    }
    let mut actions = Vec::new();
    loop {
        let place = cursor.place();
        actions.push((own_action(cursor)?, place));
        if !cursor.eat(&[","]) {
            break;
        }
    }
    if !cursor.at_end() {
        return Err(cursor.unexpected("`,` or the end of the statement"));
    }
    Ok(super::CockroachDdl::AlterTable(AlterTable { name, if_exists, actions }).into())
}

fn own_action(cursor: &mut Cursor<'_>) -> Result<Action, Fault> {
    let place = cursor.place();
    if cursor.eat(&["ADD"]) {
        return add(cursor);
    }
    if cursor.eat(&["ALTER", "PRIMARY", "KEY", "USING", "COLUMNS"]) {
        return index(cursor, IndexKind::Primary, None, place).map(Action::AlterPrimaryKey);
    }
    if cursor.eat(&["RENAME", "CONSTRAINT"]) {
        let from = cursor.name("the constraint's name")?;
        cursor.expect(&["TO"])?;
        return Ok(Action::RenameConstraint { from, to: cursor.name("the new name")? });
    }
    if cursor.eat(&["RENAME"]) {
        cursor.eat(&["COLUMN"]);
        let from = cursor.name("the column's name")?;
        cursor.expect(&["TO"])?;
        return Ok(Action::RenameColumn { from, to: cursor.name("the new name")? });
    }
    if cursor.eat(&["VALIDATE", "CONSTRAINT"]) {
        return cursor.name("the constraint's name").map(Action::ValidateConstraint);
    }
    if cursor.eat(&["SET", "LOCALITY"]) {
        return Ok(locality(cursor)?.map_or(Action::NoEffect, Action::PlaceByRow));
    }
    if cursor.is(&["SET", "("]) {
        cursor.advance();
        return Ok(storage_parameters(cursor)?.map_or(Action::NoEffect, Action::Expire));
    }
    if cursor.eat(&["RESET"]) {
        return reset(cursor);
    }
    if cursor.eat(&["EXPERIMENTAL_AUDIT"]) {
        cursor.skip_until(|cursor| cursor.is(&[","]));
        return Ok(Action::NoEffect);
    }
    if partition_by(cursor)? {
        return Ok(Action::NoEffect);
    }
    if cursor.is(&["INHERIT"]) || cursor.is(&["NO", "INHERIT"]) {
        return Err(missing(place, "inheritance"));
    }
    if cursor.is_any(&["ATTACH", "DETACH"]) {
        return Err(missing(place, "partitions that are tables"));
    }
    if cursor.is(&["ALTER", "CONSTRAINT"]) {
        return Err(missing(place, "`ALTER CONSTRAINT`"));
    }
    if cursor.is(&["OF"]) || cursor.is(&["NOT", "OF"]) {
        return Err(missing(place, "typed tables"));
    }
    if let Some(own) = alter_column(cursor)? {
        return Ok(own);
    }
    action(cursor).map(Action::Shared)
}

fn add(cursor: &mut Cursor<'_>) -> Result<Action, Fault> {
    if is_table_constraint(cursor) {
        let mut ahead = cursor.clone();
        let if_not_exists = ahead.eat(&["CONSTRAINT", "IF", "NOT", "EXISTS"]);
        return Ok(match constraint(cursor)? {
            Element::Index(key) => Action::AddKey(key),
            Element::Constraint(constraint) => Action::AddConstraint { if_not_exists, constraint },
            Element::Column(_) | Element::Like(_) => return Err(cursor.unexpected("a constraint")),
        });
    }
    cursor.eat(&["COLUMN"]);
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    Ok(Action::AddColumn { if_not_exists, column: Box::new(column(cursor)?) })
}

/// Reads `RESET (ttl, …)`.
fn reset(cursor: &mut Cursor<'_>) -> Result<Action, Fault> {
    cursor.expect(&["("])?;
    let mut found = Action::NoEffect;
    while !cursor.is(&[")"]) && !cursor.at_end() {
        if cursor.is_any(&["TTL", "TTL_EXPIRE_AFTER"]) {
            found = Action::NeverExpire;
        }
        cursor.advance();
    }
    cursor.expect(&[")"])?;
    Ok(found)
}

/// Reads what only CockroachDB says of a column; `None` for what PostgreSQL says as well.
fn alter_column(cursor: &mut Cursor<'_>) -> Result<Option<Action>, Fault> {
    let start = cursor.position();
    if !cursor.eat(&["ALTER"]) || cursor.is(&["CONSTRAINT"]) {
        cursor.go_back(start);
        return Ok(None);
    }
    cursor.eat(&["COLUMN"]);
    let column = cursor.name("the column's name")?;
    let found = if cursor.eat(&["SET", "VISIBLE"]) {
        Action::SetVisible { column, visible: true }
    } else if cursor.eat(&["SET", "NOT", "VISIBLE"]) {
        Action::SetVisible { column, visible: false }
    } else if cursor.eat(&["SET", "ON", "UPDATE"]) {
        Action::SetOnUpdate { column, expression: Some(Expression::read(cursor)?) }
    } else if cursor.eat(&["DROP", "ON", "UPDATE"]) {
        Action::SetOnUpdate { column, expression: None }
    } else if cursor.eat(&["DROP", "STORED"]) {
        Action::DropStored(column)
    } else {
        cursor.go_back(start);
        return Ok(None);
    };
    Ok(Some(found))
}
