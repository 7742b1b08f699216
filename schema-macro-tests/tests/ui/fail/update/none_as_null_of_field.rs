//! The same, said of one field.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(AsChangeset)]
pub struct MemberChange {
    #[diesel(treat_none_as_null = true)]
    pub first_name: Option<String>,
    pub last_name: Option<String>,
}

fn main() {}
