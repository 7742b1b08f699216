//! A column that needs a value has a field that is left out.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Queryable, Selectable, Insertable)]
pub struct Fine {
    #[diesel(skip_insertion)]
    pub id: i32,
    pub member_id: i32,
    #[diesel(skip_insertion)]
    pub amount: BigDecimal,
    pub reason: Option<String>,
}

fn main() {}
