//! Values of columns: read from JSON or from a query string, compared, and bound to statements.

use std::cmp::Ordering;
use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::{QueryResult, sql_types};
use serde_json::Value as Json;

use super::tables::Kind;
use crate::database::MultiBackend;
use crate::decimal::{DecimalError, Units};

/// What stands in one column of one row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    Small(i16),
    Integer32(i32),
    Integer(i64),
    Double(f64),
    Decimal(Units),
    Text(String),
    Date(NaiveDate),
    Time(NaiveTime),
    Moment(NaiveDateTime),
    Bytes(Vec<u8>),
}

impl Value {
    /// What JSON says, if it is what a column of this kind can hold; else what it must be.
    pub(super) fn from_json(kind: Kind, json: &Json) -> Result<Self, String> {
        match (kind, json) {
            (_, Json::Null) => Ok(Self::Null),
            (Kind::Boolean, Json::Bool(value)) => Ok(Self::Boolean(*value)),
            (Kind::Integer { .. } | Kind::Double, Json::Number(number)) => Self::from_text(kind, &number.to_string()),
            (Kind::Boolean | Kind::Integer { .. } | Kind::Double, _) => Err(kind.demand()),
            (_, Json::String(text)) => Self::from_text(kind, text),
            _ => Err(kind.demand()),
        }
    }

    /// The same of a text, as it stands in a query string.
    pub(super) fn from_text(kind: Kind, text: &str) -> Result<Self, String> {
        let demand = || kind.demand();
        match kind {
            Kind::Boolean => text.parse().map(Self::Boolean).map_err(|_| demand()),
            Kind::Integer { bytes: 2 } => text.parse().map(Self::Small).map_err(|_| demand()),
            Kind::Integer { bytes: 4 } => text.parse().map(Self::Integer32).map_err(|_| demand()),
            Kind::Integer { .. } => text.parse().map(Self::Integer).map_err(|_| demand()),
            Kind::Double => {
                text.parse().ok().filter(|value: &f64| value.is_finite()).map(Self::Double).ok_or_else(demand)
            }
            Kind::Decimal { precision, scale } => {
                Units::parse(text, precision, scale).map(Self::Decimal).map_err(|error| match error {
                    DecimalError::NotANumber(_) => demand(),
                    DecimalError::TooFine { .. } | DecimalError::TooGreat { .. } => format!("has {error}"),
                })
            }
            Kind::Text { length, is_fixed } => {
                let count = text.chars().count();
                if text.contains('\0') {
                    Err("must be without NUL characters".to_owned())
                } else if length.is_some_and(|length| count > length || (is_fixed && count < length)) {
                    Err(demand())
                } else {
                    Ok(Self::Text(text.to_owned()))
                }
            }
            Kind::Date => date(text).map(Self::Date).ok_or_else(demand),
            Kind::Time => time(text).map(Self::Time).ok_or_else(demand),
            Kind::Moment => {
                let parts = text.strip_suffix('Z').unwrap_or(text).split_once('T');
                let moment = parts.and_then(|(day, clock)| Some(date(day)?.and_time(time(clock)?)));
                moment.map(Self::Moment).ok_or_else(demand)
            }
            Kind::Bytes => hex::decode(text).map(Self::Bytes).map_err(|_| demand()),
        }
    }

    /// An amount of money.
    pub(super) fn as_money(&self) -> Option<crate::decimal::Money> {
        match self {
            Self::Decimal(Units { units, scale: 2 }) => crate::decimal::Money::from_units(*units),
            _ => None,
        }
    }

    /// A text.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number.
    pub(super) fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Small(value) => Some((*value).into()),
            Self::Integer32(value) => Some((*value).into()),
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }
}

impl Kind {
    /// What a value must be.
    pub(super) fn demand(self) -> String {
        match self {
            Self::Boolean => "must be true or false".to_owned(),
            Self::Integer { bytes } => {
                let most = i64::MAX >> (64 - 8 * bytes);
                format!("must be a whole number from {} to {most}", -most - 1)
            }
            Self::Double => "must be a number".to_owned(),
            Self::Decimal { precision, scale } => format!(
                "must be a text with a decimal number of up to {} digits before the point and {scale} after it, such as \"12.50\"",
                precision - scale
            ),
            Self::Text { length: None, .. } => "must be a text".to_owned(),
            Self::Text { length: Some(length), is_fixed: true } => format!("must be a text of {length} characters"),
            Self::Text { length: Some(length), .. } => format!("must be a text of up to {length} characters"),
            Self::Date => "must be a date, such as \"2025-01-31\"".to_owned(),
            Self::Time => "must be a time, such as \"09:30\"".to_owned(),
            Self::Moment => "must be a date and time of UTC, such as \"2025-01-31T09:30:00\"".to_owned(),
            Self::Bytes => "must be a text of hexadecimal digits, two for each byte".to_owned(),
        }
    }
}

/// A day of the years that both engines write with four digits.
fn date(text: &str) -> Option<NaiveDate> {
    let is_written_so = text.len() == 10;
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| is_written_so && (1..=9999).contains(&day.year()))
}

fn time(text: &str) -> Option<NaiveTime> {
    // PostgreSQL keeps microseconds.
    let fine_enough = text.split_once('.').is_none_or(|(_, part)| part.len() <= 6);
    let parsed = ["%H:%M", "%H:%M:%S%.f"].iter().find_map(|format| NaiveTime::parse_from_str(text, format).ok());
    // A leap second is more than either engine can hold.
    parsed.filter(|time| fine_enough && chrono::Timelike::nanosecond(time) < 1_000_000_000)
}

/// As SQL compares: nothing with NULL, and like with like.
impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Double(one), Self::Double(other)) => one.partial_cmp(other),
            (Self::Decimal(one), Self::Decimal(other)) if one.scale == other.scale => Some(one.units.cmp(&other.units)),
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            (Self::Date(one), Self::Date(other)) => Some(one.cmp(other)),
            (Self::Time(one), Self::Time(other)) => Some(one.cmp(other)),
            (Self::Moment(one), Self::Moment(other)) => Some(one.cmp(other)),
            _ => Some(self.as_integer()?.cmp(&other.as_integer()?)),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("nothing"),
            Self::Boolean(value) => value.fmt(f),
            Self::Small(value) => value.fmt(f),
            Self::Integer32(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Double(value) => value.fmt(f),
            Self::Decimal(value) => value.fmt(f),
            Self::Text(value) => value.fmt(f),
            Self::Date(value) => value.fmt(f),
            Self::Time(value) => value.fmt(f),
            Self::Moment(value) => value.fmt(f),
            Self::Bytes(value) => f.write_str(&hex::encode(value)),
        }
    }
}

impl QueryFragment<MultiBackend> for Value {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        match self {
            Self::Null => {
                out.push_sql("NULL");
                Ok(())
            }
            Self::Boolean(value) => out.push_bind_param::<sql_types::Bool, _>(value),
            Self::Small(value) => out.push_bind_param::<sql_types::SmallInt, _>(value),
            Self::Integer32(value) => out.push_bind_param::<sql_types::Integer, _>(value),
            Self::Integer(value) => out.push_bind_param::<sql_types::BigInt, _>(value),
            Self::Double(value) => out.push_bind_param::<sql_types::Double, _>(value),
            Self::Decimal(value) => out.push_bind_param::<sql_types::Numeric, _>(value),
            Self::Text(value) => out.push_bind_param::<sql_types::Text, _>(value),
            Self::Date(value) => out.push_bind_param::<sql_types::Date, _>(value),
            Self::Time(value) => out.push_bind_param::<sql_types::Time, _>(value),
            Self::Moment(value) => out.push_bind_param::<sql_types::Timestamp, _>(value),
            Self::Bytes(value) => out.push_bind_param::<sql_types::Binary, _>(value),
        }
    }
}

impl QueryId for Value {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tables::Kind;
    use super::Value;

    const MONEY: Kind = Kind::Decimal { precision: 12, scale: 2 };

    #[test]
    fn what_a_column_can_not_hold_is_refused() {
        let name = Kind::Text { length: Some(3), is_fixed: false };
        let country = Kind::Text { length: Some(2), is_fixed: true };
        for (kind, good, bad) in [
            (name, json!("äöü"), json!("äöüé")),
            (name, json!(""), json!("a\0")),
            (name, json!("abc"), json!(12)),
            (country, json!("RW"), json!("R")),
            (Kind::Integer { bytes: 2 }, json!(32767), json!(32768)),
            (Kind::Integer { bytes: 4 }, json!(-2_147_483_648_i64), json!(2_147_483_648_i64)),
            (Kind::Integer { bytes: 8 }, json!(1), json!(1.5)),
            (Kind::Integer { bytes: 8 }, json!(1), json!("1")),
            (MONEY, json!("-0.01"), json!("0.001")),
            (MONEY, json!("9999999999.99"), json!("10000000000.00")),
            (MONEY, json!("1"), json!(1)),
            (Kind::Date, json!("2024-02-29"), json!("2025-02-29")),
            (Kind::Date, json!("0001-01-01"), json!("+12025-01-01")),
            (Kind::Date, json!("9999-12-31"), json!("2025-1-1")),
            (Kind::Time, json!("23:59:59.999999"), json!("24:00")),
            (Kind::Time, json!("09:30"), json!("23:59:60")),
            (Kind::Moment, json!("2025-01-31T09:30:00Z"), json!("2025-01-31 09:30:00")),
            (Kind::Boolean, json!(true), json!("true")),
            (Kind::Double, json!(-1.5), json!("-1.5")),
            (Kind::Bytes, json!("00ff"), json!("0f0")),
        ] {
            assert!(Value::from_json(kind, &good).is_ok(), "{kind:?} {good}");
            assert!(Value::from_json(kind, &bad).is_err(), "{kind:?} {bad}");
            assert_eq!(Value::from_json(kind, &json!(null)), Ok(Value::Null));
        }
    }

    #[test]
    fn what_it_must_be_is_said() {
        let said = |kind, json| Value::from_json(kind, &json).expect_err("it is wrong");
        assert_eq!(said(Kind::Integer { bytes: 2 }, json!(99_999)), "must be a whole number from -32768 to 32767");
        assert_eq!(said(MONEY, json!("0.001")), "has more than 2 digits after the point");
    }
}
