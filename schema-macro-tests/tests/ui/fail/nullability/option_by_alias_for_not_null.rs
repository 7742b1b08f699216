//! An alias that hides an `Option`, for a column that is never NULL.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

type Amount = Option<BigDecimal>;

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub amount: Amount,
}

fn main() {}
