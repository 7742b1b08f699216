//! Types that can't be stored, by Diesel's traits.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub struct Phone(pub String);

type Name = i32;

#[table("group_members")]
#[derive(Insertable)]
pub struct NewGroupMember {
    pub group_id: i32,
    pub first_name: Name,
    pub last_name: Box<str>,
    pub phone_number: Option<Phone>,
    pub joined_date: NaiveDateTime,
}

fn main() {}
