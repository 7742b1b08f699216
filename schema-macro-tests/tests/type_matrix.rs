//! Which Rust types Diesel loads from each SQL type, and stores there: told by the compiler, tried on the databases, and
//! written to `docs/src/types.md`, which the macros are compared with. `SCHEMA_TEST_OVERWRITE=1` writes the page anew.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};
use std::marker::PhantomData;
use std::ops::Bound;
use std::path::Path;
use std::time::{Duration, SystemTime};
use std::{env, fs};

use bigdecimal::BigDecimal;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::data_types::{PgInterval, PgMoney, PgNumeric};
use diesel::deserialize::FromSqlRow;
use diesel::expression::{AsExpression, SqlLiteral, TypedExpressionType};
use diesel::mysql::Mysql;
use diesel::mysql::data_types::MysqlTime;
use diesel::pg::Pg;
use diesel::pg::data_types::PgLsn;
use diesel::prelude::*;
use diesel::query_builder::{QueryFragment, QueryId};
use diesel::query_dsl::methods::LoadQuery;
use diesel::serialize::ToSql;
use diesel::sql_types as st;
use diesel::sql_types::{HasSqlType, SingleValue};
use diesel::sqlite::Sqlite;
use ipnetwork::IpNetwork;
use schema_macro_tests::server::ScratchDatabase;
use serde_json::Value;
use uuid::Uuid;

/// A SQL type and a Rust type, of an engine.
struct Pair<ST, T, DB>(PhantomData<(ST, T, DB)>);

/// What holds of a pair of which nothing better is known: the pair's own constants and functions count before these.
trait Neither {
    type Connection;
    const LOADS: bool = false;
    const STORES: bool = false;
    const GOES_AND_COMES: fn(&mut Self::Connection, &str) = |_, _| {};
}

impl<ST, T> Neither for Pair<ST, T, Pg> {
    type Connection = PgConnection;
}

impl<ST, T> Neither for Pair<ST, T, Sqlite> {
    type Connection = SqliteConnection;
}

impl<ST, T> Neither for Pair<ST, T, Mysql> {
    type Connection = Session;
}

/// Diesel's connection to MySQL, which needs its client library to be linked.
#[cfg(feature = "mysqlclient")]
type Session = MysqlConnection;
#[cfg(not(feature = "mysqlclient"))]
type Session = ();

impl<ST, T: FromSqlRow<ST, DB>, DB: diesel::backend::Backend> Pair<ST, T, DB> {
    const LOADS: bool = true;
}

impl<ST, T, DB> Pair<ST, T, DB>
where
    ST: st::SqlType + TypedExpressionType,
    T: AsExpression<ST>,
    T::Expression: QueryFragment<DB>,
    DB: diesel::backend::Backend,
{
    const STORES: bool = true;
}

/// One value of a Rust type.
trait Sample: Sized {
    fn sample() -> Self;
}

macro_rules! samples {
    ($($rust:ty => $value:expr,)*) => { $(impl Sample for $rust { fn sample() -> Self { $value } })* };
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, 29).expect("a leap year")
}

fn noon() -> NaiveTime {
    NaiveTime::from_hms_opt(12, 30, 15).expect("a time")
}

fn range<T>(from: T, to: T) -> (Bound<T>, Bound<T>) {
    (Bound::Included(from), Bound::Excluded(to))
}

samples! {
    bool => true,
    i8 => -8,
    i16 => -16,
    i32 => -32,
    i64 => -64,
    u8 => 8,
    u16 => 16,
    u32 => 32,
    u64 => 64,
    f32 => 1.5,
    f64 => 2.5,
    String => "text".to_owned(),
    Vec<u8> => vec![0, 255],
    [u8; 6] => [1, 2, 3, 4, 5, 6],
    [u8; 8] => [1, 2, 3, 4, 5, 6, 7, 8],
    BigDecimal => "12.50".parse().expect("a number"),
    NaiveDate => day(),
    NaiveTime => noon(),
    NaiveDateTime => day().and_time(noon()),
    DateTime<Utc> => day().and_time(noon()).and_utc(),
    SystemTime => SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000),
    chrono::Duration => chrono::Duration::seconds(5),
    Uuid => Uuid::from_u128(7),
    Value => serde_json::json!({ "key": [1, null] }),
    IpNetwork => "10.0.0.0/8".parse().expect("a network"),
    PgInterval => PgInterval::new(1, 2, 3),
    PgMoney => PgMoney(150),
    PgNumeric => PgNumeric::Positive { weight: 0, scale: 2, digits: vec![12, 5000] },
    PgLsn => PgLsn(5),
    (Bound<i32>, Bound<i32>) => range(1, 5),
    (Bound<i64>, Bound<i64>) => range(1, 5),
    (Bound<BigDecimal>, Bound<BigDecimal>) => range("1".parse().expect("a number"), "5".parse().expect("a number")),
    (Bound<NaiveDate>, Bound<NaiveDate>) => range(day(), day() + chrono::Duration::days(3)),
    (Bound<NaiveDateTime>, Bound<NaiveDateTime>) => range(day().and_time(noon()), day().and_hms_opt(23, 0, 0).expect("a time")),
    (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>) => range(day().and_time(noon()).and_utc(), day().and_hms_opt(23, 0, 0).expect("a time").and_utc()),
    Vec<(Bound<i32>, Bound<i32>)> => vec![range(1, 5), range(7, 9)],
    Vec<(Bound<i64>, Bound<i64>)> => vec![range(1, 5), range(7, 9)],
    Vec<Option<i32>> => vec![Some(1), None],
    Vec<i32> => vec![1, 2],
    Vec<Option<String>> => vec![Some("a".to_owned()), None],
    Vec<String> => vec!["a".to_owned()],
    Option<bool> => Some(true),
    Option<i32> => None,
    Option<i64> => Some(1),
    Option<u64> => Some(1),
    Option<String> => Some("a".to_owned()),
    Option<BigDecimal> => None,
    Option<NaiveDate> => Some(day()),
}

/// Puts the sample into a column and loads it again, on an engine.
macro_rules! round_trips {
    ($backend:ty, $connection:ty, $placeholder:literal) => {
        impl<ST, T> Pair<ST, T, $backend>
        where
            ST: SingleValue + TypedExpressionType + QueryId + 'static,
            $backend: HasSqlType<ST>,
            T: Sample + PartialEq + Debug + ToSql<ST, $backend> + 'static,
            for<'query> SqlLiteral<ST>: LoadQuery<'query, $connection, T>,
        {
            const GOES_AND_COMES: fn(&mut $connection, &str) = |connection, sql_type| {
                let table = format!("DROP TABLE IF EXISTS t; CREATE TABLE t (c {sql_type})");
                connection.batch_execute(&table).expect("a table");
                let insert = diesel::sql_query(concat!("INSERT INTO t VALUES (", $placeholder, ")"));
                insert
                    .bind::<ST, T>(T::sample())
                    .execute(connection)
                    .unwrap_or_else(|error| panic!("{} into {sql_type}: {error}", std::any::type_name::<T>()));
                let loaded = diesel::dsl::sql::<ST>("SELECT c FROM t").get_result::<T>(connection);
                let loaded =
                    loaded.unwrap_or_else(|error| panic!("{} from {sql_type}: {error}", std::any::type_name::<T>()));
                assert_eq!(loaded, T::sample(), "{} from {sql_type}", std::any::type_name::<T>());
            };
        }
    };
}

round_trips!(Pg, PgConnection, "$1");
round_trips!(Sqlite, SqliteConnection, "?");
#[cfg(feature = "mysqlclient")]
round_trips!(Mysql, MysqlConnection, "?");

/// What Diesel makes of a SQL type and a Rust type.
struct Cell {
    rust: &'static str,
    loads: bool,
    stores: bool,
}

/// A SQL type with all Rust types.
struct Row<C> {
    sql: &'static str,
    cells: Vec<Cell>,
    /// Sends the samples of those that are both loaded and stored through the engine.
    round_trips: Vec<fn(&mut C, &str)>,
}

macro_rules! rows {
    ($backend:ty, $connection:ty: $($sql:literal => $st:ty,)*) => {
        vec![$(rows!(@row $backend, $connection, $sql, $st)),*]
    };
    (@row $backend:ty, $connection:ty, $sql:literal, $st:ty) => {
        rows!(@cells $backend, $connection, $sql, $st;
            "bool" bool, "i8" i8, "i16" i16, "i32" i32, "i64" i64, "u8" u8, "u16" u16, "u32" u32, "u64" u64,
            "f32" f32, "f64" f64, "String" String, "Vec<u8>" Vec<u8>, "[u8; 6]" [u8; 6], "[u8; 8]" [u8; 8],
            "bigdecimal::BigDecimal" BigDecimal, "chrono::NaiveDate" NaiveDate, "chrono::NaiveTime" NaiveTime,
            "chrono::NaiveDateTime" NaiveDateTime, "chrono::DateTime<chrono::Utc>" DateTime<Utc>,
            "std::time::SystemTime" SystemTime, "chrono::Duration" chrono::Duration, "uuid::Uuid" Uuid,
            "serde_json::Value" Value, "ipnetwork::IpNetwork" IpNetwork,
            "diesel::data_types::PgInterval" PgInterval, "diesel::data_types::PgMoney" PgMoney,
            "diesel::data_types::PgNumeric" PgNumeric, "diesel::data_types::PgLsn" PgLsn,
            "diesel::mysql::data_types::MysqlTime" MysqlTime,
            "(Bound<i32>, Bound<i32>)" (Bound<i32>, Bound<i32>),
            "(Bound<i64>, Bound<i64>)" (Bound<i64>, Bound<i64>),
            "(Bound<bigdecimal::BigDecimal>, Bound<bigdecimal::BigDecimal>)" (Bound<BigDecimal>, Bound<BigDecimal>),
            "(Bound<chrono::NaiveDate>, Bound<chrono::NaiveDate>)" (Bound<NaiveDate>, Bound<NaiveDate>),
            "(Bound<chrono::NaiveDateTime>, Bound<chrono::NaiveDateTime>)" (Bound<NaiveDateTime>, Bound<NaiveDateTime>),
            "(Bound<chrono::DateTime<chrono::Utc>>, Bound<chrono::DateTime<chrono::Utc>>)" (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>),
            "Vec<(Bound<i32>, Bound<i32>)>" Vec<(Bound<i32>, Bound<i32>)>,
            "Vec<(Bound<i64>, Bound<i64>)>" Vec<(Bound<i64>, Bound<i64>)>,
            "Vec<Option<i32>>" Vec<Option<i32>>, "Vec<i32>" Vec<i32>,
            "Vec<Option<String>>" Vec<Option<String>>, "Vec<String>" Vec<String>,
            "Option<bool>" Option<bool>, "Option<i32>" Option<i32>, "Option<i64>" Option<i64>, "Option<u64>" Option<u64>,
            "Option<String>" Option<String>, "Option<bigdecimal::BigDecimal>" Option<BigDecimal>,
            "Option<chrono::NaiveDate>" Option<NaiveDate>,
        )
    };
    (@cells $backend:ty, $connection:ty, $sql:literal, $st:ty; $($name:literal $rust:ty,)*) => {
        Row {
            sql: $sql,
            cells: vec![$(Cell {
                rust: $name,
                loads: <Pair<$st, $rust, $backend>>::LOADS,
                stores: <Pair<$st, $rust, $backend>>::STORES,
            }),*],
            round_trips: vec![$(<Pair<$st, $rust, $backend>>::GOES_AND_COMES as fn(&mut $connection, &str)),*],
        }
    };
}

fn postgres() -> Vec<Row<PgConnection>> {
    rows! { Pg, PgConnection:
        "boolean NOT NULL" => st::Bool,
        "smallint NOT NULL" => st::Int2,
        "integer NOT NULL" => st::Int4,
        "bigint NOT NULL" => st::Int8,
        "real NOT NULL" => st::Float4,
        "double precision NOT NULL" => st::Float8,
        "numeric(12,2) NOT NULL" => st::Numeric,
        "text NOT NULL" => st::Text,
        "varchar(20) NOT NULL" => st::Varchar,
        "citext NOT NULL" => st::Citext,
        "bytea NOT NULL" => st::Bytea,
        "date NOT NULL" => st::Date,
        "time NOT NULL" => st::Time,
        "timestamp NOT NULL" => st::Timestamp,
        "timestamptz NOT NULL" => st::Timestamptz,
        "interval NOT NULL" => st::Interval,
        "uuid NOT NULL" => st::Uuid,
        "json NOT NULL" => st::Json,
        "jsonb NOT NULL" => st::Jsonb,
        "inet NOT NULL" => st::Inet,
        "cidr NOT NULL" => st::Cidr,
        "macaddr NOT NULL" => st::Macaddr,
        "macaddr8 NOT NULL" => st::Macaddr8,
        "money NOT NULL" => st::Money,
        "oid NOT NULL" => st::Oid,
        "pg_lsn NOT NULL" => st::PgLsn,
        "int4range NOT NULL" => st::Int4range,
        "int8range NOT NULL" => st::Int8range,
        "numrange NOT NULL" => st::Numrange,
        "daterange NOT NULL" => st::Daterange,
        "tsrange NOT NULL" => st::Tsrange,
        "tstzrange NOT NULL" => st::Tstzrange,
        "int4multirange NOT NULL" => st::Int4multirange,
        "int8multirange NOT NULL" => st::Int8multirange,
        "integer[] NOT NULL" => st::Array<st::Nullable<st::Int4>>,
        "text[] NOT NULL" => st::Array<st::Nullable<st::Text>>,
        "boolean" => st::Nullable<st::Bool>,
        "integer" => st::Nullable<st::Int4>,
        "bigint" => st::Nullable<st::Int8>,
        "text" => st::Nullable<st::Text>,
        "numeric" => st::Nullable<st::Numeric>,
        "date" => st::Nullable<st::Date>,
        "text[]" => st::Nullable<st::Array<st::Nullable<st::Text>>>,
    }
}

fn sqlite() -> Vec<Row<SqliteConnection>> {
    rows! { Sqlite, SqliteConnection:
        "BOOLEAN NOT NULL" => st::Bool,
        "SMALLINT NOT NULL" => st::SmallInt,
        "INTEGER NOT NULL" => st::Integer,
        "BIGINT NOT NULL" => st::BigInt,
        "REAL NOT NULL" => st::Float,
        "DOUBLE NOT NULL" => st::Double,
        "TEXT NOT NULL" => st::Text,
        "BLOB NOT NULL" => st::Binary,
        "DATE NOT NULL" => st::Date,
        "TIME NOT NULL" => st::Time,
        "TIMESTAMP NOT NULL" => st::Timestamp,
        "BOOLEAN" => st::Nullable<st::Bool>,
        "INTEGER" => st::Nullable<st::Integer>,
        "BIGINT" => st::Nullable<st::BigInt>,
        "TEXT" => st::Nullable<st::Text>,
        "DATE" => st::Nullable<st::Date>,
    }
}

fn mysql() -> Vec<Row<Session>> {
    rows! { Mysql, Session:
        "BOOLEAN NOT NULL" => st::Bool,
        "TINYINT NOT NULL" => st::TinyInt,
        "TINYINT UNSIGNED NOT NULL" => st::Unsigned<st::TinyInt>,
        "SMALLINT NOT NULL" => st::SmallInt,
        "SMALLINT UNSIGNED NOT NULL" => st::Unsigned<st::SmallInt>,
        "INTEGER NOT NULL" => st::Integer,
        "INTEGER UNSIGNED NOT NULL" => st::Unsigned<st::Integer>,
        "BIGINT NOT NULL" => st::BigInt,
        "BIGINT UNSIGNED NOT NULL" => st::Unsigned<st::BigInt>,
        "FLOAT NOT NULL" => st::Float,
        "DOUBLE NOT NULL" => st::Double,
        "DECIMAL(12,2) NOT NULL" => st::Decimal,
        "CHAR(20) NOT NULL" => st::Char,
        "VARCHAR(20) NOT NULL" => st::Varchar,
        "TEXT NOT NULL" => st::Text,
        "VARBINARY(20) NOT NULL" => st::Varbinary,
        "BLOB NOT NULL" => st::Blob,
        "DATE NOT NULL" => st::Date,
        "TIME NOT NULL" => st::Time,
        "DATETIME NOT NULL" => st::Datetime,
        "TIMESTAMP NOT NULL" => st::Timestamp,
        "JSON NOT NULL" => st::Json,
        "BOOLEAN" => st::Nullable<st::Bool>,
        "INTEGER" => st::Nullable<st::Integer>,
        "BIGINT" => st::Nullable<st::BigInt>,
        "BIGINT UNSIGNED" => st::Nullable<st::Unsigned<st::BigInt>>,
        "DECIMAL(12,2)" => st::Nullable<st::Decimal>,
        "TEXT" => st::Nullable<st::Text>,
        "DATE" => st::Nullable<st::Date>,
    }
}

fn section<C>(page: &mut String, engine: &str, rows: &[Row<C>]) {
    let _ = writeln!(page, "\n## {engine}\n\n| SQL | loaded into | stored from |\n| --- | --- | --- |");
    for row in rows {
        let names = |such: fn(&Cell) -> bool| {
            let names = row.cells.iter().filter(|cell| such(cell)).map(|cell| format!("`{}`", cell.rust));
            names.collect::<Vec<_>>().join(", ")
        };
        let _ = writeln!(page, "| `{}` | {} | {} |", row.sql, names(|cell| cell.loads), names(|cell| cell.stores));
    }
}

#[test]
fn the_page_says_what_diesel_does() {
    let mut page = String::from(HEAD);
    let rows = postgres();
    let tried: BTreeSet<&str> = rows[0].cells.iter().map(|cell| cell.rust).collect();
    for rust in tried {
        let _ = writeln!(page, "- `{rust}`");
    }
    section(&mut page, "postgres", &rows);
    section(&mut page, "sqlite", &sqlite());
    section(&mut page, "mysql", &mysql());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src/types.md");
    if env::var_os("SCHEMA_TEST_OVERWRITE").is_some() {
        fs::write(&file, &page).expect("writable");
    }
    let there = fs::read_to_string(&file).expect("the page is there");
    assert_eq!(there, page, "SCHEMA_TEST_OVERWRITE=1 writes {} anew", file.display());
}

const HEAD: &str = "\
# Rust types for SQL types

What Diesel 2.3 loads from a column of each SQL type, and stores there, of the Rust types below. `#[table]` accepts the
same. A reference to what can be stored can be stored too, and `Nullable` columns take what is not optional.

This page is written by `schema-macro-tests/tests/type_matrix.rs`, which asks the compiler, and sends each value that can
go both ways through the engine.

";

#[test]
fn values_go_through_postgres_and_come_back() {
    let database = ScratchDatabase::create();
    let mut connection = database.connect();
    connection.batch_execute("CREATE EXTENSION citext").expect("the extension is there");
    for row in postgres() {
        row.round_trips.iter().for_each(|round_trip| round_trip(&mut connection, row.sql));
    }
}

#[test]
fn values_go_through_sqlite_and_come_back() {
    let mut connection = SqliteConnection::establish(":memory:").expect("SQLite has memory");
    for row in sqlite() {
        row.round_trips.iter().for_each(|round_trip| round_trip(&mut connection, row.sql));
    }
}

#[cfg(feature = "mysqlclient")]
#[test]
fn values_go_through_mariadb_and_come_back() {
    let database = schema_macro_tests::server::mysql::MariadbDatabase::create();
    let mut connection = MysqlConnection::establish(&database.url()).unwrap_or_else(|error| panic!("{error}"));
    for row in mysql() {
        row.round_trips.iter().for_each(|round_trip| round_trip(&mut connection, row.sql));
    }
}
