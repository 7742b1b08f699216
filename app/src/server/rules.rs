//! What the checks of a table demand, as far as it can be said of columns and constants.

use std::cmp::Ordering;

use super::tables::{Column, Kind};
use super::value::Value;

/// What a check demands. As in SQL, nothing is demanded of NULL.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Rule {
    /// `column IN ('a', 'b')`
    OneOf { column: &'static str, values: Vec<String> },
    /// `column >= 0`, `end_date >= start_date`; `BETWEEN` is two of them.
    Compare { column: &'static str, operator: Operator, with: Operand },
    /// `json_type(column) = 'object'`
    Json { column: &'static str, is_array: bool },
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Less,
    AtMost,
    AtLeast,
    More,
    Other,
}

/// What a column is compared with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    Constant(Value),
    Column(&'static str),
}

impl Rule {
    /// The rules that SQLite's expression of a check comes to; `None` where it says something else.
    pub(super) fn parse(expression: &str, columns: &[Column]) -> Option<Vec<Self>> {
        let tokens = tokens(expression);
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let named = |name: &str| columns.iter().find(|column| column.name == name);
        match tokens.as_slice() {
            [name, "IN", "(", values @ .., ")"] => {
                let values: Option<Vec<String>> = values.split(|token| *token == ",").map(text).collect();
                Some(vec![Self::OneOf { column: named(name)?.name, values: values? }])
            }
            ["json_type", "(", name, ")", "=", kind] => {
                Some(vec![Self::Json { column: named(name)?.name, is_array: *kind == "'array'" }])
            }
            [name, "BETWEEN", least, "AND", most] => {
                let of = named(name)?;
                let bounds = [(Operator::AtLeast, least), (Operator::AtMost, most)];
                bounds.map(|(operator, bound)| Self::compare(of, operator, bound, columns)).into_iter().collect()
            }
            [name, operator, with] => {
                let operator = match *operator {
                    "<" => Operator::Less,
                    "<=" => Operator::AtMost,
                    ">=" => Operator::AtLeast,
                    ">" => Operator::More,
                    "<>" => Operator::Other,
                    _ => return None,
                };
                Some(vec![Self::compare(named(name)?, operator, with, columns)?])
            }
            _ => None,
        }
    }

    fn compare(of: &Column, operator: Operator, with: &str, columns: &[Column]) -> Option<Self> {
        let with = match columns.iter().find(|column| column.name == with) {
            Some(column) => Operand::Column(column.name),
            None => {
                let number: i64 = with.parse().ok()?;
                Operand::Constant(match of.kind {
                    Kind::Integer { .. } => Value::Integer(number),
                    Kind::Double => Value::Double(number as f64),
                    // SQLite keeps the number of smallest units.
                    Kind::Decimal { scale, .. } => Value::Decimal(crate::decimal::Units { units: number, scale }),
                    _ => return None,
                })
            }
        };
        Some(Self::Compare { column: of.name, operator, with })
    }

    /// The columns that it is about.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> {
        let (Self::OneOf { column, .. } | Self::Compare { column, .. } | Self::Json { column, .. }) = self;
        let other = match self {
            Self::Compare { with: Operand::Column(other), .. } => Some(*other),
            _ => None,
        };
        [*column].into_iter().chain(other)
    }

    /// What is wrong with a row, given the value of each of its columns.
    pub(super) fn broken<'a>(&'a self, of: impl Fn(&str) -> Option<&'a Value>) -> Option<String> {
        match self {
            Self::OneOf { column, values } => match of(column)? {
                Value::Text(text) if !values.contains(text) => Some(format!("must be one of {}", values.join(", "))),
                _ => None,
            },
            Self::Json { column, is_array } => {
                let Value::Text(text) = of(column)? else { return None };
                let is_right = match serde_json::from_str(text) {
                    Ok(serde_json::Value::Array(_)) => *is_array,
                    Ok(serde_json::Value::Object(_)) => !is_array,
                    _ => false,
                };
                let kind = if *is_array { "array" } else { "object" };
                (!is_right).then(|| format!("must be a text that is a JSON {kind}"))
            }
            Self::Compare { column, operator, with } => {
                let (other, named) = match with {
                    Operand::Constant(value) => (value, value.to_string()),
                    Operand::Column(name) => (of(name)?, format!("`{name}`")),
                };
                let holds = operator.holds(of(column)?.partial_cmp(other)?);
                (!holds).then(|| format!("must {} {named}", operator.in_words()))
            }
        }
    }
}

impl Operator {
    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::AtLeast => ordering.is_ge(),
            Self::More => ordering.is_gt(),
            Self::Other => ordering.is_ne(),
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Less => "be less than",
            Self::AtMost => "be at most",
            Self::AtLeast => "be at least",
            Self::More => "be more than",
            Self::Other => "not be the same as",
        }
    }
}

/// Words, numbers, texts with their quotes, and signs.
fn tokens(expression: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = expression.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_word = |char: char| char.is_alphanumeric() || char == '_' || char == '.';
        let length = match first {
            '\'' => rest[1..].find('\'').map_or(rest.len(), |end| end + 2),
            '-' => 1 + rest[1..].find(|char: char| !is_word(char)).unwrap_or(rest.len() - 1),
            '<' | '>' | '=' => rest.find(|char| !"<>=".contains(char)).unwrap_or(rest.len()),
            _ if is_word(first) => rest.find(|char| !is_word(char)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

/// The one text literal that there is.
fn text(tokens: &[&str]) -> Option<String> {
    match tokens {
        [one] => Some(one.strip_prefix('\'')?.strip_suffix('\'')?.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables::Table;
    use super::super::value::Value;
    use super::{Operand, Operator, Rule};
    use crate::decimal::Units;

    fn rules(table: &str, column: &str) -> Vec<&'static Rule> {
        Table::named(table).rules.iter().filter(|rule| rule.columns().next() == Some(column)).collect()
    }

    #[test]
    fn a_percentage_is_compared_in_its_units() {
        let most = Operand::Constant(Value::Decimal(Units { units: 10_000, scale: 2 }));
        let found = rules("group_members", "attendance_percentage");
        assert!(
            found
                .iter()
                .any(|rule| matches!(rule, Rule::Compare { operator: Operator::AtMost, with, .. } if *with == most))
        );
        let more = Value::Decimal(Units { units: 10_001, scale: 2 });
        let said: Vec<_> = found.iter().filter_map(|rule| rule.broken(|_| Some(&more))).collect();
        assert_eq!(said, ["must be at most 100.00"]);
    }

    #[test]
    fn two_columns_are_compared_where_both_are_there() {
        let [rule] = rules("group_members", "left_date")[..] else { panic!("there is one") };
        let day = |text: &str| Value::Date(text.parse().expect("it is a day"));
        let (early, late) = (day("2025-01-01"), day("2025-02-01"));
        let of = |left, joined| move |name: &str| if name == "left_date" { left } else { joined };
        assert_eq!(rule.broken(of(Some(&late), Some(&early))), None);
        assert_eq!(rule.broken(of(Some(&early), None)), None);
        assert_eq!(rule.broken(of(Some(&early), Some(&late))).as_deref(), Some("must be at least `joined_date`"));
    }

    #[test]
    fn json_and_words_are_told_from_others() {
        let [rule] = rules("documents", "labels")[..] else { panic!("there is one") };
        for (text, is_right) in [("[]", true), ("[\"a\"]", true), ("{}", false), ("[", false), ("", false)] {
            let value = Value::Text(text.to_owned());
            assert_eq!(rule.broken(|_| Some(&value)).is_none(), is_right, "{text}");
        }
        let [rule] = rules("meetings", "status")[..] else { panic!("there is one") };
        let over = Value::Text("over".to_owned());
        let said = rule.broken(|_| Some(&over));
        assert_eq!(said.as_deref(), Some("must be one of scheduled, held, cancelled"));
    }
}
