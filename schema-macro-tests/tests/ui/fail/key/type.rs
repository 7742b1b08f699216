//! Nothing but `Identifiable`, with a key of another type.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Identifiable)]
pub struct MemberKey {
    pub id: i64,
    pub photo: Vec<u8>,
}

fn main() {}
