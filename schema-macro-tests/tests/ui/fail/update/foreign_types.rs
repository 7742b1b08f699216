//! Types that can't be stored, by Diesel's traits.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

type Name = i32;

#[table("group_members")]
#[derive(AsChangeset)]
pub struct MemberChange {
    pub first_name: Option<Name>,
    pub joined_date: Option<NaiveDateTime>,
}

fn main() {}
