//! PostgreSQL tells of no column of a view that it is NOT NULL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("present_members")]
#[derive(Queryable, Selectable)]
pub struct PresentMember {
    pub member_id: i32,
    pub meetings: Option<i32>,
}

fn main() {}
