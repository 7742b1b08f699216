//! A struct with a type parameter: its other fields are checked.

use chrono::NaiveDate;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment<T> {
    pub id: i64,
    pub member_id: i64,
    pub amount: T,
    pub received_at: NaiveDate,
}

fn main() {}
