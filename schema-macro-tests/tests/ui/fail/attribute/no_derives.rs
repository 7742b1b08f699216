//! Nothing is derived, so nothing is claimed.

use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
