//! An enum that Diesel takes for an expression, and that it can't write.

use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::expression::AsExpression;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[derive(Debug, AsExpression)]
#[diesel(sql_type = schema::sql_types::PaymentStatus)]
pub enum Status {
    Pending,
}

#[table("payments")]
#[derive(Insertable)]
pub struct NewPayment {
    pub member_id: i32,
    pub type_: String,
    pub amount: BigDecimal,
    pub installment: i16,
    pub status: Status,
    pub paid_on: NaiveDate,
    pub received_at: NaiveDateTime,
    pub reference: uuid::Uuid,
    pub labels: Vec<String>,
}

fn main() {}
