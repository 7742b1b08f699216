//! `QueryableByName` alone claims a row, too.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(QueryableByName)]
pub struct GroupMember {
    pub id: i32,
    pub surname: String,
}

fn main() {}
