//! The program has no declarations.

use diesel::prelude::*;
use schema_macro::table;

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
