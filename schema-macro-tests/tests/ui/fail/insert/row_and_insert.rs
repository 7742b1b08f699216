//! A row that is inserted as well: one error for each field, and for the key that counts by itself.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable, Insertable)]
pub struct Payment {
    pub id: i64,
    pub member_id: i64,
    pub type_: Option<String>,
    pub amount: BigDecimal,
}

fn main() {}
