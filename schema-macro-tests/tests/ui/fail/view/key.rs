//! A view has no primary key.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_names")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct MemberName {
    pub id: Option<i32>,
    pub first_name: Option<String>,
}

fn main() {}
