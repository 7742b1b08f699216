//! Types that can't be stored, by name.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Insertable)]
pub struct NewGroupMember<'a> {
    pub group_id: i64,
    pub first_name: &'a [u8],
    pub last_name: i32,
    pub phone_number: Option<i64>,
    pub joined_date: &'a str,
}

fn main() {}
