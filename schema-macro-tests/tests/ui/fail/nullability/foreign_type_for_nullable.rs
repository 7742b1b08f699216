//! A type of another crate without `Option`, for a column that may be NULL.

use chrono::NaiveTime;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub paid_at: NaiveTime,
    pub payload: serde_json::Value,
}

fn main() {}
