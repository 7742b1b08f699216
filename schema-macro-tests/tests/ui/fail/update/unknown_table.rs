//! One field, of a table that is not there.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fine")]
#[derive(AsChangeset)]
pub struct FineChange {
    pub reason: Option<String>,
}

fn main() {}
