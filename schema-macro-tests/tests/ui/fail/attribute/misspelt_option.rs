//! An option that there is not, but nearly.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partail)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
