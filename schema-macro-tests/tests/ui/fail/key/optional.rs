//! A key that may be `None`.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Identifiable)]
pub struct MemberKey {
    pub id: Option<i32>,
}

fn main() {}
