//! `Queryable` alone loads by position: two fields of one type that are swapped would swap their values.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Queryable)]
pub struct GroupMember {
    pub id: i32,
    pub group_id: i32,
    pub phone_number: Option<String>,
    pub joined_date: chrono::NaiveDate,
    pub last_name: String,
    pub first_name: String,
}

fn main() {}
