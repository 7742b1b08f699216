//! A date for a point in time.

use chrono::NaiveDate;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub received_at: NaiveDate,
}

fn main() {}
