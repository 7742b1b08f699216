//! A row with a column of every kind: a native enum, a domain, an identity, a generated column among them.

use bigdecimal::BigDecimal;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use diesel::debug_query;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[derive(Debug, FromSqlRow)]
pub enum PaymentStatus {
    Pending,
    Settled,
    Failed,
}

impl FromSql<schema::sql_types::PaymentStatus, Pg> for PaymentStatus {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        match value.as_bytes() {
            b"pending" => Ok(Self::Pending),
            b"settled" => Ok(Self::Settled),
            b"failed" => Ok(Self::Failed),
            other => Err(format!("no status: {other:?}").into()),
        }
    }
}

#[table("payments")]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub member_id: i32,
    pub type_: String,
    pub match_: Option<String>,
    pub amount: BigDecimal,
    pub fee: BigDecimal,
    pub total: BigDecimal,
    pub installment: i16,
    pub is_reversed: bool,
    pub rate: Option<f64>,
    pub status: PaymentStatus,
    pub last_status: Option<PaymentStatus>,
    pub paid_on: NaiveDate,
    pub paid_at: Option<NaiveTime>,
    pub received_at: NaiveDateTime,
    pub settled_at: Option<DateTime<Utc>>,
    pub reference: uuid::Uuid,
    pub payload: Option<serde_json::Value>,
    pub receipt: Option<Vec<u8>>,
    pub labels: Vec<Option<String>>,
    pub sent_from: Option<ipnetwork::IpNetwork>,
}

fn main() {
    let query = schema::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."id", "payments"."member_id", "payments"."type", "payments"."match", "payments"."amount", "payments"."fee", "payments"."total", "payments"."installment", "payments"."is_reversed", "payments"."rate", "payments"."status", "payments"."last_status", "payments"."paid_on", "payments"."paid_at", "payments"."received_at", "payments"."settled_at", "payments"."reference", "payments"."payload", "payments"."receipt", "payments"."labels", "payments"."sent_from" FROM "payments" -- binds: []"#);
}
