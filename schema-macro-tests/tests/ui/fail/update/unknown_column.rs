//! Fields without a column, renamed and misspelt.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(AsChangeset)]
pub struct MemberChange {
    pub phone: Option<String>,
    pub frist_name: Option<String>,
}

fn main() {}
