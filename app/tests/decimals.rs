//! No cent is lost on the way to either engine and back.

use std::cell::RefCell;

use app::database::Database;
use app::decimal::{Coordinate, Decimal, Money, Percentage};
use diesel::connection::SimpleConnection;
use diesel::dsl::sum;
use diesel::prelude::*;
use diesel::sql_types::{Numeric, Text};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use schema_macro_tests::server::ScratchDatabase;

/// As PostgreSQL has it. In SQLite, the column is `BIGINT`.
mod tables {
    diesel::table! {
        amounts (id) {
            id -> Integer,
            money -> Numeric,
            percentage -> Nullable<Numeric>,
            coordinate -> Numeric,
        }
    }
}

/// As SQLite itself declares it.
mod sqlite_tables {
    diesel::table! {
        amounts (id) {
            id -> Integer,
            money -> BigInt,
        }
    }
}

use tables::amounts;

type Row = (Money, Option<Percentage>, Coordinate);

fn any<const PRECISION: u32, const SCALE: u32>() -> impl Strategy<Value = Decimal<PRECISION, SCALE>> {
    let (least, greatest) = (Decimal::<PRECISION, SCALE>::MIN.units(), Decimal::<PRECISION, SCALE>::MAX.units());
    // Of every size, and not only the great ones that most numbers in the range are.
    let units = prop_oneof![least..=greatest, -10_000..=10_000_i64, Just(least), Just(greatest), Just(0)];
    units.prop_filter_map("in range", Decimal::from_units)
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((any(), prop::option::of(any()), any()), 1..20)
}

fn postgres(database: &ScratchDatabase) -> Database {
    let mut connection = database.connect();
    connection
        .batch_execute(
            "CREATE TABLE amounts (
                id SERIAL PRIMARY KEY,
                money NUMERIC(12,2) NOT NULL,
                percentage NUMERIC(5,2),
                coordinate NUMERIC(9,6) NOT NULL
            )",
        )
        .expect("a table can be made");
    Database::Postgres(connection)
}

fn sqlite() -> Database {
    let mut connection = SqliteConnection::establish(":memory:").expect("SQLite has memory");
    connection
        .batch_execute(
            "CREATE TABLE amounts (
                id INTEGER PRIMARY KEY,
                money BIGINT NOT NULL,
                percentage BIGINT,
                coordinate BIGINT NOT NULL
            )",
        )
        .expect("a table can be made");
    Database::Sqlite(connection)
}

/// Writes the rows, reads them, and finds each by its value; the sum is that of Rust.
fn round_trip(connection: &mut Database, rows: &[Row]) -> Result<(), TestCaseError> {
    diesel::delete(amounts::table).execute(connection).expect("rows can be deleted");
    for (money, percentage, coordinate) in rows {
        diesel::insert_into(amounts::table)
            .values((amounts::money.eq(money), amounts::percentage.eq(percentage), amounts::coordinate.eq(coordinate)))
            .execute(connection)
            .expect("a row can be inserted");
    }
    let all = amounts::table.select((amounts::money, amounts::percentage, amounts::coordinate));
    let read: Vec<Row> = all.order(amounts::id).load(connection).expect("rows can be read");
    prop_assert_eq!(&read, rows);
    let (money, _, coordinate) = &rows[0];
    let found: i64 = amounts::table
        .filter(amounts::money.eq(money).and(amounts::coordinate.eq(coordinate)))
        .count()
        .get_result(connection)
        .expect("rows can be counted");
    prop_assert!(found > 0, "{} is not found again", money);
    let expected: i64 = rows.iter().map(|(money, ..)| money.units()).sum();
    let total: Option<Decimal<16, 2>> =
        amounts::table.select(sum(amounts::money)).get_result(connection).expect("rows can be added up");
    prop_assert_eq!(total.map(Decimal::units), Some(expected));
    Ok(())
}

#[test]
fn every_decimal_comes_back_from_postgresql() {
    let database = ScratchDatabase::create();
    let connection = RefCell::new(postgres(&database));
    let result = TestRunner::default().run(&rows(), |rows| round_trip(&mut connection.borrow_mut(), &rows));
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn every_decimal_comes_back_from_sqlite() {
    let connection = RefCell::new(sqlite());
    let result = TestRunner::default().run(&rows(), |rows| {
        let connection = &mut *connection.borrow_mut();
        round_trip(connection, &rows)?;
        // As a column of SQLite's own type as well.
        let Database::Sqlite(connection) = connection else { unreachable!("it is SQLite") };
        let money: Vec<Money> = sqlite_tables::amounts::table
            .select(sqlite_tables::amounts::money)
            .order(sqlite_tables::amounts::id)
            .load(connection)
            .expect("rows can be read");
        prop_assert_eq!(money, rows.iter().map(|(money, ..)| *money).collect::<Vec<_>>());
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn postgresql_writes_the_same_digits() {
    let database = ScratchDatabase::create();
    let connection = RefCell::new(database.connect());
    let result = TestRunner::default().run(&any::<12, 2>(), |money| {
        let text = diesel::select(diesel::dsl::sql::<Text>("").bind::<Numeric, _>(money).sql("::NUMERIC(12,2)::TEXT"));
        let text: String = text.get_result(&mut *connection.borrow_mut()).expect("PostgreSQL writes a number");
        prop_assert_eq!(text, money.to_string());
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

/// What another program has put there is never rounded in silence.
#[test]
fn what_is_no_exact_decimal_is_refused() {
    let mut connection = sqlite();
    for wrong in ["12.5", "1e300", "'12,50'", "x'00'", "1000000000000"] {
        let insert = format!("DELETE FROM amounts; INSERT INTO amounts (money, coordinate) VALUES ({wrong}, 0)");
        connection.batch_execute(&insert).expect("SQLite takes whatever it is given");
        let read = amounts::table.select(amounts::money).first::<Money>(&mut connection);
        assert!(read.is_err(), "{wrong} was read as {read:?}");
    }
    let database = ScratchDatabase::create();
    let mut connection = database.connect();
    for wrong in ["12.505", "10000000000.00", "'NaN'"] {
        let read = number(&mut connection, wrong);
        assert!(read.is_err(), "{wrong} was read as {read:?}");
    }
    assert_eq!(number(&mut connection, "12.500").map(Money::units), Ok(1250));
}

fn number(connection: &mut PgConnection, text: &str) -> QueryResult<Money> {
    diesel::select(diesel::dsl::sql::<Numeric>(&format!("{text}::NUMERIC"))).get_result(connection)
}
