//! The same in a struct that has no field for one.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("visits")]
#[derive(Queryable, Selectable)]
pub struct Visit {
    pub id: i32,
    pub visitor: String,
}

fn main() {}
