//! Two fields for one column.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Insertable)]
pub struct NewFine {
    pub member_id: i32,
    #[diesel(column_name = member_id)]
    pub debtor_id: i32,
    pub amount: BigDecimal,
}

fn main() {}
