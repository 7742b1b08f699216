//! The name of a table is in another case.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("Group_Members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
