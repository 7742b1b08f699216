//! What stands between the parentheses of `CREATE TABLE`: columns and constraints.
//!
//! <https://www.postgresql.org/docs/current/sql-createtable.html>

use super::cursor::{Cursor, Fragment, Name, QualifiedName};
use super::query::result_name;
use super::types::{TypeRef, type_ref};
use crate::catalog::{Identity, MatchType, ReferentialAction};
use crate::fault::Fault;
use crate::source::Place;

/// One element of a table's definition.
#[derive(Clone, Debug)]
pub(crate) enum Element {
    Column(ColumnDef),
    Constraint(TableConstraint),
    Like(Like),
}

/// `LIKE other INCLUDING …`.
#[derive(Clone, Debug)]
pub(crate) struct Like {
    pub(crate) source: QualifiedName,
    /// What is included, in lower case, in the order written; `all` for everything.
    pub(crate) options: Vec<(bool, String)>,
}

impl Like {
    pub(crate) fn includes(&self, what: &str) -> bool {
        let said = self.options.iter().rev().find(|(_, option)| option == what || option == "all");
        said.is_some_and(|(including, _)| *including)
    }
}

/// A column; without a type where the table takes it from a type or a parent (`OF type`, `PARTITION OF`).
#[derive(Clone, Debug)]
pub(crate) struct ColumnDef {
    pub(crate) name: Name,
    pub(crate) sql_type: Option<TypeRef>,
    pub(crate) constraints: Vec<ColumnConstraint>,
}

#[derive(Clone, Debug)]
pub(crate) struct ColumnConstraint {
    pub(crate) name: Option<Name>,
    pub(crate) kind: ColumnConstraintKind,
    pub(crate) timing: Timing,
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
pub(crate) enum ColumnConstraintKind {
    NotNull,
    Null,
    Default(DefaultValue),
    Identity(Identity),
    Generated { expression: Fragment, stored: bool },
    PrimaryKey,
    Unique { nulls_not_distinct: bool },
    Check { expression: Fragment, no_inherit: bool },
    References(References),
}

/// A default's expression.
#[derive(Clone, Debug)]
pub(crate) struct DefaultValue {
    pub(crate) expression: Fragment,
    /// Where it says NULL and nothing else: the type that this is cast to, if any.
    pub(crate) null: Option<Option<TypeRef>>,
}

/// `REFERENCES table (columns) …`.
#[derive(Clone, Debug)]
pub(crate) struct References {
    pub(crate) parent: QualifiedName,
    pub(crate) columns: Option<Vec<Name>>,
    pub(crate) on_delete: ReferentialAction,
    pub(crate) on_update: ReferentialAction,
    pub(crate) match_type: MatchType,
}

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Timing {
    /// `DEFERRABLE`.
    deferrable: bool,
    /// `INITIALLY DEFERRED`.
    deferred: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct TableConstraint {
    pub(crate) name: Option<Name>,
    pub(crate) kind: TableConstraintKind,
    pub(crate) timing: Timing,
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
pub(crate) enum TableConstraintKind {
    PrimaryKey {
        columns: Vec<Name>,
        include: Vec<Name>,
    },
    PrimaryKeyUsingIndex(Name),
    Unique {
        columns: Vec<Name>,
        include: Vec<Name>,
        nulls_not_distinct: bool,
    },
    UniqueUsingIndex(Name),
    ForeignKey {
        columns: Vec<Name>,
        references: References,
    },
    Check {
        expression: Fragment,
        no_inherit: bool,
    },
    Exclude {
        /// The columns, or expressions with the names that the engine gives them.
        elements: Vec<(Option<Name>, Fragment, String)>,
        predicate: Option<Fragment>,
    },
    /// `NOT NULL column` as a table constraint, since PostgreSQL 18.
    NotNull(Name),
}

const CONSTRAINT_WORDS: &[&str] = &["CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE"];

/// Words that end an expression that stands as a column's default, where no parentheses are around it.
fn ends_default(cursor: &Cursor<'_>) -> bool {
    cursor.is_any(&[",", "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "REFERENCES", "DEFAULT", "GENERATED"])
        || cursor.is_any(&["DEFERRABLE", "INITIALLY", "COLLATE", "STORAGE", "COMPRESSION"])
        || cursor.is(&["NOT", "NULL"])
        || cursor.is(&["NOT", "DEFERRABLE"])
        || cursor.is(&["NULL"])
}

/// Reads the elements of a table's definition, with the parentheses around them.
pub(crate) fn elements(cursor: &mut Cursor<'_>, typed: bool) -> Result<Vec<Element>, Fault> {
    let mut all = Vec::new();
    cursor.expect(&["("])?;
    if cursor.eat(&[")"]) {
        return Ok(all);
    }
    loop {
        all.push(element(cursor, typed)?);
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

fn element(cursor: &mut Cursor<'_>, typed: bool) -> Result<Element, Fault> {
    if cursor.is(&["LIKE"]) {
        cursor.advance();
        let source = cursor.qualified_name("a table")?;
        let mut options = Vec::new();
        while let Some(word) = cursor.eat_any(&["INCLUDING", "EXCLUDING"]) {
            options.push((word == "INCLUDING", cursor.name("what to include")?.value));
        }
        return Ok(Element::Like(Like { source, options }));
    }
    if is_table_constraint(cursor) {
        return Ok(Element::Constraint(table_constraint(cursor)?));
    }
    Ok(Element::Column(column(cursor, typed)?))
}

/// Whether a constraint is next and not a column. Its words are reserved, so that a column of such a name is in quotes.
pub(crate) fn is_table_constraint(cursor: &Cursor<'_>) -> bool {
    (cursor.is_any(CONSTRAINT_WORDS) && !cursor.is_quoted() && !matches!(cursor.peek(1), "" | "," | ")"))
        && (!cursor.is(&["EXCLUDE"]) || cursor.is(&["EXCLUDE", "USING"]) || cursor.peek(1) == "(")
        || cursor.is(&["NOT", "NULL"])
}

/// Reads a column's definition. Where the table is `typed`, a column without a type only adds constraints.
pub(crate) fn column(cursor: &mut Cursor<'_>, typed: bool) -> Result<ColumnDef, Fault> {
    let name = cursor.name("a column, a constraint or `)`")?;
    let sql_type = if typed {
        cursor.eat(&["WITH", "OPTIONS"]);
        None
    } else {
        Some(type_ref(cursor)?)
    };
    let mut constraints = Vec::new();
    loop {
        if cursor.at_end() || cursor.is_any(&[",", ")"]) {
            return Ok(ColumnDef { name, sql_type, constraints });
        }
        if cursor.eat_any(&["COLLATE"]).is_some() {
            cursor.qualified_name("a collation")?;
        } else if cursor.eat_any(&["STORAGE", "COMPRESSION"]).is_some() {
            cursor.name("a method")?;
        } else if cursor.eat(&["OPTIONS"]) {
            cursor.skip_balanced();
        } else {
            let mut of_none = Timing::default();
            // What stands behind a constraint is said of it.
            let timing = constraints.last_mut().map_or(&mut of_none, |last: &mut ColumnConstraint| &mut last.timing);
            if !constraint_attribute(cursor, timing) {
                constraints.push(column_constraint(cursor)?);
            }
        }
    }
}

/// Reads `DEFERRABLE`, `INITIALLY …`, and `NOT VALID` and `[NOT] ENFORCED`, which shape no table.
fn constraint_attribute(cursor: &mut Cursor<'_>, timing: &mut Timing) -> bool {
    if cursor.eat(&["DEFERRABLE"]) {
        timing.deferrable = true;
    } else if cursor.eat(&["INITIALLY", "DEFERRED"]) {
        *timing = Timing { deferrable: true, deferred: true };
    } else {
        return cursor.eat(&["NOT", "DEFERRABLE"])
            || cursor.eat(&["INITIALLY", "IMMEDIATE"])
            || cursor.eat(&["NOT", "VALID"])
            || cursor.eat(&["ENFORCED"])
            || cursor.eat(&["NOT", "ENFORCED"]);
    }
    true
}

fn column_constraint(cursor: &mut Cursor<'_>) -> Result<ColumnConstraint, Fault> {
    let place = cursor.place();
    let name = if cursor.eat(&["CONSTRAINT"]) { Some(cursor.name("the constraint's name")?) } else { None };
    let kind = if cursor.eat(&["NOT", "NULL"]) {
        cursor.eat(&["NO", "INHERIT"]);
        ColumnConstraintKind::NotNull
    } else if cursor.eat(&["NULL"]) {
        ColumnConstraintKind::Null
    } else if cursor.eat(&["DEFAULT"]) {
        ColumnConstraintKind::Default(default_expression(cursor)?)
    } else if cursor.eat(&["PRIMARY", "KEY"]) {
        index_parameters(cursor)?;
        ColumnConstraintKind::PrimaryKey
    } else if cursor.eat(&["UNIQUE"]) {
        let nulls_not_distinct = nulls_distinct(cursor);
        index_parameters(cursor)?;
        ColumnConstraintKind::Unique { nulls_not_distinct }
    } else if cursor.eat(&["CHECK"]) {
        let expression = parenthesised(cursor)?;
        ColumnConstraintKind::Check { expression, no_inherit: cursor.eat(&["NO", "INHERIT"]) }
    } else if cursor.eat(&["REFERENCES"]) {
        ColumnConstraintKind::References(references(cursor)?)
    } else if cursor.eat(&["GENERATED"]) {
        generated(cursor)?
    } else {
        return Err(cursor.unexpected("a column constraint, `,` or `)`"));
    };
    Ok(ColumnConstraint { name, kind, timing: Timing::default(), place })
}

/// Reads what follows `GENERATED`.
pub(crate) fn generated(cursor: &mut Cursor<'_>) -> Result<ColumnConstraintKind, Fault> {
    let always = cursor.eat(&["ALWAYS"]);
    if !always {
        cursor.expect(&["BY", "DEFAULT"])?;
    }
    cursor.expect(&["AS"])?;
    if cursor.eat(&["IDENTITY"]) {
        if cursor.is(&["("]) {
            cursor.skip_balanced();
        }
        return Ok(ColumnConstraintKind::Identity(if always { Identity::Always } else { Identity::ByDefault }));
    }
    let expression = parenthesised(cursor)?;
    let stored = cursor.eat(&["STORED"]);
    if !stored {
        cursor.eat(&["VIRTUAL"]);
    }
    Ok(ColumnConstraintKind::Generated { expression, stored })
}

/// Reads a default's expression, which ends where the next constraint begins.
pub(crate) fn default_expression(cursor: &mut Cursor<'_>) -> Result<DefaultValue, Fault> {
    default_until(cursor, ends_default)
}

/// Reads a default's expression up to `stop`. Its first token belongs to it whatever it is: `DEFAULT NULL`.
pub(crate) fn default_until(
    cursor: &mut Cursor<'_>,
    stop: impl Fn(&Cursor<'_>) -> bool,
) -> Result<DefaultValue, Fault> {
    if cursor.at_end() || cursor.is_any(&[",", ")"]) {
        return Err(cursor.unexpected("an expression"));
    }
    let mut taken = cursor.take_until(stop);
    let null = null(&mut taken.clone());
    taken.skip_to_end();
    Ok(DefaultValue { expression: taken.fragment_since(0), null })
}

/// Reads `NULL`, with or without one cast and any parentheses, and nothing else.
fn null(cursor: &mut Cursor<'_>) -> Option<Option<TypeRef>> {
    let mut open = 0;
    while cursor.eat(&["("]) {
        open += 1;
    }
    let cast_to = if cursor.eat(&["CAST", "(", "NULL", "AS"]) {
        let sql_type = type_ref(cursor).ok()?;
        cursor.expect(&[")"]).ok()?;
        Some(sql_type)
    } else {
        cursor.expect(&["NULL"]).ok()?;
        if cursor.eat(&["::"]) { Some(type_ref(cursor).ok()?) } else { None }
    };
    let closed = (0..open).all(|_| cursor.eat(&[")"]));
    (closed && cursor.at_end()).then_some(cast_to)
}

/// Reads an expression in parentheses, and leaves these out.
pub(crate) fn parenthesised(cursor: &mut Cursor<'_>) -> Result<Fragment, Fault> {
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

fn nulls_distinct(cursor: &mut Cursor<'_>) -> bool {
    let not = cursor.eat(&["NULLS", "NOT", "DISTINCT"]);
    if !not {
        cursor.eat(&["NULLS", "DISTINCT"]);
    }
    not
}

/// Reads the parameters of a constraint's index; returns the columns of `INCLUDE`.
fn index_parameters(cursor: &mut Cursor<'_>) -> Result<Vec<Name>, Fault> {
    let mut include = Vec::new();
    loop {
        if cursor.eat(&["INCLUDE"]) {
            include = cursor.name_list()?;
        } else if cursor.eat(&["WITH"]) {
            cursor.skip_balanced();
        } else if cursor.eat(&["USING", "INDEX", "TABLESPACE"]) {
            cursor.name("a tablespace")?;
        } else {
            return Ok(include);
        }
    }
}

/// Reads a table's constraint.
pub(crate) fn table_constraint(cursor: &mut Cursor<'_>) -> Result<TableConstraint, Fault> {
    let place = cursor.place();
    let name = if cursor.eat(&["CONSTRAINT"]) { Some(cursor.name("the constraint's name")?) } else { None };
    let kind = if cursor.eat(&["PRIMARY", "KEY"]) {
        if cursor.eat(&["USING", "INDEX"]) {
            TableConstraintKind::PrimaryKeyUsingIndex(cursor.name("an index")?)
        } else {
            let columns = key_columns(cursor)?;
            TableConstraintKind::PrimaryKey { columns, include: index_parameters(cursor)? }
        }
    } else if cursor.eat(&["UNIQUE"]) {
        if cursor.eat(&["USING", "INDEX"]) {
            TableConstraintKind::UniqueUsingIndex(cursor.name("an index")?)
        } else {
            let nulls_not_distinct = nulls_distinct(cursor);
            let columns = key_columns(cursor)?;
            TableConstraintKind::Unique { columns, include: index_parameters(cursor)?, nulls_not_distinct }
        }
    } else if cursor.eat(&["FOREIGN", "KEY"]) {
        let columns = period_columns(cursor)?;
        cursor.expect(&["REFERENCES"])?;
        TableConstraintKind::ForeignKey { columns, references: references(cursor)? }
    } else if cursor.eat(&["CHECK"]) {
        let expression = parenthesised(cursor)?;
        TableConstraintKind::Check { expression, no_inherit: cursor.eat(&["NO", "INHERIT"]) }
    } else if cursor.eat(&["EXCLUDE"]) {
        exclude(cursor)?
    } else if cursor.eat(&["NOT", "NULL"]) {
        let column = cursor.name("a column name")?;
        cursor.eat(&["NO", "INHERIT"]);
        TableConstraintKind::NotNull(column)
    } else {
        return Err(cursor.unexpected("a constraint"));
    };
    let mut timing = Timing::default();
    while constraint_attribute(cursor, &mut timing) || cursor.eat(&["NO", "INHERIT"]) {}
    Ok(TableConstraint { name, kind, timing, place })
}

/// The columns of a key; the last may be a range `WITHOUT OVERLAPS` (PostgreSQL 18).
fn key_columns(cursor: &mut Cursor<'_>) -> Result<Vec<Name>, Fault> {
    cursor.expect(&["("])?;
    let mut names = Vec::new();
    loop {
        names.push(cursor.name("a column name")?);
        cursor.eat(&["WITHOUT", "OVERLAPS"]);
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(names)
}

/// The columns of a foreign key; the last may be a `PERIOD` (PostgreSQL 18).
fn period_columns(cursor: &mut Cursor<'_>) -> Result<Vec<Name>, Fault> {
    cursor.expect(&["("])?;
    let mut names = Vec::new();
    loop {
        if cursor.is(&["PERIOD"]) && !matches!(cursor.peek(1), "," | ")") {
            cursor.advance();
        }
        names.push(cursor.name("a column name")?);
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(names)
}

fn exclude(cursor: &mut Cursor<'_>) -> Result<TableConstraintKind, Fault> {
    if cursor.eat(&["USING"]) {
        cursor.name("an index method")?;
    }
    cursor.expect(&["("])?;
    let mut elements = Vec::new();
    loop {
        let start = cursor.position();
        let mut name = result_name(&mut cursor.clone());
        let column = if cursor.is_name() && cursor.peek(1) != "(" { Some(cursor.name("a column name")?) } else { None };
        if let Some(column) = &column {
            name.clone_from(&column.value);
        }
        cursor.skip_until(|cursor| cursor.is(&["WITH"]) || cursor.is(&[","]));
        elements.push((column, cursor.fragment_since(start), name));
        cursor.skip_until(|cursor| cursor.is(&[","]));
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    index_parameters(cursor)?;
    let mut predicate = None;
    if cursor.eat(&["WHERE"]) {
        let start = cursor.position();
        cursor.skip_balanced();
        predicate = Some(cursor.fragment_since(start));
    }
    Ok(TableConstraintKind::Exclude { elements, predicate })
}

fn references(cursor: &mut Cursor<'_>) -> Result<References, Fault> {
    let parent = cursor.qualified_name("the table referred to")?;
    let columns = if cursor.is(&["("]) { Some(period_columns(cursor)?) } else { None };
    let mut found = References {
        parent,
        columns,
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        match_type: MatchType::Simple,
    };
    loop {
        if cursor.eat(&["MATCH"]) {
            match cursor.eat_any(&["FULL", "SIMPLE", "PARTIAL"]) {
                Some("FULL") => found.match_type = MatchType::Full,
                Some("SIMPLE") => {}
                _ => return Err(cursor.unexpected("`FULL` or `SIMPLE`")),
            }
        } else if cursor.eat(&["ON", "DELETE"]) {
            found.on_delete = referential_action(cursor)?;
        } else if cursor.eat(&["ON", "UPDATE"]) {
            found.on_update = referential_action(cursor)?;
        } else {
            return Ok(found);
        }
    }
}

fn referential_action(cursor: &mut Cursor<'_>) -> Result<ReferentialAction, Fault> {
    let action = if cursor.eat(&["NO", "ACTION"]) {
        ReferentialAction::NoAction
    } else if cursor.eat(&["RESTRICT"]) {
        ReferentialAction::Restrict
    } else if cursor.eat(&["CASCADE"]) {
        ReferentialAction::Cascade
    } else if cursor.eat(&["SET", "NULL"]) {
        ReferentialAction::SetNull
    } else if cursor.eat(&["SET", "DEFAULT"]) {
        ReferentialAction::SetDefault
    } else {
        return Err(cursor.unexpected("`CASCADE`, `RESTRICT`, `NO ACTION`, `SET NULL` or `SET DEFAULT`"));
    };
    // `SET NULL (column)` names some of the columns only.
    if cursor.is(&["("]) {
        cursor.skip_balanced();
    }
    Ok(action)
}
