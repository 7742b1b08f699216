//! Every kind of mistake in one struct, and one error for each.

use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

type Amount = f64;

#[table("payments")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Payment {
    pub id: i64,
    pub member: i32,
    pub type_: Option<String>,
    pub match_: Option<String>,
    pub amount: Amount,
    pub fee: BigDecimal,
    pub total: BigDecimal,
    pub installment: i32,
    pub is_reversed: bool,
    pub rate: f64,
    pub paid_on: NaiveDate,
    pub received_on: NaiveDateTime,
    pub notes: String,
}

fn main() {}
