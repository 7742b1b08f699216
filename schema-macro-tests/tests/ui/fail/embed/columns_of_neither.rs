//! Columns that have a field neither in the struct nor in the one that it embeds.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", embedded)]
#[derive(Queryable, Selectable, Insertable)]
pub struct Name {
    pub first_name: String,
    pub last_name: String,
}

#[table("group_members")]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    pub group_id: i32,
    #[diesel(embed)]
    pub name: Name,
}

fn main() {}
