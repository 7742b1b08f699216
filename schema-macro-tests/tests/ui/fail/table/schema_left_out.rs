//! The table is in another schema than the default one.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("events", partial)]
#[derive(Queryable, Selectable)]
pub struct Event {
    pub id: i32,
}

fn main() {}
