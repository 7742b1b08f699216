//! The table was renamed.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("fines", partial)]
#[derive(Queryable, Selectable)]
pub struct Fine {
    pub id: i32,
    pub amount: BigDecimal,
}

fn main() {}
