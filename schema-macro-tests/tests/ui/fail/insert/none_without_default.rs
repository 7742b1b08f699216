//! `None` leaves a column out that has no default.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Insertable)]
pub struct NewFine {
    pub member_id: Option<i32>,
    pub amount: Option<BigDecimal>,
}

fn main() {}
