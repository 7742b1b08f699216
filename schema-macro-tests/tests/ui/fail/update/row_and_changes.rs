//! A row, an insert and a set of changes in one: one error for each field.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Queryable, Selectable, Identifiable, Insertable, AsChangeset)]
pub struct GroupMember {
    pub id: i64,
    pub group_id: i32,
    pub first_name: Option<String>,
    pub phone_number: String,
}

fn main() {}
