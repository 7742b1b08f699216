//! The Rust types that Diesel loads its SQL types into.

use super::types::{DieselType, diesel_type};
use crate::catalog::{Catalog, Column, Table};

/// The Rust type that a column is loaded into, and the feature of Diesel that it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustType {
    /// The type, as it is written: `Option<bigdecimal::BigDecimal>`.
    pub rust: String,
    /// The feature of Diesel without which it is not loaded.
    pub feature: Option<&'static str>,
}

/// Diesel's SQL types, by the names that diesel_cli writes, with the Rust type that stands for each and its feature.
///
/// <https://docs.diesel.rs/2.3.x/diesel/sql_types/index.html>
const TYPES: &[(&str, &str, Option<&str>)] = &[
    ("BigInt", "i64", None),
    ("Bigint", "i64", None),
    ("Binary", "Vec<u8>", None),
    ("Blob", "Vec<u8>", None),
    ("Bool", "bool", None),
    ("Bpchar", "String", None),
    ("Bytea", "Vec<u8>", None),
    ("Char", "String", None),
    ("Cidr", "ipnetwork::IpNetwork", Some("network-address")),
    ("Citext", "String", None),
    ("Date", "chrono::NaiveDate", Some("chrono")),
    ("Datemultirange", "Vec<(std::ops::Bound<chrono::NaiveDate>, std::ops::Bound<chrono::NaiveDate>)>", Some("chrono")),
    ("Daterange", "(std::ops::Bound<chrono::NaiveDate>, std::ops::Bound<chrono::NaiveDate>)", Some("chrono")),
    ("Datetime", "chrono::NaiveDateTime", Some("chrono")),
    ("Decimal", "bigdecimal::BigDecimal", Some("numeric")),
    ("Double", "f64", None),
    ("Float", "f32", None),
    ("Float4", "f32", None),
    ("Float8", "f64", None),
    ("Inet", "ipnetwork::IpNetwork", Some("network-address")),
    ("Int2", "i16", None),
    ("Int4", "i32", None),
    ("Int4multirange", "Vec<(std::ops::Bound<i32>, std::ops::Bound<i32>)>", None),
    ("Int4range", "(std::ops::Bound<i32>, std::ops::Bound<i32>)", None),
    ("Int8", "i64", None),
    ("Int8multirange", "Vec<(std::ops::Bound<i64>, std::ops::Bound<i64>)>", None),
    ("Int8range", "(std::ops::Bound<i64>, std::ops::Bound<i64>)", None),
    ("Integer", "i32", None),
    ("Interval", "diesel::data_types::PgInterval", None),
    ("Json", "serde_json::Value", Some("serde_json")),
    ("Jsonb", "serde_json::Value", Some("serde_json")),
    ("Longblob", "Vec<u8>", None),
    ("Longtext", "String", None),
    ("Macaddr", "[u8; 6]", None),
    ("Macaddr8", "[u8; 8]", None),
    ("Mediumblob", "Vec<u8>", None),
    ("Mediumtext", "String", None),
    ("Money", "diesel::data_types::PgMoney", None),
    ("Numeric", "bigdecimal::BigDecimal", Some("numeric")),
    (
        "Nummultirange",
        "Vec<(std::ops::Bound<bigdecimal::BigDecimal>, std::ops::Bound<bigdecimal::BigDecimal>)>",
        Some("numeric"),
    ),
    ("Numrange", "(std::ops::Bound<bigdecimal::BigDecimal>, std::ops::Bound<bigdecimal::BigDecimal>)", Some("numeric")),
    ("Oid", "u32", None),
    ("PgLsn", "diesel::data_types::PgLsn", None),
    ("SmallInt", "i16", None),
    ("Smallint", "i16", None),
    ("Text", "String", None),
    ("Time", "chrono::NaiveTime", Some("chrono")),
    ("Timestamp", "chrono::NaiveDateTime", Some("chrono")),
    ("Timestamptz", "chrono::DateTime<chrono::Utc>", Some("chrono")),
    ("TinyInt", "i8", None),
    ("Tinyblob", "Vec<u8>", None),
    ("Tinyint", "i8", None),
    ("Tinytext", "String", None),
    (
        "Tsmultirange",
        "Vec<(std::ops::Bound<chrono::NaiveDateTime>, std::ops::Bound<chrono::NaiveDateTime>)>",
        Some("chrono"),
    ),
    ("Tsrange", "(std::ops::Bound<chrono::NaiveDateTime>, std::ops::Bound<chrono::NaiveDateTime>)", Some("chrono")),
    (
        "Tstzmultirange",
        "Vec<(std::ops::Bound<chrono::DateTime<chrono::Utc>>, std::ops::Bound<chrono::DateTime<chrono::Utc>>)>",
        Some("chrono"),
    ),
    (
        "Tstzrange",
        "(std::ops::Bound<chrono::DateTime<chrono::Utc>>, std::ops::Bound<chrono::DateTime<chrono::Utc>>)",
        Some("chrono"),
    ),
    ("Uuid", "uuid::Uuid", Some("uuid")),
    ("Varbinary", "Vec<u8>", None),
    ("Varchar", "String", None),
];

/// The types without negative numbers, which MySQL has, for those with them.
const UNSIGNED: &[(&str, &str)] = &[("i8", "u8"), ("i16", "u16"), ("i32", "u32"), ("i64", "u64")];

/// The Rust type that Diesel loads a column into; `None` for a SQL type that the program gives a Rust type of its own.
///
/// ```
/// use schema_catalog::diesel::rust_type;
/// use schema_catalog::{Catalog, Dialect};
///
/// let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", "CREATE TABLE t (total numeric)")?;
/// let table = catalog.table("t").expect("was just created");
/// let expected = rust_type(&catalog, table, &table.columns[0]).expect("Diesel has one");
/// assert_eq!((expected.rust.as_str(), expected.feature), ("Option<bigdecimal::BigDecimal>", Some("numeric")));
/// # Ok::<(), schema_catalog::Error>(())
/// ```
pub fn rust_type(catalog: &Catalog, table: &Table, column: &Column) -> Option<RustType> {
    let sql = diesel_type(catalog, table, column);
    let (value, feature) = sql.value_type()?;
    let mut rust = value.to_owned();
    if sql.array {
        rust = format!("Vec<Option<{rust}>>");
    }
    if sql.nullable {
        rust = format!("Option<{rust}>");
    }
    Some(RustType { rust, feature })
}

impl DieselType {
    /// The Rust type of a value that is there, of an array's elements for one of those, and the feature that it needs.
    pub fn value_type(&self) -> Option<(&'static str, Option<&'static str>)> {
        let (_, rust, feature) = TYPES.iter().find(|(name, ..)| *name == self.name && self.custom.is_none())?;
        let unsigned = || UNSIGNED.iter().find(|(signed, _)| signed == rust).map(|(_, unsigned)| *unsigned);
        Some((if self.unsigned { unsigned()? } else { rust }, *feature))
    }
}

#[cfg(test)]
mod tests {
    use super::rust_type;
    use crate::{Catalog, Dialect};

    #[test]
    fn what_is_expected_says_option_and_vec() {
        let sql = "CREATE TABLE t (c text[], d numeric NOT NULL, e xml)";
        let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", sql).expect("the SQL is valid");
        let table = catalog.table("t").expect("was just created");
        let rust = |at: usize| rust_type(&catalog, table, &table.columns[at]).map(|expected| expected.rust);
        assert_eq!(rust(0).as_deref(), Some("Option<Vec<Option<String>>>"));
        assert_eq!(rust(1).as_deref(), Some("bigdecimal::BigDecimal"));
        assert_eq!(rust(2), None);
    }
}
