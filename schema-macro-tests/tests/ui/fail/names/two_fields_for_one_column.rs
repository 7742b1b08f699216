//! Two fields are for one column.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    pub first_name: String,
    #[diesel(column_name = first_name)]
    pub given_name: String,
}

fn main() {}
