//! The embedded struct is wrong, and so is the one around it.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", embedded)]
#[derive(Queryable, Selectable)]
pub struct Name {
    pub first_name: Option<String>,
    pub surname: String,
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i64,
    #[diesel(embed)]
    pub name: Name,
}

fn main() {}
