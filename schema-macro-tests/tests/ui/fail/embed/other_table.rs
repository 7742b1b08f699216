//! The embedded struct is of another table, whose columns are none of this one's.

use bigdecimal::BigDecimal;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("savings_groups", embedded)]
#[derive(Queryable, Selectable)]
pub struct District {
    pub district: String,
}

#[table("branches", partial)]
#[derive(Queryable, Selectable)]
pub struct Branch {
    pub id: i64,
}

#[table("member_fines")]
#[derive(Queryable, Selectable)]
pub struct Fine {
    pub id: i32,
    pub member_id: i32,
    pub amount: BigDecimal,
    #[diesel(embed)]
    pub district: District,
}

fn main() {}
