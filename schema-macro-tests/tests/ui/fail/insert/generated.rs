//! Columns that the database computes.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments")]
#[derive(Insertable)]
pub struct NewPayment {
    pub id: i64,
    pub member_id: i32,
    pub type_: String,
    pub amount: BigDecimal,
    pub total: BigDecimal,
    pub installment: i16,
    pub paid_on: chrono::NaiveDate,
    pub received_at: chrono::NaiveDateTime,
    pub reference: uuid::Uuid,
    pub labels: Vec<String>,
}

fn main() {}
