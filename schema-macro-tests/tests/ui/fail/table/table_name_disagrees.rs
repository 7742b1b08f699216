//! Diesel is told of another table.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
#[diesel(table_name = crate::schema::savings_groups)]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
