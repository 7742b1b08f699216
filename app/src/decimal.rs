//! Exact decimals: money, and whatever else is counted in parts of one.
//!
//! PostgreSQL keeps them as `NUMERIC`. SQLite has no such type: there a column with digits after the point is a REAL
//! (<https://sqlite.org/datatype3.html#determination_of_column_affinity>), and Diesel's own `BigDecimal` goes through
//! `f64`. So SQLite's columns are `BIGINT` and hold the number of smallest units, cents for money. A [`Decimal`] is that
//! number on both, and no float is met on the way.

use std::fmt;
use std::ops::Neg;
use std::str::FromStr;

use bigdecimal::{BigDecimal, ToPrimitive};
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, Numeric, SqlType};
use diesel::sqlite::{Sqlite, SqliteType, SqliteValue};
use serde::{Serialize, Serializer};

/// An amount of money, `NUMERIC(12,2)`.
pub type Money = Decimal<12, 2>;

/// A part of a hundred, `NUMERIC(5,2)`.
pub type Percentage = Decimal<5, 2>;

/// Time that was worked, `NUMERIC(7,2)`.
pub type Hours = Decimal<7, 2>;

/// How much of something there is, in a unit that stands beside it, `NUMERIC(10,3)`.
pub type Quantity = Decimal<10, 3>;

/// Degrees of latitude or longitude, `NUMERIC(9,6)`: to eleven centimetres.
pub type Coordinate = Decimal<9, 6>;

/// The SQL type of a [`Decimal`] on either engine: `NUMERIC` in PostgreSQL, `BIGINT` in SQLite.
///
/// Diesel has only `Numeric` for both, and that is a float in SQLite: no integer can be bound as one.
#[derive(Debug, Clone, Copy, SqlType)]
#[diesel(postgres_type(oid = 1700, array_oid = 1231))]
#[diesel(sqlite_type(name = "Long"))]
pub struct Exact;

/// A decimal of up to `PRECISION` digits, `SCALE` of them after the point: `NUMERIC(PRECISION, SCALE)`.
///
/// Nothing is ever rounded. What does not fit is an error where it is read, and `None` where it is computed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, AsExpression, FromSqlRow)]
#[diesel(sql_type = Numeric)]
#[diesel(sql_type = BigInt)]
pub struct Decimal<const PRECISION: u32, const SCALE: u32> {
    units: i64,
}

impl<const PRECISION: u32, const SCALE: u32> Decimal<PRECISION, SCALE> {
    /// Nothing.
    pub const ZERO: Self = Self { units: 0 };

    /// The greatest value: every digit is 9.
    pub const MAX: Self = Self { units: 10_i64.pow(PRECISION) - 1 };

    /// The least value, [`Self::MAX`] below zero.
    pub const MIN: Self = Self { units: -Self::MAX.units };

    /// From the number of smallest units: of cents, where the scale is 2.
    #[must_use]
    pub const fn from_units(units: i64) -> Option<Self> {
        if units >= Self::MIN.units && units <= Self::MAX.units { Some(Self { units }) } else { None }
    }

    /// The number of smallest units.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.units
    }

    /// The sum, if it fits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.units.checked_add(other.units).and_then(Self::from_units)
    }

    /// The difference, if it fits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.units.checked_sub(other.units).and_then(Self::from_units)
    }

    /// So many times this, if it fits.
    #[must_use]
    pub fn checked_mul(self, times: i64) -> Option<Self> {
        self.units.checked_mul(times).and_then(Self::from_units)
    }

    /// The sum of all, if it fits.
    #[must_use]
    pub fn checked_sum(values: impl IntoIterator<Item = Self>) -> Option<Self> {
        values.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    fn in_range(units: i64) -> Result<Self, DecimalError> {
        Self::from_units(units).ok_or(DecimalError::TooGreat { precision: PRECISION, scale: SCALE })
    }
}

impl<const PRECISION: u32, const SCALE: u32> Neg for Decimal<PRECISION, SCALE> {
    type Output = Self;

    fn neg(self) -> Self {
        Self { units: -self.units }
    }
}

impl<const PRECISION: u32, const SCALE: u32> fmt::Display for Decimal<PRECISION, SCALE> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Units { units: self.units, scale: SCALE }.fmt(f)
    }
}

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (units, one) = (self.units.unsigned_abs(), 10_u64.pow(self.scale));
        let digits = match self.scale {
            0 => units.to_string(),
            scale => format!("{}.{:0width$}", units / one, units % one, width = scale as usize),
        };
        f.pad_integral(self.units >= 0, "", &digits)
    }
}

impl<const PRECISION: u32, const SCALE: u32> fmt::Debug for Decimal<PRECISION, SCALE> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why something is not a [`Decimal`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecimalError {
    /// It is not written as digits, with one point at most and a sign before.
    NotANumber(String),
    /// It has digits after the point that would be lost.
    TooFine {
        /// How many there may be.
        scale: u32,
    },
    /// It has more digits before the point than there may be.
    TooGreat {
        /// How many digits there may be.
        precision: u32,
        /// How many of them stand after the point.
        scale: u32,
    },
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber(text) => write!(f, "`{text}` is not a decimal number, such as 1250.50"),
            Self::TooFine { scale } => write!(f, "more than {scale} digits after the point"),
            Self::TooGreat { precision, scale } => write!(f, "more than {} digits before the point", precision - scale),
        }
    }
}

impl std::error::Error for DecimalError {}

impl<const PRECISION: u32, const SCALE: u32> FromStr for Decimal<PRECISION, SCALE> {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        Units::parse(text, PRECISION, SCALE).map(|Units { units, .. }| Self { units })
    }
}

/// A decimal whose precision and scale are known only when the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Units {
    /// The number of smallest units.
    pub units: i64,
    /// How many digits stand after the point.
    pub scale: u32,
}

impl Units {
    /// Reads a text, as [`Decimal`] does.
    ///
    /// ```
    /// use app::decimal::Units;
    ///
    /// assert_eq!(Units::parse("12.5", 5, 2)?.units, 1250);
    /// assert!(Units::parse("1250", 5, 2).is_err());
    /// # Ok::<(), app::decimal::DecimalError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is no number, or one that would be rounded or cut.
    pub fn parse(text: &str, precision: u32, scale: u32) -> Result<Self, DecimalError> {
        let not_a_number = || DecimalError::NotANumber(text.to_owned());
        let (is_negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let mut all_digits = whole.bytes().chain(part.bytes());
        if whole.is_empty() || digits.ends_with('.') || !all_digits.all(|byte| byte.is_ascii_digit()) {
            return Err(not_a_number());
        }
        if part.len() > scale as usize {
            return Err(DecimalError::TooFine { scale });
        }
        let units = format!("{whole}{part:0<width$}", width = scale as usize).parse::<i64>();
        let units = units.ok().filter(|units| *units < 10_i64.pow(precision));
        let units = units.ok_or(DecimalError::TooGreat { precision, scale })?;
        Ok(Self { units: if is_negative { -units } else { units }, scale })
    }
}

impl ToSql<Exact, Pg> for Units {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let value = BigDecimal::new(self.units.into(), self.scale.into());
        ToSql::<Numeric, Pg>::to_sql(&value, &mut out.reborrow())
    }
}

impl ToSql<Exact, Sqlite> for Units {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.units);
        Ok(IsNull::No)
    }
}

/// As a text, since many readers of JSON take every number for a float.
impl<const PRECISION: u32, const SCALE: u32> Serialize for Decimal<PRECISION, SCALE> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<const PRECISION: u32, const SCALE: u32> From<Decimal<PRECISION, SCALE>> for BigDecimal {
    fn from(value: Decimal<PRECISION, SCALE>) -> Self {
        Self::new(value.units.into(), SCALE.into())
    }
}

impl<const PRECISION: u32, const SCALE: u32> TryFrom<&BigDecimal> for Decimal<PRECISION, SCALE> {
    type Error = DecimalError;

    fn try_from(value: &BigDecimal) -> Result<Self, DecimalError> {
        let scaled = value.with_scale(SCALE.into());
        if scaled != *value {
            return Err(DecimalError::TooFine { scale: SCALE });
        }
        let (units, _) = scaled.into_bigint_and_scale();
        Self::in_range(units.to_i64().ok_or(DecimalError::TooGreat { precision: PRECISION, scale: SCALE })?)
    }
}

impl<const PRECISION: u32, const SCALE: u32> FromSql<Numeric, Pg> for Decimal<PRECISION, SCALE> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let value = <BigDecimal as FromSql<Numeric, Pg>>::from_sql(value)?;
        Ok(Self::try_from(&value)?)
    }
}

impl<const PRECISION: u32, const SCALE: u32> ToSql<Numeric, Pg> for Decimal<PRECISION, SCALE> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Numeric, Pg>::to_sql(&BigDecimal::from(*self), &mut out.reborrow())
    }
}

impl<const PRECISION: u32, const SCALE: u32> FromSql<BigInt, Sqlite> for Decimal<PRECISION, SCALE> {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        // SQLite would convert whatever is there, a float among it. See <https://sqlite.org/c3ref/column_blob.html>.
        match value.value_type() {
            Some(SqliteType::Long) => Ok(Self::in_range(value.read_long())?),
            found => Err(format!("a number of smallest units is stored as an integer, not as {found:?}").into()),
        }
    }
}

impl<const PRECISION: u32, const SCALE: u32> ToSql<BigInt, Sqlite> for Decimal<PRECISION, SCALE> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.units);
        Ok(IsNull::No)
    }
}

impl<const PRECISION: u32, const SCALE: u32> FromSql<Exact, Pg> for Decimal<PRECISION, SCALE> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <Self as FromSql<Numeric, Pg>>::from_sql(value)
    }
}

impl<const PRECISION: u32, const SCALE: u32> ToSql<Exact, Pg> for Decimal<PRECISION, SCALE> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <Self as ToSql<Numeric, Pg>>::to_sql(self, out)
    }
}

impl<const PRECISION: u32, const SCALE: u32> FromSql<Exact, Sqlite> for Decimal<PRECISION, SCALE> {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        <Self as FromSql<BigInt, Sqlite>>::from_sql(value)
    }
}

impl<const PRECISION: u32, const SCALE: u32> ToSql<Exact, Sqlite> for Decimal<PRECISION, SCALE> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        <Self as ToSql<BigInt, Sqlite>>::to_sql(self, out)
    }
}

#[cfg(test)]
mod tests {
    use bigdecimal::BigDecimal;
    use proptest::prelude::*;

    use super::{Coordinate, DecimalError, Money};

    fn money() -> impl Strategy<Value = Money> {
        (Money::MIN.units()..=Money::MAX.units()).prop_filter_map("in range", Money::from_units)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(value in money()) {
            prop_assert_eq!(value.to_string().parse(), Ok(value));
            prop_assert_eq!(Money::try_from(&BigDecimal::from(value)), Ok(value));
            prop_assert_eq!(value.to_string(), BigDecimal::from(value).to_string());
        }

        #[test]
        fn no_text_is_a_panic(text in "[-+.0-9 e]{0,24}") {
            if let Ok(value) = text.parse::<Money>() {
                let expected: BigDecimal = text.parse().expect("a number to others as well");
                prop_assert_eq!(BigDecimal::from(value), expected);
            }
        }

        #[test]
        fn sums_are_exact_or_none(one in money(), other in money()) {
            let exact = i128::from(one.units()) + i128::from(other.units());
            let fits = exact.abs() <= i128::from(Money::MAX.units());
            prop_assert_eq!(one.checked_add(other).map(|sum| i128::from(sum.units())), fits.then_some(exact));
            prop_assert_eq!(one.checked_sub(-other), one.checked_add(other));
        }
    }

    #[test]
    fn is_written_with_all_digits_of_its_scale() {
        let cases = [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (100, "1.00"), (-123_456, "-1234.56")];
        for (units, text) in cases {
            assert_eq!(Money::from_units(units).map(|value| value.to_string()).as_deref(), Some(text));
        }
        assert_eq!(format!("{:>10}", Money::from_units(1250).unwrap_or_default()), "     12.50");
        assert_eq!(Money::MAX.to_string(), "9999999999.99");
        assert_eq!(Coordinate::MIN.to_string(), "-999.999999");
    }

    #[test]
    fn what_would_be_rounded_or_cut_is_refused() {
        assert_eq!("1.5".parse::<Money>().map(Money::units), Ok(150));
        assert_eq!("+7".parse::<Money>().map(Money::units), Ok(700));
        assert_eq!("1.005".parse::<Money>(), Err(DecimalError::TooFine { scale: 2 }));
        let too_great = DecimalError::TooGreat { precision: 12, scale: 2 };
        assert_eq!("10000000000".parse::<Money>(), Err(too_great.clone()));
        assert_eq!("99999999999999999999999".parse::<Money>(), Err(too_great));
        for text in ["", "-", ".", "1.", ".5", "1,5", "1e3", "--1", "1.2.3", "١", " 1"] {
            assert_eq!(text.parse::<Money>(), Err(DecimalError::NotANumber(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn arithmetic_stays_in_range() {
        assert_eq!(Money::MAX.checked_add(Money::MAX), None);
        assert_eq!(Money::MIN.checked_sub(Money::MAX), None);
        assert_eq!(Money::MAX.checked_mul(2), None);
        assert_eq!(Money::MAX.checked_mul(i64::MAX), None);
        assert_eq!(Money::checked_sum([Money::MAX, Money::MIN]), Some(Money::ZERO));
        assert_eq!(-Money::MIN, Money::MAX);
    }
}
