//! The table was dropped.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("minutes", partial)]
#[derive(Queryable, Selectable)]
pub struct Minutes {
    pub id: i32,
    pub content: String,
}

fn main() {}
