//! Columns that the database computes.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments")]
#[derive(AsChangeset)]
pub struct PaymentChange {
    pub total: Option<BigDecimal>,
    pub amount: Option<BigDecimal>,
}

fn main() {}
