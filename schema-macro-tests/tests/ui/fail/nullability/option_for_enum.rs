//! `Option` for a native enum that is never NULL, and none for one that may be.

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[derive(FromSqlRow)]
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
            _ => Ok(Self::Failed),
        }
    }
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub status: Option<PaymentStatus>,
    pub last_status: PaymentStatus,
}

fn main() {}
