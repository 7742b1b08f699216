//! Only derives that are not Diesel's.

use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Debug, Clone)]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
