//! Every kind of mistake in one insert.

use chrono::NaiveDate;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Insertable)]
pub struct NewGroupMember {
    pub id: i64,
    pub group: i32,
    pub first_name: Option<String>,
    pub nickname: String,
    pub phone_number: Option<NaiveDate>,
}

fn main() {}
