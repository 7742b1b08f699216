//! The embedded struct is not checked itself.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = schema::group_members)]
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
