//! Operators and what binds how strongly, down to the operands between them.

use super::super::query::query_in_parentheses;
use super::super::types::type_ref;
use super::{Expr, SubqueryKind, primary};
use crate::cursor::Cursor;
use crate::fault::Fault;

/// `AT TIME ZONE`, as an operator.
pub(crate) const AT_TIME_ZONE: &str = "AT TIME ZONE";

/// How tightly operators bind, loosest first.
mod level {
    pub(super) const OR: u8 = 1;
    pub(super) const AND: u8 = 2;
    pub(super) const NOT: u8 = 3;
    pub(super) const IS: u8 = 4;
    pub(super) const COMPARISON: u8 = 5;
    pub(super) const LIKE: u8 = 6;
    pub(super) const OTHER: u8 = 7;
    pub(super) const SUM: u8 = 8;
    pub(super) const PRODUCT: u8 = 9;
    pub(super) const POWER: u8 = 10;
    pub(super) const AT: u8 = 11;
    pub(super) const COLLATE: u8 = 12;
    pub(super) const SIGN: u8 = 13;
}

/// Reads an expression.
pub(crate) fn expression(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    operators(cursor, level::OR)
}

/// Reads an expression that binds as tightly as a comparison: `NOT` begins none.
pub(super) fn comparison(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    operators(cursor, level::COMPARISON)
}

/// Reads one that stands where `AND` and comparisons would mean something else: a bound of `BETWEEN`, an element.
pub(super) fn operand(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    operators(cursor, level::OTHER)
}

fn operators(cursor: &mut Cursor<'_>, least: u8) -> Result<Expr, Fault> {
    cursor.nested(|cursor| {
        let mut left = prefixed(cursor)?;
        while let Some(next) = infix(cursor, least) {
            left = match next {
                Infix::Boolean(level) => boolean(cursor, left, level)?,
                Infix::Test => test(cursor, left)?,
                Infix::Collate => {
                    cursor.any_name("a collation")?;
                    left
                }
                Infix::Operator(operator, level) => binary(cursor, left, operator, level)?,
            };
        }
        Ok(left)
    })
}

enum Infix {
    /// `AND` and `OR`, to whose right such a level is.
    Boolean(u8),
    /// `IS …`, `IN (…)`, `BETWEEN … AND …`, `LIKE …`.
    Test,
    Collate,
    Operator(String, u8),
}

/// Steps over the operator that is next, where it binds as tightly as this at least.
fn infix(cursor: &mut Cursor<'_>, least: u8) -> Option<Infix> {
    let (found, level, words) = if cursor.is(&["OR"]) {
        (Infix::Boolean(level::AND), level::OR, 1)
    } else if cursor.is(&["AND"]) {
        (Infix::Boolean(level::NOT), level::AND, 1)
    } else if cursor.is_any(&["IS", "ISNULL", "NOTNULL"]) {
        (Infix::Test, level::IS, 0)
    } else if cursor.is_any(&["BETWEEN", "IN", "LIKE", "ILIKE", "SIMILAR", "OVERLAPS"])
        || (cursor.is(&["NOT"])
            && ["BETWEEN", "IN", "LIKE", "ILIKE", "SIMILAR"].iter().any(|word| cursor.is(&["NOT", word])))
    {
        (Infix::Test, level::LIKE, 0)
    } else if cursor.is(&["AT", "TIME", "ZONE"]) {
        (Infix::Operator(AT_TIME_ZONE.to_owned(), level::COLLATE), level::AT, 3)
    } else if cursor.is(&["COLLATE"]) {
        (Infix::Collate, level::COLLATE, 1)
    } else if cursor.is(&["OPERATOR", "("]) {
        (Infix::Operator(String::new(), level::SUM), level::OTHER, 0)
    } else {
        let sign = cursor.sign()?;
        let (level, right) = match sign {
            "<" | ">" | "=" | "<=" | ">=" | "<>" | "!=" => (level::COMPARISON, level::LIKE),
            "+" | "-" => (level::SUM, level::PRODUCT),
            "*" | "/" | "%" => (level::PRODUCT, level::POWER),
            "^" => (level::POWER, level::AT),
            "::" | ":::" | ":=" | "=>" => return None,
            _ => (level::OTHER, level::SUM),
        };
        (Infix::Operator(sign.to_owned(), right), level, 1)
    };
    if level < least {
        return None;
    }
    (0..words).for_each(|_| cursor.advance());
    match found {
        Infix::Operator(operator, right) if operator.is_empty() => {
            named_operator(cursor).map(|operator| Infix::Operator(operator, right))
        }
        found => Some(found),
    }
}

/// Reads `OPERATOR(schema.sign)`; one of another schema than the engine's own is nothing that is known.
fn named_operator(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut inner = cursor.clone();
    inner.eat(&["OPERATOR", "("]);
    let mut own = true;
    while inner.is_name() {
        own &= inner.is(&["pg_catalog"]);
        inner.advance();
        inner.eat(&["."]);
    }
    let sign = inner.sign()?.to_owned();
    inner.advance();
    if !inner.eat(&[")"]) {
        return None;
    }
    *cursor = inner;
    Some(if own { sign } else { format!("OPERATOR {sign}") })
}

/// Operands of `AND` and `OR` are put together, so that a long chain of them is no deeper than a short one.
fn boolean(cursor: &mut Cursor<'_>, left: Expr, right: u8) -> Result<Expr, Fault> {
    let right = operators(cursor, right)?;
    Ok(and_more(left, vec![right]))
}

fn and_more(left: Expr, more: Vec<Expr>) -> Expr {
    let mut parts = match left {
        Expr::Boolean(parts) => parts,
        other => vec![other],
    };
    parts.extend(more);
    Expr::Boolean(parts)
}

fn binary(cursor: &mut Cursor<'_>, left: Expr, operator: String, right: u8) -> Result<Expr, Fault> {
    // `= ANY (…)` compares with each of an array or of a query's results.
    if cursor.is_any(&["ANY", "SOME", "ALL"]) && cursor.peek(1) == "(" {
        cursor.advance();
        let parts = list_or_query(cursor)?;
        return Ok(and_more(left, parts));
    }
    let operand = operators(cursor, right)?;
    if matches!(operator.as_str(), "<" | ">" | "=" | "<=" | ">=" | "<>" | "!=") {
        return Ok(Expr::Boolean(vec![left, operand]));
    }
    Ok(match left {
        Expr::Operators { first, mut rest } => {
            rest.push((operator, operand));
            Expr::Operators { first, rest }
        }
        first => Expr::Operators { first: Box::new(first), rest: vec![(operator, operand)] },
    })
}

/// Reads what tells something of the expression before it: `IS …`, `[NOT] IN`, `BETWEEN`, `LIKE`, `SIMILAR TO`.
fn test(cursor: &mut Cursor<'_>, left: Expr) -> Result<Expr, Fault> {
    let mut parts = Vec::new();
    let negated = cursor.eat(&["NOT"]);
    if cursor.eat(&["IS"]) {
        cursor.eat(&["NOT"]);
        if cursor.eat(&["DISTINCT", "FROM"]) {
            parts.push(operators(cursor, level::LIKE)?);
        } else if cursor.eat(&["OF"]) {
            cursor.skip_balanced();
        } else if cursor.eat_any(&["NULL", "TRUE", "FALSE", "UNKNOWN", "DOCUMENT", "NORMALIZED"]).is_none() {
            if cursor.eat(&["JSON"]) {
                cursor.eat_any(&["VALUE", "SCALAR", "ARRAY", "OBJECT"]);
            } else if !(cursor.eat_any(&["NFC", "NFD", "NFKC", "NFKD"]).is_some() && cursor.eat(&["NORMALIZED"])) {
                return Err(cursor.unexpected("`NULL`, `TRUE`, `DISTINCT FROM` or another test"));
            }
        }
    } else if !negated && cursor.eat_any(&["ISNULL", "NOTNULL"]).is_some() {
    } else if cursor.eat(&["IN"]) {
        parts = list_or_query(cursor)?;
    } else if cursor.eat(&["BETWEEN"]) {
        cursor.eat_any(&["SYMMETRIC", "ASYMMETRIC"]);
        parts.push(operand(cursor)?);
        cursor.expect(&["AND"])?;
        parts.push(operators(cursor, level::OTHER)?);
    } else {
        if cursor.eat(&["SIMILAR"]) {
            cursor.expect(&["TO"])?;
        } else {
            cursor.advance();
        }
        if cursor.is_any(&["ANY", "SOME", "ALL"]) && cursor.peek(1) == "(" {
            cursor.advance();
            parts = list_or_query(cursor)?;
        } else {
            parts.push(operand(cursor)?);
        }
        if cursor.eat(&["ESCAPE"]) {
            parts.push(operand(cursor)?);
        }
    }
    Ok(and_more(left, parts))
}

/// Reads `(a, b)` or `(SELECT …)`.
pub(super) fn list_or_query(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Fault> {
    if begins_query(cursor) {
        let query = Box::new(query_in_parentheses(cursor)?);
        return Ok(vec![Expr::Subquery { query, kind: SubqueryKind::Compared }]);
    }
    cursor.expect(&["("])?;
    let parts = expressions(cursor)?;
    cursor.expect(&[")"])?;
    Ok(parts)
}

/// Whether a query in parentheses is next, however many there are.
pub(crate) fn begins_query(cursor: &Cursor<'_>) -> bool {
    let mut open = 0;
    while cursor.peek(open) == "(" {
        open += 1;
    }
    let first = cursor.peek(open);
    if open == 0 || !["SELECT", "WITH", "VALUES", "TABLE"].iter().any(|word| first.eq_ignore_ascii_case(word)) {
        return false;
    }
    // What stands behind an inner query tells: `((SELECT 1) + 2)` is none, and `((SELECT 1) UNION SELECT 2)` is one.
    let mut inner = cursor.clone();
    (1..open.min(DEEPEST_QUERY)).all(|_| {
        inner.advance();
        let mut behind = inner.clone();
        behind.skip_balanced();
        behind.is_any(&[")", "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR"])
    })
}

/// How many parentheses before a query are looked behind.
const DEEPEST_QUERY: usize = 100;

/// Reads expressions parted by commas.
pub(crate) fn expressions(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Fault> {
    let mut all = vec![expression(cursor)?];
    while cursor.eat(&[","]) {
        all.push(expression(cursor)?);
    }
    Ok(all)
}

pub(super) fn prefixed(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    if cursor.eat(&["NOT"]) {
        return Ok(and_more(Expr::Boolean(Vec::new()), vec![operators(cursor, level::NOT)?]));
    }
    let Some(sign) = cursor.sign().map(str::to_owned) else {
        let first = primary(cursor)?;
        return behind(cursor, first);
    };
    cursor.advance();
    let of = Box::new(operators(cursor, if matches!(sign.as_str(), "+" | "-") { level::SIGN } else { level::SUM })?);
    Ok(match (sign.as_str(), &*of) {
        ("-" | "+", Expr::Literal(_)) => *of,
        _ => Expr::Prefix { operator: sign, of },
    })
}

/// Reads what binds most tightly: casts, subscripts and fields.
pub(super) fn behind(cursor: &mut Cursor<'_>, mut of: Expr) -> Result<Expr, Fault> {
    loop {
        if cursor.eat_any(&["::", ":::"]).is_some() {
            let sql_type = type_ref(cursor)?;
            of = match of {
                Expr::Cast { of, mut types } => {
                    types.push(sql_type);
                    Expr::Cast { of, types }
                }
                of => Expr::Cast { of: Box::new(of), types: vec![sql_type] },
            };
        } else if cursor.is(&["["]) {
            of = subscript(cursor, of)?;
        } else if cursor.eat(&["."]) {
            if cursor.eat(&["*"]) {
                return Ok(Expr::Fields(Box::new(of)));
            }
            let name = cursor.label("a field")?;
            of = match of {
                Expr::Field { of, mut names } => {
                    names.push(name);
                    Expr::Field { of, names }
                }
                of => Expr::Field { of: Box::new(of), names: vec![name] },
            };
        } else {
            return Ok(of);
        }
    }
}

fn subscript(cursor: &mut Cursor<'_>, of: Expr) -> Result<Expr, Fault> {
    cursor.expect(&["["])?;
    let mut inner = Vec::new();
    let mut range = false;
    if !cursor.is(&[":"]) {
        inner.push(expression(cursor)?);
    }
    if cursor.eat(&[":"]) {
        range = true;
        if !cursor.is(&["]"]) {
            inner.push(expression(cursor)?);
        }
    }
    cursor.expect(&["]"])?;
    Ok(match of {
        Expr::Subscript { of, slice, mut indexes } => {
            indexes.extend(inner);
            Expr::Subscript { of, slice: slice || range, indexes }
        }
        of => Expr::Subscript { of: Box::new(of), slice: range, indexes: inner },
    })
}
