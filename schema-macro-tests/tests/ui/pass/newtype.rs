//! A newtype that Diesel can load, for a column and for a domain.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::sql_types::Numeric;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[derive(Debug, FromSqlRow)]
pub struct Money(pub BigDecimal);

impl FromSql<Numeric, Pg> for Money {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <BigDecimal as FromSql<Numeric, Pg>>::from_sql(value).map(Self)
    }
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub amount: Money,
    pub fee: Money,
}

fn main() {
    let query = schema::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."amount", "payments"."fee" FROM "payments" -- binds: []"#);
}
