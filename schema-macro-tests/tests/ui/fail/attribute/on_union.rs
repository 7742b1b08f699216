//! A union is no row.

use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
pub union GroupMember {
    pub id: i32,
}

fn main() {}
