//! Fields that are there or not, by a condition.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[cfg_attr(all(), derive(Insertable))]
pub struct NewFine {
    pub member_id: i32,
    #[cfg(any())]
    pub amount: bigdecimal::BigDecimal,
    #[cfg(all())]
    pub reason: Option<i32>,
}

fn main() {}
