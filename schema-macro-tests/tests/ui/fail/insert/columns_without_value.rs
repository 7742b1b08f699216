//! Columns that need a value have no field: NOT NULL, no default, not computed.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Insertable)]
pub struct NewGroupMember<'a> {
    pub first_name: &'a str,
    pub phone_number: Option<&'a str>,
}

fn main() {}
