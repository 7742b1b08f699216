//! `column_name` with strings that are no names in Rust.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    #[diesel(column_name = "first name")]
    pub first_name: String,
    #[diesel(column_name = "self")]
    pub last_name: String,
    #[diesel(column_name = "")]
    pub phone_number: Option<String>,
}

fn main() {}
