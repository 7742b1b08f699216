//! `#[table]` stands below the derives, which it does not see then.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = crate::schema::group_members)]
#[table("group_members", partial)]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
