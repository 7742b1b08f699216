//! `#[table]` stands below the derives, which do not know their table then.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[derive(Queryable, Selectable)]
#[table("group_members", partial)]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
