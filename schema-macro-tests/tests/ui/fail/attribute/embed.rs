//! An embedded struct's columns are not seen.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct Name {
    pub first_name: String,
    pub last_name: String,
}

#[table("group_members")]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    #[diesel(embed)]
    pub name: Name,
}

fn main() {}
