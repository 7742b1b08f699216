//! A key that the struct borrows.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Identifiable)]
pub struct MemberKey<'a> {
    pub id: &'a i32,
}

fn main() {
    assert_eq!((&MemberKey { id: &1 }).id(), &&1);
}
