//! A tuple struct with a column of another type, and one without a name.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Insertable)]
pub struct NewFine(
    #[diesel(column_name = member_id)] pub i64,
    #[diesel(column_name = amount)] pub BigDecimal,
    pub String,
);

fn main() {}
