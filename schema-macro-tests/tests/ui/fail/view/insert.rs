//! Views are read only.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("present_members")]
#[derive(Insertable)]
pub struct NewPresentMember {
    pub member_id: Option<i32>,
    pub meetings: Option<i64>,
}

#[table("auth.admins")]
#[derive(Queryable, Insertable, AsChangeset)]
pub struct Admin {
    pub id: Option<i32>,
    pub email: Option<String>,
}

fn main() {}
