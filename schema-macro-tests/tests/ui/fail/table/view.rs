//! The table is a view over groups of rows.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("present_members")]
#[derive(Queryable, Selectable)]
pub struct PresentMember {
    pub member_id: Option<i32>,
    pub meetings: Option<i64>,
}

fn main() {}
