//! The name of a table has a letter too few.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_member", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
