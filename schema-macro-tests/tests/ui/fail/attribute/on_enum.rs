//! An enum has no fields to check.

use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Debug)]
pub enum GroupMember {
    Active,
}

fn main() {}
