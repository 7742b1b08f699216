//! A function is no row.

use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
pub fn group_member() {}

fn main() {}
