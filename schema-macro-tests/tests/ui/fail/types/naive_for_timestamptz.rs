//! A time without a zone for one with a zone is for the database to convert: Diesel loads it. A date it does not.

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
    pub settled_at: Option<NaiveDate>,
}

fn main() {}
