//! Diesel takes the name of a schema from an identifier.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("Old Books.entries")]
#[derive(Queryable, Selectable)]
pub struct Entry {
    pub id: i32,
}

fn main() {}
