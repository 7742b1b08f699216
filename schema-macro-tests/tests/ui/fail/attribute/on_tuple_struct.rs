//! A tuple struct by position, which lacks columns.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Queryable)]
pub struct GroupMember(pub i32, pub i32);

fn main() {}
