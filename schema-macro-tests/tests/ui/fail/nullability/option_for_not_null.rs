//! `Option` for a column that is never NULL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub member_id: Option<i32>,
}

fn main() {}
