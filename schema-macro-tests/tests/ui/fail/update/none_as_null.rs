//! `None` is NULL by `treat_none_as_null`, in a column that can't be NULL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(AsChangeset)]
#[diesel(treat_none_as_null = true)]
pub struct MemberChange {
    pub first_name: Option<String>,
    pub phone_number: Option<String>,
}

fn main() {}
