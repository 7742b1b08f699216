//! Changes that set NULL, in columns that can't be NULL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(AsChangeset)]
pub struct MemberChange {
    pub first_name: Option<Option<String>>,
    pub phone_number: Option<Option<String>>,
}

fn main() {}
