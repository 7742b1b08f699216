//! Columns whose names the project denies.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("visits")]
#[derive(Queryable, Selectable)]
pub struct Visit {
    pub id: i32,
    pub phone: Option<String>,
    pub visitor: String,
}

fn main() {}
