//! A field without a column, near to one that needs a value.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Insertable)]
pub struct NewFine {
    pub member: i32,
    pub amuont: BigDecimal,
    pub phone: Option<String>,
}

fn main() {}
