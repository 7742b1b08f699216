//! What stands between the parentheses of `CREATE TABLE`: columns and constraints.
//!
//! <https://www.postgresql.org/docs/current/sql-createtable.html>

use super::expression::{Expr, Expression};
use super::types::{TypeRef, type_ref};
use crate::catalog::{Identity, MatchType, ReferentialAction, Timing};
use crate::cursor::{Cursor, Name, QualifiedName};
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
    Generated { expression: Expression, stored: bool },
    PrimaryKey,
    Unique { nulls_not_distinct: bool },
    Check { expression: Expression, no_inherit: bool },
    References(References),
}

/// A default's expression.
#[derive(Clone, Debug)]
pub(crate) struct DefaultValue {
    pub(crate) expression: Expression,
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
        /// What its name is made of, where it is a copy: the columns as they were called when the first was made.
        named_after: Option<String>,
    },
    UniqueUsingIndex(Name),
    ForeignKey {
        columns: Vec<Name>,
        references: References,
    },
    Check {
        expression: Expression,
        no_inherit: bool,
    },
    Exclude {
        /// The columns, or expressions.
        elements: Vec<Expression>,
        include: Vec<Name>,
        predicate: Option<Box<Expression>>,
        /// The index method; `None` where an operator class is named, so that any type will do.
        method: Option<String>,
        /// What its name is made of, where it is a copy.
        named_after: Option<String>,
    },
    /// What a column is computed from, read when all columns are there.
    Generated {
        column: Name,
        expression: Expression,
    },
    /// `NOT NULL column` as a table constraint, since PostgreSQL 18.
    NotNull(Name),
}

const CONSTRAINT_WORDS: &[&str] = &["CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE"];

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
            options.push((word == "INCLUDING", cursor.label("what to include")?.value));
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
            cursor.any_name("a collation")?;
        } else if cursor.eat_any(&["STORAGE", "COMPRESSION"]).is_some() {
            cursor.label("a method")?;
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

/// Reads `DEFERRABLE`, `INITIALLY …`, `NOT VALID`, and `[NOT] ENFORCED`, which shapes no table.
pub(crate) fn constraint_attribute(cursor: &mut Cursor<'_>, timing: &mut Timing) -> bool {
    if cursor.eat(&["DEFERRABLE"]) {
        timing.deferrable = true;
    } else if cursor.eat(&["INITIALLY", "DEFERRED"]) {
        (timing.deferrable, timing.deferred) = (true, true);
    } else if cursor.eat(&["NOT", "VALID"]) {
        timing.not_valid = true;
    } else {
        return cursor.eat(&["NOT", "DEFERRABLE"])
            || cursor.eat(&["INITIALLY", "IMMEDIATE"])
            || cursor.eat(&["ENFORCED"])
            || cursor.eat(&["NOT", "ENFORCED"]);
    }
    true
}

/// Reads a column's constraint.
pub(crate) fn column_constraint(cursor: &mut Cursor<'_>) -> Result<ColumnConstraint, Fault> {
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
        let expression = Expression::parenthesised(cursor)?;
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
    let expression = Expression::parenthesised(cursor)?;
    let stored = cursor.eat(&["STORED"]);
    if !stored {
        cursor.eat(&["VIRTUAL"]);
    }
    Ok(ColumnConstraintKind::Generated { expression, stored })
}

/// Reads a default's expression, which ends where the next constraint begins.
pub(crate) fn default_expression(cursor: &mut Cursor<'_>) -> Result<DefaultValue, Fault> {
    Expression::read_default(cursor).map(DefaultValue::of)
}

impl DefaultValue {
    pub(crate) fn of(expression: Expression) -> Self {
        let null = match &expression.expr {
            Expr::Null => Some(None),
            Expr::Cast { of, types } => match (&**of, types.as_slice()) {
                (Expr::Null, [only]) => Some(Some(only.clone())),
                _ => None,
            },
            _ => None,
        };
        Self { expression, null }
    }
}

pub(crate) fn nulls_distinct(cursor: &mut Cursor<'_>) -> bool {
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
            TableConstraintKind::Unique {
                columns,
                include: index_parameters(cursor)?,
                nulls_not_distinct,
                named_after: None,
            }
        }
    } else if cursor.eat(&["FOREIGN", "KEY"]) {
        let columns = period_columns(cursor)?;
        cursor.expect(&["REFERENCES"])?;
        TableConstraintKind::ForeignKey { columns, references: references(cursor)? }
    } else if cursor.eat(&["CHECK"]) {
        let expression = Expression::parenthesised(cursor)?;
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
    let mut method = Some("btree".to_owned());
    if cursor.eat(&["USING"]) {
        method = Some(cursor.name("an index method")?.value);
    }
    cursor.expect(&["("])?;
    let mut elements = Vec::new();
    loop {
        elements.push(Expression::read_part(cursor)?);
        if !cursor.is(&["WITH"]) {
            method = None;
        }
        cursor.skip_until(|cursor| cursor.is(&[","]));
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    let include = index_parameters(cursor)?;
    let mut predicate = None;
    if cursor.eat(&["WHERE"]) {
        predicate = Some(Box::new(Expression::parenthesised(cursor)?));
    }
    Ok(TableConstraintKind::Exclude { elements, include, predicate, method, named_after: None })
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
