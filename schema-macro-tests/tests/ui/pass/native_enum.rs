//! An enum of one's own for a native enum type.

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

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub status: PaymentStatus,
    pub last_status: Option<PaymentStatus>,
}

fn main() {
    let query = schema::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."status", "payments"."last_status" FROM "payments" -- binds: []"#);
}
