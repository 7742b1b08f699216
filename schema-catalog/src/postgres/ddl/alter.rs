//! `ALTER TABLE` with all of its actions, `ALTER TYPE` and `ALTER DOMAIN`.
//!
//! <https://www.postgresql.org/docs/current/sql-altertable.html>

use super::create::if_not_exists;
use super::expression::Expression;
use super::object::ObjectKind;
use super::partition::{Bound, bound};
use super::statement::{Ddl, owned_by};
use super::table::{
    ColumnConstraintKind, ColumnDef, DefaultValue, TableConstraint, column, constraint_attribute, generated,
    is_table_constraint, table_constraint,
};
use super::types::{TypeRef, type_ref};
use crate::catalog::{Identity, Timing};
use crate::cursor::{Cursor, Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

/// `ALTER TABLE` with one or more actions.
#[derive(Clone, Debug)]
pub(crate) struct AlterTable {
    /// What the statement says that it is.
    pub(crate) kind: ObjectKind,
    pub(crate) name: QualifiedName,
    pub(crate) if_exists: bool,
    /// `ONLY`: without the tables that inherit from it.
    pub(crate) only: bool,
    pub(crate) actions: Vec<(AlterTableAction, Place)>,
}

#[derive(Clone, Debug)]
pub(crate) enum AlterTableAction {
    AddColumn {
        if_not_exists: bool,
        column: Box<ColumnDef>,
    },
    DropColumn {
        if_exists: bool,
        name: Name,
        cascade: bool,
    },
    AlterColumn {
        name: Name,
        change: AlterColumn,
    },
    AddConstraint(TableConstraint),
    ValidateConstraint(Name),
    AlterConstraint {
        name: Name,
        timing: Timing,
    },
    DropConstraint {
        if_exists: bool,
        name: Name,
        cascade: bool,
    },
    Inherit(QualifiedName),
    NoInherit(QualifiedName),
    AttachPartition {
        partition: QualifiedName,
        bound: Bound,
    },
    DetachPartition {
        partition: QualifiedName,
        concurrently: bool,
        /// Where it says `FINALIZE`.
        finalize: Option<Place>,
    },
    OfType(QualifiedName),
    NotOf,
    OwnerTo,
    /// `SET LOGGED`, or `SET UNLOGGED`.
    SetLogged(bool),
    /// What shapes no table: storage, triggers, row security, validation and the like.
    NoEffect(NoEffect),
}

/// Of what an action can be said that shapes no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoEffect {
    /// Of tables, partitioned or not: rules and row security.
    Tables,
    /// Of tables and foreign tables: triggers.
    Triggered,
    /// Of what has rows itself or in its partitions: how they are stored.
    WithRows,
    /// Of tables and views of each kind: parameters in parentheses.
    WithParameters,
    /// Of foreign tables: options.
    Foreign,
    /// Of indexes: what is said of a column by its number.
    Indexes,
}

#[derive(Clone, Debug)]
pub(crate) enum AlterColumn {
    /// The new type, and whether `USING` says how values become of it.
    Type {
        sql_type: TypeRef,
        using: bool,
    },
    SetDefault(DefaultValue),
    DropDefault,
    SetNotNull,
    DropNotNull,
    AddIdentity(Identity),
    SetIdentity(Identity),
    DropIdentity {
        if_exists: bool,
    },
    SetExpression(Expression),
    DropExpression {
        if_exists: bool,
    },
    NoEffect,
}

/// `ALTER TYPE` and `ALTER DOMAIN`, but for renaming and moving.
#[derive(Clone, Debug)]
pub(crate) enum AlterType {
    AddValue { if_not_exists: bool, label: (String, Place), before: Option<String>, after: Option<String> },
    RenameValue { from: String, to: String },
    AddAttribute { name: Name, sql_type: TypeRef, cascade: bool },
    DropAttribute { if_exists: bool, name: Name, cascade: bool },
    RenameAttribute { from: Name, to: Name, cascade: bool },
    AlterAttribute { name: Name, sql_type: TypeRef, cascade: bool },
    SetNotNull(bool),
    SetDefault(Option<DefaultValue>),
    AddCheck { name: Option<Name>, expression: Expression },
    DropConstraint { if_exists: bool, name: Name },
    RenameConstraint { from: Name, to: Name },
    ValidateConstraint(Name),
    NoEffect,
}

/// Reads what follows `ALTER TABLE`, or `ALTER VIEW`, `ALTER INDEX`, … , which take some of the same actions.
pub(crate) fn alter_table(cursor: &mut Cursor<'_>, kind: ObjectKind) -> Result<Ddl, Fault> {
    if cursor.is(&["ALL", "IN", "TABLESPACE"]) {
        return Ok(Ddl::Irrelevant);
    }
    let if_exists = cursor.eat(&["IF", "EXISTS"]);
    let only = cursor.eat(&["ONLY"]);
    let name = cursor.qualified_name("the name of what to alter")?;
    cursor.eat(&["*"]);
    let place = cursor.place();
    let stays = kind == ObjectKind::Index && cursor.is(&["SET", "SCHEMA"]);
    if !stays && let Some(ddl) = rename_or_move(cursor, &name, kind, if_exists)? {
        return Ok(ddl);
    }
    if cursor.eat(&["RENAME", "CONSTRAINT"]) {
        let from = cursor.name("the constraint's name")?;
        cursor.expect(&["TO"])?;
        let to = cursor.name("the new name")?;
        return Ok(Ddl::RenameConstraint { table: name, from, to, if_exists });
    }
    if cursor.eat(&["RENAME"]) {
        cursor.eat(&["COLUMN"]);
        let from = cursor.name("the column's name")?;
        cursor.expect(&["TO"])?;
        let to = cursor.name("the new name")?;
        return Ok(Ddl::RenameColumn { table: name, from, to, if_exists, only, place });
    }
    let nothing = |name| Ddl::AlterTable(AlterTable { kind, name, if_exists, only, actions: Vec::new() });
    if kind == ObjectKind::Sequence {
        return Ok(match owned_by(cursor)? {
            Some(owned_by) => Ddl::OwnSequence { name, if_exists, owned_by },
            None => nothing(name),
        });
    }
    if kind == ObjectKind::Index {
        if cursor.eat(&["ATTACH", "PARTITION"]) {
            return Ok(Ddl::AttachIndex { index: name, part: cursor.qualified_name("the index of a partition")? });
        }
        if cursor.is(&["SET", "SCHEMA"]) {
            return Err(cursor.unexpected("a change of the index"));
        }
        if !cursor.is(&["OWNER"]) {
            return Ok(nothing(name));
        }
    }
    let mut actions = Vec::new();
    loop {
        let place = cursor.place();
        actions.push((action(cursor)?, place));
        if !cursor.eat(&[","]) {
            break;
        }
    }
    if !cursor.at_end() {
        return Err(cursor.unexpected("`,` or the end of the statement"));
    }
    Ok(Ddl::AlterTable(AlterTable { kind, name, if_exists, only, actions }))
}

fn cascade(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat_any(&["CASCADE", "RESTRICT"]) == Some("CASCADE")
}

/// Steps over an action that shapes no table.
fn no_effect(cursor: &mut Cursor<'_>, of: NoEffect) -> AlterTableAction {
    cursor.skip_until(|cursor| cursor.is(&[","]));
    AlterTableAction::NoEffect(of)
}

/// Of what an action can be said that shapes no table.
///
/// PostgreSQL, `src/backend/commands/tablecmds.c`, `ATPrepCmd`.
fn of_what(cursor: &Cursor<'_>) -> NoEffect {
    let mut rest = cursor.clone();
    match rest.eat_any(&["SET", "RESET", "ENABLE", "DISABLE", "FORCE", "NO", "CLUSTER", "REPLICA"]) {
        Some("ENABLE" | "DISABLE") => {
            rest.eat_any(&["ALWAYS", "REPLICA"]);
            if rest.is(&["TRIGGER"]) { NoEffect::Triggered } else { NoEffect::Tables }
        }
        Some("FORCE" | "NO") => NoEffect::Tables,
        Some("CLUSTER" | "REPLICA") => NoEffect::WithRows,
        Some("SET") if rest.is(&["WITHOUT", "OIDS"]) => NoEffect::Tables,
        Some("SET" | "RESET") if rest.is(&["("]) => NoEffect::WithParameters,
        Some("SET") => NoEffect::WithRows,
        _ => NoEffect::Foreign,
    }
}

/// Reads an action.
pub(crate) fn action(cursor: &mut Cursor<'_>) -> Result<AlterTableAction, Fault> {
    if cursor.eat(&["ADD"]) {
        if is_table_constraint(cursor) {
            return Ok(AlterTableAction::AddConstraint(table_constraint(cursor)?));
        }
        cursor.eat(&["COLUMN"]);
        let if_not_exists = if_not_exists(cursor);
        return Ok(AlterTableAction::AddColumn { if_not_exists, column: Box::new(column(cursor, false)?) });
    }
    if cursor.eat(&["DROP", "CONSTRAINT"]) {
        let if_exists = cursor.eat(&["IF", "EXISTS"]);
        let name = cursor.name("the constraint's name")?;
        return Ok(AlterTableAction::DropConstraint { if_exists, name, cascade: cascade(cursor) });
    }
    if cursor.eat(&["DROP"]) {
        cursor.eat(&["COLUMN"]);
        let if_exists = cursor.eat(&["IF", "EXISTS"]);
        let name = cursor.name("the column's name")?;
        return Ok(AlterTableAction::DropColumn { if_exists, name, cascade: cascade(cursor) });
    }
    if cursor.eat(&["ALTER", "CONSTRAINT"]) {
        let name = cursor.name("the constraint's name")?;
        let mut timing = Timing::default();
        while constraint_attribute(cursor, &mut timing) {}
        cursor.skip_until(|cursor| cursor.is(&[","]));
        return Ok(AlterTableAction::AlterConstraint { name, timing });
    }
    if cursor.eat(&["ALTER"]) {
        cursor.eat(&["COLUMN"]);
        if cursor.is_number() {
            return Ok(no_effect(cursor, NoEffect::Indexes));
        }
        let name = cursor.name("the column's name")?;
        return Ok(AlterTableAction::AlterColumn { name, change: alter_column(cursor)? });
    }
    if cursor.eat(&["ATTACH", "PARTITION"]) {
        let partition = cursor.qualified_name("the partition")?;
        return Ok(AlterTableAction::AttachPartition { partition, bound: bound(cursor)? });
    }
    if cursor.eat(&["DETACH", "PARTITION"]) {
        let partition = cursor.qualified_name("the partition")?;
        let concurrently = cursor.eat(&["CONCURRENTLY"]);
        let finalize = cursor.is(&["FINALIZE"]).then(|| cursor.place());
        cursor.eat(&["FINALIZE"]);
        return Ok(AlterTableAction::DetachPartition { partition, concurrently, finalize });
    }
    if cursor.eat(&["NO", "INHERIT"]) {
        return Ok(AlterTableAction::NoInherit(cursor.qualified_name("the parent table")?));
    }
    if cursor.eat(&["INHERIT"]) {
        return Ok(AlterTableAction::Inherit(cursor.qualified_name("the parent table")?));
    }
    if cursor.eat(&["NOT", "OF"]) {
        return Ok(AlterTableAction::NotOf);
    }
    if cursor.eat(&["OF"]) {
        return Ok(AlterTableAction::OfType(cursor.qualified_name("a composite type")?));
    }
    if cursor.eat(&["VALIDATE", "CONSTRAINT"]) {
        return Ok(AlterTableAction::ValidateConstraint(cursor.name("the constraint's name")?));
    }
    if cursor.eat(&["OWNER", "TO"]) {
        cursor.skip_until(|cursor| cursor.is(&[","]));
        return Ok(AlterTableAction::OwnerTo);
    }
    if cursor.eat(&["SET", "LOGGED"]) {
        return Ok(AlterTableAction::SetLogged(true));
    }
    if cursor.eat(&["SET", "UNLOGGED"]) {
        return Ok(AlterTableAction::SetLogged(false));
    }
    let known = ["SET", "RESET", "ENABLE", "DISABLE", "FORCE", "NO", "CLUSTER", "REPLICA", "OPTIONS"];
    if cursor.is_any(&known) {
        let of = of_what(cursor);
        return Ok(no_effect(cursor, of));
    }
    Err(cursor.unexpected("an action of `ALTER TABLE`"))
}

fn alter_column(cursor: &mut Cursor<'_>) -> Result<AlterColumn, Fault> {
    let change = if cursor.eat(&["SET", "DATA", "TYPE"]) || cursor.eat(&["TYPE"]) {
        let sql_type = type_ref(cursor)?;
        cursor.skip_until(|cursor| cursor.is_any(&[",", "USING"]));
        let using = cursor.is(&["USING"]);
        cursor.skip_until(|cursor| cursor.is(&[","]));
        AlterColumn::Type { sql_type, using }
    } else if cursor.eat(&["SET", "DEFAULT"]) {
        AlterColumn::SetDefault(DefaultValue::of(Expression::read(cursor)?))
    } else if cursor.eat(&["DROP", "DEFAULT"]) {
        AlterColumn::DropDefault
    } else if cursor.eat(&["SET", "NOT", "NULL"]) {
        AlterColumn::SetNotNull
    } else if cursor.eat(&["DROP", "NOT", "NULL"]) {
        AlterColumn::DropNotNull
    } else if cursor.eat(&["ADD", "GENERATED"]) {
        match generated(cursor)? {
            ColumnConstraintKind::Identity(identity) => AlterColumn::AddIdentity(identity),
            _ => return Err(cursor.unexpected("`AS IDENTITY`")),
        }
    } else if cursor.eat(&["DROP", "IDENTITY"]) {
        AlterColumn::DropIdentity { if_exists: cursor.eat(&["IF", "EXISTS"]) }
    } else if cursor.eat(&["DROP", "EXPRESSION"]) {
        AlterColumn::DropExpression { if_exists: cursor.eat(&["IF", "EXISTS"]) }
    } else if cursor.eat(&["SET", "EXPRESSION", "AS"]) {
        AlterColumn::SetExpression(Expression::parenthesised(cursor)?)
    } else if cursor.eat(&["OPTIONS"]) {
        cursor.skip_balanced();
        AlterColumn::NoEffect
    } else if cursor.is_any(&["SET", "RESET", "RESTART"]) {
        set_identity(cursor)
    } else {
        return Err(cursor.unexpected("a change of the column"));
    };
    Ok(change)
}

/// Reads `SET GENERATED …`, `RESTART`, `SET INCREMENT BY …` and what shapes no table, such as `SET STATISTICS`.
fn set_identity(cursor: &mut Cursor<'_>) -> AlterColumn {
    let mut change = AlterColumn::NoEffect;
    while !cursor.at_end() && !cursor.is(&[","]) {
        if cursor.eat(&["SET", "GENERATED", "ALWAYS"]) {
            change = AlterColumn::SetIdentity(Identity::Always);
        } else if cursor.eat(&["SET", "GENERATED", "BY", "DEFAULT"]) {
            change = AlterColumn::SetIdentity(Identity::ByDefault);
        } else {
            cursor.skip_balanced();
        }
    }
    change
}

/// Reads what follows `ALTER TYPE`.
pub(crate) fn alter_type(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    let name = cursor.qualified_name("the type's name")?;
    let place = cursor.place();
    if let Some(ddl) = rename_or_move(cursor, &name, ObjectKind::Type, false)? {
        return Ok(ddl);
    }
    let mut changes = Vec::new();
    loop {
        changes.push(type_change(cursor)?);
        if !cursor.eat(&[","]) {
            break;
        }
    }
    Ok(Ddl::AlterType { kind: ObjectKind::Type, name, changes, place })
}

/// Reads `RENAME TO` and `SET SCHEMA`, if one of them is next.
pub(crate) fn rename_or_move(
    cursor: &mut Cursor<'_>,
    name: &QualifiedName,
    kind: ObjectKind,
    if_exists: bool,
) -> Result<Option<Ddl>, Fault> {
    let place = cursor.place();
    if cursor.eat(&["RENAME", "TO"]) {
        let to = cursor.name("the new name")?;
        return Ok(Some(Ddl::Rename { kind, name: name.clone(), to, if_exists, place }));
    }
    if cursor.eat(&["SET", "SCHEMA"]) {
        let schema = cursor.name("the schema")?;
        return Ok(Some(Ddl::SetSchema { kind, name: name.clone(), schema, if_exists }));
    }
    Ok(None)
}

fn type_change(cursor: &mut Cursor<'_>) -> Result<AlterType, Fault> {
    if cursor.eat(&["ADD", "VALUE"]) {
        let if_not_exists = if_not_exists(cursor);
        let place = cursor.place();
        let label = (cursor.string()?, place);
        let before = if cursor.eat(&["BEFORE"]) { Some(cursor.string()?) } else { None };
        let after = if cursor.eat(&["AFTER"]) { Some(cursor.string()?) } else { None };
        return Ok(AlterType::AddValue { if_not_exists, label, before, after });
    }
    if cursor.eat(&["RENAME", "VALUE"]) {
        let from = cursor.string()?;
        cursor.expect(&["TO"])?;
        return Ok(AlterType::RenameValue { from, to: cursor.string()? });
    }
    if cursor.eat(&["RENAME", "ATTRIBUTE"]) {
        let from = cursor.name("the attribute's name")?;
        cursor.expect(&["TO"])?;
        let to = cursor.name("the new name")?;
        return Ok(AlterType::RenameAttribute { from, to, cascade: cascade(cursor) });
    }
    if cursor.eat(&["ADD", "ATTRIBUTE"]) {
        let name = cursor.name("the attribute's name")?;
        let sql_type = type_ref(cursor)?;
        cursor.skip_until(|cursor| cursor.is_any(&[",", "CASCADE", "RESTRICT"]));
        return Ok(AlterType::AddAttribute { name, sql_type, cascade: cascade(cursor) });
    }
    if cursor.eat(&["DROP", "ATTRIBUTE"]) {
        let if_exists = cursor.eat(&["IF", "EXISTS"]);
        let name = cursor.name("the attribute's name")?;
        return Ok(AlterType::DropAttribute { if_exists, name, cascade: cascade(cursor) });
    }
    if cursor.eat(&["ALTER", "ATTRIBUTE"]) {
        let name = cursor.name("the attribute's name")?;
        cursor.eat(&["SET", "DATA"]);
        cursor.expect(&["TYPE"])?;
        let sql_type = type_ref(cursor)?;
        cursor.skip_until(|cursor| cursor.is_any(&[",", "CASCADE", "RESTRICT"]));
        return Ok(AlterType::AlterAttribute { name, sql_type, cascade: cascade(cursor) });
    }
    if cursor.is_any(&["OWNER", "SET"]) {
        cursor.skip_until(|cursor| cursor.is(&[","]));
        return Ok(AlterType::NoEffect);
    }
    Err(cursor.unexpected("a change of the type"))
}

/// Reads what follows `ALTER DOMAIN`.
pub(crate) fn alter_domain(cursor: &mut Cursor<'_>) -> Result<Ddl, Fault> {
    let name = cursor.qualified_name("the domain's name")?;
    let place = cursor.place();
    if let Some(ddl) = rename_or_move(cursor, &name, ObjectKind::Domain, false)? {
        return Ok(ddl);
    }
    let change = if cursor.eat(&["SET", "NOT", "NULL"]) {
        AlterType::SetNotNull(true)
    } else if cursor.eat(&["DROP", "NOT", "NULL"]) {
        AlterType::SetNotNull(false)
    } else if cursor.eat(&["SET", "DEFAULT"]) {
        AlterType::SetDefault(Some(DefaultValue::of(Expression::read(cursor)?)))
    } else if cursor.eat(&["DROP", "DEFAULT"]) {
        AlterType::SetDefault(None)
    } else if cursor.eat(&["ADD"]) {
        let name = if cursor.eat(&["CONSTRAINT"]) { Some(cursor.name("the constraint's name")?) } else { None };
        if cursor.eat(&["NOT", "NULL"]) {
            AlterType::SetNotNull(true)
        } else {
            cursor.expect(&["CHECK"])?;
            let expression = Expression::parenthesised(cursor)?;
            cursor.eat(&["NOT", "VALID"]);
            AlterType::AddCheck { name, expression }
        }
    } else if cursor.eat(&["DROP", "CONSTRAINT"]) {
        let if_exists = cursor.eat(&["IF", "EXISTS"]);
        let name = cursor.name("the constraint's name")?;
        cascade(cursor);
        AlterType::DropConstraint { if_exists, name }
    } else if cursor.eat(&["RENAME", "CONSTRAINT"]) {
        let from = cursor.name("the constraint's name")?;
        cursor.expect(&["TO"])?;
        AlterType::RenameConstraint { from, to: cursor.name("the new name")? }
    } else if cursor.eat(&["VALIDATE", "CONSTRAINT"]) {
        AlterType::ValidateConstraint(cursor.name("the constraint's name")?)
    } else if cursor.is(&["OWNER"]) {
        cursor.skip_to_end();
        AlterType::NoEffect
    } else {
        return Err(cursor.unexpected("a change of the domain"));
    };
    Ok(Ddl::AlterType { kind: ObjectKind::Domain, name, changes: vec![change], place })
}
