//! A type of another crate that does not fit.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub reference: BigDecimal,
}

fn main() {}
