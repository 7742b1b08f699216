//! Constants and calls without arguments: what a default nearly always is.

use super::Dialect;
use super::token::{Token, TokenKind};
use crate::schema::Engine;

/// How deep parentheses may stand in each other. Nothing is claimed of what is deeper.
const DEPTH: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(Decimal),
    String(String),
    /// A constant of a type that may print it in other words: a date, JSON.
    Constant,
    /// The time at which the transaction or statement began.
    Now,
    /// The next value of a sequence.
    Sequence,
    /// A function without arguments, by its name without its schema.
    Call(String),
}

impl Value {
    /// Whether they are one value; `None` where that can't be told. A string stands for a number or truth value where the
    /// column's type makes it one.
    pub(super) fn same(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Constant, Self::String(_) | Self::Number(_) | Self::Bool(_) | Self::Constant)
            | (Self::String(_) | Self::Number(_) | Self::Bool(_), Self::Constant) => None,
            (Self::String(string), Self::Number(number)) | (Self::Number(number), Self::String(string)) => {
                Some(Decimal::parse(string).is_some_and(|parsed| parsed == *number))
            }
            (Self::String(string), Self::Bool(truth)) | (Self::Bool(truth), Self::String(string)) => {
                Some(parse_bool(string) == Some(*truth))
            }
            (a, b) => Some(a == b),
        }
    }
}

/// A decimal number: its sign, and its digits before and after the point without the zeros that mean nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    whole: String,
    fraction: String,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if digits.is_empty() || digits == "." || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0').to_owned(), fraction.trim_end_matches('0').to_owned());
        Some(Self { negative: negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction })
    }

    fn negated(self) -> Self {
        let is_zero = self.whole.is_empty() && self.fraction.is_empty();
        Self { negative: !self.negative && !is_zero, ..self }
    }
}

/// <https://www.postgresql.org/docs/current/datatype-boolean.html>
fn parse_bool(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "t" | "true" | "y" | "yes" | "on" | "1" => Some(true),
        "f" | "false" | "n" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// The value that all of these tokens are, if they are one.
pub(super) fn value(dialect: &Dialect, tokens: &[Token]) -> Option<Value> {
    let mut reader = Reader::new(dialect, tokens);
    let found = reader.value(0)?;
    reader.is_at_end().then_some(found)
}

/// Reads tokens one after the other.
pub(super) struct Reader<'a> {
    dialect: &'a Dialect,
    tokens: &'a [Token],
}

impl<'a> Reader<'a> {
    pub(super) fn new(dialect: &'a Dialect, tokens: &'a [Token]) -> Self {
        Self { dialect, tokens }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The state to go back to by [`Reader::go_back`].
    pub(super) fn mark(&self) -> &'a [Token] {
        self.tokens
    }

    pub(super) fn go_back(&mut self, mark: &'a [Token]) {
        self.tokens = mark;
    }

    pub(super) fn peek(&self) -> Option<&'a TokenKind> {
        self.tokens.first().map(|token| &token.kind)
    }

    pub(super) fn next(&mut self) -> Option<&'a TokenKind> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(&first.kind)
    }

    pub(super) fn sign(&mut self, sign: &str) -> bool {
        self.next_if(|kind| matches!(kind, TokenKind::Sign(found) if *found == sign))
    }

    pub(super) fn word(&mut self, word: &str) -> bool {
        self.next_if(|kind| matches!(kind, TokenKind::Word(found) if found == word))
    }

    fn next_if(&mut self, is: impl Fn(&TokenKind) -> bool) -> bool {
        let found = self.peek().is_some_and(is);
        if found {
            self.next();
        }
        found
    }

    /// A value with the casts behind it.
    pub(super) fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > DEPTH {
            return None;
        }
        let mut found = match self.next()? {
            TokenKind::Sign("(") => {
                let inner = self.value(depth + 1)?;
                self.sign(")").then_some(inner)?
            }
            TokenKind::Sign("-") => match self.value(depth + 1)? {
                Value::Number(number) => Value::Number(number.negated()),
                _ => return None,
            },
            TokenKind::Sign("+") => match self.value(depth + 1)? {
                number @ Value::Number(_) => number,
                _ => return None,
            },
            TokenKind::Number(text) => Value::Number(Decimal::parse(text)?),
            TokenKind::String(text) => Value::String(text.clone()),
            TokenKind::Word(word) => self.named(word)?,
            _ => return None,
        };
        while let Some(cast) = self.cast()? {
            found = self.as_type(found, &cast)?;
        }
        Some(found)
    }

    fn named(&mut self, word: &str) -> Option<Value> {
        let is_mysql = self.dialect.engine == Engine::Mysql;
        match word {
            "null" => return Some(Value::Null),
            "true" if is_mysql => return Decimal::parse("1").map(Value::Number),
            "false" if is_mysql => return Decimal::parse("0").map(Value::Number),
            "true" => return Some(Value::Bool(true)),
            "false" => return Some(Value::Bool(false)),
            _ => {}
        }
        let mut name = word;
        while self.sign(".") {
            match self.next()? {
                TokenKind::Word(part) | TokenKind::Quoted(part) => name = part,
                _ => return None,
            }
        }
        let called = self.sign("(");
        if name == "nextval" && called {
            // Which sequence is the engine's own affair: it follows renames, and a text does not.
            return (matches!(self.value(0)?, Value::String(_)) && self.sign(")")).then_some(Value::Sequence);
        }
        if called && !self.sign(")") {
            return None;
        }
        match name {
            "now" | "transaction_timestamp" if called => Some(Value::Now),
            "current_timestamp" => Some(Value::Now),
            "localtime" | "localtimestamp" if is_mysql => Some(Value::Now),
            // MySQL has many names for one function.
            _ if is_mysql => None,
            _ if called => Some(Value::Call(name.to_owned())),
            _ => None,
        }
    }

    /// `::` and the type behind it; `None` within where there is no cast, without where the type can't be read.
    pub(super) fn cast(&mut self) -> Option<Option<String>> {
        if !self.sign("::") {
            return Some(None);
        }
        let mut name = match self.next()? {
            TokenKind::Word(word) | TokenKind::Quoted(word) => word.clone(),
            _ => return None,
        };
        while self.sign(".") {
            match self.next()? {
                TokenKind::Word(word) | TokenKind::Quoted(word) => name.clone_from(word),
                _ => return None,
            }
        }
        while let Some(TokenKind::Word(word)) = self.peek() {
            if !matches!(word.as_str(), "varying" | "precision" | "with" | "without" | "time" | "zone") {
                break;
            }
            name.push(' ');
            name.push_str(word);
            self.next();
        }
        if self.sign("(") {
            while !self.sign(")") {
                self.next()?;
            }
        }
        while self.sign("[") {
            if !self.sign("]") {
                return None;
            }
            name.push_str("[]");
        }
        Some(Some(name))
    }

    /// A value as one of a type; `None` where the type may change what it looks like.
    fn as_type(&self, value: Value, sql_type: &str) -> Option<Value> {
        match (value, sql_type) {
            (
                Value::String(text),
                "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" | "int" | "int2" | "int4"
                | "int8" | "decimal",
            ) => Decimal::parse(&text).map(Value::Number),
            (number @ Value::Number(_), "smallint" | "integer" | "bigint" | "numeric" | "int" | "decimal") => {
                Some(number)
            }
            (Value::String(text), "boolean" | "bool") => parse_bool(&text).map(Value::Bool),
            (
                string @ Value::String(_),
                "text" | "character varying" | "varchar" | "character" | "bpchar" | "char" | "citext" | "name"
                | "regclass",
            ) => Some(string),
            (string @ Value::String(_), name) if self.dialect.enums.contains(name) => Some(string),
            (Value::String(_) | Value::Constant, _) => Some(Value::Constant),
            // The time, cut to a type's precision.
            (Value::Now, _) => Some(Value::Now),
            _ => None,
        }
    }
}
