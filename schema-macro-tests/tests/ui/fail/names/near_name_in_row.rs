//! Two letters of a name are swapped, in a row that has all columns: one mistake, one error.

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
    pub frist_name: String,
    pub last_name: String,
}

fn main() {}
