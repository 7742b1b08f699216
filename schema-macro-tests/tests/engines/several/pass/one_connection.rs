//! Both engines behind one connection: money that is `NUMERIC` for one and a number of cents for the other, an enum that
//! is a type for one and a text for the other.

use bigdecimal::{BigDecimal, ToPrimitive};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::connection::SimpleConnection;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, HasSqlType, Numeric, SqlType};
use diesel::sqlite::{Sqlite, SqliteType, SqliteValue};
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
}

#[derive(diesel::MultiConnection)]
pub enum Database {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Numeric)]
#[diesel(sql_type = BigInt)]
pub struct Cents(i64);

#[derive(SqlType)]
#[diesel(postgres_type(oid = 1700, array_oid = 1231))]
#[diesel(sqlite_type(name = "Long"))]
pub struct Exact;

impl FromSql<Numeric, Pg> for Cents {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let value = <BigDecimal as FromSql<Numeric, Pg>>::from_sql(value)?;
        value.with_scale(2).into_bigint_and_scale().0.to_i64().map(Self).ok_or_else(|| "too much".into())
    }
}

impl ToSql<Numeric, Pg> for Cents {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Numeric, Pg>::to_sql(&BigDecimal::new(self.0.into(), 2), &mut out.reborrow())
    }
}

impl FromSql<BigInt, Sqlite> for Cents {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        <i64 as FromSql<BigInt, Sqlite>>::from_sql(value).map(Self)
    }
}

impl ToSql<BigInt, Sqlite> for Cents {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0);
        Ok(IsNull::No)
    }
}

impl FromSql<Exact, Pg> for Cents {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <Self as FromSql<Numeric, Pg>>::from_sql(value)
    }
}

impl ToSql<Exact, Pg> for Cents {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <Self as ToSql<Numeric, Pg>>::to_sql(self, out)
    }
}

impl FromSql<Exact, Sqlite> for Cents {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        <Self as FromSql<BigInt, Sqlite>>::from_sql(value)
    }
}

impl ToSql<Exact, Sqlite> for Cents {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        <Self as ToSql<BigInt, Sqlite>>::to_sql(self, out)
    }
}

impl FromSql<Numeric, MultiBackend> for Cents {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Exact>()
    }
}

impl ToSql<Numeric, MultiBackend> for Cents {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Exact, self));
        Ok(IsNull::No)
    }
}

#[sql_enum("mood")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Good,
    Bad,
}

impl HasSqlType<schema::sql_types::Mood> for Sqlite {
    fn metadata(_: &mut ()) -> SqliteType {
        SqliteType::Text
    }
}

impl HasSqlType<schema::sql_types::Mood> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<schema::sql_types::Mood>(lookup)
    }
}

impl FromSql<schema::sql_types::Mood, Sqlite> for Mood {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        <Self as FromSql<diesel::sql_types::Text, Sqlite>>::from_sql(value)
    }
}

impl ToSql<schema::sql_types::Mood, Sqlite> for Mood {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        <Self as ToSql<diesel::sql_types::Text, Sqlite>>::to_sql(self, out)
    }
}

impl FromSql<schema::sql_types::Mood, MultiBackend> for Mood {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, schema::sql_types::Mood>()
    }
}

impl ToSql<schema::sql_types::Mood, MultiBackend> for Mood {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((schema::sql_types::Mood, self));
        Ok(IsNull::No)
    }
}

#[table("accounts")]
#[derive(Debug, PartialEq, Queryable, Selectable, Identifiable, Insertable)]
#[diesel(treat_none_as_default_value = false)]
pub struct Account {
    pub id: i32,
    pub balance: Cents,
    pub share: Option<BigDecimal>,
    pub mood: Mood,
    pub opened: NaiveDateTime,
}

#[table("accounts")]
#[derive(AsChangeset)]
pub struct AccountChanges {
    pub balance: Option<Cents>,
    pub mood: Option<Mood>,
}

fn main() {
    let mut sqlite = SqliteConnection::establish(":memory:").expect("SQLite has memory");
    let sql = "CREATE TABLE accounts (id INTEGER PRIMARY KEY NOT NULL, balance BIGINT NOT NULL, share DECIMAL(12,2),
        mood TEXT NOT NULL, opened TEXT NOT NULL)";
    sqlite.batch_execute(sql).expect("valid");
    let mut database = Database::Sqlite(sqlite);
    let opened = NaiveDate::from_ymd_opt(2001, 2, 3).and_then(|day| day.and_hms_opt(4, 5, 6)).expect("a moment");
    let share = "0.25".parse().ok();
    let account = Account { id: 1, balance: Cents(1_250), share, mood: Mood::Bad, opened };
    diesel::insert_into(schema::accounts::table).values(&account).execute(&mut database).expect("inserted");
    let loaded = schema::accounts::table.select(Account::as_select()).first(&mut database).expect("loaded");
    assert_eq!(loaded, account);
    let changes = AccountChanges { balance: Some(Cents(5)), mood: None };
    diesel::update(schema::accounts::table).set(changes).execute(&mut database).expect("updated");
    let balance: Cents = schema::accounts::table.select(schema::accounts::balance).first(&mut database).expect("loaded");
    assert_eq!(balance, Cents(5));
    let found = schema::accounts::table.filter(schema::accounts::mood.eq(Mood::Bad)).count();
    assert_eq!(found.get_result::<i64>(&mut database), Ok(1));
}
