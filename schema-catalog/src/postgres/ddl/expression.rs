//! Expressions: what they read, what they call, and what their types depend on.
//!
//! <https://www.postgresql.org/docs/current/sql-expressions.html>, with the precedence of
//! <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-PRECEDENCE>. An operand that nothing is made of
//! is not kept: of what gives a boolean, only the parts are.

use super::query::{Query, query_in_parentheses, sort_keys};
use super::types::{TypeRef, type_ref};
use crate::cursor::{Cursor, Fragment, Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

/// An expression that a definition holds, with its text.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    pub(crate) expr: Expr,
    pub(crate) text: String,
    /// `name IN ('a', 'b')`, if that is all it says.
    pub(crate) one_of: Option<(String, Vec<String>)>,
    /// The sequence of `nextval('…')`, if that is what it says.
    pub(crate) sequence: Option<QualifiedName>,
}

impl Expression {
    /// What has been read from a position up to here.
    fn since(cursor: &Cursor<'_>, start: usize, expr: Expr) -> Self {
        let Fragment { text, one_of, sequence, .. } = cursor.fragment_since(start);
        Self { expr, text, one_of, sequence }
    }

    /// A column, as an expression.
    pub(crate) fn of_column(name: Name) -> Self {
        let text = name.value.clone();
        Self { expr: Expr::Column(vec![name]), text, one_of: None, sequence: None }
    }

    /// Reads an expression as long as it is.
    pub(crate) fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let start = cursor.position();
        let expr = expression(cursor)?;
        Ok(Self::since(cursor, start, expr))
    }

    /// Reads one as it stands behind `DEFAULT`, where `NOT` and `CHECK` begin a constraint.
    pub(crate) fn read_default(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let start = cursor.position();
        let expr = operators(cursor, level::COMPARISON)?;
        Ok(Self::since(cursor, start, expr))
    }

    /// Reads a part of an index: a column, a call, or an expression in parentheses.
    pub(crate) fn read_part(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let start = cursor.position();
        let expr = primary(cursor)?;
        Ok(Self::since(cursor, start, expr))
    }

    /// Reads one in parentheses, and leaves these out.
    pub(crate) fn parenthesised(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        cursor.expect(&["("])?;
        let found = Self::read(cursor)?;
        cursor.expect(&[")"])?;
        Ok(found)
    }

    /// The column, if it is nothing else.
    pub(crate) fn column(&self) -> Option<&Name> {
        match &self.expr {
            Expr::Column(path) if path.len() == 1 && !self.text.starts_with('(') => path.first(),
            _ => None,
        }
    }

    /// The name that the engine gives it in the name of an index.
    pub(crate) fn part_name(&self) -> String {
        self.expr.result_name().unwrap_or_else(|| "expr".to_owned())
    }
}

/// An expression.
#[derive(Clone, Debug)]
pub(crate) enum Expr {
    /// A column, with the table or alias before it, and perhaps that one's schema.
    Column(Vec<Name>),
    /// `table.*`, as an argument.
    AllOf(Vec<Name>),
    /// A string, whose type is told by what is done with it.
    Text,
    /// `NULL`.
    Null,
    /// A literal of this type.
    Literal(&'static str),
    /// `$1`, and `DEFAULT` in a list of values.
    Unknowable,
    /// A cast, and casts of that.
    Cast { of: Box<Expr>, types: Vec<TypeRef> },
    /// `type 'text'`.
    TypedText(TypeRef),
    /// `function(…)`, an aggregate or a window function.
    Call(Box<Call>),
    /// `CURRENT_DATE` and its like: name and type.
    Value { name: &'static str, sql_type: &'static str },
    /// Operators of one precedence, from the left.
    Operators { first: Box<Expr>, rest: Vec<(String, Expr)> },
    /// An operator before its operand.
    Prefix { operator: String, of: Box<Expr> },
    /// What gives a boolean, whatever its parts are.
    Boolean(Vec<Expr>),
    /// `CASE`: what it compares, and what it gives, with the `ELSE` last.
    Case { conditions: Vec<Expr>, results: Vec<Expr>, otherwise: bool },
    /// `COALESCE`, `GREATEST` and `LEAST`.
    OneOf { name: &'static str, of: Vec<Expr> },
    /// `NULLIF`.
    NullIf(Vec<Expr>),
    /// `ROW (…)`.
    Row(Vec<Expr>),
    /// `ARRAY[…]`.
    Array(Vec<Expr>),
    /// `(SELECT …)`, `ARRAY(SELECT …)` and `EXISTS (SELECT …)`.
    Subquery { query: Box<Query>, kind: SubqueryKind },
    /// `array[1]`, or `array[1:2]`.
    Subscript { of: Box<Expr>, slice: bool, indexes: Vec<Expr> },
    /// `(composite).field`, and fields of that.
    Field { of: Box<Expr>, names: Vec<Name> },
    /// `(composite).*`.
    Fields(Box<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SubqueryKind {
    Scalar,
    Array,
    Exists,
    /// The other side of `IN`, `ANY` and `ALL`.
    Compared,
}

/// A call of a function.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) name: QualifiedName,
    pub(crate) arguments: Vec<Expr>,
    /// What is sorted `WITHIN GROUP`, which counts as arguments.
    pub(crate) within_group: Vec<Expr>,
    /// What else stands behind the arguments: `ORDER BY`, `FILTER`, `OVER`.
    pub(crate) more: Vec<Expr>,
    /// Whether the arguments say by name or by `VARIADIC` what they are.
    pub(crate) named: bool,
}

impl Expr {
    /// An expression that reads these columns and calls these functions, of which no more is known.
    pub(crate) fn reading(columns: Vec<Name>, functions: &[String], place: Place) -> Self {
        let call = |function: &String| {
            let name = QualifiedName { schema: None, name: Name { value: function.clone(), place } };
            let (arguments, within_group, more) = (Vec::new(), Vec::new(), Vec::new());
            Self::Call(Box::new(Call { name, arguments, within_group, more, named: true }))
        };
        let columns = columns.into_iter().map(|column| Self::Column(vec![column]));
        Self::Boolean(columns.chain(functions.iter().map(call)).collect())
    }

    /// Calls `see` with this and all expressions in it; those of queries in it are theirs.
    pub(crate) fn each<'e>(&'e self, see: &mut dyn FnMut(&'e Expr)) {
        see(self);
        match self {
            Self::Cast { of, .. } | Self::Prefix { of, .. } | Self::Field { of, .. } | Self::Fields(of) => of.each(see),
            Self::Subscript { of, indexes, .. } => {
                of.each(see);
                indexes.iter().for_each(|index| index.each(see));
            }
            Self::Call(call) => {
                let parts = call.arguments.iter().chain(&call.within_group).chain(&call.more);
                parts.for_each(|part| part.each(see));
            }
            Self::Operators { first, rest } => {
                first.each(see);
                rest.iter().for_each(|(_, operand)| operand.each(see));
            }
            Self::Case { conditions, results, .. } => conditions.iter().chain(results).for_each(|part| part.each(see)),
            Self::Boolean(parts)
            | Self::OneOf { of: parts, .. }
            | Self::NullIf(parts)
            | Self::Row(parts)
            | Self::Array(parts) => parts.iter().for_each(|part| part.each(see)),
            Self::Column(_)
            | Self::AllOf(_)
            | Self::Text
            | Self::Null
            | Self::Literal(_)
            | Self::Unknowable
            | Self::TypedText(_)
            | Self::Value { .. }
            | Self::Subquery { .. } => {}
        }
    }

    /// The name that the engine gives it as a result, if it is not `?column?`.
    ///
    /// PostgreSQL, `src/backend/parser/parse_target.c`, `FigureColname`.
    pub(crate) fn result_name(&self) -> Option<String> {
        self.figure_name().map(|(name, _)| name)
    }

    /// The name, and whether it is more than a type's.
    fn figure_name(&self) -> Option<(String, bool)> {
        let strong = |name: &str| Some((name.to_owned(), true));
        match self {
            Self::Column(path) => path.last().and_then(|name| strong(&name.value)),
            Self::Field { names, .. } => names.last().and_then(|name| strong(&name.value)),
            Self::Subscript { of, .. } => of.figure_name(),
            Self::Call(call) => strong(&call.name.name.value),
            Self::Value { name, .. } | Self::OneOf { name, .. } => strong(name),
            Self::NullIf(_) => strong("nullif"),
            Self::Row(_) => strong("row"),
            Self::Array(_) => strong("array"),
            Self::TypedText(sql_type) => Some((sql_type.result_name(), false)),
            Self::Cast { of, types } => {
                let named = of.figure_name().filter(|(_, strong)| *strong);
                named.or_else(|| types.last().map(|last| (last.result_name(), false)))
            }
            Self::Case { results, otherwise, .. } => {
                let named = results.last().filter(|_| *otherwise).and_then(Self::figure_name);
                named.filter(|(_, strong)| *strong).or_else(|| strong("case"))
            }
            Self::Operators { rest, .. } => {
                rest.last().filter(|(operator, _)| operator == AT_TIME_ZONE).and_then(|_| strong("timezone"))
            }
            Self::Subquery { query, kind } => match kind {
                SubqueryKind::Exists => strong("exists"),
                SubqueryKind::Array => strong("array"),
                SubqueryKind::Scalar => query.first_result_name().map(|name| (name, true)),
                SubqueryKind::Compared => None,
            },
            _ => None,
        }
    }
}

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

/// Reads one that stands where `AND` and comparisons would mean something else: a bound of `BETWEEN`, an element.
fn operand(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
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
fn list_or_query(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Fault> {
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

fn prefixed(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
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
fn behind(cursor: &mut Cursor<'_>, mut of: Expr) -> Result<Expr, Fault> {
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

/// Reads what operators stand between.
pub(crate) fn primary(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    if cursor.is(&["("]) {
        return parenthesised(cursor);
    }
    if cursor.is_string() {
        let bits = matches!(cursor.peek(0).as_bytes().first(), Some(b'b' | b'B' | b'x' | b'X'));
        cursor.string()?;
        if cursor.eat(&["UESCAPE"]) {
            cursor.string()?;
        }
        return Ok(if bits { Expr::Literal("bit") } else { Expr::Text });
    }
    if cursor.is_number() {
        let number = number_type(cursor.peek(0));
        cursor.advance();
        return Ok(Expr::Literal(number));
    }
    if cursor.is_parameter() {
        cursor.advance();
        return Ok(Expr::Unknowable);
    }
    if !cursor.is_name() {
        return Err(cursor.unexpected("an expression"));
    }
    if cursor.is_quoted() {
        return named(cursor);
    }
    match keyword(cursor)? {
        Some(found) => Ok(found),
        None => named(cursor),
    }
}

/// The type of a number as it is written.
fn number_type(text: &str) -> &'static str {
    let plain = text.replace('_', "");
    let whole = match plain.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => i64::from_str_radix(&plain[2..], 16).ok(),
        Some("0o") => i64::from_str_radix(&plain[2..], 8).ok(),
        Some("0b") => i64::from_str_radix(&plain[2..], 2).ok(),
        _ => plain.parse::<i64>().ok(),
    };
    match whole {
        Some(value) if i32::try_from(value).is_ok() => "int4",
        Some(_) => "int8",
        None => "numeric",
    }
}

fn parenthesised(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    if begins_query(cursor) {
        let query = Box::new(query_in_parentheses(cursor)?);
        return Ok(Expr::Subquery { query, kind: SubqueryKind::Scalar });
    }
    cursor.expect(&["("])?;
    let first = expression(cursor)?;
    if cursor.eat(&[","]) {
        let mut parts = vec![first];
        parts.extend(expressions(cursor)?);
        cursor.expect(&[")"])?;
        return Ok(Expr::Row(parts));
    }
    cursor.expect(&[")"])?;
    Ok(first)
}

/// Functions that are called without parentheses, with the types of their values.
///
/// <https://www.postgresql.org/docs/current/functions-info.html>,
/// <https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT>
const VALUES: &[(&str, &str)] = &[
    ("current_catalog", "name"),
    ("current_date", "date"),
    ("current_role", "name"),
    ("current_schema", "name"),
    ("current_time", "timetz"),
    ("current_timestamp", "timestamptz"),
    ("current_user", "name"),
    ("localtime", "time"),
    ("localtimestamp", "timestamp"),
    ("session_user", "name"),
    ("user", "name"),
];

/// Reads what begins with a word of the grammar's own.
fn keyword(cursor: &mut Cursor<'_>) -> Result<Option<Expr>, Fault> {
    let word = cursor.peek(0).to_ascii_lowercase();
    let called = cursor.peek(1) == "(";
    if let Some(&(name, sql_type)) = VALUES.iter().find(|(name, _)| *name == word) {
        // A column of another table may have such a name behind its dot only; `current_schema()` is a function.
        if called && word == "current_schema" {
            return Ok(None);
        }
        cursor.advance();
        if called {
            cursor.skip_balanced();
        }
        return Ok(Some(Expr::Value { name, sql_type }));
    }
    Ok(Some(match word.as_str() {
        "null" => {
            cursor.advance();
            Expr::Null
        }
        "true" | "false" => {
            cursor.advance();
            Expr::Literal("bool")
        }
        "default" => {
            cursor.advance();
            Expr::Unknowable
        }
        "case" => case(cursor)?,
        "cast" | "treat" if called => cast(cursor)?,
        "array" if called => {
            cursor.advance();
            Expr::Subquery { query: Box::new(query_in_parentheses(cursor)?), kind: SubqueryKind::Array }
        }
        "array" if cursor.peek(1) == "[" => {
            cursor.advance();
            array(cursor)?
        }
        "exists" if called => {
            cursor.advance();
            Expr::Subquery { query: Box::new(query_in_parentheses(cursor)?), kind: SubqueryKind::Exists }
        }
        "row" if called => {
            cursor.advance();
            Expr::Row(arguments(cursor)?)
        }
        "coalesce" if called => one_of(cursor, "coalesce")?,
        "greatest" if called => one_of(cursor, "greatest")?,
        "least" if called => one_of(cursor, "least")?,
        "nullif" if called => {
            cursor.advance();
            Expr::NullIf(arguments(cursor)?)
        }
        "extract" | "overlay" | "position" | "substring" | "trim" | "normalize" | "collation" | "grouping"
            if called || cursor.is(&["COLLATION", "FOR", "("]) =>
        {
            return special_call(cursor, &word).map(Some);
        }
        word if word.starts_with("xml") && called && XML.iter().any(|(name, _)| *name == word) => {
            cursor.advance();
            cursor.skip_balanced();
            let found = XML.iter().find(|(name, _)| *name == word);
            found.map_or(Expr::Unknowable, |&(name, sql_type)| Expr::Value { name, sql_type })
        }
        word if word.starts_with("json") && called && JSON.contains(&word) => {
            // Clauses of SQL/JSON decide the type.
            cursor.advance();
            cursor.skip_balanced();
            Expr::Unknowable
        }
        _ => return Ok(None),
    }))
}

/// <https://www.postgresql.org/docs/current/functions-xml.html>
const XML: &[(&str, &str)] = &[
    ("xmlconcat", "xml"),
    ("xmlelement", "xml"),
    ("xmlexists", "bool"),
    ("xmlforest", "xml"),
    ("xmlparse", "xml"),
    ("xmlpi", "xml"),
    ("xmlroot", "xml"),
];

/// <https://www.postgresql.org/docs/current/functions-json.html>, since PostgreSQL 16 and 17.
const JSON: &[&str] = &[
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_value",
];

fn case(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    cursor.expect(&["CASE"])?;
    let (mut conditions, mut results) = (Vec::new(), Vec::new());
    if !cursor.is(&["WHEN"]) {
        conditions.push(expression(cursor)?);
    }
    while cursor.eat(&["WHEN"]) {
        conditions.push(expression(cursor)?);
        cursor.expect(&["THEN"])?;
        results.push(expression(cursor)?);
    }
    let otherwise = cursor.eat(&["ELSE"]);
    if otherwise {
        results.push(expression(cursor)?);
    }
    cursor.expect(&["END"])?;
    Ok(Expr::Case { conditions, results, otherwise })
}

fn cast(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    cursor.advance();
    cursor.expect(&["("])?;
    let of = Box::new(expression(cursor)?);
    cursor.expect(&["AS"])?;
    let types = vec![type_ref(cursor)?];
    cursor.expect(&[")"])?;
    Ok(Expr::Cast { of, types })
}

/// Reads `[…]`, in which further arrays may stand without the word.
fn array(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    cursor.nested(|cursor| {
        cursor.expect(&["["])?;
        let mut parts = Vec::new();
        while !cursor.is(&["]"]) {
            parts.push(if cursor.is(&["["]) { array(cursor)? } else { expression(cursor)? });
            if !cursor.eat(&[","]) {
                break;
            }
        }
        cursor.expect(&["]"])?;
        Ok(Expr::Array(parts))
    })
}

fn arguments(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Fault> {
    cursor.expect(&["("])?;
    let all = if cursor.is(&[")"]) { Vec::new() } else { expressions(cursor)? };
    cursor.expect(&[")"])?;
    Ok(all)
}

fn one_of(cursor: &mut Cursor<'_>, name: &'static str) -> Result<Expr, Fault> {
    cursor.advance();
    Ok(Expr::OneOf { name, of: arguments(cursor)? })
}

/// Reads the functions whose arguments are parted by words: they are functions as any other, under these names.
fn special_call(cursor: &mut Cursor<'_>, word: &str) -> Result<Expr, Fault> {
    let place = cursor.place();
    cursor.advance();
    cursor.eat(&["FOR"]);
    cursor.expect(&["("])?;
    let mut name = match word {
        "trim" => "btrim",
        "collation" => "pg_collation_for",
        other => other,
    };
    match cursor.eat_any(&["BOTH", "LEADING", "TRAILING"]) {
        Some("LEADING") => name = "ltrim",
        Some("TRAILING") => name = "rtrim",
        _ => {}
    }
    let mut arguments = Vec::new();
    if word == "extract" {
        cursor.advance();
        arguments.push(Expr::Text);
    }
    let parts = ["FROM", "FOR", "IN", "PLACING", "SIMILAR", "ESCAPE", "USING", ","];
    while !cursor.is(&[")"]) {
        if cursor.eat_any(&parts).is_none() && !arguments.is_empty() {
            break;
        }
        if name == "normalize" && arguments.len() == 1 {
            // The form is a word, and stands for a text.
            cursor.advance();
            arguments.push(Expr::Text);
        } else {
            // `IN` parts the arguments of `position`, and is no operator in them.
            arguments.push(if word == "position" { operand(cursor)? } else { expression(cursor)? });
        }
    }
    cursor.expect(&[")"])?;
    if word == "grouping" {
        return Ok(Expr::Value { name: "grouping", sql_type: "int4" });
    }
    let name = QualifiedName { schema: None, name: Name { value: name.to_owned(), place } };
    Ok(Expr::Call(Box::new(Call { name, arguments, within_group: Vec::new(), more: Vec::new(), named: false })))
}

/// Reads a column, a call, or a type with a text behind it.
fn named(cursor: &mut Cursor<'_>) -> Result<Expr, Fault> {
    if let Some(found) = typed_text(cursor) {
        return Ok(found);
    }
    let place = cursor.place();
    let mut path = vec![if cursor.peek(1) == "(" { cursor.function_name()? } else { cursor.name("an expression")? }];
    while cursor.eat(&["."]) {
        if cursor.eat(&["*"]) {
            return Ok(Expr::AllOf(path));
        }
        path.push(cursor.label("a column or function")?);
    }
    if !cursor.is(&["("]) {
        return Ok(Expr::Column(path));
    }
    let Some(name) = path.pop() else { return Err(Fault::new(place, "expected the name of a function")) };
    call(cursor, QualifiedName { schema: path.pop(), name })
}

/// Reads `date '2020-01-01'`, `interval '1' day` and their like.
fn typed_text(cursor: &mut Cursor<'_>) -> Option<Expr> {
    let mut ahead = cursor.clone();
    let mut sql_type = type_ref(&mut ahead).ok()?;
    if !ahead.is_string() || sql_type.array {
        return None;
    }
    ahead.string().ok()?;
    if sql_type.name == "interval" {
        sql_type.interval_fields = super::types::interval_fields(&mut ahead).or(sql_type.interval_fields);
    }
    *cursor = ahead;
    Some(Expr::TypedText(sql_type))
}

fn call(cursor: &mut Cursor<'_>, name: QualifiedName) -> Result<Expr, Fault> {
    cursor.expect(&["("])?;
    let mut call = Call { name, arguments: Vec::new(), within_group: Vec::new(), more: Vec::new(), named: false };
    cursor.eat_any(&["DISTINCT", "ALL"]);
    if !cursor.eat(&["*"]) {
        while !cursor.is(&[")"]) && !cursor.is(&["ORDER"]) {
            if cursor.eat(&["VARIADIC"]) || (cursor.is_name() && matches!(cursor.peek(1), ":=" | "=>")) {
                call.named = true;
                if matches!(cursor.peek(1), ":=" | "=>") {
                    cursor.advance();
                    cursor.advance();
                }
            }
            call.arguments.push(expression(cursor)?);
            if !cursor.eat(&[","]) {
                break;
            }
        }
    }
    if cursor.eat(&["ORDER", "BY"]) {
        call.more.extend(sort_keys(cursor)?);
    }
    cursor.expect(&[")"])?;
    if cursor.eat(&["WITHIN", "GROUP"]) {
        cursor.expect(&["(", "ORDER", "BY"])?;
        call.within_group = sort_keys(cursor)?;
        cursor.expect(&[")"])?;
    }
    if cursor.eat(&["FILTER"]) {
        cursor.expect(&["(", "WHERE"])?;
        call.more.push(expression(cursor)?);
        cursor.expect(&[")"])?;
    }
    if cursor.eat_any(&["RESPECT", "IGNORE"]).is_some() {
        cursor.expect(&["NULLS"])?;
    }
    if cursor.eat(&["OVER"]) {
        if cursor.is(&["("]) {
            call.more.extend(window(cursor)?);
        } else {
            cursor.name("a window")?;
        }
    }
    Ok(Expr::Call(Box::new(call)))
}

/// Reads `(PARTITION BY … ORDER BY … ROWS …)`, and gives the expressions in it.
pub(crate) fn window(cursor: &mut Cursor<'_>) -> Result<Vec<Expr>, Fault> {
    cursor.expect(&["("])?;
    let mut parts = Vec::new();
    if cursor.is_name() && !cursor.is_any(&["PARTITION", "ORDER", "ROWS", "RANGE", "GROUPS"]) {
        cursor.name("a window")?;
    }
    if cursor.eat(&["PARTITION", "BY"]) {
        parts.extend(expressions(cursor)?);
    }
    if cursor.eat(&["ORDER", "BY"]) {
        parts.extend(sort_keys(cursor)?);
    }
    if cursor.eat_any(&["ROWS", "RANGE", "GROUPS"]).is_some() {
        cursor.skip_until(|_| false);
    }
    cursor.expect(&[")"])?;
    Ok(parts)
}
