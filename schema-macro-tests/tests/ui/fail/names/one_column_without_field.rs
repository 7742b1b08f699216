//! A column has no field.

use chrono::NaiveDate;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    pub group_id: i32,
    pub joined_date: NaiveDate,
    pub phone_number: Option<String>,
    pub first_name: String,
}

fn main() {}
