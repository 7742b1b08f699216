//! An insert of a value itself, with types that are only stored: slices, arrays of what is not NULL.

use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::debug_query;
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::serialize::{self, IsNull, Output, ToSql};
use schema_macro::table;
use std::io::Write;

mod schema {
    schema_macro::schema!();
}

#[derive(Debug, AsExpression)]
#[diesel(sql_type = schema::sql_types::PaymentStatus)]
pub enum Status {
    Pending,
}

impl ToSql<schema::sql_types::PaymentStatus, Pg> for Status {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(b"pending")?;
        Ok(IsNull::No)
    }
}

#[table("payments")]
#[derive(Insertable)]
pub struct NewPayment<'a> {
    pub member_id: i32,
    pub type_: String,
    pub amount: BigDecimal,
    pub fee: Option<&'a BigDecimal>,
    pub installment: i16,
    pub is_reversed: Option<bool>,
    pub status: Option<Status>,
    pub last_status: Status,
    pub paid_on: NaiveDate,
    pub received_at: NaiveDateTime,
    pub reference: uuid::Uuid,
    pub payload: Option<Option<serde_json::Value>>,
    pub receipt: Option<&'a [u8]>,
    pub labels: &'a [&'a str],
}

fn main() {
    let value = NewPayment {
        member_id: 1,
        type_: "fee".into(),
        amount: 10.into(),
        fee: None,
        installment: 1,
        is_reversed: None,
        status: None,
        last_status: Status::Pending,
        paid_on: NaiveDate::default(),
        received_at: NaiveDateTime::default(),
        reference: uuid::Uuid::nil(),
        payload: Some(None),
        receipt: Some(&[1]),
        labels: &["a"],
    };
    let query = diesel::insert_into(schema::payments::table).values(value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"INSERT INTO "payments" ("#), "{sql}");
}
