//! A field is no row.

use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub struct GroupMember {
    #[table("group_members")]
    pub id: i32,
}

fn main() {}
