//! A column that needs a value has none, neither in the struct nor in the one that it embeds.

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
#[derive(Insertable)]
pub struct NewGroupMember {
    #[diesel(embed)]
    pub name: Name,
    pub group_id: i32,
}

fn main() {}
