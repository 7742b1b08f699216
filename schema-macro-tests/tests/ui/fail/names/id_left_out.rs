//! A part of the row without the `id` that `Identifiable` needs.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable, Identifiable)]
pub struct GroupMember {
    pub first_name: String,
}

fn main() {}
