//! The name is empty.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
