//! A wider integer than the column's.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub member_id: i64,
}

fn main() {}
