//! Expressions: <https://www.sqlite.org/lang_expr.html>.

use super::parser::Parser;
use super::query::{FromItem, ResultColumn, Select, Source};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::lexer::TokenKind;
use crate::source::Place;

/// An expression: what it is, and the expressions and queries in it.
#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) parts: Vec<Expr>,
    pub(crate) queries: Vec<Select>,
    pub(crate) place: Place,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(crate) enum ExprKind {
    Null,
    /// A number, `CURRENT_TIME` and their like.
    Number,
    String(String),
    Time,
    Blob,
    Parameter,
    /// A column with its table and schema, as far as they are said: the column's name is the last.
    Name(Vec<Name>),
    /// The same in double quotes: a string where there is no such column.
    DoubleQuoted(Name),
    /// `OR`, `AND`, `NOT`, comparisons, arithmetic.
    Operator,
    /// `+a`
    Plus,
    /// `||`
    Concat,
    Function(Function),
    /// `CAST(… AS type)`
    Cast(String),
    Collate(Name),
    /// `CASE`: the operand if there is one, pairs of a condition and a result, and the `ELSE` if there is one.
    Case {
        operand: bool,
        otherwise: bool,
    },
    /// `(a, b)`
    Row,
    In,
    /// A query in parentheses as a value.
    Query,
    Exists,
    Raise,
}

/// A call of a function.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) name: Name,
    /// How many arguments it has: the first of its parts.
    pub(crate) arguments: usize,
    /// Whether it has an `OVER`.
    pub(crate) window: bool,
}

impl Expr {
    fn new(kind: ExprKind, place: Place) -> Self {
        Self { kind, parts: Vec::new(), queries: Vec::new(), place }
    }

    fn with(kind: ExprKind, place: Place, parts: Vec<Self>) -> Self {
        Self { kind, parts, queries: Vec::new(), place }
    }

    /// Without `COLLATE` around it.
    pub(crate) fn without_collate(&self) -> &Self {
        match (&self.kind, self.parts.first()) {
            (ExprKind::Collate(_), Some(inner)) => inner.without_collate(),
            _ => self,
        }
    }

    /// The name of a column as it is written, with or without its table.
    pub(crate) fn written_name(&self) -> Option<&str> {
        match &self.without_collate().kind {
            ExprKind::Name(names) => names.last().map(|name| name.value.as_str()),
            ExprKind::DoubleQuoted(name) => Some(&name.value),
            _ => None,
        }
    }

    /// The name of a column without its table, if that is all it is. A string is one where only a column may stand.
    pub(crate) fn bare_name(&self) -> Option<&str> {
        match &self.kind {
            ExprKind::Name(names) if names.len() == 1 => Some(&names[0].value),
            ExprKind::DoubleQuoted(name) => Some(&name.value),
            _ => None,
        }
    }
}

/// How tightly operators bind, from loose to tight: <https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes>.
mod binding {
    pub(super) const OR: u8 = 1;
    pub(super) const AND: u8 = 2;
    pub(super) const NOT: u8 = 3;
    pub(super) const EQUAL: u8 = 4;
    pub(super) const LESS: u8 = 5;
    pub(super) const ESCAPE: u8 = 6;
    pub(super) const BITS: u8 = 7;
    pub(super) const SUM: u8 = 8;
    pub(super) const PRODUCT: u8 = 9;
    pub(super) const CONCAT: u8 = 10;
    pub(super) const COLLATE: u8 = 11;
    pub(super) const UNARY: u8 = 12;
}

/// The most operands that a chain of operators may have: <https://www.sqlite.org/limits.html>.
const LONGEST_CHAIN: usize = 1000;

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Result<Expr, Fault> {
        self.binding(binding::OR)
    }

    /// Reads an expression of operators that bind at least so tightly.
    fn binding(&mut self, least: u8) -> Result<Expr, Fault> {
        self.nested(|parser| {
            let mut left = parser.prefix()?;
            let mut chain: Option<u8> = None;
            while let Some(next) = parser.infix(&left, least)? {
                left = parser.append(left, next, &mut chain)?;
            }
            Ok(left)
        })
    }

    /// Puts an operator and what stands after it to what stands before it; a chain of one strength is one expression.
    fn append(&self, left: Expr, next: Infix, chain: &mut Option<u8>) -> Result<Expr, Fault> {
        let Infix { kind, strength, parts, queries } = next;
        let chained = matches!(
            (&left.kind, &kind),
            (ExprKind::Operator, ExprKind::Operator) | (ExprKind::Concat, ExprKind::Concat)
        ) && *chain == Some(strength);
        *chain = Some(strength);
        if chained && queries.is_empty() {
            let mut left = left;
            left.parts.extend(parts);
            if left.parts.len() > LONGEST_CHAIN {
                return Err(Fault::new(
                    left.place,
                    "this expression has more than 1,000 operands, which SQLite refuses",
                ));
            }
            return Ok(left);
        }
        let place = left.place;
        let mut all = vec![left];
        all.extend(parts);
        Ok(Expr { kind, parts: all, queries, place })
    }

    fn prefix(&mut self) -> Result<Expr, Fault> {
        let place = self.cursor.place();
        if self.cursor.is(&["NOT"]) && !self.cursor.is(&["NOT", "EXISTS"]) {
            self.cursor.advance();
            let operand = self.binding(binding::NOT)?;
            return Ok(Expr::with(ExprKind::Operator, place, vec![operand]));
        }
        if self.eat(&["NOT"]) {
            let exists = self.prefix()?;
            return Ok(Expr::with(ExprKind::Operator, place, vec![exists]));
        }
        match self.cursor.eat_any(&["-", "~", "+"]) {
            Some("+") => Ok(Expr::with(ExprKind::Plus, place, vec![self.binding(binding::UNARY)?])),
            Some(_) => Ok(Expr::with(ExprKind::Operator, place, vec![self.binding(binding::UNARY)?])),
            None => self.primary(),
        }
    }

    /// Reads an operator that binds at least so tightly, and what stands after it.
    fn infix(&mut self, left: &Expr, least: u8) -> Result<Option<Infix>, Fault> {
        let found = |strength: u8| strength >= least;
        let simple: &[(u8, &[&str])] = &[
            (binding::OR, &["OR"]),
            (binding::AND, &["AND"]),
            (binding::EQUAL, &["=", "==", "<>", "!="]),
            (binding::LESS, &["<", "<=", ">", ">="]),
            (binding::BITS, &["&", "|", "<<", ">>"]),
            (binding::SUM, &["+", "-"]),
            (binding::PRODUCT, &["*", "/", "%"]),
            (binding::CONCAT, &["->", "->>"]),
        ];
        for (strength, operators) in simple {
            if found(*strength) && self.cursor.eat_any(operators).is_some() {
                let right = self.binding(strength + 1)?;
                return Ok(Some(Infix::new(ExprKind::Operator, *strength, vec![right])));
            }
        }
        if found(binding::CONCAT) && self.eat(&["||"]) {
            let right = self.binding(binding::CONCAT + 1)?;
            return Ok(Some(Infix::new(ExprKind::Concat, binding::CONCAT, vec![right])));
        }
        if found(binding::COLLATE) && self.eat(&["COLLATE"]) {
            let name = self.name("the name of a collation")?;
            return Ok(Some(Infix::new(ExprKind::Collate(name), binding::COLLATE, Vec::new())));
        }
        if found(binding::EQUAL) { self.comparison(left) } else { Ok(None) }
    }

    /// Reads `IS …`, `[NOT] IN …`, `[NOT] LIKE …`, `[NOT] BETWEEN …`, `ISNULL` and their like.
    fn comparison(&mut self, left: &Expr) -> Result<Option<Infix>, Fault> {
        let operator = |parts| Ok(Some(Infix::new(ExprKind::Operator, binding::EQUAL, parts)));
        if self.cursor.eat_any(&["ISNULL", "NOTNULL"]).is_some() || self.eat(&["NOT", "NULL"]) {
            return operator(Vec::new());
        }
        if self.eat(&["IS"]) {
            self.eat(&["NOT"]);
            self.eat(&["DISTINCT", "FROM"]);
            return operator(vec![self.binding(binding::EQUAL + 1)?]);
        }
        let not = self.cursor.is(&["NOT"]);
        let start = self.cursor.position();
        self.eat(&["NOT"]);
        if self.eat(&["BETWEEN"]) {
            let low = self.binding(binding::EQUAL + 1)?;
            self.expect(&["AND"])?;
            return operator(vec![low, self.binding(binding::EQUAL + 1)?]);
        }
        if self.cursor.eat_any(&["LIKE", "GLOB", "REGEXP", "MATCH"]).is_some() {
            let mut parts = vec![self.binding(binding::EQUAL + 1)?];
            if self.eat(&["ESCAPE"]) {
                parts.push(self.binding(binding::ESCAPE + 1)?);
            }
            return operator(parts);
        }
        if self.eat(&["IN"]) {
            return Ok(Some(self.membership(left.place)?));
        }
        if not {
            self.cursor.go_back(start);
        }
        Ok(None)
    }

    /// What stands after `IN`: a list, a query, or a table.
    fn membership(&mut self, place: Place) -> Result<Infix, Fault> {
        let mut found = Infix::new(ExprKind::In, binding::EQUAL, Vec::new());
        if self.eat(&["("]) {
            if self.is_query() {
                found.queries.push(self.nested(Self::select)?);
            } else if !self.cursor.is(&[")"]) {
                found.parts = self.list(Self::expression)?;
            }
            self.expect(&[")"])?;
            return Ok(found);
        }
        let name = self.qualified_name("a list, a query or the name of a table")?;
        let arguments = self.cursor.is(&["("]).then(|| self.arguments()).transpose()?;
        found.queries.push(Select::all_of(FromItem::new(Source::Table { name, arguments }), place));
        Ok(found)
    }

    /// Reads expressions in parentheses, or none.
    pub(super) fn arguments(&mut self) -> Result<Vec<Expr>, Fault> {
        self.expect(&["("])?;
        let all = if self.cursor.is(&[")"]) { Vec::new() } else { self.list(Self::expression)? };
        self.expect(&[")"])?;
        Ok(all)
    }

    fn primary(&mut self) -> Result<Expr, Fault> {
        let place = self.cursor.place();
        match self.cursor.kind(0) {
            Some(TokenKind::Number) => self.literal(ExprKind::Number),
            Some(TokenKind::Parameter) => self.literal(ExprKind::Parameter),
            Some(TokenKind::String) if self.cursor.peek(0).starts_with(['x', 'X']) => self.literal(ExprKind::Blob),
            Some(TokenKind::String) if self.cursor.peek(1) == "." => self.column(),
            Some(TokenKind::String) => {
                let value = self.cursor.take_name().value;
                Ok(Expr::new(ExprKind::String(value), place))
            }
            Some(TokenKind::Punctuation(b'(')) => self.parenthesized(),
            Some(TokenKind::Quoted) if !self.is_call() => self.column(),
            Some(TokenKind::Word)
                if !self.is_call() || self.cursor.is_any(&["NULL", "EXISTS", "CAST", "CASE", "RAISE"]) =>
            {
                self.word()
            }
            Some(TokenKind::Word | TokenKind::Quoted) if self.is_name(0) => self.call(),
            _ => Err(self.unexpected("an expression")),
        }
    }

    fn literal(&mut self, kind: ExprKind) -> Result<Expr, Fault> {
        let place = self.cursor.place();
        let text = self.cursor.peek(0);
        let number = matches!(kind, ExprKind::Number);
        if number && !is_number(text) {
            return Err(Fault::new(place, format!("`{text}` is no number")));
        }
        self.cursor.advance();
        Ok(Expr::new(kind, place))
    }

    /// Reads a literal.
    pub(super) fn literal_value(&mut self) -> Result<Expr, Fault> {
        self.primary()
    }

    fn is_call(&self) -> bool {
        self.cursor.kind(1) == Some(TokenKind::Punctuation(b'('))
    }

    fn parenthesized(&mut self) -> Result<Expr, Fault> {
        let place = self.cursor.place();
        self.expect(&["("])?;
        if self.is_query() {
            let query = self.nested(Self::select)?;
            self.expect(&[")"])?;
            return Ok(Expr { queries: vec![query], ..Expr::new(ExprKind::Query, place) });
        }
        let mut parts = self.list(Self::expression)?;
        self.expect(&[")"])?;
        match (parts.len(), parts.pop()) {
            (1, Some(only)) => Ok(only),
            (_, last) => {
                parts.extend(last);
                Ok(Expr::with(ExprKind::Row, place, parts))
            }
        }
    }

    /// Whether a query is next.
    pub(super) fn is_query(&self) -> bool {
        self.cursor.is_any(&["SELECT", "VALUES"]) || self.cursor.is(&["WITH"]) && self.is_name(1)
    }

    fn word(&mut self) -> Result<Expr, Fault> {
        let place = self.cursor.place();
        if self.eat(&["NULL"]) {
            return Ok(Expr::new(ExprKind::Null, place));
        }
        if self.cursor.eat_any(&["CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"]).is_some() {
            return Ok(Expr::new(ExprKind::Time, place));
        }
        if self.eat(&["EXISTS"]) {
            self.expect(&["("])?;
            let query = self.nested(Self::select)?;
            self.expect(&[")"])?;
            return Ok(Expr { queries: vec![query], ..Expr::new(ExprKind::Exists, place) });
        }
        if self.eat(&["CAST", "("]) {
            let operand = self.expression()?;
            self.expect(&["AS"])?;
            let sql_type = self.type_name()?;
            self.expect(&[")"])?;
            return Ok(Expr::with(ExprKind::Cast(sql_type), place, vec![operand]));
        }
        if self.eat(&["RAISE", "("]) {
            if !self.eat(&["IGNORE"]) {
                if self.cursor.eat_any(&["ROLLBACK", "ABORT", "FAIL"]).is_none() {
                    return Err(self.unexpected("`IGNORE`, `ROLLBACK`, `ABORT` or `FAIL`"));
                }
                self.expect(&[","])?;
                let message = self.expression()?;
                self.expect(&[")"])?;
                return Ok(Expr::with(ExprKind::Raise, place, vec![message]));
            }
            self.expect(&[")"])?;
            return Ok(Expr::new(ExprKind::Raise, place));
        }
        if self.eat(&["CASE"]) { self.case(place) } else { self.column() }
    }

    fn case(&mut self, place: Place) -> Result<Expr, Fault> {
        let operand = !self.cursor.is(&["WHEN"]);
        let mut parts = Vec::new();
        if operand {
            parts.push(self.expression()?);
        }
        self.expect(&["WHEN"])?;
        loop {
            parts.push(self.expression()?);
            self.expect(&["THEN"])?;
            parts.push(self.expression()?);
            if !self.eat(&["WHEN"]) {
                break;
            }
        }
        let otherwise = self.eat(&["ELSE"]);
        if otherwise {
            parts.push(self.expression()?);
        }
        self.expect(&["END"])?;
        Ok(Expr::with(ExprKind::Case { operand, otherwise }, place, parts))
    }

    fn column(&mut self) -> Result<Expr, Fault> {
        let place = self.cursor.place();
        let double_quoted = self.cursor.peek(0).starts_with('"') && self.cursor.peek(1) != ".";
        let first = self.name("an expression")?;
        if double_quoted {
            return Ok(Expr::new(ExprKind::DoubleQuoted(first), place));
        }
        let mut names = vec![first];
        while names.len() < 3 && self.eat(&["."]) {
            names.push(self.name("a column name")?);
        }
        Ok(Expr::new(ExprKind::Name(names), place))
    }

    fn call(&mut self) -> Result<Expr, Fault> {
        let place = self.cursor.place();
        let name = self.name("the name of a function")?;
        self.expect(&["("])?;
        let star = self.eat(&["*"]);
        let mut parts = Vec::new();
        if !star
            && !self.cursor.is(&[")"])
            && (self.cursor.eat_any(&["DISTINCT", "ALL"]).is_none() || !self.cursor.is_any(&[")", ","]))
        {
            parts = self.list(Self::expression)?;
        }
        let arguments = parts.len();
        if self.eat(&["ORDER", "BY"]) {
            parts.extend(self.list(Self::ordering)?);
        }
        self.expect(&[")"])?;
        if self.eat(&["FILTER", "("]) {
            self.expect(&["WHERE"])?;
            parts.push(self.expression()?);
            self.expect(&[")"])?;
        }
        let window = self.cursor.is(&["OVER"]) && (self.cursor.peek(1) == "(" || self.is_id(1));
        if window {
            self.cursor.advance();
            parts.extend(self.window()?);
        }
        Ok(Expr::with(ExprKind::Function(Function { name, arguments, window }), place, parts))
    }

    /// Reads a window, or the name of one: its expressions.
    pub(super) fn window(&mut self) -> Result<Vec<Expr>, Fault> {
        let mut parts = Vec::new();
        if !self.eat(&["("]) {
            self.name("the name of a window")?;
            return Ok(parts);
        }
        if self.is_id(0) && !self.cursor.is_any(&["PARTITION", "RANGE", "ROWS", "GROUPS"]) {
            self.cursor.advance();
        }
        if self.eat(&["PARTITION", "BY"]) {
            parts.extend(self.list(Self::expression)?);
        }
        if self.eat(&["ORDER", "BY"]) {
            parts.extend(self.list(Self::ordering)?);
        }
        if self.cursor.eat_any(&["RANGE", "ROWS", "GROUPS"]).is_some() {
            let between = self.eat(&["BETWEEN"]);
            self.frame_bound(&mut parts)?;
            if between {
                self.expect(&["AND"])?;
                self.frame_bound(&mut parts)?;
            }
            if self.eat(&["EXCLUDE"])
                && !self.eat(&["NO", "OTHERS"])
                && !self.eat(&["CURRENT", "ROW"])
                && self.cursor.eat_any(&["GROUP", "TIES"]).is_none()
            {
                return Err(self.unexpected("`NO OTHERS`, `CURRENT ROW`, `GROUP` or `TIES`"));
            }
        }
        self.expect(&[")"])?;
        Ok(parts)
    }

    fn frame_bound(&mut self, parts: &mut Vec<Expr>) -> Result<(), Fault> {
        if self.eat(&["CURRENT", "ROW"]) {
            return Ok(());
        }
        if !self.eat(&["UNBOUNDED"]) {
            parts.push(self.expression()?);
        }
        match self.cursor.eat_any(&["PRECEDING", "FOLLOWING"]) {
            Some(_) => Ok(()),
            None => Err(self.unexpected("`PRECEDING` or `FOLLOWING`")),
        }
    }

    /// Reads an expression of `ORDER BY`.
    pub(super) fn ordering(&mut self) -> Result<Expr, Fault> {
        let expression = self.expression()?;
        self.cursor.eat_any(&["ASC", "DESC"]);
        if self.eat(&["NULLS"]) && self.cursor.eat_any(&["FIRST", "LAST"]).is_none() {
            return Err(self.unexpected("`FIRST` or `LAST`"));
        }
        Ok(expression)
    }
}

/// An operator and what stands after it.
struct Infix {
    kind: ExprKind,
    strength: u8,
    parts: Vec<Expr>,
    queries: Vec<Select>,
}

impl Infix {
    fn new(kind: ExprKind, strength: u8, parts: Vec<Expr>) -> Self {
        Self { kind, strength, parts, queries: Vec::new() }
    }
}

fn is_number(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'_');
    }
    let text = text.replace('_', "");
    text.parse::<f64>().is_ok() && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
}

impl Select {
    /// `SELECT * FROM …`
    fn all_of(from: FromItem, place: Place) -> Self {
        Self::of_core(super::query::Core {
            columns: vec![ResultColumn::Star],
            from: vec![from],
            ..super::query::Core::at(place)
        })
    }
}

impl QualifiedName {
    /// A name without a schema.
    pub(crate) fn bare(name: Name) -> Self {
        Self { schema: None, name }
    }
}
