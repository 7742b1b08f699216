//! The table is a view, which has no primary key.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_names")]
#[derive(Queryable, Selectable)]
pub struct MemberName {
    pub id: i32,
    pub first_name: String,
}

fn main() {}
