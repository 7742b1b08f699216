//! An insert is not checked.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Insertable)]
pub struct NewGroupMember {
    pub group_id: i32,
}

fn main() {}
