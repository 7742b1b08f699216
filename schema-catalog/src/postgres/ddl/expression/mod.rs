//! Expressions: what they read, what they call, and what their types depend on.
//!
//! <https://www.postgresql.org/docs/current/sql-expressions.html>, with the precedence of
//! <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-PRECEDENCE>. An operand that nothing is made of
//! is not kept: of what gives a boolean, only the parts are.

mod operand;
mod operators;

use super::query::Query;
use super::types::TypeRef;
use crate::cursor::{Cursor, Fragment, Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

pub(crate) use operand::{primary, window};
pub(crate) use operators::{AT_TIME_ZONE, begins_query, expression, expressions};

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
        let expr = operators::comparison(cursor)?;
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
