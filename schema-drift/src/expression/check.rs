//! Conditions of the simple kind that checks nearly always are: comparisons, joined by `AND`.

use super::token::{Token, TokenKind};
use super::value::{Reader, Value};
use super::{Dialect, all, any};

/// How deep parentheses may stand in each other. Nothing is claimed of what is deeper.
const DEPTH: usize = 100;

/// One comparison.
#[derive(Clone, Debug)]
pub(super) enum Atom {
    /// `a < b`.
    Compare(Operand, &'static str, Operand),
    /// `a IN (…)`, or `NOT IN`.
    OneOf(Operand, bool, Vec<Value>),
    /// `a IS NULL`, or `IS NOT NULL`.
    Null(Operand, bool),
}

#[derive(Clone, Debug)]
pub(super) enum Operand {
    Column(String),
    Value(Value),
}

/// Whether each atom of either is one of the other's; `None` where that can't be told.
pub(super) fn same(a: &[Atom], b: &[Atom]) -> Option<bool> {
    same_sets(a, b, Atom::same)
}

/// Whether each of either is one of the other's.
fn same_sets<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> Option<bool>) -> Option<bool> {
    let within =
        |some: &[T], others: &[T]| all(some.iter().map(|one| any(others.iter().map(|other| same(one, other)))));
    all([within(a, b), within(b, a)].into_iter())
}

impl Atom {
    fn same(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Compare(a, sign, b), Self::Compare(c, other, d)) => {
                all([Some(sign == other), a.same(c), b.same(d)].into_iter())
            }
            (Self::OneOf(a, is, values), Self::OneOf(b, other, others)) => {
                all([Some(is == other), a.same(b), same_sets(values, others, Value::same)].into_iter())
            }
            (Self::Null(a, is), Self::Null(b, other)) => all([Some(is == other), a.same(b)].into_iter()),
            _ => Some(false),
        }
    }

    /// A list of one is a comparison.
    fn one_of(operand: Operand, is: bool, mut values: Vec<Value>) -> Self {
        match (values.len(), values.pop()) {
            (1, Some(only)) => Self::Compare(operand, if is { "=" } else { "<>" }, Operand::Value(only)),
            (_, last) => {
                values.extend(last);
                Self::OneOf(operand, is, values)
            }
        }
    }
}

impl Operand {
    fn same(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Column(a), Self::Column(b)) => Some(a == b),
            (Self::Value(a), Self::Value(b)) => a.same(b),
            _ => Some(false),
        }
    }
}

/// The comparisons that all of these tokens are, if they are nothing else.
pub(super) fn atoms(dialect: &Dialect, tokens: &[Token]) -> Option<Vec<Atom>> {
    let mut reader = Reader::new(dialect, tokens);
    let mut atoms = Vec::new();
    conjunction(&mut reader, &mut atoms, 0)?;
    reader.is_at_end().then_some(atoms)
}

fn conjunction(reader: &mut Reader<'_>, atoms: &mut Vec<Atom>, depth: usize) -> Option<()> {
    if depth > DEPTH {
        return None;
    }
    loop {
        let mark = reader.mark();
        let length = atoms.len();
        if comparison(reader, atoms).is_none() {
            reader.go_back(mark);
            atoms.truncate(length);
            if !reader.sign("(") {
                return None;
            }
            conjunction(reader, atoms, depth + 1)?;
            if !reader.sign(")") {
                return None;
            }
        }
        if !reader.word("and") {
            return Some(());
        }
    }
}

fn comparison(reader: &mut Reader<'_>, atoms: &mut Vec<Atom>) -> Option<()> {
    let left = operand(reader, 0)?;
    if reader.word("is") {
        let is = !reader.word("not");
        reader.word("null").then(|| atoms.push(Atom::Null(left, is)))
    } else if reader.word("between") {
        let low = operand(reader, 0)?;
        if !reader.word("and") {
            return None;
        }
        let high = operand(reader, 0)?;
        atoms.extend([Atom::Compare(left.clone(), ">=", low), Atom::Compare(left, "<=", high)]);
        Some(())
    } else if reader.word("like") {
        atoms.push(Atom::Compare(left, "~~", operand(reader, 0)?));
        Some(())
    } else if reader.word("in") {
        atoms.push(Atom::one_of(left, true, list(reader)?));
        Some(())
    } else if reader.word("not") {
        if !reader.word("in") {
            return None;
        }
        atoms.push(Atom::one_of(left, false, list(reader)?));
        Some(())
    } else {
        let sign = match reader.next()? {
            TokenKind::Sign("!=") => "<>",
            TokenKind::Sign(sign @ ("=" | "<>" | "<" | ">" | "<=" | ">=" | "~~" | "~" | "!~" | "~*" | "!~*")) => sign,
            _ => return None,
        };
        let all = match sign {
            "=" => reader.word("any"),
            "<>" => reader.word("all"),
            _ => false,
        };
        atoms.push(if all {
            Atom::one_of(left, sign == "=", array(reader, 0)?)
        } else {
            Atom::Compare(left, sign, operand(reader, 0)?)
        });
        Some(())
    }
}

/// A column or a value, with the casts behind it.
fn operand(reader: &mut Reader<'_>, depth: usize) -> Option<Operand> {
    if depth > DEPTH {
        return None;
    }
    let mark = reader.mark();
    if let Some(value) = reader.value(depth) {
        return Some(Operand::Value(value));
    }
    reader.go_back(mark);
    let found = match reader.next()? {
        TokenKind::Sign("(") => {
            let inner = operand(reader, depth + 1)?;
            reader.sign(")").then_some(inner)?
        }
        TokenKind::Word(name) | TokenKind::Quoted(name) => Operand::Column(name.clone()),
        _ => return None,
    };
    // A column is itself, whatever PostgreSQL casts it to in order to compare it: `(status)::text`.
    while reader.cast()?.is_some() {}
    // A call, or a column of a table, is something else.
    (!matches!(reader.peek(), Some(TokenKind::Sign("(" | ".")))).then_some(found)
}

/// `('a', 'b')`.
fn list(reader: &mut Reader<'_>) -> Option<Vec<Value>> {
    if reader.sign("(") { values(reader, ")") } else { None }
}

/// `((ARRAY['a'::character varying, …])::text[])`.
fn array(reader: &mut Reader<'_>, depth: usize) -> Option<Vec<Value>> {
    if depth > DEPTH {
        return None;
    }
    let found = if reader.sign("(") {
        let inner = array(reader, depth + 1)?;
        reader.sign(")").then_some(inner)?
    } else if reader.word("array") && reader.sign("[") {
        values(reader, "]")?
    } else {
        return None;
    };
    while reader.cast()?.is_some() {}
    Some(found)
}

fn values(reader: &mut Reader<'_>, end: &str) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    loop {
        values.push(reader.value(0)?);
        if reader.sign(end) {
            return Some(values);
        }
        if !reader.sign(",") {
            return None;
        }
    }
}
