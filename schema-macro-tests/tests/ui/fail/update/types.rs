//! Types that can't be stored.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(AsChangeset)]
pub struct MemberChange<'a> {
    pub group_id: Option<i64>,
    pub first_name: &'a [u8],
    pub phone_number: Option<Option<i32>>,
}

fn main() {}
